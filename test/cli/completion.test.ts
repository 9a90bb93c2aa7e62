/** What shells complete, and the scripts with which they do. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadOperations, services } from "tessera-sdk/operations";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { globalNames } from "../../src/cli/globalFlagTable.js";
import { kebab } from "../../src/cli/names.js";
import { flagsOf } from "../../src/cli/paramFlags.js";
import { tessera } from "../support/cli.js";
import { writeCommand } from "../support/commandPath.js";

/** The words that may be next. `|` is where one word ends and the next begins. */
async function completed(line: string): Promise<string[]> {
  const { exitCode, stdout, stderr } = await tessera(["complete", "--", ...line.split("|")]);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  return stdout.split("\n").flatMap((row) => row.split("\t")[0] || []);
}

const CREATE = "android-enterprise|enrollment-tokens|create";

const cases: { line: string; found: string[] }[] = [
  { line: "adobe-pass", found: ["adobe-pass", "adobe-pass-management", "adobe-pass-v1"] },
  { line: "co", found: ["config", "complete"] },
  { line: "android-enterprise|us", found: ["users"] },
  { line: "android-enterprise|notif", found: ["notifications"] },
  { line: "android-enterprise|users|re", found: ["revoke-device-access"] },
  { line: "android-enterprise|enrollmentTokens|cr", found: ["create"] },
  { line: "--emulator|android-enterprise|us", found: ["users"] },
  { line: "--output|json|android-enterprise|us", found: ["users"] },
  { line: "--output=json|android-enterprise|us", found: ["users"] },
  { line: "--output|", found: ["json", "ndjson", "csv", "table", "value"] },
  { line: "--output|n", found: ["ndjson"] },
  { line: "--output=n", found: ["--output=ndjson"] },
  { line: "--output|=", found: ["json", "ndjson", "csv", "table", "value"] },
  { line: "--output|=|n", found: ["ndjson"] },
  { line: "--dr", found: ["--dry-run"] },
  { line: `${CREATE}|--enterprise`, found: ["--enterprise-id"] },
  { line: `${CREATE}|--enterprise-id|`, found: [] },
  { line: `${CREATE}|--enrollment-token-type|userD`, found: ["userDevice"] },
  { line: `${CREATE}|--enrollment-token-type=userD`, found: ["--enrollment-token-type=userDevice"] },
  { line: `${CREATE}|--auth.k`, found: ["--auth.key-file"] },
  { line: `${CREATE}|--limit|3|--enterprise`, found: ["--enterprise-id"] },
  { line: "chrome-directory|enrollment-tokens|list|--api|", found: ["directory", "management"] },
  { line: "request|flow", found: ["flower-docs"] },
  { line: "operations|chr", found: ["chrome-directory"] },
  { line: "mcp|--al", found: ["--allow-writes", "--allow"] },
  { line: "mcp|--services|flow", found: ["flower-docs"] },
  { line: "mcp|--di", found: [] },
  { line: "bulk|", found: ["run", "status", "retry", "pause", "resume", "cancel", "results", "delete"] },
  { line: "bulk|pause|--na", found: ["--name"] },
  { line: "wor", found: ["worker"] },
  { line: "worker|--re", found: ["--redis", "--redis-secret", "--retries"] },
  { line: "bulk|run|chr", found: ["chrome-directory"] },
  { line: "bulk|run|chrome-directory|browsers|mo", found: ["move"] },
  { line: "bulk|run|chrome-directory|browsers|move|--org-unit-p", found: ["--org-unit-path"] },
  { line: "bulk|run|chrome-directory|browsers|move|--force", found: ["--force-resume"] },
  { line: "bulk|run|chrome-directory|browsers|move|--retry|f", found: ["failed", "failed,unknown"] },
  { line: "bulk|run|chrome-directory|browsers|move|--lim", found: [] },
  { line: "config|", found: ["path", "show", "check"] },
  { line: "complete|", found: ["bash", "zsh", "fish"] },
  { line: "nothing|", found: [] },
  { line: "android-enterprise|nothing|", found: [] },
];

test.each(cases)("after $line come $found", async ({ line, found }) => {
  expect(await completed(line)).toEqual(found);
});

test("after a switch comes its value or the next flag", async () => {
  const operations = await loadOperations("chrome-directory");
  const named = operations.flatMap((operation) =>
    flagsOf(operation, globalNames)
      .filter(({ schema }) => schema.type === "boolean")
      .map(({ name }) => ({ operation, name })),
  );
  const [{ operation, name } = expect.unreachable()] = named;
  const line = `chrome-directory|${kebab(operation.resource ?? "")}|${kebab(operation.method)}|--${name}`;
  expect(await completed(`${line}|`)).toEqual(["true", "false"]);
  expect(await completed(`${line}|--out`)).toEqual(["--output", "--out"]);
});

