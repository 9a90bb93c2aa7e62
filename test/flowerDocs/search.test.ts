/** Searches: what the builder writes, pages, the limit, and the wait for the index. */
import {
  flowerDocsAllOf as allOf,
  flowerDocsAnyOf as anyOf,
  type ClientOptions,
  FlowerDocs,
  FlowerDocsNotIndexedError,
  type FlowerDocsRow,
  FlowerDocsSearchLimitError,
  flowerDocsLogin,
  InvalidParamsError,
  type SearchFlowerDocsParams,
  flowerDocsWhere as where,
} from "tessera-sdk";
import { createEmulator, ManualClock } from "tessera-sdk/testing";
import { describe, expect, test } from "vitest";
import { parseSearch, SearchRefusal } from "../../src/testing/flowerDocs/searchParser.js";
import { rejection } from "../support/promises.js";
import { type ScriptedResponse, scripted } from "../support/scripted.js";

const baseUrl = "https://flowerdocs.example.com/core";

function scriptedClient(responses: ScriptedResponse[], options: Partial<ClientOptions> = {}) {
  const transport = scripted(...responses);
  const flower = new FlowerDocs({ auth: "token", serverVersion: "2026.0", transport, ...options, baseUrl });
  const bodies = () => transport.sent.map(({ body }) => JSON.parse(body ?? ""));
  return { flower, transport, bodies };
}

function emulated(serverVersion = "2026.0") {
  const clock = new ManualClock({ now: Date.UTC(2026, 0, 1) });
  const emulator = createEmulator({ clock });
  emulator.flowerDocs.serverVersion = serverVersion;
  const auth = flowerDocsLogin({ user: "jna", password: "emulated-password", scope: "ACME" });
  const flower = new FlowerDocs({ auth, baseUrl, clock, serverVersion, transport: emulator.transport });
  return { clock, emulator, flower };
}

const rows = (count: number) => Array.from({ length: count }, (_, index) => ({ id: `D${index}`, fields: [] }));

describe("where writes", () => {
  const DATE = new Date("2026-01-01T00:00:00Z");
  const MS = "1767225600000";
  test.each([
    ["a text", where("name").equalsTo("a", "b"), { operator: "EQUALS_TO", type: "STRING", values: ["a", "b"] }],
    ["a date", where("Signed").lessThan(DATE), { operator: "LESS_THAN", type: "TIMESTAMP", values: [MS] }],
    ["an integer", where("Pages").greaterThan(3), { operator: "GREATER_THAN", type: "INTEGER", values: ["3"] }],
    ["a boolean", where("Paid").different(false), { operator: "DIFFERENT", type: "BOOLEAN", values: ["false"] }],
    [
      "a price",
      where("Price", "CURRENCY").between(1.5, 2),
      { operator: "BETWEEN", type: "CURRENCY", values: ["1.5", "2"] },
    ],
    [
      "a date of Core",
      where("creationDate").lessThan("2026-01-01 01:00:00.000 +0100"),
      { type: "TIMESTAMP", values: [MS] },
    ],
    ["a time", where("lastUpdateDate").lessThan(MS), { type: "TIMESTAMP", values: [MS] }],
    ["a part", where("name").contains("a"), { operator: "CONTAINS", type: "STRING", values: ["a"] }],
    ["a begin", where("name").startsWith("a"), { operator: "STARTS_WITH", values: ["a"] }],
    ["an end", where("name").endsWith("a"), { operator: "ENDS_WITH", values: ["a"] }],
  ])("%s", (_, criterion, expected) => {
    expect(criterion).toMatchObject(expected);
  });

  test.each<[string, () => unknown]>([
    ["an invalid date", () => where("creationDate").lessThan(new Date("x"))],
    ["a date without a zone", () => where("creationDate").lessThan("2026-01-01")],
    ["a number with a fraction, without a type", () => where("Price").lessThan(1.5)],
    ["a number with an exponent", () => where("Price", "CURRENCY").lessThan(1e-9)],
    ["an integer that is too large", () => where("Pages", "INTEGER").lessThan(2 ** 60)],
    ["values of two types", () => where("name").equalsTo("a", 1)],
    ["another word than a boolean", () => where("Paid", "BOOLEAN").equalsTo("yes")],
    ["no name", () => where("")],
    ["no value", () => where("name").equalsTo("a", undefined as never)],
    ["null as a value", () => where("Paid").equalsTo(null as never)],
    ["no conditions of allOf", () => allOf()],
    ["no conditions of anyOf", () => anyOf()],
    ["a text as a condition", () => anyOf("name" as never)],
  ])("nothing for %s", (_, build) => {
    expect(build).toThrow(InvalidParamsError);
  });
});

