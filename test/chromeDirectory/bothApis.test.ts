/** One program on both APIs, against the emulator: only `api` differs. */
import * as fc from "fast-check";
import { ChromeDirectory, type ChromeDirectoryOptions, InvalidParamsError } from "tessera-sdk/chrome-directory";
import { createEmulator, type Emulator, ManualClock, startEmulator } from "tessera-sdk/testing";
import { describe, expect, onTestFinished, test, vi } from "vitest";

vi.spyOn(process, "emitWarning").mockImplementation(() => {});

const apis = [{ api: "directory" }, { api: "management" }] as const;

interface Given extends Partial<ChromeDirectoryOptions> {
  emulator?: Emulator;
}

function open(options: Pick<ChromeDirectoryOptions, "api">, { emulator: existing, ...more }: Given = {}) {
  const clock = new ManualClock();
  const emulator = existing ?? createEmulator({ clock });
  const { transport } = emulator;
  const auth = () => emulator.issueToken();
  const client = new ChromeDirectory({ auth, transport, clock, orgUnits: "look-up", ...options, ...more });
  return { client, emulator, chrome: emulator.chromeDirectory, clock };
}

describe.each(apis)("$api", ({ api }) => {
  test("creates, lists, gets and revokes the token of a unit that is named by its path or its id", async () => {
    const { client, chrome, emulator } = open({ api });
    const orgUnitId = chrome.addOrgUnit("/Sales");
    const created = await client.enrollmentTokens.create({ orgUnitPath: "/Sales" });
    expect(created).toMatchObject({ state: "active", tokenType: "chromeBrowser", token: expect.any(String) });
    const { tokenPermanentId } = created;
    expect(await client.enrollmentTokens.get({ tokenPermanentId })).toMatchObject({ tokenPermanentId });
    for (const unit of [{ orgUnitPath: "/Sales" }, { orgUnitId }, { orgUnitPath: `id:${orgUnitId}` }]) {
      const list = client.enrollmentTokens.list({ ...unit, where: { state: "active" } });
      expect(await list.toArray()).toMatchObject([{ tokenPermanentId }]);
    }
    const drift: unknown[] = [];
    const strict = open({ api }, { emulator, validation: "strict", onDrift: (each) => drift.push(each) }).client;
    await strict.enrollmentTokens.revoke({ tokenPermanentId });
    expect(drift).toEqual([]);
    expect(await client.enrollmentTokens.list({ where: { state: "active" } }).toArray()).toEqual([]);
    expect(chrome.enrollmentTokens).toMatchObject([{ orgUnitPath: "/Sales", state: "revoked" }]);
  });

  test("is the same over HTTP, where all hosts are one base URL", async () => {
    const emulator = await startEmulator();
    onTestFinished(() => emulator.close());
    const { chromeDirectory: chrome, baseUrls } = emulator;
    const auth = emulator.issueToken();
    const client = new ChromeDirectory({ auth, api, baseUrl: baseUrls.chromeDirectory, orgUnits: "look-up" });
    const { token } = await client.enrollmentTokens.create({ orgUnitPath: "/sales/laptops" });
    const deviceId = chrome.enroll(token) ?? "";
    await client.browsers.move({ orgUnitPath: "/Support", deviceIds: [deviceId] });
    expect(chrome.browsers).toMatchObject([{ deviceId, orgUnitPath: "/Support" }]);
    expect(chrome.enrollmentTokens).toMatchObject([{ orgUnitPath: "/Sales/Laptops" }]);
  });

  test("loses no token while each is revoked", async () => {
    const { client, chrome } = open({ api });
    for (const orgUnitPath of ["/1", "/2", "/3", "/4", "/5", "/6"]) {
      chrome.addOrgUnit(orgUnitPath);
      await client.enrollmentTokens.create({ orgUnitPath });
    }
    const active = client.enrollmentTokens.list({ where: { state: "active" }, pageSize: 1 });
    for await (const { tokenPermanentId } of active) await client.enrollmentTokens.revoke({ tokenPermanentId });
    expect(chrome.enrollmentTokens.map(({ state }) => state)).toEqual(Array(6).fill("revoked"));
  });

  test("reads the same of a browser, but for what one API lacks", async () => {
    const { client, chrome } = open({ api });
    const { token } = await client.enrollmentTokens.create({ orgUnitPath: "/Sales" });
    const deviceId = chrome.enroll(token, { machineName: "PC1", annotatedUser: "ada" }) ?? "";
    const browser = await client.browsers.get({ deviceId, projection: "FULL" });
    expect(browser).toMatchObject({
      deviceId,
      machineName: "PC1",
      annotatedUser: "ada",
      extensionCount: "2",
      lastDeviceUsers: [{ userName: "ACME\\ada" }],
      machinePolicies: [
        { name: "CloudManagementEnrollmentToken", value: JSON.stringify(token) },
        { name: "CloudReportingEnabled" },
        { name: "ExtensionInstallForcelist" },
      ],
      browsers: [
        {
          channel: "stable",
          profiles: [{ extensions: [{ name: "uBlock Origin Lite" }, { name: "Google Docs Offline" }] }],
        },
      ],
    });
    const basic = await client.browsers.get({ deviceId, projection: "BASIC" });
    expect(basic).toMatchObject({ deviceId, machineName: "PC1" });
    for (const name of ["browsers", "machinePolicies", "lastDeviceUsers"]) expect(basic).not.toHaveProperty(name);
  });

  test("updates, moves, lists and deletes browsers", async () => {
    const { client, chrome } = open({ api });
    const deviceIds = Array.from({ length: 5 }, (_, i) => chrome.addBrowser({ machineName: `PC${i}` }));
    const [deviceId = ""] = deviceIds;
    await client.browsers.update({ deviceId, annotatedNotes: "n" });
    await client.browsers.move({ orgUnitPath: "/Sales/Laptops", deviceIds });
    expect(chrome.browsers[0]).toMatchObject({ annotatedNotes: "n", orgUnitPath: "/Sales/Laptops" });
    const pages: unknown[] = [];
    const inUnit = { orgUnitPath: "/sales/laptops", orderBy: "machineName", fields: ["machineName"] } as const;
    for await (const page of client.browsers.list({ ...inUnit, sortOrder: "descending", pageSize: 2 }).pages())
      pages.push(page.items.map(({ machineName }) => machineName));
    expect(pages).toEqual([["PC4", "PC3"], ["PC2", "PC1"], ["PC0"]]);
    for await (const browser of client.browsers.list({ pageSize: 2 })) await client.browsers.delete(browser);
    expect(chrome.browsers).toEqual([]);
  });

  test("filters by every field of `where`", async () => {
    const { client, chrome, clock } = open({ api });
    const now = clock.now();
    const old = new Date(Math.floor(now / 1_000) * 1_000 - 90 * 86_400_000);
    const annotations = {
      annotatedUser: "tom sawyer",
      annotatedLocation: "Oslo, 2nd floor",
      annotatedNotes: "it's his",
      annotatedAssetId: "A-1:2",
    };
    chrome.addBrowser({
      machineName: "PC1",
      osPlatform: "Linux",
      lastActivityTime: old,
      extensions: [],
      ...annotations,
    });
    chrome.addBrowser({ machineName: "MAC", osPlatform: "Mac", lastDeviceUser: "bo" });
    const names = async (where: object) =>
      (await client.browsers.list({ where, orderBy: "machineName" }).toArray()).map(({ machineName }) => machineName);
    const ofOld = { to: new Date(now - 86_400_000) };
    const conditions = [
      ...Object.entries(annotations).map(([name, value]) => ({ [name]: value })),
      { machineName: "PC1" },
      { lastDeviceUser: "ACME\\ada" },
      { osPlatform: "Linux" },
      { osPlatformVersion: "Debian GNU/Linux 12" },
      { osVersion: "6.1.0-37-amd64" },
      { extensionCount: 0 },
      { policyCount: 1 },
      { lastRegistrationTime: ofOld },
      { lastPolicyFetchTime: ofOld },
      { lastStatusReportTime: ofOld },
      { lastActivityTime: { from: old, to: old } },
    ];
    for (const where of conditions) expect([where, await names(where)]).toEqual([where, ["PC1"]]);
    for (const where of [
      { osArchitecture: "x86_64" },
      { browserVersion: "142.0.7444.60" },
      { deviceIdCollision: false },
    ])
      expect([where, await names(where)]).toEqual([where, ["MAC", "PC1"]]);
    expect(await names(Object.assign({}, ...conditions))).toEqual(["PC1"]);
  });

  test("takes any text of a condition for one value, or refuses it before anything is sent", async () => {
    const texts = fc.oneof(
      fc.string({ minLength: 1, unit: fc.constantFrom(..."ab \"'\\:*()=<>.-+,|&/AND OR".split("")) }),
      fc.string({ minLength: 1, unit: "grapheme" }),
      fc.constantFrom(
        'x" OR os_platform="Windows',
        "x os:Windows",
        "a AND b",
        "..",
        "-x",
        "NOT x",
        "it's",
        "' os:Mac '",
      ),
    );
    await fc.assert(
      fc.asyncProperty(texts, async (annotatedUser) => {
        const { client, chrome, emulator } = open({ api });
        chrome.addBrowser({ deviceId: "it", annotatedUser });
        chrome.addBrowser({ deviceId: "other", annotatedUser: "zzz", annotatedNotes: annotatedUser });
        try {
          const found = await client.browsers.list({ where: { annotatedUser } }).toArray();
          expect(found.map(({ deviceId }) => deviceId)).toEqual(["it"]);
        } catch (error) {
          if (!(error instanceof InvalidParamsError)) throw error;
          expect(emulator.requests).toEqual([]);
        }
      }),
    );
  });
});

test("profiles and their commands are those of the Chrome Management API", async () => {
  const { client, chrome } = open({ api: "management" });
  const profilePermanentId = chrome.addProfile({ displayName: "Bo", orgUnitPath: "/Sales" });
  expect(await client.profiles.list().toArray()).toMatchObject([{ profilePermanentId, displayName: "Bo" }]);
  expect(await client.profiles.get({ profilePermanentId })).toMatchObject({ profilePermanentId });
  const command = await client.profileCommands.create({
    profilePermanentId,
    commandType: "clearBrowsingData",
    payload: { clearCache: true },
  });
  chrome.checkIn(profilePermanentId);
  const { commandId } = command;
  expect(await client.profileCommands.get({ profilePermanentId, commandId })).toMatchObject({ commandId });
  expect(await client.profileCommands.list({ profilePermanentId }).toArray()).toHaveLength(1);
  await client.profiles.delete({ profilePermanentId });
  expect(await client.profiles.list().toArray()).toEqual([]);
});
