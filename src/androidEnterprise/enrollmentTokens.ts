/** `enrollmentTokens`: tokens that let devices enrol into an enterprise. */
import * as z from "zod/mini";
import { endpoint } from "../core/endpoint.js";
import { InvalidParamsError } from "../core/errors.js";
import type { CallOptions } from "../core/options.js";
import { Resource } from "../core/resource.js";
import { checkOf, open } from "../core/schema.js";
import { type DurationInput, readDuration, writeDuration } from "../google/duration.js";
import type { EnterpriseParams } from "./params.js";
import { SCOPES } from "./scopes.js";
import { answerOf, ids, objectOf, optionalBut, type Sendable, schemaOf, text } from "./shapes.js";

/** Whether users sign in with Google while they enrol. */
export interface EnrollmentTokenGoogleAuthenticationOptions {
  /** Takes precedence over the enterprise's own setting. */
  authenticationRequirement?: "authenticationRequirementUnspecified" | "optional" | "required" | (string & {});
  /** The managed Google Account that must be used. Only with `authenticationRequirement: "required"`. */
  requiredAccountEmail?: string;
}

/** A token that lets devices enrol. Many devices may use it, so one that lives long is a standing credential. */
export interface EnrollmentToken {
  /** Hand it to the devices. */
  token: string;
  /** Whether the devices belong to users or, like kiosks, to nobody. */
  enrollmentTokenType?: "enrollmentTokenTypeUnspecified" | "userDevice" | "userlessDevice" | (string & {});
  /** How long the token can be used from its creation on, always in the form `"3600s"`. */
  duration?: string;
  /** Whether users sign in with Google while they enrol. */
  googleAuthenticationOptions?: EnrollmentTokenGoogleAuthenticationOptions;
  /** Says nothing. Google's reference shows it, its API description does not. */
  kind?: string;
}

/** What kind of token is made, and for how long it lives. */
export interface CreateEnrollmentTokenParams extends EnterpriseParams {
  /** Whether the devices belong to users or, like kiosks, to nobody. */
  enrollmentTokenType: "userDevice" | "userlessDevice";
  /**
   * How long the token can be used: `"3600s"`, seconds, or `{ seconds, nanos? }`. From 60 seconds to
   * 315,576,000,000 (about 10,000 years). Google's default: one hour.
   */
  duration?: DurationInput | undefined;
  /** Whether users sign in with Google while they enrol. Takes precedence over the enterprise's own setting. */
  googleAuthenticationOptions?: Sendable<EnrollmentTokenGoogleAuthenticationOptions> | undefined;
}

const SHORTEST_SECONDS = 60;
/** `Durations.MAX_VALUE` of protobuf. */
const LONGEST_SECONDS = 315_576_000_000;

function isDuration(value: unknown): boolean {
  const duration = readDuration(value);
  if (duration === undefined || duration.seconds < SHORTEST_SECONDS) return false;
  return duration.seconds < LONGEST_SECONDS || (duration.seconds === LONGEST_SECONDS && duration.nanos === 0);
}

const googleAuthenticationOptionsSchema = () =>
  schemaOf<EnrollmentTokenGoogleAuthenticationOptions>()(
    objectOf({
      authenticationRequirement: z.enum(["authenticationRequirementUnspecified", "optional", "required"]),
      requiredAccountEmail: text(),
    }),
  );

const createEnrollmentTokenParams = checkOf<CreateEnrollmentTokenParams>(() =>
  z.toZod<CreateEnrollmentTokenParams>()(
    open({
      ...ids("enterpriseId"),
      enrollmentTokenType: z.enum(["userDevice", "userlessDevice"]),
      ...optionalBut({
        duration: z.custom<DurationInput>(
          isDuration,
          'must be from 60 to 315,576,000,000 seconds, as `"3600s"`, as a number of seconds or as `{ seconds, nanos }`',
        ),
        googleAuthenticationOptions: googleAuthenticationOptionsSchema().check(
          z.refine((options) => !options.requiredAccountEmail || options.authenticationRequirement === "required", {
            path: ["requiredAccountEmail"],
            error: 'needs `authenticationRequirement: "required"`',
          }),
        ),
      }),
    }),
  ),
);

