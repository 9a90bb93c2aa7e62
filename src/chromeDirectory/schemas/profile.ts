/** A managed Chrome profile, and the commands that are sent to it. */
import {
  boolean,
  enumOf,
  fieldsOf,
  int32,
  int64,
  listOf,
  objectOf,
  recordOf,
  type Schema,
  string,
  type UnlistedValue,
} from "../../core/schema.js";
import { attestationCredentialSchema, type ChromeAttestationCredential } from "./attestationCredential.js";

/** Where a policy of a profile comes from. */
type PolicySource = "machinePlatform" | "userPlatform" | "machineLevelUserCloud" | "userCloud" | "machineMerged";

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

/** What a profile reports of itself. */
export interface ChromeProfileReport {
  /** Path of the browser's program. */
  browserExecutablePath?: string;
  /** The extensions. */
  extensionData?: ChromeProfileExtension[];
  /** The policies of extensions. */
  extensionPolicyData?: ChromeProfileExtensionPolicies[];
  /** Version of the installed browser. */
  installedBrowserVersion?: string;
  /** The policies. */
  policyData?: ChromeProfilePolicy[];
  /** Path of the profile. */
  profilePath?: string;
}

/** An extension of a profile. */
export interface ChromeProfileExtension {
  /** Id of the extension. */
  extensionId?: string;
  /** Its name. */
  name?: string;
  /** Its version. */
  version?: string;
  /** What it is for. */
  description?: string;
  /** What it is: an `extension`, an `app`, a `theme`, a `hostedApp`; `unknown`: the service sent none of these. */
  extensionType?: "extension" | "app" | "theme" | "hostedApp" | "unknown" | UnlistedValue;
  /**
   * How it was installed: by the user (`normal`), by an administrator (`admin`), for `development`, beside the store
   * (`sideload`), in `multiple` ways or in an `other` one. `unknown`: the service sent none.
   */
  installationType?: "multiple" | "normal" | "admin" | "development" | "sideload" | "other" | "unknown" | UnlistedValue;
  /** Its page. */
  homepageUri?: string;
  /** Whether it is disabled. */
  isDisabled?: boolean;
  /** Whether it comes from the Chrome Web Store. */
  isWebstoreExtension?: boolean;
  /** Version of the manifest format. */
  manifestVersion?: number;
  /** Permissions that it has. */
  permissions?: string[];
}

/** The policies of an extension of a profile. */
export interface ChromeProfileExtensionPolicies {
  /** Id of the extension. */
  extensionId?: string;
  /** Name of the extension. */
  extensionName?: string;
  /** The policies. */
  policyData?: ChromeProfilePolicy[];
}

/** A policy of a profile. */
export interface ChromeProfilePolicy {
  /** Name of the policy. */
  name?: string;
  /** Its value, as JSON text. */
  value?: string;
  /**
   * Where it comes from: `machinePlatform`, the machine; `userPlatform`, the user's settings on the machine;
   * `machineLevelUserCloud`, the Admin console, for the browser; `userCloud`, the Admin console, for the user;
   * `machineMerged`, several of these. `unknown`: the service sent none.
   */
  source?: PolicySource | "unknown" | UnlistedValue;
  /** What is wrong with it. */
  error?: string;
  /** Other settings of the same policy, which it overrides. */
  conflicts?: ChromeProfilePolicyConflict[];
}

/** A setting of a policy that another overrides. */
export interface ChromeProfilePolicyConflict {
  /**
   * Where it comes from: `machinePlatform`, the machine; `userPlatform`, the user's settings on the machine;
   * `machineLevelUserCloud`, the Admin console, for the browser; `userCloud`, the Admin console, for the user;
   * `machineMerged`, several of these. `unknown`: the service sent none.
   */
  source?: PolicySource | "unknown" | UnlistedValue;
}

