/** Errors in the shapes in which Adobe sends them. */
import { describeErrorCode } from "../../adobePass/errors/describe.js";
import { type EmulatorResponse, HttpError, json } from "../http.js";

const HELP_URL =
  "https://experienceleague.adobe.com/docs/pass/authentication/auth-features/error-reportn/enhanced-error-codes.html";

const THROTTLED =
  "<html>\n<head><title>429 Too Many Requests</title></head>\n<body>\n<center><h1>429 Too Many Requests</h1></center>\n<hr><center>openresty</center>\n</body>\n</html>";

/** The fields of an enhanced error, as Adobe documents its code. */
export function enhancedFields(code: string, details?: string) {
  const { statuses = [], action = "none", message = code } = describeErrorCode(code) ?? {};
  return {
    action,
    status: statuses[0] ?? 400,
    code,
    message,
    ...(details !== undefined && { details }),
    helpUrl: HELP_URL,
    trace: crypto.randomUUID(),
  };
}

/** Ends a call of REST API v2 with the error of a code. */
export function refuse(code: string): never {
  const fields = enhancedFields(code);
  throw new HttpError(json(fields.status, fields));
}

/** Ends a call with an error of OAuth. */
export function refuseByOAuth(status: 400 | 401, error: string): never {
  throw new HttpError(json(status, { error }, { "cache-control": "no-store" }));
}

/** What the gateway sends over the limit. */
export function throttled(headers: Record<string, string> = {}): EmulatorResponse {
  return { status: 429, headers: { "content-type": "text/html", ...headers }, body: THROTTLED };
}

/** An error of REST API v1, which is written by what was agreed with Adobe. */
export interface V1Error {
  readonly status: number;
  readonly message: string;
  /** Only in the enhanced form. */
  readonly code: string;
}

export function v1Error({ status, message, code }: V1Error, enhanced: boolean, asJson: boolean): EmulatorResponse {
  const fields = enhanced ? { ...enhancedFields(code), status, message } : { status, message };
  return asJson ? json(status, fields) : xml(status, fields);
}

export function xml(status: number, fields: object): EmulatorResponse {
  const lines = Object.entries(fields).map(([name, value]) => `  <${name}>${value}</${name}>`);
  return { status, headers: { "content-type": "application/xml" }, body: `<error>\n${lines.join("\n")}\n</error>` };
}

/** XML unless JSON was requested. */
export function isJson(accept: string | undefined): boolean {
  return accept?.includes("application/json") ?? false;
}
