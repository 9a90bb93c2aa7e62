/** One call, from parameters to checked result. */
import { type IssuedToken, PassingAuthError } from "./auth.js";
import { parseJson, readText, redact } from "./body.js";
import { Deadline } from "./deadline.js";
import {
  type AttemptTrace,
  attemptChannel,
  type CallTrace,
  callChannel,
  notify,
  traced,
  warnDeprecated,
} from "./diagnostics.js";
import { type Encoded, encode } from "./encode.js";
import type { Endpoint } from "./endpoint.js";
import {
  annotate,
  ConnectionError,
  InvalidParamsError,
  InvalidResponseError,
  markOutcomeUnknown,
  TesseraError,
  TimeoutError,
} from "./errors.js";
import { type CallOptions, checkCallOptions } from "./options.js";
import {
  backoffMs,
  mayRepeat,
  type RetryPolicy,
  retryAfterMs,
  retryPolicy,
  type Verdict,
  verdictOfStatus,
} from "./retry.js";
import { type Check, checkParams, checkResponse, isPlainObject, matches } from "./schema.js";
import type { Core } from "./service.js";
import { connectionError, headerOf, type TransportRequest, type TransportResponse } from "./transport.js";

/** Error bodies are small; what is longer is a page that says nothing to a program. */
const MAX_ERROR_BYTES = 1_048_576;

const NO_OPTIONS: CallOptions = {};

/** @throws the errors of {@link TesseraError}, or the reason of `options.signal`. */
export function call<P, R>(core: Core, endpoint: Endpoint<P, R>, params: P, options?: CallOptions): Promise<R> {
  return traced(callChannel, { endpoint: endpoint.id }, (trace) =>
    new Call(core, endpoint, params, options ?? NO_OPTIONS, trace).run(),
  );
}

type Outcome<R> = { value: R } | Failure;

interface Failure {
  error: TesseraError;
  verdict: Verdict;
  waitMs?: number;
}

class Call<P, R> {
  #attempts = 0;
  #renewed = false;
  #issued: IssuedToken | undefined;
  #answer: TransportResponse | undefined;
  #deadline!: Deadline;
  #encoded!: Encoded;
  #policy!: RetryPolicy;

  constructor(
    readonly core: Core,
    readonly endpoint: Endpoint<P, R>,
    readonly params: P,
    readonly options: CallOptions,
    readonly trace: CallTrace | undefined,
  ) {}

