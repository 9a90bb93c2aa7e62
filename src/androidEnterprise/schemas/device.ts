/** Devices of users. */
import {
  enumOf,
  fieldsOf,
  int32,
  listOf,
  objectOf,
  type Schema,
  string,
  type UnlistedValue,
} from "../../core/schema.js";
import { type DeviceReport, deviceReportSchema } from "./deviceReport.js";
import { type Policy, policySchema } from "./policy.js";

/** A device of a user. */
export interface Device {
  /** Android id, in lowercase hexadecimal digits, such as `3a1b2c3d4e5f6789`. Methods take it as `deviceId`. */
  androidId: string;
  /**
   * How far the EMM controls the device: `managedDevice`, the whole device; `managedProfile`, a work profile beside a
   * personal one; `unmanagedProfile`, a profile that it does not manage but that may use managed Google Play;
   * `containerApp` is no longer used.
   */
  managementType?: "managedDevice" | "managedProfile" | "containerApp" | "unmanagedProfile" | UnlistedValue;
  /** What the device enforces. The only field that `devices.update` changes. */
  policy?: Policy;
  /** What the managed apps on the device last reported. */
  report?: DeviceReport;
  /** Internal code name of the hardware (`Build.DEVICE`). */
  device?: string;
  /** Fingerprint of the system build, if known. */
  latestBuildFingerprint?: string;
  /** Manufacturer (`Build.MANUFACTURER`). */
  maker?: string;
  /** Model (`Build.MODEL`). */
  model?: string;
  /** Product name (`Build.PRODUCT`). */
  product?: string;
  /** Brand that it is sold under, if any (`Build.BRAND`). */
  retailBrand?: string;
  /** API level of its Android version. */
  sdkVersion?: number;
}

/** Whether the user's account works on a device. */
export interface DeviceState {
  /**
   * State of the account on the device: `enabled`, it can use Google services, Google Play included; `disabled`, it
   * cannot. A new device is `disabled`.
   */
  accountState?: "enabled" | "disabled" | UnlistedValue;
}

/** The devices of a user. */
export interface DevicesListResponse {
  /** The devices. Empty if there are none. */
  device: Device[];
}

export const deviceFields = () =>
  fieldsOf<Device>()({
    androidId: string,
    managementType: enumOf("managedDevice", "managedProfile", "containerApp", "unmanagedProfile"),
    policy: policySchema,
    report: deviceReportSchema,
    device: string,
    latestBuildFingerprint: string,
    maker: string,
    model: string,
    product: string,
    retailBrand: string,
    sdkVersion: int32,
  });

export const deviceSchema: Schema<Device> = objectOf<Device>()(deviceFields, { androidId: true });

export const deviceStateFields = () => fieldsOf<DeviceState>()({ accountState: enumOf("enabled", "disabled") });

export const deviceStateSchema: Schema<DeviceState> = objectOf<DeviceState>()(deviceStateFields);

export const devicesListResponseSchema: Schema<DevicesListResponse> = objectOf<DevicesListResponse>()(
  () => ({ device: listOf(deviceSchema) }),
  { device: true },
);
