/** A program of an administrator, which changes nothing but the option `api`: same results, same state. */
import { ChromeDirectory, type ChromeDirectoryOptions } from "tessera-sdk/chrome-directory";
import { createEmulator, ManualClock } from "tessera-sdk/testing";
import { expect, test, vi } from "vitest";

vi.spyOn(process, "emitWarning").mockImplementation(() => {});

const DAY_MS = 86_400_000;

async function program(client: ChromeDirectory, now: number) {
  const { enrollmentTokens, browsers } = client;
  const unit = { orgUnitPath: "/Sales" };

  const { tokenPermanentId, token } = await enrollmentTokens.getOrCreate(unit);
  const again = await enrollmentTokens.getOrCreate(unit);
  const active = await enrollmentTokens.list({ where: { state: "active" } }).toArray();
  await enrollmentTokens.revoke({ tokenPermanentId });
  const { state } = await enrollmentTokens.get({ tokenPermanentId });

  const quiet = { osPlatform: "Windows", lastActivityTime: { to: new Date(now - 30 * DAY_MS) } };
  const fields = ["deviceId", "machineName", "osPlatform", "extensionCount"] as const;
  const found = await browsers.list({ where: quiet, orderBy: "machineName", fields, pageSize: 1 }).toArray();
  const deviceIds = found.map(({ deviceId }) => deviceId);
  const annotated: unknown[] = [];
  for (const deviceId of deviceIds) {
    const browser = await browsers.annotate({ deviceId, annotatedLocation: "Attic", appendNotes: "quiet" });
    const { annotatedUser, annotatedLocation, annotatedNotes } = browser;
    annotated.push({ annotatedUser, annotatedLocation, annotatedNotes });
  }
  const moves = await browsers.move({ deviceIds: [...deviceIds, "unknown"], orgUnitPath: "/Support", isolate: true });

  return {
    isSame: again.token === token,
    active: active.map((each) => each.token === token),
    state,
    found: found.map((each) => Object.fromEntries(fields.map((name) => [name, each[name]]))),
    annotated,
    moved: moves.moved,
    failed: moves.failed.map(({ ids }) => ids),
  };
}

async function run({ api }: Pick<ChromeDirectoryOptions, "api">) {
  const clock = new ManualClock();
  const emulator = createEmulator({ clock });
  const { chromeDirectory: chrome, transport } = emulator;
  const add = (machineName: string, osPlatform: "Windows" | "Mac", days: number) =>
    chrome.addBrowser({
      deviceId: `id-of-${machineName}`,
      machineName,
      osPlatform,
      annotatedUser: "ada",
      annotatedNotes: "old",
      lastActivityTime: new Date(clock.now() - days * DAY_MS),
    });
  add("PC1", "Windows", 90);
  add("PC2", "Windows", 60);
  add("PC3", "Windows", 1);
  add("MAC", "Mac", 90);
  const auth = () => emulator.issueToken();
  const client = new ChromeDirectory({ api, auth, transport, clock, orgUnits: "look-up", validation: "strict" });
  const result = await program(client, clock.now());
  const tokens = chrome.enrollmentTokens.map(({ orgUnitPath, state }) => ({ orgUnitPath, state }));
  return { result, tokens, browsers: chrome.browsers };
}

test("does the same on both APIs", async () => {
  const [directory, management] = [await run({ api: "directory" }), await run({ api: "management" })];
  expect(management).toEqual(directory);
  expect(directory.result).toMatchObject({
    isSame: true,
    active: [true],
    state: "revoked",
    found: [{ machineName: "PC1" }, { machineName: "PC2" }],
    annotated: [{ annotatedUser: "ada", annotatedLocation: "Attic", annotatedNotes: "old\nquiet" }, {}],
    moved: ["id-of-PC1", "id-of-PC2"],
    failed: [["unknown"]],
  });
  expect(directory.tokens).toEqual([{ orgUnitPath: "/Sales", state: "revoked" }]);
  expect(directory.browsers.filter(({ orgUnitPath }) => orgUnitPath === "/Support")).toHaveLength(2);
});
