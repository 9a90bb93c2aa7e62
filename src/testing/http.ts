/** Requests and responses as the emulator sees them, whichever way they travel. */

/** A request as the emulator receives it. */
export interface EmulatorRequest {
  /** HTTP method, in capitals. */
  method: string;
  /** Path and query. */
  target: string;
  /** Host and port of the URL, where the request was meant for a host other than the emulator's own server. */
  host?: string;
  /** Names in lower case. */
  headers: Record<string, string>;
  /** The body as text; empty without one. */
  body: string;
  /** The body as it arrived, of a form with files. @default `body` as UTF-8 */
  bytes?: Uint8Array;
}

/** A request that was received, as `emulator.requests` lists it. */
export interface RecordedRequest extends EmulatorRequest {
  /** Id of the endpoint it reached; absent when it reached none. */
  endpoint?: string;
  /** The request id that the response had; absent where the vendor sends none, and until there is a response. */
  requestId?: string;
}

/** A response of the emulator. */
export interface EmulatorResponse {
  /** HTTP status. */
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  /** The body as text; empty without one. */
  body: string;
  /** The body where it is not text, in place of `body`. */
  bytes?: Uint8Array;
  /** The connection is closed after half of the body. */
  truncated?: boolean;
}

/** What happens to a request: a response, or a connection that is closed without one. */
export type EmulatorOutcome = EmulatorResponse | "dropped";

/** Whatever handles requests as the emulator does. */
export interface RequestHandler {
  handle(request: EmulatorRequest): Promise<EmulatorOutcome>;
}

/** The body of a request that arrived as bytes. */
export async function receivedBody(
  chunks: AsyncIterable<Uint8Array> | readonly Uint8Array[],
  headers: Readonly<Record<string, string>>,
): Promise<Pick<EmulatorRequest, "body" | "bytes">> {
  const list: Uint8Array<ArrayBuffer>[] = [];
  // Copies: a sender may use its buffer again.
  for await (const chunk of chunks) list.push(Uint8Array.from(chunk));
  const bytes = new Uint8Array(await new Blob(list).arrayBuffer());
  const isForm = headers["content-type"]?.toLowerCase().startsWith("multipart/");
  return { body: new TextDecoder().decode(bytes), ...(isForm && { bytes }) };
}

/** The body of a response as it is sent. */
export function sentBytes({ body, bytes }: EmulatorResponse): Uint8Array {
  return bytes ?? new TextEncoder().encode(body);
}

export function json(status: number, value: unknown, headers: Record<string, string> = {}): EmulatorResponse {
  return {
    status,
    headers: { "content-type": "application/json; charset=UTF-8", ...headers },
    body: JSON.stringify(value),
  };
}

/**
 * The response to a request for which there is no endpoint, such as `GET /x`. Each vendor's error has a message in one
 * of these two places.
 */
export function noEndpoint(request: string): EmulatorResponse {
  const message = `The emulator has no endpoint ${request}`;
  return json(404, { error: { code: 404, message, status: "NOT_FOUND" }, message });
}

export function text(body: string): EmulatorResponse {
  return { status: 200, headers: { "content-type": "text/plain;charset=UTF-8" }, body };
}

export function empty(status = 200): EmulatorResponse {
  return { status, headers: {}, body: "" };
}

/** Thrown by a service to respond with an error. */
export class HttpError extends Error {
  constructor(readonly response: EmulatorResponse) {
    super(`status ${response.status}`);
  }
}
