/** Requests that the SDK never sends, as the emulator handles them. */
import { createEmulator, type EmulatorResponse, startEmulator } from "tessera-sdk/testing";
import { describe, expect, onTestFinished, test } from "vitest";

const EMM = "/androidenterprise/v1/enterprises/LC00lwk1yg";
const CHROME = "/admin/directory/v1.1beta1/customer/my_customer/chrome/enrollmentTokens";
const INFO = btoa('{"model":"TV","osName":"tvOS"}');
const JSON_TYPE = { "content-type": "application/json" };

interface Raw {
  method?: string;
  target: string;
  headers?: Record<string, string>;
  body?: string;
}

async function send({ method = "POST", target, headers = {}, body = "" }: Raw): Promise<EmulatorResponse> {
  const emulator = createEmulator();
  const authorization = `Bearer ${emulator.issueToken()}`;
  const token = emulator.flowerDocs.issueToken();
  const response = await emulator.handle({ method, target, headers: { authorization, token, ...headers }, body });
  if (response === "dropped") throw new Error("dropped");
  return response;
}

const refused: { why: string; raw: Raw; status: number }[] = [
  { why: "an unknown query name", raw: { target: `${EMM}/users/110001/authenticationToken?force=1` }, status: 400 },
  {
    why: "a body where none is expected",
    raw: { target: `${EMM}/users/110001/authenticationToken`, body: "{}" },
    status: 400,
  },
  {
    why: "a content type without a body",
    raw: { target: `${EMM}/users/110001/authenticationToken`, headers: JSON_TYPE },
    status: 400,
  },
  {
    why: "a body without a type",
    raw: { target: `${EMM}/enrollmentTokens`, body: '{"enrollmentTokenType":"userDevice"}' },
    status: 400,
  },
  ...[
    "",
    "{",
    "[]",
    "null",
    "{}",
    '{"enrollmentTokenType":"enrollmentTokenTypeUnspecified"}',
    '{"enrollmentTokenType":"userDevice","kind":"x"}',
    '{"enrollmentTokenType":"userDevice","enterpriseId":"LC00lwk1yg"}',
    '{"enrollmentTokenType":"userDevice","duration":3600}',
    '{"enrollmentTokenType":"userDevice","duration":"59s"}',
    '{"enrollmentTokenType":"userDevice","duration":{"seconds":3600}}',
    '{"enrollmentTokenType":"userDevice","googleAuthenticationOptions":{"requiredAccountEmail":"a@example.com"}}',
  ].map((body) => ({
    why: `the body ${body}`,
    raw: { target: `${EMM}/enrollmentTokens`, body, headers: JSON_TYPE },
    status: 400,
  })),
  {
    why: "the name org_unit_path in a query",
    raw: { method: "GET", target: `${CHROME}?org_unit_path=/` },
    status: 400,
  },
  { why: "a page size of 101", raw: { method: "GET", target: `${CHROME}?pageSize=101` }, status: 400 },
  { why: "a page size of 0", raw: { method: "GET", target: `${CHROME}?pageSize=0` }, status: 400 },
  { why: "a page token that was not issued", raw: { method: "GET", target: `${CHROME}?pageToken=x` }, status: 400 },
  {
    why: "customers/ before a customer",
    raw: { method: "GET", target: CHROME.replace("my_customer", "customers%2Fmy_customer") },
    status: 400,
  },
  ...[
    '{"tokenType":"CHROME_BROWSER"}',
    '{"token_type":"chromeBrowser"}',
    '{"token_type":"CHROME_BROWSER","orgUnitPath":"/"}',
    '{"token_type":"CHROME_BROWSER","org_unit_path":"Sales"}',
    '{"token_type":"CHROME_BROWSER","ttl":3600}',
    '{"token_type":"CHROME_BROWSER","ttl":"0s"}',
    '{"token_type":"CHROME_BROWSER","expire_time":"2099-01-01T00:00:00.000Z"}',
    '{"token_type":"CHROME_BROWSER","ttl":"60s","expire_time":"2099-01-01T00:00:00Z"}',
  ].map((body) => ({ why: `the body ${body}`, raw: { target: CHROME, body, headers: JSON_TYPE }, status: 400 })),
  {
    why: "a revocation with a body",
    raw: { target: `${CHROME}/p:revoke`, body: "{}", headers: JSON_TYPE },
    status: 400,
  },
  {
    why: "a check without a requestor",
    raw: { method: "GET", target: "/api/v1/checkauthn?deviceId=d", headers: { "x-device-info": INFO } },
    status: 400,
  },
  {
    why: "a check without a device",
    raw: { method: "GET", target: "/api/v1/checkauthn?requestor=r", headers: { "x-device-info": INFO } },
    status: 400,
  },
  {
    why: "a check without device information",
    raw: { method: "GET", target: "/api/v1/checkauthn?requestor=r&deviceId=d" },
    status: 400,
  },
  { why: "a lifetime that is not a number", raw: { target: "/core/rest/token/user?validityTime=soon" }, status: 400 },
  { why: "a missing lifetime", raw: { target: "/core/rest/token/user" }, status: 400 },
  { why: "documents without readOnly", raw: { target: "/core/rest/token/document/D1" }, status: 400 },
  { why: "a trailing slash", raw: { method: "PUT", target: "/core/rest/token/user/" }, status: 404 },
  { why: "another verb", raw: { method: "GET", target: "/core/rest/token/user" }, status: 404 },
  { why: "an unknown path", raw: { target: "/core/rest/teams" }, status: 404 },
  { why: "a login that is not JSON", raw: { target: "/core/rest/authentication", body: "user=jna" }, status: 400 },
  { why: "a path that is not well encoded", raw: { target: "/core/rest/token/%zz" }, status: 400 },
];
test.each(refused)("$why gets a response of $status", async ({ raw, status }) => {
  expect((await send(raw)).status).toBe(status);
});

