/** Which endpoints a method calls, read from its body. */
import ts from "typescript";
import { isOurs, type Method, placeOf, resolved, serviceOf } from "../publicApi.js";

/** An endpoint as it is declared. */
export interface DeclaredEndpoint {
  readonly id: string;
  /** The second argument of `endpoint("…", { … })`. */
  readonly definition: ts.Expression | undefined;
}

export interface Calls {
  readonly endpoints: readonly DeclaredEndpoint[];
  /**
   * Whether the method returns what `this.call` or `this.paginate` returns, itself or through a method of its class, and
   * does nothing else with it.
   */
  readonly isDirect: boolean;
  /** The parameter that takes a page token, if the method pages. */
  readonly pageToken: string | undefined;
  /** Whether the endpoint is described by the caller, as in `client.request`. */
  readonly isGeneric: boolean;
  readonly problems: readonly string[];
}

/** @param idsOf the ids of the endpoints of a service, as they are at run time. */
export function callsOf(checker: ts.TypeChecker, method: Method, idsOf: (service: string) => readonly string[]): Calls {
  const endpoints = new Map<string, DeclaredEndpoint>();
  const problems: string[] = [];
  const seen = new Set<ts.Node>();
  /** The method, and those of its class whose results it returns as they are. */
  const direct = new Set<ts.Node | undefined>([method.declaration]);
  let isDirect = false;
  let isGeneric = false;
  let pageToken: string | undefined;

  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const name = sending(node);
      const isReturned = direct.has(returningFunction(node));
      if (name === undefined) follow(node.expression, isReturned && isOnThis(node));
      else {
        take(node, name);
        if (isReturned) isDirect = true;
      }
    }
    ts.forEachChild(node, visit);
  };

  const take = (call: ts.CallExpression, name: string) => {
    const [descriptor, , , paging] = call.arguments;
    for (const found of descriptor ? declaredBy(checker, descriptor, idsOf) : []) {
      if (typeof found !== "string") endpoints.set(found.id, found);
      // The core describes an endpoint itself only where its caller does.
      else if (serviceOf(call) === "core") isGeneric = true;
      else problems.push(`${placeOf(call)}: ${found}`);
    }
    if (name !== "paginate") return;
    pageToken = paging && tokenOf(paging);
    if (pageToken === undefined) problems.push(`${placeOf(call)}: the name of the page token is not a literal`);
  };

  /** Goes on in the body of a function that is called. The core only sends what services describe. */
  const follow = (callee: ts.Expression, isDirectly: boolean) => {
    const symbol = checker.getSymbolAtLocation(ts.isPropertyAccessExpression(callee) ? callee.name : callee);
    const declaration = symbol && resolved(checker, symbol).valueDeclaration;
    if (declaration === undefined || !isOurs(declaration) || serviceOf(declaration) === "core") return;
    const body = ts.isVariableDeclaration(declaration) ? declaration.initializer : declaration;
    if (body === undefined || !ts.isFunctionLike(body)) return;
    if (isDirectly) direct.add(body);
    enter(body);
  };

  const enter = (body: ts.Node) => {
    if (seen.has(body)) return;
    seen.add(body);
    ts.forEachChild(body, visit);
  };

  enter(method.declaration);
  return { endpoints: [...endpoints.values()], isDirect, pageToken, isGeneric, problems };
}

/** `"call"` or `"paginate"`, where an expression is a call of these on `this`. */
function sending(call: ts.CallExpression): string | undefined {
  if (!ts.isPropertyAccessExpression(call.expression) || !isOnThis(call)) return undefined;
  const { text } = call.expression.name;
  return ["call", "paginate"].includes(text) ? text : undefined;
}

function isOnThis({ expression }: ts.CallExpression): boolean {
  return ts.isPropertyAccessExpression(expression) && expression.expression.kind === ts.SyntaxKind.ThisKeyword;
}

