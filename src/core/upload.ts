/** A body that the caller streams to the server. */
import { invalidParam } from "./errors.js";

/** The stream of one attempt: made when the transport asks for it, and given back when the attempt ends. */
export class Upload {
  /** What the caller's stream failed with. It is the caller's own error, and not one of the connection. */
  failure: { error: unknown } | undefined;
  #source: () => AsyncIterable<Uint8Array>;
  #stream: (AsyncIterable<Uint8Array> & { destroy?(): void }) | undefined;
  #isRead = false;

  constructor(source: () => AsyncIterable<Uint8Array>) {
    this.#source = source;
  }

  open = (): AsyncIterable<Uint8Array> => {
    try {
      this.#stream = this.#source();
      if (typeof this.#stream?.[Symbol.asyncIterator] !== "function") {
        invalidParam("body", "must return an async iterable of bytes");
      }
      return this.#chunks(this.#stream);
    } catch (error) {
      this.failure = { error };
      throw error;
    }
  };

  /** A stream of Node that nobody reads keeps its file open. */
  close(): void {
    if (!this.#isRead) this.#stream?.destroy?.();
  }

  async *#chunks(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    this.#isRead = true;
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
