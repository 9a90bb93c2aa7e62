import { inspect } from "node:util";
import * as tessera from "tessera-sdk";
import { describe, expect, test, vi } from "vitest";
import { androidEnterprise, chromeDirectory, TOKEN_PARAMS, USER } from "../support/clients.js";
import { rejection } from "../support/promises.js";
import { deadUrl, httpServer, json } from "../support/server.js";

type Sdk = typeof tessera;
const here: Sdk = { ...tessera };

/** A second copy, as where one part of a program imports the package and another requires it. */
async function anotherCopy(): Promise<Sdk> {
  vi.resetModules();
  return import("tessera-sdk");
}

const makers = {
  InvalidParamsError: (sdk: Sdk) => new sdk.InvalidParamsError([{ path: "id", message: "is required" }]),
  AuthError: (sdk: Sdk) => new sdk.AuthError("no token"),
  ConnectionError: (sdk: Sdk) => new sdk.ConnectionError("no response"),
  TimeoutError: (sdk: Sdk) => new sdk.TimeoutError("too late"),
  InvalidResponseError: (sdk: Sdk) => new sdk.InvalidResponseError("odd"),
  ApiError: (sdk: Sdk) => new sdk.ApiError("refused", { kind: "not_found" }),
  GoogleApiError: (sdk: Sdk) => new sdk.GoogleApiError("refused", { kind: "conflict" }),
  AdobePassError: (sdk: Sdk) => new sdk.AdobePassError("refused", { kind: "rate_limited" }),
  FlowerDocsError: (sdk: Sdk) => new sdk.FlowerDocsError("refused", { kind: "permission_denied" }),
} satisfies Partial<Record<keyof Sdk, (sdk: Sdk) => tessera.TesseraError>>;
type ClassName = keyof typeof makers;
const CLASSES = Object.keys(makers) as ClassName[];

const kindClasses = {
  invalid_request: "InvalidRequestError",
  unauthenticated: "UnauthenticatedError",
  permission_denied: "PermissionDeniedError",
  not_found: "NotFoundError",
  conflict: "ConflictError",
  rate_limited: "RateLimitError",
  unavailable: "UnavailableError",
} as const;

const isApi = (name: ClassName) => ["ApiError", "GoogleApiError", "AdobePassError", "FlowerDocsError"].includes(name);

describe("instanceof", () => {
  test.each(CLASSES)("%s of another copy is one of this copy, and the other way round", async (name) => {
    const other = await anotherCopy();
    expect(other[name]).not.toBe(here[name]);
    for (const [from, to] of [
      [other, tessera],
      [tessera, other],
    ] as const) {
      const error = makers[name](from);
      expect(error instanceof to[name]).toBe(true);
      expect(error instanceof to.TesseraError).toBe(true);
      expect(error instanceof to.ApiError).toBe(isApi(name));
      expect(error instanceof Error).toBe(true);
      for (const sibling of CLASSES) {
        const related = sibling === name || (sibling === "ApiError" && isApi(name));
        expect([sibling, error instanceof to[sibling]]).toEqual([sibling, related]);
      }
    }
  });

  test.each(Object.entries(kindClasses))("a class reads kind %s, across copies too", async (kind, name) => {
    const other = await anotherCopy();
    const error = new other.ApiError("refused", { kind: kind as tessera.ErrorKind });
    expect(error instanceof here[name]).toBe(true);
    for (const sibling of Object.values(kindClasses)) {
      expect([sibling, error instanceof here[sibling]]).toEqual([sibling, sibling === name]);
    }
  });

  test("a kind class takes errors of every origin", () => {
    expect(new tessera.ConnectionError("x") instanceof tessera.UnavailableError).toBe(true);
    expect(new tessera.TimeoutError("x") instanceof tessera.UnavailableError).toBe(true);
    expect(new tessera.AuthError("x") instanceof tessera.UnauthenticatedError).toBe(true);
    expect(new tessera.InvalidParamsError([]) instanceof tessera.InvalidRequestError).toBe(true);
  });

  test.each([undefined, null, "text", 5, {}, new Error("plain"), { kind: "not_found" }, () => {}])(
    "%o is none of them",
    (value) => {
      for (const name of [...CLASSES, ...Object.values(kindClasses), "TesseraError"] as const) {
        expect([name, (value as object) instanceof here[name]]).toEqual([name, false]);
      }
    },
  );

  test("a class that a user derives keeps the ordinary instanceof", () => {
    class Mine extends tessera.ApiError {}
    const mine = new Mine("m", { kind: "not_found" });
    expect(mine instanceof Mine).toBe(true);
    expect(mine instanceof tessera.ApiError).toBe(true);
    expect(mine instanceof tessera.NotFoundError).toBe(true);
    expect(new tessera.ApiError("a") instanceof Mine).toBe(false);
    expect(new tessera.GoogleApiError("g") instanceof Mine).toBe(false);
  });

  test("a class that a user derives from a kind class keeps it, too", () => {
    class Mine extends tessera.NotFoundError {}
    expect(new Mine("m") instanceof Mine).toBe(true);
    expect(new tessera.ApiError("a", { kind: "not_found" }) instanceof Mine).toBe(false);
  });
});

