/** How a loop over notifications ends without losing or replaying what was done: `stopSignal`, beside `signal`. */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { EnterpriseNotification, NotificationsOptions } from "tessera-sdk";
import { ManualClock } from "tessera-sdk/testing";
import { describe, expect, onTestFinished, test } from "vitest";
import { ACKNOWLEDGED, calls, clientOf, deviceOf, drive, EMPTY, newDevice, setOf } from "../support/notifications.js";
import { rejection, until } from "../support/promises.js";
import { type Scripted, type ScriptedResponse, scripted } from "../support/scripted.js";
import { httpServer, json } from "../support/server.js";

const PULL = "pullNotificationSet";
const acknowledgementOf = (id: string) => `acknowledgeNotificationSet?notificationSetId=${id}`;
const BUSY: ScriptedResponse = { status: 503 };

/** Responds from the script, and never to what comes after it. */
function thenSilent(...responses: ScriptedResponse[]): Scripted {
  const { sent, send } = scripted(...responses, {});
  return {
    sent,
    send: (request) => {
      const response = send(request);
      return sent.length > responses.length ? new Promise(() => {}) : response;
    },
  };
}

/** Aborts after so many turns of the queue of microtasks. */
function abortAfter(turns: number, controller: AbortController): void {
  if (turns === 0) controller.abort();
  else queueMicrotask(() => abortAfter(turns - 1, controller));
}

interface Loop {
  readonly seen: unknown[];
  readonly ended: Promise<void>;
}

/** A loop that calls `onEach` with the device of each notification. */
function loopOver(
  notifications: AsyncIterable<EnterpriseNotification>,
  onEach: (device: unknown) => void = () => {},
): Loop {
  const seen: unknown[] = [];
  const ended = (async () => {
    for await (const notification of notifications) {
      seen.push(deviceOf(notification));
      onEach(deviceOf(notification));
    }
  })();
  ended.catch(() => {});
  return { seen, ended };
}

describe("stopSignal ends the loop without an error,", () => {
  const SET = setOf("s1", newDevice("a"), newDevice("b"), newDevice("c"));
  const PULLED_ALL = { seen: ["a", "b", "c"], sent: [PULL, acknowledgementOf("s1")] };

  interface Moment {
    readonly script: ScriptedResponse[];
    /** Stops while this device is processed; without it, once everything in the script was requested. */
    readonly during?: string;
    readonly seen: string[];
    readonly sent: string[];
  }

  test.each<[string, Moment, NotificationsOptions?]>([
    [
      "while the first of three is processed: after the third",
      { script: [SET, ACKNOWLEDGED], during: "a", ...PULLED_ALL },
    ],
    [
      "while the second of three is processed: after the third",
      { script: [SET, ACKNOWLEDGED], during: "b", ...PULLED_ALL },
    ],
    [
      "while the last is processed: after the acknowledgement",
      { script: [SET, ACKNOWLEDGED], during: "c", ...PULLED_ALL },
    ],
    ["while a pull waits", { script: [SET, ACKNOWLEDGED], seen: ["a", "b", "c"], sent: [...PULLED_ALL.sent, PULL] }],
    ["while it pauses after an empty set", { script: [EMPTY], seen: [], sent: [PULL] }],
    ["while it waits for the end of an outage", { script: [BUSY], seen: [], sent: [PULL] }],
  ])("%s", async (_, { script, during, seen, sent }) => {
    const clock = new ManualClock();
    const stop = new AbortController();
    const transport = thenSilent(...script);
    const loop = loopOver(clientOf(transport, clock).notifications({ stopSignal: stop.signal }), (device) => {
      if (device === during) stop.abort();
    });
    if (during === undefined) {
      await until(() => transport.sent.length === sent.length);
      await clock.advance(100);
      stop.abort();
    }
    await loop.ended;
    await clock.advance(120_000);
    expect({ seen: loop.seen, sent: calls(transport) }).toEqual({ seen, sent });
    expect(clock.sleeping).toBe(0);
  });

  test("before it has begun: nothing is sent", async () => {
    const transport = scripted(EMPTY);
    const loop = loopOver(clientOf(transport).notifications({ stopSignal: AbortSignal.abort() }));
    await loop.ended;
    expect(transport.sent).toEqual([]);
  });

  test("and a set that arrives at that moment is processed and acknowledged as a whole, or left for another delivery", async () => {
    const outcomes = new Set<string>();
    for (let turns = 0; turns < 50; turns++) {
      const stop = new AbortController();
      const responses = scripted(SET, ACKNOWLEDGED, EMPTY);
      const send: Scripted["send"] = async (request) => {
        const response = await responses.send(request);
        const body = (async function* () {
          yield* response.body;
          abortAfter(turns, stop);
        })();
        return responses.sent.length === 1 ? { ...response, body } : response;
      };
      const loop = loopOver(clientOf({ send }).notifications({ stopSignal: stop.signal }));
      await loop.ended;
      const isAcknowledged = calls(responses).includes(acknowledgementOf("s1"));
      outcomes.add(`${loop.seen.join("")} ${isAcknowledged}`);
    }
    expect([...outcomes]).toEqual([" false", "abc true"]);
  });

  test("and the set that was left by `break` is not acknowledged, stopped or not", async () => {
    const stop = new AbortController();
    const transport = scripted(SET, ACKNOWLEDGED);
    for await (const _ of clientOf(transport).notifications({ stopSignal: stop.signal })) {
      stop.abort();
      break;
    }
    expect(calls(transport)).toEqual([PULL]);
  });
});

