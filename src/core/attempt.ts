/** One exchange with the server, to its outcome. */
import { readText } from "./body.js";
import { byteStream } from "./byteStream.js";
import { type AnyCall, type PreparedCall, redactorOf, requestIdOf } from "./callState.js";
import type { ErrorResponse, VendorFailure } from "./context.js";
import type { Deadline } from "./deadline.js";
import {
  addSentence,
  annotate,
  ConnectionError,
  InvalidResponseError,
  markOutcomeUnknown,
  TesseraError,
  TimeoutError,
} from "./errors.js";
import { redirectTarget } from "./redirect.js";
import { foreignResponse, resultOf } from "./result.js";
import { type Verdict, verdictOfStatus } from "./retry.js";
import { retryAfterMs } from "./retryAfter.js";
import type { IssuedToken } from "./tokenProvider.js";
import { transportFailure } from "./transport/failure.js";
import {
  type Cancellation,
  headerOf,
  type Transport,
  type TransportRequest,
  type TransportResponse,
} from "./transport/transport.js";
import { Upload } from "./upload.js";

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
): Promise<Outcome<R>> {
  const { context, deadline, options, progress } = call;
  progress.response = undefined;
  const sentAt = context.clock.now();
  const { body } = call.encoded;
  let upload = typeof body === "function" ? new Upload(body) : undefined;
  const cancellation = deadline.startAttempt(options.timeoutMs ?? context.timeoutMs);
  const request = requestOf(call, issued, upload?.open ?? body, cancellation);
  try {
    const response = await deadline.race(Promise.resolve(context.transport.send(request)));
    checkShape(response);
    progress.response = { status: response.status, headers: response.headers };
    deadline.progress();
    const success = response.status >= 200 && response.status < 300;
    if (!success) return await readFailure(call, response, renewed);
    if (isForeignPage(call, response)) {
      throw foreignResponse(call, response.status, await errorText(response, MAX_ERROR_BYTES, deadline));
    }
    if (call.endpoint.reads === "stream") {
      const stream = byteStream(call, response, upload);
      // The stream closes it, as it may still be on its way.
      upload = undefined;
      return { value: stream as R };
    }
    // Read also where there is no result, so that the connection can be used again.
    const read = readText(response, context.maxResponseBytes, deadline);
    const text = typeof read === "string" ? read : await read;
    const { readSuccess } = context.service;
    const failure = readSuccess && (await readSuccess(errorResponse(call, response, text, renewed)));
    if (failure === "foreign") throw foreignResponse(call, response.status, text);
    return failure ?? { value: resultOf(call, response.status, text, sentAt) };
  } catch (thrown) {
    if (upload?.failure && !deadline.over) throw upload.failure.error;
    return failureOf(call, request, thrown);
  } finally {
    upload?.close();
    deadline.endAttempt();
  }
}

function requestOf<P, R>(
  { context, encoded }: PreparedCall<P, R>,
  issued: IssuedToken | undefined,
  body: TransportRequest["body"],
  cancellation: Cancellation,
): TransportRequest {
  const { method, target, headers: own } = encoded;
  // Spreading them into one object takes ten times as long.
  const headers = Object.assign({}, context.headers, own, issued && context.service.authHeaders(issued));
  const url = context.baseUrl + target;
  return body === undefined ? { method, url, headers, cancellation } : { method, url, headers, body, cancellation };
}

/** Whether a proxy sent a page in place of the content. */
function isForeignPage({ endpoint }: AnyCall, response: TransportResponse): boolean {
  return endpoint.refusesPages === true && /^text\/html\b/i.test(headerOf(response, "content-type") ?? "");
}

