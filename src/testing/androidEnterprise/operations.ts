/** Every method of the emulated Google Play EMM API. One that is missing does not compile. */
import { androidEnterpriseEndpoints } from "../../androidEnterprise/endpoints.js";
import type { Operation, Operations } from "./call.js";
import {
  managedconfigurationsfordevice,
  managedconfigurationsforuser,
  managedconfigurationssettings,
} from "./configurations.js";
import { devices, installs } from "./devices.js";
import { enterprises } from "./enterprises.js";
import { serviceaccountkeys } from "./keys.js";
import { entitlements, grouplicenses, grouplicenseusers } from "./licenses.js";
import { permissions, products } from "./products.js";
import { storelayoutclusters, storelayoutpages } from "./store.js";
import { enrollmentTokens } from "./tokens.js";
import { users } from "./users.js";
import { webapps } from "./webapps.js";

const operations: { readonly [R in keyof typeof androidEnterpriseEndpoints]: Operations<R> } = {
  devices,
  enrollmentTokens,
  enterprises,
  entitlements,
  grouplicenses,
  grouplicenseusers,
  installs,
  managedconfigurationsfordevice,
  managedconfigurationsforuser,
  managedconfigurationssettings,
  permissions,
  products,
  serviceaccountkeys,
  storelayoutclusters,
  storelayoutpages,
  users,
  webapps,
};

/** The methods by the ids of their endpoints. */
export const operationsById: ReadonlyMap<string, Operation> = new Map(
  Object.entries(androidEnterpriseEndpoints).flatMap(([resource, endpoints]) => {
    const methods = operations[resource as keyof typeof operations] as Readonly<Record<string, Operation>>;
    return Object.entries(endpoints).flatMap(([method, { id }]): [string, Operation][] => {
      const operation = methods[method];
      return operation ? [[id, operation]] : [];
    });
  }),
);
