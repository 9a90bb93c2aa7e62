/** The iterator over notifications: what it pulls, what it acknowledges and when, how long it pauses. */
import { AndroidEnterprise, type EnterpriseNotification, TimeoutError } from "tessera-sdk";
import { ManualClock } from "tessera-sdk/testing";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  ACKNOWLEDGED,
  calls,
  clientOf,
  deviceOf,
  drive,
  EMPTY,
  facts,
  newDevice,
  setOf,
} from "../support/notifications.js";
import { rejection } from "../support/promises.js";
import { type Scripted, scripted } from "../support/scripted.js";

describe("a set is acknowledged", () => {
  test("when the loop asks for the notification after its last, and not before", async () => {
    const transport = scripted(setOf("s1", newDevice("a"), newDevice("b")), ACKNOWLEDGED, setOf("s2", newDevice("c")));
    const notifications = clientOf(transport).notifications();
    const seen: unknown[] = [];
    for (let at = 0; at < 3; at++) {
      const { value } = await notifications.next();
      seen.push([deviceOf(value as EnterpriseNotification), calls(transport)]);
    }
    expect(seen).toEqual([
      ["a", ["pullNotificationSet"]],
      ["b", ["pullNotificationSet"]],
      ["c", ["pullNotificationSet", "acknowledgeNotificationSet?notificationSetId=s1", "pullNotificationSet"]],
    ]);
  });

  test("never when the loop is left, be it at the last notification of the set", async () => {
    const transport = scripted(setOf("s1", newDevice("a")), ACKNOWLEDGED);
    for await (const notification of clientOf(transport).notifications()) {
      expect(deviceOf(notification)).toBe("a");
      break;
    }
    expect(calls(transport)).toEqual(["pullNotificationSet"]);
  });

  test("never when the loop throws", async () => {
    const transport = scripted(setOf("s1", newDevice("a")), ACKNOWLEDGED);
    const loop = async () => {
      for await (const _ of clientOf(transport).notifications()) throw new Error("no room for it");
    };
    expect(await rejection(loop())).toMatchObject({ message: "no room for it" });
    expect(calls(transport)).toEqual(["pullNotificationSet"]);
  });

  test("not when it is empty, even if it has an id", async () => {
    const clock = new ManualClock();
    const transport = scripted(
      { body: { notificationSetId: "s0" } },
      { body: { notification: [], notificationSetId: "s1" } },
      setOf("s2", newDevice("a")),
    );
    const { value } = await drive(clock, clientOf(transport, clock).notifications().next());
    expect(deviceOf(value as EnterpriseNotification)).toBe("a");
    expect(calls(transport)).toEqual(["pullNotificationSet", "pullNotificationSet", "pullNotificationSet"]);
  });

  test("never when it has no id, though what it holds is passed on", async () => {
    const transport = scripted({ body: { notification: [newDevice("a")] } }, setOf("s2", newDevice("b")));
    const notifications = clientOf(transport).notifications();
    await notifications.next();
    expect(deviceOf((await notifications.next()).value as EnterpriseNotification)).toBe("b");
    expect(calls(transport)).toEqual(["pullNotificationSet", "pullNotificationSet"]);
  });
});

describe("an empty set is followed by a pause", () => {
  /** When each pull came, in seconds. */
  async function pulls(
    requestMode: "waitForNotifications" | "returnImmediately",
    empties: number,
    heldMs = 0,
  ): Promise<number[]> {
    const clock = new ManualClock();
    const start = clock.now();
    const at: number[] = [];
    const responses = scripted(...Array.from({ length: empties }, () => EMPTY), setOf("s1", newDevice("a")));
    const send: Scripted["send"] = async (request) => {
      at.push((clock.now() - start) / 1_000);
      await new Promise<void>((wake) => {
        if (heldMs === 0 || at.length > empties) wake();
        else clock.sleep(heldMs, wake);
      });
      return responses.send(request);
    };
    const client = clientOf({ send }, clock);
    await drive(clock, client.notifications({ requestMode }).next());
    return at;
  }

  test("of 1 second, then twice as long each time, up to 32, in `returnImmediately` mode", async () => {
    expect(await pulls("returnImmediately", 7)).toEqual([0, 1, 3, 7, 15, 31, 63, 95]);
  });

  test("of 1 second at most in `waitForNotifications` mode, should the server not wait", async () => {
    expect(await pulls("waitForNotifications", 4)).toEqual([0, 1, 2, 3, 4]);
  });

  test("of nothing when the server kept the request open for longer", async () => {
    expect(await pulls("waitForNotifications", 3, 60_000)).toEqual([0, 60, 120, 180]);
  });

  test("that begins again after a set that was not empty", async () => {
    const clock = new ManualClock();
    const start = clock.now();
    const at: number[] = [];
    const responses = scripted(
      EMPTY,
      EMPTY,
      setOf("s1", newDevice("a")),
      ACKNOWLEDGED,
      EMPTY,
      setOf("s2", newDevice("b")),
    );
    const transport: Scripted = {
      sent: responses.sent,
      send(request) {
        at.push((clock.now() - start) / 1_000);
        return responses.send(request);
      },
    };
    const notifications = clientOf(transport, clock).notifications({ requestMode: "returnImmediately" });
    await drive(clock, notifications.next());
    await drive(clock, notifications.next());
    expect(at).toEqual([0, 1, 3, 3, 3, 4]);
  });
});

