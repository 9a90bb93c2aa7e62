/** The commands of docs/bulk.md run as they stand, one after the other, against one emulator. */
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ChromeDirectory } from "tessera-sdk/chrome-directory";
import { type RunningEmulator, startEmulator } from "tessera-sdk/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { root } from "../../scripts/packageJson.js";
import { rowFlags } from "../../src/cli/bulk/flagTable.js";
import { writeCommand } from "../support/commandPath.js";
import { blocks } from "./extract.js";

const PAGE = "docs/bulk.md";
const commands = blocks.filter(({ page, language }) => page === PAGE && language === "sh");
const has = (program: string) => spawnSync(program, ["--version"]).status === 0;

let folder = "";
let emulator: RunningEmulator;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "tessera-page-"));
  writeCommand(folder);
  emulator = await startEmulator();
  const { chromeDirectory } = emulator;
  const orgUnitId = chromeDirectory.addOrgUnit("/Sales/North");
  const access = {
    auth: emulator.issueToken(),
    baseUrl: emulator.baseUrls.chromeDirectory,
    api: "management",
  } as const;
  await using client = new ChromeDirectory(access);
  await client.enrollmentTokens.create({ orgUnitId });
  for (const machineName of ["PC1", "PC2"]) chromeDirectory.addBrowser({ machineName });
});
afterAll(async () => {
  await emulator.close();
  rmSync(folder, { recursive: true });
});

const results = (file: string) => readFileSync(join(folder, file), "utf8");

/** What the users of devices do before the devices get their policies. */
function enrollDevices(): void {
  const tokens = results("tokens.ndjson").matchAll(/"token":"([^"]+)"/g);
  for (const [, token = ""] of tokens) emulator.androidEnterprise.redeem(token, "3a1b2c3d4e5f6789");
}

function run(code: string): Promise<{ status: number | null; stderr: string }> {
  const { androidEnterprise, chromeDirectory, flowerDocs } = emulator.baseUrls;
  const env = {
    PATH: `${folder}:${process.env.PATH}`,
    HOME: folder,
    TESSERA_ANDROID_ENTERPRISE_BASE_URL: androidEnterprise,
    TESSERA_ANDROID_ENTERPRISE_TOKEN: emulator.issueToken(),
    TESSERA_CHROME_DIRECTORY_BASE_URL: chromeDirectory,
    TESSERA_CHROME_DIRECTORY_TOKEN: emulator.issueToken(),
    TESSERA_FLOWER_DOCS_BASE_URL: flowerDocs,
    TESSERA_FLOWER_DOCS_TOKEN: emulator.flowerDocs.issueToken(),
  };
  const child = spawn("bash", ["-euo", "pipefail", "-c", code], { cwd: folder, env });
  let stderr = "";
  child.stdout.resume();
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  return new Promise((resolve) => child.once("close", (status) => resolve({ status, stderr })));
}

describe.skipIf(!has("bash") || !has("jq"))("its commands", () => {
  test.each(commands)(
    "at $place succeed",
    async ({ code }) => {
      if (code.includes("devices update")) enrollDevices();
      expect(await run(code)).toMatchObject({ status: 0 });
    },
    60_000,
  );

  test.each([
    { file: "users.ndjson", done: 2, failed: 0 },
    { file: "tokens.ndjson", done: 2, failed: 1 },
    { file: "moved.ndjson", done: 2, failed: 0 },
    { file: "devices.ndjson", done: 2, failed: 0 },
    { file: "rotated.ndjson", done: 1, failed: 0 },
  ])("leave $file with $done rows that are done and $failed that failed", ({ file, done, failed }) => {
    const rowsIn = (state: string) =>
      new Set(results(file).match(new RegExp(`"row":\\d+(?=[^\\n]*"state":"${state}")`, "g")));
    expect({ done: rowsIn("done").size, failed: rowsIn("failed").size }).toEqual({ done, failed });
  });
});

test.each(rowFlags.map(({ name }) => name))("it has a row for %s", (name) => {
  expect(readFileSync(join(root, PAGE), "utf8")).toMatch(new RegExp(`^\\| \`${name}`, "m"));
});
