/** `tessera mcp` between a model and a service that do what they should not. */
import { createEmulator } from "tessera-sdk/testing";
import { describe, expect, it, test } from "vitest";
import { withoutSecretTexts } from "../../src/cli/redact.js";
import { McpSession } from "../support/mcp.js";
import { httpServer } from "../support/server.js";

const SECRET = "TopSecretValue42";
const CHROME = ["--services", "chrome-directory", "--customer", "C1", "--retries", "0"];

/** A session whose service responds with the text. */
async function sessionWith(text: string): Promise<McpSession> {
  const { url } = await httpServer((response) => response.setHeader("content-type", "application/json").end(text));
  return McpSession.connect([...CHROME, "--allow-writes", "--base-url", url], {
    env: { TESSERA_CHROME_DIRECTORY_TOKEN: SECRET },
  });
}

describe("a service that sends back the credential of the server", () => {
  test.each([
    ["a text", { browsers: [{ deviceId: "d", machineName: `on ${SECRET}` }] }],
    ["the name of a field", { browsers: [{ deviceId: "d", more: { [`x-${SECRET}`]: 1 } }] }],
    ["a page token", { browsers: [{ deviceId: "d" }], nextPageToken: `p-${SECRET}` }],
  ])("in %s does not show it", async (_, body) => {
    await using session = await sessionWith(JSON.stringify(body));
    const { items, text } = await session.call("chrome_browsers_list", { limit: 1 });
    expect(items).toMatchObject([{ deviceId: "d" }]);
    expect(text).toContain("[redacted]");
    expect(session.stdout).not.toContain(SECRET);
  });
});

test("no part of a secret is left that begins with another", () => {
  const secrets = new Set(["abcdef", "abcdefghijkl"]);
  expect(withoutSecretTexts({ text: "abcdefghijkl, abcdef" }, secrets)).toEqual({ text: "[redacted], [redacted]" });
});

test.each([
  [
    "value",
    "chrome_browsers_get",
    { deviceId: "d" },
    (deep: string) => `{"deviceId":"d","x":${deep}}`,
    { result: null },
  ],
  [
    "list",
    "chrome_browsers_list",
    {},
    (deep: string) => `{"browsers":[{"x":${deep}}],"nextPageToken":"p"}`,
    { items: [] },
  ],
] as const)("a %s that is nested too deep to be shown does not fail the call", async (_, tool, args, body, shown) => {
  await using session = await sessionWith(body("[".repeat(50_000) + "]".repeat(50_000)));
  const outcome = await session.call(tool, { ...args, ...(tool.endsWith("list") && { limit: 1 }) });
  expect(outcome).toMatchObject({ ...shown, isError: false });
  expect(outcome.note).toMatch(/^The call has succeeded\. .* too deep/);
});

describe("arguments that do not fit the tools of a catalog", () => {
  const FLOWER = ["--services", "flower-docs", "--emulator"];
  const SEARCH = { operation: "flower-docs.documents.search" };

  test.each([
    ["find_operation", { query: { toString: 1 } }, "`query` must be a text"],
    ["find_operation", {}, "`query` must be a text"],
    ["find_operation", { query: "users", limit: 1 }, '"limit" is not a parameter of find_operation'],
    ["describe_operation", { operation: { toString: null } }, "There is no operation"],
    ["describe_operation", { operation: ["flower-docs.documents.search"] }, "There is no operation"],
    ["call_operation", { ...SEARCH, limit: 1 }, '"limit" is not a parameter of call_operation'],
    ["call_operation", { ...SEARCH, params: "{}" }, "`params` must be an object"],
    ["call_operation", { ...SEARCH, params: JSON.parse('{"__proto__":{"limit":1}}') }, '"__proto__" is not'],
    ["constructor", {}, "There is no tool"],
  ])("are refused, and not left out: %s %j", async (tool, args, message) => {
    const emulator = createEmulator();
    await using session = await McpSession.connect(FLOWER, { emulator });
    const { error, isError } = await session.call(tool, args);
    expect(isError).toBe(true);
    expect(error?.message).toContain(message);
    expect(error?.advice).toContain("Nothing was sent");
    expect(emulator.requests).toEqual([]);
  });

  it.each([
    ["an operation", { operation: "x".repeat(100_000) }],
    ["a parameter", { ...SEARCH, params: { ["x".repeat(100_000)]: 1 } }],
  ])("are quoted to a limited length: the name of %s", async (_, args) => {
    await using session = await McpSession.connect(FLOWER);
    const { text, error } = await session.call("call_operation", args);
    expect(error?.message).toContain("xxx");
    expect(text.length).toBeLessThan(10_000);
  });
});
