/** The commands beside the operations. */

import { services } from "tessera-sdk/operations";
import { createEmulator } from "tessera-sdk/testing";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { tessera } from "../support/cli.js";

beforeAll(() => void vi.spyOn(process, "emitWarning").mockImplementation(() => {}));
afterAll(() => void vi.restoreAllMocks());

const linesOf = (text: string) => text.trimEnd().split("\n");

describe("operations", () => {
  const all = services.flatMap((service) => service.operations.map(({ id }) => `${service.name} ${id}`));
  const libraryOnly = services.flatMap(({ operations }) => operations.filter((each) => each.libraryOnly !== undefined));

  test("lists all, and counts those that only a program can call", async () => {
    const { exitCode, stdout, stderr } = await tessera(["operations"]);
    const rows = linesOf(stdout).map((line) => JSON.parse(line));
    expect(exitCode).toBe(0);
    expect(rows.map(({ service, id }) => `${service} ${id}`)).toEqual(all);
    expect(rows.filter((row) => row.libraryOnly !== undefined)).toHaveLength(libraryOnly.length);
    expect(stderr).toBe(`${all.length} operations, ${libraryOnly.length} of them only in the library\n`);
  });

  test("of one service, as JSON and as a table", async () => {
    const json = await tessera(["operations", "adobe-sso-service", "--json"]);
    const names = JSON.parse(json.stdout).map(({ command }: { command: string }) => command);
    expect(names).toContain("adobe-sso-service service-tokens create");
    const table = await tessera(["operations", "adobe-sso-service"], { isTTY: true });
    for (const name of names) expect(table.stdout).toContain(name);
  });

  test("of a service that does not exist is an error", async () => {
    expect(await tessera(["operations", "chrome"])).toMatchObject({ exitCode: 2, stdout: "" });
  });
});

describe("request", () => {
  const GET = [
    ...["request", "android-enterprise", "GET /androidenterprise/v1/enterprises/{enterpriseId}/users/{userId}"],
    ...["--path", '{"enterpriseId":"LC00lwk1yg","userId":"110001"}'],
  ];

  test("calls an endpoint, whose response is printed", async () => {
    const { exitCode, stdout } = await tessera([...GET, "--emulator"]);
    expect({ exitCode, result: JSON.parse(stdout) }).toMatchObject({ exitCode: 0, result: { id: "110001" } });
  });

  test("shows the request with --dry-run", async () => {
    const { stdout } = await tessera([...GET, "--dry-run", "--params.query", '{"fields":"id"}']);
    const { request } = JSON.parse(stdout);
    expect(request.url).toBe(
      "https://androidenterprise.googleapis.com/androidenterprise/v1/enterprises/LC00lwk1yg/users/110001?fields=id",
    );
  });

  test.each([
    { flags: [], idempotency: "none" },
    { flags: ["--idempotency", "safe"], idempotency: "safe" },
  ])("with $flags says what a retry would do", async ({ flags, idempotency }) => {
    const { stdout } = await tessera([...GET, "--dry-run", ...flags]);
    expect(JSON.parse(stdout)).toMatchObject({ idempotency });
  });

  test("writes a response as it comes with --reads stream", async () => {
    const { stdout, exitCode } = await tessera([...GET, "--emulator", "--reads", "stream"]);
    expect({ exitCode, id: JSON.parse(stdout).id }).toEqual({ exitCode: 0, id: "110001" });
  });

  test.each([
    { http: "DELETE", flags: [], exitCode: 2, requests: 0 },
    { http: "DELETE", flags: ["--yes"], exitCode: 0, requests: 1 },
  ])("needs $flags for $http", async ({ http, flags, exitCode, requests }) => {
    const emulator = createEmulator();
    const args = GET.map((arg) => arg.replace("GET", http));
    expect(await tessera([...args, "--emulator", ...flags], { emulator })).toMatchObject({ exitCode });
    expect(emulator.requests).toHaveLength(requests);
  });

  test.each([
    { what: "no endpoint", args: ["request", "flower-docs"] },
    { what: "no service", args: ["request", "GET /x"] },
    { what: "no verb", args: ["request", "flower-docs", "/x", "--emulator"] },
    { what: "a missing path parameter", args: ["request", "flower-docs", "GET /x/{id}", "--emulator"] },
  ])("with $what is refused", async ({ args }) => {
    expect(await tessera(args)).toMatchObject({ exitCode: 2, stdout: "" });
  });
});

test.each([
  { words: ["android-enterprise", "users", "get"], hidden: ["yes", "limit", "page-token", "wait", "progress"] },
  { words: ["android-enterprise", "users", "delete"], hidden: ["limit", "page-token", "wait", "progress", "out"] },
  { words: ["chrome-directory", "browsers", "list"], hidden: ["yes", "wait"] },
  { words: ["flower-docs", "documents", "export-csv"], hidden: ["yes", "limit", "page-token"] },
])("the help of $words leaves out flags without effect: $hidden", async ({ words, hidden }) => {
  const candidates = ["yes", "limit", "page-token", "wait", "progress", "out", "query", "output"];
  const { stdout } = await tessera([...words, "--help"]);
  const missing = candidates.filter((name) => !new RegExp(`^ +--${name} `, "m").test(stdout));
  expect(missing.filter((name) => name !== "query").sort()).toEqual([...hidden].sort());
});

test.each([
  { words: ["chrome", "browsers"], hint: "(Did you mean chrome-directory?)" },
  { words: ["browsers", "list"], hint: "(tessera --help lists the commands)" },
  { words: ["help"], hint: "(tessera --help lists the commands)" },
  { words: ["chrome-directory", "tokens"], hint: "(Did you mean enrollment-tokens?)" },
  { words: ["chrome-directory", "things"], hint: "(tessera chrome-directory --help lists the commands)" },
])("$words is an unknown command with a hint", async ({ words, hint }) => {
  const { exitCode, stderr } = await tessera(words);
  expect(exitCode).toBe(2);
  expect(stderr).toContain(hint);
});

test.each(["request", "operations", "config", "complete"])("%s has a help", async (name) => {
  const { exitCode, stdout } = await tessera([name, "--help"]);
  expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: expect.stringContaining(`Usage: tessera ${name}`) });
  expect((await tessera(["--help"])).stdout).toContain(name);
});