describe("an acknowledgement that fails after stopSignal", () => {
  test("is not waited for: its error is thrown", async () => {
    const clock = new ManualClock();
    const stop = new AbortController();
    const transport = scripted(setOf("s1", newDevice("a")), BUSY);
    const notifications = clientOf(transport, clock).notifications({ stopSignal: stop.signal });
    const loop = loopOver(notifications, () => stop.abort());
    expect(await rejection(loop.ended)).toMatchObject({
      kind: "unavailable",
      endpoint: "androidenterprise.enterprises.acknowledgeNotificationSet",
    });
    expect(calls(transport)).toEqual([PULL, acknowledgementOf("s1")]);
  });

  test("has its own retries", async () => {
    const clock = new ManualClock();
    const stop = new AbortController();
    const transport = scripted(setOf("s1", newDevice("a")), BUSY, BUSY, ACKNOWLEDGED);
    const client = clientOf(transport, clock, { retry: undefined });
    const loop = loopOver(client.notifications({ stopSignal: stop.signal }), () => stop.abort());
    await drive(clock, loop.ended);
    expect(calls(transport)).toHaveLength(4);
  });

  test("is tried once more if it was waiting", async () => {
    const clock = new ManualClock();
    const stop = new AbortController();
    const transport = scripted(setOf("s1", newDevice("a")), BUSY, ACKNOWLEDGED);
    const loop = loopOver(clientOf(transport, clock).notifications({ stopSignal: stop.signal }));
    await until(() => transport.sent.length === 2);
    await clock.advance(100);
    stop.abort();
    await loop.ended;
    expect(calls(transport)).toEqual([PULL, acknowledgementOf("s1"), acknowledgementOf("s1")]);
  });
});

