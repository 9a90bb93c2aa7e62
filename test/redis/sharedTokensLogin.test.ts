/** Logins that processes share: one token, one refusal, and no login that nobody knows to be right. */
import { AuthError, memoryStore, type Store } from "tessera-sdk";
import { FlowerDocs, login } from "tessera-sdk/flower-docs";
import { sharedTokens } from "tessera-sdk/redis";
import { describe, expect, test } from "vitest";
import { DrivenClock } from "../support/drivenClock.js";
import { rejection, settle } from "../support/promises.js";
import { type ScriptedResponse, scripted } from "../support/scripted.js";

const SECRET = "0123456789abcdef0123456789abcdef";
const OTHER = "fedcba9876543210fedcba9876543210";
const MINUTE = 60_000;
const baseUrl = "https://flowerdocs.example.com/core";
const REFUSED: ScriptedResponse = { status: 401, body: { code: "F00101", message: "Bad credentials" } };

/** A server, and the workers that log in to it. */
function setUp(
  onLogin: (password: string, nth: number) => ScriptedResponse = (_, nth) => ({
    body: { value: `token-number-${nth}-abcdef` },
  }),
) {
  const clock = new DrivenClock({ now: Date.UTC(2026, 0, 1), random: 0 });
  const passwords: string[] = [];
  const transport = {
    async send(request: Parameters<ReturnType<typeof scripted>["send"]>[0]) {
      if (!request.url.endsWith("/authentication")) return scripted({ body: "renewed-".repeat(5) }).send(request);
      const { password } = JSON.parse(String(request.body)) as { password: string };
      const nth = passwords.push(password);
      await settle(20);
      return scripted(onLogin(password, nth)).send(request);
    },
  };
  const worker = (
    store: Store,
    given: { secret?: string | string[]; password?: string; url?: string; user?: string; key?: string } = {},
  ) => {
    const { secret = SECRET, password = "right horse", url = baseUrl, user = "jna", key = "flower" } = given;
    const auth = sharedTokens(login({ user, password, scope: "ACME" }), { store, key, secret });
    const client = new FlowerDocs({ auth, baseUrl: url, transport, clock, retry: false });
    return { auth, call: () => clock.drive(client.tokens.renew()), renew: () => client.tokens.renew() };
  };
  return { clock, passwords, worker };
}

/** A store whose values a test sees. */
function seen() {
  const values = new Map<string, string>();
  const good = memoryStore();
  const set = (key: string, value: string) => {
    values.set(key, value);
    return good.set(key, value);
  };
  return { ...good, set, values };
}

test("8 workers log in once, and those that start later not at all", async () => {
  const { clock, passwords, worker } = setUp();
  const store = seen();
  await clock.drive(Promise.all(Array.from({ length: 8 }, () => worker(store).renew())));
  await worker(store).call();
  expect(passwords).toEqual(["right horse"]);
  expect(JSON.stringify([...store.values])).not.toMatch(/right horse|token-number/);
});

test("another user, server or key has another token", async () => {
  const { passwords, worker } = setUp();
  const store = memoryStore();
  for (const given of [{}, { user: "abc" }, { url: "https://other.example.com/core" }, { key: "other" }]) {
    await worker(store, given).call();
  }
  expect(passwords).toHaveLength(4);
});

