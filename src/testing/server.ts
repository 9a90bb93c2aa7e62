/** The emulator as an HTTP server on loopback. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { Emulator, type EmulatorOptions } from "./emulator.js";

export interface StartEmulatorOptions extends EmulatorOptions {
  /** @default a free one */
  port?: number | undefined;
}

/** What to give each client as its `baseUrl`. */
export interface EmulatorBaseUrls {
  androidEnterprise: string;
  chromeDirectory: string;
  adobePass: string;
  flowerDocs: string;
}

/** An {@link Emulator} that listens on 127.0.0.1. */
export interface RunningEmulator extends Emulator {
  /** Such as `http://127.0.0.1:43127`. */
  readonly url: string;
  readonly baseUrls: EmulatorBaseUrls;
  /** Stops the server and closes its connections. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Starts a server that stands in for all four services, on a free port of loopback.
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
export async function startEmulator({ port = 0, ...options }: StartEmulatorOptions = {}): Promise<RunningEmulator> {
  const { createServer } = await import("node:http");
  const emulator = new Emulator(options);
  const server = createServer((request, response) => {
    serve(emulator, request, response).catch((error) => response.destroy(error));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address() as { port: number };
  const url = `http://127.0.0.1:${address.port}`;
  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= new Promise<void>((resolve, reject) => {
      emulator.endDelays();
      server.close((error) => (error ? reject(error) : resolve()));
      server.closeAllConnections();
    });
    return closed;
  };
  return Object.assign(emulator, {
    url,
    baseUrls: {
      androidEnterprise: `${url}/android-enterprise`,
      chromeDirectory: `${url}/chrome-directory`,
      adobePass: `${url}/adobe-pass`,
      flowerDocs: `${url}/flower-docs/core`,
    },
    close,
    [Symbol.asyncDispose]: close,
  });
}

async function serve(emulator: Emulator, request: IncomingMessage, response: ServerResponse): Promise<void> {
  request.setEncoding("utf8");
  let body = "";
  for await (const chunk of request) body += chunk;
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  const delivery = await emulator.handle({
    method: request.method ?? "GET",
    target: request.url ?? "/",
    headers,
    body,
  });
  if (delivery === "dropped") {
    response.destroy();
    return;
  }
  const { answer, cut } = delivery;
  const bytes = new TextEncoder().encode(answer.body);
  response.writeHead(answer.status, { ...answer.headers, "content-length": bytes.length });
  if (!cut) response.end(bytes);
  else response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
}
