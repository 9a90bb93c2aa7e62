/** What docs/proxies.md says: through which proxy, with which credentials, certificates and exceptions, and what fails how. */
import { createServer as createHttpServer, type IncomingHttpHeaders, type Server } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { type AddressInfo, connect } from "node:net";
import { rootCertificates } from "node:tls";
import { inspect } from "node:util";
import {
  type AndroidEnterprise,
  AuthError,
  googleAuth,
  InvalidParamsError,
  undiciTransport,
} from "tessera-sdk/android-enterprise";
import { Agent, type Dispatcher, ProxyAgent } from "undici";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { androidEnterprise, USER } from "../support/clients.js";
import { rejection } from "../support/promises.js";
import { deadUrl, httpServer, json } from "../support/server.js";
import { KEY } from "../support/serviceAccount.js";
import { CERTIFICATE, PRIVATE_KEY, tlsServer } from "../support/tls.js";

const MINTED = { token: "minted" };
const PRIVATE = { ca: CERTIFICATE };
const BASIC = `Basic ${Buffer.from("jna:p@ss:word").toString("base64")}`;
const VARIABLES = ["http_proxy", "https_proxy", "no_proxy", "all_proxy"].flatMap((name) => [name, name.toUpperCase()]);

function environment(variables: Record<string, string>): void {
  for (const name of VARIABLES) vi.stubEnv(name, variables[name]);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
}

interface TestProxy {
  url: string;
  /** The headers of each CONNECT. */
  tunnels: IncomingHttpHeaders[];
}

