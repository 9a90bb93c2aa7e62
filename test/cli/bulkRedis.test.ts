/** `tessera bulk` and `tessera worker` over Redis: as without it, watched, paused and refused. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { enqueueBulk } from "tessera-sdk/bullmq";
import { type RunningEmulator, startEmulator } from "tessera-sdk/testing";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { linesIn } from "../support/bulk.js";
import { type CliOptions, type CliResult, tessera } from "../support/cli.js";
import { freePort } from "../support/freePort.js";
import { type RedisServer, redis, startRedis } from "../support/redis.js";

beforeAll(() => void vi.spyOn(process, "emitWarning").mockImplementation(() => {}));
afterAll(() => void vi.restoreAllMocks());

const SECRET = "0123456789abcdef".repeat(4);
const APPS = ["android-enterprise", "webapps", "insert", "--enterprise-id", "LC00lwk1yg"];
const USERS = ["android-enterprise", "users", "insert", "--enterprise-id", "LC00lwk1yg"];
const MOVE = ["chrome-directory", "browsers", "move", "--org-unit-path", "/Sales"];
const ADMIN_PASSWORD = "password-of-redis-7";

let folder = "";
let emulator: RunningEmulator;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "tessera-bulk-"));
  emulator = await startEmulator();
});
afterEach(async () => {
  await emulator.close();
  rmSync(folder, { recursive: true });
});

const path = (name: string) => join(folder, name);
function file(name: string, text: string): string {
  writeFileSync(path(name), text);
  return path(name);
}
const apps = (...names: string[]) =>
  ["title,startUrl,displayMode", ...names.map((name) => `${name},https://e.example.com/${name},standalone`)].join("\n");
const sentTo = (endpoint: string) => emulator.requests.filter((request) => request.endpoint === endpoint).length;

function call(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  const env = {
    TESSERA_REDIS_SECRET: SECRET,
    TESSERA_ANDROID_ENTERPRISE_BASE_URL: emulator.baseUrls.androidEnterprise,
    TESSERA_ANDROID_ENTERPRISE_TOKEN: emulator.issueToken(),
    TESSERA_CHROME_DIRECTORY_BASE_URL: emulator.baseUrls.chromeDirectory,
    TESSERA_CHROME_DIRECTORY_TOKEN: emulator.issueToken(),
    TESSERA_FLOWER_DOCS_BASE_URL: emulator.baseUrls.flowerDocs,
    TESSERA_FLOWER_DOCS_TOKEN: emulator.flowerDocs.issueToken(),
    HOME: folder,
  };
  return tessera(args, { ...options, env: { ...env, ...options.env } });
}

describe.skipIf(redis.isMissing)(`over Redis${redis.note}`, () => {
  let server: RedisServer;
  let url = "";
  beforeAll(async () => {
    const port = await freePort();
    url = `redis://127.0.0.1:${port}`;
    server = await startRedis(["--port", String(port)]);
    await server.client.acl("SETUSER", "fleet", "on", `>${ADMIN_PASSWORD}`, "~*", "&*", "+@all");
  });
  afterAll(() => server?.close());
  afterEach(() => server?.client.flushall());

  const run = (args: readonly string[], more: readonly string[] = [], options?: CliOptions) =>
    call(["bulk", "run", ...args, "--out", path("results.ndjson"), "--redis", url, "--name", "b", ...more], options);
  const control = (verb: string, ...more: string[]) => call(["bulk", verb, "--redis", url, "--name", "b", ...more]);
  const stateOf = async () => JSON.parse((await control("status")).stdout).state as string;
  /** Puts rows into Redis, as a run does that is stopped at once. */
  const enqueue = (args: readonly string[], more: readonly string[] = []) => {
    const onStart: CliOptions["onStart"] = (send) => {
      const watch = setInterval(async () => {
        if ((await server.client.hget("tessera:bulk:{b}", "enqueued")) !== "1") return;
        clearInterval(watch);
        send("SIGTERM");
      }, 20);
    };
    return run(args, ["--concurrency", "0", ...more], { onStart });
  };

  describe("the results are those of a run without it", () => {
    const cases: { what: string; args: string[]; rows: () => string; more?: string[]; exitCode: number }[] = [
      { what: "rows, some of which are not valid", args: APPS, rows: () => `${apps("a", "b")}\nc\n`, exitCode: 10 },
      {
        what: "rows in groups, of which some fail",
        args: MOVE,
        rows: () => ["deviceId", ...browsers(7), "nobody", ...browsers(2)].join("\n"),
        more: ["--key", "deviceId"],
        exitCode: 10,
      },
      {
        what: "rows that create tokens, with their keys as ids",
        args: ["chrome-directory", "enrollment-tokens", "create", "--api", "management"],
        rows: () => `batch,orgUnitId\nsales.1,${emulator.chromeDirectory.addOrgUnit("/Sales")}\n`,
        more: ["--key", "batch"],
        exitCode: 0,
      },
    ];
    const browsers = (count: number) => Array.from({ length: count }, () => emulator.chromeDirectory.addBrowser());
    const lines = async (name: string) => {
      const [, ...rows] = await linesIn(path(name));
      // What differs each time, and the digest of a row of which there are no parameters.
      const text = JSON.stringify(rows.filter(({ state }) => state !== "sent"));
      const stable = text.replace(/("(?:webAppId|token|tokenId|createTime|requestId)"):"[^"]*"/g, '$1:""');
      return (JSON.parse(stable.replace(/("state":"failed"),"digest":\d+/g, "$1")) as { row: number }[]).sort(
        (a, b) => a.row - b.row,
      );
    };

    test.each(cases)("$what", async ({ args, rows, more = [], exitCode }) => {
      const input = ["--input", file("rows.csv", rows())];
      const here = await call(["bulk", "run", ...args, ...input, "--out", path("here.ndjson"), ...more]);
      emulator.chromeDirectory.addOrgUnit("/Other");
      const there = await run(args, [...input, ...more]);
      expect({ exitCode: there.exitCode, stdout: there.stdout }).toEqual({ exitCode, stdout: here.stdout });
      expect(await lines("results.ndjson")).toEqual(await lines("here.ndjson"));
    });
  });

  test("a rate is one for all commands that use the service by this Redis", async () => {
    const isShared = async () => (await server.client.exists("tessera:limiter:{android-enterprise}")) === 1;
    const rows = ["--input", file("rows.csv", apps("a", "b"))];
    expect((await run(APPS, rows)).exitCode).toBe(0);
    expect(await isShared()).toBe(false);
    await server.client.flushall();
    rmSync(path("results.ndjson"));
    expect((await run(APPS, [...rows, "--rate", "100"])).exitCode).toBe(0);
    expect(await isShared()).toBe(true);
    await server.client.flushall();
    rmSync(path("results.ndjson"));
    await enqueue(APPS, rows);
    expect((await call(["worker", "--redis", url, "--until-empty", "--rate", "100"])).exitCode).toBe(0);
    expect(await isShared()).toBe(true);
  });

  test("called again, a run does what is left, and only with its Redis", async () => {
    const input = ["--input", file("rows.csv", apps("a", "b"))];
    const command = ["bulk", "run", ...APPS, ...input, "--out", path("results.ndjson")];
    const first = await call([...command, "--redis", url]);
    expect(first.stderr).toMatch(/^bulk android-enterprise\.webapps\.insert-[\da-f]{16} enqueuing$/m);
    file("rows.csv", apps("a", "b", "c"));
    expect(await call([...command, "--redis", url])).toMatchObject({ exitCode: 0 });
    expect(sentTo("androidenterprise.webapps.insert")).toBe(3);
    expect((await call(command)).stderr).toContain("continue it with --redis");
    await server.client.flushall();
    expect((await call([...command, "--redis", url])).stderr).toContain("is not in this Redis");
    expect(sentTo("androidenterprise.webapps.insert")).toBe(3);
  });

  test("a row that was corrected is run with --force-resume, and failed ones by `bulk retry`", async () => {
    emulator.fail({ endpoint: "androidenterprise.webapps.insert", status: 409 });
    const input = ["--input", file("rows.csv", `${apps("a")}\nb\n`)];
    expect(await run(APPS, input)).toMatchObject({ exitCode: 10 });
    file("rows.csv", apps("a", "b"));
    const changed = await run(APPS, [...input, "--retry", "failed"]);
    expect(changed).toMatchObject({ exitCode: 3, stdout: "" });
    expect(await call(["bulk", "retry", path("results.ndjson"), "--failed", "--force-resume"])).toMatchObject({
      exitCode: 0,
    });
    expect(JSON.parse((await control("status")).stdout)).toMatchObject({ state: "ended", done: 2, failed: 0 });
  });

  test("a refused credential ends the run, and pauses the bulk until the run is called again", async () => {
    emulator.fail({ status: 401, times: 9 });
    const input = ["--input", file("rows.csv", apps("a", "b", "c"))];
    const refused = await run(APPS, [...input, "--output", "json", "--concurrency", "1", "--retries", "0"]);
    expect(refused).toMatchObject({ exitCode: 4, stdout: "" });
    expect(JSON.parse(refused.stderr.trim().split("\n").at(-1) ?? "")).toMatchObject({
      code: "ERR_TESSERA_BULK_STOPPED",
      kind: "unauthenticated",
    });
    expect(JSON.parse((await control("status")).stdout)).toMatchObject({
      state: "paused",
      reason: { kind: "unauthenticated" },
    });
    emulator.reset();
    const again = await run(APPS, [...input, "--retry", "failed"]);
    expect(again).toMatchObject({ exitCode: 0 });
    expect(JSON.parse(again.stdout)).toMatchObject({ done: 3 });
  });

  test("a bulk is paused, resumed, cancelled, read and deleted by its name", async () => {
    const stopped = await enqueue(APPS, ["--input", file("rows.csv", apps("a", "b"))]);
    expect(stopped).toMatchObject({ exitCode: 143, stdout: "" });
    expect(stopped.stderr).toContain("The same command continues the run.");
    expect(await stateOf()).toBe("running");
    expect((await control("pause")).stderr).toBe("bulk b paused\n");
    expect(await stateOf()).toBe("paused");
    expect(await control("resume")).toMatchObject({ exitCode: 0, stdout: "" });
    expect(await stateOf()).toBe("running");
    expect(await control("delete", "--yes")).toMatchObject({ exitCode: 2 });
    expect(await control("cancel")).toMatchObject({ exitCode: 0 });
    const list = await call(["bulk", "status"], { env: { TESSERA_REDIS: url } });
    expect(JSON.parse(list.stdout)).toMatchObject({ name: "b", state: "cancelled", rows: 2, done: 0 });
    const results = await control("results", "--out", path("read.ndjson"));
    expect(results).toMatchObject({ exitCode: 10 });
    expect(results.stderr).toContain("was cancelled");
    expect(await control("delete")).toMatchObject({ exitCode: 2 });
    expect(await control("delete", "--yes")).toMatchObject({ exitCode: 0 });
    expect(await control("status")).toMatchObject({ exitCode: 2 });
    expect(sentTo("androidenterprise.webapps.insert")).toBe(0);
  });

  describe("a worker", () => {
    const work = (more: readonly string[] = [], env = {}) =>
      call(["worker", "--redis", url, "--until-empty", "--output", "json", ...more], { env });
    const notes = ({ stderr }: CliResult) =>
      stderr
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as object);

    test("runs what there is with the settings that were flags of the run, and ends", async () => {
      const unit = emulator.chromeDirectory.addOrgUnit("/Sales");
      const create = ["chrome-directory", "enrollment-tokens", "create", "--api", "management"];
      const input = ["--input", file("rows.csv", `batch,orgUnitId\nsales.1,${unit}\n`), "--key", "batch"];
      await enqueue(create, input);
      const worker = await work();
      expect(worker).toMatchObject({ exitCode: 0, stdout: "" });
      expect(notes(worker)).toEqual([
        { bulk: "b", event: "begun", operation: "chrome-directory enrollmentTokens.create" },
        { bulk: "b", event: "ended", done: 1, failed: 0, unknown: 0 },
      ]);
      expect(await control("results", "--out", path("read.ndjson"))).toMatchObject({ exitCode: 0 });
      expect((await linesIn(path("read.ndjson")))[1]).toMatchObject({ result: { tokenPermanentId: "sales.1" } });
    });

    test.each([
      { what: "an operation that it does not know", operation: "shop orders.create", secret: SECRET, exitCode: 0 },
      { what: "another secret", operation: "android-enterprise users.get", secret: "x".repeat(40), exitCode: 2 },
    ])("ignores a bulk of $what", async ({ operation, secret, exitCode }) => {
      const connection = server.connect();
      const other = await enqueueBulk([{ id: 1 }], { connection, name: "other", secret, operation });
      onTestFinished(() => other.close());
      const worker = await work();
      expect(worker.exitCode).toBe(exitCode);
      expect(notes(worker)).toMatchObject([{ bulk: "other", event: "ignored" }]);
    });
  });

  describe("nothing secret is shown or lies in Redis:", () => {
    const PASSWORD = "TopSecretValue42";
    test.each([{ fault: undefined }, { fault: { status: 403 } }])("with %j", async ({ fault }) => {
      if (fault)
        emulator.fail({
          ...fault,
          body: JSON.stringify({ message: `${PASSWORD} ${SECRET} ${ADMIN_PASSWORD}` }),
          times: 9,
        });
      const args = ["flower-docs", "users", "set-password", "--password", "@env:NEW"];
      const access = { redis: file("redis.url", url.replace("//", `//fleet:${ADMIN_PASSWORD}@`)), name: "b" };
      const input = ["--input", file("rows.csv", "id\njna\n"), "--retries", "0"];
      const reference = ["--redis", `@${access.redis}`, "--name", "b"];
      const command = ["bulk", "run", ...args, ...input, "--out", path("results.ndjson"), ...reference, "--verbose"];
      const { exitCode, stdout, stderr } = await call(command, { env: { NEW: PASSWORD } });
      expect(exitCode).toBe(fault ? 10 : 0);
      const shown = stdout + stderr + readFileSync(path("results.ndjson"), "utf8") + (await server.dump());
      for (const secret of [PASSWORD, SECRET, ADMIN_PASSWORD]) expect(shown).not.toContain(secret);
    });

    test.each([
      ["before the host", (wrong: string) => url.replace("//", `//fleet:${wrong}@`)],
      ["in the query", (wrong: string) => `${url}?username=fleet&password=${wrong}`],
    ])("a password %s that Redis refuses", async (_, urlWith) => {
      const wrong = "not-the-password";
      const env = { TESSERA_REDIS: urlWith(wrong) };
      const { exitCode, stderr } = await call(["bulk", "status"], { env });
      expect(exitCode).toBe(4);
      expect(stderr).toContain("WRONGPASS");
      expect(stderr).not.toContain(wrong);
    });
  });

  describe("a command line is refused", () => {
    const DELETE = ["android-enterprise", "users", "delete", "--enterprise-id", "LC00lwk1yg"];
    const cases: { what: string; args: (url: string) => string[]; env?: Record<string, string>; problem: string }[] = [
      {
        what: "whose URL has a password",
        args: () => ["bulk", "status", "--redis", "redis://:top-secret@localhost"],
        problem: "has a password",
      },
      {
        what: "whose URL has a password in the query",
        args: () => ["bulk", "status", "--redis", "redis://localhost?password=top-secret"],
        problem: "has a password",
      },
      {
        what: "whose URL has a password that is not encoded",
        args: () => ["bulk", "status"],
        env: { TESSERA_REDIS: "redis://:top-secret%of@localhost" },
        problem: "write %25",
      },
      {
        what: "whose URL is not one",
        args: () => ["bulk", "status", "--redis", "localhost:6379"],
        problem: "must be a URL",
      },
      { what: "without Redis", args: () => ["worker"], problem: "TESSERA_REDIS" },
      {
        what: "without a secret",
        args: (url) => ["worker", "--redis", url],
        env: { TESSERA_REDIS_SECRET: "" },
        problem: "openssl rand -hex 32",
      },
      {
        what: "with a secret",
        args: (url) => ["worker", "--redis", url, "--redis-secret", "top-secret"],
        problem: "must not be the secret itself",
      },
      {
        what: "whose secret is short",
        args: (url) => ["bulk", "status", "--name", "b", "--redis", url],
        env: { TESSERA_REDIS_SECRET: "top-secret" },
        problem: "at least 32",
      },
      { what: "without a name", args: (url) => ["bulk", "pause", "--redis", url], problem: "--name: is required" },
      {
        what: "of another bulk",
        args: (url) => ["bulk", "pause", "--redis", url, "--name", "c"],
        problem: "no bulk c",
      },
      {
        what: "with a name and without Redis",
        args: () => ["bulk", "run", ...APPS, "--input", "-", "--out", path("r"), "--name", "b"],
        problem: "requires --redis",
      },
      {
        what: "with rows from stdin and without a name",
        args: (url) => ["bulk", "run", ...USERS, "--input", "-", "--out", path("r"), "--redis", url],
        problem: "--name: is required",
      },
      {
        what: "of a method that takes files",
        args: (url) => {
          const words = ["flower-docs", "temporary-files", "upload"];
          return ["bulk", "run", ...words, "--input", "-", "--out", path("r"), "--redis", url];
        },
        problem: "files",
      },
      {
        what: "that removes something and is not confirmed",
        args: (url) => ["bulk", "run", ...DELETE, "--input", "-", "--out", path("r"), "--redis", url],
        problem: "--yes",
      },
      {
        what: "whose results are of a run without Redis",
        args: (url) => ["bulk", "run", ...APPS, "--input", path("rows.csv"), "--out", path("here"), "--redis", url],
        problem: "a run without --redis",
      },
    ];

    test.each(cases)("$what", async ({ args, env = {}, problem }) => {
      file("rows.csv", apps("a"));
      file("here", '{"format":"tessera-bulk","version":1}\n');
      const stdin =
        '{"userId":"1","file":"x","title":"a","startUrl":"https://e.example.com","displayMode":"standalone"}';
      const { exitCode, stdout, stderr } = await call(args(url), { env, stdin });
      expect({ exitCode, stdout, stderr }).toMatchObject({ exitCode: 2, stdout: "" });
      expect(stderr).toContain(problem);
      expect(stderr).not.toContain("top-secret");
      expect(emulator.requests).toEqual([]);
      expect(await server.client.keys("*")).toEqual([]);
    });
  });

  test("a dry run sends nothing, and needs no Redis", async () => {
    const args = ["bulk", "run", ...APPS, "--input", file("rows.csv", apps("a")), "--redis", "redis://127.0.0.1:1"];
    expect(await call([...args, "--dry-run"])).toMatchObject({ exitCode: 0 });
    expect(emulator.requests).toEqual([]);
  });

  test("a Redis that is not there: 8", async () => {
    const { exitCode, stderr } = await call(["bulk", "status", "--redis", "redis://127.0.0.1:1"]);
    expect(exitCode).toBe(8);
    expect(stderr).toContain("ECONNREFUSED");
  });
});
