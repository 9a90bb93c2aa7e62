/** How a command ends: its exit code, and what stderr says. */
import { createEmulator, type Fault } from "tessera-sdk/testing";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { tessera } from "../support/cli.js";

beforeAll(() => void vi.spyOn(process, "emitWarning").mockImplementation(() => {}));
afterAll(() => void vi.restoreAllMocks());

const USER = ["--enterprise-id", "LC00lwk1yg", "--user-id", "110001"];
const GET = ["android-enterprise", "users", "get", ...USER];
const UPDATE = ["android-enterprise", "users", "update", ...USER, "--display-name", "Ann"];
const CREATE_WEB_APP = [
  ...["android-enterprise", "webapps", "insert", "--enterprise-id", "LC00lwk1yg"],
  ...["--title", "Portal", "--start-url", "https://example.com", "--display-mode", "standalone"],
];

interface Case {
  what: string;
  args: string[];
  fault?: Fault<never>;
  exitCode: number;
  kind: string;
}

const cases: Case[] = [
  { what: "a missing parameter", args: GET.slice(0, 5), exitCode: 2, kind: "invalid_request" },
  { what: "an unknown flag", args: [...GET, "--shade", "red"], exitCode: 2, kind: "client" },
  { what: "an unknown method", args: ["android-enterprise", "users", "fetch"], exitCode: 2, kind: "client" },
  { what: "an unknown service", args: ["android"], exitCode: 2, kind: "client" },
  { what: "a time without digits", args: [...GET, "--timeout", "soon"], exitCode: 2, kind: "client" },
  { what: "a query that cannot be parsed", args: [...GET, "--query", "a:b"], exitCode: 2, kind: "client" },
  { what: "a limit of one object", args: [...GET, "--limit", "3"], exitCode: 2, kind: "client" },
  { what: "a file that does not exist", args: [...GET, "--params", "@nowhere"], exitCode: 2, kind: "client" },
  {
    what: "an unconfirmed deletion",
    args: ["android-enterprise", "users", "delete", ...USER],
    exitCode: 2,
    kind: "client",
  },
  { what: "a refused request", args: GET, fault: { status: 400 }, exitCode: 3, kind: "invalid_request" },
  { what: "a conflict", args: UPDATE, fault: { status: 409 }, exitCode: 3, kind: "conflict" },
  { what: "a refused credential", args: GET, fault: { status: 401, times: 9 }, exitCode: 4, kind: "unauthenticated" },
  { what: "a missing permission", args: GET, fault: { status: 403 }, exitCode: 5, kind: "permission_denied" },
  { what: "what does not exist", args: [...GET, "--user-id", "4"], exitCode: 6, kind: "not_found" },
  { what: "a throttle", args: GET, fault: { throttle: true }, exitCode: 7, kind: "rate_limited" },
  { what: "an unavailable server", args: GET, fault: { status: 503 }, exitCode: 8, kind: "unavailable" },
  { what: "a server's failure", args: GET, fault: { status: 500 }, exitCode: 8, kind: "server" },
  { what: "a lost connection", args: GET, fault: { drop: "after" }, exitCode: 8, kind: "unavailable" },
  {
    what: "a deadline",
    args: [...GET, "--deadline", "20ms"],
    fault: { delayMs: 60_000 },
    exitCode: 8,
    kind: "unavailable",
  },
  {
    what: "a creation that is throttled",
    args: CREATE_WEB_APP,
    fault: { throttle: true },
    exitCode: 7,
    kind: "rate_limited",
  },
  {
    what: "a creation without a response",
    args: CREATE_WEB_APP,
    fault: { drop: "after" },
    exitCode: 9,
    kind: "unavailable",
  },
];

describe.each(cases)("$what ends with $exitCode", ({ args, fault, exitCode, kind }) => {
  const runWith = (...more: string[]) => {
    const emulator = createEmulator();
    if (fault !== undefined) emulator.fail(fault);
    return tessera([...args, "--emulator", "--retries", "0", ...more], { emulator });
  };

  test("and one line of text", async () => {
    const { stderr, ...rest } = await runWith();
    expect(rest).toEqual({ exitCode, stdout: "" });
    expect(stderr).toMatch(/^error: .+\n$/s);
  });

  test.each(["json", "ndjson"])("and one line of JSON with --output %s", async (output) => {
    const { stderr, ...rest } = await runWith("--output", output);
    expect(rest).toEqual({ exitCode, stdout: "" });
    expect(stderr).toMatch(/^[^\n]+\n$/);
    expect(JSON.parse(stderr)).toMatchObject({ exitCode, kind, message: expect.any(String), code: expect.any(String) });
  });
});

