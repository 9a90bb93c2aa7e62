/** Decoding of compressed response bodies. */
import { InvalidResponseError } from "../errors.js";
import { headerOf, type TransportResponse } from "./transport.js";

const MAX_CODINGS = 3;
const SUPPORTED_CODINGS = new Set(["gzip", "x-gzip", "deflate", "br"]);

/** A response whose body is decompressed as it is read. */
export async function decoded(response: TransportResponse): Promise<TransportResponse> {
  const encodings = headerOf(response, "content-encoding")?.toLowerCase().split(",") ?? [];
  const codings = encodings.map((name) => name.trim()).filter((name) => name !== "" && name !== "identity");
  // A body without content (HEAD, 204, 304) may carry the header all the same.
  if (codings.length === 0 || response.status === 204 || response.status === 304) return response;
  if (codings.length > MAX_CODINGS || codings.some((name) => !SUPPORTED_CODINGS.has(name))) {
    await response.body[Symbol.asyncIterator]().return?.();
    // Its body cannot be read, but its status can.
    if (response.status >= 300) return { ...response, body: (async function* () {})() };
    throw new InvalidResponseError("The response has a content encoding that was not requested.", {
      status: response.status,
    });
  }
  const chunks = response.body[Symbol.asyncIterator]();
  const first = await chunks.next();
  if (first.done) return response;
  const zlib = await import("node:zlib");
  const { Readable, pipeline } = await import("node:stream");
  const stages = codings.reverse().map((name, place) => {
    if (name === "br") return zlib.createBrotliDecompress();
    if (name !== "deflate") return zlib.createGunzip();
    // Many servers leave the zlib header out.
    const headless = place === 0 && ((first.value[0] ?? 0) & 0x0f) !== 8;
    return headless ? zlib.createInflateRaw() : zlib.createInflate();
  });
  const source = Readable.from(startingWith(first.value, chunks), { objectMode: false });
  // Errors reach the reader through the last stage.
  const body = pipeline([source, ...stages], () => {}) as unknown as AsyncIterable<Uint8Array>;
  return { status: response.status, headers: response.headers, body };
}

/** No generator: one that waits for a chunk cannot be ended. */
function startingWith(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncIterable<Uint8Array> {
  let isFirst = true;
  const chunks: AsyncIterator<Uint8Array> = {
    next() {
      if (!isFirst) return rest.next();
      isFirst = false;
      return Promise.resolve({ done: false, value: first });
    },
    async return() {
      await rest.return?.();
      return { done: true, value: undefined };
    },
  };
  return { [Symbol.asyncIterator]: () => chunks };
}
