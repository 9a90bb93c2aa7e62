/** Options of clients and of calls: their types and schemas, and the validation of `baseUrl`. */
import type { Clock } from "./clock.js";
import { invalidParam } from "./errors.js";
import { checkHeaders } from "./headers.js";
import { checkJson } from "./json.js";
import type { Limiter } from "./limiter.js";
import type { ClientRetryOptions, Idempotency, RetryOptions } from "./retry.js";
import {
  type AnySchema,
  anything,
  boolean,
  closedEnumOf,
  custom,
  eitherOf,
  type Fields,
  integer,
  objectOf,
  recordOf,
  string,
} from "./schema.js";
import type { Transport } from "./transport/transport.js";
import { checkAgainst, type Drift } from "./validate.js";

/** Options that every client takes. */
export interface ClientOptions {
  /** Root of the service, without a trailing slash. Each service has its own default. */
  baseUrl?: string | undefined;
  /** Allows plain http to other hosts than this machine: credentials are then sent unencrypted. @default false */
  allowInsecure?: boolean | undefined;
  /** How requests are sent. It remains yours: `close()` leaves it open. @default undiciTransport(), or fetchTransport() on Bun and without Node */
  transport?: Transport | undefined;
  /**
   * Longest time of one attempt without progress, in milliseconds: until bytes of the request are taken, until the
   * headers arrive, then until each chunk of the body. The wait for a free connection does not count. @default 30000
   */
  timeoutMs?: number | undefined;
  /**
   * Longest time of a whole call (attempts, waits and token requests together), in milliseconds. A body that is
   * streamed to the caller may take longer. @default 120000, without limit for a body that is streamed to the server
   */
  deadlineMs?: number | undefined;
  /**
   * How failed attempts are retried; `false` sends every request once.
   * @default { attempts: 4, baseMs: 1000, capMs: 32000, budget: 100 }
   */
  retry?: false | ClientRetryOptions | undefined;
  /**
   * What happens if a response differs from the documented shape. `"report"`: unknown fields and values and invalid
   * optional fields pass and are reported to `onDrift`; an invalid required field throws. `"strict"`: every difference
   * throws, in parameters too. `"off"`: responses are not validated.
   * @default "report"
   */
  validation?: "report" | "strict" | "off" | undefined;
  /** Called for each difference that passed. */
  onDrift?: ((drift: Drift) => void) | undefined;
  /** Headers of every request. */
  headers?: Record<string, string | undefined> | undefined;
  /** Largest response read, in bytes after decompression. @default 10485760 */
  maxResponseBytes?: number | undefined;
  /**
   * Decides when requests are sent. It can be shared by clients.
   * @default localLimiter(), which slows down only what the server throttles
   */
  limiter?: Limiter | undefined;
  /** Time and chance, for tests. */
  clock?: Clock | undefined;
}

/** Options of one call; they override the client's. */
export interface CallOptions {
  /** Ends the call at once; it then rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** Longest time of one attempt without progress, in milliseconds. @default the client's */
  timeoutMs?: number | undefined;
  /** Longest time of the whole call, in milliseconds. @default the client's */
  deadlineMs?: number | undefined;
  /** How failed attempts are retried; `false` sends the request once. @default the client's */
  retry?: false | RetryOptions | undefined;
  /** Headers in addition to the client's; a header of the same name replaces the client's. */
  headers?: Record<string, string | undefined> | undefined;
  /** Query parameters newer than the SDK, by the vendor's names; lists are repeated. */
  extraQuery?:
    | Record<string, string | number | boolean | readonly (string | number | boolean)[] | undefined>
    | undefined;
  /** Body fields newer than the SDK, by the vendor's names. */
  extraBody?: Record<string, unknown> | undefined;
  /**
   * Called right before each attempt is sent, after the token and the limiter, and awaited: for a record of what may
   * have been done. What it throws ends the call.
   */
  onSend?: ((send: SendNotice) => void | Promise<void>) | undefined;
}

/** What {@link CallOptions.onSend} is told. */
export interface SendNotice {
  /** Id of the endpoint. */
  endpoint: string;
  /** What a retry after an ambiguous failure does. */
  idempotency: Idempotency;
  /** 1 for the first. */
  attempt: number;
}

/** Of a call, unless its body is streamed to the server. */
export const DEFAULT_DEADLINE_MS = 120_000;

const isFunction = (value: unknown) => typeof value === "function";
export const hasMethods = (value: unknown, names: string[]) =>
  names.every((name) => isFunction((value as Record<string, unknown> | null)?.[name]));

const isSignal = (value: unknown) =>
  typeof (value as AbortSignal | null)?.aborted === "boolean" &&
  hasMethods(value, ["addEventListener", "removeEventListener"]);

/** By structure: a signal may be of another realm or of a polyfill. */
export const abortSignal = custom<AbortSignal>(isSignal, "must be an AbortSignal");

