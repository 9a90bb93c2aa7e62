/** A token as it lies in the store, and what the clocks of other machines make of it. */
import type { Clock } from "../core/clock.js";
import type { SharedToken } from "../core/sharing.js";
import { refreshTime } from "../core/tokens.js";
import { isPlainObject, parseJson } from "../core/values.js";

/** A token that other processes may use. */
export type StoredToken = SharedToken & { readonly expiresAt: number; readonly refreshAt: number };

/** So much may the clock of the machine that stored a token be ahead of this one. */
const MAX_SKEW_MS = 60_000;

/** A token as it is to be stored; `undefined` if it does not say when it expires, or has expired. */
export function storable(issued: SharedToken, clock: Clock): StoredToken | undefined {
  const { expiresAt } = issued;
  const now = clock.now();
  if (expiresAt === undefined || expiresAt <= now) return undefined;
  return { ...issued, expiresAt, refreshAt: issued.refreshAt ?? refreshTime(expiresAt, expiresAt - now) };
}

export const writeToken = (token: StoredToken): string => JSON.stringify(token);

/** The token in a text; `undefined` if there is not one, or it may have expired. */
export function readToken(text: string, clock: Clock): StoredToken | undefined {
  const token = parseJson(text)?.value;
  if (!isStoredToken(token)) return undefined;
  // A clock that is behind would call it valid for too long. The time after its refresh is what can be spared.
  const spare = Math.max(0, Math.min(MAX_SKEW_MS, (token.expiresAt - token.refreshAt) / 2));
  const expiresAt = token.expiresAt - spare;
  return clock.now() < expiresAt ? { ...token, expiresAt } : undefined;
}

function isStoredToken(value: unknown): value is StoredToken {
  if (!isPlainObject(value)) return false;
  const { token, expiresAt, refreshAt } = value;
  return typeof token === "string" && typeof expiresAt === "number" && typeof refreshAt === "number";
}
