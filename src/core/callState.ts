/** One call as its parts share it, and what may be told of it: facts and texts without its secrets. */
import type { ClientContext } from "./context.js";
import type { Deadline } from "./deadline.js";
import type { Encoded } from "./encode.js";
import type { Endpoint } from "./endpoint.js";
import type { CallOptions } from "./options.js";
import { redactor } from "./redact.js";
import type { ResponseInfo } from "./response.js";
import type { IssuedToken } from "./tokenProvider.js";
import { headerOf, type TransportResponse } from "./transport/seam.js";

/** What a call has come to so far. */
export interface CallProgress {
  /** HTTP requests that were started. */
  attempts: number;
  /** The last response whose headers arrived. */
  response: TransportResponse | undefined;
  /** The token of the last request. */
  issued: IssuedToken | undefined;
}

/** A call as it was made. */
export interface GivenCall<P, R> {
  readonly context: ClientContext;
  readonly endpoint: Endpoint<P, R>;
  readonly params: P;
  readonly options: CallOptions;
  readonly progress: CallProgress;
}

/** A call whose parameters are valid and encoded. */
export interface PreparedCall<P, R> extends GivenCall<P, R> {
  readonly encoded: Encoded;
  readonly deadline: Deadline;
}

/** Redacts the secrets of the call: its token, and the parameters that are credentials. */
export function redactorOf<P, R>({ context, endpoint, params, options, progress }: GivenCall<P, R>) {
  const given = (endpoint.secret ?? []).map((name) => (params as Record<string, unknown>)[name]);
  const extra = (context.service.secretQuery ?? []).flatMap((name) => options.extraQuery?.[name]);
  return redactor([progress.issued?.token, ...given, ...extra]);
}

export function requestIdOf<P, R>(call: GivenCall<P, R>): string | undefined {
  const { context, progress } = call;
  const id = progress.response && headerOf(progress.response, context.service.requestIdHeader);
  return id && redactorOf(call)(id);
}

/** The facts of the call's last response, without its secrets. */
export function responseInfo<P, R>(call: GivenCall<P, R>, response: TransportResponse): ResponseInfo {
  const redact = redactorOf(call);
  const headers: Record<string, string> = {};
  for (const name in response.headers) headers[name] = redact(headerOf(response, name) ?? "");
  const requestId = headers[call.context.service.requestIdHeader];
  return { status: response.status, headers, ...(requestId && { requestId }), attempts: call.progress.attempts };
}
