/** Lists: streamed, limited and continued. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { tessera } from "../support/cli.js";
import { pagesOfTokens } from "../support/pages.js";

beforeAll(() => void vi.spyOn(process, "emitWarning").mockImplementation(() => {}));
afterAll(() => void vi.restoreAllMocks());

const LIST = ["chrome-directory", "enrollment-tokens", "list", "--emulator"];
const IDS = ["--query", "tokenPermanentId", "--output", "value"];

const lines = (text: string) => text.split("\n").filter((line) => line !== "");

test("a reader that leaves, as `head -1` does, ends the list quietly", async () => {
  const pages = pagesOfTokens(10_000, 1);
  let read = 0;
  const result = await tessera(LIST, {
    emulator: pages,
    onOutput() {
      if (++read > 1) throw Object.assign(new Error("write EPIPE"), { code: "EPIPE" });
    },
  });
  expect(result).toMatchObject({ exitCode: 0, stderr: "" });
  expect(pages.requests).toBeLessThanOrEqual(3);
});

test("another failure to write is an error", async () => {
  const result = await tessera(LIST, {
    emulator: pagesOfTokens(3, 1),
    onOutput() {
      throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
    },
  });
  expect(result).toMatchObject({ exitCode: 1, stderr: "error: The output cannot be written (ENOSPC).\n" });
});

test("a list needs no more memory than a page", async () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const heaps: number[] = [];
  let bytes = 0;
  await tessera(LIST, {
    emulator: pagesOfTokens(3_000, 10, "x".repeat(1_000)),
    onOutput(text) {
      bytes += text.length;
      if (bytes / 10_000_000 <= heaps.length) return;
      collect();
      heaps.push(process.memoryUsage().heapUsed);
    },
  });
  expect(bytes).toBeGreaterThan(30_000_000);
  const [first = 0, ...later] = heaps;
  expect(later.length).toBeGreaterThanOrEqual(2);
  expect(Math.max(...later) - first).toBeLessThan(10_000_000);
});

test("--limit ends a list, and --page-token continues it without a gap or a double", async () => {
  const cases = fc.record({
    pages: fc.integer({ min: 1, max: 6 }),
    perPage: fc.integer({ min: 1, max: 4 }),
    limit: fc.integer({ min: 1, max: 7 }),
  });
  await fc.assert(
    fc.asyncProperty(cases, async ({ pages, perPage, limit }) => {
      const found: string[] = [];
      let place: string[] = [];
      for (let runs = 0; runs <= pages * perPage; runs++) {
        const args = [...LIST, "--query", "tokenPermanentId", "--output", "ndjson", "--limit", `${limit}`, ...place];
        const { stdout, stderr } = await tessera(args, { emulator: pagesOfTokens(pages, perPage) });
        const items = lines(stdout).map((line) => JSON.parse(line));
        found.push(...items);
        if (stderr === "") break;
        expect(items).toHaveLength(limit);
        place = ["--page-token", JSON.parse(stderr).pageToken];
      }
      expect(found).toEqual(Array.from({ length: pages * perPage }, (_, index) => `${index}`));
    }),
    { numRuns: 25 },
  );
});

test("requests no page beyond --limit", async () => {
  const pages = pagesOfTokens(5, 2);
  const { stdout, stderr } = await tessera([...LIST, ...IDS, "--limit", "4"], { emulator: pages });
  expect(lines(stdout)).toEqual(["0", "1", "2", "3"]);
  expect(stderr).toBe("To continue: --page-token '2'\n");
  expect(pages.requests).toBe(2);
});

test("a list that a signal ends tells where to continue", async () => {
  let stop = () => {};
  const result = await tessera([...LIST, ...IDS], {
    emulator: pagesOfTokens(5, 2),
    onStart(send) {
      stop = () => send("SIGTERM");
    },
    onOutput: () => stop(),
  });
  expect(result.exitCode).toBe(143);
  expect(result.stderr).toMatch(/--page-token '1'/);
});

describe("an error within a list", () => {
  test("comes after the items before it", async () => {
    const pages = pagesOfTokens(3, 1);
    const result = await tessera([...LIST, ...IDS, "--retries", "0"], {
      emulator: {
        send(request) {
          if (pages.requests === 2) return Promise.reject(new Error("lost"));
          return pages.send(request);
        },
      },
    });
    expect(result.exitCode).toBe(8);
    expect(lines(result.stdout)).toEqual(["0", "1"]);
  });
});
