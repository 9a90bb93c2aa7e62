/** What becomes of connections: those that fail, those that hang, and how many there are. On real sockets. */
import dns from "node:dns";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { type AddressInfo, createConnection, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { queryObjects } from "node:v8";
import {
  ConnectionError,
  fetchTransport,
  TesseraError,
  TimeoutError,
  type Transport,
  type TransportRequest,
  undiciTransport,
} from "tessera-sdk";
import { ManualClock } from "tessera-sdk/testing";
import { Agent, getGlobalDispatcher, MockAgent, setGlobalDispatcher } from "undici";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { Pool } from "../../src/core/transport/undiciPool.js";
import type { CallOutcome, CallsPlan } from "../support/callsProgram.js";
import { androidEnterprise, CHROME_TOKEN, chromeDirectory, USER } from "../support/clients.js";
import { NO_TIMERS, SkippingClock } from "../support/clocks.js";
import { run } from "../support/process.js";
import { rejection, settle, until } from "../support/promises.js";
import { deadUrl, httpServer, json, socketServer, type TestServer } from "../support/server.js";
import { CERTIFICATE, tlsServer } from "../support/tls.js";

const MINTED = { ...CHROME_TOKEN, token: "minted" };
const PROXY_VARIABLES = ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "no_proxy", "NO_PROXY"];
/** Known to no name server: whoever connects to it goes through the proxy. */
const BEHIND_PROXY = "https://tessera.example";

const program = fileURLToPath(new URL("../support/callsProgram.ts", import.meta.url));

/** Runs the program to its own end; the test's timeout catches one that stays. */
async function outcomes(plan: CallsPlan, env: NodeJS.ProcessEnv = {}): Promise<CallOutcome[]> {
  const cleared = Object.fromEntries(PROXY_VARIABLES.map((name) => [name, undefined]));
  const flags = ["--conditions=tessera-source", "--import", "tsx"];
  return JSON.parse(
    await run(process.execPath, [...flags, program, JSON.stringify(plan)], { env: { ...cleared, ...env } }),
  );
}

function environment(variables: Record<string, string>): void {
  for (const name of PROXY_VARIABLES) vi.stubEnv(name, variables[name]);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
}

/** A transport that is closed when the test ends. */
function closedLater<T extends Transport>(transport: T): T {
  onTestFinished(() => transport.close?.());
  return transport;
}

/** A request as the core would make it, to drive a transport alone. */
function request(url: string, more: Partial<TransportRequest> = {}): TransportRequest {
  const { signal } = new AbortController();
  const cancellation = { cancelled: false, reason: undefined, onCancel() {}, waiting() {}, progress() {}, signal };
  return { method: "GET", url, headers: {}, cancellation, ...more };
}

interface CountedServer extends TestServer {
  /** Connections that are open. */
  open: number;
}

async function countedServer(serve: (socket: Socket) => void): Promise<CountedServer> {
  const server: CountedServer = Object.assign(
    await socketServer((socket) => {
      server.open++;
      socket.on("close", () => server.open--);
      serve(socket);
    }),
    { open: 0 },
  );
  return server;
}

/** What a proxy, or a server that was to speak TLS, may do in place of it. */
const FAULTY: Record<string, (socket: Socket) => void> = {
  "ends the connection on CONNECT": (socket) => socket.once("data", () => socket.end()),
  "resets the connection on CONNECT": (socket) => socket.once("data", () => socket.resetAndDestroy()),
  "ends each connection at once": (socket) => socket.resume().end(),
  "hangs after it has accepted": (socket) => socket.resume(),
  "hangs after CONNECT": (socket) => socket.once("data", () => socket.write("HTTP/1.1 200 OK\r\n\r\n")),
  "ends after CONNECT": (socket) => socket.once("data", () => socket.end("HTTP/1.1 200 OK\r\n\r\n")),
  "sends half a response to CONNECT": (socket) => socket.once("data", () => socket.write("HTTP/1.1 2")),
  "speaks no HTTP": (socket) => socket.once("data", () => socket.write("220 ready\r\n")),
};
const DIRECT = [
  "ends the connection on CONNECT",
  "ends each connection at once",
  "hangs after it has accepted",
  "speaks no HTTP",
];

