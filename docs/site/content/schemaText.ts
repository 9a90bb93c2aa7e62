/** JSON Schema as readers of TypeScript know it. */
import { alternatives, itemsOf, propertiesOf, requiredOf, resolved } from "../../../src/cli/schema.js";
import type { JsonSchema } from "../../../src/operations/jsonSchema.js";
import { cell } from "./markdown.js";

/** Such as `string | number`, `Device[]`, or `"a" | "b"`. */
export function typeText(schema: JsonSchema, root: JsonSchema): string {
  const texts = alternatives(schema, root).map((each) => {
    if (each.const !== undefined) return JSON.stringify(each.const);
    if (each.enum !== undefined) return each.enum.map((value) => JSON.stringify(value)).join(" | ");
    if (each.type === "array") return arrayText(typeText(itemsOf(each, root), root));
    if (each.type === "integer") return "number";
    return typeof each.type === "string" ? each.type : "any";
  });
  return [...new Set(texts)].join(" | ");
}

const arrayText = (item: string) => (item.includes("|") ? `(${item})[]` : `${item}[]`);

/** Deeper fields are those of objects that have a page of their own in the reference of types. */
const DEEPEST = 3;

/** A row for each field: its name, type, whether it is required, and what it is. Fields of objects have dotted names. */
export function fieldRows(root: JsonSchema, { withRequired }: { withRequired: boolean }): string[][] {
  const rows: string[][] = [];
  const visit = (schema: JsonSchema, path: readonly string[], open: readonly JsonSchema[]) => {
    const required = requiredOf(schema);
    for (const [name, declared] of Object.entries(propertiesOf(schema, root))) {
      const field = resolved(declared, root);
      const here = [...path, name];
      const need = withRequired ? [required.includes(name) ? "yes" : ""] : [];
      const { description = "" } = { ...field, ...(declared.description && { description: declared.description }) };
      rows.push([
        `\`${here.join(".")}\``,
        `\`${typeText(field, root).replaceAll("|", "\\|")}\``,
        ...need,
        cell(description),
      ]);
      const inner = field.type === "array" ? itemsOf(field, root) : field;
      const isOpen = open.includes(inner) || here.length >= DEEPEST;
      const shown = field.type === "array" ? [...path, `${name}[]`] : here;
      if (!isOpen) visit(inner, shown, [...open, inner]);
    }
  };
  visit(root, [], [root]);
  return rows;
}
