/** A stand-in for Google's notifications: sets, and a client whose requests are recorded. */
import {
  AndroidEnterprise,
  type AndroidEnterpriseOptions,
  type EnterpriseNotification,
  type Transport,
} from "tessera-sdk";
import { ManualClock } from "tessera-sdk/testing";
import type { Scripted, ScriptedResponse } from "./scripted.js";

export const facts = (timestampMillis: string) => ({ enterpriseId: "LC00lwk1yg", timestampMillis });
export const newDevice = (deviceId: string) => ({
  ...facts("1767225600000"),
  notificationType: "newDevice",
  newDeviceEvent: { deviceId, userId: "110001" },
});
export const setOf = (notificationSetId: string, ...notification: object[]): ScriptedResponse => ({
  body: { notification, notificationSetId },
});
export const EMPTY: ScriptedResponse = { body: {} };
export const ACKNOWLEDGED: ScriptedResponse = { status: 204 };

/** Moves the time on until `work` has settled, a second at a time. */
export async function drive<T>(clock: ManualClock, work: Promise<T>): Promise<T> {
  let settled = false;
  const done = () => {
    settled = true;
  };
  work.then(done, done);
  while (!settled) await clock.advance(1_000);
  return work;
}

export function clientOf(
  transport: Transport,
  clock = new ManualClock(),
  options: Partial<AndroidEnterpriseOptions> = {},
): AndroidEnterprise {
  return new AndroidEnterprise({ auth: "access-token", transport, clock, retry: false, ...options });
}

/** What was requested, in order, as `pullNotificationSet?requestMode=returnImmediately`. */
export const calls = ({ sent }: Pick<Scripted, "sent">) => sent.map(({ url }) => url.replace(/^.*\/enterprises\//, ""));

export const deviceOf = (notification: EnterpriseNotification | undefined) =>
  notification?.event === "newDeviceEvent" ? notification.newDeviceEvent.deviceId : undefined;
