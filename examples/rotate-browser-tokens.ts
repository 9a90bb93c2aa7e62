/**
 * Replaces the enrollment token of each organizational unit with a new one that is valid for 30 days.
 * Against Google, drop `baseUrl` and give `googleAuth({ keyFile, subject })` as `auth`.
 */
import { ChromeDirectory } from "tessera-sdk/chrome-directory";
import { startEmulator } from "tessera-sdk/testing";

await using emulator = await startEmulator();
await using client = new ChromeDirectory({
  auth: emulator.issueToken(),
  baseUrl: emulator.baseUrls.chromeDirectory,
  customer: "C03az79cb",
});
for (const orgUnitPath of ["/Sales", "/Support"]) await client.enrollmentTokens.create({ orgUnitPath });

const THIRTY_DAYS_MS = 30 * 86_400_000;
const old = await client.enrollmentTokens.list({ query: "token_state:ACTIVE" }).toArray();
for (const { tokenPermanentId, orgUnitPath } of old) {
  // Revoked first: the service may refuse a second active token on one unit.
  await client.enrollmentTokens.revoke({ tokenPermanentId });
  const expireTime = new Date(Date.now() + THIRTY_DAYS_MS);
  const { token } = await client.enrollmentTokens.create({ orgUnitPath, expireTime });
  console.log(`${orgUnitPath}: set the policy CloudManagementEnrollmentToken to ${token}`);
}
