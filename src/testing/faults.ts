/** What an emulator is told to do wrong. */
import { InvalidParamsError } from "../core/errors.js";
import { type EmulatorResponse, json } from "./http.js";
import type { EmulatedService } from "./service.js";

/** What to do wrong, and how often. */
export interface Fault {
  /** Id of the endpoint to fail, such as `androidenterprise.enrollmentTokens.create`. @default every endpoint */
  endpoint?: string | undefined;
  /** How many requests fail. @default 1 */
  times?: number | undefined;
  /** Respond with this status, in the vendor's own error shape unless `body` says otherwise. The state is not changed. */
  status?: number | undefined;
  /** Headers of the response. */
  headers?: Record<string, string> | undefined;
  /** Respond with this: text as it is, anything else as JSON. */
  body?: unknown;
  /** Respond with 429 as the vendor's throttle does. */
  throttle?: boolean | undefined;
  /** Wait before the response, on the emulator's clock. */
  delayMs?: number | undefined;
  /** Close the connection without a response: `before` the request takes effect, or `after`. */
  drop?: "before" | "after" | undefined;
  /** Send half of the body, then close the connection. */
  truncate?: boolean | undefined;
  /** Send half of the body as if it were the whole. */
  malformed?: boolean | undefined;
}

/** The faults that are still to come, in the order in which they were given. */
export class Faults {
  readonly #endpointIds: readonly string[];
  #pending: { fault: Fault; left: number }[] = [];

  constructor(endpointIds: readonly string[]) {
    this.#endpointIds = endpointIds;
  }

  add(fault: Fault): void {
    if (fault.endpoint !== undefined && !this.#endpointIds.includes(fault.endpoint)) {
      throw new InvalidParamsError([{ path: "endpoint", message: `must be one of ${this.#endpointIds.join(", ")}` }]);
    }
    const left = fault.times ?? 1;
    if (left > 0) this.#pending.push({ fault, left });
  }

  /** The first fault for an endpoint, which is then used up once. */
  take(endpointId: string): Fault {
    const place = this.#pending.findIndex(({ fault }) => fault.endpoint === undefined || fault.endpoint === endpointId);
    const entry = this.#pending[place];
    if (entry && --entry.left <= 0) this.#pending.splice(place, 1);
    return entry?.fault ?? {};
  }
}

/** The response of a fault that comes instead of the service's own, if it has one. */
export function faultResponse(
  service: EmulatedService,
  { status, throttle, headers = {}, body }: Fault,
  accept: string | undefined,
): EmulatorResponse | undefined {
  const code = throttle ? 429 : status;
  if (code === undefined && body === undefined) return undefined;
  if (body === undefined) return service.error(code ?? 200, headers, accept);
  if (typeof body !== "string") return json(code ?? 200, body, headers);
  return { status: code ?? 200, headers: { "content-type": "text/plain", ...headers }, body };
}
