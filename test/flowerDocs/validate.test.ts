import {
  FlowerDocs,
  type FlowerDocsCredential,
  FlowerDocsError,
  InvalidParamsError,
  InvalidResponseError,
  login,
} from "tessera-sdk/flower-docs";
import { ManualClock } from "tessera-sdk/testing";
import { describe, expect, test } from "vitest";
import { rejection } from "../support/promises.js";
import { type ScriptedResponse, scripted } from "../support/scripted.js";

const baseUrl = "https://flowerdocs.example.com/core";
const TOKEN = "aa.bb.cc";
const string: FlowerDocsCredential = "caller";

function validate(auth: FlowerDocsCredential, ...responses: ScriptedResponse[]) {
  const transport = scripted(...responses);
  const client = new FlowerDocs({ auth, baseUrl, transport, retry: { attempts: 2, baseMs: 0 } });
  return { validity: client.tokens.validate({ token: TOKEN }), transport };
}

describe("a token is valid", () => {
  test.each([
    ...["true", "TRUE", " true\n", '"true"', TOKEN, JSON.stringify(TOKEN), "jna", '"jna"', "j.doe@example.com"],
    ...['{"user":"jna"}', '{"valid":true}', '{"value":"aa.bb.cc"}', '{"expired":false,"user":"jna"}', '["jna"]'],
    ...['{"data":{"valid":"true"}}', "falsehood"],
  ])("when the server responds 2xx with %j, which is passed on", async (body) => {
    expect(await validate(string, { body }).validity).toEqual({ valid: true, raw: body });
  });
});

describe("a token is not valid", () => {
  test.each([
    ...[
      "false",
      " false\n",
      "FALSE",
      '"false"',
      "[false]",
      '{"valid":false}',
      '{"isValid":"false"}',
      '{"value":false}',
    ],
    ...[
      '{"user":"jna","valid":false}',
      '{"data":{"valid":false}}',
      '{"expired":true}',
      '{"user":"jna","revoked":true}',
    ],
  ])("when the 2xx says %j", async (body) => {
    const validity = await validate(string, { body }).validity;
    expect(validity).toMatchObject({ valid: false, error: { status: 200, attempts: 1 } });
    expect(validity.valid ? undefined : validity.error).toBeInstanceOf(FlowerDocsError);
  });

  test.each(['{"code":"F00101"}', '{"error":{"code":"F00101","message":"m"}}'])(
    "when the 2xx has a functional code: %s",
    async (body) => {
      expect(await validate(string, { body }).validity).toMatchObject({ valid: false, error: { code: "F00101" } });
    },
  );

  test.each([
    { status: 400, body: { code: "F00012", message: "m" } },
    { status: 403, body: { code: "F00012", message: "m" } },
    { status: 404, body: { code: "F00012", message: "m" } },
    { status: 500, body: { code: "F00012", message: "m" } },
    { status: 503, body: "F00012" },
  ])("when the server responds $status $body, once", async (response) => {
    const { validity, transport } = validate(string, response);
    const result = await validity;
    expect(result.valid).toBe(false);
    expect(result.valid ? undefined : result.error).toBeInstanceOf(FlowerDocsError);
    expect(result).toMatchObject({ error: { status: response.status } });
    expect(transport.sent).toHaveLength(1);
  });

  test.each([401, 403])("when %i without a code comes again for a token fresh from a login", async (status) => {
    const auth = login({ user: "u", password: "p", scope: "s" });
    const refusal = { status, body: "" };
    const { validity, transport } = validate(
      auth,
      { body: { value: "first" } },
      refusal,
      { body: { value: "second" } },
      refusal,
    );
    expect(await validity).toMatchObject({ valid: false, error: { status, renewed: true } });
    expect(transport.sent.map(({ headers }) => headers.token)).toEqual([undefined, "first", undefined, "second"]);
  });
});

