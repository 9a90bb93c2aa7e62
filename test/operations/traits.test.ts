/** What the manifest says of how a method is called and of how its result comes. */
import { loadOperations, type Operation, services } from "tessera-sdk/operations";
import ts from "typescript";
import { describe, expect, it, test } from "vitest";
import { Signature } from "../../scripts/manifest/signature.js";
import { filesIn, libraryOnly, returnedBy } from "../../scripts/manifest/traits.js";
import { compileText } from "../support/compileText.js";
import { typeSchemas } from "../support/typeSchema.js";

const operations = (await Promise.all(services.map(({ name }) => loadOperations(name)))).flat();
const nameOf = ({ service, id }: Operation) => `${service} ${id}`;
const named = (test: (operation: Operation) => boolean) => operations.filter(test).map(nameOf).sort();

/** Resources of FlowerDocs whose objects have all of some methods. */
const withMethods = (...methods: string[]) =>
  named(({ service, method }) => service === "flower-docs" && methods.includes(method));

describe("returns", () => {
  test.each<[Operation["returns"], string[]]>([
    [
      "pager",
      [
        "android-enterprise products.list",
        "chrome-directory browsers.enrolledWith",
        "chrome-directory browsers.list",
        "chrome-directory browsers.listExtensions",
        "chrome-directory enrollmentTokens.list",
        "chrome-directory profileCommands.list",
        "chrome-directory profiles.list",
        "flower-docs documents.search",
        "flower-docs folders.search",
        "flower-docs tasks.search",
        "flower-docs virtualFolders.search",
      ],
    ],
    ["iterable", ["android-enterprise notifications"]],
    [
      "job",
      [
        "flower-docs archives.exportDocuments",
        "flower-docs archives.exportFolder",
        "flower-docs archives.exportVirtualFolder",
        "flower-docs documents.exportCsv",
        "flower-docs folders.exportCsv",
        "flower-docs tasks.exportCsv",
        "flower-docs virtualFolders.exportCsv",
      ],
    ],
    [
      "download",
      [
        "flower-docs archives.downloadDocuments",
        "flower-docs archives.downloadFolder",
        "flower-docs archives.downloadVirtualFolder",
        "flower-docs files.download",
        "flower-docs templates.renderWord",
        "flower-docs temporaryFiles.download",
      ],
    ],
  ])("is %s of these alone", (returns, expected) => {
    expect(named((operation) => operation.returns === returns)).toEqual(expected);
  });

  it("is `void` where there is no result, and `value` of all others", () => {
    expect(named(({ returns, result }) => returns === "void" && result !== null)).toEqual([]);
    expect(named(({ returns, result }) => returns === "value" && result === null)).toEqual([]);
    const known = ["value", "void", "pager", "iterable", "job", "download"];
    expect(named(({ returns }) => !known.includes(returns))).toEqual([]);
  });

  it("is `pager` where there is a parameter for the page token", () => {
    expect(named(({ paging }) => paging !== undefined)).toEqual(named(({ returns }) => returns === "pager"));
    for (const { paging, params } of operations) if (paging) expect(params?.properties).toHaveProperty(paging.token);
  });

  it("comes from the type", () => {
    const found = signatures(`
      interface Stream extends AsyncIterable<Uint8Array> { cancel(): Promise<void> }
      interface Job { wait(): Promise<Stream> }
      interface Waited { waitMs: number }
      declare class Pager<P, T> { p: P; t: T }
      export declare class Methods {
        a(): Promise<{ b: 1 }>;
        b(): Promise<void>;
        c(): Pager<1, { d: 1 }>;
        d(): AsyncGenerator<{ e: 1 }>;
        e(): Promise<Job>;
        f(): Promise<Stream>;
        g(): Promise<Waited>;
        h(): Promise<{ i: 1 } | undefined>;
        i(): string;
      }`);
    expect(found.map((signature) => returnedBy(signature)?.returns)).toEqual([
      "value",
      "void",
      "pager",
      "iterable",
      "job",
      "download",
      "value",
      "value",
      undefined,
    ]);
  });
});

