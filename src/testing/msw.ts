/** `tessera-sdk/testing/msw`: the emulator as handlers of your own msw server. */
import { HttpResponse, http, type RequestHandler } from "msw";
import type { Emulator } from "./emulator.js";

export interface HandlersOptions {
  /** `baseUrl` of the FlowerDocs client. @default any host, below any path */
  flowerDocs?: string | undefined;
}

const VENDORS = [
  "https://androidenterprise.googleapis.com/*",
  "https://www.googleapis.com/admin/directory/*",
  "https://api.auth.adobe.com/*",
  "https://api.auth-staging.adobe.com/*",
];

/**
 * Handlers that answer the services' own addresses from an emulator.
 *
 * msw sees `fetch`, not undici: give the clients `transport: fetchTransport()`.
 *
 * @example
 * ```ts
 * const emulator = createEmulator();
 * const server = setupServer(...handlers(emulator));
 * server.listen();
 * server.close();
 * ```
 */
export function handlers(emulator: Emulator, options: HandlersOptions = {}): RequestHandler[] {
  const flowerDocs = options.flowerDocs === undefined ? "*/rest/*" : `${options.flowerDocs.replace(/\/+$/, "")}/rest/*`;
  return [...VENDORS, flowerDocs].map((address) =>
    http.all(address, async ({ request }) => {
      const { pathname, search } = new URL(request.url);
      const headers = Object.fromEntries(request.headers);
      const body = await request.text();
      const delivery = await emulator.handle({ method: request.method, target: pathname + search, headers, body });
      if (delivery === "dropped") return HttpResponse.error();
      const { answer, cut } = delivery;
      const empty = answer.status === 204 || answer.status === 304;
      return new HttpResponse(empty ? null : cut ? cutStream(answer.body) : answer.body, {
        status: answer.status,
        headers: answer.headers,
      });
    }),
  );
}

function cutStream(body: string): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(body);
  let sent = false;
  return new ReadableStream({
    pull(controller) {
      if (sent) controller.error(new Error("the emulator closed the connection"));
      else controller.enqueue(bytes.subarray(0, bytes.length / 2));
      sent = true;
    },
  });
}
