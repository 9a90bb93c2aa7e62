/** A television shows a code; its user signs in on a phone, watches, and signs out. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AdobePass, fileStore, softwareStatement } from "tessera-sdk/adobe-pass";
import { startEmulator } from "tessera-sdk/testing";

await using emulator = await startEmulator();
const statement = emulator.adobePass.issueStatement();
const folder = await mkdtemp(join(tmpdir(), "adobe-pass-"));
const shared = { baseUrl: emulator.baseUrls.adobePass, serviceProvider: "REF30" };

await using television = new AdobePass({
  ...shared,
  // The client that is registered is kept: with another one, the user would have to sign in again.
  auth: softwareStatement({ statement, store: fileStore(join(folder, "store")) }),
  device: {
    id: "living-room",
    info: { model: "TV 5th Gen", version: "5", osName: "tvOS", osVersion: "17.0", connectionType: "WiFi" },
    ip: "192.0.2.7",
  },
});

const session = await television.sessions.create();
if (session.actionName !== "resume") throw new Error(`nothing to sign in to: ${session.actionName}`);
console.log("television: type", session.code, "on your phone");
const signedIn = television.sessions.waitForProfile(session.code, { signal: AbortSignal.timeout(60_000) });

await using phone = new AdobePass({
  ...shared,
  auth: softwareStatement({ statement }),
  device: {
    id: "phone",
    info: { model: "iPhone", version: "15", osName: "iOS", osVersion: "17.0", connectionType: "4G" },
    ip: "192.0.2.9",
  },
});
const check = await phone.sessions.validate({ code: session.code.toLowerCase() });
if (!check.valid) throw check.error;
console.log("phone: a code of", check.session.device?.model);
const resumed = await phone.sessions.resume({
  code: session.code,
  mvpd: "Cablevision",
  domainName: "adobe.com",
  redirectUrl: "https://adobe.com/",
});
if (resumed.actionName === "authenticate") console.log("phone: open", resumed.url);
// What the user does in the browser.
emulator.adobePass.completeSignIn(session.code);

const wait = await signedIn;
console.log("television:", wait.authenticated ? `signed in at ${Object.keys(wait.profiles)}` : `ended: ${wait.end}`);
const { logouts } = await television.logout.initiate({ mvpd: "Cablevision", redirectUrl: "https://adobe.com/" });
for (const logout of Object.values(logouts)) {
  console.log("television:", logout.actionName === "logout" ? `open ${logout.url}` : logout.actionName);
}
await rm(folder, { recursive: true });
