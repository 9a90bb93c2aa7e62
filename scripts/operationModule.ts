/** What the build writes for a file of JSON that is to be loaded fast. */

/** A shorter part costs more to share than to have twice. */
const SHORTEST_SHARED = 150;

/**
 * A module whose default export is a JSON value. Equal parts are written and parsed once, and are then one object:
 * schemas of a service have much in common, and the time to load them grows with their size.
 */
export function moduleOf(value: unknown): string {
  const counts = new Map<string, number>();
  const count = (part: unknown): void => {
    if (typeof part !== "object" || part === null) return;
    const text = JSON.stringify(part);
    if (text.length < SHORTEST_SHARED) return;
    const before = counts.get(text) ?? 0;
    counts.set(text, before + 1);
    // What is inside a part that is shared is written once.
    if (before === 0) for (const inner of Object.values(part)) count(inner);
  };
  count(value);

  // A part comes after those that are inside it.
  const shared: unknown[] = [];
  const places = new Map<string, number>();
  const compact = (part: unknown): unknown => {
    if (typeof part !== "object" || part === null) return part;
    const text = JSON.stringify(part);
    const place = places.get(text);
    if (place !== undefined) return { $shared: place };
    const inner = Array.isArray(part)
      ? part.map(compact)
      : Object.fromEntries(Object.entries(part).map(([name, each]) => [name, compact(each)]));
    if ((counts.get(text) ?? 0) < 2) return inner;
    places.set(text, shared.push(inner) - 1);
    return { $shared: shared.length - 1 };
  };

  const compacted = compact(value);
  return `const shared = ${parsed(shared)};
const whole = (part) => {
  for (const name in part) {
    const each = part[name];
    if (typeof each === "object" && each !== null) part[name] = each.$shared === undefined ? whole(each) : shared[each.$shared];
  }
  return part;
};
whole(shared);
export default whole(${parsed(compacted)});
`;
}

/** Code that parses a value, which is faster than the value as code. */
function parsed(value: unknown): string {
  return `JSON.parse('${JSON.stringify(value).replace(/[\\']/g, "\\$&")}')`;
}
