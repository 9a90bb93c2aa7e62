import { inspect } from "node:util";
import * as fc from "fast-check";
import {
  AdobePassV1,
  AndroidEnterprise,
  ChromeDirectory,
  FlowerDocs,
  InvalidParamsError,
  type Transport,
} from "tessera-sdk";
import { describe, expect, onTestFinished, test } from "vitest";
import { encode, encodePathValue } from "../../src/core/encode.js";
import type { AnyEndpoint } from "../../src/core/endpoint.js";
import { anything } from "../../src/core/schema.js";
import { androidEnterprise, CHROME_TOKEN, chromeDirectory, TOKEN_PARAMS, USER } from "../support/clients.js";
import { rejection, settle } from "../support/promises.js";
import { scripted } from "../support/scripted.js";
import { httpServer, json, type TestServer } from "../support/server.js";

/** Makes bad input pass the compiler. */
const unchecked = <T>(value: unknown) => value as T;

/** The call is refused, names `path`, and nothing reaches the server. */
async function refused(paths: string[], call: (server: TestServer) => Promise<unknown>): Promise<InvalidParamsError> {
  const server = await httpServer((response) => json(response, { token: "t" }));
  const error = await rejection(call(server));
  expect(error).toBeInstanceOf(InvalidParamsError);
  const refusal = error as InvalidParamsError;
  expect(refusal.issues.map(({ path }) => path)).toEqual(paths);
  for (const path of paths) expect(refusal.message).toContain(`\`${path}\``);
  expect(refusal).toMatchObject({ code: "ERR_TESSERA_INVALID_PARAMS", kind: "invalid_request", attempts: 0 });
  expect(refusal.endpoint).toBeTypeOf("string");
  await settle(5);
  expect(server).toMatchObject({ connections: 0, requests: [] });
  return refusal;
}

