/** `tessera-sdk/redis` */
export type { RedisClient } from "./commands.js";
export type { SealSecret } from "./seal.js";
export { type SharedLimiterOptions, sharedLimiter } from "./sharedLimiter.js";
