/** `tessera-sdk/android-enterprise` */
export * from "../core/index.js";
export * from "../google/index.js";
export { AndroidEnterprise, type AndroidEnterpriseOptions } from "./client.js";
export type {
  EnterpriseNotification,
  NotificationOf,
  PlainNotification,
} from "./notifications.js";
export type { NotificationsOptions, NotificationsOutage } from "./notificationsOptions.js";
export type { Devices, SetDeviceStateParams, UpdateDeviceParams } from "./resources/devices.js";
export type { CreateEnrollmentTokenParams, EnrollmentTokens } from "./resources/enrollmentTokens.js";
export { estimateExpiry } from "./resources/enrollmentTokens.js";
export type {
  AcknowledgeNotificationSetParams,
  CompleteSignupParams,
  CreateWebTokenParams,
  EnrollEnterpriseParams,
  Enterprises,
  GenerateEnterpriseUpgradeUrlParams,
  GenerateSignupUrlParams,
  GetServiceAccountParams,
  ListEnterprisesParams,
  PullNotificationSetParams,
  SetAccountParams,
  SetStoreLayoutParams,
} from "./resources/enterprises.js";
export type { EntitlementParams, Entitlements, UpdateEntitlementParams } from "./resources/entitlements.js";
export type { GroupLicenseParams, GroupLicenses } from "./resources/groupLicenses.js";
export type { GroupLicenseUsers } from "./resources/groupLicenseUsers.js";
export type { InstallParams, Installs, UpdateInstallParams } from "./resources/installs.js";
export type {
  ManagedConfigurationForDeviceParams,
  ManagedConfigurationsForDevice,
  UpdateManagedConfigurationForDeviceParams,
} from "./resources/managedConfigurationsForDevice.js";
export type {
  ManagedConfigurationForUserParams,
  ManagedConfigurationsForUser,
  UpdateManagedConfigurationForUserParams,
} from "./resources/managedConfigurationsForUser.js";
export type { ManagedConfigurationsSettingsResource } from "./resources/managedConfigurationsSettings.js";
export type { DeviceParams, EnterpriseParams, ProductParams, UserParams } from "./resources/params.js";
export type { GetPermissionParams, Permissions } from "./resources/permissions.js";
export type {
  ApproveProductParams,
  GenerateApprovalUrlParams,
  GetProductParams,
  ListProductsParams,
  Products,
  ProductsPage,
} from "./resources/products.js";
export type {
  InsertServiceAccountKeyParams,
  ServiceAccountKeyParams,
  ServiceAccountKeys,
} from "./resources/serviceAccountKeys.js";
export type {
  InsertStoreClusterParams,
  StoreClusterParams,
  StoreLayoutClusters,
  UpdateStoreClusterParams,
} from "./resources/storeLayoutClusters.js";
export type {
  InsertStorePageParams,
  StoreLayoutPages,
  StorePageParams,
  UpdateStorePageParams,
} from "./resources/storeLayoutPages.js";
export type {
  InsertUserParams,
  ListUsersParams,
  SetAvailableProductSetParams,
  UpdateUserParams,
  Users,
} from "./resources/users.js";
export type { InsertWebAppParams, UpdateWebAppParams, WebAppParams, WebApps } from "./resources/webApps.js";
export type {
  AppRestrictionsSchema,
  AppRestrictionsSchemaRestriction,
  AppRestrictionsSchemaRestrictionRestrictionValue,
  RestrictionType,
} from "./schemas/appRestrictions.js";
export type { AppTrack } from "./schemas/appTrack.js";
export type { AuthenticationToken } from "./schemas/authenticationToken.js";
export type { Device, DeviceState, DevicesListResponse } from "./schemas/device.js";
export type { AppState, DeviceReport, DeviceReportInput, KeyedAppState } from "./schemas/deviceReport.js";
export type {
  EnrollmentToken,
  EnrollmentTokenGoogleAuthenticationOptions,
  EnrollmentTokenGoogleAuthenticationOptionsInput,
} from "./schemas/enrollmentToken.js";
export type {
  Administrator,
  AdministratorInput,
  Enterprise,
  EnterpriseAccount,
  EnterprisesListResponse,
  EnterprisesSendTestPushNotificationResponse,
  GoogleAuthenticationSettings,
} from "./schemas/enterprise.js";
export type { Entitlement, EntitlementsListResponse } from "./schemas/entitlement.js";
export type { GroupLicense, GroupLicensesListResponse, GroupLicenseUsersListResponse } from "./schemas/groupLicense.js";
export type { Install, InstallsListResponse } from "./schemas/install.js";
export type { LocalizedText, LocalizedTextInput } from "./schemas/localizedText.js";
export type {
  ConfigurationVariables,
  ConfigurationVariablesInput,
  ManagedConfiguration,
  ManagedConfigurationInput,
  ManagedConfigurationsForDeviceListResponse,
  ManagedConfigurationsForUserListResponse,
  ManagedProperty,
  ManagedPropertyBundle,
  ManagedPropertyInput,
  VariableSet,
} from "./schemas/managedConfiguration.js";
export type {
  ManagedConfigurationsSettings,
  ManagedConfigurationsSettingsListResponse,
} from "./schemas/managedConfigurationsSettings.js";
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
} from "./schemas/notification.js";
export type { Permission } from "./schemas/permission.js";
export type {
  AutoInstallConstraint,
  AutoInstallPolicy,
  EnterpriseAuthenticationAppLinkConfig,
  MaintenanceWindow,
  Policy,
  PolicyInput,
  ProductPolicy,
  ProductPolicyInput,
} from "./schemas/policy.js";
export type {
  AppVersion,
  Product,
  ProductPermission,
  ProductPermissions,
  ProductSigningCertificate,
  TrackInfo,
} from "./schemas/product.js";
export type {
  ApprovalUrlInfo,
  ApprovalUrlInfoInput,
  ProductsApproveRequest,
  ProductsGenerateApprovalUrlResponse,
} from "./schemas/productApproval.js";
export type { ProductSet, ProductVisibility, ProductVisibilityInput } from "./schemas/productSet.js";
export type { PageInfo, ProductsListResponse, TokenPagination } from "./schemas/productsListResponse.js";
export type { ServiceAccount, ServiceAccountKey, ServiceAccountKeysListResponse } from "./schemas/serviceAccount.js";
export type { GenerateEnterpriseUpgradeUrlResponse, SignupInfo } from "./schemas/signup.js";
export type { StoreCluster, StoreLayoutClustersListResponse } from "./schemas/storeCluster.js";
export type { StoreLayout } from "./schemas/storeLayout.js";
export type { StoreLayoutPagesListResponse, StorePage } from "./schemas/storePage.js";
export type { User, UsersListResponse } from "./schemas/user.js";
export type { WebApp, WebAppIcon, WebAppIconInput, WebAppsListResponse } from "./schemas/webApp.js";
export type {
  AdministratorWebToken,
  AdministratorWebTokenSpec,
  AdministratorWebTokenSpecManagedConfigurations,
  AdministratorWebTokenSpecManagedConfigurationsInput,
  AdministratorWebTokenSpecPlaySearch,
  AdministratorWebTokenSpecPlaySearchInput,
  AdministratorWebTokenSpecPrivateApps,
  AdministratorWebTokenSpecPrivateAppsInput,
  AdministratorWebTokenSpecStoreBuilder,
  AdministratorWebTokenSpecStoreBuilderInput,
  AdministratorWebTokenSpecWebApps,
  AdministratorWebTokenSpecWebAppsInput,
  AdministratorWebTokenSpecZeroTouch,
  AdministratorWebTokenSpecZeroTouchInput,
} from "./schemas/webToken.js";
