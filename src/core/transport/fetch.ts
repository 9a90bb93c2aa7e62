/** The transport over any `fetch`. */
import { InvalidParamsError } from "../errors.js";
import { isUnwritten } from "./failure.js";
import type { Cancellation, ClosableTransport, TransportRequest, TransportResponse } from "./transport.js";

/**
 * A transport over a `fetch`: for msw, edge runtimes and browsers.
 *
 * @throws An {@link InvalidParamsError} if `fetch` is given and is not a function.
 * @param fetch - Defaults to the global `fetch`, read at each call so that interceptors installed later are seen.
 */
export function fetchTransport(fetch?: typeof globalThis.fetch): ClosableTransport {
  if (fetch !== undefined && typeof fetch !== "function") {
    throw new InvalidParamsError([{ path: "fetch", message: "must be a function" }]);
  }
  return {
    async send(request) {
      const { method, url, headers, body, cancellation } = request;
      const init: RequestInit & { duplex?: "half" } = {
        method,
        headers: allowed(headers),
        redirect: "manual",
        signal: cancellation.signal,
      };
      if (typeof body === "function") {
        init.body = streamOf(body(), cancellation);
        init.duplex = "half";
      } else if (body !== undefined) {
        init.body = body as BodyInit;
      }
      try {
        // What throws at once has sent nothing.
        request.written = false;
        const responding = (fetch ?? globalThis.fetch)(url, init);
        request.written = true;
        const response = await responding;
        return {
          status: response.status,
          headers: headersOf(response.headers),
          body: response.body ? chunksOf(response.body) : chunksOf(),
        };
      } catch (error) {
        if (isUnwritten(error)) request.written = false;
        throw error;
      }
    },
    // The platform owns the connections.
    async close() {},
    async [Symbol.asyncDispose]() {},
  };
}

/**
 * Without `user-agent` in browsers: Chrome ignores it, and Firefox asks the server's permission for it, which no vendor
 * gives. Every browser calls itself `Mozilla/5.0` in pages and workers alike; no other runtime does.
 */
function allowed(headers: TransportRequest["headers"]): Record<string, string> {
  if (!globalThis.navigator?.userAgent?.startsWith("Mozilla/")) return headers;
  const { "user-agent": _, ...others } = headers;
  return others;
}

/** `Headers` lists cookies one by one, of which an object would keep the last. */
function headersOf(headers: Headers): TransportResponse["headers"] {
  const cookies = headers.getSetCookie?.() ?? [];
  return { ...Object.fromEntries(headers), ...(cookies.length > 0 && { "set-cookie": cookies }) };
}

function streamOf(body: AsyncIterable<Uint8Array>, cancellation: Cancellation): ReadableStream<Uint8Array> {
  const iterator = body[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await iterator.next();
      cancellation.progress();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}

/** `ReadableStream` is not async iterable everywhere that `fetch` is. */
async function* chunksOf(stream?: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (stream === undefined) return;
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}
