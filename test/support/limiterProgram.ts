/**
 * A process that sends requests through a shared limiter. Arguments: the socket of Redis, the server's URL, its number,
 * the rate, how many callers it has, for how many milliseconds. It prints a line when it is ready, reads the time of day
 * at which to begin, and ends when its callers do. Then it prints how late its timers were at most, in milliseconds.
 */
import { once } from "node:events";
import { Redis } from "ioredis";
import { AndroidEnterprise } from "tessera-sdk/android-enterprise";
import { sharedLimiter } from "tessera-sdk/redis";
import { Lag } from "./lag.js";

const [, , path = "", baseUrl = "", number = "", rate = "", callers = "", ms = ""] = process.argv;
const redis = new Redis({ path, maxRetriesPerRequest: null });
const limiter = sharedLimiter(redis, { name: "test", rate: rate === "adaptive" ? rate : Number(rate) });
const client = new AndroidEnterprise({ auth: "token", baseUrl, limiter, retry: false });
// What is loaded at the first request is loaded now.
const warm = new AndroidEnterprise({ auth: "token", baseUrl, retry: false });
for (let n = 0; n < 30; n++) await warm.request({ http: "GET /warm", idempotency: "safe" });
await redis.ping();
console.log("ready");
const [line] = await once(process.stdin, "data");
const begin = Number(line);
await new Promise((resolve) => setTimeout(resolve, begin - Date.now()));
const end = begin + Number(ms);
const lag = new Lag();
const caller = async () => {
  // A throttle is what the server counts.
  while (Date.now() < end) await client.request({ http: `GET /${number}`, idempotency: "safe" }).catch(() => {});
};
await Promise.all(Array.from({ length: Number(callers) }, caller));
process.stdout.write(String(lag.stop()));
redis.disconnect();
await Promise.all([client.close(), warm.close()]);
process.exit();
