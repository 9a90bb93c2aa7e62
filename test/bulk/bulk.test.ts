/** Runs over rows: what is called, when, and what becomes of rows that do not succeed. */
import { type CallOptions, ConnectionError, InvalidResponseError, TesseraError, TimeoutError } from "tessera-sdk";
import { AndroidEnterprise } from "tessera-sdk/android-enterprise";
import { type BulkOptions, type BulkStore, bulk, memoryStore } from "tessera-sdk/bulk";
import { createEmulator } from "tessera-sdk/testing";
import { describe, expect, test } from "vitest";
import { collect, exclusiveStores, send, stores } from "../support/bulk.js";
import { rejection, settle, until } from "../support/promises.js";

const numbers = (count: number) => Array.from({ length: count }, (_, index) => ({ n: index + 1 }));
type Params = { n: number };
const numberOf = async ({ n }: Params, _: CallOptions) => n;

/** Settles calls by hand. */
class Calls {
  readonly begun: number[] = [];
  readonly #settle = new Map<number, (error?: unknown) => void>();
  readonly call = async ({ n }: Params, options: CallOptions): Promise<number> => {
    await send(options, "safe");
    this.begun.push(n);
    await new Promise<void>((resolve, reject) => {
      this.#settle.set(n, (error) => (error === undefined ? resolve() : reject(error)));
      options.signal?.addEventListener("abort", () => reject(options.signal?.reason));
    });
    return n * 10;
  };

  end(n: number, error?: unknown): void {
    this.#settle.get(n)?.(error);
  }
}

/** Reads a run to its end in the background. */
function reading(run: AsyncIterable<{ row: number; state: string }>) {
  const rows: string[] = [];
  const ended = (async () => {
    for await (const { row, state } of run) rows.push(`${row} ${state}`);
  })();
  return { rows, ended };
}

const facts = (over: object = {}) => ({ endpoint: "test", ...over });

describe("a run", () => {
  test("yields the result of each row once, as its call ends, and knows rows by number and key", async () => {
    const calls = new Calls();
    const run = reading(bulk(calls.call, numbers(3)));
    await until(() => calls.begun.length === 3);
    calls.end(2);
    await until(() => run.rows.length === 1);
    calls.end(3);
    calls.end(1);
    await run.ended;
    expect(run.rows).toEqual(["2 done", "3 done", "1 done"]);
    const keyed = await collect(bulk(numberOf, numbers(2), { key: ({ n }, row) => `${row}-k${n}` }));
    expect(keyed).toEqual([
      { row: 1, key: "1-k1", state: "done", result: 1 },
      { row: 2, key: "2-k2", state: "done", result: 2 },
    ]);
  });

  test.each([1, 3, 8])(
    "has %i calls under way at the most, and reads no row before it can be called",
    async (limit) => {
      const calls = new Calls();
      let read = 0;
      function* rows() {
        for (const row of numbers(20)) {
          read++;
          yield row;
        }
      }
      const run = reading(bulk(calls.call, rows(), limit === 8 ? {} : { concurrency: limit }));
      for (let n = 1; n <= 20; n++) {
        await until(() => calls.begun.length === Math.min(20, n - 1 + limit));
        await settle(1);
        expect([calls.begun.length, read]).toEqual([Math.min(20, n - 1 + limit), Math.min(20, n - 1 + limit)]);
        calls.end(n);
      }
      await run.ended;
      expect(run.rows).toHaveLength(20);
    },
  );

  test("reads no further row while its results are not taken", async () => {
    let read = 0;
    async function* rows() {
      for (const row of numbers(100)) {
        read++;
        yield row;
      }
    }
    const run = bulk(numberOf, rows(), { concurrency: 2 });
    await run.next();
    await settle(20);
    expect(read).toBeLessThanOrEqual(3);
    await run.return();
    expect(read).toBeLessThanOrEqual(3);
  });

  test("yields what has ended while the input is slow", async () => {
    async function* rows() {
      yield { n: 1 };
      await new Promise(() => {});
    }
    const stop = new AbortController();
    const run = bulk(numberOf, rows(), { stopSignal: stop.signal });
    expect((await run.next()).value).toMatchObject({ row: 1, result: 1 });
    const last = run.next();
    stop.abort();
    expect(await last).toEqual({ done: true, value: undefined });
  });

  test("passes the row to the call, for methods that take an id of the caller's", async () => {
    const seen: unknown[] = [];
    await collect(
      bulk(async (_: Params, __: CallOptions, row) => void seen.push(row), numbers(2), { key: ({ n }) => `k${n}` }),
    );
    expect(seen).toEqual([
      { row: 1, key: "k1" },
      { row: 2, key: "k2" },
    ]);
  });
});

