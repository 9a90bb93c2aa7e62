/** Parameters that several methods have. */
import type { ParamIssue } from "../../core/errors.js";
import {
  type AnySchema,
  closedEnumOf,
  eitherOf,
  fieldsOf,
  inputListOf,
  integer,
  matching,
  nonEmptyString,
  refined,
  type Schema,
} from "../../core/schema.js";
import { namesAt } from "../../core/shape.js";
import { customer } from "../customer.js";

/** Names the customer. */
export interface CustomerParam {
  /**
   * The customer's id, with or without its leading `C`, and with or without `customers/`; or `my_customer`. Takes
   * precedence over the client's `customer`.
   */
  customer?: string | undefined;
}

/** Names an organizational unit, in one of two ways. */
export interface OrgUnitParams {
  /** Full path of the organizational unit, with the leading `/`. An id with its prefix, as in `id:03ph`, is one too. */
  orgUnitPath?: string | undefined;
  /** Id of the organizational unit, with or without the prefix `id:`. Cannot be combined with `orgUnitPath`. */
  orgUnitId?: string | undefined;
}

/** A unit that must be named: the root is not meant by default. */
export type ExplicitChromeOrgUnit = { orgUnitPath: string } | { orgUnitId: string };

/** Pages of a list. */
export interface PageParams {
  /** Continue from here: `nextPageToken` of a page. The other parameters must be the same as for that page. */
  pageToken?: string | undefined;
}

/** Chooses the fields of a response. */
export interface FieldsParam<Field extends string> {
  /**
   * Fields to return, by their names here; the id is always returned. Or, as a string, a field mask in the words of
   * the API that the client calls, for the whole response; `nextPageToken` is put in if it is missing.
   */
  fields?: readonly Field[] | string | undefined;
}

export const customerFields = fieldsOf<CustomerParam>()({ customer });

export const orgUnitFields = fieldsOf<OrgUnitParams>()({
  orgUnitPath: matching(/^(?:\/[^"“”]*|id:[\w-]+)$/, "must be a path that begins with `/`, without quotes"),
  orgUnitId: matching(/^(?:id:)?[\w-]+$/, "must be an id such as `03ph8a2z` or `id:03ph8a2z`"),
});

export const pageFields = fieldsOf<PageParams>()({ pageToken: nonEmptyString });

export const pageSizeUpTo = (most: number): Schema<number> => integer(1, most, `must be an integer from 1 to ${most}`);

/** A list of the fields of an item, or a mask. */
export function fieldsParam<F extends string>(item: AnySchema): Schema<readonly F[] | string> {
  return eitherOf(inputListOf(closedEnumOf(...(namesAt(item, []) as F[]))), nonEmptyString);
}

/** Refuses two names of one organizational unit. */
export function oneOrgUnit<P extends OrgUnitParams>(schema: Schema<P>): Schema<P> {
  return refined(
    schema,
    ({ orgUnitPath, orgUnitId }) => orgUnitPath === undefined || orgUnitId === undefined,
    "cannot be combined with `orgUnitPath`",
    "orgUnitId",
  );
}

/** Refuses a unit that is not named. Not a rule of the schema, which would be reported before the names that it does not know. */
export function missingUnitIssues({ orgUnitPath, orgUnitId }: OrgUnitParams): readonly ParamIssue[] {
  const isGiven = orgUnitPath !== undefined || orgUnitId !== undefined;
  return isGiven
    ? []
    : [{ path: "orgUnitPath", message: 'or `orgUnitId` is required; the root is `orgUnitPath: "/"`' }];
}
