/**
 * Measures `tessera bulk run` in a process of its own: browsers that are moved from a CSV file. Arguments: the number of
 * rows, and the folder of its files.
 */
import { createWriteStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createEmulator } from "tessera-sdk/testing";
import { processIo } from "../../src/cli/io.js";
import { run } from "../../src/cli/run.js";
import { emulatorOf } from "../support/cli.js";
import type { BulkReport } from "./bulk.js";
import { sample } from "./growth.js";

const [, , count = "0", folder = ""] = process.argv;
const rows = Number(count);
const report: BulkReport = { lines: [], wrong: [] };
const [input, out] = [join(folder, "fleet.csv"), join(folder, "fleet.ndjson")];

/** Five bytes a row for its state, and code that is compiled late. */
const MOST_GROWTH_BYTES = 2_000_000 + 12 * rows;
const MOST_SECONDS = 60;

const emulator = createEmulator();
const file = createWriteStream(input);
file.write("deviceId,orgUnitPath\n");
for (let n = 0; n < rows; n++) {
  file.write(`${emulator.chromeDirectory.addBrowser({ machineName: `PC${n}` })},/Sales\n`);
}
await new Promise<void>((resolve) => file.end(resolve));

const heaps: number[] = [];
let [requests, collecting] = [0, 0];
async function measure(): Promise<void> {
  const begin = performance.now();
  heaps.push((await sample({})).heapBytes);
  collecting += performance.now() - begin;
}

const token = `Bearer ${emulator.issueToken()}`;
const counted = emulatorOf({
  async send(request) {
    // A collection takes long: of a few, their time does not count.
    if (++requests % 20 === 0) await measure();
    return emulator.transport.send({ ...request, headers: { ...request.headers, authorization: token } });
  },
});

const start = performance.now();
const args = ["bulk", "run", "chrome-directory", "browsers", "move", "--emulator", "--input", input, "--out", out];
const exitCode = await run(args, { ...processIo(), emulator: counted });

const seconds = (performance.now() - start - collecting) / 1_000;
await measure();
const [first = 0] = heaps;
const growth = Math.max(...heaps) - first;
report.lines.push(
  `tessera bulk run: ${rows} rows in ${requests} requests, ${seconds.toFixed(1)} s, heap grew by ${(growth / 1e6).toFixed(1)} MB`,
);
const done = (await readFile(out, "utf8")).split("\n").filter((line) => line.includes('"state":"done"')).length;
if (exitCode !== 0 || done !== rows) report.wrong.push(`exit code ${exitCode}, ${done} rows are done`);
if (requests > Math.ceil(rows / 600)) report.wrong.push(`${requests} requests are more than groups`);
if (seconds > MOST_SECONDS) report.wrong.push(`${seconds.toFixed(0)} s are more than ${MOST_SECONDS}`);
if (growth > MOST_GROWTH_BYTES) report.wrong.push(`the heap grew by ${growth} bytes`);
process.send?.(report);
if (!process.send) console.error(report);
