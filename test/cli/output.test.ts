/** What results look like, and where they go. */
import { promises } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import type { Transport } from "tessera-sdk";
import { createEmulator } from "tessera-sdk/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { tessera } from "../support/cli.js";
import { pagesOfTokens } from "../support/pages.js";

beforeAll(() => void vi.spyOn(process, "emitWarning").mockImplementation(() => {}));
afterAll(() => void vi.restoreAllMocks());

const LIST = ["chrome-directory", "enrollment-tokens", "list", "--emulator"];
const USER = ["--enterprise-id", "LC00lwk1yg", "--user-id", "110001"];
const GET = ["android-enterprise", "users", "get", ...USER, "--emulator"];
const DOWNLOAD = ["flower-docs", "files", "download", "--id", "D1", "--file-id", "file-1", "--emulator"];
const TOKENS = [
  { tokenPermanentId: "0", token: "token" },
  { tokenPermanentId: "1", token: "token" },
  { tokenPermanentId: "2", token: "token" },
];

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tessera-cli-"));
  onTestFinished(() => rm(folder, { recursive: true }));
});

async function stdoutOf(args: readonly string[], isTTY = false): Promise<string> {
  const { exitCode, stdout, stderr } = await tessera(args, { emulator: pagesOfTokens(3, 1), isTTY });
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  return stdout;
}

describe("a list", () => {
  test.each([
    { output: ["--output", "json"], read: JSON.parse, expected: TOKENS },
    { output: ["--output", "ndjson"], read: readLines, expected: TOKENS },
    { output: [], read: readLines, expected: TOKENS },
    {
      output: ["--output", "value", "--query", "tokenPermanentId"],
      read: (text: string) => text,
      expected: "0\n1\n2\n",
    },
    { output: ["--output", "value"], read: readLines, expected: TOKENS },
    {
      output: ["--output", "json", "--query", "[token]"],
      read: JSON.parse,
      expected: [["token"], ["token"], ["token"]],
    },
    { output: ["--output", "json", "--query", "nowhere"], read: JSON.parse, expected: [] },
    { output: ["--query", "tokenPermanentId == '1' && @"], read: readLines, expected: [false, TOKENS[1], false] },
  ])("with $output", async ({ output, read, expected }) => {
    expect(read(await stdoutOf([...LIST, ...output]))).toEqual(expected);
  });

  test("as CSV has the documented fields, whichever an item has", async () => {
    const rows = parse(await stdoutOf([...LIST, "--output", "csv"]), { columns: true }) as Record<string, string>[];
    expect(rows).toHaveLength(3);
    expect(rows[2]).toMatchObject({ tokenPermanentId: "2", token: "token", revokeTime: "" });
  });

  test("as CSV has its header also if there is no item, or none on the first page", async () => {
    const headers = async (pages: number, perPage: number) => {
      const emulator = pagesOfTokens(pages, perPage);
      return (await tessera([...LIST, "--output", "csv"], { emulator })).stdout;
    };
    expect(await headers(1, 0)).toMatch(/^tokenPermanentId,token,[^\n]+\n$/);
    expect(await headers(2, 0)).toBe(await headers(1, 0));
  });

  test.each(["[]", "[].token", " [*].token", "[0]", "[-1].token", "[?state=='active']", "[:2]"])(
    "refuses the query %s, which finds nothing in an item",
    async (query) => {
      const emulator = pagesOfTokens(1, 1);
      const result = await tessera([...LIST, "--query", query], { emulator });
      expect(result).toMatchObject({ exitCode: 2, stdout: "", stderr: expect.stringContaining("each item") });
      expect(emulator.requests).toBe(0);
    },
  );

  test("on a terminal is a table of the fields that there are", async () => {
    expect(await stdoutOf(LIST, true)).toBe(
      "tokenPermanentId  token\n0                 token\ntokenPermanentId  token\n1                 token\n" +
        "tokenPermanentId  token\n2                 token\n",
    );
  });

  test("that is empty is valid in each format", async () => {
    const stdout = (output: string) => stdoutOf([...LIST, "--output", output, "--query", "nowhere"]);
    const formats = ["json", "ndjson", "csv", "table", "value"];
    expect(await Promise.all(formats.map(stdout))).toEqual(["[]\n", "", "", "", ""]);
  });
});

