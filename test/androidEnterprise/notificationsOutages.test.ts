/** Which failures a loop over notifications outlasts, how long it waits, and which it throws. */
import {
  AuthError,
  InvalidResponseError,
  type NotificationsOptions,
  type NotificationsOutage,
  TesseraError,
  type Transport,
} from "tessera-sdk";
import { ManualClock } from "tessera-sdk/testing";
import { describe, expect, test, vi } from "vitest";
import { ACKNOWLEDGED, calls, clientOf, deviceOf, drive, EMPTY, newDevice, setOf } from "../support/notifications.js";
import { rejection, settle, until } from "../support/promises.js";
import { type Scripted, type ScriptedResponse, scripted } from "../support/scripted.js";

const PULL = "pullNotificationSet";
const ACKNOWLEDGEMENT = "acknowledgeNotificationSet?notificationSetId=s1";
const SET = setOf("s1", newDevice("a"));
const SECOND = setOf("s2", newDevice("b"));
const BUSY: ScriptedResponse = { status: 503 };
const google = (code: number, status: string, reason?: string): ScriptedResponse => ({
  status: code,
  body: { error: { code, status, message: "…", ...(reason && { errors: [{ reason }] }) } },
});
const NO_TOKEN = new AuthError("The token server is busy.", { kind: "unavailable" });

/** Takes the first two notifications, and collects what was reported. */
async function twoOf(transport: Scripted, options: NotificationsOptions = {}, auth?: () => Promise<string>) {
  const clock = new ManualClock();
  const outages: NotificationsOutage[] = [];
  const onOutage = (outage: NotificationsOutage) => outages.push(outage);
  const client = clientOf(transport, clock, auth && { auth });
  const notifications = client.notifications({ onOutage, ...options });
  const first = await drive(clock, notifications.next());
  const second = await drive(clock, notifications.next());
  const seen = [first, second].map(({ value }) => deviceOf(value ?? undefined));
  return { seen, outages, sent: calls(transport) };
}

describe("an outage", () => {
  const outages: [string, ScriptedResponse | Error, object][] = [
    ["503", BUSY, { kind: "unavailable", status: 503 }],
    ["500", google(500, "INTERNAL"), { kind: "server", status: 500 }],
    ["501, which a call does not retry", { status: 501 }, { kind: "server", status: 501 }],
    ["429", google(429, "RESOURCE_EXHAUSTED"), { kind: "rate_limited" }],
    ["403 for a limit", google(403, "PERMISSION_DENIED", "rateLimitExceeded"), { kind: "rate_limited" }],
    ["a lost connection", new Error("socket hang up"), { code: "ERR_TESSERA_CONNECTION" }],
  ];

  test.each(outages)("of a pull, %s, is waited for", async (_, failure, error) => {
    const { seen, outages, sent } = await twoOf(scripted(failure, SET, ACKNOWLEDGED, failure, failure, SECOND));
    expect(seen).toEqual(["a", "b"]);
    expect(sent).toEqual([PULL, PULL, ACKNOWLEDGEMENT, PULL, PULL, PULL]);
    const endpoint = "androidenterprise.enterprises.pullNotificationSet";
    expect(outages.map(({ failures }) => failures)).toEqual([1, 1, 2]);
    for (const outage of outages) expect(outage.error).toMatchObject({ ...error, endpoint });
  });

  test.each(outages)(
    "of an acknowledgement, %s, is waited for, and nothing is yielded again",
    async (_, failure, error) => {
      const { seen, outages, sent } = await twoOf(scripted(SET, failure, failure, ACKNOWLEDGED, SECOND));
      expect(seen).toEqual(["a", "b"]);
      expect(sent).toEqual([PULL, ACKNOWLEDGEMENT, ACKNOWLEDGEMENT, ACKNOWLEDGEMENT, PULL]);
      expect(outages.map(({ failures }) => failures)).toEqual([1, 2]);
      for (const outage of outages) expect(outage.error).toMatchObject(error);
    },
  );

  test("of the token server is waited for", async () => {
    let tokens = 0;
    const auth = async () => {
      if (++tokens === 2) throw NO_TOKEN;
      return "access-token";
    };
    const { seen, outages, sent } = await twoOf(scripted(SET, ACKNOWLEDGED, SECOND), {}, auth);
    expect({ seen, sent }).toEqual({ seen: ["a", "b"], sent: [PULL, ACKNOWLEDGEMENT, PULL] });
    expect(outages.map(({ error }) => [error.name, error.kind])).toEqual([["AuthError", "unavailable"]]);
  });

  test("follows the retries that each call has", async () => {
    const clock = new ManualClock();
    const onOutage = vi.fn();
    const transport = scripted(BUSY, BUSY, BUSY, SET);
    const next = clientOf(transport, clock)
      .notifications({ onOutage, retry: { attempts: 2 } })
      .next();
    await drive(clock, next);
    expect(transport.sent).toHaveLength(4);
    expect(onOutage.mock.calls).toEqual([[expect.objectContaining({ failures: 1 })]]);
    expect(onOutage.mock.calls[0]?.[0].error.attempts).toBe(2);
  });
});

