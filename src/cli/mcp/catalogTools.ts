/** Three tools in place of many: one that finds operations, one that describes one, one that calls one. */
import type { Tool } from "@modelcontextprotocol/server";
import type { Operation } from "../catalog.js";
import { UsageError } from "../exit.js";
import { inputSchemaOf } from "./inputSchema.js";
import { fullNameOf } from "./offered.js";
import type { Fields, Task, TaskOf, Toolbox } from "./task.js";
import { annotationsOf, notesOf } from "./tool.js";

export function createCatalog(operations: readonly Operation[], taskOf: TaskOf): Toolbox {
  const byName = new Map(operations.map((operation) => [fullNameOf(operation), operation]));
  const named = (name: unknown): Operation => {
    const operation = typeof name === "string" ? byName.get(name) : undefined;
    if (operation !== undefined) return operation;
    throw new UsageError(`There is no operation ${JSON.stringify(name)}: find_operation returns the names.`);
  };
  const tasks: Readonly<Record<string, (given: Fields) => Task>> = {
    find_operation: ({ query }) => {
      if (typeof query !== "string") throw new UsageError("`query` must be a text.");
      return { run: async () => found(operations, query) };
    },
    describe_operation: ({ operation }) => ({ run: async () => described(named(operation)) }),
    call_operation: ({ operation, params = {} }) => taskOf(named(operation), fieldsOf(params)),
  };
  const tools = toolsOf(operations);
  return {
    tools,
    taskOf(name, given) {
      const tool = tools.find((each) => each.name === name);
      const task = tool && tasks[tool.name];
      if (tool === undefined || task === undefined) throw new UsageError(`There is no tool ${JSON.stringify(name)}.`);
      checkNames(tool, given);
      return task(given);
    },
  };
}

/** A parameter of the operation beside `params` would be left out of the call. */
function checkNames({ name, inputSchema: { properties = {} } }: Tool, given: Fields): void {
  const stray = Object.keys(given).find((each) => !Object.hasOwn(properties, each));
  if (stray === undefined) return;
  const hint = name === "call_operation" ? "; parameters of the operation belong into `params`" : "";
  throw new UsageError(
    `${JSON.stringify(stray)} is not a parameter of ${name}: its parameters are ${Object.keys(properties).join(", ")}${hint}.`,
  );
}

const NAME = { type: "string", description: "Name of the operation, as find_operation returns it." };

const READS_ONLY = { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false };

function toolsOf(operations: readonly Operation[]): readonly Tool[] {
  const services = [...new Set(operations.map(({ service }) => service))].join(", ");
  const schema = (properties: Fields, required: string[]) =>
    ({ type: "object", properties, required, additionalProperties: false }) as Tool["inputSchema"];
  return [
    {
      name: "find_operation",
      description: `Finds operations among the ${operations.length} of ${services}, by words such as "list folders". Calls nothing.`,
      inputSchema: schema({ query: { type: "string", description: "Words: what is to be done, and with what." } }, [
        "query",
      ]),
      annotations: READS_ONLY,
    },
    {
      name: "describe_operation",
      description: "Describes an operation: what it does, and the JSON Schema of its parameters. Calls nothing.",
      inputSchema: schema({ operation: NAME }, ["operation"]),
      annotations: READS_ONLY,
    },
    {
      name: "call_operation",
      description: "Calls an operation. Describe it first.",
      inputSchema: schema(
        {
          operation: NAME,
          params: { type: "object", description: "Its parameters, as describe_operation shows them." },
        },
        ["operation"],
      ),
      annotations: annotationsOf(operations),
    },
  ];
}

function fieldsOf(params: unknown): Fields {
  if (typeof params === "object" && params !== null && !Array.isArray(params)) return params as Fields;
  throw new UsageError("`params` must be an object.");
}

const MOST_FOUND = 20;

/** Operations by how many of the words they have in their names or summaries. */
function found(operations: readonly Operation[], query: string): Fields {
  const words = wordsIn(query);
  const ranked = operations
    .map((operation) => ({ operation, rank: rankOf(operation, words) }))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank);
  const shown = ranked.slice(0, MOST_FOUND).map(({ operation }) => ({
    operation: fullNameOf(operation),
    summary: operation.summary,
    effect: operation.effect,
  }));
  const more = ranked.length - shown.length;
  return { operations: shown, ...(more > 0 && { note: `${more} more were found: add a word.` }) };
}

/** Words in lower case, those of `listUsers` too, and without the `s` of the plural. */
function wordsIn(text: string): readonly string[] {
  const words = text.replace(/([a-z\d])([A-Z])/g, "$1 $2").toLowerCase();
  return (words.match(/[\p{L}\d]+/gu) ?? []).map((word) => (word.length > 3 ? word.replace(/s$/, "") : word));
}

/** A word in the name counts more than one in the summary. */
function rankOf(operation: Operation, words: readonly string[]): number {
  const name = new Set(wordsIn(fullNameOf(operation)));
  const summary = new Set(wordsIn(operation.summary));
  return words.reduce((sum, word) => sum + (name.has(word) ? 3 : 0) + (summary.has(word) ? 1 : 0), 0);
}

function described(operation: Operation): Fields {
  const { description, effect } = operation;
  return {
    operation: fullNameOf(operation),
    description: [description, ...notesOf(operation)].join("\n\n"),
    effect,
    params: inputSchemaOf(operation, false),
  };
}
