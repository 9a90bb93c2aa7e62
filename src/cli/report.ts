/** Errors, as stderr gets them: text for people, one line of JSON for programs. */
import { CommanderError } from "commander";
import { EXIT, exitCodeOf } from "./exit.js";
import { Interrupted } from "./interruption.js";
import { oneLine, toJson } from "./output/printable.js";
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
  // The SDK redacts what it has sent. A server may send back what it received from an earlier run.
  const redacted = (text: string) => [...secrets].reduce((rest, secret) => rest.replaceAll(secret, "[redacted]"), text);
  const redactedIn = (_: string, value: unknown) => (typeof value === "string" ? redacted(value) : value);
  const text = json
    ? toJson(JSON.parse(JSON.stringify({ ...facts, exitCode }, redactedIn)))
    : `${colors.red("error:")} ${oneLine(redacted(facts.message))}`;
  io.stderr.write(`${text}\n`);
  return exitCode;
}
