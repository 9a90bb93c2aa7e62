/** `--query`: a JMESPath expression over results. */
import { UsageError } from "../exit.js";

/** Returns `null` where the expression finds nothing. */
export type Query = (value: unknown) => unknown;

/** The library's errors about the expression itself. */
const SYNTAX = ["ParserError", "LexerError"];

/**
 * @param hint is added to the message if it is not an expression.
 * @throws A {@link UsageError} if it is not one.
 */
export async function compileQuery(expression: string, hint: string): Promise<Query> {
  const { default: jmespath } = await import("jmespath");
  try {
    jmespath.search({}, expression);
  } catch (error) {
    const { name, message } = error as Error;
    // All others depend on the value.
    if (SYNTAX.includes(name)) throw new UsageError(`--query: not a JMESPath expression: ${message}.${hint}`);
  }
  return (value) => {
    try {
      return jmespath.search(value, expression);
    } catch (error) {
      throw new Error(`The call has succeeded, but not --query: ${(error as Error).message}.`);
    }
  };
}
