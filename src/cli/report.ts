/** Errors, as stderr gets them: text for people, one line of JSON for programs. */
import { CommanderError } from "commander";
import { EXIT, exitCodeOf } from "./exit.js";
import { Interrupted } from "./interruption.js";
import type { Io } from "./io.js";

/** Whether a command line requests JSON. It is read from the arguments as they are, as they may be invalid. */
export function wantsJson(argv: readonly string[]): boolean {
  return argv.some((arg, index) => {
    const format = arg === "--output" ? argv[index + 1] : /^--output=(.*)$/.exec(arg)?.[1];
    return format === "json" || format === "ndjson";
  });
}

/** Writes an error, and returns the exit code. */
export function report(error: unknown, io: Io, json: boolean): number {
  if (error instanceof CommanderError) {
    // Help was written already.
    if (error.exitCode === 0) return EXIT.done;
    if (error.code === "commander.help") return EXIT.usage;
    const message = error.message.replace(/^error: /, "");
    return write({ name: "UsageError", message, code: "ERR_TESSERA_USAGE", kind: "client" }, EXIT.usage, io, json);
  }
  const exitCode = error instanceof Interrupted ? EXIT[error.signal] : exitCodeOf(error);
  return write(factsOf(error), exitCode, io, json);
}

interface Facts {
  readonly message: string;
  readonly [fact: string]: unknown;
}

function factsOf(error: unknown): Facts {
  if (!(error instanceof Error)) return { name: "Error", message: String(error) };
  const { toJSON } = error as { toJSON?: () => Record<string, unknown> };
  const facts = typeof toJSON === "function" ? toJSON.call(error) : { ...error };
  return { name: error.name, ...facts, message: error.message };
}

function write(facts: Facts, exitCode: number, io: Io, json: boolean): number {
  io.stderr.write(json ? `${JSON.stringify({ ...facts, exitCode })}\n` : `error: ${facts.message}\n`);
  return exitCode;
}
