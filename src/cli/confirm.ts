/** Asks before something is removed for good. */
import { createInterface } from "node:readline/promises";
import { UsageError } from "./exit.js";
import type { Io } from "./io.js";

/** @throws A {@link UsageError} if the user does not say yes, or if there is nobody to ask. */
export async function confirm(what: string, { stdin, stderr }: Io): Promise<void> {
  if (stdin.isTTY !== true || stderr.isTTY !== true) {
    throw new UsageError(`${what} removes something for good: confirm it with --yes. Nothing was sent.`);
  }
  const prompt = createInterface({ input: stdin, output: stderr });
  try {
    const reply = await prompt.question(`${what} removes something for good. Continue? [y/N] `);
    if (!/^y(?:es)?$/i.test(reply.trim())) throw new UsageError("Not confirmed. Nothing was sent.");
  } finally {
    prompt.close();
  }
}
