/** Where credentials come from, and that they never come out. */
import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type RunningEmulator, startEmulator } from "tessera-sdk/testing";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { outputOf } from "../../src/cli/credentials/command.js";
import { tessera } from "../support/cli.js";
import { commandArguments } from "../support/commandPath.js";

beforeAll(() => void vi.spyOn(process, "emitWarning").mockImplementation(() => {}));

let folder = "";
let emulator: RunningEmulator;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "tessera-credentials-"));
  mkdirSync(join(folder, "tessera"));
  emulator = await startEmulator();
});
afterEach(async () => {
  await emulator.close();
  rmSync(folder, { recursive: true });
});

/** A secret, and the command that needs it. */
interface Subject {
  readonly what: string;
  readonly setting: "token" | "password" | "statement";
  readonly variable: string;
  readonly service: string;
  readonly args: string[];
  readonly auth: Record<string, string>;
  secret(): string;
  baseUrl(): string;
}

const subjects: Subject[] = [
  {
    what: "a token of Google",
    setting: "token",
    variable: "TESSERA_ANDROID_ENTERPRISE_TOKEN",
    service: "android-enterprise",
    args: ["users", "get", "--enterprise-id", "LC00lwk1yg", "--user-id", "110001"],
    auth: {},
    secret: () => emulator.issueToken(),
    baseUrl: () => emulator.baseUrls.androidEnterprise,
  },
  {
    what: "a statement of Adobe",
    setting: "statement",
    variable: "TESSERA_ADOBE_PASS_STATEMENT",
    service: "adobe-pass",
    args: [
      ...["configuration", "get", "--service-provider", "REF30"],
      ...["--device", '{"id":"6ed6a9a2b1d04c5f","info":{"model":"TV 5th Gen","osName":"tvOS"}}'],
    ],
    auth: {},
    secret: () => emulator.adobePass.issueStatement(),
    baseUrl: () => emulator.baseUrls.adobePass,
  },
  {
    what: "a password of FlowerDocs",
    setting: "password",
    variable: "TESSERA_FLOWER_DOCS_PASSWORD",
    service: "flower-docs",
    args: ["documents", "get", "--id", "D1"],
    auth: { user: "jna", scope: "ACME" },
    secret: () => "emulated-password",
    baseUrl: () => emulator.baseUrls.flowerDocs,
  },
];

/** How a secret is given: what is added to the command line, to the environment, to stdin and to the profile. */
interface Given {
  readonly args?: string[];
  readonly env?: Record<string, string>;
  readonly stdin?: string;
  readonly profile?: unknown;
}

const inFile = (secret: string) => {
  const path = join(folder, "secret");
  writeFileSync(path, `${secret}\n`, { mode: 0o600 });
  return path;
};

const sources: { source: string; give(subject: Subject, secret: string): Given }[] = [
  { source: "a file", give: ({ setting }, secret) => ({ args: [`--auth.${setting}`, `@${inFile(secret)}`] }) },
  {
    source: "a variable by name",
    give: ({ setting }, secret) => ({ args: [`--auth.${setting}`, "@env:MINE"], env: { MINE: secret } }),
  },
  { source: "stdin", give: ({ setting }, stdin) => ({ args: [`--auth.${setting}`, "-"], stdin }) },
  { source: "its own variable", give: ({ variable }, secret) => ({ env: { [variable]: secret } }) },
  { source: "a file of the profile", give: (_, secret) => ({ profile: `@${inFile(secret)}` }) },
  { source: "a variable of the profile", give: (_, secret) => ({ profile: "@env:MINE", env: { MINE: secret } }) },
  { source: "a command of the profile", give: (_, secret) => ({ profile: { command: ["cat", inFile(secret)] } }) },
];

const runWith = (subject: Subject, { args = [], env = {}, stdin = "", profile }: Given, more: string[]) => {
  const { service, setting, auth } = subject;
  const own = { ...auth, ...(profile !== undefined && { [setting]: profile }) };
  const settings = { baseUrl: subject.baseUrl(), auth: own };
  writeFileSync(
    join(folder, "tessera", "config.json"),
    JSON.stringify({ profiles: { default: { [service]: settings } } }),
  );
  const folders = { XDG_CONFIG_HOME: folder, XDG_STATE_HOME: folder, PATH: process.env.PATH ?? "" };
  return tessera([service, ...subject.args, "--retries", "0", ...args, ...more], {
    stdin,
    env: { ...folders, ...env },
  });
};

/** The forms in which a secret could come out. */
const formsOf = (secret: string) => [
  secret,
  encodeURIComponent(secret),
  Buffer.from(secret).toString("base64"),
  JSON.stringify(secret).slice(1, -1),
];

const outputs: { output: string; more: string[]; exitCode: number; fault?: { status: number; body?: string } }[] = [
  { output: "a call", more: [], exitCode: 0 },
  { output: "--verbose", more: ["--verbose"], exitCode: 0 },
  { output: "--dry-run", more: ["--dry-run"], exitCode: 0 },
  { output: "--output table", more: ["--output", "table"], exitCode: 0 },
  { output: "an error", more: [], exitCode: 5, fault: { status: 403 } },
  { output: "an error as JSON", more: ["--output", "json", "--verbose"], exitCode: 5, fault: { status: 403 } },
];

