/** Which requests undici's instrumentation leaves alone, by what undici publishes of them. */
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { trace } from "@opentelemetry/api";
import { fetchTransport } from "tessera-sdk";
import { ignoreRequestHook, type UndiciRequestHeaders } from "tessera-sdk/otel";
import { request } from "undici";
import { expect, onTestFinished, test } from "vitest";
import { androidEnterprise, TOKEN_PARAMS } from "../support/clients.js";
import { instrumented, registered, SDKS } from "../support/otel.js";
import { httpServer, json } from "../support/server.js";

/** For each request of the process until the test ends: whether it is ignored. */
function ignored(): boolean[] {
  const seen: boolean[] = [];
  const listener = (message: unknown) => void seen.push(ignoreRequestHook((message as { request: never }).request));
  subscribe("undici:request:create", listener);
  onTestFinished(() => void unsubscribe("undici:request:create", listener));
  return seen;
}

const server = () => httpServer((response) => json(response, { token: "t" }));
const headers = { "User-Agent": "my-sdk/1" };

test("requests of the SDK are ignored, also by `fetch`, and others are not", async () => {
  const { url } = await server();
  const seen = ignored();
  await androidEnterprise(url).enrollmentTokens.create(TOKEN_PARAMS);
  await androidEnterprise(url, { transport: fetchTransport() }).enrollmentTokens.create(TOKEN_PARAMS);
  await request(url, { headers });
  await fetch(url);
  expect(seen).toEqual([true, true, false, false]);
});

test("those of a client with another `user-agent` are ignored under `instrument`", async () => {
  const { url } = await server();
  registered(SDKS[1][1]);
  const seen = ignored();
  const android = androidEnterprise(url, { headers });
  await android.enrollmentTokens.create(TOKEN_PARAMS);
  instrumented();
  await trace.getTracer("app").startActiveSpan("app", async (span) => {
    await android.enrollmentTokens.create(TOKEN_PARAMS);
    await request(url, { headers });
    span.end();
  });
  expect(seen).toEqual([false, true, false]);
});

const forms: [string, UndiciRequestHeaders["headers"], boolean][] = [
  ["lines", "accept: */*\r\nUser-Agent: tessera-sdk/0.1.0\r\n", true],
  ["names and values in turn", ["accept", "*/*", "user-agent", "tessera-sdk/0.1.0"], true],
  ["names and lists of values", ["cookie", ["a=1", "b=2"], "User-Agent", ["tessera-sdk/0.1.0"]], true],
  ["another agent", "user-agent: undici (tessera-sdk/0.1.0)\r\n", false],
  ["another header of this value", ["x-agent", "tessera-sdk/0.1.0", "user-agent", "undici"], false],
  ["a value that reads like the header", ["x", "user-agent: tessera-sdk/"], false],
  ["no header", [], false],
];
test.each(forms)("headers that are %s are read", (_, given, expected) => {
  expect(ignoreRequestHook({ headers: given })).toBe(expected);
});
