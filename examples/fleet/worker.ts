/** A worker of the bulk of `main.ts`, which starts it. */
import { Redis } from "ioredis";
import { AndroidEnterprise, type InsertWebAppParams } from "tessera-sdk/android-enterprise";
import { bulkWorker } from "tessera-sdk/bullmq";
import { sharedLimiter } from "tessera-sdk/redis";

const { REDIS_URL = "", BULK_NAME = "", BULK_SECRET = "", BASE_URL = "", GOOGLE_ACCESS_TOKEN = "" } = process.env;

// Without a limit to its attempts, as BullMQ requires: a worker waits for a Redis that is away.
const redis = new Redis(REDIS_URL, { maxRetriesPerRequest: null });
const client = new AndroidEnterprise({
  auth: GOOGLE_ACCESS_TOKEN,
  baseUrl: BASE_URL,
  // Of all workers together.
  limiter: sharedLimiter(redis, { name: BULK_NAME, rate: 300 }),
});
const worker = bulkWorker((params: InsertWebAppParams, options) => client.webapps.insert(params, options), {
  connection: redis,
  name: BULK_NAME,
  secret: BULK_SECRET,
  // Shorter than the default, so that the example is.
  leaseMs: 2_000,
  onError: (error) => console.error(error.message),
});
process.once("SIGTERM", () => worker.close());

console.log(`Worker ${process.pid} has left: ${await worker.finished}.`);
await worker.close();
await client.close();
redis.disconnect();