test("each operation is found by its words, and each of its parameters after them", async () => {
  for (const { name: service } of services) {
    for (const operation of await loadOperations(service)) {
      const { resource, method } = operation;
      const words = [service, ...(resource === undefined ? [] : [kebab(resource)])].join("|");
      expect(await completed(`${words}|${kebab(method)}`)).toContain(kebab(method));
      const flags = await completed(`${words}|${kebab(method)}|--`);
      for (const { name } of flagsOf(operation, globalNames)) expect(flags).toContain(`--${name}`);
    }
  }
}, 60_000);

test("the flags of all commands are those that help shows for the operation", async () => {
  for (const { name: service } of services) {
    for (const { resource, method } of await loadOperations(service)) {
      const words = [service, ...(resource === undefined ? [] : [kebab(resource)]), kebab(method)];
      const { stdout: help } = await tessera([...words, "--help"]);
      const [, shown = ""] = help.split("\nFlags:\n");
      const inHelp = [...shown.matchAll(/^ {2}(?:-h, )?(--[\w-]+)/gm)].map(([, flag]) => flag).sort();
      const found = (await completed([...words, "--"].join("|"))).filter((flag) => globalNames.has(flag.slice(2)));
      expect([...found, "--help"].sort(), words.join(" ")).toEqual(inHelp);
    }
  }
}, 60_000);

test("a description is one line, and the first sentence", async () => {
  const { stdout } = await tessera(["complete", "--", ...`${CREATE}|--`.split("|")]);
  for (const row of stdout.trimEnd().split("\n")) expect(row).toMatch(/^--[\w.-]+\t[^\t]*$/);
  expect(stdout).toMatch(/^--enterprise-id\tId of the enterprise \(`Enterprise\.id`\)\.$/m);
});

test.each(["bash", "zsh", "fish"])("complete %s prints a script", async (shell) => {
  expect(await tessera(["complete", shell])).toMatchObject({ exitCode: 0, stderr: "" });
});

test("an unknown shell is refused", async () => {
  expect(await tessera(["complete", "tcsh"])).toMatchObject({ exitCode: 2, stdout: "" });
});

/** How a shell is made to complete words of which the last is unfinished, and to print what it found. */
const drivers: Record<string, (script: string, words: string[]) => string[]> = {
  bash: (script, words) => [
    ...["--norc", "--noprofile", "-uec"],
    `source ${script}; source ${script}
     COMP_WORDS=(${words.map((word) => `'${word}'`).join(" ")}); COMP_CWORD=${words.length - 1}
     [[ "$(complete -p tessera)" == *-F\\ _tessera_complete* ]]
     _tessera_complete tessera; for each in "\${COMPREPLY[@]}"; do echo "$each"; done`,
  ],
  zsh: (script, words) => [
    ...["-f", "-ec"],
    `autoload -U compinit; compinit -D -u; source ${script}
     [[ "$_comps[tessera]" == _tessera_complete ]]
     _describe() { for each in "\${(@P)2}"; do echo "\${each%%:*}"; done }
     _files() { true }
     words=(${words.map((word) => `'${word}'`).join(" ")}); CURRENT=${words.length}
     _tessera_complete`,
  ],
  fish: (script, words) => ["--no-config", "-c", `source ${script}; complete -C '${words.join(" ")}'`],
};

const isThere = (shell: string) => spawnSync(shell, ["--version"]).status === 0;

describe.each(Object.keys(drivers))("in %s", (shell) => {
  const folder = mkdtempSync(join(tmpdir(), "tessera-completion-"));
  const script = join(folder, "script");
  beforeAll(async () => {
    writeFileSync(script, (await tessera(["complete", shell])).stdout);
    writeCommand(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const inShell = (...words: string[]) => {
    const args = drivers[shell]?.(script, ["tessera", ...words]) ?? [];
    const env = { PATH: `${folder}:${process.env.PATH}`, HOME: folder };
    const out = execFileSync(shell, args, { env, encoding: "utf8", timeout: 20_000 });
    return out.split("\n").flatMap((line) => line.split("\t")[0] || []);
  };

  test.skipIf(!isThere(shell)).each([
    { position: "a service", words: ["chr"], found: ["chrome-directory"] },
    { position: "a method", words: ["android-enterprise", "users", "revoke"], found: ["revoke-device-access"] },
    {
      position: "a value",
      words: [...CREATE.split("|"), "--enrollment-token-type", "userD"],
      found: ["userDevice"],
    },
    // What is not finished is never evaluated.
    { position: "what looks like a command", words: ["$(echo>$HOME/evaluated)", "chr"], found: [] },
  ])(
    "$position is completed",
    ({ words, found }) => {
      expect(inShell(...words)).toEqual(found);
      expect(readdirSync(folder)).not.toContain("evaluated");
    },
    30_000,
  );
});
