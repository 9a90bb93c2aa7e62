/** The method reference of Android Enterprise lists every method as the descriptors have it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { AndroidEnterprise } from "tessera-sdk";
import { expect, it } from "vitest";
import { root } from "../../scripts/packageJson.js";
import { methods, PREFIX, withMethodTable } from "./methodTable.js";

const path = join(root, "docs/android-enterprise-methods.md");
const page = withMethodTable(readFileSync(path, "utf8"));
const rows = page.split("\n").filter((line) => /^\| `\w+\.\w+` \| `[A-Z]+ /.test(line));
const rowOf = (name: string) => rows.find((row) => row.startsWith(`| \`${name}\` |`)) ?? "";

/** What goes over the wire, written from the vendor's description without our descriptors. */
const golden: Record<string, { request: { method: string; path: string; body: unknown } }> = JSON.parse(
  readFileSync(join(root, "test/wire/androidEnterprise.json"), "utf8"),
);

it("is current (`npx vitest run test/docs/methods.test.ts -u` updates it)", async () => {
  await expect(page).toMatchFileSnapshot(path);
});

it("lists each of the 77 methods once, and each is there to be called", () => {
  const client = new AndroidEnterprise({ auth: "access-token" }) as unknown as Record<string, Record<string, unknown>>;
  const named = rows.map((row) => /`(\w+)\.(\w+)`/.exec(row)?.slice(1) ?? []);
  expect(new Set(named.map((name) => name.join("."))).size).toBe(77);
  expect(named).toHaveLength(77);
  for (const [resource = "", method = ""] of named) {
    expect(client[resource]?.[method], `${resource}.${method}`).toBeTypeOf("function");
  }
});

it("says what the vendor's description says: verb, path, and whether there is a body", () => {
  expect(rows.map((row) => row.split("`")[1]).sort()).toEqual(Object.keys(golden).sort());
  for (const [name, { request }] of Object.entries(golden)) {
    const [, , , http = "", , counterpart = ""] = rowOf(name).split("`");
    const [verb, template = ""] = http.split(" ");
    expect(verb, name).toBe(request.method);
    const pattern = template.replace(/\{\w+\}/g, "[^/]+");
    expect(request.path, name).toMatch(new RegExp(`^${PREFIX}${pattern}$`));
    expect(counterpart.includes("requestBody"), name).toBe(request.body !== null);
  }
});

it("says as many are deprecated as the page says in words", () => {
  const deprecated = methods.filter(({ endpoint }) => endpoint.deprecated);
  expect(rows.filter((row) => row.includes("| yes |"))).toHaveLength(deprecated.length);
  expect(page).toContain(`**${deprecated.length} of the 77 methods**`);
});

it("finds no place for a table in a page without one", () => {
  expect(() => withMethodTable("# Android Enterprise")).toThrow("must hold these two lines");
});
