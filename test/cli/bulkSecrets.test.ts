/** No credential is in a file of results, whatever a server sends back. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type RunningEmulator, startEmulator } from "tessera-sdk/testing";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { tessera } from "../support/cli.js";

beforeAll(() => void vi.spyOn(process, "emitWarning").mockImplementation(() => {}));
afterAll(() => void vi.restoreAllMocks());

let folder = "";
let emulator: RunningEmulator;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "tessera-bulk-"));
  emulator = await startEmulator();
});
afterEach(async () => {
  await emulator.close();
  rmSync(folder, { recursive: true });
});

interface Case {
  what: string;
  args: string[];
  rows: string;
  env(secret: string): Record<string, string>;
  secret(): string;
}

const DEVICE = '{"id":"6ed6a9a2b1d04c5f","info":{"model":"TV 5th Gen","osName":"tvOS"}}';

const cases: Case[] = [
  {
    what: "a token of Google",
    args: ["android-enterprise", "users", "get"],
    rows: "enterpriseId,userId\nLC00lwk1yg,110001\n",
    secret: () => emulator.issueToken(),
    env: (token) => ({
      TESSERA_ANDROID_ENTERPRISE_BASE_URL: emulator.baseUrls.androidEnterprise,
      TESSERA_ANDROID_ENTERPRISE_TOKEN: token,
    }),
  },
  {
    what: "a statement of Adobe",
    args: ["adobe-pass", "configuration", "get", "--service-provider", "REF30", "--device", DEVICE],
    rows: "serviceProvider\nREF30\n",
    secret: () => emulator.adobePass.issueStatement(),
    env: (statement) => ({
      TESSERA_ADOBE_PASS_BASE_URL: emulator.baseUrls.adobePass,
      TESSERA_ADOBE_PASS_STATEMENT: statement,
    }),
  },
  {
    what: "a password of FlowerDocs",
    args: ["flower-docs", "documents", "get"],
    rows: "id\nD1\n",
    secret: () => "emulated-password",
    env: (password) => ({
      TESSERA_FLOWER_DOCS_BASE_URL: emulator.baseUrls.flowerDocs,
      TESSERA_FLOWER_DOCS_USER: "jna",
      TESSERA_FLOWER_DOCS_SCOPE: "ACME",
      TESSERA_FLOWER_DOCS_PASSWORD: password,
    }),
  },
  {
    what: "a secret parameter of all rows",
    args: ["flower-docs", "users", "set-password", "--password", "@env:NEW_PASSWORD"],
    rows: "id\njna\n",
    secret: () => "TopSecretValue42",
    env: (secret) => ({
      TESSERA_FLOWER_DOCS_BASE_URL: emulator.baseUrls.flowerDocs,
      TESSERA_FLOWER_DOCS_TOKEN: emulator.flowerDocs.issueToken(),
      NEW_PASSWORD: secret,
    }),
  },
];

const faults = [undefined, { status: 403 }, { status: 500 }] as const;

describe.each(cases)("$what", ({ args, rows, env, secret: create }) => {
  test.each(faults)("is neither in the results nor in what is printed, after %j", async (fault) => {
    const secret = create();
    const [input, out] = [join(folder, "rows.csv"), join(folder, "results.ndjson")];
    writeFileSync(input, rows);
    const folders = { XDG_STATE_HOME: folder, XDG_CONFIG_HOME: folder };
    const command = ["bulk", "run", ...args, "--input", input, "--out", out, "--retries", "0", "--verbose"];
    const body = JSON.stringify({ message: secret, error: { message: secret, status: secret } });
    if (fault !== undefined) {
      // What it sends back is of an earlier run.
      await tessera(
        command.map((word) => (word === out ? `${out}.first` : word)),
        { env: { ...folders, ...env(secret) } },
      );
      emulator.fail({ ...fault, body, times: 9 });
    }
    const { exitCode, stdout, stderr } = await tessera(command, { env: { ...folders, ...env(secret) } });
    const journal = readFileSync(out, "utf8");
    if (fault === undefined) expect(exitCode).toBe(0);
    else expect(exitCode).toBeGreaterThan(2);
    expect(journal).toContain('"row":1');
    for (const form of [secret, encodeURIComponent(secret), Buffer.from(secret).toString("base64")]) {
      expect(journal + stdout + stderr).not.toContain(form);
    }
  });
});
