/** `serviceTokens`: proofs that a device shares the sign-ins of others. */
import type { CallOptions } from "../../core/options.js";
import { Resource } from "../../core/resource.js";
import type { ResponsePromise } from "../../core/response.js";
import { nonEmptyString, number, objectOf, refined, type Schema, string } from "../../core/schema.js";
import { type AdobeDevice, deviceHeaders, deviceSchema } from "../device/device.js";
import { endpoint, renamed, SERVICE_TOKEN, tokenFields } from "./endpoint.js";

/** Parameters of `serviceTokens.create`: either `ssoId` or `ssoLink`. */
export interface CreateAdobeServiceTokenParams {
  /** Id of the programmer, as Adobe has registered it. */
  serviceProvider: string;
  /** The device that is to share sign-ins. */
  device: AdobeDevice;
  /** Id that the programmer has given to the user. Sent as `X-SSO-ID`. */
  ssoId?: string | undefined;
  /** Code of `devices.link`, typed by the user. Sent as `X-SSO-LINK`. */
  ssoLink?: string | undefined;
}

/** Parameters of `serviceTokens.refresh`. */
export interface RefreshAdobeServiceTokenParams {
  /** Id of the programmer, as Adobe has registered it. */
  serviceProvider: string;
  /** The service token, valid or expired not long ago. */
  serviceToken: string;
}

/** A service token: the `serviceToken` of calls of `AdobePass`. */
export interface AdobeServiceToken {
  /** Status of the response in words, such as `CREATED`. */
  status?: string;
  /**
   * The token.
   * @secret
   */
  serviceToken: string;
  /** When it becomes valid, in milliseconds since the epoch. */
  notBefore?: number;
  /** When it expires, in milliseconds since the epoch. */
  notAfter?: number;
}

const createParams = refined(
  objectOf<CreateAdobeServiceTokenParams>()(
    () => ({ serviceProvider: nonEmptyString, device: deviceSchema, ssoId: nonEmptyString, ssoLink: nonEmptyString }),
    { serviceProvider: true, device: true },
  ),
  ({ ssoId, ssoLink }) => (ssoId === undefined) !== (ssoLink === undefined),
  "is required if there is no `ssoLink`, and excludes it",
  "ssoId",
);

const refreshParams = objectOf<RefreshAdobeServiceTokenParams>()(() => tokenFields, {
  serviceProvider: true,
  serviceToken: true,
});

const serviceTokenSchema: Schema<AdobeServiceToken> = objectOf<AdobeServiceToken>()(
  () => ({ status: string, serviceToken: string, notBefore: number, notAfter: number }),
  { serviceToken: true },
);

const ISSUES = {
  idempotency: "mint",
  effect: "write",
  fromWire: (body: unknown) => renamed(body, "jws", "serviceToken"),
  response: serviceTokenSchema,
} as const;

export const serviceTokensEndpoints = {
  create: endpoint("serviceTokens.create", {
    http: "POST /serviceToken",
    header: ["AP-Device-Identifier", "X-Device-Info", "X-Forwarded-For", "X-SSO-ID", "X-SSO-LINK"],
    params: createParams,
    toWire: ({ device, ssoId, ssoLink, ...rest }: CreateAdobeServiceTokenParams) => ({
      ...rest,
      ...deviceHeaders(device),
      "X-SSO-ID": ssoId,
      "X-SSO-LINK": ssoLink,
    }),
    secret: ["ssoId", "ssoLink"],
    ...ISSUES,
    // A link can be used once.
    idempotency: "none",
  }),
  refresh: endpoint("serviceTokens.refresh", {
    http: "GET /serviceToken",
    header: [SERVICE_TOKEN],
    params: refreshParams,
    toWire: ({ serviceToken, ...rest }: RefreshAdobeServiceTokenParams) => ({ ...rest, [SERVICE_TOKEN]: serviceToken }),
    secret: ["serviceToken"],
    ...ISSUES,
  }),
};

/**
 * Proofs that a device shares the sign-ins of others.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws An {@link AdobePassError} if the service responds with an error. `action` is `get_new_token` if the service
 *   token has expired.
 */
export class AdobeSsoServiceTokens extends Resource {
  /**
   * Issues a service token to a device, by the programmer's id of the user or by a link.
   *
   * @see https://experienceleague.adobe.com/en/docs/pass/authentication/integration-guide-programmers/features-premium/sso-service/sso-service
   */
  create(params: CreateAdobeServiceTokenParams, options?: CallOptions): ResponsePromise<AdobeServiceToken> {
    return this.call(serviceTokensEndpoints.create, params, options);
  }

  /**
   * Issues a new service token for one that expires, or has expired not long ago.
   *
   * @see https://experienceleague.adobe.com/en/docs/pass/authentication/integration-guide-programmers/features-premium/sso-service/sso-service
   */
  refresh(params: RefreshAdobeServiceTokenParams, options?: CallOptions): ResponsePromise<AdobeServiceToken> {
    return this.call(serviceTokensEndpoints.refresh, params, options);
  }
}
