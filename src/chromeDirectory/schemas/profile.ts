/** A managed Chrome profile. */
import {
  boolean,
  enumOf,
  fieldsOf,
  int64,
  objectOf,
  type Schema,
  string,
  type UnlistedValue,
} from "../../core/schema.js";
import { attestationCredentialSchema, type ChromeAttestationCredential } from "./attestationCredential.js";
import { type ChromeProfileReport, profileReportSchema } from "./profileReport.js";

/** A managed Chrome profile. Times are RFC 3339 in UTC. */
export interface ChromeProfile {
  /**
   * Identifies the profile; methods take it. The end of `name`. Items of a list have it unless a mask of your own
   * leaves it out.
   */
  profilePermanentId: string;
  /** Resource name, `customers/{customer}/profiles/{id}`. */
  name?: string;
  /** Identifies the profile on its machine. */
  profileId?: string;
  /** Name of the profile, as its user sees it. */
  displayName?: string;
  /** Email address of the user. */
  userEmail?: string;
  /** Id of the user. */
  userId?: string;
  /**
   * Whether the profile and its machine are managed by the same organization: `affiliatedCloudManaged`, both are;
   * `profileOnly`, the machine is not managed; `unaffiliatedLocalMachine` and `unaffiliatedCloudMachine`, the machine is
   * managed by someone else, on the machine or by the cloud; `unaffiliatedGeneric`, not further specified. `unknown`:
   * the service sent none.
   */
  affiliationState?:
    | "unaffiliatedGeneric"
    | "profileOnly"
    | "unaffiliatedLocalMachine"
    | "unaffiliatedCloudMachine"
    | "affiliatedCloudManaged"
    | "unknown"
    | UnlistedValue;
  /**
   * Who vouches for the user's identity: `googleIdentityProvider`, Google; `externalIdentityProvider`, another.
   * `unknown`: the service sent none.
   */
  identityProvider?: "googleIdentityProvider" | "externalIdentityProvider" | "unknown" | UnlistedValue;
  /** An administrator's note of the place. */
  annotatedLocation?: string;
  /** An administrator's note of the user. */
  annotatedUser?: string;
  /** Key that attests the profile. */
  attestationCredential?: ChromeAttestationCredential;
  /** Release channel of its browser. */
  browserChannel?: string;
  /** Version of its browser. */
  browserVersion?: string;
  /** The machine. */
  deviceInfo?: ChromeProfileDevice;
  /** Changes with the profile. */
  etag?: string;
  /** Number of extensions. */
  extensionCount?: string;
  /** Number of policies. */
  policyCount?: string;
  /** When it was enrolled first. */
  firstEnrollmentTime?: string;
  /** When it was active last. */
  lastActivityTime?: string;
  /** When it fetched policies last. */
  lastPolicyFetchTime?: string;
  /** When its policies were synchronized last. */
  lastPolicySyncTime?: string;
  /** When it reported last. */
  lastStatusReportTime?: string;
  /** Operating system, such as `Windows`. */
  osPlatformType?: string;
  /** Operating system and its major version. */
  osPlatformVersion?: string;
  /** Version of the operating system. */
  osVersion?: string;
  /** What the profile reports of itself. */
  reportingData?: ChromeProfileReport;
  /** Whether commands reach it by push message. */
  supportsFcmNotifications?: boolean;
}

/** The machine of a profile. */
export interface ChromeProfileDevice {
  /** Id of the machine, if it is managed by the same organization. */
  affiliatedDeviceId?: string;
  /** What it is: `chromeBrowser`, a machine with a managed browser; `unknown`: the service sent none. */
  deviceType?: "chromeBrowser" | "unknown" | UnlistedValue;
  /** Name of the host. */
  hostname?: string;
  /** Name of the machine. */
  machine?: string;
}

export const profileDeviceSchema: Schema<ChromeProfileDevice> = objectOf<ChromeProfileDevice>()(() => ({
  affiliatedDeviceId: string,
  deviceType: enumOf("chromeBrowser", "unknown"),
  hostname: string,
  machine: string,
}));

const profileFields = () =>
  fieldsOf<ChromeProfile>()({
    profilePermanentId: string,
    name: string,
    profileId: string,
    displayName: string,
    userEmail: string,
    userId: string,
    affiliationState: enumOf(
      "unaffiliatedGeneric",
      "profileOnly",
      "unaffiliatedLocalMachine",
      "unaffiliatedCloudMachine",
      "affiliatedCloudManaged",
      "unknown",
    ),
    identityProvider: enumOf("googleIdentityProvider", "externalIdentityProvider", "unknown"),
    annotatedLocation: string,
    annotatedUser: string,
    attestationCredential: attestationCredentialSchema,
    browserChannel: string,
    browserVersion: string,
    deviceInfo: profileDeviceSchema,
    etag: string,
    extensionCount: int64,
    policyCount: int64,
    firstEnrollmentTime: string,
    lastActivityTime: string,
    lastPolicyFetchTime: string,
    lastPolicySyncTime: string,
    lastStatusReportTime: string,
    osPlatformType: string,
    osPlatformVersion: string,
    osVersion: string,
    reportingData: profileReportSchema,
    supportsFcmNotifications: boolean,
  });

export const profileSchema: Schema<ChromeProfile> = objectOf<ChromeProfile>()(profileFields, {
  profilePermanentId: true,
});

/** As an item of a list, where a mask or an odd response may leave out anything. */
export const listedProfileSchema: Schema<Partial<ChromeProfile>> = objectOf<Partial<ChromeProfile>>()(profileFields);
