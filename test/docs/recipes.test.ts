/** What docs/recipes.md guarantees of its programs, beyond that they run. */
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { type CallTrace, observe } from "tessera-sdk";
import { AndroidEnterprise } from "tessera-sdk/android-enterprise";
import { createEmulator, type Emulator, type Fault, ManualClock } from "tessera-sdk/testing";
import { afterAll, afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { KEY } from "../support/serviceAccount.js";
import { useEmulator } from "./emulated.js";
import { blocks, makeFolder, write } from "./extract.js";

vi.mock("../../src/core/transport/undici.js", async (importOriginal) => {
  const original = await importOriginal<typeof import("../../src/core/transport/undici.js")>();
  const { withEmulator } = await import("./emulated.js");
  return withEmulator(original);
});

const home = process.cwd();
const folder = makeFolder();
process.chdir(folder);
writeFileSync("key.json", JSON.stringify(KEY));

afterAll(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true });
});

beforeEach(() => {
  vi.stubEnv("GOOGLE_APPLICATION_CREDENTIALS", join(folder, "key.json"));
  vi.stubEnv("PORT", "0");
  for (const method of ["log", "error"] as const) vi.spyOn(console, method).mockImplementation(() => {});
});

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

let runs = 0;

/** Runs the program with this text anew. @returns what it exports. */
async function started<T>(text: string): Promise<T> {
  const [block] = blocks.filter(({ page, code }) => page === "docs/recipes.md" && code.includes(text));
  if (block === undefined) throw new Error(`No program in docs/recipes.md has ${text}`);
  return import(/* @vite-ignore */ write(folder, { ...block, place: `${block.place}:${runs++}` }));
}

function emulated(clock = new ManualClock()): Emulator {
  const emulator = createEmulator({ clock });
  useEmulator(emulator);
  return emulator;
}

const clientOf = (emulator: Emulator) =>
  new AndroidEnterprise({ auth: emulator.issueToken(), transport: emulator.transport });

describe("the batch", () => {
  const FILE = "shops.ndjson";
  const INSERT = "androidenterprise.webapps.insert";
  const SHOPS = ["berlin", "lyon", "turin"].map((name) => `https://shops.example.com/${name}`);
  const [BERLIN] = SHOPS as [string];

  afterEach(() => {
    rmSync(FILE, { force: true });
    process.exitCode = undefined;
  });

  /** @returns whether it says that it is done. */
  async function run(): Promise<boolean> {
    process.exitCode = undefined;
    await started("shops.ndjson");
    return process.exitCode === undefined;
  }

  async function shopsOf(emulator: Emulator): Promise<string[]> {
    const { webApp } = await clientOf(emulator).webapps.list({ enterpriseId: "LC00lwk1yg" });
    return webApp
      .map(({ startUrl = "" }) => startUrl)
      .filter((url) => url.includes("shops"))
      .sort();
  }

  /** Leaves of the journal of a whole run what it has of the first row up to this state. */
  async function cutAfter(state: string): Promise<void> {
    emulated();
    expect(await run()).toBe(true);
    const [header = "", ...lines] = readFileSync(FILE, "utf8").split("\n");
    const first = lines.filter((line) => line.includes(BERLIN));
    const end = first.findIndex((line) => line.includes(state));
    writeFileSync(FILE, [header, ...first.slice(0, end + 1), ""].join("\n"));
  }

  const insertsOf = ({ requests }: Emulator) => requests.filter(({ endpoint }) => endpoint === INSERT).length;

  const faults: readonly [string, Partial<Fault>][] = [
    ["a lost response", { drop: "after" }],
    ["a lost request", { drop: "before" }],
    ["a 503", { status: 503 }],
    ["half a response", { truncate: true }],
    ["a response that cannot be read", { malformed: true }],
    ["a refusal", { status: 403 }],
  ];

  test.each(faults)("after %s, the next run does what is left and nothing twice", async (_, fault) => {
    const emulator = emulated();
    emulator.fail({ endpoint: INSERT, ...fault });
    expect(await run()).toBe(false);
    expect(await run()).toBe(true);
    expect(await shopsOf(emulator)).toEqual(SHOPS);
    const before = insertsOf(emulator);
    expect(await run()).toBe(true);
    expect(insertsOf(emulator)).toBe(before);
  });

  test.each([
    ["before its request was sent", false],
    ["after its request was sent", true],
  ])("a run that was killed in a row, %s, is continued", async (_, wasSent) => {
    await cutAfter('"sent"');
    const emulator = emulated();
    const row = { title: "Shop", startUrl: BERLIN, displayMode: "standalone" } as const;
    if (wasSent) await clientOf(emulator).webapps.insert({ enterpriseId: "LC00lwk1yg", ...row });
    expect(await run()).toBe(true);
    expect(await shopsOf(emulator)).toEqual(SHOPS);
  });

  test("a file whose last line was cut is read to there, and continued", async () => {
    await cutAfter('"done"');
    appendFileSync(FILE, '{"row":2,"key":"https://shops');
    const emulator = emulated();
    expect(await run()).toBe(true);
    expect(await shopsOf(emulator)).toEqual(SHOPS.slice(1));
    expect(await run()).toBe(true);
    expect(insertsOf(emulator)).toBe(2);
  });

  test("nothing is sent that is not on the disk", async () => {
    const emulator = emulated();
    const onDisk: boolean[] = [];
    const observation = observe({
      attemptStart: ({ endpoint }) => {
        if (endpoint === INSERT) onDisk.push(existsSync(FILE) && readFileSync(FILE, "utf8").includes('"sent"'));
      },
    });
    onTestFinished(() => observation.stop());
    expect(await run()).toBe(true);
    expect(insertsOf(emulator)).toBe(3);
    expect(onDisk).toEqual([true, true, true]);
  });
});

