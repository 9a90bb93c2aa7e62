/** Calls that clean up after others. */
import type { CallOptions } from "../core/options.js";
import { preparing } from "../core/steps.js";
import { without } from "../core/values.js";

/** The caller waits that long at most, although the call that failed may have used all its time. */
const CLEAN_UP_MS = 10_000;

/** The options of a call that cleans up: it has its own time, and no signal, as nobody else could make up for it. */
export function cleanUpOptions(options: CallOptions = {}): CallOptions {
  return { ...without(preparing(options), ["signal"]), deadlineMs: CLEAN_UP_MS };
}
