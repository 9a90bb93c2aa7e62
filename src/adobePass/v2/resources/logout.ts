/** `logout`: ends the sign-in of a user. */
import type { CallOptions } from "../../../core/options.js";
import type { ResponsePromise } from "../../../core/response.js";
import { nonEmptyString, objectOf } from "../../../core/schema.js";
import { AdobeResource } from "../adobeResource.js";
import { endpoint } from "../endpoint.js";
import {
  type AdobeDeviceParams,
  type AdobeSsoParams,
  deviceFields,
  type ForDevice,
  HEADERS,
  SSO_SECRETS,
  ssoFields,
  withHeaders,
} from "../headers.js";
import { type AdobeLogouts, logoutsSchema, readLogouts } from "../schemas/logout.js";

/** Parameters of `logout.initiate`. */
export interface InitiateAdobeLogoutParams extends AdobeDeviceParams, AdobeSsoParams {
  /** Id of the TV provider. */
  mvpd: string;
  /** Where the browser goes after the logout. Adobe requires it if the provider's logout is in a browser. */
  redirectUrl?: string | undefined;
}

const initiateParams = objectOf<ForDevice<InitiateAdobeLogoutParams>>()(
  () => ({ ...deviceFields, ...ssoFields, mvpd: nonEmptyString, redirectUrl: nonEmptyString }),
  { serviceProvider: true, device: true, mvpd: true },
);

export const logoutEndpoints = {
  initiate: endpoint("logout.initiate", {
    http: "GET /logout/{mvpd}",
    header: HEADERS,
    // A second one finds no profile, and says so.
    idempotency: "safe",
    effect: "destroy",
    params: initiateParams,
    toWire: (params: ForDevice<InitiateAdobeLogoutParams>) => withHeaders(params),
    fromWire: readLogouts,
    response: logoutsSchema,
    secret: SSO_SECRETS,
  }),
};

/**
 * Ends the sign-in of a user.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws An {@link AdobePassError} if Adobe reports a fault.
 */
export class AdobePassLogout extends AdobeResource {
  /**
   * Removes the profile of a TV provider, and returns what is left to do: often, to open an address in a browser. Only
   * a user should start it, and not a denial.
   *
   * @example
   * ```ts
   * const { logouts } = await client.logout.initiate({ mvpd: "Cablevision", redirectUrl: "https://adobe.com" });
   * for (const logout of Object.values(logouts)) if (logout.actionName === "logout") console.log(logout.url);
   * ```
   * @see https://experienceleague.adobe.com/en/docs/pass/authentication/integration-guide-programmers/rest-apis/rest-api-v2/apis/logout-apis/rest-api-v2-logout-apis-initiate-logout-for-specific-mvpd
   */
  initiate(params: InitiateAdobeLogoutParams, options?: CallOptions): ResponsePromise<AdobeLogouts> {
    return this.call(logoutEndpoints.initiate, this.forDevice(params), options);
  }
}