/** By the way there: through the proxy that is at fault, or straight to the server that is. */
const faults = [
  ...Object.keys(FAULTY).map((name) => [`a proxy that ${name}`, name, true] as const),
  ...DIRECT.map((name) => [`a server of TLS that ${name}`, name, false] as const),
];

describe.each(faults)("%s", (_, name, isProxy) => {
  async function faulty() {
    const server = await countedServer(FAULTY[name] as (socket: Socket) => void);
    const variables: Record<string, string> = isProxy ? { HTTPS_PROXY: server.url } : {};
    return { server, variables, baseUrl: isProxy ? BEHIND_PROXY : server.url.replace("http:", "https:") };
  }

  function client(baseUrl: string, timeoutMs: number) {
    const transport = closedLater(undiciTransport({ environmentProxy: isProxy }));
    return androidEnterprise(baseUrl, { transport, timeoutMs, retry: false });
  }

  test("fails the call once, and nothing of it is left", async () => {
    const { server, variables, baseUrl } = await faulty();
    environment(variables);
    const error = await rejection(client(baseUrl, 300).users.generateAuthenticationToken(USER));
    expect(error).toBeInstanceOf(TesseraError);
    expect(error instanceof ConnectionError || error instanceof TimeoutError).toBe(true);
    expect(error).toMatchObject({ attempts: 1, outcomeUnknown: false });
    await until(() => server.open === 0);
    await settle(150);
    expect(server.connections).toBe(1);
  });

  test("a call that is cancelled leaves nothing either", async () => {
    const { server, variables, baseUrl } = await faulty();
    environment(variables);
    const controller = new AbortController();
    const call = client(baseUrl, 60_000).users.generateAuthenticationToken(USER, { signal: controller.signal });
    const error = rejection(call);
    await until(() => server.connections > 0);
    controller.abort("left");
    await error;
    await until(() => server.open === 0);
    await settle(100);
    expect(server.connections).toBe(1);
  });

  test("a program whose call it fails comes to its end, without closing anything", async () => {
    const { server, variables, baseUrl } = await faulty();
    const client = { timeoutMs: 500, retry: false } as const;
    const [outcome] = await outcomes({ baseUrl, client, environmentProxy: isProxy }, variables);
    expect(outcome).toMatchObject({ name: expect.stringMatching(/ConnectionError|TimeoutError/), attempts: 1 });
    expect(server.connections).toBe(1);
  });
});

describe("a proxy that responds to CONNECT", () => {
  const refusing = async (status: string, headers = "") =>
    countedServer((socket) =>
      socket.once("data", () => socket.end(`HTTP/1.1 ${status}\r\n${headers}content-length: 0\r\n\r\n`)),
    );

  function proxied() {
    const transport = closedLater(undiciTransport({ environmentProxy: true }));
    return chromeDirectory(BEHIND_PROXY, { transport, clock: new SkippingClock(), ...NO_TIMERS });
  }

  test.each(["407 Proxy Authentication Required", "403 Forbidden"])(
    "with %s fails the call at once",
    async (status) => {
      const server = await refusing(status);
      environment({ HTTPS_PROXY: server.url });
      const error = await rejection(proxied().enrollmentTokens.create());
      expect(error).toBeInstanceOf(ConnectionError);
      expect(error).toMatchObject({ attempts: 1, outcomeUnknown: false, message: expect.stringContaining("proxy") });
      expect(String(error)).toContain(status.slice(0, 3));
      expect(server.connections).toBe(1);
    },
  );

  test.each(["502 Bad Gateway", "503 Service Unavailable"])("with %s is tried again", async (status) => {
    const server = await refusing(status);
    environment({ HTTPS_PROXY: server.url });
    const error = await rejection(proxied().enrollmentTokens.create());
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error).toMatchObject({ attempts: 4, outcomeUnknown: false });
    expect(server.connections).toBe(4);
  });

  test("with a redirect fails without following it", async () => {
    const elsewhere = await countedServer((socket) => socket.end());
    const server = await refusing("302 Found", `location: ${elsewhere.url}/\r\n`);
    environment({ HTTPS_PROXY: server.url });
    const error = await rejection(proxied().enrollmentTokens.create());
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error).toMatchObject({ outcomeUnknown: false, message: expect.stringContaining("302") });
    expect(elsewhere.connections).toBe(0);
  });
});

