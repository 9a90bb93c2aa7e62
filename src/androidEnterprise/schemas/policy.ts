/** Policies: what devices enforce. */
import {
  bounded,
  enumOf,
  type Input,
  int32,
  int64,
  integer,
  listOf,
  matching,
  objectOf,
  refined,
  type Schema,
  string,
  type UnlistedValue,
} from "../../core/schema.js";
import { type AppTrack, appTrackSchema } from "./appTrack.js";
import {
  type ManagedConfiguration,
  type ManagedConfigurationInput,
  managedConfigurationSchema,
} from "./managedConfiguration.js";

/** What a device enforces. */
export interface Policy {
  /**
   * Which apps the device can have: `whitelist`, those in `productPolicy`, which must be approved, or have been;
   * `all`, every app, approved or not, but without its `alpha` and `beta` tracks;
   * `productAvailabilityPolicyUnspecified`, those that the user can have, as if the field were absent.
   */
  productAvailabilityPolicy?: "productAvailabilityPolicyUnspecified" | "whitelist" | "all" | UnlistedValue;
  /** Rules for single apps. They apply only if `productAvailabilityPolicy` is `whitelist` or `all`. */
  productPolicy?: ProductPolicy[];
  /**
   * Whether the device sends {@link DeviceReport}s: `deviceReportEnabled`; `deviceReportDisabled`, Google's default;
   * `deviceReportPolicyUnspecified`, not set.
   */
  deviceReportPolicy?: "deviceReportPolicyUnspecified" | "deviceReportDisabled" | "deviceReportEnabled" | UnlistedValue;
  /** When apps that run in the foreground may be updated. */
  maintenanceWindow?: MaintenanceWindow;
  /** A name of your own, which Google Play sends with its feedback on installs. */
  policyId?: string;
  /**
   * When apps are updated: `choiceToTheUser`, the user decides; `never`; `wifiOnly`, on Wi-Fi; `always`, at any time,
   * which may cost the user money; `autoUpdatePolicyUnspecified`, not set.
   *
   * @deprecated Use `autoUpdateMode` in `productPolicy`. It takes precedence if it is `autoUpdatePostponed` or
   * `autoUpdateHighPriority`.
   */
  autoUpdatePolicy?:
    | "autoUpdatePolicyUnspecified"
    | "choiceToTheUser"
    | "never"
    | "wifiOnly"
    | "always"
    | UnlistedValue;
}

/** A {@link Policy} as `devices.update` accepts it. */
export interface PolicyInput extends Input<Policy> {
  /** Rules for single apps. They apply only if `productAvailabilityPolicy` is `whitelist` or `all`. */
  productPolicy?: readonly ProductPolicyInput[] | undefined;
}

/** Rules for one app on a device. */
export interface ProductPolicy {
  /** Id of the product, such as `app:com.google.android.gm`. */
  productId?: string;
  /** Whether and when the app is installed automatically. */
  autoInstallPolicy?: AutoInstallPolicy;
  /**
   * When the app is updated: `autoUpdateDefault`, while the device charges, is not in use and is on an unmetered
   * network; `autoUpdatePostponed`, in the same way but only 90 days after a newer version is out;
   * `autoUpdateHighPriority`, as soon as possible; `autoUpdateModeUnspecified`, as `autoUpdateDefault`. Takes
   * precedence over the user's choice on the device.
   */
  autoUpdateMode?:
    | "autoUpdateModeUnspecified"
    | "autoUpdateDefault"
    | "autoUpdatePostponed"
    | "autoUpdateHighPriority"
    | UnlistedValue;
  /** How the app is configured. */
  managedConfiguration?: ManagedConfiguration;
  /** Ids of the tracks that the device can see, from `appTracks` of {@link Product}. */
  trackIds?: string[];
  /**
   * URLs that a private app's WebView opens in the authenticator app of an identity provider. That app must be the
   * default handler for them on the device.
   */
  enterpriseAuthenticationAppLinkConfigs?: EnterpriseAuthenticationAppLinkConfig[];
  /**
   * Kinds of tracks that the device can see: `production`, `beta`, `alpha`; `appTrackUnspecified` is unused.
   *
   * @deprecated Use `trackIds`.
   */
  tracks?: AppTrack[];
}

/** A {@link ProductPolicy} as `devices.update` accepts it. */
export interface ProductPolicyInput extends Input<ProductPolicy> {
  /** How the app is configured. */
  managedConfiguration?: ManagedConfigurationInput | undefined;
}

/** Whether and when an app is installed automatically. */
export interface AutoInstallPolicy {
  /**
   * Whether the app is installed automatically: `doNotAutoInstall`, no, Google's default; `autoInstallOnce`, once, but
   * not again after the user uninstalls it; `forceAutoInstall`, also again after the user uninstalls it;
   * `autoInstallModeUnspecified`, not set. An install does not wait for the maintenance window.
   */
  autoInstallMode?:
    | "autoInstallModeUnspecified"
    | "doNotAutoInstall"
    | "autoInstallOnce"
    | "forceAutoInstall"
    | UnlistedValue;
  /** Apps with a lower number are installed first. Not negative. */
  autoInstallPriority?: number;
  /** What the install waits for. At most one entry. */
  autoInstallConstraint?: AutoInstallConstraint[];
  /**
   * If an older version is installed, the app is updated as soon as `autoInstallConstraint` allows, ahead of the
   * regular update. At most 20 apps on a device can set it.
   */
  minimumVersionCode?: number;
}

