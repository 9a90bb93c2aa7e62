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
        throw unreadable(response, `with more than ${limit} bytes (\`maxResponseBytes\`)`);
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
  return decode(chunks, size);
}

function unreadable({ status }: TransportResponse, how: string): InvalidResponseError {
  return new InvalidResponseError(`The server answered ${status}, but ${how}.`, { status });
}

function decode(chunks: Uint8Array[], size: number): string {
  if (chunks.length === 1) return new TextDecoder().decode(chunks[0]);
  const whole = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.length;
  }
  return new TextDecoder().decode(whole);
}

/** Parses JSON without passing on what the parser says: its messages quote the text. */
export function parseJson(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/**
 * Cuts secrets out of a text that an error may quote, as they are and as JSON or a URL would write them.
 * Only whole words: a short secret must not tear up the text it happens to be a part of.
 */
export function redact(text: string, secrets: readonly (string | undefined)[]): string {
  let clean = text;
  for (const secret of secrets) {
    if (!secret || text === "") continue;
    for (const form of new Set([secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)])) {
      const literal = form.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
      clean = clean.replace(new RegExp(`(?<![\\w-])${literal}(?![\\w-])`, "g"), "[redacted]");
    }
  }
  return clean;
}
