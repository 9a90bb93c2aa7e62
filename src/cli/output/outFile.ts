/** The file of `--out`. */
import { randomBytes } from "node:crypto";
import { access, constants, open, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { UsageError } from "../exit.js";
import { Sink } from "./sink.js";

/**
 * Lets `work` write to a file, which appears under its name once it is complete. Only its owner can read it.
 *
 * @throws A {@link UsageError} before `work` is called, if the file cannot be written.
 */
export async function intoFile(path: string, work: (sink: Sink) => Promise<void>): Promise<void> {
  const fail = (problem: string): never => {
    throw new UsageError(`--out: ${problem}`);
  };
  const unwritable = ({ code }: NodeJS.ErrnoException) => fail(`${path} cannot be written (${code})`);
  if (path === "-") fail("without it, results go to stdout; a file of that name is ./-");
  if (path === "" || /[\\/]$/.test(path)) fail("must be the path of a file");
  const isReplaced = await canBeReplaced(path).catch(unwritable);
  // A name that nobody foresees, and that is not opened if it exists: others can write to folders such as `/tmp`.
  const target = isReplaced ? join(dirname(path), `.tessera-${randomBytes(8).toString("hex")}.tmp`) : path;
  const file = await open(target, isReplaced ? "wx" : "w", 0o600).catch(unwritable);
  const stream = file.createWriteStream();
  const sink = new Sink(stream);
  try {
    await work(sink);
    await new Promise<void>((resolve, reject) => {
      stream.once("error", reject);
      stream.end(resolve);
    });
  } catch (error) {
    stream.destroy();
    if (isReplaced) await rm(target, { force: true });
    throw error;
  }
  if (!isReplaced) return;
  await rename(target, path).catch(({ code }: NodeJS.ErrnoException) => {
    // The call cannot be made again for the sake of its result.
    throw new Error(`${path} cannot be written (${code}). The result is in ${target}.`);
  });
}

/** Whether there is a file that the user may write to, or none. A device or a pipe is written to as it is. */
async function canBeReplaced(path: string): Promise<boolean> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (found?.isFile() === true) await access(path, constants.W_OK);
  return found === undefined || found.isFile();
}
