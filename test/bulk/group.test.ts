/** Rows that share calls of a method which takes a list, and ids of the caller's. */
import type { CallOptions } from "tessera-sdk";
import { type ChromeBrowser, ChromeDirectory, ConflictError, ConnectionError, TesseraError } from "tessera-sdk";
import { bulk, journalStore, memoryStore } from "tessera-sdk/bulk";
import { createEmulator } from "tessera-sdk/testing";
import { describe, expect, test } from "vitest";
import { collect, linesIn, newFile, send } from "../support/bulk.js";
import { rejection } from "../support/promises.js";

interface Params {
  ids: string[];
  to: string;
}

const row = (id: number, to = "/A"): Params => ({ ids: [`i${id}`], to });
const rows = (count: number, to?: (id: number) => string) =>
  Array.from({ length: count }, (_, index) => row(index, to?.(index)));

/** Records the calls of a run. */
async function calls(input: Iterable<Params>, size: number, run?: (params: Params) => unknown) {
  const seen: Params[] = [];
  const call = async (params: Params, options: CallOptions) => {
    await send(options, "none");
    seen.push(params);
    return run?.(params);
  };
  const results = await collect(bulk(call, input, { group: { list: "ids", size } }));
  return { seen, results, sizes: seen.map((each) => each?.ids?.length) };
}

const states = (results: { row: number; state: string }[]) => results.map(({ row, state }) => `${row} ${state}`);
const error = (over = {}) => new TesseraError("no", { endpoint: "test", kind: "not_found", ...over });

describe("rows in groups", () => {
  test.each([
    [10, 4, [4, 4, 2]],
    [8, 4, [4, 4]],
    [3, 600, [3]],
    [3, 1, [1, 1, 1]],
    [0, 4, []],
  ])("%i rows by %i", async (count, size, sizes) => {
    const { sizes: found, results, seen } = await calls(rows(count), size);
    expect(found).toEqual(sizes);
    expect(states(results)).toEqual(Array.from({ length: count }, (_, index) => `${index + 1} done`));
    expect(results.every((each) => each.state === "done" && each.result === undefined)).toBe(true);
    expect(seen.flatMap(({ ids }) => ids)).toEqual(rows(count).flatMap(({ ids }) => ids));
  });

  test("share a call only with rows whose other parameters are the same, in whatever order they come", async () => {
    const { seen } = await calls(
      rows(12, (id) => `/${id % 3}`),
      3,
    );
    expect(seen.map(({ to, ids }) => `${to} ${ids}`)).toEqual([
      "/0 i0,i3,i6",
      "/1 i1,i4,i7",
      "/2 i2,i5,i8",
      "/0 i9",
      "/1 i10",
      "/2 i11",
    ]);
  });

  test("wait for so many others at the most, however many groups there are", async () => {
    let read = 0;
    let most = 0;
    let called = 0;
    function* input() {
      for (const each of rows(2_000, (id) => `/${id}`)) {
        most = Math.max(most, ++read - called);
        yield each;
      }
    }
    const { sizes } = await calls(input(), 5, ({ ids }) => {
      called += ids.length;
    });
    expect(sizes).toHaveLength(2_000);
    // 16 groups of 5, and what is under way.
    expect(most).toBeLessThan(16 * 5 + 20);
  });

  test("with several items each, which stay together", async () => {
    const input = [
      { ids: ["a", "b"], to: "/A" },
      { ids: ["c", "d"], to: "/A" },
      { ids: ["e"], to: "/A" },
      { ids: ["f", "g", "h", "i"], to: "/A" },
    ];
    const failed = [{ ids: ["d", "e"], error: error() }];
    const { seen, results } = await calls(input, 3, ({ ids }) => ({
      failed: failed.map((each) => ({ ...each, ids: each.ids.filter((id) => ids.includes(id)) })),
    }));
    expect(seen.map(({ ids }) => ids.join(""))).toEqual(expect.arrayContaining(["ab", "cde", "fghi"]));
    expect(states(results)).toEqual(["1 done", "2 failed", "3 failed", "4 done"]);
  });

  test.each([[{ to: "/A" }], [{ ids: [], to: "/A" }], [{ ids: "i1", to: "/A" }], ["text"], [undefined]])(
    "a row that cannot share a call has one of its own: %j",
    async (odd) => {
      const { seen } = await calls([row(1), odd as Params, row(2)], 5);
      expect(seen).toHaveLength(2);
      expect(seen).toContainEqual(odd);
    },
  );

  test("fail together if the call rejects, and are unknown together", async () => {
    const failed = await calls(rows(4), 2, ({ ids }) => {
      if (ids.includes("i1")) throw error();
    });
    expect(states(failed.results)).toEqual(["1 failed", "2 failed", "3 done", "4 done"]);
    const lost = await calls(rows(2), 2, () => {
      throw new ConnectionError("lost", { endpoint: "test", outcomeUnknown: true });
    });
    expect(states(lost.results)).toEqual(["1 unknown", "2 unknown"]);
  });

  test("have the state that the result gives each of them", async () => {
    const { results } = await calls(rows(4), 4, () => ({
      failed: [
        { ids: ["i0"], error: error() },
        { ids: ["i2"], error: error({ outcomeUnknown: true }) },
        { ids: ["i3"], error: new Error("of another kind") },
      ],
    }));
    expect(states(results)).toEqual(["1 failed", "2 done", "3 unknown", "4 failed"]);
  });

  test("are each recorded, and run again by themselves", async () => {
    const file = await newFile();
    const move = async ({ ids }: Params, options: CallOptions) => {
      await send(options, "none");
      return { failed: [{ ids: ids.filter((id) => id === "i1"), error: error() }] };
    };
    const group = { list: "ids", size: 10 } as const;
    await collect(bulk(move, rows(3), { store: journalStore(file), group }));
    expect((await linesIn(file)).slice(1).map((line) => `${line.row} ${line.state}`)).toEqual([
      "1 sent",
      "2 sent",
      "3 sent",
      "1 done",
      "2 failed",
      "3 done",
    ]);
    const again = await collect(
      bulk(async () => ({}), rows(4), { store: journalStore(file), group, retry: ["failed"] }),
    );
    expect(states(again)).toEqual(["2 done", "4 done"]);
  });
});

