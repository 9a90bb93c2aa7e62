/**
 * A worker that SIGTERM tells to stop: `notificationsStop.test.ts` starts it. It prints each device that it has
 * processed, and takes its time for device `b`: until it is told to stop. Argument: the server's URL.
 */
import { AndroidEnterprise } from "../../src/androidEnterprise/index.js";

const [, , baseUrl = ""] = process.argv;
const client = new AndroidEnterprise({ auth: "token", baseUrl });
const stop = new AbortController();
process.once("SIGTERM", () => stop.abort());

for await (const notification of client.notifications({ stopSignal: stop.signal })) {
  const device = notification.event === "newDeviceEvent" && notification.newDeviceEvent.deviceId;
  if (device === "b") {
    process.stdout.write("b began\n");
    // A signal handler holds no process.
    const busy = setInterval(() => {}, 1_000);
    await new Promise((resolve) => stop.signal.addEventListener("abort", resolve));
    clearInterval(busy);
  }
  process.stdout.write(`${device}\n`);
}
process.stdout.write("stopped\n");
