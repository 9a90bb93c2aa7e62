/** What the emulated services do, by each of the three ways to them. */
import { describe, expect, test } from "vitest";
import { ACCOUNT, DEVICE, USER, ways } from "../support/emulators.js";

const ENTERPRISE = { enterpriseId: USER.enterpriseId, enrollmentTokenType: "userDevice" } as const;
const HOUR = 3_600_000;

describe.each(ways)("$way, Android Enterprise", ({ open }) => {
  test("issues an authentication token that is redeemed once", async () => {
    const { emm, emulator } = await open();
    const { token, kind } = await emm.users.generateAuthenticationToken(USER);
    expect(kind).toBe("androidenterprise#authenticationToken");
    expect(emulator.androidEnterprise.authenticationTokens).toEqual([{ ...USER, token, state: "active" }]);
    expect(emulator.androidEnterprise.redeem(token)).toBe(true);
    expect(emulator.androidEnterprise.redeem(token)).toBe(false);
    expect(emulator.androidEnterprise.redeem("unknown")).toBe(false);
    expect(emulator.androidEnterprise.authenticationTokens).toMatchObject([{ state: "used" }]);
  });

  test("lets an authentication token expire after ten minutes", async () => {
    const { emm, emulator, clock } = await open();
    const { token } = await emm.users.generateAuthenticationToken(USER);
    await clock.advance(599_999);
    expect(emulator.androidEnterprise.authenticationTokens).toMatchObject([{ state: "active" }]);
    await clock.advance(1);
    expect(emulator.androidEnterprise.authenticationTokens).toMatchObject([{ state: "expired" }]);
    expect(emulator.androidEnterprise.redeem(token)).toBe(false);
  });

  test("issues enrollment tokens with the requested lifetime, an hour by default", async () => {
    const { emm, emulator, clock } = await open();
    const short = await emm.enrollmentTokens.create({ ...ENTERPRISE, duration: 60 });
    const usual = await emm.enrollmentTokens.create({ ...ENTERPRISE, enrollmentTokenType: "userlessDevice" });
    expect(short).toMatchObject({ duration: "60s", enrollmentTokenType: "userDevice" });
    expect(usual).toMatchObject({ duration: "3600s", enrollmentTokenType: "userlessDevice" });
    const states = () => emulator.androidEnterprise.enrollmentTokens.map(({ state }) => state);
    await clock.advance(60_000);
    expect(states()).toEqual(["expired", "active"]);
    await clock.advance(HOUR);
    expect(states()).toEqual(["expired", "expired"]);
  });

  test("refuses what it does not know and what it does not manage", async () => {
    const { emm, emulator } = await open();
    const generate = (enterpriseId: string, userId: string) =>
      emm.users.generateAuthenticationToken({ enterpriseId, userId });
    await expect(generate("LC-other", "110001")).rejects.toMatchObject({ kind: "not_found", status: 404 });
    await expect(generate("LC00lwk1yg", "999")).rejects.toMatchObject({ kind: "not_found" });
    await expect(generate("LC00lwk1yg", "220002")).rejects.toMatchObject({
      kind: "invalid_request",
      reason: "invalid",
    });
    emulator.androidEnterprise.addEnterprise("LC-other", [{ id: "u/1" }]);
    expect(await generate("LC-other", "u/1")).toHaveProperty("token");
  });
});

