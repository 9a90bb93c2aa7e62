/**
 * Reads what FlowerDocs sends when it issues a token: an object with an expiry since 2025.2, bare text
 * before. Neither the names nor the format of the expiry are documented, so every likely one is read.
 */
import { epochMs, parseJson } from "../core/values.js";
import type { FlowerDocsToken } from "./schemas/token.js";

const TOKEN_FIELDS = ["value", "token", "access_token", "jwt"];
const EXPIRY_FIELDS = [
  "expirationdate",
  "expiration",
  "expirationtime",
  "expirydate",
  "expiresat",
  "expires",
  "validuntil",
];
/** What could be a token when it comes as bare text: no space, no markup, no JSON. */
const BARE = /^[^\s<{"[]+$/;

/**
 * Reads the response to a token request.
 *
 * @param requestedEnd when the token expires by the request for it, in milliseconds since the epoch.
 * @returns an object without `token` when there is none to be found.
 */
export function readToken(raw: string, requestedEnd?: number): Partial<FlowerDocsToken> & { raw: string } {
  const text = raw.trim();
  const parsed = /^["{]/.test(text) ? parseJson(text)?.value : text;
  const token = findToken(parsed);
  if (token === undefined) return { raw };
  const expiresAt = findExpiry(parsed) ?? jwtExpiry(token) ?? requestedEnd;
  const isTime = expiresAt !== undefined && expiresAt <= LATEST_MS;
  return { token, raw, ...(isTime && { expiresAt: new Date(expiresAt).toISOString() }) };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The object itself and what it holds under `token` and `data`. */
function levels(parsed: unknown): Record<string, unknown>[] {
  return isObject(parsed) ? [parsed, parsed.token, parsed.data].filter(isObject) : [];
}

function findToken(parsed: unknown): string | undefined {
  if (typeof parsed === "string") return BARE.test(parsed) ? parsed : undefined;
  for (const level of levels(parsed)) {
    for (const field of TOKEN_FIELDS) {
      const value = level[field];
      if (typeof value === "string" && BARE.test(value)) return value;
    }
  }
  return undefined;
}

function findExpiry(parsed: unknown): number | undefined {
  for (const level of levels(parsed)) {
    const byName = new Map(Object.entries(level).map(([name, value]) => [name.toLowerCase(), value]));
    for (const field of EXPIRY_FIELDS) {
      const time = readTime(byName.get(field));
      if (time !== undefined) return time;
    }
  }
  return undefined;
}

/** `2024-03-07 13:59:53.401 +0100`: FlowerDocs' own form, which `Date` does not reliably parse. */
const FLOWER_DATE = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d{1,9})?) ?([+-]\d\d):?(\d\d)$/;
const ISO_DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)$/;
/** The last instant that a `Date` can hold. */
const LATEST_MS = 8.64e15;

/** A time as FlowerDocs may write it: its own form, ISO-8601, or seconds or milliseconds since the epoch. */
export function readTime(value: unknown): number | undefined {
  if (typeof value === "number") return readEpoch(value);
  if (typeof value !== "string") return undefined;
  const text = value.trim();
  if (/^\d{1,16}$/.test(text)) return readEpoch(Number(text));
  const [, day, time, hours, minutes] = FLOWER_DATE.exec(text) ?? [];
  const iso = day
    ? `${day}T${time}${hours}:${minutes}`
    : ISO_DATE.test(text)
      ? text.replace(/([+-]\d\d)(\d\d)$/, "$1:$2")
      : "";
  const at = Date.parse(iso);
  return Number.isNaN(at) ? undefined : at;
}

function readEpoch(value: number): number | undefined {
  const ms = epochMs(value);
  return value > 0 && ms <= LATEST_MS ? ms : undefined;
}

/** The `exp` of a JWT. Read for the expiry only: nothing is decided by an unverified claim. */
function jwtExpiry(token: string): number | undefined {
  const payload = /^[\w-]+\.([\w-]+)\.[\w-]*$/.exec(token)?.[1];
  if (payload === undefined) return undefined;
  try {
    const claims = parseJson(atob(payload.replaceAll("-", "+").replaceAll("_", "/")))?.value;
    const exp = isObject(claims) ? claims.exp : undefined;
    return typeof exp === "number" ? readEpoch(exp) : undefined;
  } catch {
    return undefined;
  }
}
