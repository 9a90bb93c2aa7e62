/** The built files themselves: what they import, how large they are, and what happens if one cannot be loaded. */
import { readdirSync, readFileSync } from "node:fs";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { builtinModules, createRequire } from "node:module";
import { dirname, extname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import * as esbuild from "esbuild";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import { DATA } from "../../scripts/operationFiles.js";
import { entries, filesIn, kebab, root, services } from "../../scripts/packageJson.js";
import { run } from "../support/process.js";
import { type Built, build } from "./built.js";

let built: Built;

beforeAll(async () => {
  built = await build(["fast-xml-parser"]);
}, 60_000);
afterAll(() => built?.remove());

interface BuiltFile {
  /** Path in `dist`. */
  path: string;
  text: string;
  imports: string[];
  /** Statements other than imports and exports. */
  statements: number;
}

function files(): BuiltFile[] {
  const paths = readdirSync(built.dist, { recursive: true, encoding: "utf8" }).filter((path) => /\.c?js$/.test(path));
  return paths.map((path) => {
    const text = readFileSync(join(built.dist, path), "utf8");
    const { importedFiles } = ts.preProcessFile(text, true, true);
    const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest);
    const statements = source.statements.filter(
      (each) =>
        !ts.isImportDeclaration(each) && !ts.isExportDeclaration(each) && !/^["']use strict/.test(each.getText(source)),
    );
    return { path, text, imports: importedFiles.map(({ fileName }) => fileName), statements: statements.length };
  });
}

/** Calls of `import` and `require`, and whether they are made when the file is loaded. */
function callsIn(text: string): { kind: string; name: string; top: boolean }[] {
  const found: { kind: string; name: string; top: boolean }[] = [];
  const visit = (node: ts.Node, top: boolean): void => {
    if (ts.isCallExpression(node)) {
      const isImport = node.expression.kind === ts.SyntaxKind.ImportKeyword;
      const isRequire = ts.isIdentifier(node.expression) && node.expression.text === "require";
      const [name] = node.arguments;
      const kind = isImport ? "import" : isRequire ? "require" : undefined;
      if (kind && name && ts.isStringLiteralLike(name)) found.push({ kind, name: name.text, top });
      else if (kind) found.push({ kind, name: "?", top });
    }
    ts.forEachChild(node, (child) => visit(child, top && !ts.isFunctionLike(child)));
  };
  visit(ts.createSourceFile("file.js", text, ts.ScriptTarget.Latest), true);
  return found;
}

const isEntry = (path: string) => !/(?:^|\/)(?:chunk|generate)-/.test(path);

describe("each built file", () => {
  it("names modules of Node with their prefix, and else imports files of its own or dependencies", () => {
    const allowed = [...Object.keys(packageJson.dependencies), ...Object.keys(packageJson.peerDependencies)];
    const entryNames = entries.map(({ name }) => name);
    const strays = files().flatMap(({ path, imports }) =>
      imports
        .filter((name) => !name.startsWith(".") && !allowed.some((each) => `${name}/`.startsWith(`${each}/`)))
        // The command imports the entries that every program does.
        .filter((name) => !(path.startsWith("cli/") && entryNames.includes(name)))
        .filter((name) => !(name.startsWith("node:") && builtinModules.includes(name.slice(5))))
        .map((name) => `${path}: ${name}`),
    );
    expect(strays).toEqual([]);
    expect(files().flatMap(({ imports }) => imports)).toContain("node:zlib");
  });

  it("loads with `require` in CommonJS, later than it is called and so as a promise", () => {
    const scripts = files().filter(({ path }) => path.endsWith(".cjs"));
    const calls = scripts.flatMap(({ path, text }) => callsIn(text).map((call) => [path, call] as const));
    expect(calls.filter(([, { kind }]) => kind === "import")).toEqual([]);
    // Whether a package is there shows when it is needed: at the top there are only files of this package and of Node.
    const early = calls.filter(([, { kind, top }]) => kind === "require" && top).map(([, { name }]) => name);
    expect(early.filter((name) => !/^\.|^node:|^(?:bullmq|msw|@opentelemetry\/api)$/.test(name))).toEqual([]);
    const late = calls.filter(([, { kind, top }]) => kind === "require" && !top).map(([, { name }]) => name);
    for (const name of Object.keys(packageJson.dependencies)) expect(late).toContain(name);
  });

  it("has something in it, is an entry or imported by another, and imports nothing for its effects", () => {
    const all = files();
    const imported = all.flatMap(({ path, imports }) =>
      imports.filter((name) => name.startsWith(".")).map((name) => join(dirname(path), name)),
    );
    expect(all.filter(({ path, statements }) => !isEntry(path) && statements === 0).map(({ path }) => path)).toEqual(
      [],
    );
    expect(all.filter(({ path }) => !isEntry(path) && !imported.includes(path)).map(({ path }) => path)).toEqual([]);
    expect(all.filter(({ text }) => /^import\s*['"]/m.test(text)).map(({ path }) => path)).toEqual([]);
  });

  it("imports OpenTelemetry's API in its entry alone", () => {
    const importers = files().filter(({ imports }) => imports.includes("@opentelemetry/api"));
    expect(importers.map(({ path }) => path).sort()).toEqual(
      ["otel.cjs", "otel.js", "browser/otel.cjs", "browser/otel.js"].sort(),
    );
  });

  it("knows nothing of Node and generates no code, below `browser`", () => {
    const browser = files().filter(({ path }) => path.startsWith("browser/"));
    expect(browser.length).toBeGreaterThan(20);
    const code = ({ path, text }: BuiltFile) =>
      ts.transpileModule(text, {
        fileName: path,
        compilerOptions: { removeComments: true, target: ts.ScriptTarget.ESNext },
      }).outputText;
    const found = browser.flatMap((file) =>
      [...code(file).matchAll(/\bprocess\b[.?[]|\bBuffer\.|node:|\bFunction\(|\bnew F\(/g)].map(
        ([text]) => `${file.path}: ${text}`,
      ),
    );
    expect(found).toEqual([]);
    const packages = new Set(browser.flatMap(({ imports }) => imports).filter((name) => !name.startsWith(".")));
    expect([...packages].sort()).toEqual(["@opentelemetry/api", "bullmq", "fast-xml-parser", "msw"]);
  });
});

describe("the manifest", () => {
  it("is imported by its own entry alone, each service when it is loaded, the same file by every build", () => {
    const isOfManifest = (path: string) => dirname(path) === "operations";
    const importers = files().filter(
      ({ path, imports }) => !isOfManifest(path) && imports.some((name) => isOfManifest(join(dirname(path), name))),
    );
    const expected = ["operations.cjs", "operations.js", "browser/operations.cjs", "browser/operations.js"];
    expect(importers.map(({ path }) => path).sort()).toEqual(expected.sort());
    for (const { path, imports } of importers) {
      const ending = extname(path);
      const loaded = imports.map((name) => join(dirname(path), name)).filter(isOfManifest);
      expect(loaded.sort()).toEqual(
        readdirSync(join(root, DATA)).map((name) => `operations/${name}`.replace(".json", ending)),
      );
    }
  });

  it("has the same in each of its forms", async () => {
    const require = createRequire(join(built.dist, "operations.cjs"));
    for (const name of readdirSync(join(root, DATA))) {
      const source: unknown = JSON.parse(readFileSync(join(root, DATA, name), "utf8"));
      const path = join(built.dist, "operations", name);
      const module = (await import(pathToFileURL(path.replace("json", "js")).href)) as { default: unknown };
      const forms = [require(path), (require(path.replace("json", "cjs")) as typeof module).default, module.default];
      for (const form of forms) expect(form).toEqual(source);
    }
  });
});

describe("what stands in for a file without Node", () => {
  it("has the exports of that file, as the compiler checks", () => {
    const standIns = filesIn("src", ".browser.ts").map((path) => `../../src/${path.replace(/\.ts$/, ".js")}`);
    const checked = readFileSync(join(root, "test/types/browser.test-d.ts"), "utf8");
    expect(standIns.length).toBeGreaterThan(3);
    for (const path of standIns) {
      expect(checked).toContain(`same<typeof import("${path.replace(".browser", "")}")>(import("${path}"));`);
    }
  });
});

/** Each file costs most of a millisecond when a program starts, so that entries must not split what all of them share. */
it.each(services)("the client of %s is read from few files", (service) => {
  const all = new Map(files().map((file) => [file.path, file]));
  const read = new Set<string>();
  const visit = (path: string) => {
    if (read.has(path)) return;
    read.add(path);
    const { text = "" } = all.get(path) ?? {};
    // What is loaded when it is needed is in parentheses.
    for (const [, name = ""] of text.matchAll(/^(?:import|export)[^;(]*?from\s*["'](\.[^"']+)["']/gm))
      visit(join(dirname(path), name));
  };
  visit(`${kebab(service)}.js`);
  expect(read.size).toBeGreaterThan(5);
  expect(read.size).toBeLessThanOrEqual(20);
});

describe("one Google service in a browser", () => {
  it.each([
    ["android-enterprise", "AndroidEnterprise", 43],
    // Two APIs, and what is composed of their methods.
    ["chrome-directory", "ChromeDirectory", 49],
  ])("is of a bounded size: %s, %s", async (entry, client, limitKb) => {
    const { outputFiles, warnings } = await esbuild.build({
      stdin: { contents: `export { ${client} } from "tessera-sdk/${entry}";`, resolveDir: built.project },
      bundle: true,
      minify: true,
      format: "esm",
      platform: "browser",
      write: false,
    });
    const [output] = outputFiles;
    const size = gzipSync(output?.contents ?? "", { level: 9 }).length;
    console.log(`${entry} in a browser: ${(size / 1000).toFixed(1)} kB`);
    expect(warnings).toEqual([]);
    expect(size).toBeGreaterThan(10_000);
    expect(size).toBeLessThanOrEqual(limitKb * 1_000);
  });
});

/** Prints how often code was generated in 120 calls of two schemas, all of which must succeed. */
const PROGRAM = `
  process.on("unhandledRejection", (error) => { console.error("unhandled", error); process.exit(1); });
  let generated = 0;
  globalThis.Function = new Proxy(Function, { construct(target, args) { generated++; return new target(...args); } });
  async function main({ AndroidEnterprise, InvalidParamsError }, { createEmulator }) {
    const emulator = createEmulator();
    const client = new AndroidEnterprise({ auth: emulator.issueToken(), transport: emulator.transport });
    const pause = () => new Promise((resolve) => setImmediate(resolve));
    for (let nth = 0; nth < 120; nth++) {
      const { id } = await client.enterprises.get({ enterpriseId: "LC00lwk1yg" });
      if (id !== "LC00lwk1yg") throw new Error("unexpected " + id);
      await client.users.get({ enterpriseId: "LC00lwk1yg", userId: "110001" });
      await pause();
    }
    const error = await client.users.get({ enterpriseId: 1 }).catch((error) => error);
    if (!(error instanceof InvalidParamsError)) throw new Error("unexpected " + error);
    console.log(generated);
  }`;
const PROGRAMS = {
  "program.mjs": `${PROGRAM}
    main(await import("tessera-sdk/android-enterprise"), await import("tessera-sdk/testing"));`,
  "program.cjs": `${PROGRAM}
    main(require("tessera-sdk/android-enterprise"), require("tessera-sdk/testing"));`,
};

/** What becomes of the module that generates validators. */
const DAMAGES: [name: string, text: (format: string) => string | undefined][] = [
  ["is missing", () => undefined],
  ["has no such export", (format) => (format === "mjs" ? "export {};" : "module.exports = {};")],
  ["cannot be parsed", () => "export {"],
  ["throws when it is loaded", () => "throw new Error('not here');"],
  [
    "is another version",
    (format) =>
      format === "mjs" ? "export const compile = () => { throw 1; };" : "exports.compile = () => { throw 1; };",
  ],
];

describe.each(["mjs", "cjs"] as const)("generated validators, in %s", { timeout: 60_000 }, (format) => {
  const program = `program.${format}` as const;

  /** Runs the program in a copy of the project. @returns how often it tried to generate code. */
  async function attempts(flags: string[], damage?: (text: string) => string | undefined): Promise<number> {
    const copy = await mkdtemp(join(dirname(built.project), "copy-"));
    try {
      await cp(built.project, copy, { recursive: true });
      await writeFile(join(copy, program), PROGRAMS[program]);
      const dist = join(copy, "node_modules/tessera-sdk/dist");
      const generators = readdirSync(dist).filter((path) => path.startsWith("generate-"));
      expect(generators).toHaveLength(2);
      for (const path of generators) {
        const text = damage?.(format);
        if (damage) await rm(join(dist, path));
        if (text !== undefined) await writeFile(join(dist, path), text);
      }
      return Number(await run(process.execPath, [...flags, program], { cwd: copy }));
    } finally {
      await rm(copy, { recursive: true });
    }
  }

  it("are made where they can be", async () => {
    expect(await attempts([])).toBeGreaterThan(2);
  });

  it("are tried once where no code may be generated, and no call fails", async () => {
    expect(await attempts(["--disallow-code-generation-from-strings"])).toBe(1);
  });

  it.each(DAMAGES)("are left out if their module %s, and no call fails", async (_, damage) => {
    expect(await attempts([], damage)).toBe(1);
  });
});
