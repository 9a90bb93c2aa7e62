/** The parameters of REST v2 that are sent as headers, in the groups in which endpoints take them. */
import { type Fields, fieldsOf, nonEmptyString } from "../../core/schema.js";
import { type AdobeDevice, deviceHeaders, deviceSchema } from "../device/device.js";
import { type AdobePartnerFrameworkStatus, partnerFrameworkStatus, partnerStatusParam } from "../device/partner.js";
import { type AdobeTempPassIdentity, tempPassIdentity, tempPassIdentityParam } from "../device/tempPass.js";

/** What every call for a device takes. */
export interface AdobeDeviceParams {
  /** Id of the programmer, as Adobe has registered it. @default the client's */
  serviceProvider?: string | undefined;
  /** The device for which the call is made. @default the client's */
  device?: AdobeDevice | undefined;
  /** Id of the visitor in Adobe Experience Cloud (ECID), to connect reports. */
  visitorId?: string | undefined;
}

/** What calls take that know the device by a code. */
export interface AdobeCodeParams {
  /** Id of the programmer, as Adobe has registered it. @default the client's */
  serviceProvider?: string | undefined;
  /**
   * The device that makes the call. Adobe documents these calls without one, so that of the client's `device` only the
   * `ip` is sent; one that is given here is sent as a whole.
   */
  device?: AdobeDevice | undefined;
  /** Id of the visitor in Adobe Experience Cloud (ECID), to connect reports. */
  visitorId?: string | undefined;
}

/** Single sign-on: by the platform of the device, or by Adobe's SSO service. Adobe ignores a token that is not valid. */
export interface AdobeSsoParams {
  /** Token of Amazon's SSO framework. Sent as `Adobe-Subject-Token`. */
  subjectToken?: string | undefined;
  /** Token that Roku adds to requests of its devices. Sent as `X-Roku-Reserved-Roku-Connect-Token`. */
  rokuToken?: string | undefined;
  /** Token of Adobe's SSO service. Sent as `AD-Service-Token`. */
  serviceToken?: string | undefined;
}

/** Single sign-on by a partner, such as Apple. */
export interface AdobePartnerParams {
  /** What the partner's framework reports: an object, or the base64 of its JSON. */
  partnerFrameworkStatus?: AdobePartnerFrameworkStatus | string | undefined;
}

/** Promotional TempPass. */
export interface AdobeTempPassParams {
  /** For whom the TempPass counts: an object, or the base64 of its JSON. */
  tempPassIdentity?: AdobeTempPassIdentity | string | undefined;
}

/** Parameters with what the client adds. */
export type ForDevice<P> = P & { serviceProvider: string; device: AdobeDevice };
/** `caller` is the client's device, whose credentials are used and of which only the address is sent. */
export type ForCode<P> = P & { serviceProvider: string; caller?: AdobeDevice | undefined };

export const deviceFields = fieldsOf<ForDevice<AdobeDeviceParams>>()({
  serviceProvider: nonEmptyString,
  device: deviceSchema,
  visitorId: nonEmptyString,
});
export const codeFields = fieldsOf<ForCode<AdobeCodeParams>>()({ ...deviceFields, caller: deviceSchema });
export const ssoFields: Fields<AdobeSsoParams> = {
  subjectToken: nonEmptyString,
  rokuToken: nonEmptyString,
  serviceToken: nonEmptyString,
};
export const partnerFields: Fields<AdobePartnerParams> = { partnerFrameworkStatus: partnerStatusParam };
export const tempPassFields: Fields<AdobeTempPassParams> = { tempPassIdentity: tempPassIdentityParam };

/** The parameters that are credentials. */
export const SSO_SECRETS = ["subjectToken", "rokuToken", "serviceToken"] as const;

export const HEADERS = [
  "AP-Device-Identifier",
  "X-Device-Info",
  "X-Forwarded-For",
  "AP-Visitor-Identifier",
  "Adobe-Subject-Token",
  "X-Roku-Reserved-Roku-Connect-Token",
  "AD-Service-Token",
  "AP-Partner-Framework-Status",
  "AP-TempPass-Identity",
] as const;

type Headers = { [name in (typeof HEADERS)[number]]?: string | undefined };
/** Of calls for a device, it is always there: requests are described by it. */
type Identifier<P> = P extends { device: AdobeDevice } ? { "AP-Device-Identifier": string } : unknown;

interface HeaderParams
  extends Omit<AdobeDeviceParams, "serviceProvider">,
    AdobeSsoParams,
    AdobePartnerParams,
    AdobeTempPassParams {
  caller?: AdobeDevice | undefined;
}

/** Turns the parameters that are headers into them; the others stay. */
export function withHeaders<P extends HeaderParams>(params: P): Omit<P, keyof HeaderParams> & Headers & Identifier<P> {
  const {
    device,
    caller,
    visitorId,
    subjectToken,
    rokuToken,
    serviceToken,
    partnerFrameworkStatus: status,
    tempPassIdentity: identity,
    ...rest
  } = params;
  return {
    ...rest,
    ...deviceHeaders(device ?? { ip: caller?.ip }),
    "AP-Visitor-Identifier": visitorId,
    "Adobe-Subject-Token": subjectToken,
    "X-Roku-Reserved-Roku-Connect-Token": rokuToken,
    "AD-Service-Token": serviceToken,
    "AP-Partner-Framework-Status": status === undefined ? undefined : partnerFrameworkStatus(status),
    "AP-TempPass-Identity": identity === undefined ? undefined : tempPassIdentity(identity),
  } as Omit<P, keyof HeaderParams> & Headers & Identifier<P>;
}
