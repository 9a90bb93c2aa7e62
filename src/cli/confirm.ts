/** Asks before something is removed for good. */
import { createInterface } from "node:readline/promises";
import { UsageError } from "./exit.js";
import { Interrupted } from "./interruption.js";
import type { Io } from "./io.js";

/**
 * @throws A {@link UsageError} if the user does not say yes, or if there is nobody to ask; {@link Interrupted} by
 *   Ctrl-C.
 */
export async function confirm(what: string, { stdin, stderr }: Io): Promise<void> {
  if (stdin.isTTY !== true || stderr.isTTY !== true) {
    throw new UsageError(`${what} removes something for good: confirm it with --yes. Nothing was sent.`);
  }
  const prompt = createInterface({ input: stdin, output: stderr });
  const ended = new AbortController();
  // The terminal is in raw mode, so that Ctrl-C is a key. Ctrl-D, as the end of stdin, closes the prompt.
  prompt.once("SIGINT", () => ended.abort(new Interrupted("SIGINT"))).once("close", () => ended.abort());
  try {
    const question = `${what} removes something for good. Continue? [y/N] `;
    const reply = await prompt.question(question, { signal: ended.signal }).catch(() => "");
    if (ended.signal.reason instanceof Interrupted) throw ended.signal.reason;
    if (!/^y(?:es)?$/i.test(reply.trim())) throw new UsageError("Not confirmed. Nothing was sent.");
  } finally {
    prompt.close();
  }
}
