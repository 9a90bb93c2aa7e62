/** `enrollmentTokens` of the Directory API. */
import { durationText } from "../../google/duration.js";
import { directoryCustomer } from "../customer.js";
import { itemMask, pageMask, type WireFields } from "../fields.js";
import { readEnrollmentToken } from "../models.js";
import { unitText } from "../orgUnit.js";
import {
  createEnrollmentTokenParams,
  type GetChromeEnrollmentTokenParams,
  listEnrollmentTokensParams,
  revokeEnrollmentTokenParams,
} from "../params/enrollmentTokens.js";
import { pageReader } from "../reading.js";
import {
  type ChromeEnrollmentToken,
  createdEnrollmentTokenSchema,
  listedEnrollmentTokenSchema,
} from "../schemas/enrollmentToken.js";
import { pageOf } from "../schemas/page.js";
import { timeText, wholeSeconds } from "../times.js";
import { endpoint, READ } from "./endpoint.js";
import { tokenQuery } from "./query.js";

const WIRE: WireFields<keyof ChromeEnrollmentToken> = {
  items: "chromeEnrollmentTokens",
  id: "tokenPermanentId",
  renamed: { orgUnitId: "orgUnitPath", name: undefined },
};

/** The mask of a list, from what a caller wants of one token. */
export function fieldsOfListed(fields: GetChromeEnrollmentTokenParams["fields"]): typeof fields {
  return typeof fields === "string" ? `${WIRE.items}(${itemMask(fields, WIRE)})` : fields;
}

const pageSchema = pageOf<ChromeEnrollmentToken>(listedEnrollmentTokenSchema);

export const directoryEnrollmentTokens = {
  list: endpoint("enrollmentTokens.list", {
    http: "GET /chrome/enrollmentTokens",
    scopes: READ,
    idempotency: "safe",
    effect: "read",
    params: listEnrollmentTokensParams,
    toWire: (params) => ({
      customer: directoryCustomer(params.customer),
      orgUnitPath: unitText(params),
      query: tokenQuery(params),
      fields: pageMask(params.fields, WIRE),
      pageSize: params.pageSize,
      pageToken: params.pageToken,
    }),
    fromWire: pageReader(["chromeEnrollmentTokens", "enrollmentTokens"], readEnrollmentToken, { asIs: pageSchema }),
    response: pageSchema,
  }),
  create: endpoint("enrollmentTokens.create", {
    http: "POST /chrome/enrollmentTokens",
    body: "*",
    // The successor allows one active token per unit, and this version seems to. A retry would then fail and hide that
    // the first attempt had worked; otherwise it would leave a second valid credential behind.
    idempotency: "none",
    effect: "write",
    params: createEnrollmentTokenParams,
    issuesAt: ({ expireTime, enrollmentTokenId }, now) => [
      ...(expireTime !== undefined && wholeSeconds(expireTime) <= now
        ? [{ path: "expireTime", message: "must be in the future" }]
        : []),
      ...(enrollmentTokenId !== undefined ? [{ path: "enrollmentTokenId", message: NO_OWN_ID }] : []),
    ],
    toWire: (params) => ({
      customer: directoryCustomer(params.customer),
      token_type: "CHROME_BROWSER",
      org_unit_path: unitText(params),
      expire_time: params.expireTime && timeText(params.expireTime),
      ttl: durationText(params.ttl),
    }),
    fromWire: readEnrollmentToken,
    response: createdEnrollmentTokenSchema,
  }),
  revoke: endpoint("enrollmentTokens.revoke", {
    http: "POST /chrome/enrollmentTokens/{tokenPermanentId}:revoke",
    idempotency: "safe",
    effect: "destroy",
    params: revokeEnrollmentTokenParams,
    // The token itself may be passed in its place, and be quoted by the response.
    mistakable: ["tokenPermanentId"],
    toWire: (params) => ({ ...params, customer: directoryCustomer(params.customer) }),
  }),
};

const NO_OWN_ID =
  'is not available in the Directory API, which chooses the id: leave it out, or create the client with `api: "management"`';