  async run(): Promise<R> {
    const { core, options } = this;
    try {
      this.#prepare();
      this.#deadline = new Deadline(core.clock, options.signal, options.deadlineMs ?? core.deadlineMs);
      this.#deadline.check();
      const result = await this.#untilDone();
      core.budget.succeed();
      return result;
    } catch (error) {
      // The reason of the caller's signal is the caller's, even if it is an error of ours.
      const given = options.signal?.aborted && error === options.signal.reason;
      if (error instanceof TesseraError && !given)
        annotate(error, { endpoint: this.endpoint.id, attempts: this.#attempts });
      throw error;
    } finally {
      this.#deadline?.dispose();
      this.#report();
    }
  }

  /** All that can be wrong with the parameters is found here, before a token is asked for. */
  #prepare(): void {
    const { core, endpoint, params, options } = this;
    if (core.closed) throw new TesseraError("The client is closed.", { code: "ERR_TESSERA_CLOSED" });
    if (!isPlainObject(params)) throw new InvalidParamsError([{ path: "params", message: "must be a plain object" }]);
    if (options !== NO_OPTIONS) checkCallOptions(options);
    this.#policy = retryPolicy(options.retry, core.policy);
    checkParams(endpoint.params, params);
    if (endpoint.deprecated) warnDeprecated(endpoint.id, endpoint.deprecated);
    const wire = endpoint.toWire ? endpoint.toWire(params, core.clock.now()) : (params as object);
    this.#encoded = encode(endpoint as Endpoint<never, unknown>, wire as Record<string, unknown>, {
      query: options.extraQuery,
      body: options.extraBody,
      headers: options.headers,
    });
  }

  async #untilDone(): Promise<R> {
    const { core, endpoint } = this;
    let refused: { token: string; error: TesseraError } | undefined;
    for (let tries = 1; ; tries++) {
      let outcome: Outcome<R>;
      try {
        const issued = await core.tokens?.get(endpoint.scopes ?? [], this.#deadline);
        this.#deadline.check();
        this.#issued = issued;
        if (refused !== undefined && issued?.token === refused.token) throw refused.error;
        this.#renewed = refused !== undefined;
        const attempt = ++this.#attempts;
        outcome = await traced(attemptChannel, { endpoint: endpoint.id, attempt }, (trace) => this.#attempt(trace));
        if ("value" in outcome) return outcome.value;
        if (outcome.verdict === "token") {
          if (issued) core.tokens?.drop(issued);
          if (!issued || this.#renewed || tries >= this.#policy.attempts) throw outcome.error;
          refused = { token: issued.token, error: outcome.error };
          continue;
        }
      } catch (error) {
        if (!(error instanceof PassingAuthError)) throw error;
        outcome = { error, verdict: "refused" };
      }
      await this.#waitOrThrow(outcome, tries);
    }
  }

  /** Waits before the next try, or throws the error when there is to be none. */
  async #waitOrThrow({ error, verdict, waitMs = 0 }: Failure, tries: number): Promise<void> {
    const { core, endpoint } = this;
    if (verdict === "ambiguous" && endpoint.idempotency === "none") markOutcomeUnknown(error);
    if (tries >= this.#policy.attempts || !mayRepeat(verdict, endpoint.idempotency)) throw error;
    if (endpoint.retry429 === false && error.kind === "rate_limited") throw error;
    const wait = backoffMs(this.#policy, tries, Math.max(error.retryAfterMs ?? 0, waitMs), core.clock);
    if (!this.#deadline.allows(wait) || !core.budget.spend()) throw error;
    await this.#deadline.sleep(wait);
  }

  async #attempt(trace: AttemptTrace | undefined): Promise<Outcome<R>> {
    const { core } = this;
    const request = this.#request();
    this.#answer = undefined;
    const sentAt = core.clock.now();
    try {
      const response = await this.#deadline.race(core.transport.send(request));
      this.#answer = response;
      this.#deadline.progress();
      const outcome =
        response.status >= 200 && response.status < 300
          ? { value: await this.#result(response, sentAt) }
          : await this.#refusal(response);
      this.#describe(trace, "error" in outcome ? outcome.error : undefined);
      return outcome;
    } catch (thrown) {
      const failure = this.#failure(thrown, request);
      this.#describe(trace, failure.error);
      return failure;
    } finally {
      this.#deadline.endAttempt();
    }
  }

  #request(): TransportRequest {
    const { core } = this;
    const issued = this.#issued;
    const { method, target, headers: own, body } = this.#encoded;
    // Spreading them into one object takes ten times as long.
    const headers = Object.assign({}, core.headers, own, issued && core.service.authHeaders(issued));
    const url = core.baseUrl + target;
    const cancellation = this.#deadline.startAttempt(this.options.timeoutMs ?? core.timeoutMs);
    return body === undefined ? { method, url, headers, cancellation } : { method, url, headers, body, cancellation };
  }

  /** What a throw during an attempt means. Rethrows what ends the whole call. */
  #failure(thrown: unknown, request: TransportRequest): Failure {
    const status = this.#answer?.status;
    if (this.#deadline.over) {
      const timedOut = thrown instanceof TimeoutError && !this.options.signal?.aborted;
      if (timedOut && request.written !== false && this.endpoint.idempotency === "none") markOutcomeUnknown(thrown);
      this.#deadline.check();
    }
    const ours = thrown instanceof TesseraError;
    // An undocumented answer would come again; a misused or closed transport would fail again.
    const error = ours ? thrown : connectionError(thrown, status, (text) => this.#clean(text));
    if (status !== undefined) Object.assign(error, { status, requestId: this.#requestId() });
    if (ours && !(thrown instanceof ConnectionError || thrown instanceof TimeoutError)) {
      return { error, verdict: "final" };
    }
    if (status !== undefined) {
      return { error, verdict: status < 300 ? "ambiguous" : verdictOfStatus(status) };
    }
    return { error, verdict: request.written === false ? "refused" : "ambiguous" };
  }

  async #result(response: TransportResponse, sentAt: number): Promise<R> {
    const { core, endpoint } = this;
    const text = await readText(response, core.maxResponseBytes, this.#deadline);
    if (endpoint.response === undefined) return undefined as R;
    const answer = endpoint.reads === "text" ? { value: text } : parseJson(text);
    if (answer === undefined) throw this.#invalid(response, `the body is ${nature(text)}`, text);
    try {
      return this.#checked(response, answer.value, sentAt, text);
    } catch (error) {
      if (error instanceof TesseraError) throw error;
      throw this.#invalid(response, "the body could not be checked", text);
    }
  }

  #checked(response: TransportResponse, answer: unknown, sentAt: number, text: string): R {
    const { core, params } = this;
    const endpoint = this.endpoint as Endpoint<P, R> & { response: Check<R> };
    const context = { params, sentAt, status: response.status, attempts: this.#attempts };
    let value = endpoint.fromWire ? endpoint.fromWire(answer, context) : answer;
    if (endpoint.respell) {
      if (matches(endpoint.response, value)) return value as R;
      value = endpoint.respell(value);
    }
    if (core.validation === "off") return value as R;
    const { drifts, broken } = checkResponse(endpoint.response, value);
    if (broken !== undefined) throw this.#invalid(response, broken, text);
    for (const drift of drifts) {
      if (core.validation === "strict") {
        throw this.#invalid(response, `\`${drift.path}\` is undocumented (${drift.problem})`, text);
      }
      notify(core.onDrift, { endpoint: endpoint.id, ...drift });
    }
    return value as R;
  }

  #invalid(response: TransportResponse, what: string, text: string): InvalidResponseError {
    const message = `The server answered ${response.status}, so the request was probably carried out, but ${what}.`;
    const body = this.#clean(text);
    return new InvalidResponseError(message, { status: response.status, requestId: this.#requestId(), body });
  }

  async #refusal(response: TransportResponse): Promise<Failure> {
    const { core, endpoint } = this;
    const limit = Math.min(core.maxResponseBytes, MAX_ERROR_BYTES);
    const text = await readText(response, limit, this.#deadline).catch((error: unknown) => {
      if (error instanceof InvalidResponseError) return "";
      throw error;
    });
    const header = (name: string) => this.#clean(headerOf(response, name) ?? "") || undefined;
    return core.service.readError({
      status: response.status,
      header,
      text: this.#clean(text),
      clean: (text) => this.#clean(text),
      endpoint: endpoint.id,
      facts: {
        status: response.status,
        requestId: header(core.service.requestIdHeader),
        retryAfterMs: retryAfterMs(header("retry-after"), core.clock.now()),
      },
      renewed: this.#renewed,
    });
  }

  /** Cuts the call's secrets out of a text. */
  #clean(text: string): string {
    const { extraQuery } = this.options;
    const params = this.params as Record<string, unknown>;
    const given = (this.endpoint.secret ?? []).map((name) => params[name]);
    const extra = (this.core.service.secretQuery ?? []).flatMap((name) => extraQuery?.[name]);
    return redact(text, [this.#issued?.token, ...given, ...extra]);
  }

  #requestId(): string | undefined {
    const id = this.#answer && headerOf(this.#answer, this.core.service.requestIdHeader);
    return id && this.#clean(id);
  }

  #describe(trace: AttemptTrace | undefined, error: TesseraError | undefined): void {
    if (trace === undefined) return;
    const requestId = this.#requestId();
    if (this.#answer) trace.status = this.#answer.status;
    if (requestId !== undefined) trace.requestId = requestId;
    if (error) trace.error = error;
  }

  /** Tells observers how the call ended. */
  #report(): void {
    const { trace, options } = this;
    this.#describe(trace as AttemptTrace | undefined, undefined);
    if (trace) trace.attempts = this.#attempts;
    if (options.onResponse === undefined || this.#answer === undefined) return;
    const response = this.#answer;
    const requestId = this.#requestId();
    notify(options.onResponse, {
      status: response.status,
      headers: Object.fromEntries(Object.keys(response.headers).map((name) => [name, headerOf(response, name) ?? ""])),
      ...(requestId !== undefined && { requestId }),
      attempts: this.#attempts,
    });
  }
}

/** What a body that should be JSON is instead, without quoting it. */
function nature(text: string): string {
  const start = text.trimStart();
  if (start === "") return "empty";
  if (start.startsWith("<")) return "markup (a page of a proxy?) in place of JSON";
  return "not valid JSON (cut short?)";
}
