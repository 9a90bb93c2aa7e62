import { inspect } from "node:util";
import { type Drift, InvalidResponseError, TesseraError } from "tessera-sdk";
import { describe, expect, test, vi } from "vitest";
import { androidEnterprise, CHROME_TOKEN, chromeDirectory, TOKEN_PARAMS, USER } from "../support/clients.js";
import { rejection } from "../support/promises.js";
import { httpServer, json } from "../support/server.js";

const MARKER = "MARKER-9f2c";

async function failureOf(body: string | Buffer, headers: Record<string, string> = {}, options: object = {}) {
  const server = await httpServer((response) => response.writeHead(200, headers).end(body));
  const android = androidEnterprise(server.url, options);
  const error = await rejection(android.users.generateAuthenticationToken(USER));
  return { error: error as InvalidResponseError, server };
}

const broken: [string, string][] = [
  ["malformed JSON", `{"token": ${MARKER}}`],
  ["JSON that is cut short", `{"kind":"k","token":"${MARKER}`],
  ["JSON with something behind it", `{"token":"t"} ${MARKER}`],
  ["a page of HTML", `<!doctype html><title>${MARKER}</title>`],
  ["text", MARKER],
  ["nothing", ""],
  ["white space", " \n\t "],
  ["null", "null"],
  ["true", "true"],
  ["a number", "12"],
  ["a JSON string", `"${MARKER}"`],
  ["a list", `["${MARKER}"]`],
  ["an empty object", "{}"],
  ["another object", `{"${MARKER}":"${MARKER}"}`],
  ["the required field as a number", `{"token":1,"kind":"${MARKER}"}`],
  ["the required field as null", `{"token":null,"kind":"${MARKER}"}`],
  ["the required field as an object", `{"token":{"value":"${MARKER}"}}`],
  ["an error body under a 200", `{"error":{"code":400,"message":"${MARKER}"}}`],
  ["a NUL and control characters", `\u0000\u0007${MARKER}`],
  ["a list of a million brackets", "[".repeat(1_000_000)],
];

describe("a 2xx response that breaks its documented shape", () => {
  test.each(broken)("%s is an InvalidResponseError that quotes nothing and is not retried", async (_, body) => {
    const { error, server } = await failureOf(body, { "x-request-id": "r-1" });
    expect(error).toBeInstanceOf(InvalidResponseError);
    expect(error).toMatchObject({
      code: "ERR_TESSERA_INVALID_RESPONSE",
      status: 200,
      requestId: "r-1",
      attempts: 1,
      endpoint: "androidenterprise.users.generateAuthenticationToken",
    });
    expect(error.message).toContain("responded with status 200");
    expect(error.cause).toBeUndefined();
    for (const shown of [String(error), error.stack, JSON.stringify(error), inspect(error, { depth: null })]) {
      expect(shown).not.toContain(MARKER);
    }
    expect(server.requests).toHaveLength(1);
  });

  test.each(broken)("%s stays at hand in `body`, out of reach of loggers", async (_, body) => {
    const { error } = await failureOf(body);
    expect(error.body).toBe(body);
    expect(Object.keys(error)).not.toContain("body");
    expect(Object.getOwnPropertyDescriptor(error, "body")?.enumerable).toBe(false);
  });

  test("names the field that is missing", async () => {
    const { error } = await failureOf('{"kind":"k"}');
    expect(error.message).toContain("`token` is missing");
  });

  test("names the field of a list's item", async () => {
    const device = [{ androidId: "d1" }, { androidId: 7 }];
    const server = await httpServer((response) => json(response, { device }));
    const error = await rejection(androidEnterprise(server.url).devices.list(USER));
    expect(error).toBeInstanceOf(InvalidResponseError);
    expect((error as Error).message).toContain("device[1].androidId");
  });

  test("a list whose items are not a list breaks", async () => {
    const server = await httpServer((response) => json(response, { chromeEnrollmentTokens: "none" }));
    const error = await rejection(chromeDirectory(server.url).enrollmentTokens.list().toArray());
    expect(error).toBeInstanceOf(InvalidResponseError);
  });

  test("a response above maxResponseBytes says so and keeps its status", async () => {
    const body = `{"token":"${MARKER.repeat(100)}"}`;
    const { error, server } = await failureOf(body, { "x-request-id": "r-1" }, { maxResponseBytes: 200 });
    expect(error).toBeInstanceOf(InvalidResponseError);
    expect(error.message).toContain("`maxResponseBytes`");
    expect(inspect(error, { depth: null })).not.toContain(MARKER);
    expect(server.requests).toHaveLength(1);
    expect(error).toMatchObject({ status: 200, requestId: "r-1" });
  });

  test("an error response above maxResponseBytes is still the error of its status", async () => {
    const server = await httpServer((response) => json(response, { error: { message: "x".repeat(5_000) } }, 404));
    const android = androidEnterprise(server.url, { maxResponseBytes: 200 });
    const error = await rejection(android.users.generateAuthenticationToken(USER));
    expect(error).toMatchObject({ name: "GoogleApiError", status: 404, kind: "not_found" });
  });

  test("a byte order mark before the JSON is accepted", async () => {
    const server = await httpServer((response) => response.end('\ufeff{"token":"t"}'));
    const android = androidEnterprise(server.url);
    expect(await android.users.generateAuthenticationToken(USER)).toEqual({ token: "t" });
  });

  test("the content-type decides nothing: JSON is JSON", async () => {
    const server = await httpServer((response) =>
      response.writeHead(200, { "content-type": "text/html" }).end('{"token":"t"}'),
    );
    expect(await androidEnterprise(server.url).users.generateAuthenticationToken(USER)).toEqual({ token: "t" });
  });

  test.each([200, 201, 202, 206])("status %i is success", async (status) => {
    const server = await httpServer((response) => json(response, { token: "t" }, status));
    expect(await androidEnterprise(server.url).users.generateAuthenticationToken(USER)).toEqual({ token: "t" });
  });
});

