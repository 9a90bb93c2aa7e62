import { type TracingChannelSubscribers, tracingChannel } from "node:diagnostics_channel";
import { inspect } from "node:util";
import { GoogleApiError } from "tessera-sdk";
import { describe, expect, onTestFinished, test } from "vitest";
import { androidEnterprise, CHROME_TOKEN, chromeDirectory, TOKEN_PARAMS } from "../support/clients.js";
import { rejection } from "../support/promises.js";
import { deadUrl, httpServer, json } from "../support/server.js";

const EVENTS = ["start", "end", "asyncStart", "asyncEnd", "error"] as const;
type EventName = (typeof EVENTS)[number];

interface Seen {
  event: EventName;
  /** The context itself: the same object for all events of one call. */
  context: Record<string, unknown>;
  /** As it was when the event was published. */
  shown: string;
}

function watch(channelName: string): Seen[] {
  const seen: Seen[] = [];
  const record = (event: EventName) => (context: unknown) =>
    seen.push({
      event,
      context: context as Record<string, unknown>,
      shown: inspect(context, { depth: null, showHidden: true }),
    });
  const subscribers = Object.fromEntries(EVENTS.map((event) => [event, record(event)]));
  const channel = tracingChannel<object>(channelName);
  channel.subscribe(subscribers as unknown as TracingChannelSubscribers<object>);
  onTestFinished(() => {
    channel.unsubscribe(subscribers as unknown as TracingChannelSubscribers<object>);
  });
  return seen;
}

const calls = () => watch("tessera-sdk.call");
const attempts = () => watch("tessera-sdk.attempt");
const waits = () => watch("tessera-sdk.wait");
const tokens = () => watch("tessera-sdk.token");
const names = (seen: Seen[]) => seen.map(({ event }) => event);
/** The contexts of a channel, one for each call or attempt. */
const contexts = (seen: Seen[]) => [...new Set(seen.map(({ context }) => context))];
const ID = "androidenterprise.enrollmentTokens.create";
/** What every trace of that endpoint says of the request. */
const REQUEST = {
  endpoint: ID,
  method: "POST",
  urlTemplate: "/androidenterprise/v1/enterprises/{enterpriseId}/enrollmentTokens",
  host: "127.0.0.1",
  port: expect.any(Number),
};

describe("the channel tessera-sdk.call", () => {
  test("publishes one call from its start to its result", async () => {
    const seen = calls();
    const server = await httpServer((response) => json(response, { token: "t" }, 200, { "x-request-id": "r-1" }));
    await androidEnterprise(server.url).enrollmentTokens.create(TOKEN_PARAMS);
    expect(names(seen)).toEqual(["start", "end", "asyncStart", "asyncEnd"]);
    expect(seen[0]?.shown).toContain(ID);
    expect(contexts(seen)).toEqual([
      { ...REQUEST, attempts: 1, status: 200, requestId: "r-1", ms: expect.any(Number) },
    ]);
    expect(contexts(seen)[0]?.ms).toBeGreaterThanOrEqual(0);
  });

  test("has no result on it, although platform channels publish one", async () => {
    const seen = calls();
    const server = await httpServer((response) => json(response, { token: "minted" }));
    await androidEnterprise(server.url).enrollmentTokens.create(TOKEN_PARAMS);
    expect(contexts(seen)[0]?.result).toBeUndefined();
    expect(seen.map(({ shown }) => shown).join()).not.toContain("minted");
  });

  test("publishes the error of a call that fails, and how often it was tried", async () => {
    const seen = calls();
    const server = await httpServer((response) => json(response, {}, 503, { "x-request-id": "r-9" }));
    const android = androidEnterprise(server.url, { retry: { attempts: 3, baseMs: 0 } });
    const error = await rejection(android.enrollmentTokens.create(TOKEN_PARAMS));
    expect(error).toBeInstanceOf(GoogleApiError);
    expect(names(seen)).toEqual(["start", "end", "error", "asyncStart", "asyncEnd"]);
    const [context] = contexts(seen);
    expect(context).toMatchObject({ endpoint: ID, attempts: 3, status: 503, requestId: "r-9", ms: expect.any(Number) });
    expect(context?.error).toBe(error);
  });

  test("publishes a call that is refused before it is sent, with no attempts", async () => {
    const seen = calls();
    const error = await rejection(androidEnterprise("http://127.0.0.1:9").enrollmentTokens.create(undefined as never));
    expect(contexts(seen)).toEqual([{ ...REQUEST, attempts: 0, ms: expect.any(Number), error }]);
  });

  test("publishes a call that is cancelled with its reason", async () => {
    const seen = calls();
    const signal = AbortSignal.abort("left");
    await rejection(androidEnterprise("http://127.0.0.1:9").enrollmentTokens.create(TOKEN_PARAMS, { signal }));
    expect(contexts(seen)).toMatchObject([{ endpoint: ID, error: "left" }]);
  });

  test("tells calls at the same time apart, and pages of a list", async () => {
    const seen = calls();
    const server = await httpServer((response, { url }) =>
      json(response, {
        chromeEnrollmentTokens: [CHROME_TOKEN],
        ...(!url.includes("pageToken") && { nextPageToken: "b" }),
      }),
    );
    const chrome = chromeDirectory(server.url);
    await Promise.all([chrome.enrollmentTokens.list().toArray(), chrome.enrollmentTokens.list().toArray()]);
    expect(contexts(seen)).toHaveLength(4);
    for (const context of contexts(seen)) expect(context).toMatchObject({ attempts: 1, status: 200 });
  });
});

