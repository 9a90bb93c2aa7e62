/** The blocks of `docs/limits.md` that need Redis compile, and run against one. */
import { rmSync } from "node:fs";
import type { Limiter } from "tessera-sdk";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { compilerOptions } from "../../scripts/publicApi.js";
import { type RedisServer, redis, startRedis } from "../support/redis.js";
import { type Block, blocks, makeFolder, write } from "./extract.js";

const shown = blocks.filter(({ page, code }) => page === "docs/limits.md" && code.includes('from "ioredis"'));
const folder = makeFolder();
/** What a test needs of a program, which keeps it to itself. */
const exported = (block: Block): Block => ({
  ...block,
  code: block.code.replaceAll(/^const (?=limiter|redis|storeClient|client)/gm, "export const "),
});
const files = shown.map((block) => write(folder, exported(block)));
afterAll(() => rmSync(folder, { recursive: true }));

test("limits that processes share are shown, and compile", () => {
  expect(shown.map(({ code }) => /(sharedLimiter|RateLimiterRedis)\(/.exec(code)?.[1])).toEqual([
    "sharedLimiter",
    "RateLimiterRedis",
  ]);
  const program = ts.createProgram(files, compilerOptions());
  const faults = files.flatMap((path) => {
    const file = program.getSourceFile(path);
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
  });
  expect(faults.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"))).toEqual([]);
}, 120_000);

describe.skipIf(redis.isMissing)(`limits that processes share${redis.note}`, () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedis();
    vi.stubEnv("REDIS_URL", server.path);
    vi.stubEnv("GOOGLE_ACCESS_TOKEN", "token");
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await server?.close();
  });

  test.each(files.map((path, index) => [shown[index]?.place, path] as const))(
    "%s admits requests, some later",
    async (_, path) => {
      const { limiter, redis, storeClient } = await import(/* @vite-ignore */ path);
      const { signal } = new AbortController();
      const request = { endpoint: "e", key: "k", signal, timeLeftMs: Number.POSITIVE_INFINITY };
      const from = performance.now();
      await Promise.all(Array.from({ length: 60 }, () => (limiter as Limiter).take(request)));
      expect(performance.now() - from).toBeGreaterThan(500);
      (redis ?? storeClient).disconnect();
    },
  );
});
