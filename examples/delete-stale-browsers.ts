/**
 * Deletes the browsers that have not been active for half a year: lists them first, and deletes them if they are few.
 * Against Google, drop `baseUrl` and give `googleAuth({ keyFile, subject })` as `auth`.
 */
import { ChromeDirectory } from "tessera-sdk/chrome-directory";
import { startEmulator } from "tessera-sdk/testing";

const DAY_MS = 86_400_000;
const inactiveSince = new Date(Date.now() - 180 * DAY_MS);
/** More are rather a fault of reporting than machines that are gone. */
const AT_MOST = 50;

await using emulator = await startEmulator();
for (const [machineName, days] of Object.entries({ PC1: 3, PC2: 200, PC3: 400 })) {
  emulator.chromeDirectory.addBrowser({ machineName, lastActivityTime: new Date(Date.now() - days * DAY_MS) });
}
await using client = new ChromeDirectory({
  auth: emulator.issueToken(),
  baseUrl: emulator.baseUrls.chromeDirectory,
  api: "management",
});

const { stale } = await client.browsers.deleteStale({ inactiveSince, dryRun: true });
for (const { machineName, lastActivityTime } of stale) console.log(`${machineName}: last active ${lastActivityTime}`);

if (stale.length > AT_MOST) {
  console.log(`${stale.length} browsers are more than ${AT_MOST}: nothing is deleted`);
} else {
  const { deleted, failed } = await client.browsers.deleteStale({ inactiveSince });
  console.log(`${deleted.length} deleted`);
  for (const { ids, error } of failed) console.error(`${ids.join(", ")}: ${error.message}`);
}
