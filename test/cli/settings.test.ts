/** Where settings come from, and what of them is refused. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { services } from "tessera-sdk/operations";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { settingsOf, variableOf } from "../../src/cli/settings/catalog.js";
import { tessera } from "../support/cli.js";

beforeAll(() => void vi.spyOn(process, "emitWarning").mockImplementation(() => {}));

let folder = "";
let path = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tessera-settings-"));
  path = join(folder, "tessera", "config.json");
});
afterEach(() => rmSync(folder, { recursive: true }));

function writeConfig(content: unknown): void {
  mkdirSync(join(folder, "tessera"), { recursive: true });
  writeFileSync(path, typeof content === "string" || Buffer.isBuffer(content) ? content : JSON.stringify(content));
}

const withProfiles = (profiles: object) => writeConfig({ profiles });

const withConfig = (args: readonly string[], env: Record<string, string> = {}) =>
  tessera(args, { env: { XDG_CONFIG_HOME: folder, ...env } });

const LIST = ["chrome-directory", "enrollment-tokens", "list"];

async function requestedUrl(args: readonly string[], env: Record<string, string> = {}): Promise<URL> {
  const { stdout, stderr } = await withConfig([...args, "--dry-run"], env);
  expect(stderr).toBe("");
  return new URL(JSON.parse(stdout).request.url);
}

describe("a setting", () => {
  const CUSTOMER = "TESSERA_CHROME_DIRECTORY_CUSTOMER";
  beforeEach(() =>
    withProfiles({
      default: { "chrome-directory": { customer: "C0default" } },
      work: { "chrome-directory": { customer: "C00work", api: "management" } },
    }),
  );

  test.each([
    { what: "of the default profile", args: [], env: {}, customer: "C0default" },
    {
      what: "of the default profile by an empty variable",
      args: [],
      env: { TESSERA_PROFILE: "" },
      customer: "C0default",
    },
    { what: "of a profile by flag", args: ["--profile", "work"], env: {}, customer: "C00work" },
    { what: "of a profile by environment", args: [], env: { TESSERA_PROFILE: "work" }, customer: "C00work" },
    { what: "of the environment", args: ["--profile", "work"], env: { [CUSTOMER]: "C0env" }, customer: "C0env" },
    { what: "of a flag", args: ["--customer", "C0flag"], env: { [CUSTOMER]: "C0env" }, customer: "C0flag" },
  ])("$what is used", async ({ args, env, customer }) => {
    expect((await requestedUrl([...LIST, ...args], env)).pathname).toContain(`/${customer}/`);
  });

  test("is not read with --emulator, unless it is a flag", async () => {
    writeConfig("not JSON");
    expect(await withConfig([...LIST, "--emulator"], { [CUSTOMER]: "invalid customer" })).toMatchObject({
      exitCode: 0,
    });
    expect(await withConfig([...LIST, "--emulator", "--api", "neither"])).toMatchObject({ exitCode: 2 });
  });

  test("that is a path is relative to the settings file", async () => {
    withProfiles({ default: { "android-enterprise": { auth: { keyFile: "keys/emm.json" } } } });
    const { stdout } = await withConfig(["config", "show"]);
    expect(JSON.parse(stdout)).toMatchObject({ value: join(folder, "tessera", "keys", "emm.json") });
  });
});

test("the settings file is never looked for in the current folder", async () => {
  withProfiles({ default: { "chrome-directory": { customer: "C0other" } } });
  for (const XDG_CONFIG_HOME of [".", "relative", ""]) {
    const { stdout } = await tessera(["config", "path"], { env: { XDG_CONFIG_HOME, HOME: folder } });
    expect(stdout).toBe(`${join(folder, ".config", "tessera", "config.json")}\n`);
  }
});

const at = (service: string, settings: unknown) => ({ profiles: { default: { [service]: settings } } });
const PLAIN = "s3cret-of-the-test";

const faults: { what: string; content: unknown; place: string }[] = [
  { what: "no JSON", content: `{\n"a": ${PLAIN}\n}`, place: "is not valid JSON" },
  { what: "a list", content: [PLAIN], place: "it must be an object" },
  { what: "a field beside the profiles", content: { profile: PLAIN }, place: "profile is not known" },
  { what: "profiles that are a text", content: { profiles: PLAIN }, place: "profiles must be an object" },
  { what: "a profile that is a text", content: { profiles: { work: PLAIN } }, place: "profiles.work must be" },
  { what: "an unknown service", content: at("chrome", {}), place: "profiles.default.chrome is not known" },
  {
    what: "an unknown setting",
    content: at("chrome-directory", { custommer: PLAIN }),
    place: "profiles.default.chrome-directory.custommer is not known",
  },
  {
    what: "a credential of another service",
    content: at("flower-docs", { auth: { keyFile: PLAIN } }),
    place: "profiles.default.flower-docs.auth.keyFile is not known",
  },
  {
    what: "auth that is a text",
    content: at("flower-docs", { auth: PLAIN }),
    place: "flower-docs.auth must be an object",
  },
  ...["token", "password"].map((name) => ({
    what: `a ${name} that is written out`,
    content: at("flower-docs", { auth: { [name]: PLAIN } }),
    place: `flower-docs.auth.${name} must not be the secret itself`,
  })),
  {
    what: "a statement that is written out",
    content: at("adobe-pass", { auth: { statement: PLAIN } }),
    place: "adobe-pass.auth.statement must not be the secret itself",
  },
  { what: "another encoding", content: Buffer.from([0xff, 0xfe, 0x7b, 0]), place: "config.json is not UTF-8" },
  { what: "more than a mebibyte", content: " ".repeat(1_048_577), place: "config.json is longer than 1 MiB" },
  ...[PLAIN, [], [1], {}, [""], ["cat", "a\0b"]].map((command) => ({
    what: `a command that is ${JSON.stringify(command)}`,
    content: at("chrome-directory", { auth: { command } }),
    place: "chrome-directory.auth.token must be",
  })),
  {
    what: "a subject that is a number",
    content: at("chrome-directory", { auth: { subject: 1 } }),
    place: "chrome-directory.auth.subject must be a text",
  },
];

describe.each(faults)("a settings file with $what", ({ content, place }) => {
  test.each([LIST, ["config", "show"], ["config", "check"]])("is refused by %s", async (...args) => {
    writeConfig(content);
    const result = await withConfig(args.flat());
    expect(result).toMatchObject({ exitCode: 2, stdout: "" });
    expect(result.stderr).toContain(place);
    expect(result.stderr).not.toContain(PLAIN);
  });
});

test.each(["wrok", ""])("the profile %j does not exist: an error names those that do", async (name) => {
  withProfiles({ default: {}, work: {} });
  const { exitCode, stderr } = await withConfig([...LIST, "--profile", name]);
  expect({ exitCode, stderr }).toEqual({
    exitCode: 2,
    stderr: `error: There is no profile "${name}" in ${path}: its profiles are default, work.\n`,
  });
});

test("each setting of each service has its own variable", () => {
  const names = services.flatMap(({ name }) =>
    [...settingsOf(name).keys()].map((setting) => variableOf(name, setting)),
  );
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^TESSERA(?:_[A-Z\d]+)+$/);
});

test("each setting is refused by the client if it is invalid, and accepted by name", async () => {
  for (const { name: service } of services) {
    for (const [setting, { kind }] of settingsOf(service)) {
      if (setting.startsWith("auth.")) continue;
      withProfiles({ default: { [service]: { [setting]: kind === "text" ? 1 : "1" } } });
      const { exitCode, stderr } = await withConfig(["config", "check"]);
      expect(exitCode).toBe(2);
      expect(stderr).toContain(`profiles.default.${service}`);
      expect(stderr).toContain(setting);
    }
  }
});

test.each([
  { setting: "--max-response-bytes", text: "10" },
  { setting: "--allow-insecure", text: "true" },
])("$setting is converted", async ({ setting, text }) => {
  await requestedUrl([...LIST, setting, text]);
  expect(await withConfig([...LIST, "--dry-run", setting, "x"])).toMatchObject({ exitCode: 2 });
});

test("a setting that is an object is JSON, or a file of it", async () => {
  const file = join(folder, "device.json");
  writeFileSync(file, JSON.stringify({ id: "6ed6a9a2b1d04c5f", info: { model: "TV", osName: "tvOS" } }));
  const profiles = ["adobe-pass", "profiles", "list"];
  const variable = "TESSERA_ADOBE_PASS_DEVICE";
  for (const env of [{ [variable]: `@${file}` }, { [variable]: '{"id":"6ed6a9a2b1d04c5f","info":{"model":"TV"}}' }]) {
    const { stdout } = await withConfig([...profiles, "--dry-run", "--service-provider", "REF30"], env);
    expect(JSON.parse(stdout).request.headers["ap-device-identifier"]).toMatch(/^fingerprint /);
  }
  expect(await withConfig([...profiles, "--dry-run"], { [variable]: "{" })).toMatchObject({
    exitCode: 2,
    stderr: `error: ${variable}: is not valid JSON\n`,
  });
});

describe("config", () => {
  test("show lists what holds and where it comes from, without secrets", async () => {
    withProfiles({ default: { "flower-docs": { baseUrl: "https://docs.example.com/core", auth: { user: "jna" } } } });
    const { stdout } = await withConfig(["config", "show"], { TESSERA_FLOWER_DOCS_PASSWORD: PLAIN });
    const rows = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    const file = (name: string) => `profiles.default.flower-docs.${name} of ${path}`;
    expect(rows).toEqual([
      { service: "flower-docs", setting: "baseUrl", value: "https://docs.example.com/core", from: file("baseUrl") },
      { service: "flower-docs", setting: "auth.user", value: "jna", from: file("auth.user") },
      {
        service: "flower-docs",
        setting: "auth.password",
        value: "(not shown)",
        from: "TESSERA_FLOWER_DOCS_PASSWORD",
      },
    ]);
  });

  test("check warns of what is not there, and of unknown variables", async () => {
    withProfiles({ work: { "chrome-directory": { auth: { token: "@env:NOT_SET" } } } });
    const { exitCode, stdout, stderr } = await withConfig(["config", "check"], { TESSERA_CHROME_CUSTOMER: "C1" });
    expect({ exitCode, row: JSON.parse(stdout) }).toEqual({
      exitCode: 0,
      row: { profile: "work", service: "chrome-directory", settings: 1, valid: true },
    });
    expect(stderr).toContain("there is no environment variable NOT_SET now");
    expect(stderr).toContain("The environment variable TESSERA_CHROME_CUSTOMER is not known.");
  });

  test("check fails if a file of a credential is missing", async () => {
    withProfiles({ default: { "android-enterprise": { auth: { keyFile: "/nowhere/key.json" } } } });
    expect(await withConfig(["config", "check"])).toMatchObject({ exitCode: 2, stdout: "" });
  });

  test.skipIf(process.platform === "win32")("check warns of a key that others can read", async () => {
    const key = join(folder, "key.json");
    withProfiles({ default: { "android-enterprise": { auth: { keyFile: key } } } });
    writeFileSync(key, "{}", { mode: 0o600 });
    expect((await withConfig(["config", "check"])).stderr).toBe("");
    chmodSync(key, 0o640);
    expect((await withConfig(["config", "check"])).stderr).toContain(`chmod 600 ${key}`);
    expect(JSON.parse((await withConfig(["--output", "json", "config", "check"])).stderr)).toEqual({
      warning: expect.stringContaining(key),
    });
  });
});
