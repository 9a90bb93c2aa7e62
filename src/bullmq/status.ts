/** How far a bulk is. */
import type { PauseReason } from "./control.js";
import { type BulkParts, isEnded } from "./parts.js";

/** What `status()` of a bulk tells. */
export interface BulkStatus {
  /**
   * `enqueuing`: rows are being put into jobs, or that was interrupted. `running`: all of them are in jobs. `paused`: by
   * `pause()`, or for a `reason`. `cancelled`: rows that had not begun are not run. `ended`: all rows have ended.
   */
  state: "enqueuing" | "running" | "paused" | "cancelled" | "ended";
  /** The error that has paused it, if it was one. */
  reason?: PauseReason | undefined;
  /** The operation for which it was begun. */
  operation?: string | undefined;
  /** The input for which it was begun. */
  input?: string | undefined;
  /** What else was told of it when it was begun. */
  notes?: Record<string, unknown> | undefined;
  /** How many rows there are: those that are in jobs so far. */
  rows: number;
  /** Rows whose call succeeded. */
  done: number;
  /** Rows whose call failed, and that were not run again since. */
  failed: number;
  /** Rows that may have been done. */
  unknown: number;
  /** Rows that a worker has begun. */
  running: number;
  /** Calls that succeeded for a row that was done already, as its first worker was taken for dead. */
  spare: number;
  /** Results that were not read yet. */
  undrained: number;
  /** Rows that have ended a second, over the last minute. */
  rowsPerSecond: number;
  /** How long, in milliseconds, the rows that are left will take at that rate, if it is known. */
  etaMs?: number | undefined;
}

/** @returns `undefined` if there is no such bulk. */
export async function statusOf(parts: BulkParts): Promise<BulkStatus | undefined> {
  const { control, queue, store } = parts;
  const facts = await control.read();
  if (facts === undefined) return undefined;
  const isPaused = await queue.isPaused();
  const hasEnded = await isEnded(parts);
  const reason = isPaused ? await control.reason() : undefined;
  const { operation, input, notes } = await store.header();
  const { total: _, runs: __, ...counts } = await store.status();
  const { rows, isCancelled, isEnqueued } = facts;
  return {
    state: isCancelled ? "cancelled" : hasEnded ? "ended" : isPaused ? "paused" : isEnqueued ? "running" : "enqueuing",
    ...(reason && { reason }),
    ...(operation !== undefined && { operation }),
    ...(input !== undefined && { input }),
    ...(notes && { notes }),
    rows,
    ...counts,
  };
}
