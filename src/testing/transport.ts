/** The way to the emulator that needs no network. */
import type { Transport, TransportRequest, TransportResponse } from "../core/transport.js";
import type { Emulator } from "./emulator.js";

export function emulatorTransport(emulator: Emulator): Transport {
  return {
    async send(request) {
      request.written = true;
      const { pathname, search } = new URL(request.url);
      const delivery = await untilCancelled(
        request,
        emulator.handle({
          method: request.method,
          target: pathname + search,
          headers: { ...request.headers },
          body: await textOf(request.body),
        }),
      );
      if (delivery === "dropped") throw disconnected();
      const { status, headers, body } = delivery.answer;
      return { status, headers, body: chunksOf(body, delivery.cut) };
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

async function* chunksOf(body: string, cut: boolean): TransportResponse["body"] & AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(body);
  if (cut) {
    yield bytes.subarray(0, bytes.length / 2);
    throw disconnected();
  }
  if (bytes.length > 0) yield bytes;
}

function disconnected(): Error {
  return Object.assign(new Error("the emulator closed the connection"), { code: "ECONNRESET" });
}
