/** Writes the results of a bulk in Redis to a file until it has ended, and shows how far it is. */
import type { BulkRun, BulkStatus, BulkWorker, PauseReason } from "tessera-sdk/bullmq";
import type { GlobalFlags } from "../globalFlags.js";
import type { Interruption } from "../interruption.js";
import { type Progress, startProgress } from "../progress.js";
import { noteOf } from "../redis/log.js";
import type { Session } from "../session.js";
import { unusable } from "./store.js";

export interface DrainOptions {
  readonly run: BulkRun;
  readonly out: string;
  /** That of this process. It is closed where the bulk stops for all. */
  readonly worker?: BulkWorker | undefined;
  readonly interruption: Interruption;
  readonly flags: GlobalFlags;
  readonly session: Session;
}

/** An error has paused the bulk for all workers: as it ends a run without Redis. */
class BulkPausedError extends Error {
  override readonly name = "BulkPausedError";
  readonly code = "ERR_TESSERA_BULK_STOPPED";
  readonly kind: string;

  constructor(name: string, { kind, message }: PauseReason) {
    super(
      `${message} The bulk is paused for all workers. Once the cause is fixed, the same command continues it, ` +
        `or: tessera bulk resume --name ${name}`,
    );
    this.kind = kind;
  }
}

const WATCH_MS = 500;

/** @returns how the bulk has ended. @throws What has paused it; {@link Interrupted} by a signal. */
export async function drain(options: DrainOptions): Promise<BulkStatus | undefined> {
  const { run, out, worker, interruption, flags, session } = options;
  const progress = startProgress("rows", flags, session);
  let isDrained = false;
  const drained = run
    .drainTo(out)
    .catch(unusable(`--out: ${out} cannot be written`))
    .then(() => {
      isDrained = true;
    });
  // A worker that cannot work ends the run; one that has nothing left to do does not.
  const failed = worker?.finished.then(() => drained) ?? drained;
  failed.catch(() => undefined);
  const pass = async () => {
    await Promise.race([drained, failed, wait(interruption.drain)]);
    if (interruption.drain.aborted) session.warn("The same command continues the run.");
    interruption.drain.throwIfAborted();
  };
  try {
    while (!isDrained) {
      const status = await run.status();
      if (status !== undefined) await follow(status, progress, options, pass);
      await pass();
    }
    return await run.status();
  } finally {
    progress.end();
    await worker?.close();
    await run.close();
    await drained.catch(() => undefined);
  }
}

/** @param pass waits for a while, and throws what ends the run. */
async function follow(
  status: BulkStatus,
  progress: Progress,
  { run, worker, session }: DrainOptions,
  pass: () => Promise<void>,
): Promise<void> {
  const { done, failed, unknown, rows, rowsPerSecond, etaMs, reason } = status;
  const left = etaMs === undefined ? {} : { secondsLeft: Math.round(etaMs / 1_000) };
  const more = { failed, unknown, rowsPerSecond: Math.round(10 * rowsPerSecond) / 10, ...left };
  progress.update({ done: done + failed + unknown, total: rows, more });
  if (reason === undefined) return;
  await worker?.close();
  noteOf(session, { bulk: run.name, event: "paused" });
  // What has ended until then is to be in the file.
  while (((await run.status())?.undrained ?? 0) > 0) await pass();
  throw new BulkPausedError(run.name, reason);
}

function wait(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, WATCH_MS);
    signal.addEventListener("abort", end);
    if (signal.aborted) end();
  });
}
