/** Flags of an operation, from the JSON Schema of its parameters. Needs no parser, so that completion is quick. */
import type { JsonSchema, Operation } from "./catalog.js";
import { kebab } from "./names.js";
import { alternatives, itemsOf, propertiesOf, requiredOf, resolved } from "./schema.js";

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
        isRequired: path.length === 1 && requiredOf(root).includes(name),
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

/** The documented values of a parameter, or of the items of a list. */
export function documentedValues(schema: JsonSchema, root: JsonSchema): readonly string[] {
  return alternatives(schema, root).flatMap((each) => {
    const values = each.enum ?? each.examples;
    if (values !== undefined) return values.map(String);
    return each.type === "array" ? documentedValues(itemsOf(each, root), root) : [];
  });
}
