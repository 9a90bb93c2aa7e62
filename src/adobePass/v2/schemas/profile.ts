/** Profiles: the proof that a device is authenticated. */
import type { CallOptions } from "../../../core/options.js";
import {
  anything,
  enumOf,
  mapOf,
  number,
  objectOf,
  type Schema,
  string,
  type UnlistedValue,
} from "../../../core/schema.js";
import { isPlainObject } from "../../../core/values.js";
import type { AdobePassError } from "../../errors/error.js";
import { mapValues, withMs } from "../../times.js";
import { isDenial } from "../denial.js";

/** A profile of a user at a TV provider. Adobe leaves expired ones out. */
export interface AdobeProfile {
  /** When it becomes valid, in milliseconds since the epoch. */
  notBefore?: number;
  /** When it expires, in milliseconds since the epoch. */
  notAfter?: number;
  /** Who issued it: the id of the TV provider, `Adobe` (TempPass and degradation) or `Apple` (single sign-on). */
  issuer?: string;
  /**
   * `regular`: the user signed in. `degraded`: Adobe lets users of the provider in without a sign-in. `temporary`:
   * TempPass. `appleSSO`, `platformSSO` and `serviceTokenSSO`: single sign-on by Apple, by the platform, or by Adobe's
   * SSO service.
   */
  type?: "regular" | "degraded" | "temporary" | "appleSSO" | "platformSSO" | "serviceTokenSSO" | UnlistedValue;
  /** What the TV provider tells of the user, by name, such as `userID`, `householdID` or `zip`. */
  attributes?: Record<string, AdobeProfileAttribute>;
  /** Id of the session of which it came. */
  sessionId?: string;
}

/** One thing that a TV provider tells of a user. */
export interface AdobeProfileAttribute {
  /** A string, a number, a list or an object; if it is encrypted, a string. */
  value?: unknown;
  /** `plain`: as it is. `enc`: encrypted with the certificate of the programmer. */
  state?: "plain" | "enc" | UnlistedValue;
  /** Code of the error if there is no value. */
  error?: string;
}

/** Whether a device is authenticated. */
export type AdobeProfiles =
  | {
      /** `true`: there is a profile. */
      authenticated: true;
      /** The profiles, by the id of the TV provider: the key counts, also if it is of a degraded provider. */
      profiles: Record<string, AdobeProfile>;
    }
  | {
      /** `false`: there is no profile that is valid. */
      authenticated: false;
      /** Why not, if Adobe says so: a TempPass that is used up, for instance. Absent if there is just no profile. */
      error?: AdobePassError;
    };

/** The body of a response with profiles. */
export interface ProfilesBody {
  profiles: Record<string, AdobeProfile>;
}

const profileSchema = objectOf<AdobeProfile>()(() => ({
  notBefore: number,
  notAfter: number,
  issuer: string,
  type: enumOf("regular", "degraded", "temporary", "appleSSO", "platformSSO", "serviceTokenSSO"),
  attributes: mapOf(
    objectOf<AdobeProfileAttribute>()(() => ({ value: anything, state: enumOf("plain", "enc"), error: string })),
  ),
  sessionId: string,
}));

export const profilesSchema: Schema<ProfilesBody> = objectOf<ProfilesBody>()(
  () => ({ profiles: mapOf(profileSchema) }),
  {
    profiles: true,
  },
);

export function readProfiles(body: unknown): unknown {
  return isPlainObject(body) ? { ...body, profiles: mapValues(body.profiles, withMs) } : body;
}

/** An empty map is the usual "no"; some calls also deny with an error, as for a TempPass that is used up. */
export async function profilesOf(
  call: Promise<ProfilesBody>,
  options: CallOptions | undefined,
): Promise<AdobeProfiles> {
  try {
    const { profiles } = await call;
    return Object.keys(profiles).length > 0 ? { authenticated: true, profiles } : { authenticated: false };
  } catch (error) {
    if (!isDenial(error, options)) throw error;
    return { authenticated: false, error };
  }
}
