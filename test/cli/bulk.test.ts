/** `tessera bulk`: runs over files, continued, counted and run again. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createEmulator, type Emulator } from "tessera-sdk/testing";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { linesIn } from "../support/bulk.js";
import { type CliOptions, tessera } from "../support/cli.js";

beforeAll(() => void vi.spyOn(process, "emitWarning").mockImplementation(() => {}));
afterAll(() => void vi.restoreAllMocks());

let folder = "";
let emulator: Emulator;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tessera-bulk-"));
  emulator = createEmulator();
});
afterEach(() => rmSync(folder, { recursive: true }));

const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const results = () => join(folder, "results.ndjson");

/** The last line of each row. */
async function rowsOf(): Promise<Record<string, unknown>[]> {
  const [, ...lines] = await linesIn(results());
  const last = new Map(lines.map((line) => [line.row as number, line]));
  return [...last.values()].sort((a, b) => Number(a.row) - Number(b.row));
}

const USERS = ["android-enterprise", "users", "insert", "--enterprise-id", "LC00lwk1yg"];
const APPS = ["android-enterprise", "webapps", "insert", "--enterprise-id", "LC00lwk1yg"];

const bulk = (args: readonly string[], input: string, more: readonly string[] = [], options: CliOptions = {}) =>
  tessera(["bulk", "run", ...args, "--input", input, "--out", results(), "--emulator", ...more], {
    emulator,
    ...options,
  });

const users = (...names: string[]) =>
  ["accountIdentifier,accountType,managementType", ...names.map((name) => `${name},userAccount,emmManaged`), ""].join(
    "\n",
  );
const apps = (...names: string[]) =>
  [
    "title,startUrl,displayMode",
    ...names.map((name) => `${name},https://shops.example.com/${name},standalone`),
    "",
  ].join("\n");
const sentTo = (endpoint: string) => emulator.requests.filter((request) => request.endpoint === endpoint).length;

test("calls the method for each row, and counts how rows have ended", async () => {
  const { exitCode, stdout, stderr } = await bulk(USERS, file("rows.csv", users("ann", "bob")), [
    "--key",
    "accountIdentifier",
  ]);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  const counts = { done: 2, failed: 0, unknown: 0, sent: 0, errors: {} };
  expect(JSON.parse(stdout)).toEqual({ operation: "android-enterprise users.insert", ...counts });
  expect(await rowsOf()).toMatchObject([
    { row: 1, key: "ann", state: "done", result: { accountIdentifier: "ann" } },
    { row: 2, key: "bob", state: "done", result: { accountIdentifier: "bob" } },
  ]);
  expect(statSync(results()).mode & 0o777).toBe(0o600);
});

describe("a run that is called again", () => {
  test("does what is left, also of an input that has grown", async () => {
    await bulk(APPS, file("rows.csv", apps("berlin", "lyon")));
    await bulk(APPS, file("rows.csv", apps("berlin", "lyon", "turin")));
    expect(sentTo("androidenterprise.webapps.insert")).toBe(3);
    expect((await rowsOf()).map(({ state }) => state)).toEqual(["done", "done", "done"]);
  });

  test.each([
    { what: "an input that has changed", names: ["lyon", "berlin"], args: APPS, code: "ERR_TESSERA_BULK_CHANGED" },
    { what: "another operation", names: ["berlin"], args: USERS, code: "ERR_TESSERA_INVALID_PARAMS" },
  ])("refuses $what, and sends nothing", async ({ names, args, code }) => {
    await bulk(APPS, file("rows.csv", apps("berlin", "lyon")));
    const before = emulator.requests.length;
    const rows = args === APPS ? apps(...names) : users(...names);
    const { stdout, stderr } = await bulk(args, file("rows.csv", rows), ["--output", "json"]);
    expect(stdout).toBe("");
    expect(JSON.parse(stderr)).toMatchObject({ code });
    expect(emulator.requests).toHaveLength(before);
  });

  test("runs a row that was corrected, with --force-resume", async () => {
    await bulk(APPS, file("rows.csv", `${apps("berlin")}Lyon\n`));
    const args = ["--retry", "failed", "--force-resume"];
    expect(await bulk(APPS, file("rows.csv", apps("berlin", "lyon")), args)).toMatchObject({ exitCode: 0 });
    expect(sentTo("androidenterprise.webapps.insert")).toBe(2);
  });
});

