/** What a device enforces. */
import * as z from "zod/mini";
import { APP_TRACKS, type AppTrack } from "./appTrack.js";
import { type ManagedConfiguration, managedConfigurationSchema } from "./managedConfiguration.js";
import { int32, listOf, objectOf, schemaOf } from "./shapes.js";

/** What a device enforces. */
export interface Policy {
  /**
   * Which apps the device may have: `whitelist`, those of `productPolicy`; `all`, every app, also one that is not
   * approved.
   */
  productAvailabilityPolicy?: "productAvailabilityPolicyUnspecified" | "whitelist" | "all" | (string & {});
  /** Rules for single apps. They hold only when `productAvailabilityPolicy` is `whitelist` or `all`. */
  productPolicy?: ProductPolicy[];
  /** Whether the device reports on its apps. Google's default: `deviceReportDisabled`. */
  deviceReportPolicy?: "deviceReportPolicyUnspecified" | "deviceReportDisabled" | "deviceReportEnabled" | (string & {});
  /** When apps in the foreground may be updated. */
  maintenanceWindow?: MaintenanceWindow;
  /** A name of your own, which comes back with install feedback. */
  policyId?: string;
  /** @deprecated Use `autoUpdateMode` of the product's policy, which wins where it postpones or hastens updates. */
  autoUpdatePolicy?:
    | "autoUpdatePolicyUnspecified"
    | "choiceToTheUser"
    | "never"
    | "wifiOnly"
    | "always"
    | (string & {});
}

/** Rules for one app on a device. */
export interface ProductPolicy {
  /** Id of the product, such as `app:com.google.android.gm`. */
  productId?: string;
  /** Whether it installs itself, and when. */
  autoInstallPolicy?: AutoInstallPolicy;
  /**
   * When it updates itself: as the device does by default, later (`autoUpdatePostponed`), or as soon as a new version
   * is out (`autoUpdateHighPriority`). Wins over what the user chose on the device.
   */
  autoUpdateMode?:
    | "autoUpdateModeUnspecified"
    | "autoUpdateDefault"
    | "autoUpdatePostponed"
    | "autoUpdateHighPriority"
    | (string & {});
  /** How it is configured. */
  managedConfiguration?: ManagedConfiguration;
  /** Test tracks that the device can see, by the ids that `products.get` gives. */
  trackIds?: string[];
  /** Opens the authenticator app of an identity provider from a private app's WebView. */
  enterpriseAuthenticationAppLinkConfigs?: EnterpriseAuthenticationAppLinkConfig[];
  /** @deprecated Use `trackIds`. */
  tracks?: AppTrack[];
}

/** Whether an app installs itself, and when. */
export interface AutoInstallPolicy {
  /** Google's default: `doNotAutoInstall`. An install does not wait for the maintenance window. */
  autoInstallMode?:
    | "autoInstallModeUnspecified"
    | "doNotAutoInstall"
    | "autoInstallOnce"
    | "forceAutoInstall"
    | (string & {});
  /** The lower the number, the earlier the app installs. Not negative. */
  autoInstallPriority?: number;
  /** What must hold for the install. At most one entry. */
  autoInstallConstraint?: AutoInstallConstraint[];
  /**
   * An older version is updated as soon as `autoInstallConstraint` allows, without waiting for the regular update. At
   * most 20 apps of a device can set it.
   */
  minimumVersionCode?: number;
}

/** When an app may install itself. At least one field is needed. */
export interface AutoInstallConstraint {
  /** Whether the device must be charging. */
  chargingStateConstraint?:
    | "chargingStateConstraintUnspecified"
    | "chargingNotRequired"
    | "chargingRequired"
    | (string & {});
  /** Whether the device must be idle. */
  deviceIdleStateConstraint?:
    | "deviceIdleStateConstraintUnspecified"
    | "deviceIdleNotRequired"
    | "deviceIdleRequired"
    | (string & {});
  /** Whether the network must be unmetered. */
  networkTypeConstraint?: "networkTypeConstraintUnspecified" | "anyNetwork" | "unmeteredNetwork" | (string & {});
}

/** When apps in the foreground may be updated. */
export interface MaintenanceWindow {
  /** Length in milliseconds, as text: from 30 minutes (`"1800000"`) to 24 hours (`"86400000"`). */
  durationMs?: string;
  /** Start, in milliseconds since midnight by the device's clock, as text. The window may reach into the next day. */
  startTimeAfterMidnightMs?: string;
}

