/** What each method of the two Chrome APIs must send, written from Google's documents without the descriptors. */
import type { ChromeApi, ChromeDirectory } from "tessera-sdk/chrome-directory";

export interface ChromeGolden {
  api: ChromeApi;
  /** Resource and method of the client. */
  name: string;
  /** Id of Google's own method; of the Directory API, as the community's discovery document has it. */
  vendor: string;
  call: (client: ChromeDirectory) => Promise<unknown>;
  /** Verb, path and query. */
  request: string;
  body?: unknown;
  /** The response, where an empty object would not do. */
  response?: unknown;
}

const DIRECTORY = "/admin/directory/v1.1beta1/customer/C03az79cb";
const MANAGEMENT = "/v1/customers/C03az79cb";
const CREATED = { tokenPermanentId: "50a2573a", token: "9e4e1468" };
const V1_TOKEN = { name: "customers/C03az79cb/enrollmentTokens/own-id", token: "9e4e1468" };
const V1_BROWSER = { name: "customers/C03az79cb/chromeBrowsers/b1" };
const V1_PROFILE = { name: "customers/C03az79cb/profiles/p1" };
const V1_COMMAND = { name: "customers/C03az79cb/profiles/p1/commands/c1" };
const tokenPermanentId = "50a2573a";
const deviceId = "b1";
const profilePermanentId = "p1";

const annotations = {
  annotatedUser: "Ann",
  annotatedLocation: "B 2",
  annotatedNotes: "spare",
  annotatedAssetId: "A-17",
};

const page = { pageSize: 50, pageToken: "next" };

const listTokens = (client: ChromeDirectory) =>
  client.enrollmentTokens
    .list({
      ...page,
      orgUnitPath: "/Sales",
      where: { state: "active", tokenType: "chromeBrowser" },
      fields: ["tokenPermanentId", "state"],
    })
    .toArray();

const listBrowsers = (client: ChromeDirectory) =>
  client.browsers
    .list({
      ...page,
      orgUnitId: "id:03ph8a2z",
      where: {
        machineName: "PC 1",
        lastActivityTime: { from: "2026-01-01T00:00:00Z", to: "2026-02-01T01:00:00+01:00" },
      },
      orderBy: "lastActivityTime",
      sortOrder: "descending",
      projection: "FULL",
      fields: ["deviceId", "machineName"],
    })
    .toArray();

const updateBrowser = (client: ChromeDirectory) =>
  client.browsers.update({ deviceId, ...annotations, projection: "BASIC", fields: ["annotatedUser"] });

