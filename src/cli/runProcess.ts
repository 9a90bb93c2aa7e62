/** Runs the command line of this process. */
import { type Io, processIo } from "./io.js";
import { run } from "./run.js";

/** Sets `process.exitCode`, as `process.exit()` loses what a pipe has not taken yet. */
export async function runProcess(argv: readonly string[], more: Partial<Io> = {}): Promise<void> {
  // A message that cannot be written changes nothing about the outcome.
  process.stderr.on("error", () => undefined);
  // Results have a listener of their own; this is for the help and the like, of which `head` reads a part.
  process.stdout.on("error", ({ code }: NodeJS.ErrnoException) => {
    if (code !== "EPIPE") process.exitCode = 1;
  });
  const exitCode = await run(argv, { ...processIo(), ...more });
  process.exitCode ||= exitCode;
}
