/** Tokens that real processes share by way of a real server, which is stopped, killed, or was never there. */

import KeyvRedis from "@keyv/redis";
import { Redis } from "ioredis";
import { Keyv } from "keyv";
import { createClient } from "redis";
import { AdobePassV1, softwareStatement } from "tessera-sdk/adobe-pass";
import { AndroidEnterprise, googleAuth } from "tessera-sdk/android-enterprise";
import { FlowerDocs, login } from "tessera-sdk/flower-docs";
import { type RedisClient, sharedTokens, type TokenStore } from "tessera-sdk/redis";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { USER } from "../support/clients.js";
import { bundled, PATHS, startTogether, vendors } from "../support/fleet.js";
import { rejection } from "../support/promises.js";
import { type RedisServer, redis, startRedis } from "../support/redis.js";
import { CHECK, DEVICE, RegistrationServer, statementOf } from "../support/registration.js";
import { scripted } from "../support/scripted.js";
import { KEY } from "../support/serviceAccount.js";
import { tokenTransport } from "../support/tokenTransport.js";

const SECRET = "0123456789abcdef0123456789abcdef";
/** Far above the limits: machines that run tests are busy. What is exact is held against a clock of the test's own. */
const LONG_MS = 10_000;

type AnyStore = TokenStore | RedisClient;

/** A call of Google, by a client of its own each time, so that each reads the store. */
function google(store: AnyStore, key = "emm") {
  const transport = tokenTransport();
  const auth = sharedTokens(googleAuth({ credentials: KEY }), { store, key, secret: SECRET });
  const call = () => new AndroidEnterprise({ auth, transport, retry: false }).users.generateAuthenticationToken(USER);
  return { transport, call };
}

function adobe(store: AnyStore) {
  const server = new RegistrationServer();
  const auth = sharedTokens(softwareStatement({ statement: statementOf() }), { store, key: "tv", secret: SECRET });
  const call = () => new AdobePassV1({ auth, transport: server, retry: false }).checkAuthentication(DEVICE);
  return { server, call };
}

function flower(store: AnyStore) {
  const transport = scripted({ body: { value: "token-number-1-abcdef" } });
  const credential = login({ user: "jna", password: "right horse", scope: "ACME" });
  const auth = sharedTokens(credential, { store, key: "flower", secret: SECRET });
  const baseUrl = "https://flowerdocs.example.com/core";
  const call = () => new FlowerDocs({ auth, baseUrl, transport, retry: false }).tokens.renew();
  return { logins: () => transport.sent.filter(({ url }) => url.endsWith("/authentication")).length, call };
}

async function timed<T>(work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  const result = await work();
  expect(performance.now() - startedAt).toBeLessThan(LONG_MS);
  return result;
}

describe.skipIf(redis.isMissing)(`processes that share tokens${redis.note}`, () => {
  let program: Awaited<ReturnType<typeof bundled>>;
  beforeAll(async () => {
    program = await bundled("sharedTokensProgram");
  });
  afterAll(() => program?.remove());

  test("8 send one token request, registration and wrong login in all; others that start later none", async () => {
    const server = await redisServer();
    const { server: vendor, count } = await vendors();
    const args = [server.path, vendor.url, JSON.stringify(KEY), statementOf()];
    for (const workers of [8, 3]) {
      const printed = await startTogether(workers, program.path, args);
      for (const each of printed) {
        expect(JSON.parse(each)).toEqual(["ok", "ok", expect.stringContaining("Bad credentials")]);
      }
      const { googleToken, register, adobeToken, login: logins } = PATHS;
      expect([googleToken, register, adobeToken, logins].map(count)).toEqual([1, 1, 1, 1]);
    }
    expect(count(CHECK)).toBe(11);
    const held = await server.dump();
    expect(held.split("\n").filter((line) => line.startsWith("tessera:tokens:")).length).toBeGreaterThanOrEqual(3);
    expect(held).not.toMatch(/issued-|horse|credentials|PRIVATE|robot@|device-1/i);
    expect(held).not.toContain(statementOf());
    // What is left of locks would end by itself, but none is left.
    expect(held).not.toContain(":lock");
  }, 60_000);
});

