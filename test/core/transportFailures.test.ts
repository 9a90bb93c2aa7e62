/** What a call says of a transport that fails: by the shape of what was thrown, whoever threw it. */
import { runInNewContext } from "node:vm";
import {
  AuthError,
  ConnectionError,
  FlowerDocs,
  fetchTransport,
  TesseraError,
  type Transport,
  type TransportResponse,
} from "tessera-sdk";
import { describe, expect, test } from "vitest";
import { androidEnterprise, CHROME_TOKEN, chromeDirectory, TOKEN_PARAMS } from "../support/clients.js";
import { NO_TIMERS, SkippingClock } from "../support/clocks.js";
import { rejection } from "../support/promises.js";
import { shown } from "../support/shown.js";

const BASE = "https://chrome.example.com";

const error = (message: string, properties: object = {}, Kind: ErrorConstructor = Error) =>
  Object.assign(new Kind(message), properties);
const named = (name: string, message: string) => error(message, { name });
const foreign = (code: string) => runInNewContext(code) as unknown;
const fetchFailed = (cause: unknown) => new TypeError("fetch failed", { cause });
function circular(code?: string) {
  const outer = error("outer", code ? { code } : {});
  outer.cause = error("inner", { cause: outer });
  return outer;
}

/** `final`: not retried. `unwritten`: it says by itself that nothing was sent. */
type Meaning = "final unwritten" | "retried unwritten" | "retried" | "final";
interface Row {
  thrown: unknown;
  meaning: Meaning;
  /** What the message says of it. */
  says: string;
  code?: "ERR_TESSERA_TRANSPORT";
}

const unusable = (thrown: unknown, says: string, meaning: Meaning = "final unwritten"): Row => ({
  thrown,
  meaning,
  says,
  code: "ERR_TESSERA_TRANSPORT",
});

