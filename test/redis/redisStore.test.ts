/** Bulk runs in Redis: who has a row, what becomes of one whose process has died or was paused, and what is refused. */
import { type CallOptions, TesseraError } from "tessera-sdk";
import { type BulkLedger, type BulkRow, bulk } from "tessera-sdk/bulk";
import { type RedisStoreOptions, redisStore } from "tessera-sdk/redis";
import { afterEach, describe, expect, test } from "vitest";
import { ledgerRow } from "../../src/bulk/units.js";
import { RedisRun } from "../../src/redis/redisRun.js";
import { collect, newRedisStore, SECRET, send, sharedRedis } from "../support/bulk.js";
import { rejection, settle, until } from "../support/promises.js";
import { redis, startRedis } from "../support/redis.js";

const numbers = (count: number) => Array.from({ length: count }, (_, index) => ({ n: index + 1 }));
type Params = { n: number };
const rowOf = (row: number) => ({ row, key: `k${row}`, digest: row });
const doneOf = (row: number, result: unknown = row): BulkRow<unknown> => ({
  row,
  key: `k${row}`,
  state: "done",
  result,
});

async function listOf<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const row of rows) list.push(row);
  return list;
}

describe.skipIf(redis.isMissing)(`a run in Redis${redis.note}`, () => {
  const open: BulkLedger[] = [];
  afterEach(async () => {
    for (const each of open.splice(0)) await each.close();
  });

  /** Ledgers of processes that have a short lease, and what ends a lease. */
  async function processes(count: number) {
    const { client } = await sharedRedis();
    const options = { name: `p${Math.random()}`.replace("0.", ""), secret: SECRET };
    const owners = `tessera:{${options.name}}:owners`;
    const ledgers: BulkLedger[] = [];
    const names: string[] = [];
    for (let index = 0; index < count; index++) {
      ledgers.push(await redisStore(client, options).open({ retry: [] }));
      const all = await client.zrange(owners, 0, -1);
      names.push(all.find((each) => !names.includes(each)) as string);
    }
    open.push(...ledgers);
    const pause = (index: number) => client.zadd(owners, 1, names[index] as string);
    return { ledgers: ledgers as [BulkLedger, BulkLedger, BulkLedger], pause, store: redisStore(client, options) };
  }

  test("is shared: each row is run by one process, and none ends before all rows have ended", async () => {
    const store = await newRedisStore();
    const ended: string[] = [];
    let active = 0;
    const call = async ({ n }: Params, options: CallOptions) => {
      active++;
      await send(options, "none");
      await settle(n % 5);
      active--;
      return n;
    };
    const one = async (name: string) => {
      const found = await collect(bulk(call, numbers(300), { store, concurrency: 4 }));
      ended.push(name);
      expect((await store.status()).done).toBe(300);
      expect(active).toBe(0);
      return found.map(({ row }) => row);
    };
    const [a, b, c] = await Promise.all([one("a"), one("b"), one("c")]);
    expect([...a, ...b, ...c].sort((x, y) => x - y)).toEqual(numbers(300).map(({ n }) => n));
    expect(Math.min(a.length, b.length, c.length)).toBeGreaterThan(0);
    expect(await store.status()).toMatchObject({ done: 300, spare: 0, running: 0, runs: 0, undrained: 300 });
  });

  test("gives the rows of a process that has died to others: those that were sent are unknown", async () => {
    const { ledgers, pause, store } = await processes(2);
    const [dead, other] = ledgers;
    for (const row of [1, 2]) expect(await dead.claim(rowOf(row))).toBe("run");
    await dead.sending([rowOf(2)]);
    for (const row of [1, 2]) expect(await other.claim(rowOf(row))).toBe("busy");
    await pause(0);
    expect(await other.claim(rowOf(1))).toBe("run");
    expect(await other.claim(rowOf(2))).toBe("lost");
    expect(await other.claim(rowOf(2))).toBe("skip");
    expect(await store.status()).toMatchObject({ unknown: 1, done: 0, running: 1 });
    expect(await listOf(store.results())).toMatchObject([
      { row: 2, key: "k2", state: "unknown", error: { code: "ERR_TESSERA_BULK_LOST" } },
    ]);
  });

  test("does not let a process send whose rows were taken over, and takes what it has done", async () => {
    const { ledgers, pause, store } = await processes(2);
    const [paused, other] = ledgers;
    for (const row of [1, 2, 3]) await paused.claim(rowOf(row));
    await paused.sending([rowOf(2)]);
    await pause(0);
    // Nobody has taken it yet.
    await paused.sending([rowOf(3)]);
    expect(await other.claim(rowOf(1))).toBe("run");
    expect(await other.claim(rowOf(2))).toBe("lost");
    expect(await other.claim(rowOf(3))).toBe("lost");
    const failure = { code: "ERR_TESSERA_BULK_STORE", message: expect.stringContaining("Row 1 does not belong") };
    expect(await rejection(Promise.resolve(paused.sending([rowOf(1)])))).toMatchObject(failure);
    expect(await paused.settle(rowOf(2), doneOf(2))).toBe("done");
    expect(await store.status()).toMatchObject({ unknown: 1, done: 1, spare: 0 });
    const states = (await listOf(store.results())).map(({ row, state }) => `${row} ${state}`);
    expect(states).toEqual(["2 unknown", "3 unknown", "2 done"]);
  });

  test.each(["the first process", "the one that took the row over"])(
    "counts a second success of a row as spare, and keeps the first one: that of %s",
    async (winner) => {
      const { ledgers, pause, store } = await processes(2);
      const [paused, other] = ledgers;
      await paused.claim(rowOf(1));
      await pause(0);
      expect(await other.claim(rowOf(1))).toBe("run");
      const order = winner === "the first process" ? [paused, other] : [other, paused];
      for (const [index, ledger] of order.entries()) {
        expect(await ledger.settle(rowOf(1), doneOf(1, index))).toBe("done");
        expect(await ledger.settle(rowOf(1), doneOf(1, index))).toBe("done");
      }
      expect(await store.status()).toMatchObject({ done: 1, spare: 1, running: 0 });
      expect(await listOf(store.results())).toMatchObject([{ row: 1, result: 0 }]);
    },
  );

  test("ignores what a process says of a failed row that another one runs", async () => {
    const { ledgers, pause, store } = await processes(2);
    const [paused, other] = ledgers;
    await paused.claim(rowOf(1));
    await pause(0);
    await other.claim(rowOf(1));
    const error = Object.assign(new Error("no"), { toJSON: () => ({}) }) as never;
    expect(await paused.settle(rowOf(1), { row: 1, key: "k1", state: "failed", error })).toBe("failed");
    expect(await store.status()).toMatchObject({ failed: 0, running: 1, undrained: 0 });
  });

  test.each(["done", "failed"] as const)(
    "counts a failed row that is sent again and is %s as that alone",
    async (state) => {
      const store = await newRedisStore();
      const error = Object.assign(new Error("no"), { toJSON: () => ({}) }) as never;
      const failed = { row: 1, key: "k1", state: "failed", error } as const;
      for (const result of [failed, state === "done" ? doneOf(1) : failed]) {
        const ledger = await store.open({ retry: ["failed"] });
        open.push(ledger);
        expect(await ledger.claim(rowOf(1))).toBe("run");
        await ledger.sending([rowOf(1)]);
        await ledger.settle(rowOf(1), result);
        await ledger.close();
      }
      expect(await store.status()).toMatchObject({ done: 0, failed: 0, unknown: 0, [state]: 1 });
    },
  );

  test("keeps the rows of a process that lives, for as long as it lives", async () => {
    const { client } = await sharedRedis();
    const options = { name: "alive", secret: SECRET, leaseMs: 150 };
    const [one, two] = [redisStore(client, options), redisStore(client, options)];
    const first = await one.open({ retry: [] });
    const second = await two.open({ retry: [] });
    open.push(first, second);
    await first.claim(rowOf(1));
    await settle(600);
    expect(await second.claim(rowOf(1))).toBe("busy");
    await first.close();
    expect(await second.claim(rowOf(1))).toBe("run");
  });

  test("runs a row that failed again once, for whoever has opened it with `retry`, and not one that fails meanwhile", async () => {
    const { client } = await sharedRedis();
    const store = redisStore(client, { name: "retried", secret: SECRET });
    const refuse = async () => {
      throw new TesseraError("no", { kind: "conflict" });
    };
    await collect(bulk(refuse, numbers(2), { store }));
    const [one, two] = [await store.open({ retry: ["failed"] }), await store.open({ retry: ["failed"] })];
    open.push(one, two);
    const first = ledgerRow({ n: 1 }, 1, { key: () => "1" });
    expect(await one.claim(first)).toBe("run");
    expect(await two.claim(first)).toBe("busy");
    const error = Object.assign(new Error("no"), { toJSON: () => ({}) }) as never;
    await one.settle(first, { row: 1, key: "1", state: "failed", error });
    expect(await two.claim(first)).toBe("skip");
  });

  test("yields results until they are read, and those of the last batch again if their reader dies", async () => {
    const store = await newRedisStore();
    await collect(bulk(async ({ n }: Params, _: CallOptions) => n, numbers(250), { store }));
    let read = 0;
    for await (const _ of store.results()) if (++read === 130) break;
    // The one in whose turn the loop was left counts as not read.
    expect((await store.status()).undrained).toBe(250 - 129);
    expect(await listOf(store.results())).toHaveLength(250 - 129);
    expect(await listOf(store.results())).toEqual([]);
  });

  test("tells how far it is, and how long the rest will take", async () => {
    const { client } = await sharedRedis();
    const store = new RedisRun(client, { name: "status", secret: SECRET });
    expect(await store.status()).toEqual({
      ...{ done: 0, failed: 0, unknown: 0, running: 0, runs: 0, spare: 0, undrained: 0, rowsPerSecond: 0 },
    });
    await store.setTotal(100);
    const ledger = await store.open({ retry: [] });
    open.push(ledger);
    for (let row = 1; row <= 11; row++) await ledger.claim(rowOf(row));
    for (let row = 1; row <= 10; row++) await ledger.settle(rowOf(row), doneOf(row));
    const { rowsPerSecond, etaMs, ...rest } = await store.status();
    expect(rest).toEqual({ total: 100, done: 10, failed: 0, unknown: 0, running: 1, runs: 1, spare: 0, undrained: 10 });
    expect(rowsPerSecond).toBeGreaterThan(0.5);
    expect(rowsPerSecond).toBeLessThanOrEqual(10);
    expect(etaMs).toBeCloseTo((90 / rowsPerSecond) * 1_000, -1);
  });

  test("ends where it was deleted, and nothing of it is left", async () => {
    const store = await newRedisStore();
    const before = (await (await sharedRedis()).client.keys("*")).length;
    const ledger = await store.open({ retry: [] });
    await ledger.claim(rowOf(1));
    await store.delete();
    const gone = { code: "ERR_TESSERA_BULK_STORE", message: expect.stringContaining("deleted") };
    expect(await rejection(Promise.resolve(ledger.claim(rowOf(2))))).toMatchObject(gone);
    expect(await rejection(Promise.resolve(ledger.sending([rowOf(1)])))).toMatchObject(gone);
    expect(await rejection(Promise.resolve(ledger.settle(rowOf(1), doneOf(1))))).toMatchObject(gone);
    await ledger.close();
    expect(await (await sharedRedis()).client.keys("*")).toHaveLength(before);
  });

  test("that was deleted is not begun again by who was to join it, and one of the same name takes no result of it", async () => {
    const { client } = await sharedRedis();
    const store = new RedisRun(client, { name: "deleted-and-begun", secret: SECRET });
    const gone = { code: "ERR_TESSERA_BULK_STORE", message: expect.stringContaining("deleted") };
    expect(await rejection(store.openFor([rowOf(1)], false))).toMatchObject(gone);
    expect(await client.keys("*{deleted-and-begun}*")).toEqual([]);
    const old = await store.open({ retry: [] });
    await old.claim(rowOf(1));
    await store.delete();
    const ledger = await store.open({ retry: [] });
    expect(await rejection(Promise.resolve(old.settle(rowOf(1), doneOf(1))))).toMatchObject(gone);
    await old.close();
    expect(await ledger.claim(rowOf(1))).toBe("run");
    await ledger.close();
  });

  test("has nothing in Redis that can be read: no key, no parameter, no result, no note", async () => {
    const server = await startRedis();
    try {
      const notes = { from: "SECRET-note" };
      const store = redisStore(server.client, {
        name: "x",
        secret: SECRET,
        operation: "SECRET-o",
        input: "SECRET-i",
        notes,
      });
      const call = async ({ n }: { n: string }, options: CallOptions) => {
        await send(options, "none");
        if (n === "SECRET-2") throw new TesseraError(`no ${n}`, { kind: "conflict" });
        return { token: n };
      };
      const rows = ["SECRET-1", "SECRET-2"].map((n) => ({ n }));
      await collect(bulk(call, rows, { store, key: ({ n }) => n }));
      const text = await server.dump();
      expect(text).toContain("tessera:{x}:rows");
      expect(text).toContain("sealed");
      expect(text).not.toContain("SECRET");
      expect(text).not.toContain(SECRET);
      expect((await listOf(store.results())).map(({ key }) => key).sort()).toEqual(["SECRET-1", "SECRET-2"]);
    } finally {
      await server.close();
    }
  });

  test.each<[Partial<RedisStoreOptions>, object]>([
    [
      { secret: "f".repeat(64) },
      { code: "ERR_TESSERA_BULK_STORE", message: expect.stringContaining("another `secret`") },
    ],
    [{ operation: "users.delete" }, { issues: [{ path: "operation" }] }],
    [{ input: "other" }, { issues: [{ path: "input" }] }],
  ])("is refused for what it was not begun for, before anything is run: %j", async (over, error) => {
    const { client } = await sharedRedis();
    const options = { name: `begun-${Object.keys(over)}`, secret: SECRET, operation: "users.insert", input: "abc" };
    await collect(bulk(async (_: Params, __: CallOptions) => 1, numbers(1), { store: redisStore(client, options) }));
    let calls = 0;
    const call = async (_: Params, __: CallOptions) => calls++;
    const other = redisStore(client, { ...options, ...over });
    expect(await rejection(collect(bulk(call, numbers(3), { store: other })))).toMatchObject(error);
    expect(calls).toBe(0);
    expect((await redisStore(client, options).status()).runs).toBe(0);
    if ("secret" in over) {
      const rotated = redisStore(client, { ...options, secret: [over.secret as string, SECRET] });
      expect(await collect(bulk(call, numbers(2), { store: rotated }))).toHaveLength(1);
      expect(await listOf(rotated.results())).toHaveLength(2);
    } else {
      const forced = redisStore(client, { ...options, ...over, force: true });
      expect(await collect(bulk(call, numbers(2), { store: forced, key: ({ n }) => `other${n}` }))).toHaveLength(1);
    }
  });

  test.each([
    [{ name: "" }, "name"],
    [{ name: "a:b" }, "name"],
    [{ name: "{a}" }, "name"],
    [{ name: undefined }, "name"],
    [{ secret: "short" }, "secret"],
    [{ leaseMs: 5 }, "leaseMs"],
    [{ lease: 5_000 }, "lease"],
  ])("is refused for options that are not valid: %j", async (over, path) => {
    const { client } = await sharedRedis();
    const create = () => redisStore(client, { name: "a", secret: SECRET, ...(over as object) });
    expect(create).toThrow(expect.objectContaining({ issues: [expect.objectContaining({ path })] }));
  });
});

