/** Marks what a user may watch in a catalog, and then requests the media token of what is played. */
import { AdobePass } from "tessera-sdk/adobe-pass";
import { startEmulator } from "tessera-sdk/testing";

await using emulator = await startEmulator();
const signIn = { mvpd: "Cablevision", domainName: "adobe.com", redirectUrl: "https://adobe.com/" };
const code = emulator.adobePass.addSession({ serviceProvider: "REF30", deviceId: "living-room", ...signIn });
emulator.adobePass.completeSignIn(code);
emulator.adobePass.deny("Movies", { details: "Your package does not include Movies." });

await using client = new AdobePass({
  auth: emulator.issueToken(),
  baseUrl: emulator.baseUrls.adobePass,
  serviceProvider: "REF30",
});
// A server names the viewer's device in each call.
const device = {
  id: "living-room",
  info: { model: "TV 5th Gen", version: "5", osName: "tvOS", osVersion: "17.0", connectionType: "WiFi" },
  ip: "192.0.2.7",
};

const { mvpd } = signIn;
const resources = ["News", "Sports", "Movies", "Series", "Music", "Children"];
const { decisions } = await client.decisions.preauthorize({ device, mvpd, resources });
for (const { resource, decision } of decisions) console.log(resource, decision);

for (const resource of ["News", "Movies"]) {
  const result = await client.decisions.authorize({ device, mvpd, resources: [resource] });
  for (const each of result.decisions) {
    if (each.decision === "permit") console.log(resource, "plays with a token that expires", each.token?.notAfter);
    else console.log(resource, each.error?.userMessage ?? "cannot be watched now");
  }
}
