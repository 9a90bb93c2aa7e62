/** `enrollmentTokens`: tokens that enroll Chrome browsers into an organizational unit. */
import type { ClientContext } from "../../core/context.js";
import { InvalidResponseError } from "../../core/errors.js";
import { NotFoundError } from "../../core/kindErrors.js";
import type { CallOptions } from "../../core/options.js";
import { Pager } from "../../core/pager.js";
import { Resource } from "../../core/resource.js";
import type { ResponsePromise } from "../../core/response.js";
import { composed, type ResponseRecord } from "../../core/responsePromise.js";
import { retryPolicy } from "../../core/retry.js";
import { checkFirst, sharedDeadline } from "../../core/steps.js";
import { GoogleApiError } from "../../google/errors.js";
import { forCustomer } from "../customer.js";
import { directoryEnrollmentTokens, fieldsOfListed } from "../directory/enrollmentTokens.js";
import { listOptions } from "../fields.js";
import { managementEnrollmentTokens } from "../management/enrollmentTokens.js";
import {
  type CreateChromeEnrollmentTokenParams,
  type GetChromeEnrollmentTokenParams,
  getEnrollmentTokenParams,
  type ListChromeEnrollmentTokensParams,
  type RevokeChromeEnrollmentTokenParams,
} from "../params/enrollmentTokens.js";
import type { ChromeEnrollmentToken, CreatedChromeEnrollmentToken } from "../schemas/enrollmentToken.js";
import type { Settings } from "../settings.js";
import { settledCreate } from "./settledCreate.js";

/**
 * Tokens that enroll Chrome browsers into an organizational unit.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown, invalid, or not
 *   available in the API that the client calls.
 * @throws A {@link GoogleApiError} if Google responds with an error.
 */
export class ChromeEnrollmentTokens extends Resource {
  #context: ClientContext;
  #settings: Settings;

  /** @internal */
  constructor(context: ClientContext, settings: Settings) {
    super(context);
    this.#context = context;
    this.#settings = settings;
  }

  /**
   * Lists enrollment tokens. Nothing is sent before the first item or page is requested, and errors come from the
   * iteration.
   *
   * @example
   * ```ts
   * for await (const token of client.enrollmentTokens.list({ where: { state: "active" } })) {
   *   console.log(token.tokenPermanentId, token.orgUnitPath, token.expireTime);
   * }
   * ```
   * @see https://support.google.com/chrome/a/answer/9949706
   */
  list(params: ListChromeEnrollmentTokensParams = {}, options?: CallOptions): Pager<ChromeEnrollmentToken> {
    const { backend, customer, orgUnits } = this.#settings;
    const endpoint = backend.enrollmentTokens.list;
    return this.paginate(endpoint, forCustomer(params, customer), listOptions(options), {
      token: "pageToken",
      page: (page) => page,
      complete: async (given) => (await orgUnits.ready(endpoint, given, options, backend.orgUnits.listTokens)).params,
    });
  }

  /**
   * Gets a token. The Directory API has no such method: there, tokens are listed until it is found.
   *
   * @throws A {@link NotFoundError} if there is no such token.
   * @example
   * ```ts
   * const tokenPermanentId = "50a2573a-1c4d-4d0f-9a57-4c1f3f1f0b11";
   * const { state } = await client.enrollmentTokens.get({ tokenPermanentId });
   * ```
   * @see https://developers.google.com/chrome/management/reference/rest/v1/customers.enrollmentTokens/get
   */
  get(params: GetChromeEnrollmentTokenParams, options?: CallOptions): ResponsePromise<ChromeEnrollmentToken> {
    const { backend, customer } = this.#settings;
    const given = forCustomer(params, customer);
    return composed((record) =>
      backend.api === "directory"
        ? this.#find(given, options, record)
        : this.call(backend.enrollmentTokens.get, given, options, record),
    );
  }

  /**
   * Creates a token that enrolls browsers into an organizational unit.
   *
   * A unit has at most one active token: creation fails if there is one (documented for the Chrome Management API). So
   * the SDK does not retry after an ambiguous failure, and the error's `outcomeUnknown` is true: list the unit's active
   * tokens then. With an `enrollmentTokenId` of your own, the SDK looks whether the token is there, returns it if it is,
   * and creates it again only if it is not.
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
  ): ResponsePromise<CreatedChromeEnrollmentToken> {
    const { backend, customer, orgUnits } = this.#settings;
    const endpoint = backend.enrollmentTokens.create;
    return composed(async (record) => {
      const given = forCustomer(params, customer);
      const ready = await orgUnits.ready(endpoint, given, options, backend.orgUnits.createToken);
      if (!this.#isSettled(ready.params, options)) return this.call(endpoint, ready.params, ready.options, record);
      const next = sharedDeadline(this.#context, ready.options);
      return settledCreate({
        create: () => this.call(endpoint, ready.params, next(), record),
        find: () => this.#created(ready.params, next(), record),
      });
    });
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
    const { backend, customer } = this.#settings;
    return this.call(backend.enrollmentTokens.revoke, forCustomer(params, customer), options);
  }

  /** Whether a creation has an id by which its token can be found, and may be sent more than once. */
  #isSettled(params: CreateChromeEnrollmentTokenParams, options: CallOptions | undefined): boolean {
    const isOwn = this.#settings.backend.api === "management" && params.enrollmentTokenId !== undefined;
    if (!isOwn) return false;
    checkFirst(this.#context, this.#settings.backend.enrollmentTokens.create, params, options);
    return retryPolicy(options?.retry, this.#context.policy).attempts > 1;
  }

  /** The token of an id that the caller chose, with its secret; none if there is no such token. */
  async #created(
    { customer, enrollmentTokenId: tokenPermanentId = "" }: CreateChromeEnrollmentTokenParams,
    { signal, timeoutMs, deadlineMs, retry }: CallOptions,
    record: ResponseRecord,
  ): Promise<CreatedChromeEnrollmentToken | undefined> {
    const params = { customer, tokenPermanentId };
    const options = { signal, timeoutMs, deadlineMs, retry };
    try {
      const found = await this.call(managementEnrollmentTokens.get, params, options, record);
      if (hasSecret(found)) return found;
    } catch (error) {
      if (error instanceof NotFoundError) return undefined;
      throw error;
    }
    throw new InvalidResponseError("The server returned the token without its secret.");
  }

  async #find(
    params: GetChromeEnrollmentTokenParams,
    options: CallOptions | undefined,
    record: ResponseRecord,
  ): Promise<ChromeEnrollmentToken> {
    const list = directoryEnrollmentTokens.list;
    checkFirst(this.#context, { ...list, params: getEnrollmentTokenParams, issuesAt: () => [] }, params, options);
    const { customer, tokenPermanentId, fields } = params;
    const next = sharedDeadline(this.#context, listOptions(options));
    const tokens = new Pager<ChromeEnrollmentToken>(
      (pageToken) => this.call(list, { customer, pageToken, fields: fieldsOfListed(fields) }, next(), record),
      undefined,
      list.id,
    );
    for await (const token of tokens) if (token.tokenPermanentId === tokenPermanentId) return token;
    throw new GoogleApiError("No enrollment token of the customer has this `tokenPermanentId`.", {
      kind: "not_found",
      code: "NOT_FOUND",
      endpoint: list.id,
    });
  }
}

function hasSecret(token: ChromeEnrollmentToken): token is CreatedChromeEnrollmentToken {
  return typeof token.token === "string";
}
