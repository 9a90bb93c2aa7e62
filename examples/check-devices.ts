/** Sorts devices into those that are signed in and those whose users must sign in again. */
import { AdobePassV1, RateLimitError } from "tessera-sdk/adobe-pass";
import { startEmulator } from "tessera-sdk/testing";

await using emulator = await startEmulator();
emulator.adobePass.authenticate({ requestor: "REF30", deviceId: "living-room" });

await using client = new AdobePassV1({ auth: emulator.issueToken(), baseUrl: emulator.baseUrls.adobePass });
const deviceInfo = { model: "TV 5th Gen", osName: "tvOS", primaryHardwareType: "SetTopBox" };

for (const [deviceId, deviceIp] of Object.entries({ "living-room": "192.0.2.7", kitchen: "192.0.2.8" })) {
  try {
    const status = await client.checkAuthentication({ requestor: "REF30", deviceId, deviceInfo, deviceIp });
    console.log(deviceId, status.authenticated ? "is signed in" : `must sign in: ${status.error.message}`);
  } catch (error) {
    if (!(error instanceof RateLimitError)) throw error;
    console.log(deviceId, "too many requests; try again later");
  }
}
