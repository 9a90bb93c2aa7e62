/** Options of clients and of calls: their types, their checks, their defaults. */
import * as z from "zod/mini";
import type { Clock } from "./clock.js";
import { checkHeaders } from "./encode.js";
import { InvalidParamsError } from "./errors.js";
import type { RetryOptions } from "./retry.js";
import { type Check, checkAgainst, checkOf, type Drift } from "./schema.js";
import type { Transport } from "./transport.js";

/** What a call reports of the answer that ended it, whether a result or an error. */
export interface ResponseInfo {
  status: number;
  /** Names in lower case; repeated headers joined by a comma. */
  headers: Record<string, string>;
  requestId?: string;
  /** HTTP requests that were started for this call. */
  attempts: number;
}

/** Options that every client takes. */
export interface ClientOptions {
  /** Root of the service, without a trailing slash. Each service has its own default. */
  baseUrl?: string | undefined;
  /** Allow plain http to other hosts than this machine: credentials then travel readable. @default false */
  allowInsecure?: boolean | undefined;
  /** How requests are sent. It stays yours: `close()` leaves it open. @default undiciTransport() */
  transport?: Transport | undefined;
  /** Longest wait of one attempt for its headers, then for each piece of the body, in milliseconds. @default 30000 */
  timeoutMs?: number | undefined;
  /** Longest time of a whole call (attempts, waits and token requests together), in milliseconds. @default 120000 */
  deadlineMs?: number | undefined;
  /** How failed attempts are repeated; `false` sends every request once. @default { attempts: 4, baseMs: 1000, capMs: 32000 } */
  retry?: false | RetryOptions | undefined;
  /**
   * What happens when an answer differs from the documented shape. `"report"`: unknown fields and values and
   * odd optional fields pass and are reported to `onDrift`; a broken required field throws. `"strict"`: every
   * difference throws. `"off"`: answers are not checked.
   * @default "report"
   */
  validation?: "report" | "strict" | "off" | undefined;
  /** Called for each difference that passed. */
  onDrift?: ((drift: Drift) => void) | undefined;
  /** Headers of every request. */
  headers?: Record<string, string> | undefined;
  /** Largest answer read, in bytes after decompression. @default 10485760 */
  maxResponseBytes?: number | undefined;
  /** Time and chance, for tests. */
  clock?: Clock | undefined;
}

/** Options of one call; they override the client's. */
export interface CallOptions {
  /** Ends the call at once; it then rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** Longest wait of one attempt, in milliseconds. @default the client's */
  timeoutMs?: number | undefined;
  /** Longest time of the whole call, in milliseconds. @default the client's */
  deadlineMs?: number | undefined;
  /** How failed attempts are repeated; `false` sends the request once. @default the client's */
  retry?: false | RetryOptions | undefined;
  /** Headers beside the client's; of the same name they replace them. */
  headers?: Record<string, string> | undefined;
  /** Query parameters newer than the SDK, by the vendor's names; lists are repeated. */
  extraQuery?:
    | Record<string, string | number | boolean | readonly (string | number | boolean)[] | undefined>
    | undefined;
  /** Body fields newer than the SDK, by the vendor's names. */
  extraBody?: Record<string, unknown> | undefined;
  /** Called with the answer that ended the call. */
  onResponse?: ((response: ResponseInfo) => void) | undefined;
}

const custom = (accepts: (value: never) => boolean, message: string) => z.optional(z.custom<never>(accepts, message));

const isFunction = (value: unknown) => typeof value === "function";
const hasMethods = (value: unknown, names: string[]) =>
  names.every((name) => isFunction((value as Record<string, unknown> | null)?.[name]));

const isRecord = (value: unknown) => typeof value === "object" && value !== null && !Array.isArray(value);

function isRetry(value: false | Record<string, unknown>): boolean {
  if (value === false) return true;
  if (!isRecord(value)) return false;
  const { attempts = 1, baseMs = 0, capMs = 0, ...others } = value;
  const whole = Number.isSafeInteger(attempts) && Number(attempts) > 0;
  return whole && [baseMs, capMs].every((ms) => typeof ms === "number" && ms >= 0) && Object.keys(others).length === 0;
}

const milliseconds = () =>
  custom((value: unknown) => typeof value === "number" && value > 0, "must be a number of milliseconds above 0");
const observer = () => custom(isFunction, "must be a function");
const record = () => custom(isRecord, "must be an object of names and values");

/** By structure: a signal may be of another realm or of a polyfill. */
export const abortSignal = () =>
  custom(
    (value: AbortSignal) => typeof value?.aborted === "boolean" && hasMethods(value, ["addEventListener"]),
    "must be an AbortSignal",
  );

const sharedShape = () => ({
  timeoutMs: milliseconds(),
  deadlineMs: milliseconds(),
  retry: custom(isRetry, "must be `false` or `{ attempts, baseMs, capMs }`: a whole number above 0 and milliseconds"),
  headers: record(),
});

const clientShape = () => ({
  ...sharedShape(),
  auth: z.optional(z.unknown()),
  baseUrl: z.optional(z.string()),
  allowInsecure: z.optional(z.boolean()),
  transport: custom((value) => hasMethods(value, ["send"]), "must have a `send` method"),
  validation: z.optional(z.enum(["report", "strict", "off"])),
  onDrift: observer(),
  maxResponseBytes: custom(
    (value: unknown) => Number.isSafeInteger(value) && Number(value) > 0,
    "must be a whole number of bytes above 0",
  ),
  clock: custom((value) => hasMethods(value, ["now", "sleep", "random"]), "must have `now`, `sleep` and `random`"),
});

const callOptionsCheck = checkOf<unknown>(() =>
  z.strictObject({
    ...sharedShape(),
    signal: abortSignal(),
    extraQuery: record(),
    extraBody: record(),
    onResponse: observer(),
  }),
);

/** A check of a client's options; `own` are those of its service alone, by name. */
export function clientOptionsCheck(own: () => Record<string, z.ZodMiniType> = () => ({})): Check<unknown> {
  return checkOf<unknown>(() => z.strictObject({ ...clientShape(), ...own() }));
}

export function checkClientOptions(check: Check<never>, options: unknown): void {
  checkAgainst(check, options, "options");
  checkHeaders((options as ClientOptions).headers);
}

export function checkCallOptions(options: CallOptions): void {
  checkAgainst(callOptionsCheck, options, "options");
  checkHeaders(options.headers);
}

const LOOPBACK = /^(?:localhost|.+\.localhost|127(?:\.\d+){3}|\[::1\])$/;

/** Checks a base URL and drops its trailing slash. @throws {@link InvalidParamsError} */
export function checkBaseUrl(baseUrl: string, allowInsecure: boolean): string {
  const refuse = (message: string): never => {
    throw new InvalidParamsError([{ path: "baseUrl", message }]);
  };
  let url: URL;
  try {
    url = new URL(baseUrl);
  } catch {
    return refuse("must be an absolute URL");
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") return refuse("must begin with https://");
  if (url.username || url.password) return refuse("must not hold credentials");
  if (url.search || url.hash) return refuse("must not have a query or a fragment");
  if (url.protocol === "http:" && !allowInsecure && !LOOPBACK.test(url.hostname)) {
    return refuse("is plain http, which would send credentials readable; use https or set `allowInsecure`");
  }
  return url.origin + url.pathname.replace(/\/+$/, "");
}
