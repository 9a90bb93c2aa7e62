import { getEventListeners } from "node:events";
import { gzipSync } from "node:zlib";
import {
  AdobePassV1,
  FlowerDocs,
  fetchTransport,
  type TesseraError,
  TimeoutError,
  type Transport,
  undiciTransport,
} from "tessera-sdk";
import { ManualClock } from "tessera-sdk/testing";
import { Agent } from "undici";
import { describe, expect, onTestFinished, test } from "vitest";
import { androidEnterprise, CHROME_TOKEN, chromeDirectory, USER } from "../support/clients.js";
import { rejection, settle, until } from "../support/promises.js";
import { httpServer, json, socketServer } from "../support/server.js";

const MINTED = { token: "minted" };

/** All kinds of reasons: whatever it is, the call rejects with exactly that. */
const reasons: [string, unknown][] = [
  ["an Error", new Error("the user left")],
  ["a string", "enough"],
  ["an object", { why: "enough" }],
  ["null", null],
  ["a number", 0],
];

const transports: [string, () => Transport | undefined][] = [
  ["the default transport", () => undefined],
  ["fetchTransport", () => fetchTransport()],
];

function listeners(signal: AbortSignal): number {
  return getEventListeners(signal, "abort").length;
}

describe.each(transports)("over %s", (_, make) => {
  test.each(reasons)("a call whose signal has aborted with %s connects to nothing", async (_, reason) => {
    const server = await httpServer((response) => json(response, MINTED));
    const android = androidEnterprise(server.url, { transport: make() });
    const signal = AbortSignal.abort(reason);
    expect(await rejection(android.users.generateAuthenticationToken(USER, { signal }))).toBe(reason);
    await settle();
    expect(server).toMatchObject({ connections: 0, requests: [] });
    expect(listeners(signal)).toBe(0);
  });

  test("a call whose signal aborts in the same turn sends nothing", async () => {
    const server = await httpServer((response) => json(response, MINTED));
    const controller = new AbortController();
    const reason = new Error("changed my mind");
    const android = androidEnterprise(server.url, { transport: make() });
    const call = android.users.generateAuthenticationToken(USER, { signal: controller.signal });
    controller.abort(reason);
    expect(await rejection(call)).toBe(reason);
    await settle();
    expect(server.requests).toEqual([]);
  });

  test.each(reasons)("an abort with %s before the headers ends the call and its connection", async (_, reason) => {
    let hungUp = false;
    const server = await httpServer((response) => {
      response.on("close", () => {
        hungUp = true;
      });
    });
    const controller = new AbortController();
    const android = androidEnterprise(server.url, { transport: make() });
    const call = rejection(android.users.generateAuthenticationToken(USER, { signal: controller.signal }));
    await until(() => server.requests.length === 1);
    expect(listeners(controller.signal)).toBeGreaterThan(0);
    controller.abort(reason);
    expect(await call).toBe(reason);
    expect(listeners(controller.signal)).toBe(0);
    await until(() => hungUp);
    expect(server.requests).toHaveLength(1);
  });

  test.each(["identity", "gzip"])("an abort within a body (%s) ends the call and its connection", async (coding) => {
    let hungUp = false;
    const server = await httpServer((response) => {
      response.on("close", () => {
        hungUp = true;
      });
      const start = Buffer.from('{"token"');
      response
        .writeHead(200, { "content-encoding": coding })
        .write(coding === "gzip" ? gzipSync(start).subarray(0, 12) : start);
    });
    const controller = new AbortController();
    const android = androidEnterprise(server.url, { transport: make() });
    const call = rejection(android.users.generateAuthenticationToken(USER, { signal: controller.signal }));
    await until(() => server.requests.length === 1);
    await settle();
    controller.abort("mid-body");
    expect(await call).toBe("mid-body");
    expect(listeners(controller.signal)).toBe(0);
    await until(() => hungUp);
  });

  test("calls that succeed or fail leave no listener on a signal that lives on", async () => {
    const server = await httpServer((response, _, nth) => json(response, MINTED, nth % 2 ? 200 : 404));
    const { signal } = new AbortController();
    const android = androidEnterprise(server.url, { transport: make() });
    for (let nth = 1; nth <= 4; nth++) {
      await android.users.generateAuthenticationToken(USER, { signal }).catch(() => {});
      expect(listeners(signal)).toBe(0);
    }
    expect(server.requests).toHaveLength(4);
  });
});