const enrollmentTokenCheck = answerOf<EnrollmentToken>(() =>
  schemaOf<EnrollmentToken>()(
    objectOf(
      {
        token: z.string(),
        enrollmentTokenType: z.enum(["enrollmentTokenTypeUnspecified", "userDevice", "userlessDevice"]),
        duration: z.string(),
        googleAuthenticationOptions: googleAuthenticationOptionsSchema(),
        kind: z.string(),
      },
      "token",
    ),
  ),
);

/** The reference draws durations as `{ seconds, nanos }`, the service sends text; read both, hand on text. */
function durationAsText(answer: unknown): unknown {
  const duration = readDuration((answer as { duration?: unknown } | null)?.duration);
  return duration ? { ...(answer as object), duration: writeDuration(duration) } : answer;
}

export const enrollmentTokensEndpoints = {
  create: endpoint({
    id: "androidenterprise.enrollmentTokens.create",
    http: "POST /androidenterprise/v1/enterprises/{enterpriseId}/enrollmentTokens",
    body: "*",
    scopes: SCOPES,
    idempotency: "mint",
    params: createEnrollmentTokenParams,
    toWire: (params) => {
      const duration = readDuration(params.duration);
      return duration ? { ...params, duration: writeDuration(duration) } : params;
    },
    respell: durationAsText,
    response: enrollmentTokenCheck,
  }),
};

/** Tokens that let devices enrol into an enterprise. */
export class EnrollmentTokens extends Resource {
  /**
   * Creates a token that lets devices enrol into the enterprise.
   *
   * There is no way to list, read or revoke such tokens, and the answer does not say when they expire:
   * {@link estimateExpiry} counts from `duration`. A repeat after a lost answer leaves one token unused, which does
   * no harm, so the SDK repeats.
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
    return this.call(enrollmentTokensEndpoints.create, params, options);
  }
}

/** Google's default for `duration`. */
const AN_HOUR = "3600s";

/**
 * Estimates when an enrolment token expires: `requestedAt` and its duration together.
 *
 * It is an estimate: Google does not say when it began to count, nor whether its clock agrees with yours. Do not
 * rely on the last seconds.
 *
 * @param token What `enrollmentTokens.create` answered.
 * @param requestedAt When the token was asked for, as a `Date` or in milliseconds since the epoch.
 * @param duration The duration that was asked for: counts where the answer does not repeat it. Google's default: an hour.
 * @throws {@link InvalidParamsError} when a time or duration cannot be read, or lies beyond what a `Date` can hold.
 * @example
 * ```ts
 * import { estimateExpiry } from "tessera-sdk/android-enterprise";
 *
 * const requestedAt = Date.now();
 * const token = await client.enrollmentTokens.create({
 *   enterpriseId: "LC00lwk1yg",
 *   enrollmentTokenType: "userDevice",
 *   duration: "7200s",
 * });
 * console.log(estimateExpiry(token, requestedAt).toISOString());
 * ```
 */
export function estimateExpiry(
  token: Pick<EnrollmentToken, "duration">,
  requestedAt: Date | number,
  duration: DurationInput = AN_HOUR,
): Date {
  const life = readDuration(token?.duration ?? duration);
  if (life === undefined) throw new InvalidParamsError([{ path: "duration", message: "must be a duration" }]);
  const start = typeof requestedAt === "number" ? requestedAt : (requestedAt?.getTime?.() ?? Number.NaN);
  const expiry = new Date(start + life.seconds * 1_000 + Math.floor(life.nanos / 1_000_000));
  if (!Number.isNaN(expiry.getTime())) return expiry;
  throw new InvalidParamsError([{ path: "requestedAt", message: "must be a `Date` or milliseconds since the epoch" }]);
}
