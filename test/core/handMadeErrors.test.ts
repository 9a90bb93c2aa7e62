import { inspect } from "node:util";
import * as tessera from "tessera-sdk";
import { describe, expect, test, vi } from "vitest";
import type { ScriptedResponse } from "../support/scripted.js";
import { errorOf, type Vendor } from "../support/vendorErrors.js";

/** A copy that can be indexed by a variable. */
const here = { ...tessera };
const { AdobePassError, ApiError, FlowerDocsError, GoogleApiError } = tessera;

const KIND_CLASSES = {
  invalid_request: "InvalidRequestError",
  unauthenticated: "UnauthenticatedError",
  permission_denied: "PermissionDeniedError",
  not_found: "NotFoundError",
  conflict: "ConflictError",
  rate_limited: "RateLimitError",
  unavailable: "UnavailableError",
} as const;

describe("an error made by hand has the kind of what it is given", () => {
  const statuses: [number, tessera.ErrorKind][] = [
    [400, "invalid_request"],
    [401, "unauthenticated"],
    [403, "permission_denied"],
    [404, "not_found"],
    [409, "conflict"],
    [429, "rate_limited"],
    [500, "server"],
    [503, "unavailable"],
  ];
  for (const errorClass of [ApiError, GoogleApiError, AdobePassError, FlowerDocsError]) {
    test.each(statuses)(`${errorClass.name} with the status %i: %s`, (status, kind) => {
      expect(new errorClass("x", { status }).kind).toBe(kind);
    });

    test(`${errorClass.name}: a given kind goes before all else, and without any fact it is the server's failure`, () => {
      expect(new errorClass("x", { status: 404, kind: "conflict" }).kind).toBe("conflict");
      expect(new errorClass("x").kind).toBe("server");
      expect(new errorClass("x", { kind: undefined, status: 404 }).kind).toBe("not_found");
    });
  }

  test.each<[tessera.GoogleErrorFacts, tessera.ErrorKind]>([
    [{ code: "NOT_FOUND" }, "not_found"],
    [{ code: "INVALID_ARGUMENT" }, "invalid_request"],
    [{ code: "FAILED_PRECONDITION" }, "invalid_request"],
    [{ code: "UNAUTHENTICATED" }, "unauthenticated"],
    [{ code: "PERMISSION_DENIED" }, "permission_denied"],
    [{ code: "ALREADY_EXISTS" }, "conflict"],
    [{ code: "ABORTED" }, "conflict"],
    [{ code: "RESOURCE_EXHAUSTED" }, "rate_limited"],
    [{ code: "RESOURCE_EXHAUSTED", status: 403 }, "rate_limited"],
    [{ code: "UNAVAILABLE" }, "unavailable"],
    [{ code: "UNAVAILABLE", status: 500 }, "unavailable"],
    [{ code: "DEADLINE_EXCEEDED" }, "unavailable"],
    [{ code: "INTERNAL" }, "server"],
    [{ code: "__proto__" }, "server"],
    [{ reason: "notFound" }, "not_found"],
    [{ reason: "forbidden" }, "permission_denied"],
    [{ reason: "authError" }, "unauthenticated"],
    [{ reason: "conditionNotMet" }, "conflict"],
    [{ reason: "userRateLimitExceeded", status: 403 }, "rate_limited"],
    [{ reason: "dailyLimitExceeded", status: 403 }, "rate_limited"],
    [{ reason: "quotaExceeded" }, "rate_limited"],
    [{ reason: "somethingNew" }, "server"],
  ])("GoogleApiError of %o: %s", (facts, kind) => {
    expect(new GoogleApiError("x", facts).kind).toBe(kind);
  });

  test("GoogleApiError has the canonical code of its status", () => {
    expect(new GoogleApiError("x", { status: 404 }).code).toBe("NOT_FOUND");
    expect(new GoogleApiError("x").code).toBe("ERR_TESSERA_API");
  });

  test.each<[tessera.AdobePassErrorFacts, tessera.ErrorKind]>([
    [{ code: "user_rate_limit_exceeded", status: 403 }, "rate_limited"],
    [{ code: "network_connection_timeout" }, "unavailable"],
    [{ code: "network_received_error", status: 403 }, "unavailable"],
    [{ code: "authentication_session_expired" }, "unauthenticated"],
    [{ code: "authorization_expired" }, "permission_denied"],
    [{ code: "unknown_integration" }, "permission_denied"],
    [{ action: "retry" }, "unavailable"],
    [{ action: "retry", status: 429 }, "rate_limited"],
    [{ action: "application-registration" }, "unauthenticated"],
    [{ action: "authentication", status: 403 }, "permission_denied"],
    [{ code: "invalid_requestor" }, "server"],
  ])("AdobePassError of %o: %s", (facts, kind) => {
    expect(new AdobePassError("x", facts).kind).toBe(kind);
  });

  test("AdobePassError has the action that is documented for its code, whatever it is given", () => {
    expect(new AdobePassError("x", { code: "authorization_expired" }).action).toBe("authorization");
    expect(new AdobePassError("x", { code: "authorization_expired", action: "none" }).action).toBe("authorization");
    expect(new AdobePassError("x", { code: "brand_new", action: "None" }).action).toBe("none");
    expect(new AdobePassError("x", { code: "brand_new" })).not.toHaveProperty("action");
  });

  test.each<[tessera.FlowerDocsErrorFacts, tessera.ErrorKind, string | undefined]>([
    [{ code: "F00012" }, "not_found", "functional"],
    [{ code: "F00012", status: 500 }, "not_found", "functional"],
    [{ code: "F00012", status: 429 }, "rate_limited", "functional"],
    [{ code: "T00108", status: 500 }, "conflict", "technical"],
    [{ code: "F00302", status: 500 }, "permission_denied", "functional"],
    [{ code: "F99999" }, "invalid_request", "functional"],
    [{ code: "F99999", status: 403 }, "permission_denied", "functional"],
    [{ code: "T00000" }, "server", "technical"],
    [{ code: "constructor" }, "server", undefined],
    [{ status: 404 }, "not_found", undefined],
  ])("FlowerDocsError of %o: %s, %s", (facts, kind, type) => {
    const error = new FlowerDocsError("x", facts);
    expect([error.kind, error.type]).toEqual([kind, type]);
    expect("type" in error).toBe(type !== undefined);
  });

  const google = (status: string, reason?: string) => ({
    error: { status, message: "m", ...(reason && { errors: [{ reason }] }) },
  });
  const received: [Vendor, ScriptedResponse][] = [
    ["androidEnterprise", { status: 404, body: google("NOT_FOUND", "notFound") }],
    ["androidEnterprise", { status: 400, body: google("FAILED_PRECONDITION") }],
    ["androidEnterprise", { status: 403, body: google("PERMISSION_DENIED", "rateLimitExceeded") }],
    ["androidEnterprise", { status: 403, body: google("PERMISSION_DENIED", "dailyLimitExceededUnreg") }],
    ["androidEnterprise", { status: 500, body: google("UNAVAILABLE") }],
    ["androidEnterprise", { status: 401, body: { error: "invalid_token" } }],
    ["androidEnterprise", { status: 502, body: "<html>" }],
    ["chromeDirectory", { status: 403, body: google("PERMISSION_DENIED", "quotaExceeded") }],
    ["chromeDirectory", { status: 409, body: google("ABORTED") }],
    ["adobePass", { status: 403, body: { status: 403, message: "m" } }],
    ["adobePass", { status: 500, body: { status: 403, code: "network_received_error", message: "m" } }],
    ["adobePass", { status: 403, body: { status: 403, code: "user_rate_limit_exceeded", message: "m" } }],
    ["adobePass", { status: 429, body: { status: 429, code: "x", action: "retry", message: "m" } }],
    ["adobePass", { status: 400, body: { error: "invalid_request" } }],
    ["flowerDocs", { status: 500, body: { code: "F00012", message: "m" } }],
    ["flowerDocs", { status: 429, body: { code: "F00012", message: "m" } }],
    ["flowerDocs", { status: 500, body: { code: "T00000", message: "m" } }],
    ["flowerDocs", { status: 403, body: "" }],
  ];
  test.each(received)("one made from the facts of a received one says the same: %s %o", async (vendor, response) => {
    const received = await errorOf(vendor, response);
    const errorClass = { GoogleApiError, AdobePassError, FlowerDocsError }[received.name] as typeof ApiError;
    const made = new errorClass(received.message, { ...received, kind: undefined });
    expect(made.toJSON()).toEqual(received.toJSON());
  });
});