/** An address that opens the authenticator app of an identity provider. */
export interface EnterpriseAuthenticationAppLinkConfig {
  /** The address. */
  uri?: string;
}

const HALF_AN_HOUR_MS = 1_800_000;
const A_DAY_MS = 86_400_000;

const windowLength = () =>
  z.string().check(
    z.refine((ms: string) => /^\d+$/.test(ms) && Number(ms) >= HALF_AN_HOUR_MS && Number(ms) <= A_DAY_MS, {
      error: 'must be milliseconds as text, from "1800000" (30 minutes) to "86400000" (24 hours)',
    }),
  );

const PRIORITY = "must be a whole number from 0 to 2,147,483,647";

const constraint = () =>
  autoInstallConstraintSchema().check(
    z.refine((fields) => Object.values(fields).some((field) => field !== undefined), {
      error: "must have at least one field",
    }),
  );

const MOST_MINIMUM_VERSIONS = 20;

const productPolicies = () =>
  listOf(productPolicySchema()).check(
    z.refine(
      (policies) =>
        policies.filter(({ autoInstallPolicy }) => autoInstallPolicy?.minimumVersionCode !== undefined).length <=
        MOST_MINIMUM_VERSIONS,
      { error: "must not set a `minimumVersionCode` for more than 20 apps" },
    ),
  );

export const policySchema = () =>
  schemaOf<Policy>()(
    objectOf({
      productAvailabilityPolicy: z.enum(["productAvailabilityPolicyUnspecified", "whitelist", "all"]),
      productPolicy: productPolicies(),
      deviceReportPolicy: z.enum(["deviceReportPolicyUnspecified", "deviceReportDisabled", "deviceReportEnabled"]),
      maintenanceWindow: maintenanceWindowSchema(),
      policyId: z.string(),
      autoUpdatePolicy: z.enum(["autoUpdatePolicyUnspecified", "choiceToTheUser", "never", "wifiOnly", "always"]),
    }),
  );

const productPolicySchema = () =>
  schemaOf<ProductPolicy>()(
    objectOf({
      productId: z.string(),
      autoInstallPolicy: autoInstallPolicySchema(),
      autoUpdateMode: z.enum([
        "autoUpdateModeUnspecified",
        "autoUpdateDefault",
        "autoUpdatePostponed",
        "autoUpdateHighPriority",
      ]),
      managedConfiguration: managedConfigurationSchema(),
      trackIds: listOf(z.string()),
      enterpriseAuthenticationAppLinkConfigs: listOf(enterpriseAuthenticationAppLinkConfigSchema()),
      tracks: listOf(z.enum(APP_TRACKS)),
    }),
  );

const autoInstallPolicySchema = () =>
  schemaOf<AutoInstallPolicy>()(
    objectOf({
      autoInstallMode: z.enum([
        "autoInstallModeUnspecified",
        "doNotAutoInstall",
        "autoInstallOnce",
        "forceAutoInstall",
      ]),
      autoInstallPriority: z.int32(PRIORITY).check(z.minimum(0, PRIORITY)),
      autoInstallConstraint: listOf(constraint()).check(z.maxLength(1, "must not have more than one entry")),
      minimumVersionCode: int32(),
    }),
  );

const autoInstallConstraintSchema = () =>
  schemaOf<AutoInstallConstraint>()(
    objectOf({
      chargingStateConstraint: z.enum([
        "chargingStateConstraintUnspecified",
        "chargingNotRequired",
        "chargingRequired",
      ]),
      deviceIdleStateConstraint: z.enum([
        "deviceIdleStateConstraintUnspecified",
        "deviceIdleNotRequired",
        "deviceIdleRequired",
      ]),
      networkTypeConstraint: z.enum(["networkTypeConstraintUnspecified", "anyNetwork", "unmeteredNetwork"]),
    }),
  );

const maintenanceWindowSchema = () =>
  schemaOf<MaintenanceWindow>()(
    objectOf({
      durationMs: windowLength(),
      startTimeAfterMidnightMs: z.string().check(z.regex(/^\d+$/, "must be milliseconds as text")),
    }),
  );

const enterpriseAuthenticationAppLinkConfigSchema = () =>
  schemaOf<EnterpriseAuthenticationAppLinkConfig>()(objectOf({ uri: z.string() }));