test("through a proxy that works, TLS reaches the server behind it", async () => {
  const server = await tlsServer((_, response) => void response.end(JSON.stringify(MINTED)));
  const port = Number(new URL(server.url).port);
  const proxy = await countedServer((client) => {
    client.once("data", () => {
      const upstream = createConnection(port, "127.0.0.1", () => client.write("HTTP/1.1 200 OK\r\n\r\n"));
      upstream.on("error", () => {});
      client.pipe(upstream).pipe(client);
    });
  });
  const plan = { baseUrl: server.url.replace("127.0.0.1", "localhost"), calls: 3, environmentProxy: true };
  const env = { HTTPS_PROXY: proxy.url, NODE_EXTRA_CA_CERTS: trusted() };
  expect(await outcomes(plan, env)).toEqual(Array(3).fill({ name: "done", message: "minted" }));
  expect(server.requests).toBe(3);
  expect(proxy.connections).toBe(1);
});

/** A file with the certificate of these tests, for `NODE_EXTRA_CA_CERTS`. */
function trusted(): string {
  const folder = mkdtempSync(join(tmpdir(), "tessera-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "ca.pem");
  writeFileSync(path, CERTIFICATE);
  return path;
}

describe("TLS", () => {
  test("1,000 calls at the same time all succeed, over 100 connections", async () => {
    const server = await tlsServer((_, response) => void setTimeout(() => response.end(JSON.stringify(MINTED)), 5));
    const done = await outcomes(
      { baseUrl: server.url, calls: 1_000, parallel: true },
      { NODE_EXTRA_CA_CERTS: trusted() },
    );
    expect(done.filter(({ name }) => name !== "done")).toEqual([]);
    expect(done).toHaveLength(1_000);
    expect(server.requests).toBe(1_000);
    expect(server.mostOpen).toBe(100);
  }, 60_000);

  test("a session is resumed by the next connection", async () => {
    const server = await tlsServer((_, response) => {
      response.setHeader("connection", "close").end(JSON.stringify(MINTED));
    });
    // Long enough for the connection to be gone when the next call begins.
    await outcomes({ baseUrl: server.url, calls: 3, pauseMs: 100 }, { NODE_EXTRA_CA_CERTS: trusted() });
    expect(server).toMatchObject({ handshakes: 3, resumed: 2 });
  });

  test("an untrusted certificate fails the call at once, and says what to do", async () => {
    const server = await tlsServer((_, response) => void response.end("{}"));
    const error = await rejection(chromeDirectory(server.url).enrollmentTokens.create());
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error).toMatchObject({ attempts: 1, outcomeUnknown: false });
    expect(String(error)).toMatch(/DEPTH_ZERO_SELF_SIGNED_CERT.*NODE_EXTRA_CA_CERTS/);
    expect(server.requests).toBe(0);
  });

  test("a server without it is named as the cause", async () => {
    const server = await httpServer((response) => json(response, MINTED));
    const error = await rejection(chromeDirectory(server.url.replace("http:", "https:")).enrollmentTokens.create());
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error).toMatchObject({ attempts: 1, message: expect.stringContaining("does not speak TLS") });
  });
});

test("a host with several addresses that all refuse is a ConnectionError with a reason", async () => {
  const { port } = new URL(await deadUrl());
  vi.spyOn(dns, "lookup").mockImplementation(((
    _: string,
    options: { all?: boolean },
    callback: (...args: unknown[]) => void,
  ) => {
    const addresses = ["127.0.0.1", "127.0.0.2"].map((address) => ({ address, family: 4 }));
    if (options.all) callback(null, addresses);
    else callback(null, "127.0.0.1", 4);
  }) as never);
  onTestFinished(() => {
    vi.restoreAllMocks();
  });
  const chrome = chromeDirectory(`http://several.localhost:${port}`, { clock: new SkippingClock(), ...NO_TIMERS });
  const error = await rejection(chrome.enrollmentTokens.create());
  expect(error).toBeInstanceOf(ConnectionError);
  expect(error).toMatchObject({ attempts: 4, outcomeUnknown: false });
  expect(String(error)).toMatch(/connect ECONNREFUSED 127\.0\.0\.[12]:\d+/);
});

