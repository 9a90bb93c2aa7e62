/** What JSON, a URL or a header cannot hold is refused wherever a caller can put it; what has no value is left out. */
import { runInNewContext } from "node:vm";
import {
  AdobePassV1,
  AndroidEnterprise,
  ChromeDirectory,
  FlowerDocs,
  flowerDocsLogin,
  googleAuth,
  InvalidParamsError,
} from "tessera-sdk";
import { createEmulator } from "tessera-sdk/testing";
import { handlers } from "tessera-sdk/testing/msw";
import { describe, expect, test } from "vitest";
import { TOKEN_PARAMS, USER } from "../support/clients.js";
import { rejection } from "../support/promises.js";
import { type Scripted, scripted } from "../support/scripted.js";

/** Makes bad input pass the compiler. */
// biome-ignore lint/suspicious/noExplicitAny: what a caller without types can pass
const unchecked = (value: unknown) => value as any;

const circular: Record<string, unknown> = {};
circular.self = { circular };

/** Nothing that JSON would write as it is. */
const NOT_JSON: [string, unknown][] = [
  ["a map", new Map([["a", 1]])],
  ["a set", new Set([1])],
  ["a weak map", new WeakMap()],
  ["a promise", Promise.resolve("a")],
  [
    "a thenable of a class",
    new (class {
      // biome-ignore lint/suspicious/noThenProperty: this is what is refused
      then() {}
    })(),
  ],
  ["a date", new Date(0)],
  ["a buffer", Buffer.from("a")],
  ["bytes", new Uint8Array(2)],
  ["words", new Uint16Array(2)],
  ["a view", new DataView(new ArrayBuffer(2))],
  ["an array buffer", new ArrayBuffer(2)],
  ["a blob", new Blob(["a"])],
  ["a form", new FormData()],
  ["headers", new Headers({ a: "b" })],
  ["search parameters", new URLSearchParams("a=b")],
  ["a URL", new URL("https://a.example")],
  ["an error", new Error("a")],
  ["a pattern", /a/],
  [
    "an instance of a class",
    new (class {
      a = 1;
    })(),
  ],
  ["an object with an inherited field", Object.create({ a: 1 })],
  ["a boxed string", Object("a")],
  ["a generator", (function* () {})()],
  ["a symbol", Symbol("a")],
  ["a function", () => "a"],
  ["a class", class {}],
  ["a big integer", 1n],
  ["NaN", Number.NaN],
  ["an infinite number", Number.NEGATIVE_INFINITY],
  ["a map of another realm", runInNewContext("new Map([['a', 1]])")],
  ["a promise of another realm", runInNewContext("Promise.resolve(1)")],
  ["an object with toJSON", { toJSON: () => ({ b: 1 }) }],
  ["a circular object", circular],
];

const android = (transport: Scripted) => new AndroidEnterprise({ auth: "token", transport, retry: false });

/** Where a caller can put a value, and the path by which it is named. */
const PLACES: [string, string, (transport: Scripted, value: unknown) => Promise<unknown>][] = [
  [
    "extraBody",
    "extraBody.a",
    (transport, a) => android(transport).enrollmentTokens.create(TOKEN_PARAMS, { extraBody: { a } }),
  ],
  [
    "a list in extraBody",
    "extraBody.a.b[1]",
    (transport, value) =>
      android(transport).enrollmentTokens.create(TOKEN_PARAMS, { extraBody: { a: { b: [1, value] } } }),
  ],
  [
    "extraQuery",
    "extraQuery.a",
    (transport, a) => android(transport).users.get(USER, unchecked({ extraQuery: { a } })),
  ],
  [
    "a list in extraQuery",
    "extraQuery.a",
    (transport, value) => android(transport).users.get(USER, unchecked({ extraQuery: { a: ["x", value] } })),
  ],
  [
    "headers of a call",
    "headers.a",
    (transport, a) => android(transport).users.get(USER, unchecked({ headers: { a } })),
  ],
  [
    "headers of a client",
    "headers.a",
    async (transport, a) => new AndroidEnterprise(unchecked({ auth: "token", transport, headers: { a } })),
  ],
  [
    "the body of a raw request",
    "body.a",
    (transport, a) => android(transport).request({ http: "POST /x", body: { a } }),
  ],
  [
    "the query of a raw request",
    "query.a",
    (transport, a) => android(transport).request(unchecked({ http: "GET /x", query: { a } })),
  ],
  [
    "the path of a raw request",
    "a",
    (transport, a) => android(transport).request(unchecked({ http: "GET /x/{a}", path: { a } })),
  ],
  [
    "a nested parameter",
    "policy",
    (transport, policy) => android(transport).devices.update(unchecked({ ...USER, deviceId: "d", policy })),
  ],
  [
    "a nested parameter newer than the SDK",
    "policy.newer.a",
    (transport, a) =>
      android(transport).devices.update(unchecked({ ...USER, deviceId: "d", policy: { newer: { a } } })),
  ],
  [
    "a parameter of Chrome's",
    "orgUnitPath",
    (transport, orgUnitPath) =>
      new ChromeDirectory({ auth: "token", transport }).enrollmentTokens.create(unchecked({ orgUnitPath })),
  ],
  [
    "a device of Adobe's",
    "deviceInfo",
    (transport, deviceInfo) =>
      new AdobePassV1({ auth: "token", transport }).requireAuthentication(
        unchecked({ requestor: "R", deviceId: "d", deviceInfo }),
      ),
  ],
  [
    "the ids of FlowerDocs",
    "ids",
    (transport, ids) =>
      new FlowerDocs({ auth: "token", baseUrl: "https://f.example", transport }).tokens.createForDocuments(
        unchecked({ ids, readOnly: true }),
      ),
  ],
];

