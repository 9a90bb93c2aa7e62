/** Registrations that processes share: one for a device, and none because of a store that cannot be read. */
import { AuthError, memoryStore, type Store } from "tessera-sdk";
import { AdobePassV1, softwareStatement } from "tessera-sdk/adobe-pass";
import { sealedStore, sharedTokens } from "tessera-sdk/redis";
import { describe, expect, test } from "vitest";
import { DrivenClock } from "../support/drivenClock.js";
import { rejection } from "../support/promises.js";
import { CHECK, DEVICE, REGISTER, RegistrationServer, statementOf, TOKEN } from "../support/registration.js";

const SECRET = "0123456789abcdef0123456789abcdef";
const OTHER = "fedcba9876543210fedcba9876543210";

function worker(store: Store, server: RegistrationServer, given: { secret?: string; clock?: DrivenClock } = {}) {
  const { secret = SECRET, clock } = given;
  const events: string[] = [];
  const statement = softwareStatement({ statement: statementOf(), onEvent: ({ type }) => events.push(type) });
  const auth = sharedTokens(statement, { store, key: "tv", secret });
  const client = new AdobePassV1({ auth, transport: server, retry: false, ...(clock && { clock }) });
  return { events, check: (device = {}) => client.checkAuthentication({ ...DEVICE, ...device }) };
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

test("a device is registered once by 8 workers, with one token, and its client is sealed", async () => {
  const [store, server] = [seen(), new RegistrationServer()];
  const workers = Array.from({ length: 8 }, () => worker(store, server));
  await Promise.all(workers.map(({ check }) => check()));
  expect([server.count(REGISTER), server.count(TOKEN), server.count(CHECK)]).toEqual([1, 1, 8]);
  const held = JSON.stringify([...store.values]);
  for (const secret of ["client-1", "secret-of-client-1", "access-token", statementOf(), "device-1"]) {
    expect(held).not.toContain(secret);
  }
  await worker(store, server).check({ deviceId: "device-2" });
  expect(server.count(REGISTER)).toBe(2);
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
  test("leads to no registration: the call fails, and says so", async () => {
    const [server, clock] = [new RegistrationServer(), new DrivenClock({ random: 0 })];
    const { check } = worker({ ...memoryStore(), ...broken }, server, { clock });
    for (let each = 0; each < 3; each++) {
      const error = await clock.drive(rejection(check()));
      expect(error).toBeInstanceOf(AuthError);
      expect(String(error)).toContain("Nothing was registered");
    }
    expect(server.paths).toEqual([]);
    expect(clock.pending).toBe(0);
  });
});

test("a worker with another secret registers nothing, and leaves the client as it is", async () => {
  const [store, server] = [memoryStore(), new RegistrationServer()];
  await worker(store, server).check();
  expect(String(await rejection(worker(store, server, { secret: OTHER }).check()))).toContain("Nothing was registered");
  await worker(store, server).check();
  expect([server.count(REGISTER), server.count(TOKEN)]).toEqual([1, 1]);
});

test("a client that could not be stored serves its process, and does not lead to another", async () => {
  const [store, server] = [{ ...memoryStore(), set: failing }, new RegistrationServer()];
  const { check, events } = worker(store, server);
  await check();
  await check();
  expect(server.count(REGISTER)).toBe(1);
  expect(events).toContain("not_stored");
});

test("a token that can be refreshed is refreshed also while the lock cannot be had", async () => {
  const [server, clock] = [new RegistrationServer(), new DrivenClock({ random: 0 })];
  const store: Store = memoryStore();
  const { check } = worker(store, server, { clock });
  await clock.drive(check());
  await clock.advance(21_600_000);
  store.lock = failing;
  await clock.drive(check());
  expect([server.count(REGISTER), server.count(TOKEN)]).toEqual([1, 2]);
});

test("a statement with a store of its own is refused", () => {
  const auth = softwareStatement({ statement: statementOf(), store: memoryStore() });
  expect(() => sharedTokens(auth, { store: memoryStore(), key: "tv", secret: SECRET })).toThrow(/`store` of its own/);
});

test("the store of a statement can be a sealed one", async () => {
  const [store, server] = [seen(), new RegistrationServer()];
  const check = (secret: string) => {
    const auth = softwareStatement({ statement: statementOf(), store: sealedStore(store, { secret }) });
    return new AdobePassV1({ auth, transport: server, retry: false }).checkAuthentication(DEVICE);
  };
  await Promise.all([check(SECRET), check(SECRET)]);
  expect(String(await rejection(check(OTHER)))).toContain("Nothing was registered");
  expect(server.count(REGISTER)).toBe(1);
  expect(JSON.stringify([...store.values.values()])).not.toMatch(/client-1|access-token/);
  expect(() => sealedStore(store, {} as never)).toThrow(/`secret`/);
  expect(() => sealedStore({} as never, { secret: SECRET })).toThrow(/`store`/);
});
