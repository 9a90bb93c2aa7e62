/** Redis, as flags and the environment name it, and the packages that it takes. */
import type { Redis } from "ioredis";
import { LEAST_REDACTED, readSecret } from "../credentials/secrets.js";
import { UsageError } from "../exit.js";
import type { LimiterOf } from "../openClient.js";
import type { Session } from "../session.js";
import { isReference } from "../sources.js";
import { REDIS_VARIABLES } from "./flagTable.js";

export interface RedisFlags {
  /** A URL without a password, or a reference to one. */
  readonly redis?: string;
  /** A reference to the secret that seals what is in Redis. */
  readonly redisSecret?: string;
}

type Bullmq = typeof import("tessera-sdk/bullmq");

/** Redis while a command uses it: one connection for all that it does there. */
export interface OpenRedis {
  readonly bullmq: Bullmq;
  readonly connection: Redis;
  readonly secret: string;
  /** One rate for all commands that use the service by this Redis. */
  readonly limiterOf: LimiterOf;
  close(): void;
}

/** A Redis that cannot be reached, or refuses the credentials of its URL. */
class RedisError extends Error {
  override readonly name = "RedisError";
  readonly code = "ERR_TESSERA_REDIS";
  readonly kind: "unauthenticated" | "unavailable";

  constructor(reason: string) {
    super(`Redis cannot be used: ${reason}`);
    this.kind = /^(?:NOAUTH|WRONGPASS)/.test(reason) ? "unauthenticated" : "unavailable";
  }
}

/** @throws A {@link UsageError} for what is missing or not valid; a {@link RedisError}. */
export async function openRedis(flags: RedisFlags, session: Session): Promise<OpenRedis> {
  const url = await urlOf(flags.redis, session);
  const secret = await secretOf(flags.redisSecret, session);
  const { bullmq, ioredis } = await load();
  // BullMQ requires that no command of a worker is given up while Redis is away.
  const connection = new ioredis.Redis(url, { lazyConnect: true, maxRetriesPerRequest: null });
  await connect(connection);
  const limiterOf: LimiterOf = async (rate, { name }) =>
    (await import("tessera-sdk/redis")).sharedLimiter(connection, { name, rate });
  return { bullmq, connection, secret, limiterOf, close: () => connection.disconnect() };
}

async function urlOf(given: string | undefined, session: Session): Promise<string> {
  const { url: variable } = REDIS_VARIABLES;
  const text = given ?? session.io.env[variable];
  if (!text) throw new UsageError(`--redis: is required, or the environment variable ${variable}`);
  const where = given === undefined ? variable : "--redis";
  const isShown = given !== undefined && !isReference(given);
  const url = (given === undefined || isShown ? text : await session.sources.text(text)).trim();
  // A URL may hold a password: no message quotes it.
  if (!/^rediss?:\/\/./.test(url) || !URL.canParse(url)) {
    throw new UsageError(`${where}: must be a URL such as redis://localhost:6379, or where it is: @file or @env:NAME`);
  }
  const passwords = passwordsOf(new URL(url), where);
  if (passwords.length === 0) return url;
  if (isShown) {
    throw new UsageError(
      `--redis: has a password, which others can read on a command line: give the URL as @file or @env:NAME`,
    );
  }
  for (const each of [url, ...passwords]) {
    if (each.length >= LEAST_REDACTED) session.secrets.add(each);
  }
  return url;
}

/** As they are and decoded. ioredis takes any of its options in the query, too. */
function passwordsOf({ password, searchParams }: URL, where: string): string[] {
  const given = [...searchParams].filter(([name]) => /password/i.test(name)).map(([, value]) => value);
  try {
    return [password, decodeURIComponent(password), ...given].filter((each) => each !== "");
  } catch {
    throw new UsageError(`${where}: its password has a % that stands for itself: write %25`);
  }
}

async function secretOf(given: string | undefined, session: Session): Promise<string> {
  const { secret: variable } = REDIS_VARIABLES;
  const value = given ?? session.io.env[variable];
  if (!value) {
    throw new UsageError(
      `--redis-secret: is required, or the environment variable ${variable}: what seals rows and results in Redis, ` +
        "the same for all who take part. `openssl rand -hex 32` creates one.",
    );
  }
  const [origin, where] =
    given === undefined ? (["environment", variable] as const) : (["flag", "--redis-secret"] as const);
  return readSecret({ name: "redisSecret", kind: "secret", value, origin, where }, session);
}

async function load() {
  try {
    return { bullmq: await import("tessera-sdk/bullmq"), ioredis: await import("ioredis") };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "ERR_MODULE_NOT_FOUND" && code !== "MODULE_NOT_FOUND") throw error;
    throw new UsageError(
      "Redis takes two packages, one of which is not installed: npm install bullmq@6 ioredis@5, or with npx: " +
        "npx --yes --package tessera-sdk --package bullmq@6 --package ioredis@5 tessera …",
    );
  }
}

/** How long a server may take to respond for the first time. */
const CONNECT_MS = 10_000;

/** Fails at once where the address is wrong. Later, it waits for a server that is away. */
async function connect(connection: Redis): Promise<void> {
  let reason = `it has not responded for ${CONNECT_MS / 1_000} seconds`;
  let timer: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      const fail = ({ message, code }: NodeJS.ErrnoException) => {
        reason = message || String(code);
        reject(new RedisError(reason));
      };
      timer = setTimeout(() => reject(new RedisError(reason)), CONNECT_MS);
      connection.once("error", fail);
      connection.connect().then(resolve, () => undefined);
    });
  } catch (error) {
    connection.disconnect();
    throw error;
  } finally {
    clearTimeout(timer);
    // Each command that is sent meanwhile waits for the next connection.
    connection.removeAllListeners("error").on("error", () => undefined);
  }
}
