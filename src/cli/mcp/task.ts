/** What tools are, and what a call of one leads to. */
import type { Tool } from "@modelcontextprotocol/server";
import type { Operation } from "../catalog.js";

export type Fields = Readonly<Record<string, unknown>>;

/** What a call of a tool leads to. */
export interface Task {
  /** The operation that is called. Absent if nothing is sent. */
  readonly operation?: Operation;
  run(signal: AbortSignal): Promise<Fields>;
}

/** The call of an operation. */
export type TaskOf = (operation: Operation, given: Fields) => Task;

export interface Toolbox {
  readonly tools: readonly Tool[];
  /** @throws A `UsageError` if there is no such tool, or no such operation. */
  readonly taskOf: (tool: string, given: Fields) => Task;
}
