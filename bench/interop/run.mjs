/**
 * Drives the emulator by Google's own clients: `node bench/interop/run.mjs [--discovery FOLDER]`. Each round names what
 * it checked; one whose client or discovery document is missing says so and is skipped. Exits with 1 if one fails.
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { ensureBuilt } from "../build.mjs";
import { chromeManagement } from "./chromemanagement.mjs";

/** The packages of a distribution are those of the second, where the first is another. */
const PYTHONS = ["python3", "/usr/bin/python3"];

const here = (file) => fileURLToPath(new URL(file, import.meta.url));
const { values } = parseArgs({ options: { discovery: { type: "string", default: here("../../../shared/specs") } } });

const ROUNDS = {
  "Android Enterprise, by Google's Python client": ({ androidEnterprise, baseUrls }, key) => {
    androidEnterprise.approve("LC00lwk1yg", "app:com.android.chrome");
    return python("android_enterprise.py", "androidenterprise-v1", { key, rootUrl: `${baseUrls.androidEnterprise}/` });
  },
  "Directory API v1.1beta1, by Google's Python client": ({ chromeDirectory, baseUrls }, key) => {
    addBrowsers(chromeDirectory);
    const rootUrl = `${baseUrls.chromeDirectory}/admin/directory/v1.1beta1/customer/`;
    return python("chrome_directory.py", "cbcm-v1.1beta1", { key, rootUrl });
  },
  "Chrome Management API v1, by googleapis": (emulator) => {
    const { chromeDirectory, baseUrls } = emulator;
    addBrowsers(chromeDirectory);
    return chromeManagement({
      rootUrl: `${baseUrls.chromeDirectory}/`,
      issueToken: (scopes) => emulator.issueToken({ scopes }),
      orgUnitIds: ["/Sales", "/Support"].map((path) => chromeDirectory.addOrgUnit(path)),
      profile: chromeDirectory.addProfile(),
    });
  },
};

ensureBuilt();
const { startEmulator } = await import("tessera-sdk/testing");

for (const [name, round] of Object.entries(ROUNDS)) {
  console.log(name);
  const emulator = await startEmulator();
  try {
    const skipped = await round(emulator, await emulator.serviceAccountKey());
    console.log(skipped === undefined ? "  passed\n" : `  SKIPPED: ${skipped}\n`);
  } catch (error) {
    console.log(`  FAILED: ${error.message}\n`);
    process.exitCode = 1;
  } finally {
    await emulator.close();
  }
}

function addBrowsers(chromeDirectory) {
  for (let i = 1; i <= 5; i++) chromeDirectory.addBrowser({ machineName: `PC${i}` });
}

/** @returns why it was skipped, or nothing. */
async function python(program, api, settings) {
  const document = `${values.discovery}/${api}.discovery.json`;
  if (!existsSync(document)) return `${document} is not there; --discovery names its folder`;
  const interpreter = PYTHONS.find((each) => hasClient(each));
  if (interpreter === undefined) return "no python3 has googleapiclient; on Debian, install python3-googleapi";
  const child = spawn(interpreter, ["-B", here(program), JSON.stringify({ document, ...settings })], {
    stdio: "inherit",
  });
  const code = await new Promise((resolve) => child.on("close", resolve));
  if (code !== 0) throw new Error(`${program} ended with ${code}`);
}

function hasClient(interpreter) {
  const { status } = spawnSync(interpreter, ["-c", "import googleapiclient, google_auth_httplib2"], {
    stdio: "ignore",
  });
  return status === 0;
}
