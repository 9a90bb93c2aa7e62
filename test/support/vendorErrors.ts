/** The errors of all vendors, read from a response. */
import { AdobePassV1, AndroidEnterprise, ApiError, ChromeDirectory, FlowerDocs, type Transport } from "tessera-sdk";
import { expect } from "vitest";
import { TOKEN_PARAMS } from "./clients.js";
import { NO_TIMERS, SkippingClock } from "./clocks.js";
import { DEVICE } from "./emulators.js";
import { rejection } from "./promises.js";
import { type ScriptedResponse, scripted } from "./scripted.js";

const options = (transport: Transport) => ({
  auth: "access-token-1234",
  transport,
  clock: new SkippingClock(),
  retry: false as const,
  ...NO_TIMERS,
});

/** One call of each client, whose promise has `withResponse()`. */
export const CALLS = {
  androidEnterprise: (transport: Transport) =>
    new AndroidEnterprise(options(transport)).enrollmentTokens.create(TOKEN_PARAMS),
  chromeDirectory: (transport: Transport) =>
    new ChromeDirectory(options(transport)).enrollmentTokens.revoke({ tokenPermanentId: "50a2573a" }),
  adobePass: (transport: Transport) => new AdobePassV1(options(transport)).requireAuthentication(DEVICE),
  flowerDocs: (transport: Transport) =>
    new FlowerDocs({ ...options(transport), baseUrl: "https://flowerdocs.example.com/core" }).tokens.renew(),
} as const;

export type Vendor = keyof typeof CALLS;
export const VENDORS = Object.keys(CALLS) as Vendor[];

/** The error of a call whose only response this is. */
export async function errorOf(vendor: Vendor, response: ScriptedResponse): Promise<ApiError> {
  const error = await rejection(CALLS[vendor](scripted(response)));
  expect(error).toBeInstanceOf(ApiError);
  return error as ApiError;
}
