/** Every difference between the client and Google's discovery document, each for a reason. The contract test reads it. */

interface Deviation {
  because: string;
  /** As the comparison of the two names it. */
  at: string[];
}

const requests: Deviation[] = [
  {
    because: "only responses hold it",
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

const responses: Deviation[] = [
  {
    because: "Google's reference pages show it, so it is not new",
    at: ["response AuthenticationToken.kind: extra", "response EnrollmentToken.kind: extra"],
  },
  {
    because: "it is what was asked for",
    at: [
      "response AdministratorWebToken.token: required",
      "response AuthenticationToken.token: required",
      "response EnrollmentToken.token: required",
      "response GenerateEnterpriseUpgradeUrlResponse.url: required",
      "response ProductsGenerateApprovalUrlResponse.url: required",
      "response ServiceAccount.key: required",
      "response ServiceAccount.name: required",
      "response SignupInfo.completionToken: required",
      "response SignupInfo.url: required",
    ],
  },
  {
    because: "nothing can be done with a resource that has no id",
    at: [
      "response Device.androidId: required",
      "response Enterprise.id: required",
      "response Entitlement.productId: required",
      "response GroupLicense.productId: required",
      "response Install.productId: required",
      "response ManagedConfigurationsSettings.mcmId: required",
      "response Permission.permissionId: required",
      "response Product.productId: required",
      "response ProductVisibility.productId: required",
      "response StoreCluster.id: required",
      "response StorePage.id: required",
      "response User.id: required",
      "response WebApp.webAppId: required",
    ],
  },
  {
    because: "an empty list stands in where Google leaves it out",
    at: [
      "response DevicesListResponse.device: required",
      "response EnterprisesListResponse.enterprise: required",
      "response EntitlementsListResponse.entitlement: required",
      "response GroupLicenseUsersListResponse.user: required",
      "response GroupLicensesListResponse.groupLicense: required",
      "response InstallsListResponse.install: required",
      "response ManagedConfigurationsForDeviceListResponse.managedConfigurationForDevice: required",
      "response ManagedConfigurationsForUserListResponse.managedConfigurationForUser: required",
      "response ManagedConfigurationsSettingsListResponse.managedConfigurationsSettings: required",
      "response NotificationSet.notification: required",
      "response ProductsListResponse.product: required",
      "response ServiceAccountKeysListResponse.serviceAccountKey: required",
      "response StoreLayoutClustersListResponse.cluster: required",
      "response StoreLayoutPagesListResponse.page: required",
      "response UsersListResponse.user: required",
      "response WebAppsListResponse.webApp: required",
    ],
  },
  {
    because: "Google's text says that it is always there",
    at: [
      "response AppRestrictionsSchemaChangeEvent.productId: required",
      "response AppUpdateEvent.productId: required",
      "response DeviceReportUpdateEvent.deviceId: required",
      "response DeviceReportUpdateEvent.userId: required",
      "response InstallFailureEvent.deviceId: required",
      "response InstallFailureEvent.productId: required",
      "response InstallFailureEvent.userId: required",
      "response NewDeviceEvent.deviceId: required",
      "response NewDeviceEvent.userId: required",
      "response NewPermissionsEvent.productId: required",
      "response Notification.enterpriseId: required",
      "response Notification.timestampMillis: required",
      "response ProductApprovalEvent.productId: required",
      "response ProductAvailabilityChangeEvent.productId: required",
    ],
  },
  {
    because: "one odd time must not cost a whole set of notifications",
    at: ["response Notification.timestampMillis: string, documented as int64"],
  },
  {
    because:
      "it shares the check of requests; as it is optional, a response beyond the limit is reported and passed on",
    at: [
      "response AutoInstallPolicy.autoInstallPriority: uint32, documented as int32",
      "response EnrollmentTokenGoogleAuthenticationOptions.requiredAccountEmail: narrowed",
      "response MaintenanceWindow.startTimeAfterMidnightMs: narrowed",
      "response StoreCluster.orderInPage: narrowed",
    ],
  },
];

export const deviations = [...requests, ...responses];
