import { inspect } from "node:util";
import {
  ConflictError,
  type ErrorKind,
  GoogleApiError,
  InvalidRequestError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
  UnauthenticatedError,
  UnavailableError,
} from "tessera-sdk";
import { AndroidEnterprise } from "tessera-sdk/android-enterprise";
import { ChromeDirectory } from "tessera-sdk/chrome-directory";
import { describe, expect, it } from "vitest";
import { CHROME_TOKEN, TOKEN_PARAMS, USER } from "../support/clients.js";
import { DrivenClock } from "../support/drivenClock.js";
import { rejection } from "../support/promises.js";
import { type Scripted, type ScriptedResponse, scripted } from "../support/scripted.js";
import { shown } from "../support/shown.js";

const TYPE = "type.googleapis.com/google.rpc";

/** The error of a call whose only response this is. */
async function errorOf(response: ScriptedResponse): Promise<GoogleApiError> {
  const client = new AndroidEnterprise({ auth: "access-token", transport: scripted(response), retry: false });
  const error = await rejection(client.users.generateAuthenticationToken(USER));
  expect(error).toBeInstanceOf(GoogleApiError);
  return error as GoogleApiError;
}

describe("the shapes of Google's error bodies", () => {
  it("reads google.rpc's: a canonical status and typed details", async () => {
    const details = [
      {
        "@type": `${TYPE}.ErrorInfo`,
        reason: "SERVICE_DISABLED",
        domain: "googleapis.com",
        metadata: { service: "androidenterprise.googleapis.com", consumer: "projects/123" },
      },
      {
        "@type": `${TYPE}.Help`,
        links: [{ description: "Activate the API", url: "https://console.developers.google.com/apis" }],
      },
      { "@type": `${TYPE}.LocalizedMessage`, locale: "de", message: "Die API ist abgeschaltet." },
    ];
    const error = await errorOf({
      status: 403,
      headers: { "x-request-id": "req-1" },
      body: {
        error: { code: 403, message: "The API has not been used before.", status: "PERMISSION_DENIED", details },
      },
    });
    expect(error).toMatchObject({
      name: "GoogleApiError",
      code: "PERMISSION_DENIED",
      kind: "permission_denied",
      reason: "SERVICE_DISABLED",
      domain: "googleapis.com",
      status: 403,
      requestId: "req-1",
      attempts: 1,
      endpoint: "androidenterprise.users.generateAuthenticationToken",
      outcomeUnknown: false,
    });
    expect(error.details).toEqual(details);
    expect(error.helpLinks).toEqual([
      { description: "Activate the API", url: "https://console.developers.google.com/apis" },
    ]);
    expect(error.message).toContain("The API has not been used before.");
    expect(error).not.toHaveProperty("retryAfterMs");
  });

  it("reads the older one: a list of errors", async () => {
    const error = await errorOf({
      status: 403,
      body: {
        error: {
          code: 403,
          message: "User Rate Limit Exceeded",
          errors: [
            {
              domain: "usageLimits",
              reason: "userRateLimitExceeded",
              message: "User Rate Limit Exceeded",
              locationType: "parameter",
              location: "quotaUser",
              extendedHelp: "https://console.developers.google.com/quotas",
            },
          ],
        },
      },
    });
    expect(error).toMatchObject({
      code: "PERMISSION_DENIED",
      kind: "rate_limited",
      reason: "userRateLimitExceeded",
      domain: "usageLimits",
      details: [],
      helpLinks: [{ url: "https://console.developers.google.com/quotas" }],
    });
    expect(error).not.toHaveProperty("requestId");
  });

  it("reads the message of the list's first error where there is no other", async () => {
    const error = await errorOf({ status: 400, body: { error: { errors: [{ message: "Bad enterprise." }] } } });
    expect(error.message).toContain("Bad enterprise.");
    expect(error).toMatchObject({ code: "INVALID_ARGUMENT", kind: "invalid_request" });
    expect(error).not.toHaveProperty("reason");
  });

  it("reads both together", async () => {
    const error = await errorOf({
      status: 400,
      body: {
        error: {
          code: 400,
          message: "Invalid Customer ID",
          errors: [{ message: "Invalid Customer ID", domain: "global", reason: "badRequest" }],
          status: "INVALID_ARGUMENT",
        },
      },
    });
    expect(error).toMatchObject({ code: "INVALID_ARGUMENT", reason: "badRequest", domain: "global" });
  });

  it("trusts ErrorInfo before the list", async () => {
    const error = await errorOf({
      status: 403,
      body: {
        error: {
          code: 403,
          message: "Request had insufficient authentication scopes.",
          errors: [{ message: "Insufficient Permission", domain: "global", reason: "insufficientPermissions" }],
          status: "PERMISSION_DENIED",
          details: [
            {
              "@type": `${TYPE}.ErrorInfo`,
              reason: "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
              domain: "googleapis.com",
            },
          ],
        },
      },
    });
    expect(error).toMatchObject({ reason: "ACCESS_TOKEN_SCOPE_INSUFFICIENT", domain: "googleapis.com" });
  });

  it("reads OAuth's: the error as text", async () => {
    const error = await errorOf({
      status: 401,
      body: { error: "invalid_token", error_description: "Invalid Value" },
    });
    expect(error).toMatchObject({ code: "invalid_token", reason: "invalid_token", kind: "unauthenticated" });
    expect(error.message).toContain("Invalid Value");
  });

  it("reads any of them in a list of one", async () => {
    const error = await errorOf({
      status: 404,
      body: [{ error: { code: 404, message: "No such user.", status: "NOT_FOUND", errors: [{ reason: "notFound" }] } }],
    });
    expect(error).toMatchObject({ code: "NOT_FOUND", kind: "not_found", reason: "notFound" });
    expect(error.message).toContain("No such user.");
  });

  it.each<[string, ScriptedResponse["body"]]>([
    ["a page", "<!DOCTYPE html><html><title>Error 502 (Server Error)!!1</title>s3cret-page</html>"],
    ["plain text", "s3cret-page: request rate higher than configured"],
    ["cut JSON", '{"error":{"code":502,"message":"s3cret-page'],
    ["JSON of another kind", { fault: "s3cret-page" }],
    ["a JSON string", '"s3cret-page"'],
    ["an empty list", []],
    ["`null`", "null"],
    ["`error` as null", { error: null }],
    ["`error` as an empty text", { error: "", error_description: "s3cret-page" }],
    ["nothing", ""],
  ])("goes by the status, and quotes nothing, when it is %s", async (_, body) => {
    const error = await errorOf({ status: 502, headers: { "content-type": "text/html" }, body });
    expect(error).toMatchObject({ code: "UNAVAILABLE", kind: "unavailable", status: 502, details: [], helpLinks: [] });
    expect(error).not.toHaveProperty("reason");
    expect(shown(error)).not.toContain("s3cret");
  });

  it.each([
    ["details that are no list", { details: { reason: "x" }, errors: "none" }],
    ["entries that are no objects", { details: [null, 1, "x"], errors: [null] }],
    ["fields of other types", { message: 7, status: 403, details: [{ "@type": 1, reason: 2, links: 3 }] }],
    ["links without a url", { details: [{ "@type": `${TYPE}.Help`, links: [{ description: "x" }, null] }] }],
  ])("takes %s without stumbling", async (_, odd) => {
    const error = await errorOf({ status: 403, body: { error: { message: "No.", ...odd } } });
    expect(error).toMatchObject({ code: "PERMISSION_DENIED", kind: "permission_denied", helpLinks: [] });
  });

  it("keeps the access token out of an error that echoes it", async () => {
    const error = await errorOf({
      status: 403,
      body: { error: { message: "Bearer access-token", details: [{ "@type": "x", seen: "access-token" }] } },
    });
    expect(shown(error)).not.toContain("access-token");
  });

  it("names a redirect, which is not followed", async () => {
    const error = await errorOf({
      status: 302,
      headers: { location: "https://accounts.google.com/signin?token=s3cret" },
    });
    expect(error.message).toContain("a redirect to https://accounts.google.com/signin, which is not followed");
    expect(shown(error)).not.toContain("s3cret");
  });
});

