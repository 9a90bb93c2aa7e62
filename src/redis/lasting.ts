/** Commands that outlast a Redis that is restarted, fails over, or does not respond for a while. */
import { storeError } from "../bulk/store.js";
import { systemClock } from "../core/clock.js";
import { pause } from "../core/pause.js";
import { isTemporary, type SendCommand } from "./commands.js";

/** An attempt is given up after this time; the client may still send it, so every command can be sent twice. */
const ATTEMPT_MS = 5_000;
/** How long a command is tried. */
const OUTAGE_MS = 60_000;
/** The wait after the first attempt; it doubles up to the longest one. */
const [FIRST_WAIT_MS, LONGEST_WAIT_MS] = [50, 2_000];
/** Waits here end by themselves. */
const never = new AbortController().signal;

/** @returns a function that rejects with a `TesseraError` only. */
export function lastingSend(send: SendCommand): SendCommand {
  // A command that comes after an outage which lasted too long, such as the one that closes a ledger, is not to wait again.
  let isGivenUp = false;
  return async (args, key) => {
    // Counted, not measured: a process that was stopped has not waited.
    for (let waited = 0, wait = FIRST_WAIT_MS; ; wait = Math.min(2 * wait, LONGEST_WAIT_MS)) {
      const start = systemClock.monotonic();
      try {
        const reply = await bounded(send(args, key));
        isGivenUp = false;
        return reply;
      } catch (error) {
        if (isUnknownScript(error)) throw error;
        if (!isTemporary(error)) throw storeError(`Redis refused a command: ${messageOf(error)}`, error);
        waited += Math.min(ATTEMPT_MS, systemClock.monotonic() - start) + wait;
        isGivenUp ||= waited >= OUTAGE_MS;
        if (isGivenUp) throw unreachable(error);
      }
      await pause(wait, never);
    }
  };
}

/** The script is then sent in full. */
const isUnknownScript = (error: unknown) => messageOf(error).startsWith("NOSCRIPT");

const messageOf = (error: unknown) => (error instanceof Error ? error.message : "");

function unreachable(cause: unknown) {
  return storeError(
    `Redis has not responded for ${OUTAGE_MS / 1_000} seconds. No row is lost: run again with the same store once Redis ` +
      "is back. Rows whose end could not be recorded are then run again, or are unknown if that may do damage.",
    cause,
    "unavailable",
  );
}

function bounded(reply: Promise<unknown>): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new Error(`Redis did not respond within ${ATTEMPT_MS / 1_000} seconds.`));
    const stop = systemClock.sleep(ATTEMPT_MS, late);
    reply.then(resolve, reject).finally(stop);
  });
}
