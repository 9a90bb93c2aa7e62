import fc from "fast-check";
import { FlowerDocs, FlowerDocsError, type FlowerDocsOptions } from "tessera-sdk";
import { describe, expect, test } from "vitest";
import { NO_TIMERS, SkippingClock } from "../support/clocks.js";
import { rejection } from "../support/promises.js";
import { type Scripted, type ScriptedResponse, scripted } from "../support/scripted.js";

const baseUrl = "https://flowerdocs.example.com/core";

const clientOf = (transport: Scripted, options: Partial<FlowerDocsOptions> = {}) =>
  new FlowerDocs({ auth: "caller", baseUrl, transport, clock: new SkippingClock(), ...NO_TIMERS, ...options });

async function refusedWith(...responses: (ScriptedResponse | Error)[]) {
  const transport = scripted(...responses);
  const error = await rejection(clientOf(transport).tokens.renew());
  return { error, sent: transport.sent.length };
}

describe("a code goes before the status", () => {
  /** The codes that the vendor documents or that servers were seen to send, with the status that was seen. */
  const codes: { code: string; status: number; kind: string; attempts: number }[] = [
    ...["F00012", "F00205", "F00206", "T00103", "T01002"].map((code) => ({
      code,
      status: 500,
      kind: "not_found",
      attempts: 1,
    })),
    ...["F00903", "T00108"].map((code) => ({ code, status: 500, kind: "conflict", attempts: 1 })),
    { code: "F00302", status: 500, kind: "permission_denied", attempts: 1 },
    { code: "F00033", status: 400, kind: "invalid_request", attempts: 1 },
    ...[
      "F00013",
      "F00020",
      "F00032",
      "F00033",
      "F00039",
      "F00040",
      "F00204",
      "F00208",
      "F00414",
      "F01500",
      "F99999",
    ].map((code) => ({ code, status: 500, kind: "invalid_request", attempts: 1 })),
    { code: "T00707", status: 500, kind: "server", attempts: 1 },
    ...["T00000", "T00104", "T00303", "T00702", "T01006", "T99999"].map((code) => ({
      code,
      status: 500,
      kind: "server",
      attempts: 4,
    })),
    // The same code, whatever the status.
    ...[400, 404, 409, 500, 502, 503, 504].map((status) => ({
      code: "F00012",
      status,
      kind: "not_found",
      attempts: 1,
    })),
    ...[400, 409, 500, 503].map((status) => ({ code: "T00108", status, kind: "conflict", attempts: 1 })),
    ...[500, 502, 503, 504].map((status) => ({ code: "F99999", status, kind: "invalid_request", attempts: 1 })),
    { code: "F99999", status: 403, kind: "permission_denied", attempts: 1 },
    { code: "F99999", status: 401, kind: "unauthenticated", attempts: 1 },
    { code: "T00000", status: 503, kind: "unavailable", attempts: 4 },
  ];
  test.each(codes)(
    "$code under $status is $kind after $attempts attempts",
    async ({ code, status, kind, attempts }) => {
      const { error, sent } = await refusedWith({ status, body: { code, message: "said" } });
      expect(error).toBeInstanceOf(FlowerDocsError);
      const type = code.startsWith("F") ? "functional" : "technical";
      expect(error).toMatchObject({ code, status, kind, type, attempts });
      expect(String(error)).toContain("said");
      expect(sent).toBe(attempts);
    },
  );

  test.each(codes)("$code under $status ends a call that is not safe to retry", async ({ code, status }) => {
    const transport = scripted({ status, body: { code, message: "said" } });
    const client = clientOf(transport, { serverVersion: "2026.0" });
    const error = await rejection(client.folders.createMany([{ name: "a", data: {} }]));
    expect(error).toMatchObject({ code, status, attempts: 1 });
    expect(transport.sent).toHaveLength(1);
  });

  test("a code under 429 is throttling all the same", async () => {
    const { error, sent } = await refusedWith({ status: 429, body: { code: "F00012" } });
    expect(sent).toBe(4);
    expect(error).toMatchObject({ status: 429 });
  });
});

