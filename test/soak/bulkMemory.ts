/** Measures bulk runs in a process of its own. Arguments: the number of rows, and the file of the journal. */
import { readFileSync } from "node:fs";
import { type CallOptions, ChromeDirectory } from "tessera-sdk";
import { bulk, journalStore, memoryStore } from "tessera-sdk/bulk";
import { createEmulator } from "tessera-sdk/testing";
import type { BulkReport } from "./bulk.js";
import { sample } from "./growth.js";

const [, , count = "0", file = ""] = process.argv;
const rows = Number(count);
const report: BulkReport = { lines: [], wrong: [] };

/** Five bytes a row for its state, and code that is compiled late. */
const MOST_GROWTH_BYTES = 2_000_000 + 12 * rows;

function* input() {
  for (let n = 1; n <= rows; n++) yield { enterpriseId: "LC00lwk1yg", title: `Shop ${n}` };
}

const call = async (params: { title: string }, options: CallOptions) => {
  await options.onSend?.({ endpoint: "fake", idempotency: "safe", attempt: 1 });
  return { token: `token-of-${params.title}`, text: "x".repeat(200) };
};

for (const [name, store] of Object.entries({ memoryStore: memoryStore(), journalStore: journalStore(file) })) {
  const start = performance.now();
  const heaps: number[] = [];
  let ended = 0;
  for await (const { state } of bulk(call, input(), { store, concurrency: 32 })) {
    if (state !== "done") report.wrong.push(`a row is ${state}`);
    if (++ended % Math.ceil(rows / 8) === 0 || ended === rows) heaps.push((await sample({})).heapBytes);
  }
  const [first = 0] = heaps;
  const growth = Math.max(...heaps) - first;
  const rate = Math.round((1_000 * rows) / (performance.now() - start));
  report.lines.push(`${name}: ${ended} rows, ${rate} a second, heap grew by ${(growth / 1e6).toFixed(1)} MB`);
  if (ended !== rows) report.wrong.push(`${name}: ${ended} results`);
  if (growth > MOST_GROWTH_BYTES) report.wrong.push(`${name}: the heap grew by ${growth} bytes`);
}
if (readFileSync(file).subarray(-1).toString() !== "\n") report.wrong.push("the journal has no last line feed");

const emulator = createEmulator();
const client = new ChromeDirectory({ auth: emulator.issueToken(), transport: emulator.transport });
const ids = Array.from({ length: rows }, (_, n) => emulator.chromeDirectory.addBrowser({ machineName: `PC${n}` }));
const start = performance.now();
let [requests, moved] = [0, 0];
const move = (params: { deviceIds: string[]; orgUnitPath: string }, options: CallOptions) =>
  client.browsers.move(params, {
    ...options,
    onSend: async (notice) => {
      requests++;
      await options.onSend?.(notice);
    },
  });
const group = { list: "deviceIds", size: 600 } as const;
const moves = ids.map((id) => ({ deviceIds: [id], orgUnitPath: "/Sales" }));
for await (const { state } of bulk(move, moves, { group })) if (state === "done") moved++;
const seconds = (performance.now() - start) / 1_000;
report.lines.push(`browsers.move: ${moved} rows in ${requests} requests, ${seconds.toFixed(1)} s`);
if (moved !== rows || requests > Math.ceil(rows / 600))
  report.wrong.push("browsers.move took more requests than groups");
process.send?.(report);
