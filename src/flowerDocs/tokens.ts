/** `tokens`: issuing, renewing, limiting and validating tokens. */
import * as z from "zod/mini";
import { type Deprecation, endpoint } from "../core/endpoint.js";
import type { CallOptions } from "../core/options.js";
import { Resource } from "../core/resource.js";
import { type Check, checkOf, open } from "../core/schema.js";
import type { Core } from "../core/service.js";
import { FlowerDocsError } from "./errors.js";
import { type FlowerDocsToken, readToken, tokenCheck } from "./token.js";

export interface CreateFlowerDocsTokenParams {
  /** Life of the token, in whole seconds above 0. */
  validityTime: number;
}

export interface CreateFlowerDocsTokenForDocumentsParams {
  /** Ids of the documents, at least one. */
  ids: readonly string[];
  /** Whether the token only lets its holder read them. Always sent: FlowerDocs documents no default. */
  readOnly: boolean;
}

export interface ValidateFlowerDocsTokenParams {
  /** The token to validate. It travels in the path: FlowerDocs' access logs will hold it. */
  token: string;
}

/** Whether a token is valid. What a server answers about a valid one is not documented: `raw` is its answer. */
export type FlowerDocsTokenValidity = { valid: true; raw: string } | { valid: false; error: FlowerDocsError };

const id = () => z.string().check(z.minLength(1, "must not be empty"));

const createParams: Check<CreateFlowerDocsTokenParams> = checkOf(() => {
  const rule = "must be a whole number of seconds above 0";
  return z.toZod<CreateFlowerDocsTokenParams>()(open({ validityTime: z.int(rule).check(z.positive(rule)) }));
});

const noParams = checkOf<Record<string, never>>(() => open({}));

function readCreated(answer: unknown, { params, sentAt }: { params: unknown; sentAt: number }) {
  return readToken(answer as string, sentAt + (params as CreateFlowerDocsTokenParams).validityTime * 1_000);
}

const readIssued = (answer: unknown) => readToken(answer as string);

const ISSUES = { idempotency: "mint", reads: "text", response: tokenCheck } as const;

export const createToken = endpoint({
  id: "flowerdocs.tokens.create",
  http: "POST /rest/token/user",
  params: createParams,
  fromWire: readCreated,
  ...ISSUES,
});

export const renewToken = endpoint({
  id: "flowerdocs.tokens.renew",
  http: "PUT /rest/token/user",
  params: noParams,
  fromWire: readIssued,
  ...ISSUES,
});

/** FlowerDocs removed these in 2026.0; servers before 2025.2 have no others. */
const LEGACY: Deprecation = {
  since: "FlowerDocs 2025.2",
  use: 'it was removed in FlowerDocs 2026.0, so drop `tokenEndpoint: "legacy"` once the server is 2025.2 or later',
  code: "TESSERA_FLOWERDOCS_LEGACY_TOKEN",
};

export const createTokenLegacy = endpoint({
  id: "flowerdocs.tokens.create.legacy",
  http: "POST /rest/token",
  params: createParams,
  fromWire: readCreated,
  deprecated: LEGACY,
  ...ISSUES,
});

export const renewTokenLegacy = endpoint({
  id: "flowerdocs.tokens.renew.legacy",
  http: "PUT /rest/token",
  params: noParams,
  fromWire: readIssued,
  deprecated: LEGACY,
  ...ISSUES,
});

export const createTokenForDocuments = endpoint({
  id: "flowerdocs.tokens.createForDocuments",
  http: "POST /rest/token/document/{ids}",
  query: ["readOnly"],
  params: checkOf<CreateFlowerDocsTokenForDocumentsParams>(
    () =>
      open({
        ids: z.array(id()).check(z.minLength(1, "must name at least one document")),
        readOnly: z.boolean(),
      }) as z.ZodMiniType<CreateFlowerDocsTokenForDocumentsParams>,
  ),
  fromWire: readIssued,
  ...ISSUES,
});

export const validateToken = endpoint({
  id: "flowerdocs.tokens.validate",
  http: "POST /rest/token/{token}",
  idempotency: "safe",
  params: checkOf<ValidateFlowerDocsTokenParams>(() =>
    z.toZod<ValidateFlowerDocsTokenParams>()(open({ token: tokenToValidate() })),
  ),
  secret: ["token"],
  reads: "text",
  // A page of a proxy says nothing of the token: without `raw`, it is no answer.
  fromWire: (raw, { status, attempts }) => ({ ...(!/^\s*</.test(String(raw)) && { raw }), status, attempts }),
  response: checkOf<{ raw: string; status: number; attempts: number }>(() =>
    open({ raw: z.string(), status: z.number(), attempts: z.number() }),
  ),
});

