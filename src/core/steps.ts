/** What a method that is composed of calls does as one call would: checks first, and one deadline for all. */
import { checkCall } from "./call.js";
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
  try {
    checkCall(context, endpoint, params, options);
  } catch (error) {
    if (error instanceof TesseraError) annotate(error, { endpoint: endpoint.id, attempts: 0 });
    throw error;
  }
}

/** Returns a function that gives the options of the next call: the calls together have the time of one. */
export function sharedDeadline(context: ClientContext, options: CallOptions = {}): () => CallOptions {
  const { clock } = context;
  const endsAt = clock.monotonic() + (options.deadlineMs ?? context.deadlineMs ?? DEFAULT_DEADLINE_MS);
  return () => ({ ...options, deadlineMs: Math.max(1, endsAt - clock.monotonic()) });
}
