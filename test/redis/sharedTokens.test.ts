/** Tokens that processes share: who requests one, what a store that is away costs, and what is read from it. */
import { AuthError, memoryStore, type Store } from "tessera-sdk";
import { AndroidEnterprise, googleAuth } from "tessera-sdk/android-enterprise";
import { ChromeDirectory } from "tessera-sdk/chrome-directory";
import { sharedTokens } from "tessera-sdk/redis";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { guiSession, login, renewableToken } from "../../src/flowerDocs/index.js";
import { USER } from "../support/clients.js";
import { DrivenClock } from "../support/drivenClock.js";
import { rejection, settle } from "../support/promises.js";
import { KEY } from "../support/serviceAccount.js";
import { shown } from "../support/shown.js";
import { tokenTransport } from "../support/tokenTransport.js";

const SECRET = "0123456789abcdef0123456789abcdef";
const OTHER = "fedcba9876543210fedcba9876543210";
const HOUR = 3_600_000;

const unhandled: unknown[] = [];
const note = (error: unknown) => void unhandled.push(error);
beforeEach(() => void process.on("unhandledRejection", note));
afterEach(async () => {
  await settle(5);
  process.off("unhandledRejection", note);
  expect(unhandled.splice(0)).toEqual([]);
});

type Given = Partial<ConstructorParameters<typeof AndroidEnterprise>[0]>;

/** A worker: a client of its own, whose credential is shared by way of the store. */
function worker(store: Store, given: Given & { secret?: string; key?: string } = {}) {
  const { secret = SECRET, key = "emm", auth = googleAuth({ credentials: KEY }), ...options } = given;
  const shared = sharedTokens(auth as ReturnType<typeof googleAuth>, { store, key, secret });
  const client = new AndroidEnterprise({ auth: shared, retry: false, ...options });
  return () => client.users.generateAuthenticationToken(USER);
}

const bearers = ({ calls }: ReturnType<typeof tokenTransport>) => calls.map(({ headers }) => headers.authorization);

