/** Flags of an operation, from the JSON Schema of its parameters. */
import { Option } from "commander";
import type { JsonSchema, Operation } from "./catalog.js";
import { kebab } from "./names.js";
import { alternatives, itemsOf, propertiesOf, resolved } from "./schema.js";

/** One parameter, or one field of a parameter that is an object. */
export interface ParamFlag {
  /** Whether it is a parameter, or an option of the method. */
  readonly kind: "params" | "options";
  /** The names from the outermost on: `["googleAuthenticationOptions", "requiredAccountEmail"]`. */
  readonly path: readonly string[];
  /** Without the dashes: `google-authentication-options.required-account-email`. */
  readonly name: string;
  /** The same in the spelling of the SDK. */
  readonly alias: string;
  readonly schema: JsonSchema;
  /** What references in `schema` are within. */
  readonly root: JsonSchema;
  readonly isRequired: boolean;
  readonly isSecret: boolean;
  /** Whether it takes the content of a file. */
  readonly isFile: boolean;
}

/** Deep enough for what people write by hand; all else is for `--params`. */
const DEEPEST = 3;

/** @param reserved names of flags that mean something else. A parameter of such a name has `params.` before it. */
export function flagsOf(operation: Operation, reserved: ReadonlySet<string>): readonly ParamFlag[] {
  const { params, options, secret = [], files = [], paging } = operation;
  const flags: ParamFlag[] = [];
  const visit = (
    kind: ParamFlag["kind"],
    root: JsonSchema,
    open: readonly JsonSchema[],
    parents: readonly string[],
  ) => {
    const parent = open.at(-1) ?? root;
    for (const [name, declared] of Object.entries(propertiesOf(parent, root))) {
      const path = [...parents, name];
      // `--page-token` is one flag for all lists.
      if (path.join(".") === paging?.token) continue;
      const schema = resolved(declared, root);
      const full = path.map(kebab).join(".");
      const prefix = reserved.has(full) ? "params." : "";
      flags.push({
        kind,
        path,
        name: prefix + full,
        alias: prefix + path.join("."),
        schema,
        root,
        isRequired: path.length === 1 && (root.required ?? []).includes(name),
        isSecret: secret.includes(name),
        isFile: files.includes(path.join(".")),
      });
      if (path.length < DEEPEST && !open.includes(schema)) visit(kind, root, [...open, schema], path);
    }
  };
  if (params !== null) visit("params", params, [params], []);
  if (options !== undefined) visit("options", options, [options], []);
  return flags.sort((a, b) => Number(b.isRequired) - Number(a.isRequired));
}

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

/** The documented values of a parameter, or of the items of a list. */
export function documentedValues(schema: JsonSchema, root: JsonSchema): readonly string[] {
  return alternatives(schema, root).flatMap((each) => {
    const values = each.enum ?? each.examples;
    if (values !== undefined) return values.map(String);
    return each.type === "array" ? documentedValues(itemsOf(each, root), root) : [];
  });
}
