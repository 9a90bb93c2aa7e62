/** Results of Adobe Pass are told apart by one field. */
import type {
  AdobeCodeValidity,
  AdobeDecision,
  AdobeLogout,
  AdobePassError,
  AdobeProfile,
  AdobeProfiles,
  AdobeSession,
  ProfileWait,
} from "tessera-sdk";
import { expectTypeOf, test } from "vitest";

test("a session by its action", () => {
  const of = (session: AdobeSession) => {
    if (session.actionName === "authenticate") expectTypeOf(session.url).toEqualTypeOf<string>();
    if (session.actionName === "resume" || session.actionName === "retry")
      expectTypeOf(session.code).toEqualTypeOf<string>();
    if (session.actionName === "partner_profile")
      expectTypeOf(session.authenticationRequest.request).toEqualTypeOf<string>();
    // @ts-expect-error only some sessions have a code
    return session.code;
  };
  void of;
});

test("a logout by its action", () => {
  const of = (logout: AdobeLogout) => {
    if (logout.actionName === "logout") expectTypeOf(logout.url).toEqualTypeOf<string>();
    // @ts-expect-error only one in a browser has an address
    return logout.url;
  };
  void of;
});

test("a decision by what was decided, or by whether it is a permit", () => {
  const of = (decision: AdobeDecision) => {
    if (decision.authorized) expectTypeOf(decision.decision).toEqualTypeOf<"permit">();
    else expectTypeOf(decision.error).toEqualTypeOf<AdobePassError | undefined>();
    // @ts-expect-error only a permit has a token
    return decision.token;
  };
  void of;
});

test("profiles, waits and codes by a boolean", () => {
  const of = (profiles: AdobeProfiles, wait: ProfileWait, code: AdobeCodeValidity) => {
    if (profiles.authenticated) expectTypeOf(profiles.profiles).toEqualTypeOf<Record<string, AdobeProfile>>();
    if (!wait.authenticated)
      expectTypeOf(wait.end).toEqualTypeOf<"expired" | "unknown_code" | "temporary_access_used_up">();
    if (!code.valid) expectTypeOf(code.error).toEqualTypeOf<AdobePassError>();
  };
  void of;
});
