/**
 * What can be observed from outside: two tracing channels, reports of drift, and the warnings for deprecated endpoints.
 * No URL, no header and no body is a field of a trace. `error` is the error itself: its `body`, which is not
 * enumerable, may hold issued tokens, and its `cause` may be an error of the user's own `auth` function.
 */
import type { TracingChannel } from "node:diagnostics_channel";
import { type AnyCall, requestIdOf } from "./callState.js";
import type { ClientContext } from "./context.js";
import type { Deprecation } from "./endpoint.js";
import type { TesseraError } from "./errors.js";
import { emitWarning, tracingChannel } from "./host.js";
import type { Difference, Drift } from "./validate.js";

/** Published on `tessera-sdk.call`, around each call from parameters to result. */
export interface CallTrace {
  /** Id of the endpoint. */
  endpoint: string;
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
export interface AttemptTrace {
  /** Id of the endpoint. */
  endpoint: string;
  /** 1 for the first. */
  attempt: number;
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

/**
 * Adds what is known of the last response.
 *
 * @param error of an attempt, which returns its failure; that of a call, which throws it, is set by the channel.
 */
export function completeTrace(trace: CallTrace | AttemptTrace, call: AnyCall, error?: TesseraError | undefined): void {
  const requestId = requestIdOf(call);
  if (call.progress.response) trace.status = call.progress.response.status;
  if (requestId !== undefined) trace.requestId = requestId;
  if (error) trace.error = error;
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
function notify<T>(observer: ((value: T) => void) | undefined, value: T): void {
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
