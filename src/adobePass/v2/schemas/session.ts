/** A session: what comes next on the way to a profile. */
import type { ResponseContext } from "../../../core/endpoint.js";
import { InvalidResponseError } from "../../../core/errors.js";
import {
  closedEnumOf,
  enumOf,
  listOf,
  number,
  objectOf,
  type Schema,
  string,
  type UnlistedValue,
} from "../../../core/schema.js";
import { isPlainObject } from "../../../core/values.js";
import { withMs } from "../../times.js";

/**
 * Why a session has the action that it has. `none`: nothing special. `authenticated`: there is a profile already.
 * `temporary`: TempPass needs no sign-in. `degraded`: Adobe lets users of the provider in without a sign-in.
 * `authenticatedSSO`: there is a profile of single sign-on. `pfs_fallback`, `configuration_fallback` and
 * `missing_parameters_fallback`: single sign-on by a partner is not possible, because of the partner framework status,
 * the configuration or missing parameters.
 */
export type AdobeSessionReason =
  | "none"
  | "authenticated"
  | "temporary"
  | "degraded"
  | "authenticatedSSO"
  | "pfs_fallback"
  | "configuration_fallback"
  | "missing_parameters_fallback"
  | UnlistedValue;

/** What a session with its missing parameters lacks: `mvpd`, `domainName` or `redirectUrl`. */
export type AdobeSessionParameter = "mvpd" | "domainName" | "redirectUrl" | UnlistedValue;

/** What every session has. */
export interface AdobeSessionBase {
  /** `interactive`: a user has to act, in a browser. `direct`: the application goes on by itself. */
  actionType: "interactive" | "direct" | UnlistedValue;
  /** Why the session has its action. Servers before version 3.1 send none. */
  reasonType?: AdobeSessionReason;
  /** Id of the session. */
  sessionId: string;
  /** Id of the service provider. */
  serviceProvider: string;
  /** Id of the TV provider. */
  mvpd?: string;
}

/** What a session with a code has. */
export interface AdobeCodeSession extends AdobeSessionBase {
  /** The code, which a user can type on a second screen. A newer code of the device replaces it. */
  code: string;
  /** Absolute address: what to open or to call next. */
  url: string;
  /** When the code becomes valid, in milliseconds since the epoch. */
  notBefore?: number;
  /** When the code expires, in milliseconds since the epoch; after about half an hour. */
  notAfter?: number;
}

/** The user has to sign in: open `url` in a browser, then wait for the profile. */
export interface AdobeAuthenticateSession extends AdobeCodeSession {
  /** `authenticate`: open `url` in a browser. */
  actionName: "authenticate";
}

/** Parameters are missing: show `code` to the user, or pass the missing ones to `sessions.resume`. */
export interface AdobeResumeSession extends AdobeCodeSession {
  /** `resume`: a second screen or this application passes the missing parameters. `retry`: some are still missing. */
  actionName: "resume" | "retry";
  /** What is missing. */
  missingParameters?: AdobeSessionParameter[];
}

/** No sign-in is needed: request decisions. */
export interface AdobeAuthorizeSession extends AdobeSessionBase {
  /** `authorize`: go on with `decisions.authorize`. */
  actionName: "authorize";
  /** Absolute address of the call that requests decisions. */
  url?: string;
}

/** The partner's framework has to authenticate the user: pass its response to `profiles.createForPartner`. */
export interface AdobePartnerProfileSession extends AdobeSessionBase {
  /** `partner_profile`: pass `authenticationRequest` to the partner's framework. */
  actionName: "partner_profile";
  /** What the partner's framework takes. */
  authenticationRequest: AdobePartnerAuthenticationRequest;
  /** Absolute address of the call that takes the framework's response. */
  url?: string;
}

/** What a partner's framework takes to authenticate a user. */
export interface AdobePartnerAuthenticationRequest {
  /** Protocol: `saml`. */
  type?: "saml" | UnlistedValue;
  /** The request, for the framework as it is. */
  request: string;
  /** Attributes to request of the framework. */
  attributesNames?: string[];
}

