/** Parameters that are credentials: how they are given, and that they come out nowhere. */
import { loadOperations, type Operation, services } from "tessera-sdk/operations";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { kebab } from "../../src/cli/names.js";
import { tessera } from "../support/cli.js";
import { madeParams } from "../support/madeParams.js";

beforeAll(() => void vi.spyOn(process, "emitWarning").mockImplementation(() => {}));
afterAll(() => void vi.restoreAllMocks());

/** Valid where base64 is required. */
const SECRET = "TopSecretValue42";
const ENCODED = [SECRET, Buffer.from(SECRET).toString("base64").slice(0, 20), Buffer.from(SECRET).toString("hex")];

interface Case {
  name: string;
  words: string[];
  operation: Operation;
  secret: string;
}

const cases: Case[] = [];
for (const service of services) {
  for (const operation of await loadOperations(service.name)) {
    for (const secret of operation.secret ?? []) {
      const { resource = "", method, params, libraryOnly } = operation;
      // The others are fields of an object.
      if (params?.properties?.[secret] === undefined || libraryOnly !== undefined) continue;
      const words = [service.name, kebab(resource), kebab(method)];
      cases.push({ name: `${service.name} ${operation.id} ${secret}`, words, operation, secret });
    }
  }
}

test("there are such parameters in several services", () => {
  expect(new Set(cases.map(({ words }) => words[0])).size).toBeGreaterThanOrEqual(4);
});

describe.each(cases)("$name", ({ words, operation, secret }) => {
  const flag = `--${kebab(secret)}`;
  const others = madeParams(operation);
  for (const name of operation.secret ?? []) delete others[name];
  const withoutSecrets = (text: string) => {
    for (const encoded of ENCODED) expect(text).not.toContain(encoded);
  };

  test("is refused on the command line, by its flag and in JSON", async () => {
    for (const args of [
      [flag, SECRET],
      ["--params", JSON.stringify({ ...others, [secret]: SECRET })],
    ]) {
      const { exitCode, stdout, stderr } = await tessera([...words, ...args, "--dry-run"]);
      expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
      expect(stderr).toContain("is a secret");
      withoutSecrets(stderr);
    }
  });

  test("comes out neither of a dry run, nor of errors, nor of --verbose", async () => {
    const given = ["--params", JSON.stringify(others), flag, "@env:SECRET"];
    for (const more of [
      ["--dry-run"],
      ["--dry-run", "--output", "table"],
      ["--emulator", "--verbose", "--yes", "--retries", "0"],
      ["--emulator", "--output", "json", "--yes", "--retries", "0"],
    ]) {
      const { stdout, stderr } = await tessera([...words, ...given, ...more], { env: { SECRET } });
      withoutSecrets(stderr);
      // The result of a call may be made of it, as an encrypted text is.
      if (more[0] === "--dry-run") withoutSecrets(stdout);
    }
  });
});

describe("a value", () => {
  const GET = [
    "android-enterprise",
    "users",
    "get",
    "--enterprise-id",
    "LC00lwk1yg",
    "--dry-run",
    "--query",
    "request.url",
  ];

  test.each([
    { source: "-", stdin: "110001\n" },
    { source: "@env:USER_ID", env: { USER_ID: "110001" } },
  ])("is read from $source", async ({ source, ...options }) => {
    const { stdout } = await tessera([...GET, "--user-id", source], options);
    expect(stdout).toContain("/users/110001");
  });

  test.each([
    { source: "@env:NOWHERE", problem: "no such environment variable" },
    { source: "@nowhere", problem: "ENOENT" },
  ])("that cannot be read from $source is an error that names the flag", async ({ source, problem }) => {
    const { exitCode, stderr } = await tessera([...GET, "--user-id", source]);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^error: --user-id: /);
    expect(stderr).toContain(problem);
  });

  test("is read from stdin once", async () => {
    const { exitCode, stderr } = await tessera([...GET, "--user-id", "-", "--params", "-"], { stdin: "{}" });
    expect(exitCode).toBe(2);
    expect(stderr).toContain("once");
  });
});
