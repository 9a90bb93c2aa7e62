/** Signals, timeouts and deadlines. */
import { TimeoutError } from "tessera-sdk/android-enterprise";
import { ENTERPRISE, equal, ok, rejection, sleep, USER, until } from "../tools.mjs";

const HANG = { steps: [{ hang: true }] };

export const cancellation = {
  "abort: before the call, nothing is sent": async ({ open }) => {
    const world = await open();
    const reason = new Error("left");
    const signal = AbortSignal.abort(reason);
    equal((await rejection(world.android().enterprises.get(ENTERPRISE, { signal }))) === reason, true);
    equal(await world.log(), []);
  },

  "abort: during the call, the connection is given up": async ({ open }) => {
    const world = await open(HANG);
    const controller = new AbortController();
    const call = rejection(world.android().enterprises.get(ENTERPRISE, { signal: controller.signal }));
    await until(async () => (await world.log()).length === 1, "the request");
    const reason = new Error("left");
    controller.abort(reason);
    equal((await call) === reason, true);
    await until(async () => (await world.log())[0].closed, "the end of the connection");
  },

  "abort: while the body arrives": async ({ open }) => {
    const world = await open({ steps: [{ stall: true }] });
    const controller = new AbortController();
    const call = rejection(world.android().enterprises.get(ENTERPRISE, { signal: controller.signal }));
    await until(async () => (await world.log()).length === 1, "the request");
    await sleep(50);
    controller.abort();
    equal((await call).name, "AbortError");
  },

  "abort: while a retry waits": async ({ open }) => {
    const world = await open({ steps: [{ status: 503, body: {} }] });
    const controller = new AbortController();
    const options = { signal: controller.signal, retry: { baseMs: 60_000, capMs: 60_000 } };
    const call = rejection(world.android().enterprises.get(ENTERPRISE, options));
    await until(async () => (await world.log()).length === 1, "the request");
    await sleep(50);
    controller.abort();
    equal((await call).name, "AbortError");
    equal((await world.log()).length, 1);
  },

  "abort: by AbortSignal.timeout()": async ({ open }) => {
    const signal = AbortSignal.timeout(50);
    const error = await rejection((await open(HANG)).android().enterprises.get(ENTERPRISE, { signal }));
    equal([error.name, error instanceof TimeoutError], ["TimeoutError", false]);
  },

  "abort: by a signal that is not of this runtime": async ({ open }) => {
    const listeners = new Set();
    const signal = {
      aborted: false,
      addEventListener: (_, listener) => listeners.add(listener),
      removeEventListener: (_, listener) => listeners.delete(listener),
    };
    const world = await open(HANG);
    const call = rejection(world.android().enterprises.get(ENTERPRISE, { signal }));
    await until(async () => (await world.log()).length === 1, "the request");
    signal.aborted = true;
    for (const listener of listeners) typeof listener === "function" ? listener() : listener.handleEvent();
    equal((await call).name, "AbortError");
    await until(() => listeners.size === 0, "the end of the listeners");
  },

  "abort: in the middle of a list": async ({ open }) => {
    const client = (await open()).chrome();
    for (const orgUnitPath of ["/Sales", "/Sales/Laptops", "/Support"])
      await client.enrollmentTokens.create({ orgUnitPath });
    const controller = new AbortController();
    let seen = 0;
    const read = async () => {
      for await (const _ of client.enrollmentTokens.list({ pageSize: 1 }, { signal: controller.signal })) {
        seen++;
        controller.abort(new Error("enough"));
      }
    };
    equal([(await rejection(read())).message, seen], ["enough", 1]);
  },

  "timeout: an attempt without a response": async ({ open }) => {
    const client = (await open({ steps: [{ hang: true }, { hang: true }] })).android({ timeoutMs: 60 });
    const error = await rejection(client.enterprises.get(ENTERPRISE, { retry: { attempts: 2, baseMs: 1 } }));
    equal([error instanceof TimeoutError, error.kind, error.attempts], [true, "unavailable", 2]);
  },

  "timeout: a body that stops": async ({ open }) => {
    const client = (await open({ steps: [{ stall: true }] })).android({ timeoutMs: 60, retry: false });
    ok((await rejection(client.enterprises.get(ENTERPRISE))) instanceof TimeoutError, "the class");
  },

  "timeout: a retry after it succeeds": async ({ open }) => {
    const call = (await open(HANG)).android({ timeoutMs: 200 }).enterprises.get(ENTERPRISE).withResponse();
    equal((await call).response.attempts, 2);
  },

  "deadline: over all attempts": async ({ open }) => {
    const client = (await open(HANG)).android({ deadlineMs: 80 });
    const error = await rejection(client.enterprises.get(ENTERPRISE));
    equal([error instanceof TimeoutError, error.outcomeUnknown], [true, false]);
  },

  "deadline: of a write, its outcome is unknown": async ({ open }) => {
    const world = await open(HANG);
    const error = await rejection(world.chrome().enrollmentTokens.create({}, { deadlineMs: 300 }));
    equal([error instanceof TimeoutError, error.outcomeUnknown], [true, true]);
    equal((await world.log()).length, 1);
  },

  "deadline: longer than the call, it leaves nothing behind": async ({ open }) => {
    const client = (await open()).android({ deadlineMs: 3_600_000 });
    equal((await client.users.get(USER)).id, USER.userId);
  },
};
