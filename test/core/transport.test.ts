import { createServer } from "node:http";
import { connect } from "node:net";
import { inspect } from "node:util";
import { brotliCompressSync, createGzip, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import {
  type ByteStream,
  ConnectionError,
  FlowerDocs,
  fetchTransport,
  InvalidParamsError,
  InvalidResponseError,
  type Transport,
  type TransportRequest,
  undiciTransport,
} from "tessera-sdk";
import { ManualClock } from "tessera-sdk/testing";
import { Agent } from "undici";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { androidEnterprise, chromeDirectory, TOKEN_PARAMS, USER } from "../support/clients.js";
import { NO_TIMERS, SkippingClock } from "../support/clocks.js";
import { rejection, settle, until } from "../support/promises.js";
import { deadUrl, httpServer, json, socketServer, type TestServer } from "../support/server.js";

const MINTED = { kind: "androidenterprise#authenticationToken", token: "minted" };
const once = { retry: false } as const;

const transports: [string, () => Transport | undefined][] = [
  ["the default transport", () => undefined],
  ["fetchTransport", () => fetchTransport()],
];

const client = (server: { url: string }, transport: Transport | undefined) =>
  androidEnterprise(server.url, { transport, ...once });

/** A request as the core would make it, to drive a transport alone. */
function request(url: string, more: Partial<TransportRequest> = {}): TransportRequest {
  const { signal } = new AbortController();
  const cancellation = { cancelled: false, reason: undefined, onCancel() {}, waiting() {}, progress() {}, signal };
  return { method: "POST", url, headers: {}, cancellation, ...more };
}

function owned(transport: Transport): Transport {
  onTestFinished(() => transport.close?.());
  return transport;
}

describe.each(transports)("%s", (_, make) => {
  test("sends method, path, headers and body as the endpoint says", async () => {
    const server = await httpServer((response) => json(response, MINTED));
    await client(server, make()).enrollmentTokens.create(TOKEN_PARAMS, { headers: { "X-Trace": "t-1" } });
    const [sent] = server.requests;
    expect(sent?.method).toBe("POST");
    expect(sent?.url).toBe("/androidenterprise/v1/enterprises/LC00lwk1yg/enrollmentTokens");
    expect(sent?.headers).toMatchObject({
      authorization: "Bearer access-token",
      accept: "application/json",
      "content-type": "application/json",
      "user-agent": expect.stringMatching(/^tessera-sdk\/\d/),
      "x-trace": "t-1",
    });
    expect(JSON.parse(sent?.body ?? "")).toEqual({ enrollmentTokenType: "userDevice" });
  });

  test("sends no body and no content-type where the endpoint has none", async () => {
    const server = await httpServer((response) => json(response, MINTED));
    await client(server, make()).users.generateAuthenticationToken(USER);
    expect(server.requests[0]).toMatchObject({ body: "" });
    expect(server.requests[0]?.headers["content-type"]).toBeUndefined();
    expect(server.requests[0]?.headers["content-length"] ?? "0").toBe("0");
  });

  const codings: [string, (plain: Buffer) => Buffer][] = [
    ["gzip", gzipSync],
    ["x-gzip", gzipSync],
    ["deflate", deflateSync],
    ["br", brotliCompressSync],
    ["GZIP", gzipSync],
    ["deflate, gzip", (plain) => gzipSync(deflateSync(plain))],
    ["identity", (plain) => plain],
  ];

  test.each(codings)("decodes content-encoding %s", async (coding, compress) => {
    const server = await httpServer((response) => {
      response.writeHead(200, { "content-encoding": coding }).end(compress(Buffer.from(JSON.stringify(MINTED))));
    });
    expect(await client(server, make()).users.generateAuthenticationToken(USER)).toEqual(MINTED);
  });

  test.each(["gzip", "deflate", "br"])(
    "takes a damaged %s body for invalid, and sends the request once",
    async (coding) => {
      const server = await httpServer((response) => {
        response.writeHead(200, { "content-encoding": coding }).end("not compressed at all, whatever the header says");
      });
      const error = await rejection(client(server, make()).users.generateAuthenticationToken(USER));
      expect(error).toBeInstanceOf(InvalidResponseError);
      expect(server.requests).toHaveLength(1);
    },
  );

  test("lists every cookie that the response sets", async () => {
    const server = await httpServer((response) => {
      response.setHeader("set-cookie", ["a=1; Path=/", "b=2; Path=/"]);
      json(response, MINTED);
    });
    const { response } = await client(server, make()).users.generateAuthenticationToken(USER).withResponse();
    expect(response.headers["set-cookie"]).toBe("a=1; Path=/, b=2; Path=/");
  });

  test("asks for no coding that it does not decode", async () => {
    const server = await httpServer((response) => json(response, MINTED));
    await client(server, make()).users.generateAuthenticationToken(USER);
    const asked = String(server.requests[0]?.headers["accept-encoding"]).split(/, */);
    expect(["gzip", "deflate", "br"]).toEqual(expect.arrayContaining(asked));
  });

  test("counts decoded bytes against the cap, so a small gzip of a large body is refused", async () => {
    const bomb = gzipSync(JSON.stringify({ ...MINTED, padding: "x".repeat(5_000_000) }));
    expect(bomb.length).toBeLessThan(10_000);
    const server = await httpServer((response) => response.writeHead(200, { "content-encoding": "gzip" }).end(bomb));
    const android = androidEnterprise(server.url, { transport: make(), maxResponseBytes: 100_000 });
    const error = await rejection(android.users.generateAuthenticationToken(USER));
    expect(error).toBeInstanceOf(InvalidResponseError);
    expect((error as Error).message).toContain("100000");
    expect(server.requests).toHaveLength(1);
  });

  test("closes the connection of a compressed body that it stops reading", async () => {
    let isClosed = false;
    const server = await httpServer((response) => {
      response.on("close", () => {
        isClosed = true;
      });
      const gzip = createGzip();
      gzip.pipe(response.writeHead(200, { "content-encoding": "gzip" }));
      // And then nothing more comes, so that nothing but the end of the call can close it.
      gzip.write("x".repeat(60_000));
      gzip.flush();
    });
    const android = androidEnterprise(server.url, { transport: make(), maxResponseBytes: 50_000 });
    expect(await rejection(android.users.generateAuthenticationToken(USER))).toBeInstanceOf(InvalidResponseError);
    await until(() => isClosed);
  });

  test("takes a response of exactly the cap and refuses one byte more", async () => {
    const text = JSON.stringify(MINTED);
    const server = await httpServer((response) => response.end(text));
    const capped = (maxResponseBytes: number) =>
      androidEnterprise(server.url, { transport: make(), maxResponseBytes }).users.generateAuthenticationToken(USER);
    expect(await capped(text.length)).toEqual(MINTED);
    expect(await rejection(capped(text.length - 1))).toBeInstanceOf(InvalidResponseError);
  });

  test("a connection lost within a gzip body is a ConnectionError with the status", async () => {
    const half = gzipSync(JSON.stringify({ ...MINTED, kind: "k".repeat(500) })).subarray(0, 30);
    const server = await httpServer((response) => {
      response.writeHead(200, { "content-encoding": "gzip", "content-length": 4_000 });
      response.write(half, () => setTimeout(() => response.destroy(), 10));
    });
    const error = await rejection(client(server, make()).users.generateAuthenticationToken(USER));
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error).toMatchObject({ status: 200 });
  });

  test("puts together a chunked body that arrives in many pieces, within characters too", async () => {
    const bytes = Buffer.from(JSON.stringify({ ...MINTED, token: "Grüße-🌍-".repeat(40) }));
    const server = await httpServer(async (response) => {
      response.writeHead(200);
      for (let at = 0; at < bytes.length; at += 3) {
        response.write(bytes.subarray(at, at + 3));
        if (at % 60 === 0) await new Promise((resolve) => setImmediate(resolve));
      }
      response.end();
    });
    const { token } = await client(server, make()).users.generateAuthenticationToken(USER);
    expect(token).toBe("Grüße-🌍-".repeat(40));
  });

  test("reads a body to its end that is larger than what it holds ready for a reader", async () => {
    const kind = "k".repeat(2_000_000);
    const server = await httpServer((response) => json(response, { ...MINTED, kind }));
    expect((await client(server, make()).users.generateAuthenticationToken(USER)).kind).toBe(kind);
  });

  test("waits for a slow body as long as pieces keep coming", async () => {
    const clock = new ManualClock();
    const text = JSON.stringify(MINTED);
    let write: (piece: string) => void = () => {};
    const server = await httpServer((response) => {
      response.writeHead(200, { "content-length": text.length }).flushHeaders();
      write = (piece) => response.write(piece);
    });
    const android = androidEnterprise(server.url, { transport: make(), clock, timeoutMs: 1_000 });
    const call = android.users.generateAuthenticationToken(USER);
    await until(() => server.requests.length === 1);
    for (let at = 0; at < text.length; at += 10) {
      await settle(15);
      await clock.advance(900);
      write(text.slice(at, at + 10));
    }
    expect(await call).toEqual(MINTED);
  });

  test.each([301, 302, 303, 307, 308])("does not follow a redirect %i", async (status) => {
    const server = await httpServer((response) => response.writeHead(status, { location: "/elsewhere" }).end());
    const error = await rejection(client(server, make()).users.generateAuthenticationToken(USER));
    expect(error).toMatchObject({ name: "GoogleApiError", status, message: expect.stringContaining("redirect") });
    expect(server.requests).toHaveLength(1);
  });

  test("retries a refused connection even for a method that must not be retried, as nothing was written", async () => {
    const clock = new SkippingClock();
    const chrome = chromeDirectory(await deadUrl(), { transport: make(), clock, ...NO_TIMERS });
    const error = await rejection(chrome.enrollmentTokens.create());
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error).toMatchObject({
      outcomeUnknown: false,
      attempts: 4,
      message: expect.stringContaining("ECONNREFUSED"),
    });
    expect(clock.waits).toHaveLength(3);
  });

  test("a response that is not HTTP is a ConnectionError that quotes nothing of it", async () => {
    const server = await socketServer((socket) => socket.once("data", () => socket.end("MARKER not http\r\n\r\n")));
    const error = await rejection(client(server, make()).users.generateAuthenticationToken(USER));
    expect(error).toBeInstanceOf(ConnectionError);
    expect(String(error)).not.toContain("MARKER");
  });

  test("streams a body from a factory of an async iterable, created for each send", async () => {
    const server = await httpServer((response, { body }) => response.end(body.toUpperCase()));
    const transport = owned(make() ?? undiciTransport());
    const body = vi.fn(async function* () {
      yield new TextEncoder().encode("first ");
      await settle(5);
      yield new TextEncoder().encode("second");
    });
    for (let time = 1; time <= 2; time++) {
      const response = await transport.send(request(`${server.url}/upload?x=1`, { body }));
      let text = "";
      for await (const chunk of response.body) text += new TextDecoder().decode(chunk);
      expect(response.status).toBe(200);
      expect(text).toBe("FIRST SECOND");
      expect(body).toHaveBeenCalledTimes(time);
    }
    expect(server.requests[0]).toMatchObject({ url: "/upload?x=1", body: "first second" });
  });

  test("sends bytes as they are", async () => {
    const server = await httpServer((response, { body }) => response.end(body));
    const transport = owned(make() ?? undiciTransport());
    const response = await transport.send(request(`${server.url}/`, { body: new TextEncoder().encode("Grüße") }));
    for await (const _chunk of response.body);
    expect(server.requests[0]?.body).toBe("Grüße");
  });
});

