/** Notifications on their way to the EMM: at least once, in sets. */
import type { Notification } from "../../androidEnterprise/schemas/notification.js";

interface OutstandingSet {
  readonly notifications: readonly Notification[];
  /** When it is sent again. */
  readonly until: number;
}

const ACKNOWLEDGED_WITHIN_MS = 20_000;

/** Google does not publish a figure. */
const LARGEST_SET = 100;

/** Ids of sets that may be acknowledged again. */
const MAX_ISSUED = 1_000;

export class Notifications {
  #pending: Notification[] = [];
  #outstanding = new Map<string, OutstandingSet>();
  #issued = new Set<string>();

  add(notification: Notification): void {
    this.#pending.push(notification);
  }

  /** The next set, if there is a notification. */
  pull(now: number): { notificationSetId: string; notification: readonly Notification[] } | undefined {
    this.#takeBack(now);
    const notification = this.#pending.splice(0, LARGEST_SET);
    if (notification.length === 0) return undefined;
    const notificationSetId = crypto.randomUUID();
    const [oldest] = this.#issued;
    if (oldest !== undefined && this.#issued.size >= MAX_ISSUED) this.#issued.delete(oldest);
    this.#issued.add(notificationSetId);
    this.#outstanding.set(notificationSetId, { notifications: notification, until: now + ACKNOWLEDGED_WITHIN_MS });
    return { notificationSetId, notification };
  }

  /** Sets that were not acknowledged in time come first. */
  #takeBack(now: number): void {
    const late = [...this.#outstanding].filter(([, { until }]) => until <= now);
    for (const [id] of late) this.#outstanding.delete(id);
    // Not spread into a call: there may be more late notifications than a call takes arguments.
    if (late.length > 0) this.#pending = [...late.flatMap(([, { notifications }]) => notifications), ...this.#pending];
  }

  /** @returns whether there ever was such a set. */
  acknowledge(notificationSetId: string, now: number): boolean {
    this.#takeBack(now);
    this.#outstanding.delete(notificationSetId);
    return this.#issued.has(notificationSetId);
  }

  /** Removes the notifications of an enterprise that has left. */
  forget(enterpriseId: string): void {
    const others = (all: readonly Notification[]) => all.filter((each) => each.enterpriseId !== enterpriseId);
    this.#pending = others(this.#pending);
    for (const [id, { notifications, until }] of this.#outstanding) {
      this.#outstanding.set(id, { notifications: others(notifications), until });
    }
  }
}
