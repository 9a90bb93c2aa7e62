/** The spans of calls, under both versions of OpenTelemetry's SDK. */
import { tracingChannel } from "node:diagnostics_channel";
import { context, trace } from "@opentelemetry/api";
import type { AndroidEnterpriseOptions, ClientOptions } from "tessera-sdk";
import { instrument } from "tessera-sdk/otel";
import { describe, expect, test, vi } from "vitest";
import { androidEnterprise, TOKEN_PARAMS } from "../support/clients.js";
import { ShortWaits } from "../support/clocks.js";
import { instrumented, registered, SDKS, type SpanTree } from "../support/otel.js";
import { rejection } from "../support/promises.js";
import { type ScriptedResponse, scripted } from "../support/scripted.js";
import golden from "./retriedCall.json" with { type: "json" };

const GOOGLE = "https://androidenterprise.googleapis.com";
const TOKEN = { body: { token: "t" } };
const ID = "androidenterprise.enrollmentTokens.create";
const ATTEMPT = "POST /androidenterprise/v1/enterprises/{enterpriseId}/enrollmentTokens";

/** A client whose waits pass at once. */
function client(responses: (ScriptedResponse | Error)[], options: Partial<AndroidEnterpriseOptions> = {}) {
  const transport = scripted(...responses);
  return androidEnterprise(GOOGLE, { transport, clock: new ShortWaits(), ...options } as never);
}

/** Names with those of what is within. */
const namesOf = (trees: readonly SpanTree[]): unknown[] =>
  trees.map(({ name, children }) => (children.length > 0 ? [name, namesOf(children)] : name));

describe.each(SDKS)("with %s", (_, sdk) => {
  test("a call with a token request, a 503 and a wait is the golden tree below the user's span", async () => {
    const clock = new ShortWaits({ now: 1_800_000_000_000 });
    vi.spyOn(Date, "now").mockImplementation(() => clock.now());
    vi.spyOn(performance, "now").mockImplementation(() => clock.monotonic());
    const { trees } = registered(sdk);
    instrumented();
    const transport = scripted({ status: 503 }, TOKEN);
    const { send } = transport;
    transport.send = async (request) => {
      await clock.advance(180);
      return send(request);
    };
    const auth = async () => {
      await clock.advance(120);
      return { token: "access-token", expiresAt: clock.now() + 3_600_000 };
    };
    const android = androidEnterprise(GOOGLE, { transport, clock, auth });
    await trace.getTracer("app").startActiveSpan("enroll a device", async (span) => {
      await android.enrollmentTokens.create(TOKEN_PARAMS);
      span.end();
    });
    vi.restoreAllMocks();
    expect(trees()).toEqual([golden]);
  });

  test("each call has a tree of its own, also of calls at the same time", async () => {
    const { trees } = registered(sdk);
    instrumented();
    const android = client([TOKEN]);
    await Promise.all([1, 2, 3].map(() => android.enrollmentTokens.create(TOKEN_PARAMS)));
    expect(namesOf(trees())).toEqual([1, 2, 3].map(() => [ID, [ATTEMPT]]));
  });

  test("what a function for tokens does is within its span, what a limiter does in the call, a transport in the attempt", async () => {
    const { trees } = registered(sdk);
    instrumented();
    const own = async (name: string) => trace.getTracer("app").startSpan(name).end();
    const transport = scripted(TOKEN);
    const { send } = transport;
    transport.send = (request) => own("in transport").then(() => send(request));
    const limiter = { take: () => own("in limiter"), refused() {} };
    const auth = () => own("in auth").then(() => "token");
    await client([], { transport, limiter, auth }).enrollmentTokens.create(TOKEN_PARAMS);
    expect(namesOf(trees())).toEqual([
      [ID, [["get token", ["in auth"]], "in limiter", "wait for limiter", [ATTEMPT, ["in transport"]]]],
    ]);
  });

  test("of a trace that is not sampled nothing is exported, and the call is as without", async () => {
    const { spans } = registered(sdk, { sampler: { shouldSample: () => ({ decision: 0 }), toString: () => "off" } });
    instrumented();
    expect(await client([TOKEN]).enrollmentTokens.create(TOKEN_PARAMS)).toMatchObject({ token: "t" });
    expect(spans()).toEqual([]);
  });

  test("nothing is exported after `stop`", async () => {
    const { spans } = registered(sdk);
    instrumented().stop();
    await client([TOKEN]).enrollmentTokens.create(TOKEN_PARAMS);
    expect(spans()).toEqual([]);
  });

  test("a provider that is registered after `instrument` gets the spans", async () => {
    instrumented();
    const { trees } = registered(sdk);
    await client([TOKEN]).enrollmentTokens.create(TOKEN_PARAMS);
    expect(namesOf(trees())).toEqual([[ID, [ATTEMPT]]]);
  });

  const vendorError = (code: string) => ({ status: 403, body: { error: { code: 403, status: code, message: "no" } } });
  const failures: [string, (ScriptedResponse | Error)[], Partial<ClientOptions>, call: string, attempt: string][] = [
    ["a vendor's error", [vendorError("FAILED_PRECONDITION")], {}, "FAILED_PRECONDITION", "403"],
    ["a code that is a text", [vendorError("No, jane@example.com!")], {}, "GoogleApiError", "403"],
    ["a lost connection", [new Error("lost")], { retry: false }, "ERR_TESSERA_CONNECTION", "ERR_TESSERA_CONNECTION"],
    [
      "a success that cannot be read",
      [{ body: "<" }],
      {},
      "ERR_TESSERA_INVALID_RESPONSE",
      "ERR_TESSERA_INVALID_RESPONSE",
    ],
  ];
  test.each(failures)("%s is an `error.type` without a message", async (_, responses, options, call, attempt) => {
    const { trees } = registered(sdk);
    instrumented();
    await rejection(client(responses, options).enrollmentTokens.create(TOKEN_PARAMS));
    expect(trees()).toMatchObject([
      {
        status: "ERROR",
        attributes: { "error.type": call, "tessera.attempts": 1 },
        children: [{ status: "ERROR", attributes: { "error.type": attempt } }],
      },
    ]);
  });

  test("a call that is refused before it is sent, and one whose signal aborts, have the type of their error", async () => {
    const { spans } = registered(sdk);
    instrumented();
    const android = client([{ status: 503 }]);
    await rejection(android.enrollmentTokens.create({ enterpriseId: 1 } as never));
    await rejection(android.enrollmentTokens.create(TOKEN_PARAMS, { signal: AbortSignal.abort() }));
    await rejection(android.enrollmentTokens.create(TOKEN_PARAMS, { signal: AbortSignal.abort("of no type") }));
    const types = spans().map(({ attributes }) => attributes["error.type"]);
    expect(types).toEqual(["ERR_TESSERA_INVALID_PARAMS", "AbortError", "_OTHER"]);
  });
});

