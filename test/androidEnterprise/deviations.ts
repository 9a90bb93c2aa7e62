/** Every difference between the client and Google's discovery document, each for a reason. The contract test reads it. */

interface Deviation {
  because: string;
  /** As the comparison of the two names it. */
  at: string[];
}

const requests: Deviation[] = [
  {
    because: "only answers hold it",
    at: [
      "enrollmentTokens.create request EnrollmentToken.token: missing",
      "enterprises.enroll request Enterprise.googleAuthenticationSettings: missing",
      "installs.update request Install.installState: missing",
      "serviceaccountkeys.insert request ServiceAccountKey.data: missing",
      "serviceaccountkeys.insert request ServiceAccountKey.publicData: missing",
    ],
  },
  {
    because: "Google assigns it",
    at: [
      "serviceaccountkeys.insert request ServiceAccountKey.id: missing",
      "storelayoutclusters.insert request StoreCluster.id: missing",
      "storelayoutpages.insert request StorePage.id: missing",
      "users.insert request User.id: missing",
      "webapps.insert request WebApp.webAppId: missing",
    ],
  },
  {
    because: "Google's text forbids or does not use the value",
    at: [
      "enrollmentTokens.create request EnrollmentToken.enrollmentTokenType: (userDevice|userlessDevice), documented as (enrollmentTokenTypeUnspecified|userDevice|userlessDevice)",
      "users.setAvailableProductSet request ProductSet.productSetBehavior: narrowed",
    ],
  },
  {
    because: "Google's text requires it, though no flag does",
    at: [
      "enrollmentTokens.create request EnrollmentToken.enrollmentTokenType: required",
      "enterprises.acknowledgeNotificationSet notificationSetId: query string required, documented as query string",
      "enterprises.completeSignup completionToken: query string required, documented as query string",
      "enterprises.completeSignup enterpriseToken: query string required, documented as query string",
      "enterprises.getServiceAccount keyType: query (googleCredentials|pkcs12) required, documented as query (googleCredentials|pkcs12)",
      "storelayoutclusters.insert request StoreCluster.name: required",
      "storelayoutpages.insert request StorePage.name: required",
      "users.setAvailableProductSet request ProductVisibility.productId: required",
    ],
  },
  {
    because: "the call has no meaning without it",
    at: ["enterprises.setAccount request EnterpriseAccount.accountEmail: required"],
  },
  {
    because: "`accountState` is required by a rule, as its type is that of `devices.getState`",
    at: ["devices.setState request: narrowed"],
  },
  {
    because: "it is the parameter of the path, which is always given",
    at: ["webapps.update request WebApp.webAppId: required"],
  },
  {
    because: "it is taken as text, as seconds and as `{ seconds, nanos }`, and sent as text",
    at: ["enrollmentTokens.create request EnrollmentToken.duration: custom, documented as string"],
  },
  {
    because: "Google's text limits what it may hold",
    at: [
      "devices.update request AutoInstallPolicy.autoInstallConstraint: narrowed",
      "devices.update request AutoInstallPolicy.autoInstallPriority: uint32, documented as int32",
      "devices.update request MaintenanceWindow.durationMs: narrowed",
      "devices.update request MaintenanceWindow.startTimeAfterMidnightMs: narrowed",
      "devices.update request Policy.productPolicy: narrowed",
      "enrollmentTokens.create request EnrollmentToken.googleAuthenticationOptions: narrowed",
      "enterprises.createWebToken request AdministratorWebTokenSpec.parent: narrowed",
      "enterprises.generateSignupUrl callbackUrl: narrowed",
      "storelayoutclusters.insert request StoreCluster.name: narrowed",
      "storelayoutclusters.insert request StoreCluster.orderInPage: narrowed",
      "storelayoutclusters.update request StoreCluster.name: narrowed",
      "storelayoutclusters.update request StoreCluster.orderInPage: narrowed",
      "storelayoutpages.insert request StorePage.name: narrowed",
      "storelayoutpages.update request StorePage.name: narrowed",
    ],
  },
  {
    because: "what every method takes goes through `extraQuery`",
    at: [
      "every method.$.xgafv: missing",
      "every method.access_token: missing",
      "every method.alt: missing",
      "every method.callback: missing",
      "every method.fields: missing",
      "every method.key: missing",
      "every method.oauth_token: missing",
      "every method.prettyPrint: missing",
      "every method.quotaUser: missing",
      "every method.uploadType: missing",
      "every method.upload_protocol: missing",
    ],
  },
];

