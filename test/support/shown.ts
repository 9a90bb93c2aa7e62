/** All that logs could show of an error. */
import { inspect } from "node:util";

/** The error as a logger, a debugger, JSON and its stack would show it, causes and hidden properties included. */
export function shown(error: unknown): string {
  const { message, stack } = error as Error;
  const deep = inspect(error, { depth: 20, showHidden: true, maxStringLength: null, maxArrayLength: null });
  return [message, stack, String(error), JSON.stringify(error), deep].join("\n");
}
