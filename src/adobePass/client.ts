/** The client of Adobe Pass Authentication's REST API v1. */
import { bearerHeaders, type TokenFunction } from "../core/auth.js";
import { Client } from "../core/client.js";
import type { Service } from "../core/context.js";
import { createContext } from "../core/createContext.js";
import { type CallOptions, type ClientOptions, clientOptionsOf, isAbortReason } from "../core/options.js";
import type { ResponsePromise } from "../core/response.js";
import { composed, type ResponseRecord } from "../core/responsePromise.js";
import { closedEnumOf } from "../core/schema.js";
import { withFields } from "../core/values.js";
import { readAdobeError, readAdobeSuccess, saysNotAuthenticated } from "./errors/classify.js";
import { AdobePassError } from "./errors/error.js";
import {
  type AuthenticationStatus,
  authenticationEndpoints,
  type CheckAuthenticationParams,
  type FormattedParams,
  formatSchema,
} from "./resources/authentication.js";

/** Options of {@link AdobePassV1}. */
export interface AdobePassV1Options extends ClientOptions {
  /** An access token of dynamic client registration, or a function that supplies it. */
  auth: string | TokenFunction;
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
  baseUrl: undefined,
  options: clientOptionsOf<Pick<AdobePassV1Options, "environment" | "format">>()(() => ({
    environment: closedEnumOf("production", "staging"),
    format: formatSchema,
  })),
  credentials: "an access token, or a function that returns one",
  authHeaders: bearerHeaders,
  readError: readAdobeError,
  readSuccess: readAdobeSuccess,
  requestIdHeaders: ["adobe-request-id", "x-request-id"],
  /** Adobe limits the requests of each device. */
  limitKey: (params) => (params as Partial<CheckAuthenticationParams>).deviceIp,
};

const HOSTS = { production: "https://api.auth.adobe.com", staging: "https://api.auth-staging.adobe.com" } as const;

/**
 * Adobe Pass Authentication, REST API v1: for devices that authenticated through v1.
 *
 * Adobe ended support for v1 at the end of 2025 and has announced its end of life for the end of 2026.
 *
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
    return composed(async (record) => {
      try {
        await this.#check(params, options, record);
        return { authenticated: true };
      } catch (error) {
        if (isAbortReason(error, options)) throw error;
        if (!(error instanceof AdobePassError && saysNotAuthenticated(error, [403]))) throw error;
        return { authenticated: false, error };
      }
    });
  }

  /**
   * Like {@link AdobePassV1.checkAuthentication}, for code that continues only if the device is authenticated: throws
   * its `error` otherwise.
   *
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
      withFields<FormattedParams>(params as FormattedParams, { format: this.#format }),
      options,
      record,
    );
  }
}