describe("a limit of connections", () => {
  /** A server that responds when it is told to, oldest request first. */
  async function holding() {
    const held: (() => void)[] = [];
    const server = await httpServer((response) => held.push(() => json(response, MINTED)));
    const next = async () => {
      await until(() => held.length > 0);
      held.shift()?.();
    };
    return { server, held, next };
  }

  const limited = (connections: number) => closedLater(undiciTransport({ connections }));
  const create = (chrome: ReturnType<typeof chromeDirectory>, nth: number, options = {}) =>
    chrome.enrollmentTokens.create({}, { headers: { "x-nth": String(nth) }, retry: false, ...options });
  const order = (server: TestServer) => server.requests.map(({ headers }) => Number(headers["x-nth"]));

  test.each([1, 2, 7])("of %i is kept, and requests are sent in order", async (connections) => {
    const { server, held, next } = await holding();
    const chrome = chromeDirectory(server.url, { transport: limited(connections) });
    const calls = Array.from({ length: 20 }, (_, nth) => create(chrome, nth));
    for (let done = 0; done < 20; done++) {
      await until(() => held.length === Math.min(connections, 20 - done));
      await settle(5);
      expect(held.length).toBe(Math.min(connections, 20 - done));
      await next();
    }
    await Promise.all(calls);
    expect(server.connections).toBe(connections);
    // What is sent at the same time may arrive in any order.
    const arrived = order(server);
    for (const [place, nth] of arrived.entries()) expect(Math.abs(place - nth)).toBeLessThan(connections);
    if (connections === 1) expect(arrived).toEqual([...Array(20).keys()]);
  });

  test("does not hold up another origin", async () => {
    const [one, other] = [await holding(), await httpServer((response) => json(response, MINTED))];
    const transport = limited(1);
    const waiting = create(chromeDirectory(one.server.url, { transport }), 1);
    await until(() => one.held.length === 1);
    await create(chromeDirectory(other.url, { transport }), 2);
    await one.next();
    await waiting;
  });

  test("the wait for a connection does not count toward timeoutMs, which begins when it is over", async () => {
    const { server, next, held } = await holding();
    const clock = new ManualClock();
    const chrome = chromeDirectory(server.url, { transport: limited(1), clock, deadlineMs: 10_000_000 });
    const first = create(chrome, 1, { timeoutMs: 1_000_000 });
    await until(() => server.requests.length === 1);
    const second = create(chrome, 2, { timeoutMs: 1_000 });
    const error = rejection(second);
    await clock.advance(500_000);
    await next();
    await first;
    await until(() => server.requests.length === 2);
    await clock.advance(999);
    await settle(20);
    expect(held).toHaveLength(1);
    await clock.advance(1);
    expect(await error).toBeInstanceOf(TimeoutError);
    expect(await error).toMatchObject({ outcomeUnknown: true });
  });

  test("the wait for a connection counts toward deadlineMs, and what it ends was never sent", async () => {
    const { server, next } = await holding();
    const clock = new ManualClock();
    const chrome = chromeDirectory(server.url, { transport: limited(1), clock, ...NO_TIMERS });
    const first = create(chrome, 1);
    await until(() => server.requests.length === 1);
    const error = rejection(create(chrome, 2, { deadlineMs: 3_000 }));
    await settle(10);
    await clock.advance(3_000);
    expect(await error).toBeInstanceOf(TimeoutError);
    expect(await error).toMatchObject({ outcomeUnknown: false, message: expect.stringContaining("3000 ms") });
    await next();
    await first;
    await settle();
    expect(order(server)).toEqual([1]);
  });

  test("a call that is cancelled in the queue is never sent, and the others go on", async () => {
    const { server, next } = await holding();
    const chrome = chromeDirectory(server.url, { transport: limited(1) });
    const controllers = Array.from({ length: 6 }, () => new AbortController());
    const calls = controllers.map(({ signal }, nth) =>
      create(chrome, nth, { signal }).catch((error: unknown) => error),
    );
    await until(() => server.requests.length === 1);
    for (const nth of [1, 3, 5]) controllers[nth]?.abort(`left ${nth}`);
    for (const nth of [1, 3, 5]) expect(await calls[nth]).toBe(`left ${nth}`);
    for (let nth = 0; nth < 3; nth++) await next();
    for (const nth of [0, 2, 4]) expect(await calls[nth]).toMatchObject({ token: "minted" });
    expect(order(server)).toEqual([0, 2, 4]);
    expect(server.connections).toBe(1);
  });

  test("a call that is cancelled while it is sent frees its place", async () => {
    const { server, next, held } = await holding();
    const chrome = chromeDirectory(server.url, { transport: limited(1) });
    const controller = new AbortController();
    const first = create(chrome, 1, { signal: controller.signal }).catch((error: unknown) => error);
    await until(() => server.requests.length === 1);
    const second = create(chrome, 2);
    controller.abort("left");
    expect(await first).toBe("left");
    await until(() => server.requests.length === 2);
    held.shift();
    await next();
    expect(await second).toMatchObject({ token: "minted" });
  });

  test.each([
    { how: "by one signal", signals: 1 },
    { how: "one after the other", signals: 100 },
  ])("calls in the queue that are cancelled together, $how, open no connection", async ({ signals }) => {
    const lookups = vi.spyOn(dns, "lookup");
    onTestFinished(() => lookups.mockRestore());
    const { server } = await holding();
    const { port } = new URL(server.url);
    const chrome = chromeDirectory(`http://localhost:${port}`, { transport: limited(2) });
    const controllers = Array.from({ length: signals }, () => new AbortController());
    const calls = Array.from({ length: 100 }, (_, nth) =>
      rejection(create(chrome, nth, { signal: controllers[nth % signals]?.signal })),
    );
    await until(() => server.requests.length === 2);
    const before = lookups.mock.calls.length;
    for (const controller of controllers) {
      controller.abort();
      await undefined;
    }
    await Promise.all(calls);
    await settle();
    expect(lookups.mock.calls.length).toBe(before);
    expect(server.connections).toBe(2);
  });

  test("thousands of requests that undici refuses fail, and do not block the one behind them", async () => {
    const { server, next } = await holding();
    const transport = limited(1);
    const first = transport.send(request(server.url));
    await until(() => server.requests.length === 1);
    const invalid = Array.from({ length: 5_000 }, () => transport.send(request(server.url, { method: "NO METHOD" })));
    const failures = Promise.all(invalid.map(rejection));
    const last = transport.send(request(`${server.url}/last`));
    await next();
    for await (const _ of (await first).body);
    for (const error of await failures) expect(error).toMatchObject({ code: "UND_ERR_INVALID_ARG" });
    await next();
    expect((await last).status).toBe(200);
    expect(server.requests).toHaveLength(2);
  });

  test("close() lets the calls in the queue come to their end, and refuses new ones", async () => {
    const { server, next } = await holding();
    const transport = undiciTransport({ connections: 1 });
    const chrome = chromeDirectory(server.url, { transport });
    const calls = [1, 2, 3].map((nth) => create(chrome, nth));
    await until(() => server.requests.length === 1);
    let closed = false;
    const closing = transport.close().then(() => {
      closed = true;
    });
    expect(await rejection(create(chrome, 4))).toMatchObject({ code: "ERR_TESSERA_CLOSED" });
    for (const call of calls) {
      expect(closed).toBe(false);
      await next();
      expect(await call).toMatchObject({ token: "minted" });
    }
    await closing;
    expect(order(server)).toEqual([1, 2, 3]);
  });

  test.each([0, -1, 1.5, Number.NaN, "5", null])("refuses %j", (connections) => {
    expect(() => undiciTransport({ connections: connections as number })).toThrow(
      expect.objectContaining({ issues: [expect.objectContaining({ path: "connections" })] }),
    );
  });

  test("also holds for an injected dispatcher", async () => {
    const agent = new Agent();
    onTestFinished(() => agent.close());
    const { server, held, next } = await holding();
    const transport = undiciTransport({ dispatcher: agent, connections: 2 });
    const chrome = chromeDirectory(server.url, { transport });
    const calls = [1, 2, 3, 4].map((nth) => create(chrome, nth));
    await until(() => held.length === 2);
    await settle();
    expect(held).toHaveLength(2);
    for (const _ of calls) await next();
    await Promise.all(calls);
    await transport.close();
    expect(agent.closed).toBe(false);
  });
});

