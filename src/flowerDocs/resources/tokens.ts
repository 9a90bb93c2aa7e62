/** `tokens`: issues, renews, limits and validates tokens. */
import type { ClientContext } from "../../core/context.js";
import { InvalidResponseError } from "../../core/errors.js";
import { type CallOptions, isAbortReason } from "../../core/options.js";
import { Resource } from "../../core/resource.js";
import type { ResponseInfo, ResponsePromise } from "../../core/response.js";
import { composed, type ResponseRecord } from "../../core/responsePromise.js";
import { preparing, sharedDeadline } from "../../core/steps.js";
import type { Dialects } from "../dialects.js";
import { FlowerDocsError, saysNoRoute } from "../errors.js";
import type { FlowerDocsToken } from "../schemas/token.js";
import {
  type CreateFlowerDocsTokenForDocumentsParams,
  type CreateFlowerDocsTokenParams,
  tokensEndpoints,
  type ValidateFlowerDocsTokenParams,
} from "./tokensEndpoints.js";

/** Whether a token is valid. */
export type FlowerDocsTokenValidity =
  | {
      /** `true`: it is valid. */
      valid: true;
      /** The body of the response as received: what a server sends about a valid token is not documented. */
      raw: string;
    }
  | {
      /** `false`: it is not valid. */
      valid: false;
      /** How FlowerDocs rejected it. */
      error: FlowerDocsError;
    };

/** What a client knows of its tokens. */
interface TokenSettings {
  /** The route that issues them, where the client is told. */
  readonly route: "user" | "legacy" | undefined;
  /** Whether a token that was refused is surely replaced by another. */
  readonly renews: boolean;
  /** When the only token expires, in milliseconds since the epoch. */
  readonly expiresAt: number | undefined;
}

/**
 * Issues, renews, limits and validates tokens.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws A {@link FlowerDocsError} if FlowerDocs responds with an error.
 */
export class FlowerDocsTokens extends Resource {
  #context: ClientContext;
  #dialects: Dialects;
  #settings: TokenSettings;

  /** @internal */
  constructor(context: ClientContext, dialects: Dialects, settings: TokenSettings) {
    super(context);
    this.#context = context;
    this.#dialects = dialects;
    this.#settings = settings;
  }