describe("a search is refused, and nothing is sent,", () => {
  const criterion = { name: "name", operator: "EQUALS_TO", type: "STRING", values: ["a"] };
  const inClause = (given: object) => ({ filterClauses: [{ clauses: [{ criteria: [given] }] }] });
  const { type: _, ...untyped } = criterion;
  test.each<[string, object, string]>([
    ["for a criterion without a type", inClause(untyped), "filterClauses[0].clauses[0].criteria[0].type"],
    ["for values that are not strings", inClause({ ...criterion, values: [1] }), "values[0]"],
    ["for a date as text", inClause({ ...criterion, type: "TIMESTAMP", values: ["2026-01-01T00:00:00Z"] }), "values"],
    ["for `creationdate`", inClause({ ...criterion, name: "creationdate" }), "`creationDate`"],
    ["for `classId`", { orderClauses: [{ name: "classId", type: "STRING" }] }, "`classid`"],
    ["for an empty clause", { filterClauses: [{}] }, "filterClauses[0]"],
    ["for a condition in place of a clause", { filterClauses: [where("name").equalsTo("a")] }, "`allOf` or `anyOf`"],
    ["for pages without results", { max: 0 }, "max"],
    ["for pages that are too long", { max: 10_001 }, "max"],
    ["for a misspelled parameter", { filterClause: [] }, "did you mean"],
  ])("%s", async (_name, params, named) => {
    const { flower, transport } = scriptedClient([{ body: { found: 0 } }]);
    const error = await rejection(flower.documents.search(params as SearchFlowerDocsParams).toArray());
    expect(error).toBeInstanceOf(InvalidParamsError);
    expect(error).toMatchObject({ message: expect.stringContaining(named) });
    expect(transport.sent).toEqual([]);
  });
});

describe("pages", () => {
  test("advance by what was requested, although rights thin them out", async () => {
    const { flower, bodies } = scriptedClient([
      { body: { found: 5, results: rows(1) } },
      { body: { found: 5, results: rows(2) } },
      { body: { found: 5, results: rows(1) } },
    ]);
    expect(await flower.documents.search({ max: 2 }).toArray()).toHaveLength(4);
    expect(bodies().map(({ start, max }) => [start, max])).toEqual([
      [0, 2],
      [2, 2],
      [4, 2],
    ]);
  });

  test.each<[string, object]>([
    ["an empty list", { found: 5, results: [] }],
    ["a list that is left out", { found: 5 }],
  ])("end at %s", async (_, body) => {
    const { flower, bodies } = scriptedClient([{ body: { found: 5, results: rows(2) } }, { body }]);
    expect(await flower.documents.search({ max: 2 }).toArray()).toHaveLength(2);
    expect(bodies()).toHaveLength(2);
  });

  test("go on from the token of a page", async () => {
    const { flower, bodies } = scriptedClient([{ body: { found: 300, results: rows(100) } }]);
    for await (const page of flower.documents.search().pages()) {
      expect(page).toMatchObject({ found: 300, nextPageToken: "100", response: { status: 200 } });
      break;
    }
    await flower.documents.search({ start: 7, pageToken: "200" }).toArray();
    expect(bodies()).toEqual([
      { start: 0, max: 100 },
      { start: 200, max: 100 },
    ]);
  });

  test("have rows as objects, with what else Core sends", async () => {
    const fields = [
      { name: "name", value: "Contract" },
      { name: "Pages", value: 3 },
      { name: "Client", value: ["a", "b"] },
      { name: "Owner", value: null },
      { name: "__proto__", value: "x" },
    ];
    const { flower } = scriptedClient([{ body: { found: 1, results: [{ id: "D1", fields }], groups: [1] } }]);
    const { value: page } = await flower.documents.search().pages().next();
    expect(page).toMatchObject({ items: [{ id: "D1" }], rest: { groups: [1] } });
    const [row] = page?.items ?? [];
    expect(Object.entries((row as FlowerDocsRow).fields)).toEqual([
      ["name", "Contract"],
      ["Pages", "3"],
      ["Client", "a§b"],
      ["__proto__", "x"],
    ]);
  });

  test.each<[string, unknown]>([
    ["nothing", ""],
    ["a page of a proxy", "<html>Sign in</html>"],
    ["an object without a count", {}],
    ["a count that is text", { found: "many", results: [] }],
    ["rows that are no list", { found: 1, results: { id: "D1" } }],
    ["an error with a success", { code: "T00104", message: "No" }],
  ])("are not read from %s", async (_, body) => {
    const { flower } = scriptedClient([{ body }]);
    expect(await rejection(flower.documents.search().toArray())).toMatchObject({ name: "InvalidResponseError" });
  });
});

