/** What keeps the loop over notifications running: waits that the caller can stop, and calls that outlast an outage. */
import { listen, reasonOf } from "../core/abort.js";
import type { ClientContext } from "../core/context.js";
import { notify, warnOnce } from "../core/diagnostics.js";
import type { ErrorKind } from "../core/errorKind.js";
import { InvalidResponseError, TesseraError } from "../core/errors.js";
import { isAbortReason } from "../core/options.js";
import { backoffMs, type RetryPolicy } from "../core/retry.js";
import { sleep } from "../core/sleep.js";
import type { NotificationsSettings } from "./notificationsOptions.js";

/** The cap is above that of a call, which has retried before: an outage that lasts needs one call a minute. */
const BACKOFF: RetryPolicy = { attempts: Number.POSITIVE_INFINITY, baseMs: 1_000, capMs: 60_000 };

const PASSING: ReadonlySet<ErrorKind> = new Set(["unavailable", "rate_limited", "server"]);

/** A response that is not as documented would come again. */
const isOutage = (error: unknown): error is TesseraError =>
  error instanceof TesseraError && PASSING.has(error.kind) && !(error instanceof InvalidResponseError);

/** What the loop needs of its client. */
export type LoopContext = Pick<ClientContext, "clock" | "closing">;

/**
 * Runs what waits, with a signal that ends it.
 *
 * @returns `undefined` if `stopSignal` aborted first.
 * @throws The reason of `signal` if that aborted first.
 */
export async function unlessStopped<T>(
  { signal, stopSignal }: Pick<NotificationsSettings, "signal" | "stopSignal">,
  wait: (signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  if (signal?.aborted) throw reasonOf(signal);
  if (stopSignal?.aborted) return undefined;
  const controller = new AbortController();
  let stopped = false;
  const unlisten = [
    signal && listen(signal, () => controller.abort(reasonOf(signal))),
    stopSignal &&
      listen(stopSignal, () => {
        stopped = !controller.signal.aborted;
        controller.abort(reasonOf(stopSignal));
      }),
  ];
  try {
    return await wait(controller.signal);
  } catch (error) {
    if (stopped && error === controller.signal.reason) return undefined;
    throw error;
  } finally {
    for (const each of unlisten) each?.();
  }
}

/**
 * Runs a call until it succeeds. Once `stopSignal` has aborted, the call is run once more at most.
 *
 * @param call is passed how often it has failed.
 * @throws The error of the call, unless it is an outage that is to be waited for.
 */
export async function throughOutages<T>(
  context: LoopContext,
  settings: NotificationsSettings,
  call: (failures: number) => Promise<T>,
): Promise<T> {
  const { outages, onOutage, stopSignal } = settings;
  for (let failures = 0; ; ) {
    const isLast = outages === "throw" || stopSignal?.aborted === true;
    try {
      return await call(failures);
    } catch (error) {
      if (isLast || isAbortReason(error, settings) || !isOutage(error)) throw error;
      failures++;
      const waitMs = backoffMs(BACKOFF, failures, error.retryAfterMs ?? 0, context.clock);
      if (onOutage) notify(() => onOutage({ error, failures, waitMs }));
      else warnOfOutage(error);
      await unlessStopped(settings, (signal) => sleep(context, waitMs, signal));
    }
  }
}

/** A loop that waits silently would look like one that has nothing to do. */
function warnOfOutage({ message }: TesseraError): void {
  warnOnce(
    "TESSERA_ANDROID_ENTERPRISE_NOTIFICATIONS_OUTAGE",
    `The loop over notifications waits for the end of an outage; pass \`onOutage\` to be told of each: ${message}`,
  );
}
