/** `enrollmentTokens`: tokens that enroll Chrome browsers into an organizational unit. */
import type { ClientContext } from "../../core/context.js";
import type { CallOptions } from "../../core/options.js";
import type { Pager } from "../../core/pager.js";
import { Resource } from "../../core/resource.js";
import type { ResponsePromise } from "../../core/response.js";
import {
  custom,
  integer,
  matching,
  nonEmptyString,
  objectOf,
  refined,
  type Schema,
  string,
} from "../../core/schema.js";
import { withFields } from "../../core/values.js";
import { durationText, readDuration } from "../../google/duration.js";
import { NOT_A_TIME, readTime } from "../../google/time.js";
import { customer, customerId } from "../customer.js";
import { endpoint, READ_ONLY, READ_WRITE } from "../endpoint.js";
import {
  type ChromeEnrollmentToken,
  enrollmentTokenSchema,
  enrollmentTokensPageSchema,
} from "../schemas/enrollmentToken.js";
import { readEnrollmentToken, readPage } from "../spellings.js";

interface CustomerParam {
  /**
   * The customer's id, with or without its leading `C`, and with or without `customers/`; or `my_customer`. Takes
   * precedence over the client's.
   */
  customer?: string | undefined;
}

/** Parameters of `enrollmentTokens.list`. */
export interface ListChromeEnrollmentTokensParams extends CustomerParam {
  /** Only tokens that were created on this organizational unit: its full path, with the leading `/`. */
  orgUnitPath?: string | undefined;
  /**
   * Terms joined by spaces, all of which must match: `token_state:ACTIVE`, `token_state:EXPIRED`,
   * `token_state:REVOKED`, `device_type:CHROME_BROWSER`.
   */
  query?: string | undefined;
  /** Number of tokens per page, 1 to 100. Google's default: 100. */
  pageSize?: number | undefined;
  /** Continue from here: `nextPageToken` of a page. The other parameters must be the same as for that page. */
  pageToken?: string | undefined;
}

/** Parameters of `enrollmentTokens.create`. */
export interface CreateChromeEnrollmentTokenParams extends CustomerParam {
  /** Organizational unit to enroll into: its full path, with the leading `/`. Google's default: the root. */
  orgUnitPath?: string | undefined;
  /** When the token expires: a `Date` or an RFC 3339 string, in the future. Sent in whole seconds. */
  expireTime?: Date | string | undefined;
  /**
   * Lifetime of the token: `"3600s"` or a number of seconds. Cannot be combined with `expireTime`; with neither, the
   * token is valid until it is revoked.
   */
  ttl?: string | number | undefined;
}

/** Parameters of `enrollmentTokens.revoke`. */
export interface RevokeChromeEnrollmentTokenParams extends CustomerParam {
  /** The token's `tokenPermanentId`. Google does not accept the `token` itself. */
  tokenPermanentId: string;
}

