/** Fields of results that are credentials: the manifest names them, so that a program can hide them. */
import { loadOperations, type Operation, services } from "tessera-sdk/operations";
import { describe, expect, it, test } from "vitest";
import { readEndpoints } from "../../scripts/manifest/endpoints.js";
import { fieldNamesIn } from "../../scripts/manifest/traits.js";

const operations = (await Promise.all(services.map(({ name }) => loadOperations(name)))).flat();
const nameOf = ({ service, id }: Operation) => `${service} ${id}`;

/** What methods create that is no credential. */
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
    [...fieldNamesIn(result)]
      .filter((field) => CREDENTIAL.test(field) && !secretResult.includes(field))
      .map((field) => `${service} ${field}`),
  );
  expect([...new Set(found)].sort()).toEqual([...HARMLESS_FIELDS].sort());
});

describe("the named fields", () => {
  it("are fields of the result", () => {
    for (const operation of operations) {
      const fields = fieldNamesIn(operation.result);
      for (const field of operation.secretResult ?? []) expect(fields, nameOf(operation)).toContain(field);
    }
  });

  it("of every endpoint are those of a method that calls it", async () => {
    const all = [...(await readEndpoints()).values()].flat();
    const named = all.flatMap(({ id, secretResult = [] }) => secretResult.map((field) => ({ id, field })));
    const isShown = ({ id, field }: (typeof named)[number]) =>
      operations.some(
        (each) => each.endpoints.some((called) => called.id === id) && each.secretResult?.includes(field),
      );
    const lost = named.filter((each) => !isShown(each)).map(({ id }) => id);
    // What credentials call is no method of a client.
    expect([...new Set(lost)]).toEqual(["flowerdocs.authentication.create"]);
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