export const functionOf = <F>() => custom<F>(isFunction, "must be a function");

export const milliseconds = custom<number>(
  (value) => typeof value === "number" && value > 0,
  "must be a number of milliseconds above 0",
);
const bytes = custom<number>(
  (value) => Number.isSafeInteger(value) && Number(value) > 0,
  "must be an integer number of bytes above 0",
);
const wait = custom<number>(
  (value) => typeof value === "number" && value >= 0,
  "must be a number of milliseconds, 0 or more",
);
const retryFields = (): Fields<RetryOptions> => ({
  attempts: integer(1, Number.MAX_SAFE_INTEGER, "must be an integer above 0"),
  baseMs: wait,
  capMs: wait,
});
const never = custom<false>((value) => value === false, "must be `false` or an object such as `{ attempts: 3 }`");
const retry = eitherOf(objectOf<RetryOptions>()(retryFields), never);
const clientRetry = eitherOf(
  objectOf<ClientRetryOptions>()(() => ({
    ...retryFields(),
    budget: custom<number | false>(
      (value) => value === false || (Number.isSafeInteger(value) && Number(value) >= 0),
      "must be `false` or an integer number of retries, 0 or more",
    ),
  })),
  never,
);
const headers = recordOf<Record<string, string | undefined>>();

export const clockOption = custom<Clock>(
  (value) => hasMethods(value, ["now", "monotonic", "sleep", "random"]),
  "must have `now`, `monotonic`, `sleep` and `random`",
);

const clientFields = (): Fields<ClientOptions & { auth?: unknown }> => ({
  timeoutMs: milliseconds,
  deadlineMs: milliseconds,
  retry: clientRetry,
  headers,
  auth: anything,
  baseUrl: string,
  allowInsecure: boolean,
  transport: custom<Transport>((value) => hasMethods(value, ["send"]), "must have a `send` method"),
  validation: closedEnumOf("report", "strict", "off"),
  onDrift: functionOf<(drift: Drift) => void>(),
  maxResponseBytes: bytes,
  limiter: custom<Limiter>((value) => hasMethods(value, ["take", "refused"]), "must have `take` and `refused`"),
  clock: clockOption,
});

/** The options of a call that do not depend on its endpoint, for methods that are made of several calls. */
export const sharedCallFields = (): Fields<Omit<CallOptions, "extraBody">> => ({
  timeoutMs: milliseconds,
  deadlineMs: milliseconds,
  retry,
  headers,
  signal: abortSignal,
  onSend: functionOf<NonNullable<CallOptions["onSend"]>>(),
  extraQuery: recordOf<NonNullable<CallOptions["extraQuery"]>>(),
});

const callOptions = objectOf<CallOptions>()(() => ({
  ...sharedCallFields(),
  extraBody: recordOf<Record<string, unknown>>(),
}));

/** The schema of a client's options; `own` are the options that its service adds. */
export function clientOptionsOf<Own extends object>() {
  return <F extends Fields<Own>>(own: () => F): AnySchema =>
    objectOf<object>()(() => ({ ...clientFields(), ...own() }) as Fields<object>);
}

export function checkClientOptions(schema: AnySchema, options: unknown): void {
  checkAgainst(schema, options, "options");
  checkHeaders((options as ClientOptions).headers);
}

/** Whether an error is the reason with which the caller aborted: it carries no information about the call. */
export function isAbortReason(error: unknown, options: CallOptions | undefined): boolean {
  return options?.signal?.aborted === true && error === options.signal.reason;
}

export function checkCallOptions(options: CallOptions): void {
  checkAgainst(callOptions, options, "options");
  checkHeaders(options.headers);
  checkJson(options.extraBody, "extraBody");
}

const LOOPBACK = /^(?:localhost|.+\.localhost|127(?:\.\d+){3}|\[::1\])$/;

/** Whether credentials can be sent there: nobody between reads them. */
export function isSafeOrigin({ protocol, hostname }: URL): boolean {
  return protocol === "https:" || (protocol === "http:" && LOOPBACK.test(hostname));
}

/**
 * Validates a base URL and removes its trailing slash.
 *
 * @throws An {@link InvalidParamsError} for anything but an absolute https URL, or http where it is safe or allowed.
 */
export function checkBaseUrl(baseUrl: string, allowInsecure: boolean): string {
  const refuse = (message: string) => invalidParam("baseUrl", message);
  let url: URL;
  try {
    url = new URL(baseUrl);
  } catch {
    return refuse("must be an absolute URL");
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") return refuse("must begin with https://");
  if (url.username || url.password) return refuse("must not hold credentials");
  if (url.search || url.hash) return refuse("must not have a query or a fragment");
  if (!allowInsecure && !isSafeOrigin(url)) {
    return refuse("is plain http, which would send credentials unencrypted; use https or set `allowInsecure`");
  }
  return url.origin + url.pathname.replace(/\/+$/, "");
}