  /**
   * Issues a token with a chosen lifetime for the authenticated user.
   *
   * @example
   * ```ts
   * const { token, expiresAt } = await client.tokens.create({ validityTime: 600 });
   * ```
   * @see https://doc.uxopian.com/docs/flowerdocs/apis/core/examples/token
   */
  create(params: CreateFlowerDocsTokenParams, options?: CallOptions): ResponsePromise<FlowerDocsToken> {
    return this.#issue(options, mayBeOlder, (isOlder, given, record) =>
      this.call(isOlder ? tokensEndpoints.createLegacy : tokensEndpoints.create, params, given, record),
    );
  }

  /**
   * Issues a new token for the authenticated user, with the server's default lifetime.
   *
   * An expired token cannot renew itself.
   *
   * @example
   * ```ts
   * const { token } = await client.tokens.renew();
   * ```
   * @see https://doc.uxopian.com/docs/flowerdocs/apis/core/examples/token
   */
  renew(options?: CallOptions): ResponsePromise<FlowerDocsToken> {
    return this.#issue(options, saysNoRoute, (isOlder, given, record) =>
      this.call(isOlder ? tokensEndpoints.renewLegacy : tokensEndpoints.renew, {}, given, record),
    );
  }

  /**
   * Issues a token that gives access to some documents only.
   *
   * Servers limit the length of URLs: 123 UUIDs were seen to pass, 186 were rejected with 400.
   *
   * @example
   * ```ts
   * const { token } = await client.tokens.createForDocuments({ ids: ["c46de78c-92d4-45ef-b262-8395aa76a4a8"], readOnly: true });
   * ```
   * @see https://doc.uxopian.com/docs/flowerdocs/apis/core/examples/token
   */
  createForDocuments(
    params: CreateFlowerDocsTokenForDocumentsParams,
    options?: CallOptions,
  ): ResponsePromise<FlowerDocsToken> {
    return this.call(tokensEndpoints.createForDocuments, params, options);
  }

  /**
   * Checks whether a token is valid.
   *
   * FlowerDocs does not document its responses, so only what cannot mean anything else is a verdict. Valid: a 2xx with
   * a token, `true`, a name, or an object that describes the token. Not valid: a 2xx that says `false`, and an error
   * with a functional code. 401, and 403 without a code, may be about the client's own token instead: they count only
   * if that is a new one from `login()`.
   *
   * @throws A {@link FlowerDocsError} if the question stays open: the server failed, the route is wrong, or the
   *   client's own token may have been refused.
   * @throws An {@link InvalidResponseError} if a 2xx is anything else.
   * @example
   * ```ts
   * const { token } = await client.tokens.create({ validityTime: 600 });
   * const { valid } = await client.tokens.validate({ token });
   * ```
   * @see https://doc.uxopian.com/docs/flowerdocs/apis/core/examples/token
   */
  validate(params: ValidateFlowerDocsTokenParams, options?: CallOptions): ResponsePromise<FlowerDocsTokenValidity> {
    return composed(async (record) => {
      const next = sharedDeadline(this.#context, options);
      try {
        return await this.#ask(params, next(), record, false);
      } catch (error) {
        const isKept = error instanceof FlowerDocsError && isTokenRefusal(error) && !error.renewed;
        if (!isKept || isAbortReason(error, options) || !this.#settings.renews) throw error;
        // The client's token was refused here lately, and so not replaced now: whether it works is seen elsewhere.
        await this.renew(preparing(next()));
        return this.#ask(params, next(), record, true);
      }
    });
  }

  /** @param isProven whether the client's own token has just been accepted. */
  async #ask(
    params: ValidateFlowerDocsTokenParams,
    options: CallOptions,
    record: ResponseRecord,
    isProven: boolean,
  ): Promise<FlowerDocsTokenValidity> {
    try {
      const { data, response } = await this.call(tokensEndpoints.validate, params, options, record).withResponse();
      // With `validation: "off"`, a response without a verdict comes here.
      if (typeof data.valid !== "boolean") throw new InvalidResponseError("The response carries no verdict.");
      return data.valid ? { valid: true, raw: data.raw } : { valid: false, error: notValid(data.code, response) };
    } catch (error) {
      if (isAbortReason(error, options)) throw error;
      if (!(error instanceof FlowerDocsError && this.#saysNotValid(error, isProven))) throw error;
      return { valid: false, error };
    }
  }

  #saysNotValid(error: FlowerDocsError, isProven: boolean): boolean {
    const { renews, expiresAt = Number.POSITIVE_INFINITY } = this.#settings;
    if (error.kind === "rate_limited" || expiresAt <= this.#context.clock.now()) return false;
    if (isTokenRefusal(error)) return isProven || (renews && error.renewed);
    return error.type === "functional";
  }

  /**
   * By the route of the settings or of the known version; else by the newer, and by the older if the server turns out to
   * be older.
   *
   * @param mayBeOlder whether an error of the newer route may mean that.
   */
  #issue(
    options: CallOptions | undefined,
    mayBeOlder: (error: unknown) => boolean,
    send: (isOlder: boolean, options?: CallOptions, record?: ResponseRecord) => ResponsePromise<FlowerDocsToken>,
  ): ResponsePromise<FlowerDocsToken> {
    const { route } = this.#settings;
    const { known } = this.#dialects;
    if (route !== undefined) return send(route === "legacy", options);
    if (known !== undefined) return send(!known.userTokens, options);
    return composed(async (record) => {
      const next = sharedDeadline(this.#context, options);
      try {
        return await send(false, next(), record);
      } catch (error) {
        if (isAbortReason(error, options) || !mayBeOlder(error)) throw error;
        const { userTokens } = await this.#dialects.find(next()).catch((reason: unknown) => {
          throw isAbortReason(reason, options) ? reason : error;
        });
        if (userTokens) throw error;
        return send(true, next(), record);
      }
    });
  }
}

/** Whether an error is about the token of the client: a 401 is, also with a code. */
function isTokenRefusal({ status, type, kind }: FlowerDocsError): boolean {
  return status === 401 || (status === 403 && type === undefined && kind !== "rate_limited");
}

/**
 * Whether an older server may have taken the request to create a token for the validation of a token `user`: it
 * responds with an error, or with a word, if at all.
 */
function mayBeOlder(error: unknown): boolean {
  if (error instanceof InvalidResponseError) return /^[^<{[]*$/.test(error.body ?? "");
  return error instanceof FlowerDocsError && !["rate_limited", "unavailable"].includes(error.kind);
}

/** The error of a 2xx that denies a token. */
function notValid(code: string | undefined, { status, attempts, requestId }: ResponseInfo): FlowerDocsError {
  const facts = { code, status, attempts, requestId, endpoint: tokensEndpoints.validate.id };
  return new FlowerDocsError("FlowerDocs responded that the token is not valid.", {
    ...facts,
    kind: "invalid_request",
  });
}
