/** The page about the command: its commands run, and it tells everything that there is. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { services } from "tessera-sdk/operations";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { root } from "../../scripts/packageJson.js";
import { EXIT } from "../../src/cli/exit.js";
import { globalFlags } from "../../src/cli/globalFlagTable.js";
import { ownCommands } from "../../src/cli/ownCommands.js";
import { settingsOf } from "../../src/cli/settings/catalog.js";
import { tessera } from "../support/cli.js";
import { writeCommand } from "../support/commandPath.js";
import { blocks } from "./extract.js";

const PAGE = "docs/command-line.md";
const text = readFileSync(join(root, PAGE), "utf8");

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tessera-page-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const hasBash = spawnSync("bash", ["--version"]).status === 0;

describe.skipIf(!hasBash)("its commands, against the emulator,", () => {
  test.each(blocks.filter(({ page, language }) => page === PAGE && language === "sh"))(
    "at $place succeed",
    ({ code }) => {
      writeCommand(folder, "--emulator");
      const env = { PATH: `${folder}:${process.env.PATH}`, HOME: folder };
      const { status, stderr } = spawnSync("bash", ["-euo", "pipefail", "-c", code], {
        cwd: folder,
        env,
        encoding: "utf8",
      });
      expect({ status, stderr }).toMatchObject({ status: 0 });
    },
    60_000,
  );
});

test("its settings file is valid", async () => {
  const [{ code } = expect.unreachable()] = blocks.filter(({ page, language }) => page === PAGE && language === "json");
  mkdirSync(join(folder, "tessera", "keys"), { recursive: true });
  writeFileSync(join(folder, "tessera", "config.json"), code);
  for (const name of ["chrome.json", "statement.jwt"]) {
    writeFileSync(join(folder, "tessera", "keys", name), "", { mode: 0o600 });
  }
  const result = await tessera(["config", "check"], { env: { XDG_CONFIG_HOME: folder } });
  expect(result).toMatchObject({ exitCode: 0, stderr: "" });
  expect(result.stdout.trimEnd().split("\n")).toHaveLength(3);
});

const rowsWith = (name: string) => text.split("\n").filter((line) => line.startsWith("|") && line.includes(name));

test.each(globalFlags.map(({ name }) => name))("it has a row for %s", (name) => {
  expect(rowsWith(`\`${name}`)).not.toEqual([]);
});

test.each([...new Set(services.flatMap(({ name }) => [...settingsOf(name).keys()]))])("it tells of %s", (name) => {
  expect(text).toContain(`\`${name}\``);
});

test.each(Object.entries(EXIT))("it tells of the exit code of %s", (_, code) => {
  expect(text).toMatch(new RegExp(`^\\|(?: \\d+,)* ${code}(?:, \\d+)* \\|`, "m"));
});

test.each(ownCommands.map(({ name }) => name))("it tells of %s", (name) => {
  expect(text).toContain(`tessera ${name}`);
});