describe("a connection", () => {
  test("that the server closed while it was idle is replaced, and no call notices", async () => {
    const sockets: Socket[] = [];
    const server = await httpServer((response) => {
      sockets.push(response.socket as Socket);
      json(response, MINTED);
    });
    const chrome = chromeDirectory(server.url, {
      transport: closedLater(undiciTransport({ connections: 1 })),
      retry: false,
    });
    for (let nth = 1; nth <= 8; nth++) {
      await chrome.enrollmentTokens.create();
      await settle(5);
      sockets.at(-1)?.destroy();
      await settle(5);
    }
    expect(server.connections).toBe(8);
  });

  test("is not used again if the server says `connection: close`", async () => {
    const server = await httpServer((response) => json(response, MINTED, 200, { connection: "close" }));
    const chrome = chromeDirectory(server.url, {
      transport: closedLater(undiciTransport({ connections: 1 })),
      retry: false,
    });
    await Promise.all([1, 2, 3, 4, 5].map(() => chrome.enrollmentTokens.create()));
    expect(server.connections).toBe(5);
  });

  test("to an origin that is no longer used leaves nothing of that origin", async () => {
    const http = createServer((_, response) => response.setHeader("connection", "close").end("{}"));
    await new Promise<void>((resolve) => http.listen(0, "0.0.0.0", resolve));
    onTestFinished(() => {
      http.close();
    });
    const { port } = http.address() as AddressInfo;
    const transport = closedLater(undiciTransport({ connections: 1 }));
    const before = queryObjects(Pool);
    for (let nth = 1; nth <= 20; nth++) {
      const { body } = await transport.send(request(`http://127.0.0.${nth}:${port}/`));
      for await (const _ of body);
    }
    await settle();
    await until(() => queryObjects(Pool) === before);
  });

  test("lets a 204 pass that has a content-length, and is used for the next call", async () => {
    const server = await socketServer((socket) => {
      socket.on("data", () => socket.write("HTTP/1.1 204 No Content\r\ncontent-length: 5\r\n\r\n"));
    });
    const chrome = chromeDirectory(server.url, { retry: false });
    for (let nth = 0; nth < 3; nth++) await chrome.enrollmentTokens.revoke({ tokenPermanentId: "p" });
  });
});

