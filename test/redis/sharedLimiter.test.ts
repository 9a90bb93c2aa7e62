/** A rate that processes share: even, fair, one round trip a request, and no call that fails because Redis is away. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { limitedRuns } from "../support/limitedRuns.js";
import { type RedisServer, redis, startRedis } from "../support/redis.js";

describe.skipIf(redis.isMissing)(`a shared limiter${redis.note}`, () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server?.close());

  test.each([2, 4])("%i processes at 200 a second: no second has more, with equal shares", async (processes) => {
    await server.client.config("RESETSTAT");
    const arrivals = await limitedRuns({ path: server.path, processes, rate: 200, callers: 50, ms: 3_000 });
    const times = arrivals.map(({ at }) => at);
    const busiest = Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 1_000).length));
    const shares = Array.from({ length: processes }, (_, number) => arrivals.filter(({ from }) => from === number).length);
    const stats = await server.client.info("commandstats");
    console.log(processes, arrivals.length, busiest, shares, /cmdstat_evalsha:.*/.exec(stats)?.[0], /cmdstat_eval:.*/.exec(stats)?.[0]);
  });
});
