/** One request over undici's dispatcher: undici's handler on one side, the response body as an iterator on the other. */
import type { Dispatcher } from "undici";
import { decoded } from "./decompress.js";
import type { Cancellation, ResponseBody, TransportRequest, TransportResponse } from "./transport.js";
import type { Connection, Pool, Scheduled } from "./undiciPool.js";

/** Bytes that may wait for a slow reader before the socket is paused. */
const HIGH_WATER = 65_536;
/** Larger bodies are handed over in pieces of this size, so that a slow upload is seen to make progress. */
const PIECE = 65_536;

export class Exchange implements Dispatcher.DispatchHandler, ResponseBody, AsyncIterator<Uint8Array>, Scheduled {
  readonly response: Promise<TransportResponse>;
  #request: TransportRequest;
  /** Where the path begins in its URL. */
  #pathStart: number;
  #pool: Pool;
  #connection: Connection | undefined;
  #hasWaited = false;
  #resolve!: (response: TransportResponse | Promise<TransportResponse>) => void;
  #reject!: (error: unknown) => void;
  #controller: Dispatcher.DispatchController | undefined;
  #status = 0;
  #chunks: Uint8Array[] = [];
  #queued = 0;
  #ended = false;
  #error: unknown;
  #reader: { resolve(result: IteratorResult<Uint8Array>): void; reject(error: unknown): void } | undefined;

  constructor(request: TransportRequest, pool: Pool, pathStart: number) {
    this.#request = request;
    this.#pathStart = pathStart;
    this.#pool = pool;
    this.response = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    request.cancellation.onCancel((reason) => this.#abort(asError(reason)));
    pool.schedule(this);
  }

  queued(): void {
    this.#hasWaited = true;
    this.#request.cancellation.waiting();
  }

  start(connection: Connection): void {
    const { url, method } = this.#request;
    this.#connection = connection;
    if (this.#hasWaited) this.#request.cancellation.progress();
    try {
      const headers = Object.assign({ "accept-encoding": "gzip, deflate, br" }, this.#request.headers);
      const body = bodyOf(this.#request, headers);
      connection.dispatch(
        {
          origin: url.slice(0, this.#pathStart),
          path: url.slice(this.#pathStart) || "/",
          method: method as Dispatcher.HttpMethod,
          headers,
          // undici also takes an async iterable, which its types leave out.
          body: body as string,
          // The deadline of the call bounds both.
          headersTimeout: 0,
          bodyTimeout: 0,
        },
        this,
      );
    } catch (error) {
      this.#fail(error);
    }
  }

  connectFailed(error: unknown): void {
    this.#fail(error);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // Only a dispatcher of the user's can still start a request that was given up.
    if (this.#ended) controller.abort(asError(this.#error));
    else this.#request.written = true;
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: TransportResponse["headers"]): void {
    if (status < 200) return;
    this.#status = status;
    const response = { status, headers, body: this };
    this.#resolve(headers["content-encoding"] === undefined ? response : decoded(response));
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Uint8Array): void {
    if (this.#reader) {
      this.#reader.resolve({ value: chunk, done: false });
      this.#reader = undefined;
      return;
    }
    this.#chunks.push(chunk);
    this.#queued += chunk.length;
    if (this.#queued > HIGH_WATER) controller.pause();
  }

  onResponseEnd(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#reader?.resolve({ value: undefined, done: true });
    this.#reader = undefined;
    this.#pool.release(this.#connection as Connection);
  }

  onResponseError(_: Dispatcher.DispatchController, error: unknown): void {
    const { code } = error as { code?: string };
    // A 204 and a 304 have no content, whatever their `content-length` says (RFC 9110 §8.6).
    if ((this.#status === 204 || this.#status === 304) && code === "UND_ERR_RES_CONTENT_LENGTH_MISMATCH")
      this.onResponseEnd();
    else this.#fail(error);
  }

  arrived(): Uint8Array[] | undefined {
    return this.#ended && this.#error === undefined ? this.#chunks.splice(0) : undefined;
  }

  next(): Promise<IteratorResult<Uint8Array>> {
    const chunk = this.#chunks.shift();
    if (chunk) {
      this.#queued -= chunk.length;
      if (this.#queued <= HIGH_WATER) this.#controller?.resume();
      return Promise.resolve({ value: chunk, done: false });
    }
    if (this.#error !== undefined) return Promise.reject(this.#error);
    if (this.#ended) return Promise.resolve({ value: undefined, done: true });
    return new Promise((resolve, reject) => {
      this.#reader = { resolve, reject };
    });
  }

  return(): Promise<IteratorResult<Uint8Array>> {
    this.#abort(asError(undefined));
    return Promise.resolve({ value: undefined, done: true });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #fail(error: unknown): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#error = error;
    this.#reject(error);
    this.#reader?.reject(error);
    this.#reader = undefined;
    if (this.#connection) this.#pool.drop(this.#connection, asError(error));
  }

  /** Settles at once; what was sent or is being connected for it ends with it. */
  #abort(error: Error): void {
    if (this.#ended) return;
    this.#pool.unschedule(this);
    this.#fail(error);
    this.#controller?.abort(error);
  }
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error("cancelled");
}

/** The body as undici takes it. What is handed over in pieces reports its progress. */
function bodyOf({ body, cancellation }: TransportRequest, headers: Record<string, string>): unknown {
  if (typeof body === "function") return reporting(body(), cancellation);
  if (body === undefined || body.length <= PIECE) return body ?? null;
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  headers["content-length"] = String(bytes.length);
  return reporting(piecesOf(bytes), cancellation);
}

async function* reporting(body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, cancellation: Cancellation) {
  for await (const chunk of body) {
    cancellation.progress();
    yield chunk;
  }
}

function* piecesOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += PIECE) yield bytes.subarray(start, start + PIECE);
}
