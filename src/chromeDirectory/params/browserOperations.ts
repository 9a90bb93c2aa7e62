/** Parameters of the methods of `browsers` that are composed of calls. */
import type { ParamIssue } from "../../core/errors.js";
import {
  boolean,
  inputListOf,
  integer,
  nonEmptyString,
  objectOf,
  refined,
  type Schema,
  string,
} from "../../core/schema.js";
import { time } from "../times.js";
import { exactText } from "../where.js";
import {
  ANNOTATIONS,
  type BrowserParams,
  browserFields,
  type ChromeBrowserAnnotations,
  tokenSecret,
} from "./browsers.js";
import {
  type CustomerParam,
  customerFields,
  type ExplicitChromeOrgUnit,
  type OrgUnitParams,
  oneOrgUnit,
  orgUnitFields,
  type PageParams,
  pageFields,
  pageSizeUpTo,
} from "./shared.js";

/** Parameters of `browsers.annotate`. An annotation that is left out is kept. */
export interface AnnotateChromeBrowserParams extends BrowserParams, ChromeBrowserAnnotations {
  /** Put on a line of its own after the notes that are there. Cannot be combined with `annotatedNotes`. */
  appendNotes?: string | undefined;
}

/** The parameters of `browsers.move`, of which the organizational unit can be given in two ways. */
export interface MoveChromeBrowsersFields extends CustomerParam, OrgUnitParams {
  /** The `deviceId` of each browser, in any number. One that is there twice is moved once. */
  deviceIds: readonly string[];
  /**
   * Whether a request that Google refuses is halved until each id that it does not accept stands alone: about twenty
   * more requests for each of them. @default false
   */
  isolate?: boolean | undefined;
}

/** Parameters of `browsers.move`. The organizational unit, where the browsers are moved to, is required. */
export type MoveChromeBrowsersParams = MoveChromeBrowsersFields & ExplicitChromeOrgUnit;

/** Parameters of `browsers.findByMachineName`. The organizational unit: only browsers that are in it. */
export interface FindChromeBrowserParams extends CustomerParam, OrgUnitParams {
  /** The whole name of the machine, in its letter case. */
  machineName: string;
}

/** Parameters of `browsers.enrolledWith`. The organizational unit: only browsers that are in it. */
export interface ListEnrolledChromeBrowsersParams extends CustomerParam, OrgUnitParams, PageParams {
  /** The secret `token` of an enrollment token, and not its `tokenPermanentId`. */
  enrollmentToken: string;
  /** Number of browsers that are read per page, 1 to 100. Google's default: 100. */
  pageSize?: number | undefined;
}

/** Parameters of `browsers.listExtensions`. The organizational unit: only browsers that are in it. */
export interface ListChromeExtensionsParams extends CustomerParam, OrgUnitParams, PageParams {
  /** Number of browsers per page, 1 to 100. Google's default: 100. */
  pageSize?: number | undefined;
}

/** Parameters of `browsers.deleteStale`. The organizational unit: only browsers that are in it. */
export interface DeleteStaleChromeBrowsersParams extends CustomerParam, OrgUnitParams {
  /** Browsers are deleted whose `lastActivityTime` is not after this time: a `Date` or an RFC 3339 string, in the past. */
  inactiveSince: Date | string;
  /** Only lists what would be deleted. @default false */
  dryRun?: boolean | undefined;
  /** How many browsers are deleted at once, 1 to 20. @default 4 */
  concurrency?: number | undefined;
}

const units = { ...customerFields, ...orgUnitFields };

export const annotateBrowserParams: Schema<AnnotateChromeBrowserParams> = refined(
  objectOf<AnnotateChromeBrowserParams>()(
    () => ({
      ...browserFields,
      annotatedUser: string,
      annotatedLocation: string,
      annotatedNotes: string,
      annotatedAssetId: string,
      appendNotes: nonEmptyString,
    }),
    { deviceId: true },
  ),
  ({ annotatedNotes, appendNotes }) => annotatedNotes === undefined || appendNotes === undefined,
  "cannot be combined with `annotatedNotes`",
  "appendNotes",
);

/** Refuses an annotation of nothing. Not a rule of the schema, which would come before those on unknown names. */
export function annotationIssues(params: AnnotateChromeBrowserParams): readonly ParamIssue[] {
  const isGiven = [...ANNOTATIONS, "appendNotes" as const].some((name) => params[name] !== undefined);
  return isGiven ? [] : [{ path: "params", message: `must have ${ANNOTATIONS.join(", ")} or appendNotes` }];
}

export const moveBrowsersParams: Schema<MoveChromeBrowsersFields> = oneOrgUnit(
  objectOf<MoveChromeBrowsersFields>()(() => ({ ...units, deviceIds: inputListOf(nonEmptyString), isolate: boolean }), {
    deviceIds: true,
  }),
);

export const findBrowserParams: Schema<FindChromeBrowserParams> = oneOrgUnit(
  objectOf<FindChromeBrowserParams>()(() => ({ ...units, machineName: exactText }), { machineName: true }),
);

export const enrolledWithParams: Schema<ListEnrolledChromeBrowsersParams> = oneOrgUnit(
  objectOf<ListEnrolledChromeBrowsersParams>()(
    () => ({ ...units, ...pageFields, enrollmentToken: tokenSecret, pageSize: pageSizeUpTo(100) }),
    { enrollmentToken: true },
  ),
);

export const listExtensionsParams: Schema<ListChromeExtensionsParams> = oneOrgUnit(
  objectOf<ListChromeExtensionsParams>()(() => ({ ...units, ...pageFields, pageSize: pageSizeUpTo(100) })),
);

export const deleteStaleParams: Schema<DeleteStaleChromeBrowsersParams> = oneOrgUnit(
  objectOf<DeleteStaleChromeBrowsersParams>()(
    () => ({
      ...units,
      inactiveSince: time,
      dryRun: boolean,
      concurrency: integer(1, 20, "must be an integer from 1 to 20"),
    }),
    { inactiveSince: true },
  ),
);

/** Refuses a time to come, before which every browser was active. */
export function staleIssues({ inactiveSince }: DeleteStaleChromeBrowsersParams, now: number): readonly ParamIssue[] {
  return new Date(inactiveSince).getTime() < now ? [] : [{ path: "inactiveSince", message: "must be in the past" }];
}
