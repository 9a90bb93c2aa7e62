// Calls with faults: each is named by its path, and nothing is sent.
import { AndroidEnterprise, InvalidParamsError } from "tessera-sdk/android-enterprise";
import { createEmulator } from "tessera-sdk/testing";

const emulator = createEmulator();
const client = new AndroidEnterprise({ auth: emulator.issueToken(), transport: emulator.transport });

try {
  await client.enrollmentTokens.create({
    enterpriseId: "",
    enrollmentTokenType: "userDevise",
    googleAuthenticationOptions: { requiredAccountEmail: 7 },
  });
} catch (error) {
  if (!(error instanceof InvalidParamsError)) throw error;
  for (const { path, message } of error.issues) console.log(`${path} ${message}`);
}

const { token } = await client.enrollmentTokens.create({
  enterpriseId: "LC00lwk1yg",
  enrollmentTokenType: "userDevice",
});
console.log(`without faults: ${token}`);
