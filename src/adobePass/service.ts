/** What the clients of all of Adobe's APIs share. */
import { type AuthProvider, bearerHeaders, type TokenFunction } from "../core/auth.js";
import type { Service } from "../core/context.js";
import type { AdobeDevice } from "./device/device.js";
import { readAdobeError, readAdobeSuccess } from "./errors/classify.js";

/** The family of Adobe's providers and services. */
export const ADOBE_PASS = "adobePass";

/** An access token of dynamic client registration, a function that supplies it, or a provider that registers. */
export type AdobePassCredential = string | TokenFunction | AuthProvider;

/** All but the base URL and the client's own options. */
export const adobeService: Omit<Service, "baseUrl" | "options"> = {
  family: ADOBE_PASS,
  credentials: "an access token, or a function that returns one",
  authHeaders: bearerHeaders,
  readError: readAdobeError,
  readSuccess: readAdobeSuccess,
  requestIdHeaders: ["adobe-request-id", "x-request-id"],
  /** Adobe limits the requests of each address. */
  limitKey: (params) => {
    const { device, deviceIp } = params as { device?: Partial<AdobeDevice>; deviceIp?: string };
    return device?.ip ?? deviceIp;
  },
};