/** A proxy that opens tunnels. It responds to CONNECT with `status` if that is not 200. */
async function proxy(server: Server, status = 200): Promise<TestProxy> {
  const tunnels: IncomingHttpHeaders[] = [];
  server.on("connect", ({ url = "", headers }, client) => {
    tunnels.push(headers);
    client.on("error", () => {});
    if (status !== 200) return client.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`);
    const { port } = new URL(`http://${url}`);
    const upstream = connect(Number(port || 80), "127.0.0.1", () => client.write("HTTP/1.1 200 OK\r\n\r\n"));
    upstream.on("error", () => client.destroy());
    client.on("close", () => upstream.destroy());
    upstream.pipe(client).pipe(upstream);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, tunnels };
}

const httpProxy = (status?: number) => proxy(createHttpServer(), status);
const httpsProxy = async () => {
  const found = await proxy(createHttpsServer({ cert: CERTIFICATE, key: PRIVATE_KEY }));
  return { ...found, url: found.url.replace("http:", "https:") };
};

const tlsOrigin = () => tlsServer((_, response) => void response.end(JSON.stringify(MINTED)));
const httpOrigin = () => httpServer((response) => json(response, MINTED));

function through(baseUrl: string, dispatcher: Dispatcher): AndroidEnterprise {
  onTestFinished(() => dispatcher.destroy());
  return androidEnterprise(baseUrl, { transport: undiciTransport({ dispatcher }), retry: false });
}

function byEnvironment(baseUrl: string, variables: Record<string, string>): AndroidEnterprise {
  environment(variables);
  const transport = undiciTransport({ environmentProxy: true });
  onTestFinished(() => transport.close());
  return androidEnterprise(baseUrl, { transport, retry: false });
}

const call = (client: AndroidEnterprise) => client.users.generateAuthenticationToken(USER);

/** Who trusts the authority of these tests, on the way through an http or an https proxy. */
const trusting: readonly [string, ProxyAgent.Options, "http" | "https", boolean][] = [
  ["`requestTls` for the server", { uri: "", requestTls: PRIVATE }, "http", true],
  [
    "`requestTls` beside Node's authorities",
    { uri: "", requestTls: { ca: [...rootCertificates, CERTIFICATE] } },
    "http",
    true,
  ],
  ["`requestTls` and `proxyTls`", { uri: "", requestTls: PRIVATE, proxyTls: PRIVATE }, "https", true],
  ["no setting", { uri: "" }, "http", false],
  ["`requestTls` alone, with an https proxy", { uri: "", requestTls: PRIVATE }, "https", false],
  ["`proxyTls` alone", { uri: "", proxyTls: PRIVATE }, "https", false],
  ["`connect`, which a ProxyAgent ignores", { uri: "", connect: PRIVATE } as ProxyAgent.Options, "http", false],
];

describe("a ProxyAgent", () => {
  test.each(trusting)("by %s", async (_, options, scheme, isTrusted) => {
    const origin = await tlsOrigin();
    const { url: uri } = await (scheme === "http" ? httpProxy() : httpsProxy());
    const client = through(origin.url, new ProxyAgent({ ...options, uri }));
    if (isTrusted) expect(await call(client)).toEqual(MINTED);
    else expect(String(await rejection(call(client)))).toContain("does not trust the certificate");
  });
});

test("an Agent takes the authority in `connect.ca`", async () => {
  const origin = await tlsOrigin();
  expect(await call(through(origin.url, new Agent({ connect: PRIVATE })))).toEqual(MINTED);
});

describe("the credentials of a proxy", () => {
  const withUser = (url: string) => url.replace("//", "//jna:p%40ss%3Aword@");
  const ways: readonly [string, (origin: string, proxy: string) => AndroidEnterprise][] = [
    ["`token` of a ProxyAgent", (origin, uri) => through(origin, new ProxyAgent({ uri, token: BASIC }))],
    ["the URL of a ProxyAgent", (origin, uri) => through(origin, new ProxyAgent(withUser(uri)))],
    ["a variable", (origin, url) => byEnvironment(origin, { HTTP_PROXY: withUser(url) })],
  ];

  test.each(ways)("by %s are sent to the proxy alone", async (_, connected) => {
    const origin = await httpOrigin();
    const { url, tunnels } = await httpProxy();
    await call(connected(origin.url, url));
    expect(tunnels.map((headers) => headers["proxy-authorization"])).toEqual([BASIC]);
    expect(origin.requests[0]?.headers).not.toHaveProperty("proxy-authorization");
  });

  test.each(ways)("by %s are in no error", async (_, connected) => {
    const { url } = await httpProxy(407);
    const error = await rejection(call(connected("https://tessera.example", url)));
    expect(inspect(error, { depth: 10, showHidden: true })).not.toMatch(/p@ss|p%40ss|am5hOnBA/);
  });
});

/** What `NO_PROXY` holds, for a request to http://localhost:{port}, and whether that goes directly. */
const exceptions: readonly [string, boolean][] = [
  ["localhost", true],
  [".localhost", true],
  ["*.localhost", true],
  ["other.example, LOCALHOST", true],
  ["other.example localhost", true],
  ["localhost:{port}", true],
  ["*", true],
  ["", false],
  ["localhost:1", false],
  ["host", false],
  ["127.0.0.0/8", false],
  ["other.example", false],
];

test.each(exceptions)("NO_PROXY of “%s” exempts localhost: %s", async (exception, isDirect) => {
  const origin = await httpOrigin();
  const { url, tunnels } = await httpProxy();
  const variables = { HTTP_PROXY: url, NO_PROXY: exception.replace("{port}", String(origin.port)) };
  expect(await call(byEnvironment(origin.url.replace("127.0.0.1", "localhost"), variables))).toEqual(MINTED);
  expect(tunnels).toHaveLength(isDirect ? 0 : 1);
});

/** The variables that are set to the proxy, and whether a request to https or http goes through it. */
const variables: readonly [string, readonly string[], { https: boolean; http: boolean }][] = [
  ["HTTPS_PROXY", ["HTTPS_PROXY"], { https: true, http: false }],
  ["HTTP_PROXY, which serves https too", ["HTTP_PROXY"], { https: true, http: true }],
  ["https_proxy", ["https_proxy"], { https: true, http: false }],
  ["ALL_PROXY, which is not read", ["ALL_PROXY"], { https: false, http: false }],
];

describe.each(variables)("%s", (_, names, expected) => {
  test.each(["https", "http"] as const)("for a request to %s", async (scheme) => {
    const origin = await (scheme === "https" ? tlsOrigin() : httpOrigin());
    const { url, tunnels } = await httpProxy();
    const client = byEnvironment(origin.url, Object.fromEntries(names.map((name) => [name, url])));
    await call(client).catch(() => {});
    expect(tunnels.length > 0).toBe(expected[scheme]);
  });
});

test("a variable in lower case comes before the one in upper case, also if it is empty", async () => {
  const origin = await httpOrigin();
  const { url, tunnels } = await httpProxy();
  expect(await call(byEnvironment(origin.url, { http_proxy: "", HTTP_PROXY: url }))).toEqual(MINTED);
  expect(tunnels).toEqual([]);
});

/** The proxies that fail, by what the message says. */
const failing: readonly [string, () => Promise<string>, RegExp][] = [
  ["is not there", deadUrl, /\(ECONNREFUSED\)\.$/],
  ["has an unknown name", async () => "http://proxy.invalid:3128", /ENOTFOUND.*The name of the host is unknown/],
  ["wants credentials", async () => (await httpProxy(407)).url, /Proxy response \(407\).*check .* its credentials/],
  ["does not allow the host", async () => (await httpProxy(403)).url, /Proxy response \(403\).*The proxy refuses/],
  ["cannot reach the host", async () => (await httpProxy(502)).url, /Proxy response \(502\) !== 200/],
  ["has a private certificate", async () => (await httpsProxy()).url, /does not trust the certificate/],
  ["speaks no TLS", async () => (await httpProxy()).url.replace("http:", "https:"), /does not speak TLS/],
];

describe.each(failing)("a proxy that %s", (_, urlOf, message) => {
  const target = "https://tessera.example";

  test("by environmentProxy", async () => {
    expect(String(await rejection(call(byEnvironment(target, { HTTPS_PROXY: await urlOf() }))))).toMatch(message);
  });

  test("by a ProxyAgent", async () => {
    expect(String(await rejection(call(through(target, new ProxyAgent(await urlOf())))))).toMatch(message);
  });
});

test("token requests of googleAuth() go through the proxy", async () => {
  const { url, tunnels } = await httpProxy(403);
  environment({ HTTPS_PROXY: url });
  const transport = undiciTransport({ environmentProxy: true });
  onTestFinished(() => transport.close());
  const auth = googleAuth({ credentials: KEY });
  const client = androidEnterprise("https://tessera.example", { auth, transport, retry: false });
  expect(await rejection(call(client))).toBeInstanceOf(AuthError);
  expect(tunnels.map(({ host }) => host)).toEqual(["oauth2.googleapis.com"]);
});

test.each([
  ["ftp://proxy.example:21", "is neither http:// nor https://"],
  ["socks5://proxy.example:1080", "is neither http:// nor https://"],
  ["http://", "finds no URL"],
])("a variable that holds %s is refused by its name", async (value, text) => {
  const error = await rejection(call(byEnvironment("https://tessera.example", { HTTPS_PROXY: value })));
  expect(error).toBeInstanceOf(InvalidParamsError);
  expect(String(error)).toContain("`HTTPS_PROXY`");
  expect(String(error)).toContain(text);
});
