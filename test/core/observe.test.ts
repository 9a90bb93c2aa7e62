import { AsyncLocalStorage } from "node:async_hooks";
import { tracingChannel } from "node:diagnostics_channel";
import {
  AuthError,
  type ClientOptions,
  FlowerDocs,
  flowerDocsLogin,
  GoogleApiError,
  googleAuth,
  InvalidParamsError,
  type Observer,
  observe,
  type Transport,
} from "tessera-sdk";
import { createEmulator, ManualClock } from "tessera-sdk/testing";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { androidEnterprise, TOKEN_PARAMS } from "../support/clients.js";
import { ShortWaits } from "../support/clocks.js";
import { rejection } from "../support/promises.js";
import { httpServer, json } from "../support/server.js";
import { KEY } from "../support/serviceAccount.js";
import { supplier } from "../support/suppliers.js";
import { tokenTransport } from "../support/tokenTransport.js";

const KINDS = ["call", "attempt", "wait", "token"] as const;
type Kind = (typeof KINDS)[number];
const NAMES = KINDS.flatMap((kind) => [`${kind}Start`, `${kind}End`] as const);
type Name = (typeof NAMES)[number];
type Trace = Record<string, unknown>;

const ID = "androidenterprise.enrollmentTokens.create";
const SCOPE = "https://www.googleapis.com/auth/androidenterprise";
const GOOGLE = "https://androidenterprise.googleapis.com";
const REQUEST = {
  endpoint: ID,
  method: "POST",
  urlTemplate: "/androidenterprise/v1/enterprises/{enterpriseId}/enrollmentTokens",
};

function observed<S>(observer: Observer<S>) {
  const observation = observe(observer);
  onTestFinished(() => observation.stop());
  return observation;
}

/** Every function of an observer, by one that is told its name. */
const each = (run: (name: Name, ...args: unknown[]) => unknown): Observer =>
  Object.fromEntries(NAMES.map((name) => [name, (...args: unknown[]) => run(name, ...args)]));

/** All that is observed until the test ends, in order. */
function record(): { name: Name; trace: Trace }[] {
  const seen: { name: Name; trace: Trace }[] = [];
  observed(each((name, trace) => void seen.push({ name, trace: trace as Trace })));
  return seen;
}

const ends = (seen: ReturnType<typeof record>, kind: Kind) =>
  seen.filter(({ name }) => name === `${kind}End`).map(({ trace }) => trace);

/** Responds with these statuses, then with a token. */
function serverOf(...statuses: number[]) {
  return httpServer((response, _, nth) => json(response, { token: "t" }, statuses[nth - 1] ?? 200));
}

/** The same without a network. */
function transportOf(...statuses: number[]): Transport & { sent: number } {
  const transport = {
    sent: 0,
    async send() {
      const status = statuses[transport.sent++] ?? 200;
      const body = (async function* () {
        yield new TextEncoder().encode('{"token":"t"}');
      })();
      return { status, headers: {}, body };
    },
  };
  return transport;
}

/** A client without a network whose waits pass at once. */
function client(transport: Transport, options: ClientOptions & { auth?: never } = {}) {
  return androidEnterprise("https://emm.example.com", {
    clock: new ShortWaits(),
    transport,
    ...options,
  });
}

/** What is thrown outside of every call until the test ends. */
function uncaught(): unknown[] {
  const thrown: unknown[] = [];
  const original = globalThis.queueMicrotask;
  const spy = vi.spyOn(globalThis, "queueMicrotask").mockImplementation((work) =>
    original(() => {
      try {
        work();
      } catch (error) {
        thrown.push(error);
      }
    }),
  );
  onTestFinished(() => spy.mockRestore());
  return thrown;
}

