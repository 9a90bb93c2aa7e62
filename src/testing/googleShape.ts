/** What messages of Google's APIs may contain, as data: written from Google's description of the API, not from the client's own checks. */
import { refuse } from "./google.js";

export type Shape =
  | { readonly kind: "text"; readonly matches?: RegExp }
  | { readonly kind: "flag" | "int32" | "uint32" | "map" }
  | { readonly kind: "choice"; readonly values: readonly string[] }
  | { readonly kind: "list"; readonly item: Shape }
  | { readonly kind: "object"; readonly fields: () => Fields; readonly required: readonly string[] };

export type Fields = Readonly<Record<string, Shape>>;
export type ObjectShape = Extract<Shape, { kind: "object" }>;

export const text: Shape = { kind: "text" };
export const flag: Shape = { kind: "flag" };
export const int32: Shape = { kind: "int32" };
export const uint32: Shape = { kind: "uint32" };
/** An object of any fields. */
export const map: Shape = { kind: "map" };
/** JSON spells 64-bit numbers as text. */
export const int64: Shape = { kind: "text", matches: /^-?\d+$/ };
export const base64url: Shape = { kind: "text", matches: /^[\w-]*=*$/ };
export const choice = (...values: string[]): Shape => ({ kind: "choice", values });
export const list = (item: Shape): Shape => ({ kind: "list", item });

/** A function returns the fields of objects that contain each other. */
export function object(fields: Fields | (() => Fields), ...required: string[]): ObjectShape {
  return { kind: "object", fields: typeof fields === "function" ? fields : () => fields, required };
}

/** Deepest nesting of JSON that Google accepts. */
const DEEPEST = 100;

const whole = (value: unknown, least: number, most: number) =>
  Number.isInteger(value) && (value as number) >= least && (value as number) <= most;

/** Refuses a value of another shape. `path` is its place in the body. */
export function checkShape(shape: Shape, value: unknown, path: string, depth = 0): void {
  if (depth > DEEPEST) refuse(400, "Message too deep.", "parseError");
  const right = () => {
    switch (shape.kind) {
      case "text":
        return typeof value === "string" && (shape.matches?.test(value) ?? true);
      case "flag":
        return typeof value === "boolean";
      case "int32":
        return whole(value, -(2 ** 31), 2 ** 31 - 1);
      case "uint32":
        return whole(value, 0, 2 ** 32 - 1);
      case "choice":
        return shape.values.includes(value as string);
      case "list":
        return Array.isArray(value);
      case "map":
      case "object":
        return typeof value === "object" && value !== null && !Array.isArray(value);
    }
  };
  if (!right()) refuse(400, `Invalid value at '${path}'.`, "invalid");
  if (shape.kind === "list")
    for (const [i, item] of (value as []).entries()) checkShape(shape.item, item, `${path}[${i}]`, depth + 1);
  if (shape.kind === "object") checkFields(shape, value as object, path, depth + 1);
}

function checkFields(shape: ObjectShape, value: object, path: string, depth: number): void {
  const fields = shape.fields();
  for (const [name, held] of Object.entries(value)) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (field === undefined) {
      const at = path === "" ? "" : ` at '${path}'`;
      refuse(400, `Invalid JSON payload received. Unknown name "${name}"${at}: Cannot find field.`);
    }
    checkShape(field, held, path === "" ? name : `${path}.${name}`, depth);
  }
  // An empty text counts as missing.
  const given = new Map(Object.entries(value));
  const missing = shape.required.find((name) => (given.get(name) ?? "") === "");
  if (missing !== undefined) refuse(400, `Missing required field: ${missing}`, "required");
}

/** Query parameters are all text: converts one to the type of its shape, and checks it. */
export function readQuery(shape: Shape, given: readonly string[], name: string): void {
  if (shape.kind === "list") {
    for (const each of given) readQuery(shape.item, [each], name);
    return;
  }
  if (given.length > 1) refuse(400, `Parameter ${name} is given more than once.`, "invalidParameter");
  const [value = ""] = given;
  const read: Partial<Record<Shape["kind"], unknown>> = {
    flag: value === "true" || (value === "false" ? false : value),
    uint32: /^\d+$/.test(value) ? Number(value) : value,
  };
  checkShape(shape, read[shape.kind] ?? value, name);
}

/** Whether a mask such as `policy.productPolicy` names a field. It cannot name a field inside a list. */
export function hasField(shape: Shape | undefined, path: readonly string[]): boolean {
  const [name, ...rest] = path;
  if (name === undefined) return shape !== undefined;
  return shape?.kind === "object" && Object.hasOwn(shape.fields(), name) && hasField(shape.fields()[name], rest);
}
