/** Reading the body of an answer, bounded in size and time. */
import type { Deadline } from "./deadline.js";
import { InvalidResponseError, TesseraError } from "./errors.js";
import { connectionError, type TransportResponse } from "./transport.js";

/**
 * The body as text.
 *
 * @throws {@link InvalidResponseError} above `limit` bytes, or when it does not decompress;
 *   {@link ConnectionError} when the connection is lost.
 */
export async function readText(response: TransportResponse, limit: number, deadline: Deadline): Promise<string> {
  const arrived = response.body.arrived?.();
  if (arrived !== undefined) {
    const size = arrived.reduce((sum, chunk) => sum + chunk.length, 0);
    if (size > limit) throw tooLarge(response, limit);
    return decode(arrived);
  }
  const iterator = response.body[Symbol.asyncIterator]();
  const chunks: Uint8Array[] = [];
  let size = 0;
  let ended = false;
  try {
    for (;;) {
      const { done, value } = await deadline.race(iterator.next());
      deadline.progress();
      if (done) break;
      size += value.length;
      if (size > limit) {
        throw tooLarge(response, limit);
      }
      chunks.push(value);
    }
    ended = true;
  } catch (error) {
    if (error instanceof TesseraError || deadline.over) throw error;
    // zlib's codes: the transfer was whole, its content was not.
    if (/^Z_/.test(String((error as { code?: unknown } | null)?.code))) {
      throw unreadable(response, "with damaged compression");
    }
    throw connectionError(error, response.status);
  } finally {
    if (!ended) Promise.resolve(iterator.return?.()).catch(() => {});
  }
  return decode(chunks);
}

function tooLarge(response: TransportResponse, limit: number): InvalidResponseError {
  return unreadable(response, `with more than ${limit} bytes (\`maxResponseBytes\`)`);
}

function unreadable({ status }: TransportResponse, how: string): InvalidResponseError {
  return new InvalidResponseError(`The server answered ${status}, but ${how}.`, { status });
}

const utf8 = new TextDecoder();

function decode(chunks: Uint8Array[]): string {
  if (chunks.length === 1) return utf8.decode(chunks[0]);
  const decoder = new TextDecoder();
  return chunks.map((chunk) => decoder.decode(chunk, { stream: true })).join("") + decoder.decode();
}

/** Parses JSON without passing on what the parser says: its messages quote the text. */
export function parseJson(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** From here on, a secret is cut out wherever it stands; a shorter one only as a whole word, lest it tear up the text. */
const LONG_SECRET = 8;

/** Cuts secrets out of a text that an error may quote, as they are and as JSON or a URL spells them. */
export function redact(text: string, secrets: readonly unknown[]): string {
  let clean = text;
  for (const secret of secrets) {
    if (typeof secret !== "string" || secret === "" || text === "") continue;
    for (const spelling of spellings(secret)) {
      clean = secret.length < LONG_SECRET ? cutWord(clean, spelling) : clean.replaceAll(spelling, "[redacted]");
    }
  }
  return clean;
}

function cutWord(text: string, word: string): string {
  const literal = word.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
  // A word of JSON also begins after an escape, whose letters belong to no word.
  return text.replace(
    new RegExp(`(?<=^|[^\\w-]|\\\\[bfnrt]|\\\\u[\\da-fA-F]{4})${literal}(?![\\w-])`, "g"),
    "[redacted]",
  );
}

/** Plain texts and no pattern: one for a token of some kilobytes would be too large for the engine. */
function spellings(secret: string): Set<string> {
  const json = JSON.stringify(secret).slice(1, -1);
  const all = new Set([secret, json, json.replaceAll("/", "\\/")]);
  // Some writers escape what could end a script, others also what could end an attribute.
  for (const signs of [/[<>&]/g, /\\"|[<>&=']/g]) {
    const hex = (sign: string) => sign.charCodeAt(sign.length - 1).toString(16);
    all.add(json.replace(signs, (sign) => `\\u00${hex(sign)}`));
    all.add(json.replace(signs, (sign) => `\\u00${hex(sign).toUpperCase()}`));
  }
  try {
    all.add(encodeURIComponent(secret));
    all.add(new URLSearchParams({ "": secret }).toString().slice(1));
  } catch {
    // Not well-formed Unicode: no URL can hold it.
  }
  return all;
}
