/** Every type and field that users see is documented, and every value of an enum is explained where the enum is. */
import ts from "typescript";
import { beforeAll, describe, expect, it } from "vitest";
import { isOurs, isPublic, placeOf, readPublicApi, resolved } from "../../scripts/publicApi.js";
import { compileText } from "../support/compileText.js";

/** What is found in the declarations that the entries reach. */
interface Findings {
  /** Names of the interfaces and classes that were read. */
  owners: Set<string>;
  undocumented: string[];
  /** Types that are exported without a comment. */
  bare: string[];
  unexplained: string[];
}

type Declared = ts.PropertySignature | ts.PropertyDeclaration | ts.GetAccessorDeclaration;

/** Type arguments that name fields and are not values. */
const FIELD_NAMING = ["Pick", "Omit", "Exclude", "Extract"];

function examine(program: ts.Program, exported: Iterable<ts.Symbol>): Findings {
  const checker = program.getTypeChecker();
  const found: Findings = { owners: new Set(), undocumented: [], bare: [], unexplained: [] };
  const seen = new Set<ts.Node>();

  const visitSymbol = (symbol: ts.Symbol | undefined) => {
    for (const declaration of symbol ? (resolved(checker, symbol).declarations ?? []) : []) {
      if (!isOurs(declaration) || seen.has(declaration) || isInternal(declaration)) continue;
      seen.add(declaration);
      visit(declaration, "");
    }
  };

  /** Goes through what a declaration says of types, and from there to the declarations of those. */
  const visit = (node: ts.Node, owner: string): void => {
    if (ts.isInterfaceDeclaration(node) || ts.isClassDeclaration(node)) {
      const name = node.name?.text ?? "";
      found.owners.add(name);
      ts.forEachChild(node, (child) => visit(child, name));
      return;
    }
    if (isHidden(checker, node)) return;
    if (ts.isHeritageClause(node) && node.token === ts.SyntaxKind.ImplementsKeyword) return;
    if (ts.isPropertySignature(node) || ts.isPropertyDeclaration(node) || ts.isGetAccessorDeclaration(node))
      property(node, owner);
    if (ts.isTypeReferenceNode(node)) visitSymbol(checker.getSymbolAtLocation(node.typeName));
    if (ts.isExpressionWithTypeArguments(node)) visitSymbol(checker.getSymbolAtLocation(node.expression));
    if (ts.isTypeLiteralNode(node)) {
      ts.forEachChild(node, (child) => visit(child, ""));
      return;
    }
    // What a function does is not part of its declaration.
    if (ts.isBlock(node)) return;
    if (ts.isVariableDeclaration(node) && node.type === undefined) return;
    ts.forEachChild(node, (child) => visit(child, owner));
  };

  const property = (node: Declared, owner: string) => {
    const name = `${owner}.${node.name.getText()}`;
    const comment = commentOf(node);
    if (comment === "") {
      // Fields of a type without a name are told apart by the comment of the whole; a field that is declared again to
      // narrow its type has the comment of the first.
      const isDocumented = owner === "" || documentationOf(checker, node) !== "";
      if (!isDocumented) found.undocumented.push(`${name} (${placeOf(node)})`);
      if (isDocumented || node.type === undefined) return;
    }
    for (const literal of node.type ? literalsOf(checker, node.type) : [])
      if (!explains(node, literal)) found.unexplained.push(`${name}: ${literal}`);
  };

  for (const symbol of exported) {
    visitSymbol(symbol);
    const types = (resolved(checker, symbol).declarations ?? []).filter(isType);
    if (types.length > 0 && types.every((type) => isOurs(type) && !isInternal(type) && commentOf(type) === ""))
      found.bare.push(`${symbol.name} (${placeOf(types[0] as ts.Node)})`);
  }
  return found;
}

function isType(node: ts.Node): boolean {
  return ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isClassDeclaration(node);
}

/** Whether a part of a class or an interface is private or internal. */
function isHidden(checker: ts.TypeChecker, node: ts.Node): boolean {
  if (!ts.isClassElement(node) && !ts.isTypeElement(node)) return false;
  if (node.name !== undefined && ts.isPrivateIdentifier(node.name)) return true;
  if (isInternal(node)) return true;
  const symbol = node.name && checker.getSymbolAtLocation(node.name);
  return symbol !== undefined && !isPublic(symbol);
}

function isInternal(node: ts.Node): boolean {
  return ts.getJSDocTags(node).some(({ tagName }) => tagName.text === "internal");
}

/**
 * The string literals of which a field or an alias may be one. A named union that is explained where it is declared
 * needs no second explanation at the field.
 */