describe.each(ways)("$way, Chrome Directory", ({ open }) => {
  test("lists what it created, by unit and by state, and revokes it", async () => {
    const { chrome, emulator, clock } = await open();
    const sales = await chrome.enrollmentTokens.create({ orgUnitPath: "/Sales", ttl: 60 });
    const root = await chrome.enrollmentTokens.create();
    expect(sales).toMatchObject({ orgUnitPath: "/Sales", state: "active", tokenType: "chromeBrowser" });
    expect(sales.expireTime).toMatch(/Z$/);
    expect(root).toMatchObject({ orgUnitPath: "/" });
    expect(root).not.toHaveProperty("expireTime");
    const list = (params: object) =>
      chrome.enrollmentTokens
        .list(params)
        .toArray()
        .then((tokens) => tokens.map(({ tokenPermanentId }) => tokenPermanentId));
    expect(await list({})).toEqual([sales.tokenPermanentId, root.tokenPermanentId]);
    expect(await list({ orgUnitPath: "/Sales" })).toEqual([sales.tokenPermanentId]);
    expect(await list({ orgUnitPath: "/Support" })).toEqual([]);
    await expect(list({ orgUnitPath: "/None" })).rejects.toMatchObject({ status: 400 });
    await clock.advance(60_000);
    expect(await list({ query: "token_state:EXPIRED device_type:CHROME_BROWSER" })).toEqual([sales.tokenPermanentId]);
    expect(await list({ query: "token_state:ACTIVE" })).toEqual([root.tokenPermanentId]);
    expect(await chrome.enrollmentTokens.revoke({ tokenPermanentId: root.tokenPermanentId })).toBeUndefined();
    expect(await list({ query: "token_state:ACTIVE" })).toEqual([]);
    expect(emulator.chromeDirectory.enrollmentTokens.map(({ state }) => state)).toEqual(["expired", "revoked"]);
    const [revoked] = await chrome.enrollmentTokens.list({ query: "token_state:REVOKED" }).toArray();
    expect(revoked?.revokeTime).toMatch(/^\d{4}-/);
    expect(revoked?.revokerId).toMatch(/^\d+$/);
  });

  test("pages by pageSize, and its page token goes with its filters only", async () => {
    const { chrome, emulator } = await open();
    for (let i = 0; i < 5; i++) {
      emulator.chromeDirectory.addOrgUnit(`/${i}`);
      await chrome.enrollmentTokens.create({ orgUnitPath: `/${i}` });
    }
    const pages: string[][] = [];
    let nextPageToken: string | undefined;
    for await (const page of chrome.enrollmentTokens.list({ pageSize: 2 }).pages()) {
      pages.push(page.items.map(({ orgUnitPath = "" }) => orgUnitPath));
      nextPageToken ??= page.nextPageToken;
    }
    expect(pages).toEqual([["/0", "/1"], ["/2", "/3"], ["/4"]]);
    const rest = await chrome.enrollmentTokens.list({ pageSize: 2, pageToken: nextPageToken }).toArray();
    expect(rest).toHaveLength(3);
    const other = chrome.enrollmentTokens.list({ pageToken: nextPageToken, orgUnitPath: "/0" }).toArray();
    await expect(other).rejects.toMatchObject({ kind: "invalid_request" });
  });

  test("refuses unknown ids, foreign customers and queries that it cannot read", async () => {
    const { chrome } = await open();
    const tokens = chrome.enrollmentTokens;
    await expect(tokens.revoke({ tokenPermanentId: "unknown" })).rejects.toMatchObject({ kind: "not_found" });
    const { token } = await tokens.create();
    await expect(tokens.revoke({ tokenPermanentId: token })).rejects.toMatchObject({ kind: "not_found" });
    await expect(tokens.create({ customer: "C0other" })).rejects.toMatchObject({ kind: "not_found" });
    await expect(tokens.list({ query: "token_state:PAUSED" }).toArray()).rejects.toMatchObject({ reason: "invalid" });
    for (const customer of ["my_customer", "C03az79cb", "03az79cb"]) {
      expect(await tokens.list({ customer }).toArray()).toHaveLength(1);
    }
  });
});

describe.each(ways)("$way, Adobe Pass", ({ open }) => {
  test("knows a device once it signed in, until that expires", async () => {
    const { adobe, emulator, clock } = await open();
    const never = await adobe.checkAuthentication(DEVICE);
    expect(never).toMatchObject({ authenticated: false, error: { status: 403 } });
    emulator.adobePass.authenticate({ requestor: "REF30", deviceId: "6ed6a9", expiresInSeconds: 60 });
    expect(await adobe.checkAuthentication(DEVICE)).toEqual({ authenticated: true });
    expect(await adobe.checkAuthentication({ ...DEVICE, requestor: "REF40" })).toMatchObject({ authenticated: false });
    await clock.advance(60_000);
    const expired = await adobe.checkAuthentication(DEVICE);
    expect(expired.authenticated ? "" : expired.error.message).toMatch(/expired/);
  });

  test("writes enhanced errors where that was agreed", async () => {
    const { adobe, emulator } = await open();
    emulator.adobePass.enhancedErrors = true;
    const { authenticated, ...rest } = await adobe.checkAuthentication(DEVICE);
    expect(authenticated).toBe(false);
    expect(rest).toMatchObject({ error: { code: "authentication_session_missing", action: "authentication" } });
  });

  test("refuses a device that does not describe itself", async () => {
    const { adobe } = await open();
    const deviceInfo = btoa(JSON.stringify({ model: "TV" }));
    await expect(adobe.checkAuthentication({ ...DEVICE, deviceInfo })).rejects.toMatchObject({ status: 400 });
  });
});

