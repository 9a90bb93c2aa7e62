/** The way to the emulator that needs no network. */
import type { Transport, TransportRequest, TransportResponse } from "../core/transport/transport.js";
import type { RequestHandler } from "./http.js";

/** An emulator that may also be served over HTTP. */
interface Served extends RequestHandler {
  /** Where it is served, such as `http://127.0.0.1:43127`. */
  readonly origin?: string | undefined;
}

export function emulatorTransport(emulator: Served): Transport {
  return {
    async send(request) {
      request.written = true;
      const { origin, host, pathname, search } = new URL(request.url);
      const outcome = await untilCancelled(
        request,
        emulator.handle({
          method: request.method,
          target: pathname + search,
          ...(origin !== emulator.origin && { host }),
          headers: { ...request.headers },
          body: await textOf(request.body),
        }),
      );
      if (outcome === "dropped") throw disconnected();
      const { status, headers, body, truncated = false } = outcome;
      return { status, headers, body: chunksOf(body, truncated) };
    },
  };
}

function untilCancelled<T>({ cancellation }: TransportRequest, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    cancellation.onCancel(reject);
    work.then(resolve, reject);
  });
}

async function textOf(body: TransportRequest["body"]): Promise<string> {
  if (body === undefined || typeof body === "string") return body ?? "";
  const chunks = typeof body === "function" ? body() : [body];
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of chunks) text += decoder.decode(chunk, { stream: true });
  return text + decoder.decode();
}

async function* chunksOf(body: string, truncated: boolean): TransportResponse["body"] & AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(body);
  if (truncated) {
    yield bytes.subarray(0, bytes.length / 2);
    throw disconnected();
  }
  if (bytes.length > 0) yield bytes;
}

function disconnected(): Error {
  return Object.assign(new Error("the emulator closed the connection"), { code: "ECONNRESET" });
}