describe("the channel tessera-sdk.attempt", () => {
  test("publishes every HTTP request with its number, status, request id and time", async () => {
    const seen = attempts();
    const server = await httpServer((response, _, nth) =>
      json(response, { token: "t" }, nth < 3 ? 503 : 200, { "x-request-id": `r-${nth}` }),
    );
    await androidEnterprise(server.url, { retry: { baseMs: 0 } }).enrollmentTokens.create(TOKEN_PARAMS);
    const failed = ["start", "end", "error", "asyncStart", "asyncEnd"];
    expect(names(seen)).toEqual([...failed, ...failed, ...failed.filter((event) => event !== "error")]);
    const ms = expect.any(Number);
    expect(contexts(seen)).toEqual([
      { ...REQUEST, attempt: 1, resendCount: 0, status: 503, requestId: "r-1", ms, error: expect.any(GoogleApiError) },
      { ...REQUEST, attempt: 2, resendCount: 1, status: 503, requestId: "r-2", ms, error: expect.any(GoogleApiError) },
      { ...REQUEST, attempt: 3, resendCount: 2, status: 200, requestId: "r-3", ms },
    ]);
  });

  test("publishes an attempt that gets no response with its error and no status", async () => {
    const seen = attempts();
    const error = await rejection(
      androidEnterprise(await deadUrl(), { retry: false }).enrollmentTokens.create(TOKEN_PARAMS),
    );
    expect(contexts(seen)).toEqual([{ ...REQUEST, attempt: 1, resendCount: 0, ms: expect.any(Number), error }]);
  });

  test("does not carry the status of one attempt over to the next", async () => {
    const seen = attempts();
    const server = await httpServer((response, _, nth) => {
      if (nth === 1) json(response, {}, 503, { "x-request-id": "r-1" });
      else response.destroy();
    });
    const android = androidEnterprise(server.url, { retry: { attempts: 2, baseMs: 0 } });
    await rejection(android.enrollmentTokens.create(TOKEN_PARAMS));
    const [, second] = contexts(seen);
    expect(second).toMatchObject({ attempt: 2 });
    expect(second).not.toHaveProperty("status");
    expect(second).not.toHaveProperty("requestId");
  });

  test("lies within its call", async () => {
    const order: string[] = [];
    for (const name of ["call", "attempt"]) {
      const channel = tracingChannel(`tessera-sdk.${name}`);
      const log = (event: string) => () => void order.push(`${name} ${event}`);
      const subscribers = {
        start: log("start"),
        asyncEnd: log("asyncEnd"),
      } as unknown as TracingChannelSubscribers<object>;
      channel.subscribe(subscribers);
      onTestFinished(() => {
        channel.unsubscribe(subscribers);
      });
    }
    const server = await httpServer((response) => json(response, { token: "t" }));
    await androidEnterprise(server.url).enrollmentTokens.create(TOKEN_PARAMS);
    expect(order).toEqual(["call start", "attempt start", "attempt asyncEnd", "call asyncEnd"]);
  });
});

test("the channels tessera-sdk.wait and tessera-sdk.token publish from start to end", async () => {
  const seen = [waits(), tokens()];
  const server = await httpServer((response, _, nth) => json(response, { token: "t" }, nth === 1 ? 503 : 200));
  const auth = () => ({ token: "t", expiresAt: Date.now() + 3_600_000 });
  await androidEnterprise(server.url, { auth, retry: { baseMs: 0 } }).enrollmentTokens.create(TOKEN_PARAMS);
  const at = { host: "127.0.0.1", port: server.port, ms: expect.any(Number) };
  const scope = "https://www.googleapis.com/auth/androidenterprise";
  expect(seen.map(names)).toEqual(Array(2).fill(["start", "end", "asyncStart", "asyncEnd"]));
  expect(seen.map(contexts)).toEqual([
    [{ ...at, endpoint: ID, reason: "retry", attempt: 2, delayMs: 0 }],
    [{ ...at, scope }],
  ]);
});

test("no channel shows a token, the path or query of a URL, a header, a parameter or a body", async () => {
  const seen = [calls(), attempts(), waits(), tokens()];
  const server = await httpServer((response, _, nth) =>
    json(response, { token: "ISSUED-TOKEN", error: { message: "no" } }, nth === 1 ? 503 : nth === 2 ? 200 : 400),
  );
  const android = androidEnterprise(server.url, {
    auth: () => ({ token: "GIVEN-TOKEN", expiresAt: Date.now() + 3_600_000 }),
    headers: { "x-mine": "HEADER-VALUE" },
    retry: { baseMs: 0 },
  });
  const params = { ...TOKEN_PARAMS, enterpriseId: "PARAMETER" };
  await android.enrollmentTokens.create(params, { extraBody: { field: "BODY-VALUE" } });
  await rejection(android.enrollmentTokens.create(params, { extraBody: { field: "BODY-VALUE" } }));
  const shown = seen.flatMap((channel) => channel.map((event) => event.shown)).join();
  expect(shown).toContain(ID);
  const hidden = ["ISSUED-TOKEN", "GIVEN-TOKEN", "HEADER-VALUE", "PARAMETER", "BODY-VALUE", "http://"];
  for (const piece of hidden) expect(shown).not.toContain(piece);
});

test("a call gives the same result and the same error whether or not it is observed", async () => {
  const server = await httpServer((response, _, nth) => json(response, { token: "t" }, nth % 2 ? 200 : 404));
  const android = androidEnterprise(server.url);
  const both = async () => [
    await android.enrollmentTokens.create(TOKEN_PARAMS),
    (await rejection(android.enrollmentTokens.create(TOKEN_PARAMS))) as Error,
  ];
  const unobserved = await both();
  for (const channel of [calls, attempts, waits, tokens]) channel();
  expect(await both()).toEqual(unobserved);
});