describe("a result whose `failed` has another shape", () => {
  test.each([[[null]], [["i0"]], [[{}]], [[{ ids: "i0" }]], ["i0"], [{ ids: ["i0"] }], [3]])(
    "ends the run, and no row is done or sent again: %j",
    async (failed) => {
      const store = memoryStore();
      let count = 0;
      const call = async (_: Params, options: CallOptions) => {
        await send(options, "none");
        count++;
        return { failed };
      };
      const seen: string[] = [];
      const read = async () => {
        const options = { store, group: { list: "ids", size: 2 } } as const;
        for await (const { row, state } of bulk(call, rows(2), options)) seen.push(`${row} ${state}`);
      };
      const error = await rejection(read());
      expect(error).toMatchObject({
        code: "ERR_TESSERA_BULK_CALL",
        cause: { message: expect.stringContaining("`failed`") },
      });
      expect(seen).toEqual(["1 unknown", "2 unknown"]);
      await read();
      expect(count).toBe(1);
    },
  );
});

describe("browsers.move of Chrome", () => {
  const emulator = createEmulator();
  const client = new ChromeDirectory({ auth: emulator.issueToken(), transport: emulator.transport });
  const group = { list: "deviceIds", size: 600 } as const;
  const move = (params: { deviceIds: string[]; orgUnitPath: string }, options: CallOptions) =>
    client.browsers.move({ ...params, isolate: true }, options);

  test("moves 3,000 rows in 5 requests; three unknown ids are three rows that failed", async () => {
    const ids = Array.from({ length: 3_000 }, (_, n) => emulator.chromeDirectory.addBrowser({ machineName: `PC${n}` }));
    const input = () => ids.map((id) => ({ deviceIds: [id], orgUnitPath: "/Sales" }));
    const before = emulator.requests.length;
    const moved = await collect(bulk(move, input(), { group }));
    expect(moved.every(({ state }) => state === "done")).toBe(true);
    expect(emulator.requests.length - before).toBe(5);
    const odd = input();
    for (const at of [7, 600, 2_999]) odd[at] = { deviceIds: [`unknown-${at}`], orgUnitPath: "/Sales" };
    const results = await collect(bulk(move, odd, { group }));
    expect(results).toHaveLength(3_000);
    const failed = results.filter(({ state }) => state === "failed");
    expect(failed.map(({ row }) => row)).toEqual([8, 601, 3_000]);
    const browser: ChromeBrowser = await client.browsers.get({ deviceId: ids[0] as string });
    expect(browser.orgUnitPath).toBe("/Sales");
  });
});

describe("an id of the caller's", () => {
  test("settles a row that is unknown: it is created once, and ends as done", async () => {
    const emulator = createEmulator();
    const client = new ChromeDirectory({
      auth: emulator.issueToken(),
      transport: emulator.transport,
      api: "management",
      retry: false,
    });
    const create = async (params: { orgUnitPath?: string }, options: CallOptions, { key }: { key: string }) => {
      try {
        return await client.enrollmentTokens.create({ ...params, enrollmentTokenId: key }, options);
      } catch (error) {
        if (!(error instanceof ConflictError)) throw error;
        return client.enrollmentTokens.get({ tokenPermanentId: key }, options);
      }
    };
    const store = memoryStore();
    const key = () => "batch-7.sales";
    const input = [{}];
    // The response is lost, and so is that of the look that would settle it.
    emulator.fail({ drop: "after" });
    emulator.fail({ drop: "before", times: 1 });
    expect(states(await collect(bulk(create, input, { store, key })))).toEqual(["1 unknown"]);
    const [again] = await collect(bulk(create, input, { store, key, retry: ["unknown"] }));
    expect(again).toMatchObject({ state: "done", result: { token: expect.any(String) } });
    expect(emulator.chromeDirectory.enrollmentTokens).toHaveLength(1);
  });
});

test("a key that is given does not make up for rows that were moved", async () => {
  const store = memoryStore();
  await collect(bulk(async () => 1, rows(2), { store, group: { list: "ids", size: 2 } }));
  const run = bulk(async () => 1, rows(2).reverse(), { store, group: { list: "ids", size: 2 } });
  expect(await rejection(collect(run))).toMatchObject({ code: "ERR_TESSERA_BULK_CHANGED" });
});
