/**
 * Gives a user's device its account: an enrolment token for the device, then an authentication token for the user.
 * Against Google, drop `baseUrl` and give `googleAuth({ keyFile })` as `auth`.
 */
import { AndroidEnterprise, GoogleApiError } from "tessera-sdk/android-enterprise";
import { startEmulator } from "tessera-sdk/testing";

await using emulator = await startEmulator();
await using client = new AndroidEnterprise({
  auth: emulator.issueToken(),
  baseUrl: emulator.baseUrls.androidEnterprise,
});

const enterpriseId = "LC00lwk1yg";
const enrollment = await client.enrollmentTokens.create({
  enterpriseId,
  enrollmentTokenType: "userDevice",
  duration: 15 * 60,
});
console.log(`Show the device this code: ${enrollment.token} (good for ${enrollment.duration})`);

const { token } = await client.users.generateAuthenticationToken({ enterpriseId, userId: "110001" });
console.log(`Once it has enrolled, hand it this: ${token} (works once, for a few minutes)`);

try {
  await client.users.generateAuthenticationToken({ enterpriseId, userId: "220002" });
} catch (error) {
  if (!(error instanceof GoogleApiError)) throw error;
  console.log(`User 220002 gets none: ${error.message}`);
}
