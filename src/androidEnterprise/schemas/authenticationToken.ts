/** Tokens with which devices add users' accounts. */
import { objectOf, type Schema, string } from "../../core/schema.js";

/** A token with which a device policy client adds one user's account to one device. */
export interface AuthenticationToken {
  /**
   * The token. Pass it to the device policy client on the device. It works once and expires after a few minutes.
   * @secret
   */
  token: string;
  /** Carries no information. Google's reference shows it, its API description does not. */
  kind?: string;
}

export const authenticationTokenSchema: Schema<AuthenticationToken> = objectOf<AuthenticationToken>()(
  () => ({
    token: string,
    kind: string,
  }),
  { token: true },
);
