/**
 * Moves browsers to organizational units as a CSV file says: `npx tsx move-browsers.ts fleet.csv`, or a sample without it.
 * Against Google, drop `baseUrl` and give `googleAuth({ keyFile, subject })` as `auth`.
 */
import { readFileSync } from "node:fs";
import { ChromeDirectory } from "tessera-sdk/chrome-directory";
import { startEmulator } from "tessera-sdk/testing";

const SAMPLE = `machineName,orgUnitPath
PC1,/Sales/Laptops
PC2,/Sales/Laptops
PC3,/Support
PC4,/Support
`;
const [, , file] = process.argv;
const [, ...rows] = (file === undefined ? SAMPLE : readFileSync(file, "utf8")).trim().split(/\r?\n/);

await using emulator = await startEmulator();
for (const machineName of ["PC1", "PC2", "PC3"]) emulator.chromeDirectory.addBrowser({ machineName });
await using client = new ChromeDirectory({
  auth: emulator.issueToken(),
  baseUrl: emulator.baseUrls.chromeDirectory,
  api: "management",
  orgUnits: "look-up",
});

// One list of the fleet takes fewer requests than a search for each row.
const idsByName = new Map<string, string[]>();
for await (const { deviceId, machineName = "" } of client.browsers.list({ fields: ["deviceId", "machineName"] })) {
  idsByName.set(machineName, [...(idsByName.get(machineName) ?? []), deviceId]);
}

const idsByUnit = new Map<string, string[]>();
for (const row of rows) {
  const [machineName = "", orgUnitPath = ""] = row.split(",").map((cell) => cell.trim());
  const ids = idsByName.get(machineName) ?? [];
  if (ids.length === 1) idsByUnit.set(orgUnitPath, [...(idsByUnit.get(orgUnitPath) ?? []), ...ids]);
  else console.error(`${machineName}: ${ids.length} browsers have this name`);
}

for (const [orgUnitPath, deviceIds] of idsByUnit) {
  const { moved, failed } = await client.browsers.move({ deviceIds, orgUnitPath, isolate: true });
  console.log(`${orgUnitPath}: ${moved.length} of ${deviceIds.length} moved`);
  for (const { ids, error } of failed) console.error(`${ids.join(", ")}: ${error.message}`);
}
