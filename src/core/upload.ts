/** A body that the caller streams to the server. */
import { invalidParam } from "./errors.js";

/** The stream of one attempt: made when the transport asks for it, and given back when the attempt ends. */
export class Upload {
  /** What the caller's stream failed with. It is the caller's own error, and not one of the connection. */
  failure: { error: unknown } | undefined;
  #source: () => AsyncIterable<Uint8Array>;
  #stream: (AsyncIterable<Uint8Array> & { destroy?(): void }) | undefined;
  #chunks: AsyncGenerator<Uint8Array> | undefined;

  constructor(source: () => AsyncIterable<Uint8Array>) {
    this.#source = source;
  }

  open = (): AsyncIterable<Uint8Array> => {
    try {
      this.#stream = this.#source();
      if (typeof this.#stream?.[Symbol.asyncIterator] !== "function") {
        invalidParam("body", "must return an async iterable of bytes");
      }
      this.#chunks = this.#read(this.#stream);
      return this.#chunks;
    } catch (error) {
      this.failure = { error };
      throw error;
    }
  };

  /** Ends what was not read to its end: a stream of Node keeps its file open until then. */
  close(): void {
    this.#stream?.destroy?.();
    this.#chunks?.return(undefined).catch(() => {});
  }

  async *#read(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of stream) {
        if (!ArrayBuffer.isView(chunk)) invalidParam("body", "must yield only `Uint8Array`s");
        yield chunk;
      }
    } catch (error) {
      this.failure = { error };
      throw error;
    }
  }
}
