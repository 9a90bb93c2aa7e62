/** `enrollmentTokens` of v1.1beta1. */
import { readDuration } from "../../google/duration.js";
import { refuse } from "../google.js";
import { choice, list as listShape, object, text, uint32 } from "../googleShape.js";
import { type Call, listed, type Operations, secondsText } from "./call.js";
import { readQuery } from "./directoryQuery.js";
import { known } from "./orgUnits.js";
import { creationOrder } from "./pages.js";
import { type State, type StoredToken, stateOf } from "./state.js";
import { ACTOR, activeToken, addToken, deviceType, revoke, tokenState } from "./tokens.js";

const PATH = "/admin/directory/v1.1beta1/customer/{}/chrome/enrollmentTokens";

const TOKEN = object({
  kind: text,
  tokenPermanentId: text,
  token: text,
  customerId: text,
  orgUnitPath: text,
  state: text,
  createTime: text,
  creatorId: text,
  expireTime: text,
  revokeTime: text,
  revokerId: text,
  tokenType: text,
});

export const directoryTokens: Operations = {
  [`GET ${PATH}`]: {
    query: { orgUnitPath: text, query: text, pageSize: uint32, pageToken: text },
    response: object({ kind: text, chromeEnrollmentTokens: listShape(TOKEN), nextPageToken: text }),
    respond(call) {
      const { state, now } = call;
      const path = call.query("orgUnitPath");
      const unit = path === undefined ? undefined : known(state.units.byPath(path));
      const matches = readQuery(call.query("query") ?? "", { device_type: deviceType, token_state: tokenState(now) });
      const found = [...state.tokens.values()].filter((token) => (!unit || token.unit === unit) && matches(token));
      const page = call.page(found, creationOrder(), ["pageSize", 100], ["orgUnitPath", "query"]);
      const form = (token: StoredToken) => tokenForm(state, token, now);
      return { kind: "admin#directory#chromeEnrollmentTokens", ...listed("chromeEnrollmentTokens", page, form) };
    },
  },
  [`POST ${PATH}`]: {
    body: object(
      { token_type: choice("CHROME_BROWSER"), org_unit_path: text, expire_time: text, ttl: text },
      "token_type",
    ),
    response: TOKEN,
    respond(call) {
      const { org_unit_path: path = "/", expire_time, ttl } = call.body<CreateBody>();
      const { state, now } = call;
      const unit = known(path.startsWith("/") ? state.units.byPath(path) : undefined);
      if (expire_time !== undefined && ttl !== undefined) refuse(400, "oneof field 'expiration' is already set.");
      const expiresAt = endOf(expire_time, ttl, now);
      if (activeToken(state, unit, now)) refuse(400, "Invalid Input", "invalid");
      return tokenForm(state, addToken(state, unit, now, expiresAt === undefined ? {} : { expiresAt }), now);
    },
  },
  [`POST ${PATH}/{}:revoke`]: {
    respond(call) {
      revoke(tokenOf(call), call.now);
      return undefined;
    },
  },
};

interface CreateBody {
  org_unit_path: string;
  expire_time: string;
  ttl: string;
}

function tokenOf({ state, ids: [id] }: Call): StoredToken {
  const token = [...state.tokens.values()].find(({ tokenPermanentId }) => tokenPermanentId === id);
  return token ?? refuse(404, "Resource Not Found: enrollmentToken");
}

function tokenForm({ customerId }: State, token: StoredToken, now: number): object {
  const { tokenPermanentId, createdAt, expiresAt, revokedAt } = token;
  return {
    kind: "admin#directory#chromeEnrollmentToken",
    tokenPermanentId,
    token: token.token,
    customerId,
    orgUnitPath: token.unit.path,
    state: stateOf(token, now),
    creatorId: ACTOR.id,
    createTime: secondsText(createdAt),
    ...(expiresAt !== undefined && { expireTime: secondsText(expiresAt) }),
    ...(revokedAt !== undefined && { revokeTime: secondsText(revokedAt), revokerId: ACTOR.id }),
    tokenType: "chromeBrowser",
  };
}

function endOf(expireTime: string | undefined, ttl: string | undefined, now: number): number | undefined {
  if (ttl !== undefined) {
    const duration = readDuration(ttl);
    if (duration === undefined || duration.seconds + duration.nanos === 0) refuse(400, "Invalid Input: ttl", "invalid");
    return instant(now + duration.seconds * 1_000);
  }
  if (expireTime === undefined) return undefined;
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(expireTime)) refuse(400, "Invalid Input: expire_time", "invalid");
  return instant(Date.parse(expireTime));
}

/** The last instant that a `Date` can hold. */
const LATEST_MS = 8.64e15;

function instant(ms: number): number {
  return ms <= LATEST_MS ? ms : refuse(400, "Invalid Input: expire_time", "invalid");
}
