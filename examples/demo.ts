/**
 * Every operation of the SDK against the emulator, over real HTTP on loopback with the default transport.
 * Prints a table; ends with status 1 if anything is not as expected.
 */
import {
  AdobePassV1,
  AndroidEnterprise,
  type CallOptions,
  type CheckAuthenticationParams,
  ChromeDirectory,
  FlowerDocs,
  login,
} from "tessera-sdk";
import { ManualClock, startEmulator } from "tessera-sdk/testing";

/** Moves only the emulator's time: the clients wait on the machine's. */
const clock = new ManualClock();
const emulator = await startEmulator({ clock });
const auth = emulator.issueToken();
const retry = { baseMs: 20 };

const emm = new AndroidEnterprise({ auth, retry, baseUrl: emulator.baseUrls.androidEnterprise });
const chrome = new ChromeDirectory({ auth, retry, baseUrl: emulator.baseUrls.chromeDirectory });
const adobeJson = new AdobePassV1({ auth, baseUrl: emulator.baseUrls.adobePass, format: "json" });
const adobeXml = new AdobePassV1({ auth, baseUrl: emulator.baseUrls.adobePass, format: "xml" });
const flower = new FlowerDocs({
  auth: login({ user: "jna", password: "emulated-password", scope: "ACME" }),
  baseUrl: emulator.baseUrls.flowerDocs,
});

const rows: { operation: string; result: string; attempts: number; ms: string }[] = [];
let failures = 0;

/** Runs one operation and compares what it says of itself with what is expected. */
async function show(
  operation: string,
  expected: { result: string; attempts?: number },
  run: (options: CallOptions) => Promise<string>,
): Promise<void> {
  let attempts = 0;
  const started = performance.now();
  const options: CallOptions = { onResponse: (response) => (attempts += response.attempts) };
  const result = await run(options).catch((error: unknown) => `failed: ${error}`);
  const ms = (performance.now() - started).toFixed(1);
  const right = result === expected.result && attempts === (expected.attempts ?? 1);
  if (!right) failures++;
  rows.push({ operation, result: right ? result : `UNEXPECTED: ${result}`, attempts, ms });
}

const enterpriseId = "LC00lwk1yg";

await show("users.generateAuthenticationToken", { result: "token" }, async (options) => {
  const { token } = await emm.users.generateAuthenticationToken({ enterpriseId, userId: "110001" }, options);
  return emulator.androidEnterprise.redeem(token) ? "token" : "no usable token";
});
await show("enrollmentTokens.create (user device, 1 h)", { result: "token for 3600s" }, async (options) => {
  const params = { enterpriseId, enrollmentTokenType: "userDevice", duration: 3600 } as const;
  const { duration } = await emm.enrollmentTokens.create(params, options);
  return `token for ${duration}`;
});

await show("chrome enrollmentTokens.create × 250", { result: "250 tokens", attempts: 250 }, async (options) => {
  const ids = new Set<string>();
  for (let unit = 1; unit <= 250; unit++) {
    const params = { orgUnitPath: `/Unit ${unit}`, ...(unit <= 10 && { ttl: 3600 }) };
    ids.add((await chrome.enrollmentTokens.create(params, options)).tokenPermanentId);
  }
  return `${ids.size} tokens`;
});
await show("chrome enrollmentTokens.list, all pages", { result: "250 in 3 pages", attempts: 3 }, async (options) => {
  let [pages, items] = [0, 0];
  for await (const page of chrome.enrollmentTokens.list({}, options).pages()) {
    pages++;
    items += page.items.length;
  }
  return `${items} in ${pages} pages`;
});
await show("chrome enrollmentTokens.list, one unit", { result: "/Unit 7" }, async (options) => {
  const found = await chrome.enrollmentTokens.list({ orgUnitPath: "/Unit 7" }, options).toArray();
  return found.map((token) => token.orgUnitPath).join();
});
await show("chrome enrollmentTokens.revoke", { result: "revoked: /Unit 250", attempts: 2 }, async (options) => {
  const [last] = await chrome.enrollmentTokens.list({ orgUnitPath: "/Unit 250" }, options).toArray();
  await chrome.enrollmentTokens.revoke({ tokenPermanentId: last?.tokenPermanentId ?? "" }, options);
  const revoked = emulator.chromeDirectory.enrollmentTokens.filter((token) => token.state === "revoked");
  return `revoked: ${revoked.map((token) => token.orgUnitPath).join()}`;
});
await clock.advance(3_500_000);
emulator.adobePass.authenticate({ requestor: "REF30", deviceId: "tv-expired", expiresInSeconds: 60 });
emulator.adobePass.authenticate({ requestor: "REF30", deviceId: "tv-valid" });
await clock.advance(99_000);
const lateAuth = emulator.issueToken();
