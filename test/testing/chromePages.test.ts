/** The lists of the emulated APIs for Chrome browsers. */
import { describe, expect, test } from "vitest";
import {
  BETA_BROWSERS,
  BETA_TOKENS,
  type ChromeBench,
  chromeBench,
  createToken,
  errorOf,
  query,
  V1,
  valuesOf,
} from "../support/chromeEmulator.js";

describe("pages", () => {
  const lists = [
    { api: "beta", path: BETA_BROWSERS, size: "maxResults", id: "deviceId", by: { orderBy: "machine_name" } },
    {
      api: "v1",
      path: `${V1}/chromeBrowsers`,
      size: "pageSize",
      id: "browserPermanentId",
      by: { orderBy: "machine_name desc" },
    },
    { api: "v1 by default", path: `${V1}/chromeBrowsers`, size: "pageSize", id: "browserPermanentId", by: {} },
  ];

  test.each(lists)("of browsers on $api lose nothing while browsers are deleted", async ({ path, size, id, by }) => {
    const { chrome, send } = chromeBench();
    const added = Array.from({ length: 7 }, (_, i) => chrome.addBrowser({ machineName: `PC${i % 3}` }));
    const seen: unknown[] = [];
    let pageToken: string | undefined;
    do {
      const reply = await send(`GET ${path}${query({ ...by, [size]: 2, pageToken })}`);
      for (const each of valuesOf(reply.items, id)) {
        seen.push(each);
        await send(`DELETE ${BETA_BROWSERS}/${each}`);
      }
      pageToken = reply.body.nextPageToken as string | undefined;
    } while (pageToken !== undefined);
    expect([...seen].sort()).toEqual([...added].sort());
    expect(chrome.browsers).toEqual([]);
  });

  test("of active tokens lose nothing while tokens are revoked", async () => {
    const bench = chromeBench();
    for (const path of ["/1", "/2", "/3", "/4", "/5", "/6"]) {
      bench.chrome.addOrgUnit(path);
      await createToken(bench, path);
    }
    let pageToken: unknown = "";
    const list = { query: "token_state:ACTIVE", pageSize: 1 };
    while (pageToken !== undefined) {
      const { items, body } = await bench.send(`GET ${BETA_TOKENS}${query({ ...list, pageToken: String(pageToken) })}`);
      await bench.send(`POST ${BETA_TOKENS}/${items[0]?.tokenPermanentId}:revoke`);
      pageToken = body.nextPageToken;
    }
    expect(bench.chrome.enrollmentTokens.map(({ state }) => state)).toEqual(Array(6).fill("revoked"));
  });

  const begin = async (bench: ChromeBench) => {
    for (let i = 0; i < 3; i++) bench.chrome.addBrowser({ machineName: `Büro ${i}` });
    const first = { orderBy: "machine_name", query: "büro", maxResults: 1 };
    const { body } = await bench.send(`GET ${BETA_BROWSERS}${query(first)}`);
    return { ...first, pageToken: String(body.nextPageToken) };
  };

  test("go on with another size, and with no other parameters", async () => {
    const bench = chromeBench();
    const next = await begin(bench);
    const rest = await bench.send(`GET ${BETA_BROWSERS}${query({ ...next, maxResults: 2 })}`);
    expect(valuesOf(rest.items, "machineName")).toEqual(["Büro 1", "Büro 2"]);
    for (const other of [{ query: "büro " }, { query: undefined }, { orderBy: "id" }, { orgUnitPath: "/" }]) {
      const reply = await bench.send(`GET ${BETA_BROWSERS}${query({ ...next, ...other })}`);
      expect([reply.status, errorOf(reply).message]).toEqual([
        400,
        "Invalid page token, request parameters do not match page token.",
      ]);
    }
  });

  test("can be continued for an hour", async () => {
    const bench = chromeBench();
    const next = query(await begin(bench));
    await bench.clock.advance(3_600_000);
    expect((await bench.send(`GET ${BETA_BROWSERS}${next}`)).status).toBe(200);
    await bench.clock.advance(1);
    expect((await bench.send(`GET ${BETA_BROWSERS}${next}`)).status).toBe(400);
  });

  test.each(["x", "e30=", btoa("7"), btoa("null")])("do not begin at %s", async (pageToken) => {
    const { send } = chromeBench();
    expect((await send(`GET ${BETA_BROWSERS}${query({ pageToken })}`)).status).toBe(400);
    expect((await send(`GET ${V1}/enrollmentTokens${query({ pageToken })}`)).status).toBe(400);
  });

  test.each([
    `${BETA_BROWSERS}?maxResults=0`,
    `${BETA_BROWSERS}?maxResults=101`,
    `${BETA_BROWSERS}?maxResults=1.5`,
    `${BETA_BROWSERS}?pageSize=1`,
    `${BETA_BROWSERS}?orderBy=machineName`,
    `${BETA_BROWSERS}?orderBy=machine_name&sortOrder=desc`,
    `${BETA_BROWSERS}?orgUnitPath=/None`,
    `${BETA_TOKENS}?pageSize=101`,
    `${BETA_TOKENS}?maxResults=1`,
    `${BETA_TOKENS}?orgUnitPath=/None`,
    `${V1}/chromeBrowsers?pageSize=101`,
    `${V1}/chromeBrowsers?orderBy=machine_name%20asc%20desc`,
    `${V1}/chromeBrowsers?orderBy=id`,
    `${V1}/chromeBrowsers?query=x`,
    `${V1}/chromeBrowsers?orgUnitPath=/`,
    `${V1}/enrollmentTokens?pageSize=101`,
    `${V1}/enrollmentTokens?query=token_state:ACTIVE`,
    `${V1}/profiles?pageSize=201`,
  ])("are not listed by %s", async (target) => {
    expect((await chromeBench().send(`GET ${target}`)).status).toBe(400);
  });

  test("are sorted by number where the key is one, in both directions", async () => {
    const { chrome, send } = chromeBench();
    for (const count of [10, 9, 100]) chrome.addBrowser({ extensionCount: count });
    const sorted = async (target: string) => valuesOf((await send(`GET ${target}`)).items, "extensionCount");
    expect(await sorted(`${BETA_BROWSERS}?orderBy=extension_count`)).toEqual(["9", "10", "100"]);
    expect(await sorted(`${BETA_BROWSERS}?orderBy=extension_count&sortOrder=DESCENDING`)).toEqual(["100", "10", "9"]);
    expect(await sorted(`${V1}/chromeBrowsers?orderBy=extension_count%20desc`)).toEqual(["100", "10", "9"]);
  });

  test("hold what `fields` selects, and names that they cannot have are refused", async () => {
    const { chrome, send } = chromeBench();
    const [id] = [chrome.addBrowser(), chrome.addBrowser()];
    const list = (fields: string) =>
      send(`GET ${BETA_BROWSERS}${query({ fields, maxResults: 1, projection: "FULL" })}`);
    expect((await list("browsers(browsers/profiles(extensions/name))")).body).toEqual({
      browsers: [
        {
          browsers: [{ profiles: [{ extensions: [{ name: "uBlock Origin Lite" }, { name: "Google Docs Offline" }] }] }],
        },
      ],
    });
    expect(Object.keys((await list("nextPageToken")).body)).toEqual(["nextPageToken"]);
    expect((await list("browsers(extensionName)")).status).toBe(400);
    const v1 = (fields: string) => send(`GET ${V1}/chromeBrowsers/${id}${query({ fields })}`);
    expect((await v1("browserPermanentId")).body).toEqual({ browserPermanentId: id });
    expect((await v1("deviceId")).status).toBe(400);
    expect((await v1("browsers/profiles/extensions/name")).status).toBe(400);
  });

  test("leave out a list that is empty", async () => {
    const { send } = chromeBench();
    expect((await send(`GET ${BETA_TOKENS}`)).body).toEqual({ kind: "admin#directory#chromeEnrollmentTokens" });
    expect((await send(`GET ${BETA_BROWSERS}`)).body).toEqual({ kind: "admin#directory#browserdevices" });
    expect((await send(`GET ${V1}/enrollmentTokens`)).body).toEqual({});
    expect((await send(`GET ${V1}/chromeBrowsers`)).body).toEqual({});
  });
});