describe.each(ways)("$way, FlowerDocs", ({ open }) => {
  test("issues, renews, limits and validates tokens, which expire", async () => {
    const { flower, emulator, clock } = await open();
    const short = await flower.tokens.create({ validityTime: 60 });
    expect(Date.parse(short.expiresAt ?? "")).toBe(clock.now() + 60_000);
    const renewed = await flower.tokens.renew();
    expect(Date.parse(renewed.expiresAt ?? "")).toBe(clock.now() + HOUR);
    const limited = await flower.tokens.createForDocuments({ ids: ["D1", "é 2"], readOnly: true });
    const issued = emulator.flowerDocs.tokens;
    expect(issued).toHaveLength(4);
    expect(issued.at(-1)).toEqual({
      token: limited.token,
      user: "jna",
      state: "active",
      documents: ["D1", "é 2"],
      readOnly: true,
    });
    expect(await flower.tokens.validate({ token: short.token })).toMatchObject({ valid: true });
    await clock.advance(60_000);
    expect(await flower.tokens.validate({ token: short.token })).toMatchObject({
      valid: false,
      error: { status: 500, code: "F00101" },
    });
    expect(await flower.tokens.validate({ token: renewed.token })).toMatchObject({ valid: true });
    emulator.flowerDocs.revokeToken(renewed.token);
    expect(await flower.tokens.validate({ token: renewed.token })).toMatchObject({ valid: false });
    expect(await flower.tokens.validate({ token: "unknown" })).toMatchObject({ valid: false });
  });

  test("logs in its accounts and nobody else", async () => {
    const { flowerAs, emulator } = await open();
    const { login } = await import("tessera-sdk/flower-docs");
    for (const wrong of [{ user: "x" }, { password: "x" }, { scope: "x" }]) {
      const client = flowerAs(login({ ...ACCOUNT, ...wrong }));
      await expect(client.tokens.renew()).rejects.toMatchObject({ name: "AuthError", status: 401 });
    }
    const account = { user: "eve", password: "p", scope: "OTHER" };
    emulator.flowerDocs.addAccount(account);
    await flowerAs(login(account)).tokens.renew();
    expect(emulator.flowerDocs.tokens.map(({ user }) => user)).toEqual(["eve", "eve"]);
  });

  test("refuses a token that it did not issue or that expired, and accepts one made without a login", async () => {
    const { flowerAs, emulator, clock } = await open();
    await expect(flowerAs("foreign").tokens.renew()).rejects.toMatchObject({ kind: "unauthenticated" });
    const token = emulator.flowerDocs.issueToken({ expiresInSeconds: 60 });
    await flowerAs(token).tokens.renew();
    await clock.advance(60_000);
    await expect(flowerAs(token).tokens.renew()).rejects.toMatchObject({ kind: "unauthenticated" });
  });
});

describe.each(ways)("$way, access tokens", ({ open }) => {
  const READ_WRITE = "https://www.googleapis.com/auth/admin.directory.device.chromebrowsers";

  test("open what their scopes suffice for", async () => {
    const { chromeAs, emmAs, emulator } = await open();
    const reader = chromeAs(emulator.issueToken({ scopes: [`${READ_WRITE}.readonly`] }));
    expect(await reader.enrollmentTokens.list().toArray()).toEqual([]);
    await expect(reader.enrollmentTokens.create()).rejects.toMatchObject({
      kind: "permission_denied",
      reason: "insufficientPermissions",
    });
    const writer = chromeAs(emulator.issueToken({ scopes: [READ_WRITE] }));
    await writer.enrollmentTokens.create();
    expect(await writer.enrollmentTokens.list().toArray()).toHaveLength(1);
    const stranger = emmAs(emulator.issueToken({ scopes: [READ_WRITE] }));
    await expect(stranger.users.generateAuthenticationToken(USER)).rejects.toMatchObject({ status: 403 });
  });

  test("are refused once they expired or were revoked, and when nobody issued them", async () => {
    const { chromeAs, adobe, emulator, auth, clock } = await open();
    const list = (token: string) => chromeAs(token).enrollmentTokens.list().toArray();
    const short = emulator.issueToken({ expiresInSeconds: 60 });
    expect(await list(short)).toEqual([]);
    await clock.advance(60_000);
    for (const token of [short, "foreign"]) {
      await expect(list(token)).rejects.toMatchObject({ kind: "unauthenticated", status: 401 });
    }
    emulator.revokeToken(auth);
    await expect(adobe.checkAuthentication(DEVICE)).rejects.toMatchObject({ status: 401, code: "access_denied" });
  });
});
