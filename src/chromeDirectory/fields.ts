/** Field masks: from fields by their names here to the `fields` parameter of either API. */
import type { CallOptions } from "../core/options.js";

/** The names of a mask at its first level, without what they select below. */
function firstLevel(mask: string): string[] {
  const names: string[] = [];
  let depth = 0;
  let name = "";
  for (const letter of mask) {
    if (letter === "(") depth++;
    else if (letter === ")") depth--;
    else if (depth > 0) continue;
    else if (letter === ",") {
      names.push(name.trim());
      name = "";
    } else name += letter;
  }
  return [...names, name.trim()];
}

/** A mask with a field that the SDK needs. */
function keeping(needed: string, mask: string): string {
  const names = firstLevel(mask);
  return names.includes(needed) || names.includes("*") ? mask : `${needed},${mask}`;
}

/** A list's mask without the page token would end the list after its first page. */
export const keepingPageToken = (mask: string): string => keeping("nextPageToken", mask);

/** How the fields of an item are named on the wire. */
export interface WireFields<F extends string> {
  /** Field that holds the items of a page. */
  readonly items: string;
  /** Field that holds the id. */
  readonly id: string;
  /** Fields that have another name on the wire, or none. */
  readonly renamed: Readonly<Partial<Record<F, string | undefined>>>;
}

/** The mask of one item, which always has its id. */
export function itemMask<F extends string>(
  fields: readonly F[] | string | undefined,
  { id, renamed }: WireFields<F>,
): string | undefined {
  if (fields === undefined) return undefined;
  if (typeof fields === "string") return keeping(id, fields);
  const names = fields.flatMap((field) => (Object.hasOwn(renamed, field) ? (renamed[field] ?? []) : field));
  return [...new Set([id, ...names])].join(",");
}

/** The mask of a page. */
export function pageMask<F extends string>(
  fields: readonly F[] | string | undefined,
  wire: WireFields<F>,
): string | undefined {
  if (typeof fields === "string") return keepingPageToken(fields);
  const mask = itemMask(fields, wire);
  return mask && `nextPageToken,${wire.items}(${mask})`;
}

/** The options of a list, whose own mask keeps the page token too. A list of masks is one mask. */
export function listOptions(options: CallOptions | undefined): CallOptions | undefined {
  const given = options?.extraQuery?.fields;
  const mask = Array.isArray(given) ? given.join(",") : given;
  if (typeof mask !== "string" || mask.trim() === "") return options;
  return { ...options, extraQuery: { ...options?.extraQuery, fields: keepingPageToken(mask) } };
}
