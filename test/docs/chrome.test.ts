/** The tables of scopes and of queries in the guides of Chrome are those of the descriptors and compilers. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, test } from "vitest";
import { root } from "../../scripts/packageJson.js";
import { directoryBackend, managementBackend } from "../../src/chromeDirectory/backend.js";
import { orgUnitsEndpoints } from "../../src/chromeDirectory/directory/orgUnits.js";
import { browserQuery, tokenQuery } from "../../src/chromeDirectory/directory/query.js";
import { chromeManagementEndpoints } from "../../src/chromeDirectory/endpoints.js";
import { browserFilter, tokenFilter } from "../../src/chromeDirectory/management/filter.js";
import { browserFilter as browserConditions, enrollmentTokenFilter } from "../../src/chromeDirectory/where.js";
import { namesAt } from "../../src/core/shape.js";

/** The cells of the table below a heading. */
function tableIn(page: string, heading: string): string[][] {
  const text = readFileSync(join(root, "docs", page), "utf8");
  const [, section = ""] = text.split(`\n## ${heading}\n`);
  const lines = (section.split("\n## ")[0] ?? "").split("\n").filter((line) => line.startsWith("|"));
  return lines.slice(2).map((line) =>
    line
      .slice(1, -1)
      .split("|")
      .map((cell) => cell.trim()),
  );
}

describe("the table of scopes", () => {
  const AUTH = "https://www.googleapis.com/auth/";
  const textOf = (scopes: readonly string[]) => scopes.map((scope) => `\`${scope.replace(AUTH, "")}\``).join(", ");
  const rows = new Map(tableIn("chrome-directory.md", "Scopes").map(([method = "", ...scopes]) => [method, scopes]));

  const methods = Object.entries(chromeManagementEndpoints).flatMap(([resource, endpoints]) =>
    Object.entries(endpoints).map(([method, { scopes }]) => ({ name: `${resource}.${method}`, scopes })),
  );
  const ofDirectory = [directoryBackend.enrollmentTokens, directoryBackend.browsers].flatMap((each) =>
    Object.values<{ id: string; scopes?: readonly string[] }>(each),
  );

  test.each(methods)("has those of $name", ({ name, scopes = [] }) => {
    const found = ofDirectory.find(({ id }) => id === `chromedirectory.${name}`)?.scopes;
    const inDirectory = name === "enrollmentTokens.get" ? "as `list`" : textOf(found ?? []);
    expect(rows.get(`\`${name}\``)).toEqual([inDirectory, textOf(scopes)]);
  });

  it("has those of a look-up, and no other row", () => {
    const lookUp = textOf(orgUnitsEndpoints.get.scopes ?? []);
    expect(rows.get("looking up a [unit](#organizational-units)")).toEqual([lookUp, lookUp]);
    expect(rows.size).toBe(methods.length + 1);
  });
});

describe("the table of queries", () => {
  const code = (cell = "") => cell.slice(1, -1);
  const rows = tableIn("chrome-management.md", "Queries").map(([where, ...queries]) => ({
    name: code(where).split(":")[0] ?? "",
    where: code(where),
    queries: queries.map(code),
  }));

  it("has each condition once", () => {
    const names = [...namesAt(enrollmentTokenFilter, []), ...namesAt(browserConditions, [])];
    expect(rows.map(({ name }) => name).sort()).toEqual(names.sort());
  });

  test.each(rows)("has what $where is compiled to", ({ name, where: text, queries }) => {
    const where = new Function(`return { ${text} }`)();
    const ofTokens = namesAt(enrollmentTokenFilter, []).includes(name);
    const compiled = ofTokens
      ? [tokenQuery({ where }), tokenFilter({ where })]
      : [browserQuery({ where }), browserFilter({ where })];
    expect(queries).toEqual(compiled);
  });
});

test("every method of both APIs has a row", () => {
  const named = tableIn("chrome-directory.md", "Methods").flatMap(([cell = ""]) => cell.match(/\w+\.\w+(?=`)/g) ?? []);
  for (const [resource, endpoints] of Object.entries({ ...chromeManagementEndpoints, ...managementBackend })) {
    if (typeof endpoints !== "object" || resource === "orgUnits") continue;
    for (const method of Object.keys(endpoints)) expect(named).toContain(`${resource}.${method}`);
  }
});