test("one call puts at most one listener on its signal", async () => {
  const { signal } = new AbortController();
  let most = 0;
  const server = await httpServer((response, _, nth) => {
    most = Math.max(most, listeners(signal));
    json(response, MINTED, nth < 3 ? 503 : 200);
  });
  const android = androidEnterprise(server.url, { retry: { baseMs: 0 } });
  await android.users.generateAuthenticationToken(USER, { signal });
  expect(server.requests).toHaveLength(3);
  expect(most).toBe(1);
});

test("a call aborted while it waits for a connection is never sent", async () => {
  const agent = new Agent({ connections: 1 });
  onTestFinished(() => agent.destroy());
  let release: () => void = () => {};
  const server = await httpServer((response) => {
    release = () => json(response, MINTED);
  });
  const android = androidEnterprise(server.url, { transport: undiciTransport({ dispatcher: agent }) });
  const first = android.users.generateAuthenticationToken(USER);
  await until(() => server.requests.length === 1);
  const controller = new AbortController();
  const queued = rejection(android.users.generateAuthenticationToken(USER, { signal: controller.signal }));
  await settle();
  controller.abort("no longer needed");
  expect(await queued).toBe("no longer needed");
  release();
  await first;
  await settle();
  expect(server.requests).toHaveLength(1);
});

test("a call aborted while it connects writes nothing to the connection", async () => {
  let bytes = 0;
  const server = await socketServer((socket) => {
    socket.on("data", (chunk) => {
      bytes += chunk.length;
    });
  });
  const controller = new AbortController();
  // Connects only once it is let.
  let connect: () => void = () => {};
  const { buildConnector } = await import("undici");
  const connector = buildConnector({});
  const agent = new Agent({
    connect: (options, done) => {
      connect = () => connector(options, done);
    },
  });
  onTestFinished(() => agent.destroy());
  const chrome = chromeDirectory(server.url, { transport: undiciTransport({ dispatcher: agent }) });
  const call = rejection(chrome.enrollmentTokens.create({}, { signal: controller.signal }));
  await settle();
  controller.abort("too slow");
  expect(await call).toBe("too slow");
  connect();
  await settle();
  expect(bytes).toBe(0);
});

test("an abort within the wait before a retry ends the call at once", async () => {
  const clock = new ManualClock({ random: 1 });
  const server = await httpServer((response) => json(response, {}, 503));
  const controller = new AbortController();
  const android = androidEnterprise(server.url, { clock });
  const call = rejection(android.users.generateAuthenticationToken(USER, { signal: controller.signal }));
  // The timer of the call and the wait.
  await until(() => clock.sleeping === 2);
  controller.abort("do not wait");
  expect(await call).toBe("do not wait");
  expect(clock.sleeping).toBe(0);
  expect(listeners(controller.signal)).toBe(0);
  await clock.advance(200_000);
  await settle();
  expect(server.requests).toHaveLength(1);
});

test("an abort while the token is awaited ends that call, not the others that wait for it", async () => {
  const server = await httpServer((response) => json(response, MINTED));
  let supply: (token: string) => void = () => {};
  let asked = 0;
  const android = androidEnterprise(server.url, {
    auth: () => {
      asked++;
      return new Promise<string>((resolve) => {
        supply = resolve;
      });
    },
  });
  const controller = new AbortController();
  const leaves = rejection(android.users.generateAuthenticationToken(USER, { signal: controller.signal }));
  const stays = android.users.generateAuthenticationToken(USER);
  await until(() => asked === 1);
  controller.abort("leaving");
  expect(await leaves).toBe("leaving");
  supply("late-token");
  expect(await stays).toEqual(MINTED);
  expect(asked).toBe(1);
  expect(server.requests).toHaveLength(1);
  expect(listeners(controller.signal)).toBe(0);
});

test("the token function is told when the last call that waits for it has gone", async () => {
  let told: AbortSignal | undefined;
  const android = androidEnterprise("http://127.0.0.1:9", {
    auth: ({ signal }) => {
      told = signal;
      return new Promise<string>(() => {});
    },
  });
  const [one, other] = [new AbortController(), new AbortController()];
  const calls = [one, other].map(({ signal }) =>
    rejection(android.users.generateAuthenticationToken(USER, { signal })),
  );
  await until(() => told !== undefined);
  one.abort("one");
  await settle(5);
  expect(told?.aborted).toBe(false);
  other.abort("other");
  expect(await Promise.all(calls)).toEqual(["one", "other"]);
  expect(told?.aborted).toBe(true);
});

