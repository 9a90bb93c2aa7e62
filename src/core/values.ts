/** Plain helpers over values of unknown shape. */

/** An object literal, also of another realm, or an object without a prototype. What it holds is its own. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  if (prototype === null || prototype === Object.prototype) return true;
  return Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, "hasOwnProperty");
}

/** Sets a field of the object itself, also where assignment would set its prototype. */
export function setOwn(object: Record<string, unknown>, name: string, value: unknown): void {
  if (name !== "__proto__") object[name] = value;
  else Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
}

/** Parameters with some added. A value that is not a plain object is returned as it is, for validation to refuse. */
export function withFields<P>(params: P, more: Partial<P>): P {
  return isPlainObject(params) ? { ...params, ...more } : params;
}

/** A copy of an object without some of its names. */
export function without<T>(object: T, names: readonly string[]): T {
  return Object.fromEntries(Object.entries(object as object).filter(([name]) => !names.includes(name))) as T;
}

/**
 * Parses JSON without exposing the parser's message, which quotes the text.
 *
 * @param redact applied to each string and each name, which JSON can spell in many ways.
 */
export function parseJson(text: string, redact?: (text: string) => string): { value: unknown } | undefined {
  const reviver = redact && ((_: string, value: unknown) => redacted(value, redact));
  try {
    return { value: JSON.parse(text, reviver) };
  } catch {
    return undefined;
  }
}

/** Smaller numbers are seconds: as milliseconds they would lie before March 1973. */
const SMALLEST_MS = 1e11;

/** A time since the Unix epoch in milliseconds, from seconds or milliseconds. */
export function epochMs(time: number): number {
  return time < SMALLEST_MS ? time * 1_000 : time;
}

/** Characters that would break a line of a log or change how the rest of it is shown. */
const CONTROLS = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;
const MAX_SHOWN = 1_000;

/** A text of the vendor's as a message may quote it: on one line, and cut. */
export function printable(text: string): string {
  const line = text
    .slice(0, 4 * MAX_SHOWN)
    .replace(CONTROLS, " ")
    .trim();
  // Whole characters: a cut pair of surrogates is not well-formed.
  return line.length > MAX_SHOWN ? `${line.slice(0, MAX_SHOWN).replace(/[\ud800-\udbff]$/, "")}…` : line;
}

/** A string or the names of an object; what the object holds has been redacted before. */
function redacted(value: unknown, redact: (text: string) => string): unknown {
  if (typeof value === "string") return redact(value);
  if (!isPlainObject(value)) return value;
  for (const name of Object.keys(value)) {
    const clean = redact(name);
    if (clean === name) continue;
    setOwn(value, clean, value[name]);
    delete value[name];
  }
  return value;
}

/** `["items", 0, "state"]` as `items[0].state`. */
export function pathText(path: readonly PropertyKey[]): string {
  const text = path
    .map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`))
    .join("")
    .replace(/^\./, "");
  return printable(text);
}
