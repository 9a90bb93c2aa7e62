/** The public API as the TypeScript checker sees it: entries, exported names, clients, resources and their methods. */
import { dirname, join, relative } from "node:path";
import ts from "typescript";
import { entries, root } from "./packageJson.js";

/** Where an entry of `package.json` is implemented: by the name that users import. */
export type Entries = ReadonlyMap<string, string>;

/** The entries with their source files. */
export const sourceEntries: Entries = new Map(entries.map(({ name, source }) => [name, join(root, source)]));

export function compilerOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile);
  return ts.parseJsonConfigFileContent(config, ts.sys, root).options;
}

/** A public method of a client or of one of its resources. */
export interface Method {
  /** Property of the client; `""` for a method of the client itself. */
  readonly resource: string;
  readonly name: string;
  readonly symbol: ts.Symbol;
  readonly declaration: ts.MethodDeclaration;
}

export interface ClientClass {
  readonly name: string;
  readonly symbol: ts.Symbol;
  readonly declaration: ts.ClassDeclaration;
  /** Properties that hold groups of methods. */
  readonly resources: ReadonlyMap<string, ts.Symbol>;
  readonly methods: readonly Method[];
}

export interface PublicApi {
  readonly program: ts.Program;
  readonly checker: ts.TypeChecker;
  /** What each entry exports, aliases resolved. */
  readonly entries: ReadonlyMap<string, ReadonlyMap<string, ts.Symbol>>;
  /** What any entry exports. */
  readonly exported: ReadonlyMap<string, ts.Symbol>;
  readonly clients: readonly ClientClass[];
}

/** Base classes of the core, by which clients and their resources are known. */
const CLIENT = "Client";
const RESOURCE = "Resource";

/** Reads the public API from the sources. */
export function readPublicApi(): PublicApi {
  return publicApiOf(ts.createProgram([...sourceEntries.values()], compilerOptions()), sourceEntries);
}

/** Reads the public API from a program, be it of sources or of declarations. */
export function publicApiOf(program: ts.Program, files: Entries): PublicApi {
  const checker = program.getTypeChecker();
  const entries = new Map<string, Map<string, ts.Symbol>>();
  for (const [entry, path] of files) {
    const file = program.getSourceFile(path);
    const module = file && checker.getSymbolAtLocation(file);
    if (module === undefined) throw new Error(`${path}, the source of ${entry}, is not a module`);
    const exports = checker
      .getExportsOfModule(module)
      .map((symbol) => [symbol.name, resolved(checker, symbol)] as const);
    entries.set(entry, new Map(exports));
  }
  const exported = new Map([...entries.values()].flatMap((exports) => [...exports]));
  const classes = new Set([...exported.values()].filter((symbol) => isSubclass(checker, symbol, CLIENT)));
  const clients = [...classes].map((symbol) => clientOf(checker, symbol));
  return { program, checker, entries, exported, clients };
}

export function resolved(checker: ts.TypeChecker, symbol: ts.Symbol): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

function classOf(symbol: ts.Symbol | undefined): ts.ClassDeclaration | undefined {
  return symbol?.declarations?.find(ts.isClassDeclaration);
}

function isSubclass(checker: ts.TypeChecker, symbol: ts.Symbol | undefined, base: string): boolean {
  const declaration = classOf(symbol);
  const extending = declaration?.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword);
  const [parent] = extending?.types ?? [];
  const parentSymbol = parent && checker.getTypeAtLocation(parent).symbol;
  return parentSymbol?.name === base || (parentSymbol !== undefined && isSubclass(checker, parentSymbol, base));
}

function clientOf(checker: ts.TypeChecker, symbol: ts.Symbol): ClientClass {
  const declaration = classOf(symbol);
  if (declaration === undefined) throw new Error(`${symbol.name} is not a class`);
  const type = checker.getDeclaredTypeOfSymbol(symbol);
  const resources = new Map<string, ts.Symbol>();
  for (const property of checker.getPropertiesOfType(type)) {
    if (!isPublic(property)) continue;
    const { symbol: group } = checker.getTypeOfSymbol(property);
    if (isSubclass(checker, group, RESOURCE)) resources.set(property.name, group);
  }
  const methods = [
    ...methodsOf(checker, symbol, ""),
    ...[...resources].flatMap(([resource, group]) => methodsOf(checker, group, resource)),
  ];
  return { name: symbol.name, symbol, declaration, resources, methods };
}

function methodsOf(checker: ts.TypeChecker, group: ts.Symbol, resource: string): Method[] {
  const type = checker.getDeclaredTypeOfSymbol(group);
  return checker.getPropertiesOfType(type).flatMap((symbol) => {
    const declaration = symbol.declarations?.find(ts.isMethodDeclaration);
    if (declaration === undefined || !isPublic(symbol)) return [];
    return [{ resource, name: symbol.name, symbol, declaration }];
  });
}

/** Whether users see a member: neither private nor internal, and not named by a symbol such as `Symbol.iterator`. */
export function isPublic(symbol: ts.Symbol): boolean {
  if (/^__[@#]/.test(symbol.escapedName as string)) return false;
  return (symbol.declarations ?? []).every((declaration) => {
    const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
    return (ts.getCombinedModifierFlags(declaration) & hidden) === 0 && !tagNames(declaration).includes("internal");
  });
}

function tagNames(node: ts.Node): string[] {
  return ts.getJSDocTags(node).map(({ tagName }) => tagName.text);
}

/** Whether a declaration is ours and not one of a library. */
export function isOurs(node: ts.Node): boolean {
  const path = relative(root, node.getSourceFile().fileName);
  return !path.startsWith("..") && !path.split("/").includes("node_modules");
}

/** The service that a source file belongs to: its folder in `src`. */
export function serviceOf(node: ts.Node): string {
  return relative(join(root, "src"), dirname(node.getSourceFile().fileName)).split("/")[0] ?? "";
}

/** Where a declaration is, such as `src/core/pager.ts:12`. */
export function placeOf(node: ts.Node): string {
  const file = node.getSourceFile();
  const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
  return `${relative(root, file.fileName)}:${line + 1}`;
}

/** The names of `{@link …}` in a comment, without those that are addresses. */
export function linkedNames(text: string): string[] {
  const links = [...text.matchAll(/\{@link(?:code|plain)?\s+([^\s|}]+)/g)].map(([, target = ""]) => target);
  return links.filter((target) => !/^\w+:\/\//.test(target));
}

/** Whether a name such as `Devices.update` is exported, with the members that it goes through. */
export function isExportedName({ checker, exported }: PublicApi, name: string): boolean {
  const [first = "", ...members] = name.replace(/\(\)$/, "").split(".");
  let symbol = exported.get(first);
  for (const member of members) {
    if (symbol === undefined) return false;
    const type = symbol.flags & TYPES ? checker.getDeclaredTypeOfSymbol(symbol) : checker.getTypeOfSymbol(symbol);
    symbol = type.getProperty(member) ?? symbol.exports?.get(member as ts.__String);
  }
  return symbol !== undefined;
}

const TYPES = ts.SymbolFlags.Class | ts.SymbolFlags.Interface | ts.SymbolFlags.TypeAlias;
