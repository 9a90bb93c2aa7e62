/** Errors, as stderr gets them: text for people, one line of JSON for programs. */
import { CommanderError } from "commander";
import { EXIT, exitCodeOf } from "./exit.js";
import { Interrupted } from "./interruption.js";
import { withoutSecretTexts } from "./redact.js";
import type { Session } from "./session.js";

/** Writes an error, and returns the exit code. */
export function report(error: unknown, session: Session): number {
  if (error instanceof CommanderError) {
    // Help was written already.
    if (error.exitCode === 0) return EXIT.done;
    if (error.code === "commander.help") return EXIT.usage;
    const message = error.message.replace(/^error: /, "");
    return write({ name: "UsageError", message, code: "ERR_TESSERA_USAGE", kind: "client" }, EXIT.usage, session);
  }
  const exitCode = error instanceof Interrupted ? EXIT[error.signal] : exitCodeOf(error);
  return write(factsOf(error), exitCode, session);
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

function write(facts: Facts, exitCode: number, { io, json, colors, secrets }: Session): number {
  const shown = withoutSecretTexts(facts, secrets) as Facts;
  const text = json ? JSON.stringify({ ...shown, exitCode }) : `${colors.red("error:")} ${shown.message}`;
  io.stderr.write(`${text}\n`);
  return exitCode;
}
