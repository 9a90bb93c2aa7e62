/**
 * What can be observed from outside: two tracing channels and the warnings for deprecated endpoints.
 * Nothing secret is published: no URL, no header, no body.
 */
import type { TracingChannel } from "node:diagnostics_channel";
import type { Deprecation } from "./endpoint.js";

/** Published on `tessera-sdk.call`, around each call from parameters to result. */
export interface CallTrace {
  /** Id of the endpoint. */
  endpoint: string;
  attempts?: number;
  status?: number;
  requestId?: string;
  ms?: number;
  error?: unknown;
}

/** Published on `tessera-sdk.attempt`, around each HTTP request. */
export interface AttemptTrace {
  endpoint: string;
  /** 1 for the first. */
  attempt: number;
  status?: number;
  requestId?: string;
  ms?: number;
  error?: unknown;
}

// Reached through `process`, so that the core also loads where there is no such module.
const channels = globalThis.process?.getBuiltinModule?.("node:diagnostics_channel");
export const callChannel = channels?.tracingChannel<CallTrace>("tessera-sdk.call");
export const attemptChannel = channels?.tracingChannel<AttemptTrace>("tessera-sdk.attempt");

/** Does `work` on a channel that has subscribers, or by itself; only then there is a context to describe. */
export function traced<T, C extends CallTrace | AttemptTrace>(
  channel: TracingChannel<C> | undefined,
  context: C,
  work: (context: C | undefined) => Promise<T>,
): Promise<T> {
  return channel?.hasSubscribers ? published(channel, context, work) : work(undefined);
}

async function published<T, C extends CallTrace | AttemptTrace>(
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

/** Hands `value` to a caller's observer. What it throws is the process's to see and does not disturb the call. */
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
  globalThis.process?.emitWarning?.(message, { code, ...(type && { type }) });
}

export function warnDeprecated(endpoint: string, { since, sunset, use, code }: Deprecation): void {
  const from = since === undefined ? "" : ` since ${since}`;
  const until = sunset === undefined ? "" : ` and promised to work only until ${sunset}`;
  warnOnce(code, `${endpoint} is deprecated${from}${until}; ${use}.`, "DeprecationWarning");
}
