/** Organizational units and enrollment tokens by the emulated APIs for Chrome browsers. */
import { InvalidParamsError } from "tessera-sdk";
import { describe, expect, test } from "vitest";
import {
  AUTH,
  BETA_BROWSERS,
  BETA_TOKENS,
  chromeBench,
  createToken,
  errorOf,
  query,
  V1,
  valuesOf,
} from "../support/chromeEmulator.js";

describe("organizational units", () => {
  const ORG_UNITS = "/admin/directory/v1/customer/my_customer/orgunits";

  test("are translated from path to id and back, in any letter case and with slashes as they are", async () => {
    const { chrome, send } = chromeBench();
    const id = chrome.addOrgUnit("/Sales/Laptops");
    for (const given of ["Sales/Laptops", "sales/LAPTOPS", "Sales%2FLaptops", `id:${id}`, `id%3A${id}`]) {
      const { status, body } = await send(`GET ${ORG_UNITS}/${given}`);
      expect(status).toBe(200);
      expect(body).toMatchObject({
        kind: "admin#directory#orgUnit",
        name: "Laptops",
        orgUnitPath: "/Sales/Laptops",
        orgUnitId: `id:${id}`,
        parentOrgUnitPath: "/Sales",
      });
    }
    for (const given of ["None", id, "id:none"]) expect((await send(`GET ${ORG_UNITS}/${given}`)).status).toBe(404);
  });

  test("have a scope of their own", async () => {
    const { send } = chromeBench();
    const get = (scope: string) => send(`GET ${ORG_UNITS}/Sales`, undefined, { scopes: [`${AUTH}/${scope}`] });
    expect((await get("admin.directory.orgunit.readonly")).status).toBe(200);
    expect((await get("admin.directory.device.chromebrowsers")).status).toBe(403);
  });

  test("are added with those above them, once, and wrong paths are refused", () => {
    const { chrome } = chromeBench();
    const id = chrome.addOrgUnit("/A/B/C");
    expect(chrome.addOrgUnit("/a/b/c")).toBe(id);
    expect(chrome.addBrowser({ orgUnitPath: "/A/b" })).toBeTruthy();
    expect(chrome.browsers[0]?.orgUnitPath).toBe("/A/B");
    for (const path of ["", "A", "/A/", "//A", "/A//B"])
      expect(() => chrome.addOrgUnit(path)).toThrow(InvalidParamsError);
    expect(() => chrome.addBrowser({ orgUnitPath: "/None" })).toThrow(/addOrgUnit/);
    expect(() => chrome.addBrowser({ lastActivityTime: "yesterday" })).toThrow(InvalidParamsError);
  });
});