const readLines = (text: string) =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

describe("one result", () => {
  test.each([
    { output: [], stdout: /^\{\n {2}"id": "110001",\n/ },
    { output: ["--output", "ndjson"], stdout: /^\{"id":"110001",.*\}\n$/ },
    { output: ["--output", "csv"], stdout: /^id,.*\n110001,.*\n$/ },
    { output: ["--output", "table"], stdout: /^id +110001\n/ },
    { output: ["--output", "value"], stdout: /^\{"id":"110001",.*\}\n$/ },
    { output: ["--output", "value", "--query", "id"], stdout: /^110001\n$/ },
    { output: ["--query", "id"], stdout: /^"110001"\n$/ },
    { output: ["--query", "[id, managementType]", "--output", "value"], stdout: /^110001\nemmManaged\n$/ },
    { output: ["--query", "nowhere"], stdout: /^null\n$/ },
  ])("with $output", async ({ output, stdout }) => {
    expect((await tessera([...GET, ...output])).stdout).toMatch(stdout);
  });

  test("that is nothing prints nothing", async () => {
    const args = ["android-enterprise", "users", "delete", ...USER, "--emulator", "--yes"];
    expect(await tessera(args)).toEqual({ exitCode: 0, stdout: "", stderr: "" });
  });
});

describe("--out", () => {
  test("writes a file that only its owner can read, and nothing to stdout", async () => {
    const out = join(folder, "user.json");
    expect(await tessera([...GET, "--out", out])).toEqual({ exitCode: 0, stdout: "", stderr: "" });
    expect(JSON.parse(await readFile(out, "utf8"))).toMatchObject({ id: "110001" });
    expect((await stat(out)).mode & 0o777).toBe(0o600);
  });

  test("leaves what was there if the call fails", async () => {
    const out = join(folder, "user.json");
    await writeFile(out, "before");
    expect((await tessera([...GET, "--user-id", "4", "--out", out])).exitCode).toBe(6);
    expect(await readFile(out, "utf8")).toBe("before");
    expect(await readdir(folder)).toEqual(["user.json"]);
  });

  test("to a folder that does not exist is an error of the command line", async () => {
    const result = await tessera([...GET, "--out", join(folder, "none", "user.json")]);
    expect(result.exitCode).toBe(2);
    expect(result.stderr).toContain("--out");
  });

  test.each(["", "-", "folder/", "file/", "file/x", "folder", "read-only", "loop", "x".repeat(300)])(
    "%s cannot be written, which is found before the call",
    async (name) => {
      await mkdir(join(folder, "folder"));
      await writeFile(join(folder, "file"), "before");
      await writeFile(join(folder, "read-only"), "before");
      await symlink("loop", join(folder, "loop"));
      // Root may write to all files.
      const denied = Object.assign(new Error("denied"), { code: "EACCES" });
      vi.spyOn(promises, "access").mockImplementation(async (path) => {
        if (String(path).endsWith("read-only")) throw denied;
      });
      syncBuiltinESMExports();
      onTestFinished(() => {
        vi.mocked(promises.access).mockRestore();
        syncBuiltinESMExports();
      });
      const emulator = createEmulator();
      const out = name === "" || name === "-" ? name : join(folder, "").concat("/", name);
      const result = await tessera([...GET, "--out", out], { emulator });
      expect(result).toMatchObject({ exitCode: 2, stdout: "" });
      expect(result.stderr).toContain("--out");
      expect(emulator.requests).toEqual([]);
      expect((await readdir(folder)).sort()).toEqual(["file", "folder", "loop", "read-only"]);
      expect(await readFile(join(folder, "file"), "utf8")).toBe("before");
    },
  );

  test("a file that cannot be replaced after the call leaves the result where the error says", async () => {
    const out = join(folder, "user.json");
    const emulator = createEmulator();
    const send: Transport["send"] = async (request) => {
      await mkdir(out);
      const token = `Bearer ${emulator.issueToken()}`;
      return emulator.transport.send({ ...request, headers: { ...request.headers, authorization: token } });
    };
    const { exitCode, stderr } = await tessera([...GET, "--out", out], { emulator: { send } });
    expect(exitCode).toBe(1);
    const [, kept = ""] = /The result is in (.*)\.\n$/.exec(stderr) ?? [];
    expect(JSON.parse(await readFile(kept, "utf8"))).toMatchObject({ id: "110001" });
  });

  test("writes to a device as it is", async () => {
    expect((await tessera([...GET, "--out", "/dev/null"])).exitCode).toBe(0);
    expect((await stat("/dev/null")).isCharacterDevice()).toBe(true);
  });
});

describe("files", () => {
  test("are uploaded from a path, with its name, and from stdin", async () => {
    const path = join(folder, "annex.txt");
    await writeFile(path, "Annex");
    const emulator = createEmulator();
    const add = [
      "flower-docs",
      "files",
      "add",
      "--id",
      "D1",
      "--emulator",
      "--query",
      "[-1].Name",
      "--output",
      "value",
    ];
    expect((await tessera([...add, "--file.content", `@${path}`], { emulator })).stdout).toBe("annex.txt\n");
    const named = [...add, "--file.content", "-", "--file.name", "in.txt"];
    expect((await tessera(named, { emulator, stdin: "from stdin" })).stdout).toBe("in.txt\n");
  });

  test("are downloaded to stdout, or to a file", async () => {
    const { stdout } = await tessera(DOWNLOAD);
    expect(stdout).not.toBe("");
    const out = join(folder, "contract.txt");
    expect(await tessera([...DOWNLOAD, "--out", out])).toEqual({ exitCode: 0, stdout: "", stderr: "" });
    expect(await readFile(out, "utf8")).toBe(stdout);
  });

  test("are not written to a terminal", async () => {
    const result = await tessera(DOWNLOAD, { isTTY: true });
    expect(result).toMatchObject({ exitCode: 2, stdout: "" });
    expect(result.stderr).toContain("--out");
  });

  test("of a job come once it is done, with --wait", async () => {
    const job = ["flower-docs", "documents", "export-csv", "--emulator", "--select-clause.fields", "name"];
    const alone = await tessera(job);
    expect(alone).toMatchObject({ exitCode: 0, stderr: "warning: Only --wait gets the file of the job.\n" });
    const misplaced = await tessera([...job, "--out", join(folder, "documents.csv")]);
    expect(misplaced).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("--wait") });
    const { exitCode, stdout } = await tessera([...job, "--wait"]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("Contract of sale");
  });
});