const stubborn: [string, Transport][] = [
  ["its response", { send: () => new Promise(() => {}) }],
  [
    "its body",
    {
      send: async () => ({
        status: 200,
        headers: {},
        body: { [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => {}) }) },
      }),
    },
  ],
];

test.each(stubborn)(
  "a transport that ignores cancellation and never gives %s holds no call up",
  async (_, transport) => {
    const controller = new AbortController();
    const clock = new ManualClock();
    const android = androidEnterprise("http://127.0.0.1:9", { transport, clock });
    const call = rejection(android.users.generateAuthenticationToken(USER, { signal: controller.signal }));
    await settle(5);
    controller.abort("at once");
    expect(await call).toBe("at once");
    expect(listeners(controller.signal)).toBe(0);
    expect(clock.sleeping).toBe(0);
  },
);

test("what a transport does after the call has ended disturbs nobody", async () => {
  const unhandled: unknown[] = [];
  const record = (error: unknown) => unhandled.push(error);
  process.on("unhandledRejection", record);
  onTestFinished(() => {
    process.off("unhandledRejection", record);
  });
  let fail: (error: Error) => void = () => {};
  const transport: Transport = {
    send: () =>
      new Promise((_, reject) => {
        fail = reject;
      }),
  };
  const controller = new AbortController();
  const android = androidEnterprise("http://127.0.0.1:9", { transport });
  const call = rejection(android.users.generateAuthenticationToken(USER, { signal: controller.signal }));
  await settle(5);
  controller.abort("gone");
  await call;
  fail(new Error("late"));
  await settle();
  expect(unhandled).toEqual([]);
});

test("a call that ends, however it ends, leaves no timer behind", async () => {
  const clock = new ManualClock();
  const server = await httpServer((response, { url }) => {
    if (url.endsWith(":revoke")) json(response, {}, 404);
    else if (url.endsWith("enrollmentTokens")) json(response, CHROME_TOKEN);
    else response.end("not json");
  });
  const auth = async () => "from-a-function";
  const chrome = chromeDirectory(server.url, { clock, auth });
  await chrome.enrollmentTokens.create();
  expect(clock.sleeping).toBe(0);
  await rejection(chrome.enrollmentTokens.revoke({ tokenPermanentId: "p" }));
  expect(clock.sleeping).toBe(0);
  await rejection(chrome.enrollmentTokens.list({ query: "q" }).toArray());
  expect(clock.sleeping).toBe(0);
});

test("the signal ends a list between its pages", async () => {
  const server = await httpServer((response, _, nth) =>
    json(response, { chromeEnrollmentTokens: [CHROME_TOKEN], nextPageToken: `p${nth}` }),
  );
  const controller = new AbortController();
  const pages = chromeDirectory(server.url).enrollmentTokens.list({}, { signal: controller.signal }).pages();
  await pages.next();
  controller.abort("seen enough");
  expect(await rejection(pages.next())).toBe("seen enough");
  expect(server.requests).toHaveLength(1);
});

describe("a signal whose reason is an error of this package", () => {
  const kinds: [string, () => Promise<TesseraError> | TesseraError][] = [
    [
      "another call's",
      async () => {
        const server = await httpServer((response) => json(response, {}, 404));
        return (await rejection(androidEnterprise(server.url).users.generateAuthenticationToken(USER))) as TesseraError;
      },
    ],
    ["a TimeoutError", () => new TimeoutError("the user waited too long")],
    ["frozen", () => Object.freeze(new TimeoutError("frozen"))],
  ];
  const looks = (error: TesseraError) => [error.message, { ...error }];

  test.each(kinds)("leaves it as it was, before the call and during it: %s", async (_, make) => {
    const reason = await make();
    const before = looks(reason);
    const server = await httpServer(() => {});
    const chrome = chromeDirectory(server.url);
    expect(await rejection(chrome.enrollmentTokens.create({}, { signal: AbortSignal.abort(reason) }))).toBe(reason);
    const controller = new AbortController();
    const call = rejection(chrome.enrollmentTokens.create({}, { signal: controller.signal }));
    await until(() => server.requests.length === 1);
    controller.abort(reason);
    expect(await call).toBe(reason);
    expect(looks(reason)).toEqual(before);
  });
});

