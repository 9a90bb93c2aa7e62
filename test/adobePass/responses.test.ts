/** Which errors of checkauthn mean "not authenticated", and which are faults. */
import { AdobePassError, AdobePassV1, type AuthenticationStatus, RateLimitError } from "tessera-sdk";
import { describe, expect, test } from "vitest";
import { NO_TIMERS, SkippingClock } from "../support/clocks.js";
import { rejection } from "../support/promises.js";
import { type ScriptedResponse, scripted } from "../support/scripted.js";

const DEVICE = { requestor: "REF30", deviceId: "6ed6a9", deviceInfo: { model: "TV", osName: "tvOS" } };

function check(...responses: ScriptedResponse[]): { status: Promise<AuthenticationStatus>; sent: () => number } {
  const transport = scripted(...responses);
  const client = new AdobePassV1({ auth: "a", transport, retry: false });
  return { status: client.checkAuthentication(DEVICE), sent: () => transport.sent.length };
}

const asXml = (fields: object) =>
  `<error>${Object.entries(fields)
    .map(([name, value]) => `<${name}>${value}</${name}>`)
    .join("")}</error>`;

const PAGE = "<html>\n<head><title>403 Forbidden</title></head>\n<body></body>\n</html>";
const plain = { status: 403, message: "Authentication token expired" };

const table: { name: string; status: number; body: unknown; notAuthenticated: boolean }[] = [
  { name: "a plain 403", status: 403, body: plain, notAuthenticated: true },
  { name: "a plain 403 with details", status: 403, body: { ...plain, details: "d" }, notAuthenticated: true },
  { name: "a plain 403 of another's status", status: 403, body: { ...plain, status: 404 }, notAuthenticated: false },
  {
    name: "authentication_session_expired",
    status: 403,
    body: { status: 403, code: "authentication_session_expired", action: "authentication", message: "m" },
    notAuthenticated: true,
  },
  {
    name: "authentication_session_missing under 412",
    status: 412,
    body: { status: 412, code: "authentication_session_missing", action: "authentication", message: "m" },
    notAuthenticated: true,
  },
  {
    name: "a sign-in code inside another transport status",
    status: 400,
    body: { status: 403, code: "authentication_session_expired", action: "authentication", message: "m" },
    notAuthenticated: true,
  },
  {
    name: "a sign-in code whose action is absent",
    status: 403,
    body: { status: 403, code: "authentication_session_missing", message: "m" },
    notAuthenticated: true,
  },
  {
    name: "a new code that is a 403 of nobody's doing",
    status: 403,
    body: { status: 403, code: "brand_new", action: "none", message: "m" },
    notAuthenticated: true,
  },
  {
    name: "a new action under 403",
    status: 403,
    body: { status: 403, code: "brand_new", action: "brand_new", message: "m" },
    notAuthenticated: false,
  },
  { name: "403 with a gateway's page", status: 403, body: PAGE, notAuthenticated: false },
  { name: "403 without a body", status: 403, body: "", notAuthenticated: false },
  { name: "403 with JSON that is not an error", status: 403, body: { ok: false }, notAuthenticated: false },
  { name: "403 invalid_client of OAuth", status: 403, body: { error: "invalid_client" }, notAuthenticated: false },
  { name: "403 access_denied of OAuth", status: 403, body: { error: "access_denied" }, notAuthenticated: false },
  {
    name: "403 network_connection_timeout, which is transient",
    status: 403,
    body: { status: 403, code: "network_connection_timeout", action: "retry", message: "m" },
    notAuthenticated: false,
  },
  {
    name: "403 network_connection_timeout whose action is absent",
    status: 403,
    body: { status: 403, code: "network_connection_timeout", message: "m" },
    notAuthenticated: false,
  },
  {
    name: "403 too_many_resources, a matter of configuration",
    status: 403,
    body: { status: 403, code: "too_many_resources", action: "configuration", message: "m" },
    notAuthenticated: false,
  },
  {
    name: "403 application-registration",
    status: 403,
    body: {
      status: 401,
      code: "invalid_access_token_service_provider",
      action: "application-registration",
      message: "m",
    },
    notAuthenticated: false,
  },
  {
    name: "invalid_requestor inside a 403",
    status: 403,
    body: { status: 400, code: "invalid_requestor", action: "none", message: "m" },
    notAuthenticated: false,
  },
  {
    name: "400 plain",
    status: 400,
    body: { status: 400, message: "Required 'requestor' is not present" },
    notAuthenticated: false,
  },
  {
    name: "400 invalid_requestor",
    status: 400,
    body: { status: 400, code: "invalid_requestor", action: "none", message: "m" },
    notAuthenticated: false,
  },
  { name: "401 plain", status: 401, body: { status: 401, message: "Unauthorized" }, notAuthenticated: false },
  { name: "401 invalid_client", status: 401, body: { error: "invalid_client" }, notAuthenticated: false },
  {
    name: "401 with a code that sends to register",
    status: 401,
    body: {
      status: 401,
      code: "invalid_access_token_client_application",
      action: "application-registration",
      message: "m",
    },
    notAuthenticated: false,
  },
  { name: "404 plain", status: 404, body: { status: 404, message: "Not Found" }, notAuthenticated: false },
  { name: "405", status: 405, body: { status: 405, message: "m" }, notAuthenticated: false },
  { name: "412 plain", status: 412, body: { status: 412, message: "User not authenticated" }, notAuthenticated: false },
  { name: "429", status: 429, body: "<html>429</html>", notAuthenticated: false },
  { name: "500 plain", status: 500, body: { status: 500, message: "m" }, notAuthenticated: false },
  {
    name: "500 internal_error",
    status: 500,
    body: { status: 500, code: "internal_error", action: "none", message: "m" },
    notAuthenticated: false,
  },
  { name: "503 with a page", status: 503, body: PAGE, notAuthenticated: false },
];