describe("code and message are found", () => {
  const responses: { how: string; response: ScriptedResponse; code: string; said: string }[] = [
    { how: "in the body", response: { body: { code: "F00012", message: "gone" } }, code: "F00012", said: "gone" },
    {
      how: "as errorCode and error",
      response: { body: { errorCode: "F00012", error: "gone" } },
      code: "F00012",
      said: "gone",
    },
    {
      how: "as description",
      response: { body: { code: "F00012", description: "gone" } },
      code: "F00012",
      said: "gone",
    },
    { how: "in plain text", response: { body: "Error F00012: gone" }, code: "F00012", said: "F00012" },
    { how: "in lower case", response: { body: { code: "f00012", message: "gone" } }, code: "F00012", said: "gone" },
    {
      how: "within error",
      response: { body: { error: { code: "F00012", message: "gone" } } },
      code: "F00012",
      said: "gone",
    },
    {
      how: "in a list of one",
      response: { body: [{ code: "F00012", message: "gone" }] },
      code: "F00012",
      said: "gone",
    },
    { how: "in the message", response: { body: { message: "T00104: search failed" } }, code: "T00104", said: "search" },
    { how: "in JSON of a text", response: { body: '"F00012: gone"' }, code: "F00012", said: "F00012: gone" },
    {
      how: "in XML",
      response: { body: "<error><code>F00012</code><message>gone</message></error>" },
      code: "F00012",
      said: "gone",
    },
    {
      how: "in a page of the application server",
      response: { body: "<html><h1>F00012</h1></html>" },
      code: "F00012",
      said: "F00012",
    },
    {
      how: "in the headers code and message",
      response: { headers: { code: "F00039", message: "Ask your administrator" } },
      code: "F00039",
      said: "Ask your administrator",
    },
    {
      how: "in the body before the headers",
      response: { headers: { code: "F00039", message: "header" }, body: { code: "F00012", message: "body" } },
      code: "F00012",
      said: "body",
    },
  ];
  test.each(responses)("$how", async ({ response, code, said }) => {
    const { error } = await refusedWith({ status: 500, ...response });
    expect(error).toMatchObject({ code });
    expect(String(error)).toContain(said);
  });

  test.each([
    { status: 500, path: "/rest/documents/F12345" },
    { status: 500, error: "Internal Server Error", path: "/rest/documents/F12345", id: "T00103" },
    { code: 500, id: "F00012" },
    { code: "F000123", message: "XF00012" },
    { cause: { cause: { code: "F00012" } } },
  ])("but not in %j", async (body) => {
    const { error, sent } = await refusedWith({ status: 500, body });
    expect(error).toMatchObject({ code: "ERR_TESSERA_API", kind: "server" });
    expect(error).not.toHaveProperty("type");
    expect(sent).toBe(4);
  });

  test("wherever they are in the fields of a code or a text, on two levels, and in no other", async () => {
    const other = fc.constantFrom(
      "path",
      "id",
      "documentId",
      "title",
      "detail",
      "trace",
      "uri",
      "instance",
      "cause",
      "0",
    );
    const quoting = fc.constantFrom("/rest/documents/F99999", "F99999", "T99999 at line 1", "f99999");
    const noise = fc.dictionary(other, quoting, { maxKeys: 4, noNullPrototype: true });
    const place = fc.constantFrom(
      "code",
      "errorCode",
      "error_code",
      "Code",
      "description",
      "error",
      "message",
      "errorMessage",
    );
    const code = fc.stringMatching(/^[FTft]\d{5}$/);
    const body = fc.tuple(noise, noise, fc.option(fc.tuple(place, code)), fc.boolean());
    await fc.assert(
      fc.asyncProperty(body, async ([outer, inner, said, isNested]) => {
        const field = said ? { [said[0]]: said[1] } : {};
        const sent = isNested ? { ...outer, fault: { ...inner, ...field } } : { fault: inner, ...outer, ...field };
        const transport = scripted({ status: 501, body: sent });
        const error = await rejection(clientOf(transport).server.status());
        expect(error).toMatchObject({ code: said ? said[1].toUpperCase() : "ERR_TESSERA_API" });
      }),
    );
  });

  test("but not in what is not a code: the message of a page is not quoted", async () => {
    const { error } = await refusedWith({ status: 502, body: "<html>MARKER XF000123</html>" });
    expect(error).toMatchObject({ code: "ERR_TESSERA_API", kind: "unavailable", attempts: 4 });
    expect(String(error)).not.toContain("MARKER");
    expect(error).not.toHaveProperty("type");
  });
});

describe("what the server said is kept", () => {
  test.each([
    { form: "plain text", body: "The database is closed.", said: "The database is closed." },
    { form: "a long text", body: "x".repeat(300), said: `: ${"x".repeat(200)}…` },
    { form: "a page", body: "<html>Gateway</html>", said: "no readable error body" },
    { form: "JSON of another shape", body: '{"detail":["a"]}', said: "no readable error body" },
  ])("$form, as `body` that is not enumerable", async ({ body, said }) => {
    const { error } = await refusedWith({ status: 501, body });
    expect(error).toMatchObject({ body });
    expect(Object.keys(error as object)).not.toContain("body");
    expect(JSON.stringify(error)).not.toContain('"body"');
    expect(String(error)).toContain(said);
  });

  test("cut, and without the token", async () => {
    const { error } = await refusedWith({ status: 501, body: `caller ${"x".repeat(20_000)}` });
    expect((error as FlowerDocsError).body).toHaveLength(10_001);
    expect((error as FlowerDocsError).body).not.toContain("caller");
  });
});