describe("code and kind of a class that is given none, or undefined", () => {
  test.each([
    ["AuthError", "ERR_TESSERA_AUTH", "unauthenticated"],
    ["ConnectionError", "ERR_TESSERA_CONNECTION", "unavailable"],
    ["TimeoutError", "ERR_TESSERA_TIMEOUT", "unavailable"],
    ["InvalidResponseError", "ERR_TESSERA_INVALID_RESPONSE", "server"],
    ["ApiError", "ERR_TESSERA_API", "server"],
    ["TesseraError", "ERR_TESSERA", "client"],
  ] as const)("%s: %s, %s", (name, code, kind) => {
    for (const facts of [undefined, {}, { code: undefined, kind: undefined }]) {
      expect(new here[name]("x", facts)).toMatchObject({ code, kind });
    }
    expect(new here[name]("x", { code: "c", kind: "conflict" })).toMatchObject({ code: "c", kind: "conflict" });
  });

  test("InvalidParamsError", () => {
    const error = new tessera.InvalidParamsError([], { code: undefined, kind: undefined });
    expect(error).toMatchObject({ code: "ERR_TESSERA_INVALID_PARAMS", kind: "invalid_request" });
  });
});

describe("a class of one kind can be constructed", () => {
  const entries = Object.entries(KIND_CLASSES) as [keyof typeof KIND_CLASSES, keyof typeof tessera][];
  const construct = (sdk: typeof tessera, name: keyof typeof tessera) =>
    new (sdk[name] as typeof tessera.NotFoundError)("no such user", { status: 404, endpoint: "e" });

  test.each(entries)("%s: %s", (kind, name) => {
    const error = construct(here, name);
    expect(error).toMatchObject({ name, kind, message: "no such user", status: 404, endpoint: "e", attempts: 0 });
    expect(error.code).toBe(`ERR_TESSERA_${kind.toUpperCase()}`);
    expect(String(error)).toBe(`${name}: no such user`);
    expect(inspect(error)).toContain(name);
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({ name, kind });
    for (const each of [...Object.values(KIND_CLASSES), "TesseraError", "ApiError"] as const) {
      expect([each, error instanceof here[each]]).toEqual([each, each === name || each === "TesseraError"]);
    }
  });

  test.each(entries)("%s: no given kind changes that of %s", (kind, name) => {
    const Constructed = here[name] as unknown as typeof ApiError;
    expect(new Constructed("x", { kind: "client", code: "mine" })).toMatchObject({ kind, code: "mine" });
  });

  test.each(entries)("%s: %s of another copy is one of this copy", async (_, name) => {
    vi.resetModules();
    const other = await import("tessera-sdk");
    expect(other[name]).not.toBe(here[name]);
    expect(construct(other, name)).toBeInstanceOf(here[name]);
    expect(construct(here, name)).toBeInstanceOf(other[name]);
  });
});
