/** How responses are read whose shape is not documented: in each likely form. */
import { isPlainObject } from "../core/values.js";

/** The only item of a list in place of the list. */
export function soleItem(body: unknown): unknown {
  return Array.isArray(body) && body.length === 1 ? body[0] : body;
}

/** An object and those that it holds. */
export function levelsOf(body: Record<string, unknown>): Record<string, unknown>[] {
  return [body, ...Object.values(body).filter(isPlainObject)];
}

/** The name of a field, whether it is written with capitals or with `_`. */
export function plainName(name: string): string {
  return name.toLowerCase().replaceAll("_", "");
}