const rows: Record<string, Row> = {
  "a reset": {
    thrown: error("read ECONNRESET", { code: "ECONNRESET" }),
    meaning: "retried",
    says: "read ECONNRESET (ECONNRESET)",
  },
  "a reset of another realm": {
    thrown: foreign(`Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" })`),
    meaning: "retried",
    says: "read ECONNRESET (ECONNRESET)",
  },
  "an error of another realm without a code": {
    thrown: foreign(`new Error("the line is dead")`),
    meaning: "retried",
    says: "Error: the line is dead",
  },
  "causes of another realm": {
    thrown: foreign(
      `new TypeError("fetch failed", { cause: Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" }) })`,
    ),
    meaning: "retried unwritten",
    says: "connect ECONNREFUSED (ECONNREFUSED)",
  },
  "a code alone": { thrown: error("", { code: "ECONNRESET" }), meaning: "retried", says: "ECONNRESET" },
  "an object with a code alone": {
    thrown: { code: "ECONNREFUSED" },
    meaning: "retried unwritten",
    says: "ECONNREFUSED",
  },
  "an object with a message alone": {
    thrown: { message: "the line is dead" },
    meaning: "retried",
    says: "the line is dead",
  },
  "a text": { thrown: "the line is dead", meaning: "retried", says: "the line is dead" },
  "an empty text": { thrown: "", meaning: "retried", says: "unknown failure" },
  null: { thrown: null, meaning: "retried", says: "unknown failure" },
  undefined: { thrown: undefined, meaning: "retried", says: "unknown failure" },
  "a number": { thrown: 7, meaning: "retried", says: "unknown failure" },
  "a symbol": { thrown: Symbol("x"), meaning: "retried", says: "unknown failure" },
  "an object without anything": { thrown: Object.create(null), meaning: "retried", says: "unknown failure" },
  "an error without a message": { thrown: new Error(), meaning: "retried", says: "Error." },
  "causes in a circle": { thrown: circular(), meaning: "retried", says: "outer" },
  "causes in a circle, with a code": { thrown: circular("EPIPE"), meaning: "retried", says: "outer (EPIPE)" },
  "a failure of several addresses": {
    thrown: new AggregateError(
      ["127.0.0.1:9", "[::1]:9"].map((at) =>
        error(`connect ECONNREFUSED ${at}`, { code: "ECONNREFUSED", syscall: "connect" }),
      ),
      "",
    ),
    meaning: "retried unwritten",
    says: "connect ECONNREFUSED 127.0.0.1:9 (ECONNREFUSED)",
  },
  "a failure of several addresses, with a code of its own": {
    thrown: Object.assign(
      new AggregateError([error("connect ETIMEDOUT 127.0.0.1:9", { code: "ETIMEDOUT", syscall: "connect" })], ""),
      { code: "ETIMEDOUT" },
    ),
    meaning: "retried unwritten",
    says: "connect ETIMEDOUT 127.0.0.1:9 (ETIMEDOUT)",
  },
  "a socket that undici lost": {
    thrown: error("other side closed", { code: "UND_ERR_SOCKET" }),
    meaning: "retried",
    says: "other side closed (UND_ERR_SOCKET)",
  },
  "a name server that is busy": {
    thrown: error("getaddrinfo EAI_AGAIN x", { code: "EAI_AGAIN" }),
    meaning: "retried unwritten",
    says: "EAI_AGAIN",
  },
  "an unknown host": {
    thrown: fetchFailed(error("getaddrinfo ENOTFOUND x", { code: "ENOTFOUND", syscall: "getaddrinfo" })),
    meaning: "final unwritten",
    says: "name of the host is unknown",
  },
  "a certificate that is not trusted": {
    thrown: fetchFailed(error("self-signed certificate", { code: "DEPTH_ZERO_SELF_SIGNED_CERT" })),
    meaning: "final unwritten",
    says: "NODE_EXTRA_CA_CERTS",
  },
  "a certificate that has expired": {
    thrown: error("certificate has expired", { code: "CERT_HAS_EXPIRED" }),
    meaning: "final unwritten",
    says: "NODE_EXTRA_CA_CERTS",
  },
  "a certificate of another host": {
    thrown: error("Hostname/IP does not match", { code: "ERR_TLS_CERT_ALTNAME_INVALID" }),
    meaning: "final unwritten",
    says: "ERR_TLS_CERT_ALTNAME_INVALID",
  },
  "a server without TLS": {
    thrown: error("wrong version number", { code: "ERR_SSL_WRONG_VERSION_NUMBER" }),
    meaning: "final unwritten",
    says: "does not speak TLS",
  },
  "Bun, refused": {
    thrown: error("Unable to connect. Is the computer able to access the url?", { code: "ConnectionRefused" }),
    meaning: "retried unwritten",
    says: "Unable to connect",
  },
  "Bun, without an address": {
    thrown: error("Was there a typo in the url or port?", { code: "FailedToOpenSocket" }),
    meaning: "retried unwritten",
    says: "FailedToOpenSocket",
  },
  "Deno, refused": {
    thrown: new TypeError(
      "error sending request: client error (Connect): tcp connect error: Connection refused (os error 111)",
    ),
    meaning: "retried unwritten",
    says: "Connection refused",
  },
  "Deno, an unknown host": {
    thrown: new TypeError(
      "error sending request: client error (Connect): dns error: failed to lookup address information",
    ),
    meaning: "final unwritten",
    says: "name of the host is unknown",
  },
  "Deno, a certificate": {
    thrown: new TypeError("error sending request: client error (Connect): invalid peer certificate: UnknownIssuer"),
    meaning: "final unwritten",
    says: "NODE_EXTRA_CA_CERTS",
  },
  "Deno, a reset": {
    thrown: new TypeError(
      "error sending request: client error (SendRequest): connection closed before message completed",
    ),
    meaning: "retried",
    says: "connection closed",
  },
  "Deno, without permission": unusable(
    named("NotCapable", "Requires net access, run again with the --allow-net flag"),
    "--allow-net",
  ),
  "Deno of old, without permission": unusable(named("PermissionDenied", "Requires net access"), "Requires net access"),
  "Node, without permission": unusable(
    error("Access to this API has been restricted", { code: "ERR_ACCESS_DENIED" }),
    "restricted",
  ),
  "workerd, code from text": unusable(
    named("CompileError", "WebAssembly.compile(): Wasm code generation disallowed by embedder"),
    "Wasm code generation",
  ),
  "a module that is missing": unusable(
    error("Cannot find package 'undici'", { code: "ERR_MODULE_NOT_FOUND" }),
    "Cannot find package",
  ),
  "a module that is missing in CommonJS": unusable(
    error("Cannot find module 'undici'", { code: "MODULE_NOT_FOUND" }),
    "Cannot find module",
  ),
  "a fetch that is not implemented": unusable(
    error("[unenv] fetch is not implemented yet!", { code: "ERR_METHOD_NOT_IMPLEMENTED" }),
    "not implemented",
  ),
  "a fetch that is broken": unusable(new TypeError("undefined is not a function"), "is not a function", "final"),
  "a fetch that is broken otherwise": unusable(
    new TypeError("Cannot read properties of undefined (reading 'status')"),
    "Cannot read properties",
    "final",
  ),
  "a SyntaxError": unusable(new SyntaxError("Unexpected token 'export'"), "Unexpected token", "final"),
  "a ReferenceError of another realm": unusable(
    foreign(`new ReferenceError("process is not defined")`),
    "process is not defined",
    "final",
  ),
  "a dispatcher that is closed": unusable(
    error("The client is closed", { name: "ClientClosedError", code: "UND_ERR_CLOSED" }),
    "The client is closed",
    "final",
  ),
  "a dispatcher that is destroyed": unusable(
    error("The client is destroyed", { code: "UND_ERR_DESTROYED" }),
    "The client is destroyed",
    "final",
  ),
};