describe("an observer", () => {
  test("sees call, token request, attempts and waits of one call, in order and within each other", async () => {
    const server = await serverOf(503);
    const seen = record();
    const android = androidEnterprise(server.url, { auth: () => "token", retry: { baseMs: 0 } });
    await android.enrollmentTokens.create(TOKEN_PARAMS);
    const attempt = ["attemptStart", "attemptEnd"];
    expect(seen.map(({ name }) => name)).toEqual([
      "callStart",
      ...["tokenStart", "tokenEnd", ...attempt],
      ...["waitStart", "waitEnd", "tokenStart", "tokenEnd", ...attempt],
      "callEnd",
    ]);
  });

  test("gets the facts that are known at the start, and the others at the end", async () => {
    const server = await serverOf(503);
    const seen = record();
    await androidEnterprise(server.url, {
      auth: () => "token",
      retry: { attempts: 2, baseMs: 0 },
    }).enrollmentTokens.create(TOKEN_PARAMS);
    const at = { host: "127.0.0.1", port: server.port };
    const ms = expect.any(Number);
    const first = { ...REQUEST, ...at, attempt: 1, resendCount: 0 };
    expect(seen.map(({ trace }) => trace)).toStrictEqual([
      { ...REQUEST, ...at },
      { ...at, scope: SCOPE },
      { ...at, scope: SCOPE, ms },
      first,
      { ...first, status: 503, ms, error: expect.any(GoogleApiError) },
      { ...at, endpoint: ID, reason: "retry", attempt: 2, delayMs: 0 },
      { ...at, endpoint: ID, reason: "retry", attempt: 2, delayMs: 0, ms },
      { ...at, scope: SCOPE },
      { ...at, scope: SCOPE, ms },
      { ...REQUEST, ...at, attempt: 2, resendCount: 1 },
      { ...REQUEST, ...at, attempt: 2, resendCount: 1, status: 200, ms },
      { ...REQUEST, ...at, attempts: 2, status: 200, ms },
    ]);
  });

  test("gets durations by the client's clock, rounded to hundredths of a millisecond", async () => {
    class Thirds extends ShortWaits {
      #reads = 0;
      override monotonic() {
        return super.monotonic() + this.#reads++ / 3;
      }
    }
    const seen = record();
    await client(transportOf(503, 429), { clock: new Thirds() }).enrollmentTokens.create(TOKEN_PARAMS);
    const all = seen.flatMap(({ trace }) => ("ms" in trace ? [trace.ms as number] : []));
    expect(all.length).toBeGreaterThan(4);
    expect(all.some((ms) => !Number.isInteger(ms))).toBe(true);
    expect(all.map((ms) => Number(ms.toFixed(2)))).toEqual(all);
  });

  test("gets the error itself of an attempt and of a call", async () => {
    const seen = record();
    const error = await rejection(client(transportOf(404)).enrollmentTokens.create(TOKEN_PARAMS));
    expect(ends(seen, "attempt")[0]?.error).toBe(error);
    expect(ends(seen, "call")[0]?.error).toBe(error);
  });

  test("sees only what it has a function for", async () => {
    const seen: string[] = [];
    observed({ waitStart: ({ reason }) => void seen.push(reason) });
    const isActive = (kind: Kind) => tracingChannel(`tessera-sdk.${kind}`).hasSubscribers;
    expect(KINDS.filter(isActive)).toEqual(["wait"]);
    await client(transportOf(503)).enrollmentTokens.create(TOKEN_PARAMS);
    expect(seen).toEqual(["retry"]);
  });

  test("has what its start function returned, and each call its own", async () => {
    let begun = 0;
    const pairs: [string, number | undefined][] = [];
    observed<number>({
      callStart: () => ++begun,
      callEnd: ({ endpoint }, started) => void pairs.push([endpoint, started]),
      attemptEnd: (_, started) => void pairs.push(["attempt", started]),
    });
    const android = client(transportOf());
    await Promise.all([android.enrollmentTokens.create(TOKEN_PARAMS), android.enrollmentTokens.create(TOKEN_PARAMS)]);
    expect(pairs.filter(([name]) => name === "attempt").map(([, value]) => value)).toEqual([undefined, undefined]);
    expect(pairs.filter(([name]) => name === ID).map(([, value]) => value)).toEqual([1, 2]);
  });

  test("cannot change what another one sees, nor the call", async () => {
    const thrown = uncaught();
    const seen: unknown[] = [];
    observed({
      callEnd: (call) => {
        (call as Trace).endpoint = "changed";
      },
    });
    observed({ callEnd: ({ endpoint }) => void seen.push(endpoint) });
    observed({ callEnd: ({ endpoint }) => void seen.push(endpoint) });
    await client(transportOf()).enrollmentTokens.create(TOKEN_PARAMS);
    expect(seen).toEqual([ID, ID]);
    expect(thrown).toEqual([expect.any(TypeError)]);
  });

  test("is read once, and its functions have it as `this`", async () => {
    const seen: string[] = [];
    const observer: Observer = {
      callStart() {
        this.tokenStart?.({ host: "h", port: 1 });
      },
      tokenStart: ({ host }) => void seen.push(host),
    };
    observed(observer);
    observer.callStart = undefined;
    await client(transportOf()).enrollmentTokens.create(TOKEN_PARAMS);
    expect(seen).toEqual(["h"]);
  });

  test.each<[string, unknown, string]>([
    ["a name that is misspelled", { callEnded() {} }, "did you mean `callEnd`?"],
    ["a name that is unknown", { everything() {} }, "everything"],
    ["what is not a function", { attemptEnd: "log" }, "`attemptEnd` must be a function"],
    ["a store without `run`", { store: {} }, "`store` must have a `run` method"],
    ["an instance of a class", new (class Mine {})(), "must be a plain object"],
    ["nothing", undefined, "options"],
  ])("is refused with %s", (_, observer, message) => {
    const refused = expect(() => observed(observer as Observer));
    refused.toThrow(InvalidParamsError);
    refused.toThrow(message);
  });
});

