import {
  AdobePassError,
  ApiError,
  AuthError,
  ConflictError,
  ConnectionError,
  type ErrorFacts,
  type ErrorKind,
  FlowerDocsError,
  GoogleApiError,
  InvalidParamsError,
  InvalidRequestError,
  InvalidResponseError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
  TesseraError,
  TimeoutError,
  toHttpResponse,
  UnauthenticatedError,
  UnavailableError,
} from "tessera-sdk";
import { describe, expect, test, vi } from "vitest";

const SECRET = "internal-detail";

/** What every kind comes to, where the class does not say otherwise. */
const STATUSES: Record<ErrorKind, [status: number, title: string]> = {
  invalid_request: [400, "Bad Request"],
  unauthenticated: [502, "Bad Gateway"],
  permission_denied: [502, "Bad Gateway"],
  not_found: [404, "Not Found"],
  conflict: [409, "Conflict"],
  rate_limited: [429, "Too Many Requests"],
  unavailable: [503, "Service Unavailable"],
  server: [502, "Bad Gateway"],
  client: [500, "Internal Server Error"],
};
const KINDS = Object.keys(STATUSES) as ErrorKind[];

const CLASSES: [string, (facts: ErrorFacts) => TesseraError][] = [
  ["TesseraError", (facts) => new TesseraError(SECRET, facts)],
  ["InvalidParamsError", (facts) => new InvalidParamsError([{ path: "ids[0]", message: "is required" }], facts)],
  ["AuthError", (facts) => new AuthError(SECRET, facts)],
  ["ConnectionError", (facts) => new ConnectionError(SECRET, facts)],
  ["TimeoutError", (facts) => new TimeoutError(SECRET, facts)],
  ["InvalidResponseError", (facts) => new InvalidResponseError(SECRET, { ...facts, body: SECRET })],
  ["ApiError", (facts) => new ApiError(SECRET, facts)],
  ["GoogleApiError", (facts) => new GoogleApiError(SECRET, { ...facts, reason: SECRET, domain: SECRET })],
  ["AdobePassError", (facts) => new AdobePassError(SECRET, { ...facts, trace: SECRET, helpUrl: SECRET })],
  ["FlowerDocsError", (facts) => new FlowerDocsError(SECRET, facts)],
];
const CREDENTIAL_KINDS: readonly ErrorKind[] = ["invalid_request", "not_found", "conflict"];

const expectedOf = (name: string, kind: ErrorKind): [number, string] => {
  if (name === "TimeoutError") return [504, "Gateway Timeout"];
  if (name === "AuthError" && CREDENTIAL_KINDS.includes(kind)) return [502, "Bad Gateway"];
  return STATUSES[kind];
};

describe.each(CLASSES)("%s", (name, create) => {
  test.each(KINDS)("of the kind %s", (kind) => {
    const [status, title] = expectedOf(name, kind);
    const error = create({
      kind,
      code: "SOME_CODE",
      endpoint: SECRET,
      status: 418,
      requestId: "r-1",
      retryAfterMs: 1_001,
      vendorMessage: SECRET,
      cause: new Error(SECRET),
    });
    const { headers, body, ...rest } = toHttpResponse(error);
    expect(rest).toEqual({ status });
    expect(headers).toEqual({
      "content-type": "application/problem+json",
      "cache-control": "no-store",
      ...((status === 429 || status === 503) && { "retry-after": "2" }),
    });
    expect(body).toEqual({
      type: "about:blank",
      title,
      status,
      requestId: "r-1",
      ...(status !== 500 && status !== 502 && { code: "SOME_CODE" }),
      ...(name === "InvalidParamsError" && { errors: [{ path: "ids[0]", message: "is required" }] }),
    });
    expect(JSON.stringify({ headers, body })).not.toContain(SECRET);
  });

  test("says no more than is known", () => {
    const { body } = toHttpResponse(create({ kind: "unavailable" }));
    expect(body).not.toHaveProperty("requestId");
    expect(body).not.toHaveProperty("outcomeUnknown");
    expect(body).not.toHaveProperty("detail");
  });

  test("says that the outcome is unknown", () => {
    const error = Object.assign(create({}), { outcomeUnknown: true });
    expect(toHttpResponse(error).body.outcomeUnknown).toBe(true);
  });
});