describe("a path parameter", () => {
  const bad: [string, unknown][] = [
    ["missing", undefined],
    ["null", null],
    ["empty", ""],
    ["blank", " \t"],
    ["a number", 7],
    ["an object", { id: "x" }],
    ["a list", ["x"]],
    [".", "."],
    ["..", ".."],
    ["%2e", "%2e"],
    ["%2e%2E", "%2e%2E"],
    [".%2e", ".%2e"],
    ["%2E.", "%2E."],
    ["a lone high surrogate", "a\ud800b"],
    ["a lone low surrogate", "\udc00"],
  ];

  test.each(bad)("that is %s is refused by its name", async (_, userId) => {
    await refused(["userId"], ({ url }) =>
      androidEnterprise(url).users.generateAuthenticationToken(unchecked({ enterpriseId: "E", userId })),
    );
  });

  test("is refused by its place when it is an item of a list", async () => {
    const refusal = await refused(["ids[1]"], ({ url }) => {
      const flower = new FlowerDocs({ baseUrl: url, auth: "token" });
      onTestFinished(() => flower.close());
      return flower.tokens.createForDocuments({ ids: ["a", ".."], readOnly: true });
    });
    expect(refusal.endpoint).toBe("flowerdocs.tokens.createForDocuments");
  });

  test("keeps everything else, percent-encoded, within its own segment", async () => {
    const server = await httpServer((response) => json(response, { token: "t" }));
    const userId = "a/b?c#d e%2F..;ü🌍\n";
    await androidEnterprise(server.url).users.generateAuthenticationToken({ enterpriseId: "...", userId });
    const [, encoded = ""] =
      /enterprises\/\.\.\.\/users\/([^/?#]*)\/authenticationToken$/.exec(server.requests[0]?.url ?? "") ?? [];
    expect(decodeURIComponent(encoded)).toBe(userId);
  });
});

function circularList(): unknown[] {
  const list: unknown[] = [];
  list.push(list);
  return list;
}

describe("the path encoder", () => {
  const text = fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: fc.constantFrom(..."./%2eE?#\\;&=+ \n\0a") }));
  const encoded = (value: string): string | undefined => {
    try {
      return encodePathValue("id", value);
    } catch (error) {
      expect(error).toBeInstanceOf(InvalidParamsError);
      return undefined;
    }
  };

  test("gives what decodes back to the input, has no delimiter, and is never a dot segment", () => {
    fc.assert(
      fc.property(text, (value) => {
        const segment = encoded(value);
        if (segment === undefined) return;
        expect(decodeURIComponent(segment)).toBe(value);
        expect(segment).toMatch(/^[\x21-\x7e]+$/);
        expect(segment).not.toMatch(/[/?#\\]/);
        expect(new URL(`http://h/a/${segment}/b`).pathname).toBe(`/a/${segment}/b`);
      }),
      { numRuns: 2_000 },
    );
  });

  test("refuses only what is blank, a dot segment in some spelling, or no Unicode", () => {
    fc.assert(
      fc.property(text, (value) => {
        const blank = value.trim() === "";
        const dots = /^\.{1,2}$/.test(value.replaceAll(/%2e/gi, "."));
        const lone = /\p{Surrogate}/u.test(value);
        expect(encoded(value) === undefined).toBe(blank || dots || lone);
      }),
      { numRuns: 2_000 },
    );
  });

  test("joins a list by literal commas, and its items hold none", () => {
    const item = fc.string({ minLength: 1 }).filter((value) => encoded(value) !== undefined);
    fc.assert(
      fc.property(fc.array(item, { minLength: 1 }), (items) => {
        const segment = encodePathValue("ids", items);
        expect(segment.split(",").map(decodeURIComponent)).toEqual(items);
      }),
    );
  });
});

describe("parameters of a method", () => {
  test.each([
    ["unknown", { ...TOKEN_PARAMS, color: "red" }, ["color"]],
    ["unknown and missing", { enterpriseId: "E", color: "red" }, ["enrollmentTokenType", "color"]],
    ["absent altogether", undefined, ["params"]],
    ["null", null, ["params"]],
    ["a string", "E", ["params"]],
    ["a list", [], ["params"]],
  ])("that are %s are refused by name", async (_, params, paths) => {
    await refused(paths, ({ url }) => androidEnterprise(url).enrollmentTokens.create(unchecked(params)));
  });

  test.each([
    ["missing", undefined],
    ["another word", "tablet"],
    ["of another case", "USERDEVICE"],
    ["null", null],
    ["a number", 1],
  ])("a request enum that is %s is refused", async (_, enrollmentTokenType) => {
    await refused(["enrollmentTokenType"], ({ url }) =>
      androidEnterprise(url).enrollmentTokens.create(unchecked({ enterpriseId: "E", enrollmentTokenType })),
    );
  });

  test("a nested parameter is named by its path", async () => {
    await refused(["googleAuthenticationOptions.requiredAccountEmail"], ({ url }) => {
      const params = { ...TOKEN_PARAMS, googleAuthenticationOptions: { requiredAccountEmail: 1 } };
      return androidEnterprise(url).enrollmentTokens.create(unchecked(params));
    });
  });

  test("a refusal never quotes the value", async () => {
    const secret = "SECRET-VALUE";
    const error = await refused(["enrollmentTokenType", "duration"], ({ url }) =>
      androidEnterprise(url).enrollmentTokens.create(
        unchecked({ enterpriseId: "E", enrollmentTokenType: secret, duration: secret }),
      ),
    );
    expect(inspect(error, { depth: null }) + JSON.stringify(error)).not.toContain(secret);
  });

  test("an optional parameter may be undefined", async () => {
    const server = await httpServer((response) => json(response, { token: "t" }));
    await androidEnterprise(server.url).enrollmentTokens.create({ ...TOKEN_PARAMS, duration: undefined });
    expect(JSON.parse(server.requests[0]?.body ?? "")).toEqual({ enrollmentTokenType: "userDevice" });
  });

  test("a list that is asked for wrongly is refused by its iteration", async () => {
    await refused(["pageSize"], ({ url }) => chromeDirectory(url).enrollmentTokens.list({ pageSize: 101 }).toArray());
  });

  test("a token is not asked for when the parameters are wrong", async () => {
    let asked = 0;
    const auth = () => `token-${++asked}`;
    await refused(["userId"], ({ url }) =>
      androidEnterprise(url, { auth }).users.generateAuthenticationToken({ enterpriseId: "E", userId: "" }),
    );
    expect(asked).toBe(0);
  });
});

describe("options of a call", () => {
  const call = (options: unknown) => (server: TestServer) =>
    androidEnterprise(server.url).enrollmentTokens.create(TOKEN_PARAMS, unchecked(options));

  const bad: [string, unknown, string][] = [
    ["an unknown name", { timeout: 5 }, "timeout"],
    ["a signal that is not one", { signal: {} }, "signal"],
    ["timeoutMs of 0", { timeoutMs: 0 }, "timeoutMs"],
    ["timeoutMs below 0", { timeoutMs: -1 }, "timeoutMs"],
    ["timeoutMs of NaN", { timeoutMs: Number.NaN }, "timeoutMs"],
    ["deadlineMs as text", { deadlineMs: "5" }, "deadlineMs"],
    ["retry: true", { retry: true }, "retry"],
    ["retry: 3", { retry: 3 }, "retry"],
    ["retry of no attempts", { retry: { attempts: 0 } }, "retry.attempts"],
    ["retry of half an attempt", { retry: { attempts: 1.5 } }, "retry.attempts"],
    ["retry with an unknown name", { retry: { color: 3 } }, "retry.color"],
    ["retry with a negative wait", { retry: { baseMs: -1 } }, "retry.baseMs"],
    ["retry with a budget, which is the client's", { retry: { budget: 3 } }, "retry.budget"],
    ["headers that are a list", { headers: [] }, "headers"],
    ["a header with a line feed", { headers: { "x-a": "b\nc: d" } }, "headers.x-a"],
    ["a header with a carriage return", { headers: { "x-a": "b\rc" } }, "headers.x-a"],
    ["a header with a NUL", { headers: { "x-a": "b\0" } }, "headers.x-a"],
    ["a header beyond Latin-1", { headers: { "x-a": "€" } }, "headers.x-a"],
    ["a header that is not a string", { headers: { "x-a": 1 } }, "headers.x-a"],
    ["a header name with a line break", { headers: { "x-a\r\nx-b": "c" } }, "headers"],
    ["a header name with a colon", { headers: { "x:": "c" } }, "headers"],
    ["an empty header name", { headers: { "": "c" } }, "headers"],
    ["authorization", { headers: { Authorization: "Bearer mine" } }, "headers.Authorization"],
    ["token", { headers: { TOKEN: "mine" } }, "headers.TOKEN"],
    ["host", { headers: { host: "elsewhere" } }, "headers.host"],
    ["content-length", { headers: { "Content-Length": "0" } }, "headers.Content-Length"],
    ["the proxy's credentials", { headers: { "Proxy-Authorization": "Basic x" } }, "headers.Proxy-Authorization"],
    ["transfer-encoding", { headers: { "transfer-encoding": "chunked" } }, "headers.transfer-encoding"],
    ["extraQuery that is a string", { extraQuery: "a=b" }, "extraQuery"],
    ["extraBody that is a list", { extraBody: [1] }, "extraBody"],
    [
      "extraBody with a field that is set",
      { extraBody: { enrollmentTokenType: "x" } },
      "extraBody.enrollmentTokenType",
    ],
    ["extraBody with a BigInt", { extraBody: { a: 1n } }, "extraBody.a"],
    [
      "extraBody whose toJSON throws",
      {
        extraBody: {
          a: {
            toJSON: () => {
              throw new Error("no");
            },
          },
        },
      },
      "extraBody.a",
    ],
    ["extraQuery with a lone surrogate", { extraQuery: { a: "\ud800" } }, "extraQuery.a"],
  ];

  test.each(bad)("%s is refused by name", async (_, options, path) => {
    const error = await refused([path], call(options));
    expect(error.endpoint).toBe("androidenterprise.enrollmentTokens.create");
  });

  test("a circular extraBody is refused", async () => {
    const circular: Record<string, unknown> = {};
    circular.self = circular;
    await refused(["extraBody"], call({ extraBody: circular }));
  });

  test("extraQuery with a parameter that is set is refused", async () => {
    await refused(["extraQuery.pageSize"], ({ url }) =>
      chromeDirectory(url)
        .enrollmentTokens.list({ pageSize: 5 }, { extraQuery: { pageSize: 6 } })
        .toArray(),
    );
  });
});

describe("options of a client", () => {
  const make = (options: object) => () => new AndroidEnterprise(unchecked({ auth: "token", ...options }));
  const naming = (path: string) =>
    expect.objectContaining({ name: "InvalidParamsError", issues: [expect.objectContaining({ path })] });

  const bad: [string, object, string][] = [
    ["an unknown name", { baseURL: "https://x.example" }, "baseURL"],
    ["no auth", { auth: undefined }, "auth"],
    ["auth: null", { auth: null }, "auth"],
    ["auth: a number", { auth: 5 }, "auth"],
    ["auth: an empty token", { auth: "" }, "auth"],
    ["auth: a token with a line break", { auth: "a\r\nb" }, "auth"],
    ["auth: a token with a space", { auth: "Bearer a" }, "auth"],
    ["auth: an object that is not a credential", { auth: {} }, "auth"],
    ["plain http to another host", { baseUrl: "http://api.example.com" }, "baseUrl"],
    ["plain http to a name that only begins like loopback", { baseUrl: "http://127.0.0.1.example.com" }, "baseUrl"],
    ["plain http to localhost.example.com", { baseUrl: "http://localhost.example.com" }, "baseUrl"],
    ["credentials in the URL", { baseUrl: "https://user:pass@api.example.com" }, "baseUrl"],
    ["a user in the URL", { baseUrl: "https://user@api.example.com" }, "baseUrl"],
    ["a query", { baseUrl: "https://api.example.com/?a=b" }, "baseUrl"],
    ["a fragment", { baseUrl: "https://api.example.com/#a" }, "baseUrl"],
    ["a relative URL", { baseUrl: "/api" }, "baseUrl"],
    ["an empty URL", { baseUrl: "" }, "baseUrl"],
    ["another protocol", { baseUrl: "ftp://api.example.com" }, "baseUrl"],
    ["a URL object", { baseUrl: new URL("https://api.example.com") }, "baseUrl"],
    ["a transport that cannot send", { transport: {} }, "transport"],
    ["a reserved header", { headers: { authorization: "x" } }, "headers.authorization"],
    ["a header with a line break", { headers: { "x-a": "b\r\nc: d" } }, "headers.x-a"],
    ["validation by another word", { validation: "loose" }, "validation"],
    ["maxResponseBytes of 0", { maxResponseBytes: 0 }, "maxResponseBytes"],
    ["maxResponseBytes that is not whole", { maxResponseBytes: 1.5 }, "maxResponseBytes"],
    ["a clock that is not one", { clock: {} }, "clock"],
    ["onDrift that is not a function", { onDrift: 1 }, "onDrift"],
  ];

  test.each(bad)("%s is refused by name", (_, options, path) => {
    expect(make(options)).toThrow(naming(path));
  });

  test("no options at all are refused as such", () => {
    expect(() => new AndroidEnterprise(unchecked(undefined))).toThrow(naming("options"));
  });

  test.each([
    "http://localhost:1",
    "http://api.localhost:1",
    "http://127.0.0.1:1",
    "http://127.8.9.10:1",
    "http://[::1]:1",
    "https://api.example.com",
    "https://api.example.com/under/a/path/",
  ])("baseUrl %s is taken", (baseUrl) => {
    expect(make({ baseUrl })).not.toThrow();
  });

  test("plain http elsewhere is taken with allowInsecure", () => {
    expect(make({ baseUrl: "http://api.example.com", allowInsecure: true })).not.toThrow();
  });

  test("a path and trailing slashes of baseUrl are kept and dropped", async () => {
    const server = await httpServer((response) => json(response, { token: "t" }));
    await androidEnterprise(`${server.url}/proxy/v2//`).users.generateAuthenticationToken(USER);
    expect(server.requests[0]?.url).toMatch(/^\/proxy\/v2\/androidenterprise\/v1\//);
  });

  test("a credential in a URL that is refused is not quoted", () => {
    const thrown = (() => {
      try {
        make({ baseUrl: "https://user:hunter2@api.example.com" })();
      } catch (error) {
        return error;
      }
      return undefined;
    })();
    expect(thrown).toBeInstanceOf(InvalidParamsError);
    expect(inspect(thrown, { depth: null })).not.toContain("hunter2");
  });
});

describe("fields newer than the SDK", () => {
  test("extraQuery is added, each item of a list by itself, undefined left out", async () => {
    const server = await httpServer((response) => json(response, { token: "t" }));
    const extraQuery = { "pretty print": true, tag: ["a&b", "ü"], n: 5, none: undefined };
    await androidEnterprise(server.url).users.generateAuthenticationToken(USER, { extraQuery });
    expect(server.requests[0]?.url).toMatch(/\/authenticationToken\?pretty%20print=true&tag=a%26b&tag=%C3%BC&n=5$/);
  });

  test("extraBody is added beside the parameters", async () => {
    const server = await httpServer((response) => json(response, { token: "t" }));
    const extraBody = { shiny: { deep: [1] }, none: undefined };
    await androidEnterprise(server.url).enrollmentTokens.create(TOKEN_PARAMS, { extraBody });
    expect(JSON.parse(server.requests[0]?.body ?? "")).toEqual({
      enrollmentTokenType: "userDevice",
      shiny: { deep: [1] },
    });
  });

  test("extraBody makes a body where the method has none", async () => {
    const server = await httpServer((response) => json(response, { token: "t" }));
    await androidEnterprise(server.url).users.generateAuthenticationToken(USER, { extraBody: { shiny: 1 } });
    expect(server.requests[0]).toMatchObject({ body: '{"shiny":1}', headers: { "content-type": "application/json" } });
  });

  test("headers of the call go before the client's, in any case, and the credential before both", async () => {
    const server = await httpServer((response) => json(response, { token: "t" }));
    const android = androidEnterprise(server.url, {
      headers: { "X-One": "client", "x-two": "client", "User-Agent": "mine" },
    });
    await android.users.generateAuthenticationToken(USER, { headers: { "x-ONE": "call" } });
    expect(server.requests[0]?.headers).toMatchObject({
      "x-one": "call",
      "x-two": "client",
      "user-agent": "mine",
      authorization: "Bearer access-token",
    });
  });
});

describe("client.request", () => {
  const ask = (server: TestServer) => androidEnterprise(server.url);

  test("sends path parameters and lists, query lists, body and the credential", async () => {
    const server = await httpServer((response) => json(response, { any: ["thing"] }));
    const result = await ask(server).request({
      http: "POST /v9/things/{id}/parts/{parts}:act",
      path: { id: "a/b", parts: ["x,y", "z"] },
      query: { tag: ["a", "b"], n: 1, skip: undefined },
      body: { hello: "world" },
    });
    expect(result).toEqual({ any: ["thing"] });
    expect(server.requests[0]).toMatchObject({
      method: "POST",
      url: "/v9/things/a%2Fb/parts/x%2Cy,z:act?tag=a&tag=b&n=1",
      body: '{"hello":"world"}',
      headers: { authorization: "Bearer access-token", "content-type": "application/json" },
    });
  });

  test.each([
    ["JSON", '{"a":1}', { a: 1 }],
    ["null", "null", null],
    ["text", "plain text", "plain text"],
    ["nothing", "", undefined],
  ])("gives %s as it came", async (_, body, expected) => {
    const server = await httpServer((response) => response.end(body));
    expect(await ask(server).request({ http: "GET /v9/x" })).toEqual(expected);
  });

  test.each([
    ["a list", [1, "two"]],
    ["a string", "text"],
    ["a number", 0],
    ["false", false],
    ["null", null],
  ])("sends a body that is %s as JSON", async (_, body) => {
    const server = await httpServer((response) => response.end());
    await ask(server).request({ http: "PUT /v9/x", body });
    expect(server.requests[0]?.body).toBe(JSON.stringify(body));
  });

  test("sends a parameter of the query and one of the body by the same name to both", async () => {
    const server = await httpServer((response) => response.end());
    await ask(server).request({ http: "POST /v9/x", query: { body: "in the query" }, body: { a: 1 } });
    expect(server.requests[0]).toMatchObject({ url: "/v9/x?body=in%20the%20query", body: '{"a":1}' });
  });

  test("sends a path parameter and a query parameter of the same name to both", async () => {
    const server = await httpServer((response) => response.end());
    await ask(server).request({ http: "GET /v9/{id}", path: { id: "in-path" }, query: { id: "in-query" } });
    expect(server.requests[0]?.url).toBe("/v9/in-path?id=in-query");
  });

  test("retries nothing ambiguous unless told that it may", async () => {
    const server = await httpServer((response) => json(response, {}, 503));
    const options = { retry: { baseMs: 0 } };
    const error = await rejection(ask(server).request({ http: "GET /v9/x" }, options));
    expect(error).toMatchObject({ status: 503, outcomeUnknown: true, endpoint: "GET /v9/x" });
    expect(server.requests).toHaveLength(1);
    await rejection(ask(server).request({ http: "GET /v9/x", idempotency: "safe" }, options));
    expect(server.requests).toHaveLength(5);
  });

  test.each([
    ["a verb that is not one", { http: "FETCH /v9/x" }, "http"],
    ["a verb in lower case", { http: "get /v9/x" }, "http"],
    ["a whole URL", { http: "GET https://elsewhere.example/x" }, "http"],
    ["a query in the path", { http: "GET /v9/x?a=b" }, "http"],
    ["a line break in the path", { http: "GET /v9/x\r\nx: y" }, "http"],
    ["a path value that goes nowhere", { http: "GET /v9/x", path: { id: "a" } }, "path.id"],
    ["a path value that is missing", { http: "GET /v9/{id}" }, "path.id"],
    ["a path value that is a dot segment", { http: "GET /v9/{id}", path: { id: "%2e." } }, "id"],
    ["a path list that is empty", { http: "GET /v9/{id}", path: { id: [] } }, "id"],
    ["a hole in a path list", { http: "GET /v9/{id}", path: { id: Object.assign(["a"], { 2: "b" }) } }, "id[1]"],
    ["a list in a path list", { http: "GET /v9/{id}", path: { id: ["a", ["b"]] } }, "id[1]"],
    ["a path list that holds itself", { http: "GET /v9/{id}", path: { id: circularList() } }, "id[0]"],
  ])("refuses %s by name and sends nothing", async (_, request, path) => {
    const server = await httpServer((response) => response.end());
    const error = await rejection(ask(server).request(unchecked(request)));
    expect(error).toBeInstanceOf(InvalidParamsError);
    expect((error as InvalidParamsError).issues.map((issue) => issue.path)).toEqual([path]);
    expect(server.requests).toEqual([]);
  });

  test("refuses a body that is circular", async () => {
    const body: { self?: unknown } = {};
    body.self = body;
    await refused(["body"], (server) => ask(server).request({ http: "POST /v9/x", body }));
  });

  test.each(["/v9/%2e%2e/secret", "/v9/../secret", "/v9/./x", "/v9\\x"])(
    "sends the literal path %s as it is written or refuses it, but never resolves it elsewhere",
    async (path) => {
      const server = await httpServer((response) => response.end());
      await ask(server)
        .request({ http: `GET ${path as "/"}` })
        .catch((error: unknown) => expect(error).toBeInstanceOf(InvalidParamsError));
      expect([undefined, path]).toContain(server.requests[0]?.url);
    },
  );
});

test("a parameter goes before the default that the client gives it", async () => {
  const server = await httpServer((response) => json(response, CHROME_TOKEN));
  const chrome = chromeDirectory(server.url, { customer: "C1" });
  expect(await chrome.enrollmentTokens.create({ customer: "C2" })).toEqual(CHROME_TOKEN);
  expect(server.requests[0]?.url).toContain("/customer/C2/");
});

describe("parameters that are no plain object", () => {
  class Inherited {
    get orgUnitPath() {
      return "/Sales";
    }
  }
  const values: [string, unknown][] = [
    ["null", null],
    ["a list", []],
    ["a number", 5],
    ["a string", ""],
    ["a function", () => {}],
    ["a Map", new Map([["orgUnitPath", "/Sales"]])],
    ["an instance of a class", new Inherited()],
    ["an object with inherited fields", Object.create({ ...USER, ...TOKEN_PARAMS, tokenPermanentId: "p" })],
  ];
  const calls: [string, (value: never, transport: Transport) => Promise<unknown>][] = [
    ["Chrome's create", (value, transport) => new ChromeDirectory({ auth, transport }).enrollmentTokens.create(value)],
    [
      "Chrome's list",
      (value, transport) => new ChromeDirectory({ auth, transport }).enrollmentTokens.list(value).toArray(),
    ],
    ["Chrome's revoke", (value, transport) => new ChromeDirectory({ auth, transport }).enrollmentTokens.revoke(value)],
    [
      "Android's generateAuthenticationToken",
      (value, transport) => new AndroidEnterprise({ auth, transport }).users.generateAuthenticationToken(value),
    ],
    [
      "Android's create",
      (value, transport) => new AndroidEnterprise({ auth, transport }).enrollmentTokens.create(value),
    ],
    ["Adobe's check", (value, transport) => new AdobePassV1({ auth, transport }).checkAuthentication(value)],
    ["Adobe's demand", (value, transport) => new AdobePassV1({ auth, transport }).requireAuthentication(value)],
    ["FlowerDocs' create", (value, transport) => new FlowerDocs({ auth, transport, baseUrl }).tokens.create(value)],
    ["FlowerDocs' validate", (value, transport) => new FlowerDocs({ auth, transport, baseUrl }).tokens.validate(value)],
  ];
  const auth = "access-token";
  const baseUrl = "https://flowerdocs.example.com/core";

  test.each(calls.flatMap(([call, run]) => values.map(([what, value]) => ({ call, run, what, value }))))(
    "$call refuses $what and sends nothing",
    async ({ run, value }) => {
      const transport = scripted({ body: CHROME_TOKEN });
      const error = await rejection((async () => run(value as never, transport))());
      expect(error).toBeInstanceOf(InvalidParamsError);
      expect(transport.sent).toEqual([]);
    },
  );
});

test.each<[string, object, object, string]>([
  ["null and extraBody", { http: "POST /x", body: null }, { extraBody: { a: 1 } }, "extraBody"],
  ["a list and extraBody", { http: "POST /x", body: [1] }, { extraBody: { a: 1 } }, "extraBody"],
  ["a text and extraBody", { http: "POST /x", body: "text" }, { extraBody: { a: 1 } }, "extraBody"],
  ["an object in the path", { http: "GET /x/{a}", path: { a: { b: 1 } } }, {}, "a"],
  ["an object in the query", { http: "GET /x", query: { a: { b: 1 } } }, {}, "query.a"],
  ["an inherited name in the path", { http: "GET /x/{constructor}" }, {}, "path.constructor"],
])("client.request refuses %s", async (_, request, options, path) => {
  const transport = scripted();
  const client = new AndroidEnterprise({ auth: "access-token", transport });
  const error = await rejection(client.request(unchecked(request), options));
  expect(error).toBeInstanceOf(InvalidParamsError);
  expect((error as InvalidParamsError).issues.map((issue) => issue.path)).toEqual([path]);
  expect(transport.sent).toEqual([]);
});

describe("a path parameter of several segments", () => {
  const endpoint: AnyEndpoint = {
    id: "x",
    http: "GET /units/{path}",
    multiSegment: ["path"],
    idempotency: "safe",
    effect: "read",
    params: anything,
  };
  const targetOf = (path: unknown) => encode(endpoint, { path }, {}).target;

  test.each([
    { path: "a", target: "/units/a" },
    { path: "a/b c/ü", target: "/units/a/b%20c/%C3%BC" },
    { path: "a?b#c/d%2Fe", target: "/units/a%3Fb%23c/d%252Fe" },
  ])("$path keeps its slashes, and nothing else", ({ path, target }) => {
    expect(targetOf(path)).toBe(target);
  });

  test.each(["", "/", "a/", "/a", "a//b", "a/../b", ".", "a/%2e%2E", undefined, ["a", "b"]])(
    "%j is refused",
    (path) => {
      expect(() => targetOf(path)).toThrow(InvalidParamsError);
    },
  );
});