describe.each(PLACES)("in %s", (_, path, call) => {
  test.each(NOT_JSON)("%s is refused by name", async (_, value) => {
    const transport = scripted({});
    const error = await rejection(call(transport, value));
    expect(error).toBeInstanceOf(InvalidParamsError);
    const [issue] = (error as InvalidParamsError).issues;
    const named = issue?.path ?? "";
    expect(named.startsWith(path) || path.startsWith(named)).toBe(true);
    expect(transport.sent).toEqual([]);
  });
});

const WHOLE: [string, string, (transport: Scripted, value: unknown) => Promise<unknown>][] = [
  ["headers of a call", "headers", (transport, headers) => android(transport).users.get(USER, unchecked({ headers }))],
  [
    "headers of a client",
    "headers",
    async (transport, headers) => new AndroidEnterprise(unchecked({ auth: "token", transport, headers })),
  ],
  [
    "extraQuery",
    "extraQuery",
    (transport, extraQuery) => android(transport).users.get(USER, unchecked({ extraQuery })),
  ],
  [
    "extraBody",
    "extraBody",
    (transport, extraBody) => android(transport).enrollmentTokens.create(TOKEN_PARAMS, unchecked({ extraBody })),
  ],
  ["the body of a raw request", "body", (transport, body) => android(transport).request({ http: "POST /x", body })],
  ["the options of a call", "options", (transport, options) => android(transport).users.get(USER, unchecked(options))],
  ["the parameters", "params", (transport, params) => android(transport).users.get(unchecked(params))],
  ["a raw request", "request", (transport, request) => android(transport).request(unchecked(request))],
];

/** As a whole body, bytes are sent as they are, and a function streams them. */
const BYTES = ["a buffer", "bytes", "a function", "a class"];

describe.each(WHOLE)("as %s", (_, path, call) => {
  test.each(NOT_JSON.filter(([what]) => path !== "body" || !BYTES.includes(what)))(
    "%s is refused by name",
    async (_, value) => {
      const transport = scripted({});
      const error = await rejection(call(transport, value));
      expect(error).toBeInstanceOf(InvalidParamsError);
      expect((error as InvalidParamsError).issues[0]?.path).toMatch(new RegExp(`^(?:${path}|self|http|enterpriseId)`));
      expect(transport.sent).toEqual([]);
    },
  );
});

test.each([
  ["bytes", new Uint8Array(1)],
  ["bytes of another realm", runInNewContext("new Uint8Array(1)")],
  ["a function", async function* () {}],
])("extraBody is refused beside a raw body of %s", async (_, body) => {
  const transport = scripted({});
  const error = await rejection(android(transport).request({ http: "POST /x", body }, { extraBody: { a: 1 } }));
  expect((error as InvalidParamsError).issues[0]?.path).toBe("extraBody");
  expect(transport.sent).toEqual([]);
});

