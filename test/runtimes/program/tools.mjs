/** What the checks use: assertions that run everywhere, and worlds of the server. */
import { AdobePassV1 } from "tessera-sdk/adobe-pass";
import { AndroidEnterprise } from "tessera-sdk/android-enterprise";
import { ChromeDirectory } from "tessera-sdk/chrome-directory";
import { FlowerDocs } from "tessera-sdk/flower-docs";

export const ENTERPRISE = { enterpriseId: "LC00lwk1yg" };
export const USER = { ...ENTERPRISE, userId: "110001" };
export const DEVICE = { ...USER, deviceId: "3a1b2c3d4e5f6789" };
export const TV = { requestor: "REF30", deviceId: "tv", deviceInfo: { model: "TV 5th Gen", osName: "tvOS" } };
export const ACCOUNT = { user: "jna", password: "emulated-password", scope: "ACME" };

export function ok(condition, what = "the condition") {
  if (!condition) throw new Error(`${what} does not hold`);
}

export function equal(actual, expected) {
  const [is, should] = [actual, expected].map((value) => JSON.stringify(value, sorted) ?? "undefined");
  if (is !== should) throw new Error(`is ${is.slice(0, 400)}, should be ${should.slice(0, 400)}`);
}

function sorted(_, value) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What a promise rejects with. */
export function rejection(promise) {
  return Promise.resolve(promise).then(
    (value) => {
      throw new Error(`resolved with ${JSON.stringify(value)?.slice(0, 200)}, should have been rejected`);
    },
    (reason) => reason,
  );
}

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until a condition holds: what a server sees comes later than what the client sees. */
export async function until(condition, what) {
  for (let tries = 0; tries < 200; tries++) {
    if (await condition()) return;
    await sleep(25);
  }
  throw new Error(`${what} did not come about`);
}

/** Opens a world of the server. Its clients retry without waiting. */
export async function openWorld(server, options = {}) {
  const created = await fetch(`${server}/worlds`, { method: "POST", body: JSON.stringify(options) });
  const { paths, log, token, flowerToken } = await created.json();
  const of = (Client, name, auth) => (overrides) =>
    new Client({ auth, baseUrl: server + paths[name], retry: { baseMs: 1, capMs: 2 }, ...overrides });
  return {
    token,
    flowerToken,
    baseUrl: (name) => server + paths[name],
    android: of(AndroidEnterprise, "androidEnterprise", token),
    chrome: of(ChromeDirectory, "chromeDirectory", token),
    adobe: of(AdobePassV1, "adobePass", token),
    flower: of(FlowerDocs, "flowerDocs", flowerToken),
    /** The requests so far: `method`, `target`, `headers`, `body`, and whether the connection was `closed` early. */
    log: async () => (await fetch(server + log)).json(),
  };
}
