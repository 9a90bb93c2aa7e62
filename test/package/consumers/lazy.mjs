/** Prints which of the dependencies are loaded after `import`, and after calls that need them all. */
import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const get = process.argv[2] === "cjs" ? (entry) => require(entry) : (entry) => import(entry);

function loaded() {
  const modules = [...Object.keys(require.cache), ...readFileSync(process.env.LOADED_MODULES, "utf8").split("\n")];
  const packages = modules.map((path) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]);
  return [...new Set(packages)].filter((name) => name !== undefined).sort();
}

const { AndroidEnterprise, googleAuth } = await get("tessera-sdk/android-enterprise");
const afterImport = loaded();

const { AdobePassV1 } = await get("tessera-sdk/adobe-pass");
const { startEmulator } = await get("tessera-sdk/testing");
const emulator = await startEmulator();
const auth = emulator.issueToken();
const adobe = new AdobePassV1({ auth, format: "xml", baseUrl: emulator.baseUrls.adobePass });
const deviceInfo = { model: "TV", osName: "tvOS" };
await adobe.checkAuthentication({ requestor: "REF30", deviceId: "unknown", deviceInfo });
await adobe.close();
await emulator.close();

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const private_key = privateKey.export({ type: "pkcs8", format: "pem" });
const credentials = { type: "service_account", client_email: "sdk@example.com", private_key };
const transport = { send: () => Promise.reject(new Error("no network")) };
const emm = new AndroidEnterprise({ auth: googleAuth({ credentials }), transport, retry: false });
await emm.users.generateAuthenticationToken({ enterpriseId: "LC00lwk1yg", userId: "110001" }).catch(() => {});

console.log(JSON.stringify({ afterImport, afterCalls: loaded() }));
