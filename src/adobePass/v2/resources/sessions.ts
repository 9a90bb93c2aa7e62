/** `sessions`: the way to a profile. */
import type { ClientContext } from "../../../core/context.js";
import { addSentence } from "../../../core/errors.js";
import { type CallOptions, isAbortReason } from "../../../core/options.js";
import type { ResponsePromise } from "../../../core/response.js";
import { composed } from "../../../core/responsePromise.js";
import { nonEmptyString, objectOf } from "../../../core/schema.js";
import type { AdobePassError } from "../../errors/error.js";
import { AdobeResource, type Defaults } from "../adobeResource.js";
import { codeSchema, isUnknownCode, plainCode } from "../code.js";
import { endpoint } from "../endpoint.js";
import {
  type AdobeCodeParams,
  type AdobeDeviceParams,
  type AdobePartnerParams,
  type AdobeSsoParams,
  codeFields,
  deviceFields,
  type ForCode,
  type ForDevice,
  HEADERS,
  partnerFields,
  SSO_SECRETS,
  ssoFields,
  withHeaders,
} from "../headers.js";
import { type AdobeSession, readSession, sessionSchema } from "../schemas/session.js";
import { type AdobeSessionInfo, readSessionInfo, sessionInfoSchema } from "../schemas/sessionInfo.js";
import { CodeWaits, type ProfileWait, type WaitForProfileOptions } from "../waitForProfile.js";
import { profilesEndpoints } from "./profiles.js";

/** What a sign-in needs. What is missing can be passed later, also by a second screen. */
export interface AdobeSignInParams {
  /** Id of the TV provider. */
  mvpd?: string | undefined;
  /** Domain of the application, one of the configuration's. */
  domainName?: string | undefined;
  /** Where the browser goes after the sign-in. */
  redirectUrl?: string | undefined;
}

/** Parameters of `sessions.create`. */
export interface CreateAdobeSessionParams extends AdobeDeviceParams, AdobeSsoParams, AdobeSignInParams {}

/** Parameters of `sessions.resume`. */
export interface ResumeAdobeSessionParams extends AdobeCodeParams, AdobeSignInParams {
  /** The code of the session, in any letter case and with or without spaces. */
  code: string;
}

/** Parameters of `sessions.validate`. */
export interface ValidateAdobeCodeParams extends AdobeCodeParams {
  /** The code, in any letter case and with or without spaces. */
  code: string;
}

/** Parameters of `sessions.createForPartner`. */
export interface CreateAdobePartnerSessionParams extends AdobeDeviceParams, Omit<AdobeSignInParams, "mvpd"> {
  /** The partner: `Apple`. */
  partner: "Apple" | (string & {});
  /** What the partner's framework reports: an object, or the base64 of its JSON. */
  partnerFrameworkStatus: NonNullable<AdobePartnerParams["partnerFrameworkStatus"]>;
}

/** Whether a code is one of a session that waits for its user. */
export type AdobeCodeValidity =
  | {
      /** `true`: it is. */
      valid: true;
      /** The session. */
      session: AdobeSessionInfo;
    }
  | {
      /** `false`: it is not, or no longer. */
      valid: false;
      /** Why not, in Adobe's words. */
      error: AdobePassError;
    };

const signInFields = { mvpd: nonEmptyString, domainName: nonEmptyString, redirectUrl: nonEmptyString };
const REQUIRED = { serviceProvider: true, device: true } as const;

const createParams = objectOf<ForDevice<CreateAdobeSessionParams>>()(
  () => ({ ...deviceFields, ...ssoFields, ...signInFields }),
  REQUIRED,
);
const resumeParams = objectOf<ForCode<ResumeAdobeSessionParams>>()(
  () => ({ ...codeFields, ...signInFields, code: codeSchema }),
  { serviceProvider: true, code: true },
);
const validateParams = objectOf<ForCode<ValidateAdobeCodeParams>>()(() => ({ ...codeFields, code: codeSchema }), {
  serviceProvider: true,
  code: true,
});
const createForPartnerParams = objectOf<ForDevice<CreateAdobePartnerSessionParams>>()(
  () => {
    const { mvpd: _, ...fields } = signInFields;
    return { ...deviceFields, ...partnerFields, ...fields, partner: nonEmptyString };
  },
  { ...REQUIRED, partner: true, partnerFrameworkStatus: true },
);

const CREATES = {
  sends: "form",
  body: "*",
  header: HEADERS,
  // A newer code replaces the one of a session that nobody received.
  idempotency: "mint",
  effect: "write",
  fromWire: readSession,
  response: sessionSchema,
} as const;

export const sessionsEndpoints = {
  create: endpoint("sessions.create", {
    http: "POST /sessions",
    params: createParams,
    toWire: (params: ForDevice<CreateAdobeSessionParams>) => withHeaders(params),
    secret: SSO_SECRETS,
    ...CREATES,
  }),
  resume: endpoint("sessions.resume", {
    http: "POST /sessions/{code}",
    params: resumeParams,
    toWire: (params: ForCode<ResumeAdobeSessionParams>) => withHeaders({ ...params, code: plainCode(params.code) }),
    ...CREATES,
    // It adds parameters to the session.
    idempotency: "safe",
  }),
  validate: endpoint("sessions.validate", {
    http: "GET /sessions/{code}",
    header: HEADERS,
    idempotency: "safe",
    effect: "read",
    params: validateParams,
    toWire: (params: ForCode<ValidateAdobeCodeParams>) => withHeaders({ ...params, code: plainCode(params.code) }),
    fromWire: readSessionInfo,
    response: sessionInfoSchema,
  }),
  createForPartner: endpoint("sessions.createForPartner", {
    http: "POST /sessions/sso/{partner}",
    params: createForPartnerParams,
    toWire: (params: ForDevice<CreateAdobePartnerSessionParams>) => withHeaders(params),
    ...CREATES,
  }),
};