describe("one token", () => {
  test("is requested by 8 workers that start together, and none by those that start later", async () => {
    const store = memoryStore();
    const transport = tokenTransport(() => settle(50).then(() => undefined));
    await Promise.all(Array.from({ length: 8 }, () => worker(store, { transport })()));
    expect(transport.tokenRequests).toHaveLength(1);
    await Promise.all(Array.from({ length: 8 }, () => worker(store, { transport })()));
    expect(transport.tokenRequests).toHaveLength(1);
    expect(new Set(bearers(transport))).toEqual(new Set(["Bearer ya29.token-1"]));
  });

  test("is that of a credential, a server, and scopes; other ones have others", async () => {
    const store = memoryStore();
    const transport = tokenTransport();
    const credentials = KEY;
    const workers = [
      worker(store, { transport }),
      worker(store, { transport, key: "other" }),
      worker(store, { transport, auth: googleAuth({ credentials, subject: "a@example.com" }) }),
      worker(store, { transport, auth: googleAuth({ credentials, subject: "b@example.com" }) }),
      worker(store, { transport, auth: googleAuth({ credentials, scopes: ["a b"] }) }),
      worker(store, { transport, auth: googleAuth({ credentials, scopes: ["a", "b"] }) }),
      worker(store, { transport, auth: googleAuth({ credentials, quotaProject: "billed" }) }),
      worker(store, { transport, auth: googleAuth({ credentials: { ...KEY, client_email: "other@p.iam" } }) }),
      worker(store, { transport, baseUrl: "https://androidenterprise.googleapis.com/v2" }),
    ];
    for (let round = 0; round < 2; round++) for (const call of workers) await call();
    expect(transport.tokenRequests).toHaveLength(workers.length);
    expect(new Set(bearers(transport).slice(workers.length))).toHaveLength(workers.length);
  });

  test("comes from the store as it was issued, with its project and its headers", async () => {
    const store = memoryStore();
    const transport = tokenTransport();
    const keys: unknown[] = [];
    const limiter = { take: async ({ key }: { key: string }) => void keys.push(key), refused() {} };
    const auth = googleAuth({ credentials: KEY, quotaProject: "billed" });
    for (let each = 0; each < 2; each++) await worker(store, { transport, auth, limiter })();
    expect(transport.tokenRequests).toHaveLength(1);
    const [first, second] = transport.calls;
    expect(first?.headers["x-goog-user-project"]).toBe("billed");
    expect(second?.headers).toEqual(first?.headers);
    expect(keys.filter((key) => key === "projects/billed")).toHaveLength(2);
  });

  test("of a function or of a library's client is shared as well; without an expiry, it is of no use to others", async () => {
    const transport = tokenTransport();
    let requests = 0;
    const forms = [
      async () => ({ token: `expiring-${++requests}`, expiresAt: Date.now() + HOUR }),
      { getAccessToken: async () => `library-${++requests}`, credentials: { expiry_date: Date.now() + HOUR } },
    ];
    for (const auth of forms) {
      const store = memoryStore();
      for (let each = 0; each < 3; each++) await worker(store, { transport, auth: auth as never })();
    }
    expect(requests).toBe(2);
    const call = worker(memoryStore(), { transport, auth: (async () => `bare-${++requests}`) as never });
    await Promise.all([call(), call()]);
    await call();
    expect(requests).toBe(4);
  });

  test("of a function is not that of another service", async () => {
    const transport = tokenTransport();
    let requests = 0;
    const auth = sharedTokens(async () => ({ token: `t${++requests}`, expiresAt: Date.now() + HOUR }), {
      ...{ store: memoryStore(), key: "both", secret: SECRET },
    });
    const [emm, chrome] = [new AndroidEnterprise({ auth, transport }), new ChromeDirectory({ auth, transport })];
    await emm.users.generateAuthenticationToken(USER);
    await rejection(chrome.browsers.get({ deviceId: "d", customer: "C1" }));
    expect(requests).toBe(2);
  });

  test("is refreshed by one worker near its end, while the others go on with it", async () => {
    const store = memoryStore();
    const clock = new DrivenClock({ random: 0 });
    let isHeld = false;
    let release = () => {};
    const transport = tokenTransport(async () => {
      if (isHeld) await new Promise<void>((resolve) => (release = resolve));
      return undefined;
    });
    const workers = Array.from({ length: 3 }, () => worker(store, { transport, clock }));
    for (const call of workers) await clock.drive(call());
    await clock.advance(HOUR - 200_000);
    isHeld = true;
    const refreshing = workers[0]?.();
    await clock.advance(50);
    for (const call of workers.slice(1)) await clock.drive(call());
    expect(bearers(transport).slice(-2)).toEqual(["Bearer ya29.token-1", "Bearer ya29.token-1"]);
    release();
    await refreshing;
    await clock.advance(20_000);
    for (const call of workers) await clock.drive(call());
    expect(transport.tokenRequests).toHaveLength(2);
    expect(bearers(transport).slice(-3)).toEqual(Array.from({ length: 3 }, () => "Bearer ya29.token-2"));
  });

  test("that is still valid is used by a new worker where it cannot be refreshed", async () => {
    const store = memoryStore();
    const clock = new DrivenClock({ random: 0 });
    const transport = tokenTransport((_, nth) => (nth === 1 ? undefined : { status: 500, body: {} }));
    await clock.drive(worker(store, { transport, clock })());
    await clock.advance(HOUR - 200_000);
    await clock.drive(worker(store, { transport, clock })());
    expect([transport.tokenRequests.length, transport.calls.length]).toEqual([2, 2]);
  });

  test("that a server refused is not read again; a newer one of another worker is", async () => {
    const store = memoryStore();
    const tokens = tokenTransport();
    const valid = new Set<string>();
    const transport = {
      async send(request: Parameters<typeof tokens.send>[0]) {
        const isCall = request.url.startsWith("https://androidenterprise.");
        const response = await tokens.send(request);
        const bearer = request.headers.authorization ?? "";
        return isCall && !valid.has(bearer) ? { ...response, status: 401 } : response;
      },
    };
    const [first, second] = [worker(store, { transport }), worker(store, { transport })];
    valid.add("Bearer ya29.token-1");
    await first();
    await second();
    valid.clear();
    valid.add("Bearer ya29.token-2");
    await first();
    await second();
    expect(tokens.tokenRequests).toHaveLength(2);
  });

  test.each([-60_000, 60_000])("is used, and not for too long, where clocks differ by %i ms", async (skew) => {
    const store = memoryStore();
    const transport = tokenTransport();
    const start = Date.now();
    await worker(store, { transport })();
    const clock = new DrivenClock({ now: start + skew, random: 0 });
    const call = worker(store, { transport, clock });
    await clock.drive(call());
    expect(transport.tokenRequests).toHaveLength(1);
    // Its true end, when nothing can be refreshed.
    await clock.advance(HOUR);
    const failing = { ...transport, send: (request: never) => rejectTokens(transport, request) };
    const late = worker(store, { transport: failing, clock });
    expect(await clock.drive(rejection(late()))).toBeInstanceOf(AuthError);
  });
});

