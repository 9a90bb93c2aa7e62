/** The default transport, over undici's dispatchers. */
import type { Dispatcher } from "undici";
import { invalidParam, TesseraError } from "../errors.js";
import { boolean, custom, integer, objectOf } from "../schema.js";
import { checkAgainst } from "../validate.js";
import type { ClosableTransport, TransportRequest, TransportResponse } from "./transport.js";
import { direct, loadUndici, proxied, proxyVariable, through } from "./undiciConnect.js";
import { Exchange } from "./undiciExchange.js";
import { type Connect, Pool } from "./undiciPool.js";

/** A browser has 6, undici no limit: thousands of TLS handshakes at once fail each other. */
const DEFAULT_CONNECTIONS = 100;

/** The connections of one or more transports. */
class Agent {
  users = 0;
  #connect: Connect;
  #limit: number;
  #pools = new Map<string, Pool>();
  #onEmpty: (() => void) | undefined;

  constructor(connect: Connect, limit: number) {
    this.#connect = connect;
    this.#limit = limit;
  }

  pool(origin: string): Pool {
    const known = this.#pools.get(origin);
    if (known) return known;
    const pool = new Pool(origin, this.#connect, this.#limit, () => {
      if (this.#pools.get(origin) === pool) this.#pools.delete(origin);
      if (this.#pools.size === 0) this.#onEmpty?.();
    });
    this.#pools.set(origin, pool);
    return pool;
  }

  /** Waits for the exchanges that were started. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#onEmpty = resolve;
      if (this.#pools.size === 0) resolve();
      for (const pool of this.#pools.values()) pool.close();
    });
  }
}

/** The agent that all transports without options share. It is closed with its last user. */
let shared: Agent | undefined;

/** Options of {@link undiciTransport}. */
export interface UndiciTransportOptions {
  /**
   * Most connections to one origin at the same time; further requests wait for one, which does not count toward
   * `timeoutMs`. @default 100, without limit with a `dispatcher`
   */
  connections?: number | undefined;
  /**
   * An undici 7 or 8 dispatcher to send through: a `ProxyAgent`, a `Pool`, an `Agent` with its own TLS settings. It
   * remains yours: `close()` leaves it open.
   */
  dispatcher?: object | undefined;
  /** Go through the proxy that `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` name. @default false */
  environmentProxy?: boolean | undefined;
}

/**
 * The default transport: undici's dispatchers, with keep-alive. undici is loaded on the first request.
 *
 * @throws An {@link InvalidParamsError} if an option is invalid, or `dispatcher` and `environmentProxy` are both given.
 */
export function undiciTransport(options: UndiciTransportOptions = {}): ClosableTransport {
  const { dispatcher, environmentProxy = false, connections } = checked(options);
  let agent: Agent | undefined;
  let loading: Promise<Agent> | undefined;
  let closed = false;

  async function load(): Promise<Agent> {
    if (dispatcher !== undefined)
      return new Agent(through(dispatcher as Dispatcher), connections ?? Number.POSITIVE_INFINITY);
    const undici = await loadUndici();
    if (environmentProxy) return new Agent(proxied(undici), connections ?? DEFAULT_CONNECTIONS);
    if (connections !== undefined) return new Agent(direct(undici), connections);
    shared ??= new Agent(direct(undici), DEFAULT_CONNECTIONS);
    return shared;
  }

  async function loadOnce(): Promise<Agent> {
    try {
      agent = await load();
      agent.users++;
      return agent;
    } finally {
      loading = undefined;
    }
  }

  async function loaded({ cancellation }: TransportRequest): Promise<Agent> {
    // Loading takes longer than some servers.
    cancellation.waiting();
    loading ??= loadOnce();
    const found = await loading;
    if (cancellation.cancelled) throw cancellation.reason;
    cancellation.progress();
    return found;
  }

  return {
    send(request) {
      request.written = false;
      if (closed) return Promise.reject(closedError());
      if (request.cancellation.cancelled) return Promise.reject(request.cancellation.reason);
      return agent ? exchange(agent, request) : loaded(request).then((agent) => exchange(agent, request));
    },
    async close() {
      if (closed) return;
      closed = true;
      // Requests that came before may still wait for it; they are told of a failure themselves.
      await loading?.catch(() => {});
      if (agent === undefined || --agent.users > 0) return;
      if (shared === agent) shared = undefined;
      await agent.close();
    },
    [Symbol.asyncDispose]() {
      return this.close();
    },
    connectionHint() {
      const variable = dispatcher === undefined && !environmentProxy ? proxyVariable() : undefined;
      return (
        variable &&
        `\`${variable}\` is set and not used: pass \`transport: undiciTransport({ environmentProxy: true })\` to use it.`
      );
    },
  };
}

function exchange(agent: Agent, request: TransportRequest): Promise<TransportResponse> {
  const { url } = request;
  const slash = url.indexOf("/", url.indexOf("//") + 2);
  const end = slash < 0 ? url.length : slash;
  return new Exchange(request, agent.pool(url.slice(0, end)), end).response;
}

const isDispatcher = (value: unknown) => typeof (value as Partial<Dispatcher> | null)?.dispatch === "function";

const optionsSchema = objectOf<UndiciTransportOptions>()(() => ({
  connections: integer(1, Number.MAX_SAFE_INTEGER, "must be an integer above 0"),
  dispatcher: custom<object>(isDispatcher, "must be an undici dispatcher"),
  environmentProxy: boolean,
}));

function checked(options: UndiciTransportOptions): UndiciTransportOptions {
  if (isDispatcher(options)) invalidParam("options", "must be an object: pass a dispatcher as `{ dispatcher }`");
  checkAgainst(optionsSchema, options, "options");
  if (options.dispatcher !== undefined && options.environmentProxy) {
    invalidParam("environmentProxy", "cannot be combined with `dispatcher`");
  }
  return options;
}

function closedError(): TesseraError {
  return new TesseraError("The transport is closed.", { code: "ERR_TESSERA_CLOSED" });
}
