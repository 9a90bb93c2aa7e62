/**
 * Makes every call of the Chrome Management API v1 that this package has through googleapis and through tessera-sdk,
 * and compares what a server receives. `node bench/wireChrome.mjs` exits with 1 on a difference that is not in
 * `DOCUMENTED`.
 */
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { ensureBuilt } from "./build.mjs";
import { compareWire, sameDecoded } from "./recorder.mjs";
import { accessToken } from "./responses.mjs";

const parent = "customers/C03az79cb";
const token = `${parent}/enrollmentTokens/50a2573a`;
const browser = `${parent}/chromeBrowsers/b1`;
const profile = `${parent}/profiles/p1`;

const page = { pageSize: 50, pageToken: "next" };
const annotations = {
  annotatedAssetId: "A-17",
  annotatedLocation: "B 2",
  annotatedNotes: "spare",
  annotatedUser: "Ann",
};
const command = { commandType: "clearBrowsingData", payload: { clearCache: true } };

/** @type {Record<string, { ours: (client: any) => unknown, theirs: (customers: any) => unknown }>} */
const CALLS = {
  "enrollmentTokens.list": {
    ours: ({ enrollmentTokens }) =>
      enrollmentTokens.list({ ...page, orgUnitPath: "/Sales", where: { state: "active" }, fields: ["state"] }),
    theirs: ({ enrollmentTokens }) =>
      enrollmentTokens.list({
        parent,
        filter: 'token_state=ACTIVE AND org_unit_path="/Sales"',
        fields: "nextPageToken,enrollmentTokens(name,state)",
        ...page,
      }),
  },
  "enrollmentTokens.get": {
    ours: ({ enrollmentTokens }) => enrollmentTokens.get({ tokenPermanentId: "50a2573a" }),
    theirs: ({ enrollmentTokens }) => enrollmentTokens.get({ name: token }),
  },
  "enrollmentTokens.create": {
    ours: ({ enrollmentTokens }) => enrollmentTokens.create({ orgUnitId: "id:03ph8a2z", enrollmentTokenId: "own-id" }),
    theirs: ({ enrollmentTokens }) =>
      enrollmentTokens.create({
        parent,
        enrollmentTokenId: "own-id",
        requestBody: { tokenType: "ENROLLMENT_TOKEN_TYPE_CHROME_BROWSER", orgUnitId: "03ph8a2z" },
      }),
  },
  "enrollmentTokens.revoke": {
    ours: ({ enrollmentTokens }) => enrollmentTokens.revoke({ tokenPermanentId: "50a2573a" }),
    theirs: ({ enrollmentTokens }) => enrollmentTokens.revoke({ name: token }),
  },
  "browsers.list": {
    ours: ({ browsers }) =>
      browsers.list({
        ...page,
        where: { machineName: "PC 1", lastActivityTime: { from: "2026-01-01T00:00:00Z" } },
        orderBy: "lastActivityTime",
        sortOrder: "descending",
      }),
    theirs: ({ chromeBrowsers }) =>
      chromeBrowsers.list({
        parent,
        filter: 'machine_name="PC 1" AND last_activity_time>="2026-01-01T00:00:00Z"',
        orderBy: "last_activity_time desc",
        ...page,
      }),
  },
  "browsers.get": {
    ours: ({ browsers }) => browsers.get({ deviceId: "b1", fields: ["machineName"] }),
    theirs: ({ chromeBrowsers }) => chromeBrowsers.get({ name: browser, fields: "name,machineName" }),
  },
  "browsers.update": {
    ours: ({ browsers }) => browsers.update({ deviceId: "b1", ...annotations }),
    theirs: ({ chromeBrowsers }) =>
      chromeBrowsers.patch({ name: browser, updateMask: Object.keys(annotations).join(","), requestBody: annotations }),
  },
  "browsers.annotate": {
    ours: ({ browsers }) => browsers.annotate({ deviceId: "b1", annotatedUser: "Ann" }),
    theirs: ({ chromeBrowsers }) =>
      chromeBrowsers.patch({ name: browser, updateMask: "annotatedUser", requestBody: { annotatedUser: "Ann" } }),
  },
  "browsers.delete": {
    ours: ({ browsers }) => browsers.delete({ deviceId: "b1" }),
    theirs: ({ chromeBrowsers }) => chromeBrowsers.delete({ name: browser }),
  },
  "browsers.move": {
    ours: ({ browsers }) => browsers.move({ deviceIds: ["b1", "b2"], orgUnitId: "03ph8a2z" }),
    theirs: ({ chromeBrowsers }) =>
      chromeBrowsers.move({ parent, requestBody: { destinationOrgUnitId: "03ph8a2z", resourceIds: ["b1", "b2"] } }),
  },
  "profiles.list": {
    ours: ({ profiles }) => profiles.list({ ...page, query: 'display_name="Bo"' }),
    theirs: ({ profiles }) => profiles.list({ parent, filter: 'display_name="Bo"', ...page }),
  },
  "profiles.get": {
    ours: ({ profiles }) => profiles.get({ profilePermanentId: "p1" }),
    theirs: ({ profiles }) => profiles.get({ name: profile }),
  },
  "profiles.delete": {
    ours: ({ profiles }) => profiles.delete({ profilePermanentId: "p1" }),
    theirs: ({ profiles }) => profiles.delete({ name: profile }),
  },
  "profileCommands.create": {
    ours: ({ profileCommands }) => profileCommands.create({ profilePermanentId: "p1", ...command }),
    theirs: ({ profiles }) => profiles.commands.create({ parent: profile, requestBody: command }),
  },
  "profileCommands.get": {
    ours: ({ profileCommands }) => profileCommands.get({ profilePermanentId: "p1", commandId: "c1" }),
    theirs: ({ profiles }) => profiles.commands.get({ name: `${profile}/commands/c1` }),
  },
  "profileCommands.list": {
    ours: ({ profileCommands }) => profileCommands.list({ profilePermanentId: "p1", ...page }),
    theirs: ({ profiles }) => profiles.commands.list({ parent: profile, ...page }),
  },
};

