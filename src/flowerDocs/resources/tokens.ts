/** `tokens`: issues, renews, limits and validates tokens. */
import type { ClientContext } from "../../core/context.js";
import type { Deprecation, ResponseContext } from "../../core/endpoint.js";
import { isErrorBody } from "../../core/errorBody.js";
import { InvalidResponseError } from "../../core/errors.js";
import { type CallOptions, isAbortReason } from "../../core/options.js";
import { Resource } from "../../core/resource.js";
import type { ResponsePromise } from "../../core/response.js";
import { composed } from "../../core/responsePromise.js";
import { boolean, integer, objectOf, refined, string } from "../../core/schema.js";
import { parseJson } from "../../core/values.js";
import { endpoint } from "../endpoint.js";
import { FlowerDocsError } from "../errors.js";
import { pathBytes, pathIds } from "../ids.js";
import { readToken } from "../readToken.js";
import { type FlowerDocsToken, tokenSchema } from "../schemas/token.js";

/** Parameters of `tokens.create`. */
export interface CreateFlowerDocsTokenParams {
  /** Lifetime of the token in seconds: an integer above 0. */
  validityTime: number;
}

/** Parameters of `tokens.createForDocuments`. */
export interface CreateFlowerDocsTokenForDocumentsParams {
  /** Ids of the documents, at least one. */
  ids: readonly string[];
  /** Whether the token only lets its holder read them. Always sent: FlowerDocs documents no default. */
  readOnly: boolean;
}

/** Parameters of `tokens.validate`. */
export interface ValidateFlowerDocsTokenParams {
  /** The token to validate. It travels in the path: FlowerDocs' access logs will hold it. */
  token: string;
}

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

const createTokenParams = objectOf<CreateFlowerDocsTokenParams>()(
  () => ({ validityTime: integer(1, Number.MAX_SAFE_INTEGER, "must be an integer of seconds above 0") }),
  { validityTime: true },
);

const renewTokenParams = objectOf<object>()(() => ({}));

/** One token is for one list, which cannot be cut: what is longer than Core's limit for a URL is certain to fail. */
const MAX_BYTES = 8_000;

const createTokenForDocumentsParams = objectOf<CreateFlowerDocsTokenForDocumentsParams>()(
  () => ({
    ids: refined(pathIds, (ids) => pathBytes(ids) <= MAX_BYTES, "must fit into a URL: they are too many or too long"),
    readOnly: boolean,
  }),
  { ids: true, readOnly: true },
);

/** `user` and `document` are routes of their own below the same path: a POST there would issue a token. */
const ROUTES: readonly string[] = ["user", "document"];

const validateTokenParams = objectOf<ValidateFlowerDocsTokenParams>()(
  () => ({ token: refined(string, (given) => given.trim() !== "" && !ROUTES.includes(given), "must be a token") }),
  { token: true },
);

function readCreated(raw: unknown, { params, sentAt }: ResponseContext) {
  return readToken(raw as string, sentAt + (params as CreateFlowerDocsTokenParams).validityTime * 1_000);
}

const readIssued = (raw: unknown) => readToken(raw as string);

/** Whether a body is a page, JSON that was cut, or an error. */
function saysNothing(raw: string): boolean {
  const [first = ""] = raw.trimStart();
  if (first === "<") return true;
  const json = parseJson(raw);
  return json === undefined ? first === "{" || first === "[" : isErrorBody(json.value);
}

const ISSUES = { idempotency: "mint", effect: "write", reads: "text", response: tokenSchema } as const;

/** FlowerDocs removed these in 2026.0; servers before 2025.2 have no others. */
const LEGACY: Deprecation = {
  since: "FlowerDocs 2025.2",
  use: 'it was removed in FlowerDocs 2026.0, so drop `tokenEndpoint: "legacy"` once the server is 2025.2 or later',
  code: "TESSERA_FLOWERDOCS_LEGACY_TOKEN",
};

