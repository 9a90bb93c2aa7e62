// Creates an enrollment token of Chrome that expires, and lets its time pass.
import { ChromeDirectory } from "tessera-sdk/chrome-directory";
import { createEmulator, ManualClock } from "tessera-sdk/testing";

const clock = new ManualClock();
const emulator = createEmulator({ clock });
const client = new ChromeDirectory({ auth: emulator.issueToken(), transport: emulator.transport, clock });

const token = await client.enrollmentTokens.create({ orgUnitPath: "/Sales", ttl: 3600 });
console.log(`${token.token} expires at ${token.expireTime}`);

await clock.advance(3_600_000);
console.log(`an hour later, it is ${emulator.chromeDirectory.enrollmentTokens[0].state}`);
