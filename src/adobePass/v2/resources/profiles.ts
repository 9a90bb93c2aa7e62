/** `profiles`: whether a device is authenticated. */
import type { CallOptions } from "../../../core/options.js";
import type { ResponsePromise } from "../../../core/response.js";
import { composed } from "../../../core/responsePromise.js";
import { nonEmptyString, objectOf, refined, type Schema, string } from "../../../core/schema.js";
import { AdobeResource } from "../adobeResource.js";
import { codeSchema, plainCode } from "../code.js";
import { endpoint } from "../endpoint.js";
import {
  type AdobeCodeParams,
  type AdobeDeviceParams,
  type AdobePartnerParams,
  type AdobeSsoParams,
  type AdobeTempPassParams,
  codeFields,
  deviceFields,
  type ForCode,
  type ForDevice,
  HEADERS,
  partnerFields,
  SSO_SECRETS,
  ssoFields,
  tempPassFields,
  withHeaders,
} from "../headers.js";
import { type AdobeProfiles, profilesOf, profilesSchema, readProfiles } from "../schemas/profile.js";

/** Parameters of `profiles.list`. */
export interface ListAdobeProfilesParams extends AdobeDeviceParams, AdobeSsoParams, AdobePartnerParams {}

/** Parameters of `profiles.get`. */
export interface GetAdobeProfileParams extends ListAdobeProfilesParams, AdobeTempPassParams {
  /** Id of the TV provider. */
  mvpd: string;
}

/** Parameters of `profiles.getByCode`. */
export interface GetAdobeProfileByCodeParams extends AdobeCodeParams, AdobeTempPassParams {
  /** The code of the session, in any letter case and with or without spaces. */
  code: string;
}

/** Parameters of `profiles.createForPartner`. */
export interface CreateAdobePartnerProfileParams extends AdobeDeviceParams {
  /** The partner: `Apple`. */
  partner: "Apple" | (string & {});
  /** The response of the partner's framework: base64, which may be percent-encoded already and may have line breaks. */
  SAMLResponse: string;
  /** What the partner's framework reports: an object, or the base64 of its JSON. */
  partnerFrameworkStatus: NonNullable<AdobePartnerParams["partnerFrameworkStatus"]>;
}

const list = { ...deviceFields, ...ssoFields, ...partnerFields };
const REQUIRED = { serviceProvider: true, device: true } as const;

const listParams = objectOf<ForDevice<ListAdobeProfilesParams>>()(() => list, REQUIRED);
const getParams = objectOf<ForDevice<GetAdobeProfileParams>>()(
  () => ({ ...list, ...tempPassFields, mvpd: nonEmptyString }),
  { ...REQUIRED, mvpd: true },
);
const getByCodeParams = objectOf<ForCode<GetAdobeProfileByCodeParams>>()(
  () => ({ ...codeFields, ...tempPassFields, code: codeSchema }),
  { serviceProvider: true, code: true },
);
const createForPartnerParams = objectOf<ForDevice<CreateAdobePartnerProfileParams>>()(
  () => ({ ...deviceFields, ...partnerFields, partner: nonEmptyString, SAMLResponse: samlSchema }),
  { ...REQUIRED, partner: true, SAMLResponse: true, partnerFrameworkStatus: true },
);

const BASE64 = /^[A-Za-z\d+/=]+$/;
const samlSchema: Schema<string> = refined(string, (text) => BASE64.test(plainSaml(text)), "must be base64");

/** Base64 without line breaks. Apple's guide also has it percent-encoded, which a form would do a second time. */
function plainSaml(text: string): string {
  try {
    return decodeURIComponent(text).replaceAll(/\s/g, "");
  } catch {
    return text;
  }
}

const READS = {
  header: HEADERS,
  idempotency: "safe",
  effect: "read",
  fromWire: readProfiles,
  response: profilesSchema,
} as const;

