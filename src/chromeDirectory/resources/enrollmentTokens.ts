/** `enrollmentTokens`: tokens that enroll Chrome browsers into an organizational unit. */
import type { ClientContext } from "../../core/context.js";
import type { CallOptions } from "../../core/options.js";
import { Pager } from "../../core/pager.js";
import { Resource } from "../../core/resource.js";
import type { ResponsePromise } from "../../core/response.js";
import { composed, type ResponseRecord } from "../../core/responsePromise.js";
import { retryPolicy } from "../../core/retry.js";
import { checkFirst, encodeFirst, preparing, sharedDeadline } from "../../core/steps.js";
import { GoogleApiError } from "../../google/errors.js";
import { forCustomer } from "../customer.js";
import { directoryEnrollmentTokens, fieldsOfListed } from "../directory/enrollmentTokens.js";
import { explainPage } from "../errors.js";
import { listOptions } from "../fields.js";
import { managementEnrollmentTokens } from "../management/enrollmentTokens.js";
import { checkedAs } from "../operations/checkedAs.js";
import { createOnce } from "../operations/createOnce.js";
import { getOrCreate } from "../operations/getOrCreate.js";
import { type ChromeEnrollmentTokenRotation, rotate } from "../operations/rotate.js";
import { settledById } from "../operations/settledById.js";
import { activeOf, type UnitTokens } from "../operations/unitTokens.js";
import {
  type CreateChromeEnrollmentTokenParams,
  type GetChromeEnrollmentTokenParams,
  getEnrollmentTokenParams,
  type ListChromeEnrollmentTokensParams,
  type RevokeChromeEnrollmentTokenParams,
  type RotateChromeEnrollmentTokenParams,
} from "../params/enrollmentTokens.js";
import { missingUnitIssues } from "../params/shared.js";
import type { ChromeEnrollmentToken, CreatedChromeEnrollmentToken } from "../schemas/enrollmentToken.js";
import type { Settings } from "../settings.js";

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
    return this.#list(params, () => options);
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
   * the SDK does not retry after an ambiguous failure, and the error's `outcomeUnknown` is true. With an
   * `enrollmentTokenId` of your own, the SDK finds out by `get`: a token that is there is returned, and the request is
   * sent once more where there is none. Without it, use `getOrCreate`.
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
    return composed(async (record) => (await this.#ready(params, options, record)).create());
  }

  /**
   * Gets the active token of an organizational unit, or creates one if there is none. Several calls at once, of several
   * programs, get the same token.
   *
   * `ttl`, `expireTime` and `enrollmentTokenId` are for a token that is created: one that is there is returned as it is,
   * however soon it expires. After a failure of the creation (a lost response, or 400, 409 or 412, with which Google may
   * report an active token) the unit's tokens are listed again, and the request is sent once more only if its response
   * was lost and there is still no token. `extraQuery` and `extraBody` are for the creation.
   *
   * @throws An {@link InvalidResponseError} if the unit has an active token whose secret the list does not hold.
   * @example
   * ```ts
   * const { token } = await client.enrollmentTokens.getOrCreate({ orgUnitPath: "/Sales" });
   * ```
   * @see https://support.google.com/chrome/a/answer/9949706
   */
  getOrCreate(
    params: CreateChromeEnrollmentTokenParams = {},
    options?: CallOptions,
  ): ResponsePromise<CreatedChromeEnrollmentToken> {
    return composed(async (record) => getOrCreate(await this.#ready(params, options, record)));
  }

  /**
   * Replaces the active token of an organizational unit: revokes it, then creates a new one, as a unit can have only
   * one. Browsers that are enrolled stay enrolled. Everything that can be checked is checked before the token is revoked.
   * The unit must be named; the root is `orgUnitPath: "/"`.
   *
   * The steps share the time of one call. A lost response of the creation is settled as in `getOrCreate`. If `signal`
   * ends the call between the two steps, the unit has no token. `extraQuery` and `extraBody` are for the creation.
   *
   * @throws A {@link ChromeRotationError} if a token was revoked and then no new one could be created: `revoked` names it.
   * @example
   * ```ts
   * const { created, revoked } = await client.enrollmentTokens.rotate({ orgUnitPath: "/Sales" });
   * console.log(created.tokenPermanentId, "in place of", revoked);
   * ```
   * @see https://support.google.com/chrome/a/answer/9949706
   */
  rotate(
    params: RotateChromeEnrollmentTokenParams,
    options?: CallOptions,
  ): ResponsePromise<ChromeEnrollmentTokenRotation> {
    return composed(async (record) => {
      const { create, revoke } = this.#settings.backend.enrollmentTokens;
      checkFirst(this.#context, checkedAs(create, create.params, missingUnitIssues), params, options);
      const unit = await this.#ready(params, options, record);
      return rotate(unit, (tokenPermanentId) =>
        this.call(revoke, { ...unit.own, tokenPermanentId }, unit.prepare(), record),
      );
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

  /** @param next gives the options of each page. */
  #list(
    params: ListChromeEnrollmentTokensParams,
    next: () => CallOptions | undefined,
    record?: ResponseRecord,
  ): Pager<ChromeEnrollmentToken> {
    const { backend, customer, orgUnits } = this.#settings;
    const endpoint = backend.enrollmentTokens.list;
    return this.paginate(endpoint, forCustomer(params, customer), undefined, {
      token: "pageToken",
      page: (page) => page,
      explain: explainPage,
      complete: (given) => orgUnits.ready(endpoint, given, listOptions(next()), backend.orgUnits.listTokens),
      record,
    });
  }

  /** Checks everything that can be wrong with a creation. @returns the calls on its organizational unit. */
  async #ready(
    params: CreateChromeEnrollmentTokenParams,
    options: CallOptions | undefined,
    record: ResponseRecord,
  ): Promise<UnitTokens> {
    const { backend, customer, orgUnits } = this.#settings;
    const endpoint = backend.enrollmentTokens.create;
    const ready = await orgUnits.ready(endpoint, forCustomer(params, customer), options, backend.orgUnits.createToken);
    const given = ready.params;
    encodeFirst(this.#context, endpoint, given, ready.options);
    const next = sharedDeadline(this.#context, ready.options);
    const { orgUnitId, orgUnitPath = orgUnitId === undefined ? "/" : undefined } = given;
    const own = { customer: given.customer };
    const unit = { ...own, orgUnitPath, orgUnitId };
    const retries = retryPolicy(options?.retry, this.#context.policy).attempts > 1;
    const prepare = () => preparing(next());
    const send = () => this.call(endpoint, given, next(), record);
    const { enrollmentTokenId: ownId } = given;
    const get = (tokenPermanentId: string) =>
      this.call(managementEnrollmentTokens.get, { ...own, tokenPermanentId }, prepare(), record);
    return {
      options,
      // With an id of its own, `create` has sent it again already.
      maySendAgain: retries && ownId === undefined,
      mayBeDone: () => record.mayBeDone,
      active: async () =>
        activeOf(await this.#list({ ...unit, where: { state: "active" } }, prepare, record).toArray(), unit),
      create: () =>
        ownId === undefined
          ? send()
          : createOnce(send, { options, maySendAgain: retries, ...settledById(() => get(ownId)) }),
      own,
      prepare,
    };
  }

  async #find(
    params: GetChromeEnrollmentTokenParams,
    options: CallOptions | undefined,
    record: ResponseRecord,
  ): Promise<ChromeEnrollmentToken> {
    const list = directoryEnrollmentTokens.list;
    checkFirst(this.#context, checkedAs(list, getEnrollmentTokenParams), params, options);
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
