/** A round on the Chrome Management API v1 by googleapis: tokens, browsers, profiles, pages, partial responses, errors. */
import assert from "node:assert/strict";

const AUTH = "https://www.googleapis.com/auth/chrome.management.";
const parent = "customers/my_customer";

/**
 * @param {{
 *   rootUrl: string,
 *   issueToken: (scopes: string[]) => string,
 *   orgUnitIds: string[],
 *   profile: string,
 * }} settings the client requests tokens at Google's own address only, so it is given them.
 */
export async function chromeManagement({ rootUrl, issueToken, orgUnitIds, profile }) {
  process.noDeprecation = true;
  const { chromemanagement, auth } = await import("googleapis/build/src/apis/chromemanagement/index.js");
  const clientWith = (...scopes) => {
    const credentials = new auth.OAuth2();
    credentials.setCredentials({ access_token: issueToken(scopes.map((scope) => AUTH + scope)) });
    return chromemanagement({ version: "v1", auth: credentials, rootUrl }).customers;
  };
  const { enrollmentTokens, chromeBrowsers, profiles } = clientWith("enrollmenttokens", "browsers", "profiles");
  const bodyOf = (orgUnitId) => ({ tokenType: "ENROLLMENT_TOKEN_TYPE_CHROME_BROWSER", orgUnitId });

  const created = [];
  for (const orgUnitId of orgUnitIds) {
    const { data } = await enrollmentTokens.create({ parent, requestBody: bodyOf(orgUnitId) });
    equal("enrollmentTokens.create", [data.orgUnitId, data.state], [orgUnitId, "ENROLLMENT_TOKEN_STATE_ACTIVE"]);
    created.push(data);
  }
  const [{ name }] = created;
  const create = (more) => enrollmentTokens.create({ parent, ...more });
  await refused("a second token of a unit", create({ requestBody: bodyOf(orgUnitIds[0]) }), 400);
  await refused("a unit that is not there", create({ requestBody: bodyOf("03unknown") }), 400, "INVALID_OU_ID");
  await refused("an expiry", create({ requestBody: { ttl: "60s" } }), 400, "ttl");
  const own = { parent, enrollmentTokenId: "interop", requestBody: {} };
  equal("an id of its own", (await enrollmentTokens.create(own)).data.name.split("/").at(-1), "interop");
  await refused("the same id again", enrollmentTokens.create(own), 409);

  equal("enrollmentTokens.get", (await enrollmentTokens.get({ name })).data, created[0]);
  const byPages = await walk(
    enrollmentTokens,
    { parent, pageSize: 1, filter: "token_state=ACTIVE" },
    "enrollmentTokens",
  );
  equal("enrollmentTokens.list by pages of one", byPages.slice(0, created.length), created);
  const mask = { fields: "nextPageToken,enrollmentTokens(state)", pageSize: 3 };
  const masked = await walk(enrollmentTokens, { parent, ...mask }, "enrollmentTokens");
  equal("and with fields", masked, Array(created.length + 1).fill({ state: created[0].state }));
  const { data: revoked } = await enrollmentTokens.revoke({ name });
  equal("enrollmentTokens.revoke", revoked.state, "ENROLLMENT_TOKEN_STATE_REVOKED");
  await refused("revocation of an unknown token", enrollmentTokens.revoke({ name: `${name}x` }), 404);

  const filter = 'machine_name="PC3"';
  const [browser] = await walk(chromeBrowsers, { parent, filter }, "chromeBrowsers");
  equal("chromeBrowsers.list with a filter", browser.machineName, "PC3");
  equal("chromeBrowsers.get", (await chromeBrowsers.get({ name: browser.name })).data, browser);
  const names = await walk(chromeBrowsers, { parent, pageSize: 1, orderBy: "machine_name desc" }, "chromeBrowsers");
  equal("chromeBrowsers.list by pages of one, in order", names[0].machineName, "PC5");
  const { data: patched } = await chromeBrowsers.patch({
    name: browser.name,
    updateMask: "annotatedNotes",
    requestBody: { annotatedNotes: "interop" },
  });
  equal("chromeBrowsers.patch", patched.annotatedNotes, "interop");
  const move = (...resourceIds) =>
    chromeBrowsers.move({ parent, requestBody: { destinationOrgUnitId: orgUnitIds[1], resourceIds } });
  await move(browser.browserPermanentId);
  equal("chromeBrowsers.move", (await chromeBrowsers.get({ name: browser.name })).data.orgUnitId, orgUnitIds[1]);
  await refused("a move of an unknown browser", move(browser.browserPermanentId, "unknown"), 404);
  equal("chromeBrowsers.delete", (await chromeBrowsers.delete({ name: browser.name })).data, {});
  await refused("chromeBrowsers.get of the deleted browser", chromeBrowsers.get({ name: browser.name }), 404);
  await refused("a filter of an unknown field", chromeBrowsers.list({ parent, filter: 'shoe_size="44"' }), 400);

  const [found] = await walk(profiles, { parent }, "chromeBrowserProfiles");
  equal("profiles.list", found.name, `customers/C03az79cb/profiles/${profile}`);
  const { data: command } = await profiles.commands.create({
    parent: found.name,
    requestBody: { commandType: "clearBrowsingData", payload: { clearCache: true } },
  });
  equal("profiles.commands.create", command.commandState, "PENDING");
  equal("profiles.commands.get", (await profiles.commands.get({ name: command.name })).data, command);
  equal("profiles.delete", (await profiles.delete({ name: found.name })).data, {});

  const reader = clientWith("enrollmenttokens.readonly").enrollmentTokens;
  equal("the read-only scope gets", (await reader.get({ name })).data.name, name);
  await refused("and does not revoke", reader.revoke({ name }), 403);
}

async function walk(collection, params, items) {
  const all = [];
  let pageToken;
  do {
    const { data } = await collection.list({ ...params, pageToken });
    all.push(...(data[items] ?? []));
    pageToken = data.nextPageToken;
  } while (pageToken);
  return all;
}

function equal(what, actual, expected) {
  assert.deepEqual(actual, expected, what);
  console.log(`  ${what}`);
}

async function refused(what, call, status, text = "") {
  const error = await call.then(
    () => assert.fail(`${what}: not refused`),
    (reason) => reason,
  );
  equal(what, [error.status, error.message.includes(text)], [status, true]);
}
