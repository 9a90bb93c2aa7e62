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
  /** The connection is closed after half of the body. */
  truncated?: boolean;
}

/** What happens to a request: a response, or a connection that is closed without one. */
export type EmulatorOutcome = EmulatorResponse | "dropped";

/** Whatever handles requests as the emulator does. */
export interface RequestHandler {
  handle(request: EmulatorRequest): Promise<EmulatorOutcome>;
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

export function empty(status = 200): EmulatorResponse {
  return { status, headers: {}, body: "" };
}

/** Thrown by a service to respond with an error. */
export class HttpError extends Error {
  constructor(readonly response: EmulatorResponse) {
    super(`status ${response.status}`);
  }
}
