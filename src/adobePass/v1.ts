/** The client of Adobe Pass Authentication's REST API v1. */
import * as z from "zod/mini";
import { bearerHeaders, type TokenFunction } from "../core/auth.js";
import { Client } from "../core/client.js";
import { createCore, type ServiceDefinition } from "../core/createCore.js";
import { endpoint } from "../core/endpoint.js";
import { type CallOptions, type ClientOptions, clientOptionsCheck } from "../core/options.js";
import { checkOf, extended, open } from "../core/schema.js";
import { type AdobeDeviceInfo, type AdobeDeviceType, deviceInfoParam, encodeDeviceInfo, openText } from "./device.js";
import { AdobePassError, readAdobeError, saysNotAuthenticated } from "./errors.js";

export interface AdobePassV1Options extends ClientOptions {
  /** An access token of dynamic client registration, or a function that supplies it. */
  auth: string | TokenFunction;
  /** Which of Adobe's hosts to call; they share no ids and no tokens. `baseUrl` takes precedence. @default "production" */
  environment?: "production" | "staging" | undefined;
  /** In which format Adobe writes errors. Both are read alike. @default "json" */
  format?: "json" | "xml" | undefined;
}

export interface CheckAuthenticationParams {
  /** Id of the programmer (the service provider). */
  requestor: string;
  /** Id of the device: unique, stable, and nothing personal. */
  deviceId: string;
  /** The device: an object, or the base64 of its JSON. Sent as the header `X-Device-Info`. */
  deviceInfo: AdobeDeviceInfo | string;
  /** Public IP address of the device, sent as `X-Forwarded-For`. Without it a server's users share one throttle. */
  deviceIp?: string | undefined;
  deviceType?: AdobeDeviceType | undefined;
  /** @deprecated Adobe no longer needs it; `deviceId` identifies the device. */
  deviceUser?: string | undefined;
  /** @deprecated Superseded by `deviceInfo.applicationId`. */
  appId?: string | undefined;
}

/** Whether the device has an authentication token that has not expired. */
export type AuthenticationStatus = { authenticated: true } | { authenticated: false; reason: AdobePassError };

type FormattedParams = CheckAuthenticationParams & { format: "json" | "xml" };

/** An IPv6 address that ends in an IPv4 one. */
const LONGEST_IP = 45;
const IP_ADDRESS = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[\da-f:.]*:[\da-f:.]*)$/i;

export const checkAuthenticationToken = endpoint({
  id: "adobepass.v1.checkAuthentication",
  http: "GET /api/v1/checkauthn",
  query: ["requestor", "deviceId", "deviceType", "deviceUser", "appId"],
  header: ["Accept", "X-Device-Info", "X-Forwarded-For"],
  idempotency: "safe",
  params: checkOf<FormattedParams>(() =>
    open({
      requestor: openText<string>(),
      deviceId: openText<string>(),
      deviceInfo: deviceInfoParam(),
      deviceIp: z.optional(
        z
          .string()
          .check(z.refine((ip: string) => ip.length <= LONGEST_IP && IP_ADDRESS.test(ip), "must be an IP address")),
      ),
      deviceType: z.optional(openText<AdobeDeviceType>()),
      deviceUser: z.optional(z.string()),
      appId: z.optional(z.string()),
      format: z.enum(["json", "xml"]),
    }),
  ),
  toWire: withHeaders,
});

function withHeaders({ deviceInfo, deviceIp, format, ...query }: FormattedParams) {
  return {
    ...query,
    Accept: `application/${format}`,
    // The reference also takes it as a query parameter, which would outgrow URLs and fill access logs.
    "X-Device-Info": encodeDeviceInfo(deviceInfo),
    "X-Forwarded-For": deviceIp,
  };
}

const service: ServiceDefinition = {
  baseUrl: undefined,
  options: clientOptionsCheck(() => ({
    environment: z.optional(z.enum(["production", "staging"])),
    format: z.optional(z.enum(["json", "xml"])),
  })),
  authHeaders: bearerHeaders,
  readError: readAdobeError,
  requestIdHeader: "adobe-request-id",
};

const HOSTS = { production: "https://api.auth.adobe.com", staging: "https://api.auth-staging.adobe.com" } as const;

/**
 * Adobe Pass Authentication, REST API v1: for devices that authenticated through v1.
 *
 * Adobe ended support for v1 at the end of 2025 and has announced its end of life for the end of 2026.
 *
 * @throws {@link InvalidParamsError} from the constructor, naming the option at fault.
 * @see https://experienceleague.adobe.com/en/docs/pass/authentication/product-announcements
 */
export class AdobePassV1 extends Client {
  #format: "json" | "xml";

  constructor(options: AdobePassV1Options) {
    const host = HOSTS[options?.environment ?? "production"];
    super(createCore({ ...service, baseUrl: host }, options));
    this.#format = options.format ?? "json";
  }

  /**
   * Asks whether the device has an authentication token that has not expired.
   *
   * "No" is an answer and not an error: `reason` says why, in Adobe's words.
   *
   * @throws {@link InvalidParamsError} before anything is sent, for a missing or malformed parameter.
   * @throws {@link AdobePassError} for faults: a refused access token, throttling, a wrong requestor, a gateway's page.
   * @example
   * ```ts
   * const status = await adobe.checkAuthentication({
   *   requestor: "REF30",
   *   deviceId: "6ed6a9a2b1d04c5f",
   *   deviceInfo: { model: "TV 5th Gen", osName: "tvOS" },
   * });
   * if (!status.authenticated) console.log(status.reason.message);
   * ```
   * @see https://experienceleague.adobe.com/en/docs/pass/authentication/integration-guide-programmers/legacy/rest-api-v1/apis/check-authentication-token
   */
  async checkAuthentication(params: CheckAuthenticationParams, options?: CallOptions): Promise<AuthenticationStatus> {
    try {
      await this.requireAuthentication(params, options);
      return { authenticated: true };
    } catch (error) {
      if (error instanceof AdobePassError && saysNotAuthenticated(error))
        return { authenticated: false, reason: error };
      throw error;
    }
  }

  /**
   * Like {@link AdobePassV1.checkAuthentication}, for code that goes on only when the device is authenticated.
   *
   * @throws {@link InvalidParamsError} before anything is sent, for a missing or malformed parameter.
   * @throws {@link AdobePassError} when it is not, and for faults.
   * @example
   * ```ts
   * await adobe.requireAuthentication({
   *   requestor: "REF30",
   *   deviceId: "6ed6a9a2b1d04c5f",
   *   deviceInfo: { model: "TV 5th Gen", osName: "tvOS" },
   * });
   * ```
   * @see https://experienceleague.adobe.com/en/docs/pass/authentication/integration-guide-programmers/legacy/rest-api-v1/apis/check-authentication-token
   */
  requireAuthentication(params: CheckAuthenticationParams, options?: CallOptions): Promise<void> {
    return this.call(
      checkAuthenticationToken,
      extended<FormattedParams>(params as FormattedParams, { format: this.#format }),
      options,
    );
  }
}