describe("the default transport", () => {
  test("skips an interim response", async () => {
    const server = await socketServer((socket) => {
      socket.once("data", () => {
        socket.write("HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n");
        socket.write(`HTTP/1.1 200 OK\r\ncontent-length: 16\r\n\r\n{"token":"late"}`);
      });
    });
    expect(await client(server, undefined).users.generateAuthenticationToken(USER)).toEqual({ token: "late" });
  });

  test("a damaged compressed body is an InvalidResponseError that is not retried", async () => {
    const damaged = gzipSync(JSON.stringify(MINTED));
    damaged.fill(0xff, 12, 30);
    const server = await httpServer((response) => response.writeHead(200, { "content-encoding": "gzip" }).end(damaged));
    const error = await rejection(androidEnterprise(server.url).users.generateAuthenticationToken(USER));
    expect(error).toBeInstanceOf(InvalidResponseError);
    expect(error).toMatchObject({ status: 200, attempts: 1, message: expect.stringContaining("damaged") });
    expect(server.requests).toHaveLength(1);
  });

  test("a gzip body that ends early, whole by its content-length, is an InvalidResponseError", async () => {
    const cut = gzipSync(JSON.stringify(MINTED)).subarray(0, -12);
    const server = await httpServer((response) => response.writeHead(200, { "content-encoding": "gzip" }).end(cut));
    const error = await rejection(androidEnterprise(server.url).users.generateAuthenticationToken(USER));
    expect(error).toBeInstanceOf(InvalidResponseError);
    expect(error).toMatchObject({ status: 200 });
    expect(server.requests).toHaveLength(1);
  });

  test("an unknown content-encoding is an InvalidResponseError with the status, sent once", async () => {
    const server = await httpServer((response) => response.writeHead(200, { "content-encoding": "zstd" }).end("??"));
    const error = await rejection(androidEnterprise(server.url).users.generateAuthenticationToken(USER));
    expect(error).toBeInstanceOf(InvalidResponseError);
    expect(error).toMatchObject({ status: 200, attempts: 1 });
  });

  test("an error response in an unknown content-encoding is still that error, and is retried", async () => {
    const server = await httpServer((response, _, nth) => {
      if (nth > 1) json(response, MINTED);
      else response.writeHead(503, { "content-encoding": "zstd" }).end("??");
    });
    const android = androidEnterprise(server.url, { clock: new SkippingClock(), ...NO_TIMERS });
    expect(await android.users.generateAuthenticationToken(USER)).toEqual(MINTED);
  });

  test("reads a 204 that names a content-encoding", async () => {
    const server = await httpServer((response) => response.writeHead(204, { "content-encoding": "gzip" }).end());
    await chromeDirectory(server.url).enrollmentTokens.revoke({ tokenPermanentId: "p" });
    expect(server.requests).toHaveLength(1);
  });

  test("keeps the connection for the next call, of another client too", async () => {
    const server = await httpServer((response) => json(response, MINTED));
    const [one, other] = [androidEnterprise(server.url), androidEnterprise(server.url)];
    for (const android of [one, one, other]) {
      await android.users.generateAuthenticationToken(USER);
      // undici lets a turn pass before it uses a connection again.
      await settle(20);
    }
    expect(server.requests).toHaveLength(3);
    expect(server.connections).toBe(1);
  });

  test("closes the connection of a response that it stops reading", async () => {
    let closed = false;
    const server = await httpServer((response) => {
      response.on("close", () => {
        closed = true;
      });
      response.writeHead(200);
      const more = () => response.destroyed || response.write("x".repeat(1_000), () => setImmediate(more));
      more();
    });
    const android = androidEnterprise(server.url, { maxResponseBytes: 10_000 });
    expect(await rejection(android.users.generateAuthenticationToken(USER))).toBeInstanceOf(InvalidResponseError);
    await until(() => closed);
  });
});