describe("what ends a run", () => {
  test("stopSignal: calls under way end, no other is begun, there is no error, and the next run does the rest", async () => {
    const store = memoryStore();
    const stop = new AbortController();
    const calls = new Calls();
    const run = reading(bulk(calls.call, numbers(9), { store, concurrency: 2, stopSignal: stop.signal }));
    await until(() => calls.begun.length === 2);
    stop.abort(new Error("enough"));
    calls.end(1);
    calls.end(2);
    await run.ended;
    expect(calls.begun).toEqual([1, 2]);
    const rest = await collect(bulk(numberOf, numbers(9), { store }));
    expect(rest.map(({ row }) => row)).toEqual([3, 4, 5, 6, 7, 8, 9]);
  });

  test("signal: calls are cancelled, the run rejects with its reason, and their rows stay pending", async () => {
    const store = memoryStore();
    const left = new AbortController();
    const calls = new Calls();
    const run = reading(bulk(calls.call, numbers(9), { store, concurrency: 2, signal: left.signal }));
    await until(() => calls.begun.length === 2);
    calls.end(1);
    await until(() => calls.begun.length === 3);
    left.abort(new Error("left"));
    expect(await rejection(run.ended)).toBe(left.signal.reason);
    expect(run.rows).toEqual(["1 done"]);
    expect(calls.begun).toEqual([1, 2, 3]);
    const rest = await collect(bulk(numberOf, numbers(9), { store }));
    expect(rest.map(({ row }) => row)).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
    expect(await rejection(collect(bulk(calls.call, numbers(1), { signal: left.signal })))).toBe(left.signal.reason);
  });

  test("the end of the loop: it waits for the calls under way and records them", async () => {
    const store = memoryStore();
    const calls = new Calls();
    let isReturned = false;
    function* rows() {
      try {
        yield* numbers(5);
      } finally {
        isReturned = true;
      }
    }
    const run = bulk(calls.call, rows(), { store, concurrency: 2 });
    const first = run.next();
    await until(() => calls.begun.length === 2);
    calls.end(1);
    await first;
    let isOver = false;
    const over = run.return().then(() => (isOver = true));
    await settle(20);
    expect(isOver).toBe(false);
    calls.end(2);
    await over;
    expect(isReturned).toBe(true);
    const rest = await collect(bulk(numberOf, numbers(5), { store }));
    expect(rest.map(({ row }) => row)).toEqual([3, 4, 5]);
  });

  test("an error of the input: calls under way end first, and their results are yielded", async () => {
    async function* rows() {
      yield* numbers(2);
      throw new Error("line 3");
    }
    const slow = ({ n }: Params, _: CallOptions) => settle(20).then(() => n);
    const run = reading(bulk(slow, rows()));
    expect(await rejection(run.ended)).toMatchObject({ message: "line 3" });
    expect(run.rows).toEqual(["1 done", "2 done"]);
  });

  test("a lasting error: nothing more is begun, and the rows that are left are pending", async () => {
    for (const kind of ["unauthenticated", "client"] as const) {
      const store = memoryStore();
      let calls = 0;
      const call = async () => {
        calls++;
        throw new TesseraError("refused", facts({ kind }));
      };
      const run = reading(bulk(call, numbers(1_000), { store, concurrency: 3 }));
      const error = await rejection(run.ended);
      expect(error).toMatchObject({ code: "ERR_TESSERA_BULK_STOPPED", kind, cause: { message: "refused" } });
      expect(calls).toBeLessThanOrEqual(3);
      expect(run.rows).toHaveLength(calls);
      expect(run.rows[0]).toBe("1 failed");
      const rest = await collect(bulk(numberOf, numbers(1_000), { store }));
      expect(rest).toHaveLength(1_000 - calls);
    }
  });

  test("ten calls in a row that fail for what may be no fault of the row", async () => {
    for (const kind of ["permission_denied", "rate_limited", "unavailable", "server"] as const) {
      let calls = 0;
      const call = async () => {
        calls++;
        throw new TesseraError("not now", facts({ kind }));
      };
      const error = await rejection(collect(bulk(call, numbers(1_000), { concurrency: 1 })));
      expect(error).toMatchObject({ code: "ERR_TESSERA_BULK_STOPPED", kind });
      expect(calls).toBe(10);
    }
  });

  test("not: such failures with others between them, and failures that are about the row", async () => {
    const call = async ({ n }: Params, _: CallOptions) => {
      if (n % 10 === 0) return n;
      throw new TesseraError("not now", facts({ kind: "unavailable" }));
    };
    expect(await collect(bulk(call, numbers(100), { concurrency: 1 }))).toHaveLength(100);
    for (const kind of ["invalid_request", "not_found", "conflict"] as const) {
      const refuse = async () => {
        throw new TesseraError("no", facts({ kind }));
      };
      expect(await collect(bulk(refuse, numbers(100)))).toHaveLength(100);
    }
  });

  test.each([new TypeError("Cannot read properties of undefined (secret-1)"), undefined, "text"])(
    "a fault of the function: it is told how to pass a method (%#)",
    async (thrown) => {
      const call = () => {
        throw thrown;
      };
      const error = (await rejection(collect(bulk(call, numbers(50))))) as TesseraError;
      expect(error).toMatchObject({ code: "ERR_TESSERA_BULK_CALL" });
      expect(error.message).toContain("(params, options) =>");
      expect(error.message).not.toContain("secret-1");
      expect(error.cause).toBe(thrown);
    },
  );

  test("a method that was passed without its client", async () => {
    const client = new AndroidEnterprise({ auth: "token", transport: createEmulator().transport });
    const rows = [{ enterpriseId: "E", userId: "U" }];
    // biome-ignore lint/suspicious/noExplicitAny: the fault itself.
    const get = client.users.get as any;
    expect(await rejection(collect(bulk(get, rows)))).toMatchObject({ code: "ERR_TESSERA_BULK_CALL" });
  });

  test.each(["claim", "sending", "settle", "close"] as const)("a failure of the store in %s", async (broken) => {
    const failure = new Error("disk full");
    const store: BulkStore = {
      async open(options) {
        const ledger = await memoryStore().open(options);
        return { ...ledger, [broken]: () => Promise.reject(failure) };
      },
    };
    let written = 0;
    const call = async ({ n }: Params, options: CallOptions) => {
      await send(options, "none");
      written++;
      return n;
    };
    const run = reading(bulk(call, numbers(100), { store, concurrency: 4 }));
    expect(await rejection(run.ended)).toBe(failure);
    if (broken !== "close") expect(written).toBeLessThanOrEqual(broken === "settle" ? 5 : 0);
    // What was written is in the results.
    expect(run.rows).toHaveLength(written);
  });
});

