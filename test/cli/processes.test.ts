/** The command as a process, with real pipes and signals. */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { root } from "../../scripts/packageJson.js";

const program = fileURLToPath(new URL("../support/cliProgram.ts", import.meta.url));
const NODE = ["--import", "tsx", "-C", "tessera-source", program];
const QUIET = ["--no-deprecation", ...NODE];
const LIST = ["chrome-directory", "enrollment-tokens", "list", "--emulator"];

interface Ended {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/** @param onOutput is called with the first chunk of stdout. */
function start(command: string, args: string[], onOutput?: (kill: () => void) => void): Promise<Ended> {
  const child = spawn(command, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  child.stdout.once("data", () => onOutput?.(() => child.kill("SIGINT")));
  return new Promise((resolve, reject) => {
    let [stdout, stderr] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.once("error", reject);
    child.once("close", (code) => resolve({ exitCode: code ?? -1, stdout, stderr }));
  });
}

const tessera = (...args: string[]) => start(process.execPath, [...QUIET, ...args]);

/** The exit code is that of `tessera`. */
function piped(args: string[], into: string): Promise<Ended> {
  const words = [process.execPath, ...QUIET, ...args].map((word) => `'${word}'`).join(" ");
  return start("bash", ["-c", `${words} | ${into}; exit "\${PIPESTATUS[0]}"`]);
}

test("10,000 pages into `head -1` end with 0, and few requests beyond what is read", async () => {
  const { exitCode, stdout, stderr } = await piped(["10000", "100", ...LIST], "head -1");
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ tokenPermanentId: "0" });
  const [, requests] = /^requests: (\d+)\n$/.exec(stderr) ?? [];
  // The page that is read, and two.
  expect(Number(requests)).toBeLessThanOrEqual(3);
});

test("3 MiB arrive whole through a slow pipe", async () => {
  const command = ["30", "100", ...LIST, "--output", "json"];
  const [{ exitCode, stdout }, alone] = [await piped(command, "(sleep 0.2; wc -c)"), await tessera(...command)];
  expect(exitCode).toBe(0);
  expect(Number(stdout)).toBe(Buffer.byteLength(alone.stdout));
  expect(Number(stdout)).toBeGreaterThan(3 * 1_048_576);
  expect(JSON.parse(alone.stdout)).toHaveLength(3_000);
});

test("SIGINT ends a list with 130, at the end of a page", async () => {
  const args = [...NODE, "100000", "100", ...LIST, "--output", "json"];
  const { exitCode, stdout, stderr } = await start(process.execPath, args, (kill) => kill());
  expect(exitCode).toBe(130);
  expect(JSON.parse(stdout).length % 100).toBe(0);
  expect(stderr).toContain('{"pageToken":');
});

describe("streams that cannot be written", () => {
  const command = (...args: string[]) =>
    [process.execPath, ...QUIET, "1", "1", ...args].map((word) => `'${word}'`).join(" ");

  test.each([
    { what: "the help into a reader that has gone", args: ["--help"], to: "| true", exitCode: 0 },
    { what: "a script of a shell into a reader that has gone", args: ["complete", "zsh"], to: "| true", exitCode: 0 },
    { what: "the help onto a full disk", args: ["--help"], to: "> /dev/full", exitCode: 1 },
    { what: "a result onto a full disk", args: LIST, to: "> /dev/full", exitCode: 1 },
    { what: "an error onto a full disk", args: ["nothing"], to: "2> /dev/full", exitCode: 2 },
    { what: "a trace onto a full disk", args: [...LIST, "--verbose"], to: "2> /dev/full", exitCode: 0 },
    { what: "an error into a reader that has gone", args: ["nothing"], to: "2>&1 >/dev/null | true", exitCode: 2 },
    { what: "an error into nothing", args: ["nothing"], to: "2>&-", exitCode: 2 },
  ])("$what ends with $exitCode", async ({ args, to, exitCode }) => {
    const ended = await start("bash", ["-c", `${command(...args)} ${to}; exit "\${PIPESTATUS[0]}"`]);
    expect(ended.exitCode).toBe(exitCode);
    expect(ended.stderr).not.toMatch(/^\s+at /m);
  });
});

test.each([
  { node: NODE, more: [], stderr: /^warning: Google has announced [^\n]+\nrequests: \d+\n$/ },
  { node: NODE, more: ["--output", "json"], stderr: /^\{"warning":"Google has announced [^\n]+"\}\nrequests: \d+\n$/ },
  { node: ["--no-warnings", ...NODE], more: [], stderr: /^requests: \d+\n$/ },
])("warnings of the process are one line of stderr: $more, $node.0", async ({ node, more, stderr }) => {
  const ended = await start(process.execPath, [...node, "1", "1", ...LIST, ...more]);
  expect(ended).toMatchObject({ exitCode: 0, stderr: expect.stringMatching(stderr) });
});
