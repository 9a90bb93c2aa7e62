/** Reads the inputs of one reader in a thread that can be stopped if an input takes too long. */
import { parentPort, workerData } from "node:worker_threads";
import { seeded } from "../random.js";
import { malformed } from "./mutate.js";
import { READERS } from "./readers.js";

export interface WorkerData {
  reader: number;
  inputs: number;
  seed: number;
  /** The index of the input that is being read, shared so that it can be seen while the thread is busy. */
  current: Int32Array;
}

export interface ReaderReport {
  readable: number;
  wrong: number;
  /** The first of what was wrong. */
  examples: string[];
}

const MAX_EXAMPLES = 5;
const MAX_QUOTED = 400;

const { reader: place, inputs, seed, current } = workerData as WorkerData;
const { read, samples, fragments } = READERS[place] as (typeof READERS)[number];
const report: ReaderReport = { readable: 0, wrong: 0, examples: [] };

function wrong(what: string, input: string): void {
  if (++report.wrong <= MAX_EXAMPLES)
    report.examples.push(`${what}\n    ${JSON.stringify(input).slice(0, MAX_QUOTED)}`);
}

for (const [index, sample] of samples.entries()) {
  if (!(await read(sample, seeded(seed, place, -1 - index)))) wrong("a valid sample was not read", sample);
}
for (let index = 0; index < inputs; index++) {
  const random = seeded(seed, place, index);
  const input = malformed(random, samples, fragments);
  Atomics.store(current, 0, index);
  try {
    const result = read(input, random);
    if (typeof result === "boolean" ? result : await result) report.readable++;
  } catch (error) {
    wrong(`input ${index}: ${error instanceof Error ? `${error.name}: ${error.message}` : error}`, input);
  }
}
parentPort?.postMessage(report);