describe("with a server that responds 401 to the validation of an invalid token", () => {
  const ACCOUNT = { user: "u", password: "p", scope: "s" };
  /** The server: which token of the client it accepts, and which it takes for valid. */
  function setUp() {
    const server = { alive: "token-2", valid: "good.token.x", logins: 0 };
    const transport = {
      async send(request: Parameters<ReturnType<typeof scripted>["send"]>[0]) {
        const path = new URL(request.url).pathname.replace("/core/rest", "");
        const respond = (response: ScriptedResponse) => scripted(response).send(request);
        if (path === "/authentication") return respond({ body: { value: `token-${++server.logins}` } });
        if (request.headers.token !== server.alive) return respond({ status: 401 });
        if (path === "/token/user") return respond({ body: TOKEN });
        return respond(path === `/token/${server.valid}` ? { body: "true" } : { status: 401 });
      },
    };
    const client = new FlowerDocs({ auth: login(ACCOUNT), baseUrl, transport, clock: new ManualClock() });
    return { server, ask: (token: string) => client.tokens.validate({ token }) };
  }

  test("ten are not valid, with no login for each", async () => {
    const { server, ask } = setUp();
    for (let index = 0; index < 10; index++) expect(await ask("bad.token.x")).toMatchObject({ valid: false });
    expect(server.logins).toBe(2);
  });

  test("a valid token is not refused because the client's own has died since", async () => {
    const { server, ask } = setUp();
    expect(await ask("bad.token.x")).toMatchObject({ valid: false });
    server.alive = "token-3";
    expect(await ask(server.valid)).toMatchObject({ valid: true });
    expect(await ask("bad.token.x")).toMatchObject({ valid: false });
    expect(server.logins).toBe(3);
  });

  test("the question stays open where the client gets no token that works", async () => {
    const { server, ask } = setUp();
    await ask("bad.token.x");
    server.alive = "none";
    expect(await rejection(ask("bad.token.x"))).toMatchObject({ status: 401, endpoint: "flowerdocs.tokens.renew" });
  });
});

describe("the question stays open", () => {
  test.each([
    ...["", " ", "null", '"null"', "undefined", "0", "1", "12.5", "no", "invalid", "expired", "KO", "Token is valid"],
    ...["{}", '{"valid":null}', '{"valid":1}', '{"user":""}', "[]", '["a","b"]', "[true,false]", '{"data":{}}'],
    ...['{"code":"T00000"}', '{"message":"Invalid token"}', '{"status":400}', '{"data":{"error":"x"},"user":"jna"}'],
    ...["<html>true</html>", "{", '{"valid":tr', '"jna'],
  ])("when the server responds 2xx with %j", async (body) => {
    for (const validation of ["report", "off"] as const) {
      const transport = scripted({ body });
      const client = new FlowerDocs({ auth: string, baseUrl, transport, validation });
      expect(await rejection(client.tokens.validate({ token: TOKEN }))).toBeInstanceOf(InvalidResponseError);
      expect(transport.sent).toHaveLength(1);
    }
  });

  test("when the client's own token has expired", async () => {
    const own = `e30.${btoa(JSON.stringify({ exp: 1_000_000_000 })).replaceAll("=", "")}.c2ln`;
    const error = await rejection(validate(own, { status: 500, body: { code: "F00012" } }).validity);
    expect(error).toMatchObject({ code: "F00012" });
  });

  test.each([
    { status: 400, body: "" },
    { status: 400, body: "<html><h1>HTTP Status 400</h1></html>" },
    { status: 400, body: { message: "Invalid token" } },
    { status: 401, body: { code: "F00012", message: "m" } },
    { status: 404, body: "" },
    { status: 404, body: { message: "No endpoint" } },
    { status: 405, body: "" },
    { status: 400, body: { code: "T00000", message: "m" } },
    { status: 500, body: { code: "T00000", message: "m" } },
    { status: 500, body: "" },
    { status: 502, body: "<html>" },
    { status: 429, body: "" },
  ])("when the server responds $status $body", async (response) => {
    const error = await rejection(validate(string, response).validity);
    expect(error).toBeInstanceOf(FlowerDocsError);
    expect(error).toMatchObject({ status: response.status });
  });

  test.each([401, 403])("when %i without a code may speak of the client's own token, a string", async (status) => {
    expect(await rejection(validate(string, { status }).validity)).toMatchObject({ status, renewed: false });
  });

  test.each([401, 403])("when %i without a code comes again for another token of a function", async (status) => {
    let asked = 0;
    const { validity, transport } = validate(() => `token-${++asked}`, { status });
    expect(await rejection(validity)).toMatchObject({ status, renewed: true });
    expect(transport.sent).toHaveLength(2);
  });

  test.each([401, 403])("when %i without a code comes for calls without a token", async (status) => {
    expect(await rejection(validate("none", { status }).validity)).toMatchObject({ status });
  });

  const refusals = [
    { status: 401 },
    { status: 401, body: { code: "F00101", message: "m" } },
    { status: 401, body: { code: "T00000", message: "m" } },
    { status: 403 },
    { status: 403, body: "<html>Forbidden</html>" },
  ];
  const verdicts = [
    { body: "true", valid: true },
    { body: "false", valid: false },
    { status: 500, body: { code: "F00012", message: "m" }, valid: false },
  ];
  test.each(refusals.flatMap((refusal) => verdicts.map((verdict) => ({ refusal, verdict }))))(
    "unless $refusal was about the client's own token, and $verdict comes for a new one",
    async ({ refusal, verdict: { valid, ...response } }) => {
      for (const retry of [undefined, false] as const) {
        const auth = login({ user: "u", password: "p", scope: "s" });
        const transport = scripted({ body: { value: "first" } }, refusal, { body: { value: "second" } }, response);
        const client = new FlowerDocs({ auth, baseUrl, transport, retry });
        expect(await client.tokens.validate({ token: TOKEN })).toMatchObject({ valid });
        expect(transport.sent).toHaveLength(4);
      }
    },
  );
});

