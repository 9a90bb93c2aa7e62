/** What a request has to pass right before it is sent: the limiter, then the caller's `onSend`. */
import type { PreparedCall } from "./callState.js";
import { waitOf } from "./callTraces.js";
import type { Deadline } from "./deadline.js";
import { warnOnce } from "./diagnostics.js";
import { addSentence, type TesseraError } from "./errors.js";
import type { Limiter, LimitRefusal, LimitRequest } from "./limiter.js";
import type { IssuedToken } from "./tokenProvider.js";
import { tracedWait } from "./tracing.js";

/** An object with a getter, as most limiters look at the signal only if there is something to wait for. */
class Take implements LimitRequest {
  readonly endpoint: string;
  readonly key: string;
  #deadline: Deadline;

  constructor(endpoint: string, key: string, deadline: Deadline) {
    this.endpoint = endpoint;
    this.key = key;
    this.#deadline = deadline;
  }

  get signal(): AbortSignal {
    return this.#deadline.signal;
  }

  get timeLeftMs(): number {
    return this.#deadline.timeLeftMs;
  }
}

/**
 * Asks for admission; without a promise where there is nothing to wait for.
 *
 * @param failed the error of the attempt before. It is thrown in place of a timeout, as for any wait between attempts.
 * @throws What the limiter or `onSend` throws, or what ended the call.
 */
export function admitted<P, R>(
  call: PreparedCall<P, R>,
  issued: IssuedToken | undefined,
  failed: TesseraError | undefined,
): Promise<void> | undefined {
  const { context, deadline, endpoint, options } = call;
  const taken = context.limiter.take(new Take(endpoint.id, limitKey(call, issued), deadline));
  if (taken === undefined && options.onSend === undefined) return undefined;
  return passed(call, taken, failed);
}

async function passed<P, R>(
  call: PreparedCall<P, R>,
  taken: void | Promise<void>,
  failed: TesseraError | undefined,
): Promise<void> {
  const { context, deadline, endpoint, options, progress } = call;
  if (taken !== undefined) {
    const wait = () => deadline.race(Promise.resolve(taken));
    await tracedWait(context.clock, () => waitOf(call, "limiter"), wait).catch((error: unknown) => {
      if (failed && (deadline.timedOut || (error as Partial<TesseraError>)?.kind === "rate_limited")) throw failed;
      if (!deadline.timedOut) throw error;
      addSentence(error as TesseraError, "It waited for the limiter, which holds back what was throttled before.");
      throw error;
    });
  }
  deadline.check();
  const { id, idempotency } = endpoint;
  const send = { endpoint: id, idempotency, attempt: progress.attempts + 1 };
  if (options.onSend) await deadline.race(Promise.resolve(options.onSend(send)));
  deadline.check();
}

/** Tells the limiter that the server throttled an attempt. Its own failure does not affect the call. */
export function reportThrottle<P, R>(
  call: PreparedCall<P, R>,
  issued: IssuedToken | undefined,
  retryAfterMs: number | undefined,
): void {
  reportRefusal(call.context.limiter, { endpoint: call.endpoint.id, key: limitKey(call, issued), retryAfterMs });
}

export function reportRefusal(limiter: Limiter, refusal: LimitRefusal): void {
  const report = async () => limiter.refused(refusal);
  report().catch(() => warnOnce("TESSERA_LIMITER", "`refused` of the client's `limiter` failed."));
}

function limitKey<P, R>({ context, params }: PreparedCall<P, R>, issued: IssuedToken | undefined): string {
  return context.service.limitKey?.(params, issued) ?? context.origin;
}
