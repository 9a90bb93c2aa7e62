/** The rules of enrollment tokens, which both APIs share. */

import type { OrgUnit } from "./orgUnits.js";
import { choiceFact, type Fact } from "./search.js";
import { type State, type StoredToken, stateOf } from "./state.js";

/** The user who acts, as the two APIs name them. */
export const ACTOR = { id: "100000000000000000001", email: "admin@example.com" };

/** The active token of a unit. There can be one: Google documents that for v1, and its errors suggest it for the beta. */
export function activeToken(state: State, unit: OrgUnit, now: number): StoredToken | undefined {
  return [...state.tokens.values()].find((token) => token.unit === unit && stateOf(token, now) === "active");
}

/** Adds a token. The caller has checked that its unit has no active one. */
export function addToken(
  state: State,
  unit: OrgUnit,
  now: number,
  more: { id?: string; expiresAt?: number } = {},
): StoredToken {
  const tokenPermanentId = crypto.randomUUID();
  const stored: StoredToken = {
    id: more.id ?? tokenPermanentId,
    tokenPermanentId,
    token: crypto.randomUUID(),
    unit,
    sequence: state.next(),
    createdAt: now,
    expiresAt: more.expiresAt,
    revokedAt: undefined,
  };
  state.tokens.set(stored.id, stored);
  return stored;
}

/** Google does not say what a second revocation does. Here it changes nothing. */
export function revoke(token: StoredToken, now: number): void {
  token.revokedAt ??= now;
}

export const deviceType: Fact<StoredToken> = choiceFact(() => "CHROME_BROWSER", "CHROME_BROWSER");

export const tokenState = (now: number): Fact<StoredToken> =>
  choiceFact((token) => stateOf(token, now).toUpperCase(), "ACTIVE", "EXPIRED", "REVOKED");
