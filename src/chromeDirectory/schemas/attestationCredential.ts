/** A key that attests a device or a profile. */
import { enumOf, objectOf, type Schema, string, type UnlistedValue } from "../../core/schema.js";

/** A key that attests a device or a profile. */
export interface ChromeAttestationCredential {
  /** When the key was replaced last. */
  keyRotationTime?: string;
  /**
   * Where the key is kept: `chromeBrowserHwKey`, in hardware; `chromeBrowserOsKey`, by the operating system. `unknown`:
   * the service sent none.
   */
  keyTrustLevel?: "chromeBrowserHwKey" | "chromeBrowserOsKey" | "unknown" | UnlistedValue;
  /** Kind of key: `rsaKey` or `ecKey`; `unknown`: the service sent none. */
  keyType?: "rsaKey" | "ecKey" | "unknown" | UnlistedValue;
  /** The public key, in base64. */
  publicKey?: string;
}

export const attestationCredentialSchema: Schema<ChromeAttestationCredential> = objectOf<ChromeAttestationCredential>()(
  () => ({
    keyRotationTime: string,
    keyTrustLevel: enumOf("chromeBrowserHwKey", "chromeBrowserOsKey", "unknown"),
    keyType: enumOf("rsaKey", "ecKey", "unknown"),
    publicKey: string,
  }),
);
