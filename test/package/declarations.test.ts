/** The packed declarations: one class is one class to TypeScript, and other packages can build on them. */
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { entries, root } from "../../scripts/packageJson.js";
import { blocks } from "../docs/extract.js";
import runtimes from "../runtimes/full/package.json" with { type: "json" };
import { run } from "../support/process.js";
import { installed, type Packed, pack, packageJsonOf } from "./packed.js";

const MINUTES = 60_000;

let packed: Packed;
let dist: string;
/** The folders of the compilers, by name. */
let compilers: ReadonlyMap<string, string>;

beforeAll(async () => {
  packed = await pack();
  const installation = join(packed.full, "node_modules/tessera-sdk");
  dist = join(installation, "dist");
  const copy = join(packed.full, "node_modules/tessera-copy");
  await cp(installation, copy, { recursive: true });
  // TypeScript takes packages of one name and version for one.
  const text = JSON.stringify({ ...(await packageJsonOf(copy)), name: "tessera-copy", version: "0.0.1" });
  await writeFile(join(copy, "package.json"), text);
  const readme = await readFile(join(root, "README.md"), "utf8");
  const oldest = /TypeScript (\d+\.\d+) or later/.exec(readme)?.[1];
  const { "typescript-newest": newest } = runtimes.dependencies;
  compilers = new Map([
    ["oldest", await installed("typescript", `~${oldest}.0`)],
    ["own", join(root, "node_modules/typescript")],
    ["newest", await installed("typescript", newest.split("@")[1] ?? "")],
  ]);
}, 5 * MINUTES);

afterAll(() => packed?.remove());

describe("the declarations", () => {
  function readDeclarations() {
    const names = packed.files.filter((path) => /\.d\.c?ts$/.test(path)).map((path) => join(dist, "..", path));
    const program = ts.createProgram(names, {
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      types: [],
    });
    const sources = names.flatMap((name) => program.getSourceFile(name) ?? []);
    expect(sources.length).toBe(names.length);
    return { checker: program.getTypeChecker(), program, sources };
  }

  const visitAll = (node: ts.Node, visit: (node: ts.Node) => void): void => {
    visit(node);
    ts.forEachChild(node, (child) => visitAll(child, visit));
  };

  it("have nothing that makes two equal classes different, and nothing internal", () => {
    const { sources } = readDeclarations();
    const found: string[] = [];
    const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
    for (const source of sources) {
      const report = (node: ts.Node) => found.push(`${source.fileName.slice(dist.length)}: ${node.getText(source)}`);
      visitAll(source, (node) => {
        const isUnique = ts.isTypeOperatorNode(node) && node.operator === ts.SyntaxKind.UniqueKeyword;
        if (isUnique || ts.isPrivateIdentifier(node)) report(node);
        if (ts.canHaveModifiers(node) && ts.getCombinedModifierFlags(node as ts.Declaration) & hidden) report(node);
        if (ts.getJSDocTags(node).some(({ tagName }) => tagName.text === "internal")) report(node);
      });
    }
    expect(found).toEqual([]);
  });

  it("are those for `require`, whichever way an entry is loaded", () => {
    const { checker, program } = readDeclarations();
    const exportsOf = (file: string) => {
      const source = program.getSourceFile(join(dist, file));
      const module = source && checker.getSymbolAtLocation(source);
      return module ? checker.getExportsOfModule(module) : [];
    };
    const resolve = (symbol: ts.Symbol) =>
      symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    for (const { path } of entries) {
      const [esm, cjs] = [exportsOf(`${path}.d.ts`), exportsOf(`${path}.d.cts`)];
      expect(esm.length).toBeGreaterThan(0);
      expect(esm.map(({ name }) => name).sort()).toEqual(cjs.map(({ name }) => name).sort());
      const known = new Set(cjs.map(resolve));
      const twice = esm.filter((symbol) => !known.has(resolve(symbol))).map(({ name }) => name);
      expect({ path, twice: twice.sort() }).toEqual({ path, twice: TWICE[path] ?? [] });
    }
  });

  it("export each class and interface that they use as a type, so that other declarations can name it", () => {
    const { checker, program, sources } = readDeclarations();
    const exported = new Set<ts.Symbol>();
    for (const { path } of entries) {
      for (const ending of ["d.ts", "d.cts"]) {
        const source = program.getSourceFile(join(dist, `${path}.${ending}`));
        const module = source && checker.getSymbolAtLocation(source);
        for (const symbol of module ? checker.getExportsOfModule(module) : []) {
          exported.add(symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol);
        }
      }
    }
    const unnamed = new Set<string>();
    let references = 0;
    for (const source of sources) {
      visitAll(source, (node) => {
        if (!ts.isTypeReferenceNode(node)) return;
        const symbol = checker.getSymbolAtLocation(node.typeName);
        const target = symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
        const isOurs = target?.declarations?.some((each) => each.getSourceFile().fileName.startsWith(dist));
        // Aliases and parameters of types are written out.
        if (!target || !isOurs || !(target.flags & (ts.SymbolFlags.Class | ts.SymbolFlags.Interface))) return;
        references++;
        if (!exported.has(target)) unnamed.add(target.name);
      });
    }
    expect(references).toBeGreaterThan(500);
    expect([...unnamed]).toEqual([]);
  });
});

