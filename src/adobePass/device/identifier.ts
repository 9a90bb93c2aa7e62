/** `AP-Device-Identifier`: which device it is. */

import { toBase64 } from "../../core/base64.js";
import { nonEmptyString } from "../../core/schema.js";
import { checkAgainst } from "../../core/validate.js";

/**
 * The value of `AP-Device-Identifier`, for requests of your own: `fingerprint ` and the base64 of the id. Clients send
 * their `device.id` by it.
 *
 * @param id id of the device: unique, stable, and without personal data, such as a SHA-256 of the platform's id. If it
 *   changes, the user is signed out.
 * @throws An {@link InvalidParamsError} if it is not a string, or empty.
 * @example
 * ```ts
 * import { deviceIdentifier } from "tessera-sdk/adobe-pass";
 *
 * const header = deviceIdentifier("ba23d141-d715-561c-94f4-e9e4c966b1eb");
 * ```
 */
export function deviceIdentifier(id: string): string {
  checkAgainst(nonEmptyString, id, "id");
  return `fingerprint ${toBase64(id)}`;
}
