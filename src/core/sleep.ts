/** Waiting, for loops that are not a call. */
import type { ClientContext } from "./context.js";
import { Deadline } from "./deadline.js";

/** Waits `ms` milliseconds. @throws The reason of `signal` as soon as it aborts; an error when the client is closed. */
export async function sleep(
  { clock, closing }: Pick<ClientContext, "clock" | "closing">,
  ms: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  const deadline = new Deadline(clock, signal, Number.POSITIVE_INFINITY);
  try {
    await closing.wait(deadline, deadline.sleep(Math.max(0, ms)), "its next request");
  } finally {
    deadline.dispose();
  }
}
