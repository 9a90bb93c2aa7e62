/** The bodies that Google's methods take, named as Google names them. */
import { base64url, choice, flag, int32, int64, list, object, text } from "../googleShape.js";

const track = choice("appTrackUnspecified", "production", "beta", "alpha");
const localized = list(object({ locale: text, text }));
const page = object({ enabled: flag });

const managedPropertyBundle = object(() => ({ managedProperty: list(managedProperty) }));

const managedProperty = object(() => ({
  key: text,
  valueBool: flag,
  valueInteger: int32,
  valueString: text,
  valueStringArray: list(text),
  valueBundle: managedPropertyBundle,
  valueBundleArray: list(managedPropertyBundle),
}));

export const MANAGED_CONFIGURATION = object({
  productId: text,
  managedProperty: list(managedProperty),
  configurationVariables: object({ mcmId: text, variableSet: list(object({ placeholder: text, userValue: text })) }),
  kind: text,
});

const autoInstallPolicy = object({
  autoInstallMode: choice("autoInstallModeUnspecified", "doNotAutoInstall", "autoInstallOnce", "forceAutoInstall"),
  autoInstallPriority: int32,
  autoInstallConstraint: list(
    object({
      chargingStateConstraint: choice("chargingStateConstraintUnspecified", "chargingNotRequired", "chargingRequired"),
      deviceIdleStateConstraint: choice(
        "deviceIdleStateConstraintUnspecified",
        "deviceIdleNotRequired",
        "deviceIdleRequired",
      ),
      networkTypeConstraint: choice("networkTypeConstraintUnspecified", "anyNetwork", "unmeteredNetwork"),
    }),
  ),
  minimumVersionCode: int32,
});

const policy = object({
  productAvailabilityPolicy: choice("productAvailabilityPolicyUnspecified", "whitelist", "all"),
  productPolicy: list(
    object({
      productId: text,
      autoInstallPolicy,
      autoUpdateMode: choice(
        "autoUpdateModeUnspecified",
        "autoUpdateDefault",
        "autoUpdatePostponed",
        "autoUpdateHighPriority",
      ),
      managedConfiguration: MANAGED_CONFIGURATION,
      trackIds: list(text),
      tracks: list(track),
      enterpriseAuthenticationAppLinkConfigs: list(object({ uri: text })),
    }),
  ),
  deviceReportPolicy: choice("deviceReportPolicyUnspecified", "deviceReportDisabled", "deviceReportEnabled"),
  maintenanceWindow: object({ durationMs: int64, startTimeAfterMidnightMs: int64 }),
  policyId: text,
  autoUpdatePolicy: choice("autoUpdatePolicyUnspecified", "choiceToTheUser", "never", "wifiOnly", "always"),
});

const keyedAppState = object({
  key: text,
  severity: choice("severityUnknown", "severityInfo", "severityError"),
  message: text,
  data: text,
  stateTimestampMillis: int64,
});

export const DEVICE = object({
  androidId: text,
  managementType: choice("managedDevice", "managedProfile", "containerApp", "unmanagedProfile"),
  policy,
  report: object({
    appState: list(object({ packageName: text, keyedAppState: list(keyedAppState) })),
    lastUpdatedTimestampMillis: int64,
  }),
  device: text,
  latestBuildFingerprint: text,
  maker: text,
  model: text,
  product: text,
  retailBrand: text,
  sdkVersion: int32,
});

export const DEVICE_STATE = object({ accountState: choice("enabled", "disabled") });

export const ENROLLMENT_TOKEN = object(
  {
    token: text,
    enrollmentTokenType: choice("enrollmentTokenTypeUnspecified", "userlessDevice", "userDevice"),
    duration: text,
    googleAuthenticationOptions: object({
      authenticationRequirement: choice("authenticationRequirementUnspecified", "optional", "required"),
      requiredAccountEmail: text,
    }),
  },
  "enrollmentTokenType",
);

export const WEB_TOKEN_SPEC = object({
  parent: text,
  managedConfigurations: page,
  playSearch: object({ enabled: flag, approveApps: flag }),
  privateApps: page,
  storeBuilder: page,
  webApps: page,
  zeroTouch: page,
  permission: list(choice("unknown", "approveApps", "manageMcm")),
});

export const ENTERPRISE = object({
  id: text,
  name: text,
  primaryDomain: text,
  administrator: list(object({ email: text })),
  enterpriseType: choice("enterpriseTypeUnspecified", "managedGoogleDomain", "managedGooglePlayAccountsEnterprise"),
  managedGoogleDomainType: choice("managedGoogleDomainTypeUnspecified", "typeTeam", "typeDomain"),
  googleAuthenticationSettings: object({
    googleAuthenticationRequired: choice("googleAuthenticationRequiredUnspecified", "notRequired", "required"),
  }),
});

export const ENTERPRISE_ACCOUNT = object({ accountEmail: text }, "accountEmail");

export const STORE_LAYOUT = object({ storeLayoutType: choice("unknown", "basic", "custom"), homepageId: text });

export const STORE_PAGE = object({ id: text, name: localized, link: list(text) }, "name");

export const STORE_CLUSTER = object(
  { id: text, name: localized, orderInPage: { kind: "text", matches: /^[ -~]{0,256}$/ }, productId: list(text) },
  "name",
);

export const ENTITLEMENT = object({ productId: text, reason: choice("free", "groupLicense", "userPurchase") });

export const INSTALL = object({
  productId: text,
  installState: choice("installed", "installPending"),
  versionCode: int32,
});

export const APPROVE_REQUEST = object({
  approvalUrlInfo: object({ approvalUrl: text }),
  approvedPermissions: choice("currentPermissionsOnly", "allPermissions"),
});

export const SERVICE_ACCOUNT_KEY = object(
  { id: text, type: choice("googleCredentials", "pkcs12"), data: text, publicData: text },
  "type",
);

export const USER = object({
  id: text,
  accountIdentifier: text,
  accountType: choice("deviceAccount", "userAccount"),
  displayName: text,
  managementType: choice("googleManaged", "emmManaged"),
  primaryEmail: text,
});

export const PRODUCT_SET = object({
  productId: list(text),
  productSetBehavior: choice("unknown", "whitelist", "includeAll", "allApproved"),
  productVisibility: list(object({ productId: text, trackIds: list(text), tracks: list(track) }, "productId")),
});

export const WEB_APP = object({
  webAppId: text,
  title: text,
  startUrl: text,
  displayMode: choice("displayModeUnspecified", "minimalUi", "standalone", "fullScreen"),
  icons: list(object({ imageData: base64url })),
  isPublished: flag,
  versionCode: int64,
});
