/** undici is missing or broken: in processes of their own, which must come to their end. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { run } from "../support/process.js";
import { httpServer, json } from "../support/server.js";

const support = (name: string) => fileURLToPath(new URL(`../support/${name}`, import.meta.url));

/** What the program prints; a promise that it leaves to itself ends it with another code than 0. */
async function outcomes(how: string, ...args: string[]): Promise<unknown[]> {
  const folder = mkdtempSync(join(tmpdir(), "tessera-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const broken = join(folder, "broken");
  writeFileSync(broken, how);
  const flags = ["--conditions=tessera-source", "--import", "tsx", "--import", support("brokenUndici.mjs")];
  const env = { UNDICI_BROKEN: broken };
  return JSON.parse(await run(process.execPath, [...flags, support("withoutUndici.ts"), ...args], { env }));
}

const failure = (reason: string) => ({
  code: "ERR_TESSERA_TRANSPORT",
  attempts: 1,
  outcomeUnknown: false,
  message: expect.stringMatching(new RegExp(`^undici .*${reason}.*fetchTransport\\(\\)`)),
});

describe("a process whose undici", () => {
  test.each([
    ["is missing", "missing", "Cannot find package 'undici'"],
    ["throws when it is loaded", `throw new Error("not on this platform")`, "not on this platform"],
    ["has a fault in its syntax", "export const = 1", "SyntaxError"],
    ["throws a text", `throw "not here"`, "not here"],
    ["throws null", "throw null", "null"],
    ["rejects while it is loaded", `await Promise.reject(new Error("later"))`, "later"],
    ["lacks what is needed of it", "export class Client {}", "is not complete"],
  ])("%s gets a final error from each call, and comes to its end", async (_, how, reason) => {
    const server = await httpServer((response) => json(response, { token: "minted" }));
    expect(await outcomes(how, server.url)).toEqual(Array(4).fill(failure(reason)));
    expect(server.connections).toBe(0);
  });

  test("can be loaded again works from then on", async () => {
    const server = await httpServer((response) => json(response, { token: "minted" }));
    const [last, ...before] = (await outcomes("missing", server.url, "recovers")).reverse();
    expect(before).toEqual(Array(4).fill(failure("Cannot find package")));
    expect(last).toBe("done");
  });
});
