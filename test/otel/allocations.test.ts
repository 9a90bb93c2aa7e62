/** What a call allocates when nothing is observed, counted in a process of its own. */
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { run } from "../support/process.js";

const program = fileURLToPath(new URL("../support/allocationsProgram.ts", import.meta.url));
/** All that is allocated in a round fits, so that the growth of the heap is what was allocated. */
const heap = ["--expose-gc", "--min-semi-space-size=64", "--max-semi-space-size=64"];

test("a call allocates no more once the entry is imported, nor after `stop`, than before", async () => {
  const node = [...heap, "-C", "tessera-source", "--import", "tsx", program];
  const bytes = JSON.parse(await run(process.execPath, node)) as Record<string, number>;
  const { before = 0, imported = 0, instrumented = 0, stopped = 0 } = bytes;
  console.log(bytes);
  // Rounds differ by a hundred. A channel that has a subscriber takes several times this.
  const noise = 1_000;
  expect(before).toBeGreaterThan(1_000);
  expect(instrumented).toBeGreaterThan(before + 5 * noise);
  expect(imported).toBeLessThan(before + noise);
  expect(stopped).toBeLessThan(before + noise);
});