/**
 * A session. `actionName` tells which, and what comes next. Adobe may add actions: they pass, and are reported to
 * `onDrift`, so that a `switch` over it needs a `default`.
 */
export type AdobeSession =
  | AdobeAuthenticateSession
  | AdobeResumeSession
  | AdobeAuthorizeSession
  | AdobePartnerProfileSession;

/** The fields of all sessions. What each must have beyond these, {@link readSession} checks. */
interface SessionFields extends AdobeSessionBase {
  actionName: AdobeSession["actionName"];
  url?: string;
  missingParameters?: AdobeSessionParameter[];
  code?: string;
  notBefore?: number;
  notAfter?: number;
  authenticationRequest?: AdobePartnerAuthenticationRequest;
}

const REQUIRED: Readonly<Record<string, readonly (keyof SessionFields)[]>> = {
  authenticate: ["code", "url"],
  resume: ["code", "url"],
  retry: ["code", "url"],
  partner_profile: ["authenticationRequest"],
};

export const missingParametersSchema = listOf(enumOf("mvpd", "domainName", "redirectUrl"));

export const sessionSchema = objectOf<SessionFields>()(
  () => ({
    actionName: closedEnumOf("authenticate", "resume", "retry", "authorize", "partner_profile"),
    actionType: enumOf("interactive", "direct"),
    reasonType: enumOf(
      "none",
      "authenticated",
      "temporary",
      "degraded",
      "authenticatedSSO",
      "pfs_fallback",
      "configuration_fallback",
      "missing_parameters_fallback",
    ),
    missingParameters: missingParametersSchema,
    url: string,
    sessionId: string,
    serviceProvider: string,
    mvpd: string,
    code: string,
    notBefore: number,
    notAfter: number,
    authenticationRequest: objectOf<AdobePartnerAuthenticationRequest>()(
      () => ({ type: enumOf("saml"), request: string, attributesNames: listOf(string) }),
      { request: true },
    ),
  }),
  { actionName: true, actionType: true, sessionId: true, serviceProvider: true },
) as unknown as Schema<AdobeSession>;

/** @throws An {@link InvalidResponseError} if a session lacks what its action needs. */
export function readSession(body: unknown, { baseUrl }: ResponseContext): unknown {
  if (!isPlainObject(body)) return body;
  const session = withAbsoluteUrl(body, baseUrl);
  const { actionName } = session;
  const required = typeof actionName === "string" && Object.hasOwn(REQUIRED, actionName) ? REQUIRED[actionName] : [];
  const lacking = required?.find((name) => session[name] === undefined || session[name] === null);
  if (lacking !== undefined) {
    throw new InvalidResponseError(`The server responded 2xx, but its session lacks the \`${lacking}\` that it needs.`);
  }
  return withMs(withParameterNames(session));
}

/** Adobe's samples call it `domain`, its table `domainName`. */
export function withParameterNames(body: Record<string, unknown>): Record<string, unknown> {
  const { missingParameters: missing } = body;
  if (!Array.isArray(missing)) return body;
  return { ...body, missingParameters: missing.map((name) => (name === "domain" ? "domainName" : name)) };
}

/**
 * A copy with its `url` made absolute. It is relative to the client's base URL, below which the service may be
 * installed. Applications open it in a browser, so that anything but http and https is left out.
 */
export function withAbsoluteUrl(body: Record<string, unknown>, baseUrl: string): Record<string, unknown> {
  if (typeof body.url !== "string") return body;
  const { url, ...rest } = body;
  const text = url.startsWith("/") && !url.startsWith("//") ? baseUrl + url : url;
  try {
    const { href, protocol } = new URL(text, `${baseUrl}/`);
    return /^https?:$/.test(protocol) ? { ...rest, url: href } : rest;
  } catch {
    return rest;
  }
}
