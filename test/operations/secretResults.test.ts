/** Fields of results that are credentials: the manifest names them, so that a program can hide them. */
import { loadOperations, type Operation, services } from "tessera-sdk/operations";
import { describe, expect, it, test } from "vitest";
import { fieldsIn } from "../../scripts/manifest/traits.js";

const operations = (await Promise.all(services.map(({ name }) => loadOperations(name)))).flat();
const nameOf = ({ service, id }: Operation) => `${service} ${id}`;

/** What methods create beside credentials. */
const HARMLESS_MINTS = [
  // Codes that a screen shows to its user.
  "adobe-pass sessions.create",
  "adobe-pass sessions.createForPartner",
  "adobe-sso-service devices.link",
  "android-enterprise enterprises.sendTestPushNotification",
  // Ids of jobs and of files, which are of use only to who is authenticated.
  "flower-docs archives.exportDocuments",
  "flower-docs archives.exportFolder",
  "flower-docs archives.exportVirtualFolder",
  "flower-docs documents.exportCsv",
  "flower-docs folders.exportCsv",
  "flower-docs tasks.exportCsv",
  "flower-docs virtualFolders.exportCsv",
  "flower-docs templates.createWordFile",
  "flower-docs temporaryFiles.upload",
  // It renews a token to see whether it is valid, and returns the verdict alone.
  "flower-docs tokens.validate",
];

test("what a method creates that can be used once is named, or known to be no credential", () => {
  const mints = operations.filter(({ idempotency }) => idempotency === "mint");
  const silent = mints.filter(({ secretResult }) => secretResult === undefined).map(nameOf);
  expect(silent.sort()).toEqual([...HARMLESS_MINTS].sort());
  expect(mints.length - silent.length).toBeGreaterThanOrEqual(10);
});

/** Names of fields of credentials, and of their places. */
const CREDENTIAL = /token|secret|password|credential|private|jws|jwt|assertion|^key$|keydata/i;

const HARMLESS_FIELDS = [
  "adobe-pass token",
  "android-enterprise enrollmentTokenType",
  "android-enterprise key",
  "android-enterprise nextPageToken",
  "chrome-directory attestationCredential",
  "chrome-directory nextPageToken",
  // It names a token, and nobody enrolls with it.
  "chrome-directory tokenPermanentId",
  "chrome-directory tokenType",
  "flower-docs credentialsExpired",
  "flower-docs nextPageToken",
];

test("a field that is called as credentials are is named, or known to be none", () => {
  const found = operations.flatMap(({ service, result, secretResult = [] }) =>
    fieldsIn(result)
      .map(([field]) => field)
      .filter((field) => CREDENTIAL.test(field) && !secretResult.includes(field))
      .map((field) => `${service} ${field}`),
  );
  expect([...new Set(found)].sort()).toEqual([...HARMLESS_FIELDS].sort());
});

describe("the named fields", () => {
  it("are texts that `format` marks too, for programs that read the schema alone", () => {
    for (const operation of operations) {
      const marked = fieldsIn(operation.result).filter(([, { format }]) => format === "password");
      expect([...new Set(marked.map(([field]) => field))], nameOf(operation)).toEqual(operation.secretResult ?? []);
      for (const [, { type }] of marked) expect(type).toBe("string");
    }
  });

  test.each([
    "adobe-pass decisions.authorize",
    "adobe-sso-service serviceTokens.create",
    "android-enterprise enrollmentTokens.create",
    "android-enterprise enterprises.createWebToken",
    "android-enterprise enterprises.getServiceAccount",
    "android-enterprise serviceaccountkeys.insert",
    "android-enterprise users.generateAuthenticationToken",
    // The policies of a browser hold the token with which it was enrolled.
    "chrome-directory browsers.get",
    "chrome-directory enrollmentTokens.get",
    "chrome-directory enrollmentTokens.getOrCreate",
    "chrome-directory enrollmentTokens.list",
    "chrome-directory enrollmentTokens.rotate",
    "flower-docs tokens.createForDocuments",
  ])("are there: %s", (name) => {
    expect(operations.find((each) => nameOf(each) === name)?.secretResult?.length).toBeGreaterThan(0);
  });
});
