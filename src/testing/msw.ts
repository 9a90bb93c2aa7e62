/** `tessera-sdk/testing/msw`: the emulator as handlers of your own msw server. */
import { HttpResponse, http, type RequestHandler } from "msw";
import { routeOf } from "../core/encode.js";
import { InvalidParamsError } from "../core/errors.js";
import type { EmulatorBase } from "./emulatorBase.js";
import { type EmulatorResponse, receivedBody, sentBytes } from "./http.js";
import type { Mounted } from "./routing.js";

/** The `baseUrl` of a service's client, by the name of the service, where it is not the vendor's own address. */
export interface HandlersOptions {
  /** `baseUrl` of the FlowerDocs client. @default any host, below any path */
  flowerDocs?: string | undefined;
  [service: string]: string | undefined;
}

/**
 * Handlers that respond at the services' own addresses from an emulator.
 *
 * msw sees `fetch`, not undici: give the clients `transport: fetchTransport()`.
 *
 * @throws An `InvalidParamsError` if an option does not have the name of a service of the emulator.
 * @example
 * ```ts
 * const emulator = createEmulator();
 * const server = setupServer(...handlers(emulator));
 * server.listen();
 * server.close();
 * ```
 */
export function handlers(emulator: EmulatorBase, options: HandlersOptions = {}): RequestHandler[] {
  const names = emulator.mounted.map(({ definition }) => definition.name);
  const unknown = Object.keys(options).find((name) => !names.includes(name) && options[name] !== undefined);
  if (unknown !== undefined) {
    throw new InvalidParamsError([{ path: unknown, message: `must be one of ${names.join(", ")}` }]);
  }
  const all = [...emulator.mounted, emulator.googleTokens];
  const addresses = all.flatMap((each) => addressesOf(each, options[each.definition.name]));
  return addresses.map((address) =>
    http.all(address, async ({ request }) => {
      const { host, pathname, search } = new URL(request.url);
      const headers = Object.fromEntries(request.headers);
      const received = await receivedBody([new Uint8Array(await request.arrayBuffer())], headers);
      const target = pathname + search;
      const outcome = await emulator.handle({ method: request.method, target, host, headers, ...received });
      return outcome === "dropped" ? HttpResponse.error() : responseOf(outcome);
    }),
  );
}

/** Patterns of msw for the addresses of a service. */
function addressesOf({ definition, service }: Mounted, baseUrl: string | undefined): string[] {
  if (baseUrl === undefined && definition.hosts.length > 0) return definition.hosts.map((host) => `https://${host}/*`);
  const root = baseUrl?.replace(/\/+$/, "") ?? "*";
  const beginnings = service.endpoints.map((endpoint) => /^\/[^/{]*/.exec(routeOf(endpoint).parts[0] ?? "")?.[0] ?? "");
  return [...new Set(beginnings)].map((beginning) => `${root}${beginning}/*`);
}

function responseOf(response: EmulatorResponse): HttpResponse<BodyInit> {
  const { status, headers, body, truncated } = response;
  const empty = status === 204 || status === 304;
  const sent = response.bytes === undefined ? body : (response.bytes as Uint8Array<ArrayBuffer>);
  return new HttpResponse(empty ? null : truncated ? truncatedStream(response) : sent, { status, headers });
}

function truncatedStream(response: EmulatorResponse): ReadableStream<Uint8Array> {
  const bytes = sentBytes(response);
  let sent = false;
  return new ReadableStream({
    pull(controller) {
      if (sent) controller.error(new Error("the emulator closed the connection"));
      else controller.enqueue(bytes.subarray(0, bytes.length / 2));
      sent = true;
    },
  });
}
