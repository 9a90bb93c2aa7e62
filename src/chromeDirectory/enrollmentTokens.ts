/** `enrollmentTokens`: tokens that enrol Chrome browsers into an organizational unit. */
import * as z from "zod/mini";
import { endpoint } from "../core/endpoint.js";
import { InvalidParamsError } from "../core/errors.js";
import type { CallOptions } from "../core/options.js";
import type { Pager } from "../core/pager.js";
import { Resource } from "../core/resource.js";
import { checkOf, extended, open } from "../core/schema.js";
import type { Core } from "../core/service.js";
import { readDuration, writeDuration } from "../google/duration.js";
import { customerId } from "./customer.js";
import {
  type ChromeEnrollmentToken,
  enrollmentTokenCheck,
  enrollmentTokenPageCheck,
  readEnrollmentToken,
  readItems,
  readPage,
} from "./tokens.js";

const READ_WRITE = "https://www.googleapis.com/auth/admin.directory.device.chromebrowsers";
const READ_ONLY = `${READ_WRITE}.readonly`;
const COLLECTION = "/admin/directory/v1.1beta1/customer/{customer}/chrome/enrollmentTokens";

interface CustomerParam {
  /** The customer's id, with or without its leading `C`, or `my_customer`. Takes precedence over the client's. */
  customer?: string | undefined;
}

export interface ListChromeEnrollmentTokensParams extends CustomerParam {
  /** Only tokens that were created on this organizational unit: its full path, with the leading `/`. */
  orgUnitPath?: string | undefined;
  /** Terms `token_state:ACTIVE`, `token_state:EXPIRED`, `token_state:REVOKED`, `device_type:CHROME_BROWSER`, joined by spaces. */
  query?: string | undefined;
  /** Tokens a page, 1 to 100. Google's default: 100. */
  pageSize?: number | undefined;
  /** Go on from here: `nextPageToken` of a page. The other parameters must be as they were. */
  pageToken?: string | undefined;
}

export interface CreateChromeEnrollmentTokenParams extends CustomerParam {
  /** Organizational unit to enrol into: its full path, with the leading `/`. Google's default: the root. */
  orgUnitPath?: string | undefined;
  /** When the token expires: a `Date` or an RFC 3339 string, in the future. Sent in whole seconds. */
  expireTime?: Date | string | undefined;
  /** How long the token lives: `"3600s"` or seconds. Not together with `expireTime`; with neither, until it is revoked. */
  ttl?: string | number | undefined;
}

export interface RevokeChromeEnrollmentTokenParams extends CustomerParam {
  /** The token's `tokenPermanentId`. The `token` itself is not accepted by Google. */
  tokenPermanentId: string;
}

