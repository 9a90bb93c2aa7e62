/** `tessera bulk retry`: the command line of a run, as the file of results has it, once more. */
import { UsageError } from "../exit.js";
import type { Session } from "../session.js";
import { readResults } from "./store.js";

/** @param more flags that take precedence over those of the run. */
export async function retry(
  file: string,
  states: readonly string[],
  more: readonly string[],
  session: Session,
): Promise<void> {
  if (states.length === 0) throw new UsageError("Say which rows: --failed, --unknown, or both.");
  const { notes = {} } = await readResults(file);
  const { command, folder } = notes;
  if (!isCommand(command))
    throw new UsageError(`${file} was not written by \`tessera bulk run\`: use that, with --retry`);
  if (folder !== process.cwd()) {
    throw new UsageError(`${file} was begun in ${folder}, which the paths of its command line refer to: call it there`);
  }
  const before = session.argv.slice(0, session.argv.indexOf("bulk"));
  const argv = [...command, ...more, ...before, "--out", file, "--retry", states.join()];
  const again: Session = { ...session, argv };
  await session.parse(again);
  session.exitCode = again.exitCode;
}

function isCommand(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === "string");
}
