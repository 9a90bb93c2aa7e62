/** `enrollmentTokens` of the Chrome Management API. */
import { managementCustomer } from "../customer.js";
import { itemMask, pageMask, type WireFields } from "../fields.js";
import { readEnrollmentToken } from "../models.js";
import { unitOf } from "../orgUnit.js";
import {
  createEnrollmentTokenParams,
  getEnrollmentTokenParams,
  listEnrollmentTokensParams,
  revokeEnrollmentTokenParams,
} from "../params/enrollmentTokens.js";
import { named, pageReader } from "../reading.js";
import {
  type ChromeEnrollmentToken,
  createdEnrollmentTokenSchema,
  enrollmentTokenSchema,
  listedEnrollmentTokenSchema,
} from "../schemas/enrollmentToken.js";
import { pageOf } from "../schemas/page.js";
import { endpoint, TOKENS } from "./endpoint.js";
import { tokenFilter } from "./filter.js";

const WIRE: WireFields<keyof ChromeEnrollmentToken> = {
  items: "enrollmentTokens",
  id: "name",
  renamed: {
    tokenPermanentId: "name",
    orgUnitPath: "orgUnitId",
    expireTime: undefined,
    ttl: undefined,
    kind: undefined,
  },
};

/** Methods are called by the end of the name. That it equals `tokenPermanentId` is not documented. */
const read = named("tokenPermanentId", readEnrollmentToken);

/** The id of the unit; a path would have been looked up before. The root is the default, and its id is not known. */
function unitId(params: Parameters<typeof unitOf>[0]): string | undefined {
  const unit = unitOf(params);
  return unit && "id" in unit ? unit.id : undefined;
}

const NO_END =
  "is not available in the Chrome Management API, whose tokens have no end: leave it out, and revoke the token when its time is over";

export const managementEnrollmentTokens = {
  list: endpoint("enrollmentTokens.list", {
    http: "GET /enrollmentTokens",
    scopes: TOKENS.read,
    idempotency: "safe",
    effect: "read",
    params: listEnrollmentTokensParams,
    toWire: (params) => ({
      customer: managementCustomer(params.customer),
      filter: tokenFilter(params),
      fields: pageMask(params.fields, WIRE),
      pageSize: params.pageSize,
      pageToken: params.pageToken,
    }),
    fromWire: pageReader(["enrollmentTokens"], read),
    response: pageOf<ChromeEnrollmentToken>(listedEnrollmentTokenSchema),
  }),
  get: endpoint("enrollmentTokens.get", {
    http: "GET /enrollmentTokens/{tokenPermanentId}",
    scopes: TOKENS.read,
    idempotency: "safe",
    effect: "read",
    params: getEnrollmentTokenParams,
    // The token itself may be passed in its place, and be quoted by the response.
    mistakable: ["tokenPermanentId"],
    toWire: (params) => ({
      customer: managementCustomer(params.customer),
      tokenPermanentId: params.tokenPermanentId,
      fields: itemMask(params.fields, WIRE),
    }),
    fromWire: read,
    response: enrollmentTokenSchema,
  }),
  create: endpoint("enrollmentTokens.create", {
    http: "POST /enrollmentTokens",
    body: "*",
    query: ["enrollmentTokenId"],
    scopes: TOKENS.write,
    // One token of a unit can be active: a retry after a lost response would fail and hide that the first had worked.
    idempotency: "none",
    effect: "write",
    params: createEnrollmentTokenParams,
    issuesAt: (params) =>
      (["expireTime", "ttl"] as const).flatMap((path) =>
        params[path] === undefined ? [] : [{ path, message: NO_END }],
      ),
    toWire: (params) => ({
      customer: managementCustomer(params.customer),
      enrollmentTokenId: params.enrollmentTokenId,
      tokenType: "ENROLLMENT_TOKEN_TYPE_CHROME_BROWSER",
      orgUnitId: unitId(params),
    }),
    fromWire: read,
    response: createdEnrollmentTokenSchema,
  }),
  revoke: endpoint("enrollmentTokens.revoke", {
    http: "POST /enrollmentTokens/{tokenPermanentId}:revoke",
    scopes: TOKENS.write,
    idempotency: "safe",
    effect: "destroy",
    params: revokeEnrollmentTokenParams,
    // The token itself may be passed in its place, and be quoted by the response.
    mistakable: ["tokenPermanentId"],
    toWire: (params) => ({ ...params, customer: managementCustomer(params.customer) }),
    // The token as it is now; the Directory API responds with nothing.
    fromWire: read,
    discarded: listedEnrollmentTokenSchema,
  }),
};
