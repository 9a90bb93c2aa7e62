/** References to secrets. A secret itself is neither a flag nor in the settings file: others could read it there. */
import { stat } from "node:fs/promises";
import { UsageError } from "../exit.js";
import type { Session } from "../session.js";
import type { FoundSetting } from "../settings/settings.js";
import { isReference } from "../sources.js";
import { outputOf } from "./command.js";

/** A program whose output is the secret. It runs without a shell. */
export interface CommandReference {
  readonly command: readonly [string, ...string[]];
}

export const isCommand = (value: unknown): value is CommandReference => typeof value === "object";

const FORMS = '"@file", "@env:NAME", "-" for stdin, or { "command": ["program", "argument"] }';

/** Calls `fail` with what is wrong with a reference. The message never holds the value, which can be a secret. */
export function checkReference(value: unknown, fail: (problem: string) => never): void {
  if (typeof value === "string") {
    if (!isReference(value)) fail(`must not be the secret itself, but say where it is: ${FORMS}`);
    return;
  }
  const { command, ...rest } = (value ?? {}) as { command?: unknown };
  const isList = Array.isArray(command) && command.length > 0 && command.every((each) => typeof each === "string");
  if (!isList || Object.keys(rest).length > 0) fail(`must be ${FORMS}`);
}

/** The text of a secret, without white space around it. */
export async function readSecret(setting: FoundSetting, session: Session): Promise<string> {
  const { value, origin, where } = setting;
  const fail = (problem: string): never => {
    throw new UsageError(`${where}: ${problem}`);
  };
  let text: string;
  if (origin === "environment") text = String(value);
  else {
    checkReference(value, fail);
    text = isCommand(value)
      ? await outputOf(value.command, session.io)
      : await textOf(String(value), session).catch((error: Error) => fail(error.message));
  }
  const secret = text.trim();
  if (secret === "") fail("is empty");
  if (secret.length >= LEAST_REDACTED) session.secrets.add(secret);
  return secret;
}

async function textOf(reference: string, session: Session): Promise<string> {
  if (/^@(?!env:)/.test(reference)) await warnIfShared(reference.slice(1), session);
  return session.sources.text(reference);
}

/** Shorter ones are found in words that have nothing to do with them. */
const LEAST_REDACTED = 6;

const READABLE_BY_OTHERS = 0o044;

/** Warns of a file with a secret that other users can read. Windows has no such modes. */
export async function warnIfShared(path: string, { warn }: Session): Promise<void> {
  if (process.platform === "win32") return;
  // What is missing fails where it is read.
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile() === true && (found.mode & READABLE_BY_OTHERS) !== 0) {
    warn(`Other users can read ${path}, which holds a credential: chmod 600 ${path}`);
  }
}