describe.each(NAMES)("what %s throws", (thrower) => {
  test.each([
    ["a call that succeeds", transportOf, [503]],
    ["a call that fails", transportOf, [503, 404]],
  ] as const)("goes to the process and does not affect %s", async (_, transport, statuses) => {
    const run = (options = {}) =>
      client(transport(...statuses), { ...(options as object), auth: (() => "token") as never })
        .enrollmentTokens.create(TOKEN_PARAMS)
        .catch((error: unknown) => error);
    const unobserved = await run();
    const thrown = uncaught();
    const mistake = new Error("mistake of the observer");
    const seen: string[] = [];
    observed(
      each((name) => {
        if (name === thrower) throw mistake;
      }),
    );
    observed(each((name) => void seen.push(name)));
    expect(await run()).toEqual(unobserved);
    expect(thrown.length).toBeGreaterThan(0);
    expect(new Set(thrown)).toEqual(new Set([mistake]));
    expect(seen).toContain(thrower);
  });
});

describe("an observation", () => {
  const stops: [string, (observation: ReturnType<typeof observe>) => void][] = [
    ["stop()", (observation) => observation.stop()],
    ["Symbol.dispose", (observation) => observation[Symbol.dispose]()],
    [
      "stop() twice",
      (observation) => {
        observation.stop();
        observation.stop();
      },
    ],
  ];

  test.each(stops)("ends by %s, and leaves no subscriber", async (_, stop) => {
    const seen: string[] = [];
    const observation = observed(each((name) => void seen.push(name)));
    stop(observation);
    const isActive = (kind: Kind) => tracingChannel(`tessera-sdk.${kind}`).hasSubscribers;
    expect(KINDS.filter(isActive)).toEqual([]);
    await client(transportOf(503)).enrollmentTokens.create(TOKEN_PARAMS);
    expect(seen).toEqual([]);
  });

  test("does not report the end of what it saw begin, once it is stopped", async () => {
    const seen: string[] = [];
    const observation = observed(each((name) => void seen.push(name)));
    const call = client(transportOf()).enrollmentTokens.create(TOKEN_PARAMS);
    observation.stop();
    await call;
    expect(seen).toEqual(["callStart", "attemptStart"]);
  });

  test("does not report the end of what began before it, although another observer does", async () => {
    const before = record();
    const call = client(transportOf(503)).enrollmentTokens.create(TOKEN_PARAMS);
    const after = record();
    await call;
    expect(ends(before, "call")).toHaveLength(1);
    expect(ends(after, "call")).toEqual([]);
    expect(ends(before, "attempt")).toHaveLength(2);
    expect(ends(after, "attempt")).toMatchObject([{ attempt: 2 }]);
  });

  test("goes on when another one is stopped", async () => {
    const first = observed({ callEnd() {} });
    const seen = record();
    first.stop();
    await client(transportOf()).enrollmentTokens.create(TOKEN_PARAMS);
    expect(ends(seen, "call")).toHaveLength(1);
  });
});

