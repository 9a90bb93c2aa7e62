/** Conditions and queries, compiled to the language of either API: no value adds a term, and none is lost. */
import fc from "fast-check";
import { ChromeDirectory, InvalidParamsError, type ListChromeBrowsersParams } from "tessera-sdk";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { rejection } from "../support/promises.js";
import { scripted } from "../support/scripted.js";

beforeAll(() => void vi.spyOn(process, "emitWarning").mockImplementation(() => {}));
afterAll(() => void vi.restoreAllMocks());

type Api = "directory" | "management";
type List = "browsers" | "enrollmentTokens";

async function sentBy(api: Api, list: List, params: object): Promise<string | null> {
  const transport = scripted({ body: {} });
  await new ChromeDirectory({ auth: "a", api, transport })[list].list(params).toArray();
  const { searchParams } = new URL(transport.sent[0]?.url ?? "");
  return searchParams.get(api === "directory" ? "query" : "filter");
}

async function refused(api: Api, list: List, params: object): Promise<string[]> {
  const transport = scripted({ body: {} });
  const client = new ChromeDirectory({ auth: "a", api, transport });
  const error = await rejection(client[list].list(params).toArray());
  expect(error).toBeInstanceOf(InvalidParamsError);
  expect(transport.sent).toEqual([]);
  return (error as InvalidParamsError).issues.map(({ path }) => path);
}

const APIS: Api[] = ["directory", "management"];

const compiled: { list: List; params: object; directory: string | null; management: string | null }[] = [
  { list: "browsers", params: {}, directory: null, management: null },
  { list: "browsers", params: { where: {} }, directory: null, management: null },
  { list: "browsers", params: { where: { annotatedUser: undefined } }, directory: null, management: null },
  { list: "browsers", params: { query: "" }, directory: null, management: null },
  {
    list: "browsers",
    params: { where: { annotatedUser: "x os:Windows" } },
    directory: 'user:"x os:Windows"',
    management: 'annotated_user="x os:Windows"',
  },
  {
    list: "browsers",
    params: { where: { lastDeviceUser: "ACME\\tom" } },
    directory: 'machine_user:"ACME\\tom"',
    management: 'last_device_user="ACME\\\\tom"',
  },
  {
    list: "browsers",
    params: { where: { osVersion: "10..11", browserVersion: "89.0.4389.23" } },
    directory: 'browser_version:89.0.4389.23 os_version:"10..11"',
    management: 'browser_version="89.0.4389.23" AND os_version="10..11"',
  },
  {
    list: "browsers",
    params: { where: { extensionCount: 0, deviceIdCollision: false } },
    directory: "num_extensions:0 has_device_id_collision:false",
    management: "extension_count=0 AND device_id_collision=false",
  },
  {
    list: "browsers",
    params: { where: { lastActivityTime: { from: new Date("2026-01-01T00:00:00.900Z") } } },
    directory: "last_activity:2026-01-01T00:00:00..",
    management: 'last_activity_time>="2026-01-01T00:00:00Z"',
  },
  {
    list: "browsers",
    params: { where: { lastActivityTime: { to: "2026-01-01T01:00:00+01:00" } }, query: "sync:..2025-01-01" },
    directory: "last_activity:..2026-01-01T00:00:00 sync:..2025-01-01",
    management: 'last_activity_time<="2026-01-01T00:00:00.999Z" AND sync:..2025-01-01',
  },
  {
    list: "enrollmentTokens",
    params: { where: { state: "revoked" } },
    directory: "token_state:REVOKED",
    management: "token_state=REVOKED",
  },
  ...[
    "token_state:REVOKED device_type:CHROME_BROWSER",
    '"token_state:REVOKED+device_type:CHROME_BROWSER"',
    "“token_state:REVOKED+device_type:CHROME_BROWSER”",
    " token_state:revoked   device_type:chromeBrowser ",
    "token_state:Revoked+device_type:chrome_browser",
  ].map((query) => ({
    list: "enrollmentTokens" as const,
    params: { query },
    directory: "token_state:REVOKED device_type:CHROME_BROWSER",
    management: "token_state:REVOKED AND device_type:CHROME_BROWSER",
  })),
  {
    list: "enrollmentTokens",
    params: { query: 'org_unit_path="/a + b" AND token_state=active' },
    directory: 'org_unit_path="/a + b" AND token_state=ACTIVE',
    management: 'org_unit_path="/a + b" AND token_state=ACTIVE',
  },
];