describe("the wait that Google asks for", () => {
  const retryInfo = (retryDelay: unknown) => ({
    error: { code: 429, status: "RESOURCE_EXHAUSTED", details: [{ "@type": `${TYPE}.RetryInfo`, retryDelay }] },
  });

  it.each<[string, ScriptedResponse, number | undefined]>([
    ["RetryInfo in seconds", { body: retryInfo("31s") }, 31_000],
    ["RetryInfo with a fraction", { body: retryInfo("0.1s") }, 100],
    ["RetryInfo below a millisecond, rounded up", { body: retryInfo("1.0000001s") }, 1_001],
    ["RetryInfo as an object", { body: retryInfo({ seconds: "2", nanos: 500_000_000 }) }, 2_500],
    ["Retry-After", { headers: { "retry-after": "7" }, body: {} }, 7_000],
    ["the longer of both", { headers: { "retry-after": "7" }, body: retryInfo("31s") }, 31_000],
    ["the longer of both, the header", { headers: { "retry-after": "60" }, body: retryInfo("31s") }, 60_000],
    ["a delay that is not one", { body: retryInfo("soon") }, undefined],
    ["a negative delay", { body: retryInfo("-1s") }, undefined],
  ])("is read: %s", async (_, response, retryAfterMs) => {
    const error = await errorOf({ status: 429, ...response });
    expect(error.retryAfterMs).toBe(retryAfterMs);
  });

  it("is waited for", async () => {
    const clock = new DrivenClock();
    const transport = scripted({ status: 429, body: retryInfo("3.5s") }, { body: { token: "issued" } });
    const client = new AndroidEnterprise({ auth: "access-token", transport, clock });
    await clock.drive(client.users.generateAuthenticationToken(USER));
    expect(clock.waits).toEqual([3_500]);
  });
});