/** What may differ, and how. */
const DOCUMENTED = {
  "enrollmentTokens.list query": {
    reason: "parentheses of a field mask stay, as RFC 3986 allows; googleapis sends %28 and %29",
    same: sameDecoded,
  },
  "browsers.annotate query": {
    reason: "it returns `BASIC`, which this API has as a field mask only; a request by hand returns everything",
    same: (ours, theirs) =>
      isDeepStrictEqual(
        ours.filter((each) => !each.startsWith("fields=")),
        theirs,
      ),
  },
};

/** Has what results require, so that no call looks after a response that it takes for lost. */
const RESPONSE = { name: `${parent}/any/own-id`, token: "9e4e1468" };

/** @returns Whether every difference is documented, and everything documented differs. */
export async function wireChrome() {
  ensureBuilt();
  return compareWire(
    Object.keys(CALLS),
    async (rootUrl) => {
      const customers = await googleapisAt(rootUrl);
      const missing = methodNames(customers).filter((name) => !(name in CALLS));
      if (missing.length > 0) throw new Error(`no parameters are known for ${missing.join(", ")}`);
      const client = await tesseraAt(rootUrl);
      return { ours: (name) => client(CALLS[name].ours), theirs: (name) => CALLS[name].theirs(customers) };
    },
    DOCUMENTED,
    RESPONSE,
  );
}

async function googleapisAt(rootUrl) {
  const { chromemanagement, auth } = await import("googleapis/build/src/apis/chromemanagement/index.js");
  const credentials = new auth.OAuth2();
  credentials.setCredentials({ access_token: accessToken });
  return chromemanagement({ version: "v1", auth: credentials, rootUrl }).customers;
}

/** Every method that googleapis has, by its name here. */
function methodNames({ enrollmentTokens, chromeBrowsers, profiles }) {
  const resources = { enrollmentTokens, browsers: chromeBrowsers, profiles, profileCommands: profiles.commands };
  return Object.entries(resources).flatMap(([resource, value]) =>
    Object.getOwnPropertyNames(Object.getPrototypeOf(value))
      .filter((method) => method !== "constructor")
      .map((method) => `${resource}.${method === "patch" ? "update" : method}`),
  );
}

async function tesseraAt(baseUrl) {
  const { ChromeDirectory, InvalidResponseError } = await import("tessera-sdk/chrome-directory");
  const client = new ChromeDirectory({
    baseUrl,
    auth: accessToken,
    api: "management",
    customer: "C03az79cb",
    retry: false,
  });
  return async (call) => {
    const called = call(client);
    try {
      await (called.pages ? called.pages().next() : called);
    } catch (error) {
      // The recorder's empty response lacks required fields of some methods.
      if (!(error instanceof InvalidResponseError)) throw error;
    }
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = (await wireChrome()) ? 0 : 1;
