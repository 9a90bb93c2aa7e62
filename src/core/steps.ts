/** What a method that is composed of calls does as one call would: checks first, and one deadline for all. */
import { checkCall, encodeCall } from "./call.js";
import type { ClientContext } from "./context.js";
import type { Endpoint } from "./endpoint.js";
import { annotate, TesseraError } from "./errors.js";
import { type CallOptions, DEFAULT_DEADLINE_MS } from "./options.js";

/**
 * Throws what is wrong with a call before another call is sent that only prepares it.
 *
 * @throws An {@link InvalidParamsError} that names the endpoint, as the call itself would.
 */
export function checkFirst<P, R>(
  context: ClientContext,
  endpoint: Endpoint<P, R>,
  params: P,
  options?: CallOptions,
): void {
  naming(endpoint.id, () => checkCall(context, endpoint, params, options));
}

/** As {@link checkFirst}, and encodes the request: for a call that follows one which cannot be undone. */
export function encodeFirst<P, R>(
  context: ClientContext,
  endpoint: Endpoint<P, R>,
  params: P,
  options?: CallOptions,
): void {
  naming(endpoint.id, () => {
    checkCall(context, endpoint, params, options);
    encodeCall(endpoint, params, options);
  });
}

function naming(endpoint: string, check: () => void): void {
  try {
    check();
  } catch (error) {
    if (error instanceof TesseraError) annotate(error, { endpoint, attempts: 0 });
    throw error;
  }
}

/** Returns a function that gives the options of the next call: the calls together have the time of one. */
export function sharedDeadline(context: ClientContext, options: CallOptions = {}): () => CallOptions {
  const { clock } = context;
  const endsAt = clock.monotonic() + (options.deadlineMs ?? context.deadlineMs ?? DEFAULT_DEADLINE_MS);
  return () => ({ ...options, deadlineMs: Math.max(1, Math.ceil(endsAt - clock.monotonic())) });
}

/** The options of a call that only prepares the one for which they were given: without what is added to its request. */
export function preparing({ extraQuery: _query, extraBody: _body, ...options }: CallOptions): CallOptions {
  return options;
}