const orgUnitPath = () =>
  z.optional(
    z
      .string()
      .check(
        z.refine((path: string) => /^\/[^"“”]*$/.test(path), "must be a path that begins with `/`, without quotes"),
      ),
  );

/** RFC 3339; `Date.parse` alone would accept much more. */
const RFC_3339 = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/;

function isTime(value: unknown): boolean {
  const text = value instanceof Date ? undefined : value;
  if (text !== undefined && !(typeof text === "string" && RFC_3339.test(text))) return false;
  return !Number.isNaN(new Date(value as Date | string).getTime());
}

function isLifetime(value: unknown): boolean {
  if (typeof value !== "string" && typeof value !== "number") return false;
  const duration = readDuration(value);
  return duration !== undefined && (duration.seconds > 0 || duration.nanos > 0);
}

const customer = () => z.optional(z.string());
const PAGE_SIZE = "must be a whole number from 1 to 100";

export const listEnrollmentTokens = endpoint({
  id: "chromedirectory.enrollmentTokens.list",
  http: `GET ${COLLECTION}`,
  scopes: [READ_ONLY, READ_WRITE],
  idempotency: "safe",
  params: checkOf<ListChromeEnrollmentTokensParams>(() =>
    z.toZod<ListChromeEnrollmentTokensParams>()(
      open({
        customer: customer(),
        orgUnitPath: orgUnitPath(),
        query: z.optional(z.string()),
        pageSize: z.optional(z.int(PAGE_SIZE).check(z.minimum(1, PAGE_SIZE), z.maximum(100, PAGE_SIZE))),
        pageToken: z.optional(z.string().check(z.minLength(1, "must not be empty"))),
      }),
    ),
  ),
  toWire: (params) => ({ ...params, customer: customerId(params.customer) }),
  fromWire: readPage,
  respell: readItems,
  response: enrollmentTokenPageCheck,
});

export const createChromeEnrollmentToken = endpoint({
  id: "chromedirectory.enrollmentTokens.create",
  http: `POST ${COLLECTION}`,
  body: "*",
  scopes: [READ_WRITE],
  // The successor allows one active token a unit, and this version seems to: a repeat would then fail and hide
  // that the first had worked; if it did not, it would leave a standing credential behind.
  idempotency: "none",
  params: checkOf<CreateChromeEnrollmentTokenParams>(() =>
    z.toZod<CreateChromeEnrollmentTokenParams>()(
      open({
        customer: customer(),
        orgUnitPath: orgUnitPath(),
        expireTime: z.optional(
          z.custom<Date | string>(isTime, "must be a valid `Date` or an RFC 3339 time with its zone"),
        ),
        ttl: z.optional(
          z.custom<string | number>(isLifetime, 'must be above 0, as `"3600s"` or as a number of seconds'),
        ),
      }).check(
        z.refine((params) => params.ttl === undefined || params.expireTime === undefined, {
          path: ["ttl"],
          error: "cannot be combined with `expireTime`",
        }),
      ),
    ),
  ),
  toWire: (params, now) => ({
    customer: customerId(params.customer),
    token_type: "CHROME_BROWSER",
    org_unit_path: params.orgUnitPath,
    expire_time: params.expireTime === undefined ? undefined : wholeSeconds(params.expireTime, now),
    ttl: ttlText(params.ttl),
  }),
  respell: readEnrollmentToken,
  response: enrollmentTokenCheck,
});

export const revokeEnrollmentToken = endpoint({
  id: "chromedirectory.enrollmentTokens.revoke",
  http: `POST ${COLLECTION}/{tokenPermanentId}:revoke`,
  scopes: [READ_WRITE],
  idempotency: "safe",
  params: checkOf<RevokeChromeEnrollmentTokenParams>(() =>
    z.toZod<RevokeChromeEnrollmentTokenParams>()(open({ customer: customer(), tokenPermanentId: z.string() })),
  ),
  toWire: (params) => ({ ...params, customer: customerId(params.customer) }),
});

/** `yyyy-MM-ddThh:mm:ssZ`, the one form that the reference gives. */
function wholeSeconds(time: Date | string, now: number): string {
  const seconds = Math.floor(new Date(time).getTime() / 1_000);
  if (seconds * 1_000 <= now) {
    throw new InvalidParamsError([{ path: "expireTime", message: "must be in the future" }]);
  }
  return new Date(seconds * 1_000).toISOString().replace(/\.000Z$/, "Z");
}

function ttlText(ttl: string | number | undefined): string | undefined {
  const duration = readDuration(ttl);
  return duration && writeDuration(duration);
}

/** A `fields` mask without the page token would end the list after its first page. */
function keepingPageToken(options: CallOptions | undefined): CallOptions | undefined {
  const fields = options?.extraQuery?.fields;
  if (typeof fields !== "string" || /(?:^|,)(?:nextPageToken|\*)(?:,|$)/.test(fields)) return options;
  return { ...options, extraQuery: { ...options?.extraQuery, fields: `nextPageToken,${fields}` } };
}

export class ChromeEnrollmentTokens extends Resource {
  #customer: string;

  /** @internal */
  constructor(core: Core, customer: string) {
    super(core);
    this.#customer = customer;
  }

  /**
   * Lists enrolment tokens. Nothing is sent before the first item or page is asked for.
   *
   * There is no method that gets one token: list, and pick by `tokenPermanentId`.
   *
   * @throws {@link InvalidParamsError} from the iteration: a `pageSize` that is not from 1 to 100, an `orgUnitPath`
   *   without its leading `/`, an empty `pageToken`.
   * @throws {@link GoogleApiError} from the iteration, when Google refuses.
   * @example
   * ```ts
   * for await (const token of client.enrollmentTokens.list({ query: "token_state:ACTIVE" })) {
   *   console.log(token.orgUnitPath, token.expireTime);
   * }
   * ```
   * @see https://support.google.com/chrome/a/answer/9949706
   */
  list(params: ListChromeEnrollmentTokensParams = {}, options?: CallOptions): Pager<ChromeEnrollmentToken> {
    return this.paginate(listEnrollmentTokens, this.#scoped(params), keepingPageToken(options), {
      token: "pageToken",
      page: (page) => page,
    });
  }

  /**
   * Creates a token that enrols browsers into an organizational unit.
   *
   * The token lives until it is revoked unless it gets an end, and the service may refuse a second active token
   * on one unit. So after an ambiguous failure the SDK does not repeat, and the error's `outcomeUnknown` is
   * true: list the unit's active tokens then.
   *
   * @throws {@link InvalidParamsError} before anything is sent: both `ttl` and `expireTime`, a malformed `ttl`,
   *   an `expireTime` that is past, an `orgUnitPath` without its leading `/`.
   * @throws {@link GoogleApiError} when Google refuses.
   * @example
   * ```ts
   * const { token } = await client.enrollmentTokens.create({ orgUnitPath: "/Sales", ttl: "86400s" });
   * ```
   * @see https://support.google.com/chrome/a/answer/9949706
   */
  create(params: CreateChromeEnrollmentTokenParams = {}, options?: CallOptions): Promise<ChromeEnrollmentToken> {
    return this.call(createChromeEnrollmentToken, this.#scoped(params), options);
  }

  /**
   * Revokes a token: it enrols no more browsers. Those already enrolled stay so.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when the id is missing or empty.
   * @throws {@link GoogleApiError} when Google refuses, as for an id that names no token.
   * @example
   * ```ts
   * await client.enrollmentTokens.revoke({ tokenPermanentId: "50a2573a-1c4d-4d0f-9a57-4c1f3f1f0b11" });
   * ```
   * @see https://support.google.com/chrome/a/answer/9949706
   */
  revoke(params: RevokeChromeEnrollmentTokenParams, options?: CallOptions): Promise<void> {
    return this.call(revokeEnrollmentToken, this.#scoped(params), options);
  }

  #scoped<P extends CustomerParam>(params: P): P {
    return extended(params, { customer: params?.customer ?? this.#customer } as Partial<P>);
  }
}
