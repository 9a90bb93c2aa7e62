/** One call: prepare, attempt until it is done, report. */
import { admitted, reportThrottle } from "./admission.js";
import { attempt, type Failure, type Outcome } from "./attempt.js";
import type { AnyCall, CallProgress, GivenCall, PreparedCall } from "./callState.js";
import { completeTrace, publishedAttempt, traceOf, waitOf } from "./callTraces.js";
import type { ClientContext } from "./context.js";
import { Deadline } from "./deadline.js";
import { reportDrift, warnDeprecated } from "./diagnostics.js";
import { type Encoded, encode } from "./encode.js";
import type { Endpoint } from "./endpoint.js";
import { addSentence, annotate, InvalidParamsError, markOutcomeUnknown, TesseraError } from "./errors.js";
import { type CallOptions, checkCallOptions, DEFAULT_DEADLINE_MS, isAbortReason } from "./options.js";
import type { ResponsePromise } from "./response.js";
import { ResponseRecord, responsePromise } from "./responsePromise.js";
import { backoffMs, mayRetry, type RetryPolicy, retryPolicy } from "./retry.js";
import type { IssuedToken } from "./tokenProvider.js";
import { TransientAuthError } from "./tokens.js";
import { attemptChannel, type CallTrace, callChannel, published, tracedWait } from "./tracing.js";
import { saysMisused } from "./upload.js";
import { checkParams, type UnknownParams } from "./validate.js";
import { without } from "./values.js";

const NO_OPTIONS: CallOptions = {};

/** @throws A {@link TesseraError}, or the reason of `options.signal`. */
export function call<P, R>(
  context: ClientContext,
  endpoint: Endpoint<P, R>,
  params: P,
  options: CallOptions = NO_OPTIONS,
  record = new ResponseRecord(),
): ResponsePromise<R> {
  const progress: CallProgress = { attempts: 0, response: undefined, tokens: [], mayBeDone: false };
  const given = { context, endpoint, params, options, progress };
  record.call = given;
  const result = callChannel.hasSubscribers
    ? published<R, CallTrace>(callChannel, context.clock, traceOf(given), (trace) => run(given, trace))
    : run(given, undefined);
  return responsePromise(result, record);
}

async function run<P, R>(call: GivenCall<P, R>, trace: CallTrace | undefined): Promise<R> {
  const { context, endpoint, params, options, progress } = call;
  let deadline: Deadline | undefined;
  try {
    const { encoded, policy } = prepare(call);
    deadline = new Deadline(context.clock, options.signal, deadlineMsOf(call, encoded));
    deadline.check();
    // Spelled out: to spread `call` would take longer than the rest of the preparation.
    const prepared = { context, endpoint, params, options, progress, encoded, deadline };
    const result = await attemptUntilDone(prepared, policy);
    context.budget.succeed();
    return result;
  } catch (error) {
    // If the caller aborts with one of our errors as the reason, that error is left unchanged.
    if (error instanceof TesseraError && !isAbortReason(error, options)) {
      annotate(error, { endpoint: endpoint.id, attempts: progress.attempts });
    }
    throw error;
  } finally {
    deadline?.dispose();
    if (trace) completeTrace(Object.assign(trace, { attempts: progress.attempts }), call);
  }
}

/**
 * Throws what is wrong with a call, of which nothing is sent yet.
 *
 * @returns what passed of the parameters without being known.
 */
export function checkCall<P, R>(
  context: ClientContext,
  endpoint: Endpoint<P, R>,
  params: P,
  options: CallOptions = NO_OPTIONS,
): UnknownParams {
  context.closing.check();
  const passed = checkParams(endpoint, params, context.validation === "strict");
  if (options !== NO_OPTIONS) checkCallOptions(options);
  const issues = endpoint.issuesAt?.(params, context.clock.now()) ?? [];
  if (issues.length > 0) throw new InvalidParamsError(issues);
  return passed;
}

/** @throws An {@link InvalidParamsError} for what cannot be sent, of parameters and options that {@link checkCall} passed. */
export function encodeCall<P, R>(endpoint: Endpoint<P, R>, params: P, options: CallOptions = NO_OPTIONS): Encoded {
  const wire = endpoint.toWire ? endpoint.toWire(params) : (params as object);
  return encode(endpoint, wire as Record<string, unknown>, {
    query: options.extraQuery,
    body: options.extraBody,
    headers: options.headers,
  });
}

/** Everything that can be wrong with the parameters is found here, before a token is requested. */
function prepare<P, R>({ context, endpoint, params, options }: GivenCall<P, R>) {
  const { differences, ignored } = checkCall(context, endpoint, params, options);
  if (endpoint.deprecated) warnDeprecated(endpoint.id, endpoint.deprecated);
  const encoded = encodeCall(endpoint, ignored.length === 0 ? params : without(params, ignored), options);
  // Last, as nothing has passed that is refused after all.
  if (differences.length > 0) reportDrift(context, endpoint.id, "request", differences);
  return { encoded, policy: retryPolicy(options.retry, context.policy) };
}