describe("a wait", () => {
  test("for a retry has its delay, and lasts as long", async () => {
    const seen = record();
    await client(transportOf(503, 503)).enrollmentTokens.create(TOKEN_PARAMS);
    expect(ends(seen, "wait")).toMatchObject([
      { reason: "retry", attempt: 2, delayMs: 500, ms: 500, endpoint: ID, host: "emm.example.com", port: 443 },
      { reason: "retry", attempt: 3, delayMs: 1_000, ms: 1_000 },
    ]);
  });

  test("for a limiter is one only where the limiter returns a promise", async () => {
    const seen = record();
    let taken = 0;
    const limiter = { take: () => (++taken === 1 ? undefined : Promise.resolve()), refused() {} };
    await client(transportOf(503), { limiter }).enrollmentTokens.create(TOKEN_PARAMS);
    expect(ends(seen, "wait").map(({ reason, attempt }) => [reason, attempt])).toEqual([
      ["retry", 2],
      ["limiter", 2],
    ]);
    expect(ends(seen, "wait")[1]).not.toHaveProperty("delayMs");
  });

  test("of the default limiter begins after a throttle", async () => {
    const seen = record();
    const android = client(transportOf(429), { retry: { attempts: 2, baseMs: 0 } });
    await android.enrollmentTokens.create(TOKEN_PARAMS);
    expect(ends(seen, "wait")).toMatchObject([{ reason: "retry" }, { reason: "limiter", attempt: 2, ms: 500 }]);
  });

  test("of a token request of Google's has the host that issues tokens", async () => {
    const seen = record();
    const transport = tokenTransport();
    const limiter = { take: async () => {}, refused() {} };
    const options = { transport, limiter, auth: googleAuth({ credentials: KEY }) };
    await androidEnterprise(GOOGLE, options).enrollmentTokens.create(TOKEN_PARAMS);
    expect(ends(seen, "wait")[0]).toEqual({
      endpoint: "google.oauth2.token",
      reason: "limiter",
      attempt: 1,
      host: "oauth2.googleapis.com",
      port: 443,
      ms: expect.any(Number),
    });
  });

  const waits: [string, ClientOptions, number[]][] = [
    ["a retry", {}, [503]],
    ["the limiter", { limiter: { take: () => new Promise<void>(() => {}), refused() {} } }, []],
  ];
  test.each(waits)("for %s that is aborted ends with the reason of the signal", async (_, options, statuses) => {
    const controller = new AbortController();
    const reason = new Error("left");
    const seen = record();
    observed({ waitStart: () => queueMicrotask(() => controller.abort(reason)) });
    const android = client(transportOf(...statuses), { clock: new ManualClock(), ...options });
    const { signal } = controller;
    expect(await rejection(android.enrollmentTokens.create(TOKEN_PARAMS, { signal }))).toBe(reason);
    expect(ends(seen, "wait")).toMatchObject([{ error: reason, ms: 0 }]);
    expect(ends(seen, "call")).toMatchObject([{ error: reason }]);
  });
});

