/** The emulator as an HTTP server on loopback. */
import type { IncomingMessage, ServerResponse } from "node:http";
import {
  createEmulator,
  type Emulator,
  type EmulatorOf,
  type EmulatorOptions,
  type ServicesOption,
} from "./emulator.js";
import { type RequestHandler, receivedBody, sentBytes } from "./http.js";
import type { BaseUrlsOf, ServiceDefinition } from "./service.js";
import type { AllServices } from "./services.js";

/** Options of {@link startEmulator}. */
export interface StartEmulatorOptions extends EmulatorOptions {
  /** Port to listen on. @default a free one */
  port?: number | undefined;
}

/** What to give each client as its `baseUrl`. */
export type EmulatorBaseUrls = BaseUrlsOf<AllServices>;

/** What an emulator that listens on 127.0.0.1 has besides. */
export interface EmulatorServer<D extends readonly ServiceDefinition[] = AllServices> {
  /** Such as `http://127.0.0.1:43127`. */
  readonly url: string;
  /** What to give each client as its `baseUrl`, by the name of its service. */
  readonly baseUrls: BaseUrlsOf<D>;
  /** Stops the server and closes its connections. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** An {@link Emulator} that listens on 127.0.0.1. */
export interface RunningEmulator extends Emulator, EmulatorServer {}

/** The same of the services of `D`. */
export type RunningEmulatorOf<D extends readonly ServiceDefinition[]> = EmulatorOf<D> & EmulatorServer<D>;

/**
 * Starts a server that stands in for some services, on a free port of loopback.
 *
 * @throws An `InvalidParamsError` if two services have the same name or prefix.
 */
export function startEmulator<const D extends readonly ServiceDefinition[]>(
  options: StartEmulatorOptions & ServicesOption<D>,
): Promise<RunningEmulatorOf<D>>;
/**
 * Starts a server that stands in for all services, on a free port of loopback.
 *
 * @example
 * ```ts
 * const emulator = await startEmulator();
 * const client = new AndroidEnterprise({
 *   auth: emulator.issueToken(),
 *   baseUrl: emulator.baseUrls.androidEnterprise,
 * });
 * await client.close();
 * await emulator.close();
 * ```
 */
export function startEmulator(options?: StartEmulatorOptions): Promise<RunningEmulator>;
export async function startEmulator({ port = 0, ...options }: StartEmulatorOptions = {}): Promise<RunningEmulator> {
  const { createServer } = await import("node:http");
  const emulator = createEmulator(options);
  const server = createServer((request, response) => {
    serve(emulator, request, response).catch((error) => response.destroy(error));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address() as { port: number };
  const url = `http://127.0.0.1:${address.port}`;
  emulator.origin = url;
  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= new Promise<void>((resolve, reject) => {
      emulator.endDelays();
      server.close((error) => (error ? reject(error) : resolve()));
      server.closeAllConnections();
    });
    return closed;
  };
  const baseUrls = Object.fromEntries(
    emulator.mounted.map(({ definition }) => [definition.name, url + definition.prefix]),
  );
  return Object.assign(emulator, {
    url,
    baseUrls: baseUrls as Record<keyof EmulatorBaseUrls, string>,
    close,
    [Symbol.asyncDispose]: close,
  });
}

async function serve(emulator: RequestHandler, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  const outcome = await emulator.handle({
    method: request.method ?? "GET",
    target: request.url ?? "/",
    headers,
    ...(await receivedBody(request, headers)),
  });
  if (outcome === "dropped") {
    response.destroy();
    return;
  }
  const bytes = sentBytes(outcome);
  response.writeHead(outcome.status, { ...outcome.headers, "content-length": bytes.length });
  if (!outcome.truncated) response.end(bytes);
  else response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
}
