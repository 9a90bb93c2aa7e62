/** The emulated REST API v1: whether a device is authenticated. Adobe's v1 and v2 know nothing of each other. */
import { type EmulatorResponse, empty } from "../http.js";
import { RecentMap } from "../recentMap.js";
import type { RoutedRequest } from "../service.js";
import { isJson, type V1Error, v1Error } from "./errors.js";
import { decodedObject } from "./headers.js";
import { CODE_LIFETIME_MS, newCode } from "./sessions.js";

/** A device, by its programmer. */
export interface EmulatedRegistrationCode {
  /** Id of the programmer. */
  requestor: string;
  /** Id of the device. */
  deviceId: string;
}

interface Code extends EmulatedRegistrationCode {
  readonly expiresAt: number;
}

const NOT_FOUND = {
  status: 403,
  message: "Authentication token not found",
  code: "authentication_session_missing",
} as const;
const EXPIRED = {
  status: 403,
  message: "Authentication token expired",
  code: "authentication_session_expired",
} as const;

export class V1 {
  #now: () => number;
  #expiries: RecentMap<number>;
  #codes: RecentMap<Code>;

  constructor(now: () => number) {
    this.#now = now;
    this.#expiries = new RecentMap((expiry) => expiry <= now());
    this.#codes = new RecentMap(({ expiresAt }) => expiresAt <= now());
  }

  authenticate({ requestor, deviceId }: EmulatedRegistrationCode, seconds: number): void {
    this.#expiries.set(keyOf(requestor, deviceId), this.#now() + seconds * 1_000);
  }

  addCode(device: EmulatedRegistrationCode): string {
    const code = newCode((taken) => this.#codes.has(taken));
    this.#codes.set(code, { ...device, expiresAt: this.#now() + CODE_LIFETIME_MS });
    return code;
  }

  /** The device of a code that has not expired. */
  deviceOf(code: string): EmulatedRegistrationCode | undefined {
    const known = this.#codes.get(code);
    return known && known.expiresAt > this.#now() ? known : undefined;
  }

  respond(request: RoutedRequest, enhanced: boolean): EmulatorResponse {
    const error = this.#check(request);
    return error ? v1Error(error, enhanced, isJson(request.headers.accept)) : empty();
  }

  #check({ path, query, headers, now }: RoutedRequest): V1Error | undefined {
    const requestor = query.get("requestor");
    if (!requestor) return missing("requestor", "invalid_requestor");
    const { code } = path;
    if (code !== undefined) {
      const device = this.deviceOf(code);
      return device?.requestor === requestor ? this.#status(requestor, device.deviceId, now) : NOT_FOUND;
    }
    const deviceId = query.get("deviceId");
    if (!deviceId) return missing("deviceId", "invalid_device_id");
    if (!describesDevice(headers["x-device-info"])) return missing("device_info", "invalid_device_info");
    return this.#status(requestor, deviceId, now);
  }

  #status(requestor: string, deviceId: string, now: number): V1Error | undefined {
    const expiry = this.#expiries.get(keyOf(requestor, deviceId));
    if (expiry === undefined) return NOT_FOUND;
    return expiry <= now ? EXPIRED : undefined;
  }
}

const keyOf = (requestor: string, deviceId: string) => JSON.stringify([requestor, deviceId]);

function missing(name: string, code: string): V1Error {
  return { status: 400, message: `Required '${name}' is not present`, code };
}

/** Adobe needs the model and the operating system. */
function describesDevice(encoded: string | undefined): boolean {
  const { model, osName } = decodedObject(encoded) ?? {};
  return typeof model === "string" && typeof osName === "string";
}
