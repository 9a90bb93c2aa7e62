/** Runs where there is a `fetch` and no Node. The server's URL is `globalThis.SERVER`; prints what it has seen. */
import { AdobePassV1 } from "tessera-sdk/adobe-pass";
import { AndroidEnterprise, googleAuth, NotFoundError, undiciTransport } from "tessera-sdk/android-enterprise";
import { ChromeDirectory } from "tessera-sdk/chrome-directory";
import { FlowerDocs } from "tessera-sdk/flower-docs";
import { loadOperations } from "tessera-sdk/operations";
import { createEmulator, startEmulator } from "tessera-sdk/testing";

const { SERVER, print, warn } = globalThis;
const enterprise = { enterpriseId: "LC00lwk1yg" };
const device = { requestor: "r", deviceId: "d", deviceInfo: { model: "TV", osName: "tvOS" } };
const messageOf = (error) => `${error.name}: ${error.message}`;

async function overFetch() {
  const client = new AndroidEnterprise({ auth: "t", baseUrl: SERVER, retry: { baseMs: 1 } });
  const first = await client.enterprises.get(enterprise).withResponse();
  const ids = new Set();
  // More than it takes for validators to be generated, where code may be.
  for (let nth = 0; nth < 60; nth++) ids.add((await client.enterprises.get(enterprise)).id);
  const missing = await client.enterprises.get({ enterpriseId: "missing" }).catch((error) => error);
  const aborted = client.enterprises.get({ enterpriseId: "slow" }, { signal: AbortSignal.abort(new Error("left")) });
  return {
    attempts: first.response.attempts,
    ids: [...ids],
    missing: missing instanceof NotFoundError && missing.status,
    aborted: await aborted.catch((error) => error.message),
  };
}

async function inProcess() {
  const emulator = createEmulator();
  const { transport } = emulator;
  const chrome = new ChromeDirectory({ auth: emulator.issueToken(), transport });
  await chrome.enrollmentTokens.create();
  const flower = new FlowerDocs({
    auth: emulator.flowerDocs.issueToken(),
    baseUrl: "https://f.example",
    transport,
  });
  const refused = await new AdobePassV1({ auth: "unknown", transport, format: "xml", retry: false })
    .checkAuthentication(device)
    .catch((error) => error);
  return {
    listed: (await chrome.enrollmentTokens.list().toArray()).length > 0,
    flower: (await flower.tokens.validate({ token: "unknown" })).valid,
    xml: refused.code,
    create: (await loadOperations("chrome-directory")).find(({ id }) => id === "enrollmentTokens.create").idempotency,
    shortened: JSON.stringify(await loadOperations("chrome-directory")).includes("$shared"),
    key: (await emulator.serviceAccountKey()).private_key.split("\n")[0],
  };
}

async function needsNode() {
  const client = new AndroidEnterprise({ auth: googleAuth({ keyFile: "key.json" }), baseUrl: SERVER, retry: false });
  return {
    googleAuth: await client.enterprises.get(enterprise).catch(messageOf),
    startEmulator: await startEmulator().catch(messageOf),
    undiciTransport: await Promise.resolve().then(undiciTransport).catch(messageOf),
  };
}

const work = async () => print({ ...(await overFetch()), ...(await inProcess()), ...(await needsNode()) });
work().catch((error) => warn(error.stack));
