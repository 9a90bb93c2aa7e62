/** Every endpoint of this service, by resource. */
import { devicesEndpoints } from "./resources/devices.js";
import { enrollmentTokensEndpoints } from "./resources/enrollmentTokens.js";
import { enterprisesEndpoints } from "./resources/enterprises.js";
import { entitlementsEndpoints } from "./resources/entitlements.js";
import { groupLicensesEndpoints } from "./resources/groupLicenses.js";
import { groupLicenseUsersEndpoints } from "./resources/groupLicenseUsers.js";
import { installsEndpoints } from "./resources/installs.js";
import { managedConfigurationsForDeviceEndpoints } from "./resources/managedConfigurationsForDevice.js";
import { managedConfigurationsForUserEndpoints } from "./resources/managedConfigurationsForUser.js";
import { managedConfigurationsSettingsEndpoints } from "./resources/managedConfigurationsSettings.js";
import { permissionsEndpoints } from "./resources/permissions.js";
import { productsEndpoints } from "./resources/products.js";
import { serviceAccountKeysEndpoints } from "./resources/serviceAccountKeys.js";
import { storeLayoutClustersEndpoints } from "./resources/storeLayoutClusters.js";
import { storeLayoutPagesEndpoints } from "./resources/storeLayoutPages.js";
import { usersEndpoints } from "./resources/users.js";
import { webAppsEndpoints } from "./resources/webApps.js";

export const androidEnterpriseEndpoints = {
  devices: devicesEndpoints,
  enrollmentTokens: enrollmentTokensEndpoints,
  enterprises: enterprisesEndpoints,
  entitlements: entitlementsEndpoints,
  grouplicenses: groupLicensesEndpoints,
  grouplicenseusers: groupLicenseUsersEndpoints,
  installs: installsEndpoints,
  managedconfigurationsfordevice: managedConfigurationsForDeviceEndpoints,
  managedconfigurationsforuser: managedConfigurationsForUserEndpoints,
  managedconfigurationssettings: managedConfigurationsSettingsEndpoints,
  permissions: permissionsEndpoints,
  products: productsEndpoints,
  serviceaccountkeys: serviceAccountKeysEndpoints,
  storelayoutclusters: storeLayoutClustersEndpoints,
  storelayoutpages: storeLayoutPagesEndpoints,
  users: usersEndpoints,
  webapps: webAppsEndpoints,
};