describe("an error response", () => {
  const pages: [string, string][] = [
    ["a page of HTML", `<html>${MARKER}</html>`],
    ["malformed JSON", `{"error": ${MARKER}`],
    ["text", MARKER],
    ["a list of strings", `["${MARKER}"]`],
    ["null", "null"],
    ["nothing", ""],
    [
      "an error of odd types",
      `{"error":{"code":"x","message":{"m":"${MARKER}"},"status":5,"errors":"no","details":{}}}`,
    ],
  ];

  test.each(pages)("whose body is %s is the error of its status and quotes nothing", async (_, body) => {
    const server = await httpServer((response) => response.writeHead(404).end(body));
    const error = await rejection(androidEnterprise(server.url).users.generateAuthenticationToken(USER));
    expect(error).toMatchObject({ name: "GoogleApiError", status: 404, kind: "not_found" });
    expect(error).toBeInstanceOf(TesseraError);
    expect(inspect(error, { depth: null }) + JSON.stringify(error)).not.toContain(MARKER);
  });
});

describe("drift", () => {
  const id = "androidenterprise.enrollmentTokens.create";
  const drifts: [string, object, object, Omit<Drift, "endpoint" | "part">][] = [
    [
      "an unknown field",
      { token: "t", shiny: 1 },
      { token: "t", shiny: 1 },
      { path: "shiny", problem: "unknown_field" },
    ],
    [
      "an unknown value of an enum",
      { token: "t", enrollmentTokenType: "robotDevice" },
      { token: "t", enrollmentTokenType: "robotDevice" },
      { path: "enrollmentTokenType", problem: "unknown_value" },
    ],
    ["an optional field that is null", { token: "t", kind: null }, { token: "t" }, { path: "kind", problem: "null" }],
    [
      "an optional field that is mistyped",
      { token: "t", kind: 5 },
      { token: "t", kind: 5 },
      { path: "kind", problem: "mistyped" },
    ],
    [
      "a nested field that is null",
      { token: "t", googleAuthenticationOptions: { requiredAccountEmail: null } },
      { token: "t", googleAuthenticationOptions: {} },
      { path: "googleAuthenticationOptions.requiredAccountEmail", problem: "null" },
    ],
    [
      "a nested unknown field",
      { token: "t", googleAuthenticationOptions: { sso: true } },
      { token: "t", googleAuthenticationOptions: { sso: true } },
      { path: "googleAuthenticationOptions.sso", problem: "unknown_field" },
    ],
    [
      "an enum that is mistyped",
      { token: "t", enrollmentTokenType: 3 },
      { token: "t", enrollmentTokenType: 3 },
      { path: "enrollmentTokenType", problem: "mistyped" },
    ],
  ];

  test.each(drifts)("%s passes and is reported once", async (_, body, result, drift) => {
    const server = await httpServer((response) => json(response, body));
    const onDrift = vi.fn();
    const android = androidEnterprise(server.url, { onDrift });
    const token = await android.enrollmentTokens.create(TOKEN_PARAMS);
    expect(token).toEqual(result);
    expect(Object.keys(token).sort()).toEqual(Object.keys(result).sort());
    expect(onDrift.mock.calls).toEqual([[{ endpoint: id, part: "response", ...drift }]]);
  });

  test.each(drifts)("%s throws under validation: strict, named and without its value", async (_, body, __, drift) => {
    const server = await httpServer((response) => json(response, body));
    const onDrift = vi.fn();
    const android = androidEnterprise(server.url, { validation: "strict", onDrift });
    const error = await rejection(android.enrollmentTokens.create(TOKEN_PARAMS));
    expect(error).toBeInstanceOf(InvalidResponseError);
    expect((error as Error).message).toContain(drift.path);
    expect(inspect(error)).not.toContain("robotDevice");
    expect(onDrift).not.toHaveBeenCalled();
    expect(server.requests).toHaveLength(1);
  });

  test.each(drifts)("%s passes as it came under validation: off", async (_, body) => {
    const server = await httpServer((response) => json(response, body));
    const onDrift = vi.fn();
    const android = androidEnterprise(server.url, { validation: "off", onDrift });
    expect(await android.enrollmentTokens.create(TOKEN_PARAMS)).toEqual(body);
    expect(onDrift).not.toHaveBeenCalled();
  });

  test("validation: off lets a missing required field pass, but not what is not JSON", async () => {
    const server = await httpServer((response, _, nth) => response.end(nth === 1 ? "{}" : "<html>"));
    const android = androidEnterprise(server.url, { validation: "off" });
    expect(await android.enrollmentTokens.create(TOKEN_PARAMS)).toEqual({});
    expect(await rejection(android.enrollmentTokens.create(TOKEN_PARAMS))).toBeInstanceOf(InvalidResponseError);
  });

  test("a response as documented is reported under no validation", async () => {
    const server = await httpServer((response) => json(response, { token: "t", duration: "3600s" }));
    const onDrift = vi.fn();
    for (const validation of ["report", "strict", "off"] as const) {
      const android = androidEnterprise(server.url, { validation, onDrift });
      expect(await android.enrollmentTokens.create(TOKEN_PARAMS)).toEqual({ token: "t", duration: "3600s" });
    }
    expect(onDrift).not.toHaveBeenCalled();
  });

  test("of a long list is reported once for each kind, not for each item", async () => {
    const items = Array.from({ length: 50 }, () => ({ ...CHROME_TOKEN, shiny: 1, state: "frozen", kind: null }));
    const server = await httpServer((response) => json(response, { chromeEnrollmentTokens: items }));
    const onDrift = vi.fn();
    const tokens = await chromeDirectory(server.url, { onDrift }).enrollmentTokens.list().toArray();
    expect(tokens).toHaveLength(50);
    expect(tokens.every((token) => !("kind" in token))).toBe(true);
    expect(onDrift.mock.calls.map(([drift]) => (drift as Drift).path).sort()).toEqual([
      "items[0].kind",
      "items[0].shiny",
      "items[0].state",
    ]);
  });

  test("without onDrift passes silently", async () => {
    const server = await httpServer((response) => json(response, { token: "t", shiny: 1 }));
    expect(await androidEnterprise(server.url).enrollmentTokens.create(TOKEN_PARAMS)).toMatchObject({ token: "t" });
  });

  test("a field named __proto__ reaches no prototype", async () => {
    const server = await httpServer((response) => response.end('{"token":"t","__proto__":{"polluted":true}}'));
    const token = await androidEnterprise(server.url).enrollmentTokens.create(TOKEN_PARAMS);
    expect(token.token).toBe("t");
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe("a method without a result", () => {
  test.each([
    ["204", 204, ""],
    ["205", 205, ""],
    ["zero bytes", 200, ""],
    ["white space", 200, " \r\n\t"],
    ["{}", 200, "{}"],
    ["{} in white space", 200, "\n{ }\n"],
    ["{} behind a byte order mark", 200, "\ufeff{}"],
  ])("accepts %s", async (_, status, body) => {
    const server = await httpServer((response) => response.writeHead(status).end(body));
    const chrome = chromeDirectory(server.url, { validation: "strict" });
    expect(await chrome.enrollmentTokens.revoke({ tokenPermanentId: "p" })).toBeUndefined();
  });

  test("reports the fields of an object as drift, or refuses them", async () => {
    const server = await httpServer((response) => json(response, { kind: "k", "a\nb": 1, error: null }));
    const drift: Drift[] = [];
    const reporting = chromeDirectory(server.url, { onDrift: (each) => drift.push(each) });
    await reporting.enrollmentTokens.revoke({ tokenPermanentId: "p" });
    expect(drift.map(({ path, problem }) => [path, problem])).toEqual([
      ["kind", "unknown_field"],
      ["a b", "unknown_field"],
      ["error", "unknown_field"],
    ]);
    const strict = chromeDirectory(server.url, { validation: "strict" });
    const error = await rejection(strict.enrollmentTokens.revoke({ tokenPermanentId: "p" }));
    expect(error).toBeInstanceOf(InvalidResponseError);
    expect((error as Error).message).toContain("`kind` is undocumented");
  });

  test("still bounds what it reads", async () => {
    const server = await httpServer((response) => response.end("x".repeat(1_000)));
    const chrome = chromeDirectory(server.url, { maxResponseBytes: 100 });
    const error = await rejection(chrome.enrollmentTokens.revoke({ tokenPermanentId: "p" }));
    expect(error).toBeInstanceOf(InvalidResponseError);
  });
});

test("a response that is too much for its own check is an InvalidResponseError, and is not requested again", async () => {
  const device = Array.from({ length: 130_000 }, () => ({}));
  const server = await httpServer((response) => json(response, { device }));
  const error = await rejection(androidEnterprise(server.url).devices.list(USER));
  expect(error).toBeInstanceOf(InvalidResponseError);
  expect(error).toMatchObject({ status: 200, attempts: 1 });
  expect(server.requests).toHaveLength(1);
});
