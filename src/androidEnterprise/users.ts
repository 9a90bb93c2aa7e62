/** `users`: accounts within an enterprise. */
import * as z from "zod/mini";
import { endpoint } from "../core/endpoint.js";
import type { CallOptions } from "../core/options.js";
import { Resource } from "../core/resource.js";
import { checkOf, open } from "../core/schema.js";
import { ANDROID_ENTERPRISE_SCOPE } from "./scopes.js";

export interface GenerateAuthenticationTokenParams {
  /** Id of the enterprise. */
  enterpriseId: string;
  /** Id of the user: an account that the EMM manages, not a Google-managed one. */
  userId: string;
}

/** A token with which a device policy client adds one user's account to one device. */
export interface AuthenticationToken {
  /** Hand it to the device. It works once and for a few minutes. */
  token: string;
  kind?: string;
}

export const generateAuthenticationToken = endpoint({
  id: "androidenterprise.users.generateAuthenticationToken",
  http: "POST /androidenterprise/v1/enterprises/{enterpriseId}/users/{userId}/authenticationToken",
  scopes: [ANDROID_ENTERPRISE_SCOPE],
  idempotency: "mint",
  params: checkOf<GenerateAuthenticationTokenParams>(() =>
    z.toZod<GenerateAuthenticationTokenParams>()(open({ enterpriseId: z.string(), userId: z.string() })),
  ),
  response: checkOf<AuthenticationToken>(() =>
    z.toZod<AuthenticationToken>()(open({ token: z.string(), kind: z.exactOptional(z.string()) })),
  ),
});

export class Users extends Resource {
  /**
   * Makes a token with which the device policy client provisions an EMM-managed account on a device.
   *
   * The token works once and expires after a few minutes: ask for it when the device is at hand, and do not
   * keep it. A user can have at most 10 devices. A repeat after a lost answer leaves one token unused, which
   * does no harm, so the SDK repeats.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty.
   * @throws {@link GoogleApiError} when Google refuses, as for a user that the EMM does not manage.
   * @example
   * ```ts
   * const { token } = await client.users.generateAuthenticationToken({ enterpriseId: "LC00lwk1yg", userId: "110001" });
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/users/generateAuthenticationToken
   */
  generateAuthenticationToken(
    params: GenerateAuthenticationTokenParams,
    options?: CallOptions,
  ): Promise<AuthenticationToken> {
    return this.call(generateAuthenticationToken, params, options);
  }
}
