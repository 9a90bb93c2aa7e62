import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { createClient } from "redis";
import { AuthError, type CallOptions, InvalidParamsError, TesseraError } from "tessera-sdk";
import { readJournal } from "tessera-sdk/bulk";
import { type BulkWorkerOptions, bulkRun, bulkWorker, enqueueBulk, listBulks } from "tessera-sdk/bullmq";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { openRecords } from "../../src/bulk/journal.js";
import { RedisRun } from "../../src/redis/redisRun.js";
import { linesIn, newFile } from "../support/bulk.js";
import { everyRow, numbered, SECRET } from "../support/bulkRows.js";
import { address, counted, observed, until } from "../support/bulks.js";
import { type RedisServer, redis, startRedis } from "../support/redis.js";

type Params = { n: number };
type Call = Parameters<typeof bulkWorker<Params, unknown>>[0];

const pauseMs = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function worker(call: Call, options: BulkWorkerOptions<Params>) {
  const started = bulkWorker(call, options);
  onTestFinished(() => started.close());
  return started;
}

async function enqueue(...[rows, options]: Parameters<typeof enqueueBulk<Params>>) {
  const run = await enqueueBulk(rows, options);
  onTestFinished(() => run.close());
  return run;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

describe.skipIf(redis.isMissing)(`bulks${redis.note}`, () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server?.close());

  test("all rows are run once by several workers, and their results are read once", async () => {
    const [sent, options] = [new Map<number, number>(), address(server)];
    const workers = [1, 2].map(() => worker(counted(sent), options));
    const run = await enqueue(numbered(1_234), { ...options, operation: "rows", key: ({ n }) => `key-${n}` });
    expect(await Promise.all(workers.map(({ finished }) => finished))).toEqual(["ended", "ended"]);
    const results = await everyRow(run);
    expect(results).toEqual(
      [...numbered(1_234)].map(({ n }) => ({ row: n, key: `key-${n}`, state: "done", result: { n } })),
    );
    expect([...sent.values()].every((times) => times === 1)).toBe(true);
    const status = await run.status();
    expect(status).toMatchObject({ state: "ended", operation: "rows", rows: 1_234, done: 1_234, undrained: 0 });
    expect(status?.rowsPerSecond).toBeGreaterThan(0);
    expect(await listBulks({ connection: server.client })).toContain(options.name);
    await run.delete();
    expect(await observed(options).status()).toBeUndefined();
    await expect(observed(options).pause()).rejects.toThrow(`There is no bulk ${options.name}`);
    expect(await server.client.keys(`*{${options.name}}*`)).toEqual([]);
    expect(await listBulks({ connection: server.client })).not.toContain(options.name);
  });

  test.each<[string, (path: string) => unknown]>([
    ["options", (path) => ({ path })],
    [
      "a client of node-redis",
      async (path) => {
        const client = createClient({ socket: { path, tls: false } });
        onTestFinished(() => client.close());
        return client.connect();
      },
    ],
  ])("the connection can be %s", async (_, connect) => {
    const options = { ...address(server), connection: (await connect(server.path)) as string };
    const started = worker(({ n }, _options) => n, options);
    const run = await enqueue(numbered(20), options);
    expect(await started.finished).toBe("ended");
    expect(await everyRow(run)).toHaveLength(20);
    await run.delete();
  });

  test("the connection can be a URL", async () => {
    const port = await freePort();
    const listening = await startRedis(["--port", String(port), "--bind", "127.0.0.1"]);
    onTestFinished(() => listening.close());
    const options = { connection: `redis://127.0.0.1:${port}`, name: "by-url", secret: SECRET };
    const started = worker(({ n }, _options) => n, options);
    const run = await enqueue(numbered(20), options);
    expect(await started.finished).toBe("ended");
    expect(await everyRow(run)).toHaveLength(20);
    expect(await listBulks({ connection: options.connection })).toEqual(["by-url"]);
    await Promise.all([started.close(), run.close()]);
    expect(await listening.client.client("LIST")).not.toContain("cmd=bzpopmin");
  });

  test("rows of a chunk share calls", async () => {
    const [lists, options]: [number[][], ReturnType<typeof address>] = [[], address(server)];
    const started = bulkWorker(({ ids }: { ids: number[] }, _options) => void lists.push(ids), {
      ...options,
      group: { list: "ids", size: 4 },
    });
    onTestFinished(() => started.close());
    const rows = Array.from({ length: 10 }, (_, n) => ({ ids: [n] }));
    const run = await enqueueBulk(rows, { ...options, chunkSize: 5 });
    onTestFinished(() => run.close());
    await started.finished;
    expect(lists.map(({ length }) => length).sort()).toEqual([1, 1, 4, 4]);
  });

  test("as many calls are under way as the worker may have, across chunks", async () => {
    let [underWay, most] = [0, 0];
    const options = address(server);
    await enqueue(numbered(120), { ...options, chunkSize: 10 });
    const call = async (_: Params, __: unknown) => {
      most = Math.max(most, ++underWay);
      await pauseMs(50);
      underWay--;
    };
    await worker(call, { ...options, concurrency: 12 }).finished;
    expect(most).toBe(12);
  });

  test("a pause lets calls that are under way end, and no other begin until the bulk is resumed", async () => {
    const [sent, options] = [new Map<number, number>(), address(server)];
    const run = await enqueue(numbered(300), options);
    const started = worker(
      counted(sent, () => pauseMs(20)),
      { ...options, concurrency: 2 },
    );
    await until(run, ({ done }) => done > 5);
    await observed(options).pause();
    await until(run, ({ running }) => running === 0);
    const { size } = sent;
    await pauseMs(1_000);
    expect(sent.size).toBe(size);
    expect(size).toBeLessThan(300);
    const status = await run.status();
    expect(status).toMatchObject({ state: "paused", done: size });
    expect(status).not.toHaveProperty("reason");
    await observed(options).resume();
    await until(run, ({ done }) => done > size);
    expect((await run.status())?.state).toBe("running");
    await started.close();
  });

  test("a bulk that is cancelled runs no other row, and its results can be read", async () => {
    const [sent, options] = [new Map<number, number>(), address(server)];
    const run = await enqueue(numbered(500), options);
    const started = worker(
      counted(sent, () => pauseMs(20)),
      { ...options, concurrency: 2 },
    );
    await until(run, ({ done }) => done > 5);
    await expect(run.delete()).rejects.toThrow("has not ended");
    await observed(options).cancel();
    expect(await started.finished).toBe("cancelled");
    const { size } = sent;
    const results = await everyRow(run);
    expect(results).toHaveLength(size);
    expect(sent.size).toBe(size);
    expect(size).toBeLessThan(500);
    expect(await run.status()).toMatchObject({ state: "cancelled", done: size });
    await expect(enqueueBulk(numbered(500), options)).rejects.toThrow("was cancelled");
    await run.delete();
  });

  test("a signal cancels the calls of a worker, and others run its rows", async () => {
    const [options, ended] = [address(server), new AbortController()];
    let begun = 0;
    const call = (_: Params, { signal }: CallOptions) =>
      new Promise((_resolve, reject) => {
        begun++;
        signal?.addEventListener("abort", () => reject(signal.reason));
      });
    const run = await enqueue(numbered(20), options);
    const cancelled = worker(call, { ...options, concurrency: 4, signal: ended.signal });
    while (begun < 4) await pauseMs(10);
    ended.abort();
    expect(await cancelled.finished).toBe("closed");
    expect(await run.status()).toMatchObject({ state: "running", done: 0, failed: 0, running: 0 });
    const sent = new Map<number, number>();
    await worker(counted(sent), options).finished;
    expect([begun, sent.size]).toEqual([4, 20]);
  });

  test("a signal that has aborted before closes a worker at once", async () => {
    const [sent, options] = [new Map<number, number>(), address(server)];
    await enqueue(numbered(5), options);
    expect(await worker(counted(sent), { ...options, signal: AbortSignal.abort() }).finished).toBe("closed");
    expect(sent.size).toBe(0);
  });

  test("what `onError` throws is the process's, and the bulk is paused nevertheless", async () => {
    const [options, uncaught] = [address(server), [] as unknown[]];
    const others = process.listeners("uncaughtException");
    process.removeAllListeners("uncaughtException").on("uncaughtException", (error) => uncaught.push(error));
    onTestFinished(() => {
      process.removeAllListeners("uncaughtException");
      for (const each of others) process.on("uncaughtException", each);
    });
    const own = new Error("of onError");
    const onError = () => {
      throw own;
    };
    const run = await enqueue(numbered(5), options);
    const call: Call = (_, __) => {
      throw "a text";
    };
    const started = worker(call, { ...options, concurrency: 1, onError });
    expect((await until(run, ({ state }) => state === "paused")).reason?.code).toBe("ERR_TESSERA_BULK_CALL");
    await started.close();
    expect(new Set(uncaught)).toEqual(new Set([own]));
  });

  test("a bulk that is deleted ends for who waits for it, and what is left of its rows is not run", async () => {
    const [sent, options] = [new Map<number, number>(), address(server)];
    let goOn = () => {};
    const deleted = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    async function* slow() {
      yield* numbered(501);
      await deleted;
      yield { n: 502 };
    }
    const [run, gone] = [observed(options), `There is no bulk ${options.name}`];
    const enqueuing = expect(enqueueBulk(slow(), { ...options, chunkSize: 1 })).rejects.toThrow("was deleted while");
    while ((await run.status())?.rows !== 500) await pauseMs(20);
    await run.pause();
    const started = worker(counted(sent), options);
    const reading = expect(everyRow(run)).rejects.toThrow(gone);
    const draining = expect(newFile().then((file) => run.drainTo(file))).rejects.toThrow(gone);
    // So that all of them have seen it.
    await pauseMs(1_000);
    // In one command, so that nobody sees it cancelled.
    await server.client.del(...(await server.client.keys(`*{${options.name}}*`)));
    goOn();
    await Promise.all([enqueuing, reading, draining]);
    expect(await started.finished).toBe("deleted");
    expect(await server.client.keys(`*{${options.name}}*`)).toEqual([]);
    expect(sent.size).toBe(0);
  });

  test("rows that have changed pause the bulk, and are run by force; those as before, without", async () => {
    const changed = [{ n: 1 }, { n: 3 }, { n: 4 }];
    for (const [rows, force] of [
      [changed, true],
      [[{ n: 1 }, { n: 2 }, { n: 4 }], false],
    ] as const) {
      const [sent, options] = [new Map<number, number>(), address(server)];
      const started = worker(counted(sent), options);
      await enqueue([{ n: 1 }, { n: 2 }], options);
      await started.finished;
      await until(await enqueue(changed, options), ({ reason }) => reason?.code === "ERR_TESSERA_BULK_CHANGED");
      const run = await enqueue(rows, { ...options, force });
      await run.resume();
      await until(run, ({ state }) => state === "ended");
      expect([...sent]).toEqual([1, 2, 4].map((n) => [n, 1]));
      await started.close();
    }
  });

  test("a refused credential pauses the bulk for all, and it goes on from there", async () => {
    const [sent, options, errors] = [new Map<number, number>(), address(server), [] as Error[]];
    let isRefused = true;
    const call: Call = (params, options) => {
      if (isRefused)
        throw new AuthError("The token of Annabel was refused.", { code: "ERR_TEST", kind: "unauthenticated" });
      return counted(sent)(params, options);
    };
    const workers = [1, 2].map(() =>
      worker(call, {
        ...options,
        concurrency: 1,
        onError: (error) => errors.push(error),
      }),
    );
    const run = await enqueue(numbered(50), { ...options, chunkSize: 10 });
    const { reason } = await until(run, ({ state, running }) => state === "paused" && running === 0);
    expect(reason).toMatchObject({ code: "ERR_TESSERA_BULK_STOPPED", kind: "unauthenticated" });
    expect(reason?.message).toContain("The token of Annabel was refused.");
    expect((await server.dump()).includes("token of Annabel")).toBe(false);
    expect(errors.length).toBeGreaterThan(0);
    expect(sent.size).toBe(0);
    isRefused = false;
    const failed = (await run.status())?.failed ?? 0;
    await run.resume();
    expect(await Promise.all(workers.map(({ finished }) => finished))).toEqual(["ended", "ended"]);
    // Each worker has met it in the chunks that it had.
    expect(sent.size + failed).toBe(50);
    await enqueue(numbered(50), { ...options, chunkSize: 10, retry: ["failed"] });
    await until(run, ({ done }) => done === 50);
    expect([...sent.values()].every((times) => times === 1)).toBe(true);
  });

  test("a worker that is closed gives its rows back at once", async () => {
    const [sent, options] = [new Map<number, number>(), address(server)];
    await enqueue(numbered(200), options);
    const call = counted(sent, () => pauseMs(10));
    const first = worker(call, { ...options, leaseMs: 60_000 });
    while (sent.size < 20) await pauseMs(5);
    const { size } = sent;
    await first.close();
    expect(await first.finished).toBe("closed");
    // Those that were under way; more were waiting for their turn.
    expect(sent.size).toBeLessThanOrEqual(size + 8);
    // Had they not been given back, they would be busy until the lease is over.
    expect(await worker(call, { ...options, concurrency: 50 }).finished).toBe("ended");
    expect(sent.size).toBe(200);
    expect([...sent.values()].every((times) => times === 1)).toBe(true);
  });

  test("rows that have changed pause the bulk, and none of them is run", async () => {
    const [sent, options] = [new Map<number, number>(), address(server)];
    const started = worker(counted(sent), options);
    await enqueue(numbered(20), options);
    await started.finished;
    const changed = [...numbered(20)].map(({ n }) => ({ n: n + 100 }));
    const run = await enqueue(changed, options);
    const { reason } = await until(run, ({ state }) => state === "paused");
    expect(reason?.code).toBe("ERR_TESSERA_BULK_CHANGED");
    expect(sent.size).toBe(20);
  });

  test("rows that were being enqueued when it was interrupted are enqueued once in the end", async () => {
    const quick = await startRedis(["--appendonly", "no"]);
    onTestFinished(() => quick.close());
    const [sent, options] = [new Map<number, number>(), address(quick)];
    async function* interrupted() {
      yield* numbered(510);
      throw new Error("the file was cut");
    }
    const chunks = { ...options, chunkSize: 1 };
    await expect(enqueueBulk(interrupted(), chunks)).rejects.toThrow("the file was cut");
    const run = observed(options);
    expect(await run.status()).toMatchObject({ state: "enqueuing", rows: 500 });
    await enqueue(numbered(520), chunks);
    expect(await run.status()).toMatchObject({ state: "running", rows: 520 });
    await worker(counted(sent), { ...options, concurrency: 64, acceptLoss: true }).finished;
    expect(sent.size).toBe(520);
    expect([...sent.values()].every((times) => times === 1)).toBe(true);
    expect(await run.status()).toMatchObject({ state: "ended", done: 520 });
  });

  test("a worker with another secret runs nothing, says why, and leaves the rows to others", async () => {
    const [sent, options] = [new Map<number, number>(), address(server)];
    const run = await enqueue(numbered(30), options);
    const other = worker(counted(sent), { ...options, secret: "another secret, which is as long as it" });
    await expect(other.finished).rejects.toThrow("sealed with another `secret`");
    await other.close();
    expect(sent.size).toBe(0);
    await worker(counted(sent), options).finished;
    expect(await run.status()).toMatchObject({ done: 30 });
  });

  test("nothing of rows, results and errors can be read in Redis", async () => {
    const options = address(server);
    const rows = ["Ann Baker", "Bob Carter"].map((fullName, at) => ({ fullName, fails: at === 1 }));
    const run = await enqueueBulk(rows, {
      ...options,
      notes: { customer: "Carter & Sons" },
      key: ({ fullName }) => `key of ${fullName}`,
    });
    onTestFinished(() => run.close());
    const before = await server.dump();
    const started = bulkWorker(({ fullName, fails }: (typeof rows)[number], _options) => {
      if (fails) throw new TesseraError(`${fullName} is not allowed.`, { kind: "conflict", code: "ERR_OWN_TEST" });
      return { token: `token of ${fullName}` };
    }, options);
    await started.finished;
    for (const text of [before, await server.dump()]) {
      expect(text.includes(options.name)).toBe(true);
      const readable = /Baker|Carter|fullName|token of|not allowed|ERR_OWN_TEST/.exec(text);
      expect(readable).toBeNull();
    }
    expect(await run.status()).toMatchObject({ done: 1, failed: 1, notes: { customer: "Carter & Sons" } });
    await started.close();
  });

  test("a journal that a crash has left without the removal from Redis has each row once in the end", async () => {
    const [options, file] = [address(server), await newFile()];
    const run = await enqueue(numbered(150), { ...options, operation: "rows", key: ({ n }) => `key-${n}` });
    const started = worker(({ n }, _options) => {
      if (n === 7) throw new TesseraError("It is there.", { kind: "conflict" });
      return n;
    }, options);
    await started.finished;
    const journal = await openRecords(file, { operation: "rows" });
    const cut = async (args: readonly string[]) => {
      if (args[0] === "XDEL") throw new Error("ERR the process has died");
      const [command = "", ...rest] = args;
      return server.client.call(command, ...rest);
    };
    const store = new RedisRun(cut, { name: options.name, secret: SECRET });
    await expect(store.drain((lines) => journal.record(lines))).rejects.toThrow("the process has died");
    await journal.close();
    await run.drainTo(file);
    const { operation, rows } = await readJournal(file);
    expect(operation).toBe("rows");
    const found = [];
    for await (const row of rows) found.push(row);
    expect(found.map(({ row }) => row).sort((a, b) => a - b)).toEqual([...numbered(150)].map(({ n }) => n));
    expect(found.find(({ row }) => row === 7)).toMatchObject({ state: "failed", error: { kind: "conflict" } });
    expect((await linesIn(file)).filter(({ state }) => state === "done")).toHaveLength(149);
    expect(await run.status()).toMatchObject({ undrained: 0 });
  });

  test.each<[string, object, string]>([
    ["name", { name: "a:b" }, "name"],
    ["name", { name: "" }, "name"],
    ["connection", { connection: "http://localhost" }, "connection"],
    ["secret", { secret: "short" }, "secret"],
  ])("an invalid %s is refused before anything is sent: %o", async (_, change, named) => {
    const options = { ...address(server), ...change };
    expect(() => bulkRun(options)).toThrow(InvalidParamsError);
    expect(() => bulkWorker((__: unknown, ___) => 1, options)).toThrow(`\`${named}\``);
    await expect(enqueueBulk([], options)).rejects.toThrow(InvalidParamsError);
  });

  test.each<[string, unknown]>([
    ["a date", { at: new Date() }],
    ["bytes", { file: new Uint8Array(3) }],
    ["a function", { call: () => 1 }],
    ["a large integer", { n: 1n }],
    ["nothing", undefined],
  ])("a row that JSON would change is refused: %s", async (_, row) => {
    await expect(enqueueBulk([{ n: 1 }, row], address(server))).rejects.toThrow(/`rows\.2.* must be a JSON value/);
  });
});

describe.skipIf(redis.isMissing)(`a Redis that may lose keys${redis.note}`, () => {
  test.each([["allkeys-lru"], ["volatile-ttl"]])("is refused if it may evict them: %s", async (policy) => {
    const server = await startRedis(["--maxmemory", "100mb", "--maxmemory-policy", policy]);
    onTestFinished(() => server.close());
    await expect(enqueueBulk(numbered(1), address(server))).rejects.toThrow("noeviction");
  });

  test("without memory is asked for rows now and then, and goes on once it has some", async () => {
    const server = await startRedis();
    onTestFinished(() => server.close());
    const [sent, options, errors] = [new Map<number, number>(), address(server), [] as Error[]];
    await enqueue(numbered(20), options);
    await server.client.config("SET", "maxmemory", "1");
    const started = worker(counted(sent), { ...options, onError: (error) => errors.push(error) });
    await pauseMs(1_000);
    expect(errors.some(({ message }) => message.includes("OOM"))).toBe(true);
    expect(errors.length).toBeLessThan(20);
    await server.client.config("SET", "maxmemory", "0");
    expect(await started.finished).toBe("ended");
    expect([...sent.values()]).toEqual(Array(20).fill(1));
  });

  test("pauses a bulk before a request that must not be sent twice, unless the loss is accepted", async () => {
    const server = await startRedis(["--appendfsync", "everysec"]);
    onTestFinished(() => server.close());
    const [sent, options] = [new Map<number, number>(), address(server)];
    const run = await enqueue(numbered(5), options);
    const first = worker(counted(sent), options);
    const { reason } = await until(run, ({ state }) => state === "paused");
    expect(reason).toMatchObject({ code: "ERR_TESSERA_BULK_STORE" });
    expect(reason?.message).toContain("appendfsync");
    expect(sent.size).toBe(0);
    await first.close();
    await run.resume();
    await worker(counted(sent), { ...options, acceptLoss: true }).finished;
    expect(sent.size).toBe(5);
  });
});