test("many calls that share a signal put one listener on it, and Node warns of no leak", async () => {
  const warnings: Error[] = [];
  const warn = (warning: Error) => warnings.push(warning);
  process.on("warning", warn);
  onTestFinished(() => void process.off("warning", warn));
  const { signal } = new AbortController();
  let most = 0;
  const server = await httpServer((response) => {
    most = Math.max(most, listeners(signal));
    json(response, MINTED);
  });
  const android = androidEnterprise(server.url);
  await Promise.all(Array.from({ length: 20 }, () => android.users.generateAuthenticationToken(USER, { signal })));
  await settle(5);
  expect(server.requests).toHaveLength(20);
  expect(most).toBe(1);
  expect(listeners(signal)).toBe(0);
  expect(warnings).toEqual([]);
});

test("an abort ends all calls that share the signal, and those that ended before are left alone", async () => {
  const server = await httpServer((response, _, nth) => nth === 1 && json(response, MINTED));
  const controller = new AbortController();
  const { signal } = controller;
  const android = androidEnterprise(server.url);
  expect(await android.users.generateAuthenticationToken(USER, { signal })).toEqual(MINTED);
  const calls = [1, 2, 3].map(() => rejection(android.users.generateAuthenticationToken(USER, { signal })));
  await until(() => server.requests.length === 4);
  controller.abort("enough");
  expect(await Promise.all(calls)).toEqual(["enough", "enough", "enough"]);
  expect(listeners(signal)).toBe(0);
});

/** As polyfills and platforms before 2022 have them: no `reason`. */
class OldSignal extends EventTarget {
  aborted = false;
  readonly reason = undefined;

  abort(): void {
    this.aborted = true;
    this.dispatchEvent(new Event("abort"));
  }
}

describe("a signal without a reason", () => {
  const ABORTED = { name: "AbortError", constructor: DOMException };
  const asSignal = (signal: OldSignal) => signal as unknown as AbortSignal;

  test.each<[string, (url: string, signal: AbortSignal) => Promise<unknown>]>([
    ["a call", (url, signal) => androidEnterprise(url).users.get(USER, { signal })],
    ["a list", (url, signal) => chromeDirectory(url).enrollmentTokens.list({}, { signal }).toArray()],
    ["client.request", (url, signal) => androidEnterprise(url).request({ http: "GET /x" }, { signal })],
    ["notifications", (url, signal) => androidEnterprise(url).notifications({ signal }).next()],
    [
      "checkAuthentication",
      (baseUrl, signal) =>
        new AdobePassV1({ auth: "t", baseUrl }).checkAuthentication(
          { requestor: "R", deviceId: "d", deviceInfo: { model: "TV", osName: "tvOS" } },
          { signal },
        ),
    ],
    [
      "tokens.validate",
      (baseUrl, signal) => new FlowerDocs({ auth: "t", baseUrl }).tokens.validate({ token: "x.y.z" }, { signal }),
    ],
  ])("rejects %s with an AbortError, before and while it runs", async (_, run) => {
    const server = await httpServer(() => {});
    const before = new OldSignal();
    before.abort();
    expect(await rejection(run(server.url, asSignal(before)))).toMatchObject(ABORTED);
    expect(server.requests).toEqual([]);
    const during = new OldSignal();
    const call = rejection(run(server.url, asSignal(during)));
    await until(() => server.requests.length === 1);
    during.abort();
    expect(await call).toMatchObject(ABORTED);
  });

  test("rejects a retry that waits, and a loop between two notifications", async () => {
    const busy = await httpServer((response) => json(response, {}, 503, { "retry-after": "60" }));
    const waiting = new OldSignal();
    const call = rejection(androidEnterprise(busy.url).users.get(USER, { signal: asSignal(waiting) }));
    await until(() => busy.requests.length === 1);
    await settle();
    waiting.abort();
    expect(await call).toMatchObject(ABORTED);

    const notification = { enterpriseId: "E", notificationType: "testNotification", timestampMillis: "1" };
    const set = { notification: [notification, notification], notificationSetId: "s" };
    const server = await httpServer((response) => json(response, set));
    const between = new OldSignal();
    const loop = androidEnterprise(server.url).notifications({ signal: asSignal(between) });
    await loop.next();
    between.abort();
    expect(await rejection(loop.next())).toMatchObject(ABORTED);
  });
});