/** A transport of the user's may return something else, such as the `Response` of a `fetch`. */
function checkShape(response: TransportResponse | undefined): asserts response is TransportResponse {
  const { status, headers, body } = response ?? ({} as Partial<TransportResponse>);
  const isRecord = typeof headers === "object" && headers !== null && typeof headers.get !== "function";
  if (isRecord && Number.isInteger(status) && typeof body?.[Symbol.asyncIterator] === "function") return;
  throw new TesseraError(
    "The transport returned no response: `send` must resolve to `{ status, headers, body }`, with headers as an " +
      "object and a body that is async iterable.",
    { code: "ERR_TESSERA_TRANSPORT" },
  );
}

/** Classifies what was thrown during an attempt. @throws What ended the whole call, if it has ended. */
function failureOf<P, R>(call: PreparedCall<P, R>, request: TransportRequest, thrown: unknown): Failure {
  const { context, deadline, endpoint, options, progress } = call;
  const status = progress.response?.status;
  const isWritten = request.written !== false;
  const mayBeDone = isWritten && endpoint.idempotency === "none";
  if (deadline.over) {
    if (isWritten) progress.mayBeDone = true;
    const timedOut = thrown instanceof TimeoutError && !options.signal?.aborted;
    if (timedOut && mayBeDone) markOutcomeUnknown(thrown);
    if (timedOut && status === undefined) addHint(thrown, context.transport);
    throw deadline.reason;
  }
  const ours = thrown instanceof TesseraError;
  const failure = { status, request, redact: redactorOf(call) };
  const { error, lasting } = ours ? { error: thrown, lasting: false } : transportFailure(thrown, failure);
  if (status !== undefined) annotate(error, { status, requestId: requestIdOf(call) });
  const isLost = error instanceof ConnectionError || error instanceof TimeoutError;
  // An undocumented response would come again; a misused or closed transport would fail again.
  if (!isLost || lasting) {
    if (status === undefined && mayBeDone) markOutcomeUnknown(error);
    if (status === undefined && isLost) addHint(error, context.transport);
    return { error, verdict: "final" };
  }
  // The headers arrived and the body was lost: a 2xx may have been processed, else the status decides.
  if (status !== undefined) return { error, verdict: status < 300 ? "ambiguous" : verdictOfStatus(status) };
  addHint(error, context.transport);
  return { error, verdict: request.written === false ? "refused" : "ambiguous" };
}

function addHint(error: TesseraError, transport: Transport): void {
  const hint = transport.connectionHint?.();
  if (hint !== undefined) addSentence(error, hint);
}

/** The body of an error; empty where it cannot be read. */
async function errorText(response: TransportResponse, limit: number, deadline: Deadline): Promise<string> {
  try {
    return await readText(response, limit, deadline);
  } catch (error) {
    if (error instanceof InvalidResponseError) return "";
    throw error;
  }
}

/** Lets the service read a response that is not 2xx. */
async function readFailure<P, R>(
  call: PreparedCall<P, R>,
  response: TransportResponse,
  renewed: boolean,
): Promise<VendorFailure> {
  const { context, deadline } = call;
  const limit = Math.min(context.maxResponseBytes, MAX_ERROR_BYTES);
  const text = await errorText(response, limit, deadline);
  return context.service.readError(errorResponse(call, response, text, renewed));
}

function errorResponse<P, R>(
  call: PreparedCall<P, R>,
  response: TransportResponse,
  text: string,
  renewed: boolean,
): ErrorResponse {
  const { context, encoded, endpoint } = call;
  const redact = redactorOf(call);
  const header = (name: string) => redact(headerOf(response, name) ?? "") || undefined;
  const url = context.baseUrl + encoded.target;
  // Redacted once more: a relative target is resolved against a path that may hold a secret.
  const redirectTo = redirectTarget(header("location"), url);
  return {
    status: response.status,
    header,
    text: redact(text),
    redact,
    endpoint: endpoint.id,
    url: redact(url),
    redirect: redirectTo && redact(redirectTo),
    facts: {
      status: response.status,
      requestId: requestIdOf(call),
      retryAfterMs: retryAfterMs(header("retry-after"), context.clock.now(), header("date")),
    },
    renewed,
  };
}