describe("libraryOnly", () => {
  it("is said of the 14 methods that take a function", () => {
    const only = operations.filter((operation) => operation.libraryOnly !== undefined);
    expect(only.map(nameOf).sort()).toEqual(withMethods("edit"));
    expect(only.length).toBe(14);
    expect([...new Set(only.map((operation) => operation.libraryOnly))]).toEqual(["`change` is a function"]);
  });

  it("comes from a parameter that is needed and a function, be it an argument or a field", () => {
    const found = signatures(`
      export declare class Methods {
        a(id: string, change: (id: string) => void): void;
        b(id: string, change?: () => void): void;
        c(params: { id: string; onEvent: () => void; until: () => boolean }): void;
        d(params: { id: string; onEvent?: () => void }): void;
        e(params: { content: string | (() => string) }): void;
        f(params: { id: string }, options: { onEvent: () => void }): void;
        g(handler: () => void): void;
        h(): void;
      }`);
    expect(found.map(libraryOnly)).toEqual([
      "`change` is a function",
      undefined,
      "`onEvent` and `until` are functions",
      undefined,
      undefined,
      undefined,
      "`handler` is a function",
      undefined,
    ]);
  });
});

describe("files", () => {
  it("names the parameters that take content", () => {
    const taking = operations.filter(({ files }) => files !== undefined);
    expect(Object.fromEntries(taking.map((operation) => [nameOf(operation), operation.files]))).toEqual({
      "flower-docs documents.createWithFiles": ["files[].content"],
      "flower-docs documents.updateWithFiles": ["files[].content"],
      "flower-docs files.add": ["file.content"],
      "flower-docs temporaryFiles.upload": ["file.content"],
    });
  });

  it("comes from the type", () => {
    const [params = null] = typeSchemas([
      "{ a: Uint8Array; b?: { c: (Uint8Array | (() => string))[]; d: string }; e: Blob }",
    ]);
    expect(filesIn(params)).toEqual(["a", "b.c[]"]);
    expect(filesIn(null)).toEqual([]);
  });
});

describe("list", () => {
  it("says how many items one call takes, and where failed ones are named", () => {
    const taking = operations.filter(({ list }) => list !== undefined);
    const move = taking.filter(({ service }) => service === "chrome-directory");
    expect(move.map(({ id, list }) => [id, list])).toEqual([
      ["browsers.move", { param: "deviceIds", max: 600, failures: "result" }],
    ]);
    const others = taking.filter(({ service }) => service !== "chrome-directory");
    expect(others.map(nameOf).sort()).toEqual(withMethods("updateMany", "deleteMany", "getMany"));
    const stated = new Set(others.map(({ method, list }) => `${method} ${list?.param} ${list?.max} ${list?.failures}`));
    expect([...stated].sort()).toEqual([
      "deleteMany ids undefined error",
      "getMany ids undefined error",
      "updateMany objects undefined error",
    ]);
    for (const { params, list } of taking) expect(params?.properties?.[list?.param ?? ""]?.type).toBe("array");
  });
});

describe("options", () => {
  it("has those that calls of other methods do not have", () => {
    const having = operations.filter(({ options }) => options !== undefined);
    const found = having.map((operation) => [nameOf(operation), Object.keys(operation.options?.properties ?? {})]);
    expect(Object.fromEntries(found)).toEqual({
      "adobe-pass sessions.waitForProfile": ["notAfter", "intervalMs"],
      "android-enterprise notifications": ["requestMode", "until", "outages"],
      "flower-docs documents.edit": ["reserve"],
      "flower-docs folders.edit": ["reserve"],
      "flower-docs tasks.edit": ["reserve"],
      "flower-docs virtualFolders.edit": ["reserve"],
    });
  });
});

/** The methods of the class `Methods` in a text, in their order. */
function signatures(text: string): Signature[] {
  const { program, file } = compileText(text, { strict: true, target: ts.ScriptTarget.ES2022 });
  const checker = program.getTypeChecker();
  const declared = file.statements.filter(ts.isClassDeclaration).at(-1);
  const members = declared?.members.filter(ts.isMethodDeclaration) ?? [];
  return members.flatMap((declaration) => {
    const symbol = checker.getSymbolAtLocation(declaration.name);
    return symbol ? [new Signature(checker, { resource: "", name: symbol.name, symbol, declaration })] : [];
  });
}
