/** `observe` where Node's tracing channels are missing, as in browsers, and where they lack `hasSubscribers`, as on Bun. */
import { AsyncLocalStorage } from "node:async_hooks";
import * as diagnosticsChannel from "node:diagnostics_channel";
import { createEmulator } from "tessera-sdk/testing";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { TOKEN_PARAMS } from "../support/clients.js";
import { rejection } from "../support/promises.js";

function bunChannel(name: string) {
  const { start, end, asyncStart, asyncEnd, error, subscribe, unsubscribe, tracePromise } =
    diagnosticsChannel.tracingChannel(name);
  return { start, end, asyncStart, asyncEnd, error, subscribe, unsubscribe, tracePromise };
}

/** What a runtime has in place of `node:diagnostics_channel`. */
const RUNTIMES: [string, object | undefined][] = [
  ["without Node", undefined],
  ["on Bun", { tracingChannel: bunChannel }],
];

/** The package, loaded where this is Node's module. */
async function load(diagnostics: object | undefined) {
  const original = process.getBuiltinModule;
  const replaced = (name: string) => (name === "node:diagnostics_channel" ? diagnostics : original(name));
  const spy = vi.spyOn(process, "getBuiltinModule").mockImplementation(replaced as typeof original);
  onTestFinished(() => {
    spy.mockRestore();
    vi.resetModules();
  });
  vi.resetModules();
  const { AndroidEnterprise, observe } = await import("../../src/index.js");
  const emulator = createEmulator();
  const auth = () => emulator.issueToken();
  const android = new AndroidEnterprise({ auth, transport: emulator.transport, retry: { baseMs: 0 } });
  return { android, emulator, observe };
}

describe.each(RUNTIMES)("%s, an observer", (_, diagnostics) => {
  test("sees calls, token requests, attempts and waits, until it is stopped", async () => {
    const { android, emulator, observe } = await load(diagnostics);
    const seen: string[] = [];
    const other: string[] = [];
    const observation = observe({
      callStart: () => void seen.push("call"),
      callEnd: ({ status }) => void seen.push(`call ${status}`),
      attemptEnd: ({ status }) => void seen.push(`attempt ${status}`),
      waitEnd: ({ reason }) => void seen.push(`wait ${reason}`),
      tokenEnd: () => void seen.push("token"),
    });
    const second = observe({ callEnd: ({ endpoint }) => void other.push(endpoint) });
    onTestFinished(() => second.stop());
    emulator.fail({ endpoint: "androidenterprise.enrollmentTokens.create", status: 503 });
    await android.enrollmentTokens.create(TOKEN_PARAMS);
    const all = ["call", "token", "attempt 503", "wait retry", "token", "attempt 200", "call 200"];
    expect(seen).toEqual(all);
    observation.stop();
    await android.enrollmentTokens.create(TOKEN_PARAMS);
    expect(seen).toEqual(all);
    expect(other).toHaveLength(2);
  });

  test("of another copy of the package sees them, too", async () => {
    const { observe } = await load(diagnostics);
    const { android } = await load(diagnostics);
    const seen: string[] = [];
    const observation = observe({ callEnd: ({ endpoint }) => void seen.push(endpoint) });
    onTestFinished(() => observation.stop());
    await android.enrollmentTokens.create(TOKEN_PARAMS);
    expect(seen).toEqual(["androidenterprise.enrollmentTokens.create"]);
  });

  test("sees the error that a call throws", async () => {
    const { android, observe } = await load(diagnostics);
    const errors: unknown[] = [];
    const observation = observe({ callEnd: ({ error }) => void errors.push(error) });
    onTestFinished(() => observation.stop());
    const call = android.enrollmentTokens.create({ ...TOKEN_PARAMS, enterpriseId: "none" });
    expect(errors).toEqual([]);
    const error = await rejection(call);
    expect(errors).toEqual([error]);
  });

  test("has its store set for the duration of a call", async () => {
    const { android, observe } = await load(diagnostics);
    const store = new AsyncLocalStorage<string>();
    const observation = observe<string>({ callStart: ({ endpoint }) => endpoint, store });
    onTestFinished(() => observation.stop());
    const seen: unknown[] = [];
    await android.enrollmentTokens.create(TOKEN_PARAMS, { onSend: () => void seen.push(store.getStore()) });
    expect(seen).toEqual(["androidenterprise.enrollmentTokens.create"]);
  });
});