describe("a span is ended", () => {
  /** A provider whose spans are counted, and what goes to the process. */
  function counted() {
    const counts = { started: 0, ended: 0 };
    const span = { setAttributes() {}, setStatus() {}, end: () => void counts.ended++ };
    const getTracer = () => ({ startSpan: () => counts.started++ > -1 && span });
    const thrown: unknown[] = [];
    vi.stubGlobal("queueMicrotask", (work: () => void) => {
      try {
        work();
      } catch (error) {
        thrown.push(error);
      }
    });
    return { counts, thrown, tracerProvider: { getTracer } as never };
  }

  test("though metrics cannot be recorded", async () => {
    const { counts, thrown, tracerProvider } = counted();
    const fault = new Error("no meter");
    const getMeter = () => {
      throw fault;
    };
    using _ = instrument({ tracerProvider, meterProvider: { getMeter } as never });
    expect(await client([TOKEN]).enrollmentTokens.create(TOKEN_PARAMS)).toMatchObject({ token: "t" });
    expect(counts).toEqual({ started: 2, ended: 2 });
    expect(thrown).toEqual([fault, fault]);
  });

  test("though the error cannot be read", async () => {
    const { counts, thrown, tracerProvider } = counted();
    using _ = instrument({ tracerProvider });
    const reason = {
      get code() {
        throw new Error("cannot be read");
      },
    };
    const signal = AbortSignal.abort(reason);
    expect(await rejection(client([TOKEN]).enrollmentTokens.create(TOKEN_PARAMS, { signal }))).toBe(reason);
    expect(counts).toEqual({ started: 1, ended: 1 });
    expect(thrown).toEqual([]);
  });
});

test("without an SDK, calls go on as if nothing was instrumented", async () => {
  instrumented();
  expect(context.active().getValue(Symbol.for("any"))).toBeUndefined();
  const android = client([{ status: 503 }, TOKEN], { auth: () => "token" });
  expect(await android.enrollmentTokens.create(TOKEN_PARAMS)).toMatchObject({ token: "t" });
});

test.each([
  [{ tracer: {} }, "`tracer`"],
  [{ tracerProvider: {} }, "must have a `getTracer` method"],
  [{ meterProvider: 1 }, "must have a `getMeter` method"],
])("the options %j are refused", (options, message) => {
  expect(() => instrument(options as never)).toThrow(message);
  expect(CHANNELS.map((name) => tracingChannel(name).hasSubscribers)).toEqual(CHANNELS.map(() => false));
});

const CHANNELS = ["call", "attempt", "wait", "token"].map((kind) => `tessera-sdk.${kind}`);

test("channels have subscribers between `instrument` and `stop` and at no other time, so that all else costs as before", () => {
  const active = () => CHANNELS.map((name) => tracingChannel(name).hasSubscribers);
  expect(active()).toEqual([false, false, false, false]);
  const instrumentation = instrument();
  expect(active()).toEqual([true, true, true, true]);
  instrumentation.stop();
  expect(active()).toEqual([false, false, false, false]);
});
