/**
 * Replaces the enrollment token of some organizational units.
 * Against Google, drop `baseUrl` and give `googleAuth({ keyFile, subject })` as `auth`.
 */
import { ChromeDirectory, ChromeRotationError } from "tessera-sdk/chrome-directory";
import { startEmulator } from "tessera-sdk/testing";

await using emulator = await startEmulator();
await using client = new ChromeDirectory({
  auth: emulator.issueToken(),
  baseUrl: emulator.baseUrls.chromeDirectory,
  api: "management",
  // This API creates tokens on the id of a unit: the client finds it by the path.
  orgUnits: "look-up",
});
await client.enrollmentTokens.create({ orgUnitPath: "/Sales" });

for (const orgUnitPath of ["/Sales", "/Support"]) {
  try {
    const { created, revoked } = await client.enrollmentTokens.rotate({ orgUnitPath });
    const before = revoked.length === 0 ? "it had no token" : `${revoked.join(", ")} was revoked`;
    console.log(`${orgUnitPath}: ${before}; set the policy CloudManagementEnrollmentToken to ${created.token}`);
  } catch (error) {
    if (!(error instanceof ChromeRotationError)) throw error;
    // The unit may have no token now. Nothing is revoked a second time by what follows.
    const { token } = await client.enrollmentTokens.getOrCreate({ orgUnitPath });
    console.log(`${orgUnitPath}: ${error.message} Created later: ${token}`);
  }
}