test("Google's own query parameters pass everywhere", async () => {
  const { status } = await send({
    method: "GET",
    target: `${CHROME}?fields=nextPageToken&prettyPrint=false&quotaUser=u`,
  });
  expect(status).toBe(200);
});

describe("errors have the shape that the vendor documents", () => {
  test("Google's list and status together", async () => {
    const { headers, body } = await send({ target: `${EMM}/users/999/authenticationToken` });
    expect(headers["content-type"]).toMatch(/^application\/json/);
    expect(JSON.parse(body)).toEqual({
      error: {
        code: 404,
        message: "No user was found for the given ID.",
        errors: [{ domain: "global", message: "No user was found for the given ID.", reason: "notFound" }],
        status: "NOT_FOUND",
      },
    });
  });

  const check = { method: "GET", target: "/api/v1/checkauthn?requestor=r&deviceId=d" };

  test("Adobe's XML unless JSON was requested", async () => {
    const xml = await send({ ...check, headers: { "x-device-info": INFO } });
    expect(xml).toMatchObject({ status: 403, headers: { "content-type": "application/xml" } });
    expect(xml.body.replaceAll(/\s*\n\s*/g, "")).toBe(
      "<error><status>403</status><message>Authentication token not found</message></error>",
    );
    const json = await send({ ...check, headers: { "x-device-info": INFO, accept: "application/json" } });
    expect(JSON.parse(json.body)).toEqual({ status: 403, message: "Authentication token not found" });
  });

  test("an Adobe fault is XML, too, where JSON was not requested", async () => {
    const emulator = createEmulator();
    emulator.fail({ status: 500 });
    const response = await emulator.handle({ ...check, headers: { accept: "application/xml" }, body: "" });
    expect(response === "dropped" ? "" : response.body).toMatch(/^\s*<error>/);
  });
});

