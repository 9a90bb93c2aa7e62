/** Requests and answers as the emulator sees them, whichever way they travel. */
import type { Endpoint } from "../core/endpoint.js";

export interface EmulatorRequest {
  method: string;
  /** Path and query. */
  target: string;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: string;
}

/** A request that came, as `emulator.requests` lists it. */
export interface RecordedRequest extends EmulatorRequest {
  /** Id of the endpoint it reached; absent when it reached none. */
  endpoint?: string;
}

export interface EmulatorAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** How an answer leaves: whole, cut off half-way, or not at all. */
export type Delivery = { answer: EmulatorAnswer; cut: boolean } | "dropped";

/** A request that reached an endpoint, taken apart. */
export interface Arrival {
  readonly endpoint: Endpoint<never, unknown>;
  /** Decoded path parameters. */
  readonly path: Record<string, string>;
  /** The same as lists: split at the commas that were not encoded. */
  readonly lists: Record<string, string[]>;
  readonly query: URLSearchParams;
  readonly headers: Record<string, string>;
  readonly body: string;
  readonly now: number;
}

/**
 * One vendor's share of the emulator.
 *
 * @internal
 */
export interface EmulatedService {
  readonly endpoints: readonly Endpoint<never, unknown>[];
  /** Answers a request, changing the state as the vendor would. */
  answer(arrival: Arrival): EmulatorAnswer;
  /** An error in the vendor's own shape. */
  error(status: number, headers: Record<string, string>, accept: string | undefined): EmulatorAnswer;
}

export function json(status: number, value: unknown, headers: Record<string, string> = {}): EmulatorAnswer {
  return {
    status,
    headers: { "content-type": "application/json; charset=UTF-8", ...headers },
    body: JSON.stringify(value),
  };
}

export function empty(status = 200): EmulatorAnswer {
  return { status, headers: {}, body: "" };
}

/** Thrown by a service's handler to answer with an error. */
export class Refusal extends Error {
  constructor(readonly answer: EmulatorAnswer) {
    super(`refused with ${answer.status}`);
  }
}
