/** `browsers` of the Directory API. */
import { directoryCustomer } from "../customer.js";
import { itemMask, pageMask, type WireFields } from "../fields.js";
import { readBrowser } from "../models.js";
import { unitText } from "../orgUnit.js";
import {
  type ChromeBrowserOrder,
  deleteBrowserParams,
  FULL_ONLY,
  type GetChromeBrowserParams,
  getBrowserParams,
  listBrowsersParams,
  moveRequestParams,
  READ_ONLY_FIELDS,
  updateBrowserParams,
} from "../params/browsers.js";
import { missingUnitIssues } from "../params/shared.js";
import { pageReader } from "../reading.js";
import { browserSchema, type ChromeBrowser, listedBrowserSchema } from "../schemas/browser.js";
import { pageOf } from "../schemas/page.js";
import { endpoint, READ } from "./endpoint.js";
import { browserQuery } from "./query.js";

const WIRE: WireFields<keyof ChromeBrowser> = {
  items: "browsers",
  id: "deviceId",
  renamed: {
    name: undefined,
    orgUnitId: "orgUnitPath",
    omahaRecentFetchTime: undefined,
    attestationCredential: undefined,
  },
};

const ORDERS: Readonly<Record<ChromeBrowserOrder, string>> = {
  deviceId: "id",
  machineName: "machine_name",
  orgUnitPath: "org_unit",
  annotatedUser: "annotated_user",
  annotatedLocation: "annotated_location",
  annotatedNotes: "notes",
  annotatedAssetId: "annotated_asset_id",
  browserVersion: "browser_version_sortable",
  browserVersionChannel: "browser_version_channel",
  osVersion: "os_version",
  osPlatformVersion: "platform_major_version",
  lastRegistrationTime: "enrollment_date",
  lastPolicyFetchTime: "last_sync",
  lastActivityTime: "last_activity",
  lastDeviceUser: "last_signed_in_user",
  extensionCount: "extension_count",
  policyCount: "policy_count",
};

type Selection = Pick<GetChromeBrowserParams, "projection" | "fields">;

/** A field that only `FULL` has is otherwise left out, even where it is listed. */
function projectionOf({ projection, fields }: Selection): string | undefined {
  if (projection !== undefined || !Array.isArray(fields)) return projection;
  return fields.some((field) => FULL_ONLY.includes(field)) ? "FULL" : undefined;
}

export const directoryBrowsers = {
  list: endpoint("browsers.list", {
    http: "GET /devices/chromebrowsers",
    scopes: READ,
    idempotency: "safe",
    effect: "read",
    params: listBrowsersParams,
    secret: ["enrollmentToken"],
    toWire: (params) => ({
      customer: directoryCustomer(params.customer),
      orgUnitPath: unitText(params),
      query: browserQuery(params),
      orderBy: params.orderBy && ORDERS[params.orderBy],
      sortOrder: params.orderBy && (params.sortOrder ?? "ascending").toUpperCase(),
      projection: projectionOf(params),
      fields: pageMask(params.fields, WIRE),
      maxResults: params.pageSize,
      pageToken: params.pageToken,
    }),
    fromWire: pageReader(["browsers", "chromeBrowsers"], readBrowser),
    response: pageOf<ChromeBrowser>(listedBrowserSchema),
  }),
  get: endpoint("browsers.get", {
    http: "GET /devices/chromebrowsers/{deviceId}",
    scopes: READ,
    idempotency: "safe",
    effect: "read",
    params: getBrowserParams,
    toWire: (params) => ({
      customer: directoryCustomer(params.customer),
      deviceId: params.deviceId,
      projection: projectionOf(params),
      fields: itemMask(params.fields, WIRE),
    }),
    fromWire: readBrowser,
    response: browserSchema,
  }),
  update: endpoint("browsers.update", {
    http: "PUT /devices/chromebrowsers/{deviceId}",
    body: "*",
    query: ["projection", "fields"],
    alsoInBody: ["deviceId"],
    idempotency: "safe",
    effect: "write",
    params: updateBrowserParams,
    wholeResource: { readOnly: READ_ONLY_FIELDS },
    toWire: (params) => ({
      customer: directoryCustomer(params.customer),
      deviceId: params.deviceId,
      annotatedAssetId: params.annotatedAssetId,
      annotatedLocation: params.annotatedLocation,
      annotatedNotes: params.annotatedNotes,
      annotatedUser: params.annotatedUser,
      // Without it, an update returns `FULL`.
      projection: projectionOf(params) ?? "BASIC",
      fields: itemMask(params.fields, WIRE),
    }),
    fromWire: readBrowser,
    response: browserSchema,
  }),
  delete: endpoint("browsers.delete", {
    http: "DELETE /devices/chromebrowsers/{deviceId}",
    idempotency: "safe",
    effect: "destroy",
    params: deleteBrowserParams,
    toWire: (params) => ({ ...params, customer: directoryCustomer(params.customer) }),
  }),
  move: endpoint("browsers.move", {
    http: "POST /devices/chromebrowsers/moveChromeBrowsersToOu",
    body: "*",
    idempotency: "safe",
    effect: "write",
    params: moveRequestParams,
    issuesAt: missingUnitIssues,
    toWire: (params) => ({
      customer: directoryCustomer(params.customer),
      org_unit_path: unitText(params),
      resource_ids: params.deviceIds,
    }),
  }),
};