describe("FlowerDocs, as strict as Core:", () => {
  const send = async (emulator: ReturnType<typeof createEmulator>, method: string, target: string, token: string) => {
    const response = await emulator.handle({ method, target: `/core/rest${target}`, headers: { token }, body: "" });
    if (response === "dropped") throw new Error("dropped");
    return response;
  };

  test("ids are split after they are decoded, and trimmed", async () => {
    const emulator = createEmulator();
    const token = emulator.flowerDocs.issueToken();
    await send(emulator, "POST", "/token/document/a%2Cb,%20c%20?readOnly=true", token);
    expect(emulator.flowerDocs.tokens.at(-1)?.documents).toEqual(["a", "b", "c"]);
  });

  test.each(["%2F", "%5C", "%3B", "%25", "%00", "%0A"])("a path with %s is refused with a page", async (octet) => {
    const emulator = createEmulator();
    const token = emulator.flowerDocs.issueToken();
    const { status, body } = await send(emulator, "POST", `/token/document/a${octet}b?readOnly=true`, token);
    expect(status).toBe(400);
    expect(body).toMatch(/^<!doctype html>/);
  });

  test.each([
    { method: "POST", target: "/token/user?validityTime=60" },
    { method: "PUT", target: "/token/user" },
    { method: "POST", target: "/token?validityTime=60" },
    { method: "PUT", target: "/token" },
    { method: "POST", target: "/token/document/d2?readOnly=false" },
  ])("a token for documents does not create one by $method $target", async ({ method, target }) => {
    const emulator = createEmulator();
    await send(emulator, "POST", "/token/document/d1?readOnly=true", emulator.flowerDocs.issueToken());
    const limited = emulator.flowerDocs.tokens.at(-1)?.token ?? "";
    expect((await send(emulator, method, target, limited)).status).toBe(403);
    expect(emulator.flowerDocs.tokens).toHaveLength(2);
  });

  test("2025.1 takes the request for a token of a user for the validation of one", async () => {
    const emulator = createEmulator();
    emulator.flowerDocs.serverVersion = "2025.1";
    const token = emulator.flowerDocs.issueToken();
    expect((await send(emulator, "POST", "/token/user?validityTime=60", token)).status).toBe(500);
    expect((await send(emulator, "PUT", "/token/user", token)).status).toBe(405);
    expect((await send(emulator, "PUT", "/token", token)).status).toBe(200);
  });

  test("an account is locked after five failed logins in a row, and unlocked", async () => {
    const emulator = createEmulator();
    const { flowerDocs } = emulator;
    const logIn = async (password: string) => {
      const body = JSON.stringify({ user: "jna", password, scope: "ACME" });
      const request = { method: "POST", target: "/core/rest/authentication", headers: JSON_TYPE, body };
      const response = await emulator.handle(request);
      return response === "dropped" ? response : response.status;
    };
    for (let failed = 0; failed < 4; failed++) await logIn("wrong");
    expect(await logIn("emulated-password")).toBe(200);
    for (let failed = 0; failed < 5; failed++) {
      expect(flowerDocs.isLocked("jna")).toBe(false);
      await logIn("wrong");
    }
    expect(flowerDocs.isLocked("jna")).toBe(true);
    expect(await logIn("emulated-password")).toBe(401);
    flowerDocs.unlock("jna");
    expect(await logIn("emulated-password")).toBe(200);
  });
});

describe("FlowerDocs' old endpoints", () => {
  test.each([
    { method: "POST", target: "/core/rest/token?validityTime=60" },
    { method: "PUT", target: "/core/rest/token" },
  ])("$method $target respond with plain text, or are gone as in 2026.0", async (request) => {
    const emulator = createEmulator();
    const headers = { token: emulator.flowerDocs.issueToken() };
    const there = await emulator.handle({ ...request, headers, body: "" });
    expect(there).toMatchObject({ status: 200, body: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/) });
    emulator.flowerDocs.serverVersion = "2026.0";
    expect(await emulator.handle({ ...request, headers, body: "" })).toMatchObject({ status: 404 });
  });

  test("are not mistaken for the new ones: `user` is not a token to validate", async () => {
    const emulator = createEmulator();
    const headers = { token: emulator.flowerDocs.issueToken() };
    await emulator.handle({ method: "POST", target: "/core/rest/token/user?validityTime=60", headers, body: "" });
    expect(emulator.requests.at(-1)?.endpoint).toBe("flowerdocs.tokens.create");
  });
});

test("the server responds to a badly encoded path and goes on", async () => {
  const emulator = await startEmulator();
  onTestFinished(() => emulator.close());
  const headers = { token: emulator.flowerDocs.issueToken() };
  const bad = await fetch(`${emulator.baseUrls.flowerDocs}/rest/token/%zz`, { method: "POST", headers });
  expect(bad.status).toBe(400);
  const good = await fetch(`${emulator.baseUrls.flowerDocs}/rest/token/user`, { method: "PUT", headers });
  expect(good.status).toBe(200);
});

test("a lifetime beyond what a date can hold is refused, and the list goes on", async () => {
  const emulator = createEmulator();
  const headers = { authorization: `Bearer ${emulator.issueToken()}` };
  const status = async (method: string, body = "") => {
    const sent = { method, target: CHROME, headers: { ...headers, ...(body && JSON_TYPE) }, body };
    const response = await emulator.handle(sent);
    return response === "dropped" ? response : response.status;
  };
  expect(await status("POST", '{"token_type":"CHROME_BROWSER","ttl":"999999999999999s"}')).toBe(400);
  expect(await status("POST", '{"token_type":"CHROME_BROWSER","ttl":"60s"}')).toBe(200);
  expect(await status("GET")).toBe(200);
});

test("a FlowerDocs lifetime beyond what a date can hold is refused", async () => {
  const { status } = await send({ target: "/core/rest/token/user?validityTime=9999999999999999" });
  expect(status).toBe(400);
});

test("a login whose body is `null` is refused", async () => {
  const { status } = await send({ target: "/core/rest/authentication", body: "null", headers: JSON_TYPE });
  expect([400, 401]).toContain(status);
});
