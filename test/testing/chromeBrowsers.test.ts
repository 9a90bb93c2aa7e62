/** Browsers and profiles by the emulated APIs for Chrome browsers. */
import { InvalidParamsError } from "tessera-sdk";
import { describe, expect, test } from "vitest";
import {
  BETA_BROWSERS,
  type ChromeBench,
  chromeBench,
  errorOf,
  query,
  type Reply,
  V1,
  valuesOf,
} from "../support/chromeEmulator.js";

describe("browsers", () => {
  const FULL_ONLY = ["browsers", "lastDeviceUsers", "lastStatusReportTime", "machinePolicies"];

  test("of the beta are BASIC unless FULL is requested, and FULL after an update", async () => {
    const { chrome, send } = chromeBench();
    const deviceId = chrome.addBrowser({ annotatedUser: "ada" });
    const held = async (reply: Promise<Reply>) => {
      const { body } = await reply;
      return FULL_ONLY.filter((name) => name in body);
    };
    expect(await held(send(`GET ${BETA_BROWSERS}/${deviceId}`))).toEqual([]);
    expect(await held(send(`GET ${BETA_BROWSERS}/${deviceId}?projection=BASIC`))).toEqual([]);
    expect(await held(send(`GET ${BETA_BROWSERS}/${deviceId}?projection=FULL`))).toEqual(FULL_ONLY);
    expect(await held(send(`PUT ${BETA_BROWSERS}/${deviceId}`, { deviceId }))).toEqual(FULL_ONLY);
    expect(await held(send(`PUT ${BETA_BROWSERS}/${deviceId}?projection=BASIC`, { deviceId }))).toEqual([]);
    expect((await send(`GET ${BETA_BROWSERS}/${deviceId}?projection=SOME`)).status).toBe(400);
    expect((await send(`GET ${V1}/chromeBrowsers/${deviceId}?projection=FULL`)).status).toBe(400);
  });

  test("have the names and values of each API, and counts as text", async () => {
    const { chrome, send } = chromeBench();
    const deviceId = chrome.addBrowser({ extensionCount: 40 });
    const { body: beta } = await send(`GET ${BETA_BROWSERS}/${deviceId}?projection=FULL`);
    const { body: v1 } = await send(`GET ${V1}/chromeBrowsers/${deviceId}`);
    expect(beta).toMatchObject({
      kind: "admin#directory#browserdevice",
      deviceId,
      orgUnitPath: "/",
      extensionCount: "40",
      browsers: [
        { channel: "STABLE", profiles: [{ name: "Person 1", extensions: [{ name: "uBlock Origin Lite" }, {}] }] },
      ],
    });
    expect(v1).toMatchObject({
      name: `customers/C03az79cb/chromeBrowsers/${deviceId}`,
      browserPermanentId: deviceId,
      orgUnitId: chrome.addOrgUnit("/"),
      extensionCount: "40",
      browsers: [
        {
          channel: "CHANNEL_STABLE",
          profiles: [{ profileName: "Person 1", extensions: [{ extensionName: "uBlock Origin Lite" }, {}] }],
        },
      ],
    });
  });

  test("lose what an update on the beta does not give", async () => {
    const { chrome, send } = chromeBench();
    const deviceId = chrome.addBrowser({ annotatedUser: "ada", annotatedNotes: "old" });
    await send(`PUT ${BETA_BROWSERS}/${deviceId}`, { deviceId, annotatedNotes: "new" });
    expect(chrome.browsers).toMatchObject([{ annotatedNotes: "new" }]);
    expect(chrome.browsers[0]).not.toHaveProperty("annotatedUser");
  });

  test("keep what the mask of a patch on v1 does not name", async () => {
    const { chrome, send } = chromeBench();
    const id = chrome.addBrowser({ annotatedUser: "ada", annotatedNotes: "old", annotatedLocation: "Oslo" });
    const patch = (updateMask: string | undefined, body: object) =>
      send(`PATCH ${V1}/chromeBrowsers/${id}${query({ updateMask })}`, body);
    expect(
      (await patch("annotatedNotes,annotated_location", { annotatedNotes: "new", annotatedUser: "x" })).status,
    ).toBe(200);
    expect(chrome.browsers[0]).toMatchObject({ annotatedUser: "ada", annotatedNotes: "new" });
    expect(chrome.browsers[0]).not.toHaveProperty("annotatedLocation");
    for (const mask of [undefined, "machineName", "annotatedNotes,", "unknown"])
      expect((await patch(mask, { annotatedNotes: "x" })).status).toBe(400);
  });

  test.each([{ annotatedAssetid: "x" }, { deviceId: "other" }, { annotatedNotes: 7 }, { annotated_notes: "x" }])(
    "an update of %j is refused",
    async (fields) => {
      const { chrome, send } = chromeBench();
      const deviceId = chrome.addBrowser();
      expect((await send(`PUT ${BETA_BROWSERS}/${deviceId}`, { deviceId, ...fields })).status).toBe(400);
    },
  );

  test("an unknown name in an update is refused in Google's words", async () => {
    const { chrome, send } = chromeBench();
    const deviceId = chrome.addBrowser();
    const reply = await send(`PUT ${BETA_BROWSERS}/${deviceId}`, { deviceId, annotatedAssetid: "x" });
    expect(errorOf(reply).message).toBe(
      `Invalid JSON payload received. Unknown name "annotatedAssetid" at 'browser': Cannot find field.`,
    );
  });

  test("are deleted with an empty body on the beta, and with an empty object on v1", async () => {
    const { chrome, send } = chromeBench();
    const [one, other] = [chrome.addBrowser(), chrome.addBrowser()];
    expect((await send(`DELETE ${BETA_BROWSERS}/${one}`)).text).toBe("");
    expect((await send(`DELETE ${V1}/chromeBrowsers/${other}`)).text).toBe("{}");
    expect(chrome.browsers).toEqual([]);
    expect((await send(`DELETE ${BETA_BROWSERS}/${one}`)).status).toBe(404);
    expect((await send(`DELETE ${V1}/chromeBrowsers/${other}`)).status).toBe(404);
  });

  const moves = ["beta", "v1"] as const;
  const move = ({ chrome, send }: ChromeBench, api: (typeof moves)[number], path: string, ids: readonly string[]) =>
    api === "beta"
      ? send(`POST ${BETA_BROWSERS}/moveChromeBrowsersToOu`, { org_unit_path: path, resource_ids: ids })
      : send(`POST ${V1}/chromeBrowsers:move`, { destinationOrgUnitId: chrome.addOrgUnit(path), resourceIds: ids });

  test.each(moves)("are moved all or not at all by the %s, 600 at most", async (api) => {
    const bench = chromeBench();
    const { chrome } = bench;
    const ids = Array.from({ length: 601 }, () => chrome.addBrowser());
    const paths = () => new Set(valuesOf(chrome.browsers as unknown as Record<string, unknown>[], "orgUnitPath"));
    expect((await move(bench, api, "/Sales", ids)).status).toBe(400);
    expect((await move(bench, api, "/Sales", [...ids.slice(0, 2), "none"])).status).toBeGreaterThanOrEqual(400);
    expect((await move(bench, api, "/Sales", [])).status).toBe(400);
    expect(paths()).toEqual(new Set(["/"]));
    expect(await move(bench, api, "/Sales", ids.slice(0, 600))).toMatchObject({ status: 200, text: "" });
    expect(chrome.browsers.filter(({ orgUnitPath }) => orgUnitPath === "/Sales")).toHaveLength(600);
  });

  test("are moved by the beta to a path, with or without its slash, or an id with `id:`", async () => {
    const bench = chromeBench();
    const id = bench.chrome.addBrowser();
    for (const [unit, path] of [
      ["/sales", "/Sales"],
      ["Sales/Laptops", "/Sales/Laptops"],
      [`id:${bench.chrome.addOrgUnit("/Support")}`, "/Support"],
    ] as const) {
      await move(bench, "beta", unit, [id]);
      expect(bench.chrome.browsers[0]?.orgUnitPath).toBe(path);
    }
    expect((await move(bench, "beta", "/None", [id])).status).toBe(400);
  });
});

