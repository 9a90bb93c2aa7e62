/** The body of a response that is read while it arrives. */
import { damagedError } from "./body.js";
import { type AnyCall, type PreparedCall, redactorOf, requestIdOf } from "./callState.js";
import type { Deadline } from "./deadline.js";
import { annotate, TesseraError } from "./errors.js";
import { transportFailure } from "./transport/failure.js";
import type { TransportResponse } from "./transport/transport.js";
import type { Upload } from "./upload.js";

/**
 * A body that is read once, chunk by chunk. It holds a connection until it is read to its end, left early, or given up
 * with `cancel()`. `timeoutMs` limits the wait for each chunk; `deadlineMs` and `maxResponseBytes` do not apply.
 *
 * @throws While it is read: a {@link ConnectionError} if the connection is lost, a {@link TimeoutError} if no chunk
 *   arrives in time, an {@link InvalidResponseError} if it does not decompress, or the reason of the call's signal.
 */
export interface ByteStream extends AsyncIterable<Uint8Array> {
  /** Closes the connection. For a body that is not read, or not to its end. */
  cancel(): Promise<void>;
}

/** Takes the attempt over from its call, which has ended by then. */
export function byteStream<P, R>(call: PreparedCall<P, R>, response: TransportResponse, upload?: Upload): ByteStream {
  return new ReadOnce(call, response, upload);
}

class ReadOnce implements ByteStream, AsyncIterator<Uint8Array> {
  #fail: (thrown: unknown) => unknown;
  #chunks: AsyncIterator<Uint8Array>;
  #deadline: Deadline;
  /** The request may still be on its way while its response is read. */
  #upload: Upload | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #isTaken = false;
  #isOver = false;

  constructor(call: AnyCall & { deadline: Deadline }, response: TransportResponse, upload: Upload | undefined) {
    this.#fail = (thrown) => errorOf(call, response.status, thrown);
    this.#chunks = response.body[Symbol.asyncIterator]();
    this.#upload = upload;
    this.#deadline = call.deadline.continueAttempt();
    this.#deadline.pause();
  }

  [Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
    if (this.#isTaken) throw new TesseraError("The body of a response can be read once.");
    this.#isTaken = true;
    return this;
  }

  /** One after the other, also for a reader that does not wait. */
  next(): Promise<IteratorResult<Uint8Array>> {
    const result = this.#last.then(() => this.#next());
    this.#last = result.catch(() => {});
    return result;
  }

  async #next(): Promise<IteratorResult<Uint8Array>> {
    if (this.#isOver) return { done: true, value: undefined };
    try {
      this.#deadline.progress();
      const result = await this.#deadline.race(this.#chunks.next());
      // The reader may take its time.
      this.#deadline.pause();
      if (result.done) this.#end();
      return result;
    } catch (thrown) {
      // Given up by the reader, who had asked for one more.
      if (this.#isOver) return { done: true, value: undefined };
      await this.cancel();
      if (this.#upload?.failure && !this.#deadline.over) throw this.#upload.failure.error;
      throw this.#deadline.over ? this.#deadline.reason : this.#fail(thrown);
    }
  }

  async return(): Promise<IteratorResult<Uint8Array>> {
    await this.cancel();
    return { done: true, value: undefined };
  }

  async cancel(): Promise<void> {
    if (this.#isOver) return;
    // The end of an iterator that was never started reaches nobody: a generator would not run its `finally`.
    this.#deadline.cancelAttempt();
    this.#end();
    await this.#chunks.return?.();
  }

  #end(): void {
    this.#isOver = true;
    this.#upload?.close();
    this.#deadline.endAttempt();
    this.#deadline.dispose();
  }
}

function errorOf(call: AnyCall, status: number, thrown: unknown): unknown {
  const failure = { status, redact: redactorOf(call) };
  const error =
    thrown instanceof TesseraError
      ? thrown
      : (damagedError({ status }, thrown) ?? transportFailure(thrown, failure).error);
  const { attempts } = call.progress;
  annotate(error, { endpoint: call.endpoint.id, attempts, status, requestId: requestIdOf(call) });
  return error;
}
