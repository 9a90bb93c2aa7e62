/** What the emulated Google services share: their checks of a request, and their errors. */
import { type EmulatorResponse, HttpError, json } from "./http.js";
import type { RoutedRequest, ServiceContext } from "./service.js";

const STATUS: Readonly<Record<number, readonly [code: string, reason: string, message: string]>> = {
  400: ["INVALID_ARGUMENT", "badRequest", "Bad Request"],
  401: ["UNAUTHENTICATED", "authError", "Request had invalid authentication credentials."],
  403: ["PERMISSION_DENIED", "forbidden", "Not Authorized to access this resource/api"],
  404: ["NOT_FOUND", "notFound", "Not Found"],
  409: ["ABORTED", "conflict", "Conflict"],
  429: ["RESOURCE_EXHAUSTED", "rateLimitExceeded", "Quota exceeded."],
  500: ["INTERNAL", "internalError", "Internal error encountered."],
  503: ["UNAVAILABLE", "backendError", "The service is currently unavailable."],
};

/** The codes of reasons that are not those of their status. */
const CODES: Readonly<Record<string, string>> = {
  alreadyExists: "ALREADY_EXISTS",
  failedPrecondition: "FAILED_PRECONDITION",
};

export function googleError(
  status: number,
  headers: Record<string, string> = {},
  details: { reason?: string; message?: string } = {},
): EmulatorResponse {
  const [code, reason, message] = STATUS[status] ?? ["UNKNOWN", "unknown", "Unknown error"];
  const text = details.message ?? message;
  const errors = [{ message: text, domain: "global", reason: details.reason ?? reason }];
  const more = CODES[details.reason ?? ""];
  return json(status, { error: { code: status, message: text, errors, status: more ?? code } }, headers);
}

export function refuse(status: number, message?: string, reason?: string): never {
  throw new HttpError(googleError(status, {}, { ...(message && { message }), ...(reason && { reason }) }));
}

/** Query parameters that every Google API accepts besides its own. */
const SYSTEM_PARAMETERS: readonly string[] = [
  "$.xgafv",
  "access_token",
  "alt",
  "callback",
  "fields",
  "key",
  "oauth_token",
  "prettyPrint",
  "quotaUser",
  "uploadType",
  "upload_protocol",
];

/** Checks the token, its scopes, the query's names and the presence of a body. */
export function checkGoogleRequest(
  { endpoint, headers, query, body }: RoutedRequest,
  context: ServiceContext,
  names: readonly string[],
): void {
  const token = context.accessToken(headers);
  if (token === undefined) refuse(401);
  if (token.scopes && !endpoint.scopes?.some((scope) => token.scopes?.includes(scope))) {
    refuse(403, "Request had insufficient authentication scopes.", "insufficientPermissions");
  }
  for (const name of query.keys()) {
    if (!names.includes(name) && !SYSTEM_PARAMETERS.includes(name)) {
      refuse(400, `Invalid JSON payload received. Unknown name "${name}": Cannot bind query parameter.`);
    }
  }
  if (endpoint.body === undefined && (body !== "" || headers["content-type"] !== undefined)) {
    refuse(400, "This method takes no request body.");
  }
}

/** The body of a request, which must be an object. */
export function googleBody({ body, headers }: RoutedRequest): Record<string, unknown> {
  if (!/^application\/json\s*(;|$)/i.test(headers["content-type"] ?? ""))
    refuse(400, "The request body must be JSON.", "parseError");
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    refuse(400, "Invalid JSON payload received.", "parseError");
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed))
    refuse(400, "Invalid JSON payload received.", "parseError");
  return parsed as Record<string, unknown>;
}