/**
 * The way to a profile.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws An {@link AdobePassError} if Adobe reports a fault.
 */
export class AdobePassSessions extends AdobeResource {
  #waits: CodeWaits;

  /** @internal */
  constructor(context: ClientContext, defaults: Defaults) {
    super(context, defaults);
    this.#waits = new CodeWaits(context);
  }

  /**
   * Starts a sign-in. The session's `actionName` tells what comes next: open its `url` in a browser, show its `code` for
   * a second screen, or go on to decisions if no sign-in is needed. A new code replaces the device's previous one.
   *
   * @example
   * ```ts
   * const session = await client.sessions.create({
   *   mvpd: "Cablevision",
   *   domainName: "adobe.com",
   *   redirectUrl: "https://adobe.com",
   * });
   * if (session.actionName === "authenticate") console.log(session.url);
   * ```
   * @see https://experienceleague.adobe.com/en/docs/pass/authentication/integration-guide-programmers/rest-apis/rest-api-v2/apis/sessions-apis/rest-api-v2-sessions-apis-create-authentication-session
   */
  create(params: CreateAdobeSessionParams = {}, options?: CallOptions): ResponsePromise<AdobeSession> {
    return this.call(sessionsEndpoints.create, this.forDevice(params), options);
  }

  /**
   * Passes missing parameters of a session, on the second screen or on the device.
   *
   * @example
   * ```ts
   * const session = await client.sessions.resume({
   *   code: "8ER640M",
   *   mvpd: "Cablevision",
   *   domainName: "adobe.com",
   *   redirectUrl: "https://adobe.com",
   * });
   * ```
   * @see https://experienceleague.adobe.com/en/docs/pass/authentication/integration-guide-programmers/rest-apis/rest-api-v2/apis/sessions-apis/rest-api-v2-sessions-apis-resume-authentication-session
   */
  resume(params: ResumeAdobeSessionParams, options?: CallOptions): ResponsePromise<AdobeSession> {
    return this.call(sessionsEndpoints.resume, this.forCode(params), options);
  }

  /**
   * Checks a code that a user typed on a second screen, and gets its session. A code that is wrong, used or expired is a
   * result, and not an error.
   *
   * @example
   * ```ts
   * const check = await client.sessions.validate({ code: "8er 640m" });
   * if (check.valid) console.log(check.session.missingParameters);
   * ```
   * @see https://experienceleague.adobe.com/en/docs/pass/authentication/integration-guide-programmers/rest-apis/rest-api-v2/apis/sessions-apis/rest-api-v2-sessions-apis-retrieve-authentication-session-information-using-code
   */
  validate(params: ValidateAdobeCodeParams, options?: CallOptions): ResponsePromise<AdobeCodeValidity> {
    return composed(async (record) => {
      try {
        const session = await this.call(sessionsEndpoints.validate, this.forCode(params), options, record);
        return { valid: true, session };
      } catch (error) {
        if (isAbortReason(error, options) || !isUnknownCode(error)) throw error;
        addSentence(error, "Codes of another environment or service provider are unknown here.");
        return { valid: false, error };
      }
    });
  }

  /**
   * Starts a sign-in by a partner's framework, as Apple's. If that is not possible, the session is one for a sign-in in
   * a browser, and its `reasonType` says why.
   *
   * @see https://experienceleague.adobe.com/en/docs/pass/authentication/integration-guide-programmers/rest-apis/rest-api-v2/apis/partner-single-sign-on-apis/rest-api-v2-partner-single-sign-on-apis-retrieve-partner-authentication-request
   */
  createForPartner(params: CreateAdobePartnerSessionParams, options?: CallOptions): ResponsePromise<AdobeSession> {
    return this.call(sessionsEndpoints.createForPartner, this.forDevice(params), options);
  }

  /**
   * Waits until the user has signed in: requests the profile every five seconds, until there is one or the code has
   * expired. Throttling and outages are waited out. Calls for the same code share their requests.
   *
   * On a second screen's device, start at once; where the browser is on the device itself, once it has reached
   * `redirectUrl`.
   *
   * @param code the code of the session, in any letter case and with or without spaces.
   * @throws The reason of `signal` once it aborts.
   * @throws An {@link AdobePassError} if Adobe reports a fault that does not pass.
   * @example
   * ```ts
   * const wait = await client.sessions.waitForProfile("8ER640M", { signal: AbortSignal.timeout(600_000) });
   * if (wait.authenticated) console.log(Object.keys(wait.profiles));
   * ```
   */
  waitForProfile(code: string, options: WaitForProfileOptions = {}): Promise<ProfileWait> {
    return this.#waits.wait(code, options, {
      params: this.forCode<ValidateAdobeCodeParams>({ code }),
      session: (params, call) => this.call(sessionsEndpoints.validate, params, call),
      profile: (params, call) => this.call(profilesEndpoints.getByCode, params, call),
    });
  }
}
