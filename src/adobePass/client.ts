/** The client of Adobe Pass Authentication's REST API v1. */
import { Client } from "../core/client.js";
import type { Service } from "../core/context.js";
import { createContext } from "../core/createContext.js";
import { type CallOptions, type ClientOptions, clientOptionsOf, isAbortReason } from "../core/options.js";
import type { ResponsePromise } from "../core/response.js";
import { composed, type ResponseRecord } from "../core/responsePromise.js";
import { closedEnumOf } from "../core/schema.js";
import { withFields } from "../core/values.js";
import { saysNotAuthenticated } from "./errors/classify.js";
import { AdobePassError } from "./errors/error.js";
import {
  type AuthenticationStatus,
  authenticationEndpoints,
  type CheckAuthenticationCodeParams,
  type CheckAuthenticationParams,
  type Formatted,
  formatSchema,
  NOT_AUTHENTICATED,
} from "./resources/authentication.js";
import { type AdobePassCredential, adobeService } from "./service.js";

/** Options of {@link AdobePassV1}. */
export interface AdobePassV1Options extends ClientOptions {
  /** How calls are authenticated: `softwareStatement(…)`, an access token, or a function that supplies one. */
  auth: AdobePassCredential;
  /**
   * Which of Adobe's hosts to call: `production` (`api.auth.adobe.com`) or `staging` (`api.auth-staging.adobe.com`).
   * They share no ids and no tokens. `baseUrl` takes precedence.
   * @default "production"
   */
  environment?: "production" | "staging" | undefined;
  /** Format in which Adobe writes errors, `json` or `xml`. Both are read alike. @default "json" */
  format?: "json" | "xml" | undefined;
}

const service: Service = {
  ...adobeService,
  baseUrl: undefined,
  options: clientOptionsOf<Pick<AdobePassV1Options, "environment" | "format">>()(() => ({
    environment: closedEnumOf("production", "staging"),
    format: formatSchema,
  })),
  subjectOf: (params) => {
    const { deviceId: id, deviceInfo: info, deviceIp: ip } = params as Partial<CheckAuthenticationParams>;
    return { id, info, ip };
  },
};

const HOSTS = { production: "https://api.auth.adobe.com", staging: "https://api.auth-staging.adobe.com" } as const;

/**
 * Adobe Pass Authentication, REST API v1: for devices that authenticated through v1.
 *
 * @deprecated since 11 December 2024: Adobe ended support for v1 on 31 December 2025, and has announced its end of life
 *   for the end of 2026. Use {@link AdobePass}. A device that is authenticated through v1 is not authenticated in v2, so
 *   that its user signs in once more.
 * @throws An {@link InvalidParamsError} that names the option, if an option is missing, unknown or invalid.
 * @see https://experienceleague.adobe.com/en/docs/pass/authentication/product-announcements
 */
export class AdobePassV1 extends Client {
  #format: "json" | "xml";

  constructor(options: AdobePassV1Options) {
    const host = HOSTS[options?.environment ?? "production"];
    super(createContext({ ...service, baseUrl: host }, options));
    this.#format = options.format ?? "json";
  }

  /**
   * Checks whether the device has an authentication token that has not expired.
   *
   * "Not authenticated" is a result and not an error: `error` says why, in Adobe's words.
   *
   * @deprecated Use `profiles.list` or `profiles.get` of {@link AdobePass}.
   * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
   * @throws An {@link AdobePassError} if Adobe reports a fault: a refused access token, throttling, a wrong requestor,
   *   a gateway's page.
   * @example
   * ```ts
   * const status = await client.checkAuthentication({
   *   requestor: "REF30",
   *   deviceId: "6ed6a9a2b1d04c5f",
   *   deviceInfo: { model: "TV 5th Gen", osName: "tvOS" },
   * });
   * if (!status.authenticated) console.log(status.error.message);
   * ```
   * @see https://experienceleague.adobe.com/en/docs/pass/authentication/integration-guide-programmers/legacy/rest-api-v1/apis/check-authentication-token
   */
  checkAuthentication(params: CheckAuthenticationParams, options?: CallOptions): ResponsePromise<AuthenticationStatus> {
    return statusOf((record) => this.#check(params, options, record), options);
  }

  /**
   * Checks whether the user of a second screen has finished to sign in the device that shows a registration code.
   *
   * "Not authenticated", or not yet, is a result and not an error. Adobe recommends 3 to 5 seconds between
   * calls while the user signs in.
   *
   * @deprecated Use `profiles.getByCode` or `sessions.waitForProfile` of {@link AdobePass}.
   * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
   * @throws An {@link AdobePassError} if Adobe reports a fault: a refused access token, throttling, a wrong requestor,
   *   a gateway's page.
   * @example
   * ```ts
   * const status = await client.checkAuthenticationCode({ requestor: "REF30", code: "IYQD5JQ" });
   * console.log(status.authenticated);
   * ```
   * @see https://experienceleague.adobe.com/en/docs/pass/authentication/integration-guide-programmers/legacy/rest-api-v1/apis/check-authentication-flow-by-second-screen-web-app
   */
  checkAuthenticationCode(
    params: CheckAuthenticationCodeParams,
    options?: CallOptions,
  ): ResponsePromise<AuthenticationStatus> {
    return statusOf((record) => this.#checkCode(params, options, record), options);
  }

  /**
   * Like {@link AdobePassV1.checkAuthentication}, for code that continues only if the device is authenticated: throws
   * its `error` otherwise.
   *
   * @deprecated Use `profiles.list` or `profiles.get` of {@link AdobePass}.
   * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
   * @throws An {@link AdobePassError} if Adobe reports that the device is not authenticated, or a fault.
   * @example
   * ```ts
   * await client.requireAuthentication({
   *   requestor: "REF30",
   *   deviceId: "6ed6a9a2b1d04c5f",
   *   deviceInfo: { model: "TV 5th Gen", osName: "tvOS" },
   * });
   * ```
   * @see https://experienceleague.adobe.com/en/docs/pass/authentication/integration-guide-programmers/legacy/rest-api-v1/apis/check-authentication-token
   */
  requireAuthentication(params: CheckAuthenticationParams, options?: CallOptions): ResponsePromise<void> {
    return this.#check(params, options);
  }

  #check(params: CheckAuthenticationParams, options?: CallOptions, record?: ResponseRecord): ResponsePromise<void> {
    return this.call(
      authenticationEndpoints.checkAuthentication,
      withFields(params as Formatted<CheckAuthenticationParams>, { format: this.#format }),
      options,
      record,
    );
  }

  #checkCode(
    params: CheckAuthenticationCodeParams,
    options: CallOptions | undefined,
    record: ResponseRecord,
  ): ResponsePromise<void> {
    return this.call(
      authenticationEndpoints.checkAuthenticationCode,
      withFields(params as Formatted<CheckAuthenticationCodeParams>, { format: this.#format }),
      options,
      record,
    );
  }
}

/** The result of a call that asks whether a device is authenticated. */
function statusOf(
  check: (record: ResponseRecord) => Promise<void>,
  options: CallOptions | undefined,
): ResponsePromise<AuthenticationStatus> {
  return composed(async (record) => {
    try {
      await check(record);
      return { authenticated: true };
    } catch (error) {
      if (isAbortReason(error, options)) throw error;
      if (!(error instanceof AdobePassError && saysNotAuthenticated(error, NOT_AUTHENTICATED))) throw error;
      return { authenticated: false, error };
    }
  });
}