describe("the wait of an outage", () => {
  /** When each pull came, in milliseconds after the one before. */
  async function gaps(clock: ManualClock, ...script: ScriptedResponse[]): Promise<number[]> {
    const at: number[] = [];
    const responses = scripted(...script);
    const send: Scripted["send"] = (request) => {
      at.push(clock.monotonic());
      return responses.send(request);
    };
    await drive(clock, clientOf({ send }, clock).notifications().next());
    return at.slice(1).map((time, index) => time - (at[index] ?? 0));
  }
  const nine = Array.from({ length: 9 }, () => BUSY);

  test("is random, at most 1 second, then twice as long each time, up to 60", async () => {
    const longest = await gaps(new ManualClock({ random: 1 }), ...nine, SET);
    expect(longest).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60].map((seconds) => seconds * 1_000));
    expect(await gaps(new ManualClock({ random: 0.5 }), ...nine, SET)).toEqual(longest.map((ms) => ms / 2));
  });

  test("is at least what the server requested, and begins again after a success", async () => {
    const slow = { ...BUSY, headers: { "retry-after": "90" } };
    const waits = await gaps(new ManualClock({ random: 1 }), slow, BUSY, EMPTY, BUSY, SET);
    expect(waits.slice(0, 2)).toEqual([90_000, 2_000]);
    expect(waits.at(-1)).toBe(1_000);
  });

  test("is reported before it, and what the report throws goes to the process", async () => {
    const thrown: unknown[] = [];
    vi.stubGlobal("queueMicrotask", (task: () => void) => {
      try {
        task();
      } catch (error) {
        thrown.push(error);
      }
    });
    const mistake = new Error("a mistake of the observer");
    const waits: number[] = [];
    const onOutage = ({ waitMs }: NotificationsOutage) => {
      waits.push(waitMs);
      throw mistake;
    };
    const { seen } = await twoOf(scripted(BUSY, BUSY, SET, ACKNOWLEDGED, SECOND), { onOutage });
    expect({ seen, waits, thrown }).toEqual({ seen: ["a", "b"], waits: [500, 1_000], thrown: [mistake, mistake] });
  });

  test("ends at once with `signal`, whatever its reason", async () => {
    const clock = new ManualClock();
    const controller = new AbortController();
    const transport = scripted(BUSY);
    const next = clientOf(transport, clock).notifications({ signal: controller.signal }).next();
    next.catch(() => {});
    await until(() => clock.sleeping === 1);
    controller.abort(new TesseraError("of the caller", { kind: "unavailable" }));
    expect(await rejection(next)).toBe(controller.signal.reason);
    expect(clock.sleeping).toBe(0);
  });
});

test("without `onOutage` the process is warned, once", async () => {
  (globalThis as unknown as Record<symbol, Set<string>>)[Symbol.for("tessera-sdk.warned")]?.clear();
  const warn = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
  await twoOf(scripted(BUSY, BUSY, SET, BUSY, ACKNOWLEDGED, SECOND));
  expect(warn.mock.calls).toEqual([]);
  await twoOf(scripted(BUSY, BUSY, SET, BUSY, ACKNOWLEDGED, SECOND), { onOutage: undefined });
  expect(warn.mock.calls).toEqual([
    [expect.stringContaining("503"), { code: "TESSERA_ANDROID_ENTERPRISE_NOTIFICATIONS_OUTAGE" }],
  ]);
  warn.mockRestore();
});

test("an abort is not an outage, even if its reason looks like one", async () => {
  const controller = new AbortController();
  const onOutage = vi.fn();
  const send = () => new Promise<never>(() => {});
  const next = clientOf({ send }).notifications({ signal: controller.signal, onOutage }).next();
  controller.abort(new TesseraError("of the caller", { kind: "unavailable" }));
  expect(await rejection(next)).toBe(controller.signal.reason);
  expect(onOutage).not.toHaveBeenCalled();
});

