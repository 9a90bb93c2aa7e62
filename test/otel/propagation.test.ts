/** Which servers learn of a trace. */
import { context, propagation, trace } from "@opentelemetry/api";
import { type Transport, type TransportRequest, undiciTransport } from "tessera-sdk";
import { type PropagationOptions, propagatingTransport } from "tessera-sdk/otel";
import { expect, onTestFinished, test } from "vitest";
import { androidEnterprise, TOKEN_PARAMS } from "../support/clients.js";
import { instrumented, registered, SDKS } from "../support/otel.js";
import { httpServer, json, type Received } from "../support/server.js";

const server = () => httpServer((response) => json(response, { token: "t" }));

/** Calls a method of a server within a span of the user's that has baggage. @returns the headers that arrived. */
async function received(at: string, requests: Received[], options: PropagationOptions, headers = {}) {
  const network = undiciTransport();
  onTestFinished(() => network.close());
  const android = androidEnterprise(at, { transport: propagatingTransport(network, options), headers });
  const baggage = propagation.createBaggage({ user: { value: "jane" } });
  await context.with(propagation.setBaggage(context.active(), baggage), () =>
    trace.getTracer("app").startActiveSpan("app", async (span) => {
      await android.enrollmentTokens.create(TOKEN_PARAMS);
      span.end();
    }),
  );
  expect(requests).toHaveLength(1);
  return requests[0]?.headers ?? {};
}

test.each(SDKS)("an origin that is listed gets the context of the attempt, without baggage, by %s", async (_, sdk) => {
  const { url, requests } = await server();
  const { spans } = registered(sdk);
  instrumented();
  const headers = await received(url, requests, { propagateTo: [url] });
  const attempt = spans()
    .find(({ name }) => name.startsWith("POST "))
    ?.spanContext();
  expect(headers.traceparent).toBe(`00-${attempt?.traceId}-${attempt?.spanId}-01`);
  expect(headers).not.toHaveProperty("baggage");
});

test("without `instrument`, it gets the context of the user's span", async () => {
  const { url, requests } = await server();
  const { spans } = registered(SDKS[1][1]);
  const headers = await received(url, requests, { propagateTo: [url] });
  expect(headers.traceparent).toContain(spans()[0]?.spanContext().spanId);
});

test("baggage is sent where it is named", async () => {
  const { url, requests } = await server();
  registered(SDKS[1][1]);
  const headers = await received(url, requests, { propagateTo: [url], headers: ["baggage"] });
  expect(headers.baggage).toBe("user=jane");
  expect(headers).not.toHaveProperty("traceparent");
});

test("an origin that is not listed gets nothing: another port, another host", async () => {
  const { url, port, requests } = await server();
  registered(SDKS[1][1]);
  instrumented();
  const propagateTo = [`http://127.0.0.1:${port + 1}`, `https://127.0.0.1:${port}`, "https://127.0.0.1", "http://a.b"];
  const headers = await received(url, requests, { propagateTo });
  expect(Object.keys(headers)).toContain("authorization");
  for (const name of ["traceparent", "tracestate", "baggage"]) expect(headers).not.toHaveProperty(name);
});

test("a header that the client sets itself is kept", async () => {
  const { url, requests } = await server();
  registered(SDKS[1][1]);
  const headers = await received(url, requests, { propagateTo: [url] }, { traceparent: "mine" });
  expect(headers.traceparent).toBe("mine");
});

test("whether a request was written, `close` and hints are those of the transport", async () => {
  registered(SDKS[1][1]);
  let closed = 0;
  const seen: TransportRequest[] = [];
  const network: Transport = {
    send: (request) => {
      seen.push(request);
      request.written = false;
      return Promise.reject(new Error("refused"));
    },
    close: async () => void closed++,
    connectionHint: () => "a hint",
  };
  const transport = propagatingTransport(network, { propagateTo: ["https://a.example"] });
  const request = { method: "GET", url: "https://a.example/x?y", headers: { a: "b" } } as unknown as TransportRequest;
  await expect(transport.send(request)).rejects.toThrow("refused");
  expect(request).toEqual({ method: "GET", url: "https://a.example/x?y", headers: { a: "b" }, written: false });
  expect(seen).not.toContain(request);
  await transport.close?.();
  expect([closed, transport.connectionHint?.()]).toEqual([1, "a hint"]);
  const plain = propagatingTransport({ send: network.send }, { propagateTo: [] });
  expect([await plain.close?.(), plain.connectionHint?.()]).toEqual([undefined, undefined]);
});

const ORIGIN = "must be an origin";
test.each([
  [{}, { propagateTo: [] }, "must have a `send` method"],
  [undiciTransport(), {}, "`propagateTo` is required"],
  [undiciTransport(), { propagateTo: ["flowerdocs.example.com"] }, ORIGIN],
  [undiciTransport(), { propagateTo: ["https://flowerdocs.example.com/core"] }, ORIGIN],
  [undiciTransport(), { propagateTo: ["https://flowerdocs.example.com/"] }, ORIGIN],
  [undiciTransport(), { propagateTo: ["https://*.example.com"], headers: [""] }, "headers"],
  [undiciTransport(), { propagateTo: [], baggage: true }, "`baggage`"],
])("the arguments %j, %j are refused", (transport, options, message) => {
  expect(() => propagatingTransport(transport as never, options as never)).toThrow(message);
});