describe.each(APIS)("for the %s API", (api) => {
  test.each(compiled)("$list with $params", async ({ list, params, ...expected }) => {
    expect(await sentBy(api, list, params)).toBe(expected[api]);
  });

  test("any text is one value, or is refused", async () => {
    const texts = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.stringMatching(/^[ a":\\'=()*.AND]{0,12}$/),
      fc.constantFrom("a os:Windows", 'a" os:Windows', "a\\", "a' OR '", "a AND b=c", "a\nb", "-a", "a..b", "(a)"),
    );
    await fc.assert(
      fc.asyncProperty(texts, async (annotatedUser) => {
        let sent: string | null;
        try {
          sent = await sentBy(api, "browsers", { where: { annotatedUser, policyCount: 7 } });
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidParamsError);
          return;
        }
        const [begin, end] =
          api === "directory" ? ["user:", " num_policies:7"] : ["annotated_user=", " AND policy_count=7"];
        expect(sent?.startsWith(begin) && sent.endsWith(end)).toBe(true);
        const value = sent?.slice(begin.length, -end.length) ?? "";
        // A word without a meaning, or within quotes, of which there is none inside, nor a `\` before the last.
        expect(value).toMatch(/^(?:\w[\w@-]*(?:\.[\w@-]+)*|"[^"\n]*[^"\\\n]"|"[^"]*(?:\\\\)+")$/);
        const text = value.replace(/^"|"$/g, "");
        expect(api === "management" ? text.replaceAll("\\\\", "\\") : text).toBe(annotatedUser);
      }),
    );
  });

  const invalid: { list?: List; params: object; path: string }[] = [
    { params: { where: { machinename: "a" } }, path: "where" },
    { params: { where: { user: "a" } }, path: "where" },
    { params: { where: { toString: "a" } }, path: "where" },
    { params: { where: { machineName: "" } }, path: "where.machineName" },
    { params: { where: { machineName: " " } }, path: "where.machineName" },
    { params: { where: { machineName: "PC*" } }, path: "where.machineName" },
    { params: { where: { machineName: 7 } }, path: "where.machineName" },
    { params: { where: { extensionCount: "7" } }, path: "where.extensionCount" },
    { params: { where: { extensionCount: -1 } }, path: "where.extensionCount" },
    { params: { where: { lastActivityTime: {} } }, path: "where.lastActivityTime" },
    {
      params: { where: { lastActivityTime: { before: "2026-01-01T00:00:00Z", to: new Date() } } },
      path: "where.lastActivityTime",
    },
    { params: { where: { lastActivityTime: { to: "2026-01-01" } } }, path: "where.lastActivityTime.to" },
    { params: { where: { lastActivityTime: { to: new Date(Number.NaN) } } }, path: "where.lastActivityTime.to" },
    { params: { where: "user:a" }, path: "where" },
    { params: { sortOrder: "ascending" }, path: "sortOrder" },
    { params: { orderBy: "last_activity" }, path: "orderBy" },
    { list: "enrollmentTokens", params: { where: { state: "ACTIVE" } }, path: "where.state" },
    { list: "enrollmentTokens", params: { where: { status: "active" } }, path: "where" },
    { list: "enrollmentTokens", params: { where: { tokenType: "CHROME_BROWSER" } }, path: "where.tokenType" },
  ];
  test.each(invalid)("$params is refused at $path", async ({ list = "browsers", params, path }) => {
    expect(await refused(api, list, params)).toEqual([path]);
  });
});

describe("the token that enrolled a browser", () => {
  const params: ListChromeBrowsersParams = { enrollmentToken: "9e4e1468-0001" };

  test("is a condition of the Directory API", async () => {
    expect(await sentBy("directory", "browsers", params)).toBe("enrollment_token:9e4e1468-0001");
  });

  test("is refused by the Chrome Management API", async () => {
    expect(await refused("management", "browsers", params)).toEqual(["enrollmentToken"]);
  });

  test("is in no error, whatever the response quotes", async () => {
    const message = "Invalid query: enrollment_token:9e4e1468-0001";
    const transport = scripted({ status: 400, body: { error: { code: 400, message, errors: [{ message }] } } });
    const error = await rejection(new ChromeDirectory({ auth: "a", transport }).browsers.list(params).toArray());
    expect(String(error)).toContain("enrollment_token:[redacted]");
    expect(JSON.stringify(error)).not.toContain("9e4e1468");
  });
});
