/** Sign-up of enterprises, and their upgrade. */
import { objectOf, type Schema, string } from "../../core/schema.js";

/** A URL at which an admin signs an enterprise up, and the token that completes the sign-up. */
export interface SignupInfo {
  /**
   * URL of the sign-up page. Open it as a page of its own: an iframe cannot show it.
   * @secret
   */
  url: string;
  /**
   * Token for `enterprises.completeSignup`. With it and the enterprise token, anybody can complete the sign-up.
   * @secret
   */
  completionToken: string;
  /**
   * Carries no information.
   *
   * @deprecated Google has deprecated it without a replacement.
   */
  kind?: string;
}

/** A URL at which an admin upgrades the enterprise to a managed Google domain. */
export interface GenerateEnterpriseUpgradeUrlResponse {
  /**
   * URL of the upgrade page. Open it as a page of its own: an iframe cannot show it.
   * @secret
   */
  url: string;
}

export const signupInfoSchema: Schema<SignupInfo> = objectOf<SignupInfo>()(
  () => ({
    url: string,
    completionToken: string,
    kind: string,
  }),
  { url: true, completionToken: true },
);

export const generateEnterpriseUpgradeUrlResponseSchema: Schema<GenerateEnterpriseUpgradeUrlResponse> =
  objectOf<GenerateEnterpriseUpgradeUrlResponse>()(() => ({ url: string }), { url: true });
