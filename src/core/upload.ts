/** A body that the caller streams to the server. */
import { invalidParam, TesseraError } from "./errors.js";

/** What a caller may return: an iterator, a stream of Node or of the web, or an iterable that can be read again. */
export type Source = AsyncIterable<Uint8Array> & {
  next?: unknown;
  getReader?: unknown;
  on?(event: "error", listener: () => void): unknown;
  destroy?(): void;
};

/** Streams that were read. Another attempt would send nothing of them, and the server would take that for the whole. */
const spent = new WeakSet<object>();

const misuses = new WeakSet<object>();

/** Whether an error is that of a stream which was read before, or is of something else than bytes. */
export function saysMisused(error: unknown): error is TesseraError {
  return misuses.has(error as object);
}

/** The stream of one attempt: made when the transport asks for it, and given back when the attempt ends. */
export class Upload {
  /** What the caller's stream failed with. It is the caller's own error, and not one of the connection. */
  failure: { error: unknown } | undefined;
  #source: () => AsyncIterable<Uint8Array>;
  #stream: Source | undefined;
  #chunks: AsyncGenerator<Uint8Array> | undefined;
  #isClosed = false;

  constructor(source: () => AsyncIterable<Uint8Array>) {
    this.#source = source;
  }

  open = (): AsyncIterable<Uint8Array> => {
    try {
      const stream = openStream(this.#source, "body");
      this.#stream = stream;
      const chunks = this.#read(stream);
      this.#chunks = chunks;
      const iterator = { next: () => this.#next(chunks), return: () => chunks.return(undefined) };
      return { [Symbol.asyncIterator]: () => iterator };
    } catch (error) {
      this.failure = { error };
      throw error;
    }
  };

  /** Ends what was not read to its end: a stream of Node keeps its file open until then. */
  close(): void {
    this.#isClosed = true;
    this.#stream?.destroy?.();
    this.#chunks?.return(undefined).catch(() => {});
  }

  async #next(chunks: AsyncGenerator<Uint8Array>): Promise<IteratorResult<Uint8Array>> {
    const result = await chunks.next();
    // Not `done`: the server would take what it has for the whole.
    if (result.done && this.#isClosed) throw new Error("given up");
    return result;
  }

  async *#read(stream: Source): AsyncGenerator<Uint8Array> {
    try {
      yield* bytesOf(stream, "body");
    } catch (error) {
      this.failure = { error };
      throw error;
    }
  }
}

/**
 * Calls a function of the caller's for a stream.
 *
 * @param name the parameter that errors name.
 * @throws An error of parameters if it returns no stream, or one that was read before.
 */
export function openStream(source: () => AsyncIterable<Uint8Array>, name: string): Source {
  const stream: Source = source();
  if (typeof stream?.[Symbol.asyncIterator] !== "function") {
    invalidParam(name, "must return an async iterable of bytes");
  }
  if (spent.has(stream)) throw misused(name, "must return a new stream for each attempt, and this one was read before");
  // A stream of Node can fail before it is read, which would end the process; whoever reads it is told again.
  stream.on?.("error", () => {});
  return stream;
}

/** The chunks of a stream that is then spent, if it can be read once. */
export async function* bytesOf(stream: Source, name: string): AsyncGenerator<Uint8Array> {
  if (isOneShot(stream)) spent.add(stream);
  let isBegun = false;
  for await (const chunk of stream) {
    if (!ArrayBuffer.isView(chunk)) {
      const rule = "must yield only `Uint8Array`s";
      throw isBegun ? misused(name, rule) : invalidParam(name, rule);
    }
    isBegun = true;
    yield chunk;
  }
}

function isOneShot({ next, getReader, destroy }: Source): boolean {
  return [next, getReader, destroy].some((method) => typeof method === "function");
}

/** Not an `InvalidParamsError`, which says that nothing was sent. */
function misused(name: string, how: string): TesseraError {
  const error = new TesseraError(`\`${name}\` ${how}.`, {
    code: "ERR_TESSERA_INVALID_PARAMS",
    kind: "invalid_request",
  });
  misuses.add(error);
  return error;
}
