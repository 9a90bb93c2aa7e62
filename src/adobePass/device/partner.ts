/** `AP-Partner-Framework-Status`: what a partner's framework, as Apple's, says of the user's subscription. */

import { toBase64 } from "../../core/base64.js";
import { invalidParam } from "../../core/errors.js";
import { checkJson } from "../../core/json.js";
import { eitherOf, matching, objectOf, type Schema, string } from "../../core/schema.js";
import { isPlainObject } from "../../core/values.js";

/** An error of the partner's framework. */
export interface AdobePartnerFrameworkError {
  /** The framework's code. */
  code?: string | undefined;
  /** The framework's message. */
  message?: string | undefined;
}

/** Whether the user lets the application see the subscription. */
export interface AdobePartnerPermission {
  /**
   * `granted`: the user agreed. `denied`: the user refused. `restricted`: the device does not allow it. `notDetermined`:
   * the user was not asked.
   */
  accessStatus?: "granted" | "denied" | "restricted" | "notDetermined" | (string & {}) | undefined;
  /** Why the framework could not tell. */
  error?: AdobePartnerFrameworkError | undefined;
}

/** The TV provider that the user chose in the partner's settings. Empty without access. */
export interface AdobePartnerProvider {
  /** The partner's id of the provider: `platformMappingId` of the configuration. */
  id?: string | undefined;
  /** When the subscription at the partner expires, in milliseconds since the epoch, as a string. */
  expirationDate?: string | undefined;
  /** Why the framework could not tell. */
  error?: AdobePartnerFrameworkError | undefined;
}

/** What a partner's framework reports. */
export interface AdobePartnerFrameworkStatus {
  /** Whether the user lets the application see the subscription. */
  frameworkPermissionInfo: AdobePartnerPermission;
  /** The TV provider that the user chose. */
  frameworkProviderInfo: AdobePartnerProvider;
}

const error = objectOf<AdobePartnerFrameworkError>()(() => ({ code: string, message: string }));

const statusSchema = objectOf<AdobePartnerFrameworkStatus>()(
  () => ({
    frameworkPermissionInfo: objectOf<AdobePartnerPermission>()(() => ({ accessStatus: string as never, error })),
    frameworkProviderInfo: objectOf<AdobePartnerProvider>()(() => ({ id: string, expirationDate: string, error })),
  }),
  { frameworkPermissionInfo: true, frameworkProviderInfo: true },
);

/** Base64 as these headers hold it. */
export const base64Header = matching(/^[A-Za-z\d+/]+={0,2}$/, "must be base64 of a JSON object, or the object itself");

/** The status, or text that is encoded already. */
export const partnerStatusParam: Schema<AdobePartnerFrameworkStatus | string> = eitherOf(statusSchema, base64Header);

/**
 * The value of `AP-Partner-Framework-Status`, for requests of your own: the base64 of the status. Clients encode their
 * `partnerFrameworkStatus` by it.
 *
 * @throws An {@link InvalidParamsError} if it is neither a plain object nor text.
 * @example
 * ```ts
 * import { partnerFrameworkStatus } from "tessera-sdk/adobe-pass";
 *
 * const header = partnerFrameworkStatus({
 *   frameworkPermissionInfo: { accessStatus: "granted" },
 *   frameworkProviderInfo: { id: "Cablevision", expirationDate: "1697094207324" },
 * });
 * ```
 */
export function partnerFrameworkStatus(status: AdobePartnerFrameworkStatus | string): string {
  return base64Json(status, "status");
}

/** The base64 of an object's JSON; text is encoded already. */
export function base64Json(value: object | string, name: string): string {
  if (typeof value === "string") return value;
  if (!isPlainObject(value)) return invalidParam(name, "must be a plain object or text");
  checkJson(value, name);
  return toBase64(JSON.stringify(value));
}
