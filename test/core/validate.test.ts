/** The schema dialect, and how strictly requests and responses are read by it. */

import { runInNewContext } from "node:vm";
import { AndroidEnterprise, ChromeDirectory, type Drift, InvalidParamsError } from "tessera-sdk";
import { describe, expect, test } from "vitest";
import { nearest } from "../../src/core/nearest.js";
import {
  boolean,
  closedEnumOf,
  enumOf,
  type Input,
  inputOf,
  int32,
  listOf,
  objectOf,
  recursive,
  type Schema,
  string,
  type UnlistedValue,
} from "../../src/core/schema.js";
import { checkResponse } from "../../src/core/validate.js";
import { checkParams } from "../support/checkParams.js";
import { scripted } from "../support/scripted.js";

interface Part {
  name: string;
  state?: "on" | "off" | UnlistedValue;
  parts?: Part[];
}

interface ThingParams {
  thingId: string;
  mode?: "fast" | "slow" | undefined;
  displayName?: string | undefined;
  size?: number | undefined;
  open?: boolean | undefined;
  part?: Input<Part> | undefined;
}

const part: Schema<Part> = objectOf<Part>()(
  () => ({ name: string, state: enumOf("on", "off"), parts: listOf(recursive(() => part)) }),
  { name: true },
);

const thing = objectOf<ThingParams>()(
  () => ({
    thingId: string,
    mode: closedEnumOf("fast", "slow"),
    displayName: string,
    size: int32,
    open: boolean,
    part: inputOf(part),
  }),
  { thingId: true },
);

const closed = { wholeResource: undefined, strict: false };
const whole = { wholeResource: { readOnly: ["createTime"] }, strict: false };

function issuesOf(params: unknown, rules: Parameters<typeof checkParams>[2]): string[] {
  try {
    checkParams(thing, params, rules);
  } catch (error) {
    if (error instanceof InvalidParamsError) return error.issues.map(({ path, message }) => `${path} ${message}`);
    throw error;
  }
  return [];
}

describe("parameters", () => {
  test.each([
    ["nothing", undefined, ["params must be a plain object"]],
    ["a list", [], ["params must be a plain object"]],
    ["a missing id", {}, ["thingId is required"]],
    ["several at once", { thingId: 1, size: 1.5 }, ["thingId must be a string", "size must be a 32-bit integer"]],
    ["an enum value", { thingId: "t", mode: "quick" }, ['mode must be one of "fast", "slow"']],
    ["a field of a part", { thingId: "t", part: { name: 1 } }, ["part.name must be a string"]],
    ["null", { thingId: "t", displayName: null }, ["displayName must be a string"]],
    ["an unknown name", { thingId: "t", color: "red" }, ["color is not a known parameter"]],
  ])("with %s are refused by path, and all at once", (_, params, issues) => {
    expect(issuesOf(params, closed)).toEqual(issues);
  });

  const notPlain: [string, unknown][] = [
    ["a map", new Map([["name", "n"]])],
    ["a set", new Set(["name"])],
    ["a promise", Promise.resolve({ name: "n" })],
    ["a date", new Date()],
    ["a buffer", Buffer.from("name")],
    ["typed array", new Uint8Array(2)],
    ["a URL", new URL("https://a.example")],
    ["headers", new Headers({ name: "n" })],
    ["an error", new Error("name")],
    ["a pattern", /name/],
  ];

  test.each(notPlain)("that hold %s in place of an object are refused", (_, value) => {
    expect(issuesOf({ thingId: "t", part: value }, whole)).toContain("part must be a plain object");
    expect(issuesOf({ thingId: "t", part: { name: "n", parts: [value] } }, whole)).toContain(
      "part.parts[0] must be a plain object",
    );
  });

  const lossy: [string, object][] = [
    [
      "an accessor of a class",
      new (class {
        get name() {
          return "n";
        }
      })(),
    ],
    [
      "a field of a class",
      new (class {
        name = "n";
      })(),
    ],
    ["an inherited field", Object.create({ name: "n" })],
    [
      "a field inherited from an object without prototype",
      Object.create(Object.assign(Object.create(null), { name: "n" })),
    ],
    ["toJSON", { name: "n", toJSON: () => ({ evil: 1 }) }],
    ["an inherited toJSON", Object.create({ toJSON: () => ({ evil: 1 }) })],
  ];

  test.each(lossy)("that JSON would write otherwise, by %s, are refused", (_, value) => {
    expect(issuesOf({ thingId: "t", part: value }, whole)).toContain("part must be a plain object");
  });

  test("may be objects of another realm, or without a prototype", () => {
    const foreign = runInNewContext("({ name: 'n' })");
    const bare = Object.assign(Object.create(null), { name: "n" });
    for (const value of [foreign, bare]) expect(issuesOf({ thingId: "t", part: value }, closed)).toEqual([]);
  });

  test("that nest without end are refused", () => {
    const value: Part = { name: "n" };
    value.parts = [value];
    expect(issuesOf({ thingId: "t", part: value }, closed)).toEqual([
      "params must not be circular, too large or nested too deeply",
    ]);
  });
});

