/** `tessera-sdk/redis` */
export type { RedisClient } from "./commands.js";
export type { RedisStore, RedisStoreOptions, RedisStoreStatus } from "./options.js";
export { redisStore } from "./redisStore.js";
export type { SealSecret } from "./seal.js";
