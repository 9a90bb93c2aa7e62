/** The methods that are composed of calls, on both APIs, against the emulator. */
import { ChromeDirectory, ChromePageTokenError, ChromeRotationError } from "tessera-sdk/chrome-directory";
import { createEmulator, ManualClock } from "tessera-sdk/testing";
import { describe, expect, test, vi } from "vitest";
import { APIS } from "../support/chromeScript.js";
import { SkippingClock } from "../support/clocks.js";
import { rejection } from "../support/promises.js";

vi.spyOn(process, "emitWarning").mockImplementation(() => {});

const DAY_MS = 86_400_000;
const ID = { directory: "chromedirectory", management: "chromemanagement" } as const;

describe.each(APIS)("on the %s API", (api) => {
  function open(clock: ManualClock = new SkippingClock()) {
    const emulator = createEmulator({ clock });
    const auth = () => emulator.issueToken();
    const { transport } = emulator;
    const client = new ChromeDirectory({ auth, transport, clock, api, orgUnits: "look-up", validation: "strict" });
    emulator.chromeDirectory.addOrgUnit("/Sales");
    return { client, emulator, chrome: emulator.chromeDirectory, clock };
  }
  const SALES = { orgUnitPath: "/Sales" };

  test("getOrCreate returns one token to all who ask for it, also where creations race", async () => {
    const { client, chrome } = open();
    const calls = Array.from({ length: 8 }, () => client.enrollmentTokens.getOrCreate(SALES));
    const tokens = new Set((await Promise.all(calls)).map(({ token }) => token));
    expect(tokens.size).toBe(1);
    expect(chrome.enrollmentTokens).toHaveLength(1);
  });

  test.each(["after", "before"] as const)(
    "getOrCreate survives a creation whose connection is lost %s it took effect",
    async (drop) => {
      const { client, emulator, chrome } = open();
      emulator.fail({ endpoint: `${ID[api]}.enrollmentTokens.create`, drop });
      const { token } = await client.enrollmentTokens.getOrCreate(SALES);
      expect(chrome.enrollmentTokens).toMatchObject([{ token, state: "active" }]);
    },
  );

  test("rotate replaces the token of its unit alone, also if a response is lost", async () => {
    const { client, emulator, chrome } = open();
    const root = await client.enrollmentTokens.getOrCreate();
    const old = await client.enrollmentTokens.getOrCreate(SALES);
    for (const endpoint of ["revoke", "create"] as const) {
      emulator.fail({ endpoint: `${ID[api]}.enrollmentTokens.${endpoint}`, drop: "after" });
    }
    const { created, revoked } = await client.enrollmentTokens.rotate(SALES);
    expect(revoked).toEqual([old.tokenPermanentId]);
    const states = chrome.enrollmentTokens.map(({ token, state }) => [token, state]);
    expect(states).toEqual([
      [root.token, "active"],
      [old.token, "revoked"],
      [created.token, "active"],
    ]);
  });

  test("rotate says that the unit has no token, if it has none", async () => {
    const { client, emulator, chrome } = open();
    const { tokenPermanentId } = await client.enrollmentTokens.getOrCreate(SALES);
    emulator.fail({ endpoint: `${ID[api]}.enrollmentTokens.create`, status: 403 });
    const error = await rejection(client.enrollmentTokens.rotate(SALES));
    expect(error).toBeInstanceOf(ChromeRotationError);
    expect(error).toMatchObject({ revoked: [tokenPermanentId], kind: "permission_denied" });
    expect(chrome.enrollmentTokens.map(({ state }) => state)).toEqual(["revoked"]);
  });

  test("annotate keeps the other annotations, and appends notes", async () => {
    const { client, chrome } = open();
    const deviceId = chrome.addBrowser({ annotatedUser: "ada", annotatedNotes: "one" });
    await client.browsers.annotate({ deviceId, annotatedLocation: "Oslo" });
    await client.browsers.annotate({ deviceId, appendNotes: "two", annotatedUser: "" });
    const { annotatedLocation, annotatedNotes, annotatedUser } = await client.browsers.get({ deviceId });
    expect([annotatedLocation, annotatedNotes, annotatedUser || undefined]).toEqual(["Oslo", "one\ntwo", undefined]);
  });

  test("move moves a fleet in requests of 600, and isolates the ids that are wrong", async () => {
    const { client, chrome } = open();
    const deviceIds = Array.from({ length: 1_300 }, () => chrome.addBrowser());
    const given = [...deviceIds.slice(0, 700), "wrong", ...deviceIds.slice(700), deviceIds[0] ?? ""];
    const { moved, failed } = await client.browsers.move({ ...SALES, deviceIds: given, isolate: true });
    expect(failed.map(({ ids }) => ids)).toEqual([["wrong"]]);
    expect(new Set(moved)).toEqual(new Set(deviceIds));
    expect(chrome.browsers.filter(({ orgUnitPath }) => orgUnitPath === "/Sales")).toHaveLength(1_300);
  });

  test("findByMachineName tells one, none and several apart", async () => {
    const { client, chrome } = open();
    const deviceId = chrome.addBrowser({ machineName: "PC1" });
    for (const machineName of ["PC10", "TWIN", "TWIN"]) chrome.addBrowser({ machineName });
    const find = (machineName: string) => client.browsers.findByMachineName({ machineName });
    expect(await find("PC1")).toMatchObject({ status: "found", browser: { deviceId } });
    expect(await find("PC2")).toEqual({ status: "notFound" });
    expect(await find("TWIN")).toMatchObject({ status: "ambiguous", browsers: [{}, {}] });
  });

  test("enrolledWith finds the browsers of a token, without the token", async () => {
    const { client, chrome } = open();
    const { token } = await client.enrollmentTokens.getOrCreate(SALES);
    const other = await client.enrollmentTokens.getOrCreate();
    const enrolled = [chrome.enroll(token), chrome.enroll(token)];
    chrome.enroll(other.token);
    chrome.addBrowser();
    const found = await client.browsers.enrolledWith({ enrollmentToken: token, pageSize: 1 }).toArray();
    expect(found.map(({ deviceId }) => deviceId).sort()).toEqual([...enrolled].sort());
    expect(JSON.stringify(found)).not.toContain(token);
  });

  test("listExtensions lists those of every machine, and says which list is cut", async () => {
    const { client, chrome } = open();
    chrome.addBrowser({ machineName: "WHOLE" });
    chrome.addBrowser({ machineName: "CUT", extensionCount: 7 });
    const machines = await client.browsers.listExtensions({ pageSize: 1 }).toArray();
    const facts = machines.map(({ machineName, extensions, isCut }) => [machineName, extensions.length, isCut]);
    expect(facts.sort()).toEqual([
      ["CUT", 2, true],
      ["WHOLE", 2, false],
    ]);
    expect(machines[0]?.extensions[0]).toMatchObject({ channel: "stable", extensionId: expect.any(String) });
  });

  test("deleteStale deletes what was not active, all of it and nothing else", async () => {
    const { client, chrome, clock } = open();
    const ago = (days: number) => new Date(clock.now() - days * DAY_MS);
    for (let i = 0; i < 250; i++)
      chrome.addBrowser({ lastActivityTime: ago(100 + i), orgUnitPath: i < 200 ? "/Sales" : "/" });
    const kept = [chrome.addBrowser({ lastActivityTime: ago(10) }), chrome.addBrowser()];
    const inactiveSince = ago(90);
    const dry = await client.browsers.deleteStale({ inactiveSince, dryRun: true });
    expect([dry.stale.length, dry.deleted.length, chrome.browsers.length]).toEqual([250, 0, 252]);
    expect((await client.browsers.deleteStale({ inactiveSince, ...SALES })).deleted).toHaveLength(200);
    expect((await client.browsers.deleteStale({ inactiveSince })).deleted).toHaveLength(50);
    expect(chrome.browsers.map(({ deviceId }) => deviceId)).toEqual(kept);
  });

  test("a page token that has expired is refused by an error that says so", async () => {
    const clock = new ManualClock();
    const { client, chrome } = open(clock);
    for (let i = 0; i < 3; i++) chrome.addBrowser();
    const list = client.browsers.list({ pageSize: 1 });
    const read = async () => {
      for await (const _ of list) await clock.advance(2 * 3_600_000);
    };
    const error = await rejection(read());
    expect(error).toBeInstanceOf(ChromePageTokenError);
    expect(String(error)).toMatch(/an hour/);
  });
});
