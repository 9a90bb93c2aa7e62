/**
 * A worker that processes notifications until it is told to stop: by Ctrl-C, by SIGTERM, or by a test notification.
 * It finishes and acknowledges the set that it has begun, so that nothing of it is delivered again.
 * Against Google, drop `baseUrl` and give the key of an enterprise's own service account as `auth`.
 */
import { AndroidEnterprise, type EnterpriseNotification } from "tessera-sdk/android-enterprise";
import { startEmulator } from "tessera-sdk/testing";

await using emulator = await startEmulator();
await using client = new AndroidEnterprise({
  auth: emulator.issueToken(),
  baseUrl: emulator.baseUrls.androidEnterprise,
});

const enterpriseId = "LC00lwk1yg";
await client.devices.forceReportUpload({ enterpriseId, userId: "110001", deviceId: "3a1b2c3d4e5f6789" });
await client.enterprises.sendTestPushNotification({ enterpriseId });

const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());

function handle(notification: EnterpriseNotification): void {
  switch (notification.event) {
    case "newDeviceEvent":
      console.log(`Device ${notification.newDeviceEvent.deviceId} needs a policy`);
      break;
    case "deviceReportUpdateEvent":
      console.log(`Device ${notification.deviceReportUpdateEvent.deviceId} has sent a report`);
      break;
    default:
      console.log(`Enterprise ${notification.enterpriseId} sent ${notification.notificationType}`);
  }
}

const notifications = client.notifications({
  stopSignal: stop.signal,
  onOutage: ({ error, failures, waitMs }) =>
    console.warn(`Failure ${failures}: ${error.message}`, `Next attempt in ${waitMs} ms.`),
});
for await (const notification of notifications) {
  handle(notification);
  if (notification.notificationType === "testNotification") stop.abort();
}

const { notification: left } = await client.enterprises.pullNotificationSet({ requestMode: "returnImmediately" });
console.log(`Stopped; ${left.length} notifications are left to deliver`);
