/** `tessera mcp` as a process, over real pipes. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { expect, test } from "vitest";
import { root } from "../../scripts/packageJson.js";
import { commandArguments } from "../support/commandPath.js";

const PATH = { PATH: process.env.PATH ?? "", HOME: "/nonexistent" };
const MCP = ["--no-deprecation", ...commandArguments, "mcp"];
const CHROME = [...MCP, "--services", "chrome-directory", "--emulator", "--verbose"];

test.each(["legacy", "auto"] as const)("the protocol's own client lists and calls tools: %s", async (mode) => {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: CHROME,
    env: PATH,
    cwd: root,
    stderr: "pipe",
  });
  const client = new Client({ name: "test", version: "1" }, { versionNegotiation: { mode } });
  await client.connect(transport);
  expect(client.getServerVersion()).toMatchObject({ name: "tessera" });
  expect(client.getInstructions()).toContain("emulated");
  const { tools } = await client.listTools();
  expect(tools.map(({ name }) => name)).toContain("chrome_browsers_list");
  const { structuredContent } = await client.callTool({ name: "chrome_browsers_list", arguments: {} });
  const { items } = structuredContent as { items: { machineName: string }[] };
  expect(items.map(({ machineName }) => machineName).sort()).toEqual(["KIOSK1", "PC1"]);
  await client.close();
});

interface Ended {
  exitCode: number | null;
  stdout: string;
  stderr: string;
}

function started(args: readonly string[], env: NodeJS.ProcessEnv = {}): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(process.execPath, args, { cwd: root, env: { ...PATH, ...env } });
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const ended = once(child, "close").then(([exitCode]) => ({ exitCode: exitCode as number | null, stdout, stderr }));
  return { child, ended };
}

const message = (id: number | undefined, method: string, params: object = {}) =>
  `${JSON.stringify({ jsonrpc: "2.0", ...(id !== undefined && { id }), method, params })}\n`;

const HELLO =
  message(1, "initialize", {
    protocolVersion: "2025-06-18",
    capabilities: {},
    clientInfo: { name: "test", version: "1" },
  }) + message(undefined, "notifications/initialized");

test("stdout has the protocol alone, all else is on stderr, and the end of stdin ends it with 0", async () => {
  const { child, ended } = started(CHROME);
  child.stdin?.write(`${HELLO}not json\n${message(2, "tools/call", { name: "chrome_browsers_list", arguments: {} })}`);
  let seen = "";
  for await (const text of child.stdout ?? []) {
    seen += text;
    if (seen.includes('"id":2')) break;
  }
  child.stdin?.end();
  const { exitCode, stdout, stderr } = await ended;
  expect(exitCode).toBe(0);
  const lines = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { jsonrpc: string; id: number });
  expect(lines.map(({ jsonrpc, id }) => [jsonrpc, id])).toEqual([
    ["2.0", 1],
    ["2.0", 2],
  ]);
  expect(stderr).toContain("attempt 1, status 200");
});

test("SIGTERM ends it quietly, though its client is still there", async () => {
  const { child, ended } = started([...MCP, "--services", "android-enterprise", "--emulator"]);
  child.stdin?.write(HELLO);
  await once(child.stdout as NodeJS.ReadableStream, "data");
  child.kill("SIGTERM");
  const { exitCode, stdout, stderr } = await ended;
  expect({ exitCode, stderr }).toEqual({ exitCode: 143, stderr: "" });
  expect(stdout.trim().split("\n")).toHaveLength(1);
});

test("without the library of the protocol, it says how to install it", async () => {
  const hooks = ["--import", new URL("../support/missingPackage.mjs", import.meta.url).href];
  const args = [...hooks, ...MCP, "--services", "android-enterprise", "--emulator"];
  const { ended } = started(args, { MISSING_PACKAGE: "@modelcontextprotocol/server" });
  const { exitCode, stdout, stderr } = await ended;
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  expect(stderr).toContain("npm install @modelcontextprotocol/server@2");
});
