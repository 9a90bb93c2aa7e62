/** `enrollmentTokens` of the Chrome Management API v1. */
import { refuse } from "../google.js";
import { choice, list, object, text, uint32 } from "../googleShape.js";
import { found, listed, type Operations, timeText } from "./call.js";
import { type FilterLanguage, readFilter } from "./managementFilter.js";
import { known, unitFacts } from "./orgUnits.js";
import { creationOrder } from "./pages.js";
import { type State, type StoredToken, stateOf } from "./state.js";
import { ACTOR, activeToken, addToken, deviceType, revoke, tokenState } from "./tokens.js";

const PATH = "/v1/customers/{}/enrollmentTokens";
const TYPES = ["ENROLLMENT_TOKEN_TYPE_UNSPECIFIED", "ENROLLMENT_TOKEN_TYPE_CHROME_BROWSER"] as const;

const TOKEN = object({
  name: text,
  tokenPermanentId: text,
  token: text,
  customerId: text,
  orgUnitId: text,
  state: text,
  createTime: text,
  creatorId: text,
  revokeTime: text,
  revokerId: text,
  tokenType: choice(...TYPES),
});

export const managementTokens: Operations = {
  [`GET ${PATH}`]: {
    query: { filter: text, pageSize: uint32, pageToken: text },
    response: object({ enrollmentTokens: list(TOKEN), nextPageToken: text }),
    respond(call) {
      const { state, now } = call;
      const matches = readFilter(call.query("filter") ?? "", languageOf(state, now));
      const tokens = [...state.tokens.values()].filter(matches);
      const page = call.page(tokens, creationOrder(), ["pageSize", 100], ["filter"]);
      return listed("enrollmentTokens", page, (token) => tokenForm(state, token, now));
    },
  },
  [`GET ${PATH}/{}`]: {
    response: TOKEN,
    respond: ({ state, ids: [id], now }) => tokenForm(state, found(state.tokens, id, "enrollmentToken"), now),
  },
  [`POST ${PATH}`]: {
    query: { enrollmentTokenId: { kind: "text", matches: /^[a-zA-Z0-9._-]{1,63}$/ } },
    body: TOKEN,
    response: TOKEN,
    respond(call) {
      const { state, now } = call;
      const { orgUnitId = state.units.root.id, tokenType } = call.body<{ orgUnitId: string; tokenType: string }>();
      if (tokenType === TYPES[0]) refuse(400, "Invalid value at 'enrollment_token.token_type'.");
      const unit = known(state.units.byId(orgUnitId));
      const id = call.query("enrollmentTokenId");
      if (id !== undefined && state.tokens.has(id)) refuse(409, "Requested entity already exists", "alreadyExists");
      if (activeToken(state, unit, now)) {
        refuse(400, "An active enrollment token already exists for this organizational unit.", "failedPrecondition");
      }
      return tokenForm(state, addToken(state, unit, now, id === undefined ? {} : { id }), now);
    },
  },
  [`POST ${PATH}/{}:revoke`]: {
    response: TOKEN,
    respond({ state, ids: [id], now }) {
      const token = found(state.tokens, id, "enrollmentToken");
      revoke(token, now);
      return tokenForm(state, token, now);
    },
  },
};

function languageOf({ units }: State, now: number): FilterLanguage<StoredToken> {
  const facts = { device_type: deviceType, token_state: tokenState(now), ...unitFacts<StoredToken>(units) };
  return {
    facts,
    textOperators: ["=", ":"],
    timeOperators: [],
    countOperators: [],
    allowsWildcard: () => false,
  };
}

function tokenForm({ customerId }: State, token: StoredToken, now: number): object {
  const { id, tokenPermanentId, createdAt, revokedAt } = token;
  return {
    name: `customers/C${customerId}/enrollmentTokens/${id}`,
    tokenPermanentId,
    token: token.token,
    customerId: `C${customerId}`,
    orgUnitId: token.unit.id,
    state: `ENROLLMENT_TOKEN_STATE_${stateOf(token, now).toUpperCase()}`,
    createTime: timeText(createdAt),
    creatorId: ACTOR.email,
    ...(revokedAt !== undefined && { revokeTime: timeText(revokedAt), revokerId: ACTOR.email }),
    tokenType: TYPES[1],
  };
}
