/** What is tried of each method: one call that works and one that Google refuses. */
import type { AndroidEnterprise, ErrorKind } from "tessera-sdk/android-enterprise";
import type { androidEnterpriseEndpoints } from "../../../src/androidEnterprise/endpoints.js";
import type { Bench } from "../../support/emulators.js";

type Endpoints = typeof androidEnterpriseEndpoints;

export interface Failure {
  kind: ErrorKind;
  status: number;
  code: string;
  reason: string;
}

export interface Case {
  /** Calls the method and looks at what it returns and changes. */
  works(bench: Bench): Promise<void>;
  /** What comes before the call that is refused. */
  given?(bench: Bench): Promise<unknown>;
  refused(emm: AndroidEnterprise, bench: Bench): Promise<unknown>;
  /** @default {@link NOT_FOUND} */
  as?: Failure;
}

/** The cases of a resource. A method without one does not compile. */
export type Cases<R extends keyof Endpoints> = { [M in keyof Endpoints[R]]: Case };

export const NOT_FOUND: Failure = { kind: "not_found", status: 404, code: "NOT_FOUND", reason: "notFound" };
export const INVALID: Failure = { kind: "invalid_request", status: 400, code: "INVALID_ARGUMENT", reason: "invalid" };
export const UNKNOWN_FIELD: Failure = { ...INVALID, reason: "badRequest" };
export const FORBIDDEN: Failure = {
  kind: "permission_denied",
  status: 403,
  code: "PERMISSION_DENIED",
  reason: "forbidden",
};
export const CONFLICT: Failure = { kind: "conflict", status: 409, code: "ABORTED", reason: "conflict" };
export const THROTTLED: Failure = {
  kind: "rate_limited",
  status: 429,
  code: "RESOURCE_EXHAUSTED",
  reason: "rateLimitExceeded",
};

export const ENTERPRISE = { enterpriseId: "LC00lwk1yg" };
export const OTHER = { enterpriseId: "LC-other" };
export const USER = { ...ENTERPRISE, userId: "110001" };
export const GOOGLE_USER = { ...ENTERPRISE, userId: "220002" };
export const NOBODY = { ...ENTERPRISE, userId: "999" };
export const DEVICE = { ...USER, deviceId: "3a1b2c3d4e5f6789" };
export const NO_DEVICE = { ...USER, deviceId: "none" };
export const GMAIL = "app:com.google.android.gm";
export const CHROME = "app:com.android.chrome";
export const NO_APP = "app:none";

/** A field that only the emulator refuses: the client sends it unseen. */
export const NEWER = { extraBody: { newer: true } };

/** The notifications that wait, which are then acknowledged. */
export async function news(emm: AndroidEnterprise) {
  const { notification, notificationSetId } = await emm.enterprises.pullNotificationSet({
    requestMode: "returnImmediately",
  });
  if (notificationSetId) await emm.enterprises.acknowledgeNotificationSet({ notificationSetId });
  return notification;
}

/** Begins an enterprise through the admin console. */
export async function enrolled(emm: AndroidEnterprise) {
  const { id } = await emm.enterprises.enroll({ token: "console-token", primaryDomain: "new.example" });
  return { enterpriseId: id };
}
