/** Every spelling that the documents, captured responses and the successor API give, read into one model. */
import { ChromeDirectory, type Drift } from "tessera-sdk";
import { describe, expect, test } from "vitest";
import { readEnrollmentToken } from "../../src/chromeDirectory/models.js";
import { scripted } from "../support/scripted.js";

const BASE = { tokenPermanentId: "p", token: "t" };

async function read(wire: object): Promise<{ token: object; drifts: string[] }> {
  const drifts: string[] = [];
  const onDrift = ({ path, problem }: Drift) => drifts.push(`${path} ${problem}`);
  const client = new ChromeDirectory({ auth: "a", transport: scripted({ body: wire }), onDrift });
  return { token: await client.enrollmentTokens.create(), drifts };
}

async function readPage(wire: unknown) {
  const drifts: string[] = [];
  const onDrift = ({ path, problem }: Drift) => drifts.push(`${path} ${problem}`);
  const client = new ChromeDirectory({ auth: "a", transport: scripted({ body: wire }), onDrift });
  const pages = client.enrollmentTokens.list().pages();
  const { value } = await pages.next();
  await pages.return();
  return { page: value, drifts };
}

describe("one token", () => {
  const spellings: { wire: object; read: object }[] = [
    { wire: { ...BASE }, read: {} },
    { wire: { token_permanent_id: "p", token: "t" }, read: {} },
    { wire: { TokenPermanentID: "p", token: "t" }, read: {} },
    { wire: { tokenPermanentId: "p", tokenId: "t" }, read: {} },
    { wire: { tokenPermanentId: "p", token_id: "t" }, read: {} },
    { wire: { ...BASE, customerId: "03az" }, read: { customerId: "03az" } },
    { wire: { ...BASE, customer_id: "03az" }, read: { customerId: "03az" } },
    { wire: { ...BASE, orgUnitPath: "/a" }, read: { orgUnitPath: "/a" } },
    { wire: { ...BASE, org_unit_path: "/a" }, read: { orgUnitPath: "/a" } },
    { wire: { ...BASE, orgUnitId: "03ph" }, read: { orgUnitId: "03ph" } },
    { wire: { ...BASE, state: "active" }, read: { state: "active" } },
    { wire: { ...BASE, state: "EXPIRED" }, read: { state: "expired" } },
    { wire: { ...BASE, tokenState: "revoked" }, read: { state: "revoked" } },
    { wire: { ...BASE, token_state: "ACTIVE" }, read: { state: "active" } },
    { wire: { ...BASE, state: "ENROLLMENT_TOKEN_STATE_ACTIVE" }, read: { state: "active" } },
    { wire: { ...BASE, state: "ENROLLMENT_TOKEN_STATE_REVOKED" }, read: { state: "revoked" } },
    { wire: { ...BASE, createTime: "2020-04-30T19:22:44Z" }, read: { createTime: "2020-04-30T19:22:44Z" } },
    { wire: { ...BASE, create_time: "2020-04-30T19:22:44Z" }, read: { createTime: "2020-04-30T19:22:44Z" } },
    { wire: { ...BASE, creationTime: "2020-04-30T19:22:44Z" }, read: { createTime: "2020-04-30T19:22:44Z" } },
    { wire: { ...BASE, createdTime: "2020-04-30T19:22:44Z" }, read: { createTime: "2020-04-30T19:22:44Z" } },
    { wire: { ...BASE, creatorId: "1" }, read: { creatorId: "1" } },
    { wire: { ...BASE, creator_id: "1" }, read: { creatorId: "1" } },
    { wire: { ...BASE, expireTime: "2021-04-30T19:22:44Z" }, read: { expireTime: "2021-04-30T19:22:44Z" } },
    { wire: { ...BASE, expire_time: "2021-04-30T19:22:44Z" }, read: { expireTime: "2021-04-30T19:22:44Z" } },
    {
      wire: { ...BASE, expiration: { expireTime: "2021-04-30T19:22:44Z" } },
      read: { expireTime: "2021-04-30T19:22:44Z" },
    },
    {
      wire: { ...BASE, expiration: { expire_time: "2021-04-30T19:22:44Z" } },
      read: { expireTime: "2021-04-30T19:22:44Z" },
    },
    { wire: { ...BASE, ttl: "3600s" }, read: { ttl: "3600s" } },
    { wire: { ...BASE, expiration: { ttl: "3600s" } }, read: { ttl: "3600s" } },
    { wire: { ...BASE, revokerId: "2" }, read: { revokerId: "2" } },
    { wire: { ...BASE, revoker_id: "2" }, read: { revokerId: "2" } },
    { wire: { ...BASE, revokeTime: "2021-04-30T19:22:44.594Z" }, read: { revokeTime: "2021-04-30T19:22:44.594Z" } },
    { wire: { ...BASE, revoke_time: "2021-04-30T19:22:44Z" }, read: { revokeTime: "2021-04-30T19:22:44Z" } },
    { wire: { ...BASE, tokenType: "chromeBrowser" }, read: { tokenType: "chromeBrowser" } },
    { wire: { ...BASE, token_type: "CHROME_BROWSER" }, read: { tokenType: "chromeBrowser" } },
    { wire: { ...BASE, tokenType: "ENROLLMENT_TOKEN_TYPE_CHROME_BROWSER" }, read: { tokenType: "chromeBrowser" } },
    {
      wire: { ...BASE, kind: "admin#directory#chromeEnrollmentToken" },
      read: { kind: "admin#directory#chromeEnrollmentToken" },
    },
  ];
  test.each(spellings)("$wire reads as the canonical field, without drift", async ({ wire, read: fields }) => {
    const { token, drifts } = await read(wire);
    expect(token).toEqual({ ...BASE, ...fields });
    expect(drifts).toEqual([]);
  });

  test("in the service's own spelling is not copied", () => {
    const token = {
      ...BASE,
      state: "active",
      orgUnitPath: "/a",
      orgUnitId: "03ph",
      customerId: "03az",
      createTime: "2020-04-30T19:22:44Z",
      creatorId: "1",
      expireTime: "2021-04-30T19:22:44Z",
      ttl: "3600s",
      revokeTime: "2021-04-30T19:22:44Z",
      revokerId: "2",
      tokenType: "chromeBrowser",
      kind: "admin#directory#chromeEnrollmentToken",
    };
    expect(readEnrollmentToken(token)).toBe(token);
  });

  test("is read from every spelling when responses are not validated, too", async () => {
    const transport = scripted({ body: { token_permanent_id: "p", token: "t", state: "ACTIVE" } });
    const client = new ChromeDirectory({ auth: "a", transport, validation: "off" });
    expect(await client.enrollmentTokens.create()).toEqual({ ...BASE, state: "active" });
  });

  test("as the reference's list sample shows it", async () => {
    const { token } = await read({
      tokenId: "token_id_value",
      tokenPermanentId: "token_Permanent_id_value",
      kind: "admin#directory#chromeEnrollmentToken",
      orgUnitPath: "/Org-unit-path",
      state: "active",
      creator_id: "unique_id_of_user",
      create_time: "2020-04-30T19:22:44Z",
      tokenType: "chromeBrowser",
    });
    expect(token).toEqual({
      token: "token_id_value",
      tokenPermanentId: "token_Permanent_id_value",
      kind: "admin#directory#chromeEnrollmentToken",
      orgUnitPath: "/Org-unit-path",
      state: "active",
      creatorId: "unique_id_of_user",
      createTime: "2020-04-30T19:22:44Z",
      tokenType: "chromeBrowser",
    });
  });

  test("as the successor API shows it, its permanent id being the end of its name", async () => {
    const body = {
      name: "customers/C03az79cb/enrollmentTokens/own-id",
      tokenPermanentId: "another",
      token: "t",
      orgUnitId: "03ph",
      state: "ENROLLMENT_TOKEN_STATE_EXPIRED",
      creatorId: "admin@example.com",
      tokenType: "ENROLLMENT_TOKEN_TYPE_CHROME_BROWSER",
    };
    const client = new ChromeDirectory({ auth: "a", api: "management", transport: scripted({ body }) });
    expect(await client.enrollmentTokens.create()).toEqual({
      name: body.name,
      tokenPermanentId: "own-id",
      token: "t",
      orgUnitId: "03ph",
      state: "expired",
      creatorId: "admin@example.com",
      tokenType: "chromeBrowser",
    });
  });

  const conflicts: { name: string; wire: object; read: object }[] = [
    { name: "token before tokenId", wire: { tokenPermanentId: "p", tokenId: "second", token: "t" }, read: {} },
    {
      name: "state before tokenState",
      wire: { ...BASE, tokenState: "revoked", state: "active" },
      read: { state: "active" },
    },
    {
      name: "createTime before creationTime and createdTime",
      wire: { ...BASE, createdTime: "3", creationTime: "2", createTime: "1" },
      read: { createTime: "1" },
    },
    {
      name: "a flat expireTime before the nested one",
      wire: { ...BASE, expiration: { expireTime: "2" }, expireTime: "1" },
      read: { expireTime: "1" },
    },
    { name: "a second spelling in place of a null first", wire: { ...BASE, token: null, tokenId: "t" }, read: {} },
    {
      name: "a nested time in place of a null flat one",
      wire: { ...BASE, expireTime: null, expiration: { expireTime: "1" } },
      read: { expireTime: "1" },
    },
  ];
  test.each(conflicts)("takes $name", async ({ wire, read: fields }) => {
    expect((await read(wire)).token).toEqual({ ...BASE, ...fields });
  });

  test.each([
    { wire: { state: "paused" }, token: { state: "paused" }, drift: "state unknown_value" },
    { wire: { tokenType: "chromeDevice" }, token: { tokenType: "chromeDevice" }, drift: "tokenType unknown_value" },
    { wire: { policyCount: 3 }, token: { policyCount: 3 }, drift: "policyCount unknown_field" },
    { wire: { expireTime: null }, token: {}, drift: "expireTime null" },
    { wire: { orgUnitPath: 7 }, token: { orgUnitPath: 7 }, drift: "orgUnitPath mistyped" },
  ])("passes $wire on and reports it", async ({ wire, token: fields, drift }) => {
    const { token, drifts } = await read({ ...BASE, ...wire });
    expect(token).toEqual({ ...BASE, ...fields });
    expect(drifts).toEqual([drift]);
  });

  test("with a field called __proto__ changes no prototype", async () => {
    const wire = JSON.parse('{"tokenPermanentId":"p","token":"t","__proto__":{"state":"active"}}') as object;
    const { token } = await read(wire);
    expect(Object.getPrototypeOf(token)).toBe(Object.prototype);
  });

  test.each([
    { token: "t" },
    { tokenPermanentId: "p" },
    { tokenPermanentId: null, token: "t" },
    { id: "p", token: "t" },
  ])("is refused as %j, where a required field is missing", async (wire) => {
    await expect(read(wire)).rejects.toMatchObject({ name: "InvalidResponseError" });
  });
});

