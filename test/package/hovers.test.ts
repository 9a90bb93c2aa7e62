/** What an editor shows of the packed declarations when the mouse rests on a name. */
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import { afterAll, beforeAll, expect, it } from "vitest";
import { root } from "../../scripts/packageJson.js";
import {
  type Entries,
  isExportedName,
  isPublic,
  linkedNames,
  type PublicApi,
  publicApiOf,
} from "../../scripts/publicApi.js";
import { run } from "../support/process.js";
import { packageJsonOf, packTarball } from "./packed.js";

const MINUTES = 60_000;

/** Other tags are comments that TypeScript read otherwise than they were meant, such as `@throws {@link X}`. */
const KNOWN_TAGS = [
  "param",
  "returns",
  "throws",
  "example",
  "see",
  "deprecated",
  "default",
  "typeParam",
  "template",
  "secret",
];

interface Hover {
  /** Such as `AndroidEnterprise.devices.get`. */
  name: string;
  info: ts.QuickInfo;
}

let temp: string;
let api: PublicApi;
let hovers: Hover[];

beforeAll(async () => {
  temp = await mkdtemp(join(tmpdir(), "tessera-hovers-"));
  const { tarball, remove } = await packTarball();
  const modules = join(temp, "node_modules");
  await mkdir(modules);
  await run("tar", ["-xzf", tarball, "-C", modules]);
  await remove();
  await run("mv", [join(modules, "package"), join(modules, "tessera-sdk")]);
  // Peers of which declarations need the types.
  for (const scope of ["@types", "@opentelemetry"]) await mkdir(join(modules, scope));
  const peers = ["msw", "@opentelemetry/api", "@types/node"];
  for (const name of peers) await symlink(join(root, "node_modules", name), join(modules, name));
  await writeFile(join(temp, "package.json"), '{ "type": "module" }');
  ({ api, hovers } = await readHovers(temp));
}, 5 * MINUTES);

afterAll(() => rm(temp, { recursive: true, force: true }));

