/** `tessera-sdk/redis` */
export type { RedisClient } from "./commands.js";
export type { TokenStore } from "./lockingStore.js";
export type { RedisStore, RedisStoreOptions, RedisStoreStatus } from "./options.js";
export { redisStore } from "./redisStore.js";
export type { SealSecret } from "./seal.js";
export { type SealedStoreOptions, sealedStore } from "./sealedStore.js";
export { type SharedLimiterOptions, sharedLimiter } from "./sharedLimiter.js";
export {
  type ShareableClient,
  type ShareableProvider,
  type SharedTokensOptions,
  sharedTokens,
} from "./sharedTokens.js";