function rejectTokens(transport: ReturnType<typeof tokenTransport>, request: Parameters<typeof transport.send>[0]) {
  if (request.url.includes("oauth2")) throw new Error("no token server");
  return transport.send(request);
}

const never = () => new Promise<never>(() => {});
const failing = async () => {
  throw new Error("away");
};

/** What a store may do instead of working. */
const BROKEN: Record<string, (good: Store) => Partial<Store>> = {
  "reads hang": () => ({ get: never }),
  "reads fail": () => ({ get: failing }),
  "reads throw": () => ({
    get() {
      throw new Error("away");
    },
  }),
  "writes hang": () => ({ set: never }),
  "writes fail": () => ({ set: failing }),
  "locks hang": () => ({ lock: never }),
  "locks fail": () => ({ lock: failing }),
  "releases hang": (good) => ({
    unlock(key) {
      good.unlock?.(key);
      return never();
    },
  }),
  "all hangs": () => ({ get: never, set: never, delete: never, lock: never, unlock: never }),
  "all fails": () => ({ get: failing, set: failing, delete: failing, lock: failing, unlock: failing }),
  "it holds something else": () => ({ get: () => "1.damaged" }),
  "it holds an object": () => ({ get: () => ({}) as never }),
};

describe.each(Object.entries(BROKEN))("a store whose %s", (name, broken) => {
  test("fails no call, and adds at most 2 seconds to the first and 250 ms to the next", async () => {
    const clock = new DrivenClock({ random: 0 });
    const transport = tokenTransport();
    const good = memoryStore();
    const store: Store = { ...good };
    const client = worker(store, { transport, clock });
    if (name.includes("hang")) {
      Object.assign(store, broken(good));
      const before = clock.monotonic();
      await inSteps(clock, client());
      expect(clock.monotonic() - before).toBeLessThan(2_250);
      Object.assign(store, good);
    } else {
      await inSteps(clock, client());
    }
    // With a token that has expired, and another worker that knows the store.
    for (let round = 0; round < 3; round++) {
      Object.assign(store, good);
      await clock.advance(HOUR);
      await inSteps(clock, client());
      await clock.advance(HOUR);
      Object.assign(store, broken(good));
      const calls = transport.calls.length;
      const before = clock.monotonic();
      await inSteps(clock, client());
      expect(transport.calls.length).toBe(calls + 1);
      expect(clock.monotonic() - before).toBeLessThan(450);
    }
    expect(clock.pending).toBe(0);
  });
});

/** Also while the work does something else than wait, so that limits have a margin. Moves the time on, 10 milliseconds a turn, until the work is done. */
async function inSteps<T>(clock: DrivenClock, work: Promise<T>): Promise<T> {
  let isDone = false;
  const done = () => {
    isDone = true;
  };
  work.then(done, done);
  await settle(20);
  while (!isDone) {
    await clock.advance(10);
    if (clock.pending === 0) await settle(2);
  }
  return work;
}

