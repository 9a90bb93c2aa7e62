/** Clients of all libraries, and scripts, which a server knows or does not. */
import { createClient } from "redis";
import { sealedStore } from "tessera-sdk/redis";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isTemporary, type RedisClient, sendCommandOf } from "../../src/redis/commands.js";
import { Script } from "../../src/redis/script.js";
import { type RedisServer, redis, startRedis } from "../support/redis.js";

describe.skipIf(redis.isMissing)(`a client of Redis${redis.note}`, () => {
  let server: RedisServer;
  let nodeRedis: ReturnType<typeof createClient>;
  beforeAll(async () => {
    server = await startRedis();
    nodeRedis = createClient({ socket: { path: server.path, tls: false } });
    await nodeRedis.connect();
  });
  afterAll(async () => {
    nodeRedis?.destroy();
    await server?.close();
  });

  const clients: [string, () => RedisClient][] = [
    ["of ioredis", () => server.client],
    ["of node-redis", () => nodeRedis],
    ["as Bun's", () => ({ send: (command: string, args: string[]) => server.client.call(command, ...args) })],
    [
      "as a function",
      () =>
        ([command = "", ...args]) =>
          server.client.call(command, ...args),
    ],
  ];

  test.each(clients)("%s sends commands and scripts, also to a server that has forgotten them", async (_, client) => {
    const send = sendCommandOf(client());
    const script = new Script("return {KEYS[1], ARGV[1], ARGV[2]}");
    await send(["SCRIPT", "FLUSH"]);
    for (let round = 0; round < 2; round++)
      expect(await script.run(send, ["{a}:b"], ["c", 7])).toEqual(["{a}:b", "c", "7"]);
    expect(await send(["SET", "text", "é"], "text")).toBe("OK");
    expect(await send(["GET", "text"], "text")).toBe("é");
    const failed = script.run(send, [], []).then(() => send(["HGET", "text", "a"], "text"));
    expect(await failed.then(undefined, isTemporary)).toBe(false);
  });

  test("what a script throws is final", async () => {
    for (const [, client] of clients) {
      const failed = new Script("return redis.call('HGET', KEYS[1], 'a')").run(sendCommandOf(client()), ["text"], []);
      expect(await failed.then(undefined, isTemporary)).toBe(false);
    }
  });
});

test.each([
  ["LOADING Redis is loading the dataset in memory", true],
  ["READONLY You can't write against a read only replica.", true],
  ["Connection is closed.", true],
  ["Socket closed unexpectedly", true],
  ["connect ENOENT /run/redis.sock", true],
  ["ERR unknown command 'EVALSHA'", false],
  ["NOAUTH Authentication required.", false],
  ["WRONGTYPE Operation against a key holding the wrong kind of value", false],
  ["OOM command not allowed when used memory > 'maxmemory'.", false],
])("%s: %s that it may succeed later", (message, expected) => {
  expect(isTemporary(new Error(message))).toBe(expected);
});

test.each([[undefined], [null], [{}], ["redis://localhost"], [7]])("%j is refused as a client", (client) => {
  expect(() => sendCommandOf(client as unknown as RedisClient)).toThrow(
    expect.objectContaining({ issues: [expect.objectContaining({ path: "client" })] }),
  );
});

const closed = new Error("The client is closed.");
const throws = () => {
  throw closed;
};
test.each<[string, RedisClient]>([
  ["call", { call: throws }],
  ["sendCommand", { sendCommand: throws }],
  ["send", { send: throws }],
  ["a function", throws],
])("what %s of a client throws at once is a rejection, and so ends the wait for a token", async (_, client) => {
  await expect(sendCommandOf(client)(["GET", "a"], "a")).rejects.toBe(closed);
  const store = sealedStore(client, { secret: "0123456789abcdef".repeat(4) });
  await expect(store.get("a")).rejects.toMatchObject({ message: "The store failed; see `cause`.", cause: closed });
});