const orgUnitPath: Schema<string> = matching(/^\/[^"“”]*$/, "must be a path that begins with `/`, without quotes");

function isLifetime(value: unknown): boolean {
  if (typeof value !== "string" && typeof value !== "number") return false;
  const duration = readDuration(value);
  return duration !== undefined && (duration.seconds > 0 || duration.nanos > 0);
}

const listEnrollmentTokensParams = objectOf<ListChromeEnrollmentTokensParams>()(() => ({
  customer,
  orgUnitPath,
  query: string,
  pageSize: integer(1, 100, "must be an integer from 1 to 100"),
  pageToken: nonEmptyString,
}));

const createEnrollmentTokenParams = refined(
  objectOf<CreateChromeEnrollmentTokenParams>()(() => ({
    customer,
    orgUnitPath,
    expireTime: custom<Date | string>((value) => readTime(value) !== undefined, NOT_A_TIME),
    ttl: custom<string | number>(isLifetime, 'must be above 0, as `"3600s"` or as a number of seconds'),
  })),
  ({ ttl, expireTime }) => ttl === undefined || expireTime === undefined,
  "cannot be combined with `expireTime`",
  "ttl",
);

const revokeEnrollmentTokenParams = objectOf<RevokeChromeEnrollmentTokenParams>()(
  () => ({ customer, tokenPermanentId: nonEmptyString }),
  { tokenPermanentId: true },
);

export const enrollmentTokensEndpoints = {
  list: endpoint("enrollmentTokens.list", {
    http: "GET /enrollmentTokens",
    scopes: [READ_ONLY, READ_WRITE],
    idempotency: "safe",
    effect: "read",
    params: listEnrollmentTokensParams,
    toWire: (params) => ({ ...params, customer: customerId(params.customer) }),
    fromWire: readPage,
    response: enrollmentTokensPageSchema,
  }),
  create: endpoint("enrollmentTokens.create", {
    http: "POST /enrollmentTokens",
    body: "*",
    // The successor allows one active token per unit, and this version seems to. A retry would then fail and hide that
    // the first attempt had worked; otherwise it would leave a second valid credential behind.
    idempotency: "none",
    effect: "write",
    params: createEnrollmentTokenParams,
    issuesAt: ({ expireTime }, now) =>
      expireTime !== undefined && wholeSeconds(expireTime) <= now
        ? [{ path: "expireTime", message: "must be in the future" }]
        : [],
    toWire: (params) => ({
      customer: customerId(params.customer),
      token_type: "CHROME_BROWSER",
      org_unit_path: params.orgUnitPath,
      expire_time: timeText(params.expireTime),
      ttl: durationText(params.ttl),
    }),
    fromWire: readEnrollmentToken,
    response: enrollmentTokenSchema,
  }),
  revoke: endpoint("enrollmentTokens.revoke", {
    http: "POST /enrollmentTokens/{tokenPermanentId}:revoke",
    idempotency: "safe",
    effect: "destroy",
    params: revokeEnrollmentTokenParams,
    toWire: (params) => ({ ...params, customer: customerId(params.customer) }),
  }),
};

/** The time as it is sent: whole seconds. */
function wholeSeconds(time: Date | string): number {
  return Math.floor(new Date(time).getTime() / 1_000) * 1_000;
}

/** `yyyy-MM-ddThh:mm:ssZ`, the one form that the reference gives. */
function timeText(time: Date | string | undefined): string | undefined {
  return time === undefined ? undefined : new Date(wholeSeconds(time)).toISOString().replace(/\.000Z$/, "Z");
}

/** A `fields` mask without the page token would end the list after its first page. */
function keepingPageToken(options: CallOptions | undefined): CallOptions | undefined {
  const fields = options?.extraQuery?.fields;
  if (typeof fields !== "string" || /(?:^|,)(?:nextPageToken|\*)(?:,|$)/.test(fields)) return options;
  return { ...options, extraQuery: { ...options?.extraQuery, fields: `nextPageToken,${fields}` } };
}

/**
 * Tokens that enroll Chrome browsers into an organizational unit.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws A {@link GoogleApiError} if Google responds with an error.
 */
export class ChromeEnrollmentTokens extends Resource {
  #customer: string;

  /** @internal */
  constructor(context: ClientContext, customer: string) {
    super(context);
    this.#customer = customer;
  }

  /**
   * Lists enrollment tokens. Nothing is sent before the first item or page is requested, and errors come from the
   * iteration.
   *
   * There is no method that gets one token: list them, and choose by `tokenPermanentId`.
   *
   * @example
   * ```ts
   * for await (const token of client.enrollmentTokens.list({ query: "token_state:ACTIVE" })) {
   *   console.log(token.orgUnitPath, token.expireTime);
   * }
   * ```
   * @see https://support.google.com/chrome/a/answer/9949706
   */
  list(params: ListChromeEnrollmentTokensParams = {}, options?: CallOptions): Pager<ChromeEnrollmentToken> {
    return this.paginate(enrollmentTokensEndpoints.list, this.#scoped(params), keepingPageToken(options), {
      token: "pageToken",
      page: (page) => page,
    });
  }

  /**
   * Creates a token that enrolls browsers into an organizational unit.
   *
   * Without `ttl` and `expireTime` the token is valid until it is revoked, and the service may refuse a second active
   * token on one unit. So the SDK does not retry after an ambiguous failure, and the error's `outcomeUnknown` is true:
   * list the unit's active tokens then.
   *
   * @example
   * ```ts
   * const { token } = await client.enrollmentTokens.create({ orgUnitPath: "/Sales", ttl: "86400s" });
   * ```
   * @see https://support.google.com/chrome/a/answer/9949706
   */
  create(
    params: CreateChromeEnrollmentTokenParams = {},
    options?: CallOptions,
  ): ResponsePromise<ChromeEnrollmentToken> {
    return this.call(enrollmentTokensEndpoints.create, this.#scoped(params), options);
  }

  /**
   * Revokes a token: it enrolls no more browsers. Browsers that are enrolled already stay enrolled.
   *
   * @example
   * ```ts
   * await client.enrollmentTokens.revoke({ tokenPermanentId: "50a2573a-1c4d-4d0f-9a57-4c1f3f1f0b11" });
   * ```
   * @see https://support.google.com/chrome/a/answer/9949706
   */
  revoke(params: RevokeChromeEnrollmentTokenParams, options?: CallOptions): ResponsePromise<void> {
    return this.call(enrollmentTokensEndpoints.revoke, this.#scoped(params), options);
  }

  #scoped<P extends CustomerParam>(params: P): P {
    return withFields(params, {
      customer: params?.customer === undefined ? this.#customer : params.customer,
    } as Partial<P>);
  }
}
