/** The flags of parameters, as the parser of command lines takes them. */
import { Option } from "commander";
import type { JsonSchema } from "./catalog.js";
import { documentedValues, type ParamFlag } from "./paramFlags.js";
import { alternatives, itemsOf } from "./schema.js";

/** A flag as it was given. */
export interface Given {
  readonly flag: ParamFlag;
  readonly text: string;
}

/** The options for commander, by both names. They add to `given`, in the order of the command line. */
export function optionsOf(flag: ParamFlag, given: Given[]): Option[] {
  return [...new Set([flag.name, flag.alias])].map((name, index) => {
    const option = new ParamOption(`--${name} ${placeholder(flag)}`, describe(flag));
    option.hidden = index > 0;
    // For a switch without a value.
    return option.preset("true").argParser((text) => {
      given.push({ flag, text });
      return undefined;
    });
  });
}

class ParamOption extends Option {
  /** A name that no other flag has. Commander would drop a `no-` from it. */
  override attributeName(): string {
    return `param ${this.long}`;
  }
}

function placeholder({ schema, root, isFile }: ParamFlag): string {
  if (isFile) return "<@file>";
  const types = alternatives(schema, root);
  if (types.every(({ type }) => type === "boolean")) return "[true|false]";
  const [first = {}] = types;
  return `<${typeOf(first.type === "array" ? itemsOf(first, root) : first)}>`;
}

function typeOf({ type }: JsonSchema): string {
  if (type === "integer" || type === "number") return "number";
  if (type === "object" || type === "array") return "json";
  return type === "string" ? "text" : "value";
}

function describe({ schema, root, isRequired, isSecret }: ParamFlag): string {
  const { description = "" } = schema;
  const isList = alternatives(schema, root)[0]?.type === "array";
  const values = documentedValues(schema, root).filter((value) => !description.includes(value));
  const notes = [
    isRequired && "required",
    isList && "may be given several times",
    isSecret && "secret: as @file, @env:NAME or -",
    values.length > 0 && `one of ${values.join(", ")}`,
  ].filter((note) => note !== false);
  return notes.length === 0 ? description : `${description} (${notes.join("; ")})`;
}