/** The function that returns what a call returns, and does nothing else with it. */
function returningFunction(call: ts.CallExpression): ts.Node | undefined {
  return ts.isReturnStatement(call.parent) ? ts.findAncestor(call.parent, ts.isFunctionLike) : undefined;
}

function tokenOf(paging: ts.Expression): string | undefined {
  if (!ts.isObjectLiteralExpression(paging)) return undefined;
  const token = paging.properties.filter(ts.isPropertyAssignment).find(({ name }) => name.getText() === "token");
  return token && ts.isStringLiteral(token.initializer) ? token.initializer.text : undefined;
}

/** The endpoints that an expression may be, or what is wrong with it. */
function declaredBy(
  checker: ts.TypeChecker,
  expression: ts.Expression,
  idsOf: (service: string) => readonly string[],
): (DeclaredEndpoint | string)[] {
  const unknown = `\`${expression.getText()}\` does not lead to the declaration of an endpoint`;
  if (ts.isParenthesizedExpression(expression) || ts.isAsExpression(expression) || ts.isSatisfiesExpression(expression))
    return declaredBy(checker, expression.expression, idsOf);
  if (ts.isConditionalExpression(expression)) {
    const { whenTrue, whenFalse } = expression;
    return [whenTrue, whenFalse].flatMap((branch) => declaredBy(checker, branch, idsOf));
  }
  if (ts.isCallExpression(expression)) {
    const [id, definition] = expression.arguments;
    if (id === undefined || !ts.isStringLiteral(id)) return [unknown];
    const group = groupOf(checker, expression.expression);
    const isMeant = (full: string) => (group ? full === `${group}.${id.text}` : full.endsWith(`.${id.text}`));
    const ids = idsOf(serviceOf(expression)).filter((full) => full === id.text || isMeant(full));
    // Of `create` and `tokens.create`, a service may have both: the shorter is the one that is meant.
    const [full] = ids.sort((a, b) => a.length - b.length);
    return [full === undefined ? `\`${id.text}\` is not in the service's endpoints.ts` : { id: full, definition }];
  }
  const initializers = initializersOf(checker, expression);
  return initializers.length > 0
    ? initializers.flatMap((initializer) => declaredBy(checker, initializer, idsOf))
    : [unknown];
}

/** The id of the group whose endpoints a function declares, where it is the result of `endpointsOf({ id: "…" })`. */
function groupOf(checker: ts.TypeChecker, declare: ts.Expression): string | undefined {
  const [made] = initializersOf(checker, declare);
  const [group] = made && ts.isCallExpression(made) ? made.arguments : [];
  if (group === undefined || !ts.isObjectLiteralExpression(group)) return undefined;
  const id = group.properties.filter(ts.isPropertyAssignment).find(({ name }) => name.getText() === "id");
  return id && ts.isStringLiteral(id.initializer) ? id.initializer.text : undefined;
}

/** What a name or a property stands for: of a union of objects, the property of each. */
function initializersOf(checker: ts.TypeChecker, expression: ts.Expression): ts.Expression[] {
  const symbol = checker.getSymbolAtLocation(ts.isPropertyAccessExpression(expression) ? expression.name : expression);
  const declarations = (symbol && resolved(checker, symbol).declarations) ?? [];
  return declarations.flatMap((declaration) => initializerOf(checker, declaration) ?? []);
}

function initializerOf(checker: ts.TypeChecker, declaration: ts.Declaration): ts.Expression | undefined {
  if (ts.isShorthandPropertyAssignment(declaration)) {
    const value = checker.getShorthandAssignmentValueSymbol(declaration);
    const meant = value && resolved(checker, value).valueDeclaration;
    return meant && ts.isVariableDeclaration(meant) ? meant.initializer : undefined;
  }
  const hasInitializer = ts.isVariableDeclaration(declaration) || ts.isPropertyAssignment(declaration);
  return hasInitializer ? declaration.initializer : undefined;
}
