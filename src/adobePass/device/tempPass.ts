/** `AP-TempPass-Identity`: for whom a promotional TempPass counts. */
import { anything, eitherOf, mapOf, refined, type Schema } from "../../core/schema.js";
import { base64Header, base64Json } from "./partner.js";

/** What identifies the user of a promotional TempPass, by names that were agreed with Adobe. */
export interface AdobeTempPassIdentity {
  /** E-mail address of the user; Adobe recommends its SHA-256 in hexadecimal digits. */
  email?: string | undefined;
  /** Anything else that was agreed. */
  [name: string]: unknown;
}

const identitySchema = refined(
  mapOf(anything),
  (identity) => Object.keys(identity).length > 0,
  "must not be empty",
) as unknown as Schema<AdobeTempPassIdentity>;

/** The identity, or text that is encoded already. */
export const tempPassIdentityParam: Schema<AdobeTempPassIdentity | string> = eitherOf(identitySchema, base64Header);

/**
 * The value of `AP-TempPass-Identity`, for requests of your own: the base64 of the identity. Clients encode their
 * `tempPassIdentity` by it.
 *
 * @throws An {@link InvalidParamsError} if it is neither a plain object nor text.
 * @example
 * ```ts
 * import { tempPassIdentity } from "tessera-sdk/adobe-pass";
 *
 * const header = tempPassIdentity({ email: "f7ee5ec7312165148b69fcca1d29075b14b8aef0b5048a332b18b88d09069fb7" });
 * ```
 */
export function tempPassIdentity(identity: AdobeTempPassIdentity | string): string {
  return base64Json(identity, "identity");
}
