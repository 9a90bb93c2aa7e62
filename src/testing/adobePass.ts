/** The emulated Adobe Pass Authentication, REST API v1. */
import { adobePassEndpoints } from "../adobePass/endpoints.js";
import type { AccessTokens } from "./accessTokens.js";
import { type Arrival, type EmulatedService, type EmulatorAnswer, empty, json } from "./http.js";

export interface AuthenticateDeviceOptions {
  requestor: string;
  deviceId: string;
  /** Life of the authentication token, in seconds. @default 86400 */
  expiresInSeconds?: number | undefined;
}

/** How an error is written, by the request's `Accept` and by what was agreed with Adobe. */
interface Said {
  status: number;
  message: string;
  /** Of the enhanced form. */
  code: string;
  action: string;
}

const HELP_URL =
  "https://experienceleague.adobe.com/docs/pass/authentication/auth-features/error-reportn/enhanced-error-codes.html";

const THROTTLED =
  "<html>\n<head><title>429 Too Many Requests</title></head>\n<body>\n<center><h1>429 Too Many Requests</h1></center>\n<hr><center>openresty</center>\n</body>\n</html>";

/** The devices that have signed in, and when their authentication tokens expire. */
export class EmulatedAdobePass implements EmulatedService {
  /** @internal */
  readonly endpoints = Object.values(adobePassEndpoints) as EmulatedService["endpoints"];
  /** Answer with enhanced errors, as Adobe does for requestors that asked for them. */
  enhancedErrors = false;
  #access: AccessTokens;
  #now: () => number;
  #expiries = new Map<string, number>();

  /** @internal */
  constructor(access: AccessTokens, now: () => number) {
    this.#access = access;
    this.#now = now;
  }

  /** Signs a device in, as its user does on a second screen. */
  authenticate({ requestor, deviceId, expiresInSeconds = 86_400 }: AuthenticateDeviceOptions): void {
    this.#expiries.set(JSON.stringify([requestor, deviceId]), this.#now() + expiresInSeconds * 1_000);
  }

  /** @internal */
  error(status: number, headers: Record<string, string>, accept: string | undefined): EmulatorAnswer {
    if (status === 429) return { status, headers: { "content-type": "text/html", ...headers }, body: THROTTLED };
    const fields = { status, message: "Emulated error" };
    const { body, ...answer } = isJson(accept) ? json(status, fields) : xml(status, fields);
    return { ...answer, headers: { ...answer.headers, ...headers }, body };
  }

  /** @internal */
  answer({ headers, query, now }: Arrival): EmulatorAnswer {
    const json = isJson(headers.accept);
    const refuse = (said: Said) => this.#refuse(said, json);
    if (this.#access.of(headers) === undefined) {
      return { status: 401, headers: { "content-type": "application/json" }, body: '{"error":"invalid_client"}' };
    }
    const [requestor, deviceId] = [query.get("requestor"), query.get("deviceId")];
    if (!requestor) return refuse(missing("requestor", "invalid_requestor"));
    if (!deviceId) return refuse(missing("deviceId", "invalid_device_id"));
    if (!describesDevice(headers["x-device-info"])) return refuse(missing("device_info", "invalid_device_info"));
    const expiry = this.#expiries.get(JSON.stringify([requestor, deviceId]));
    const says = { status: 403, action: "authentication" };
    if (expiry === undefined) {
      return refuse({ ...says, message: "Authentication token not found", code: "authentication_session_missing" });
    }
    if (expiry <= now) {
      return refuse({ ...says, message: "Authentication token expired", code: "authentication_session_expired" });
    }
    return empty();
  }

  #refuse({ status, message, code, action }: Said, asJson: boolean): EmulatorAnswer {
    const trace = crypto.randomUUID();
    const fields = this.enhancedErrors
      ? { action, status, code, message, helpUrl: HELP_URL, trace }
      : { status, message };
    if (asJson) return json(status, fields);
    return xml(status, fields);
  }
}

function xml(status: number, fields: object): EmulatorAnswer {
  const lines = Object.entries(fields).map(([name, value]) => `  <${name}>${value}</${name}>`);
  return { status, headers: { "content-type": "application/xml" }, body: `<error>\n${lines.join("\n")}\n</error>` };
}

/** XML unless JSON was asked for. */
function isJson(accept: string | undefined): boolean {
  return accept?.includes("application/json") ?? false;
}

function missing(name: string, code: string): Said {
  return { status: 400, message: `Required '${name}' is not present`, code, action: "none" };
}

/** Adobe needs the model and the operating system. */
function describesDevice(encoded: string | undefined): boolean {
  try {
    const info: unknown = JSON.parse(atob(decodeURIComponent(encoded ?? "")));
    const { model, osName } = info as Record<string, unknown>;
    return typeof model === "string" && typeof osName === "string";
  } catch {
    return false;
  }
}