/** What an automatic install waits for. At least one field is required. */
export interface AutoInstallConstraint {
  /**
   * Whether the device must be charging: `chargingRequired`; `chargingNotRequired`;
   * `chargingStateConstraintUnspecified`, not set.
   */
  chargingStateConstraint?:
    | "chargingStateConstraintUnspecified"
    | "chargingNotRequired"
    | "chargingRequired"
    | UnlistedValue;
  /**
   * Whether the device must be idle: `deviceIdleRequired`; `deviceIdleNotRequired`, the user may be using it;
   * `deviceIdleStateConstraintUnspecified`, not set.
   */
  deviceIdleStateConstraint?:
    | "deviceIdleStateConstraintUnspecified"
    | "deviceIdleNotRequired"
    | "deviceIdleRequired"
    | UnlistedValue;
  /**
   * Which network is required: `anyNetwork`, any, such as Wi-Fi or cellular; `unmeteredNetwork`, an unmetered one, such
   * as Wi-Fi; `networkTypeConstraintUnspecified`, not set.
   */
  networkTypeConstraint?: "networkTypeConstraintUnspecified" | "anyNetwork" | "unmeteredNetwork" | UnlistedValue;
}

/** When apps that run in the foreground may be updated. */
export interface MaintenanceWindow {
  /** Length in milliseconds, as a string: from `"1800000"` (30 minutes) to `"86400000"` (24 hours). */
  durationMs?: string;
  /** Start in milliseconds after midnight on the device, as a string. The window may extend past midnight. */
  startTimeAfterMidnightMs?: string;
}

/** A URL that the authenticator app of an identity provider opens. */
export interface EnterpriseAuthenticationAppLinkConfig {
  /** The URL. */
  uri?: string;
}

export const policySchema: Schema<Policy> = objectOf<Policy>()(() => ({
  productAvailabilityPolicy: enumOf("productAvailabilityPolicyUnspecified", "whitelist", "all"),
  productPolicy: productPoliciesSchema,
  deviceReportPolicy: enumOf("deviceReportPolicyUnspecified", "deviceReportDisabled", "deviceReportEnabled"),
  maintenanceWindow: maintenanceWindowSchema,
  policyId: string,
  autoUpdatePolicy: enumOf("autoUpdatePolicyUnspecified", "choiceToTheUser", "never", "wifiOnly", "always"),
}));

const productPolicySchema: Schema<ProductPolicy> = objectOf<ProductPolicy>()(() => ({
  productId: string,
  autoInstallPolicy: autoInstallPolicySchema,
  autoUpdateMode: enumOf(
    "autoUpdateModeUnspecified",
    "autoUpdateDefault",
    "autoUpdatePostponed",
    "autoUpdateHighPriority",
  ),
  managedConfiguration: managedConfigurationSchema,
  trackIds: listOf(string),
  enterpriseAuthenticationAppLinkConfigs: listOf(enterpriseAuthenticationAppLinkConfigSchema),
  tracks: listOf(appTrackSchema),
}));

const MAX_MINIMUM_VERSION_CODES = 20;

const productPoliciesSchema = refined(
  listOf(productPolicySchema),
  (policies) =>
    policies.filter(({ autoInstallPolicy }) => autoInstallPolicy?.minimumVersionCode !== undefined).length <=
    MAX_MINIMUM_VERSION_CODES,
  "must not set a `minimumVersionCode` for more than 20 apps",
);

const autoInstallPolicySchema: Schema<AutoInstallPolicy> = objectOf<AutoInstallPolicy>()(() => ({
  autoInstallMode: enumOf("autoInstallModeUnspecified", "doNotAutoInstall", "autoInstallOnce", "forceAutoInstall"),
  autoInstallPriority: integer(0, 2_147_483_647, "must be an integer from 0 to 2,147,483,647"),
  autoInstallConstraint: bounded(listOf(autoInstallConstraintSchema), {
    most: 1,
    message: "must not have more than one entry",
  }),
  minimumVersionCode: int32,
}));

const autoInstallConstraintSchema: Schema<AutoInstallConstraint> = refined(
  objectOf<AutoInstallConstraint>()(() => ({
    chargingStateConstraint: enumOf("chargingStateConstraintUnspecified", "chargingNotRequired", "chargingRequired"),
    deviceIdleStateConstraint: enumOf(
      "deviceIdleStateConstraintUnspecified",
      "deviceIdleNotRequired",
      "deviceIdleRequired",
    ),
    networkTypeConstraint: enumOf("networkTypeConstraintUnspecified", "anyNetwork", "unmeteredNetwork"),
  })),
  (fields) => Object.values(fields).some((field) => field !== undefined),
  "must have at least one field",
);

const HALF_AN_HOUR_MS = 1_800_000;
const A_DAY_MS = 86_400_000;

const maintenanceWindowSchema: Schema<MaintenanceWindow> = objectOf<MaintenanceWindow>()(() => ({
  durationMs: refined(
    int64,
    (ms) => /^\d+$/.test(ms) && Number(ms) >= HALF_AN_HOUR_MS && Number(ms) <= A_DAY_MS,
    'must be milliseconds as a string, from "1800000" (30 minutes) to "86400000" (24 hours)',
  ),
  startTimeAfterMidnightMs: matching(/^\d+$/, "must be milliseconds as a string"),
}));

const enterpriseAuthenticationAppLinkConfigSchema: Schema<EnterpriseAuthenticationAppLinkConfig> =
  objectOf<EnterpriseAuthenticationAppLinkConfig>()(() => ({ uri: string }));
