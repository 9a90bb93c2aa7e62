/** Errors, as stderr gets them: text for people, one line of JSON for programs. */
import { CommanderError } from "commander";
import { EXIT, exitCodeOf } from "./exit.js";
import { Interrupted } from "./interruption.js";
import { oneLine, toJson } from "./output/printable.js";
import { withoutSecretTexts } from "./redact.js";
import type { Session } from "./session.js";

/** Writes an error, and returns the exit code. */
export function report(error: unknown, session: Session): number {
  if (error instanceof CommanderError) {
    // Help was written already.
    if (error.exitCode === 0) return EXIT.done;
    if (error.code === "commander.help") return EXIT.usage;
    // What is given to a flag that does not exist may be a secret.
    const message = error.message.replace(/^error: /, "").replace(/^(unknown option '[^'=]+)=.*'/s, "$1'");
    return write({ name: "UsageError", message, code: "ERR_TESSERA_USAGE", kind: "client" }, EXIT.usage, session);
  }
  const exitCode = error instanceof Interrupted ? EXIT[error.signal] : exitCodeOf(error, session.idempotency);
  return write(factsOf(error), exitCode, session);
}

/** What is said of an error. */
export interface Facts {
  readonly message: string;
  readonly [fact: string]: unknown;
}

export function factsOf(error: unknown): Facts {
  if (!(error instanceof Error)) return { name: "Error", message: String(error) };
  const { toJSON } = error as { toJSON?: () => Record<string, unknown> };
  const facts = typeof toJSON === "function" ? toJSON.call(error) : { ...error };
  return { name: error.name, ...facts, message: error.message };
}

function write(facts: Facts, exitCode: number, { io, json, colors, secrets }: Session): number {
  const shown = withoutSecretTexts(facts, secrets) as Facts;
  const text = json ? toJson({ ...shown, exitCode }) : `${colors.red("error:")} ${oneLine(shown.message)}`;
  io.stderr.write(`${text}\n`);
  return exitCode;
}
