import { AndroidEnterprise } from "tessera-sdk/android-enterprise";
import { createEmulator } from "tessera-sdk/testing";

const emulator = createEmulator();
const client = new AndroidEnterprise({ auth: emulator.issueToken(), transport: emulator.transport });
console.log(await client.users.get({ enterpriseId: "LC00lwk1yg", userId: "110001" }));
