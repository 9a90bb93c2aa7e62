/** Provokes one error of each kind with the ESM and the CJS copy, and prints which classes of the other catch it. */
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const esm = await import("tessera-sdk");
const esmTesting = await import("tessera-sdk/testing");
const cjs = require("tessera-sdk");
const cjsTesting = require("tessera-sdk/testing");

const DEVICE = { requestor: "REF30", deviceId: "unknown", deviceInfo: { model: "TV", osName: "tvOS" } };

/** One failing call a row. */
const failures = (sdk, emulator) => {
  const options = { auth: emulator.issueToken(), transport: emulator.transport, retry: false };
  const flowerDocs = { ...options, baseUrl: "https://flowerdocs.example.com/core" };
  const flower = new sdk.FlowerDocs({ ...flowerDocs, auth: emulator.flowerDocs.issueToken() });
  const emm = new sdk.AndroidEnterprise(options);
  const user = { enterpriseId: "LC00lwk1yg", userId: "110001" };
  const failing = (fault, call) => {
    emulator.fail(fault);
    return call();
  };
  return {
    googleNotFound: () => emm.users.generateAuthenticationToken({ ...user, userId: "none" }),
    googleThrottled: () => failing({ status: 429 }, () => emm.users.generateAuthenticationToken(user)),
    chromeNotFound: () => new sdk.ChromeDirectory(options).enrollmentTokens.revoke({ tokenPermanentId: "none" }),
    chromeRefused: () => failing({ status: 400 }, () => new sdk.ChromeDirectory(options).enrollmentTokens.create()),
    chromeUnauthenticated: () => new sdk.ChromeDirectory({ ...options, auth: "stale" }).enrollmentTokens.create(),
    adobeForbidden: () => new sdk.AdobePassV1(options).requireAuthentication(DEVICE),
    flowerDocsUnauthenticated: () => new sdk.FlowerDocs({ ...flowerDocs, auth: "stale" }).tokens.renew(),
    flowerDocsUnavailable: () => failing({ status: 503 }, () => flower.tokens.renew()),
    loginRefused: () =>
      new sdk.FlowerDocs({
        ...flowerDocs,
        auth: sdk.flowerDocsLogin({ user: "jna", password: "wrong", scope: "ACME" }),
      }).tokens.renew(),
    invalidParams: () => emm.users.generateAuthenticationToken({ ...user, userId: "" }),
    invalidResponse: () => failing({ malformed: true }, () => emm.users.generateAuthenticationToken(user)),
    connectionLost: () => failing({ drop: "before" }, () => emm.users.generateAuthenticationToken(user)),
    authFunction: () =>
      new sdk.AndroidEnterprise({ ...options, auth: () => "" }).users.generateAuthenticationToken(user),
  };
};

const classes = Object.keys(esm).filter((name) => name.endsWith("Error"));

async function caught(thrower, testing, catcher) {
  const rows = {};
  for (const [name, fail] of Object.entries(failures(thrower, testing.createEmulator()))) {
    const error = await fail().then(
      () => undefined,
      (reason) => reason,
    );
    rows[name] = classes.filter((each) => error instanceof catcher[each]).sort();
  }
  return rows;
}

console.log(
  JSON.stringify({
    distinct: classes.every((name) => esm[name] !== cjs[name]),
    withinEsm: await caught(esm, esmTesting, esm),
    esmByCjs: await caught(esm, esmTesting, cjs),
    cjsByEsm: await caught(cjs, cjsTesting, esm),
  }),
);
