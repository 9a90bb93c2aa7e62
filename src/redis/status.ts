/** How far a run in Redis is, from the numbers that its script returns. */
import { PACE } from "./ledgerScripts.js";
import type { RedisStoreStatus } from "./options.js";

/** The rate is that of the last minute. */
const WINDOW_MS = 60_000;

export function statusOf(reply: unknown): RedisStoreStatus {
  const numbers = (reply as readonly unknown[]).map(Number);
  const [now = 0, running = 0, runs = 0, undrained = 0, begun = 0, total = 0, done = 0, failed = 0, unknown = 0] =
    numbers;
  const [spare = 0, ...paces] = numbers.slice(9);
  const rowsPerSecond = rateOf(paces, now, begun);
  const left = total - done - failed - unknown;
  return {
    ...(total > 0 && { total }),
    ...{ done, failed, unknown, running, runs, spare, undrained, rowsPerSecond },
    ...(total > 0 && rowsPerSecond > 0 && { etaMs: Math.max(0, Math.round((left / rowsPerSecond) * 1_000)) }),
  };
}

/** @param paces of each span its number, and how many rows have ended in it. */
function rateOf(paces: readonly number[], now: number, begun: number): number {
  const spans = paces.map((pace) => ({ start: Math.floor(pace / PACE.unit) * PACE.spanMs, rows: pace % PACE.unit }));
  const recent = spans.filter(({ rows, start }) => rows > 0 && start > now - WINDOW_MS);
  if (recent.length === 0) return 0;
  const since = Math.max(begun, Math.min(...recent.map(({ start }) => start)));
  const rows = recent.reduce((sum, each) => sum + each.rows, 0);
  // A run that has just begun has no rate to speak of before its first second.
  return rows / (Math.max(1_000, now - since) / 1_000);
}