describe("the state of a row whose call failed", () => {
  const lost = (over = {}) => new ConnectionError("lost", facts({ outcomeUnknown: true, ...over }));
  const cases: [string, (options: CallOptions) => Promise<unknown>, "failed" | "unknown"][] = [
    ["nothing was sent", () => Promise.reject(new TesseraError("no", facts())), "failed"],
    [
      "the server refused it",
      (o) => send(o, "none").then(() => Promise.reject(new TesseraError("no", facts({ kind: "conflict" })))),
      "failed",
    ],
    ["the response was lost", (o) => send(o, "none").then(() => Promise.reject(lost())), "unknown"],
    ["the response was lost, without a record of the request", () => Promise.reject(lost()), "unknown"],
    [
      "the response is not as documented",
      (o) => send(o, "none").then(() => Promise.reject(new InvalidResponseError("odd", facts()))),
      "unknown",
    ],
    [
      "the response is not as documented, of a request that may be sent again",
      (o) => send(o, "safe").then(() => Promise.reject(new InvalidResponseError("odd", facts()))),
      "failed",
    ],
    [
      "it timed out while a read waited",
      (o) => send(o, "safe").then(() => Promise.reject(new TimeoutError("late", facts()))),
      "failed",
    ],
    [
      "another request of the same call failed",
      (o) => send(o, "none", "create").then(() => Promise.reject(new TesseraError("no", facts()))),
      "unknown",
    ],
    [
      "the second of two writes failed",
      (o) =>
        send(o, "none")
          .then(() => send(o, "none"))
          .then(() => Promise.reject(new TesseraError("no", facts()))),
      "unknown",
    ],
    [
      "the second attempt failed",
      (o) =>
        send(o, "none")
          .then(() => send(o, "none", "test", 2))
          .then(() => Promise.reject(new TesseraError("no", facts()))),
      "failed",
    ],
  ];

  test.each(cases)("%s", async (_, call, state) => {
    // Of a kind that does not end the run.
    const one = async (params: Params, options: CallOptions) => {
      try {
        return await call(options);
      } catch (error) {
        if (error instanceof TesseraError && error.kind === "client") Object.assign(error, { kind: "invalid_request" });
        throw error;
      } finally {
        expect(params.n).toBe(1);
      }
    };
    expect(await collect(bulk(one, numbers(1)))).toMatchObject([{ state }]);
  });

  test("unknown, if the call was cancelled or broke off after its request was sent", async () => {
    const left = new AbortController();
    const call = async (_: Params, options: CallOptions) => {
      await send(options, "none");
      left.abort(new Error("left"));
      throw options.signal?.reason;
    };
    const run = reading(bulk(call, numbers(3), { concurrency: 1, signal: left.signal }));
    expect(await rejection(run.ended)).toMatchObject({ message: "left" });
    expect(run.rows).toEqual(["1 unknown"]);
    const broken = async (_: Params, options: CallOptions) => {
      await send(options, "none");
      throw new Error("a bug");
    };
    const other = reading(bulk(broken, numbers(3), { concurrency: 1 }));
    expect(await rejection(other.ended)).toMatchObject({ code: "ERR_TESSERA_BULK_CALL" });
    expect(other.rows).toEqual(["1 unknown"]);
  });
});