describe("the caller's signal", () => {
  test("ends a pause at once, with its reason", async () => {
    const clock = new ManualClock();
    const stop = new AbortController();
    const transport = scripted(EMPTY);
    const next = clientOf(transport, clock)
      .notifications({ requestMode: "returnImmediately", signal: stop.signal })
      .next();
    next.catch(() => {});
    await clock.advance(0);
    await clock.advance(500);
    expect(calls(transport)).toHaveLength(1);
    stop.abort(new Error("SIGTERM"));
    expect(await rejection(next)).toBe(stop.signal.reason);
    await clock.advance(60_000);
    expect(calls(transport)).toHaveLength(1);
  });

  test("ends a pull that the server keeps open", async () => {
    const stop = new AbortController();
    const transport: Scripted = { sent: [], send: () => new Promise(() => {}) };
    const next = clientOf(transport).notifications({ signal: stop.signal }).next();
    stop.abort(new Error("SIGTERM"));
    expect(await rejection(next)).toBe(stop.signal.reason);
  });

  test("that fired before sends nothing", async () => {
    const transport = scripted(EMPTY);
    const signal = AbortSignal.abort(new Error("too late"));
    expect(await rejection(clientOf(transport).notifications({ signal }).next())).toBe(signal.reason);
    expect(transport.sent).toEqual([]);
  });

  test("that fires while the last notification is dealt with leaves the set for another time", async () => {
    const stop = new AbortController();
    const transport = scripted(setOf("s1", newDevice("a")), ACKNOWLEDGED);
    const notifications = clientOf(transport).notifications({ signal: stop.signal });
    await notifications.next();
    stop.abort(new Error("SIGTERM"));
    expect(await rejection(notifications.next())).toBe(stop.signal.reason);
    expect(calls(transport)).toEqual(["pullNotificationSet"]);
  });
});

test("the signal ends the loop after the notification in hand, not after its set", async () => {
  const stop = new AbortController();
  const transport = scripted(setOf("s1", newDevice("a"), newDevice("b")), ACKNOWLEDGED);
  const seen: unknown[] = [];
  const loop = async () => {
    for await (const notification of clientOf(transport).notifications({ signal: stop.signal })) {
      seen.push(deviceOf(notification));
      stop.abort(new Error("SIGTERM"));
    }
  };
  expect(await rejection(loop())).toBe(stop.signal.reason);
  expect(seen).toEqual(["a"]);
  expect(calls(transport)).toEqual(["pullNotificationSet"]);
});

describe("a pull that Google keeps open for longer than the SDK waits", () => {
  const silent = (clock: ManualClock) => {
    let pulls = 0;
    const responses = scripted(setOf("s1", newDevice("a")));
    const send: Scripted["send"] = async (request) => {
      if (++pulls <= 5) await new Promise<void>((wake) => clock.sleep(400_000, wake));
      return responses.send(request);
    };
    return clientOf({ send }, clock);
  };

  test("has brought nothing, and is followed by another", async () => {
    const clock = new ManualClock();
    const { value } = await drive(clock, silent(clock).notifications().next());
    expect(deviceOf(value as EnterpriseNotification)).toBe("a");
  });

  test("is an error in `returnImmediately` mode", async () => {
    const clock = new ManualClock();
    const next = silent(clock).notifications({ requestMode: "returnImmediately", outages: "throw" }).next();
    expect(await drive(clock, rejection(next))).toBeInstanceOf(TimeoutError);
  });
});