describe.each(["json", "xml"] as const)("in %s", (format) => {
  const bodyOf = (body: unknown) => (typeof body === "string" || format === "json" ? body : asXml(body as object));
  const oauth = (body: unknown) => typeof body === "object" && body !== null && "error" in body;
  const cases = table.filter(({ body }) => format === "json" || !oauth(body));

  test.each(cases.filter(({ notAuthenticated }) => notAuthenticated))(
    "$name means not authenticated",
    async ({ status, body }) => {
      const result = await check({ status, body: bodyOf(body) }).status;
      expect(result.authenticated).toBe(false);
      const error = result.authenticated ? undefined : result.error;
      expect(error).toBeInstanceOf(AdobePassError);
      expect(error).toMatchObject({ status });
    },
  );

  test.each(cases.filter(({ notAuthenticated }) => !notAuthenticated))("$name is a fault", async ({ status, body }) => {
    const error = await rejection(check({ status, body: bodyOf(body) }).status);
    expect(error).toBeInstanceOf(AdobePassError);
    expect(error).toMatchObject({ status });
  });

  test('requireAuthentication throws "not authenticated" as the error that checkAuthentication gives', async () => {
    const denial = {
      status: 403,
      body: bodyOf({ ...plain, code: "authentication_session_expired", action: "authentication" }),
    };
    const transport = scripted(denial);
    const error = await rejection(new AdobePassV1({ auth: "a", transport }).requireAuthentication(DEVICE));
    expect(error).toBeInstanceOf(AdobePassError);
    expect(error).toMatchObject({ status: 403, code: "authentication_session_expired", action: "authentication" });
    expect(transport.sent).toHaveLength(1);
  });
});

test.each(["", " \n", "{}"])("a 200 means yes if its body is %j", async (body) => {
  expect(await check({ status: 200, body }).status).toEqual({ authenticated: true });
});