export const tokensEndpoints = {
  create: endpoint("tokens.create", {
    http: "POST /token/user",
    params: createTokenParams,
    fromWire: readCreated,
    ...ISSUES,
  }),
  renew: endpoint("tokens.renew", {
    http: "PUT /token/user",
    params: renewTokenParams,
    fromWire: readIssued,
    ...ISSUES,
  }),
  createForDocuments: endpoint("tokens.createForDocuments", {
    http: "POST /token/document/{ids}",
    query: ["readOnly"],
    params: createTokenForDocumentsParams,
    fromWire: readIssued,
    ...ISSUES,
  }),
  validate: endpoint("tokens.validate", {
    http: "POST /token/{token}",
    idempotency: "safe",
    effect: "read",
    params: validateTokenParams,
    secret: ["token"],
    reads: "text",
    // That carries no information about the token: without `raw`, the response is invalid.
    fromWire: (raw) => (saysNothing(String(raw)) ? {} : { raw }),
    response: objectOf<{ raw: string }>()(() => ({ raw: string }), { raw: true }),
  }),
  createLegacy: endpoint("tokens.create.legacy", {
    http: "POST /token",
    params: createTokenParams,
    fromWire: readCreated,
    deprecated: LEGACY,
    ...ISSUES,
  }),
  renewLegacy: endpoint("tokens.renew.legacy", {
    http: "PUT /token",
    params: renewTokenParams,
    fromWire: readIssued,
    deprecated: LEGACY,
    ...ISSUES,
  }),
};

/**
 * Issues, renews, limits and validates tokens.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws A {@link FlowerDocsError} if FlowerDocs responds with an error.
 */
export class FlowerDocsTokens extends Resource {
  #legacy: boolean;
  #canRenewToken: boolean;

  /** @internal */
  constructor(context: ClientContext, legacy: boolean, canRenewToken: boolean) {
    super(context);
    this.#legacy = legacy;
    this.#canRenewToken = canRenewToken;
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
    return this.call(this.#legacy ? tokensEndpoints.createLegacy : tokensEndpoints.create, params, options);
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
    return this.call(this.#legacy ? tokensEndpoints.renewLegacy : tokensEndpoints.renew, {}, options);
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
   * FlowerDocs does not document its responses. Read as "not valid": a 2xx whose body is `false`, 400, and any
   * status with a functional code. 401 and 403 without a code may be about the client's own token instead: they
   * count only when `auth` is a `login()` and the call was retried with a new token from it.
   *
   * @throws A {@link FlowerDocsError} if the question stays open: the server failed, or the client's own token may
   *   have been refused.
   * @throws An {@link InvalidResponseError} if a 2xx is a page, cut JSON or an error.
   * @example
   * ```ts
   * const { token } = await client.tokens.create({ validityTime: 600 });
   * const { valid } = await client.tokens.validate({ token });
   * ```
   * @see https://doc.uxopian.com/docs/flowerdocs/apis/core/examples/token
   */
  validate(params: ValidateFlowerDocsTokenParams, options?: CallOptions): ResponsePromise<FlowerDocsTokenValidity> {
    return composed(async (record) => {
      try {
        const { data, response } = await this.call(tokensEndpoints.validate, params, options, record).withResponse();
        // With `validation: "off"`, such a body comes here without `raw`.
        if (typeof data.raw !== "string") {
          throw new InvalidResponseError(
            "The server responded with a page, cut JSON or an error in place of a result.",
          );
        }
        if (data.raw.trim() !== "false") return { valid: true, raw: data.raw };
        const { status, attempts, requestId } = response;
        const facts = {
          status,
          attempts,
          requestId,
          endpoint: tokensEndpoints.validate.id,
          kind: "invalid_request",
        } as const;
        const error = new FlowerDocsError("FlowerDocs responded that the token is not valid.", facts);
        return { valid: false, error };
      } catch (error) {
        if (isAbortReason(error, options)) throw error;
        if (!(error instanceof FlowerDocsError && this.#saysNotValid(error))) throw error;
        return { valid: false, error };
      }
    });
  }

  #saysNotValid({ type, status, kind, renewed }: FlowerDocsError): boolean {
    if (kind === "rate_limited") return false;
    if (type !== undefined) return type === "functional";
    if (status === 400) return true;
    return (status === 401 || status === 403) && renewed && this.#canRenewToken;
  }
}
