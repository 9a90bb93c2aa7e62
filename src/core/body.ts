/** Reading the body of a response, bounded in size and time. */
import { joined } from "./bytes.js";
import { decodeText } from "./charset.js";
import type { Deadline } from "./deadline.js";
import { InvalidResponseError, TesseraError } from "./errors.js";
import { systemCode } from "./transport/failure.js";
import type { TransportResponse } from "./transport/transport.js";

/** Code of the error of a response above `maxResponseBytes`. */
export const TOO_LARGE = "ERR_TESSERA_RESPONSE_TOO_LARGE";

/** Thrown by {@link readBytes} for a body above its limit. */
export class BodyTooLarge extends Error {
  constructor(readonly limit: number) {
    super(`more than ${limit} bytes`);
  }
}

/** Bounds the reading of a body in time. */
export type Pace = Pick<Deadline, "race" | "progress">;

/**
 * All chunks of a body; without a promise where it has arrived already. Whatever ends the reading early closes the
 * connection.
 *
 * @throws A {@link BodyTooLarge} above `limit` bytes.
 */
export function readBytes(
  { body }: TransportResponse,
  limit: number,
  pace: Pace,
): Uint8Array[] | Promise<Uint8Array[]> {
  const arrived = body.arrived?.();
  if (arrived === undefined) return readChunks(body[Symbol.asyncIterator](), limit, pace);
  if (arrived.reduce((sum, chunk) => sum + chunk.length, 0) > limit) throw new BodyTooLarge(limit);
  return arrived;
}

async function readChunks(iterator: AsyncIterator<Uint8Array>, limit: number, pace: Pace): Promise<Uint8Array[]> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  let ended = false;
  try {
    for (;;) {
      const { done, value } = await pace.race(iterator.next());
      pace.progress();
      if (done) break;
      size += value.length;
      if (size > limit) throw new BodyTooLarge(limit);
      chunks.push(value);
    }
    ended = true;
  } finally {
    if (!ended) Promise.resolve(iterator.return?.()).catch(() => {});
  }
  return chunks;
}

/**
 * The body as text; without a promise where it has arrived already.
 *
 * @throws An {@link InvalidResponseError} above `limit` bytes, or if it does not decompress; what the transport throws
 *   if the connection is lost.
 */
export function readText(response: TransportResponse, limit: number, deadline: Deadline): string | Promise<string> {
  try {
    const chunks = readBytes(response, limit, deadline);
    return chunks instanceof Promise ? textOf(chunks, response, limit, deadline) : decodeText(joined(chunks), response);
  } catch (error) {
    throw readingError(response, limit, deadline, error);
  }
}

async function textOf(
  chunks: Promise<Uint8Array[]>,
  response: TransportResponse,
  limit: number,
  deadline: Deadline,
): Promise<string> {
  try {
    // Decoding chunk by chunk takes several times as long.
    return decodeText(joined(await chunks), response);
  } catch (error) {
    throw readingError(response, limit, deadline, error);
  }
}

function readingError(response: TransportResponse, limit: number, deadline: Deadline, error: unknown): unknown {
  if (error instanceof BodyTooLarge) {
    return unreadable(response, `with more than ${limit} bytes (\`maxResponseBytes\`)`, TOO_LARGE);
  }
  if (error instanceof TesseraError || deadline.over) return error;
  return damagedError(response, error) ?? error;
}

/** The error of a body that does not decompress. By the codes of zlib and brotli: the transfer itself was complete. */
export function damagedError(
  response: Pick<TransportResponse, "status">,
  error: unknown,
): InvalidResponseError | undefined {
  if (!/^(?:Z_|ERR__ERROR_|ERR_BROTLI_)/.test(systemCode(error) ?? "")) return undefined;
  return unreadable(response, "with damaged compression");
}

function unreadable(
  { status }: Pick<TransportResponse, "status">,
  how: string,
  code = "ERR_TESSERA_INVALID_RESPONSE",
): InvalidResponseError {
  return new InvalidResponseError(`The server responded with status ${status}, but ${how}.`, { status, code });
}
