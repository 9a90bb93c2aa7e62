/** The default transport, over undici's dispatcher. */
import type { Dispatcher } from "undici";
import { invalidParam, TesseraError } from "../errors.js";
import { decoded } from "./decompress.js";
import type { ResponseBody, Transport, TransportRequest, TransportResponse } from "./transport.js";

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
  #held: SharedAgent | undefined;
  #error: unknown;
  #reader: { resolve(result: IteratorResult<Uint8Array>): void; reject(error: unknown): void } | undefined;

  constructor(request: TransportRequest, held: SharedAgent | undefined) {
    this.#request = request;
    this.#held = held;
    if (held) held.live++;
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
    this.#fail(error);
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
    if (!this.#ended && this.#held) this.#held.live--;
    this.#ended = true;
  }

  #fail(error: unknown): void {
    this.#end();
    this.#error = error;
    this.#reject(error);
    this.#reader?.reject(error);
    this.#reader = undefined;
  }

  /** Settles at once; a request still waiting for a connection is dropped by `onRequestStart`. */
  #abort(reason: unknown): void {
    if (this.#ended) return;
    const error = asError(reason);
    this.#fail(error);
    this.#controller?.abort(error);
  }
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error("cancelled");
}

/** An agent, the transports that use it, and the running exchanges. */
interface SharedAgent {
  readonly agent: Promise<Dispatcher>;
  users: number;
  live: number;
}

/** The agent that every `undiciTransport()` without a dispatcher of its own shares, closed with its last user. */
let shared: SharedAgent | undefined;

function useAgent(proxied: boolean): SharedAgent {
  const undici = import("undici");
  if (proxied) return { agent: undici.then(({ EnvHttpProxyAgent }) => new EnvHttpProxyAgent()), users: 1, live: 0 };
  shared ??= { agent: undici.then(({ Agent }) => new Agent()), users: 0, live: 0 };
  shared.users++;
  return shared;
}

/** Waits for running exchanges. Without any, drops connections that are still being opened. */
async function releaseAgent(held: SharedAgent): Promise<void> {
  if (--held.users > 0) return;
  if (shared === held) shared = undefined;
  const agent = await held.agent;
  await (held.live > 0 ? agent.close() : agent.destroy());
}

/** Options of {@link undiciTransport}. */
export interface UndiciTransportOptions {
  /**
   * An undici 7 or 8 dispatcher to use in place of the shared agent: a `ProxyAgent`, a `Pool`, an `Agent`
   * with its own TLS settings. It remains yours: `close()` leaves it open.
   */
  dispatcher?: object | undefined;
  /** Go through the proxy that `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` name. @default false */
  environmentProxy?: boolean | undefined;
}

/**
 * The default transport: undici's dispatcher, with keep-alive. undici is loaded on the first request.
 *
 * @throws An {@link InvalidParamsError} if both options are given, or `dispatcher` is not a dispatcher.
 */
export function undiciTransport(options: UndiciTransportOptions = {}): Transport {
  const { dispatcher, environmentProxy = false } = options;
  if (dispatcher !== undefined && typeof (dispatcher as Partial<Dispatcher>).dispatch !== "function") {
    invalidParam("dispatcher", "must be an undici dispatcher");
  }
  if (dispatcher !== undefined && environmentProxy) {
    invalidParam("environmentProxy", "cannot be combined with `dispatcher`");
  }
  let agent = dispatcher as Dispatcher | undefined;
  let held: SharedAgent | undefined;
  let closed = false;

  function dispatch(through: Dispatcher, request: TransportRequest): Promise<TransportResponse> {
    const slash = request.url.indexOf("/", request.url.indexOf("//") + 2);
    const exchange = new Exchange(request, held);
    try {
      through.dispatch(
        {
          origin: request.url.slice(0, slash),
          path: request.url.slice(slash),
          method: request.method as Dispatcher.HttpMethod,
          headers: Object.assign({ "accept-encoding": "gzip, deflate, br" }, request.headers),
          // undici also takes an async iterable, which its types leave out.
          body: (typeof request.body === "function" ? request.body() : (request.body ?? null)) as string,
          // The deadline of the call bounds both.
          headersTimeout: 0,
          bodyTimeout: 0,
        },
        exchange,
      );
    } catch (error) {
      if (dispatcher !== undefined && /invalid on\w+ method/.test(String(error))) {
        invalidParam("dispatcher", "comes from an undici that this SDK cannot drive; use undici 7 or 8");
      }
      throw error;
    }
    return exchange.response;
  }

  return {
    async send(request) {
      if (agent === undefined && !closed) {
        request.written = false;
        held ??= useAgent(environmentProxy);
        agent = await held.agent;
        if (request.cancellation.cancelled) throw asError(request.cancellation.reason);
      }
      if (agent === undefined || closed) {
        throw new TesseraError("The transport is closed.", { code: "ERR_TESSERA_CLOSED" });
      }
      const response = await dispatch(agent, request);
      return response.headers["content-encoding"] === undefined ? response : decoded(response);
    },
    async close() {
      if (closed) return;
      closed = true;
      if (held) await releaseAgent(held);
    },
  };
}