/** Asks the language service for the quick info of every exported function and class, and of every method. */
async function readHovers(project: string): Promise<{ api: PublicApi; hovers: Hover[] }> {
  const entries = await packedEntries(join(project, "node_modules/tessera-sdk"));
  const path = join(project, "hover.ts");
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    lib: ["lib.es2023.d.ts", "lib.esnext.disposable.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
    types: ["node"],
    strict: true,
    skipLibCheck: true,
  };
  const texts = new Map([[path, ""]]);
  const host: ts.LanguageServiceHost = {
    getScriptFileNames: () => [path, ...entries.values()],
    getScriptVersion: (file) => String(texts.get(file)?.length ?? 0),
    getScriptSnapshot: (file) => {
      const text = texts.get(file) ?? ts.sys.readFile(file);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => project,
    getCompilationSettings: () => options,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (file) => texts.has(file) || ts.sys.fileExists(file),
    readFile: (file) => texts.get(file) ?? ts.sys.readFile(file),
    readDirectory: ts.sys.readDirectory,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
    realpath: (file) => file,
  };
  const service = ts.createLanguageService(host, ts.createDocumentRegistry());
  const first = service.getProgram();
  if (first === undefined) throw new Error("The language service has no program");
  const uses = usesOf(publicApiOf(first, entries));
  const imports = [...entries.keys()].map((entry, index) => `import * as entry${index} from "${entry}";`);
  texts.set(path, [...imports, ...uses.map(({ code }) => `${code};`), ""].join("\n"));

  const program = service.getProgram();
  const file = program?.getSourceFile(path);
  if (program === undefined || file === undefined) throw new Error("The language service lost its file");
  const errors = program
    .getSemanticDiagnostics(file)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
  expect(errors).toEqual([]);
  const lines = file.getLineStarts();
  const found = uses.map(({ name, code }, index): Hover => {
    const position = (lines[imports.length + index] ?? 0) + code.lastIndexOf(".") + 1;
    const info = service.getQuickInfoAtPosition(path, position);
    if (info === undefined) throw new Error(`An editor shows nothing for ${name}`);
    return { name, info };
  });
  return { api: publicApiOf(program, entries), hovers: found };
}

async function packedEntries(folder: string): Promise<Entries> {
  const { name, exports } = await packageJsonOf(folder);
  const targets = Object.entries(exports as Record<string, { import?: { types?: string } }>);
  return new Map(
    targets.flatMap(([path, { import: esm }]) => {
      return esm?.types === undefined ? [] : [[path.replace(".", name), join(folder, esm.types)] as const];
    }),
  );
}

interface Use {
  name: string;
  /** An expression that ends with the name in question. */
  code: string;
}

function usesOf({ checker, entries, clients }: PublicApi): Use[] {
  const uses = new Map<string, Use>();
  // Their methods are reached through the clients.
  const groups = new Set(clients.flatMap(({ resources }) => [...resources.values()]));
  const add = (name: string, code: string) => {
    if (!uses.has(name)) uses.set(name, { name, code });
  };
  for (const [index, exports] of [...entries.values()].entries()) {
    for (const [name, symbol] of exports) {
      const isClass = (symbol.flags & ts.SymbolFlags.Class) !== 0;
      const isInterface = (symbol.flags & ts.SymbolFlags.Interface) !== 0;
      if (isClass || symbol.flags & ts.SymbolFlags.Function) add(name, `entry${index}.${name}`);
      if (!(isClass || isInterface) || groups.has(symbol)) continue;
      const declared = checker.getDeclaredTypeOfSymbol(symbol) as ts.InterfaceType;
      const { length: arity } = declared.typeParameters ?? [];
      const instance = isClass
        ? `entry${index}.${name}.prototype`
        : `(null! as entry${index}.${name}${arity > 0 ? `<${"any,".repeat(arity).slice(0, -1)}>` : ""})`;
      for (const member of checker.getPropertiesOfType(declared)) {
        const isOwn = member.declarations?.some((node) => node.getSourceFile().fileName.includes("/tessera-sdk/"));
        if (isOwn && member.flags & ts.SymbolFlags.Method && isPublic(member))
          add(`${name}.${member.name}`, `${instance}.${member.name}`);
      }
      const client = clients.find(({ symbol: found }) => found === symbol);
      for (const resource of client?.resources.keys() ?? []) add(`${name}.${resource}`, `${instance}.${resource}`);
      for (const { resource, name: method } of client?.methods ?? [])
        if (resource !== "") add(`${name}.${resource}.${method}`, `${instance}.${resource}.${method}`);
    }
  }
  return [...uses.values()];
}

const tagsOf = ({ info }: Hover) => (info.tags ?? []).map(({ name, text }) => ({ name, text: textOf(text) }));
const textOf = (parts: ts.SymbolDisplayPart[] | undefined) => ts.displayPartsToString(parts);

it("is asked of every client, of all their resources and of what else is exported", () => {
  const names = hovers.map(({ name }) => name);
  expect(api.clients.map(({ name }) => name).length).toBeGreaterThanOrEqual(4);
  for (const { name, methods } of api.clients) {
    expect(names).toContain(name);
    expect(methods.length).toBeGreaterThan(0);
    for (const { resource, name: method } of methods)
      expect(names).toContain([name, resource, method].filter((part) => part !== "").join("."));
  }
  expect(names).toEqual(expect.arrayContaining(["Pager.toArray", "googleAuth", "createEmulator", "Emulator.fail"]));
  expect(hovers.length).toBeGreaterThan(120);
});

it("shows only tags that were meant as tags", () => {
  const stray = hovers.flatMap((hover) =>
    tagsOf(hover)
      .filter(({ name }) => !KNOWN_TAGS.includes(name))
      .map(({ name }) => `${hover.name}: @${name}`),
  );
  expect(stray).toEqual([]);
});

it("shows a summary", () => {
  const silent = hovers.filter(({ info }) => textOf(info.documentation).trim() === "");
  expect(silent.map(({ name }) => name)).toEqual([]);
});

it("has words before the link of a `@throws`", () => {
  const bare = hovers.flatMap((hover) =>
    tagsOf(hover)
      .filter(({ name, text }) => name === "throws" && /^\s*(?:[{[]|$)/.test(text))
      .map(({ text }) => `${hover.name}: @throws ${text}`),
  );
  expect(bare).toEqual([]);
});

it("links only to what is exported", () => {
  const broken = hovers.flatMap((hover) => {
    const texts = [textOf(hover.info.documentation), ...tagsOf(hover).map(({ text }) => text)];
    return texts
      .flatMap(linkedNames)
      .filter((target) => !isExportedName(api, target))
      .map((target) => `${hover.name}: {@link ${target}}`);
  });
  expect(broken).toEqual([]);
});
