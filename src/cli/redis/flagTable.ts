/** The flags of work that is shared in Redis, as data. */
import type { GlobalFlag } from "../globalFlagTable.js";

export const accessFlags: readonly GlobalFlag[] = [
  {
    name: "--redis",
    value: "url",
    summary: "Redis in which machines share the work, such as redis://localhost; with a password: @file or @env:NAME",
  },
  {
    name: "--redis-secret",
    value: "reference",
    summary: "what seals rows and results in Redis: @file, @env:NAME or -; by default TESSERA_REDIS_SECRET",
  },
];

export const nameFlag: GlobalFlag = { name: "--name", value: "name", summary: "name of the bulk in Redis" };

/** Environment variables that hold what the flags refer to. */
export const REDIS_VARIABLES = { url: "TESSERA_REDIS", secret: "TESSERA_REDIS_SECRET" } as const;