/** How a transport can fail. */
const ways: Record<string, (thrown: unknown) => Transport> = {
  "rejects with": (thrown) => ({ send: () => Promise.reject(thrown) }),
  throws: (thrown) => ({
    send: () => {
      throw thrown;
    },
  }),
  "over a fetch that rejects with": (thrown) => fetchTransport(() => Promise.reject(thrown)),
};

const patient = (transport: Transport) => ({ transport, clock: new SkippingClock(), ...NO_TIMERS });

describe.each(Object.keys(ways))("a transport that %s", (way) => {
  test.each(Object.keys(rows))("%s", async (name) => {
    const { thrown, meaning, says, code } = rows[name] as Row;
    const make = ways[way] as (thrown: unknown) => Transport;
    const ofFetch = way.includes("fetch");
    const failure = (await rejection(
      chromeDirectory(BASE, patient(make(thrown))).enrollmentTokens.create(),
    )) as TesseraError;
    expect(failure).toBeInstanceOf(code ? TesseraError : ConnectionError);
    expect(failure.code).toBe(code ?? "ERR_TESSERA_CONNECTION");
    expect(failure.message).toContain(says);
    // A transport of one's own tells by itself whether it had written: nothing is assumed of it.
    const unwritten = ofFetch && meaning.includes("unwritten");
    expect(failure.outcomeUnknown).toBe(!unwritten);
    const retried = meaning.includes("retried");
    expect(failure.attempts).toBe(retried && unwritten ? 4 : 1);
    if (thrown instanceof Error && thrown.message !== "" && thrown.message !== "fetch failed")
      expect((failure.cause as Error).message).toContain(thrown.message.slice(0, 40));

    const safe = (await rejection(
      androidEnterprise(BASE, patient(make(thrown))).enrollmentTokens.create(TOKEN_PARAMS),
    )) as TesseraError;
    expect(safe.attempts).toBe(retried ? 4 : 1);
    expect(safe.outcomeUnknown).toBe(false);
  });
});