describe("a transport", () => {
  const kinds: [string, () => ReturnType<typeof undiciTransport>][] = [
    ["without options", () => undiciTransport()],
    ["with a limit", () => undiciTransport({ connections: 2 })],
    ["through the environment's proxy", () => undiciTransport({ environmentProxy: true })],
  ];

  test.each(kinds)("%s closes its connections at the end of an `await using` block", async (_, make) => {
    environment({});
    let open = 0;
    const server = await httpServer((response) => json(response, MINTED));
    const tracked = await countedServer((socket) => {
      open++;
      socket.on("close", () => open--);
      const upstream = createConnection(server.port, "127.0.0.1");
      upstream.on("error", () => {});
      socket.pipe(upstream).pipe(socket);
    });
    let kept: Transport;
    {
      await using transport = make();
      kept = transport;
      await androidEnterprise(tracked.url, { transport }).users.generateAuthenticationToken(USER);
      await settle(10);
      expect(open).toBe(1);
    }
    await until(() => open === 0);
    const error = await rejection(kept.send(request(tracked.url)));
    expect(error).toMatchObject({ code: "ERR_TESSERA_CLOSED" });
  });

  test("over an injected dispatcher leaves it open", async () => {
    const agent = new Agent();
    onTestFinished(() => agent.close());
    const server = await httpServer((response) => json(response, MINTED));
    {
      await using transport = undiciTransport({ dispatcher: agent });
      await androidEnterprise(server.url, { transport }).users.generateAuthenticationToken(USER);
    }
    expect(agent.closed).toBe(false);
    expect(agent.destroyed).toBe(false);
  });
});

