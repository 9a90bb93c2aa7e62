/** Ids in paths: which of them Core can take, and how many of them fit into one request. */
import { bounded, inputListOf, matching, refined, type Schema } from "../core/schema.js";

/**
 * Core splits a segment of a path at its commas after decoding it, and trims the parts, so that one id would be taken
 * for two or for another. The firewall in front of it refuses `/ \ ; %`, control characters and line separators even if
 * they are encoded, with a response that tells nothing. `.` and `..` are resolved before a URL is sent, and lone
 * surrogates have no encoding.
 */
const TAKEN = /^(?!\s|\.{1,2}$)[^,/\\;%\p{Cc}\p{Cs}\u2028\u2029]+(?<!\s)$/u;

const RULE =
  "must not be empty, `.` or `..`, hold `,`, `/`, `\\`, `;`, `%`, control characters or lone surrogates, or begin or end with white space";

/** An id, or a name, that is a part of a path, or will be one once an object has it. */
export const pathId: Schema<string> = matching(TAKEN, RULE);

/** Ids that are one part of a path, at least one. */
export const pathIds: Schema<readonly string[]> = bounded(inputListOf(pathId), {
  least: 1,
  message: "must have at least one id",
});

/** The most ids in one request. */
const MAX_IDS = 100;
/** Servers were seen to take a list of this size and to refuse one of half as much again. */
const MAX_BYTES = 4_500;

/** The bytes that ids take in a path. */
export function pathBytes(ids: readonly string[]): number {
  return ids.reduce((bytes, id) => bytes + encodedLength(id) + 1, 0);
}

/** The ids of a method that is one request. */
export const requestIds: Schema<readonly string[]> = refined(
  pathIds,
  (ids) => ids.length <= MAX_IDS && pathBytes(ids) <= MAX_BYTES,
  `must have at most ${MAX_IDS} ids, and ${MAX_BYTES} bytes in all`,
);

/** Splits ids, or what has ids, into lists that fit into one request each. An id of any size is a list of its own. */
export function chunksOf<T>(items: readonly T[], idOf: (item: T) => string): T[][] {
  const chunks: T[][] = [];
  let chunk: T[] = [];
  let bytes = 0;
  for (const item of items) {
    const more = pathBytes([idOf(item)]);
    if (chunk.length > 0 && (chunk.length === MAX_IDS || bytes + more > MAX_BYTES)) {
      chunks.push(chunk);
      chunk = [];
      bytes = 0;
    }
    chunk.push(item);
    bytes += more;
  }
  if (chunk.length > 0) chunks.push(chunk);
  return chunks;
}

/** How many ids a message names. */
const MAX_NAMED = 5;

/** Ids as a message names them. */
export function namedIds(ids: readonly string[]): string {
  const more = ids.length > MAX_NAMED ? ` and ${ids.length - MAX_NAMED} more` : "";
  return `${ids.slice(0, MAX_NAMED).join(", ")}${more}`;
}

/** Text that is not well-formed cannot be encoded, and is refused where it would be sent. */
function encodedLength(id: string): number {
  try {
    return encodeURIComponent(id).length;
  } catch {
    return 3 * id.length;
  }
}