describe("exit codes", () => {
  const cases = [
    { what: "a row that fails", fault: { status: 409 }, exitCode: 10, state: "failed" },
    { what: "a row whose outcome is unknown", fault: { drop: "after" }, exitCode: 11, state: "unknown" },
  ] as const;

  test.each(cases)("of $what: $exitCode", async ({ fault, exitCode, state }) => {
    emulator.fail({ endpoint: "androidenterprise.webapps.insert", ...fault });
    const result = await bulk(APPS, file("rows.csv", apps("berlin", "lyon")), ["--concurrency", "1"]);
    expect(result.exitCode).toBe(exitCode);
    expect(JSON.parse(result.stdout)).toMatchObject({ done: 1, [state]: 1 });
    expect(result.stderr).toContain(`tessera bulk retry ${results()} --${state}`);
    const status = await tessera(["bulk", "status", results()]);
    expect(status).toEqual({ exitCode, stdout: result.stdout, stderr: "" });
  });

  test("of what further rows would meet, too: that of the error, and stdout is empty", async () => {
    emulator.fail({ status: 401, times: 9 });
    const { exitCode, stdout, stderr } = await bulk(USERS, file("rows.csv", users("ann", "bob")), ["--output", "json"]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 4, stdout: "" });
    expect(JSON.parse(stderr.trim().split("\n").at(-1) ?? "")).toMatchObject({
      code: "ERR_TESSERA_BULK_STOPPED",
      exitCode: 4,
    });
  });
});

describe("retry", () => {
  async function failed(state: "failed" | "unknown") {
    emulator.fail({
      endpoint: "androidenterprise.webapps.insert",
      ...(state === "failed" ? { status: 409 } : { drop: "after" }),
    });
    await bulk(APPS, file("rows.csv", apps("berlin", "lyon")), ["--concurrency", "1"]);
  }
  const retry = (...args: string[]) => tessera(["bulk", "retry", results(), ...args], { emulator });

  test.each(["failed", "unknown"] as const)("runs the %s rows as the run did", async (state) => {
    await failed(state);
    const other = state === "failed" ? "unknown" : "failed";
    await retry(`--${other}`);
    expect(sentTo("androidenterprise.webapps.insert")).toBe(2);
    expect(await retry(`--${state}`)).toMatchObject({ exitCode: 0 });
    expect(sentTo("androidenterprise.webapps.insert")).toBe(3);
  });

  test("takes flags of the run anew, also before its name", async () => {
    await failed("failed");
    rmSync(join(folder, "rows.csv"));
    const moved = file("moved.csv", apps("berlin", "lyon"));
    expect(await retry("--failed", "--input", moved)).toMatchObject({ exitCode: 0 });
    const args = ["--output", "table", "bulk", "retry", results(), "--failed", "--input", moved];
    expect((await tessera(args, { emulator })).stdout).toMatch(/^operation {2}android-enterprise webapps.insert\n/);
  });

  test.each([
    { what: "does not say which rows", args: [], problem: "Say which rows" },
    { what: "is called in another folder", args: ["--failed"], problem: "call it there", folder: "/elsewhere" },
  ])("is refused if it $what", async ({ args, problem, folder: other }) => {
    await failed("failed");
    if (other !== undefined) {
      const text = readFileSync(results(), "utf8");
      writeFileSync(results(), text.replace(JSON.stringify(process.cwd()), JSON.stringify(other)));
    }
    const { exitCode, stderr } = await retry(...args);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(problem);
  });
});

describe("rows in groups", () => {
  const MOVE = ["chrome-directory", "browsers", "move", "--org-unit-path", "/Sales"];

  test.each(["deviceId", "deviceIds", "device-id"])("share calls, with the ids in a column %s", async (column) => {
    const ids = Array.from({ length: 1_300 }, () => emulator.chromeDirectory.addBrowser());
    const { exitCode } = await bulk(MOVE, file("rows.csv", [column, ...ids, ""].join("\n")));
    expect(exitCode).toBe(0);
    expect((await rowsOf()).filter(({ state }) => state === "done")).toHaveLength(1_300);
    expect(emulator.requests).toHaveLength(3);
  });

  test("fail for those ids that are refused, by Google or by the SDK", async () => {
    const ids = Array.from({ length: 700 }, () => emulator.chromeDirectory.addBrowser());
    const wrong = new Map([
      [3, "nobody-1"],
      [4, "nobody-2"],
      [650, "nobody-3"],
    ]);
    for (const [index, id] of wrong) ids[index] = id;
    const lines = ids.map((id, index) => JSON.stringify({ deviceId: index === 600 ? 7 : id }));
    const { exitCode, stdout } = await bulk(MOVE, file("rows.ndjson", lines.join("\n")));
    expect(exitCode).toBe(10);
    expect(JSON.parse(stdout)).toMatchObject({ done: 696, failed: 4 });
    const failed = (await rowsOf()).filter(({ state }) => state === "failed");
    expect(failed.map(({ row }) => row)).toEqual([4, 5, 601, 651]);
  });
});