/** `user` and `document` are routes of their own below the same path: a POST there would issue a token. */
const tokenToValidate = () =>
  z
    .string()
    .check(
      z.refine((token: string) => token.trim() !== "" && token !== "user" && token !== "document", "must be a token"),
    );

export class FlowerDocsTokens extends Resource {
  #legacy: boolean;
  #provesTokens: boolean;

  /** @internal */
  constructor(core: Core, legacy: boolean, provesTokens: boolean) {
    super(core);
    this.#legacy = legacy;
    this.#provesTokens = provesTokens;
  }

  /**
   * Issues a token with a chosen life for the authenticated user.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when `validityTime` is not a whole number above 0.
   * @throws {@link FlowerDocsError} when FlowerDocs refuses.
   * @example
   * ```ts
   * const { token, expiresAt } = await client.tokens.create({ validityTime: 600 });
   * ```
   * @see https://doc.uxopian.com/docs/flowerdocs/apis/core/examples/token
   */
  create(params: CreateFlowerDocsTokenParams, options?: CallOptions): Promise<FlowerDocsToken> {
    return this.call(this.#legacy ? createTokenLegacy : createToken, params, options);
  }

  /**
   * Issues a new token for the authenticated user, with the server's default life.
   *
   * @throws {@link FlowerDocsError} when FlowerDocs refuses: an expired token cannot renew itself.
   * @example
   * ```ts
   * const { token } = await client.tokens.renew();
   * ```
   * @see https://doc.uxopian.com/docs/flowerdocs/apis/core/examples/token
   */
  renew(options?: CallOptions): Promise<FlowerDocsToken> {
    return this.call(this.#legacy ? renewTokenLegacy : renewToken, {}, options);
  }

  /**
   * Issues a token that gives access to some documents only.
   *
   * Servers limit the length of URLs: 123 UUIDs were seen to pass, 186 were refused with 400.
   *
   * @throws {@link InvalidParamsError} before anything is sent, for an empty list and an empty id.
   * @throws {@link FlowerDocsError} when FlowerDocs refuses.
   * @example
   * ```ts
   * const { token } = await client.tokens.createForDocuments({ ids: ["c46de78c-92d4-45ef-b262-8395aa76a4a8"], readOnly: true });
   * ```
   * @see https://doc.uxopian.com/docs/flowerdocs/apis/core/examples/token
   */
  createForDocuments(params: CreateFlowerDocsTokenForDocumentsParams, options?: CallOptions): Promise<FlowerDocsToken> {
    return this.call(createTokenForDocuments, params, options);
  }

  /**
   * Asks whether a token is valid.
   *
   * FlowerDocs does not document its answers. Read as "not valid": a 2xx whose body is `false`, 400, and any
   * status with a functional code. 401 and 403 without a code may speak of the client's own token instead: they
   * count only when `auth` is a `login()` and the call was repeated with a token fresh from it.
   *
   * @throws {@link InvalidParamsError} before anything is sent, for an empty token.
   * @throws {@link FlowerDocsError} when the question stays open: the server failed, or the client's own token may
   *   have been refused.
   * @example
   * ```ts
   * const { token } = await client.tokens.create({ validityTime: 600 });
   * const { valid } = await client.tokens.validate({ token });
   * ```
   * @see https://doc.uxopian.com/docs/flowerdocs/apis/core/examples/token
   */
  async validate(params: ValidateFlowerDocsTokenParams, options?: CallOptions): Promise<FlowerDocsTokenValidity> {
    try {
      const { raw, ...answer } = await this.call(validateToken, params, options);
      if (raw.trim() !== "false") return { valid: true, raw };
      const facts = { ...answer, endpoint: validateToken.id, kind: "invalid_request" } as const;
      return { valid: false, error: new FlowerDocsError("FlowerDocs answered that the token is not valid.", facts) };
    } catch (error) {
      if (error instanceof FlowerDocsError && this.#saysNotValid(error)) return { valid: false, error };
      throw error;
    }
  }

  #saysNotValid({ type, status, renewed }: FlowerDocsError): boolean {
    if (type !== undefined) return type === "functional";
    if (status === 400) return true;
    return (status === 401 || status === 403) && renewed && this.#provesTokens;
  }
}