function literalsOf(checker: ts.TypeChecker, type: ts.TypeNode): string[] {
  const literals: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isLiteralTypeNode(node) && ts.isStringLiteral(node.literal)) literals.push(node.literal.text);
    if (ts.isTypeLiteralNode(node) || ts.isFunctionTypeNode(node) || ts.isIndexedAccessTypeNode(node)) return;
    if (ts.isTemplateLiteralTypeNode(node)) return;
    if (ts.isTypeReferenceNode(node)) {
      if (FIELD_NAMING.includes(node.typeName.getText())) return;
      const symbol = checker.getSymbolAtLocation(node.typeName);
      const alias = symbol && resolved(checker, symbol).declarations?.find(ts.isTypeAliasDeclaration);
      if (alias && isOurs(alias) && !alias.typeParameters)
        literals.push(...literalsOf(checker, alias.type).filter((literal) => !explains(alias, literal)));
    }
    ts.forEachChild(node, visit);
  };
  visit(type);
  return literals;
}

/** What an editor shows of a field, which includes what it inherits. */
function documentationOf(checker: ts.TypeChecker, node: Declared): string {
  const symbol = checker.getSymbolAtLocation(node.name);
  return ts.displayPartsToString(symbol?.getDocumentationComment(checker));
}

/** The comments right before a declaration. */
function commentOf(node: ts.Node): string {
  const comments = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  return comments.map((comment) => comment.getText()).join("\n");
}

function explains(node: ts.Node, literal: string): boolean {
  const comment = commentOf(node);
  return [literal, `"${literal}"`].some((text) => comment.includes(`\`${text}\``));
}

/** Examines a module that is given as text. */
function examineText(text: string): Findings {
  const { program, file } = compileText(text, { noLib: true });
  const checker = program.getTypeChecker();
  const module = checker.getSymbolAtLocation(file);
  return examine(program, module ? checker.getExportsOfModule(module) : []);
}

describe("of the package", () => {
  let findings: Findings;

  beforeAll(() => {
    const api = readPublicApi();
    findings = examine(api.program, api.exported.values());
  }, 60_000);

  it("reaches parameters, results, options and errors", () => {
    const { owners } = findings;
    expect([...owners]).toEqual(
      expect.arrayContaining(["CreateEnrollmentTokenParams", "Device", "Policy", "ClientOptions", "ErrorFacts"]),
    );
    expect(owners.size).toBeGreaterThan(150);
  });

  it("every field and every getter has a comment", () => {
    expect(findings.undocumented).toEqual([]);
  });

  it("every exported type has a comment", () => {
    expect(findings.bare).toEqual([]);
  });

  it("every value of an enum stands in backticks in the comment of its field or of its type", () => {
    expect(findings.unexplained).toEqual([]);
  });
});

describe("the examination", () => {
  it("finds a field without a comment, wherever it is reached from", () => {
    const { undocumented } = examineText(`
      interface Inner {
        /** Documented. */
        a: string;
        b: string;
      }
      interface Base { c: string }
      class Held {
        d = 1 as number;
        private e: string;
        #f: string;
        /** @internal */
        g: string;
        get i(): string { return ""; }
        /** Documented. */
        get j(): string { return ""; }
      }
      export interface Outer extends Base {
        /** All. */
        list?: readonly Inner[];
      }
      export declare function make(options: { held: Held }): void;
      interface Unreached { h: string }
    `);
    expect(undocumented.map((text) => text.replace(/ .*/, "")).sort()).toEqual([
      "Base.c",
      "Held.d",
      "Held.i",
      "Inner.b",
    ]);
  });

  it("finds an exported type without a comment", () => {
    const { bare } = examineText(`
      export interface A { }
      /** Documented. */
      export interface B { }
      export type C = string;
      export declare class D { }
      export declare function e(): void;
      interface F { }
    `);
    expect(bare.map((text) => text.replace(/ .*/, ""))).toEqual(["A", "C", "D"]);
  });

  it("finds a value that the comment of its field does not name", () => {
    const { unexplained } = examineText(`
      export interface Thing {
        /** \`on\`: works. */
        state: "on" | "off" | (string & {});
        /** Whether \`"a"\` or \`b\`. */
        complete?: readonly ("a" | "b")[];
        /** How. @default "x" */
        how: How;
        /** Of a named kind. */
        kind: Kind;
        /** Of a named kind: \`l\` has its reasons. */
        other: Kind;
        /** Any. */
        pattern: \`\${How} \${string}\`;
        /** Its names. */
        picked: Pick<Thing, "state" | "how">;
      }
      type How = "x" | "y";
      /** \`k\` is one, and the other is not named. */
      export type Kind = "k" | "l";
      type Pick<T, K extends keyof T> = { [P in K]: T[P] };
    `);
    expect(unexplained.sort()).toEqual(["Thing.how: x", "Thing.how: y", "Thing.kind: l", "Thing.state: off"]);
  });
});
