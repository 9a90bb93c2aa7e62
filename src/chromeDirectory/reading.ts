/**
 * Reads one model from the spellings of two APIs. The Directory API's reference, its samples and its responses disagree
 * on case and on names; the Chrome Management API renames fields and prefixes enum values.
 */
import type { AnySchema } from "../core/schema.js";
import { namesAt } from "../core/shape.js";
import { matches } from "../core/validate.js";
import { isPlainObject, setOwn } from "../core/values.js";

/** Reads a value; what it cannot read it returns as it is, for validation to report. */
export type Read = (value: unknown) => unknown;

/** How a field is read, where that takes more than its own name. */
export interface FieldReading {
  /** Other spellings of its name, the most trusted first. Case and `_` do not matter. */
  readonly from?: readonly string[];
  readonly read?: Read;
}

/** What is special of the fields of a model. */
export type Readings<T> = { readonly [F in keyof T]?: FieldReading };

const fold = (name: string) => (name.includes("_") ? name.replaceAll("_", "") : name).toLowerCase();

/** Of several spellings of one field, the most trusted wins; null gives way to all of them. */
const LEAST_TRUSTED = 99;

interface Spelling {
  readonly field: string;
  readonly rank: number;
}

/**
 * Returns what reads a model: an object with every field under its own name. A field that is not known by any spelling
 * keeps its name. An object that is as documented is returned as it is.
 *
 * @param inner names of objects on the wire whose fields are fields of the model.
 */
export function readerOf<T>(schema: AnySchema, readings: Readings<T>, inner: readonly string[] = []): Read {
  const reads = readings as Readonly<Record<string, FieldReading | undefined>>;
  const foldedInner = inner.map(fold);
  let spellings: ReadonlyMap<string, Spelling> | undefined;
  return (wire) => {
    if (!isPlainObject(wire) || matches(schema, wire)) return wire;
    spellings ??= spellingsOf(namesAt(schema, []), reads);
    const model = placed(wire, spellings, foldedInner);
    for (const [field, value] of Object.entries(model)) {
      const read = Object.hasOwn(reads, field) ? reads[field]?.read : undefined;
      if (read) model[field] = read(value);
    }
    return model;
  };
}

function spellingsOf(
  fields: readonly string[],
  readings: Readonly<Record<string, FieldReading | undefined>>,
): ReadonlyMap<string, Spelling> {
  const others = Object.entries(readings).flatMap(([field, reading]) =>
    (reading?.from ?? []).map((name, place) => [fold(name), { field, rank: place + 1 }] as const),
  );
  return new Map([...others, ...fields.map((field) => [fold(field), { field, rank: 0 }] as const)]);
}

/** Puts each value under the name of its field. */
function placed(
  wire: Record<string, unknown>,
  spellings: ReadonlyMap<string, Spelling>,
  inner: readonly string[],
): Record<string, unknown> {
  const trusted = new Map<string, number>();
  const model: Record<string, unknown> = {};
  const take = (name: string, value: unknown, penalty: number) => {
    const { field, rank } = spellings.get(fold(name)) ?? { field: name, rank: 0 };
    const trust = value === null ? LEAST_TRUSTED : rank + penalty;
    if (trust >= (trusted.get(field) ?? Number.POSITIVE_INFINITY)) return;
    trusted.set(field, trust);
    setOwn(model, field, value);
  };
  for (const [name, value] of Object.entries(wire)) {
    if (inner.includes(fold(name)) && isPlainObject(value)) {
      for (const [field, each] of Object.entries(value)) take(field, each, 1);
    } else take(name, value, 0);
  }
  return model;
}

/** Reads an enum value in camel case: without the prefixes, and `unknown` for the placeholders of a missing one. */
export function enumReader(...prefixes: readonly string[]): Read {
  return (value) => {
    if (typeof value !== "string" || !/^[A-Z][A-Z\d_]*$/.test(value)) return value;
    const prefix = prefixes.find((each) => value.startsWith(`${each}_`));
    const name = prefix ? value.slice(prefix.length + 1) : value;
    if (/^UNKNOWN|UNSPECIFIED$/.test(name)) return "unknown";
    return name.toLowerCase().replace(/_([a-z\d])/g, (_, letter: string) => letter.toUpperCase());
  };
}

/** Reads a 64-bit integer, which JSON spells as text. */
export const readCount: Read = (value) => (typeof value === "number" ? String(value) : value);

/** Reads each item of a list. */
export const eachOf =
  (read: Read): Read =>
  (value) =>
    Array.isArray(value) ? value.map(read) : value;

/** The last segment of a resource name: the id, by which methods are called. */
function idOfName(name: unknown): string | undefined {
  return typeof name === "string" && name !== "" ? name.slice(name.lastIndexOf("/") + 1) : undefined;
}

/** Takes the id of a resource from the end of its name. */
export function named(id: string, read: Read): Read {
  return (wire) => {
    const model = read(wire);
    const found = isPlainObject(model) ? idOfName(model.name) : undefined;
    return found === undefined ? model : { ...(model as object), [id]: found };
  };
}

/**
 * Reads a page: the list is absent when it is empty, and an empty page token means the end.
 *
 * @param lists names of the list, the most trusted first.
 * @param dropped other fields without a name in the result.
 */
export function pageReader(
  lists: readonly string[],
  readItem: Read,
  { dropped = [], asIs }: { dropped?: readonly string[]; asIs?: AnySchema } = {},
): Read {
  const folded = lists.map(fold);
  const ignored = [...folded, "nextpagetoken", "kind", "etag", ...dropped.map(fold)];
  return (wire) => {
    if (!isPlainObject(wire)) return wire;
    const names = Object.keys(wire);
    const valueAs = (spelling: string) => {
      const name = names.find((each) => fold(each) === spelling);
      return name === undefined ? undefined : wire[name];
    };
    const items = folded.map(valueAs).find((list) => list !== undefined && list !== null) ?? [];
    const next = valueAs("nextpagetoken");
    const page: Record<string, unknown> = {
      items,
      ...(next !== undefined && next !== null && next !== "" && { nextPageToken: next }),
    };
    for (const name of names) if (!ignored.includes(fold(name))) setOwn(page, name, wire[name]);
    // The whole page at once, as to check each item takes longer.
    if (Array.isArray(items) && !(asIs && matches(asIs, page))) page.items = items.map(readItem);
    return page;
  };
}
