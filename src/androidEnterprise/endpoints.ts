/** Every endpoint of this service, by resource: for what walks them, as the emulator and the tests do. */
import { devicesEndpoints } from "./resources/devices.js";
import { enrollmentTokensEndpoints } from "./resources/enrollmentTokens.js";
import { enterprisesEndpoints } from "./resources/enterprises.js";
import { entitlementsEndpoints } from "./resources/entitlements.js";
import { grouplicensesEndpoints } from "./resources/groupLicenses.js";
import { grouplicenseusersEndpoints } from "./resources/groupLicenseUsers.js";
import { installsEndpoints } from "./resources/installs.js";
import { managedconfigurationsfordeviceEndpoints } from "./resources/managedConfigurationsForDevice.js";
import { managedconfigurationsforuserEndpoints } from "./resources/managedConfigurationsForUser.js";
import { managedconfigurationssettingsEndpoints } from "./resources/managedConfigurationsSettings.js";
import { permissionsEndpoints } from "./resources/permissions.js";
import { productsEndpoints } from "./resources/products.js";
import { serviceaccountkeysEndpoints } from "./resources/serviceAccountKeys.js";
import { storelayoutclustersEndpoints } from "./resources/storeLayoutClusters.js";
import { storelayoutpagesEndpoints } from "./resources/storeLayoutPages.js";
import { usersEndpoints } from "./resources/users.js";
import { webappsEndpoints } from "./resources/webApps.js";

export const androidEnterpriseEndpoints = {
  devices: devicesEndpoints,
  enrollmentTokens: enrollmentTokensEndpoints,
  enterprises: enterprisesEndpoints,
  entitlements: entitlementsEndpoints,
  grouplicenses: grouplicensesEndpoints,
  grouplicenseusers: grouplicenseusersEndpoints,
  installs: installsEndpoints,
  managedconfigurationsfordevice: managedconfigurationsfordeviceEndpoints,
  managedconfigurationsforuser: managedconfigurationsforuserEndpoints,
  managedconfigurationssettings: managedconfigurationssettingsEndpoints,
  permissions: permissionsEndpoints,
  products: productsEndpoints,
  serviceaccountkeys: serviceaccountkeysEndpoints,
  storelayoutclusters: storelayoutclustersEndpoints,
  storelayoutpages: storelayoutpagesEndpoints,
  users: usersEndpoints,
  webapps: webappsEndpoints,
};