describe("the message names the cause", () => {
  test.each([
    { response: { status: 302, headers: { location: "https://sso.example.com/login?x=1" } }, said: "sso.example.com" },
    { response: { status: 302, headers: { location: "https://sso.example.com/" } }, said: "single sign-on" },
    { response: { status: 404 }, said: "https://flowerdocs.example.com/core/rest/token/user" },
    { response: { status: 404 }, said: "`baseUrl`" },
    { response: { status: 414 }, said: "too long" },
    { response: { status: 431 }, said: "too long" },
  ])("$said for $response", async ({ response, said }) => {
    expect(String((await refusedWith(response)).error)).toContain(said);
  });

  test("of a bare 400 after a long URL", async () => {
    const ids = Array.from({ length: 180 }, () => crypto.randomUUID());
    const transport = scripted({ status: 400 });
    const call = clientOf(transport).tokens.createForDocuments({ ids, readOnly: true });
    expect(String(await rejection(call))).toContain("too long");
  });
});

test.each([401, 403])("a %i without a code is about the token, 401 also with one", async (status) => {
  const codes = [undefined, "F00012", "T00000"];
  const asked = codes.map(async (code) => {
    let count = 0;
    const transport = scripted({ status, body: { code, message: "said" } });
    await rejection(clientOf(transport, { auth: () => `token-${++count}` }).tokens.renew());
    return transport.sent.length;
  });
  expect(await Promise.all(asked)).toEqual(status === 401 ? [2, 2, 2] : [2, 1, 1]);
});

describe("statuses without a code", () => {
  test.each([
    { status: 400, kind: "invalid_request", sent: 1 },
    { status: 404, kind: "not_found", sent: 1 },
    { status: 405, kind: "invalid_request", sent: 1 },
    { status: 413, kind: "invalid_request", sent: 1 },
    { status: 415, kind: "invalid_request", sent: 1 },
    { status: 429, kind: "rate_limited", sent: 4 },
    { status: 500, kind: "server", sent: 4 },
    { status: 502, kind: "unavailable", sent: 4 },
    { status: 503, kind: "unavailable", sent: 4 },
    { status: 504, kind: "unavailable", sent: 4 },
  ])("$status is $kind and is sent $sent times", async ({ status, kind, sent: times }) => {
    const transport = scripted({ status, body: { message: "said" } });
    const error = await rejection(clientOf(transport, { tokenEndpoint: "user" }).tokens.renew());
    const sent = transport.sent.length;
    expect(error).toMatchObject({ name: "FlowerDocsError", status, kind });
    expect(sent).toBe(times);
  });

  test("a redirect is an error and is not followed", async () => {
    const { error, sent } = await refusedWith({ status: 302, headers: { location: "https://elsewhere.example.com/" } });
    expect(error).toMatchObject({ name: "FlowerDocsError", status: 302 });
    expect(sent).toBe(1);
  });
});

test("a token that the server echoes in its error is redacted there", async () => {
  const transport = scripted({ status: 500, body: { code: "F00012", message: "no rights for caller-secret-token" } });
  const error = await rejection(clientOf(transport, { auth: "caller-secret-token" }).tokens.renew());
  expect(error).toMatchObject({ code: "F00012" });
  expect(`${String(error)}${JSON.stringify(error)}`).not.toContain("caller-secret-token");
});

describe.each([
  { method: "create", run: (client: FlowerDocs) => client.tokens.create({ validityTime: 600 }) },
  { method: "renew", run: (client: FlowerDocs) => client.tokens.renew() },
  {
    method: "createForDocuments",
    run: (client: FlowerDocs) => client.tokens.createForDocuments({ ids: ["D1"], readOnly: true }),
  },
  { method: "validate", run: (client: FlowerDocs) => client.tokens.validate({ token: "a.b.c" }) },
])("tokens.$method", ({ run }) => {
  test.each([Object.assign(new Error("reset"), { code: "ECONNRESET" }), { status: 429 }, { status: 503 }])(
    "is retried after %j: it creates a token or reads",
    async (failure) => {
      const transport = scripted(failure, { body: "a.b.c" });
      await run(clientOf(transport));
      expect(transport.sent).toHaveLength(2);
    },
  );

  test.each([
    { response: { status: 500, body: { code: "T00000", message: "said" } }, sent: 4, code: "T00000", kind: "server" },
    { response: { status: 400, body: "<html>Bad Request</html>" }, sent: 1, kind: "invalid_request" },
    { response: { status: 401 }, sent: 1, kind: "unauthenticated" },
    { response: { status: 403 }, sent: 1, kind: "permission_denied" },
    { response: { status: 404 }, sent: 1, kind: "not_found" },
  ])("rejects with the error of $response", async ({ response, sent, code = "ERR_TESSERA_API", kind }) => {
    const transport = scripted(response);
    const error = await rejection(run(clientOf(transport, { serverVersion: "2026.0" })));
    expect(error).toBeInstanceOf(FlowerDocsError);
    expect(error).toMatchObject({ code, kind, status: response.status });
    expect(transport.sent).toHaveLength(sent);
  });
});
