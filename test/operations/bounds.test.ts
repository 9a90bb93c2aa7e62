/** The bounds of lists that the manifest states are those that the SDK has. */
import { expect, test } from "vitest";
import { readEndpoints } from "../../scripts/manifest/endpoints.js";
import { schemaOfParams } from "../../scripts/manifest/jsonSchema.js";
import { zodOf } from "../../src/core/schema.js";

const lists = [...(await readEndpoints()).values()].flat().flatMap(({ id, params }) => {
  const { properties = {} } = schemaOfParams(params, true);
  const named = Object.entries(properties).filter(([, { type }]) => type === "array");
  return named.map(([name, { minItems = 0 }]) => ({ id, name, minItems, params }));
});

test.each(lists)("$name of $id has at least $minItems items", ({ name, minItems, params }) => {
  const { error } = zodOf(params, "request").safeParse({ [name]: [] });
  const isRefused = error?.issues.some(({ path }) => path[0] === name) === true;
  expect(isRefused).toBe(minItems > 0);
});

test("some have a bound, and some have none, also of the same list", () => {
  expect(new Set(lists.map(({ minItems }) => minItems))).toEqual(new Set([0, 1]));
  const children = lists.filter(({ id }) => /^flowerdocs\.folders\.\w+Children$/.test(id));
  expect(new Set(children.map(({ minItems }) => minItems))).toEqual(new Set([0, 1]));
});
