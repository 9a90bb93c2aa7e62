/** Lets a device watch for some minutes without a subscription. */
import { AdobePass, AdobePassManagement } from "tessera-sdk/adobe-pass";
import { ManualClock, startEmulator } from "tessera-sdk/testing";

const clock = new ManualClock();
await using emulator = await startEmulator({ clock });
const shared = { auth: emulator.issueToken({ expiresInSeconds: 86_400 }), baseUrl: emulator.baseUrls.adobePass };
await using client = new AdobePass({
  ...shared,
  serviceProvider: "REF30",
  device: {
    id: "kitchen",
    info: { model: "TV 5th Gen", version: "5", osName: "tvOS", osVersion: "17.0", connectionType: "WiFi" },
    ip: "192.0.2.8",
  },
});
const mvpd = "TempPass_TEST40";

async function watch(): Promise<void> {
  const { decisions } = await client.decisions.authorize({ mvpd, resources: ["REF30"] });
  for (const decision of decisions) {
    if (decision.decision === "permit") console.log("watching by", decision.source);
    else console.log("not watching:", decision.error?.code);
  }
}

const session = await client.sessions.create({ mvpd });
console.log(session.actionName, session.reasonType);
await watch();
await clock.advance(600_000);
await watch();

await using management = new AdobePassManagement(shared);
await management.tempPass.resetDevice({ requestorId: "REF30", mvpdId: mvpd, deviceId: "kitchen" });
await watch();
