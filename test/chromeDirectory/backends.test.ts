/** What is the same for both APIs, what one of them lacks, and how a client chooses. */
import { ChromeDirectory, type ChromeDirectoryOptions, InvalidParamsError, NotFoundError } from "tessera-sdk";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { rejection } from "../support/promises.js";
import { type ScriptedResponse, scripted } from "../support/scripted.js";

type Api = "directory" | "management";
const APIS: Api[] = ["directory", "management"];

const warn = vi.spyOn(process, "emitWarning");
beforeAll(() => void warn.mockImplementation(() => {}));
afterAll(() => void vi.restoreAllMocks());

function setUp(options: Partial<ChromeDirectoryOptions>, ...responses: ScriptedResponse[]) {
  const transport = scripted(...(responses.length > 0 ? responses : [{ body: {} }]));
  const client = new ChromeDirectory({ auth: "a", transport, ...options });
  return { client, sent: transport.sent, urls: () => transport.sent.map(({ url }) => new URL(url)) };
}

const WARNED = Symbol.for("tessera-sdk.warned");

describe("the warning of the Directory API", () => {
  const forget = () => (globalThis as { [WARNED]?: Set<string> })[WARNED]?.delete("TESSERA_CHROME_DIRECTORY_BETA");

  test.each([[{}], [{ api: "directory" as const }], [{ api: undefined }]])(
    "comes once a process, for %j",
    (options) => {
      forget();
      warn.mockClear();
      setUp(options);
      setUp(options);
      expect(warn).toHaveBeenCalledTimes(1);
      const [message, details] = warn.mock.calls[0] as unknown as [string, object];
      expect(details).toEqual({ code: "TESSERA_CHROME_DIRECTORY_BETA", type: "DeprecationWarning" });
      expect(message).toContain("as of Chrome 166, not before 2027-03-09 by Google's two-week cycle");
      expect(message).toContain('`api: "management"`');
    },
  );

  test("does not come for the Chrome Management API, nor for a client that is not created", () => {
    forget();
    warn.mockClear();
    setUp({ api: "management" });
    expect(() => setUp({ api: "beta" as "directory" })).toThrow("`api`");
    expect(() => setUp({ orgUnits: "lookup" as "look-up" })).toThrow("`orgUnits`");
    expect(warn).not.toHaveBeenCalled();
  });
});