describe("enrollment tokens", () => {
  test("of one API are those of the other, each in its own form", async () => {
    const bench = chromeBench();
    const { chrome, send } = bench;
    const sales = chrome.addOrgUnit("/Sales");
    const { body: beta } = await createToken(bench, "/sales");
    const { body: v1 } = await send(`GET ${V1}/enrollmentTokens/${beta.tokenPermanentId}`);
    expect(beta).toEqual({
      kind: "admin#directory#chromeEnrollmentToken",
      tokenPermanentId: expect.any(String),
      token: expect.any(String),
      customerId: "03az79cb",
      orgUnitPath: "/Sales",
      state: "active",
      creatorId: expect.stringMatching(/^\d+$/),
      createTime: expect.stringMatching(/:\d\dZ$/),
      tokenType: "chromeBrowser",
    });
    expect(v1).toEqual({
      name: `customers/C03az79cb/enrollmentTokens/${beta.tokenPermanentId}`,
      tokenPermanentId: beta.tokenPermanentId,
      token: beta.token,
      customerId: "C03az79cb",
      orgUnitId: sales,
      state: "ENROLLMENT_TOKEN_STATE_ACTIVE",
      createTime: expect.stringMatching(/\.\d{3}Z$/),
      creatorId: expect.stringContaining("@"),
      tokenType: "ENROLLMENT_TOKEN_TYPE_CHROME_BROWSER",
    });
    const revoked = await send(`POST ${V1}/enrollmentTokens/${beta.tokenPermanentId}:revoke`);
    expect(revoked.body).toMatchObject({ state: "ENROLLMENT_TOKEN_STATE_REVOKED", revokeTime: expect.any(String) });
    expect((await send(`GET ${BETA_TOKENS}`)).items).toMatchObject([{ state: "revoked", revokerId: beta.creatorId }]);
  });

  test("are one at a time in a unit, whichever API creates them, until that one is revoked or expires", async () => {
    const bench = chromeBench();
    const { chrome, send, clock } = bench;
    const v1 = (orgUnitId: string) => send(`POST ${V1}/enrollmentTokens`, { orgUnitId });
    const body = { token_type: "CHROME_BROWSER", org_unit_path: "/Sales", ttl: "60s" };
    expect((await send(`POST ${BETA_TOKENS}`, body)).status).toBe(200);
    const beta = await createToken(bench, "/SALES");
    expect([beta.status, errorOf(beta).message, errorOf(beta).errors?.[0]?.reason]).toEqual([
      400,
      "Invalid Input",
      "invalid",
    ]);
    const second = await v1(chrome.addOrgUnit("/Sales"));
    expect([second.status, errorOf(second).status]).toEqual([400, "FAILED_PRECONDITION"]);
    expect((await createToken(bench, "/Sales/Laptops")).status).toBe(200);
    await clock.advance(60_000);
    const next = await v1(chrome.addOrgUnit("/Sales"));
    expect(next.status).toBe(200);
    await send(`POST ${BETA_TOKENS}/${next.body.tokenPermanentId}:revoke`);
    expect((await createToken(bench, "/Sales")).status).toBe(200);
  });

  test("can have an id of the caller's on v1, once; it is the last segment of the name, and no more", async () => {
    const bench = chromeBench();
    const { chrome, send } = bench;
    const withId = (id: string, unit = "/Sales") =>
      send(`POST ${V1}/enrollmentTokens?enrollmentTokenId=${id}`, { orgUnitId: chrome.addOrgUnit(unit) });
    const { body } = await withId("run.1_A-b");
    expect(body.name).toBe("customers/C03az79cb/enrollmentTokens/run.1_A-b");
    expect(body.tokenPermanentId).not.toBe("run.1_A-b");
    expect((await send(`GET ${V1}/enrollmentTokens/run.1_A-b`)).body).toEqual(body);
    expect((await send(`GET ${V1}/enrollmentTokens/${body.tokenPermanentId}`)).status).toBe(404);
    const again = await withId("run.1_A-b", "/Support");
    expect([again.status, errorOf(again).status]).toEqual([409, "ALREADY_EXISTS"]);
    for (const id of ["a%20b", "a%2Fb", "x".repeat(64)]) expect((await withId(id, "/Support")).status).toBe(400);
    expect((await send(`POST ${BETA_TOKENS}/${body.tokenPermanentId}:revoke`)).text).toBe("");
  });

  test.each([
    { org_unit_path: "/None" },
    { org_unit_path: "Sales" },
    { org_unit_path: "" },
    { token_type: "CHROME_OS" },
    { token_type: undefined },
    { orgUnitPath: "/Sales" },
    { ttl: 60 },
    { ttl: "0s" },
    { ttl: "60s", expire_time: "2099-01-01T00:00:00Z" },
    { expire_time: "2099-01-01T00:00:00.000Z" },
  ])("the beta refuses %j", async (fields) => {
    const { send, chrome } = chromeBench();
    const reply = await send(`POST ${BETA_TOKENS}`, { token_type: "CHROME_BROWSER", ...fields });
    expect(reply.status).toBe(400);
    expect(chrome.enrollmentTokens).toEqual([]);
  });

  test.each([
    { orgUnitId: "/Sales" },
    { orgUnitId: "none" },
    { orgUnitPath: "/Sales" },
    { org_unit_id: "x" },
    { ttl: "60s" },
    { expireTime: "2099-01-01T00:00:00Z" },
    { tokenType: "CHROME_BROWSER" },
    { tokenType: "ENROLLMENT_TOKEN_TYPE_UNSPECIFIED" },
  ])("v1 refuses %j", async (fields) => {
    const { send, chrome } = chromeBench();
    expect((await send(`POST ${V1}/enrollmentTokens`, fields)).status).toBe(400);
    expect(chrome.enrollmentTokens).toEqual([]);
  });

  test("v1 refuses an id of a unit that begins with `id:`, and takes the root without one", async () => {
    const { send, chrome } = chromeBench();
    const orgUnitId = `id:${chrome.addOrgUnit("/Sales")}`;
    expect((await send(`POST ${V1}/enrollmentTokens`, { orgUnitId })).status).toBe(400);
    expect((await send(`POST ${V1}/enrollmentTokens`, {})).body.orgUnitId).toBe(chrome.addOrgUnit("/"));
  });

  test("enroll browsers while they are active; the beta finds these by the token, and its policies hold it", async () => {
    const bench = chromeBench();
    const { chrome, send, clock } = bench;
    const { body } = await createToken(bench, "/Sales");
    const token = String(body.token);
    const deviceId = chrome.enroll(token, { machineName: "PC1" });
    chrome.addBrowser({ machineName: "PC2" });
    expect(chrome.browsers[0]).toEqual({ deviceId, machineName: "PC1", orgUnitPath: "/Sales" });
    const found = await send(`GET ${BETA_BROWSERS}${query({ query: `enrollment_token:${token}` })}`);
    expect(valuesOf(found.items, "deviceId")).toEqual([deviceId]);
    const { body: full } = await send(`GET ${BETA_BROWSERS}/${deviceId}?projection=FULL`);
    expect(full.machinePolicies).toContainEqual({
      name: "CloudManagementEnrollmentToken",
      source: "MACHINE_PLATFORM",
      value: JSON.stringify(token),
    });
    await send(`POST ${BETA_TOKENS}/${body.tokenPermanentId}:revoke`);
    expect(chrome.enroll(token)).toBeUndefined();
    expect(chrome.enroll("unknown")).toBeUndefined();
    const short = await send(`POST ${BETA_TOKENS}`, { token_type: "CHROME_BROWSER", ttl: "60s" });
    await clock.advance(60_000);
    expect(chrome.enroll(String(short.body.token))).toBeUndefined();
  });
});