test("the token to validate is in no error, in whatever form the server quotes it", async () => {
  const secret = "se/cret+tok=en";
  const message = `invalid: ${secret} ${encodeURIComponent(secret)}`;
  const response = { status: 500, body: { code: "F00101", message } };
  const client = new FlowerDocs({ auth: string, baseUrl, transport: scripted(response) });
  const validity = await client.tokens.validate({ token: secret });
  expect(validity.valid).toBe(false);
  expect(JSON.stringify(validity)).not.toMatch(/cret/);
});

const NO_TOKENS = ["", " ", "user", "document", ".", "..", "Bearer aa.bb.cc", "aa.bb.cc\n", "\raa.bb.cc", "aa bb", "é"];

test.each(NO_TOKENS)("the text %j is refused as a token before anything is sent", async (token) => {
  const transport = scripted();
  const error = await rejection(new FlowerDocs({ auth: string, baseUrl, transport }).tokens.validate({ token }));
  expect(error).toBeInstanceOf(InvalidParamsError);
  expect((error as InvalidParamsError).issues.map((issue) => issue.path)).toEqual(["token"]);
  expect(transport.sent).toEqual([]);
});

const refused: { what: string; run: (client: FlowerDocs) => Promise<unknown>; path: string }[] = [
  ...[0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, "600" as unknown as number].map((validityTime) => ({
    what: `a lifetime of ${JSON.stringify(validityTime)}`,
    run: (client: FlowerDocs) => client.tokens.create({ validityTime }),
    path: "validityTime",
  })),
  { what: "no documents", run: (client) => client.tokens.createForDocuments({ ids: [], readOnly: true }), path: "ids" },
  {
    what: "an empty document id",
    run: (client) => client.tokens.createForDocuments({ ids: ["D1", ""], readOnly: true }),
    path: "ids[1]",
  },
  {
    what: "a dot segment among ids",
    run: (client) => client.tokens.createForDocuments({ ids: [".."], readOnly: true }),
    path: "ids[0]",
  },
  {
    what: "no word on reading only",
    run: (client) =>
      client.tokens.createForDocuments({ ids: ["D1"] } as unknown as { ids: string[]; readOnly: boolean }),
    path: "readOnly",
  },
];
test.each(refused)("$what is refused before anything is sent, naming $path", async ({ run, path }) => {
  const transport = scripted();
  const error = await rejection(run(new FlowerDocs({ auth: string, baseUrl, transport })));
  expect(error).toBeInstanceOf(InvalidParamsError);
  expect((error as InvalidParamsError).issues.map((issue) => issue.path)).toEqual([path]);
  expect(transport.sent).toEqual([]);
});

test("a page of a proxy with status 200 carries no information about the token", async () => {
  const { validity, transport } = validate(string, { body: "\n<!doctype html><title>Sign in</title>" });
  expect(await rejection(validity)).toBeInstanceOf(InvalidResponseError);
  expect(transport.sent).toHaveLength(1);
});

test("a `false` that came after a retry tells its attempts and its status", async () => {
  const { validity } = validate(string, { status: 503 }, { status: 202, body: "false" });
  expect(await validity).toMatchObject({ valid: false, error: { status: 202, attempts: 2 } });
});

describe("withResponse", () => {
  const headers = { "x-request-id": "id-1" };

  test.each([
    { name: "a valid token", last: { body: "true", headers }, valid: true, status: 200 },
    { name: "a `false`", last: { status: 202, body: "false", headers }, valid: false, status: 202 },
    { name: "a rejected token", last: { status: 400, body: "F00012", headers }, valid: false, status: 400 },
  ])("has the response of $name beside it", async ({ last, valid, status }) => {
    const { data, response } = await validate(string, { status: 503 }, last).validity.withResponse();
    expect(data).toMatchObject(valid ? { valid } : { valid, error: { status, attempts: 2, requestId: "id-1" } });
    expect(response).toEqual({ status, headers, requestId: "id-1", attempts: 2 });
  });

  test("rejects where the question stays open", async () => {
    expect(await rejection(validate(string, { status: 404 }).validity.withResponse())).toMatchObject({ status: 404 });
  });
});