describe("a page", () => {
  test.each(["chromeEnrollmentTokens", "chrome_enrollment_tokens", "enrollmentTokens", "enrollment_tokens"])(
    "has its items under %s",
    async (name) => {
      const { page, drifts } = await readPage({ kind: "admin#directory#chromeEnrollmentTokens", [name]: [BASE] });
      expect(page).toEqual({ items: [BASE] });
      expect(drifts).toEqual([]);
    },
  );

  test.each([{}, { chromeEnrollmentTokens: null }, { chromeEnrollmentTokens: [] }, { kind: "k" }])(
    "is empty as %j",
    async (wire) => {
      expect((await readPage(wire)).page).toEqual({ items: [] });
    },
  );

  test.each([
    { wire: { nextPageToken: "n" }, next: "n" },
    { wire: { next_page_token: "n" }, next: "n" },
    { wire: { nextPageToken: "" }, next: undefined },
    { wire: { nextPageToken: null }, next: undefined },
  ])("with $wire goes on at $next", async ({ wire, next }) => {
    const { page } = await readPage({ chromeEnrollmentTokens: [BASE], ...wire });
    expect(page).toEqual({ items: [BASE], ...(next && { nextPageToken: next }) });
  });

  test("reports unknown fields of items and of itself, each once", async () => {
    const { drifts } = await readPage({
      chromeEnrollmentTokens: [
        { ...BASE, a: 1 },
        { ...BASE, a: 2 },
      ],
      total: 2,
    });
    expect(drifts.sort()).toEqual(["items[0].a unknown_field", "total unknown_field"]);
  });

  const odd: { wire: object; items: object[]; drifts: string[] }[] = [
    {
      wire: { tokenPermanentId: "p", state: "active" },
      items: [{ tokenPermanentId: "p", state: "active" }],
      drifts: [],
    },
    { wire: { token: "t" }, items: [{ token: "t" }], drifts: [] },
    { wire: {}, items: [{}], drifts: [] },
    { wire: { ...BASE, token: null }, items: [{ tokenPermanentId: "p" }], drifts: ["items[0].token null"] },
    { wire: { ...BASE, token: 7 }, items: [{ ...BASE, token: 7 }], drifts: ["items[0].token mistyped"] },
  ];
  test.each(odd)("keeps the item $wire, and the others", async ({ wire, items, drifts }) => {
    const read = await readPage({ chromeEnrollmentTokens: [wire, BASE] });
    expect(read.page).toEqual({ items: [...items, BASE] });
    expect(read.drifts).toEqual(drifts);
  });

  test("loses an item that is null, and reports it", async () => {
    const { page, drifts } = await readPage({ chromeEnrollmentTokens: [null, BASE] });
    expect(page).toEqual({ items: [BASE] });
    expect(drifts).toEqual(["items[0] null"]);
  });

  test.each([[{ chromeEnrollmentTokens: "none" }], [[]], [null], [1], ["x"]])(
    "is refused as %j, saying why",
    async (wire) => {
      const message = expect.stringMatching(/a page without a list|but (?:the response|the body) is/);
      await expect(readPage(wire)).rejects.toMatchObject({ name: "InvalidResponseError", message });
    },
  );
});
