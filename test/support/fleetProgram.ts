/**
 * One of several processes that share the rows of a bulk run in Redis. Arguments: the server's URL, the socket of Redis,
 * the idempotency of its calls, the number of rows, the concurrency, the lease in milliseconds.
 */
import { Redis } from "ioredis";
import { AndroidEnterprise, type Idempotency } from "tessera-sdk/android-enterprise";
import { bulk } from "tessera-sdk/bulk";
import { redisStore } from "tessera-sdk/redis";
import { FLEET } from "./fleetRuns.js";

const [, , baseUrl = "", path = "", idempotency = "none", count = "0", concurrency = "8", lease = "0"] = process.argv;
const client = new AndroidEnterprise({ auth: "token", baseUrl });
const redis = new Redis({ path, maxRetriesPerRequest: null, retryStrategy: () => 50 });
redis.on("error", () => {});

function* rows() {
  for (let n = 1; n <= Number(count); n++) yield { n };
}

const run = bulk(
  (body: { n: number }, options) =>
    client.request<{ n: number }>({ http: "POST /rows", body, idempotency: idempotency as Idempotency }, options),
  rows(),
  {
    store: redisStore(redis, { ...FLEET, leaseMs: Number(lease) }),
    concurrency: Number(concurrency),
    key: ({ n }) => `key-${n}`,
  },
);
for await (const { state, row } of run) if (state === "failed") throw new Error(`row ${row} failed`);
await client.close();
redis.disconnect();
