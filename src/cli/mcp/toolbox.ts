/** The tools of a server: one for each operation, or three by which all are found and called. */
import type { Operation } from "../catalog.js";
import { UsageError } from "../exit.js";
import { createCatalog } from "./catalogTools.js";
import { sizeOf } from "./shortened.js";
import type { TaskOf, Toolbox } from "./task.js";
import { toolNameOf, toolOf } from "./tool.js";

/** The most operations that are tools of their own. Models choose badly among more. */
const MOST_TOOLS = 40;

/** Of the list of tools, which takes room in the context of each conversation: some 6,000 tokens. */
const MOST_CHARACTERS = 24_000;

export function createToolbox(operations: readonly Operation[], taskOf: TaskOf): Toolbox {
  const tools = operations.map(toolOf);
  if (tools.length > MOST_TOOLS || sizeOf({ tools }) > MOST_CHARACTERS) return createCatalog(operations, taskOf);
  const byName = new Map(operations.map((operation) => [toolNameOf(operation), operation]));
  return {
    tools,
    taskOf(tool, given) {
      const operation = byName.get(tool);
      if (operation === undefined) throw new UsageError(`There is no tool ${JSON.stringify(tool)}.`);
      return taskOf(operation, given);
    },
  };
}