describe.each(subjects)("$what", (subject) => {
  describe.each(sources)("from $source", ({ give }) => {
    test.each(outputs)("is used and not shown by $output", async ({ more, exitCode, fault }) => {
      const secret = subject.secret();
      const given = give(subject, secret);
      // A server that sends back all that it was sent.
      if (fault !== undefined) {
        await runWith(subject, give(subject, secret), []);
        emulator.fail({ ...fault, body: JSON.stringify({ message: secret, code: secret }), times: 9 });
      }
      const result = await runWith(subject, given, more);
      if (fault === undefined) expect(result).toMatchObject({ exitCode });
      else expect(result.exitCode).toBeGreaterThan(1);
      for (const form of formsOf(secret)) expect(result.stdout + result.stderr).not.toContain(form);
    });
  });

  test("from a flag is refused, and not shown", async () => {
    const secret = subject.secret();
    const result = await runWith(subject, { args: [`--auth.${subject.setting}`, secret] }, []);
    expect(result).toMatchObject({ exitCode: 2, stdout: "" });
    expect(result.stderr).toContain(`--auth.${subject.setting}: must not be the secret itself`);
    expect(result.stderr).not.toContain(secret);
    expect(emulator.requests).toEqual([]);
  });

  test.each(["", " \n"])("that is empty (%j) is refused", async (stdin) => {
    const result = await runWith(subject, { args: [`--auth.${subject.setting}`, "-"], stdin }, []);
    expect(result).toMatchObject({ exitCode: 2, stderr: `error: --auth.${subject.setting}: is empty\n` });
  });

  test("from a shared file is warned of", async () => {
    const path = inFile(subject.secret());
    chmodSync(path, 0o644);
    const { exitCode, stderr } = await runWith(subject, { profile: `@${path}` }, []);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr: `warning: Other users can read ${path}, which holds a credential: chmod 600 ${path}\n`,
    });
  });
});

const [googleToken = expect.unreachable(), statement = expect.unreachable()] = subjects;

test("the command of a profile can stand for the token", async () => {
  const profile = { "android-enterprise": { auth: { command: ["cat", inFile(emulator.issueToken())] } } };
  writeFileSync(join(folder, "tessera", "config.json"), JSON.stringify({ profiles: { default: profile } }));
  const args = ["android-enterprise", ...googleToken.args, "--base-url", googleToken.baseUrl()];
  const env = { XDG_CONFIG_HOME: folder, PATH: process.env.PATH ?? "" };
  expect(await tessera(args, { env })).toMatchObject({ exitCode: 0 });
});

test("registrations with Adobe outlive the command, where only their owner can read them", async () => {
  const secret = statement.secret();
  for (const _ of [1, 2]) {
    expect(await runWith(statement, { env: { [statement.variable]: secret } }, [])).toMatchObject({ exitCode: 0 });
  }
  const registrations = emulator.requests.filter(({ endpoint }) => endpoint?.includes("register"));
  expect(registrations).toHaveLength(1);
  expect(statSync(join(folder, "tessera", "adobe-pass")).mode & 0o077).toBe(0);
});

test("stdin serves one purpose", async () => {
  const given = { args: ["--auth.token", "-", "--params", "-"], stdin: "{}" };
  const { exitCode, stderr } = await runWith(googleToken, given, []);
  expect({ exitCode, stderr }).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining("stdin can be read once"),
  });
});

describe("which credential is used", () => {
  const flower = (auth: object, args: string[], env = {}) => {
    const settings = { baseUrl: emulator.baseUrls.flowerDocs, auth };
    writeFileSync(
      join(folder, "tessera", "config.json"),
      JSON.stringify({ profiles: { default: { "flower-docs": settings } } }),
    );
    const all = { XDG_CONFIG_HOME: folder, MINE: "emulated-password", ...env };
    return tessera(["flower-docs", "documents", "get", "--id", "D1", ...args], { env: all });
  };
  const LOGIN = { user: "jna", scope: "ACME", password: "@env:MINE" };
  const TOKEN = "TESSERA_FLOWER_DOCS_TOKEN";

  test("that of the flag or the environment, in place of that of the profile", async () => {
    const token = emulator.flowerDocs.issueToken();
    expect(await flower(LOGIN, [])).toMatchObject({ exitCode: 0 });
    expect(await flower(LOGIN, [], { [TOKEN]: token })).toMatchObject({ exitCode: 0 });
    expect(await flower({ token: "@env:WRONG" }, ["--auth.token", "@env:T"], { T: token })).toMatchObject({
      exitCode: 0,
    });
    const endpoints = emulator.requests.map(({ endpoint }) => endpoint);
    expect(endpoints.filter((id) => id?.includes("authentication"))).toHaveLength(1);
  });

  test.each([
    {
      what: "none",
      auth: {},
      args: [],
      says: "flower-docs: give --auth.token, or --auth.password and --auth.user and --auth.scope, set",
    },
    {
      what: "a password without a user",
      auth: { ...LOGIN, user: undefined },
      args: [],
      says: "--auth.user is required",
    },
    { what: "two of one origin", auth: { ...LOGIN, token: "@env:MINE" }, args: [], says: "contradict each other" },
    {
      what: "what a token does not use",
      auth: LOGIN,
      args: ["--auth.token", "@env:MINE", "--auth.user", "jdoe"],
      says: "--auth.user has no effect with --auth.token",
    },
    {
      what: "a variable that is not there",
      auth: { token: "@env:NOWHERE" },
      args: [],
      says: "there is no such environment variable",
    },
    {
      what: "a file that is not there",
      auth: { token: "@/nowhere" },
      args: [],
      says: "/nowhere cannot be read (ENOENT)",
    },
  ])("$what is an error, and nothing is sent", async ({ auth, args, says }) => {
    const result = await flower(auth, args);
    expect(result).toMatchObject({ exitCode: 2, stdout: "", stderr: expect.stringContaining(says) });
    expect(emulator.requests).toEqual([]);
  });
});