/** A command to a profile. */
export interface ChromeProfileCommand {
  /** Identifies the command; `get` takes it. The end of `name`. */
  commandId: string;
  /** Resource name, `customers/{customer}/profiles/{profile}/commands/{id}`. */
  name?: string;
  /** What is to be done, such as `clearBrowsingData`. */
  commandType?: string;
  /** Details of what is to be done. */
  payload?: Record<string, unknown>;
  /**
   * `pending`: it waits for the profile. `expired`: the profile did not take it in time. `executedByClient`: the profile
   * took it, see `commandResult`. `unknown`: the service sent none.
   */
  commandState?: "pending" | "expired" | "executedByClient" | "unknown" | UnlistedValue;
  /** What came of it. */
  commandResult?: ChromeProfileCommandResult;
  /** When it was created. */
  issueTime?: string;
  /** How long it waits for the profile, as `3600s`. */
  validDuration?: string;
}

/** What came of a command. */
export interface ChromeProfileCommandResult {
  /** When the profile carried it out. */
  clientExecutionTime?: string;
  /** Details, such as the reason of a failure. */
  resultCode?: string;
  /** `success`, `failure`, or `ignored`: the profile did nothing. `unknown`: the service sent none. */
  resultType?: "ignored" | "failure" | "success" | "unknown" | UnlistedValue;
}

const sourceSchema = enumOf(
  "machinePlatform",
  "userPlatform",
  "machineLevelUserCloud",
  "userCloud",
  "machineMerged",
  "unknown",
);

export const profilePolicyConflictSchema: Schema<ChromeProfilePolicyConflict> = objectOf<ChromeProfilePolicyConflict>()(
  () => ({ source: sourceSchema }),
);

export const profilePolicySchema: Schema<ChromeProfilePolicy> = objectOf<ChromeProfilePolicy>()(() => ({
  name: string,
  value: string,
  source: sourceSchema,
  error: string,
  conflicts: listOf(profilePolicyConflictSchema),
}));

export const profileExtensionSchema: Schema<ChromeProfileExtension> = objectOf<ChromeProfileExtension>()(() => ({
  extensionId: string,
  name: string,
  version: string,
  description: string,
  extensionType: enumOf("extension", "app", "theme", "hostedApp", "unknown"),
  installationType: enumOf("multiple", "normal", "admin", "development", "sideload", "other", "unknown"),
  homepageUri: string,
  isDisabled: boolean,
  isWebstoreExtension: boolean,
  manifestVersion: int32,
  permissions: listOf(string),
}));

export const profileExtensionPoliciesSchema: Schema<ChromeProfileExtensionPolicies> =
  objectOf<ChromeProfileExtensionPolicies>()(() => ({
    extensionId: string,
    extensionName: string,
    policyData: listOf(profilePolicySchema),
  }));

export const profileReportSchema: Schema<ChromeProfileReport> = objectOf<ChromeProfileReport>()(() => ({
  browserExecutablePath: string,
  extensionData: listOf(profileExtensionSchema),
  extensionPolicyData: listOf(profileExtensionPoliciesSchema),
  installedBrowserVersion: string,
  policyData: listOf(profilePolicySchema),
  profilePath: string,
}));

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

export const profileCommandResultSchema: Schema<ChromeProfileCommandResult> = objectOf<ChromeProfileCommandResult>()(
  () => ({
    clientExecutionTime: string,
    resultCode: string,
    resultType: enumOf("ignored", "failure", "success", "unknown"),
  }),
);

const commandFields = () =>
  fieldsOf<ChromeProfileCommand>()({
    commandId: string,
    name: string,
    commandType: string,
    payload: recordOf<Record<string, unknown>>(),
    commandState: enumOf("pending", "expired", "executedByClient", "unknown"),
    commandResult: profileCommandResultSchema,
    issueTime: string,
    validDuration: string,
  });

export const profileCommandSchema: Schema<ChromeProfileCommand> = objectOf<ChromeProfileCommand>()(commandFields, {
  commandId: true,
});

/** As an item of a list, where an odd response may leave out anything. */
export const listedProfileCommandSchema: Schema<Partial<ChromeProfileCommand>> =
  objectOf<Partial<ChromeProfileCommand>>()(commandFields);
