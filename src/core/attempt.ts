/** One exchange with the server, to its outcome. */
import { readText } from "./body.js";
import { type PreparedCall, redactorOf, requestIdOf } from "./callState.js";
import type { VendorFailure } from "./context.js";
import { type AttemptTrace, completeTrace } from "./diagnostics.js";
import {
  annotate,
  ConnectionError,
  InvalidResponseError,
  markOutcomeUnknown,
  TesseraError,
  TimeoutError,
} from "./errors.js";
import { readResult } from "./result.js";
import { retryAfterMs, type Verdict, verdictOfStatus } from "./retry.js";
import type { IssuedToken } from "./tokenProvider.js";
import { connectionError } from "./transport/failure.js";
import { type Cancellation, headerOf, type TransportRequest, type TransportResponse } from "./transport/transport.js";

/** Error bodies are small; anything longer is a page that carries no information for a program. */
const MAX_ERROR_BYTES = 1_048_576;

export interface Failure {
  error: TesseraError;
  verdict: Verdict;
  waitMs?: number;
}

export type Outcome<R> = { value: R } | Failure;

/** @throws What ended the whole call: its deadline, or the caller's signal. */
export async function attempt<P, R>(
  call: PreparedCall<P, R>,
  issued: IssuedToken | undefined,
  renewed: boolean,
  trace: AttemptTrace | undefined,
): Promise<Outcome<R>> {
  const { context, deadline, options, progress } = call;
  progress.response = undefined;
  const sentAt = context.clock.now();
  const request = requestOf(call, issued, deadline.startAttempt(options.timeoutMs ?? context.timeoutMs));
  let outcome: Outcome<R>;
  try {
    const response = await deadline.race(context.transport.send(request));
    progress.response = { status: response.status, headers: response.headers };
    deadline.progress();
    const success = response.status >= 200 && response.status < 300;
    outcome = success
      ? { value: await readResult(call, response, sentAt) }
      : await readFailure(call, response, renewed);
  } catch (thrown) {
    outcome = failureOf(call, request, thrown);
  } finally {
    deadline.endAttempt();
  }
  if (trace) completeTrace(trace, call, "error" in outcome ? outcome.error : undefined);
  return outcome;
}

function requestOf<P, R>(
  { context, encoded }: PreparedCall<P, R>,
  issued: IssuedToken | undefined,
  cancellation: Cancellation,
): TransportRequest {
  const { method, target, headers: own, body } = encoded;
  // Spreading them into one object takes ten times as long.
  const headers = Object.assign({}, context.headers, own, issued && context.service.authHeaders(issued));
  const url = context.baseUrl + target;
  return body === undefined ? { method, url, headers, cancellation } : { method, url, headers, body, cancellation };
}

/** Classifies what was thrown during an attempt. @throws What ended the whole call, if it has ended. */
function failureOf<P, R>(call: PreparedCall<P, R>, request: TransportRequest, thrown: unknown): Failure {
  const { deadline, endpoint, options, progress } = call;
  if (deadline.over) {
    const timedOut = thrown instanceof TimeoutError && !options.signal?.aborted;
    if (timedOut && request.written !== false && endpoint.idempotency === "none") markOutcomeUnknown(thrown);
    throw deadline.reason;
  }
  const status = progress.response?.status;
  const ours = thrown instanceof TesseraError;
  const error = ours ? thrown : connectionError(thrown, status, redactorOf(call));
  if (status !== undefined) annotate(error, { status, requestId: requestIdOf(call) });
  // An undocumented response would come again; a misused or closed transport would fail again.
  if (ours && !(thrown instanceof ConnectionError || thrown instanceof TimeoutError)) {
    return { error, verdict: "final" };
  }
  // The headers arrived and the body was lost: a 2xx may have been processed, else the status decides.
  if (status !== undefined) return { error, verdict: status < 300 ? "ambiguous" : verdictOfStatus(status) };
  return { error, verdict: request.written === false ? "refused" : "ambiguous" };
}

/** Lets the service read a response that is not 2xx. */
async function readFailure<P, R>(
  call: PreparedCall<P, R>,
  response: TransportResponse,
  renewed: boolean,
): Promise<VendorFailure> {
  const { context, deadline, endpoint } = call;
  const limit = Math.min(context.maxResponseBytes, MAX_ERROR_BYTES);
  const text = await readText(response, limit, deadline).catch((error: unknown) => {
    if (error instanceof InvalidResponseError) return "";
    throw error;
  });
  const redact = redactorOf(call);
  const header = (name: string) => redact(headerOf(response, name) ?? "") || undefined;
  return context.service.readError({
    status: response.status,
    header,
    text: redact(text),
    redact,
    endpoint: endpoint.id,
    facts: {
      status: response.status,
      requestId: header(context.service.requestIdHeader),
      retryAfterMs: retryAfterMs(header("retry-after"), context.clock.now()),
    },
    renewed,
  });
}