describe("profiles", () => {
  test("are listed, deleted, and carry out commands until these expire", async () => {
    const { chrome, send, clock } = chromeBench();
    const id = chrome.addProfile({ userEmail: "bo@example.com" });
    const PROFILE = `${V1}/profiles/${id}`;
    const { body } = await send(`GET ${PROFILE}`);
    expect(body).toMatchObject({ name: `customers/C03az79cb/profiles/${id}`, userEmail: "bo@example.com" });
    expect((await send(`GET ${V1}/profiles`)).body).toEqual({ chromeBrowserProfiles: [body], totalSize: "1" });

    const command = { commandType: "clearBrowsingData", payload: { clearCache: true } };
    const { body: issued } = await send(`POST ${PROFILE}/commands`, command);
    expect(issued).toMatchObject({ ...command, commandState: "PENDING" });
    chrome.checkIn(id);
    const commandId = String(issued.name).split("/").at(-1);
    const { body: done } = await send(`GET ${PROFILE}/commands/${commandId}`);
    expect(done).toMatchObject({ commandState: "EXECUTED_BY_CLIENT", commandResult: { resultType: "SUCCESS" } });
    await send(`POST ${PROFILE}/commands`, command);
    await clock.advance(86_400_000);
    chrome.checkIn(id);
    const { items } = await send(`GET ${PROFILE}/commands`);
    expect(valuesOf(items, "commandState")).toEqual(["EXECUTED_BY_CLIENT", "EXPIRED"]);

    expect((await send(`DELETE ${PROFILE}`)).text).toBe("{}");
    for (const gone of [PROFILE, `${PROFILE}/commands`, `${PROFILE}/commands/${commandId}`])
      expect((await send(`GET ${gone}`)).status).toBe(404);
    expect(() => chrome.checkIn(id)).toThrow(InvalidParamsError);
  });

  test.each([
    {},
    { commandType: "clearBrowsingData" },
    { payload: {} },
    { commandType: "unknown", payload: {} },
    { commandType: "clearBrowsingData", payload: "x" },
    { commandType: "clearBrowsingData", payload: {}, extra: 1 },
  ])("the command %j is refused", async (body) => {
    const { chrome, send } = chromeBench();
    expect((await send(`POST ${V1}/profiles/${chrome.addProfile()}/commands`, body)).status).toBe(400);
  });
});