describe.each(stores)("with %s, a second run", (_, create) => {
  const outcome = async ({ n }: Params, options: CallOptions) => {
    await send(options, "none");
    if (n === 2) throw new TesseraError("no", facts({ kind: "conflict" }));
    if (n === 3) throw new ConnectionError("lost", facts({ outcomeUnknown: true }));
    return { token: `t${n}` };
  };

  async function again(options: BulkOptions<Params>, rows = numbers(5)) {
    const store = await create();
    await collect(bulk(outcome, numbers(4), { store: store() }));
    const called: number[] = [];
    const call = async ({ n }: Params, options: CallOptions) => {
      await send(options, "none");
      called.push(n);
      return n;
    };
    const found = await collect(bulk(call, rows, { ...options, store: store() }));
    return { called, found: found.map(({ row, state }) => `${row} ${state}`), store };
  }

  test.each([
    [[], [5]],
    [["failed"], [2, 5]],
    [["unknown"], [3, 5]],
    [
      ["failed", "unknown"],
      [2, 3, 5],
    ],
  ] as const)("with retry %j runs the rows %j", async (retry, expected) => {
    const { called, found } = await again({ retry });
    expect(called).toEqual(expected);
    expect(found).toEqual(expected.map((row) => `${row} done`));
  });

  test("leaves a row unknown whose retry fails, and makes it done when one succeeds", async () => {
    const { store } = await again({});
    const refuse = async (_: Params, options: CallOptions) => {
      await send(options, "none");
      throw new TesseraError("no", facts({ kind: "conflict" }));
    };
    const retry = ["unknown"] as const;
    const states = async (run: AsyncIterable<{ row: number; state: string }>) => {
      const { rows, ended } = reading(run);
      await ended;
      return rows;
    };
    expect(await states(bulk(refuse, numbers(5), { store: store(), retry }))).toEqual(["3 unknown"]);
    expect(await states(bulk(async () => 1, numbers(5), { store: store(), retry }))).toEqual(["3 done"]);
    expect(await states(bulk(async () => 1, numbers(5), { store: store(), retry }))).toEqual([]);
  });

  test("is refused where a row that was recorded has changed or moved, before anything is sent", async () => {
    const moved = [{ n: 2 }, { n: 1 }, { n: 3 }];
    const changed = [{ n: 1 }, { n: 20 }];
    for (const rows of [moved, changed]) {
      expect(await rejection(again({}, rows))).toMatchObject({ code: "ERR_TESSERA_BULK_CHANGED" });
    }
    const store = await create();
    await collect(bulk(outcome, numbers(2), { store: store(), key: ({ n }) => `a${n}` }));
    const other = bulk(outcome, numbers(2), { store: store(), key: ({ n }) => `b${n}` });
    expect(await rejection(collect(other))).toMatchObject({ code: "ERR_TESSERA_BULK_CHANGED" });
  });

  test("does not depend on the order in which parameters are written", async () => {
    const store = await create();
    await collect(bulk(async () => 1, [{ a: 1, b: { c: [1], d: 2 } }], { store: store() }));
    const other = [{ b: { d: 2, e: undefined, c: [1] }, a: 1 }] as unknown as { a: number }[];
    expect(await collect(bulk(async () => 1, other, { store: store() }))).toEqual([]);
  });
});

