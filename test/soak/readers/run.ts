/** Reads malformed inputs with every reader, and stops one that hangs. */
import { Worker } from "node:worker_threads";
import { READERS } from "./readers.js";
import type { ReaderReport, WorkerData } from "./worker.js";

/** The largest inputs take milliseconds; what takes so long takes more than linear time. */
const INPUT_LIMIT_MS = 10_000;

/** @returns how much was wrong. */
export async function runReaders(inputs: number, seed: number): Promise<number> {
  console.log(`\n${inputs} malformed inputs to each reader`);
  let wrong = 0;
  for (const reader of READERS.keys()) wrong += await runReader(reader, inputs, seed);
  return wrong;
}

async function runReader(reader: number, inputs: number, seed: number): Promise<number> {
  const start = performance.now();
  const current = new Int32Array(new SharedArrayBuffer(4));
  const { readable, wrong, examples } = await reported({ reader, inputs, seed, current });
  const seconds = ((performance.now() - start) / 1_000).toFixed(0);
  const share = `${((100 * readable) / inputs).toFixed(0)} % readable`;
  console.log(`  ${READERS[reader]?.name}: ${wrong} wrong, ${share}, ${seconds} s`);
  for (const each of examples) console.log(`  WRONG ${each}`);
  if (readable > 0) return wrong;
  console.log("  WRONG no input was readable");
  return wrong + 1;
}

function reported(workerData: WorkerData): Promise<ReaderReport> {
  const worker = new Worker(new URL("worker.mjs", import.meta.url), { workerData });
  return new Promise((resolve) => {
    const end = (report: ReaderReport) => {
      clearInterval(watchdog);
      resolve(report);
    };
    let seen = -1;
    const watchdog = setInterval(() => {
      const index = Atomics.load(workerData.current, 0);
      if (index === seen) {
        end({ readable: 1, wrong: 1, examples: [`input ${index} took longer than ${INPUT_LIMIT_MS} ms`] });
        worker.terminate();
      }
      seen = index;
    }, INPUT_LIMIT_MS);
    worker.once("message", end);
    worker.once("error", (error) => end({ readable: 1, wrong: 1, examples: [`the thread ended: ${error}`] }));
  });
}
