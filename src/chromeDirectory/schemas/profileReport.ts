/** What a managed Chrome profile reports of itself: its extensions and policies. */
import {
  boolean,
  enumOf,
  int32,
  listOf,
  objectOf,
  type Schema,
  string,
  type UnlistedValue,
} from "../../core/schema.js";

/** Where a policy of a profile comes from. */
export type ChromePolicySource =
  | "machinePlatform"
  | "userPlatform"
  | "machineLevelUserCloud"
  | "userCloud"
  | "machineMerged";

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
  /**
   * Its value, as JSON text.
   * @secret
   */
  value?: string;
  /**
   * Where it comes from: `machinePlatform`, the machine; `userPlatform`, the user's settings on the machine;
   * `machineLevelUserCloud`, the Admin console, for the browser; `userCloud`, the Admin console, for the user;
   * `machineMerged`, several of these. `unknown`: the service sent none.
   */
  source?: ChromePolicySource | "unknown" | UnlistedValue;
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
  source?: ChromePolicySource | "unknown" | UnlistedValue;
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