describe("what the vendor added since", () => {
  const newer = {
    thingId: "t",
    part: { name: "n", state: "idle", color: "red", parts: [{ name: "m", state: "new" }] },
  };

  test("passes below the first level, and is reported", () => {
    expect(checkParams(thing, newer, closed)).toEqual([
      { path: "part.state", problem: "unknown_value" },
      { path: "part.parts[0].state", problem: "unknown_value" },
      { path: "part.color", problem: "unknown_field" },
    ]);
  });

  test("is refused by a strict client", () => {
    expect(issuesOf(newer, { ...closed, strict: true })).toHaveLength(3);
  });

  test("passes on the first level where the body is a whole resource", () => {
    expect(checkParams(thing, { thingId: "t", color: "red", mode: "idle" }, whole)).toEqual([
      { path: "mode", problem: "unknown_value" },
      { path: "color", problem: "unknown_field" },
    ]);
    expect(issuesOf({ thingId: "t", color: "red", mode: "idle" }, closed)).toHaveLength(2);
  });

  test("does not excuse a known field of the wrong type", () => {
    expect(issuesOf({ thingId: "t", color: "red", size: "7" }, whole)).toEqual(["size must be a 32-bit integer"]);
  });

  test.each([
    ["displayname", "displayName"],
    ["display_name", "displayName"],
    ["dispalyName", "displayName"],
    ["displyName", "displayName"],
    ["displayNames", "displayName"],
    ["sise", "size"],
    ["createtime", "createTime"],
  ])("is not `%s`, which is a near miss", (given, meant) => {
    expect(issuesOf({ thingId: "t", [given]: "x" }, whole)).toEqual([
      `${given} is not a known parameter; did you mean \`${meant}\`?`,
    ]);
  });

  test.each([
    ["a map", new Map([[1, 2]]), ""],
    ["a promise", Promise.resolve(1), ""],
    ["bytes", new Uint8Array(2), ""],
    ["a function", () => 1, ""],
    ["a symbol", Symbol("s"), ""],
    ["a big integer", 1n, ""],
    ["NaN", Number.NaN, ""],
    [
      "an instance of a class",
      new (class {
        a = 1;
      })(),
      "",
    ],
    ["toJSON", { toJSON: () => 1 }, ""],
    ["a map within", { a: [{ b: new Map() }] }, ".a[0].b"],
    // biome-ignore lint/suspicious/noSparseArray: that is the point
    ["a hole in a list", [, 1], "[0]"],
  ])("is refused where it holds %s, which JSON would lose", (_, value, below) => {
    expect(issuesOf({ thingId: "t", color: value }, whole)).toEqual([`color${below} must be a JSON value`]);
    expect(issuesOf({ thingId: "t", part: { name: "n", color: value } }, closed)).toEqual([
      `part.color${below} must be a JSON value`,
    ]);
  });

  test("passes as any JSON, and is not reported where it is undefined", () => {
    const json = { a: [1, "b", null, true, { c: {} }] };
    expect(checkParams(thing, { thingId: "t", color: json, other: undefined }, whole)).toEqual([
      { path: "color", problem: "unknown_field" },
    ]);
  });

  test("is a near miss also where the name that was meant is there, as in a resource that was read", () => {
    expect(issuesOf({ thingId: "t", size: 1, sise: 2 }, whole)).toHaveLength(1);
  });

  test("a field that only responses have is neither refused nor reported", () => {
    expect(checkParams(thing, { thingId: "t", createTime: "2026-01-01T00:00:00Z" }, whole)).toEqual([]);
    expect(checkParams(thing, { thingId: "t", createTime: "x" }, { ...whole, strict: true })).toEqual([]);
    expect(issuesOf({ thingId: "t", createTime: "x" }, closed)).toHaveLength(1);
  });
});

