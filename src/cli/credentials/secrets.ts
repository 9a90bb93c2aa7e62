/** Secrets, read from where they are. */
import { stat } from "node:fs/promises";
import { UsageError } from "../exit.js";
import type { Session } from "../session.js";
import { checkReference, isCommand } from "../settings/references.js";
import type { FoundSetting } from "../settings/settings.js";
import { outputOf } from "./command.js";

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
export const LEAST_REDACTED = 6;

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
