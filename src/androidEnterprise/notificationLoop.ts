/** The notifications of all enterprises, one by one: pulled, handed on, acknowledged. */
import * as z from "zod/mini";
import type { Clock } from "../core/clock.js";
import { Deadline } from "../core/deadline.js";
import { warnOnce } from "../core/diagnostics.js";
import { TimeoutError } from "../core/errors.js";
import { abortSignal } from "../core/options.js";
import { checkAgainst, checkOf } from "../core/schema.js";
import type { Enterprises } from "./enterprises.js";
import { EVENTS, type Notification, type NotificationEvents, type NotificationSet } from "./notification.js";

/** Options of {@link AndroidEnterprise.notifications}. */
export interface NotificationsOptions {
  /** Whether a pull waits at Google until there are notifications. @default "waitForNotifications" */
  requestMode?: "waitForNotifications" | "returnImmediately" | undefined;
  /** Ends the iteration at once; it then rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
}

type NotificationFacts = Omit<Notification, keyof NotificationEvents>;

/** A notification of one kind of event, such as `NotificationOf<"newDeviceEvent">`. */
export type NotificationOf<E extends keyof NotificationEvents> = NotificationFacts &
  Pick<NotificationEvents, E> & {
    /** Name of the one field that is filled; `none` where it is none that the SDK knows. */
    event: E;
  };

/** A test notification, or one of a kind that is newer than the SDK: see `notificationType`. */
export interface PlainNotification extends NotificationFacts {
  event: "none";
}

/** A notification, told apart by `event`. */
export type EnterpriseNotification =
  | { [E in keyof NotificationEvents]: NotificationOf<E> }[keyof NotificationEvents]
  | PlainNotification;

const optionsCheck = checkOf<unknown>(() =>
  z.strictObject({
    requestMode: z.optional(z.enum(["waitForNotifications", "returnImmediately"])),
    signal: abortSignal(),
  }),
);

/** Google delivers a set again that is not acknowledged within this time. */
const ACKNOWLEDGED_WITHIN_MS = 20_000;
const SHORTEST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 32_000;

/** Is no generator itself, so that a bad option is refused at once and not by the first `next()`. */
export function notifications(
  enterprises: Enterprises,
  clock: Clock,
  options: NotificationsOptions,
): AsyncGenerator<EnterpriseNotification, void, undefined> {
  checkAgainst(optionsCheck, options, "options");
  return iterate(enterprises, clock, options);
}

async function* iterate(
  enterprises: Enterprises,
  clock: Clock,
  { requestMode, signal }: NotificationsOptions,
): AsyncGenerator<EnterpriseNotification, void, undefined> {
  // A pull that waits at Google spaces itself out; the pause only keeps one that does not from running hot.
  const longestPauseMs = requestMode === "returnImmediately" ? LONGEST_PAUSE_MS : SHORTEST_PAUSE_MS;
  let pauseMs = SHORTEST_PAUSE_MS;
  for (;;) {
    const startedAt = clock.now();
    const { notification, notificationSetId } = await pull(enterprises, { requestMode, signal });
    const receivedAt = clock.now();
    if (notification.length === 0) {
      await pause(clock, signal, startedAt + pauseMs - receivedAt);
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
      continue;
    }
    pauseMs = SHORTEST_PAUSE_MS;
    for (const each of notification) {
      yield withEvent(each);
      if (signal?.aborted) throw signal.reason;
    }
    if (clock.now() - receivedAt > ACKNOWLEDGED_WITHIN_MS) warnOfRedelivery();
    if (typeof notificationSetId === "string")
      await enterprises.acknowledgeNotificationSet({ notificationSetId }, { signal });
  }
}

/** Google does not say how long it keeps a pull open: one that outlasts the SDK's patience has brought nothing. */
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
    "A set of notifications took more than 20 seconds to be dealt with, so Google will deliver it again; " +
      "hand long work on to a queue.",
  );
}

async function pause(clock: Clock, signal: AbortSignal | undefined, ms: number): Promise<void> {
  const deadline = new Deadline(clock, signal, Number.POSITIVE_INFINITY);
  try {
    await deadline.sleep(Math.max(0, ms));
  } finally {
    deadline.dispose();
  }
}
