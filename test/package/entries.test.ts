/** `exports` in `package.json` is the one list of entries: this names what an entry or a service lacks. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { allServices, createEmulator } from "tessera-sdk/testing";
import ts from "typescript";
import { beforeAll, describe, expect, it, test } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import { entries, filesIn, kebab, root, services } from "../../scripts/packageJson.js";
import { type PublicApi, readPublicApi, serviceOf } from "../../scripts/publicApi.js";

let api: PublicApi;

beforeAll(() => {
  api = readPublicApi();
}, 60_000);

const text = (path: string) => readFileSync(join(root, path), "utf8");

/** Folders of `src` with an `index.ts` that is for the SDK itself. */
const INTERNAL = ["core", "google"];

it("is complete: every folder of src with an index.ts is an entry, except those that are internal", () => {
  const indexes = filesIn("src").filter((path) => /^(?:\w+\/)?index\.ts$/.test(path));
  const expected = indexes.filter((path) => !INTERNAL.includes(path.split("/")[0] ?? ""));
  const exported = entries.map(({ source }) => source.replace("src/", ""));
  const missing = expected.filter((path) => !exported.includes(path));
  expect(missing.map((path) => `package.json exports no entry for src/${path}`)).toEqual([]);
});

describe.each(entries)("$name", ({ path, source, conditions }) => {
  it("has a source that exists and is named after it", () => {
    const folder = path.replace(/-[a-z]/g, (letter) => letter.slice(1).toUpperCase());
    const candidates = [`src/${folder}.ts`, `src/${folder}/index.ts`];
    expect(candidates).toContain(source);
    expect(existsSync(join(root, source))).toBe(true);
  });

  it("is built to files that are named after it", () => {
    const built = (folder: string, suffix: string) => ({
      types: `./dist/${path}.d.${suffix}ts`,
      default: `./dist/${folder}${path}.${suffix}js`,
    });
    const node = { import: built("", ""), require: built("", "c") };
    const browser = { import: built("browser/", ""), require: built("browser/", "c") };
    expect(conditions).toEqual({
      "tessera-source": `./${source}`,
      "edge-light": browser,
      workerd: browser,
      worker: browser,
      browser,
      ...node,
    });
    if (path !== "index") {
      expect((packageJson.typesVersions["*"] as Record<string, string[]>)[path]).toEqual([`./dist/${path}.d.cts`]);
    }
    // Conditions are tried in the order in which they are written.
    expect(Object.keys(conditions)[0]).toBe("tessera-source");
    expect(Object.keys(conditions).slice(-2)).toEqual(["import", "require"]);
  });
});

/** Fails with a message that says what to do, and without a difference of long texts. */
function check(holds: boolean, message: string): void {
  if (!holds) expect.fail(message);
}

describe.each(services)("the service %s", (service) => {
  const page = kebab(service);
  const source = `src/${service}/index.ts`;

  test("is an entry that exports its client and types", () => {
    const entry = api.entries.get(`tessera-sdk/${page}`);
    check(entry !== undefined, `package.json exports no entry for ${source}: add "./${page}"`);
    const clients = api.clients.filter(({ declaration }) => serviceOf(declaration) === service);
    check(clients.length > 0, `${source} exports no client`);
    const symbols = [...(entry?.values() ?? [])];
    check(
      symbols.some(({ flags }) => flags & ts.SymbolFlags.Interface),
      `${source} exports no types`,
    );
  });

  test("has all its values and types in the package itself", () => {
    // Not by name: in the package itself, some have a name with that of the vendor.
    const whole = new Set(api.entries.get("tessera-sdk")?.values());
    const own = [...(api.entries.get(`tessera-sdk/${page}`) ?? [])];
    const missing = own.filter(([, symbol]) => !whole.has(symbol)).map(([name]) => name);
    expect(
      missing.map(
        (name) => `src/index.ts does not export ${name} of ${source}; what is ambiguous must be exported by name`,
      ),
    ).toEqual([]);
  });

  test("has a guide", () => {
    check(existsSync(join(root, `docs/${page}.md`)), `docs/${page}.md is missing`);
  });

  test("has a row in the README", () => {
    check(text("README.md").includes(`| \`tessera-sdk/${page}\` |`), `README.md has no row for tessera-sdk/${page}`);
  });

  test("is named in the changelog", () => {
    const clients = api.clients.filter(({ declaration }) => serviceOf(declaration) === service);
    const missing = clients.filter(({ name }) => !text("CHANGELOG.md").includes(`\`${name}\``));
    expect(missing.map(({ name }) => `CHANGELOG.md does not mention ${name}: add a line under Added`)).toEqual([]);
  });

  test("has tests", () => {
    const folder = `test/${service}`;
    const tests = existsSync(join(root, folder)) ? filesIn(folder, ".test.ts") : [];
    check(tests.length > 0, `${folder} has no *.test.ts`);
  });

  test("is emulated", () => {
    const names = allServices.map(({ name }): string => name);
    check(names.includes(service), `src/testing/services.ts does not list ${service}`);
    check(Object.hasOwn(createEmulator(), service), `createEmulator() has no ${service}`);
  });

  test("has its definition and the class of its emulator exported", () => {
    const definition = api.entries.get("tessera-sdk/testing")?.get(service);
    check(definition !== undefined, `src/testing/index.ts exports no definition of ${service}`);
    if (definition === undefined) return;
    const { checker } = api;
    const create = checker.getTypeOfSymbol(definition).getProperty("create");
    const [signature] = create ? checker.getTypeOfSymbol(create).getCallSignatures() : [];
    const emulated = signature?.getReturnType().symbol;
    check(emulated !== undefined, `${service} of src/testing/index.ts is not a ServiceDefinition`);
    const exported = new Set(api.entries.get("tessera-sdk/testing")?.values());
    const name = emulated?.name ?? "";
    check(
      emulated !== undefined && name !== "EmulatedService" && exported.has(emulated),
      `src/testing/index.ts exports no class of the emulated ${service}, which is ${name}`,
    );
  });
});