describe("what an error means", () => {
  const CLASSES = {
    invalid_request: InvalidRequestError,
    unauthenticated: UnauthenticatedError,
    permission_denied: PermissionDeniedError,
    not_found: NotFoundError,
    conflict: ConflictError,
    rate_limited: RateLimitError,
    unavailable: UnavailableError,
  };

  it.each<[number, string | undefined, ErrorKind, string]>([
    [400, "badRequest", "invalid_request", "INVALID_ARGUMENT"],
    [401, "authError", "unauthenticated", "UNAUTHENTICATED"],
    [403, "forbidden", "permission_denied", "PERMISSION_DENIED"],
    [403, "accessNotConfigured", "permission_denied", "PERMISSION_DENIED"],
    [403, "rateLimitExceeded", "rate_limited", "PERMISSION_DENIED"],
    [403, "quotaExceeded", "rate_limited", "PERMISSION_DENIED"],
    [403, "dailyLimitExceeded", "rate_limited", "PERMISSION_DENIED"],
    [404, "notFound", "not_found", "NOT_FOUND"],
    [409, "duplicate", "conflict", "ABORTED"],
    [412, "conditionNotMet", "conflict", "FAILED_PRECONDITION"],
    [413, "uploadTooLarge", "invalid_request", "ERR_TESSERA_API"],
    [429, "rateLimitExceeded", "rate_limited", "RESOURCE_EXHAUSTED"],
    [500, "internalError", "server", "INTERNAL"],
    [501, "notImplemented", "server", "UNIMPLEMENTED"],
    [503, "backendError", "unavailable", "UNAVAILABLE"],
    [504, undefined, "unavailable", "DEADLINE_EXCEEDED"],
  ])("%i %s is %s (%s)", async (status, reason, kind, code) => {
    const error = await errorOf({
      status,
      body: { error: { message: "No.", ...(reason && { errors: [{ reason }] }) } },
    });
    expect(error).toMatchObject({ kind, code, status });
    for (const [name, errorClass] of Object.entries(CLASSES)) expect(error instanceof errorClass).toBe(name === kind);
  });

  it("is the canonical status's where that says more than the HTTP status", async () => {
    const error = await errorOf({ status: 400, body: { error: { status: "RESOURCE_EXHAUSTED", message: "Quota." } } });
    expect(error).toMatchObject({ code: "RESOURCE_EXHAUSTED", kind: "rate_limited" });
  });

  it("narrows by class and by vendor together", async () => {
    const error: unknown = await errorOf({ status: 429, body: { error: { status: "RESOURCE_EXHAUSTED" } } });
    if (!(error instanceof RateLimitError && error instanceof GoogleApiError)) throw new Error("not narrowed");
    const kind: "rate_limited" = error.kind;
    expect([kind, error.helpLinks]).toEqual(["rate_limited", []]);
  });

  it("shows its facts to loggers", async () => {
    const error = await errorOf({
      status: 404,
      headers: { "x-request-id": "req-2" },
      body: { error: { message: "No." } },
    });
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({ code: "NOT_FOUND", status: 404, requestId: "req-2" });
    expect(inspect(error)).toContain("req-2");
  });
});

