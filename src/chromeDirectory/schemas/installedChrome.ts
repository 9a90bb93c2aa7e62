/** An installed Chrome, with its profiles, extensions and policies. */
import {
  boolean,
  enumOf,
  int32,
  int64,
  listOf,
  objectOf,
  type Schema,
  string,
  type UnlistedValue,
} from "../../core/schema.js";

/** An installed Chrome. */
export interface InstalledChrome {
  /** Its version, such as `89.0.4389.23`. */
  browserVersion?: string;
  /** Its release channel: `stable`, `beta`, `dev` or `canary`; `unknown`: the service sent none. */
  channel?: "stable" | "beta" | "dev" | "canary" | "unknown" | UnlistedValue;
  /** Path of its program. */
  executablePath?: string;
  /** When it fetched policies last. Chrome Management API only. */
  lastPolicyFetchTime?: string;
  /** When it reported last. */
  lastStatusReportTime?: string;
  /** Version that is installed and runs after a restart. */
  pendingInstallVersion?: string;
  /** Its plugins. */
  plugins?: ChromePlugin[];
  /** Its profiles. */
  profiles?: InstalledChromeProfile[];
}

/** A plugin of an installed Chrome. */
export interface ChromePlugin {
  /** Name of the plugin. */
  name?: string;
  /** What it is for. */
  description?: string;
  /** Its file. */
  filename?: string;
}

/** A profile of an installed Chrome. */
export interface InstalledChromeProfile {
  /** Identifies the profile on its machine. */
  id?: string;
  /** Name of the profile. */
  name?: string;
  /** Email address of the user who is signed in to Chrome. */
  chromeSignedInUserEmail?: string;
  /** When it fetched policies last. */
  lastPolicyFetchTime?: string;
  /** When it reported last. */
  lastStatusReportTime?: string;
  /** Policies of the user. */
  userPolicies?: ChromePolicy[];
  /** Policies of the extensions. */
  extensionPolicies?: ChromeExtensionPolicies[];
  /** The extensions. */
  extensions?: ChromeExtension[];
  /** Number of warnings shown. Chrome Management API only. */
  safeBrowsingWarnings?: string;
  /** Number of warnings clicked through. Chrome Management API only. */
  safeBrowsingWarningsClickThroughs?: string;
  /** When these numbers began. Chrome Management API only. */
  safeBrowsingWarningsResetTime?: string;
}

/** A policy that is set. */
export interface ChromePolicy {
  /** Name of the policy. */
  name?: string;
  /**
   * Its value, as JSON text. That of one policy is the token with which the browser was enrolled.
   * @secret
   */
  value?: string;
  /**
   * Where it comes from: `machinePlatform`, the machine; `userPlatform`, the user's settings on the machine;
   * `machineLevelUserCloud`, the Admin console, for the browser; `userCloud`, the Admin console, for the user;
   * `machineMerged`, several of these. `unknown`: the service sent none.
   */
  source?:
    | "machinePlatform"
    | "userPlatform"
    | "machineLevelUserCloud"
    | "userCloud"
    | "machineMerged"
    | "unknown"
    | UnlistedValue;
  /** What is wrong with it. */
  error?: string;
}

/** The policies of an extension. */
export interface ChromeExtensionPolicies {
  /** Id of the extension. */
  extensionId?: string;
  /** Name of the extension. */
  extensionName?: string;
  /** The policies. */
  policies?: ChromePolicy[];
}

/** An extension. */
export interface ChromeExtension {
  /** Id of the extension. */
  extensionId?: string;
  /** Its name. */
  name?: string;
  /** Its version. */
  version?: string;
  /** What it is for. */
  description?: string;
  /** Permissions that it has. */
  permissions?: string[];
  /** What it is: an `extension`, an `app`, a `theme`, a `hostedApp`; `unknown`: the service sent none of these. */
  appType?: "extension" | "app" | "theme" | "hostedApp" | "unknown" | UnlistedValue;
  /** Its page. */
  homepageUrl?: string;
  /**
   * How it was installed: by the user (`normal`), by an administrator (`admin`), for `development`, beside the store
   * (`sideload`), in `multiple` ways or in an `other` one. `unknown`: the service sent none.
   */
  installType?: "multiple" | "normal" | "admin" | "development" | "sideload" | "other" | "unknown" | UnlistedValue;
  /** Version of the manifest format. */
  manifestVersion?: number;
  /** Whether it is disabled. */
  disabled?: boolean;
  /**
   * What the policy for the extension demands: `shouldForce`, that it is installed; `shouldBlock`, that it is not;
   * `none`, neither. `unknown`: the service sent none. Chrome Management API only.
   */
  configuredAppPolicy?: "none" | "shouldForce" | "shouldBlock" | "unknown" | UnlistedValue;
  /** Its icons. Chrome Management API only. */
  icons?: ChromeExtensionIcon[];
}

/** An icon of an extension. */
export interface ChromeExtensionIcon {
  /** Width and height in pixels. */
  size?: number;
  /** Its address. */
  uri?: string;
}

export const pluginSchema: Schema<ChromePlugin> = objectOf<ChromePlugin>()(() => ({
  name: string,
  description: string,
  filename: string,
}));

export const policySchema: Schema<ChromePolicy> = objectOf<ChromePolicy>()(() => ({
  name: string,
  value: string,
  source: enumOf("machinePlatform", "userPlatform", "machineLevelUserCloud", "userCloud", "machineMerged", "unknown"),
  error: string,
}));

export const extensionPoliciesSchema: Schema<ChromeExtensionPolicies> = objectOf<ChromeExtensionPolicies>()(() => ({
  extensionId: string,
  extensionName: string,
  policies: listOf(policySchema),
}));

export const extensionSchema: Schema<ChromeExtension> = objectOf<ChromeExtension>()(() => ({
  extensionId: string,
  name: string,
  version: string,
  description: string,
  permissions: listOf(string),
  appType: enumOf("extension", "app", "theme", "hostedApp", "unknown"),
  homepageUrl: string,
  installType: enumOf("multiple", "normal", "admin", "development", "sideload", "other", "unknown"),
  manifestVersion: int32,
  disabled: boolean,
  configuredAppPolicy: enumOf("none", "shouldForce", "shouldBlock", "unknown"),
  icons: listOf(objectOf<ChromeExtensionIcon>()(() => ({ size: int32, uri: string }))),
}));

export const installedChromeProfileSchema: Schema<InstalledChromeProfile> = objectOf<InstalledChromeProfile>()(() => ({
  id: string,
  name: string,
  chromeSignedInUserEmail: string,
  lastPolicyFetchTime: string,
  lastStatusReportTime: string,
  userPolicies: listOf(policySchema),
  extensionPolicies: listOf(extensionPoliciesSchema),
  extensions: listOf(extensionSchema),
  safeBrowsingWarnings: int64,
  safeBrowsingWarningsClickThroughs: int64,
  safeBrowsingWarningsResetTime: string,
}));

export const installedChromeSchema: Schema<InstalledChrome> = objectOf<InstalledChrome>()(() => ({
  browserVersion: string,
  channel: enumOf("stable", "beta", "dev", "canary", "unknown"),
  executablePath: string,
  lastPolicyFetchTime: string,
  lastStatusReportTime: string,
  pendingInstallVersion: string,
  plugins: listOf(pluginSchema),
  profiles: listOf(installedChromeProfileSchema),
}));