test("a token of Google is sent with the project for quota", async () => {
  const headers: unknown[] = [];
  const server = createServer((request, response) => {
    headers.push(request.headers["x-goog-user-project"]);
    response.setHeader("content-type", "application/json").end("{}");
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const args = ["--base-url", baseUrl, "--auth.token", "-", "--auth.quota-project", "my-project"];
  await tessera(["chrome-directory", "enrollment-tokens", "list", ...args], { stdin: "t0ken" });
  server.close();
  expect(headers).toEqual(["my-project"]);
});

describe("the command of a credential", () => {
  const io = () => {
    const said: string[] = [];
    const stderr = { write: (chunk: Buffer) => said.push(chunk.toString()) } as never;
    return { said, env: { PATH: process.env.PATH }, stderr };
  };
  const node = (script: string) => [process.execPath, "-e", script] as const;

  test("runs without a shell, and its stderr is passed on", async () => {
    const { said, ...rest } = io();
    expect(await outputOf(["echo", "$HOME;", "a  b"], rest)).toBe("$HOME; a  b\n");
    await outputOf(node("console.error('a hint')"), rest);
    expect(said.join("")).toBe("a hint\n");
  });

  test.each([
    { what: "fails", command: node("console.log('s3cret'); process.exit(3)"), says: "ended with the exit code 3" },
    { what: "does not exist", command: ["tessera-no-such-program"] as const, says: "cannot be started (ENOENT)" },
    { what: "says too much", command: node("console.log('s3cret'.padEnd(1e5))"), says: "wrote more than 65536 bytes" },
    { what: "is killed", command: node("process.kill(process.pid)"), says: "was ended by SIGTERM" },
  ])("that $what is an error of authentication without its output", async ({ command, says }) => {
    const failure = await outputOf(command, io()).catch((error) => error);
    expect(failure).toMatchObject({ kind: "unauthenticated", message: expect.stringContaining(says) });
    expect(failure.message).not.toContain("s3cret");
  });

  test("ends with its time, whatever signals it ignores", async () => {
    const script = "process.on('SIGTERM', () => {}); console.error(process.pid); setInterval(() => {}, 1000)";
    const { said, ...rest } = io();
    await expect(outputOf(node(script), rest, 1_000)).rejects.toThrow("did not end within 1 s");
    const pid = Number(said.join(""));
    expect(pid).toBeGreaterThan(0);
    await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow("ESRCH"));
  });

  test("ends with its time, with what it has started", async () => {
    const script = "require('node:child_process').spawn('sleep', ['30'], { stdio: 'inherit' })";
    await expect(outputOf(node(script), io(), 200)).rejects.toThrow("did not end within 0.2 s");
  });
});

test.skipIf(process.platform !== "linux")(
  "no process has a secret in its command line",
  async () => {
    const secret = "s3cret-that-no-process-shows";
    let lines: string[] = [];
    // Looks at all processes while the request is under way.
    const server = createServer((_, response) => {
      lines = readdirSync("/proc").flatMap((pid) => {
        try {
          return /^\d+$/.test(pid) ? readFileSync(`/proc/${pid}/cmdline`, "utf8") : [];
        } catch {
          return [];
        }
      });
      response.setHeader("content-type", "application/json").end("{}");
    }).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const settings = { baseUrl, auth: { token: { command: ["cat", inFile(secret)] } } };
    writeFileSync(
      join(folder, "tessera", "config.json"),
      JSON.stringify({ profiles: { default: { "android-enterprise": settings } } }),
    );
    const env = { PATH: process.env.PATH, XDG_CONFIG_HOME: folder, TESSERA_FLOWER_DOCS_PASSWORD: secret };
    const child = spawn(process.execPath, [...commandArguments, "android-enterprise", ...googleToken.args], { env });
    await new Promise((resolve) => child.once("close", resolve));
    server.close();
    expect(lines.some((line) => line.includes("android-enterprise"))).toBe(true);
    expect(lines.filter((line) => line.includes(secret))).toEqual([]);
  },
  30_000,
);
