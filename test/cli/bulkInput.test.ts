/** How the rows of a file become parameters, and what is said of those that do not. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { createEmulator, type Emulator } from "tessera-sdk/testing";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { linesIn } from "../support/bulk.js";
import { tessera } from "../support/cli.js";

let folder = "";
let emulator: Emulator;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tessera-bulk-"));
  emulator = createEmulator();
});
afterEach(() => rmSync(folder, { recursive: true }));

const USERS = ["android-enterprise", "users", "insert", "--enterprise-id", "LC00lwk1yg"];
const POLICIES = [
  ...["android-enterprise", "devices", "update", "--enterprise-id", "LC00lwk1yg"],
  ...["--user-id", "110001", "--device-id", "0a1b2c3d4e5f6071"],
];

interface Ran {
  exitCode: number;
  stderr: string;
  /** Without the header. */
  lines: Record<string, unknown>[];
  bodies: unknown[];
}

async function run(args: readonly string[], text: string | Uint8Array, more: readonly string[] = []): Promise<Ran> {
  const [input, out] = [join(folder, "rows.csv"), join(folder, "results.ndjson")];
  writeFileSync(input, text);
  const command = ["bulk", "run", ...args, "--input", input, "--out", out, "--emulator", "--concurrency", "1", ...more];
  const { exitCode, stderr } = await tessera(command, { emulator });
  const [, ...lines] = await linesIn(out).catch(() => []);
  const bodies = emulator.requests.map(({ body }) => JSON.parse(String(body)));
  return { exitCode, stderr, lines, bodies };
}

const USER = { accountIdentifier: "ann", accountType: "userAccount", managementType: "emmManaged" };
const HEADER = "accountIdentifier,accountType,managementType,displayName";
const ROW = "ann,userAccount,emmManaged";

describe("CSV", () => {
  const forms: { what: string; text: string; displayName?: string }[] = [
    { what: "an empty cell, which is not given", text: `${HEADER}\n${ROW},\n` },
    { what: "a byte order mark and CRLF", text: `\uFEFF${HEADER}\r\n${ROW},Ann\r\n`, displayName: "Ann" },
    {
      what: "quotes around commas, quotes and line breaks",
      text: `${HEADER}\n${ROW},"A ""B"",\nC"\n`,
      displayName: 'A "B",\nC',
    },
    { what: "no line break at its end", text: `${HEADER}\n${ROW},Ann`, displayName: "Ann" },
    { what: "empty lines", text: `${HEADER}\n\n${ROW},Ann\n\n`, displayName: "Ann" },
    {
      what: "names as flags have them",
      text: `account-identifier,account-type,management-type,display-name\n${ROW},-\n`,
      displayName: "-",
    },
    { what: "digits where a text is required", text: `${HEADER}\n${ROW},007\n`, displayName: "007" },
    { what: "what would be a file on a command line", text: `${HEADER}\n${ROW},@ann\n`, displayName: "@ann" },
  ];

  test.each(forms)("with $what", async ({ text, displayName }) => {
    const { exitCode, bodies } = await run(USERS, text);
    expect(exitCode).toBe(0);
    expect(bodies).toEqual([{ ...USER, ...(displayName !== undefined && { displayName }) }]);
  });

  test("has fields of objects in columns, lists and objects as JSON, and types by the schema", async () => {
    const columns = "policy.productAvailabilityPolicy,policy.autoUpdatePolicy,policy.productPolicy";
    const { bodies } = await run(POLICIES, `${columns}\nwhitelist,,"[{""productId"":""app:com.example""}]"\n`);
    expect(bodies).toEqual([
      { policy: { productAvailabilityPolicy: "whitelist", productPolicy: [{ productId: "app:com.example" }] } },
    ]);
  });

  test("any texts arrive as they are", async () => {
    // What the decoder puts in place of other encodings.
    const text = fc.string({ unit: "grapheme", minLength: 1 }).filter((each) => !each.includes("\uFFFD"));
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 4 }), async (names) => {
        emulator.reset();
        rmSync(join(folder, "results.ndjson"), { force: true });
        const rows = names.map((name) => `${ROW},"${name.replaceAll('"', '""')}"`);
        const { exitCode, bodies } = await run(USERS, [HEADER, ...rows].join("\n"));
        expect(exitCode).toBe(0);
        expect(bodies).toEqual(names.map((displayName) => ({ ...USER, displayName })));
      }),
      { numRuns: 30 },
    );
  });
});

