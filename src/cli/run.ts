/** Runs one command line, to its exit code. */
import { createRequire } from "node:module";
import type { Io } from "./io.js";

/** @returns The exit code. Never rejects. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  // The one request that needs neither the parser nor the operations.
  if (argv.length === 1 && (argv[0] === "--version" || argv[0] === "-V")) {
    const { version } = createRequire(import.meta.url)("tessera-sdk/package.json") as { version: string };
    io.stdout.write(`${version}\n`);
    return 0;
  }
  if (argv[0] === "complete" && argv[1] === "--") {
    const { complete } = await import("./complete/complete.js");
    return complete(argv.slice(2), io);
  }
  const { runProgram } = await import("./program.js");
  return runProgram(argv, io);
}
