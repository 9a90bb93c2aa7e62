/** The emulated FlowerDocs takes the searches that the builder creates, and no search that is not as documented. */
import fc from "fast-check";
import {
  flowerDocsAllOf as allOf,
  flowerDocsAnyOf as anyOf,
  FlowerDocs,
  InvalidParamsError,
  flowerDocsWhere as where,
} from "tessera-sdk";
import { describe, expect, test } from "vitest";
import { parseSearch, SearchRefusal } from "../../src/testing/flowerDocs/searchParser.js";
import { rejection } from "../support/promises.js";
import { rawFlowerDocs } from "../support/rawFlowerDocs.js";
import { scripted } from "../support/scripted.js";

const AND = "com.flower.docs.domain.search.AndClause";
const OR = "com.flower.docs.domain.search.OrClause";
const AGGREGATION = "com.flower.docs.domain.search.FieldAggregation";
const SYSTEM = ["name", "id", "classid", "owner", "creationDate", "lastUpdateDate", "status", "acl", "content"];
/** Names that the client refuses, as Core fails by them or finds nothing. */
const MISSPELLED = ["creationdate", "lastupdatedate", "classId"];
const PROTOTYPE = ["__proto__", "constructor", "toString"];

const fieldName = fc.oneof(fc.string({ minLength: 1, unit: "binary" }), fc.constantFrom(...SYSTEM, ...PROTOTYPE));
const text = fc.string({ unit: "binary" });
const integerText = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }).map(String);
const date = fc.date({ noInvalidDate: true });

