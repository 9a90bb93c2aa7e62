/** The notifications of all enterprises, one by one: pulled, yielded, acknowledged. */
import { reasonOf } from "../core/abort.js";
import type { Clock } from "../core/clock.js";
import { warnOnce } from "../core/diagnostics.js";
import { TimeoutError } from "../core/errors.js";
import { abortSignal } from "../core/options.js";
import { closedEnumOf, objectOf } from "../core/schema.js";
import { sleep } from "../core/sleep.js";
import { checkAgainst } from "../core/validate.js";
import type { Enterprises } from "./resources/enterprises.js";
import { EVENTS, type Notification, type NotificationEvents, type NotificationSet } from "./schemas/notification.js";

/** Options of {@link AndroidEnterprise.notifications}. */
export interface NotificationsOptions {
  /**
   * `waitForNotifications` keeps each request open until there are notifications; with `returnImmediately` Google
   * responds at once, also without notifications. @default "waitForNotifications"
   */
  requestMode?: "waitForNotifications" | "returnImmediately" | undefined;
  /** Ends the iteration at once; it then rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
}

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

const notificationsOptions = objectOf<NotificationsOptions>()(() => ({
  requestMode: closedEnumOf("waitForNotifications", "returnImmediately"),
  signal: abortSignal,
}));

/** Google delivers a set again that is not acknowledged within this time. */
const ACKNOWLEDGED_WITHIN_MS = 20_000;
const SHORTEST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 32_000;

/** Not a generator itself, so that an invalid option is refused at once and not by the first `next()`. */
export function notifications(
  enterprises: Enterprises,
  clock: Clock,
  options: NotificationsOptions,
): AsyncGenerator<EnterpriseNotification, void, undefined> {
  checkAgainst(notificationsOptions, options, "options");
  return iterate(enterprises, clock, options);
}

async function* iterate(
  enterprises: Enterprises,
  clock: Clock,
  { requestMode, signal }: NotificationsOptions,
): AsyncGenerator<EnterpriseNotification, void, undefined> {
  // A pull that waits at Google needs no pause; a short one only limits the rate if Google responds at once.
  const longestPauseMs = requestMode === "returnImmediately" ? LONGEST_PAUSE_MS : SHORTEST_PAUSE_MS;
  let pauseMs = SHORTEST_PAUSE_MS;
  for (;;) {
    const startedAt = clock.monotonic();
    const { notification, notificationSetId } = await pull(enterprises, { requestMode, signal });
    const receivedAt = clock.monotonic();
    if (notification.length === 0) {
      await sleep(clock, startedAt + pauseMs - receivedAt, signal);
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
      continue;
    }
    pauseMs = SHORTEST_PAUSE_MS;
    for (const each of notification) {
      yield withEvent(each);
      if (signal?.aborted) throw reasonOf(signal);
    }
    if (clock.monotonic() - receivedAt > ACKNOWLEDGED_WITHIN_MS) warnOfRedelivery();
    if (typeof notificationSetId === "string")
      await enterprises.acknowledgeNotificationSet({ notificationSetId }, { signal });
  }
}

/** Google does not document how long it keeps a pull open: one that exceeds the deadline had no notifications. */
async function pull(enterprises: Enterprises, { requestMode, signal }: NotificationsOptions): Promise<NotificationSet> {
  try {
    return await enterprises.pullNotificationSet({ requestMode }, { signal });
  } catch (error) {
    if (requestMode === "returnImmediately" || signal?.aborted || !(error instanceof TimeoutError)) throw error;
    return { notification: [] };
  }
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
