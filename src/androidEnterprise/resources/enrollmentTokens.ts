/** `enrollmentTokens`: tokens that let devices enroll into an enterprise. */
import { invalidParam } from "../../core/errors.js";
import type { CallOptions } from "../../core/options.js";
import { Resource } from "../../core/resource.js";
import type { ResponsePromise } from "../../core/response.js";
import { closedEnumOf, custom, inputOf, objectOf, refined } from "../../core/schema.js";
import { type DurationInput, durationText, readDuration } from "../../google/duration.js";
import { NOT_A_TIME, readTime } from "../../google/time.js";
import { endpoint } from "../endpoint.js";
import {
  type EnrollmentToken,
  type EnrollmentTokenGoogleAuthenticationOptionsInput,
  enrollmentTokenGoogleAuthenticationOptionsSchema,
  enrollmentTokenSchema,
} from "../schemas/enrollmentToken.js";
import { type EnterpriseParams, enterpriseIds, enterpriseRequired } from "./params.js";

/** Kind and duration of a new token. */
export interface CreateEnrollmentTokenParams extends EnterpriseParams {
  /** `userDevice` for devices that belong to a user, `userlessDevice` for others, such as kiosks. */
  enrollmentTokenType: "userDevice" | "userlessDevice";
  /**
   * How long the token can be used: `"3600s"`, seconds, or `{ seconds, nanos? }`. From 60 seconds to
   * 315,576,000,000 (about 10,000 years). Google's default: one hour.
   */
  duration?: DurationInput | undefined;
  /** Whether users sign in with Google during enrollment. Takes precedence over the enterprise's own setting. */
  googleAuthenticationOptions?: EnrollmentTokenGoogleAuthenticationOptionsInput | undefined;
}

const SHORTEST_SECONDS = 60;
/** `Durations.MAX_VALUE` of protobuf. */
const LONGEST_SECONDS = 315_576_000_000;

function isDuration(value: unknown): boolean {
  const duration = readDuration(value);
  if (duration === undefined || duration.seconds < SHORTEST_SECONDS) return false;
  return duration.seconds < LONGEST_SECONDS || (duration.seconds === LONGEST_SECONDS && duration.nanos === 0);
}

const createEnrollmentTokenParams = objectOf<CreateEnrollmentTokenParams>()(
  () => ({
    ...enterpriseIds,
    enrollmentTokenType: closedEnumOf("userDevice", "userlessDevice"),
    duration: custom<DurationInput>(
      isDuration,
      'must be from 60 to 315,576,000,000 seconds, as `"3600s"`, as a number of seconds or as `{ seconds, nanos }`',
    ),
    googleAuthenticationOptions: refined(
      inputOf(enrollmentTokenGoogleAuthenticationOptionsSchema),
      (options) => !options.requiredAccountEmail || options.authenticationRequirement === "required",
      'needs `authenticationRequirement: "required"`',
      "requiredAccountEmail",
    ),
  }),
  { ...enterpriseRequired, enrollmentTokenType: true },
);

/** The reference documents durations as `{ seconds, nanos }`, the service sends strings. Results have strings. */
function durationAsString(response: unknown): unknown {
  const duration = durationText((response as { duration?: unknown } | null)?.duration);
  return duration ? { ...(response as object), duration } : response;
}

export const enrollmentTokensEndpoints = {
  create: endpoint("enrollmentTokens.create", {
    http: "POST /enterprises/{enterpriseId}/enrollmentTokens",
    body: "*",
    idempotency: "mint",
    effect: "write",
    params: createEnrollmentTokenParams,
    toWire: (params) => ({ ...params, duration: durationText(params.duration) }),
    fromWire: durationAsString,
    response: enrollmentTokenSchema,
  }),
};

/**
 * Tokens that let devices enroll into an enterprise.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws A {@link GoogleApiError} if Google responds with an error.
 */
export class EnrollmentTokens extends Resource {
  /**
   * Creates a token that lets devices enroll into the enterprise.
   *
   * Such tokens cannot be listed, read or revoked, and the response does not contain their expiry: see
   * {@link estimateExpiry}. The call is retried after a lost response, as an unused token does no harm.
   *
   * @throws An {@link InvalidParamsError} before anything is sent, also if the duration is under a minute, or if
   *   `requiredAccountEmail` is given without `authenticationRequirement: "required"`.
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
  create(params: CreateEnrollmentTokenParams, options?: CallOptions): ResponsePromise<EnrollmentToken> {
    return this.call(enrollmentTokensEndpoints.create, params, options);
  }
}

/** Google's default for `duration`. */
const AN_HOUR = "3600s";

/**
 * Estimates when an enrollment token expires, as `requestedAt` plus its duration.
 *
 * Google documents neither when the duration begins nor how its clock is set, so do not rely on the last seconds.
 *
 * @param token The result of `enrollmentTokens.create`.
 * @param requestedAt When the token was requested, as a `Date` or an RFC 3339 string.
 * @param duration The requested duration, used if the token has none. Google's default is an hour.
 * @returns An ISO-8601 string in UTC.
 * @throws An {@link InvalidParamsError} if a time or duration is malformed, or the expiry is beyond the range of `Date`.
 * @example
 * ```ts
 * import { estimateExpiry } from "tessera-sdk/android-enterprise";
 *
 * const requestedAt = new Date();
 * const token = await client.enrollmentTokens.create({
 *   enterpriseId: "LC00lwk1yg",
 *   enrollmentTokenType: "userDevice",
 *   duration: "7200s",
 * });
 * console.log(estimateExpiry(token, requestedAt));
 * ```
 */
export function estimateExpiry(
  token: Pick<EnrollmentToken, "duration">,
  requestedAt: Date | string,
  duration: DurationInput = AN_HOUR,
): string {
  const lifetime = readDuration(token?.duration ?? duration);
  if (lifetime === undefined) invalidParam("duration", "must be a duration");
  const start = readTime(requestedAt);
  if (start === undefined) invalidParam("requestedAt", NOT_A_TIME);
  const expiry = new Date(start + lifetime.seconds * 1_000 + Math.floor(lifetime.nanos / 1_000_000));
  if (Number.isNaN(expiry.getTime())) invalidParam("requestedAt", "plus the duration is beyond the range of `Date`");
  return expiry.toISOString();
}
