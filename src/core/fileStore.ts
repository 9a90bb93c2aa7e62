/** A store in files, which outlives the process and can be shared by processes. */
import { invalidParam } from "./errors.js";
import { acquireLock, ageOf, codeOf, type FileLock } from "./fileLock.js";
import { LockQueue, type Store } from "./store.js";
import { isPlainObject, parseJson } from "./values.js";

/** Modules of Node, loaded when the store is first used. */
const node = async () => ({
  ...(await import("node:fs/promises")),
  ...(await import("node:path")),
  ...(await import("node:crypto")),
});

/** Only the user of the process may read what is kept. */
const PRIVATE_FOLDER = 0o700;
const PRIVATE_FILE = 0o600;

/** A file of a write that did not come to its end is removed once it is so old. */
const ABANDONED_AFTER_MS = 60_000;

/**
 * Keeps values in a folder, one file for each key, readable by the user of the process alone. A value is written to a
 * second file, flushed and then renamed, so that a crash at any moment leaves the old value or the new one. Locks hold
 * among all processes that use the folder; one of a process that has died is given to the next.
 *
 * @param folder its path. It is created if its parent exists: a volume that is not mounted is not taken for an empty
 *   store.
 * @throws An {@link InvalidParamsError} if it is not a path. Each method rejects if a file cannot be read or written.
 * @example
 * ```ts
 * import { fileStore } from "tessera-sdk/adobe-pass";
 *
 * const store = fileStore("/var/lib/tv-backend/adobe-pass");
 * ```
 */
export function fileStore(folder: string): Store {
  if (typeof folder !== "string" || folder === "" || folder.includes("\0")) invalidParam("folder", "must be a path");
  return new FileStore(folder);
}

class FileStore implements Store {
  #folder: string;
  #queue = new LockQueue();
  #locks = new Map<string, FileLock>();
  #ready: Promise<void> | undefined;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async get(key: string): Promise<string | undefined> {
    const { readFile } = await node();
    const path = await this.#path(key);
    let text: string;
    try {
      text = await readFile(path, "utf8");
    } catch (error) {
      if (codeOf(error) === "ENOENT") return undefined;
      throw error;
    }
    const entry = parseJson(text)?.value;
    if (isPlainObject(entry) && entry.key === key && typeof entry.value === "string") return entry.value;
    throw new Error(`${path} does not hold what was stored. Restore it or remove it.`);
  }

  async set(key: string, value: string): Promise<void> {
    const { open, rename, rm, randomUUID } = await node();
    const path = await this.#path(key);
    const written = `${path}.${randomUUID()}.tmp`;
    try {
      const file = await open(written, "wx", PRIVATE_FILE);
      try {
        await file.writeFile(JSON.stringify({ key, value }));
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(written, path);
    } catch (error) {
      await rm(written, { force: true });
      throw error;
    }
    await this.#flushFolder();
  }

  async delete(key: string): Promise<void> {
    const { rm } = await node();
    await rm(await this.#path(key), { force: true });
    await this.#flushFolder();
  }

  async lock(key: string, signal: AbortSignal): Promise<void> {
    await this.#queue.lock(key, signal);
    try {
      const { basename } = await node();
      const name = basename(await this.#path(key));
      this.#locks.set(key, await acquireLock(await this.#lockFolder(name), name, signal));
    } catch (error) {
      this.#queue.unlock(key);
      throw error;
    }
  }

  async unlock(key: string): Promise<void> {
    const lock = this.#locks.get(key);
    this.#locks.delete(key);
    try {
      await lock?.release();
    } finally {
      if (lock) this.#queue.unlock(key);
    }
  }

  /** A digest for a name: keys can be long, and hold what file systems do not take. */
  async #path(key: string): Promise<string> {
    this.#ready ??= this.#prepare();
    await this.#ready.catch((error) => {
      this.#ready = undefined;
      throw error;
    });
    const { createHash, join } = await node();
    return join(this.#folder, createHash("sha256").update(key).digest("hex"));
  }

  /** One of several: the folder of a lock is read each time it is tried, and files of locks stay. */
  async #lockFolder(name: string): Promise<string> {
    const { join } = await node();
    const all = join(this.#folder, "locks");
    const one = join(all, name.slice(0, 2));
    await ensureFolder(all);
    await ensureFolder(one);
    return one;
  }

  async #prepare(): Promise<void> {
    const { readdir, rm, join } = await node();
    await ensureFolder(this.#folder);
    for (const name of await readdir(this.#folder)) {
      const path = join(this.#folder, name);
      if (name.endsWith(".tmp") && (await ageOf(path)) > ABANDONED_AFTER_MS) await rm(path, { force: true });
    }
  }

  /** Makes a rename outlast a power failure, where folders can be flushed. */
  async #flushFolder(): Promise<void> {
    const { open } = await node();
    const folder = await open(this.#folder, "r").catch(() => undefined);
    await folder?.sync().catch(() => {});
    await folder?.close();
  }
}

/** Creates a folder if it is missing. Its parent must exist. */
async function ensureFolder(path: string): Promise<void> {
  const { mkdir } = await node();
  try {
    await mkdir(path, PRIVATE_FOLDER);
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
  }
}
