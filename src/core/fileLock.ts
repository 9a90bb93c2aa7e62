/** A lock among processes: a file that only its holder has created, and that shows that the holder is alive. */
import { listen, reasonOf } from "./abort.js";
import { systemClock } from "./clock.js";

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

const node = async () => ({ ...(await import("node:fs/promises")), ...(await import("node:crypto")) });

/** The code of an error of the file system. */
export const codeOf = (error: unknown) => (error as { code?: unknown } | undefined)?.code;

/** @throws The reason of `signal` when it aborts; what the file system reports. */
export async function acquireLock(path: string, signal: AbortSignal): Promise<FileLock> {
  for (;;) {
    if (signal.aborted) throw reasonOf(signal);
    const lock = await tryLock(path);
    if (lock) return lock;
    await pause(signal);
  }
}

/** @returns `undefined` if another has it. @throws What the file system reports. */
export async function tryLock(path: string): Promise<FileLock | undefined> {
  const { randomUUID } = await node();
  const owner = JSON.stringify({ pid: process.pid, host: await hostName(), id: randomUUID() });
  if (await created(path, owner)) return heldLock(path, owner);
  await removeStale(path);
  return (await created(path, owner)) ? heldLock(path, owner) : undefined;
}

const hostName = async () => (await import("node:os")).hostname();

/** Creates the lock with its content in one step, so that nobody reads a lock without its owner. */
async function created(path: string, owner: string): Promise<boolean> {
  const { link, rm, writeFile, randomUUID } = await node();
  const own = `${path}.${randomUUID()}.tmp`;
  await writeFile(own, owner, { flag: "wx", mode: 0o600 });
  try {
    await link(own, path);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  } finally {
    await rm(own, { force: true });
  }
}

async function heldLock(path: string, owner: string): Promise<FileLock> {
  const { readFile, rm, utimes } = await node();
  const timer = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => {});
  }, HEARTBEAT_MS);
  // Waiting for a lock to be given up must not keep a process alive.
  timer.unref();
  const isHeld = async () => (await readFile(path, "utf8").catch(() => undefined)) === owner;
  return {
    isHeld,
    async release() {
      clearInterval(timer);
      if (await isHeld()) await rm(path, { force: true });
    },
  };
}

/** Removes a lock whose holder has died. Another process that does the same at the same time removes nothing else. */
async function removeStale(path: string): Promise<void> {
  const { link, readFile, rename, rm, stat, randomUUID } = await node();
  const holder = await readFile(path, "utf8").catch(() => undefined);
  if (holder === undefined) return;
  const age = await stat(path)
    .then(({ mtimeMs }) => Date.now() - mtimeMs)
    .catch(() => 0);
  if (age < STALE_AFTER_MS && (await isAlive(holder))) return;
  const moved = `${path}.${randomUUID()}.tmp`;
  try {
    await rename(path, moved);
  } catch {
    return;
  }
  // What was moved may be the lock of a process that was faster.
  const taken = await readFile(moved, "utf8").catch(() => undefined);
  if (taken !== holder) await link(moved, path).catch(() => {});
  await rm(moved, { force: true });
}

/** Whether the holder can be alive: only of a process of this machine is it known that it is not. */
async function isAlive(holder: string): Promise<boolean> {
  let owner: { pid?: unknown; host?: unknown };
  try {
    owner = JSON.parse(holder) as typeof owner;
  } catch {
    return true;
  }
  if (owner?.host !== (await hostName()) || typeof owner.pid !== "number") return true;
  try {
    process.kill(owner.pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) !== "ESRCH";
  }
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      stop();
      ignore();
      resolve();
    };
    // Jitter, so that those that wait do not try at the same moments.
    const stop = systemClock.sleep(RETRY_MS * (0.5 + systemClock.random()), end);
    const ignore = listen(signal, end);
  });
}
