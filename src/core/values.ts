/** Plain helpers over values of unknown shape. */

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Parameters with some added. A value that is not a plain object is returned as it is, for validation to refuse. */
export function extended<P>(params: P, more: Partial<P>): P {
  return isPlainObject(params) ? { ...params, ...more } : params;
}

/** Parses JSON without exposing the parser's message, which quotes the text. */
export function parseJson(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** `["items", 0, "state"]` as `items[0].state`. */
export function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`))
    .join("")
    .replace(/^\./, "");
}
