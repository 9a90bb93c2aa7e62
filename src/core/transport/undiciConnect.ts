/** Loads undici and makes connections with it: directly, or through the proxy that the environment names. */
import type { Socket } from "node:net";
import type { buildConnector, Client, Dispatcher } from "undici";
import { invalidParam, TesseraError } from "../errors.js";
import { named } from "../named.js";
import type { Connect, Connection, Reports, Scheduled } from "./undiciPool.js";

export type Undici = typeof import("undici");

let loading: Promise<Undici> | undefined;

/** @throws A {@link TesseraError} that says why undici is not usable, and what to do. */
export async function loadUndici(): Promise<Undici> {
  loading ??= importUndici();
  try {
    return await loading;
  } catch (error) {
    loading = undefined;
    throw error;
  }
}

async function importUndici(): Promise<Undici> {
  // Reading it makes Node load its own copy first. Else the agent of this one would become that of the process's
  // `fetch`. In a condition, as the build would remove a mere reading.
  if (typeof globalThis.Headers !== "function") throw unusable("needs a runtime with `fetch`");
  let undici: Undici;
  try {
    undici = named(await import("undici"), "Client");
  } catch (error) {
    throw unusable(`could not be loaded (${String(error)})`, error);
  }
  // Bun puts a module of its own in its place, which has the classes and not their methods.
  if (typeof undici.Client?.prototype?.dispatch !== "function") throw unusable("is not complete in this runtime");
  return undici;
}

function unusable(why: string, cause?: unknown): TesseraError {
  return new TesseraError(`undici ${why}. Where it does not run, pass \`transport: fetchTransport()\`.`, {
    code: "ERR_TESSERA_TRANSPORT",
    cause,
  });
}

/** A connection made here. Its socket is known from the start, as undici leaves one that is still connecting alone. */
class OwnConnection implements Connection {
  request: Scheduled | undefined;
  dispatcher!: Dispatcher;
  #socket: Socket | undefined;

  /** A connector that keeps the socket. */
  over(connector: buildConnector.connector): buildConnector.connector {
    return (options, callback) => {
      // It returns the socket, which undici's types leave out.
      this.#socket = connector(options, callback) as unknown as Socket;
    };
  }

  dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): void {
    this.dispatcher.dispatch(options, handler);
  }

  destroy(error: Error): void {
    this.dispatcher.destroy(error).catch(() => {});
    this.#socket?.destroy(error);
  }
}

function observed(client: Client, { failed, closed }: Reports): Client {
  return client.on("connectionError", (_origin, _targets, error) => failed(error)).on("disconnect", () => closed());
}

/** Connections straight to the origin. */
export function direct({ Client, buildConnector }: Undici): Connect {
  // One for all, as it keeps the TLS sessions.
  const connector = buildConnector({});
  return (origin, reports) => {
    const connection = new OwnConnection();
    connection.dispatcher = observed(new Client(origin, { connect: connection.over(connector) }), reports);
    return connection;
  };
}

/** Connections through the proxy that the environment names for the origin. */
export function proxied({ Client, EnvHttpProxyAgent, buildConnector }: Undici): Connect {
  const proxies = proxiesOf(process.env);
  const connector = buildConnector({});
  return (_, reports) => {
    const connection = new OwnConnection();
    connection.dispatcher = new EnvHttpProxyAgent({
      ...proxies,
      connections: 1,
      // To the proxy.
      clientFactory: (url, { connect }: { connect: buildConnector.connector }) =>
        new Client(url, { connect: connection.over(connect) }),
      // To the origin: through the tunnel that `connect` makes or, by `NO_PROXY`, without.
      factory: (origin, options: Client.Options) =>
        observed(new Client(origin, { ...options, connect: options.connect ?? connection.over(connector) }), reports),
    });
    return connection;
  };
}

/** Requests through a dispatcher of the user's, which has connections of its own. */
export function through(dispatcher: Dispatcher): Connect {
  return () => ({
    request: undefined,
    dispatch(options, handler) {
      try {
        dispatcher.dispatch(options, handler);
      } catch (error) {
        if (!/invalid on\w+ method/.test(String(error))) throw error;
        invalidParam("dispatcher", "comes from an undici that this SDK cannot drive; use undici 7 or 8");
      }
    },
    destroy() {},
  });
}

const PROXY_VARIABLES = ["https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY"];

/** The first variable that names a proxy. */
export function proxyVariable(): string | undefined {
  return PROXY_VARIABLES.find((name) => process.env[name]);
}

function proxiesOf(environment: NodeJS.ProcessEnv) {
  const proxy = (lower: string) => {
    const name = environment[lower] === undefined ? lower.toUpperCase() : lower;
    const value = environment[name];
    // As curl reads it: a proxy without a scheme is one of HTTP.
    return value && checkedProxy(name, value.includes("://") ? value : `http://${value}`);
  };
  // Empty means none, as undici would read the environment itself.
  return {
    httpProxy: proxy("http_proxy") ?? "",
    httpsProxy: proxy("https_proxy") ?? "",
    noProxy: environment.no_proxy ?? environment.NO_PROXY ?? "",
  };
}

function checkedProxy(name: string, value: string): string {
  if (!URL.canParse(value)) invalidParam("environmentProxy", `finds no URL in \`${name}\``);
  if (/^https?:$/.test(new URL(value).protocol)) return value;
  return invalidParam("environmentProxy", `finds a proxy in \`${name}\` that is neither http:// nor https://`);
}
