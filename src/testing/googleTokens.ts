/**
 * Google's token endpoint for service accounts: a signed JWT in, an access token out.
 *
 * @see https://developers.google.com/identity/protocols/oauth2/service-account
 * @see https://www.rfc-editor.org/rfc/rfc7523
 */
import { objectFromBase64 } from "../core/base64.js";
import { REQUEST_ID_HEADERS } from "../google/requestIds.js";
import type { AccessTokens } from "./accessTokens.js";
import { fromBase64url } from "./base64url.js";
import { type EmulatorResponse, HttpError, json } from "./http.js";
import type { ServiceAddress } from "./routing.js";
import type { EmulatedService, RoutedRequest } from "./service.js";
import { isEmail, type ServiceAccounts } from "./serviceAccounts.js";

/** Id of the token endpoint, as limiters see it, too. */
const TOKEN_ENDPOINT = "google.oauth2.token";

export const GOOGLE_TOKEN_URI = "https://oauth2.googleapis.com/token";

export const tokenAddress: ServiceAddress = {
  name: "googleTokens",
  prefix: "/google-oauth2",
  hosts: ["oauth2.googleapis.com"],
  requestIdHeader: REQUEST_ID_HEADERS[0],
};

const JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";
/** Grants of OAuth clients, of which the emulator has none. */
const CLIENT_GRANTS: readonly string[] = ["refresh_token", "authorization_code"];
/** A second less than an hour, as Google's. */
const LIFETIME_SECONDS = 3_599;
const LONGEST_ASSERTION_SECONDS = 3_600;
/** How far the clock of the one that signs may be ahead. */
const LEEWAY_SECONDS = 300;

export class GoogleTokens implements EmulatedService<typeof TOKEN_ENDPOINT> {
  readonly endpoints = [{ id: TOKEN_ENDPOINT, http: "POST /token", body: "*" }] as const;
  #accounts: ServiceAccounts;
  #tokens: AccessTokens;
  #audiences: () => readonly string[];

  /** @param audiences the addresses of the endpoint. */
  constructor(accounts: ServiceAccounts, tokens: AccessTokens, audiences: () => readonly string[]) {
    this.#accounts = accounts;
    this.#tokens = tokens;
    this.#audiences = audiences;
  }

  error(status: number, headers: Record<string, string>): EmulatorResponse {
    const ofServer = status === 503 ? "temporarily_unavailable" : "internal_failure";
    const ofRequest = status === 429 ? "rate_limit_exceeded" : "invalid_request";
    return json(status, { error: status >= 500 ? ofServer : ofRequest, error_description: "Emulated error" }, headers);
  }

  async respond({ headers, body, now }: RoutedRequest): Promise<EmulatorResponse> {
    if (!/^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(headers["content-type"] ?? "")) {
      refuse("invalid_request", "The request body must be a form.");
    }
    const form = new URLSearchParams(body);
    const grant = required(form, "grant_type");
    if (CLIENT_GRANTS.includes(grant)) refuse("invalid_client", "The OAuth client was not found.", 401);
    if (grant !== JWT_BEARER) refuse("unsupported_grant_type", `Invalid grant_type: ${grant}`);
    const { iss, sub, scopes } = await this.#verified(required(form, "assertion"), Math.floor(now / 1_000));
    const holder = { clientEmail: iss, ...(sub !== undefined && { subject: sub }) };
    const token = this.#tokens.issue({ scopes, expiresInSeconds: LIFETIME_SECONDS }, holder);
    return json(200, { access_token: token, expires_in: LIFETIME_SECONDS, token_type: "Bearer" });
  }

  async #verified(assertion: string, now: number): Promise<{ iss: string; sub?: string; scopes: readonly string[] }> {
    const [header = "", payload = "", signature = "", ...rest] = assertion.split(".");
    const { alg } = jsonIn(header);
    const { iss, sub, aud, iat, exp, scope } = jsonIn(payload);
    if (alg !== "RS256" || rest.length > 0) refuse("invalid_grant", "Invalid JWT: it must be signed with RS256.");
    if (typeof iss !== "string" || !this.#accounts.has(iss)) {
      refuse("invalid_grant", "Invalid grant: account not found");
    }
    if (!(await this.#accounts.key.verifies(`${header}.${payload}`, fromBase64url(signature)))) {
      refuse("invalid_grant", "Invalid JWT Signature.");
    }
    const audiences = this.#audiences();
    if (!audiences.includes(String(aud))) {
      refuse("invalid_grant", `Invalid JWT: Failed audience check. The right audience is ${audiences[0]}`);
    }
    checkTimes(iat, exp, now);
    if (sub !== undefined && !isEmail(sub)) refuse("invalid_grant", "Invalid email or User ID");
    const scopes = typeof scope === "string" ? scope.split(" ").filter(Boolean) : [];
    if (scopes.length === 0) refuse("invalid_scope", "Invalid OAuth scope or ID token audience provided.");
    if (!this.#accounts.mayRequest(iss, scopes)) {
      const reason = "client not authorized for any of the scopes requested";
      refuse(
        "unauthorized_client",
        `Client is unauthorized to retrieve access tokens using this method, or ${reason}.`,
        401,
      );
    }
    return { iss, scopes, ...(sub !== undefined && { sub }) };
  }
}

/** @see https://www.rfc-editor.org/rfc/rfc6749#section-5.2 */
function refuse(error: string, description: string, status = 400): never {
  throw new HttpError(json(status, { error, error_description: description }));
}

function required(form: URLSearchParams, name: string): string {
  return form.get(name) || refuse("invalid_request", `Required parameter is missing: ${name}`);
}

function checkTimes(iat: unknown, exp: unknown, now: number): void {
  const isValid =
    typeof iat === "number" &&
    typeof exp === "number" &&
    iat <= now + LEEWAY_SECONDS &&
    exp > now &&
    exp - iat <= LONGEST_ASSERTION_SECONDS;
  if (isValid) return;
  const advice = "Check your iat and exp values in the JWT claim.";
  refuse(
    "invalid_grant",
    `Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. ${advice}`,
  );
}

/** The object in a part of a JWT. */
function jsonIn(part: string): Record<string, unknown> {
  return objectFromBase64(part) ?? refuse("invalid_grant", "Invalid JWT: it must have three parts, in base64url.");
}
