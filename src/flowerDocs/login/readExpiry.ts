/**
 * When a token expires. Neither the name nor the form of an expiry is documented, so every likely one is read, and none
 * is believed that is over when it arrives.
 */
import { objectFromBase64 } from "../../core/base64.js";
import { epochMs } from "../../core/values.js";
import { plainName } from "../anyShape.js";
import { timeOf } from "../dates.js";

/** What is known of the response that issued a token. */
export interface Issue {
  /** When the request was sent, in milliseconds since the epoch. */
  readonly sentAt: number;
  /** The header `date` of the response. */
  readonly date?: string | undefined;
  /** The lifetime that was requested, in milliseconds. */
  readonly lifetimeMs?: number | undefined;
}

/** As `plainName` returns them. */
const EXPIRY_FIELDS: readonly string[] = [
  "expirationdate",
  "expiration",
  "expirationtime",
  "expirydate",
  "expiredate",
  "expiresat",
  "expires",
  "validuntil",
];
/** A lifetime in seconds, as in OAuth 2.0. */
const LIFETIME_FIELD = "expiresin";
/** Two clocks that are further apart disagree; a response is not that slow. */
const CLOCK_TOLERANCE_MS = 60_000;
/** The last instant that a `Date` can hold. */
const LATEST_MS = 8.64e15;

/**
 * The expiry of a token by the client's clock, in milliseconds since the epoch; `undefined` if it is not known.
 *
 * @param levels the objects of the response that may hold it.
 */
export function readExpiry(levels: readonly object[], token: string, issue: Issue): number | undefined {
  const { sentAt, lifetimeMs } = issue;
  const { exp, iat } = claimsOf(token);
  const serverClocks = [readDate(issue.date), readTime(iat)].flatMap((now) => now ?? []);
  const given = expiriesIn(levels, serverClocks[0] ?? sentAt, sentAt);
  const candidates = [
    ...given.named.flatMap((at) => byClient(at, serverClocks, sentAt)),
    ...given.lifetimes,
    ...given.other.flatMap((at) => byClient(at, serverClocks, sentAt)),
    ...byClient(readTime(exp) ?? 0, serverClocks, sentAt),
    sentAt + (lifetimeMs ?? 0),
  ];
  return candidates.find((at) => at > sentAt && at <= LATEST_MS);
}

/** What the fields of a response may say, the likeliest first. */
function expiriesIn(levels: readonly object[], now: number, sentAt: number) {
  const fields = levels
    .flatMap((level) => Object.entries(level) as [string, unknown][])
    .map(([name, value]) => ({ name: plainName(name), value, at: readTime(value) }));
  const named = EXPIRY_FIELDS.flatMap((expiry) => fields.filter(({ name }) => name === expiry));
  const lifetimes = fields.filter(({ name }) => name === LIFETIME_FIELD).map(({ value }) => Number(value) * 1_000);
  // A field of an unknown name, if it is the only one that reads as a time to come.
  const others = fields.filter(({ name, at = 0 }) => name !== LIFETIME_FIELD && at > now);
  return {
    named: named.flatMap(({ at }) => at ?? []),
    lifetimes: lifetimes.map((ms) => sentAt + ms),
    other: others.length === 1 ? others.flatMap(({ at }) => at ?? []) : [],
  };
}

/** A time of the server's by the client's clock: the same, unless a clock of the server shows that theirs differ. */
function byClient(at: number, serverClocks: readonly number[], sentAt: number): number[] {
  if (serverClocks.length === 0) return [at];
  return serverClocks.map((now) => (Math.abs(now - sentAt) <= CLOCK_TOLERANCE_MS ? at : sentAt + at - now));
}

function readDate(text: string | undefined): number | undefined {
  const at = Date.parse(text ?? "");
  return Number.isNaN(at) ? undefined : at;
}

/** A time as FlowerDocs may write it: its own form, ISO-8601, or seconds or milliseconds since the epoch. */
export function readTime(value: unknown): number | undefined {
  if (typeof value === "number") return readEpoch(value);
  if (typeof value !== "string") return undefined;
  return /^\s*\d{1,16}(?:\.\d+)?\s*$/.test(value) ? readEpoch(Number(value)) : timeOf(value);
}

function readEpoch(value: number): number | undefined {
  const ms = epochMs(value);
  return value > 0 && ms <= LATEST_MS ? ms : undefined;
}

/** The claims of a JWT. Read for its times only: nothing is decided by an unverified claim. */
function claimsOf(token: string): Record<string, unknown> {
  const payload = /^[\w-]+\.([\w-]+)\.[\w-]*$/.exec(token)?.[1];
  return (payload !== undefined && objectFromBase64(payload)) || {};
}

/** The `exp` of a JWT, in milliseconds since the epoch. */
export function tokenExpiry(token: string): number | undefined {
  return readTime(claimsOf(token).exp);
}