describe("the limit of 10,000 results", () => {
  const page = { body: { found: 12_000, results: rows(5_000) } };

  test("is an error after the results before it, in place of a request", async () => {
    const { flower, bodies } = scriptedClient([page]);
    const ids: string[] = [];
    const read = async () => {
      for await (const { id } of flower.documents.search({ max: 5_000 })) ids.push(id);
    };
    const error = await rejection(read());
    expect(error).toBeInstanceOf(FlowerDocsSearchLimitError);
    expect(error).toMatchObject({
      code: "ERR_TESSERA_FLOWERDOCS_SEARCH_LIMIT",
      endpoint: "flowerdocs.documents.search",
      message: expect.stringContaining("`exportCsv`"),
    });
    expect(ids).toHaveLength(10_000);
    expect(bodies().map(({ start }) => start)).toEqual([0, 5_000]);
  });

  test.each([
    [{ start: 10_000 }, []],
    [{ pageToken: "10000" }, []],
    [{ start: 9_999, max: 5_000 }, [[9_999, 1]]],
  ])("is not passed by %o", async (params, windows) => {
    const { flower, bodies } = scriptedClient([{ body: { found: 12_000, results: rows(1) } }]);
    expect(await rejection(flower.documents.search(params).toArray())).toBeInstanceOf(FlowerDocsSearchLimitError);
    expect(bodies().map(({ start, max }) => [start, max])).toEqual(windows);
  });

  test.each([
    [9_999, 0],
    // Servers that stop counting there say so of more results, too.
    [10_000, 1],
  ])("of %i results that are found: %i errors", async (found, errors) => {
    const { flower } = scriptedClient([{ body: { found, results: rows(5_000) } }]);
    const outcome = flower.documents.search({ max: 5_000 }).toArray();
    const failed = await outcome.then(
      () => 0,
      (error) => (error instanceof FlowerDocsSearchLimitError ? 1 : -1),
    );
    expect(failed).toBe(errors);
  });
});

describe("the index", () => {
  const folder = { id: "F9", name: "New", data: { classId: "ContractFolder" } };

  test("is behind, and waited for", async () => {
    const { clock, emulator, flower } = emulated();
    emulator.flowerDocs.indexLagMs = 2_000;
    await flower.folders.create(folder);
    expect((await flower.folders.get("F9")).name).toBe("New");
    const search = { filterClauses: [allOf(where("id").equalsTo("F9"))] };
    expect(await flower.folders.search(search).toArray()).toEqual([]);
    const waiting = flower.folders.waitUntilFound(["F9", "F1"]);
    await clock.advance(5_000);
    await waiting;
    expect(await flower.folders.search(search).toArray()).toHaveLength(1);
  });

  test("that does not catch up is an error that names the ids", async () => {
    const { clock, flower } = emulated();
    const waiting = rejection(flower.folders.waitUntilFound(["F1", "F9"], { deadlineMs: 10_000 }));
    await clock.advance(10_000);
    const error = await waiting;
    expect(error).toBeInstanceOf(FlowerDocsNotIndexedError);
    expect(error).toMatchObject({ ids: ["F9"], code: "ERR_TESSERA_FLOWERDOCS_NOT_INDEXED", kind: "unavailable" });
    expect(error).toMatchObject({ message: "Searches did not find F9 after 10000 ms." });
  });

  test.each([
    { slow: "first", advanced: [], missing: ["F1", "F9"] },
    { slow: "last", advanced: [1_000], missing: ["F9"] },
  ])("is the same error if the $slow search takes all the time that is left", async ({ advanced, missing }) => {
    const { clock, emulator, flower } = emulated();
    const slow = () => emulator.fail({ endpoint: "flowerdocs.folders.search", delayMs: 60_000, times: 9 });
    if (advanced.length === 0) slow();
    const waiting = rejection(flower.folders.waitUntilFound(["F1", "F9"], { deadlineMs: 10_000, timeoutMs: 60_000 }));
    for (const ms of advanced) await clock.advance(ms);
    if (advanced.length > 0) slow();
    await clock.advance(10_000);
    const error = await waiting;
    expect(error).toBeInstanceOf(FlowerDocsNotIndexedError);
    expect(error).toMatchObject({ ids: missing, cause: { code: "ERR_TESSERA_TIMEOUT" } });
  });

  test("is no longer waited for once the caller gives up", async () => {
    const { clock, flower } = emulated();
    const controller = new AbortController();
    const waiting = rejection(flower.folders.waitUntilFound(["F9"], { signal: controller.signal }));
    await clock.advance(1_000);
    controller.abort(new Error("enough"));
    expect(await waiting).toMatchObject({ message: "enough" });
  });

  test.each([[[]], [["F1", "F1"]], [["a,b"]]])("is not waited for with the ids %j", async (ids) => {
    const { flower, emulator } = emulated();
    expect(await rejection(flower.folders.waitUntilFound(ids))).toBeInstanceOf(InvalidParamsError);
    expect(emulator.requests).toEqual([]);
  });
});