export const profilesEndpoints = {
  list: endpoint("profiles.list", {
    http: "GET /profiles",
    params: listParams,
    toWire: (params: ForDevice<ListAdobeProfilesParams>) => withHeaders(params),
    secret: SSO_SECRETS,
    ...READS,
  }),
  get: endpoint("profiles.get", {
    http: "GET /profiles/{mvpd}",
    params: getParams,
    toWire: (params: ForDevice<GetAdobeProfileParams>) => withHeaders(params),
    secret: [...SSO_SECRETS, "tempPassIdentity"],
    ...READS,
  }),
  getByCode: endpoint("profiles.getByCode", {
    http: "GET /profiles/code/{code}",
    params: getByCodeParams,
    toWire: (params: ForCode<GetAdobeProfileByCodeParams>) => withHeaders({ ...params, code: plainCode(params.code) }),
    secret: ["tempPassIdentity"],
    ...READS,
  }),
  createForPartner: endpoint("profiles.createForPartner", {
    http: "POST /profiles/sso/{partner}",
    sends: "form",
    body: "*",
    params: createForPartnerParams,
    toWire: (params: ForDevice<CreateAdobePartnerProfileParams>) =>
      withHeaders({ ...params, SAMLResponse: plainSaml(params.SAMLResponse) }),
    secret: ["SAMLResponse"],
    ...READS,
    // The partner's response can be used once.
    idempotency: "none",
    effect: "write",
  }),
};

/**
 * Whether a device is authenticated.
 *
 * "Not authenticated" is a result, and not an error. Keep profiles until their `notAfter`.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws An {@link AdobePassError} if Adobe reports a fault.
 */
export class AdobePassProfiles extends AdobeResource {
  /**
   * Gets all profiles of the device: of users who signed in, and of single sign-on.
   *
   * @example
   * ```ts
   * const result = await client.profiles.list();
   * if (result.authenticated) console.log(Object.keys(result.profiles));
   * ```
   * @see https://experienceleague.adobe.com/en/docs/pass/authentication/integration-guide-programmers/rest-apis/rest-api-v2/apis/profiles-apis/rest-api-v2-profiles-apis-retrieve-profiles
   */
  list(params: ListAdobeProfilesParams = {}, options?: CallOptions): ResponsePromise<AdobeProfiles> {
    return composed((record) =>
      profilesOf(this.call(profilesEndpoints.list, this.forDevice(params), options, record), options),
    );
  }

  /**
   * Gets the profile of one TV provider; also of TempPass, and of a provider that is degraded.
   *
   * @example
   * ```ts
   * const result = await client.profiles.get({ mvpd: "Cablevision" });
   * if (!result.authenticated) console.log(result.error?.code);
   * ```
   * @see https://experienceleague.adobe.com/en/docs/pass/authentication/integration-guide-programmers/rest-apis/rest-api-v2/apis/profiles-apis/rest-api-v2-profiles-apis-retrieve-profile-for-specific-mvpd
   */
  get(params: GetAdobeProfileParams, options?: CallOptions): ResponsePromise<AdobeProfiles> {
    return composed((record) =>
      profilesOf(this.call(profilesEndpoints.get, this.forDevice(params), options, record), options),
    );
  }

  /**
   * Gets the profile that a user created with a code, once. `sessions.waitForProfile` waits for it.
   *
   * @example
   * ```ts
   * const { authenticated } = await client.profiles.getByCode({ code: "8ER640M" });
   * ```
   * @see https://experienceleague.adobe.com/en/docs/pass/authentication/integration-guide-programmers/rest-apis/rest-api-v2/apis/profiles-apis/rest-api-v2-profiles-apis-retrieve-profile-for-specific-code
   */
  getByCode(params: GetAdobeProfileByCodeParams, options?: CallOptions): ResponsePromise<AdobeProfiles> {
    return composed((record) =>
      profilesOf(this.call(profilesEndpoints.getByCode, this.forCode(params), options, record), options),
    );
  }

  /**
   * Creates a profile from the response of a partner's framework, as Apple's.
   *
   * @see https://experienceleague.adobe.com/en/docs/pass/authentication/integration-guide-programmers/rest-apis/rest-api-v2/apis/partner-single-sign-on-apis/rest-api-v2-partner-single-sign-on-apis-retrieve-profile-using-partner-authentication-response
   */
  createForPartner(params: CreateAdobePartnerProfileParams, options?: CallOptions): ResponsePromise<AdobeProfiles> {
    return composed((record) =>
      profilesOf(this.call(profilesEndpoints.createForPartner, this.forDevice(params), options, record), options),
    );
  }
}