describe.skipIf(redis.isMissing)(`a Redis that may lose what is recorded${redis.note}`, () => {
  async function attempt(args: string[], is: "none" | "mint", over = {}, forbidden = "") {
    const server = await startRedis(args);
    let sent = 0;
    try {
      const call = async ({ n }: Params, options: CallOptions) => {
        await send(options, is);
        sent++;
        return n;
      };
      const client = async ([command = "", ...rest]: readonly string[]) => {
        if (command === forbidden)
          throw new Error(`NOPERM this user has no permissions to run the '${command}' command`);
        return server.client.call(command, ...rest);
      };
      const store = redisStore(client, { name: "a", secret: SECRET, ...over });
      const error = await collect(bulk(call, numbers(3), { store, concurrency: 2 })).then(
        () => undefined,
        (thrown: Error) => thrown.message,
      );
      return { error, sent };
    } finally {
      await server.close();
    }
  }

  const everysec = ["--appendfsync", "everysec"];
  test.each<[string, Parameters<typeof attempt>, string | undefined]>([
    ["each second, of `none`", [everysec, "none"], "appendfsync is everysec"],
    ["each second, of `mint`", [everysec, "mint"], undefined],
    ["each second, if the loss is accepted", [everysec, "none", { acceptLoss: true }], undefined],
    ["never, of `none`", [["--appendonly", "no"], "none"], "appendonly is no"],
    ["who knows when, of `none`", [[], "none", {}, "CONFIG"], "refuses CONFIG"],
    ["who knows when, if the loss is accepted", [[], "none", { acceptLoss: true }, "CONFIG"], undefined],
    [
      "at once, with keys that it may remove",
      [["--maxmemory-policy", "allkeys-lru", "--maxmemory", "100mb"], "mint"],
      "allkeys-lru",
    ],
    [
      "at once, with keys that it would remove if it had a limit",
      [["--maxmemory-policy", "allkeys-lru"], "none"],
      undefined,
    ],
    ["at once, with a limit", [["--maxmemory", "100mb"], "none"], undefined],
  ])("writes to the disk %s", async (_, args, message) => {
    const { error, sent } = await attempt(...args);
    if (message === undefined) expect([error, sent]).toEqual([undefined, 3]);
    else {
      expect(error).toContain(message);
      expect(error).toMatch(/[Uu]se a(nother)? Redis|use another Redis/);
      expect(sent).toBe(0);
    }
  });
});