describe("a notification is told apart by its one filled field", () => {
  const ids = { productId: "app:com.google.android.gm" };
  const device = { deviceId: "3a1b", userId: "110001" };
  const events: [event: string, value: object][] = [
    ["appRestrictionsSchemaChangeEvent", ids],
    ["appUpdateEvent", ids],
    ["deviceReportUpdateEvent", { ...device, report: { appState: [] } }],
    ["enterpriseUpgradeEvent", { upgradeState: "upgradeStateSucceeded" }],
    ["installFailureEvent", { ...device, ...ids, failureReason: "timeout" }],
    ["newDeviceEvent", { ...device, managementType: "managedDevice" }],
    ["newPermissionsEvent", { ...ids, requestedPermissions: ["android.permission.CAMERA"] }],
    ["productApprovalEvent", { ...ids, approved: "approved" }],
    ["productAvailabilityChangeEvent", { ...ids, availabilityStatus: "removed" }],
  ];

  const first = async (notification: object) => {
    const { value } = await clientOf(scripted(setOf("s1", notification)))
      .notifications()
      .next();
    return value as EnterpriseNotification;
  };

  test.each(events)("%s", async (event, value) => {
    expect(await first({ ...facts("1"), [event]: value })).toEqual({ ...facts("1"), event, [event]: value });
  });

  test("a test notification has none", async () => {
    const sent = { ...facts("1"), notificationType: "testNotification" };
    expect(await first(sent)).toEqual({ ...sent, event: "none" });
  });

  test("a kind newer than the SDK has none, and loses nothing", async () => {
    const sent = { ...facts("1"), notificationType: "deviceLost", deviceLostEvent: { deviceId: "3a1b" } };
    expect(await first(sent)).toEqual({ ...sent, event: "none" });
  });
});

describe("how long a pull may take", () => {
  /** Whether a pull that the server holds for `seconds` comes to a good end. */
  async function held(seconds: number, params?: { requestMode: "returnImmediately" }, options = {}): Promise<string> {
    const clock = new ManualClock();
    const responses = scripted(EMPTY);
    const send: Scripted["send"] = async (request) => {
      await new Promise<void>((wake) => clock.sleep(seconds * 1_000, wake));
      return responses.send(request);
    };
    const client = clientOf({ send }, clock);
    const pull = client.enterprises.pullNotificationSet(params, options);
    return drive(
      clock,
      pull.then(
        () => "responded",
        (error: Error) => error.name,
      ),
    );
  }

  test("is three minutes while it waits for notifications", async () => {
    expect(await held(179)).toBe("responded");
    expect(await held(181)).toBe("TimeoutError");
  });

  test("is seven minutes with its retries", async () => {
    const clock = new ManualClock();
    const start = clock.now();
    const transport: Scripted = { sent: [], send: () => new Promise(() => {}) };
    const client = new AndroidEnterprise({ auth: "access-token", transport, clock });
    await drive(clock, rejection(client.enterprises.pullNotificationSet()));
    expect(clock.now() - start).toBe(420_000);
  });

  test("is what any call may take in `returnImmediately` mode", async () => {
    expect(await held(29, { requestMode: "returnImmediately" })).toBe("responded");
    expect(await held(31, { requestMode: "returnImmediately" })).toBe("TimeoutError");
  });

  test("is what the call says, where it says so", async () => {
    expect(await held(9, undefined, { timeoutMs: 10_000 })).toBe("responded");
    expect(await held(11, undefined, { timeoutMs: 10_000 })).toBe("TimeoutError");
    expect(await held(11, undefined, { deadlineMs: 10_000 })).toBe("TimeoutError");
  });
});

describe("a loop that takes longer than 20 seconds for a set", () => {
  beforeEach(() => {
    vi.resetModules();
    vi.spyOn(process, "emitWarning").mockImplementation(() => {});
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  test("is warned once that the set will come again, and acknowledges it all the same", async () => {
    const { AndroidEnterprise: Fresh } = await import("../../src/androidEnterprise/index.js");
    const clock = new ManualClock();
    const sets = ["s1", "s2", "s3"].flatMap((id) => [setOf(id, newDevice("a")), ACKNOWLEDGED]);
    const transport = scripted(...sets, setOf("s4", newDevice("b")));
    const notifications = new Fresh({ auth: "access-token", transport, clock }).notifications();
    const warnings = vi.mocked(process.emitWarning).mock.calls;
    await notifications.next();
    await clock.advance(20_000);
    await notifications.next();
    expect(warnings).toEqual([]);
    for (let set = 0; set < 2; set++) {
      await clock.advance(20_001);
      await notifications.next();
    }
    expect(warnings).toEqual([
      [expect.stringContaining("20 seconds"), { code: "TESSERA_ANDROID_ENTERPRISE_SLOW_NOTIFICATIONS" }],
    ]);
    expect(calls(transport).filter((call) => call.startsWith("ack"))).toHaveLength(3);
  });
});
