/** The state of one call, and what may be reported of it: facts and texts without its secrets. */
import type { ClientContext } from "./context.js";
import type { Deadline } from "./deadline.js";
import type { Encoded } from "./encode.js";
import type { AnyEndpoint, Endpoint } from "./endpoint.js";
import type { CallOptions } from "./options.js";
import { redactor } from "./redact.js";
import type { ResponseInfo } from "./response.js";
import { headerOf, type TransportResponse } from "./transport/transport.js";

/** The progress of a call. */
export interface CallProgress {
  /** HTTP requests that were started. */
  attempts: number;
  /** The last response whose headers arrived. Without its body, as whoever keeps a page keeps this too. */
  response: Pick<TransportResponse, "status" | "headers"> | undefined;
  /** Whether an attempt failed that the server may have carried out, whatever became of the call since. */
  mayBeDone: boolean;
  /** The tokens of the requests. */
  readonly tokens: string[];
}

/** A call, whatever the types of its parameters and result. */
export interface AnyCall {
  readonly context: ClientContext;
  readonly endpoint: AnyEndpoint;
  readonly params: unknown;
  readonly options: CallOptions;
  readonly progress: CallProgress;
}

/** A call as it was made. */
export interface GivenCall<P, R> extends AnyCall {
  readonly endpoint: Endpoint<P, R>;
  readonly params: P;
}

/** A call whose parameters are valid and encoded. */
export interface PreparedCall<P, R> extends GivenCall<P, R> {
  readonly encoded: Encoded;
  readonly deadline: Deadline;
}

/** Redacts the secrets of the call: its tokens, and the parameters that are credentials or may be one by mistake. */
export function redactorOf({ context, endpoint, params, options, progress }: AnyCall): (text: string) => string {
  const { secret = [], mistakable = [] } = endpoint;
  const given = [...secret, ...mistakable].map((name) => (params as Record<string, unknown>)[name]);
  const extra = (context.service.secretQuery ?? []).flatMap((name) => options.extraQuery?.[name]);
  return redactor([...progress.tokens, ...given, ...extra]);
}

/** The first of the headers that is there and not empty. */
export function requestIdIn(
  names: readonly string[],
  header: (name: string) => string | undefined,
): string | undefined {
  return names.map(header).find(Boolean);
}

export function requestIdOf(call: AnyCall): string | undefined {
  const { context, progress } = call;
  const { response } = progress;
  const id = response && requestIdIn(context.service.requestIdHeaders, (name) => headerOf(response, name));
  return id && redactorOf(call)(id);
}

/** The facts of the call's last response, without its secrets. */
export function responseInfo(call: AnyCall, response: NonNullable<CallProgress["response"]>): ResponseInfo {
  const redact = redactorOf(call);
  const headers: Record<string, string> = {};
  for (const name in response.headers) headers[name] = redact(headerOf(response, name) ?? "");
  const requestId = requestIdIn(call.context.service.requestIdHeaders, (name) => headers[name]);
  return { status: response.status, headers, ...(requestId && { requestId }), attempts: call.progress.attempts };
}