describe("codes and kinds", () => {
  const codes: Record<string, [string, tessera.ErrorKind]> = {
    InvalidParamsError: ["ERR_TESSERA_INVALID_PARAMS", "invalid_request"],
    AuthError: ["ERR_TESSERA_AUTH", "unauthenticated"],
    ConnectionError: ["ERR_TESSERA_CONNECTION", "unavailable"],
    TimeoutError: ["ERR_TESSERA_TIMEOUT", "unavailable"],
    InvalidResponseError: ["ERR_TESSERA_INVALID_RESPONSE", "server"],
    ApiError: ["ERR_TESSERA_API", "not_found"],
  };

  test.each(Object.entries(codes))("%s has a stable code and kind", (name, [code, kind]) => {
    const error = makers[name as ClassName](tessera);
    expect(error).toMatchObject({ name, code, kind, attempts: 0, outcomeUnknown: false });
  });

  const statuses: [number, tessera.ErrorKind][] = [
    [302, "server"],
    [400, "invalid_request"],
    [401, "unauthenticated"],
    [403, "permission_denied"],
    [404, "not_found"],
    [408, "unavailable"],
    [409, "conflict"],
    [410, "not_found"],
    [412, "conflict"],
    [418, "invalid_request"],
    [422, "invalid_request"],
    [429, "rate_limited"],
    [500, "server"],
    [501, "server"],
    [502, "unavailable"],
    [503, "unavailable"],
    [504, "unavailable"],
  ];

  test.each(statuses)("status %i without a readable body has kind %s", async (status, kind) => {
    const server = await httpServer((response) => response.writeHead(status).end());
    const android = androidEnterprise(server.url, { retry: false });
    expect(await rejection(android.users.generateAuthenticationToken(USER))).toMatchObject({ status, kind });
  });

  test("a vendor's code goes before ours", async () => {
    const server = await httpServer((response) =>
      json(response, { error: { status: "NOT_FOUND", message: "m" } }, 404),
    );
    const error = await rejection(androidEnterprise(server.url).users.generateAuthenticationToken(USER));
    expect(error).toMatchObject({ code: "NOT_FOUND", name: "GoogleApiError" });
  });
});

describe("what an error carries", () => {
  test("endpoint, attempts, status, requestId and retryAfterMs of a response", async () => {
    const headers = { "x-request-id": "r-7", "retry-after": "3" };
    const server = await httpServer((response) => json(response, { error: { message: "slow down" } }, 429, headers));
    const error = await rejection(
      androidEnterprise(server.url, { retry: false }).enrollmentTokens.create(TOKEN_PARAMS),
    );
    expect(error).toMatchObject({
      endpoint: "androidenterprise.enrollmentTokens.create",
      attempts: 1,
      status: 429,
      requestId: "r-7",
      retryAfterMs: 3_000,
    });
  });

  test("of a lost connection only what is known: no status, no request id", async () => {
    const error = await rejection(chromeDirectory(await deadUrl(), { retry: false }).enrollmentTokens.create());
    expect(error).toBeInstanceOf(tessera.ConnectionError);
    expect(error).not.toHaveProperty("status");
    expect(error).not.toHaveProperty("requestId");
    expect(error).not.toHaveProperty("retryAfterMs");
    expect((error as tessera.ConnectionError).cause).toMatchObject({ code: "ECONNREFUSED" });
  });

  test("toJSON holds name, message and facts, and nothing of the cause or the stack", () => {
    const error = new tessera.GoogleApiError("Google responded with 404.", {
      code: "NOT_FOUND",
      kind: "not_found",
      endpoint: "e",
      attempts: 2,
      status: 404,
      requestId: "r",
      reason: "notFound",
      cause: new Error("inner"),
    });
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      name: "GoogleApiError",
      message: "Google responded with 404.",
      code: "NOT_FOUND",
      kind: "not_found",
      endpoint: "e",
      attempts: 2,
      status: 404,
      requestId: "r",
      reason: "notFound",
      outcomeUnknown: false,
      details: [],
      helpLinks: [],
    });
    expect((error.cause as Error).message).toBe("inner");
  });

  test("a name that String, the stack and inspect agree on", () => {
    for (const name of CLASSES) {
      const error = makers[name](tessera);
      expect(String(error)).toMatch(new RegExp(`^${name}: `));
      expect(inspect(error)).toContain(name);
      expect(Object.keys(error)).not.toContain("name");
    }
  });

  test("neither URL, headers nor body of the request", async () => {
    const server = await httpServer((response) => json(response, { error: { message: "no" } }, 400));
    const error = await rejection(
      androidEnterprise(server.url).enrollmentTokens.create(TOKEN_PARAMS, { headers: { "x-mine": "HEADER-VALUE" } }),
    );
    const shown = inspect(error, { depth: null, showHidden: true }) + JSON.stringify(error);
    for (const piece of [server.url, "HEADER-VALUE", "access-token", "userDevice"]) expect(shown).not.toContain(piece);
  });
});