test.each<[TesseraError, number]>([
  [new InvalidRequestError(SECRET), 400],
  [new UnauthenticatedError(SECRET), 502],
  [new PermissionDeniedError(SECRET), 502],
  [new NotFoundError(SECRET), 404],
  [new ConflictError(SECRET), 409],
  [new RateLimitError(SECRET), 429],
  [new UnavailableError(SECRET), 503],
])("%s: %i", (error, status) => {
  expect(toHttpResponse(error)).toMatchObject({ status, body: { status } });
});

describe("the header retry-after", () => {
  test.each([
    [0, "0"],
    [1, "1"],
    [1_000, "1"],
    [1_001, "2"],
    [undefined, undefined],
    [Number.NaN, undefined],
    [-1, undefined],
    [Number.POSITIVE_INFINITY, undefined],
  ])("of %s ms: %s", (retryAfterMs, value) => {
    expect(toHttpResponse(new RateLimitError("x", { retryAfterMs })).headers["retry-after"]).toBe(value);
  });
});

test.each([
  [
    new AdobePassError("x", { status: 403, details: "Your package has no such channel." }),
    "Your package has no such channel.",
  ],
  [
    new GoogleApiError("x", {
      status: 404,
      details: [{ "@type": "type.googleapis.com/google.rpc.LocalizedMessage", message: "Gibt es nicht." }],
    }),
    "Gibt es nicht.",
  ],
  [new FlowerDocsError("x", { code: "F00039", vendorMessage: "Ask your manager." }), "Ask your manager."],
])("the text for end users is the detail: %s", (error, detail) => {
  expect(toHttpResponse(error).body.detail).toBe(detail);
});

test.each(["NOT FOUND", "a\nb", "<b>", "x".repeat(65), ""])(
  "a code that is not an identifier is left out: %j",
  (code) => {
    expect(toHttpResponse(new ApiError("x", { status: 404, code })).body).not.toHaveProperty("code");
  },
);

const revoked = () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
};

const throwing = {
  get name() {
    throw new Error(SECRET);
  },
};

test.each<[string, () => unknown, number]>([
  ["undefined", () => undefined, 500],
  ["null", () => null, 500],
  ["a text", () => SECRET, 500],
  ["a number", () => 404, 500],
  ["a symbol", () => Symbol(SECRET), 500],
  ["an object that looks like ours", () => ({ kind: "not_found", status: 404, requestId: SECRET }), 500],
  ["an error of the platform", () => new TypeError(SECRET), 500],
  ["a revoked proxy", revoked, 500],
  ["an object whose name throws", () => throwing, 500],
  ["the reason of an aborted signal", () => AbortSignal.abort().reason, 503],
  ["the reason of a signal that timed out", () => new DOMException(SECRET, "TimeoutError"), 504],
  ["an AbortError that is not a DOMException", () => Object.assign(new Error(SECRET), { name: "AbortError" }), 503],
])("%s becomes nothing but a status", (_, thrown, status) => {
  const response = toHttpResponse(thrown());
  const { title } = response.body;
  expect(response).toEqual({
    status,
    headers: { "content-type": "application/problem+json", "cache-control": "no-store" },
    body: { type: "about:blank", title, status },
  });
  expect(title).not.toContain(SECRET);
});

test("an error of another copy of the package is read", async () => {
  vi.resetModules();
  const other = await import("tessera-sdk");
  expect(other.NotFoundError).not.toBe(NotFoundError);
  expect(toHttpResponse(new other.NotFoundError("x", { requestId: "r" })).body).toMatchObject({
    status: 404,
    requestId: "r",
  });
  const denied = new other.AdobePassError("x", { status: 429, details: "Later." });
  expect(toHttpResponse(denied).body).toMatchObject({ status: 429, detail: "Later." });
});

test("neither the issues nor the headers are shared with the error", () => {
  const error = new InvalidParamsError([{ path: "a", message: "is required" }]);
  const { body, headers } = toHttpResponse(error);
  for (const issue of body.errors ?? []) issue.message = "changed";
  headers["x-mine"] = "1";
  expect(error.issues[0]?.message).toBe("is required");
  expect(toHttpResponse(error).headers).not.toHaveProperty("x-mine");
});