async function redisServer(): Promise<RedisServer> {
  const server = await startRedis();
  onTestFinished(() => server.close());
  return server;
}

describe.skipIf(redis.isMissing)(`a server of Redis${redis.note}`, () => {
  const clients: [string, (server: RedisServer) => Promise<AnyStore>][] = [
    ["ioredis", async ({ client }) => client],
    [
      "node-redis",
      async ({ path }) => {
        const client = createClient({ socket: { path, tls: false } });
        client.on("error", () => {});
        onTestFinished(() => client.destroy());
        return (await client.connect()) as unknown as RedisClient;
      },
    ],
    ["Keyv", async ({ path }) => keyv(path)],
  ];

  test.each(clients)("that is stopped as it is, or killed, fails no call of Google: %s", async (_, connect) => {
    const server = await redisServer();
    const { transport, call } = google(await connect(server));
    await call();
    await call();
    expect(transport.tokenRequests).toHaveLength(1);
    server.suspend();
    await timed(call);
    await timed(call);
    expect(transport.tokenRequests).toHaveLength(3);
    server.resume();
    await server.kill();
    await timed(call);
    expect(transport.calls).toHaveLength(5);
  });

  test("that is stopped or killed leads to no registration, and to no login that may be wrong", async () => {
    const server = await redisServer();
    const [tv, known, unknown] = [adobe(server.client), flower(server.client), flower(server.connect())];
    await tv.call();
    await known.call();
    server.suspend();
    expect(String(await timed(() => rejection(tv.call())))).toContain("Nothing was registered");
    expect(String(await timed(() => rejection(unknown.call())))).toContain("No login was sent");
    await timed(known.call);
    server.resume();
    await server.kill();
    expect(String(await timed(() => rejection(adobe(server.client).call())))).toContain("Nothing was registered");
    expect([tv.server.clients.size, known.logins(), unknown.logins()]).toEqual([1, 2, 0]);
    await server.start();
  });

  test("keeps tokens until they expire, registrations for ever, and no lock of a process that has died", async () => {
    const server = await redisServer();
    await google(server.client).call();
    await adobe(server.client).call();
    const lives = await Promise.all((await server.client.keys("*")).map((key) => server.client.pttl(key)));
    expect(lives.sort((a, b) => a - b)[0]).toBe(-1);
    expect(lives[1]).toBeGreaterThan(3_500_000);
    expect(lives[1]).toBeLessThanOrEqual(3_600_000);
  });

  test("gives the lock of a process that has died to another", async () => {
    const server = await redisServer();
    const { transport, call } = google(server.client);
    await call();
    const [key = ""] = await server.client.keys("*");
    await server.client.del(key);
    await server.client.set(`${key}:lock`, "another", "PX", 1_000);
    await call();
    expect(transport.tokenRequests).toHaveLength(2);
    expect(await server.client.exists(`${key}:lock`)).toBe(0);
  });
});

/** As its documentation creates it. */
function keyv(path: string): Keyv {
  const cache = new Keyv({ store: new KeyvRedis({ socket: { path, tls: false } }) });
  cache.on("error", () => {});
  onTestFinished(() => void cache.disconnect().catch(() => {}));
  return cache;
}

describe("a server that was never there", () => {
  const path = "/nonexistent/redis.sock";
  const stores: [string, () => AnyStore][] = [
    [
      "ioredis",
      () => {
        const client = new Redis({ path });
        client.on("error", () => {});
        onTestFinished(() => client.disconnect());
        return client;
      },
    ],
    ["Keyv", () => keyv(path)],
  ];

  test.each(stores)("fails no call of Google, and leads to no registration and no login: %s", async (name, connect) => {
    const store = connect();
    const { transport, call } = google(store);
    await timed(call);
    await timed(call);
    expect(transport.tokenRequests).toHaveLength(2);
    const tv = adobe(store);
    expect(String(await timed(() => rejection(tv.call())))).toContain("Nothing was registered");
    expect(tv.server.paths).toEqual([]);
    if (name === "Keyv") return;
    const { logins, call: renew } = flower(store);
    expect(String(await timed(() => rejection(renew())))).toContain("No login was sent");
    expect(logins()).toBe(0);
  });
});