describe.each(exclusiveStores)("with %s, a second run", (_, create) => {
  test("is refused while the first one is under way, and possible after it", async () => {
    const store = await create();
    const calls = new Calls();
    const run = reading(bulk(calls.call, numbers(1), { store: store() }));
    await until(() => calls.begun.length === 1);
    const second = await rejection(collect(bulk(calls.call, numbers(1), { store: store() })));
    expect(second).toMatchObject({ code: "ERR_TESSERA_BULK_STORE", message: expect.stringContaining("in use") });
    calls.end(1);
    await run.ended;
    expect(await collect(bulk(calls.call, numbers(1), { store: store() }))).toEqual([]);
  });
});

describe("an input that fails when it is left", () => {
  const FAILURE = new Error("the file was closed already");
  const input: Iterable<Params> = {
    [Symbol.iterator]: () => ({
      next: () => ({ done: false, value: { n: 1 } }),
      return: () => {
        throw FAILURE;
      },
    }),
  };

  test.each(stores)("gives up the store: %s", async (_, create) => {
    const store = await create();
    const leave = async () => {
      for await (const _ of bulk(numberOf, input, { store: store(), concurrency: 1 })) break;
    };
    expect(await rejection(leave())).toBe(FAILURE);
    expect(await collect(bulk(numberOf, numbers(1), { store: store() }))).toEqual([]);
  });

  test("does not hide what has ended the run", async () => {
    const mistaken = async (_: Params, __: CallOptions) => {
      throw new TypeError("undefined is not a function");
    };
    const run = bulk(mistaken, input, { concurrency: 1 });
    expect(await rejection(collect(run))).toMatchObject({ code: "ERR_TESSERA_BULK_CALL" });
  });
});

describe("a store of the user's that is not one", () => {
  const ledger = { claim: () => "run", sending: () => {}, settle: () => "done", close: () => {} };
  test.each<[string, unknown]>([
    ["opens nothing", undefined],
    ["opens a ledger without a method", { ...ledger, settle: undefined }],
    ["does not say what a row is", { ...ledger, claim: () => undefined }],
    ["says what no row can be", { ...ledger, claim: () => "done" }],
  ])("and %s is an error, and nothing is called", async (_, opened) => {
    const begun: number[] = [];
    const call = async ({ n }: Params, _: CallOptions) => begun.push(n);
    const store = { open: () => opened } as BulkStore;
    expect(await rejection(collect(bulk(call, numbers(2), { store })))).toMatchObject({
      code: "ERR_TESSERA_BULK_STORE",
    });
    expect(begun).toEqual([]);
  });
});

describe("arguments", () => {
  test.each([
    [undefined, [], {}, "call"],
    [async (params: Params) => params, [], {}, "call"],
    [async () => 1, undefined, {}, "rows"],
    [async () => 1, "abc", {}, "rows"],
    [async () => 1, 5, {}, "rows"],
    [async () => 1, [], { store: {} }, "store"],
    [async () => 1, [], { concurrency: 0 }, "concurrency"],
    [async () => 1, [], { concurrency: 1.5 }, "concurrency"],
    [async () => 1, [], { key: "id" }, "key"],
    [async () => 1, [], { retry: ["pending"] }, "retry[0]"],
    [async () => 1, [], { retry: "failed" }, "retry"],
    [async () => 1, [], { group: { list: "ids" } }, "group.size"],
    [async () => 1, [], { stopSignal: true }, "stopSignal"],
    [async () => 1, [], { concurency: 3 }, "concurency"],
  ])("that are not valid are refused at once (%#)", (call, rows, options, path) => {
    const begin = () => bulk(call as never, rows as never, options as never);
    expect(begin).toThrow(expect.objectContaining({ issues: [expect.objectContaining({ path })] }));
  });

  test.each([() => "", () => 5, () => undefined])("a key that is not a text ends the run (%#)", async (key) => {
    const run = bulk(async () => 1, numbers(1), { key: key as never });
    expect(await rejection(collect(run))).toMatchObject({ issues: [{ path: "key" }] });
  });

  const circular: Record<string, unknown> = {};
  circular.self = [circular];
  let deep: Record<string, unknown> = {};
  for (let level = 0; level < 100_000; level++) deep = { deep };

  test.each([{ circular }, { deep }])(
    "a row that cannot be read to its end ends the run, by its number (%#)",
    async (row) => {
      const run = reading(bulk(async () => 1, [{}, row, {}], { concurrency: 1 }));
      const issue = { path: "rows", message: expect.stringMatching(/circular.*\(row 2\)/) };
      expect(await rejection(run.ended)).toMatchObject({ issues: [issue] });
      expect(run.rows).toEqual(["1 done"]);
    },
  );
});