describe("a failure that lasts is thrown at once", () => {
  const MARKUP: ScriptedResponse = { body: "<html>a proxy</html>" };
  test.each<[string, ScriptedResponse, object]>([
    ["400", google(400, "INVALID_ARGUMENT"), { kind: "invalid_request" }],
    ["401", google(401, "UNAUTHENTICATED"), { kind: "unauthenticated" }],
    ["403", google(403, "PERMISSION_DENIED"), { kind: "permission_denied" }],
    ["404", google(404, "NOT_FOUND"), { kind: "not_found" }],
    ["what is not JSON", MARKUP, { code: "ERR_TESSERA_INVALID_RESPONSE" }],
  ])("%s", async (_, failure, error) => {
    const onOutage = vi.fn();
    const pulled = scripted(failure, SET);
    expect(await rejection(clientOf(pulled).notifications({ onOutage }).next())).toMatchObject(error);
    const acknowledged = scripted(SET, failure, ACKNOWLEDGED);
    const notifications = clientOf(acknowledged).notifications({ onOutage });
    await notifications.next();
    expect(await rejection(notifications.next())).toMatchObject(error);
    expect(await notifications.next()).toEqual({ value: undefined, done: true });
    expect([calls(pulled), calls(acknowledged)]).toEqual([[PULL], [PULL, ACKNOWLEDGEMENT]]);
    expect(onOutage).not.toHaveBeenCalled();
  });

  test("a set that is not as documented", async () => {
    const transport = scripted({ body: { notification: [{ enterpriseId: 7 }], notificationSetId: "s1" } });
    expect(await rejection(clientOf(transport).notifications().next())).toBeInstanceOf(InvalidResponseError);
  });

  test("a credential that is refused", async () => {
    const auth = vi.fn(() => Promise.reject(new AuthError("invalid_grant")));
    const next = clientOf(scripted(SET), undefined, { auth }).notifications().next();
    expect(await rejection(next)).toMatchObject({ code: "ERR_TESSERA_AUTH", kind: "unauthenticated" });
    expect(auth).toHaveBeenCalledTimes(1);
  });

  test("a client that is closed", async () => {
    const client = clientOf(scripted(SET));
    const notifications = client.notifications();
    await client.close();
    expect(await rejection(notifications.next())).toMatchObject({ code: "ERR_TESSERA_CLOSED" });
  });
});

describe('with `outages: "throw"`', () => {
  test("the failure of a pull and of an acknowledgement is thrown, and not reported", async () => {
    const onOutage = vi.fn();
    const options: NotificationsOptions = { outages: "throw", onOutage };
    expect(await rejection(clientOf(scripted(BUSY, SET)).notifications(options).next())).toMatchObject({ status: 503 });
    const notifications = clientOf(scripted(SET, BUSY, ACKNOWLEDGED)).notifications(options);
    await notifications.next();
    expect(await rejection(notifications.next())).toMatchObject({ status: 503 });
    expect(onOutage).not.toHaveBeenCalled();
  });
});

describe("a set that Google no longer knows when it is acknowledged", () => {
  const unknown = [google(404, "NOT_FOUND"), google(400, "INVALID_ARGUMENT")];

  test.each(unknown)("does not end the loop if an acknowledgement had failed before: %o", async (refusal) => {
    expect((await twoOf(scripted(SET, BUSY, refusal, SECOND))).seen).toEqual(["a", "b"]);
    expect((await twoOf(scripted(SET, BUSY, refusal, SECOND), { retry: { attempts: 2 } })).seen).toEqual(["a", "b"]);
  });

  test.each(unknown)("does not end the loop if its 20 seconds have passed: %o", async (refusal) => {
    const clock = new ManualClock();
    const notifications = clientOf(scripted(SET, refusal, SECOND), clock).notifications();
    await notifications.next();
    await clock.advance(20_001);
    expect((await notifications.next()).done).toBe(false);
  });

  test("ends it if the credential was refused meanwhile", async () => {
    const script = scripted(SET, BUSY, google(403, "PERMISSION_DENIED"), SECOND);
    expect(await rejection(twoOf(script))).toMatchObject({ kind: "permission_denied" });
  });
});

test("pulls that wait in vain cost the client no retries", async () => {
  const clock = new ManualClock();
  let pulls = 0;
  const transport: Transport = {
    send(request) {
      pulls++;
      return new Promise((_, reject) => request.cancellation.onCancel(reject));
    },
  };
  const client = clientOf(transport, clock, { retry: {} });
  const stop = new AbortController();
  const next = client.notifications({ stopSignal: stop.signal }).next();
  while (clock.monotonic() < 3_600_000) await clock.advance(1_000);
  // Twenty that have ended, and one that waits.
  expect(pulls).toBe(21);
  stop.abort();
  expect(await next).toEqual({ done: true, value: undefined });
});

test.each([
  ["a pause after an empty set", { requestMode: "returnImmediately" }, EMPTY],
  ["the wait of an outage", {}, BUSY],
] as const)("close() ends %s at once", async (_, options, response) => {
  const clock = new ManualClock();
  const transport = scripted(response);
  const client = clientOf(transport, clock);
  const next = rejection(client.notifications({ ...options, onOutage: () => {} }).next());
  await until(() => transport.sent.length === 1);
  await settle(5);
  await client.close();
  expect(await next).toMatchObject({ code: "ERR_TESSERA_CLOSED" });
  expect(clock.sleeping).toBe(0);
});
