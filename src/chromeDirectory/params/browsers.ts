/** Parameters of `browsers`, which are the same for both APIs. */
import {
  bounded,
  closedEnumOf,
  fieldsOf,
  inputListOf,
  matching,
  nonEmptyString,
  objectOf,
  refined,
  type Schema,
  string,
} from "../../core/schema.js";
import { type ChromeBrowser, listedBrowserSchema } from "../schemas/browser.js";
import { browserFilter, type ChromeBrowserFilter } from "../where.js";
import {
  type CustomerParam,
  customerFields,
  type FieldsParam,
  fieldsParam,
  type OrgUnitParams,
  oneOrgUnit,
  orgUnitFields,
  type PageParams,
  pageFields,
  pageSizeUpTo,
} from "./shared.js";

/** What browsers can be sorted by: fields of the browser, or `browserVersionChannel`. */
export type ChromeBrowserOrder =
  | "deviceId"
  | "machineName"
  | "orgUnitPath"
  | "annotatedUser"
  | "annotatedLocation"
  | "annotatedNotes"
  | "annotatedAssetId"
  | "browserVersion"
  | "browserVersionChannel"
  | "osVersion"
  | "osPlatformVersion"
  | "lastRegistrationTime"
  | "lastPolicyFetchTime"
  | "lastActivityTime"
  | "lastDeviceUser"
  | "extensionCount"
  | "policyCount";

/** How much of a browser is returned. */
interface ProjectionParam {
  /**
   * `FULL` is everything. `BASIC` leaves out `browsers`, `lastDeviceUsers`, `lastStatusReportTime` and `machinePolicies`, which hold the
   * enrollment token. The Directory API returns `BASIC` by default, or `FULL` if `fields` lists one of these; the Chrome
   * Management API returns `FULL`, and has `BASIC` from a field mask, so `fields` takes precedence there.
   */
  projection?: "BASIC" | "FULL" | undefined;
}

/** Names a managed browser. */
export interface BrowserParams extends CustomerParam {
  /** The browser's `deviceId`. */
  deviceId: string;
}

/** Parameters of `browsers.list`. The organizational unit: only browsers that are in it. */
export interface ListChromeBrowsersParams
  extends CustomerParam,
    OrgUnitParams,
    PageParams,
    ProjectionParam,
    FieldsParam<keyof ChromeBrowser> {
  /** Conditions, all of which must hold. */
  where?: ChromeBrowserFilter | undefined;
  /** Further conditions in the query language of the API. */
  query?: string | undefined;
  /** Only browsers that were enrolled with this token: its secret. Directory API only. */
  enrollmentToken?: string | undefined;
  /**
   * What the list is sorted by: `deviceId`, `machineName`, `orgUnitPath`, `annotatedUser`, `annotatedLocation`,
   * `annotatedNotes`, `annotatedAssetId`, `browserVersion`, `browserVersionChannel`, `osVersion`, `osPlatformVersion`,
   * `lastRegistrationTime`, `lastPolicyFetchTime`, `lastActivityTime`, `lastDeviceUser`, `extensionCount` or
   * `policyCount`.
   */
  orderBy?: ChromeBrowserOrder | undefined;
  /** The direction of `orderBy`, which must be given: `ascending` or `descending`. @default "ascending" */
  sortOrder?: "ascending" | "descending" | undefined;
  /** Number of browsers per page, 1 to 100. Google's default: 100. */
  pageSize?: number | undefined;
}

/** Parameters of `browsers.get`. */
export interface GetChromeBrowserParams extends BrowserParams, ProjectionParam, FieldsParam<keyof ChromeBrowser> {}

/** The names of the annotations. */
export const ANNOTATIONS = ["annotatedAssetId", "annotatedLocation", "annotatedNotes", "annotatedUser"] as const;

/** The annotations of a browser. An empty string clears one. */
export interface ChromeBrowserAnnotations {
  /** The user. */
  annotatedUser?: string | undefined;
  /** The place. */
  annotatedLocation?: string | undefined;
  /** Notes. */
  annotatedNotes?: string | undefined;
  /** The asset id. */
  annotatedAssetId?: string | undefined;
}

/** Parameters of `browsers.update`: all annotations. One that is left out is cleared. */
export interface UpdateChromeBrowserParams
  extends BrowserParams,
    ChromeBrowserAnnotations,
    ProjectionParam,
    FieldsParam<keyof ChromeBrowser> {}

