/** What all stores have in common: the same steps lead to the same states, and the same program to the same results. */
import fc from "fast-check";
import { type CallOptions, ConnectionError, TesseraError } from "tessera-sdk";
import { type BulkStore, bulk, journalStore, memoryStore, readJournal } from "tessera-sdk/bulk";
import { describe, expect, test } from "vitest";
import { nextState, type RowState } from "../../src/bulk/state.js";
import { collect, newFile, newRedisStore, send, stores } from "../support/bulk.js";
import { redis } from "../support/redis.js";

const ROWS = [1, 2, 3, 4];
const RETRIES = [[], ["failed"], ["unknown"], ["failed", "unknown"]] as const;
const ENDS = ["done", "failed", "unknown", "none"] as const;

/** What becomes of a row that a run may run: whether it is sent, and how it ends, if it does. */
const fate = fc.record({ isSent: fc.boolean(), end: fc.constantFrom(...ENDS) });
const run = fc.record({ retry: fc.constantFrom(...RETRIES), fates: fc.tuple(fate, fate, fate, fate) });

async function listOf<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const row of rows) list.push(row);
  return list;
}

const error = new TesseraError("no", { kind: "conflict" });

describe.each(stores)("the ledgers of %s", (_, create) => {
  test("lead rows through the states of the table, whatever runs do and leave", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(run, { maxLength: 5 }), async (runs) => {
        const store = (await create())();
        const states = new Map<number, RowState>(ROWS.map((row) => [row, "pending"]));
        const left = new Set<number>();
        for (const { retry, fates } of runs) {
          const ledger = await store.open({ retry });
          for (const [index, { isSent, end }] of fates.entries()) {
            const row = { row: index + 1, key: `k${index}`, digest: index * 1_000_000_007 };
            const state = states.get(row.row) as RowState;
            const isDue = state === "pending" || retry.some((each) => each === state);
            const wasLeft = left.delete(row.row);
            expect(await ledger.claim(row)).toBe(isDue ? "run" : wasLeft ? "lost" : "skip");
            if (state !== "pending") expect(await ledger.claim({ ...row, digest: 5 })).toBe("changed");
            if (!isDue) continue;
            let after = state;
            if (isSent) {
              await ledger.sending([row]);
              after = nextState(after, "send");
            }
            if (end !== "none") {
              after = nextState(after, end);
              const result = end === "done" ? { state: end, result: index } : { state: end, error };
              expect(await ledger.settle(row, { row: row.row, key: row.key, ...result })).toBe(after);
            } else if (isSent) {
              after = nextState(after, "die");
              left.add(row.row);
            }
            states.set(row.row, after);
          }
          await ledger.close();
        }
      }),
      { numRuns: 25 },
    );
  });
});

test.skipIf(redis.isMissing)(`the same program has the same results, whatever the store${redis.note}`, async () => {
  const rows = Array.from({ length: 60 }, (_, index) => ({ n: index + 1 }));
  const program = async (store: BulkStore) => {
    let isFirst = true;
    const call = async ({ n }: { n: number }, options: CallOptions) => {
      await send(options, n % 2 === 0 ? "none" : "mint");
      if (isFirst && n % 7 === 0) throw new ConnectionError("lost", { endpoint: "test", outcomeUnknown: n % 2 === 0 });
      if (n % 5 === 0) throw new TesseraError("no", { endpoint: "test", kind: "conflict" });
      return { token: `t${n}\u2028é\n` };
    };
    const key = ({ n }: { n: number }) => `k${n}`;
    const first = await collect(bulk(call, rows.slice(0, 40), { store, key }));
    isFirst = false;
    return [...first, ...(await collect(bulk(call, rows, { store, key, retry: ["failed", "unknown"] })))];
  };
  /** A file of results: the last one of each row, sorted. */
  const fileOf = (found: readonly { row: number }[]) =>
    [...new Map(found.map((each) => [each.row, each])).values()]
      .sort((a, b) => a.row - b.row)
      .map((each) => JSON.stringify(each))
      .join("\n");

  const memory = fileOf(await program(memoryStore()));
  expect(memory.split("\n")).toHaveLength(60);
  for (const state of ["done", "failed"]) expect(memory).toContain(`"state":"${state}"`);

  const file = await newFile();
  await program(journalStore(file));
  expect(fileOf(await listOf((await readJournal(file)).rows))).toBe(memory);

  const store = await newRedisStore();
  await program(store);
  expect(fileOf(await listOf(store.results()))).toBe(memory);
});