describe("a variable that names a proxy", () => {
  const failing = (transport?: Transport) => async () => {
    const chrome = chromeDirectory(await deadUrl(), { transport, retry: false });
    return String(await rejection(chrome.enrollmentTokens.create()));
  };

  test.each(["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY"])(
    "%s is named by a connection error",
    async (name) => {
      environment({ [name]: "http://user:SECRET@127.0.0.1:9" });
      const message = await failing()();
      expect(message).toContain(`\`${name}\` is set and not used`);
      expect(message).toContain("environmentProxy: true");
      expect(message).not.toContain("SECRET");
    },
  );

  test("is named by an error of timeoutMs and of deadlineMs before a response", async () => {
    environment({ HTTPS_PROXY: "http://127.0.0.1:9" });
    const server = await socketServer(() => {});
    for (const limit of [{ timeoutMs: 100 }, { deadlineMs: 100 }]) {
      const error = await rejection(chromeDirectory(server.url, { ...limit, retry: false }).enrollmentTokens.create());
      expect(error).toBeInstanceOf(TimeoutError);
      expect(String(error)).toContain("`HTTPS_PROXY` is set and not used");
    }
  });

  test("is not named once a response has begun", async () => {
    environment({ HTTPS_PROXY: "http://127.0.0.1:9" });
    const server = await httpServer((response) => response.writeHead(200).write("{"));
    const error = await rejection(
      chromeDirectory(server.url, { timeoutMs: 100, retry: false }).enrollmentTokens.list().toArray(),
    );
    expect(error).toBeInstanceOf(TimeoutError);
    expect(String(error)).not.toContain("HTTPS_PROXY");
  });

  test("is not named where there is none, where it is used, or where another way was chosen", async () => {
    environment({});
    expect(await failing()()).not.toContain("is set and not used");
    environment({ HTTP_PROXY: await deadUrl() });
    const agent = new Agent();
    onTestFinished(() => agent.close());
    expect(await failing(closedLater(undiciTransport({ environmentProxy: true })))()).not.toContain(
      "is set and not used",
    );
    expect(await failing(undiciTransport({ dispatcher: agent }))()).not.toContain("is set and not used");
    expect(await failing(fetchTransport())()).not.toContain("is set and not used");
  });
});

describe("undici's global dispatcher", () => {
  test("does not see the requests, unless it is passed", async () => {
    const server = await httpServer((response) => json(response, MINTED));
    const mocks = new MockAgent();
    mocks.disableNetConnect();
    const before = getGlobalDispatcher();
    setGlobalDispatcher(mocks);
    onTestFinished(async () => {
      setGlobalDispatcher(before);
      await mocks.close();
    });
    const path = `/androidenterprise/v1/enterprises/${USER.enterpriseId}/users/${USER.userId}/authenticationToken`;
    mocks.get(server.url).intercept({ path, method: "POST" }).reply(200, { token: "mocked" });
    expect(await androidEnterprise(server.url).users.generateAuthenticationToken(USER)).toMatchObject(MINTED);
    const transport = closedLater(undiciTransport({ dispatcher: getGlobalDispatcher() }));
    const passed = androidEnterprise(server.url, { transport });
    expect(await passed.users.generateAuthenticationToken(USER)).toEqual({ token: "mocked" });
    expect(server.requests).toHaveLength(1);
  });

  test("is left as it was when the SDK loads undici", async () => {
    const server = await httpServer((response) => json(response, MINTED));
    expect(await outcomes({ baseUrl: server.url, tellDispatcher: true })).toMatchObject([
      { name: "done" },
      { name: "dispatcher", message: "Node's own" },
    ]);
  });
});
