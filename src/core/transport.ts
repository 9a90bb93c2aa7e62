/** The one seam between the SDK and the network, and its default implementation over undici's dispatcher. */
import type { Dispatcher } from "undici";
import { ConnectionError, InvalidParamsError, InvalidResponseError, TesseraError } from "./errors.js";

/** How a transport learns that the attempt it works for has been given up. */
export interface Cancellation {
  readonly cancelled: boolean;
  readonly reason: unknown;
  /** Calls `listener` when the attempt is given up. One listener at a time; cheaper than `signal`. */
  onCancel(listener: (reason: unknown) => void): void;
  /** The same as an `AbortSignal`, made when first read. */
  readonly signal: AbortSignal;
}

export interface TransportRequest {
  readonly method: string;
  /** Absolute, with the query. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | (() => AsyncIterable<Uint8Array>);
  readonly cancellation: Cancellation;
  /**
   * A transport that can tell sets this: `false` while nothing has been written, `true` from then on.
   * Left `undefined`, the request counts as written, and a method that must not be repeated is not.
   */
  written?: boolean;
}

export interface TransportResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: ResponseBody;
}

/** The bytes of an answer, without content encoding. Ending the iteration early closes the connection. */
export interface ResponseBody extends AsyncIterable<Uint8Array> {
  /** Hands over the whole body if it is here already and none of it was read, and spares the reader the waits. */
  arrived?(): Uint8Array[] | undefined;
}

/** Sends one request. Must reject (with anything) when no answer comes, and never follow redirects. */
export interface Transport {
  send(request: TransportRequest): Promise<TransportResponse>;
  close?(): Promise<void>;
}

/** One header of a response, its repetitions joined by a comma. */
export function headerOf(response: Pick<TransportResponse, "headers">, name: string): string | undefined {
  const value = response.headers[name];
  return Array.isArray(value) ? value.join(", ") : value;
}

/** Causes can go in circles. */
const DEEPEST_CAUSE = 8;

/**
 * What may be said of a network failure. Only errors with a system code keep their message: others may
 * quote a URL, a header or a piece of the body (undici's parser errors carry one).
 */
export function describeFailure(
  error: unknown,
  clean = (text: string) => text,
): { text: string; cause: Error | undefined } {
  let depth = 0;
  for (let e = error; e instanceof Error && depth < DEEPEST_CAUSE; e = e.cause, depth++) {
    const code = (e as { code?: unknown }).code;
    if (typeof code !== "string") continue;
    const cause = Object.assign(new Error(code.startsWith("HPE_") ? "malformed HTTP" : clean(e.message)), { code });
    cause.name = e.name;
    return { text: `${cause.message} (${code})`, cause };
  }
  return { text: error instanceof Error ? error.name : "unknown failure", cause: undefined };
}

export function connectionError(error: unknown, status?: number, clean = (text: string) => text): ConnectionError {
  if (error instanceof ConnectionError) return error;
  const { text, cause } = describeFailure(error, clean);
  const what = status === undefined ? "No answer came" : "The connection was lost while the body was being read";
  return new ConnectionError(`${what}: ${text}.`, { cause, status });
}

/** Bytes that may wait for a slow reader before the socket is paused. */
const HIGH_WATER = 65_536;

/** One exchange over the dispatcher: undici's handler on one side, the body as an iterator on the other. */
class Exchange implements Dispatcher.DispatchHandler, ResponseBody, AsyncIterator<Uint8Array> {
  readonly response: Promise<TransportResponse>;
  #request: TransportRequest;
  #resolve!: (response: TransportResponse) => void;
  #reject!: (error: unknown) => void;
  #controller: Dispatcher.DispatchController | undefined;
  #chunks: Uint8Array[] = [];
  #queued = 0;
  #ended = false;
  #pool: Pool | undefined;
  #error: unknown;
  #reader: { resolve(result: IteratorResult<Uint8Array>): void; reject(error: unknown): void } | undefined;