describe("a store that is away", () => {
  test("is left alone for some seconds, and used again once it responds", async () => {
    const clock = new DrivenClock({ random: 0 });
    const transport = tokenTransport();
    const good = memoryStore();
    let reads = 0;
    const store: Store = { ...good, get: never };
    const auth = sharedTokens(googleAuth({ credentials: KEY }), { store, key: "emm", secret: SECRET });
    const call = () =>
      new AndroidEnterprise({ auth, transport, clock, retry: false }).users.generateAuthenticationToken(USER);
    store.get = () => {
      reads++;
      return never();
    };
    for (let each = 0; each < 10; each++) await clock.drive(call());
    expect([reads, transport.tokenRequests.length]).toEqual([1, 10]);
    store.get = good.get;
    await clock.advance(5_000);
    for (let each = 0; each < 10; each++) await clock.drive(call());
    expect(transport.tokenRequests.length).toBe(11);
  });

  test("and fails when nobody waits for it any more does no harm", async () => {
    const clock = new DrivenClock({ random: 0 });
    let fail = () => {};
    const get = () => new Promise<never>((_, reject) => (fail = () => reject(new Error("late"))));
    await clock.drive(worker({ ...memoryStore(), get }, { transport: tokenTransport(), clock })());
    fail();
  });

  test("leaves no timer and no lock behind when the call is cancelled", async () => {
    const clock = new DrivenClock({ random: 0 });
    const good = memoryStore();
    for (const store of [{ ...good, get: never }, { ...good, lock: never }, good]) {
      const auth = sharedTokens(googleAuth({ credentials: KEY }), { store, key: "emm", secret: SECRET });
      const transport = tokenTransport(never);
      const client = new AndroidEnterprise({ auth, clock, transport, retry: false });
      const controller = new AbortController();
      const call = rejection(client.users.generateAuthenticationToken(USER, { signal: controller.signal }));
      await settle(30);
      controller.abort(new Error("enough"));
      expect(await call).toMatchObject({ message: "enough" });
      await settle(10);
      expect(clock.pending).toBe(0);
    }
    await clock.drive(worker(good, { transport: tokenTransport(), clock })());
  });
});

test("a worker with another secret requests its own token, and cannot read that of the others", async () => {
  const store = memoryStore();
  const transport = tokenTransport();
  await worker(store, { transport })();
  await worker(store, { transport, secret: OTHER })();
  expect(bearers(transport)).toEqual(["Bearer ya29.token-1", "Bearer ya29.token-2"]);
});

test("what is shared shows no secret", () => {
  const forms = [
    googleAuth({ credentials: KEY }),
    login({ user: "jna", password: "horse", scope: "ACME" }),
    async () => "t",
  ];
  for (const auth of forms) {
    const credential = sharedTokens(auth as never, { store: memoryStore(), key: "emm", secret: SECRET });
    expect(shown(credential)).not.toMatch(new RegExp(`${SECRET}|horse|PRIVATE`));
  }
});

describe("what cannot be shared", () => {
  const options = { store: memoryStore(), key: "emm", secret: SECRET };

  test.each([
    ["a token", "ya29.token"],
    ["nothing", undefined],
    ["an object", {}],
    ["a session", guiSession("https://example.com/gui")],
    ["a token that is renewed", renewableToken("abcdefghijklmnopqrstuvwxyz")],
  ])("%s is refused", (_, auth) => {
    expect(() => sharedTokens(auth as never, options)).toThrow(/`auth` must be/);
  });

  test.each([
    [{ key: "emm", secret: SECRET }, "store"],
    [{ store: memoryStore(), secret: SECRET }, "key"],
    [{ store: memoryStore(), key: "", secret: SECRET }, "key"],
    [{ store: memoryStore(), key: "emm" }, "secret"],
    [{ store: memoryStore(), key: "emm", secret: "short" }, "secret"],
    [{ store: {}, key: "emm", secret: SECRET }, "store"],
    [{ store: "redis://localhost", key: "emm", secret: SECRET }, "store"],
    [{ store: { ...memoryStore(), unlock: undefined }, key: "emm", secret: SECRET }, "store"],
    [{ store: memoryStore(), key: "emm", secret: SECRET, ttl: 1 }, "ttl"],
  ])("options %# are refused, by the name of %s", (given, path) => {
    expect(() => sharedTokens(googleAuth(), given as never)).toThrow(
      expect.objectContaining({ issues: [expect.objectContaining({ path })] }),
    );
  });

  test("a service does not accept the credential of another", () => {
    const auth = sharedTokens({ getAccessToken: async () => "t" }, options);
    expect(() => new AndroidEnterprise({ auth })).not.toThrow();
    expect(() => new ChromeDirectory({ auth: { ...auth, family: "adobePass" } as never })).toThrow(/`auth`/);
  });
});
