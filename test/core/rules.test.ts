/** Rules of a schema's own hold also where something newer than the SDK passes. */
import type { InvalidParamsError } from "tessera-sdk";
import { expect, test, vi } from "vitest";
import { enumOf, objectOf, refined, string, type UnlistedValue } from "../../src/core/schema.js";
import { checkResponse } from "../../src/core/validate.js";
import { checkParams } from "../support/checkParams.js";

interface Thing {
  name?: string;
  state?: "on" | "off" | UnlistedValue;
}

const thing = () =>
  refined(
    objectOf<Thing>()(() => ({ name: string, state: enumOf("on", "off") })),
    ({ name }) => name !== undefined,
    "is required",
    "name",
  );

const rules = { wholeResource: { readOnly: [] }, strict: false };

function issuesOf(check: () => unknown): unknown {
  try {
    check();
  } catch (error) {
    return (error as InvalidParamsError).issues;
  }
  return undefined;
}

test.each([{ zoneOfTomorrow: 1 }, { state: "standby" }])("%j does not keep a rule from being tested", (given) => {
  expect(issuesOf(() => checkParams(thing(), given, rules))).toEqual([{ path: "name", message: "is required" }]);
});

test("a rule sees fields that are newer than the SDK", () => {
  const filled = refined(
    objectOf<Thing>()(() => ({ name: string, state: enumOf("on", "off") })),
    (given) => Object.keys(given).length > 0,
    "must have at least one field",
  );
  expect(issuesOf(() => checkParams(filled, {}, rules))).toEqual([
    { path: "params", message: "must have at least one field" },
  ]);
  expect(checkParams(filled, { zoneOfTomorrow: 1 }, rules)).toEqual([
    { path: "zoneOfTomorrow", problem: "unknown_field" },
  ]);
});

test("a rule that cannot read a value leaves it to the schema", () => {
  const upper = refined(string, (given) => given.toUpperCase() === given, "must be in capitals");
  const named = objectOf<Thing>()(() => ({ name: upper, state: enumOf("on", "off") }));
  expect(issuesOf(() => checkParams(named, { name: 7 }, rules))).toEqual([
    { path: "name", message: "must be a string" },
  ]);
});

test("a response is not held to the rules of requests", () => {
  expect(checkResponse(thing(), {})).toEqual({ differences: [], broken: undefined });
});

test("a value of another type is reported as such", () => {
  expect(issuesOf(() => checkParams(thing(), { name: 7 }, rules))).toEqual([
    { path: "name", message: "must be a string" },
  ]);
});

test("a schema with a rule is compiled once it has been used often, and finds the same", async () => {
  const schema = thing();
  for (let uses = 0; uses < 60; uses++) checkParams(schema, { name: "n" }, rules);
  await vi.waitFor(() => expect(schema.validator("request")).not.toBe(schema.build("request")));
  expect(checkParams(schema, { name: "n", zoneOfTomorrow: 1 }, rules)).toEqual([
    { path: "zoneOfTomorrow", problem: "unknown_field" },
  ]);
  expect(issuesOf(() => checkParams(schema, { zoneOfTomorrow: 1 }, rules))).toEqual([
    { path: "name", message: "is required" },
  ]);
});
