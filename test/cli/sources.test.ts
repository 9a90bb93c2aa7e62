/** Texts from files, the environment and stdin, as they can be wrong. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createEmulator } from "tessera-sdk/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tessera } from "../support/cli.js";

const UPDATE = ["android-enterprise", "users", "update", "--enterprise-id", "LC00lwk1yg", "--user-id", "110001"];

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tessera-sources-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function* endless(): Generator<Uint8Array> {
  const chunk = new Uint8Array(1_048_576).fill(0x20);
  for (;;) yield chunk;
}

const LATIN_1 = Buffer.from('{"displayName":"J\xf6rg"}', "latin1");
const UTF_16 = Buffer.from('\ufeff{"displayName":"A"}', "utf16le");

describe.each(["--params", "--display-name", "--auth.token"])("%s", (flag) => {
  test.each([
    { what: "a file that does not exist", given: () => "@nowhere", says: "ENOENT" },
    { what: "a folder", given: () => `@${folder}`, says: "EISDIR" },
    { what: "an endless file", given: () => "@/dev/zero", says: "is longer than 64 MiB" },
    { what: "an endless stdin", given: () => "-", stdin: endless, says: "is longer than 64 MiB" },
    { what: "a file in Latin-1", given: () => `@${fileOf("latin-1", LATIN_1)}`, says: "is not UTF-8" },
    { what: "a file in UTF-16", given: () => `@${fileOf("utf-16", UTF_16)}`, says: "is not UTF-8" },
    { what: "a stdin in Latin-1", given: () => "-", stdin: () => [LATIN_1], says: "is not UTF-8" },
    { what: "a variable that is not set", given: () => "@env:NOWHERE", says: "no such environment variable" },
  ])("refuses $what", async ({ given, stdin, says }) => {
    const result = await tessera([...UPDATE, flag, given()], { stdin: (stdin?.() ?? "") as Uint8Array[] });
    expect(result).toMatchObject({ exitCode: 2, stdout: "" });
    expect(result.stderr).toContain(flag);
    expect(result.stderr).toContain(says);
  });
});

test.each([
  { flag: "--display-name", isHinted: true },
  { flag: "--params", isHinted: false },
  { flag: "--auth.token", isHinted: false },
])("$flag with a missing file says that its text can be given in --params: $isHinted", async ({ flag, isHinted }) => {
  const { stderr } = await tessera([...UPDATE, flag, "@nowhere"]);
  expect(stderr.includes("can be given in `--params`")).toBe(isHinted);
});

test.each(["A\n", "A\r\n", "\ufeffA"])("a file of %j is the text without its marks", async (content) => {
  const emulator = createEmulator();
  const path = fileOf("text", content);
  await tessera([...UPDATE, "--display-name", `@${path}`, "--emulator"], { emulator });
  expect(JSON.parse(String(emulator.requests[0]?.body))).toMatchObject({ displayName: "A" });
});

describe("the content of a file", () => {
  const ADD = ["flower-docs", "files", "add", "--id", "D1", "--emulator", "--file.content"];

  test.each([
    { what: "that does not exist", given: () => "@nowhere" },
    { what: "that is a folder", given: () => `@${folder}` },
  ])("$what is an error of the command line", async ({ given }) => {
    const emulator = createEmulator();
    const result = await tessera([...ADD, given()], { emulator });
    expect(result).toMatchObject({ exitCode: 2, stdout: "" });
    expect(result.stderr).toMatch(/--file\.content: .*cannot be read/);
    expect(emulator.requests).toEqual([]);
  });
});
