/** Rows that belong to another run which is under way. */
import type { CallOptions } from "tessera-sdk";
import { type BulkStore, bulk, type Claim } from "tessera-sdk/bulk";
import { expect, test } from "vitest";
import { collect } from "../support/bulk.js";
import { rejection, settle, until } from "../support/promises.js";

const numbers = (count: number) => Array.from({ length: count }, (_, index) => ({ n: index + 1 }));
type Params = { n: number };

/** A store whose claims a test decides. */
function decided(claimOf: (row: number, nth: number) => Claim) {
  const claims: number[] = [];
  const store: BulkStore = {
    open: () => ({
      claim({ row }) {
        claims.push(row);
        return claimOf(row, claims.filter((each) => each === row).length);
      },
      sending() {},
      settle: (_, { state }) => state,
      close() {},
    }),
  };
  return { store, claims };
}

const numberOf = async ({ n }: Params, _: CallOptions) => n;

test("they come last, and each is what its run has left of it: to be run, lost, or ended", async () => {
  const ends: Record<number, Claim> = { 1: "run", 2: "lost", 3: "skip" };
  const { store, claims } = decided((row, nth) => (row > 3 ? "run" : nth < 3 ? "busy" : (ends[row] as Claim)));
  const found: string[] = [];
  for await (const { row, state } of bulk(numberOf, numbers(5), { store, concurrency: 1 }))
    found.push(`${row} ${state}`);
  expect(found).toEqual(["4 done", "5 done", "1 done", "2 unknown"]);
  expect(claims).toEqual([1, 2, 3, 4, 5, 1, 2, 3, 1, 2, 3]);
});

test("no more of the input is read while there are 1,000 of them", async () => {
  let isFree = false;
  const { store, claims } = decided(() => (isFree ? "skip" : "busy"));
  let read = 0;
  function* rows() {
    for (const row of numbers(3_000)) {
      read++;
      yield row;
    }
  }
  const run = collect(bulk(numberOf, rows(), { store }));
  await until(() => claims.length > 2_000);
  expect(read).toBe(1_001);
  isFree = true;
  expect(await run).toEqual([]);
  expect(read).toBe(3_000);
});

test("rows that wait for their group are called first: the other run may wait for them", async () => {
  const { store } = decided((row, nth) => (row === 2 && nth === 1 ? "busy" : "run"));
  const calls: number[][] = [];
  const call = async ({ ids }: { ids: number[] }, _: CallOptions) => {
    calls.push(ids);
    return {};
  };
  const rows = [1, 2, 3].map((id) => ({ ids: [id] }));
  await collect(bulk(call, rows, { store, group: { list: "ids", size: 10 } }));
  expect(calls).toEqual([[1, 3], [2]]);
});

test.each(["the loop is left", "stopSignal", "signal", "a call fails"])(
  "they are not waited for once the run is to end: %s",
  async (why) => {
    const { store, claims } = decided((row) => (row === 1 ? "run" : "busy"));
    const ending = new AbortController();
    const signals =
      why === "stopSignal" ? { stopSignal: ending.signal } : why === "signal" ? { signal: ending.signal } : {};
    const call = async ({ n }: Params, _: CallOptions) => {
      if (why !== "a call fails") return n;
      await until(() => claims.length > 9);
      throw new Error("a bug");
    };
    const read = async () => {
      for await (const _ of bulk(call, numbers(3), { store, ...signals })) {
        if (why === "the loop is left") break;
        setTimeout(() => ending.abort(new Error("left")), 20);
      }
    };
    if (why === "signal" || why === "a call fails") await rejection(read());
    else await read();
    await settle(5);
    const before = claims.length;
    await settle(300);
    expect(claims).toHaveLength(before);
  },
);

test("a row that has changed meanwhile ends the run", async () => {
  const { store } = decided((_, nth) => (nth === 1 ? "busy" : "changed"));
  expect(await rejection(collect(bulk(numberOf, numbers(1), { store })))).toMatchObject({
    code: "ERR_TESSERA_BULK_CHANGED",
  });
});
