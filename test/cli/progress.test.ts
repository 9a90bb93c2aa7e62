/** Progress on stderr. */
import { Writable } from "node:stream";
import { createEmulator } from "tessera-sdk/testing";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { startProgress } from "../../src/cli/progress.js";
import { createSession } from "../../src/cli/session.js";
import { tessera } from "../support/cli.js";

beforeEach(() => void vi.spyOn(process, "emitWarning").mockImplementation(() => {}));
afterEach(() => void vi.restoreAllMocks());

function recorded({ isTTY = false, json = false, columns = 80 } = {}) {
  const chunks: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      chunks.push(String(chunk));
      done();
    },
  });
  const stderr = Object.assign(stream, { isTTY, columns });
  return {
    chunks,
    session: createSession(json ? ["--output=json"] : [], { stderr, env: {} } as never, async () => {}),
  };
}

describe("over time", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test("elsewhere than on a terminal there is a line each ten seconds", () => {
    const { chunks, session } = recorded();
    const progress = startProgress("rows", {}, session);
    progress.update({ done: 1 });
    vi.advanceTimersByTime(9_999);
    progress.update({ done: 5, total: 10, more: { failed: 2 } });
    expect(chunks).toEqual([]);
    vi.advanceTimersByTime(10_001);
    progress.end();
    vi.advanceTimersByTime(60_000);
    expect(chunks).toEqual(["rows: 5 of 10, failed: 2 (10 s)\n", "rows: 5 of 10, failed: 2 (20 s)\n"]);
  });

  test("on a terminal there is one line, which fits, and which is cleared", () => {
    const { chunks, session } = recorded({ isTTY: true, columns: 50 });
    const progress = startProgress("rows", {}, session);
    progress.update({ done: 5, total: 10 });
    vi.advanceTimersByTime(1_000);
    progress.update({ done: 1_000_000, more: { failed: 123_456, unknown: 123_456, "not sent": 123_456 } });
    vi.advanceTimersByTime(1_000);
    progress.end();
    const [half = "", many = "", cleared] = chunks;
    expect(half).toBe("\r\u001B[K[############------------] rows: 5 of 10");
    expect(many.slice(4)).toHaveLength(49);
    expect(cleared).toBe("\r\u001B[K");
    expect(chunks).toHaveLength(3);
  });

  test("for programs there are lines of JSON, the last one at the end", () => {
    const { chunks, session } = recorded({ json: true });
    const progress = startProgress("rows", {}, session);
    progress.update({ done: 1 });
    vi.advanceTimersByTime(5_000);
    progress.update({ done: 2, total: 2, more: { failed: 1 } });
    progress.end();
    expect(chunks.map((line) => JSON.parse(line))).toEqual([
      { progress: { what: "rows", done: 1 } },
      { progress: { what: "rows", done: 2, total: 2, failed: 1 } },
    ]);
  });

  test("none writes nothing", () => {
    const { chunks, session } = recorded({ isTTY: true });
    const progress = startProgress("rows", { progress: "none" }, session);
    progress.update({ done: 1 });
    vi.advanceTimersByTime(60_000);
    progress.end();
    expect(chunks).toEqual([]);
  });
});

const LIST = ["chrome-directory", "enrollment-tokens", "list", "--api", "management", "--emulator"];

test.each([
  { what: "a list", args: [], shown: false },
  { what: "a list that is verbose", args: ["--verbose"], shown: true },
  { what: "a list with --progress", args: ["--progress", "json"], shown: true },
])("$what: $shown", async ({ args, shown }) => {
  const { exitCode, stdout, stderr } = await tessera(["--output", "json", ...LIST, ...args]);
  expect(exitCode).toBe(0);
  const items = JSON.parse(stdout).length;
  const lines = stderr.split("\n").filter((line) => line.startsWith('{"progress"'));
  expect(lines).toEqual(shown ? [JSON.stringify({ progress: { what: "items", done: items } })] : []);
});

test("--wait shows the status of a job", async () => {
  const emulator = createEmulator();
  emulator.flowerDocs.serverVersion = "2026.0.0";
  const { stderr, exitCode } = await tessera(
    [
      ...["flower-docs", "documents", "export-csv", "--emulator", "--wait", "--progress", "json", "--out", "/dev/null"],
      ...["--select-clause.fields", "name"],
    ],
    { emulator },
  );
  expect(exitCode).toBe(0);
  const lines = stderr.trimEnd().split("\n");
  expect(lines.at(-1)).toBe('{"progress":{"what":"waiting for the job","status":"DONE"}}');
});
