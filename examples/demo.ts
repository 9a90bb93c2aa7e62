/**
 * Operations of all services against the emulator, over real HTTP on loopback with the default transport.
 * Prints a table; ends with status 1 if anything is not as expected.
 */
import {
  AdobePassV1,
  AndroidEnterprise,
  ChromeDirectory,
  FlowerDocs,
  flowerDocsLogin,
  RateLimitError,
} from "tessera-sdk";
import { ManualClock, startEmulator } from "tessera-sdk/testing";

/** Moves the emulator's time only: the clients wait on the machine's. */
const clock = new ManualClock();
const emulator = await startEmulator({ clock });
const { baseUrls } = emulator;
const auth = emulator.issueToken({ expiresInSeconds: 86_400 });
/** Short waits, so that the demonstration is quick. */
const retry = { baseMs: 20 };

const emm = new AndroidEnterprise({ auth, retry, baseUrl: baseUrls.androidEnterprise });
const chrome = new ChromeDirectory({ auth, retry, baseUrl: baseUrls.chromeDirectory });
const adobe = {
  JSON: new AdobePassV1({ auth, format: "json", baseUrl: baseUrls.adobePass }),
  XML: new AdobePassV1({ auth, format: "xml", baseUrl: baseUrls.adobePass }),
};
const account = flowerDocsLogin({ user: "jna", password: "emulated-password", scope: "ACME" });
const flower = new FlowerDocs({ auth: account, retry, baseUrl: baseUrls.flowerDocs });
const oldFlower = new FlowerDocs({ auth: account, tokenEndpoint: "legacy", baseUrl: baseUrls.flowerDocs });

const rows: string[][] = [["operation", "result", "attempts", "ms"]];
let failures = 0;

/** Logins are the client's own affair and not counted. */
const requests = () =>
  emulator.requests.filter(({ endpoint }) => endpoint !== "flowerdocs.authentication.create").length;

/** Runs an operation and compares its result, and how many requests it took, with what is expected. */
async function show(
  operation: string,
  expected: { result: string; attempts?: number },
  run: () => Promise<string>,
): Promise<void> {
  const before = requests();
  const started = performance.now();
  const result = await run().catch((error: unknown) => String(error));
  const ms = performance.now() - started;
  const attempts = requests() - before;
  const right = result === expected.result && attempts === (expected.attempts ?? 1);
  if (!right) failures++;
  rows.push([operation, right ? result : `UNEXPECTED ${result}`, String(attempts), ms.toFixed(1)]);
}

const enterpriseId = "LC00lwk1yg";
const userId = "110001";

await show("android  users.generateAuthenticationToken", { result: "a token that works once" }, async () => {
  const { token } = await emm.users.generateAuthenticationToken({ enterpriseId, userId });
  const uses = [emulator.androidEnterprise.redeem(token), emulator.androidEnterprise.redeem(token)];
  return uses.join() === "true,false" ? "a token that works once" : uses.join();
});

await show("android  enrollmentTokens.create", { result: "userDevice for 3600s" }, async () => {
  const { enrollmentTokenType, duration } = await emm.enrollmentTokens.create({
    enterpriseId,
    enrollmentTokenType: "userDevice",
    duration: 3600,
  });
  return `${enrollmentTokenType} for ${duration}`;
});

await show("android  enterprises, from sign-up to account", { result: "bound", attempts: 4 }, async () => {
  const callbackUrl = "https://emm.example.com/signed-up";
  const { url, completionToken } = await emm.enterprises.generateSignupUrl({ callbackUrl });
  const enterpriseToken = emulator.androidEnterprise.signUp(url).searchParams.get("enterpriseToken") ?? "";
  const { id } = await emm.enterprises.completeSignup({ completionToken, enterpriseToken });
  const own = { enterpriseId: id };
  const { name } = await emm.enterprises.getServiceAccount({ ...own, keyType: "googleCredentials" });
  const { accountEmail } = await emm.enterprises.setAccount({ ...own, accountEmail: name });
  return accountEmail === name ? "bound" : `bound to ${accountEmail}`;
});

await show("android  devices.update, its policy alone", { result: "forceAutoInstall" }, async () => {
  const productId = "app:com.google.android.gm";
  const { policy } = await emm.devices.update({
    enterpriseId,
    userId,
    deviceId: "3a1b2c3d4e5f6789",
    updateMask: "policy.productPolicy",
    policy: { productPolicy: [{ productId, autoInstallPolicy: { autoInstallMode: "forceAutoInstall" } }] },
  });
  return String(policy?.productPolicy?.[0]?.autoInstallPolicy?.autoInstallMode);
});

await show("android  notifications", { result: "newDevice, testNotification", attempts: 2 }, async () => {
  await emm.enterprises.sendTestPushNotification({ enterpriseId });
  const types: (string | undefined)[] = [];
  for await (const { notificationType } of emm.notifications()) {
    types.push(notificationType);
    if (notificationType === "testNotification") break;
  }
  return types.join(", ");
});

await show("chrome   enrollmentTokens.create, 250 times", { result: "250 tokens", attempts: 250 }, async () => {
  const created = new Set<string>();
  for (let unit = 1; unit <= 250; unit++) {
    const orgUnitPath = `/Unit ${unit}`;
    emulator.chromeDirectory.addOrgUnit(orgUnitPath);
    const token = await chrome.enrollmentTokens.create({ orgUnitPath, ttl: "86400s" });
    created.add(token.token);
  }
  return `${created.size} tokens`;
});

await show("chrome   enrollmentTokens.list, paged", { result: "250 tokens on 3 pages", attempts: 3 }, async () => {
  const sizes: number[] = [];
  for await (const page of chrome.enrollmentTokens.list().pages()) sizes.push(page.items.length);
  return `${sizes.reduce((sum, size) => sum + size)} tokens on ${sizes.length} pages`;
});

