/** `enrollmentTokens`: tokens that let devices enrol into an enterprise. */
import * as z from "zod/mini";
import { endpoint } from "../core/endpoint.js";
import type { CallOptions } from "../core/options.js";
import { Resource } from "../core/resource.js";
import { checkOf, open, openEnum } from "../core/schema.js";
import { type DurationInput, readDuration, writeDuration } from "../google/duration.js";
import { ANDROID_ENTERPRISE_SCOPE } from "./scopes.js";

export interface CreateEnrollmentTokenParams {
  /** Id of the enterprise. */
  enterpriseId: string;
  /** Whether the devices belong to users or, like kiosks, to nobody. */
  enrollmentTokenType: "userDevice" | "userlessDevice";
  /**
   * How long the token can be used: `"3600s"`, seconds, or `{ seconds, nanos? }`. From 60 seconds to
   * 315,576,000,000 (about 10,000 years). Google's default: one hour.
   */
  duration?: DurationInput | undefined;
  /** Whether users sign in with Google while they enrol. Takes precedence over the enterprise's own setting. */
  googleAuthenticationOptions?: GoogleAuthenticationOptionsParams | undefined;
}

export interface GoogleAuthenticationOptionsParams {
  authenticationRequirement?: "authenticationRequirementUnspecified" | "optional" | "required" | undefined;
  /** The managed Google Account that must be used. Only with `authenticationRequirement: "required"`. */
  requiredAccountEmail?: string | undefined;
}

/** A token that lets devices enrol. Many devices may use it, so one that lives long is a standing credential. */
export interface EnrollmentToken {
  /** Hand it to the devices. */
  token: string;
  enrollmentTokenType?: "enrollmentTokenTypeUnspecified" | "userDevice" | "userlessDevice" | (string & {});
  /** How long the token can be used from its creation on, always in the form `"3600s"`. */
  duration?: string;
  googleAuthenticationOptions?: GoogleAuthenticationOptions;
  kind?: string;
}

export interface GoogleAuthenticationOptions {
  authenticationRequirement?: "authenticationRequirementUnspecified" | "optional" | "required" | (string & {});
  requiredAccountEmail?: string;
}

const REQUIREMENTS = ["authenticationRequirementUnspecified", "optional", "required"] as const;
const SHORTEST_SECONDS = 60;
/** `Durations.MAX_VALUE` of protobuf. */
const LONGEST_SECONDS = 315_576_000_000;

function isDuration(value: unknown): boolean {
  const duration = readDuration(value);
  if (duration === undefined || duration.seconds < SHORTEST_SECONDS) return false;
  return duration.seconds < LONGEST_SECONDS || (duration.seconds === LONGEST_SECONDS && duration.nanos === 0);
}

const googleAuthenticationOptionsParams = () =>
  open({
    authenticationRequirement: z.optional(z.enum(REQUIREMENTS)),
    requiredAccountEmail: z.optional(z.string().check(z.minLength(1, "must not be empty"))),
  }).check(
    z.refine((options) => !options.requiredAccountEmail || options.authenticationRequirement === "required", {
      path: ["requiredAccountEmail"],
      error: 'needs `authenticationRequirement: "required"`',
    }),
  );

/** The reference draws durations as `{ seconds, nanos }`, the service sends text; read both, hand on text. */
function durationAsText(answer: unknown): unknown {
  const duration = readDuration((answer as { duration?: unknown } | null)?.duration);
  return duration ? { ...(answer as object), duration: writeDuration(duration) } : answer;
}

export const createEnrollmentToken = endpoint({
  id: "androidenterprise.enrollmentTokens.create",
  http: "POST /androidenterprise/v1/enterprises/{enterpriseId}/enrollmentTokens",
  body: "*",
  scopes: [ANDROID_ENTERPRISE_SCOPE],
  idempotency: "mint",
  params: checkOf<CreateEnrollmentTokenParams>(() =>
    z.toZod<CreateEnrollmentTokenParams>()(
      open({
        enterpriseId: z.string(),
        enrollmentTokenType: z.enum(["userDevice", "userlessDevice"]),
        duration: z.optional(
          z.custom<DurationInput>(
            isDuration,
            'must be from 60 to 315,576,000,000 seconds, as `"3600s"`, as a number of seconds or as `{ seconds, nanos }`',
          ),
        ),
        googleAuthenticationOptions: z.optional(googleAuthenticationOptionsParams()),
      }),
    ),
  ),
  toWire: (params) => {
    const duration = readDuration(params.duration);
    return duration ? { ...params, duration: writeDuration(duration) } : params;
  },
  respell: durationAsText,
  response: checkOf<EnrollmentToken>(() =>
    z.toZod<EnrollmentToken>()(
      open({
        token: z.string(),
        enrollmentTokenType: z.exactOptional(
          openEnum(["enrollmentTokenTypeUnspecified", "userDevice", "userlessDevice"]),
        ),
        duration: z.exactOptional(z.string()),
        googleAuthenticationOptions: z.exactOptional(
          open({
            authenticationRequirement: z.exactOptional(openEnum(REQUIREMENTS)),
            requiredAccountEmail: z.exactOptional(z.string()),
          }),
        ),
        kind: z.exactOptional(z.string()),
      }),
    ),
  ),
});

export class EnrollmentTokens extends Resource {
  /**
   * Creates a token that lets devices enrol into the enterprise.
   *
   * There is no way to list, read or revoke such tokens, and the answer does not say when they expire: count
   * from `duration`. A repeat after a lost answer leaves one token unused, which does no harm, so the SDK repeats.
   *
   * @throws {@link InvalidParamsError} before anything is sent: no type, a duration under a minute or malformed,
   *   `requiredAccountEmail` without `authenticationRequirement: "required"`.
   * @throws {@link GoogleApiError} when Google refuses.
   * @example
   * ```ts
   * const { token } = await client.enrollmentTokens.create({
   *   enterpriseId: "LC00lwk1yg",
   *   enrollmentTokenType: "userDevice",
   *   duration: "3600s",
   * });
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/enrollmentTokens/create
   */
  create(params: CreateEnrollmentTokenParams, options?: CallOptions): Promise<EnrollmentToken> {
    return this.call(createEnrollmentToken, params, options);
  }
}