describe("whatever the builder creates", () => {
  const ONE = ["different", "lessThan", "greaterThan", "contains", "startsWith", "endsWith"] as const;

  /** Conditions on a field of a type, with values that the type takes. */
  const conditionsOf = (
    type: "STRING" | "TIMESTAMP" | "BOOLEAN" | "INTEGER" | "CURRENCY" | undefined,
    value: fc.Arbitrary<string | number | boolean | Date>,
    name = fieldName,
  ) =>
    fc.oneof(
      fc
        .tuple(name, fc.array(value, { minLength: 1, maxLength: 4 }))
        .map(([field, [first = "", ...others]]) => where(field, type).equalsTo(first, ...others)),
      fc
        .tuple(name, value, fc.constantFrom(...ONE))
        .map(([field, given, operator]) => where(field, type)[operator](given as string)),
      fc.tuple(name, value, value).map(([field, first, last]) => where(field, type).between(first, last)),
    );

  const safe = fc.maxSafeInteger();
  const boolean = fc.oneof(fc.boolean(), fc.constantFrom("true", "false"));
  const dates = fc.oneof(
    date,
    safe,
    integerText,
    date.filter((each) => each.getTime() > 0 && each.getUTCFullYear() < 9_999).map((each) => each.toISOString()),
  );
  const decimal = fc.double({ noNaN: true, min: 1e-6, max: 1e15 });
  const plain = fieldName.filter((name) => !name.endsWith("Date"));
  const condition = fc.oneof(
    conditionsOf("STRING", text),
    conditionsOf("TIMESTAMP", dates),
    conditionsOf("BOOLEAN", boolean),
    conditionsOf("INTEGER", fc.oneof(safe, integerText)),
    conditionsOf("CURRENCY", fc.oneof(text, decimal, safe)),
    // Without a type, all values are of one.
    conditionsOf(undefined, text, plain),
    conditionsOf(undefined, safe, plain),
    conditionsOf(undefined, fc.boolean(), plain),
    conditionsOf(undefined, date, plain),
    conditionsOf(undefined, dates, fc.constantFrom("creationDate", "lastUpdateDate")),
  );
  type Clause = ReturnType<typeof allOf>;
  const { clause } = fc.letrec<{ clause: Clause }>((tie) => ({
    clause: fc
      .tuple(
        fc.constantFrom(allOf, anyOf),
        fc.array(fc.oneof({ depthSize: "small" }, condition, tie("clause")), { minLength: 1, maxLength: 4 }),
      )
      .map(([build, conditions]) => build(...conditions)),
  }));
  const shared = {
    selectClause: fc.record({ fields: fc.array(fieldName) }),
    filterClauses: fc.array(clause, { maxLength: 3 }),
    orderClauses: fc.array(
      fc.record(
        {
          name: fieldName,
          type: fc.constantFrom("STRING" as const, "TIMESTAMP" as const, "BOOLEAN" as const, "CURRENCY" as const),
          ascending: fc.boolean(),
        },
        { requiredKeys: ["name", "type"] },
      ),
    ),
  };

  test("is sent as it is by a search, and taken by the emulator", async () => {
    const transport = scripted({ body: { found: 0 } });
    const baseUrl = "https://flowerdocs.example.com/core";
    const flower = new FlowerDocs({ auth: "token", serverVersion: "2026.0", transport, baseUrl });
    const { send } = rawFlowerDocs();
    const params = fc.record(
      {
        ...shared,
        aggregation: fc.record({ type: fc.constant(AGGREGATION), field: fieldName }),
        start: fc.nat(9_999),
        max: fc.integer({ min: 1, max: 10_000 }),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(params, async (given) => {
        await flower.documents.search(given as object).toArray();
        const sent = transport.sent.at(-1)?.body ?? "";
        expect(JSON.parse(sent).filterClauses).toEqual(given.filterClauses);
        expect(await send("POST documents/search", { body: sent })).toMatchObject({ status: 200 });
      }),
      { numRuns: 300 },
    );
  });

  test("is taken by the emulator as an export, too", async () => {
    const transport = scripted({ body: "J1" });
    const baseUrl = "https://flowerdocs.example.com/core";
    const flower = new FlowerDocs({ auth: "token", serverVersion: "2026.0", transport, baseUrl });
    await fc.assert(
      fc.asyncProperty(fc.record(shared, { requiredKeys: ["selectClause"] }), async (given) => {
        await flower.folders.exportCsv(given as Parameters<typeof flower.folders.exportCsv>[0]);
        parseSearch(JSON.parse(transport.sent.at(-1)?.body ?? ""), false);
      }),
    );
  });

  test.each(MISSPELLED)("with the name %s is refused by the client", async (name) => {
    const transport = scripted({ body: { found: 0 } });
    const flower = new FlowerDocs({ auth: "token", transport, baseUrl: "https://flowerdocs.example.com/core" });
    const search = { filterClauses: [allOf(where(name, "STRING").equalsTo("a"))] };
    expect(await rejection(flower.documents.search(search).toArray())).toBeInstanceOf(InvalidParamsError);
    expect(transport.sent).toEqual([]);
  });
});

/** Searches as the reference has them, written without the builder, and with nothing left out. */
const values = {
  STRING: text,
  TIMESTAMP: integerText,
  INTEGER: integerText,
  CURRENCY: text,
  BOOLEAN: fc.constantFrom("true", "false"),
};
const criterion = fc.constantFrom(...Object.entries(values)).chain(([type, value]) => {
  const counts = fc.constantFrom<[string, number]>(
    ...(["DIFFERENT", "CONTAINS", "STARTS_WITH", "ENDS_WITH", "LESS_THAN", "GREATER_THAN"] as const).map(
      (operator): [string, number] => [operator, 1],
    ),
    ["EQUALS_TO", 3],
    ["BETWEEN", 2],
  );
  return counts.chain(([operator, count]) =>
    fc.record({
      name: fieldName,
      operator: fc.constant(operator),
      type: fc.constant(type),
      values: fc.array(value as fc.Arbitrary<string>, { minLength: count, maxLength: count }),
    }),
  );
});
const { documentedClause } = fc.letrec((tie) => ({
  documentedClause: fc.oneof(
    { depthSize: "small" },
    fc.record({ type: fc.constant(AND), criteria: fc.array(criterion, { minLength: 1, maxLength: 3 }) }),
    fc.record({
      type: fc.constantFrom(AND, OR),
      clauses: fc.array(tie("documentedClause"), { minLength: 1, maxLength: 3 }),
    }),
  ),
}));
const documented = fc.record({
  selectClause: fc.record({ fields: fc.array(fieldName, { minLength: 1 }) }),
  filterClauses: fc.array(documentedClause, { minLength: 1, maxLength: 2 }),
  orderClauses: fc.array(
    fc.record({
      name: fieldName,
      type: fc.constantFrom("STRING", "TIMESTAMP", "BOOLEAN", "CURRENCY"),
      ascending: fc.boolean(),
    }),
    { minLength: 1, maxLength: 2 },
  ),
  aggregation: fc.record({ type: fc.constant(AGGREGATION), field: fieldName }),
  start: fc.nat(5_000),
  max: fc.nat(5_000),
});

type Path = readonly (string | number)[];

/** The paths of all values in a search, its own first. */
function pathsIn(value: unknown, path: Path = []): Path[] {
  const isNested = typeof value === "object" && value !== null;
  const entries = isNested ? Object.entries(value) : [];
  return [
    path,
    ...entries.flatMap(([key, each]) => pathsIn(each, [...path, Array.isArray(value) ? Number(key) : key])),
  ];
}

const at = (value: unknown, path: Path) =>
  path.reduce((each, key) => (each as Record<string | number, unknown>)[key], value);

/** A search with another value at a path; `undefined` deletes what is there. */
function changed(search: object, path: Path, value: unknown): unknown {
  const [last] = path.slice(-1);
  if (last === undefined) return value;
  const copy = structuredClone(search);
  const parent = at(copy, path.slice(0, -1)) as Record<string | number, unknown>;
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return copy;
}

describe("a search as the reference has it", () => {
  const refused = (search: unknown) =>
    expect(() => parseSearch(search, true), JSON.stringify(search)).toThrow(SearchRefusal);
  const withPath = fc.tuple(documented, fc.nat()).map(([search, index]) => {
    const paths = pathsIn(search);
    return { search, path: paths[index % paths.length] ?? [] };
  });

  test("is taken", () => {
    fc.assert(fc.property(documented, (search) => void parseSearch(search, true)));
  });

  test("is refused with a value of another kind anywhere", () => {
    const other = fc.oneof(
      fc.constantFrom<unknown[]>(null, true, 7, 7.5, -1, "", [], {}),
      fc.constantFrom<unknown[]>(["x"], [null], { x: 1 }),
    );
    const kindOf = (value: unknown) => (Array.isArray(value) ? "list" : value === null ? "null" : typeof value);
    fc.assert(
      fc.property(withPath, other, ({ search, path }, value) => {
        fc.pre(kindOf(value) !== kindOf(at(search, path)));
        refused(changed(search, path, value));
      }),
      { numRuns: 2_000 },
    );
  });

  test("is refused with an unknown property in any object", () => {
    const unknown = fc.constantFrom("Name", "value", "filters", "@type", "constructor", "toString");
    fc.assert(
      fc.property(withPath, unknown, ({ search, path }, name) => {
        const value = at(search, path);
        fc.pre(typeof value === "object" && value !== null && !Array.isArray(value));
        refused(changed(search, path, { ...value, [name]: "x" }));
      }),
      { numRuns: 1_000 },
    );
  });

  test("is refused without a property that it needs, or without any value of a condition", () => {
    const needed = ["name", "operator", "type", "values", "criteria", "clauses", "fields", "field"];
    fc.assert(
      fc.property(withPath, ({ search, path }) => {
        const key = path.at(-1);
        const parent = at(search, path.slice(0, -1)) as object;
        // A clause without a type is an AndClause.
        const isOptional = key === "type" && ("criteria" in parent || "clauses" in parent);
        fc.pre(needed.includes(String(key)) && !isOptional);
        refused(changed(search, path, undefined));
        if (["values", "criteria", "clauses"].includes(String(key))) refused(changed(search, path, []));
      }),
      { numRuns: 1_000 },
    );
  });

  test("is refused with a word that is not one of the documented", () => {
    const words = fc.constantFrom(...PROTOTYPE, "", "EQUALS", "equals_to", "string", "DATE", "AndClause", `${AND} `);
    fc.assert(
      fc.property(withPath, words, ({ search, path }, word) => {
        fc.pre(["operator", "type"].includes(String(path.at(-1))));
        refused(changed(search, path, word));
      }),
      { numRuns: 1_000 },
    );
  });

  const condition = { name: "a", operator: "EQUALS_TO", type: "STRING", values: ["a"] };
  const clauses = [{ criteria: [condition] }];
  test.each<[string, object]>([
    ["a clause of criteria and clauses", { filterClauses: [{ criteria: [condition], clauses }] }],
    ["an OrClause of criteria", { filterClauses: [{ type: OR, criteria: [condition] }] }],
    ["`filterClauses` within a clause", { filterClauses: [{ type: OR, filterClauses: clauses }] }],
    [
      "a date as text",
      { filterClauses: [{ criteria: [{ ...condition, type: "TIMESTAMP", values: ["2026-01-01"] }] }] },
    ],
    [
      "a fraction as an integer",
      { filterClauses: [{ criteria: [{ ...condition, type: "INTEGER", values: ["1.5"] }] }] },
    ],
    ["yes as a boolean", { filterClauses: [{ criteria: [{ ...condition, type: "BOOLEAN", values: ["yes"] }] }] }],
    ["an interval with one end", { filterClauses: [{ criteria: [{ ...condition, operator: "BETWEEN" }] }] }],
    [
      "two values that it differs from",
      { filterClauses: [{ criteria: [{ ...condition, operator: "DIFFERENT", values: ["a", "b"] }] }] },
    ],
    ["an order by integers", { orderClauses: [{ name: "a", type: "INTEGER", ascending: true }] }],
    ["a field in lower case", { selectClause: { fields: ["creationdate"] } }],
    [
      "a nested aggregation",
      { aggregation: { type: AGGREGATION, field: "a", nested: { type: AGGREGATION, field: "b" } } },
    ],
    ["a window past 10,000", { start: 9_999, max: 2 }],
  ])("is refused with %s", (_, search) => refused(search));
});