/** What uses types of a package, which may differ between `import` and `require`, by entry. */
const TWICE: Readonly<Record<string, readonly string[]>> = {
  otel: [
    "InstrumentOptions",
    "PropagationOptions",
    "UndiciRequestHeaders",
    "ignoreRequestHook",
    "instrument",
    "propagatingTransport",
  ],
  "testing/msw": ["HandlersOptions", "handlers"],
};

const TYPESCRIPTS = ["oldest", "own", "newest"];
const NODENEXT = { module: "nodenext", lib: ["es2022"], types: ["node"] };

/** Compiles files with one of the compilers, their libraries' declarations included. */
async function compile(compiler: string, name: string, files: string[], options: object): Promise<void> {
  const project = join(packed.full, `${name}-${compiler}.json`);
  const checks = { strict: true, skipLibCheck: false, skipDefaultLibCheck: true, target: "es2022", noEmit: true };
  await writeFile(project, JSON.stringify({ compilerOptions: { ...checks, ...options }, files }));
  const folder = compilers.get(compiler) ?? "";
  await run(process.execPath, [join(folder, "bin/tsc"), "-p", project], { cwd: packed.full });
}

describe.each(TYPESCRIPTS)("with the TypeScript that is the %s", (compiler) => {
  it("a client of one copy or module system is one of the other, and so is a double", {
    timeout: MINUTES,
  }, async () => {
    await cp(join(packed.full, "copies.mts"), join(packed.full, "copies.cts"));
    await compile(compiler, "copies", ["copies.mts", "copies.cts", "modes.cts"], NODENEXT);
  });

  it.each(["mts", "cts"])(
    "a wrapper has declarations that others can use: %s",
    { timeout: MINUTES },
    async (ending) => {
      const [fleet] = blocks.filter(({ page }) => page === "docs/wrapping.md");
      const sources = { [`fleet.${ending}`]: fleet?.code ?? "" };
      for (const name of ["inferred", "reexported", "wrapped"]) {
        const code = await readFile(join(packed.full, `${name}.mts`), "utf8");
        sources[`${name}.${ending}`] = code.replaceAll(".mjs", `.${ending.replace("ts", "js")}`);
      }
      const folder = `wrapper-${compiler}-${ending}`;
      const { [`wrapped.${ending}`]: user = "", ...wrappers } = sources;
      const from = join(packed.full, folder);
      await mkdir(join(from, "src"), { recursive: true });
      for (const [name, code] of Object.entries(wrappers)) await writeFile(join(from, "src", name), code);
      const emit = {
        noEmit: false,
        declaration: true,
        emitDeclarationOnly: true,
        rootDir: `${folder}/src`,
        outDir: folder,
      };
      await compile(
        compiler,
        `${folder}-emit`,
        Object.keys(wrappers).map((name) => `${folder}/src/${name}`),
        {
          ...NODENEXT,
          ...emit,
        },
      );
      await writeFile(join(from, `wrapped.${ending}`), user);
      const emitted = ["fleet", "inferred", "reexported"].map((name) => `${folder}/${name}.d.${ending}`);
      for (const path of emitted) {
        const text = await readFile(join(packed.full, path), "utf8");
        expect(text).not.toMatch(/\bany\b|tessera-sdk\/dist|\.\/node_modules/);
      }
      await compile(compiler, `${folder}-use`, [`${folder}/wrapped.${ending}`, ...emitted], NODENEXT);
    },
  );
});

// Version 7 has no node10.
it.each(["oldest", "own"])(
  "every entry resolves with moduleResolution node10: %s",
  { timeout: MINUTES },
  async (compiler) => {
    const imports = entries.map(({ name }, index) => `import * as entry${index} from "${name}";`);
    const uses = entries.map((_, index) => `entry${index}`);
    await writeFile(join(packed.full, "node10.ts"), [...imports, `export default [${uses}];`].join("\n"));
    // msw's own declarations need more than node10.
    const options = { module: "commonjs", moduleResolution: "node10", types: ["node"], skipLibCheck: true };
    await compile(compiler, "node10", ["node10.ts"], { ...options, lib: ["es2022", "dom", "dom.iterable"] });
  },
);
