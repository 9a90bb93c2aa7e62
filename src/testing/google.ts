/** What the emulated Google services share: how they refuse. */
import type { AccessTokens } from "./accessTokens.js";
import { type Arrival, type EmulatorAnswer, json, Refusal } from "./http.js";

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

export function googleError(
  status: number,
  headers: Record<string, string> = {},
  said: { reason?: string; message?: string } = {},
): EmulatorAnswer {
  const [code, reason, message] = STATUS[status] ?? ["UNKNOWN", "unknown", "Unknown error"];
  const text = said.message ?? message;
  const errors = [{ message: text, domain: "global", reason: said.reason ?? reason }];
  return json(status, { error: { code: status, message: text, errors, status: code } }, headers);
}

export function refuse(status: number, message?: string, reason?: string): never {
  throw new Refusal(googleError(status, {}, { ...(message && { message }), ...(reason && { reason }) }));
}

/** Every Google API takes these beside its own. */
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
  { endpoint, headers, query, body }: Arrival,
  tokens: AccessTokens,
  names: readonly string[],
): void {
  const token = tokens.of(headers);
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

/** The body of a request: an object of the named fields and no others. */
export function googleBody({ body, headers }: Arrival, names: readonly string[]): Record<string, unknown> {
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
  for (const name in parsed) {
    if (!names.includes(name)) refuse(400, `Invalid JSON payload received. Unknown name "${name}": Cannot find field.`);
  }
  return parsed as Record<string, unknown>;
}