describe("undiciTransport({ dispatcher })", () => {
  test("sends through an injected Agent and leaves it open when the client closes", async () => {
    const agent = new Agent({ connections: 1 });
    onTestFinished(() => agent.close());
    const dispatch = vi.spyOn(agent, "dispatch");
    const server = await httpServer((response) => json(response, MINTED));
    const transport = undiciTransport({ dispatcher: agent });
    const android = androidEnterprise(server.url, { transport });
    expect(await android.users.generateAuthenticationToken(USER)).toEqual(MINTED);
    expect(dispatch).toHaveBeenCalledTimes(1);
    await android.close();
    await transport.close?.();
    expect(agent.closed).toBe(false);
  });

  test.each(["invalid onConnect method", "invalid onError method"])(
    "explains a dispatcher of another major that throws %j",
    async (message) => {
      const dispatcher = {
        dispatch() {
          throw new TypeError(message);
        },
      };
      const android = androidEnterprise("http://127.0.0.1:9", { transport: undiciTransport({ dispatcher }) });
      const error = await rejection(android.users.generateAuthenticationToken(USER));
      expect(error).toBeInstanceOf(InvalidParamsError);
      expect(error).toMatchObject({ issues: [{ path: "dispatcher", message: expect.stringContaining("undici 7") }] });
      expect(error).toMatchObject({ attempts: 1 });
    },
  );

  test("refuses what is not a dispatcher, and both options at once", async () => {
    const named = (path: string) => expect.objectContaining({ issues: [expect.objectContaining({ path })] });
    expect(() => undiciTransport({ dispatcher: {} })).toThrow(named("dispatcher"));
    const agent = new Agent();
    onTestFinished(() => agent.close());
    expect(() => undiciTransport({ dispatcher: agent, environmentProxy: true })).toThrow(named("environmentProxy"));
    expect(() => undiciTransport({ dispatcher: null as never })).toThrow(named("dispatcher"));
    expect(() => undiciTransport(null as never)).toThrow(named("options"));
  });
});

