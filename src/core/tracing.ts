/**
 * The four tracing channels. Without a subscriber, a channel costs the check for one.
 *
 * No URL, header, body, parameter or result is a field of a trace. `error` is the error itself: its `body`, which is
 * not enumerable, may hold issued tokens, and its `cause` may be an error of the user's own `auth` function.
 */
import type { TraceChannel } from "./channel.js";
import type { Clock } from "./clock.js";
import { traceChannel } from "./host.js";

/** How the work ended. */
interface EndTrace {
  /** Duration in milliseconds, rounded to hundredths, once it has ended. */
  ms?: number;
  /** What it failed with: the error itself. */
  error?: unknown;
}

/** Where the service is. */
interface ServerTrace {
  /** Host of the server, without its port. */
  host: string;
  /** Port of the server. */
  port: number;
}

/** Facts of the request that calls and attempts share: what OpenTelemetry's conventions for HTTP require. */
export interface RequestTrace extends ServerTrace, EndTrace {
  /** Id of the endpoint. */
  endpoint: string;
  /** HTTP method. */
  method: string;
  /** Path of the URL with the names of its parameters in braces, as in `/v1/users/{userId}`. */
  urlTemplate: string;
  /** HTTP status, once a response was received; of a call, the last one. */
  status?: number;
  /** The server's id of the request, where it sends one; of a call, the last one. */
  requestId?: string;
}

/** Published on `tessera-sdk.call`, around each call from parameters to result. */
export interface CallTrace extends RequestTrace {
  /** HTTP requests that were started, once the call has ended. */
  attempts?: number;
}

/** Published on `tessera-sdk.attempt`, around each HTTP request of a call. */
export interface AttemptTrace extends RequestTrace {
  /** 1 for the first. */
  attempt: number;
  /** How often the request had been sent before. */
  resendCount: number;
}

/** Published on `tessera-sdk.wait`, around each wait before a request is sent. */
export interface WaitTrace extends ServerTrace, EndTrace {
  /** Id of the endpoint. */
  endpoint: string;
  /** What is waited for: `retry`, the delay before a retry; `limiter`, admission by the client's `limiter`. */
  reason: "retry" | "limiter";
  /** The attempt that follows the wait, 1 for the first. */
  attempt: number;
  /** How long the wait is to be, in milliseconds. A limiter does not tell. */
  delayMs?: number;
}

/** Published on `tessera-sdk.token`, around each token request. `host` and `port` are those of the client's `baseUrl`. */
export interface TokenTrace extends ServerTrace, EndTrace {
  /** The scope that is requested, where the client chooses one. */
  scope?: string;
}

export const callChannel = traceChannel<CallTrace>("tessera-sdk.call");
export const attemptChannel = traceChannel<AttemptTrace>("tessera-sdk.attempt");
export const waitChannel = traceChannel<WaitTrace>("tessera-sdk.wait");
export const tokenChannel = traceChannel<TokenTrace>("tessera-sdk.token");

/** Runs a function now, in a context that an observer sets. */
type Scope = (work: () => void) => void;

/** Key of a trace's scopes; registered, as the observer may belong to another copy of this package. */
const SCOPES = Symbol.for("tessera-sdk.scopes");

/** To be called while the start of a trace is published: its work is going to run within `scope`. */
export function addScope(trace: { [SCOPES]?: Scope[] }, scope: Scope): void {
  trace[SCOPES]?.push(scope);
}

/** Runs `work` once, whatever the scopes do. */
function runWithin<T>(scopes: readonly Scope[], work: () => Promise<T>): Promise<T> {
  return new Promise((resolve) => {
    let begun = false;
    const begin = () => {
      if (begun) return;
      begun = true;
      resolve(work());
    };
    scopes.reduce<() => void>((inner, scope) => () => scope(inner), begin)();
    begin();
  });
}

const rounded = (ms: number) => Math.round(ms * 100) / 100;

/** Runs `work` on a channel that has subscribers. */
export async function published<T, C extends EndTrace>(
  channel: TraceChannel<C>,
  clock: Pick<Clock, "monotonic">,
  trace: C,
  work: (trace: C) => Promise<T>,
): Promise<T> {
  const scopes: Scope[] = [];
  Object.defineProperty(trace, SCOPES, { value: scopes });
  let result: T | undefined;
  // The channel publishes what this promise resolves to; results hold tokens, so it resolves to nothing.
  await channel.tracePromise(async () => {
    const startedAt = clock.monotonic();
    try {
      result = await runWithin(scopes, () => work(trace));
    } finally {
      trace.ms = rounded(clock.monotonic() - startedAt);
    }
  }, trace);
  return result as T;
}

/** Waits, and publishes that if there are subscribers. */
export function tracedWait(
  clock: Pick<Clock, "monotonic">,
  trace: () => WaitTrace,
  wait: () => Promise<void>,
): Promise<void> {
  return waitChannel.hasSubscribers ? published(waitChannel, clock, trace(), wait) : wait();
}

const DEFAULT_PORTS = { "https:": 443, "http:": 80 };

export function serverOf({ protocol, hostname, port }: URL): ServerTrace {
  return {
    host: hostname,
    port: port === "" ? DEFAULT_PORTS[protocol as keyof typeof DEFAULT_PORTS] : Number(port),
  };
}
