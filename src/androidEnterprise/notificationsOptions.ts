/** The options of the loop over notifications, and their defaults. */
import { checkQuery } from "../core/encode.js";
import { InvalidParamsError, type TesseraError } from "../core/errors.js";
import { checkHeaders } from "../core/headers.js";
import { abortSignal, type CallOptions, functionOf, sharedCallFields } from "../core/options.js";
import { closedEnumOf, objectOf } from "../core/schema.js";
import { checkAgainst } from "../core/validate.js";

/** A failure that is expected to pass, as {@link NotificationsOptions.onOutage} is told of it. */
export interface NotificationsOutage {
  /** What the pull or the acknowledgement failed with, after its own retries; `endpoint` tells which it was. */
  error: TesseraError;
  /** How often it has now failed in a row, from 1. */
  failures: number;
  /** How long the loop waits before it tries again, in milliseconds. */
  waitMs: number;
}

/**
 * Options of {@link AndroidEnterprise.notifications}: its own, and those of a call, which apply to each pull and to
 * each acknowledgement.
 */
export interface NotificationsOptions extends Omit<CallOptions, "extraBody"> {
  /**
   * `waitForNotifications` keeps each request open until there are notifications; with `returnImmediately` Google
   * responds at once, also without notifications.
   * @default "waitForNotifications", or "returnImmediately" with `until`
   */
  requestMode?: "waitForNotifications" | "returnImmediately" | undefined;
  /**
   * `empty` ends the iteration at the first set without notifications, for jobs that run now and then. It needs the
   * mode `returnImmediately`. @default never
   */
  until?: "empty" | undefined;
  /**
   * Ends the iteration once the current set is done: its other notifications are yielded and the set is acknowledged.
   * A pull or a pause ends at once, and no other set is pulled. The iteration then ends without an error.
   */
  stopSignal?: AbortSignal | undefined;
  /**
   * Ends the iteration at once, without an acknowledgement: it rejects with the signal's reason. While a notification
   * is processed, that is when the next one is requested.
   */
  signal?: AbortSignal | undefined;
  /**
   * What follows a failure of the kind `unavailable`, `rate_limited` or `server`, except an `InvalidResponseError`.
   * `wait`: the call is tried again, without end, after a random wait of at most 1 second, then 2, 4 and so on up to 60,
   * and at least what the server requested. `throw`: the iteration throws it. Once `stopSignal` has aborted, and for all
   * other failures, the iteration throws in any case.
   * @default "wait", or "throw" with `until`
   */
  outages?: "wait" | "throw" | undefined;
  /**
   * Called before each wait of an outage. What it throws goes to the process and does not affect the iteration.
   * @default a warning of the process, once
   */
  onOutage?: ((outage: NotificationsOutage) => void) | undefined;
  /**
   * Longest time of one attempt without progress, in milliseconds.
   * @default 180000 for a pull that waits for notifications, else the client's
   */
  timeoutMs?: number | undefined;
  /**
   * Longest time of one pull or of one acknowledgement with its retries, in milliseconds. A pull that waits for
   * notifications and reaches it is not an error: another one follows.
   * @default 180000 for a pull that waits for notifications, else the client's
   */
  deadlineMs?: number | undefined;
}

const notificationsOptions = objectOf<NotificationsOptions>()(() => ({
  ...sharedCallFields(),
  requestMode: closedEnumOf("waitForNotifications", "returnImmediately"),
  until: closedEnumOf("empty"),
  stopSignal: abortSignal,
  outages: closedEnumOf("wait", "throw"),
  onOutage: functionOf<NonNullable<NotificationsOptions["onOutage"]>>(),
}));

/** The options of a loop, with their defaults. */
export interface NotificationsSettings
  extends Pick<NotificationsOptions, "requestMode" | "until" | "stopSignal" | "signal" | "onOutage"> {
  readonly outages: "wait" | "throw";
  /** The options of each call, without its signal. */
  readonly call: CallOptions;
}

/** @throws An {@link InvalidParamsError} if an option is unknown, invalid or contradicts another. */
export function settingsOf(options: NotificationsOptions): NotificationsSettings {
  checkAgainst(notificationsOptions, options, "options");
  checkHeaders(options.headers);
  checkQuery(options.extraQuery ?? {}, "extraQuery");
  const { until, requestMode = until && "returnImmediately", outages = until ? "throw" : "wait", ...rest } = options;
  if (until && requestMode === "waitForNotifications") {
    // A pull that waits is hardly ever empty.
    const message = 'must be `returnImmediately` with `until: "empty"`';
    throw new InvalidParamsError([{ path: "requestMode", message }], {}, "options");
  }
  const { stopSignal, signal, onOutage, ...call } = rest;
  return { until, requestMode, outages, stopSignal, signal, onOutage, call };
}