test.each([
  ["enterpriseID", "enterpriseId"],
  ["entepriseId", "enterpriseId"],
  ["policyy", "policy"],
  ["color", undefined],
  ["x", undefined],
  ["", undefined],
  ["pol", undefined],
  ["size2", "size"],
])("the nearest name to %j is %j", (given, expected) => {
  expect(nearest(given, ["enterpriseId", "policy", "size"])).toBe(expected);
});

describe("a response", () => {
  test("is left as it is when it is as documented", () => {
    const response = { name: "n", state: "on" };
    expect(checkResponse(part, response)).toEqual({ differences: [], broken: undefined });
  });

  test("loses optional nulls, and reports each kind of drift once", () => {
    const response = {
      name: "n",
      parts: [
        { name: "a", state: null },
        { name: "b", state: null, x: 1 },
        { name: "c", x: 2 },
      ],
    };
    expect(checkResponse(part, response).differences).toEqual([
      { path: "parts[0].state", problem: "null" },
      { path: "parts[1].x", problem: "unknown_field" },
    ]);
    expect(response.parts[0]).toEqual({ name: "a" });
  });

  test.each([
    ["missing", {}, "`name` is missing"],
    ["null", { name: null }, "`name` is null"],
    ["mistyped", { name: 1 }, "`name` is not of the documented type"],
    ["a list", [], "the response is not of the documented type"],
    ["deep", { name: "n", parts: [{}] }, undefined],
  ])("with a required field that is %s is broken", (_, response, broken) => {
    if (broken) expect(checkResponse(part, response).broken).toBe(broken);
    else expect(checkResponse(part, response).broken).toContain("parts[0].name");
  });
});

test("a schema that was used often is compiled, and reads the same", async () => {
  for (let use = 0; use < 60; use++) checkParams(thing, { thingId: "t", part: { name: "n" } }, closed);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(issuesOf({ thingId: 1, part: new Map() }, closed)).toEqual([
    "thingId must be a string",
    "part must be a plain object",
  ]);
});

describe("the user's own zod, whose settings are those of the process", () => {
  const sharedSettings = globalThis as { __zod_globalConfig?: object };
  const wrong = { thingId: 1, mode: "medium", size: 0.5, part: { name: 2 } };

  test.each([
    ["another language", { localeError: () => ({ message: "Ungültig" }) }],
    [
      "messages that quote the value",
      { customError: ({ input }: { input: unknown }) => `got ${JSON.stringify(input)}` },
    ],
  ])("with %s, does not change what is said of parameters", (_, settings) => {
    const before = sharedSettings.__zod_globalConfig ?? {};
    const said = issuesOf(wrong, closed);
    const previous = { ...before };
    Object.assign(before, settings);
    try {
      expect(issuesOf(wrong, closed)).toEqual(said);
      expect(said).toContain("thingId must be a string");
    } finally {
      for (const name in settings) delete (before as Record<string, unknown>)[name];
      Object.assign(before, previous);
    }
  });
});

test("what is new in parameters that are refused after all is not reported as passed", async () => {
  const drifts: Drift[] = [];
  const client = new ChromeDirectory({ auth: "t", transport: scripted(), onDrift: (drift) => drifts.push(drift) });
  const android = new AndroidEnterprise({ auth: "t", transport: scripted(), onDrift: (drift) => drifts.push(drift) });
  const newer = { enterpriseId: "..", userId: "1", deviceId: "d", policy: { zoneOfTomorrow: 1 } };
  await expect(android.devices.update(newer as never)).rejects.toBeInstanceOf(InvalidParamsError);
  await expect(client.enrollmentTokens.create({ expireTime: new Date(0) })).rejects.toThrow("must be in the future");
  expect(drifts).toEqual([]);
  await android.devices.update({ ...newer, enterpriseId: "LC1" } as never).catch(() => {});
  expect(drifts).toMatchObject([{ part: "request", path: "policy.zoneOfTomorrow" }]);
});
