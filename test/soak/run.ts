/**
 * The soak: many calls against a server that fails at random, each outcome held against the server's log, then bulk
 * runs that are killed, in one process and in several that share them in Redis, then many malformed inputs to every reader. It runs the sources. Exits with 1 if anything is
 * wrong.
 *
 *   npm run soak -- [--short] [--calls N] [--rows N] [--inputs N] [--seed N] [--only calls|bulk|fleet|readers]
 */
import { parseArgs } from "node:util";
import { runBulk } from "./bulk.js";
import { runCalls } from "./calls.js";
import { runFleet } from "./fleet.js";
import { runFleetBulks } from "./fleetBulks.js";
import { runReaders } from "./readers/run.js";

const { values } = parseArgs({
  options: {
    short: { type: "boolean", default: false },
    calls: { type: "string" },
    rows: { type: "string" },
    inputs: { type: "string" },
    seed: { type: "string" },
    only: { type: "string" },
  },
});

function count(name: "calls" | "rows" | "inputs" | "seed", standard: number): number {
  const given = Number(values[name] ?? standard);
  if (!Number.isSafeInteger(given) || given < 0) throw new Error(`--${name} must be an integer`);
  return given;
}

if (values.only !== undefined && !["calls", "bulk", "fleet", "readers"].includes(values.only)) {
  throw new Error("--only must be calls, bulk, fleet or readers");
}
const runs = (part: string) => values.only === undefined || values.only === part;
const seed = count("seed", Math.floor(Math.random() * 2 ** 31));
console.log(`Node ${process.version}, --seed ${seed}`);

let wrong = 0;
if (runs("calls")) wrong += await runCalls(count("calls", values.short ? 4_000 : 100_000), seed);
// Their short form is `test/bulk/killed.test.ts`.
if (runs("bulk") && !values.short) wrong += await runBulk(count("rows", 10_000));
// Their short forms are `test/redis/killed.test.ts` and `test/bullmq/killed.test.ts`.
if (runs("fleet") && !values.short) {
  wrong += await runFleet(count("rows", 20_000));
  wrong += await runFleetBulks(count("rows", 20_000));
}
if (runs("readers")) wrong += await runReaders(count("inputs", values.short ? 10_000 : 1_000_000), seed);
console.log(wrong === 0 ? "\nNothing is wrong." : `\n${wrong} wrong; the same again: --seed ${seed}`);
process.exitCode = wrong === 0 ? 0 : 1;
