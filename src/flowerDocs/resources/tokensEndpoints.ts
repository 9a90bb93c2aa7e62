/** The endpoints of `tokens`, with their parameters. */
import type { Deprecation, ResponseContext } from "../../core/endpoint.js";
import { boolean, integer, objectOf, refined, string } from "../../core/schema.js";
import { tokenProblem } from "../../core/tokenText.js";
import { endpoint } from "../endpoint.js";
import { pathBytes, pathIds } from "../ids.js";
import { readToken } from "../login/readToken.js";
import { readVerdict, verdictSchema } from "../login/readVerdict.js";
import { noParams } from "../params.js";
import { ANY } from "../responses.js";
import { tokenSchema } from "../schemas/token.js";

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

const createTokenParams = objectOf<CreateFlowerDocsTokenParams>()(
  () => ({ validityTime: integer(1, Number.MAX_SAFE_INTEGER, "must be an integer of seconds above 0") }),
  { validityTime: true },
);

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

const tokenText = refined(
  string,
  (given) => tokenProblem(given) === undefined && !ROUTES.includes(given),
  "must be a token alone, without `Bearer ` before it and without white space",
);

const validateTokenParams = objectOf<ValidateFlowerDocsTokenParams>()(() => ({ token: tokenText }), { token: true });

function readCreated(raw: unknown, context: ResponseContext) {
  return readToken(raw as string, context, (context.params as CreateFlowerDocsTokenParams).validityTime * 1_000);
}

const readIssued = (raw: unknown, context: ResponseContext) => readToken(raw as string, context);

const ISSUES = { idempotency: "mint", effect: "write", response: tokenSchema, ...ANY } as const;

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
    params: noParams,
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
    fromWire: (raw) => readVerdict(raw as string),
    response: verdictSchema,
    ...ANY,
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
    params: noParams,
    fromWire: readIssued,
    deprecated: LEGACY,
    ...ISSUES,
  }),
};