describe("what is retried", () => {
  interface Method {
    call(transport: Scripted, clock: DrivenClock): Promise<unknown>;
    response: unknown;
  }
  const enterprise = (transport: Scripted, clock: DrivenClock) =>
    new AndroidEnterprise({ auth: "access-token", transport, clock });
  const directory = (transport: Scripted, clock: DrivenClock) =>
    new ChromeDirectory({ auth: "access-token", transport, clock });

  const METHODS: Record<string, Method> = {
    "AndroidEnterprise.users.generateAuthenticationToken": {
      call: (...args) => enterprise(...args).users.generateAuthenticationToken(USER),
      response: { token: "issued" },
    },
    "AndroidEnterprise.enrollmentTokens.create": {
      call: (...args) => enterprise(...args).enrollmentTokens.create(TOKEN_PARAMS),
      response: { token: "issued" },
    },
    "ChromeDirectory.enrollmentTokens.list": {
      call: (...args) =>
        directory(...args)
          .enrollmentTokens.list()
          .toArray(),
      response: {},
    },
    "ChromeDirectory.enrollmentTokens.create": {
      call: (...args) => directory(...args).enrollmentTokens.create(),
      response: CHROME_TOKEN,
    },
    "ChromeDirectory.enrollmentTokens.revoke": {
      call: (...args) => directory(...args).enrollmentTokens.revoke({ tokenPermanentId: "50a2573a" }),
      response: {},
    },
  };
  const ANDROID = Object.keys(METHODS).filter((name) => name.startsWith("Android"));
  const CHROME = Object.keys(METHODS).filter((name) => name.startsWith("Chrome"));
  const ALL = Object.keys(METHODS);
  const WITHOUT_CREATE = CHROME.filter((name) => !name.endsWith("create"));

  const legacy = (reason: string) => ({ error: { message: "No.", errors: [{ domain: "usageLimits", reason }] } });
  const canonical = (status: string) => ({ error: { message: "No.", status } });

  const CASES: [what: string, status: number, body: unknown, repeated: string[]][] = [
    ["rateLimitExceeded", 403, legacy("rateLimitExceeded"), ALL],
    ["userRateLimitExceeded", 403, legacy("userRateLimitExceeded"), ALL],
    ["quotaExceeded", 403, legacy("quotaExceeded"), CHROME],
    ["dailyLimitExceeded", 403, legacy("dailyLimitExceeded"), []],
    ["forbidden", 403, legacy("forbidden"), []],
    ["a page", 403, "<html></html>", []],
    ["a throttle", 429, canonical("RESOURCE_EXHAUSTED"), ALL],
    ["a page", 429, "<html></html>", ALL],
    ["a clash", 409, canonical("ABORTED"), WITHOUT_CREATE],
    ["a duplicate", 409, legacy("duplicate"), []],
    ["a precondition", 412, legacy("conditionNotMet"), []],
    ["a bad request", 400, canonical("INVALID_ARGUMENT"), []],
    ["not found", 404, legacy("notFound"), []],
    ["an internal error", 500, legacy("internalError"), [...ANDROID, ...WITHOUT_CREATE]],
    ["not implemented", 501, legacy("notImplemented"), []],
    ["a page", 502, "<html></html>", [...ANDROID, ...WITHOUT_CREATE]],
    ["unavailable", 503, canonical("UNAVAILABLE"), [...ANDROID, ...WITHOUT_CREATE]],
    ["too late", 504, "", [...ANDROID, ...WITHOUT_CREATE]],
  ];

  for (const [name, { call, response }] of Object.entries(METHODS)) {
    describe(name, () => {
      it.each(CASES)(`%s (%i)`, async (_, status, body, repeated) => {
        const clock = new DrivenClock();
        const transport = scripted({ status, body }, { body: response });
        const done = clock.drive(call(transport, clock));
        if (repeated.includes(name)) {
          await done;
          expect(transport.sent).toHaveLength(2);
          return;
        }
        const error = await rejection(done);
        expect(error).toBeInstanceOf(GoogleApiError);
        expect(error).toMatchObject({ status, attempts: 1 });
        expect(transport.sent).toHaveLength(1);
      });
    });
  }

  it.each([500, 502, 503, 504])("says that the outcome is unknown where %i is not retried", async (status) => {
    const clock = new DrivenClock();
    const client = directory(scripted({ status }), clock);
    const error = await rejection(client.enrollmentTokens.create());
    expect(error).toMatchObject({ status, outcomeUnknown: true });
  });
});