/** How long an upload takes is known to who streams it. */
function deadlineMsOf({ context, options }: AnyCall, { body }: Encoded): number {
  const given = options.deadlineMs ?? context.deadlineMs;
  return given ?? (typeof body === "function" ? Number.POSITIVE_INFINITY : DEFAULT_DEADLINE_MS);
}

async function attemptUntilDone<P, R>(call: PreparedCall<P, R>, policy: RetryPolicy): Promise<R> {
  const { context, encoded, endpoint, deadline, progress } = call;
  let refused: { token: string; error: TesseraError } | undefined;
  let failure: Failure | undefined;
  const isUpload = encoded.body !== undefined && typeof encoded.body !== "string";
  // `tries` also counts failed token requests; `progress.attempts` counts HTTP requests.
  for (let tries = 1; ; ) {
    try {
      const found = context.tokens?.get(endpoint.scopes ?? [], deadline, call.params, isUpload);
      // A cached token comes without a promise, and needs no turn of the event loop.
      const issued = found instanceof Promise ? await context.closing.wait(deadline, found, "a token") : found;
      deadline.check();
      // The same token again would be refused again.
      if (refused !== undefined && issued?.token === refused.token) throw refused.error;
      if (issued) progress.tokens.push(issued.token);
      const renewed = refused !== undefined;
      const admission = admitted(call, issued, failure?.error);
      if (admission) await context.closing.wait(deadline, admission, "the limiter or `onSend`", failure?.error);
      progress.attempts++;
      const outcome = await tracedAttempt(call, issued, renewed);
      if ("value" in outcome) return outcome.value;
      failure = outcome;
      if (failure.verdict === "ambiguous") progress.mayBeDone = true;
      if (isThrottle(call, failure)) reportThrottle(call, issued, requestedWaitMs(failure));
      if (failure.verdict === "token") {
        if (issued) context.tokens?.invalidate(issued, { endpoint: endpoint.id, renewed });
        if (!issued || renewed) throw failure.error;
        refused = { token: issued.token, error: failure.error };
        // At once, and not counted: the server refused the token, and has not seen the request itself.
        continue;
      }
    } catch (error) {
      if (failure && saysMisused(error)) addSentence(error, `The attempt before failed: ${failure.error.message}`);
      if (!(error instanceof TransientAuthError)) throw error;
      failure = { error, verdict: "refused" };
    }
    await waitOrThrow(call, policy, failure, tries++);
  }
}

function tracedAttempt<P, R>(
  call: PreparedCall<P, R>,
  issued: IssuedToken | undefined,
  renewed: boolean,
): Promise<Outcome<R>> {
  if (!attemptChannel.hasSubscribers) return attempt(call, issued, renewed);
  return publishedAttempt(call, () => attempt(call, issued, renewed));
}

/** By the status too: the body of a throttle may have been lost. */
function isThrottle<P, R>({ endpoint }: PreparedCall<P, R>, { error, verdict }: Failure): boolean {
  const isLimit = error.kind === "rate_limited" || error.status === 429;
  return verdict === "refused" && isLimit && endpoint.retry429 !== false;
}

function requestedWaitMs({ error, waitMs = 0 }: Failure): number | undefined {
  return Math.max(error.retryAfterMs ?? 0, waitMs) || undefined;
}

/** Waits before the next attempt, or throws the error when there is to be none. */
async function waitOrThrow<P, R>(
  call: PreparedCall<P, R>,
  policy: RetryPolicy,
  failure: Failure,
  tries: number,
): Promise<void> {
  const { context, endpoint, deadline } = call;
  const { error, verdict } = failure;
  if (verdict === "ambiguous" && endpoint.idempotency === "none") markOutcomeUnknown(error);
  if (tries >= policy.attempts || !mayRetry(verdict, endpoint.idempotency)) throw error;
  if (endpoint.retry429 === false && error.kind === "rate_limited") throw error;
  const wait = backoffMs(policy, tries, requestedWaitMs(failure) ?? 0, context.clock);
  if (!deadline.allows(wait)) throw notRetried(error, `the wait of ${wait} ms would exceed the deadline`);
  // A throttle is not an outage: the limiter slows down what it hits.
  const affordable = isThrottle(call, failure) || context.budget.spend();
  if (!affordable) throw notRetried(error, "the client's `retry.budget` is used up, as too many calls fail");
  const trace = () => ({ ...waitOf(call, "retry"), delayMs: wait });
  const slept = tracedWait(context.clock, trace, () => deadline.sleep(wait));
  await context.closing.wait(deadline, slept, "its next attempt", error);
}

function notRetried(error: TesseraError, why: string): TesseraError {
  addSentence(error, `It was not retried: ${why}.`);
  return error;
}