describe("a refused login", () => {
  test("is sent once by 8 workers, who all say when the next is sent", async () => {
    const { clock, passwords, worker } = setUp(() => REFUSED);
    const store = seen();
    const workers = Array.from({ length: 8 }, () => worker(store, { password: "wrong horse" }));
    const errors = await clock.drive(Promise.all(workers.map(({ renew }) => rejection(renew()))));
    for (const error of errors) {
      expect(error).toBeInstanceOf(AuthError);
      expect(error).toMatchObject({
        code: "F00101",
        kind: "unauthenticated",
        status: 401,
        vendorMessage: "Bad credentials",
      });
      expect(String(error)).toContain("2026-01-01T00:15:00.");
      expect(String(error)).toContain("forgetRefusal()");
    }
    for (const { call } of workers) await rejection(call());
    expect(passwords).toEqual(["wrong horse"]);
    const held = JSON.stringify([...store.values]);
    expect(held).not.toMatch(/wrong horse|credentials/i);
  });

  test("is followed by the next after 15, 30, 60 … minutes, whichever worker sends it", async () => {
    const { clock, passwords, worker } = setUp(() => REFUSED);
    const store = memoryStore();
    for (const [index, minutes] of [15, 30, 60, 120, 240, 480, 960, 1_440, 1_440].entries()) {
      for (let each = 0; each < 2; each++) await rejection(worker(store, { password: "wrong" }).call());
      expect(passwords).toHaveLength(index + 1);
      await clock.advance((minutes - 1) * MINUTE);
      await rejection(worker(store, { password: "wrong" }).call());
      expect(passwords).toHaveLength(index + 1);
      await clock.advance(MINUTE);
    }
  });

  test("does not hold for another password, nor for another server", async () => {
    const { passwords, worker } = setUp((password, nth) =>
      password === "wrong" ? REFUSED : { body: { value: `token-number-${nth}-abcdef` } },
    );
    const store = memoryStore();
    await rejection(worker(store, { password: "wrong" }).call());
    await rejection(worker(store, { password: "wrong", url: "https://other.example.com/core" }).call());
    await worker(store).call();
    expect(passwords).toEqual(["wrong", "wrong", "right horse"]);
  });

  test("is forgotten by all workers once one forgets it, and once a login succeeds", async () => {
    let isUnlocked = false;
    const { clock, passwords, worker } = setUp((_, nth) =>
      isUnlocked ? { body: { value: `token-number-${nth}-abcdef`, expires_in: 60 } } : REFUSED,
    );
    const store = memoryStore();
    const [first, second] = [worker(store), worker(store)];
    await rejection(first.call());
    await rejection(second.call());
    await clock.drive(worker(store).auth.forgetRefusal());
    await rejection(first.call());
    await rejection(second.call());
    expect(passwords).toHaveLength(2);
    isUnlocked = true;
    await second.auth.forgetRefusal();
    await first.call();
    isUnlocked = false;
    await clock.advance(2 * MINUTE);
    expect(String(await rejection(second.call()))).toContain("2026-01-01T00:17");
    expect(passwords).toHaveLength(4);
  });

  test("holds after the secret was changed, and where it is being changed", async () => {
    const { passwords, worker } = setUp(() => REFUSED);
    const store = memoryStore();
    await rejection(worker(store, { secret: OTHER }).call());
    await rejection(worker(store, { secret: [SECRET, OTHER] }).call());
    expect(passwords).toHaveLength(1);
  });

  test("is stored later where the store had failed", async () => {
    const { passwords, worker } = setUp(() => REFUSED);
    const good = memoryStore();
    const store: Store = { ...good, set: failing };
    const first = worker(store);
    await rejection(first.call());
    store.set = good.set;
    await rejection(first.call());
    await rejection(worker(store).call());
    expect(passwords).toHaveLength(1);
  });
});

const never = () => new Promise<never>(() => {});
const failing = async () => {
  throw new Error("away");
};

describe.each<[string, Partial<Store>]>([
  ["reads hang", { get: never }],
  ["reads fail", { get: failing }],
  ["locks hang", { lock: never }],
  ["locks fail", { lock: failing }],
  ["all hangs", { get: never, set: never, delete: never, lock: never, unlock: never }],
  ["it holds something else", { get: () => "1.damaged" }],
])("a store whose %s", (_, broken) => {
  test("leads to no login with a password that this process has not seen accepted", async () => {
    const { passwords, worker } = setUp();
    const { call } = worker({ ...memoryStore(), ...broken });
    for (let each = 0; each < 3; each++) {
      const error = await rejection(call());
      expect(error).toMatchObject({ name: "AuthError", kind: "unavailable" });
      expect(String(error)).toContain("No login was sent");
    }
    expect(passwords).toEqual([]);
  });

  test("leads to one with a password that this process has seen accepted, also by another's token", async () => {
    const { clock, passwords, worker } = setUp();
    const store: Store = memoryStore();
    const [own, other, wrong] = [worker(store), worker(store), worker(store, { password: "wrong" })];
    for (const { call } of [own, other, wrong]) await call();
    expect(passwords).toEqual(["right horse"]);
    Object.assign(store, broken);
    await clock.advance(2 * 60 * MINUTE);
    await own.call();
    await other.call();
    expect(await rejection(wrong.call())).toMatchObject({ kind: "unavailable" });
    expect(passwords).toEqual(["right horse", "right horse", "right horse"]);
  });
});

test("a store without locks is refused: each process would log in", () => {
  const { lock: _, unlock: __, ...store } = memoryStore();
  expect(() => setUp().worker(store as Store)).toThrow(/`lock` and `unlock`/);
});

test("a refusal that cannot be forgotten for all is an error for whoever waits for it", async () => {
  const { worker } = setUp();
  const { auth } = worker({ ...memoryStore(), set: failing });
  void auth.forgetRefusal();
  expect(await rejection(auth.forgetRefusal())).toMatchObject({ name: "AuthError", kind: "unavailable" });
});