test("fetchTransport refuses what is not a function", () => {
  const notCallable = "fetch" as unknown as typeof fetch;
  expect(() => fetchTransport(notCallable)).toThrow(
    expect.objectContaining({ issues: [{ path: "fetch", message: expect.any(String) }] }),
  );
});

test("fetchTransport reads the global fetch at each call, so interceptors installed later are seen", async () => {
  const android = androidEnterprise("http://127.0.0.1:9", { transport: fetchTransport() });
  vi.stubGlobal("fetch", async () => Response.json(MINTED));
  expect(await android.users.generateAuthenticationToken(USER)).toEqual(MINTED);
});

test.each([
  [
    "Chrome",
    "Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
    false,
  ],
  ["Firefox", "Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0", false],
  [
    "Safari",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1",
    false,
  ],
  ["Node", "Node.js/22", true],
  ["Deno", "Deno/2.5.0", true],
  ["Bun", "Bun/1.3.0", true],
  ["workerd", "Cloudflare-Workers", true],
  ["a runtime without `navigator`", undefined, true],
])(
  "fetchTransport on %s: only browsers are spared `user-agent`, which Firefox would have to ask for",
  async (_, userAgent, sent) => {
    vi.stubGlobal("navigator", userAgent && { userAgent });
    const requests: RequestInit[] = [];
    const transport = fetchTransport(async (_, init = {}) => {
      requests.push(init);
      return Response.json(MINTED);
    });
    const android = androidEnterprise("http://127.0.0.1:9", { transport, headers: { "User-Agent": "mine" } });
    await android.enrollmentTokens.create(TOKEN_PARAMS);
    const names = requests.flatMap(({ headers }) => [...new Headers(headers).keys()]);
    expect(names).toEqual(["accept", "authorization", "content-type", ...(sent ? ["user-agent"] : [])]);
  },
);

