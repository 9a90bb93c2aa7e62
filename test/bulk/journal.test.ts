/** The journal: what is on the disk before what is sent, what a crash leaves of it, and who may write it. */
import { execFileSync } from "node:child_process";
import { chmod, mkdir, open, readdir, readFile, stat, symlink, truncate, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import fc from "fast-check";
import { type CallOptions, ConnectionError, type Idempotency, TesseraError } from "tessera-sdk";
import { bulk, type JournalStoreOptions, journalStore, readJournal } from "tessera-sdk/bulk";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { collect, linesIn, newFile, send } from "../support/bulk.js";
import { rejection, settle } from "../support/promises.js";

interface Params {
  n: number;
  is: Idempotency;
}

const rowsOf = (is: Idempotency, count: number): Params[] =>
  Array.from({ length: count }, (_, index) => ({ n: index + 1, is }));

const write = async ({ n, is }: Params, options: CallOptions) => {
  await send(options, is);
  if (n % 7 === 0) throw new ConnectionError("lost", { endpoint: "test", outcomeUnknown: is === "none" });
  if (n % 5 === 0) throw new TesseraError("no", { endpoint: "test", kind: "conflict" });
  return { token: `t${n}\u2028é\n` };
};

/** Who has the lock of a journal: `""` if nobody has. */
async function holderOf(file: string): Promise<string> {
  const numbers = (await readdir(`${file}.lock`)).map((name) => Number(name.replace("run.", "")));
  return readFile(join(`${file}.lock`, `run.${Math.max(...numbers)}`), "utf8");
}

async function journalOf(file: string) {
  const { rows, ...header } = await readJournal(file);
  const found: Record<string, unknown>[] = [];
  for await (const row of rows) found.push(row as object as Record<string, unknown>);
  return { header, rows: found };
}

describe("a journal", () => {
  test("is NDJSON of a header and of rows with their state, result or error, for its user alone", async () => {
    const file = await newFile();
    const store = journalStore(file, { operation: "users.insert", input: "abc", notes: { path: "rows.csv" } });
    await collect(bulk(write, rowsOf("safe", 7), { store, key: ({ n }) => `k${n}` }));
    const [header, ...lines] = await linesIn(file);
    expect(header).toEqual({
      format: "tessera-bulk",
      version: 1,
      operation: "users.insert",
      input: "abc",
      notes: { path: "rows.csv" },
    });
    expect(lines).toHaveLength(7);
    expect(lines).toContainEqual({
      row: 1,
      key: "k1",
      state: "done",
      digest: expect.any(Number),
      result: { token: "t1\u2028é\n" },
    });
    const error = { name: "TesseraError", message: "no", code: "ERR_TESSERA", kind: "conflict", attempts: 0 };
    expect(lines.find(({ row }) => row === 5)).toMatchObject({ key: "k5", state: "failed", error });
    expect(((await stat(file)).mode & 0o777).toString(8)).toBe("600");
    const { rows, header: found } = await journalOf(file);
    expect(found).toEqual({ operation: "users.insert", input: "abc", notes: { path: "rows.csv" } });
    expect(rows.map(({ row }) => row).sort()).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(rows[0]).toEqual({ row: 1, key: "k1", state: "done", result: { token: "t1\u2028é\n" } });
  });

  test("records an intent before a request that must not be sent twice, and before no other", async () => {
    for (const is of ["none", "mint", "safe"] as const) {
      const file = await newFile();
      const before: number[] = [];
      const call = async ({ n }: Params, options: CallOptions) => {
        await send(options, is);
        const lines = await linesIn(file);
        before.push(lines.filter(({ row, state }) => row === n && state === "sent").length);
      };
      await collect(bulk(call, rowsOf(is, 4), { store: journalStore(file), concurrency: 2 }));
      expect(before).toEqual(Array(4).fill(is === "none" ? 1 : 0));
    }
  });

  test("syncs each intent before its request, those that wait together at once, and nothing else", async () => {
    const handle = await open(await newFile(), "a");
    const prototype = Object.getPrototypeOf(handle) as typeof handle;
    await handle.close();
    const log: string[] = [];
    const datasync = vi.spyOn(prototype, "datasync").mockImplementation(async () => {
      await settle(5);
      log.push("sync");
    });
    onTestFinished(() => datasync.mockRestore());
    const run = async (is: Idempotency, count: number, concurrency: number) => {
      log.length = 0;
      const call = async (params: Params, options: CallOptions) => {
        await send(options, params.is);
        log.push(`send ${params.n}`);
      };
      await collect(bulk(call, rowsOf(is, count), { store: journalStore(await newFile()), concurrency }));
      return log;
    };
    // The header, then one a row, and at last the end of the file.
    expect(await run("none", 3, 1)).toEqual(["sync", "sync", "send 1", "sync", "send 2", "sync", "send 3", "sync"]);
    const together = await run("none", 64, 32);
    expect(together.filter((each) => each === "sync").length).toBeLessThan(2 + 32);
    for (let n = 1; n <= 64; n++) {
      const sent = together.indexOf(`send ${n}`);
      expect(together.slice(1, sent)).toContain("sync");
    }
    for (const is of ["safe", "mint"] as const) {
      expect((await run(is, 64, 32)).filter((each) => each === "sync")).toHaveLength(2);
    }
  });

  test("holds its lock while it is in use, and no longer", async () => {
    const file = await newFile();
    const call = async (params: Params, options: CallOptions) => {
      await send(options, params.is);
      expect(await holderOf(file)).toContain(`"pid":${process.pid}`);
    };
    await collect(bulk(call, rowsOf("none", 2), { store: journalStore(file) }));
    expect(await holderOf(file)).toBe("");
  });

  test("sends nothing more once another process has taken its lock over", async () => {
    const file = await newFile();
    let sent = 0;
    const call = async (params: Params, options: CallOptions) => {
      await send(options, params.is);
      sent++;
      await writeFile(join(`${file}.lock`, "run.2"), "another");
    };
    const run = collect(bulk(call, rowsOf("none", 9), { store: journalStore(file), concurrency: 1 }));
    expect(await rejection(run)).toMatchObject({ code: "ERR_TESSERA_BULK_STORE" });
    expect(sent).toBe(1);
    expect(await holderOf(file)).toBe("another");
  });

  test.each([undefined, "", 1, "a\0b"])("is refused for the path %j", (file) => {
    expect(() => journalStore(file as string)).toThrow(expect.objectContaining({ issues: [expect.anything()] }));
  });

  test.each([{ size: 1n }, { when: new Date(0) }, { list: [() => 1] }])(
    "is refused for notes that are not JSON (%#)",
    (notes) => {
      const path = expect.stringMatching(/^notes\./);
      const refused = expect.objectContaining({ issues: [expect.objectContaining({ path })] });
      expect(() => journalStore("never.ndjson", { notes })).toThrow(refused);
    },
  );

  test("cannot be in a folder that is missing, and its failure is that of the run", async () => {
    const store = journalStore(`${await newFile()}/missing.ndjson`);
    expect(await rejection(collect(bulk(write, rowsOf("safe", 1), { store })))).toMatchObject({ code: "ENOENT" });
  });

  const others: [string, (path: string) => unknown][] = [["a folder", (path) => mkdir(path)]];
  if (process.platform !== "win32") {
    // Opening a pipe waits for its other end; the device has no end.
    others.push(
      ["a pipe", (path) => execFileSync("mkfifo", [path])],
      ["a device", (path) => symlink("/dev/zero", path)],
    );
  }

  test.each(others)("cannot be %s, and no lock is left beside it", async (_, create) => {
    const file = await newFile();
    await create(file);
    const refused = { code: "ERR_TESSERA_BULK_STORE", message: expect.stringContaining("not a regular file") };
    const run = collect(bulk(write, rowsOf("safe", 1), { store: journalStore(file) }));
    expect(await rejection(run)).toMatchObject(refused);
    expect(await rejection(readJournal(file))).toMatchObject(refused);
    expect(await readdir(dirname(file))).toEqual([basename(file)]);
  });

  test("that cannot be written further leaves no line in part before another", async () => {
    const file = await newFile();
    const handle = await open(file, "a");
    const prototype = Object.getPrototypeOf(handle) as typeof handle;
    await handle.close();
    const original = prototype.appendFile;
    let calls = 0;
    const spy = vi.spyOn(prototype, "appendFile").mockImplementation(async function (this: never, data) {
      if (++calls <= 3) return original.call(this, data);
      if (calls === 4) await original.call(this, String(data).slice(0, 10));
      throw Object.assign(new Error("no space left"), { code: "ENOSPC" });
    });
    const run = collect(bulk(write, rowsOf("safe", 50), { store: journalStore(file), concurrency: 2 }));
    expect(await rejection(run)).toMatchObject({ code: "ENOSPC" });
    spy.mockRestore();
    const text = await readFile(file, "utf8");
    expect(text.slice(text.lastIndexOf("\n") + 1)).toHaveLength(10);
    await collect(bulk(write, rowsOf("safe", 50), { store: journalStore(file) }));
    expect((await journalOf(file)).rows).toHaveLength(50);
  });
});

describe("a journal of something else", () => {
  async function begun() {
    const file = await newFile();
    const store = journalStore(file, { operation: "users.insert", input: "abc" });
    await collect(bulk(write, rowsOf("safe", 2), { store }));
    return file;
  }

  test.each<[JournalStoreOptions, string | undefined]>([
    [{ operation: "users.insert", input: "abc" }, undefined],
    [{}, undefined],
    [{ operation: "users.delete" }, "operation"],
    [{ input: "def", operation: "users.insert" }, "input"],
    [{ input: "def", operation: "users.delete", force: true }, undefined],
  ])("is refused, unless it is forced: %j", async (options, path) => {
    const file = await begun();
    const run = () => collect(bulk(write, rowsOf("safe", 3), { store: journalStore(file, options) }));
    if (path === undefined) expect(await run()).toMatchObject([{ row: 3 }]);
    else
      expect(await rejection(run())).toMatchObject({ issues: [{ path }], message: expect.stringContaining("force") });
    expect(await holderOf(file)).toBe("");
  });

  test("is continued with a row that failed and was corrected if it is forced, as the refusal says", async () => {
    const file = await newFile();
    const refuse = async (): Promise<void> => {
      throw new TesseraError("no", { endpoint: "test", kind: "invalid_request" });
    };
    await collect(bulk(refuse, rowsOf("safe", 1), { store: journalStore(file) }));
    const corrected: Params[] = [{ n: 2, is: "safe" }];
    const again = (options: JournalStoreOptions) =>
      collect(bulk(write, corrected, { store: journalStore(file, options), retry: ["failed"] }));
    const refusal = { code: "ERR_TESSERA_BULK_CHANGED", message: expect.stringContaining("`force`") };
    expect(await rejection(again({}))).toMatchObject(refusal);
    expect(await again({ force: true })).toMatchObject([{ row: 1, state: "done" }]);
    // The corrected row is the one that is recorded now.
    expect(await again({})).toEqual([]);
  });

  test("is continued with rows that have changed if it is forced", async () => {
    const file = await begun();
    const changed = rowsOf("none", 3);
    expect(await rejection(collect(bulk(write, changed, { store: journalStore(file) })))).toBeInstanceOf(TesseraError);
    const store = journalStore(file, { force: true });
    expect(await collect(bulk(write, changed, { store }))).toMatchObject([{ row: 3 }]);
  });

  test.each([
    "important notes",
    "important notes\n",
    "[]\n",
    '{"row":1}',
    '{"format":"tessera-bulk","version":2}\n',
    '{"format":"other","version":1}\n{"row":1}\n',
    `${JSON.stringify({ format: "tessera-bulk", version: 1 })}\n{"row":1,"key":"1"\n{"row":2}\n`,
    `${JSON.stringify({ format: "tessera-bulk", version: 1 })}\n{"row":0,"key":"1","state":"done","digest":1}\n`,
  ])("is refused and not changed: %j", async (text) => {
    const file = await newFile();
    await writeFile(file, text);
    await chmod(file, 0o644);
    const run = collect(bulk(write, rowsOf("safe", 1), { store: journalStore(file) }));
    const error = (await rejection(run)) as TesseraError;
    expect(error).toMatchObject({ code: "ERR_TESSERA_BULK_STORE", message: expect.stringContaining(file) });
    expect(await readFile(file, "utf8")).toBe(text);
  });

  test("cannot be read as one", async () => {
    const file = await newFile();
    for (const text of ["", "notes\n"]) {
      await writeFile(file, text);
      expect(await rejection(readJournal(file))).toMatchObject({ code: "ERR_TESSERA_BULK_STORE" });
    }
    expect(await rejection(readJournal(`${file}.missing`))).toMatchObject({ code: "ENOENT" });
  });

  test("is known by another name of the same file", async () => {
    const file = await begun();
    await symlink(file, `${file}.link`);
    const call = async () =>
      rejection(collect(bulk(write, rowsOf("safe", 4), { store: journalStore(`${file}.link`) })));
    const outer = bulk(call, [...rowsOf("safe", 2), { n: 9, is: "safe" as const }], { store: journalStore(file) });
    expect(await collect(outer)).toMatchObject([{ row: 3, result: { code: "ERR_TESSERA_BULK_STORE" } }]);
  });
});

/** Its text ends like an object also where it is cut. */
const HEADER = { operation: "write", notes: { columns: { id: "userId" } } };

/** A journal of twelve rows by three at a time, and the state of each row at each length of the file. */
async function whole(is: Idempotency) {
  const file = await newFile();
  const store = journalStore(file, HEADER);
  const retry = ["failed", "unknown"] as const;
  await collect(bulk(write, rowsOf(is, 12), { store, concurrency: 3 }));
  // Rows that were run again have several ends.
  await collect(bulk(write, rowsOf(is, 12), { store, concurrency: 3, retry }));
  return { file, bytes: await readFile(file) };
}

describe.each(["none", "mint"] as const)("a journal of %s that a crash has cut", (is) => {
  test("at any byte: no row that is done is run again, none that was sent is, and each ends with one result", async () => {
    const { file, bytes } = await whole(is);
    const cuts = fc.integer({ min: 0, max: bytes.length });
    await fc.assert(
      fc.asyncProperty(cuts, async (cut) => {
        await writeFile(file, bytes);
        await truncate(file, cut);
        // What a reader of the bytes knows: each line that is there in full.
        const known = new Map<number, string>();
        for (const text of bytes.subarray(0, cut).toString("utf8").split("\n").slice(1)) {
          try {
            const { row, state } = JSON.parse(text) as { row: number; state: string };
            const isDone = known.get(row) === "done";
            if (!isDone) known.set(row, known.get(row) === "unknown" && state !== "done" ? "unknown" : state);
          } catch {
            // Cut.
          }
        }
        const called: number[] = [];
        const again = async (params: Params, options: CallOptions) => {
          await send(options, is);
          called.push(params.n);
        };
        const found = await collect(bulk(again, rowsOf(is, 12), { store: journalStore(file, HEADER) }));
        const all = Array.from({ length: 12 }, (_, index) => index + 1);
        expect(called.sort((a, b) => a - b)).toEqual(all.filter((row) => !known.has(row)));
        // A retry that was cut off is reported, too.
        const lost = found.filter(({ state }) => state === "unknown").map(({ row }) => row);
        for (const [row, state] of known) if (state === "sent") expect(lost).toContain(row);
        const { rows } = await journalOf(file);
        expect(rows.map(({ row }) => row).sort((a, b) => Number(a) - Number(b))).toEqual(all);
        for (const { row, state } of rows) {
          const before = known.get(row as number) ?? "done";
          expect(state).toBe(before === "sent" ? "unknown" : before);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe("a result that JSON cannot hold", () => {
  const circular: { self?: unknown } = {};
  circular.self = circular;
  const results: [string, unknown][] = [
    ["a big integer", { size: 1n }],
    ["a circle", circular],
    ["what refuses to be JSON", { toJSON: () => expect.fail("no") }],
  ];

  test.each(results)("ends the run, and the row is done: %s", async (_, result) => {
    const file = await newFile();
    const seen: string[] = [];
    let count = 0;
    const call = async (_: Params, options: CallOptions) => {
      await send(options, "safe");
      return count++ === 0 ? result : "text";
    };
    const read = async () => {
      const options = { store: journalStore(file), concurrency: 1 };
      for await (const { row, state } of bulk(call, rowsOf("safe", 2), options)) seen.push(`${row} ${state}`);
    };
    expect(await rejection(read())).toMatchObject({
      code: "ERR_TESSERA_BULK_STORE",
      message: expect.stringContaining("Row 1 is done"),
    });
    await read();
    expect(seen).toEqual(["1 done", "2 done"]);
    expect(count).toBe(2);
    expect((await journalOf(file)).rows).toMatchObject([
      { row: 1, state: "done" },
      { row: 2, result: "text" },
    ]);
  });
});

test("a journal holds no credential that was given to the SDK", async () => {
  const { AndroidEnterprise } = await import("tessera-sdk/android-enterprise");
  const { createEmulator } = await import("tessera-sdk/testing");
  const emulator = createEmulator();
  const token = emulator.issueToken();
  const client = new AndroidEnterprise({ auth: token, transport: emulator.transport, retry: false });
  const statuses = [400, 401, 403, 404, 409, 429, 500, 503] as const;
  const file = await newFile();
  const rows = statuses.map((status) => ({ enterpriseId: "LC00lwk1yg", userId: String(status) }));
  for (const [index] of rows.entries()) {
    const store = journalStore(file);
    const call = async (params: (typeof rows)[number], options: CallOptions) => {
      emulator.fail({ status: statuses[index] as number, body: { token, said: token } });
      return client.users.get(params, options);
    };
    await collect(bulk(call, rows.slice(0, index + 1), { store })).catch(() => {});
  }
  const text = await readFile(file, "utf8");
  expect((await journalOf(file)).rows).toHaveLength(statuses.length);
  expect(text).not.toContain(token);
});
