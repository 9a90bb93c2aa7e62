/** Parameters of `enrollmentTokens`, which are the same for both APIs. */
import {
  custom,
  fieldsOf,
  matching,
  nonEmptyString,
  objectOf,
  refined,
  type Schema,
  string,
} from "../../core/schema.js";
import { readDuration } from "../../google/duration.js";
import { type ChromeEnrollmentToken, listedEnrollmentTokenSchema } from "../schemas/enrollmentToken.js";
import { time } from "../times.js";
import { type ChromeEnrollmentTokenFilter, enrollmentTokenFilter } from "../where.js";
import {
  type CustomerParam,
  customerFields,
  type ExplicitChromeOrgUnit,
  type FieldsParam,
  fieldsParam,
  type OrgUnitParams,
  oneOrgUnit,
  orgUnitFields,
  type PageParams,
  pageFields,
  pageSizeUpTo,
} from "./shared.js";

/** Parameters of `enrollmentTokens.list`. The organizational unit: only tokens that were created on it. */
export interface ListChromeEnrollmentTokensParams
  extends CustomerParam,
    OrgUnitParams,
    PageParams,
    FieldsParam<keyof ChromeEnrollmentToken> {
  /** Conditions, all of which must hold. */
  where?: ChromeEnrollmentTokenFilter | undefined;
  /**
   * Further conditions in the query language of the API, such as `token_state:ACTIVE`. The quotes and `+` of Google's
   * samples are not sent.
   */
  query?: string | undefined;
  /** Number of tokens per page, 1 to 100. Google's default: 100. */
  pageSize?: number | undefined;
}

/** Names an enrollment token. */
interface TokenParams extends CustomerParam {
  /** The token's `tokenPermanentId`. Google does not accept the `token` itself. */
  tokenPermanentId: string;
}

/** Parameters of `enrollmentTokens.get`. */
export interface GetChromeEnrollmentTokenParams extends TokenParams, FieldsParam<keyof ChromeEnrollmentToken> {}

/** Parameters of `enrollmentTokens.revoke`. */
export interface RevokeChromeEnrollmentTokenParams extends TokenParams {}

/** Parameters of `enrollmentTokens.create`. The organizational unit to enroll into is by default the root. */
export interface CreateChromeEnrollmentTokenParams extends CustomerParam, OrgUnitParams {
  /** When the token expires: a `Date` or an RFC 3339 string, in the future. Sent in whole seconds. Directory API only. */
  expireTime?: Date | string | undefined;
  /**
   * Lifetime of the token: `"3600s"` or a number of seconds. Cannot be combined with `expireTime`; with neither, the
   * token is valid until it is revoked. Directory API only.
   */
  ttl?: string | number | undefined;
  /**
   * An id of your own for the token: 1 to 63 letters, digits, `.`, `_` and `-`. With it, `get` says whether a create
   * whose response was lost has worked. Chrome Management API only.
   */
  enrollmentTokenId?: string | undefined;
}

/** Parameters of `enrollmentTokens.rotate`: those of `create`, of which the organizational unit is required. */
export type RotateChromeEnrollmentTokenParams = CreateChromeEnrollmentTokenParams & ExplicitChromeOrgUnit;

function isLifetime(value: unknown): boolean {
  if (typeof value !== "string" && typeof value !== "number") return false;
  const duration = readDuration(value);
  return duration !== undefined && (duration.seconds > 0 || duration.nanos > 0);
}

const tokenFields = fieldsOf<TokenParams>()({ ...customerFields, tokenPermanentId: nonEmptyString });

export const listEnrollmentTokensParams: Schema<ListChromeEnrollmentTokensParams> = oneOrgUnit(
  objectOf<ListChromeEnrollmentTokensParams>()(() => ({
    ...customerFields,
    ...orgUnitFields,
    ...pageFields,
    where: enrollmentTokenFilter,
    query: string,
    pageSize: pageSizeUpTo(100),
    fields: fieldsParam<keyof ChromeEnrollmentToken>(listedEnrollmentTokenSchema),
  })),
);

export const getEnrollmentTokenParams: Schema<GetChromeEnrollmentTokenParams> =
  objectOf<GetChromeEnrollmentTokenParams>()(
    () => ({ ...tokenFields, fields: fieldsParam<keyof ChromeEnrollmentToken>(listedEnrollmentTokenSchema) }),
    { tokenPermanentId: true },
  );

export const revokeEnrollmentTokenParams: Schema<RevokeChromeEnrollmentTokenParams> =
  objectOf<RevokeChromeEnrollmentTokenParams>()(() => tokenFields, { tokenPermanentId: true });

export const createEnrollmentTokenParams: Schema<CreateChromeEnrollmentTokenParams> = refined(
  oneOrgUnit(
    objectOf<CreateChromeEnrollmentTokenParams>()(() => ({
      ...customerFields,
      ...orgUnitFields,
      expireTime: time,
      ttl: custom<string | number>(isLifetime, 'must be above 0, as `"3600s"` or as a number of seconds'),
      enrollmentTokenId: matching(
        /^(?!\.{1,2}$)[\w.-]{1,63}$/,
        "must be 1 to 63 letters, digits, `.`, `_` or `-`, and more than dots",
      ),
    })),
  ),
  ({ ttl, expireTime }) => ttl === undefined || expireTime === undefined,
  "cannot be combined with `expireTime`",
  "ttl",
);
