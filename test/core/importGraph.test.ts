import { readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import { filesIn, root, services } from "../../scripts/packageJson.js";

const SRC = join(root, "src");

interface Import {
  /** Path below `src`. */
  from: string;
  /** Path below `src` where it is a file of ours, else the name of a package. */
  to: string;
  ours: boolean;
  /** `type` is erased by the compiler, `dynamic` runs when it is reached. */
  how: "static" | "type" | "dynamic";
}

const sourceFiles = () => filesIn("src", ".ts");

const isErased = (clause: ts.ImportClause | undefined): boolean => {
  if (clause === undefined) return false;
  if (clause.isTypeOnly) return true;
  const bindings = clause.namedBindings;
  const named = bindings && ts.isNamedImports(bindings) ? bindings.elements : undefined;
  return clause.name === undefined && named !== undefined && named.length > 0 && named.every((name) => name.isTypeOnly);
};

function importsOf(from: string): Import[] {
  const source = ts.createSourceFile(from, readFileSync(join(SRC, from), "utf8"), ts.ScriptTarget.Latest, true);
  const found: Import[] = [];
  const add = (specifier: ts.Node | undefined, how: Import["how"]) => {
    if (specifier === undefined || !ts.isStringLiteralLike(specifier)) {
      throw new Error(`${from} imports what only shows when it runs`);
    }
    const ours = specifier.text.startsWith(".");
    const path = () => relative(SRC, resolve(SRC, dirname(from), specifier.text)).replace(/\.js$/, ".ts");
    found.push({ from, to: ours ? path() : specifier.text, ours, how });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isErased(node.importClause) ? "type" : "static");
    else if (ts.isExportDeclaration(node) && node.moduleSpecifier)
      add(node.moduleSpecifier, node.isTypeOnly ? "type" : "static");
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, "type");
    else if (ts.isImportEqualsDeclaration(node)) throw new Error(`${from} has an import that is CommonJS`);
    else if (ts.isCallExpression(node)) {
      const { kind } = node.expression;
      if (kind === ts.SyntaxKind.ImportKeyword || node.expression.getText(source) === "require")
        add(node.arguments[0], "dynamic");
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const FILES = sourceFiles();
const IMPORTS = FILES.flatMap(importsOf);

/** Services that use what Google's services share. */
const GOOGLE = ["androidEnterprise", "chromeDirectory"];
const areaOf = (path: string) => (path.includes("/") ? path.slice(0, path.indexOf("/")) : "root");
const show = ({ from, to, how }: Import) => `${from} -> ${to} (${how})`;

/** What each area may import besides itself. */
const ALLOWED: Record<string, string[]> = {
  core: [],
  google: ["core"],
  ...Object.fromEntries(services.map((name) => [name, GOOGLE.includes(name) ? ["google", "core"] : ["core"]])),
  testing: [...services, "google", "core"],
  operations: ["core"],
  bulk: ["core"],
  redis: ["bulk", "core"],
  bullmq: ["redis", "bulk", "core"],
  otel: ["core"],
  cli: [],
  root: [...services, "google", "core"],
};

test("every source file is in an area whose place in the order is known", () => {
  expect([...new Set(FILES.map(areaOf))].sort()).toEqual(Object.keys(ALLOWED).sort());
  expect(IMPORTS.length).toBeGreaterThan(100);
});

test("every import of ours leads to a file", () => {
  const files = [...FILES, ...filesIn("src", ".json")];
  expect(IMPORTS.filter(({ ours, to }) => ours && !files.includes(to)).map(show)).toEqual([]);
});

test.each(Object.entries(ALLOWED))("%s imports only itself and %j", (area, allowed) => {
  const strays = IMPORTS.filter(({ from, to, ours }) => {
    if (!ours || areaOf(from) !== area) return false;
    return areaOf(to) !== area && !allowed.includes(areaOf(to));
  });
  const hint = `If ${area} is a Google service, add it to GOOGLE in test/core/importGraph.test.ts`;
  expect(strays.map(show), strays.some(({ to }) => areaOf(to) === "google") ? hint : undefined).toEqual([]);
});

test("index.ts re-exports and holds no logic", () => {
  const root = FILES.filter((path) => areaOf(path) === "root");
  expect(root).toEqual(["index.ts"]);
  const source = ts.createSourceFile("index.ts", readFileSync(join(SRC, "index.ts"), "utf8"), ts.ScriptTarget.Latest);
  expect(source.statements.every(ts.isExportDeclaration)).toBe(true);
});

/** The command is bundled, and uses the package by its public entries. */
describe("the command", () => {
  const uses = IMPORTS.filter(({ from, ours }) => areaOf(from) === "cli" && !ours);

  test("imports entries of the package, modules of Node, and libraries that it bundles", () => {
    const bundled = Object.keys(packageJson.devDependencies);
    const strays = uses.filter(({ to }) => {
      if (to.startsWith("node:") || to === "tessera-sdk" || to.startsWith("tessera-sdk/")) return false;
      return !bundled.some((name) => to === name || to.startsWith(`${name}/`));
    });
    expect(strays.map(show)).toEqual([]);
  });

  test("loads the clients and the emulator when they are needed", () => {
    const early = uses.filter(({ to, how }) => how === "static" && to.startsWith("tessera-sdk"));
    expect(early.map(({ to }) => to)).toEqual(["tessera-sdk/operations"]);
  });
});

describe("a package", () => {
  const packageOf = (name: string) => name.replace(/^((?:@[^/]+\/)?[^/]+).*$/, "$1");
  const others = IMPORTS.filter(({ from, ours, to }) => !ours && !to.startsWith("node:") && areaOf(from) !== "cli");

  /** `where` alone may load it, and only when it is needed; its neighbors may use its types. */
  const lazy: Record<string, string> = {
    undici: "core/transport/undiciConnect.ts",
    "fast-xml-parser": "adobePass/xml.ts",
    "google-auth-library": "google/library.ts",
  };

  test.each(Object.entries(lazy))("%s is imported by %s alone, when it is needed or for its types", (name, where) => {
    const uses = others.filter(({ to }) => packageOf(to) === name);
    expect(uses.some(({ how }) => how === "dynamic")).toBe(true);
    const isAllowed = ({ from, how }: (typeof uses)[number]) =>
      how === "type" ? dirname(from) === dirname(where) : from === where && how === "dynamic";
    expect(uses.filter((use) => !isAllowed(use)).map(show)).toEqual([]);
  });

  test("msw is imported by its adapter alone, which no other file imports", () => {
    const uses = others.filter(({ to }) => packageOf(to) === "msw");
    expect([...new Set(uses.map(({ from }) => from))]).toEqual(["testing/msw.ts"]);
    expect(IMPORTS.filter(({ to }) => to === "testing/msw.ts").map(show)).toEqual([]);
  });

  test.each([
    ["@opentelemetry/api", "otel"],
    ["bullmq", "bullmq"],
  ])("%s is imported by its entry alone, which no other file imports", (name, area) => {
    const uses = others.filter(({ to }) => packageOf(to) === name);
    expect([...new Set(uses.map(({ from }) => areaOf(from)))]).toEqual([area]);
    expect(IMPORTS.filter(({ from, to }) => areaOf(to) === area && areaOf(from) !== area).map(show)).toEqual([]);
  });

  test("is imported by its public entry only", () => {
    const deep = others.filter(({ to }) => to !== packageOf(to) && to !== "zod/mini");
    expect(deep.map(show)).toEqual([]);
  });

  test("is one of those that are known", () => {
    const known = [...Object.keys(lazy), "@opentelemetry/api", "bullmq", "msw", "zod"];
    expect(others.filter(({ to }) => !known.includes(packageOf(to))).map(show)).toEqual([]);
  });
});

test("nothing that must run elsewhere imports a module of Node with its file", () => {
  const loaded = IMPORTS.filter(
    ({ from, to, how }) => to.startsWith("node:") && how === "static" && !["testing", "cli"].includes(areaOf(from)),
  );
  expect(loaded.map(show)).toEqual([]);
});

test("modules of Node are named with their prefix", () => {
  const builtins = ["fs", "http", "https", "net", "path", "stream", "url", "util", "zlib", "crypto", "events"];
  expect(IMPORTS.filter(({ to }) => builtins.includes(to)).map(show)).toEqual([]);
});

test("no files import each other in a circle, type-only imports included", () => {
  const next = new Map<string, string[]>(FILES.map((file) => [file, []]));
  for (const { from, to, ours } of IMPORTS) if (ours) next.get(from)?.push(to);
  const circles: string[] = [];
  const done = new Set<string>();
  const walk = (file: string, path: string[]): void => {
    if (path.includes(file)) {
      circles.push([...path.slice(path.indexOf(file)), file].join(" -> "));
      return;
    }
    if (done.has(file)) return;
    for (const target of next.get(file) ?? []) walk(target, [...path, file]);
    done.add(file);
  };
  for (const file of FILES) walk(file, []);
  expect(circles).toEqual([]);
});

test("no file of core has more than 250 lines, so that each can be read at one sitting", () => {
  const long = FILES.filter((path) => areaOf(path) === "core")
    .map((path) => ({ path, lines: readFileSync(join(SRC, path), "utf8").split("\n").length - 1 }))
    .filter(({ lines }) => lines > 250);
  expect(long).toEqual([]);
});

test("no file imports the one that stands in for another where there is no Node: the build exchanges them", () => {
  expect(IMPORTS.filter(({ to }) => to.endsWith(".browser.ts")).map(show)).toEqual([]);
});

test("what stands in for a file where there is no Node uses nothing of Node, not even by its types", () => {
  const standIns = IMPORTS.filter(({ from }) => from.endsWith(".browser.ts"));
  expect(standIns.length).toBeGreaterThan(0);
  expect(standIns.filter(({ ours }) => !ours).map(show)).toEqual([]);
});