test("a body of the emulator's faults is refused in the same way", () => {
  const emulator = createEmulator();
  for (const [, body] of NOT_JSON) expect(() => emulator.fail({ body: { a: body } })).toThrow(InvalidParamsError);
  expect(() => emulator.fail(unchecked({ status: 500, headers: new Map() }))).toThrow(InvalidParamsError);
});

describe("what has no value, as a spread leaves it,", () => {
  const extra = { extra: undefined };

  test("is left out of parameters, options, headers and bodies", async () => {
    const transport = scripted({ body: { token: "t", id: "110001" } });
    const client = new AndroidEnterprise(
      unchecked({ auth: "token", transport, ...extra, headers: { "x-own": "client", ...extra } }),
    );
    const options = unchecked({
      ...extra,
      retry: { attempts: 2, ...extra },
      headers: { "x-own": undefined, authorization: undefined, ...extra },
      extraQuery: { enterpriseId: undefined, ...extra },
      extraBody: { enrollmentTokenType: undefined, ...extra, newer: { ...extra } },
    });
    await client.enrollmentTokens.create(unchecked({ ...TOKEN_PARAMS, ...extra, duration: undefined }), options);
    const [sent] = transport.sent;
    expect(sent?.url).not.toContain("?");
    expect(JSON.parse(sent?.body ?? "")).toEqual({ enrollmentTokenType: "userDevice", newer: {} });
    expect(sent?.headers).toMatchObject({ "x-own": "client", authorization: "Bearer token" });
    expect(sent?.headers).not.toHaveProperty("extra");
  });

  test("is left out also where the name is close to a known one, and for a strict client", async () => {
    const transport = scripted({ body: { androidId: "d" } });
    const client = new AndroidEnterprise({ auth: "token", transport, validation: "strict" });
    const params = { ...USER, deviceId: "d", policy: { productPolicys: undefined }, polcy: undefined };
    await client.devices.update(unchecked(params));
    expect(transport.sent[0]?.body).toBe('{"policy":{}}');
  });

  test("is left out of a raw request", async () => {
    const transport = scripted({});
    await android(transport).request(
      unchecked({
        http: "POST /x/{id}",
        path: { id: "1", ...extra },
        query: { a: 1, ...extra },
        body: { ...extra },
        ...extra,
      }),
      { extraQuery: { a: undefined } },
    );
    expect(transport.sent[0]).toMatchObject({ body: "{}" });
    expect(transport.sent[0]?.url).toMatch(/\/x\/1\?a=1$/);
  });

  test("does not stand for a name in the path", async () => {
    const error = await rejection(android(scripted({})).request({ http: "GET /x/{id}", path: { id: undefined } }));
    expect((error as InvalidParamsError).issues).toEqual([{ path: "path.id", message: "is required" }]);
  });

  test.each<[string, () => unknown]>([
    [
      "ChromeDirectory",
      () => new ChromeDirectory(unchecked({ auth: "t", ...extra })).enrollmentTokens.list(unchecked(extra)),
    ],
    ["AdobePassV1", () => new AdobePassV1(unchecked({ auth: "t", ...extra }))],
    ["FlowerDocs", () => new FlowerDocs(unchecked({ auth: "t", baseUrl: "https://f.example", ...extra }))],
    ["googleAuth", () => googleAuth(unchecked({ ...extra }))],
    ["login", () => flowerDocsLogin(unchecked({ user: "u", password: "p", scope: "s", ...extra }))],
    ["notifications", () => android(scripted({})).notifications(unchecked(extra))],
    ["the emulator", () => createEmulator().fail(unchecked({ status: 500, ...extra, headers: extra }))],
    ["handlers", () => handlers(createEmulator(), unchecked(extra))],
  ])("is accepted by %s", (_, create) => {
    expect(create).not.toThrow();
  });

  test("reaches no device of Adobe's", async () => {
    const transport = scripted({});
    await new AdobePassV1({ auth: "t", transport }).requireAuthentication(
      unchecked({ requestor: "R", deviceId: "d", deviceInfo: { model: "TV", osName: "tvOS", ...extra }, ...extra }),
    );
    const info = transport.sent[0]?.headers["x-device-info"] ?? "";
    expect(JSON.parse(Buffer.from(info, "base64").toString())).toEqual({ model: "TV", osName: "tvOS" });
    expect(transport.sent[0]?.url).not.toContain("extra");
  });
});