describe("a token request", () => {
  test("that several calls share is one; a cached token and a string need no request", async () => {
    const seen = record();
    const { auth, asks } = supplier();
    const android = client(transportOf(), { auth: auth as never });
    const calls = [1, 2, 3].map(() => android.enrollmentTokens.create(TOKEN_PARAMS));
    await Promise.resolve();
    asks[0]?.give({ token: "token", expiresAt: Date.now() + 3_600_000 });
    await Promise.all(calls);
    await android.enrollmentTokens.create(TOKEN_PARAMS);
    await client(transportOf()).enrollmentTokens.create(TOKEN_PARAMS);
    expect(ends(seen, "call")).toHaveLength(5);
    expect(ends(seen, "token")).toEqual([{ host: "emm.example.com", port: 443, scope: SCOPE, ms: expect.any(Number) }]);
  });

  const refusedLogin = () => {
    const emulator = createEmulator();
    const auth = flowerDocsLogin({ user: "jna", password: "wrong", scope: "ACME" });
    const flower = new FlowerDocs({
      auth,
      baseUrl: "https://flowerdocs.example.com/core",
      transport: emulator.transport,
    });
    return flower.tokens.renew();
  };
  const refusedKey = () => {
    const transport = tokenTransport(() => ({ status: 400, body: { error: "invalid_grant" } }));
    const options = { auth: googleAuth({ credentials: KEY }), transport };
    return androidEnterprise(GOOGLE, options).enrollmentTokens.create(TOKEN_PARAMS);
  };
  const failing = (auth: () => unknown) => () =>
    client(transportOf(), { auth: auth as never, retry: false }).enrollmentTokens.create(TOKEN_PARAMS);
  const cases: [string, () => Promise<unknown>, string][] = [
    ["a function that throws", failing(() => Promise.reject(new Error("no"))), "see `cause`"],
    ["a function that returns no token", failing(() => ""), "returned no token"],
    ["a login that is refused", refusedLogin, "No token could be obtained"],
    ["a key that is refused", refusedKey, "invalid_grant"],
  ];
  test.each(cases)("by %s ends with the error that the call throws", async (_, run, message) => {
    const seen = record();
    const error = await rejection(run());
    expect(error).toBeInstanceOf(AuthError);
    expect((error as Error).message).toContain(message);
    const copy = expect.objectContaining({ name: "AuthError", message: (error as Error).message });
    expect(ends(seen, "token")).toMatchObject([{ error: copy }]);
  });

  test("that takes too long ends with its limit", async () => {
    const seen = record();
    const clock = new ManualClock();
    const { auth } = supplier();
    const call = client(transportOf(), { clock, auth: auth as never, retry: false }).enrollmentTokens.create(
      TOKEN_PARAMS,
    );
    const failed = rejection(call);
    await clock.advance(30_000);
    await failed;
    expect(ends(seen, "token")).toMatchObject([{ ms: 30_000, error: expect.any(AuthError) }]);
  });

  test("for which no call waits any more ends, although the function goes on", async () => {
    const seen = record();
    const controller = new AbortController();
    const { auth, asks } = supplier();
    const android = client(transportOf(), { auth: auth as never });
    const call = android.enrollmentTokens.create(TOKEN_PARAMS, { signal: controller.signal });
    const failed = rejection(call);
    await Promise.resolve();
    controller.abort(new Error("left"));
    await failed;
    await vi.waitFor(() => expect(ends(seen, "token")).toHaveLength(1));
    expect(ends(seen, "token")[0]?.error).toBeInstanceOf(AuthError);
    asks[0]?.give("late");
  });

  test("by a login holds the call that logs in", async () => {
    const emulator = createEmulator();
    const seen = record();
    const auth = flowerDocsLogin({ user: "jna", password: "emulated-password", scope: "ACME" });
    const flower = new FlowerDocs({
      auth,
      baseUrl: "https://flowerdocs.example.com/core",
      transport: emulator.transport,
    });
    await flower.tokens.renew();
    const shown = seen.map(({ name, trace }) => `${name} ${trace.endpoint ?? trace.host}`);
    const login = "flowerdocs.authentication.create";
    expect(shown.slice(0, 7)).toEqual([
      "callStart flowerdocs.tokens.renew",
      "tokenStart flowerdocs.example.com",
      `callStart ${login}`,
      `attemptStart ${login}`,
      `attemptEnd ${login}`,
      `callEnd ${login}`,
      "tokenEnd flowerdocs.example.com",
    ]);
  });
});

