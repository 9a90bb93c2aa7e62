/** A creation under an id of the caller's: a lost response is settled by a look, and never by a blind retry. */
import { type CallOptions, ChromeDirectory, type Transport } from "tessera-sdk";
import { describe, expect, test } from "vitest";
import { NO_TIMERS, SkippingClock } from "../support/clocks.js";
import { rejection } from "../support/promises.js";
import { type ScriptedResponse, scripted } from "../support/scripted.js";

const CREATED: ScriptedResponse = { body: { name: "customers/C1/enrollmentTokens/own", token: "t" } };
const MASKED: ScriptedResponse = { body: { name: "customers/C1/enrollmentTokens/own" } };
const GONE: ScriptedResponse = { status: 404, body: { error: { code: 404, message: "not found" } } };
const INVALID: ScriptedResponse = { status: 400, body: { error: { code: 400, message: "an active token exists" } } };
const DENIED: ScriptedResponse = { status: 403, body: { error: { code: 403, message: "denied" } } };
const LOST = Object.assign(new Error("reset"), { code: "ECONNRESET" });
const DOWN: ScriptedResponse = { status: 503 };

type Script = (ScriptedResponse | Error)[];

function create(script: Script, params: object = { enrollmentTokenId: "own" }, options: CallOptions = {}) {
  const transport = scripted(...script);
  const client = new ChromeDirectory({
    auth: "a",
    api: "management",
    transport,
    clock: new SkippingClock(),
    ...NO_TIMERS,
  });
  const verbs = () => transport.sent.map(({ method }) => method).join(" ");
  return { call: client.enrollmentTokens.create(params, options), verbs };
}

describe("a creation with an id of its own", () => {
  const settled: { what: string; script: Script; verbs: string }[] = [
    { what: "works at once", script: [CREATED], verbs: "POST" },
    { what: "is found after its response was lost", script: [LOST, CREATED], verbs: "POST GET" },
    { what: "is found after the server failed", script: [DOWN, DOWN, CREATED], verbs: "POST GET GET" },
    { what: "is sent again if it has not worked", script: [LOST, GONE, CREATED], verbs: "POST GET POST" },
    { what: "is found late", script: [LOST, GONE, INVALID, CREATED], verbs: "POST GET POST GET" },
    { what: "is found after the second was lost", script: [LOST, GONE, DOWN, CREATED], verbs: "POST GET POST GET" },
  ];
  test.each(settled)("$what", async ({ script, verbs: expected }) => {
    const { call, verbs } = create(script);
    expect(await call).toMatchObject({ tokenPermanentId: "own", token: "t" });
    expect(verbs()).toBe(expected);
  });

  const failed: { what: string; script: Script; verbs: string; error: object }[] = [
    { what: "that is refused", script: [INVALID], verbs: "POST", error: { status: 400, outcomeUnknown: false } },
    {
      what: "that is lost, where the look is refused",
      script: [DOWN, DENIED],
      verbs: "POST GET",
      error: { status: 503, outcomeUnknown: true },
    },
    {
      what: "that is lost, where the look shows no secret",
      script: [DOWN, MASKED],
      verbs: "POST GET",
      error: { status: 503, outcomeUnknown: true },
    },
    {
      what: "that is refused the second time, and not found",
      script: [LOST, GONE, INVALID, GONE],
      verbs: "POST GET POST GET",
      error: { status: 400 },
    },
    {
      what: "that is lost twice, and not found",
      script: [LOST, GONE, DOWN, GONE],
      verbs: "POST GET POST GET",
      error: { status: 503, outcomeUnknown: true },
    },
  ];
  test.each(failed)("$what fails with its own error", async ({ script, verbs: expected, error }) => {
    const { call, verbs } = create(script);
    expect(await rejection(call)).toMatchObject(error);
    expect(verbs()).toBe(expected);
  });
});

test("without an id of its own, or with `retry: false`, a creation is sent once", async () => {
  for (const { call, verbs } of [create([DOWN], undefined, { retry: false }), create([DOWN], {})]) {
    expect(await rejection(call)).toMatchObject({ status: 503, outcomeUnknown: true });
    expect(verbs()).toBe("POST");
  }
});

test("a cancelled look ends with the caller's reason", async () => {
  const controller = new AbortController();
  const reason = new Error("enough");
  const script = scripted(DOWN, CREATED);
  const transport: Transport = {
    async send(request) {
      if (request.method === "GET") controller.abort(reason);
      return script.send(request);
    },
  };
  const client = new ChromeDirectory({ auth: "a", api: "management", transport });
  const call = client.enrollmentTokens.create({ enrollmentTokenId: "own" }, { signal: controller.signal });
  expect(await rejection(call)).toBe(reason);
  expect(script.sent.map(({ method }) => method)).toEqual(["POST", "GET"]);
});
