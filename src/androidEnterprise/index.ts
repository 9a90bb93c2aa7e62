/** `tessera-sdk/android-enterprise` */
export * from "../core/index.js";
export * from "../google/index.js";
export type {
  AppRestrictionsSchema,
  AppRestrictionsSchemaRestriction,
  AppRestrictionsSchemaRestrictionRestrictionValue,
  RestrictionType,
} from "./appRestrictions.js";
export type { AppTrack } from "./appTrack.js";
export { AndroidEnterprise, type AndroidEnterpriseOptions } from "./client.js";
export type { AppState, DeviceReport, KeyedAppState } from "./deviceReport.js";
export type {
  Device,
  DeviceState,
  Devices,
  DevicesListResponse,
  SetDeviceStateParams,
  UpdateDeviceParams,
} from "./devices.js";
export type {
  CreateEnrollmentTokenParams,
  EnrollmentToken,
  EnrollmentTokenGoogleAuthenticationOptions,
  EnrollmentTokens,
} from "./enrollmentTokens.js";
export { estimateExpiry } from "./enrollmentTokens.js";
export type {
  Administrator,
  Enterprise,
  EnterpriseAccount,
  EnterprisesListResponse,
  EnterprisesSendTestPushNotificationResponse,
  GenerateEnterpriseUpgradeUrlResponse,
  GoogleAuthenticationSettings,
  SignupInfo,
  StoreLayout,
} from "./enterprise.js";
export type { Enterprises } from "./enterprises.js";
export type {
  AcknowledgeNotificationSetParams,
  CompleteSignupParams,
  CreateWebTokenParams,
  EnrollEnterpriseParams,
  GenerateEnterpriseUpgradeUrlParams,
  GenerateSignupUrlParams,
  GetServiceAccountParams,
  ListEnterprisesParams,
  PullNotificationSetParams,
  SetAccountParams,
  SetStoreLayoutParams,
} from "./enterprisesEndpoints.js";
export type {
  Entitlement,
  EntitlementParams,
  Entitlements,
  EntitlementsListResponse,
  UpdateEntitlementParams,
} from "./entitlements.js";
export type { GroupLicense, GroupLicenseParams, GroupLicensesListResponse, Grouplicenses } from "./grouplicenses.js";
export type { GroupLicenseUsersListResponse, Grouplicenseusers } from "./grouplicenseusers.js";
export type { Install, InstallParams, Installs, InstallsListResponse, UpdateInstallParams } from "./installs.js";
export type { LocalizedText } from "./localizedText.js";
export type {
  ConfigurationVariables,
  ManagedConfiguration,
  ManagedProperty,
  ManagedPropertyBundle,
  VariableSet,
} from "./managedConfiguration.js";
export type {
  ManagedConfigurationForDeviceParams,
  ManagedConfigurationsForDeviceListResponse,
  Managedconfigurationsfordevice,
  UpdateManagedConfigurationForDeviceParams,
} from "./managedconfigurationsfordevice.js";
export type {
  ManagedConfigurationForUserParams,
  ManagedConfigurationsForUserListResponse,
  Managedconfigurationsforuser,
  UpdateManagedConfigurationForUserParams,
} from "./managedconfigurationsforuser.js";
export type {
  ManagedConfigurationsSettings,
  ManagedConfigurationsSettingsListResponse,
  Managedconfigurationssettings,
} from "./managedconfigurationssettings.js";
export type {
  AppRestrictionsSchemaChangeEvent,
  AppUpdateEvent,
  DeviceReportUpdateEvent,
  EnterpriseUpgradeEvent,
  InstallFailureEvent,
  NewDeviceEvent,
  NewPermissionsEvent,
  Notification,
  NotificationEvents,
  NotificationSet,
  ProductApprovalEvent,
  ProductAvailabilityChangeEvent,
} from "./notification.js";
export type {
  EnterpriseNotification,
  NotificationOf,
  NotificationsOptions,
  PlainNotification,
} from "./notificationLoop.js";
export type { DeviceParams, EnterpriseParams, ProductParams, UserParams } from "./params.js";
export type { GetPermissionParams, Permission, Permissions } from "./permissions.js";
export type {
  AutoInstallConstraint,
  AutoInstallPolicy,
  EnterpriseAuthenticationAppLinkConfig,
  MaintenanceWindow,
  Policy,
  ProductPolicy,
} from "./policy.js";
export type { AppVersion, Product, ProductPermission, ProductSigningCertificate, TrackInfo } from "./product.js";
export type {
  ApprovalUrlInfo,
  ProductsApproveRequest,
  ProductsGenerateApprovalUrlResponse,
} from "./productApproval.js";
export type { ProductSet, ProductVisibility } from "./productSet.js";
export type {
  ApproveProductParams,
  GenerateApprovalUrlParams,
  GetProductParams,
  ListProductsParams,
  ProductPermissions,
  Products,
} from "./products.js";
export type { PageInfo, ProductsListResponse, ProductsPage, TokenPagination } from "./productsPage.js";
export type { ServiceAccount, ServiceAccountKey } from "./serviceAccount.js";
export type {
  InsertServiceAccountKeyParams,
  ServiceAccountKeyParams,
  ServiceAccountKeysListResponse,
  Serviceaccountkeys,
} from "./serviceaccountkeys.js";
export type { Sendable } from "./shapes.js";
export type {
  InsertStoreClusterParams,
  StoreCluster,
  StoreClusterParams,
  StoreLayoutClustersListResponse,
  Storelayoutclusters,
  UpdateStoreClusterParams,
} from "./storelayoutclusters.js";
export type {
  InsertStorePageParams,
  StoreLayoutPagesListResponse,
  Storelayoutpages,
  StorePage,
  StorePageParams,
  UpdateStorePageParams,
} from "./storelayoutpages.js";
export type { User } from "./user.js";
export type {
  AuthenticationToken,
  InsertUserParams,
  ListUsersParams,
  SetAvailableProductSetParams,
  UpdateUserParams,
  Users,
  UsersListResponse,
} from "./users.js";
export type {
  InsertWebAppParams,
  UpdateWebAppParams,
  WebApp,
  WebAppIcon,
  WebAppParams,
  WebAppsListResponse,
  Webapps,
} from "./webapps.js";
export type {
  AdministratorWebToken,
  AdministratorWebTokenSpec,
  AdministratorWebTokenSpecManagedConfigurations,
  AdministratorWebTokenSpecPlaySearch,
  AdministratorWebTokenSpecPrivateApps,
  AdministratorWebTokenSpecStoreBuilder,
  AdministratorWebTokenSpecWebApps,
  AdministratorWebTokenSpecZeroTouch,
} from "./webToken.js";
