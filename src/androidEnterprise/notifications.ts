/** The notifications of all enterprises, one by one: pulled, yielded, acknowledged. */
import { reasonOf } from "../core/abort.js";
import { warnOnce } from "../core/diagnostics.js";
import { ApiError, TimeoutError } from "../core/errors.js";
import { sleep } from "../core/sleep.js";
import { type NotificationsOptions, type NotificationsSettings, settingsOf } from "./notificationsOptions.js";
import { type LoopContext, throughOutages, unlessStopped } from "./outages.js";
import type { Enterprises } from "./resources/enterprises.js";
import { EVENTS, type Notification, type NotificationEvents, type NotificationSet } from "./schemas/notification.js";

type NotificationFacts = Omit<Notification, keyof NotificationEvents>;

/** A notification of one kind of event, such as `NotificationOf<"newDeviceEvent">`. */
export type NotificationOf<E extends keyof NotificationEvents> = NotificationFacts &
  Pick<NotificationEvents, E> & {
    /** Name of the field that holds the event. */
    event: E;
  };

/** A test notification, or one of an event newer than the SDK: see `notificationType`. */
export interface PlainNotification extends NotificationFacts {
  /** `none`: no field that the SDK knows holds an event. */
  event: "none";
}

/** A notification. `event` tells which kind it is. */
export type EnterpriseNotification =
  | { [E in keyof NotificationEvents]: NotificationOf<E> }[keyof NotificationEvents]
  | PlainNotification;

/** Google delivers a set again that is not acknowledged within this time. */
const ACKNOWLEDGED_WITHIN_MS = 20_000;
/** As long as an attempt may take, so that a pull without notifications is not retried at the cost of the budget. */
const LONGEST_PULL_MS = 180_000;
const SHORTEST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 32_000;

/** Not a generator itself, so that an invalid option is refused at once and not by the first `next()`. */
export function notifications(
  enterprises: Enterprises,
  context: LoopContext,
  options: NotificationsOptions,
): AsyncGenerator<EnterpriseNotification, void, undefined> {
  return iterate(enterprises, context, settingsOf(options));
}

async function* iterate(
  enterprises: Enterprises,
  context: LoopContext,
  settings: NotificationsSettings,
): AsyncGenerator<EnterpriseNotification, void, undefined> {
  const { clock } = context;
  const { requestMode, until, signal } = settings;
  // A pull that waits at Google needs no pause; a short one only limits the rate if Google responds at once.
  const longestPauseMs = requestMode === "returnImmediately" ? LONGEST_PAUSE_MS : SHORTEST_PAUSE_MS;
  let pauseMs = SHORTEST_PAUSE_MS;
  for (;;) {
    const startedAt = clock.monotonic();
    const set = await pull(enterprises, context, settings);
    if (set === undefined) return;
    const receivedAt = clock.monotonic();
    if (set.notification.length === 0) {
      if (until === "empty") return;
      await unlessStopped(settings, (ended) => sleep(context, startedAt + pauseMs - receivedAt, ended));
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
      continue;
    }
    pauseMs = SHORTEST_PAUSE_MS;
    for (const each of set.notification) {
      yield withEvent(each);
      if (signal?.aborted) throw reasonOf(signal);
    }
    await acknowledge(enterprises, context, settings, { ...set, receivedAt });
  }
}

/** The next set; `undefined` once the iteration is to stop. */
function pull(
  enterprises: Enterprises,
  context: LoopContext,
  settings: NotificationsSettings,
): Promise<NotificationSet | undefined> {
  const { requestMode, call } = settings;
  const limits = requestMode === "returnImmediately" ? {} : { deadlineMs: LONGEST_PULL_MS };
  return throughOutages(context, settings, () =>
    unlessStopped(settings, async (signal) => {
      try {
        return await enterprises.pullNotificationSet({ requestMode }, { ...limits, ...call, signal });
      } catch (error) {
        // Google does not document how long it keeps a pull open: one that takes too long had no notifications.
        if (requestMode === "returnImmediately" || signal.aborted || !(error instanceof TimeoutError)) throw error;
        return { notification: [] };
      }
    }),
  );
}

interface ReceivedSet extends NotificationSet {
  /** By the monotonic clock. */
  receivedAt: number;
}

async function acknowledge(
  enterprises: Enterprises,
  context: LoopContext,
  settings: NotificationsSettings,
  { notificationSetId, receivedAt }: ReceivedSet,
): Promise<void> {
  const { call, signal } = settings;
  const isLate = () => context.clock.monotonic() - receivedAt > ACKNOWLEDGED_WITHIN_MS;
  if (isLate()) warnOfRedelivery();
  if (typeof notificationSetId !== "string") return;
  await throughOutages(context, settings, async (failures) => {
    try {
      await enterprises.acknowledgeNotificationSet({ notificationSetId }, { ...call, signal });
    } catch (error) {
      if (!isUnknownSet(error) || !(failures > 0 || error.attempts > 1 || isLate())) throw error;
    }
  });
}

/**
 * Google does not document what becomes of the id of a set that it has delivered again, or whose acknowledgement it
 * has carried out. A refusal is then no reason to end the loop.
 */
function isUnknownSet(error: unknown): error is ApiError {
  return error instanceof ApiError && (error.kind === "not_found" || error.kind === "invalid_request");
}

function withEvent(notification: Notification): EnterpriseNotification {
  const event = EVENTS.find((name) => notification[name] !== undefined) ?? "none";
  return { ...notification, event } as EnterpriseNotification;
}

function warnOfRedelivery(): void {
  warnOnce(
    "TESSERA_ANDROID_ENTERPRISE_SLOW_NOTIFICATIONS",
    "A set of notifications took more than 20 seconds to be processed, so Google will deliver it again; " +
      "pass long work to a queue.",
  );
}