describe("signal", () => {
  test.each([
    ["before stopSignal", ["signal", "stopSignal"]],
    ["after stopSignal", ["stopSignal", "signal"]],
  ] as const)("that aborts %s within a set ends the loop at once", async (_, order) => {
    const controllers = { signal: new AbortController(), stopSignal: new AbortController() };
    const { signal } = controllers.signal;
    const transport = scripted(setOf("s1", newDevice("a"), newDevice("b")), ACKNOWLEDGED);
    const options = { signal, stopSignal: controllers.stopSignal.signal };
    const loop = loopOver(clientOf(transport).notifications(options), () => {
      for (const name of order) controllers[name].abort(new Error(name));
    });
    expect(await rejection(loop.ended)).toBe(signal.reason);
    expect(loop.seen).toEqual(["a"]);
    expect(calls(transport)).toEqual([PULL]);
  });

  test("ends the loop that had aborted before it began, also if it was stopped", async () => {
    const signal = AbortSignal.abort(new Error("now"));
    const loop = loopOver(clientOf(scripted(EMPTY)).notifications({ signal, stopSignal: AbortSignal.abort() }));
    expect(await rejection(loop.ended)).toBe(signal.reason);
  });

  test("ends an acknowledgement that drains", async () => {
    const [stop, kill] = [new AbortController(), new AbortController()];
    const transport = thenSilent(setOf("s1", newDevice("a")));
    const options = { signal: kill.signal, stopSignal: stop.signal };
    const loop = loopOver(clientOf(transport).notifications(options), () => stop.abort());
    await until(() => transport.sent.length === 2);
    kill.abort(new Error("now"));
    expect(await rejection(loop.ended)).toBe(kill.signal.reason);
  });

  test("that is stopSignal as well is the hard stop", async () => {
    const { signal, abort } = controllerOf();
    const transport = thenSilent();
    const loop = loopOver(clientOf(transport).notifications({ signal, stopSignal: signal }));
    await until(() => transport.sent.length === 1);
    abort();
    expect(await rejection(loop.ended)).toBe(signal.reason);
  });
});

function controllerOf() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort(new Error("now")) };
}

test("no listener is left on a signal while a notification is processed, and none afterwards", async () => {
  let listeners = 0;
  const counted = () => {
    const { signal } = new AbortController();
    const { addEventListener, removeEventListener } = signal;
    signal.addEventListener = (...args: Parameters<AbortSignal["addEventListener"]>) => {
      listeners++;
      addEventListener.apply(signal, args);
    };
    signal.removeEventListener = (...args: Parameters<AbortSignal["removeEventListener"]>) => {
      listeners--;
      removeEventListener.apply(signal, args);
    };
    return signal;
  };
  const transport = thenSilent(setOf("s1", newDevice("a")), ACKNOWLEDGED);
  const [signal, stopSignal] = [counted(), counted()];
  const notifications = clientOf(transport).notifications({ signal, stopSignal });
  await notifications.next();
  expect(listeners).toBe(0);
  const waiting = notifications.next();
  await until(() => transport.sent.length === 3);
  expect(listeners).toBe(2);
  void waiting;
});

describe("a worker that receives SIGTERM", () => {
  const program = fileURLToPath(new URL("../support/notificationsProgram.ts", import.meta.url));

  function start(url: string) {
    const child = spawn(process.execPath, ["--import", "tsx", program, url], { stdio: ["ignore", "pipe", "pipe"] });
    onTestFinished(() => {
      child.kill("SIGKILL");
    });
    const worker = { child, output: "" };
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text) => (worker.output += text));
    const code = new Promise<number | null>((resolve) => child.on("close", resolve));
    return { ...worker, worker, code };
  }

  /** Responds with the set to the first pull if there is one, keeps other pulls open, and takes acknowledgements. */
  const google = (set: object | undefined) =>
    httpServer((response, { url }, nth) => {
      if (url.includes("acknowledge")) response.writeHead(204).end();
      else if (nth === 1 && set) json(response, set);
    });

  test("within a set finishes and acknowledges it, pulls no other, and ends with 0", async () => {
    const server = await google({ notification: ["a", "b", "c"].map(newDevice), notificationSetId: "s1" });
    const { child, worker, code } = start(server.url);
    await until(() => worker.output.includes("b began"));
    child.kill("SIGTERM");
    expect([await code, worker.output]).toEqual([0, "a\nb began\nb\nc\nstopped\n"]);
    expect(server.requests.map(({ url }) => url.replace(/^.*\/enterprises\//, ""))).toEqual([
      PULL,
      acknowledgementOf("s1"),
    ]);
  });

  test("while it waits for notifications ends at once with 0", async () => {
    const server = await google(undefined);
    const { child, worker, code } = start(server.url);
    await until(() => server.requests.length === 1);
    child.kill("SIGTERM");
    expect([await code, worker.output]).toEqual([0, "stopped\n"]);
    expect(server.requests).toHaveLength(1);
  });
});
