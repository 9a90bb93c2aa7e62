/**
 * What can be observed from outside: two tracing channels, reports of drift, and the warnings for deprecated endpoints.
 * No URL, no header and no body is a field of a trace. `error` is the error itself: its `body`, which is not
 * enumerable, may hold issued tokens, and its `cause` may be an error of the user's own `auth` function.
 */
import type { TracingChannel } from "node:diagnostics_channel";
import { type AnyCall, requestIdOf } from "./callState.js";
import type { ClientContext } from "./context.js";
import type { Deprecation } from "./endpoint.js";
import { emitWarning, tracingChannel } from "./host.js";
import type { Difference, Drift } from "./validate.js";

/** What both traces say of the request: what the conventions of OpenTelemetry for HTTP require, and no URL. */
interface RequestTrace {
  /** Id of the endpoint. */
  endpoint: string;
  /** HTTP method. */
  method: string;
  /** Path of the URL with the names of its parameters in braces, as in `/v1/users/{userId}`. */
  urlTemplate: string;
  /** Host of the server, without its port. */
  host: string;
  /** Port of the server. */
  port: number;
}

/** Published on `tessera-sdk.call`, around each call from parameters to result. */
export interface CallTrace extends RequestTrace {
  /** HTTP requests that were started, once the call has ended. */
  attempts?: number;
  /** HTTP status of the last response. */
  status?: number;
  /** The server's id of the last request, where it sends one. */
  requestId?: string;
  /** Duration in milliseconds, once it has ended. */
  ms?: number;
  /** What it failed with. */
  error?: unknown;
}

/** Published on `tessera-sdk.attempt`, around each HTTP request. */
export interface AttemptTrace extends RequestTrace {
  /** 1 for the first. */
  attempt: number;
  /** How often the request had been sent before. */
  resendCount: number;
  /** HTTP status, once a response was received. */
  status?: number;
  /** The server's id of the request, where it sends one. */
  requestId?: string;
  /** Duration in milliseconds, once it has ended. */
  ms?: number;
  /** What it failed with. */
  error?: unknown;
}

export const callChannel = tracingChannel<CallTrace>("tessera-sdk.call");
export const attemptChannel = tracingChannel<AttemptTrace>("tessera-sdk.attempt");

/** Runs `work` on a channel that has subscribers. */
export async function published<T, C extends CallTrace | AttemptTrace>(
  channel: TracingChannel<C>,
  context: C,
  work: (context: C) => Promise<T>,
): Promise<T> {
  const started = performance.now();
  let result: T | undefined;
  // The channel publishes what this promise resolves to; results hold tokens, so it resolves to nothing.
  await channel.tracePromise(async () => {
    try {
      result = await work(context);
    } finally {
      context.ms = performance.now() - started;
    }
  }, context);
  return result as T;
}

/** Publishes an attempt, which returns its failure: to subscribers, that is an error. */
export async function publishedAttempt<O extends object>(call: AnyCall, work: () => Promise<O>): Promise<O> {
  const { attempts } = call.progress;
  const context: AttemptTrace = { ...traceOf(call), attempt: attempts, resendCount: attempts - 1 };
  let outcome: O | undefined;
  try {
    await published(attemptChannel as TracingChannel<AttemptTrace>, context, async (trace) => {
      try {
        outcome = await work();
      } finally {
        completeTrace(trace, call);
      }
      if ("error" in outcome) throw outcome.error;
    });
  } catch (error) {
    if (outcome === undefined) throw error;
  }
  return outcome as O;
}

export function traceOf({ context, endpoint }: AnyCall): RequestTrace {
  const { protocol, hostname, port, pathname } = new URL(context.baseUrl);
  const [method = "", template = ""] = endpoint.http.split(" ");
  return {
    endpoint: endpoint.id,
    method,
    urlTemplate: pathname.replace(/\/$/, "") + template,
    host: hostname,
    port: port === "" ? DEFAULT_PORTS[protocol as keyof typeof DEFAULT_PORTS] : Number(port),
  };
}

const DEFAULT_PORTS = { "https:": 443, "http:": 80 };

/** Adds what is known of the last response. */
export function completeTrace(trace: CallTrace | AttemptTrace, call: AnyCall): void {
  const requestId = requestIdOf(call);
  if (call.progress.response) trace.status = call.progress.response.status;
  if (requestId !== undefined) trace.requestId = requestId;
}

/** Reports the differences that were let through. */
export function reportDrift(
  { onDrift, validation }: ClientContext,
  endpoint: string,
  part: Drift["part"],
  differences: readonly Difference[],
): void {
  if (validation === "off") return;
  for (const difference of differences) notify(onDrift, { endpoint, part, ...difference });
}

/** Calls an observer of the caller. What it throws goes to the process and does not affect the call. */
export function notify<T>(observer: ((value: T) => void) | undefined, value: T): void {
  try {
    observer?.(value);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}

/** Codes already warned of: once a process, like Node's own deprecations, also where ESM and CJS meet in it. */
const WARNED = Symbol.for("tessera-sdk.warned");
const shared = globalThis as { [WARNED]?: Set<string> };

export function warnOnce(code: string, message: string, type?: string): void {
  shared[WARNED] ??= new Set();
  if (shared[WARNED].has(code)) return;
  shared[WARNED].add(code);
  emitWarning(message, { code, ...(type && { type }) });
}

export function warnDeprecated(endpoint: string, { since, sunset, use, code }: Deprecation): void {
  const from = since === undefined ? "" : ` since ${since}`;
  const until = sunset === undefined ? "" : ` and promised to work only until ${sunset}`;
  warnOnce(code, `${endpoint} is deprecated${from}${until}; ${use}.`, "DeprecationWarning");
}
