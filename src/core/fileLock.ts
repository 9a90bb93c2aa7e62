/**
 * A lock among processes, in files that they share. Each holder has a file of its own, numbered upwards; the one with the
 * highest number has the lock. No name ever stands for two holders, so what a process does late, such as showing that it
 * is alive, or giving up a lock that was taken over meanwhile, does nothing to another's.
 */
import { reasonOf } from "./abort.js";
import { pause } from "./pause.js";

/** A lock that is held. */
export interface FileLock {
  /** Whether it is still held: a process that was stopped for long may have lost it. */
  isHeld(): Promise<boolean>;
  /** Gives it up. */
  release(): Promise<void>;
}

/** How often it is tried again: a registration takes some hundred milliseconds. */
const RETRY_MS = 50;
/** The holder shows at this interval that it is alive. It is the time of day that processes share. */
const HEARTBEAT_MS = 2_000;
/** Without a sign of the holder for so long, the lock is free: longer than a pause of a busy process. */
const STALE_AFTER_MS = 15_000;
const node = async () => ({
  ...(await import("node:fs/promises")),
  ...(await import("node:path")),
  ...(await import("node:crypto")),
});

/** The code of an error of the file system. */
export const codeOf = (error: unknown) => (error as { code?: unknown } | undefined)?.code;

/**
 * @param folder of files of locks alone. Two small ones of each lock stay in it.
 * @throws The reason of `signal` when it aborts; what the file system reports.
 */
export async function acquireLock(folder: string, name: string, signal: AbortSignal): Promise<FileLock> {
  for (;;) {
    if (signal.aborted) throw reasonOf(signal);
    const lock = await tryLock(folder, name);
    if (lock !== undefined) return lock;
    await pause(RETRY_MS, signal);
  }
}

/**
 * @param folder as of {@link acquireLock}.
 * @returns `undefined` if another has it. @throws What the file system reports.
 */
export async function tryLock(folder: string, name: string): Promise<FileLock | undefined> {
  const taken = await takeNext(folder, name);
  return taken === undefined ? undefined : heldLock(folder, name, taken);
}

/** Takes the lock if it is free. @returns the number of the new holder's file. */
async function takeNext(folder: string, name: string): Promise<number | undefined> {
  const { rm, join } = await node();
  const remove = (number: number) => rm(join(folder, `${name}.${number}`), { force: true });
  const last = Math.max(0, ...(await numbersOf(folder, name)));
  if (last > 0 && !(await isFree(join(folder, `${name}.${last}`)))) return undefined;
  const own = last + 1;
  // Of several that come at once, one creates it.
  if (!(await created(join(folder, `${name}.${own}`)))) return undefined;
  const others = await numbersOf(folder, name);
  if (Math.max(...others) > own) {
    // Others have taken the lock since this process looked, and have removed that number.
    await remove(own);
    return undefined;
  }
  // The highest always stays, and the one before: a folder that is read while it changes shows one of them.
  for (const number of others) if (number < own - 1) await remove(number);
  return own;
}

/** The numbers of a lock's files. */
async function numbersOf(folder: string, name: string): Promise<number[]> {
  const { readdir } = await node();
  const own = (await readdir(folder)).filter((each) => each.startsWith(`${name}.`) && !each.endsWith(".tmp"));
  return own.map((each) => Number(each.slice(name.length + 1)));
}

/** Creates a file with its content in one step, so that nobody reads one without its owner. */
async function created(path: string): Promise<boolean> {
  const { link, rm, writeFile, randomUUID } = await node();
  const written = `${path}.${randomUUID()}.tmp`;
  await writeFile(written, JSON.stringify({ pid: process.pid, place: await placeOf() }), { flag: "wx", mode: 0o600 });
  try {
    await link(written, path);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  } finally {
    await rm(written, { force: true });
  }
}

async function heldLock(folder: string, name: string, own: number): Promise<FileLock> {
  const { join, truncate, utimes } = await node();
  const path = join(folder, `${name}.${own}`);
  const timer = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => {});
  }, HEARTBEAT_MS);
  // Waiting for a lock to be given up must not keep a process alive.
  timer.unref();
  return {
    isHeld: async () => Math.max(0, ...(await numbersOf(folder, name).catch(() => []))) === own,
    async release() {
      clearInterval(timer);
      // The file stays, so that its number is not used again. It is gone if others have taken the lock over.
      await truncate(path).catch((error) => {
        if (codeOf(error) !== "ENOENT") throw error;
      });
    },
  };
}

/** Whether a holder has given up its lock, or has died. */
async function isFree(path: string): Promise<boolean> {
  const { readFile } = await node();
  const holder = await readFile(path, "utf8").catch(() => undefined);
  if (holder === undefined) return false;
  return holder === "" || (await ageOf(path)) >= STALE_AFTER_MS || !(await isAlive(holder));
}

/** The time since a file was written or touched, in milliseconds. */
export async function ageOf(path: string): Promise<number> {
  const { stat } = await node();
  return stat(path).then(
    ({ mtimeMs }) => Date.now() - mtimeMs,
    () => 0,
  );
}

/** Whether the holder can be alive: only of a process that would be seen here is it known that it is not. */
async function isAlive(holder: string): Promise<boolean> {
  let owner: { pid?: unknown; place?: unknown };
  try {
    owner = JSON.parse(holder) as typeof owner;
  } catch {
    return true;
  }
  if (owner?.place !== (await placeOf()) || typeof owner.pid !== "number") return true;
  try {
    process.kill(owner.pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) !== "ESRCH";
  }
}

/**
 * Where the ids of processes are the same: on a machine since its start, and on Linux in a namespace, as containers may
 * share the name of a host and not its processes.
 */
async function placeOf(): Promise<string> {
  const { readFile, readlink } = await node();
  const { hostname } = await import("node:os");
  const start = await readFile("/proc/sys/kernel/random/boot_id", "utf8").catch(() => "");
  const namespace = await readlink("/proc/self/ns/pid").catch(() => "");
  return [hostname(), start.trim(), namespace].join(" ");
}