describe("a call that names what failed in its result", () => {
  const MOVE = ["chrome-directory", "browsers", "move", "--org-unit-path", "/Sales", "--device-ids", "d1"];
  const STALE = ["chrome-directory", "browsers", "delete-stale", "--inactive-since", "2026-06-01T00:00:00Z", "--yes"];

  test.each([
    { args: MOVE, endpoint: "browsers.move", fault: { status: 400 }, exitCode: 10 },
    { args: MOVE, endpoint: "browsers.move", fault: { delayMs: 1 }, exitCode: 0 },
    { args: [...MOVE, "--query", "moved"], endpoint: "browsers.move", fault: { status: 400 }, exitCode: 10 },
    { args: STALE, endpoint: "browsers.delete", fault: { status: 404 }, exitCode: 0 },
    { args: STALE, endpoint: "browsers.delete", fault: { status: 400 }, exitCode: 10 },
  ] as const)("ends with $exitCode: $endpoint, $fault", async ({ args, endpoint, fault, exitCode }) => {
    const emulator = createEmulator();
    const inactive = "2026-01-15T09:30:00.000Z";
    emulator.chromeDirectory.addBrowser({ deviceId: "d1", lastActivityTime: inactive });
    emulator.fail({ endpoint: `chromedirectory.${endpoint}`, ...fault });
    const result = await tessera([...args, "--emulator", "--retries", "0"], { emulator });
    expect(result.exitCode).toBe(exitCode);
    expect(result.stderr).toBe(
      exitCode === 0
        ? ""
        : "warning: Not all items succeeded: `failed` of the result names those that did not, with their errors.\n",
    );
    expect(JSON.parse(result.stdout)).toBeDefined();
  });
});

test.each([
  "unknown(@)",
  "id.unknown(@)",
  "{id: unknown(@)}",
  "[?unknown(@)]",
  "map(&unknown(@), @)",
  "length(id, id)",
  "[*].length()",
  "!unknown(id)",
  "",
  "[",
])("the query %s is refused before the call", async (query) => {
  const emulator = createEmulator();
  const { exitCode, stderr } = await tessera([...GET, "--emulator", "--query", query], { emulator });
  expect({ exitCode, requests: emulator.requests }).toEqual({ exitCode: 2, requests: [] });
  expect(stderr).toContain("--query: not a JMESPath expression");
});

test.each(["sort_by(@, &id)", "sum(@)", "abs(id)", "join(',', keys(@))", "not_null(a, b, id)", "map(&id, [@])"])(
  "the query %s is an expression, as the types of what it is given depend on the result",
  async (query) => {
    const { exitCode } = await tessera([...GET, "--emulator", "--query", query]);
    expect([0, 1]).toContain(exitCode);
  },
);

describe("a response with status 200 that is not understood", () => {
  test.each([
    { what: "of a creation", args: CREATE_WEB_APP, exitCode: 9 },
    { what: "of a change with the same end", args: UPDATE, exitCode: 8 },
    { what: "of what only reads", args: GET, exitCode: 8 },
  ])("$what ends with $exitCode", async ({ args, exitCode }) => {
    for (const fault of [
      { status: 200, body: "{" },
      { status: 200, body: "<html>" },
      { status: 200, body: "" },
    ]) {
      const emulator = createEmulator();
      emulator.fail({ ...fault, times: 9 });
      const result = await tessera([...args, "--emulator", "--retries", "0"], { emulator });
      expect(result, JSON.stringify(fault)).toMatchObject({ exitCode, stdout: "" });
    }
  });
});

test("a query that fails on the result tells that the call was made", async () => {
  const result = await tessera([...GET, "--emulator", "--query", "abs(id)"]);
  expect(result).toMatchObject({ exitCode: 1, stdout: "" });
  expect(result.stderr).toContain("The call has succeeded");
});

test.each([
  { where: "on a terminal", options: { isTTY: true }, flags: [], isRed: true },
  { where: "elsewhere", options: {}, flags: [], isRed: false },
  { where: "with NO_COLOR", options: { isTTY: true, env: { NO_COLOR: "1" } }, flags: [], isRed: false },
  { where: "with --no-color", options: { isTTY: true }, flags: ["--no-color"], isRed: false },
])("errors $where have colors: $isRed", async ({ options, flags, isRed }) => {
  const { stderr } = await tessera([...GET, "--limit", "1", ...flags], options);
  expect(stderr.includes("\u001b[31m")).toBe(isRed);
});

