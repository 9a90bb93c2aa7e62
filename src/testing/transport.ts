/** The way to the emulator that needs no network. */
import type { Transport, TransportRequest, TransportResponse } from "../core/transport/transport.js";
import { type EmulatorResponse, type RequestHandler, receivedBody, sentBytes } from "./http.js";

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
          ...(await receivedBody(chunksIn(request.body), request.headers)),
        }),
      );
      if (outcome === "dropped") throw disconnected();
      const { status, headers } = outcome;
      return { status, headers, body: chunksOf(outcome) };
    },
  };
}

function untilCancelled<T>({ cancellation }: TransportRequest, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    cancellation.onCancel(reject);
    work.then(resolve, reject);
  });
}

function chunksIn(body: TransportRequest["body"]): AsyncIterable<Uint8Array> | Uint8Array[] {
  if (typeof body === "function") return body();
  return [typeof body === "string" ? new TextEncoder().encode(body) : (body ?? new Uint8Array())];
}

async function* chunksOf(response: EmulatorResponse): TransportResponse["body"] & AsyncGenerator<Uint8Array> {
  const bytes = sentBytes(response);
  if (response.truncated) {
    yield bytes.subarray(0, bytes.length / 2);
    throw disconnected();
  }
  if (bytes.length > 0) yield bytes;
}

function disconnected(): Error {
  return Object.assign(new Error("the emulator closed the connection"), { code: "ECONNRESET" });
}