describe("a store", () => {
  /** Names what it is within: the path of the spans that have begun. */
  function nested(names: readonly Name[] = NAMES) {
    const store = new AsyncLocalStorage<string>();
    const below = (name: string) => `${store.getStore() ?? ""}/${name}`;
    const starts = names.filter((name) => name.endsWith("Start"));
    const functions = Object.fromEntries(starts.map((name) => [name, () => below(name.replace("Start", ""))]));
    observed<string>({ ...functions, store });
    return store;
  }

  test("holds what a start function returned for the duration of its work", async () => {
    const store = nested();
    const seen: unknown[] = [];
    const transport = transportOf(503);
    const { send } = transport;
    transport.send = (request) => {
      seen.push(store.getStore());
      return send(request);
    };
    const limiter = { take: async () => void seen.push(store.getStore()), refused() {} };
    const auth = () => {
      seen.push(store.getStore());
      return "token";
    };
    const android = client(transport, { limiter, auth: auth as never });
    await store.run("mine", async () => {
      await android.enrollmentTokens.create(TOKEN_PARAMS, { onSend: () => void seen.push(store.getStore()) });
      seen.push(store.getStore());
    });
    const once = ["mine/call/token", "mine/call", "mine/call", "mine/call/attempt"];
    expect(seen).toEqual([...once, ...once, "mine"]);
  });

  test("is left as it is by work whose start function returns undefined, or is missing", async () => {
    const store = nested(["attemptStart"]);
    observed({ store, callStart: () => undefined as never });
    const seen: unknown[] = [];
    const onSend = () => void seen.push(store.getStore());
    await store.run("mine", () => client(transportOf()).enrollmentTokens.create(TOKEN_PARAMS, { onSend }));
    expect(seen).toEqual(["mine"]);
  });

  test("of two observers holds the value of either", async () => {
    const [one, other] = [nested(), nested()];
    const seen: unknown[] = [];
    const onSend = () => void seen.push(one.getStore(), other.getStore());
    await client(transportOf()).enrollmentTokens.create(TOKEN_PARAMS, { onSend });
    expect(seen).toEqual(["/call", "/call"]);
  });

  test("works by `bindStore` of the channel too", async () => {
    const store = new AsyncLocalStorage<string>();
    const { start } = tracingChannel<string, { endpoint: string }>("tessera-sdk.call");
    start.bindStore(store, ({ endpoint }) => endpoint);
    onTestFinished(() => {
      start.unbindStore(store);
    });
    const seen: unknown[] = [];
    await client(transportOf()).enrollmentTokens.create(TOKEN_PARAMS, {
      onSend: () => void seen.push(store.getStore()),
    });
    expect(seen).toEqual([ID]);
  });

  const mistake = new Error("mistake of the store");
  const faulty: [string, (value: unknown, work: () => unknown) => unknown, unknown[]][] = [
    [
      "throws",
      () => {
        throw mistake;
      },
      [mistake],
    ],
    [
      "throws after the work began",
      (_, work) => {
        work();
        throw mistake;
      },
      [mistake],
    ],
    ["does not run the work", () => undefined, []],
    [
      "runs the work twice",
      (_, work) => {
        work();
        return work();
      },
      [],
    ],
  ];
  test.each(faulty)("that %s does not affect the call", async (_, run, expected) => {
    const thrown = uncaught();
    const transport = transportOf();
    observed<string>({ callStart: () => "value", store: { run: run as never } });
    await client(transport).enrollmentTokens.create(TOKEN_PARAMS);
    expect(transport.sent).toBe(1);
    expect(thrown).toEqual(expected);
  });
});