describe("the customer", () => {
  const forms: { given: string | undefined; directory: string; management: string }[] = [
    { given: undefined, directory: "my_customer", management: "my_customer" },
    { given: "my_customer", directory: "my_customer", management: "my_customer" },
    { given: "customers/my_customer", directory: "my_customer", management: "my_customer" },
    { given: "C03az79cb", directory: "C03az79cb", management: "C03az79cb" },
    { given: "03az79cb", directory: "03az79cb", management: "C03az79cb" },
    { given: " customers/C03az79cb ", directory: "C03az79cb", management: "C03az79cb" },
    { given: "customers/03az79cb", directory: "03az79cb", management: "C03az79cb" },
  ];
  test.each(forms)("$given is sent as each API takes it", async ({ given, ...expected }) => {
    for (const api of APIS) {
      const ofCall = setUp({ api, customer: "C9" });
      await ofCall.client.browsers.list({ customer: given ?? "my_customer" }).toArray();
      const ofClient = setUp({ api, customer: given });
      await ofClient.client.enrollmentTokens.revoke({ tokenPermanentId: "p" });
      for (const url of [...ofCall.urls(), ...ofClient.urls()])
        expect(url.pathname.split(/\/customers?\//)[1]?.split("/")[0]).toBe(expected[api]);
    }
  });
});

describe("fields", () => {
  const masks: { fields: unknown; sent: string }[] = [
    { fields: "items", sent: "nextPageToken,items" },
    { fields: "nextPageToken,items", sent: "nextPageToken,items" },
    { fields: "items , nextPageToken", sent: "items , nextPageToken" },
    { fields: "*", sent: "*" },
    { fields: "items(a,nextPageToken,b)", sent: "nextPageToken,items(a,nextPageToken,b)" },
    { fields: "items(a(nextPageToken),b),kind", sent: "nextPageToken,items(a(nextPageToken),b),kind" },
    { fields: "items/nextPageToken", sent: "nextPageToken,items/nextPageToken" },
    { fields: ["kind", "items(a)"], sent: "nextPageToken,kind,items(a)" },
    { fields: ["nextPageToken"], sent: "nextPageToken" },
  ];
  const lists = ["enrollmentTokens", "browsers", "profiles"] as const;
  const ways = APIS.flatMap((api) =>
    lists.filter((list) => api === "management" || list !== "profiles").map((list) => ({ api, list })),
  );
  test.each(ways)(
    "of $list of the $api API never lose the page token, as a mask of the caller's",
    async ({ api, list }) => {
      for (const { fields, sent } of masks) {
        const given = { extraQuery: { fields: fields as string[] } };
        const { client, urls } = setUp({ api }, { body: { nextPageToken: "two" } }, { body: {} });
        await client[list].list({}, given).toArray();
        expect(urls().map(({ searchParams }) => searchParams.getAll("fields"))).toEqual([[sent], [sent]]);
        if (Array.isArray(fields)) continue;
        const other = setUp({ api }, { body: { nextPageToken: "two" } }, { body: {} });
        await other.client[list].list({ fields: fields as string }).toArray();
        expect(other.urls().map(({ searchParams }) => searchParams.get("fields"))).toEqual([sent, sent]);
      }
    },
  );

  test("by their names here are those of the API, and always hold the id", async () => {
    const fields = [
      "orgUnitPath",
      "orgUnitId",
      "deviceId",
      "machinePolicies",
      "kind",
      "attestationCredential",
    ] as const;
    const sent = async (api: Api) => {
      const { client, urls } = setUp({ api }, { body: { deviceId: "b", name: "customers/C1/chromeBrowsers/b" } });
      await client.browsers.get({ deviceId: "b", fields });
      return Object.fromEntries(urls()[0]?.searchParams ?? []);
    };
    expect(await sent("directory")).toEqual({
      fields: "deviceId,orgUnitPath,machinePolicies,kind",
      projection: "FULL",
    });
    expect(await sent("management")).toEqual({ fields: "name,orgUnitId,machinePolicies,attestationCredential" });
  });

  test("of one token of the Directory API are those of the list that it is found in", async () => {
    const page = { chromeEnrollmentTokens: [{ tokenPermanentId: "p" }] };
    for (const fields of ["token,state", ["token", "state"] as const]) {
      const { client, urls } = setUp({ api: "directory" }, { body: page });
      await client.enrollmentTokens.get({ tokenPermanentId: "p", fields });
      expect(urls()[0]?.searchParams.get("fields")).toBe(
        "nextPageToken,chromeEnrollmentTokens(tokenPermanentId,token,state)",
      );
    }
  });
});

describe("BASIC", () => {
  const FULL_ONLY = ["browsers", "lastDeviceUsers", "lastStatusReportTime", "machinePolicies"];

  test("is a projection of the Directory API and a mask of the Chrome Management API", async () => {
    const directory = setUp({ api: "directory" });
    await directory.client.browsers.list({ projection: "BASIC" }).toArray();
    expect(directory.urls()[0]?.search).toBe("?projection=BASIC");
    const management = setUp({ api: "management" });
    await management.client.browsers.list({ projection: "BASIC" }).toArray();
    const mask = management.urls()[0]?.searchParams.get("fields") ?? "";
    expect(management.urls()[0]?.searchParams.get("projection")).toBeNull();
    const names = /^nextPageToken,chromeBrowsers\((.*)\)$/.exec(mask)?.[1]?.split(",") ?? [];
    expect(names).toContain("machineName");
    expect(names.filter((name) => FULL_ONLY.includes(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });

  test("gives way to fields of the caller's where it is a mask", async () => {
    const { client, urls } = setUp({ api: "management" });
    await client.browsers.list({ projection: "BASIC", fields: ["browsers"] }).toArray();
    expect(urls()[0]?.searchParams.get("fields")).toBe("nextPageToken,chromeBrowsers(name,browsers)");
  });
});

describe("what an API lacks is refused before anything is sent, with what to do instead", () => {
  const LACKS = "only the Chrome Management API has this method";
  const cases: [
    api: Api,
    what: string,
    call: (client: ChromeDirectory) => Promise<unknown>,
    path: string,
    says: string,
  ][] = [
    ["management", "ttl", (c) => c.enrollmentTokens.create({ ttl: 60 }), "ttl", "revoke the token"],
    [
      "management",
      "expireTime",
      (c) => c.enrollmentTokens.create({ expireTime: new Date() }),
      "expireTime",
      "revoke the token",
    ],
    [
      "directory",
      "an own id",
      (c) => c.enrollmentTokens.create({ enrollmentTokenId: "a" }),
      "enrollmentTokenId",
      "leave it out",
    ],
    ["directory", "profiles.list", (c) => c.profiles.list().toArray(), "api", LACKS],
    ["directory", "profiles.get", (c) => c.profiles.get({ profilePermanentId: "p" }), "api", LACKS],
    ["directory", "profiles.delete", (c) => c.profiles.delete({ profilePermanentId: "p" }), "api", LACKS],
    ["directory", "commands.list", (c) => c.profileCommands.list({ profilePermanentId: "p" }).toArray(), "api", LACKS],
    [
      "directory",
      "commands.get",
      (c) => c.profileCommands.get({ profilePermanentId: "p", commandId: "c" }),
      "api",
      LACKS,
    ],
    [
      "directory",
      "commands.create",
      (c) => c.profileCommands.create({ profilePermanentId: "p", commandType: "clearBrowsingData" }),
      "api",
      LACKS,
    ],
  ];
  test.each(cases)("%s: %s", async (api, _, call, path, says) => {
    const { client, sent } = setUp({ api });
    const error = await rejection(call(client));
    expect(error).toBeInstanceOf(InvalidParamsError);
    expect((error as InvalidParamsError).issues).toEqual([{ path, message: expect.stringContaining(says) }]);
    expect((error as InvalidParamsError).endpoint).toMatch(/^chrome(?:directory|management)\./);
    expect(sent).toEqual([]);
  });

  test.each(["", ".", "..", "a b", "a/b", "ä", "x".repeat(64)])("an own id of %j is refused too", async (id) => {
    const { client, sent } = setUp({ api: "management" });
    const error = await rejection(client.enrollmentTokens.create({ enrollmentTokenId: id }));
    expect(error).toBeInstanceOf(InvalidParamsError);
    expect(sent).toEqual([]);
  });
});

describe("enrollmentTokens.get", () => {
  const gone = { status: 404, body: { error: { code: 404, message: "Not found", status: "NOT_FOUND" } } };

  test("of a token that is not there is a NotFoundError on both APIs", async () => {
    const directory = setUp({ api: "directory" }, { body: { chromeEnrollmentTokens: [{ tokenPermanentId: "o" }] } });
    const management = setUp({ api: "management" }, gone);
    for (const { client } of [directory, management]) {
      const error = await rejection(client.enrollmentTokens.get({ tokenPermanentId: "p" }));
      expect(error).toBeInstanceOf(NotFoundError);
      expect(error).toMatchObject({ name: "GoogleApiError", code: "NOT_FOUND" });
    }
  });

  test("walks the pages of the Directory API, past odd items, to the token and no further", async () => {
    const { client, urls } = setUp(
      { api: "directory" },
      { body: { chromeEnrollmentTokens: [null, {}], nextPageToken: "two" } },
      { body: { chromeEnrollmentTokens: [{ tokenPermanentId: "p", state: "active" }], nextPageToken: "three" } },
    );
    const { data, response } = await client.enrollmentTokens.get({ tokenPermanentId: "p" }).withResponse();
    expect(data).toEqual({ tokenPermanentId: "p", state: "active" });
    expect(response.status).toBe(200);
    expect(urls().map(({ searchParams }) => searchParams.get("pageToken"))).toEqual([null, "two"]);
  });

  test.each([[{}], [{ tokenPermanentId: "" }], [{ tokenPermanentId: "p", orgUnit: "/" }]])(
    "refuses %j",
    async (params) => {
      for (const api of APIS) {
        const { client, sent } = setUp({ api });
        const error = await rejection(client.enrollmentTokens.get(params as { tokenPermanentId: string }));
        expect(error).toBeInstanceOf(InvalidParamsError);
        expect(sent).toEqual([]);
      }
    },
  );
});

describe("browsers.update", () => {
  test.each(APIS)("of the %s API takes a browser that was read, and sends its annotations alone", async (api) => {
    const read = {
      deviceId: "b",
      name: "customers/C1/chromeBrowsers/b",
      machineName: "PC1",
      annotatedUser: "Ann",
      browsers: [{ channel: api === "directory" ? "STABLE" : "CHANNEL_STABLE" }],
      newerThanTheSdk: 1,
    };
    const { client, sent } = setUp({ api }, { body: read });
    const browser = await client.browsers.get({ deviceId: "b" });
    expect(browser.browsers).toEqual([{ channel: "stable" }]);
    await client.browsers.update({ ...browser, annotatedLocation: "" });
    const body = JSON.parse(sent[1]?.body ?? "");
    expect(body).toEqual(
      api === "directory"
        ? { deviceId: "b", annotatedUser: "Ann", annotatedLocation: "" }
        : { annotatedUser: "Ann", annotatedLocation: "", annotatedNotes: "", annotatedAssetId: "" },
    );
  });
});

test("a browser of either API is one model", async () => {
  const policy = (name: string, source: string) => [{ [name]: "P", source, value: "1" }];
  const common = { machineName: "PC1", extensionCount: "2" };
  const wire = {
    directory: {
      ...common,
      deviceId: "b",
      policyCount: 3,
      machinePolicies: policy("name", "UNKNOWN"),
      browsers: [
        {
          channel: "STABLE",
          plugins: [{ name: "N" }],
          profiles: [
            {
              name: "N",
              extensions: [{ name: "E", homepageUrl: "h", appType: "UNKNOWN_TYPE", installType: "SIDELOAD" }],
            },
          ],
        },
      ],
    },
    management: {
      ...common,
      name: "customers/C1/chromeBrowsers/b",
      browserPermanentId: "other",
      policyCount: "3",
      machinePolicies: policy("policyName", "POLICY_SOURCE_UNSPECIFIED"),
      browsers: [
        {
          channel: "CHANNEL_STABLE",
          plugins: [{ pluginName: "N" }],
          profiles: [
            {
              profileName: "N",
              extensions: [
                {
                  extensionName: "E",
                  homepageUri: "h",
                  appType: "EXTENSION_TYPE_UNSPECIFIED",
                  installType: "SIDELOAD",
                },
              ],
            },
          ],
        },
      ],
    },
  };
  const drifts: string[] = [];
  const onDrift = ({ path }: { path: string }) => void drifts.push(path);
  const expected = {
    ...common,
    deviceId: "b",
    policyCount: "3",
    machinePolicies: [{ name: "P", source: "unknown", value: "1" }],
    browsers: [
      {
        channel: "stable",
        plugins: [{ name: "N" }],
        profiles: [
          { name: "N", extensions: [{ name: "E", homepageUrl: "h", appType: "unknown", installType: "sideload" }] },
        ],
      },
    ],
  };
  for (const api of APIS) {
    const { client } = setUp({ api, onDrift }, { body: wire[api] });
    const { name: _, ...browser } = await client.browsers.get({ deviceId: "b" });
    expect(browser).toEqual(expected);
  }
  expect(drifts).toEqual([]);
});
