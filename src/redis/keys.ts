/** Where a bulk run is in Redis. */

/** Its keys, in the order in which scripts take them: all in one slot of a cluster, by the name in braces. */
export function keysOf(name: string): string[] {
  return ["rows", "held", "owners", "results", "meta", "taken"].map((part) => `tessera:{${name}}:${part}`);
}

/** The place of a key in that list. */
export const RESULTS = 3;
export const META = 4;

/** What a result is sealed for: it opens as that of its own row alone. */
export const purposeOf = (name: string, row: number | "header") => `tessera bulk ${name} ${row}`;