describe("what throws when it is looked at", () => {
  const evil = () => {
    throw new Error("do not look");
  };
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  const values: [string, unknown][] = [
    ["a proxy that was revoked", revoked.proxy],
    ["a proxy whose traps throw", new Proxy({}, { get: evil, has: evil, getPrototypeOf: evil })],
    ...["name", "message", "code", "cause", "errors"].map((field): [string, unknown] => [
      `an error whose ${field} throws`,
      Object.defineProperty(new Error("m"), field, { get: evil }),
    ]),
  ];

  test.each(values)("%s is an error of the connection", async (_, thrown) => {
    for (const make of Object.values(ways)) {
      const failure = await rejection(chromeDirectory(BASE, patient(make(thrown))).enrollmentTokens.create());
      expect(Object.getPrototypeOf(failure)).toBe(ConnectionError.prototype);
      expect(failure).toMatchObject({ attempts: 1, outcomeUnknown: true });
    }
  });

  test.each(values)("%s as the cause of another is left out", async (_, cause) => {
    const thrown = new Error("the line is dead", { cause });
    const transport = { send: () => Promise.reject(thrown) };
    const failure = await rejection(chromeDirectory(BASE, patient(transport)).enrollmentTokens.create());
    expect(failure).toMatchObject({ message: expect.stringContaining("the line is dead") });
  });

  test.each(values)("%s is a failure of `auth`", async (_, thrown) => {
    const auth = () => Promise.reject(thrown);
    const failure = await rejection(chromeDirectory(BASE, { auth }).enrollmentTokens.create());
    expect(Object.getPrototypeOf(failure)).toBe(AuthError.prototype);
  });
});

test.each(["message", "code", "name"])("the %s of a failure within the body shows no token", async (field) => {
  const thrown = error("the line is dead", { [field]: "rejected s3cret-access-token" });
  const body = { [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(thrown) }) };
  const transport: Transport = { send: async () => ({ status: 200, headers: {}, body }) };
  const options = { transport, auth: "s3cret-access-token", retry: false } as const;
  const failure = await rejection(androidEnterprise(BASE, options).enrollmentTokens.create(TOKEN_PARAMS));
  expect(shown(failure)).not.toContain("s3cret-access-token");
  expect(failure).toMatchObject({ message: expect.stringContaining("[redacted]") });
});

test("a fetch that throws at once, or is missing, has sent nothing", async () => {
  const fetches = [
    () => {
      throw new TypeError("Illegal invocation");
    },
  ];
  for (const fetch of fetches) {
    const chrome = chromeDirectory(BASE, patient(fetchTransport(fetch)));
    expect(await rejection(chrome.enrollmentTokens.create())).toMatchObject({ outcomeUnknown: false });
  }
});

describe("a transport that resolves with", () => {
  const wrong: [string, unknown][] = [
    ["a Response", new Response("{}")],
    ["nothing", undefined],
    ["null", null],
    ["a text", "{}"],
    ["a status alone", { status: 200 }],
    ["a body that is a text", { status: 200, headers: {}, body: "{}" }],
    ["headers as a list", { status: 200, headers: new Headers(), body: (async function* () {})() }],
    ["a status that is a text", { status: "200", headers: {}, body: (async function* () {})() }],
  ];

  test.each(wrong)("%s is told what to return, once", async (_, value) => {
    const chrome = chromeDirectory(BASE, patient({ send: async () => value as TransportResponse }));
    const failure = await rejection(chrome.enrollmentTokens.create());
    expect(failure).toBeInstanceOf(TesseraError);
    expect(failure).toMatchObject({ code: "ERR_TESSERA_TRANSPORT", attempts: 1, outcomeUnknown: true });
    expect(String(failure)).toContain("`{ status, headers, body }`");
  });

  test.each(wrong)("%s, without a promise, is told so too", async (_, value) => {
    const transport = { send: () => value } as unknown as Transport;
    const failure = await rejection(chromeDirectory(BASE, patient(transport)).enrollmentTokens.create());
    expect(failure).toMatchObject({ code: "ERR_TESSERA_TRANSPORT", attempts: 1 });
  });

  test("a response without a promise is taken", async () => {
    const body = (async function* () {
      yield new TextEncoder().encode(JSON.stringify(CHROME_TOKEN));
    })();
    const transport = { send: () => ({ status: 200, headers: {}, body }) } as unknown as Transport;
    expect(await chromeDirectory(BASE, patient(transport)).enrollmentTokens.create()).toMatchObject(CHROME_TOKEN);
  });
});