test("NDJSON has the parameters of a row on each line", async () => {
  const lines = [
    { ...USER, asset: { tag: "A1" } },
    { ...USER, accountIdentifier: "bob", asset: { tag: "A2" } },
  ];
  const text = `${lines.map((line) => JSON.stringify(line)).join("\n\n")}\n`;
  const { exitCode, stderr } = await run(USERS, text, ["--key", "asset.tag"]);
  // `asset` as a whole is neither a parameter nor the key.
  expect(exitCode).toBe(10);
  expect(stderr).toContain("--failed");
  rmSync(join(folder, "results.ndjson"));
  const named = lines.map(({ asset, ...line }) => JSON.stringify({ ...line, tag: asset.tag })).join("\n");
  const { lines: results } = await run(USERS, named, ["--key", "tag"]);
  expect(results.map(({ key, state }) => [key, state])).toEqual([
    ["A1", "done"],
    ["A2", "done"],
  ]);
});

test("a row takes precedence over what is given for all", async () => {
  const all = ["--params", JSON.stringify({ accountType: "deviceAccount", managementType: "emmManaged" })];
  const { bodies } = await run(USERS, "accountIdentifier,accountType\nann,userAccount\nbob,\n", all);
  expect(bodies).toMatchObject([{ accountType: "userAccount" }, { accountType: "deviceAccount" }]);
});

test("rows can come from stdin", async () => {
  const out = join(folder, "results.ndjson");
  const args = ["bulk", "run", ...USERS, "--input", "-", "--out", out, "--emulator"];
  expect(await tessera(args, { emulator, stdin: `${HEADER}\n${ROW},Ann\n` })).toMatchObject({ exitCode: 0 });
  expect(emulator.requests).toHaveLength(1);
});

describe("nothing is sent for", () => {
  const cases: { what: string; text: string; more?: string[]; problem: string }[] = [
    { what: "an empty file", text: "\n", problem: "is empty" },
    { what: "an unknown column", text: `${HEADER},shade\n`, problem: 'line 1: column "shade" is not a parameter' },
    {
      what: "a column that is there twice",
      text: `${HEADER},display-name\n`,
      problem: 'column "displayName" is there twice',
    },
    { what: "a key that is not a column", text: `${HEADER}\n`, more: ["--key", "asset"], problem: 'no column "asset"' },
    {
      what: "a missing file",
      text: "",
      more: ["--input", "nowhere.csv"],
      problem: "nowhere.csv cannot be read (ENOENT)",
    },
    { what: "a concurrency of 0", text: `${HEADER}\n`, more: ["--concurrency", "0"], problem: "requires --redis" },
    { what: "a state that is not one", text: `${HEADER}\n`, more: ["--retry", "done"], problem: "Allowed choices" },
  ];

  test.each(cases)("$what", async ({ text, more, problem }) => {
    const { exitCode, stderr } = await run(USERS, text, more);
    expect(stderr).toContain(problem);
    expect(exitCode).toBeGreaterThan(0);
    expect(emulator.requests).toEqual([]);
  });

  test("rows that lack what every row requires", async () => {
    const args = ["android-enterprise", "users", "delete", "--yes"];
    const { exitCode, stderr } = await run(args, "enterpriseId\nLC00lwk1yg\n");
    expect(exitCode).toBe(2);
    expect(stderr).toContain('line 1: there is no column for "userId", as is required');
  });

  test("results in a file that is not a journal", async () => {
    const text = `${HEADER}\n${ROW},Ann\n`;
    const { stderr } = await run(USERS, text, ["--out", join(folder, "rows.csv")]);
    expect(stderr).toContain("is not the journal of a bulk run");
    expect(readFileSync(join(folder, "rows.csv"), "utf8")).toBe(text);
    expect(emulator.requests).toEqual([]);
  });

  test("results in a file whose folder is missing", async () => {
    const out = join(folder, "nowhere", "results");
    const { exitCode, stderr } = await run(USERS, `${HEADER}\n${ROW},Ann\n`, ["--out", out]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: `error: --out: ${out} cannot be written (ENOENT)\n` });
    expect(emulator.requests).toEqual([]);
  });

  test.each([{ words: ["status"] }, { words: ["retry", "--failed"] }])(
    "$words of a file that is missing",
    async ({ words }) => {
      const { exitCode, stderr } = await tessera(["bulk", ...words, "nowhere"]);
      expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: "error: nowhere cannot be read (ENOENT)\n" });
    },
  );

  test("a key that is a secret", async () => {
    const { exitCode, stderr } = await run(["flower-docs", "users", "create"], "id,password\n", ["--key", "password"]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("is a secret");
  });
});

