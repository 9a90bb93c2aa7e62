/** Texts of a server, on which a terminal or a shell would act. */
import { execFileSync } from "node:child_process";
import type { Transport } from "tessera-sdk";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { OUTPUTS } from "../../src/cli/globalFlagTable.js";
import { tessera } from "../support/cli.js";

beforeAll(() => void vi.spyOn(process, "emitWarning").mockImplementation(() => {}));
afterAll(() => void vi.restoreAllMocks());

/** Every control character, half of a pair, and what regular expressions take for the end of a line. */
const CONTROLS = Array.from({ length: 0xa0 }, (_, code) => String.fromCharCode(code)).join("");
const HOSTILE = `text \u001b[2J\u009b2J${CONTROLS}\u2028x\u2029"; touch pwned; '\u001b[2J`;
const GET = ["android-enterprise", "users", "get", "--enterprise-id", "E1", "--user-id", "1", "--emulator"];
const LIST = ["chrome-directory", "enrollment-tokens", "list", "--emulator"];
/** What a text on a terminal may hold: tabs, and ends of lines. */
const CONTROL = /(?!\t|\r?\n)\p{Cc}/u;

const responds = (status: number, body: unknown, headers = {}): Transport => ({
  send: async () => ({
    status,
    headers,
    body: (async function* () {
      yield new TextEncoder().encode(JSON.stringify(body));
    })(),
  }),
});
const user = { id: "1", displayName: HOSTILE, [HOSTILE]: 1 };
const page = { chromeEnrollmentTokens: [{ tokenPermanentId: HOSTILE, token: HOSTILE, [HOSTILE]: 1 }] };
const queries = [[], ["--query", "displayName || token"], ["--query", "[@]"]];
const cases = OUTPUTS.flatMap((output) => queries.map((query) => ({ output, query })));

describe.each(cases)("a result with --output $output $query", ({ output, query }) => {
  test.each([
    { args: GET, body: user },
    { args: LIST, body: page },
  ])("sends a terminal no control characters", async ({ args, body }) => {
    const emulator = responds(200, body);
    const { exitCode, stdout } = await tessera([...args, "--output", output, ...query], { emulator, isTTY: true });
    expect(exitCode).toBe(0);
    expect(stdout).not.toMatch(CONTROL);
    expect(stdout).toContain("text ");
  });
});

test.each(["json", "ndjson"])("--output %s is what was received, to the last character", async (output) => {
  for (const isTTY of [false, true]) {
    const one = await tessera([...GET, "--output", output], { emulator: responds(200, user), isTTY });
    expect(JSON.parse(one.stdout)).toEqual(user);
    const list = await tessera([...LIST, "--output", output], { emulator: responds(200, page), isTTY });
    expect([JSON.parse(list.stdout)].flat()).toEqual(page.chromeEnrollmentTokens);
  }
});

test("--output value and csv leave what goes to a file as it is", async () => {
  const value = await tessera([...GET, "--output", "value", "--query", "displayName"], {
    emulator: responds(200, user),
  });
  expect(value.stdout).toBe(`${HOSTILE}\n`);
  const csv = await tessera([...GET, "--output", "csv", "--query", "[displayName]"], {
    emulator: responds(200, user),
  });
  expect(csv.stdout).toContain(HOSTILE.replaceAll('"', '""'));
});

describe("stderr has no control characters", () => {
  const error = { error: { code: 503, message: HOSTILE, status: HOSTILE, errors: [{ reason: HOSTILE }] } };
  const failed = responds(503, error, { "x-request-id": "a\u009b31mb" });

  test.each([
    { what: "in an error", args: GET },
    { what: "in an error as JSON", args: [...GET, "--output", "json"] },
    { what: "with --verbose", args: [...GET, "--verbose"] },
    { what: "with --verbose as JSON", args: [...GET, "--verbose", "--output", "json"] },
    { what: "of a path", args: [...GET, "--out", `/nowhere/${HOSTILE}`] },
    { what: "of a flag", args: [...GET, `--${HOSTILE}`] },
  ])("$what", async ({ args }) => {
    const { stderr, exitCode } = await tessera([...args, "--retries", "0"], { emulator: failed });
    expect(exitCode).toBeGreaterThan(0);
    expect(stderr.replaceAll("\n", "")).not.toMatch(CONTROL);
    expect(stderr.replaceAll("\n", "")).not.toBe("");
  });

  test("and an error one line, whatever it says", async () => {
    for (const args of [GET, [...GET, "--emulater"], [...GET, `--${HOSTILE}`]]) {
      const { stderr } = await tessera([...args, "--retries", "0"], { emulator: failed });
      expect(stderr).toMatch(/^error: [^\n]+\n$/);
    }
  });
});

describe("the token of the next page", () => {
  const rest = async (nextPageToken: string, ...args: string[]) => {
    const emulator = responds(200, { chromeEnrollmentTokens: [{ tokenPermanentId: "1" }], nextPageToken });
    return (await tessera([...LIST, "--limit", "1", ...args], { emulator })).stderr;
  };

  test("is one word for a shell, whatever a server sends", async () => {
    for (const token of ["x'; echo pwned; '", "$(echo pwned)", "`echo pwned`", '"\\', "skip=1,x"]) {
      const [, word = ""] = /^To continue: --page-token (.*)\n$/.exec(await rest(token)) ?? [];
      const given = token.startsWith("skip=") ? `skip=0,${token}` : token;
      expect(execFileSync("sh", ["-c", `printf %s ${word}`], { encoding: "utf8" })).toBe(given);
    }
  });

  test("holds no control characters", async () => {
    expect((await rest(HOSTILE)).replaceAll("\n", "")).not.toMatch(CONTROL);
    expect((await rest(HOSTILE, "--output", "json")).replaceAll("\n", "")).not.toMatch(CONTROL);
  });

  test("that looks like a place within a page is sent as it is", async () => {
    const urls: string[] = [];
    const { send } = responds(200, { chromeEnrollmentTokens: [] });
    const emulator: Transport = {
      send(request) {
        urls.push(request.url);
        return send(request);
      },
    };
    await tessera([...LIST, "--page-token", "skip=0,skip=1,x"], { emulator });
    expect(new URL(urls[0] ?? "").searchParams.get("pageToken")).toBe("skip=1,x");
  });
});

test("the value of a flag that does not exist is not shown, as it may be a secret", async () => {
  for (const args of [[], ["--output", "json"]]) {
    const { stderr, exitCode } = await tessera([...GET, "--auth.pasword=hunter2'x\n=y", ...args]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("unknown option '--auth.pasword'");
    expect(stderr).not.toMatch(/hunter2|=y/);
  }
});
