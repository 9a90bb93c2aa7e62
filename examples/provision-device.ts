/**
 * Takes a new user and a new device to a policy that is set: the user, an enrollment token for the device, an
 * authentication token for the user's account on it, the device once it has appeared, its policy.
 * Against Google, drop `baseUrl` and give `googleAuth({ keyFile })` as `auth`.
 */
import { AndroidEnterprise, estimateExpiry, GoogleApiError, type PolicyInput } from "tessera-sdk/android-enterprise";
import { startEmulator } from "tessera-sdk/testing";

await using emulator = await startEmulator();
await using client = new AndroidEnterprise({
  auth: emulator.issueToken(),
  baseUrl: emulator.baseUrls.androidEnterprise,
});

const enterpriseId = "LC00lwk1yg";
const policy: PolicyInput = {
  productAvailabilityPolicy: "whitelist",
  productPolicy: [
    { productId: "app:com.google.android.gm", autoInstallPolicy: { autoInstallMode: "forceAutoInstall" } },
    { productId: "app:com.android.chrome", autoUpdateMode: "autoUpdateHighPriority" },
  ],
};

const { id: userId } = await client.users.insert({
  enterpriseId,
  accountIdentifier: "user342",
  accountType: "userAccount",
});
console.log(`User user342 has the id ${userId}`);

const requestedAt = new Date();
const enrollment = await client.enrollmentTokens.create({
  enterpriseId,
  enrollmentTokenType: "userDevice",
  duration: 15 * 60,
});
const until = estimateExpiry(enrollment, requestedAt);
console.log(`Show the device this code: ${enrollment.token} (good for ${enrollment.duration}, until about ${until})`);

const { token } = await client.users.generateAuthenticationToken({ enterpriseId, userId });
console.log(`Once it has enrolled, pass it this: ${token} (works once, for a few minutes)`);
emulator.androidEnterprise.redeem(token, "0a1b2c3d4e5f6071"); // what the policy app on the device does

// Google advises to set the policy before the account is added; the emulator knows the device only from then on.
const { device: devices } = await client.devices.list({ enterpriseId, userId });
for (const { androidId } of devices) {
  const updated = await client.devices.update({ enterpriseId, userId, deviceId: androidId, policy });
  console.log(`Device ${androidId} has appeared, and may have ${updated.policy?.productPolicy?.length} apps`);
}

try {
  await client.users.generateAuthenticationToken({ enterpriseId, userId: "220002" });
} catch (error) {
  if (!(error instanceof GoogleApiError)) throw error;
  console.log(`User 220002 gets no token: ${error.message}`);
}