describe.skipIf(redis.isMissing)(`an outage of Redis${redis.note}`, () => {
  const outages: [string, (server: Awaited<ReturnType<typeof startRedis>>) => Promise<unknown>][] = [
    ["its connections are killed", (server) => server.connect().client("KILL", "TYPE", "normal", "SKIPME", "yes")],
    ["it does not respond for three seconds", (server) => server.connect().call("DEBUG", "SLEEP", "3")],
    [
      "its process is killed and started again",
      (server) =>
        server
          .kill()
          .then(() => settle(300))
          .then(() => server.start()),
    ],
  ];

  test.each(outages)("is outlasted: %s", { timeout: 30_000 }, async (_, strike) => {
    const server = await startRedis();
    try {
      const store = redisStore(server.client, { name: "outage", secret: SECRET });
      const writes: number[] = [];
      const call = async ({ n }: Params, options: CallOptions) => {
        await send(options, "none");
        writes.push(n);
        await settle(2);
        return n;
      };
      const run = () => collect(bulk(call, numbers(400), { store, concurrency: 4 }));
      const both = Promise.all([run(), run()]);
      await until(() => writes.length > 40);
      await strike(server);
      const found = (await both).flat();
      expect(found.map(({ state }) => state)).toEqual(Array(400).fill("done"));
      expect(new Set(found.map(({ row }) => row)).size).toBe(400);
      expect(writes).toHaveLength(400);
      expect(await store.status()).toMatchObject({ done: 400, unknown: 0, spare: 0, undrained: 400, running: 0 });
    } finally {
      await server.close();
    }
  });
});