const answers: Deviation[] = [
  {
    because: "Google's reference pages show it, so it is no news",
    at: ["answer AuthenticationToken.kind: extra", "answer EnrollmentToken.kind: extra"],
  },
  {
    because: "it is what was asked for",
    at: [
      "answer AdministratorWebToken.token: required",
      "answer AuthenticationToken.token: required",
      "answer EnrollmentToken.token: required",
      "answer GenerateEnterpriseUpgradeUrlResponse.url: required",
      "answer ProductsGenerateApprovalUrlResponse.url: required",
      "answer ServiceAccount.key: required",
      "answer ServiceAccount.name: required",
      "answer SignupInfo.completionToken: required",
      "answer SignupInfo.url: required",
    ],
  },
  {
    because: "nothing can be done with a resource that has no id",
    at: [
      "answer Device.androidId: required",
      "answer Enterprise.id: required",
      "answer Entitlement.productId: required",
      "answer GroupLicense.productId: required",
      "answer Install.productId: required",
      "answer ManagedConfigurationsSettings.mcmId: required",
      "answer Permission.permissionId: required",
      "answer Product.productId: required",
      "answer ProductVisibility.productId: required",
      "answer StoreCluster.id: required",
      "answer StorePage.id: required",
      "answer User.id: required",
      "answer WebApp.webAppId: required",
    ],
  },
  {
    because: "an empty list stands in where Google leaves it out",
    at: [
      "answer DevicesListResponse.device: required",
      "answer EnterprisesListResponse.enterprise: required",
      "answer EntitlementsListResponse.entitlement: required",
      "answer GroupLicenseUsersListResponse.user: required",
      "answer GroupLicensesListResponse.groupLicense: required",
      "answer InstallsListResponse.install: required",
      "answer ManagedConfigurationsForDeviceListResponse.managedConfigurationForDevice: required",
      "answer ManagedConfigurationsForUserListResponse.managedConfigurationForUser: required",
      "answer ManagedConfigurationsSettingsListResponse.managedConfigurationsSettings: required",
      "answer NotificationSet.notification: required",
      "answer ProductsListResponse.product: required",
      "answer ServiceAccountKeysListResponse.serviceAccountKey: required",
      "answer StoreLayoutClustersListResponse.cluster: required",
      "answer StoreLayoutPagesListResponse.page: required",
      "answer UsersListResponse.user: required",
      "answer WebAppsListResponse.webApp: required",
    ],
  },
  {
    because: "Google's text says that it is always there",
    at: [
      "answer AppRestrictionsSchemaChangeEvent.productId: required",
      "answer AppUpdateEvent.productId: required",
      "answer DeviceReportUpdateEvent.deviceId: required",
      "answer DeviceReportUpdateEvent.userId: required",
      "answer InstallFailureEvent.deviceId: required",
      "answer InstallFailureEvent.productId: required",
      "answer InstallFailureEvent.userId: required",
      "answer NewDeviceEvent.deviceId: required",
      "answer NewDeviceEvent.userId: required",
      "answer NewPermissionsEvent.productId: required",
      "answer Notification.enterpriseId: required",
      "answer Notification.timestampMillis: required",
      "answer ProductApprovalEvent.productId: required",
      "answer ProductAvailabilityChangeEvent.productId: required",
    ],
  },
  {
    because: "one odd time must not cost a whole set of notifications",
    at: ["answer Notification.timestampMillis: string, documented as int64"],
  },
  {
    because: "it shares the check of requests; as it is optional, an answer beyond the limit is reported and passed on",
    at: [
      "answer AutoInstallPolicy.autoInstallPriority: uint32, documented as int32",
      "answer EnrollmentTokenGoogleAuthenticationOptions.requiredAccountEmail: narrowed",
      "answer MaintenanceWindow.startTimeAfterMidnightMs: narrowed",
      "answer StoreCluster.orderInPage: narrowed",
    ],
  },
];

export const deviations = [...requests, ...answers];
