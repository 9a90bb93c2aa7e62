/** Locks in files, where a process is stopped at the worst moment. */
import { statSync } from "node:fs";
import type * as fs from "node:fs/promises";
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import { acquireLock, type FileLock } from "../../src/core/fileLock.js";
import { settle, until } from "../support/promises.js";

/** Called before a file gets its second name. */
const hooks = vi.hoisted(() => ({ link: async () => {} }));

vi.mock("node:fs/promises", async (original) => {
  const actual = await original<typeof fs>();
  return {
    ...actual,
    link: async (...given: Parameters<typeof fs.link>) => {
      await hooks.link();
      return actual.link(...given);
    },
  };
});

afterEach(() => {
  hooks.link = async () => {};
});

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "tessera-lock-"));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

/** Takes the lock until the test ends. */
function acquire(path: string): Promise<FileLock> {
  const controller = new AbortController();
  onTestFinished(() => controller.abort());
  const lock = acquireLock(path, "k", controller.signal);
  lock.catch(() => {});
  return lock;
}

/** A lock that one process is about to take; it goes on once `resume` is called. */
async function stopped(path: string): Promise<{ lock: Promise<FileLock>; resume: () => void }> {
  let resume = () => {};
  const goesOn = new Promise<void>((resolve) => (resume = resolve));
  const isThere = new Promise<void>((reached) => {
    hooks.link = () => {
      hooks.link = async () => {};
      reached();
      return goesOn;
    };
  });
  const lock = acquire(path);
  await isThere;
  return { lock, resume };
}

test.each([1, 2, 3, 4, 5])("is not taken by a process that comes late, after %i others", async (others) => {
  const path = await folder();
  // A holder that has died.
  await acquire(path);
  await utimes(join(path, "k.1"), 1, 1);
  const late = await stopped(path);
  let held: FileLock | undefined;
  for (let count = 0; count < others; count++) {
    await held?.release();
    held = await acquire(path);
  }
  let isTaken = false;
  void late.lock.then(() => (isTaken = true));
  late.resume();
  await settle(200);
  expect(isTaken).toBe(false);
  await held?.release();
  await late.lock;
  expect((await readdir(path)).length).toBeLessThanOrEqual(2);
});

test("that was taken over is neither touched nor given up by the holder before", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  onTestFinished(() => void vi.useRealTimers());
  const path = await folder();
  const before = await acquire(path);
  const next = join(path, "k.2");
  await writeFile(next, '{"pid":1,"place":"another"}');
  await utimes(next, 1_000, 1_000);
  await utimes(join(path, "k.1"), 1_000, 1_000);
  vi.advanceTimersByTime(10_000);
  // The holder has shown that it is alive.
  await until(() => statSync(join(path, "k.1")).mtimeMs !== 1_000_000);
  await before.release();
  expect((await stat(next)).mtimeMs).toBe(1_000_000);
  expect(await readFile(next, "utf8")).not.toBe("");
});
