/** Values that are too large, made smaller: with fewer items in lists and shorter texts, and so still JSON. */

/** How many items of a list, and characters of a text, are kept. The first that suffices is taken. */
const CUTS = [
  { items: 100, characters: 4_000 },
  { items: 50, characters: 2_000 },
  { items: 20, characters: 1_000 },
  { items: 10, characters: 500 },
  { items: 5, characters: 200 },
  { items: 1, characters: 100 },
] as const;

/** How many characters a value has as JSON. */
export const sizeOf = (value: unknown) => JSON.stringify(value).length;

/** @returns The value, and a note if it was too large. */
export function shortened(value: unknown, mostCharacters: number): { value: unknown; note?: string } {
  if (sizeOf(value) <= mostCharacters) return { value };
  for (const { items, characters } of CUTS) {
    const cut = cutTo(value, items, characters);
    if (sizeOf(cut) > mostCharacters) continue;
    const note = `The result is too large: lists are cut to ${items} items, and texts to ${characters} characters.`;
    return { value: cut, note };
  }
  return { value: null, note: `The result has ${sizeOf(value)} characters, which is too large to be shown.` };
}

function cutTo(value: unknown, items: number, characters: number): unknown {
  if (typeof value === "string") {
    // Not half a character.
    return value.length > characters ? `${value.slice(0, characters).replace(/[\uD800-\uDBFF]$/, "")}…` : value;
  }
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.slice(0, items).map((item) => cutTo(item, items, characters));
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, cutTo(field, items, characters)]));
}
