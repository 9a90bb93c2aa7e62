/** `exports` in `package.json` is the one list of entries: this names what an entry or a service lacks. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { beforeAll, describe, expect, it, test } from "vitest";
import { entries, filesIn, kebab, root, services } from "../../scripts/packageJson.js";
import { type PublicApi, readPublicApi } from "../../scripts/publicApi.js";

let api: PublicApi;

beforeAll(() => {
  api = readPublicApi();
}, 60_000);

const text = (path: string) => readFileSync(join(root, path), "utf8");

/** Folders of `src` with an `index.ts` that is for the SDK itself. */
const INTERNAL = ["core", "google"];

it("is complete: every folder of src with an index.ts is an entry, but for those that are internal", () => {
  const indexes = filesIn("src").filter((path) => /^(?:\w+\/)?index\.ts$/.test(path));
  const expected = indexes.filter((path) => !INTERNAL.includes(path.split("/")[0] ?? ""));
  const exported = entries.map(({ source }) => source.replace("src/", ""));
  expect(expected.filter((path) => !exported.includes(path))).toEqual([]);
});

describe.each(entries)("$name", ({ path, source, conditions }) => {
  it("has a source that exists and is named after it", () => {
    const folder = path.replace(/-[a-z]/g, (letter) => letter.slice(1).toUpperCase());
    const candidates = [`src/${folder}.ts`, `src/${folder}/index.ts`];
    expect(candidates).toContain(source);
    expect(existsSync(join(root, source))).toBe(true);
  });

  it("is built to files that are named after it", () => {
    const built = (suffix: string) => ({
      types: `./dist/${path}.d.${suffix}ts`,
      default: `./dist/${path}.${suffix}js`,
    });
    expect(conditions).toEqual({ "tessera-source": `./${source}`, import: built(""), require: built("c") });
    // Conditions are tried in the order in which they are written.
    expect(Object.keys(conditions)[0]).toBe("tessera-source");
  });
});

describe.each(services)("the service %s", (service) => {
  test("is an entry, and the package itself exports all values and types that this entry does", () => {
    expect(entries.map(({ path }) => path)).toContain(kebab(service));
    // Not by name: in the package itself, some have a name with that of the vendor.
    const whole = new Set(api.entries.get("tessera-sdk")?.values());
    const own = [...(api.entries.get(`tessera-sdk/${kebab(service)}`) ?? [])];
    expect(own.some(([, { flags }]) => flags & ts.SymbolFlags.Interface)).toBe(true);
    expect(own.filter(([, symbol]) => !whole.has(symbol)).map(([name]) => name)).toEqual([]);
  });

  test("has a page of documentation, and its row in the README", () => {
    expect(existsSync(join(root, `docs/${kebab(service)}.md`))).toBe(true);
    expect(text("README.md")).toContain(`\`tessera-sdk/${kebab(service)}\``);
  });

  test("has a folder of tests", () => {
    expect(existsSync(join(root, "test", service))).toBe(true);
  });

  test("is emulated", async () => {
    const { createEmulator } = await import("tessera-sdk/testing");
    expect(createEmulator()).toHaveProperty(service);
  });
});