describe("undiciTransport({ environmentProxy })", () => {
  /** Serves CONNECT and absolute-form requests by tunnelling to `target`, and counts them. */
  async function proxy(target: TestServer): Promise<{ url: string; used: () => number }> {
    let used = 0;
    const server = createServer((incoming, response) => {
      used++;
      const { method = "", url = "" } = incoming;
      const path = new URL(url).pathname;
      void fetch(target.url + path, { method }).then(async (fetched) => response.end(await fetched.text()));
    });
    server.on("connect", (_, client, head) => {
      used++;
      const upstream = connect(target.port, "127.0.0.1", () => {
        client.write("HTTP/1.1 200 Connection Established\r\n\r\n");
        upstream.write(head);
        upstream.pipe(client).pipe(upstream);
      });
      for (const socket of [client, upstream]) socket.on("error", () => {});
      onTestFinished(() => {
        upstream.destroy();
        client.destroy();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    const address = server.address() as { port: number };
    return { url: `http://127.0.0.1:${address.port}`, used: () => used };
  }

  const PROXY_VARIABLES = ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "no_proxy", "NO_PROXY"];

  function environment(variables: Record<string, string>): void {
    for (const name of PROXY_VARIABLES) vi.stubEnv(name, variables[name]);
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
  }

  test("goes through the proxy of the environment, and only where it is asked to", async () => {
    const server = await httpServer((response) => json(response, MINTED));
    const { url, used } = await proxy(server);
    environment({ http_proxy: url });
    const direct = androidEnterprise(server.url);
    expect(await direct.users.generateAuthenticationToken(USER)).toEqual(MINTED);
    expect(used()).toBe(0);

    const transport = owned(undiciTransport({ environmentProxy: true }));
    const proxied = androidEnterprise("http://tessera.localhost", { transport });
    expect(await proxied.users.generateAuthenticationToken(USER)).toEqual(MINTED);
    expect(used()).toBe(1);
    expect(server.requests).toHaveLength(2);
  });

  test("obeys NO_PROXY", async () => {
    const server = await httpServer((response) => json(response, MINTED));
    const { url, used } = await proxy(server);
    environment({ http_proxy: url, no_proxy: "127.0.0.1" });
    const transport = owned(undiciTransport({ environmentProxy: true }));
    expect(await androidEnterprise(server.url, { transport }).users.generateAuthenticationToken(USER)).toEqual(MINTED);
    expect(used()).toBe(0);
  });
});

describe("a fetch that rejects", () => {
  const failing = (error: unknown) => fetchTransport(() => Promise.reject(error));

  test("with causes that go in a circle is a ConnectionError", async () => {
    const outer: Error = new TypeError("fetch failed");
    outer.cause = new Error("inner", { cause: outer });
    const android = androidEnterprise("http://127.0.0.1:9", { transport: failing(outer), ...once });
    expect(await rejection(android.users.generateAuthenticationToken(USER))).toBeInstanceOf(ConnectionError);
  });

  test("with a message that quotes the URL gives away no token of the path", async () => {
    const token = "SECRET.document-token";
    const auth = "SECRET-caller";
    const baseUrl = "https://flowerdocs.example.com/core";
    const cause = Object.assign(new Error(`read ECONNRESET ${baseUrl}/rest/token/${token} as ${auth}`), {
      code: "ECONNRESET",
    });
    const transport = failing(new TypeError("fetch failed", { cause }));
    const error = await rejection(new FlowerDocs({ auth, baseUrl, transport, ...once }).tokens.validate({ token }));
    expect(error).toBeInstanceOf(ConnectionError);
    expect((error as Error).message).toContain("ECONNRESET");
    expect(inspect(error, { depth: null, showHidden: true })).not.toContain("SECRET");
  });
});

test.each([204, 304])("a %i has no content, whatever its content-length says", async (status) => {
  const server = await socketServer((socket) => {
    socket.once("data", () => socket.write(`HTTP/1.1 ${status} X\r\ncontent-length: 5\r\n\r\n`));
  });
  const done = chromeDirectory(server.url, once).enrollmentTokens.revoke({ tokenPermanentId: "p" });
  if (status === 204) expect(await done).toBeUndefined();
  else expect(await rejection(done)).toMatchObject({ name: "GoogleApiError", status });
});

describe("content codings", () => {
  const coded = (coding: string, body: Buffer | string) =>
    httpServer((response) => response.writeHead(200, { "content-encoding": coding }).end(body));
  const plain = Buffer.from(JSON.stringify(MINTED));

  test.each(["gzip", "deflate", "br"])("an empty body is empty also where it is said to be %s", async (coding) => {
    const chrome = chromeDirectory((await coded(coding, "")).url, once);
    expect(await chrome.enrollmentTokens.revoke({ tokenPermanentId: "p" })).toBeUndefined();
  });

  test.each([
    ["deflate", deflateRawSync(plain)],
    ["deflate, gzip", gzipSync(deflateSync(plain))],
    ["gzip, gzip, gzip", gzipSync(gzipSync(gzipSync(plain)))],
    ["gzip, deflate", deflateRawSync(gzipSync(plain))],
  ])("%s is decoded, with or without zlib's header", async (coding, body) => {
    const server = await coded(coding, body);
    expect(await client(server, undefined).users.generateAuthenticationToken(USER)).toEqual(MINTED);
  });

  test("more than three of them are refused", async () => {
    const body = gzipSync(gzipSync(gzipSync(gzipSync(plain))));
    const server = await coded("gzip, gzip, gzip, gzip", body);
    const error = await rejection(client(server, undefined).users.generateAuthenticationToken(USER));
    expect(error).toBeInstanceOf(InvalidResponseError);
    expect(error).toMatchObject({ status: 200, attempts: 1 });
  });

  /** Headers that promise a body, and no byte of it. */
  const cut = (status: number) =>
    httpServer((response) => {
      response.writeHead(status, { "content-encoding": "gzip", "content-length": 100 }).flushHeaders();
      setTimeout(() => response.destroy(), 10);
    });

  test.each([
    { status: 200, requests: 1, outcomeUnknown: true },
    { status: 404, requests: 1, outcomeUnknown: false },
    { status: 429, requests: 4, outcomeUnknown: false },
    { status: 503, requests: 1, outcomeUnknown: true },
  ])("the status $status counts though the connection is lost before the first byte", async (row) => {
    const server = await cut(row.status);
    const chrome = chromeDirectory(server.url, { clock: new SkippingClock(), ...NO_TIMERS });
    const error = await rejection(chrome.enrollmentTokens.create());
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error).toMatchObject({ status: row.status, outcomeUnknown: row.outcomeUnknown });
    expect(server.requests).toHaveLength(row.requests);
  });

  test.each(["gzip", "zstd"])(
    "a stream in %s is there with its headers, and can be given up unread",
    async (coding) => {
      let isClosed = false;
      const server = await httpServer((response) => {
        response.on("close", () => {
          isClosed = true;
        });
        response.writeHead(200, { "content-encoding": coding }).flushHeaders();
      });
      const stream = await androidEnterprise(server.url).request<ByteStream>({ http: "GET /file", reads: "stream" });
      await stream.cancel();
      await until(() => isClosed);
    },
  );

  test("a compressed stream can be given up while it is read", async () => {
    let isClosed = false;
    const server = await httpServer((response) => {
      response.on("close", () => {
        isClosed = true;
      });
      response.writeHead(200, { "content-encoding": "gzip" });
      response.write(gzipSync(Buffer.alloc(1_000)).subarray(0, 15));
    });
    const stream = await androidEnterprise(server.url).request<ByteStream>({ http: "GET /file", reads: "stream" });
    const reading = stream[Symbol.asyncIterator]().next();
    reading.catch(() => {});
    await settle();
    await stream.cancel();
    await until(() => isClosed);
  });
});
