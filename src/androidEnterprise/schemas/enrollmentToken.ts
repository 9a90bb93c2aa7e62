/** Tokens with which devices enroll. */
import {
  enumOf,
  type Input,
  nonEmptyString,
  objectOf,
  type Schema,
  string,
  type UnlistedValue,
} from "../../core/schema.js";

/**
 * A token with which devices enroll into an enterprise. Any number of devices can use it, so a long lifetime makes it
 * a standing credential.
 */
export interface EnrollmentToken {
  /**
   * The token. Pass it to the devices.
   * @secret
   */
  token: string;
  /**
   * What kind of device enrolls: `userDevice`, one that belongs to a user; `userlessDevice`, one without a user, such
   * as a kiosk; `enrollmentTokenTypeUnspecified` is unused.
   */
  enrollmentTokenType?: "enrollmentTokenTypeUnspecified" | "userDevice" | "userlessDevice" | UnlistedValue;
  /** Lifetime of the token from its creation on, always in the form `"3600s"`. */
  duration?: string;
  /** Whether users sign in with Google during enrollment. */
  googleAuthenticationOptions?: EnrollmentTokenGoogleAuthenticationOptions;
  /** Carries no information. Google's reference shows it, its API description does not. */
  kind?: string;
}

/** Whether users sign in with Google during enrollment. */
export interface EnrollmentTokenGoogleAuthenticationOptions {
  /**
   * Whether the user must sign in: `optional`, the user can skip it; `required`, the user must;
   * `authenticationRequirementUnspecified` is unused. Takes precedence over the setting of the enterprise.
   */
  authenticationRequirement?: "authenticationRequirementUnspecified" | "optional" | "required" | UnlistedValue;
  /** Email address of the managed Google Account that must be used. Needs `authenticationRequirement: "required"`. */
  requiredAccountEmail?: string;
}

/** {@link EnrollmentTokenGoogleAuthenticationOptions} as `enrollmentTokens.create` accepts them. */
export interface EnrollmentTokenGoogleAuthenticationOptionsInput
  extends Input<EnrollmentTokenGoogleAuthenticationOptions> {}

export const enrollmentTokenSchema: Schema<EnrollmentToken> = objectOf<EnrollmentToken>()(
  () => ({
    token: string,
    enrollmentTokenType: enumOf("enrollmentTokenTypeUnspecified", "userDevice", "userlessDevice"),
    duration: string,
    googleAuthenticationOptions: enrollmentTokenGoogleAuthenticationOptionsSchema,
    kind: string,
  }),
  { token: true },
);

export const enrollmentTokenGoogleAuthenticationOptionsSchema: Schema<EnrollmentTokenGoogleAuthenticationOptions> =
  objectOf<EnrollmentTokenGoogleAuthenticationOptions>()(() => ({
    authenticationRequirement: enumOf("authenticationRequirementUnspecified", "optional", "required"),
    requiredAccountEmail: nonEmptyString,
  }));