describe("the emulated Core", () => {
  test.each<[string, SearchFlowerDocsParams, string[]]>([
    ["everything", {}, ["F1", "F3"]],
    ["by a text", { filterClauses: [allOf(where("name").equalsTo("Drafts"))] }, ["F3"]],
    ["by a part in any case", { filterClauses: [allOf(where("name").contains("CONTR"))] }, ["F1"]],
    ["by a part as it is", { filterClauses: [allOf(where("name").startsWith("CONTR"))] }, []],
    ["by what it is not", { filterClauses: [allOf(where("name").different("Drafts"))] }, ["F1"]],
    [
      "by one of two",
      { filterClauses: [anyOf(where("id").equalsTo("F1"), where("name").endsWith("s"))] },
      ["F1", "F3"],
    ],
    [
      "by two clauses",
      {
        filterClauses: [allOf(where("classid").equalsTo("ContractFolder")), { criteria: [where("id").equalsTo("F3")] }],
      },
      ["F3"],
    ],
    ["in an order", { orderClauses: [{ name: "name", type: "STRING", ascending: false }] }, ["F3", "F1"]],
  ])("finds %s", async (_, params, ids) => {
    const { flower } = emulated();
    expect((await flower.folders.search(params).toArray()).map(({ id }) => id)).toEqual(ids);
  });

  test("finds by dates and tags, and joins values by its version's character", async () => {
    for (const [version, joined] of [
      ["2025.0", "a&b"],
      ["2026.0", "a§b"],
    ] as const) {
      const { clock, flower } = emulated(version);
      const data = { classId: "Contract", creationDate: "2026-01-01 01:00:00.000 +0100" };
      await flower.folders.create({ id: "F9", name: "New", data, tags: [{ name: "Client", value: ["a", "b"] }] });
      await clock.advance(1_000);
      const [row] = await flower.folders
        .search({
          selectClause: { fields: ["Client"] },
          filterClauses: [
            allOf(
              where("creationDate").between("2025-12-31 00:00:00.000 +0000", new Date("2026-01-02T00:00:00Z")),
              anyOf(where("Client").equalsTo("b")),
            ),
          ],
        })
        .toArray();
      expect(row).toEqual({ id: "F9", fields: { Client: joined } });
    }
  });

  test.each<[string, unknown]>([
    ["no object", []],
    ["an unknown property", { filters: [] }],
    [
      "a criterion without a type",
      { filterClauses: [{ criteria: [{ name: "a", operator: "CONTAINS", values: ["a"] }] }] },
    ],
    ["an empty clause", { filterClauses: [{}] }],
    [
      "an unknown operator",
      { filterClauses: [{ criteria: [{ name: "a", operator: "IS", type: "STRING", values: ["a"] }] }] },
    ],
    [
      "a date as text",
      {
        filterClauses: [
          { criteria: [{ name: "a", operator: "LESS_THAN", type: "TIMESTAMP", values: ["2026-01-01"] }] },
        ],
      },
    ],
    ["an order by integers", { orderClauses: [{ name: "a", type: "INTEGER" }] }],
    ["`creationdate`", { selectClause: { fields: ["creationdate"] } }],
    [
      "a nested aggregation",
      { aggregation: { type: "com.flower.docs.domain.search.FieldAggregation", field: "a", nested: {} } },
    ],
    ["what is behind the limit", { start: 9_999, max: 2 }],
  ])("refuses %s", (_, body) => {
    expect(() => parseSearch(body, true)).toThrow(SearchRefusal);
  });
});
