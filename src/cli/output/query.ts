/** `--query`: a JMESPath expression over results. */
import { UsageError } from "../exit.js";

/** Returns `null` where the expression finds nothing. */
export type Query = (value: unknown) => unknown;

/** Its types leave out `compile`. */
interface JmesPath {
  search(value: unknown, expression: string): unknown;
  compile(expression: string): Node;
}

/** A part of an expression. */
interface Node {
  readonly type: string;
  readonly name?: string;
  readonly children?: readonly (Node | null)[];
  /** Of a field in `{field: value}`. */
  readonly value?: Node;
}

/**
 * @param hint is added to the message if it is not an expression.
 * @throws A {@link UsageError} if it is not one.
 */
export async function compileQuery(expression: string, hint: string): Promise<Query> {
  const { default: jmespath } = (await import("jmespath")) as unknown as { default: JmesPath };
  try {
    checkCalls(jmespath.compile(expression), jmespath);
  } catch (error) {
    throw new UsageError(`--query: not a JMESPath expression: ${(error as Error).message}.${hint}`);
  }
  return (value) => {
    try {
      return jmespath.search(value, expression);
    } catch (error) {
      throw new Error(`The call has succeeded, but not --query: ${(error as Error).message}.`);
    }
  };
}

/** Throws if a function is not known, or takes another number of arguments. The types of these depend on the value. */
function checkCalls({ type, name = "", children = [], value }: Node, jmespath: JmesPath): void {
  const parts = type === "KeyValuePair" ? [value] : children;
  for (const part of parts) if (part) checkCalls(part, jmespath);
  if (type !== "Function") return;
  try {
    jmespath.search(null, `${name}(${children.map(() => "@").join(", ")})`);
  } catch (error) {
    if (!(error as Error).message.startsWith("TypeError")) throw error;
  }
}