  constructor(request: TransportRequest, pool: Pool | undefined) {
    this.#request = request;
    this.#pool = pool;
    if (pool) pool.live++;
    this.response = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    request.written = false;
    request.cancellation.onCancel((reason) => this.#abort(reason));
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    const { cancellation } = this.#request;
    if (this.#ended || cancellation.cancelled) controller.abort(asError(cancellation.reason));
    else this.#request.written = true;
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: TransportResponse["headers"]): void {
    if (status < 200) return;
    this.#resolve({ status, headers, body: this });
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
    this.#end();
    this.#reader?.resolve({ value: undefined, done: true });
    this.#reader = undefined;
  }

  onResponseError(_: Dispatcher.DispatchController, error: unknown): void {
    this.#end();
    this.#error = error;
    this.#reject(error);
    this.#reader?.reject(error);
    this.#reader = undefined;
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
    if (!this.#ended) this.#abort(undefined);
    return Promise.resolve({ value: undefined, done: true });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #end(): void {
    if (!this.#ended && this.#pool) this.#pool.live--;
    this.#ended = true;
  }

  /** Settles at once; a request still waiting for a connection is dropped by `onRequestStart`. */
  #abort(reason: unknown): void {
    if (this.#ended) return;
    const error = asError(reason);
    this.onResponseError(this.#controller as Dispatcher.DispatchController, error);
    this.#controller?.abort(error);
  }
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error("cancelled");
}

const MOST_CODINGS = 3;
const DECODED = new Set(["gzip", "x-gzip", "deflate", "br"]);

async function decoded(response: TransportResponse): Promise<TransportResponse> {
  const encodings = headerOf(response, "content-encoding")?.toLowerCase().split(",") ?? [];
  const codings = encodings.map((name) => name.trim()).filter((name) => name !== "" && name !== "identity");
  // A body without content (HEAD, 204, 304) may carry the header all the same.
  if (codings.length === 0 || response.status === 204 || response.status === 304) return response;
  if (codings.length > MOST_CODINGS || codings.some((name) => !DECODED.has(name))) {
    await response.body[Symbol.asyncIterator]().return?.();
    // What it says cannot be read, but its status can.
    if (response.status >= 300) return { ...response, body: (async function* () {})() };
    throw new InvalidResponseError("The answer is compressed in a way that was not asked for.", {
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

async function* startingWith(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield first;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

/** An agent, the transports that use it, and the exchanges under way on it. */
interface Pool {
  readonly agent: Promise<Dispatcher>;
  users: number;
  live: number;
}

/** The agent that every `undiciTransport()` without a dispatcher of its own shares, closed with its last user. */
let shared: Pool | undefined;

function enterPool(proxied: boolean): Pool {
  const undici = import("undici");
  if (proxied) return { agent: undici.then(({ EnvHttpProxyAgent }) => new EnvHttpProxyAgent()), users: 1, live: 0 };
  shared ??= { agent: undici.then(({ Agent }) => new Agent()), users: 0, live: 0 };
  shared.users++;
  return shared;
}

/** Waits for exchanges under way, but not for connections that are still being made for none. */
async function leavePool(pool: Pool): Promise<void> {
  if (--pool.users > 0) return;
  if (shared === pool) shared = undefined;
  const agent = await pool.agent;
  await (pool.live > 0 ? agent.close() : agent.destroy());
}

export interface UndiciTransportOptions {
  /**
   * An undici 7 or 8 dispatcher to use in place of the shared agent: a `ProxyAgent`, a `Pool`, an `Agent`
   * with its own TLS settings. It stays yours: `close()` leaves it open.
   */
  dispatcher?: object | undefined;
  /** Go through the proxy that `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` name. @default false */
  environmentProxy?: boolean | undefined;
}

/**
 * The default transport: undici's dispatcher, with keep-alive. undici is loaded on the first request.
 *
 * @throws {@link InvalidParamsError} when both options are given, or `dispatcher` is none.
 */
export function undiciTransport(options: UndiciTransportOptions = {}): Transport {
  const { dispatcher, environmentProxy = false } = options;
  if (dispatcher !== undefined && typeof (dispatcher as Partial<Dispatcher>).dispatch !== "function") {
    throw new InvalidParamsError([{ path: "dispatcher", message: "must be an undici dispatcher" }]);
  }
  if (dispatcher !== undefined && environmentProxy) {
    throw new InvalidParamsError([{ path: "environmentProxy", message: "cannot be combined with `dispatcher`" }]);
  }
  let agent = dispatcher as Dispatcher | undefined;
  let pool: Pool | undefined;
  let closed = false;

  function exchange(through: Dispatcher, request: TransportRequest): Promise<TransportResponse> {
    const slash = request.url.indexOf("/", request.url.indexOf("//") + 2);
    const run = new Exchange(request, pool);
    try {
      through.dispatch(
        {
          origin: request.url.slice(0, slash),
          path: request.url.slice(slash),
          method: request.method as Dispatcher.HttpMethod,
          headers: Object.assign({ "accept-encoding": "gzip, deflate, br" }, request.headers),
          body: (typeof request.body === "function" ? request.body() : (request.body ?? null)) as string,
          headersTimeout: 0,
          bodyTimeout: 0,
        },
        run,
      );
    } catch (error) {
      if (dispatcher !== undefined && /invalid on\w+ method/.test(String(error))) {
        throw new InvalidParamsError([
          { path: "dispatcher", message: "comes from an undici that this SDK cannot drive; use undici 7 or 8" },
        ]);
      }
      throw error;
    }
    return run.response;
  }

  return {
    async send(request) {
      if (agent === undefined && !closed) {
        request.written = false;
        pool ??= enterPool(environmentProxy);
        agent = await pool.agent;
        if (request.cancellation.cancelled) throw asError(request.cancellation.reason);
      }
      if (agent === undefined || closed) {
        throw new TesseraError("The transport is closed.", { code: "ERR_TESSERA_CLOSED" });
      }
      const response = await exchange(agent, request);
      return response.headers["content-encoding"] === undefined ? response : decoded(response);
    },
    async close() {
      if (closed) return;
      closed = true;
      if (pool) await leavePool(pool);
    },
  };
}