describe("retries", () => {
  const driven = (...responses: ScriptedResponse[]) => {
    const clock = new SkippingClock({ random: 0 });
    const transport = scripted(...responses);
    const client = new AdobePassV1({ auth: "a", transport, clock, ...NO_TIMERS });
    return { clock, transport, status: client.checkAuthentication(DEVICE) };
  };
  const THROTTLED = {
    status: 429,
    headers: { "content-type": "text/html" },
    body: "<html>\n<head><title>429 Too Many Requests</title></head>\n<body>\n<center><h1>429 Too Many Requests</h1></center>\n<hr><center>openresty</center>\n</body>\n</html>",
  };

  test("the throttle's page is waited out for a second at least, although it names no wait", async () => {
    const { clock, transport, status } = driven(THROTTLED, THROTTLED, {});
    expect(await status).toEqual({ authenticated: true });
    expect(transport.sent).toHaveLength(3);
    expect(clock.waits).toEqual([1_000, 1_000]);
  });

  test("a longer Retry-After is honoured", async () => {
    const { clock, status } = driven({ ...THROTTLED, headers: { "retry-after": "7" } }, {});
    await status;
    expect(clock.waits).toEqual([7_000]);
  });

  test("a throttle that does not end is a RateLimitError of Adobe's", async () => {
    const { transport, status } = driven(THROTTLED);
    const error = await rejection(status);
    expect(error).toBeInstanceOf(RateLimitError);
    expect(error).toBeInstanceOf(AdobePassError);
    expect(error).toMatchObject({ kind: "rate_limited", attempts: 4 });
    expect(transport.sent).toHaveLength(4);
  });

  test("an error whose action is retry is retried, although it is a 403", async () => {
    const body = { status: 403, code: "network_received_error", action: "retry", message: "m" };
    const { transport, status } = driven({ status: 403, body }, {});
    expect(await status).toEqual({ authenticated: true });
    expect(transport.sent).toHaveLength(2);
  });

  test("not authenticated is final", async () => {
    const { transport, status } = driven({ status: 403, body: plain }, {});
    expect(await status).toMatchObject({ authenticated: false });
    expect(transport.sent).toHaveLength(1);
  });

  test("an access token that was refused is replaced once", async () => {
    let issued = 0;
    const transport = scripted({ status: 401, body: { error: "invalid_client" } }, {});
    const client = new AdobePassV1({ auth: () => `token-${++issued}`, transport });
    expect(await client.checkAuthentication(DEVICE)).toEqual({ authenticated: true });
    expect(transport.sent.map(({ headers }) => headers.authorization)).toEqual(["Bearer token-1", "Bearer token-2"]);
  });
});

test.each([401, 429, 451, 500, 502, 503, 504])("a %i is a fault, whatever its action", async (status) => {
  for (const body of [
    { status, code: "authentication_session_missing", action: "authentication", message: "m" },
    { status: 403, code: "authentication_session_missing", action: "authentication", message: "m" },
    { status: 403, message: "Authentication token expired" },
  ]) {
    const transport = scripted({ status, body });
    const client = new AdobePassV1({ auth: "a", transport, clock: new SkippingClock(), ...NO_TIMERS });
    expect(await rejection(client.checkAuthentication(DEVICE))).toMatchObject({ status });
  }
});

test.each([500, 502, 503, 504])("a %i is retried unless it advises against it", async (status) => {
  const attempts = async (body: object) => {
    const transport = scripted({ status, body });
    const client = new AdobePassV1({ auth: "a", transport, clock: new SkippingClock(), ...NO_TIMERS });
    await rejection(client.checkAuthentication(DEVICE));
    return transport.sent.length;
  };
  expect(await attempts({ status, message: "m" })).toBe(4);
  expect(await attempts({ status, message: "m", code: "network_received_error", action: "none" })).toBe(4);
  expect(await attempts({ status, message: "m", code: "authentication_session_missing" })).toBe(1);
  expect(await attempts({ status, message: "m", code: "internal_error", action: "retry" })).toBe(1);
});

describe("withResponse", () => {
  const headers = { "adobe-request-id": "id-1", "x-served-by": "edge" };
  const clientOf = (...responses: ScriptedResponse[]) =>
    new AdobePassV1({ auth: "a", transport: scripted(...responses), clock: new SkippingClock(), ...NO_TIMERS });

  test("has the response of a yes beside it", async () => {
    const { data, response } = await clientOf({ status: 503 }, { headers }).checkAuthentication(DEVICE).withResponse();
    expect(data).toEqual({ authenticated: true });
    expect(response).toEqual({ status: 200, headers, requestId: "id-1", attempts: 2 });
  });

  test("has the response of a no, which is that of its error, beside it", async () => {
    const client = clientOf({ status: 503 }, { status: 403, body: plain, headers });
    const { data, response } = await client.checkAuthentication(DEVICE).withResponse();
    expect(data).toMatchObject({ authenticated: false, error: { status: 403, attempts: 2, requestId: "id-1" } });
    expect(response).toEqual({ status: 403, headers, requestId: "id-1", attempts: 2 });
  });

  test("of requireAuthentication has the response beside nothing", async () => {
    const { data, response } = await clientOf({ headers }).requireAuthentication(DEVICE).withResponse();
    expect(data).toBeUndefined();
    expect(response).toMatchObject({ status: 200, requestId: "id-1" });
  });

  test("rejects where the call does", async () => {
    const error = await rejection(clientOf({ status: 401 }).checkAuthentication(DEVICE).withResponse());
    expect(error).toBeInstanceOf(AdobePassError);
  });
});
