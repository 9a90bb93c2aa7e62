/** Stores: what is read after a crash, who holds a lock, and what is not taken for empty. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, readlink, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { fileStore, InvalidParamsError, memoryStore, type Store } from "tessera-sdk";
import { describe, expect, onTestFinished, test } from "vitest";
import { rejection, settle, until } from "../support/promises.js";
import { CHECK, REGISTER, RegistrationServer, TOKEN } from "../support/registration.js";
import { httpServer } from "../support/server.js";

const never = new AbortController().signal;
const program = fileURLToPath(new URL("../support/storeProgram.ts", import.meta.url));

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "tessera-store-"));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

/** The files of locks, by their paths. */
async function lockFiles(path: string): Promise<string[]> {
  const names = await readdir(join(path, "locks"), { recursive: true });
  return names.filter((name) => name.includes(".")).map((name) => join(path, "locks", name));
}

interface Child {
  process: ChildProcess;
  output: () => string;
  ended: Promise<void>;
}

function start(...args: string[]): Child {
  const child = spawn(process.execPath, ["--no-deprecation", "--import", "tsx", program, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (output += text));
  return {
    process: child,
    output: () => output,
    ended: new Promise((resolve) => child.once("close", () => resolve())),
  };
}

const stores: [string, () => Promise<Store>][] = [
  ["memoryStore", async () => memoryStore()],
  ["fileStore", async () => fileStore(join(await folder(), "store"))],
];

describe.each(stores)("%s", (_, create) => {
  test("returns what was set, until it is deleted", async () => {
    const store = await create();
    const keys = ["a", "", "../a", "a/b", "ä\u0000", "x".repeat(5_000), "__proto__"];
    for (const key of keys) expect(await store.get(key)).toBeUndefined();
    for (const key of keys) await store.set(key, `value of ${key}`);
    for (const key of keys) await store.set(key, `new value of ${key}`);
    for (const key of keys) expect(await store.get(key)).toBe(`new value of ${key}`);
    await store.delete("a");
    await store.delete("a");
    expect([await store.get("a"), await store.get("a/b")]).toEqual([undefined, "new value of a/b"]);
  });

  test("gives a lock to one at a time, in order, and that of another key at once", async () => {
    const store = await create();
    const log: string[] = [];
    await store.lock?.("k", never);
    const waiting = ["first", "second", "third"].map(async (name) => {
      await store.lock?.("k", never);
      log.push(`${name} in`);
      await settle(5);
      log.push(`${name} out`);
      await store.unlock?.("k");
    });
    await store.lock?.("other", never);
    await settle(20);
    expect(log).toEqual([]);
    await store.unlock?.("k");
    await Promise.all(waiting);
    expect(log).toEqual(["first", "second", "third"].flatMap((name) => [`${name} in`, `${name} out`]));
  });

  test("ends the wait for a lock with the reason of the signal, and the next gets it", async () => {
    const store = await create();
    const controller = new AbortController();
    await store.lock?.("k", never);
    const left = rejection(store.lock?.("k", controller.signal) as Promise<void>);
    const next = store.lock?.("k", never);
    controller.abort(new Error("left"));
    expect(await left).toMatchObject({ message: "left" });
    expect(await rejection(store.lock?.("k", controller.signal) as Promise<void>)).toMatchObject({ message: "left" });
    await store.unlock?.("k");
    await next;
    await store.unlock?.("k");
    await store.lock?.("k", never);
  });
});

describe("fileStore", () => {
  test.each([undefined, "", 1, "a\0b"])("refuses %j as a folder", (path) => {
    expect(() => fileStore(path as string)).toThrow(InvalidParamsError);
  });

  test("creates its folder, but not in one that is missing", async () => {
    const parent = await folder();
    const store = fileStore(join(parent, "new"));
    await store.set("k", "v");
    expect(await fileStore(join(parent, "new")).get("k")).toBe("v");
    const missing = fileStore(join(parent, "not-mounted", "store"));
    expect(await rejection(missing.get("k") as Promise<unknown>)).toMatchObject({ code: "ENOENT" });
  });

  test("shows what it holds to its user alone", async () => {
    const path = join(await folder(), "store");
    await fileStore(path).set("k", "secret");
    const modes = await Promise.all(
      [path, ...(await readdir(path)).map((name) => join(path, name))].map((each) => stat(each)),
    );
    expect(modes.map(({ mode }) => (mode & 0o777).toString(8))).toEqual(["700", "600"]);
  });

  test.each(["", "{", "null", '"v"', '{"key":"k"}', '{"key":"other","value":"v"}', '{"key":"k","value":1}'])(
    "takes a file that holds %j for damaged, and not for empty",
    async (text) => {
      const path = await folder();
      const store = fileStore(path);
      await store.set("k", "secret-value");
      const [name = ""] = await readdir(path);
      await writeFile(join(path, name), text);
      const error = (await rejection(store.get("k") as Promise<unknown>)) as Error;
      expect(error.message).toContain("does not hold what was stored");
      expect(error.message).toContain(path);
    },
  );

  test("takes a path that is a file for an error", async () => {
    const path = join(await folder(), "file");
    await writeFile(path, "{}");
    for (const use of [(store: Store) => store.get("k"), (store: Store) => store.set("k", "v")]) {
      expect(await rejection(Promise.resolve(use(fileStore(path))))).toMatchObject({ code: "ENOTDIR" });
    }
    expect(await readFile(path, "utf8")).toBe("{}");
  });

  test("takes a file that cannot be read for an error", async () => {
    const path = await folder();
    const store = fileStore(path);
    await store.set("k", "v");
    const [name = ""] = await readdir(path);
    await rm(join(path, name));
    await mkdir(join(path, name));
    expect(await rejection(store.get("k") as Promise<unknown>)).toMatchObject({ code: "EISDIR" });
  });

  test("removes what writes have left that did not come to their end", async () => {
    const path = await folder();
    const [old, young] = [join(path, "a.tmp"), join(path, "b.tmp")];
    await writeFile(old, "secret");
    await writeFile(young, "secret");
    await utimes(old, 1, 1);
    await fileStore(path).get("k");
    expect(await readdir(path)).toEqual(["b.tmp"]);
  });
});

describe("processes that share a folder", () => {
  test("leave a value readable if they are killed in a write, 50 times", { timeout: 120_000 }, async () => {
    const path = await folder();
    const store = fileStore(path);
    const killAtRandom = async (key: string) => {
      await store.set(key, "-".repeat(100_000));
      const child = start(path, "write", key);
      await until(() => child.output() !== "");
      await settle(Math.random() * 40);
      child.process.kill("SIGKILL");
      await child.ended;
      expect(child.output()).toBe("ready");
      const value = await fileStore(path).get(key);
      expect(value).toHaveLength(100_000);
      expect(new Set(value).size).toBe(1);
      return value?.[0];
    };
    const found: (string | undefined)[] = [];
    for (let batch = 0; batch < 10; batch++) {
      found.push(...(await Promise.all([1, 2, 3, 4, 5].map((each) => killAtRandom(`${batch} ${each}`)))));
    }
    expect(found).toHaveLength(50);
    // Some had written before they were killed, so that they were killed while they wrote.
    expect(found.filter((first) => first !== "-").length).toBeGreaterThan(5);
  });

  test("get the lock of one that was killed", { timeout: 30_000 }, async () => {
    const path = await folder();
    const child = start(path, "hold", "k");
    await until(() => child.output() === "ready");
    const store = fileStore(path);
    let isHeld = false;
    const lock = store.lock?.("k", never).then(() => (isHeld = true));
    await settle(300);
    expect(isHeld).toBe(false);
    child.process.kill("SIGKILL");
    await lock;
    await store.unlock?.("k");
  });

  test("never have a lock at once, also where those before them have died", { timeout: 60_000 }, async () => {
    const path = await folder();
    const children = [1, 2, 3, 4].map(() => start(path, "contend", "k"));
    await Promise.all(children.map(({ ended }) => ended));
    expect(children.map(({ output }) => output())).toEqual(children.map(() => "ready"));
    expect((await lockFiles(path)).length).toBeLessThanOrEqual(2);
  });

  // Of a process that has died, which is known only where processes are the same.
  const { pid: dead } = spawnSync(process.execPath, ["--version"]);
  test.each([
    { what: "another machine", of: (place: string) => `x${place}` },
    { what: "another namespace of processes", of: (place: string) => `${place}x` },
    { what: "an owner that cannot be read", of: () => undefined },
  ])("get the lock of $what only when it has shown no sign for long", async ({ of }) => {
    const path = await folder();
    const store = fileStore(path);
    await store.lock?.("k", never);
    const [held = ""] = await lockFiles(path);
    const { place } = JSON.parse(await readFile(held, "utf8"));
    expect(place).toContain(await readlink("/proc/self/ns/pid").catch(() => ""));
    await store.unlock?.("k");
    await writeFile(held, JSON.stringify({ pid: dead, place: of(place) }));
    const controller = new AbortController();
    const waiting = rejection(store.lock?.("k", controller.signal) as Promise<void>);
    await settle(200);
    controller.abort(new Error("left"));
    expect(await waiting).toMatchObject({ message: "left" });
    await utimes(held, 1, 1);
    await store.lock?.("k", never);
    await store.unlock?.("k");
  });

  test("register a device once", { timeout: 60_000 }, async () => {
    const path = await folder();
    const adobe = new RegistrationServer();
    const http = await httpServer(async (response, { method, url, headers, body }) => {
      const request = { method, url: `http://adobe${url}`, headers: headers as Record<string, string>, body };
      const { status, body: bytes } = await adobe.send(request as never);
      response.statusCode = status;
      // Long enough for the others to come.
      await settle(200);
      for await (const chunk of bytes) response.write(chunk);
      response.end();
    });
    const children = [1, 2, 3].map(() => start(path, "register", http.url));
    await Promise.all(children.map(({ ended }) => ended));
    expect(children.map(({ output }) => output())).toEqual(children.map(() => '{"authenticated":true}'));
    expect(adobe.count(REGISTER)).toBe(1);
    expect(adobe.count(CHECK)).toBe(3);
    expect(adobe.count(TOKEN)).toBeGreaterThan(0);
    const again = start(path, "register", http.url);
    await again.ended;
    expect(again.output()).toBe('{"authenticated":true}');
    expect(adobe.count(REGISTER)).toBe(1);
  });
});
