/** The options of the loop over notifications: `until`, those of each call, and what is refused. */
import { InvalidParamsError, type NotificationsOptions, type SendNotice } from "tessera-sdk";
import { ManualClock } from "tessera-sdk/testing";
import { describe, expect, test } from "vitest";
import { ACKNOWLEDGED, calls, clientOf, deviceOf, drive, EMPTY, newDevice, setOf } from "../support/notifications.js";
import { rejection } from "../support/promises.js";
import { type Scripted, type ScriptedResponse, scripted } from "../support/scripted.js";

const PULL = "pullNotificationSet?requestMode=returnImmediately";
const acknowledgementOf = (id: string) => `acknowledgeNotificationSet?notificationSetId=${id}`;
const SET = setOf("s1", newDevice("a"), newDevice("b"));
const BUSY: ScriptedResponse = { status: 503 };

describe('until: "empty"', () => {
  async function run(transport: Scripted, options: NotificationsOptions = {}) {
    const clock = new ManualClock();
    const seen: unknown[] = [];
    const loop = async () => {
      for await (const each of clientOf(transport, clock).notifications({ until: "empty", ...options }))
        seen.push(deviceOf(each));
    };
    await drive(clock, loop());
    return { seen, sent: calls(transport) };
  }

  test("pulls and acknowledges until there is nothing, and ends without a pause", async () => {
    const transport = scripted(SET, ACKNOWLEDGED, setOf("s2", newDevice("c")), ACKNOWLEDGED, EMPTY, SET);
    expect(await run(transport)).toEqual({
      seen: ["a", "b", "c"],
      sent: [PULL, acknowledgementOf("s1"), PULL, acknowledgementOf("s2"), PULL],
    });
  });

  test("throws at an outage, so that a job ends", async () => {
    expect(await rejection(run(scripted(BUSY, EMPTY)))).toMatchObject({ status: 503 });
  });

  test('waits for the end of an outage with `outages: "wait"`', async () => {
    expect(await run(scripted(BUSY, SET, ACKNOWLEDGED, EMPTY), { outages: "wait" })).toMatchObject({
      seen: ["a", "b"],
    });
  });
});

describe("the options of a call reach each pull and each acknowledgement:", () => {
  test("headers, query and onSend", async () => {
    const transport = scripted(SET, ACKNOWLEDGED, EMPTY);
    const sends: SendNotice[] = [];
    const options: NotificationsOptions = {
      until: "empty",
      headers: { "x-trace": "7" },
      extraQuery: { quotaUser: "worker" },
      onSend: (send) => void sends.push(send),
    };
    for await (const _ of clientOf(transport).notifications(options));
    expect(transport.sent.map(({ headers }) => headers["x-trace"])).toEqual(["7", "7", "7"]);
    expect(transport.sent.every(({ url }) => url.includes("quotaUser=worker"))).toBe(true);
    expect(sends.map(({ endpoint }) => endpoint.replace(/^.*\./, ""))).toEqual([
      "pullNotificationSet",
      "acknowledgeNotificationSet",
      "pullNotificationSet",
    ]);
  });

  test.each<[string, NotificationsOptions, number]>([
    ["timeoutMs", { timeoutMs: 5_000 }, 5_000],
    ["deadlineMs", { deadlineMs: 7_000 }, 7_000],
    ["retry", { timeoutMs: 5_000, retry: { attempts: 2, baseMs: 0 } }, 10_000],
  ])("%s", async (_, options, takesMs) => {
    const clock = new ManualClock();
    const silent: Scripted["send"] = () => new Promise(() => {});
    const startOf = async (pulls: Scripted["send"]) => {
      const notifications = clientOf({ send: pulls }, clock).notifications({ until: "empty", ...options });
      const start = clock.monotonic();
      expect(await drive(clock, rejection(takeTwo(notifications)))).toMatchObject({ code: "ERR_TESSERA_TIMEOUT" });
      return clock.monotonic() - start;
    };
    const takeTwo = async (notifications: AsyncIterator<unknown>) => {
      await notifications.next();
      await notifications.next();
    };
    expect(await startOf(silent)).toBe(takesMs);
    const one = scripted(setOf("s1", newDevice("a")));
    const thenSilent: Scripted["send"] = (request) => (one.sent.length === 0 ? one.send(request) : silent(request));
    expect(await startOf(thenSilent)).toBe(takesMs);
  });

  test("deadlineMs is the longest time of a pull that waits, and then another one follows", async () => {
    const clock = new ManualClock();
    const at: number[] = [];
    const responses = scripted(SET);
    const send: Scripted["send"] = (request) => {
      at.push(clock.monotonic());
      return at.length < 4 ? new Promise(() => {}) : responses.send(request);
    };
    await drive(clock, clientOf({ send }, clock).notifications({ deadlineMs: 60_000 }).next());
    expect(at).toEqual([0, 60_000, 120_000, 180_000]);
  });
});

describe("before the loop begins, and before anything is sent,", () => {
  const contradiction = { until: "empty", requestMode: "waitForNotifications" };
  test.each<[string, unknown, string, string]>([
    ["an unknown option", { mode: "returnImmediately" }, "mode", "is not a known option"],
    ["a misspelled option", { stopSignl: undefined, onOutages: () => {} }, "onOutages", "did you mean `onOutage`?"],
    ["a misspelled option of a call", { timeoutMS: 5 }, "timeoutMS", "did you mean `timeoutMs`?"],
    ["fields of a body", { extraBody: {} }, "extraBody", "is not a known option"],
    ["an unknown mode", { requestMode: "RETURN" }, "requestMode", "returnImmediately"],
    ["an unknown end", { until: "never" }, "until", "empty"],
    ["a pull that waits until there is nothing", contradiction, "requestMode", "must be `returnImmediately`"],
    ["an unknown word for outages", { outages: "ignore" }, "outages", "wait"],
    ["a signal that is not one", { signal: {} }, "signal", "must be an AbortSignal"],
    ["a stopSignal that is not one", { stopSignal: new AbortController() }, "stopSignal", "must be an AbortSignal"],
    ["an observer that is not a function", { onOutage: {} }, "onOutage", "must be a function"],
    ["a deadline of nothing", { deadlineMs: 0 }, "deadlineMs", "must be a number of milliseconds above 0"],
    ["a header with a line break", { headers: { "x-a": "a\nb" } }, "headers.x-a", "must"],
    ["a query that no URL holds", { extraQuery: { a: {} } }, "extraQuery.a", "must"],
    ["options that are no object", "returnImmediately", "options", "must"],
  ])("%s is refused", (_, options, path, message) => {
    const transport = scripted(EMPTY);
    let thrown: unknown;
    try {
      clientOf(transport).notifications(options as never);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(InvalidParamsError);
    const { issues } = thrown as InvalidParamsError;
    expect(issues).toEqual([{ path, message: expect.stringContaining(message) }]);
  });
});