export const chromeGoldens: readonly ChromeGolden[] = [
  {
    api: "directory",
    name: "enrollmentTokens.list",
    vendor: "enrollmentTokens.list",
    call: listTokens,
    request: `GET ${DIRECTORY}/chrome/enrollmentTokens?orgUnitPath=%2FSales&query=token_state%3AACTIVE%20device_type%3ACHROME_BROWSER&fields=nextPageToken%2CchromeEnrollmentTokens(tokenPermanentId%2Cstate)&pageSize=50&pageToken=next`,
  },
  {
    api: "directory",
    name: "enrollmentTokens.create",
    vendor: "enrollmentTokens.create",
    call: (client) =>
      client.enrollmentTokens.create({ orgUnitPath: "/Sales", expireTime: new Date("2099-04-30T19:22:44.500Z") }),
    request: `POST ${DIRECTORY}/chrome/enrollmentTokens`,
    body: { token_type: "CHROME_BROWSER", org_unit_path: "/Sales", expire_time: "2099-04-30T19:22:44Z" },
    response: CREATED,
  },
  {
    api: "directory",
    name: "enrollmentTokens.create",
    vendor: "enrollmentTokens.create",
    call: (client) => client.enrollmentTokens.create({ ttl: 3_600 }),
    request: `POST ${DIRECTORY}/chrome/enrollmentTokens`,
    body: { token_type: "CHROME_BROWSER", ttl: "3600s" },
    response: CREATED,
  },
  {
    api: "directory",
    name: "enrollmentTokens.get",
    vendor: "enrollmentTokens.list",
    call: (client) => client.enrollmentTokens.get({ tokenPermanentId, fields: ["state"] }),
    request: `GET ${DIRECTORY}/chrome/enrollmentTokens?fields=nextPageToken%2CchromeEnrollmentTokens(tokenPermanentId%2Cstate)`,
    response: { chromeEnrollmentTokens: [{ tokenPermanentId: "other" }, { tokenPermanentId }] },
  },
  {
    api: "directory",
    name: "enrollmentTokens.revoke",
    vendor: "enrollmentTokens.revoke",
    call: (client) => client.enrollmentTokens.revoke({ tokenPermanentId }),
    request: `POST ${DIRECTORY}/chrome/enrollmentTokens/50a2573a:revoke`,
    response: "",
  },
  {
    api: "directory",
    name: "browsers.list",
    vendor: "chromebrowsers.list",
    call: listBrowsers,
    request: `GET ${DIRECTORY}/devices/chromebrowsers?orgUnitPath=id%3A03ph8a2z&query=machine_name%3A%22PC%201%22%20last_activity%3A2026-01-01T00%3A00%3A00..2026-02-01T00%3A00%3A00&orderBy=last_activity&sortOrder=DESCENDING&projection=FULL&fields=nextPageToken%2Cbrowsers(deviceId%2CmachineName)&maxResults=50&pageToken=next`,
  },
  {
    api: "directory",
    name: "browsers.get",
    vendor: "chromebrowsers.get",
    call: (client) => client.browsers.get({ deviceId, projection: "FULL", fields: ["machinePolicies"] }),
    request: `GET ${DIRECTORY}/devices/chromebrowsers/b1?projection=FULL&fields=deviceId%2CmachinePolicies`,
    response: { deviceId },
  },
  {
    api: "directory",
    name: "browsers.update",
    vendor: "chromebrowsers.update",
    call: updateBrowser,
    request: `PUT ${DIRECTORY}/devices/chromebrowsers/b1?projection=BASIC&fields=deviceId%2CannotatedUser`,
    body: { deviceId, ...annotations },
    response: { deviceId },
  },
  {
    api: "directory",
    name: "browsers.delete",
    vendor: "chromebrowsers.delete",
    call: (client) => client.browsers.delete({ deviceId }),
    request: `DELETE ${DIRECTORY}/devices/chromebrowsers/b1`,
    response: "",
  },
  {
    api: "directory",
    name: "browsers.move",
    vendor: "chromebrowsers.moveChromeBrowsersToOu",
    call: (client) => client.browsers.move({ deviceIds: ["b1", "b2"], orgUnitId: "03ph8a2z" }),
    request: `POST ${DIRECTORY}/devices/chromebrowsers/moveChromeBrowsersToOu`,
    body: { org_unit_path: "id:03ph8a2z", resource_ids: ["b1", "b2"] },
    response: "",
  },
  {
    api: "management",
    name: "enrollmentTokens.list",
    vendor: "enrollmentTokens.list",
    call: listTokens,
    request: `GET ${MANAGEMENT}/enrollmentTokens?filter=token_state%3DACTIVE%20AND%20device_type%3DCHROME_BROWSER%20AND%20org_unit_path%3D%22%2FSales%22&fields=nextPageToken%2CenrollmentTokens(name%2Cstate)&pageSize=50&pageToken=next`,
  },
  {
    api: "management",
    name: "enrollmentTokens.get",
    vendor: "enrollmentTokens.get",
    call: (client) => client.enrollmentTokens.get({ tokenPermanentId }),
    request: `GET ${MANAGEMENT}/enrollmentTokens/50a2573a`,
    response: V1_TOKEN,
  },
  {
    api: "management",
    name: "enrollmentTokens.create",
    vendor: "enrollmentTokens.create",
    call: (client) => client.enrollmentTokens.create({ orgUnitPath: "id:03ph8a2z", enrollmentTokenId: "own-id" }),
    request: `POST ${MANAGEMENT}/enrollmentTokens?enrollmentTokenId=own-id`,
    body: { tokenType: "ENROLLMENT_TOKEN_TYPE_CHROME_BROWSER", orgUnitId: "03ph8a2z" },
    response: V1_TOKEN,
  },
  {
    api: "management",
    name: "enrollmentTokens.create",
    vendor: "enrollmentTokens.create",
    call: (client) => client.enrollmentTokens.create({ orgUnitPath: "/", enrollmentTokenId: "own-id" }),
    request: `POST ${MANAGEMENT}/enrollmentTokens?enrollmentTokenId=own-id`,
    body: { tokenType: "ENROLLMENT_TOKEN_TYPE_CHROME_BROWSER" },
    response: V1_TOKEN,
  },
  {
    api: "management",
    name: "enrollmentTokens.revoke",
    vendor: "enrollmentTokens.revoke",
    call: (client) => client.enrollmentTokens.revoke({ tokenPermanentId }),
    request: `POST ${MANAGEMENT}/enrollmentTokens/50a2573a:revoke`,
    response: V1_TOKEN,
  },
  {
    api: "management",
    name: "browsers.list",
    vendor: "chromeBrowsers.list",
    call: listBrowsers,
    request: `GET ${MANAGEMENT}/chromeBrowsers?filter=machine_name%3D%22PC%201%22%20AND%20last_activity_time%3E%3D%222026-01-01T00%3A00%3A00Z%22%20AND%20last_activity_time%3C%3D%222026-02-01T00%3A00%3A00.999Z%22%20AND%20org_unit_id%3D%2203ph8a2z%22&orderBy=last_activity_time%20desc&fields=nextPageToken%2CchromeBrowsers(name%2CmachineName)&pageSize=50&pageToken=next`,
  },
  {
    api: "management",
    name: "browsers.get",
    vendor: "chromeBrowsers.get",
    call: (client) => client.browsers.get({ deviceId, projection: "FULL" }),
    request: `GET ${MANAGEMENT}/chromeBrowsers/b1`,
    response: V1_BROWSER,
  },
  {
    api: "management",
    name: "browsers.update",
    vendor: "chromeBrowsers.patch",
    call: updateBrowser,
    request: `PATCH ${MANAGEMENT}/chromeBrowsers/b1?updateMask=annotatedAssetId%2CannotatedLocation%2CannotatedNotes%2CannotatedUser&fields=name%2CannotatedUser`,
    body: annotations,
    response: V1_BROWSER,
  },
  {
    api: "management",
    name: "browsers.delete",
    vendor: "chromeBrowsers.delete",
    call: (client) => client.browsers.delete({ deviceId }),
    request: `DELETE ${MANAGEMENT}/chromeBrowsers/b1`,
  },
  {
    api: "management",
    name: "browsers.move",
    vendor: "chromeBrowsers.move",
    call: (client) => client.browsers.move({ deviceIds: ["b1", "b2"], orgUnitId: "id:03ph8a2z" }),
    request: `POST ${MANAGEMENT}/chromeBrowsers:move`,
    body: { destinationOrgUnitId: "03ph8a2z", resourceIds: ["b1", "b2"] },
  },
  {
    api: "management",
    name: "profiles.list",
    vendor: "profiles.list",
    call: (client) =>
      client.profiles.list({ ...page, query: "user_email=a", orderBy: "etag desc", fields: ["userEmail"] }).toArray(),
    request: `GET ${MANAGEMENT}/profiles?filter=user_email%3Da&orderBy=etag%20desc&fields=nextPageToken%2CchromeBrowserProfiles(name%2CuserEmail)&pageSize=50&pageToken=next`,
  },
  {
    api: "management",
    name: "profiles.get",
    vendor: "profiles.get",
    call: (client) => client.profiles.get({ profilePermanentId, fields: ["userEmail"] }),
    request: `GET ${MANAGEMENT}/profiles/p1?fields=name%2CuserEmail`,
    response: V1_PROFILE,
  },
  {
    api: "management",
    name: "profiles.delete",
    vendor: "profiles.delete",
    call: (client) => client.profiles.delete({ profilePermanentId }),
    request: `DELETE ${MANAGEMENT}/profiles/p1`,
  },
  {
    api: "management",
    name: "profileCommands.create",
    vendor: "profiles.commands.create",
    call: (client) =>
      client.profileCommands.create({
        profilePermanentId,
        commandType: "clearBrowsingData",
        payload: { clearCache: true },
      }),
    request: `POST ${MANAGEMENT}/profiles/p1/commands`,
    body: { commandType: "clearBrowsingData", payload: { clearCache: true } },
    response: V1_COMMAND,
  },
  {
    api: "management",
    name: "profileCommands.get",
    vendor: "profiles.commands.get",
    call: (client) => client.profileCommands.get({ profilePermanentId, commandId: "c1" }),
    request: `GET ${MANAGEMENT}/profiles/p1/commands/c1`,
    response: V1_COMMAND,
  },
  {
    api: "management",
    name: "profileCommands.list",
    vendor: "profiles.commands.list",
    call: (client) => client.profileCommands.list({ profilePermanentId, ...page }).toArray(),
    request: `GET ${MANAGEMENT}/profiles/p1/commands?pageSize=50&pageToken=next`,
  },
];
