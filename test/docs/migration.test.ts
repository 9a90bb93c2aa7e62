/** What the guide for users of `googleapis` says about names of types. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { root } from "../../scripts/packageJson.js";
import { isExportedName, type PublicApi, readPublicApi } from "../../scripts/publicApi.js";

const read = (path: string) => readFileSync(join(root, path), "utf8");

/** Google's names of its schemas. */
const schemas = [...read("test/androidEnterprise/facts.jsonl").matchAll(/^\{"schema":"(\w+)"/gm)].map(
  ([, name = ""]) => name,
);

const [, section = ""] = /^## Types\n([\s\S]*?)^## /m.exec(read("docs/migration-from-googleapis.md")) ?? [];

/** The types of ours that the table names, in its second column. */
const named = [...section.matchAll(/^\|[^|]*\|([^|]*)\|$/gm)]
  .flatMap(([, cell = ""]) => [...cell.matchAll(/`([A-Z]\w+)(?:<T>)?`/g)])
  .map(([, name = ""]) => name);

describe("the table of types", () => {
  let api: PublicApi;

  beforeAll(() => {
    api = readPublicApi();
  }, 60_000);

  const unknown = (names: readonly string[]) => names.filter((name) => !isExportedName(api, name));

  test("says that each schema of Google is exported under its own name, and how many there are", () => {
    expect(section).toContain(`for all ${schemas.length} of them`);
    expect(unknown(schemas)).toEqual([]);
    expect(unknown(["Schema"])).toEqual(["Schema"]);
  });

  test("names types that are exported", () => {
    expect(named).toEqual(expect.arrayContaining(["Users", "PolicyInput", "WithResponse", "CallOptions"]));
    expect(unknown(named.filter((name) => !["Promise", "Params", "Parameters"].includes(name)))).toEqual([]);
  });
});
