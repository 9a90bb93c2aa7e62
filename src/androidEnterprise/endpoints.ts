/** Every endpoint of this service, by resource: for what walks them, as the emulator and the tests do. */
import { devicesEndpoints } from "./devices.js";
import { enrollmentTokensEndpoints } from "./enrollmentTokens.js";
import { enterprisesEndpoints } from "./enterprisesEndpoints.js";
import { entitlementsEndpoints } from "./entitlements.js";
import { grouplicensesEndpoints } from "./grouplicenses.js";
import { grouplicenseusersEndpoints } from "./grouplicenseusers.js";
import { installsEndpoints } from "./installs.js";
import { managedconfigurationsfordeviceEndpoints } from "./managedconfigurationsfordevice.js";
import { managedconfigurationsforuserEndpoints } from "./managedconfigurationsforuser.js";
import { managedconfigurationssettingsEndpoints } from "./managedconfigurationssettings.js";
import { permissionsEndpoints } from "./permissions.js";
import { productsEndpoints } from "./products.js";
import { serviceaccountkeysEndpoints } from "./serviceaccountkeys.js";
import { storelayoutclustersEndpoints } from "./storelayoutclusters.js";
import { storelayoutpagesEndpoints } from "./storelayoutpages.js";
import { usersEndpoints } from "./users.js";
import { webappsEndpoints } from "./webapps.js";

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