/** Parameters of `browsers.delete`. */
export interface DeleteChromeBrowserParams extends BrowserParams {}

/** Parameters of one request of `browsers.move`. */
export interface MoveRequestParams extends CustomerParam, OrgUnitParams {
  /** The `deviceId` of each browser, 1 to 600. */
  deviceIds: readonly string[];
}

const projectionFields = fieldsOf<ProjectionParam>()({ projection: closedEnumOf("BASIC", "FULL") });
export const browserFields = fieldsOf<BrowserParams>()({ ...customerFields, deviceId: nonEmptyString });
const fields = () => fieldsParam<keyof ChromeBrowser>(listedBrowserSchema);

/** A pattern, so that no value adds a term to a query. */
export const tokenSecret = matching(/^[\w.-]+$/, "must be the secret of an enrollment token");

export const listBrowsersParams: Schema<ListChromeBrowsersParams> = refined(
  oneOrgUnit(
    objectOf<ListChromeBrowsersParams>()(() => ({
      ...customerFields,
      ...orgUnitFields,
      ...pageFields,
      ...projectionFields,
      fields: fields(),
      where: browserFilter,
      query: string,
      enrollmentToken: tokenSecret,
      orderBy: closedEnumOf(
        "deviceId",
        "machineName",
        "orgUnitPath",
        "annotatedUser",
        "annotatedLocation",
        "annotatedNotes",
        "annotatedAssetId",
        "browserVersion",
        "browserVersionChannel",
        "osVersion",
        "osPlatformVersion",
        "lastRegistrationTime",
        "lastPolicyFetchTime",
        "lastActivityTime",
        "lastDeviceUser",
        "extensionCount",
        "policyCount",
      ),
      sortOrder: closedEnumOf("ascending", "descending"),
      pageSize: pageSizeUpTo(100),
    })),
  ),
  ({ orderBy, sortOrder }) => sortOrder === undefined || orderBy !== undefined,
  "needs `orderBy`",
  "sortOrder",
);

export const getBrowserParams: Schema<GetChromeBrowserParams> = objectOf<GetChromeBrowserParams>()(
  () => ({ ...browserFields, ...projectionFields, fields: fields() }),
  { deviceId: true },
);

export const updateBrowserParams: Schema<UpdateChromeBrowserParams> = objectOf<UpdateChromeBrowserParams>()(
  () => ({
    ...browserFields,
    ...projectionFields,
    fields: fields(),
    annotatedUser: string,
    annotatedLocation: string,
    annotatedNotes: string,
    annotatedAssetId: string,
  }),
  { deviceId: true },
);

export const deleteBrowserParams: Schema<DeleteChromeBrowserParams> = objectOf<DeleteChromeBrowserParams>()(
  () => browserFields,
  { deviceId: true },
);

/** Google's limit of one request. */
export const MOVED_AT_ONCE = 600;

export const moveRequestParams: Schema<MoveRequestParams> = oneOrgUnit(
  objectOf<MoveRequestParams>()(
    () => ({
      ...customerFields,
      ...orgUnitFields,
      deviceIds: bounded(inputListOf(nonEmptyString), {
        least: 1,
        most: MOVED_AT_ONCE,
        message: `must be 1 to ${MOVED_AT_ONCE} ids`,
      }),
    }),
    { deviceIds: true },
  ),
);

/** What `browsers.update` accepts and does not send, so that a browser that was read can be passed. */
export const READ_ONLY_FIELDS: readonly (keyof ChromeBrowser)[] = [
  "name",
  "kind",
  "machineName",
  "serialNumber",
  "virtualDeviceId",
  "orgUnitPath",
  "orgUnitId",
  "osPlatform",
  "osArchitecture",
  "osVersion",
  "osPlatformVersion",
  "browserVersions",
  "extensionCount",
  "policyCount",
  "safeBrowsingClickThroughCount",
  "lastRegistrationTime",
  "lastPolicyFetchTime",
  "lastActivityTime",
  "lastStatusReportTime",
  "omahaRecentFetchTime",
  "lastDeviceUser",
  "lastDeviceUsers",
  "machinePolicies",
  "machineExtensionPolicies",
  "browsers",
  "deviceIdentifiersHistory",
  "attestationCredential",
];

/** The fields that `BASIC` leaves out. */
export const FULL_ONLY: readonly (keyof ChromeBrowser)[] = [
  "browsers",
  "lastDeviceUsers",
  "lastStatusReportTime",
  "machinePolicies",
];