test("the scheduled job sets the policy of a new device, and acknowledges", async () => {
  const clock = new ManualClock();
  const emulator = emulated(clock);
  const client = clientOf(emulator);
  const ids = { enterpriseId: "LC00lwk1yg", userId: "110001", deviceId: "0a1b2c3d4e5f6071" };
  const { token } = await client.users.generateAuthenticationToken(ids);
  emulator.androidEnterprise.redeem(token, ids.deviceId);
  await started("AbortSignal.timeout");
  expect((await client.devices.get(ids)).policy?.productAvailabilityPolicy).toBe("whitelist");
  // A set that was not acknowledged would come again.
  await clock.advance(60_000);
  const { notification } = await client.enterprises.pullNotificationSet({ requestMode: "returnImmediately" });
  expect(notification).toEqual([]);
});

describe("the HTTP endpoint", () => {
  const TOKEN = "androidenterprise.users.generateAuthenticationToken";
  const SESSION = { method: "POST", headers: { authorization: "Bearer session-1" } };

  async function serving() {
    const clock = new ManualClock();
    const emulator = emulated(clock);
    const before = new Set(process.listeners("SIGTERM"));
    const { server } = await started<{ server: Server }>("server.listen");
    const [terminate] = process.listeners("SIGTERM").filter((listener) => !before.has(listener));
    if (terminate === undefined) throw new Error("The program does not listen to SIGTERM.");
    process.off("SIGTERM", terminate);
    const closed = new Promise((resolve) => server.once("close", resolve));
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    return { clock, emulator, url, closed, terminate: () => terminate("SIGTERM") };
  }

  test.each([
    ["its user's session", SESSION, undefined, 200],
    ["no session", { method: "POST" }, undefined, 401],
    ["another method", { ...SESSION, method: "GET" }, undefined, 405],
    ["a credential of the back end that is refused", SESSION, { status: 403 }, 502],
    ["a user that is gone", SESSION, { status: 404 }, 404],
  ] as const)("with %s responds as it is to", async (_, init, fault, status) => {
    const { emulator, url } = await serving();
    if (fault) emulator.fail({ endpoint: TOKEN, ...fault });
    const response = await fetch(url, init);
    const body = (await response.json()) as Record<string, unknown>;
    expect(response.status).toBe(status);
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(Object.hasOwn(body, "token")).toBe(status === 200);
  });

  test("ends the call when its caller leaves", async () => {
    const { emulator, url } = await serving();
    emulator.fail({ endpoint: TOKEN, delayMs: 60_000 });
    const ended = new Promise<Readonly<CallTrace>>((resolve) => {
      const observation = observe({ callEnd: resolve });
      onTestFinished(() => observation.stop());
    });
    const caller = new AbortController();
    const response = fetch(url, { ...SESSION, signal: caller.signal });
    await vi.waitFor(() => expect(emulator.requests).toHaveLength(1));
    caller.abort();
    await expect(response).rejects.toThrow();
    expect(await ended).toMatchObject({ endpoint: TOKEN, error: { name: "AbortError" } });
  });

  test("at SIGTERM finishes what it has begun, then closes", async () => {
    const { clock, emulator, url, closed, terminate } = await serving();
    emulator.fail({ endpoint: TOKEN, delayMs: 1_000 });
    const response = fetch(url, { ...SESSION, headers: { ...SESSION.headers, connection: "close" } });
    await vi.waitFor(() => expect(emulator.requests).toHaveLength(1));
    terminate();
    await expect(fetch(url, SESSION)).rejects.toThrow();
    await clock.advance(1_000);
    expect((await response).status).toBe(200);
    await closed;
  });
});