test("--verbose describes requests on stderr", async () => {
  const { stdout, stderr } = await tessera([...GET, "--verbose"]);
  expect(JSON.parse(stdout)).toMatchObject({ id: "110001" });
  expect(stderr).toMatch(/^GET androidenterprise\.googleapis\.com\/\S+\{userId\}: attempt 1, status 200, /);
});

test("--verbose with --output json describes them as lines of JSON", async () => {
  const { stderr } = await tessera([...GET, "--verbose", "--output", "json"]);
  expect(JSON.parse(stderr)).toMatchObject({ trace: "attempt", method: "GET", attempt: 1, status: 200 });
});

test("--rate lets requests wait for each other", async () => {
  const waits = async (...flags: string[]) => {
    const { exitCode, stderr } = await tessera([...LIST, "--verbose", ...flags], { emulator: pagesOfTokens(3, 1) });
    expect(exitCode).toBe(0);
    return stderr.match(/for the limiter/g)?.length ?? 0;
  };
  expect(await waits()).toBe(0);
  expect(await waits("--rate", "20")).toBe(2);
  expect(await waits("--rate", "adaptive")).toBe(2);
});

test("--retries is how often a failed request is sent again", async () => {
  for (const retries of [0, 1, 2]) {
    const emulator = createEmulator();
    emulator.fail({ status: 503, times: 9, headers: { "retry-after": "0" } });
    await tessera([...GET, "--retries", `${retries}`], { emulator });
    expect(emulator.requests).toHaveLength(retries + 1);
  }
});
