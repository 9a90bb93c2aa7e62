/** What an emulator is told to do wrong. */
import { InvalidParamsError } from "../core/errors.js";
import { addHeaders } from "../core/headers.js";
import { checkJson } from "../core/json.js";
import { nearest } from "../core/nearest.js";
import { anything, boolean, closedEnumOf, custom, integer, objectOf, recordOf, string } from "../core/schema.js";
import { checkAgainst } from "../core/validate.js";
import { type EmulatorResponse, json } from "./http.js";
import type { EmulatedService } from "./service.js";
import type { EmulatedEndpointId } from "./services.js";

/** What to do wrong, and how often. */
export interface Fault<Id extends string = EmulatedEndpointId> {
  /** Id of the endpoint to fail, such as `androidenterprise.enrollmentTokens.create`. @default every endpoint */
  endpoint?: Id | undefined;
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

/** A fault that was given to an emulator. */
export interface FaultHandle {
  /** How many requests are still to fail; 0 once it is used up or withdrawn. */
  readonly remaining: number;
  /** Lets no further request fail. */
  withdraw(): void;
  /** The same as `withdraw()`, for `using`. */
  [Symbol.dispose](): void;
}

interface PendingFault {
  readonly fault: Fault<string>;
  remaining: number;
}

const isDelay = (value: unknown) => typeof value === "number" && value >= 0;

/** Something to do wrong. The other fields say when, or are of no use alone. */
const EFFECTS = ["status", "body", "throttle", "delayMs", "drop", "truncate", "malformed"] as const;

const faultSchema = objectOf<Fault<string>>()(() => ({
  endpoint: string,
  times: integer(0, Number.MAX_SAFE_INTEGER, "must be an integer, 0 or more"),
  status: integer(200, 599, "must be an HTTP status from 200 to 599"),
  headers: recordOf<Record<string, string>>(),
  body: anything,
  throttle: boolean,
  delayMs: custom<number>(isDelay, "must be a number of milliseconds, 0 or more"),
  drop: closedEnumOf("before", "after"),
  truncate: boolean,
  malformed: boolean,
}));

/** The faults that are still to come, in the order in which they were given. */
export class Faults {
  readonly #endpointIds: readonly string[];
  #pending: PendingFault[] = [];

  constructor(endpointIds: readonly string[]) {
    this.#endpointIds = endpointIds;
  }

  add(fault: Fault<string>): FaultHandle {
    checkAgainst(faultSchema, fault, "fault");
    checkJson(fault.body, "body");
    if (!EFFECTS.some((name) => fault[name] !== undefined && fault[name] !== false)) {
      throw new InvalidParamsError([{ path: "fault", message: `must have at least one of ${EFFECTS.join(", ")}` }]);
    }
    if (fault.endpoint !== undefined) this.#checkEndpoint(fault.endpoint);
    const pending: PendingFault = { fault: { ...fault }, remaining: fault.times ?? 1 };
    if (pending.remaining > 0) this.#pending.push(pending);
    const withdraw = () => {
      pending.remaining = 0;
      this.#pending = this.#pending.filter((each) => each !== pending);
    };
    return {
      get remaining() {
        return pending.remaining;
      },
      withdraw,
      [Symbol.dispose]: withdraw,
    };
  }

  /** Withdraws all faults. */
  clear(): void {
    for (const pending of this.#pending) pending.remaining = 0;
    this.#pending = [];
  }

  #checkEndpoint(id: string): void {
    if (this.#endpointIds.includes(id)) return;
    const meant = nearest(id, this.#endpointIds);
    const message = `is not the id of an endpoint of this emulator${meant ? `; did you mean \`${meant}\`?` : ""}`;
    throw new InvalidParamsError([{ path: "endpoint", message }]);
  }

  /** The first fault for an endpoint, which is then used up once. */
  take(endpointId: string): Fault<string> {
    const place = this.#pending.findIndex(({ fault }) => fault.endpoint === undefined || fault.endpoint === endpointId);
    const entry = this.#pending[place];
    if (entry && --entry.remaining <= 0) this.#pending.splice(place, 1);
    return entry?.fault ?? {};
  }
}

/** The response of a fault that comes instead of the service's own, if it has one. */
export function faultResponse(
  service: EmulatedService,
  { status, throttle, headers: given = {}, body }: Fault<string>,
  accept: string | undefined,
): EmulatorResponse | undefined {
  const code = throttle ? 429 : status;
  const headers: Record<string, string> = {};
  addHeaders(headers, given);
  if (code === undefined && body === undefined) return undefined;
  if (body === undefined) return service.error(code ?? 200, headers, accept);
  if (typeof body !== "string") return json(code ?? 200, body, headers);
  return { status: code ?? 200, headers: { "content-type": "text/plain", ...headers }, body };
}
