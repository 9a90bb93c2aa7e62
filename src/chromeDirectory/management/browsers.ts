/** `browsers` of the Chrome Management API. */
import { managementCustomer } from "../customer.js";
import { itemMask, pageMask, type WireFields } from "../fields.js";
import { readBrowser } from "../models.js";
import { unitOf } from "../orgUnit.js";
import {
  ANNOTATIONS,
  type ChromeBrowserOrder,
  deleteBrowserParams,
  FULL_ONLY,
  type GetChromeBrowserParams,
  getBrowserParams,
  listBrowsersParams,
  moveRequestParams,
  READ_ONLY_FIELDS,
  type UpdateChromeBrowserParams,
  updateBrowserParams,
} from "../params/browsers.js";
import { missingUnitIssues } from "../params/shared.js";
import { named, pageReader } from "../reading.js";
import { browserSchema, type ChromeBrowser, listedBrowserSchema } from "../schemas/browser.js";
import { pageOf } from "../schemas/page.js";
import { BROWSERS, endpoint } from "./endpoint.js";
import { browserFilter } from "./filter.js";

const WIRE: WireFields<keyof ChromeBrowser> = {
  items: "chromeBrowsers",
  id: "name",
  renamed: {
    deviceId: "name",
    kind: undefined,
    orgUnitPath: "orgUnitId",
    safeBrowsingClickThroughCount: undefined,
  },
};

const ORDERS: Readonly<Record<ChromeBrowserOrder, string>> = {
  deviceId: "browser_permanent_id",
  machineName: "machine_name",
  orgUnitPath: "org_unit_path",
  annotatedUser: "annotated_user",
  annotatedLocation: "annotated_location",
  annotatedNotes: "annotated_notes",
  annotatedAssetId: "annotated_asset_id",
  browserVersion: "browser_version",
  browserVersionChannel: "browser_version_channel",
  osVersion: "os_version",
  osPlatformVersion: "os_platform_version",
  lastRegistrationTime: "enrollment_date",
  lastPolicyFetchTime: "last_sync",
  lastActivityTime: "last_activity_time",
  lastDeviceUser: "last_signed_in_user",
  extensionCount: "extension_count",
  policyCount: "policy_count",
};

/** What the other API's `BASIC` returns. This API has no projection, but a field mask. */
export const BASIC = ([...ANNOTATIONS, ...READ_ONLY_FIELDS] as const).filter((field) => !FULL_ONLY.includes(field));

type Selection = Pick<GetChromeBrowserParams, "projection" | "fields">;

function fieldsOf({ projection, fields }: Selection): Selection["fields"] {
  return fields ?? (projection === "BASIC" ? BASIC : undefined);
}

/** Methods are called by the end of the name. That it equals `browserPermanentId` is not documented. */
const read = named("deviceId", readBrowser);

const NO_TOKEN_FILTER =
  "is not available in the Chrome Management API, which cannot search for a token: use `browsers.enrolledWith`, which reads the token from the policies of every browser";

function updateToWire(params: UpdateChromeBrowserParams) {
  return {
    customer: managementCustomer(params.customer),
    deviceId: params.deviceId,
    // What an update without a mask changes is not documented.
    updateMask: ANNOTATIONS.join(","),
    annotatedAssetId: params.annotatedAssetId ?? "",
    annotatedLocation: params.annotatedLocation ?? "",
    annotatedNotes: params.annotatedNotes ?? "",
    annotatedUser: params.annotatedUser ?? "",
    fields: itemMask(fieldsOf(params), WIRE),
  };
}

export const managementBrowsers = {
  list: endpoint("browsers.list", {
    http: "GET /chromeBrowsers",
    scopes: BROWSERS.read,
    idempotency: "safe",
    effect: "read",
    params: listBrowsersParams,
    secret: ["enrollmentToken"],
    issuesAt: ({ enrollmentToken }) =>
      enrollmentToken === undefined ? [] : [{ path: "enrollmentToken", message: NO_TOKEN_FILTER }],
    toWire: (params) => ({
      customer: managementCustomer(params.customer),
      filter: browserFilter(params),
      orderBy: params.orderBy && `${ORDERS[params.orderBy]}${params.sortOrder === "descending" ? " desc" : ""}`,
      fields: pageMask(fieldsOf(params), WIRE),
      pageSize: params.pageSize,
      pageToken: params.pageToken,
    }),
    fromWire: pageReader(["chromeBrowsers", "browsers"], read),
    response: pageOf<ChromeBrowser>(listedBrowserSchema),
  }),
  get: endpoint("browsers.get", {
    http: "GET /chromeBrowsers/{deviceId}",
    scopes: BROWSERS.read,
    idempotency: "safe",
    effect: "read",
    params: getBrowserParams,
    toWire: (params) => ({
      customer: managementCustomer(params.customer),
      deviceId: params.deviceId,
      fields: itemMask(fieldsOf(params), WIRE),
    }),
    fromWire: read,
    response: browserSchema,
  }),
  update: endpoint("browsers.update", {
    http: "PATCH /chromeBrowsers/{deviceId}",
    body: "*",
    query: ["updateMask", "fields"],
    scopes: BROWSERS.write,
    idempotency: "safe",
    effect: "write",
    params: updateBrowserParams,
    wholeResource: { readOnly: READ_ONLY_FIELDS },
    toWire: updateToWire,
    fromWire: read,
    response: browserSchema,
  }),
  delete: endpoint("browsers.delete", {
    http: "DELETE /chromeBrowsers/{deviceId}",
    scopes: BROWSERS.write,
    idempotency: "safe",
    effect: "destroy",
    params: deleteBrowserParams,
    toWire: (params) => ({ ...params, customer: managementCustomer(params.customer) }),
  }),
  move: endpoint("browsers.move", {
    http: "POST /chromeBrowsers:move",
    body: "*",
    scopes: BROWSERS.write,
    idempotency: "safe",
    effect: "write",
    params: moveRequestParams,
    issuesAt: missingUnitIssues,
    toWire: (params) => {
      const unit = unitOf(params);
      return {
        customer: managementCustomer(params.customer),
        // A path would have been looked up before.
        destinationOrgUnitId: unit && "id" in unit ? unit.id : undefined,
        resourceIds: params.deviceIds,
      };
    },
  }),
};

function annotateToWire(params: UpdateChromeBrowserParams) {
  const given = ANNOTATIONS.filter((name) => params[name] !== undefined);
  return {
    customer: managementCustomer(params.customer),
    deviceId: params.deviceId,
    updateMask: given.join(","),
    fields: itemMask(BASIC, WIRE),
    ...Object.fromEntries(given.map((name) => [name, params[name]])),
  };
}

/** As `update`, but of the annotations that are given. */
export const annotateBrowser = endpoint("browsers.update", {
  http: "PATCH /chromeBrowsers/{deviceId}",
  body: "*",
  query: ["updateMask", "fields"],
  scopes: BROWSERS.write,
  idempotency: "safe",
  effect: "write",
  params: updateBrowserParams,
  toWire: annotateToWire,
  fromWire: read,
  response: browserSchema,
});