test.each([
  { at: "before the command", args: ["--dry-run=true", ...GET] },
  { at: "after it", args: [...GET, "--dry-run=true"] },
])("a switch $at takes no value", async ({ args }) => {
  const { exitCode, stderr } = await tessera(args);
  expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: "error: option '--dry-run' takes no value\n" });
});

test("a misspelt name suggests what is like it", async () => {
  expect((await tessera(["android-enterprise", "user"])).stderr).toContain("Did you mean users?");
  expect((await tessera([...GET, "--emulater"])).stderr).toContain("Did you mean --emulator?");
});

describe("signals", () => {
  /** Sends signals while the first request is under way, which responds after them. */
  const signalled = (args: string[], ...signals: ("SIGINT" | "SIGTERM")[]) => {
    const emulator = createEmulator();
    let send = (_: "SIGINT" | "SIGTERM") => {};
    return tessera([...args, "--emulator"], {
      onStart: (sender) => {
        send = sender;
      },
      emulator: {
        async send(request) {
          for (const signal of signals) send(signal);
          const token = `Bearer ${emulator.issueToken()}`;
          return emulator.transport.send({ ...request, headers: { ...request.headers, authorization: token } });
        },
      },
    });
  };

  test.each([
    { signal: "SIGINT", exitCode: 130 },
    { signal: "SIGTERM", exitCode: 143 },
  ] as const)("$signal gives up what only reads", async ({ signal, exitCode }) => {
    expect(await signalled(GET, signal)).toMatchObject({ exitCode, stdout: "" });
  });

  test("the first lets a change come to its end, whose result is printed", async () => {
    const { exitCode, stdout } = await signalled(UPDATE, "SIGINT");
    expect(exitCode).toBe(130);
    expect(JSON.parse(stdout)).toMatchObject({ displayName: "Ann" });
  });

  test("the second gives it up, and says that the outcome is unknown", async () => {
    const { stderr, ...rest } = await signalled([...UPDATE, "--output", "json"], "SIGINT", "SIGTERM");
    expect(rest).toMatchObject({ exitCode: 143, stdout: "" });
    const lines = stderr
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines).toHaveLength(2);
    expect(lines[0].warning).toContain("A second signal stops at once.");
    expect(lines[1]).toMatchObject({ code: "ERR_TESSERA_INTERRUPTED", outcomeUnknown: true });
  });
});

describe("what removes something for good", () => {
  const DELETE = ["android-enterprise", "users", "delete", ...USER, "--emulator"];

  test.each([
    { typed: "y\n", exitCode: 0 },
    { typed: "YES\n", exitCode: 0 },
    { typed: "\n", exitCode: 2 },
    { typed: "no\n", exitCode: 2 },
  ])("asks on a terminal: $typed ends with $exitCode", async ({ typed, exitCode }) => {
    const emulator = createEmulator();
    const result = await tessera(DELETE, { isTTY: true, stdin: typed, emulator });
    expect(result.exitCode).toBe(exitCode);
    expect(result.stdout).toBe("");
    expect(emulator.requests).toHaveLength(exitCode === 0 ? 1 : 0);
  });

  test.each([
    { key: "Ctrl-C", typed: "\u0003", exitCode: 130, says: "Stopped by SIGINT." },
    { key: "Ctrl-D", typed: "\u0004", exitCode: 2, says: "Not confirmed. Nothing was sent." },
    { key: "the end of stdin", typed: "", exitCode: 2, says: "Not confirmed. Nothing was sent." },
    { key: "the end of stdin within a line", typed: "y", exitCode: 2, says: "Not confirmed. Nothing was sent." },
  ])("$key at the question sends nothing", async ({ typed, exitCode, says }) => {
    const emulator = createEmulator();
    const result = await tessera(DELETE, { isTTY: true, stdin: typed, emulator });
    expect(result).toMatchObject({ exitCode, stdout: "" });
    expect(result.stderr).toContain(says);
    expect(emulator.requests).toEqual([]);
  });

  test("needs --yes elsewhere", async () => {
    expect((await tessera([...DELETE, "--yes"])).exitCode).toBe(0);
  });
});