describe("where the vendor takes an id of the caller's", () => {
  const CREATE = ["chrome-directory", "enrollment-tokens", "create", "--yes", "--api", "management"];
  test("the key of a row is that id, and a row whose response was lost settles itself", async () => {
    const orgUnitId = emulator.chromeDirectory.addOrgUnit("/Sales");
    const rows = file("rows.csv", `batch,orgUnitId\nsales.1,${orgUnitId}\n`);
    expect(await bulk(CREATE, rows, ["--key", "batch"])).toMatchObject({ exitCode: 0 });
    const [first] = await rowsOf();
    expect(first).toMatchObject({ key: "sales.1", result: { tokenPermanentId: "sales.1" } });
    // As a crash before the result is recorded leaves it.
    const [header, sent] = readFileSync(results(), "utf8").split("\n");
    expect(sent).toContain('"state":"sent"');
    writeFileSync(results(), `${header}\n${sent}\n`);
    expect(await bulk(CREATE, rows, ["--key", "batch"])).toMatchObject({ exitCode: 0 });
    expect((await rowsOf())[0]?.result).toMatchObject({ tokenPermanentId: "sales.1" });
  });

  test("no id is sent to the API that takes none", async () => {
    const { exitCode } = await bulk(CREATE.slice(0, 4), file("rows.csv", "batch,orgUnitPath\nsales.1,/Sales\n"), [
      "--key",
      "batch",
    ]);
    expect(exitCode).toBe(0);
  });
});

test("what removes something for good needs --yes", async () => {
  const rows = file("rows.csv", "userId\n110001\n");
  const args = ["android-enterprise", "users", "delete", "--enterprise-id", "LC00lwk1yg"];
  expect(await bulk(args, rows)).toMatchObject({ exitCode: 2 });
  expect(emulator.requests).toEqual([]);
  expect(await bulk(args, rows, ["--yes"])).toMatchObject({ exitCode: 0 });
});

test("a list is a result, to its end", async () => {
  const rows = file("rows.csv", "userId\n110001\n");
  const args = ["android-enterprise", "devices", "list", "--enterprise-id", "LC00lwk1yg"];
  expect(await bulk(args, rows)).toMatchObject({ exitCode: 0 });
  expect((await rowsOf())[0]?.result).toBeDefined();
});

test.each([
  ["android-enterprise", "notifications"],
  ["flower-docs", "documents", "download"],
])("%s %s %s has no result for a line, and is refused", async (...words) => {
  const { exitCode, stderr } = await bulk(words, file("rows.csv", "id\n1\n"));
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/program|one row at a time|unknown command/);
});

describe("signals", () => {
  const signalled = async (...signals: ("SIGINT" | "SIGTERM")[]) => {
    let send = (_: "SIGINT" | "SIGTERM") => {};
    const rows = file("rows.csv", apps("berlin", "lyon", "turin"));
    const token = `Bearer ${emulator.issueToken()}`;
    return bulk(APPS, rows, ["--concurrency", "1"], {
      onStart: (sender) => {
        send = sender;
      },
      emulator: {
        async send(request) {
          for (const signal of signals) send(signal);
          return emulator.transport.send({ ...request, headers: { ...request.headers, authorization: token } });
        },
      },
    });
  };

  test("the first ends the run after what is under way, and the next run does the rest", async () => {
    const { exitCode, stdout, stderr } = await signalled("SIGINT");
    expect({ exitCode, stdout }).toEqual({ exitCode: 130, stdout: "" });
    expect(stderr).toContain("The same command continues the run.");
    expect(await rowsOf()).toMatchObject([{ row: 1, state: "done" }]);
    expect(await bulk(APPS, join(folder, "rows.csv"))).toMatchObject({ exitCode: 0 });
    expect(sentTo("androidenterprise.webapps.insert")).toBe(3);
  });

  test("the second gives it up: a row that may have been done is unknown", async () => {
    expect(await signalled("SIGINT", "SIGTERM")).toMatchObject({ exitCode: 143, stdout: "" });
    expect(await rowsOf()).toMatchObject([{ row: 1, state: "unknown" }]);
  });
});

test("progress is on stderr", async () => {
  const { stderr } = await bulk(USERS, file("rows.csv", users("ann", "bob")), ["--progress", "json"]);
  expect(JSON.parse(stderr.trim().split("\n").at(-1) ?? "")).toEqual({
    progress: { what: "rows", done: 2, failed: 0, unknown: 0 },
  });
});
