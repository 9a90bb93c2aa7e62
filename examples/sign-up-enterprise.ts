/**
 * Signs an enterprise up: a page for its admin, the admin's return, an account that acts for it, its first call.
 * Against Google, drop `baseUrl`, give `googleAuth({ keyFile })` as `auth`, and send a person to the page.
 */
import { AndroidEnterprise, GoogleApiError } from "tessera-sdk/android-enterprise";
import { startEmulator } from "tessera-sdk/testing";

await using emulator = await startEmulator();
const baseUrl = emulator.baseUrls.androidEnterprise;
await using emm = new AndroidEnterprise({ auth: emulator.issueToken(), baseUrl });

const { url, completionToken } = await emm.enterprises.generateSignupUrl({
  callbackUrl: "https://emm.example.com/signed-up",
  adminEmail: "ada@example.com",
});
console.log(`Send the admin to ${url}`);

const callback = emulator.androidEnterprise.signUp(url);
const enterpriseToken = callback.searchParams.get("enterpriseToken") ?? "";
const { id: enterpriseId } = await emm.enterprises.completeSignup({ completionToken, enterpriseToken });
console.log(`The admin came back to ${callback.origin}${callback.pathname}: the enterprise is ${enterpriseId}`);

const { name, key } = await emm.enterprises.getServiceAccount({ enterpriseId, keyType: "googleCredentials" });
// Store the key in a secret store here: Google keeps no copy, and another call would invalidate this key.
console.log(`Its account is ${name}, with a key of ${key.data?.length} characters`);

await emm.enterprises.setAccount({ enterpriseId, accountEmail: name });
console.log("From now on that account acts for it");

// Against Google: googleAuth({ credentials: JSON.parse(key.data) }). A new key may not work for a minute.
await using client = new AndroidEnterprise({ auth: emulator.issueToken(), baseUrl });
const { administrator = [] } = await client.enterprises.get({ enterpriseId });
console.log(`Its admin is ${administrator.map(({ email }) => email).join(", ")}`);

try {
  await emm.enterprises.completeSignup({ completionToken, enterpriseToken });
} catch (error) {
  if (!(error instanceof GoogleApiError)) throw error;
  console.log(`Signing up twice is refused: ${error.message}`);
}
