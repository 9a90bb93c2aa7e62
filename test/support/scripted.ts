/** A transport that records what it is given and responds from a script, at the end always with its last response. */
import type { Transport, TransportRequest } from "tessera-sdk";

export interface ScriptedResponse {
  /** @default 200 */
  status?: number;
  headers?: Record<string, string>;
  /** Text as it is, anything else as JSON. */
  body?: unknown;
}

export interface Sent {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string | undefined;
}

export interface Scripted extends Transport {
  sent: Sent[];
}

/** An `Error` in the script is a connection lost after the request was written. */
export function scripted(...responses: (ScriptedResponse | Error)[]): Scripted {
  const sent: Sent[] = [];
  return {
    sent,
    async send(request: TransportRequest) {
      const { method, url, headers, body } = request;
      sent.push({ method, url, headers: { ...headers }, body: body as string | undefined });
      request.written = true;
      const response = responses[Math.min(sent.length, responses.length) - 1] ?? {};
      if (response instanceof Error) throw response;
      return { status: response.status ?? 200, headers: response.headers ?? {}, body: bytesOf(response.body) };
    },
  };
}

async function* bytesOf(body: unknown): AsyncGenerator<Uint8Array> {
  const text = typeof body === "string" ? body : body === undefined ? "" : JSON.stringify(body);
  if (text !== "") yield new TextEncoder().encode(text);
}