describe("the message of a failure", () => {
  test.each([
    ["of 1 MB", `the line is dead ${"x".repeat(1_000_000)}`],
    ["with line breaks", "the line is dead\nGET /x\r\n\tat y\u2028z\u2029"],
    ["with control characters", "the line is dead\u0000\u001b[31m\u0085"],
  ])("%s is one short line", async (_, message) => {
    const android = androidEnterprise(BASE, {
      ...patient({ send: () => Promise.reject(new Error(message)) }),
      retry: false,
    });
    const failure = (await rejection(android.enrollmentTokens.create(TOKEN_PARAMS))) as Error;
    expect(failure.message).toContain("the line is dead");
    expect(failure.message.length).toBeLessThan(500);
    expect(failure.message).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
    expect((failure.cause as Error).message.length).toBeLessThan(500);
  });

  const DOCUMENT = "SECRET/document token+é";
  const DOCUMENT_TOKEN = "SECRET/document+token==";
  const quoted: Record<string, (request: Parameters<Transport["send"]>[0]) => string> = {
    "the URL": ({ url }) => url,
    "the path and the query": ({ url }) => new URL(url).pathname + new URL(url).search,
    "the path alone": ({ url }) => new URL(url).pathname,
    "the query alone": ({ url }) => new URL(url).search,
    "the start of the path": ({ url }) => new URL(url).pathname.slice(0, 30),
    "a header": ({ headers }) => headers["x-private"] ?? "",
    "all headers": ({ headers }) => JSON.stringify(headers),
    "the token": ({ headers }) => (headers.token ?? "") + (headers.authorization ?? ""),
    "the body": ({ body }) => String(body),
    "the start of the body": ({ body }) => String(body).slice(0, 40),
  };

  test.each(Object.keys(quoted))("does not quote %s, in any of its forms", async (part) => {
    const quote = quoted[part] as (request: Parameters<Transport["send"]>[0]) => string;
    const transport: Transport = {
      send: (request) => Promise.reject(error(`died at ${quote(request)} of the request`, { code: "ECONNRESET" })),
    };
    const options = { baseUrl: "https://flowerdocs.example.com/PRIVATE/core", transport, retry: false } as const;
    const flower = new FlowerDocs({ auth: "SECRET.caller.token", ...options });
    const headers = { "x-private": "PRIVATE-header-value" };
    const calls = [
      flower.tokens.validate({ token: DOCUMENT_TOKEN }, { headers }),
      flower.request(
        {
          http: "POST /PRIVATE/{id}",
          path: { id: DOCUMENT },
          query: { q: "PRIVATE-query-value" },
          body: { field: "PRIVATE-body-value-that-is-long-enough" },
        },
        { headers },
      ),
    ];
    for (const call of calls) {
      const failure = await rejection(call);
      expect(failure).toBeInstanceOf(ConnectionError);
      expect(String(failure)).toContain("ECONNRESET");
      expect(shown(failure)).not.toContain("SECRET");
      expect(shown(failure).replaceAll("POST /PRIVATE/{id}", "")).not.toMatch(/PRIVATE/);
    }
  });
});