await show("chrome   enrollmentTokens.list, filtered", { result: "/Unit 7" }, async () => {
  const tokens = await chrome.enrollmentTokens.list({ orgUnitPath: "/Unit 7" }).toArray();
  return tokens.map((token) => token.orgUnitPath).join();
});

await show("chrome   enrollmentTokens.revoke", { result: "revoked /Unit 7", attempts: 3 }, async () => {
  const [token] = await chrome.enrollmentTokens.list({ orgUnitPath: "/Unit 7" }).toArray();
  await chrome.enrollmentTokens.revoke({ tokenPermanentId: String(token?.tokenPermanentId) });
  const revoked = await chrome.enrollmentTokens.list({ query: "token_state:REVOKED" }).toArray();
  return `revoked ${revoked.map(({ orgUnitPath }) => orgUnitPath).join()}`;
});

emulator.adobePass.authenticate({ requestor: "REF30", deviceId: "signed-in" });
emulator.adobePass.authenticate({ requestor: "REF30", deviceId: "signed-in-long-ago", expiresInSeconds: 60 });
await clock.advance(61_000);

const device = { requestor: "REF30", deviceInfo: { model: "TV 5th Gen", osName: "tvOS" }, deviceIp: "192.0.2.7" };
for (const [format, client] of Object.entries(adobe)) {
  for (const [deviceId, result] of [
    ["signed-in", "authenticated"],
    ["signed-in-long-ago", "no: Adobe Pass responded with 403: Authentication token expired"],
    ["never-signed-in", "no: Adobe Pass responded with 403: Authentication token not found"],
  ] as const) {
    await show(`adobe    checkAuthentication, ${format}, ${deviceId}`, { result }, async () => {
      const status = await client.checkAuthentication({ ...device, deviceId });
      return status.authenticated ? "authenticated" : `no: ${status.error.message}`;
    });
  }
}

await show("adobe    requireAuthentication", { result: "authenticated" }, async () => {
  await adobe.JSON.requireAuthentication({ ...device, deviceId: "signed-in" });
  return "authenticated";
});

// The clocks of client and server agree again, so that expiries are shown as they were issued.
clock.setNow(Date.now());

await show("flower   tokens.create", { result: "expires in 600 s" }, async () => {
  const { expiresAt = "" } = await flower.tokens.create({ validityTime: 600 });
  return `expires in ${(Date.parse(expiresAt) - clock.now()) / 1_000} s`;
});

await show("flower   tokens.renew", { result: "expires in 3600 s" }, async () => {
  const { expiresAt = "" } = await flower.tokens.renew();
  return `expires in ${(Date.parse(expiresAt) - clock.now()) / 1_000} s`;
});

await show("flower   tokens.createForDocuments", { result: "D1 and D 2, read-only" }, async () => {
  const { token } = await flower.tokens.createForDocuments({ ids: ["D1", "D 2"], readOnly: true });
  const issued = emulator.flowerDocs.tokens.find((candidate) => candidate.token === token);
  return `${issued?.documents?.join(" and ")}, ${issued?.readOnly ? "read-only" : "read and write"}`;
});

await show("flower   tokens.validate", { result: "valid, then not", attempts: 3 }, async () => {
  const { token } = await flower.tokens.create({ validityTime: 60 });
  const before = await flower.tokens.validate({ token });
  await clock.advance(60_000);
  const after = await flower.tokens.validate({ token });
  return `${before.valid ? "valid" : "not valid"}, then ${after.valid ? "valid" : "not"}`;
});

await show("flower   tokens.create and renew, legacy", { result: "two tokens", attempts: 2 }, async () => {
  const tokens = [await oldFlower.tokens.create({ validityTime: 600 }), await oldFlower.tokens.renew()];
  return new Set(tokens.map(({ token }) => token)).size === 2 ? "two tokens" : "the same token twice";
});

emulator.fail({ endpoint: "androidenterprise.enrollmentTokens.create", throttle: true });
await show("android  create after a 429", { result: "token", attempts: 2 }, async () => {
  return (await emm.enrollmentTokens.create({ enterpriseId, enrollmentTokenType: "userlessDevice" })) && "token";
});

emulator.fail({ endpoint: "chromedirectory.enrollmentTokens.list", status: 503, times: 2 });
await show("chrome   list after two 503s", { result: "100 active on the first page", attempts: 3 }, async () => {
  const active = await chrome.enrollmentTokens.list({ query: "token_state:ACTIVE", pageSize: 100 }).pages().next();
  return active.value ? `${active.value.items.length} active on the first page` : "none";
});

emulator.fail({ endpoint: "chromedirectory.enrollmentTokens.create", status: 503 });
await show("chrome   create after a 503, never retried", { result: "outcome unknown" }, async () => {
  return chrome.enrollmentTokens.create().then(
    () => "created",
    (error) => (error.outcomeUnknown ? "outcome unknown" : String(error)),
  );
});

emulator.fail({ endpoint: "flowerdocs.tokens.renew", throttle: true, times: 4 });
await show("flower   renew, throttled to the end", { result: "rate limited", attempts: 4 }, async () => {
  return flower.tokens.renew().then(
    () => "renewed",
    (error) => (error instanceof RateLimitError ? "rate limited" : String(error)),
  );
});

const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
for (const row of rows) {
  const cells = row.map((cell, column) =>
    column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
  );
  console.log(cells.join("  "));
}

for (const client of [emm, chrome, ...Object.values(adobe), flower, oldFlower]) await client.close();
await emulator.close();
console.log(failures === 0 ? `\nAll ${rows.length - 1} as expected.` : `\n${failures} not as expected.`);
process.exitCode = failures === 0 ? 0 : 1;
