/** The emulated Adobe Pass Authentication, REST API v1. */
import { adobePassEndpoints } from "../adobePass/endpoints.js";
import { type EmulatorResponse, empty, json } from "./http.js";
import { RecentMap } from "./recentMap.js";
import {
  type EmulatedService,
  endpointsIn,
  type RoutedRequest,
  type ServiceContext,
  type ServiceDefinition,
} from "./service.js";

/** Options of `emulator.adobePass.authenticate`. */
export interface AuthenticateDeviceOptions {
  /** Id of the programmer. */
  requestor: string;
  /** Id of the device. */
  deviceId: string;
  /** Lifetime of the authentication token, in seconds. @default 86400 */
  expiresInSeconds?: number | undefined;
}

/** An error, which is written by the request's `Accept` and by what was agreed with Adobe. */
interface PassError {
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

/** The devices that are signed in, and when their authentication tokens expire. */
export class EmulatedAdobePass implements EmulatedService {
  /** The endpoints that it responds to. */
  readonly endpoints = endpointsIn<"adobepass.v1.checkAuthentication">(adobePassEndpoints);
  /** Respond with enhanced errors, as Adobe does for requestors that requested them. */
  enhancedErrors = false;
  #context: ServiceContext;
  #expiries: RecentMap<number>;

  constructor(context: ServiceContext) {
    this.#context = context;
    this.#expiries = new RecentMap((expiry) => expiry <= context.now());
  }

  /** Signs a device in, as its user does on a second screen. */
  authenticate({ requestor, deviceId, expiresInSeconds = 86_400 }: AuthenticateDeviceOptions): void {
    this.#expiries.set(JSON.stringify([requestor, deviceId]), this.#context.now() + expiresInSeconds * 1_000);
  }

  /** An error in the vendor's own shape. */
  error(status: number, headers: Record<string, string>, accept: string | undefined): EmulatorResponse {
    if (status === 429) return { status, headers: { "content-type": "text/html", ...headers }, body: THROTTLED };
    const fields = { status, message: "Emulated error" };
    const response = isJson(accept) ? json(status, fields) : xml(status, fields);
    return { ...response, headers: { ...response.headers, ...headers } };
  }

  /** Responds to a request, changing the state as the vendor would. */
  respond({ headers, query, now }: RoutedRequest): EmulatorResponse {
    const json = isJson(headers.accept);
    const fail = (error: PassError) => this.#fail(error, json);
    if (this.#context.accessToken(headers) === undefined) {
      return { status: 401, headers: { "content-type": "application/json" }, body: '{"error":"invalid_client"}' };
    }
    const [requestor, deviceId] = [query.get("requestor"), query.get("deviceId")];
    if (!requestor) return fail(missing("requestor", "invalid_requestor"));
    if (!deviceId) return fail(missing("deviceId", "invalid_device_id"));
    if (!describesDevice(headers["x-device-info"])) return fail(missing("device_info", "invalid_device_info"));
    const expiry = this.#expiries.get(JSON.stringify([requestor, deviceId]));
    const denial = { status: 403, action: "authentication" };
    if (expiry === undefined) {
      return fail({ ...denial, message: "Authentication token not found", code: "authentication_session_missing" });
    }
    if (expiry <= now) {
      return fail({ ...denial, message: "Authentication token expired", code: "authentication_session_expired" });
    }
    return empty();
  }

  #fail({ status, message, code, action }: PassError, asJson: boolean): EmulatorResponse {
    const trace = crypto.randomUUID();
    const fields = this.enhancedErrors
      ? { action, status, code, message, helpUrl: HELP_URL, trace }
      : { status, message };
    if (asJson) return json(status, fields);
    return xml(status, fields);
  }
}

function xml(status: number, fields: object): EmulatorResponse {
  const lines = Object.entries(fields).map(([name, value]) => `  <${name}>${value}</${name}>`);
  return { status, headers: { "content-type": "application/xml" }, body: `<error>\n${lines.join("\n")}\n</error>` };
}

/** XML unless JSON was requested. */
function isJson(accept: string | undefined): boolean {
  return accept?.includes("application/json") ?? false;
}

function missing(name: string, code: string): PassError {
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

export const adobePass: ServiceDefinition<"adobePass", EmulatedAdobePass> = {
  name: "adobePass",
  prefix: "/adobe-pass",
  hosts: ["api.auth.adobe.com", "api.auth-staging.adobe.com"],
  requestIdHeader: "adobe-request-id",
  create: (context) => new EmulatedAdobePass(context),
};
