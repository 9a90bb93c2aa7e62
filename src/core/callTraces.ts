/** The traces of a call, from its state. */
import { type AnyCall, requestIdOf } from "./callState.js";
import {
  type AttemptTrace,
  attemptChannel,
  type CallTrace,
  published,
  type RequestTrace,
  serverOf,
  type WaitTrace,
} from "./tracing.js";

/** What is known before the call begins. */
export function traceOf({ context, endpoint }: AnyCall): RequestTrace {
  const url = new URL(context.baseUrl);
  const [method = "", template = ""] = endpoint.http.split(" ");
  const urlTemplate = url.pathname.replace(/\/$/, "") + template;
  return { endpoint: endpoint.id, method, urlTemplate, ...serverOf(url) };
}

/** Publishes an attempt, which returns its failure: to subscribers, that is an error. */
export async function publishedAttempt<O extends object>(call: AnyCall, work: () => Promise<O>): Promise<O> {
  const { attempts } = call.progress;
  const started: AttemptTrace = { ...traceOf(call), attempt: attempts, resendCount: attempts - 1 };
  let outcome: O | undefined;
  try {
    await published(attemptChannel, call.context.clock, started, async (trace) => {
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

/** The wait of a call for its next attempt. */
export function waitOf({ context, endpoint, progress }: AnyCall, reason: WaitTrace["reason"]): WaitTrace {
  return { endpoint: endpoint.id, reason, attempt: progress.attempts + 1, ...serverOf(new URL(context.baseUrl)) };
}

/** Adds what is known of the last response. */
export function completeTrace(trace: CallTrace | AttemptTrace, call: AnyCall): void {
  const requestId = requestIdOf(call);
  if (call.progress.response) trace.status = call.progress.response.status;
  if (requestId !== undefined) trace.requestId = requestId;
}
