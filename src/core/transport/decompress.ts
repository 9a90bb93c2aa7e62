/** Decoding of compressed response bodies. */
import { InvalidResponseError } from "../errors.js";
import { named } from "../named.js";
import { headerOf, type ResponseBody, type TransportResponse } from "./transport.js";

const MAX_CODINGS = 3;
const SUPPORTED_CODINGS = new Set(["gzip", "x-gzip", "deflate", "br"]);

/** A response whose body is decompressed as it is read. Returned at once: its status counts, whatever its body holds. */
export function decoded(response: TransportResponse): TransportResponse {
  const { status, headers, body } = response;
  const encodings = headerOf(response, "content-encoding")?.toLowerCase().split(",") ?? [];
  const codings = encodings.map((name) => name.trim()).filter((name) => name !== "" && name !== "identity");
  // A body without content (HEAD, 204, 304) may carry the header all the same.
  if (codings.length === 0 || status === 204 || status === 304) return response;
  return { status, headers, body: new DecodedBody(status, body[Symbol.asyncIterator](), codings.reverse()) };
}

/** Not a generator: one that was not started would leave its source open when it is returned. */
class DecodedBody implements ResponseBody, AsyncIterator<Uint8Array> {
  #status: number;
  #source: AsyncIterator<Uint8Array>;
  #codings: readonly string[];
  #decoded: Promise<AsyncIterator<Uint8Array>> | undefined;

  /** @param codings the last applied first. */
  constructor(status: number, source: AsyncIterator<Uint8Array>, codings: readonly string[]) {
    this.#status = status;
    this.#source = source;
    this.#codings = codings;
  }

  async next(): Promise<IteratorResult<Uint8Array>> {
    this.#decoded ??= this.#decode();
    return (await this.#decoded).next();
  }

  async return(): Promise<IteratorResult<Uint8Array>> {
    // First, as the decoded side waits for a chunk that is being read.
    await this.#source.return?.();
    await this.#decoded?.then((decoded) => decoded.return?.()).catch(() => {});
    return { value: undefined, done: true };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async #decode(): Promise<AsyncIterator<Uint8Array>> {
    if (this.#codings.length > MAX_CODINGS || this.#codings.some((name) => !SUPPORTED_CODINGS.has(name))) {
      await this.#source.return?.();
      // The body of an error cannot be read, but its status can.
      if (this.#status >= 300) return nothing();
      throw new InvalidResponseError("The response has a content encoding that was not requested.", {
        status: this.#status,
      });
    }
    const first = await this.#source.next();
    return first.done ? nothing() : decompressed(first.value, this.#source, this.#codings);
  }
}

async function decompressed(
  first: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
  codings: readonly string[],
): Promise<AsyncIterator<Uint8Array>> {
  const zlib = await import("node:zlib");
  const { Readable, pipeline } = named(await import("node:stream"), "Readable");
  const stages = codings.map((name, place) => {
    if (name === "br") return zlib.createBrotliDecompress();
    if (name !== "deflate") return zlib.createGunzip();
    // Many servers leave the zlib header out.
    const headless = place === 0 && ((first[0] ?? 0) & 0x0f) !== 8;
    return headless ? zlib.createInflateRaw() : zlib.createInflate();
  });
  const source = Readable.from(startingWith(first, rest), { objectMode: false });
  // Errors reach the reader through the last stage.
  const body = pipeline([source, ...stages], () => {}) as unknown as AsyncIterable<Uint8Array>;
  return body[Symbol.asyncIterator]();
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

async function* startingWith(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield first;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}