describe("a row that is not valid", () => {
  const latin1 = Buffer.concat([
    Buffer.from(`${HEADER}\nbob${ROW.slice(3)},Bob\n${ROW},Andr`),
    Buffer.from([0xe9, 0x0a]),
  ]);
  const cases: { what: string; text: string | Uint8Array; more?: string[]; problem: string }[] = [
    { what: "a cell too few", text: `${HEADER}\n${ROW},Bob\nann\n`, problem: "has 1 cells, and the header has 4" },
    { what: "another encoding", text: latin1, problem: "`displayName` is not UTF-8" },
    {
      what: "no key",
      text: `${HEADER}\n${ROW},Bob\n${ROW},\n`,
      more: ["--key", "displayName"],
      problem: "`displayName` must name the row",
    },
    {
      what: "what the SDK refuses",
      text: `${HEADER}\n${ROW},Bob\n,userAccount,emmManaged,Ann\n`,
      problem: "`accountIdentifier`",
    },
    { what: "no JSON", text: `${JSON.stringify(USER)}\n{"accountIdentifier":\n`, problem: "must be a JSON object" },
  ];

  test.each(cases)("has failed, with its file and line: $what", async ({ text, more, problem }) => {
    const { exitCode, lines } = await run(USERS, text, more);
    expect(exitCode).toBe(10);
    const [done, failed] = lines.sort((a, b) => Number(a.row) - Number(b.row));
    expect(done).toMatchObject({ row: 1, state: "done" });
    expect(failed).toMatchObject({ row: 2, state: "failed", error: { code: "ERR_TESSERA_INVALID_PARAMS" } });
    const line = typeof text === "string" && text.startsWith("{") ? 2 : 3;
    const { message = "" } = (failed?.error ?? {}) as { message?: string };
    expect(message).toContain(`rows.csv, line ${line}: `);
    expect(message).toContain(problem);
    expect(emulator.requests).toHaveLength(1);
  });

  test("its line counts line breaks within cells", async () => {
    const { lines } = await run(USERS, `${HEADER}\n${ROW},"A\nB"\n\nann\n`);
    expect(lines.map(({ error }) => (error as Error | undefined)?.message)).toContainEqual(
      expect.stringContaining("line 5: "),
    );
  });

  test("a quote that is not closed ends the run, with the line", async () => {
    const { exitCode, stderr } = await run(USERS, `${HEADER}\n${ROW},Ann\n${ROW},"Bob\n`);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/rows\.csv, line \d: a quote is not closed/);
  });
});

describe("--dry-run", () => {
  test("shows the first request, and how many rows are valid", async () => {
    const args = ["bulk", "run", ...USERS, "--input", "-", "--dry-run"];
    const { exitCode, stdout } = await tessera(args, { stdin: `${HEADER}\n${ROW},Ann\n${ROW},Bob\n` });
    expect(exitCode).toBe(0);
    const { request, rows } = JSON.parse(stdout);
    expect({ rows, body: JSON.parse(request.body) }).toEqual({ rows: 2, body: { ...USER, displayName: "Ann" } });
  });

  test("names the rows that are not valid", async () => {
    const { exitCode, stderr, bodies } = await run(USERS, `${HEADER}\n${ROW},Ann\nbob\n,,,Cid\n`, ["--dry-run"]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("2 of 3 rows are not valid.");
    expect(stderr).toContain("rows.csv, line 3: ");
    expect(stderr).toContain("rows.csv, line 4: ");
    expect(bodies).toEqual([]);
  });
});
