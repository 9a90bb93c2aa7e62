/** The emulator's one state: nobody changes it from outside, nothing outlives what it belongs to, and it does not grow. */
import type { Device, Product } from "tessera-sdk/android-enterprise";
import { describe, expect, test } from "vitest";
import { inProcess } from "../support/emulators.js";
import { CHROME, DEVICE, ENTERPRISE, FORBIDDEN, GMAIL, INVALID, NOT_FOUND, news, USER } from "./cases/case.js";

const APP = "app:com.example.field";
const [CAMERA, MICROPHONE] = ["android.permission.CAMERA", "android.permission.RECORD_AUDIO"];
const A_WEEK = 604_800;
const needing = (...ids: string[]) => ({ permissions: ids.map((permissionId) => ({ permissionId })) });
const { enterpriseId } = ENTERPRISE;

describe("what is handed in", () => {
  test("as an app can be changed and published anew", async () => {
    const { emm, emulator } = await inProcess();
    const product: Product = { productId: APP, appVersion: [{ versionCode: 1 }] };
    emulator.androidEnterprise.publish(product);
    emulator.androidEnterprise.approve(enterpriseId, APP);
    await news(emm);
    for (const version of product.appVersion ?? []) version.versionCode = 2;
    expect((await emm.products.get({ ...ENTERPRISE, productId: APP })).appVersion).toEqual([{ versionCode: 1 }]);
    emulator.androidEnterprise.publish(product);
    expect((await news(emm)).map(({ notificationType }) => notificationType)).toEqual(["appUpdate"]);
  });

  test("as a device stays the caller's", async () => {
    const { emm, emulator } = await inProcess();
    const device: Device = { androidId: "dd", model: "Pixel 9" };
    emulator.androidEnterprise.addDevice(enterpriseId, USER.userId, device);
    device.androidId = "zz";
    expect(await emm.devices.get({ ...USER, deviceId: "dd" })).toEqual({ androidId: "dd", model: "Pixel 9" });
  });

  test("as a notification or as settings stays the caller's", async () => {
    const { emm, emulator } = await inProcess();
    const newDeviceEvent = { deviceId: "dd", userId: USER.userId };
    emulator.androidEnterprise.notify({ enterpriseId, notificationType: "newDevice", newDeviceEvent });
    const settings = { mcmId: "m1", name: "First" };
    emulator.androidEnterprise.addSettings(enterpriseId, CHROME, settings);
    newDeviceEvent.deviceId = "zz";
    settings.name = "Second";
    expect((await news(emm)).map((each) => each.newDeviceEvent?.deviceId)).toEqual(["dd"]);
    const known = await emm.managedconfigurationssettings.list({ ...ENTERPRISE, productId: CHROME });
    expect(known.managedConfigurationsSettings).toEqual([{ mcmId: "m1", name: "First" }]);
  });
});

describe("a check-in", () => {
  const wants = (productId: string, autoInstallMode: "forceAutoInstall" | "autoInstallOnce") => [
    { productId, autoInstallPolicy: { autoInstallMode } },
  ];

  test("installs nothing by a policy that does not say which products there are", async () => {
    const { emm, emulator } = await inProcess();
    await emm.devices.update({ ...DEVICE, policy: { productPolicy: wants(CHROME, "forceAutoInstall") } });
    emulator.androidEnterprise.checkIn(DEVICE.deviceId);
    expect((await emm.installs.list(DEVICE)).install.map(({ productId }) => productId)).toEqual([GMAIL]);
  });

  test("installs nothing that is not on Play", async () => {
    const { emm, emulator } = await inProcess();
    const productPolicy = wants("app:nowhere", "forceAutoInstall");
    await emm.devices.update({ ...DEVICE, policy: { productAvailabilityPolicy: "all", productPolicy } });
    emulator.androidEnterprise.checkIn(DEVICE.deviceId);
    expect((await emm.installs.list(DEVICE)).install.map(({ productId }) => productId)).toEqual([GMAIL]);
  });

  test("brings an app back that is forced, and not one that was to come once", async () => {
    const { emm, emulator } = await inProcess();
    const productPolicy = [...wants(CHROME, "autoInstallOnce"), ...wants(GMAIL, "forceAutoInstall")];
    await emm.devices.update({ ...DEVICE, policy: { productAvailabilityPolicy: "all", productPolicy } });
    emulator.androidEnterprise.checkIn(DEVICE.deviceId);
    expect((await emm.installs.list(DEVICE)).install).toHaveLength(2);
    await emm.installs.delete({ ...DEVICE, installId: CHROME });
    await emm.installs.delete({ ...DEVICE, installId: GMAIL });
    emulator.androidEnterprise.checkIn(DEVICE.deviceId);
    expect((await emm.installs.list(DEVICE)).install.map(({ productId }) => productId)).toEqual([GMAIL]);
  });

  test("installs the version of a web app that there is now", async () => {
    const { emm, emulator } = await inProcess();
    const ids = { ...ENTERPRISE, webAppId: "app:com.google.enterprise.webapp.x1" };
    const { versionCode } = await emm.webapps.update({ ...ids, title: "Timesheets", startUrl: "https://a.example" });
    await emm.installs.update({ ...DEVICE, installId: ids.webAppId });
    emulator.androidEnterprise.checkIn(DEVICE.deviceId);
    const install = await emm.installs.get({ ...DEVICE, installId: ids.webAppId });
    expect(String(install.versionCode)).toBe(versionCode);
    expect(versionCode).toBe("2");
  });
});

test("a web app that is deleted leaves no license and no entitlement behind", async () => {
  const { emm } = await inProcess();
  const { webAppId } = await emm.webapps.insert({ ...ENTERPRISE, title: "Map", startUrl: "https://map.example" });
  await emm.entitlements.update({ ...USER, entitlementId: webAppId });
  await emm.webapps.delete({ ...ENTERPRISE, webAppId });
  const license = emm.grouplicenses.get({ ...ENTERPRISE, groupLicenseId: webAppId });
  await expect(license).rejects.toMatchObject(NOT_FOUND);
  expect((await emm.entitlements.list(USER)).entitlement.map(({ productId }) => productId)).toEqual([GMAIL]);
});

describe("permissions", () => {
  const app = { ...ENTERPRISE, productId: APP };
  const license = { ...ENTERPRISE, groupLicenseId: APP };

  test("that nobody has accepted keep an app from new users, until it is approved again", async () => {
    const { emm, emulator } = await inProcess();
    emulator.androidEnterprise.publish({ productId: APP, ...needing(CAMERA) });
    emulator.androidEnterprise.approve(enterpriseId, APP);
    emulator.androidEnterprise.publish({ productId: APP, ...needing(CAMERA, MICROPHONE) });
    const entitled = () => emm.entitlements.update({ ...USER, entitlementId: APP });
    await expect(entitled()).rejects.toMatchObject(FORBIDDEN);
    emulator.androidEnterprise.approve(enterpriseId, APP);
    expect(await entitled()).toMatchObject({ productId: APP });
  });

  test("that an app no longer wants need no new approval", async () => {
    const { emm, emulator } = await inProcess();
    emulator.androidEnterprise.publish({ productId: APP, ...needing(CAMERA) });
    emulator.androidEnterprise.approve(enterpriseId, APP);
    emulator.androidEnterprise.publish({ productId: APP, ...needing(CAMERA, MICROPHONE) });
    expect((await emm.grouplicenses.get(license)).permissions).toBe("needsReapproval");
    emulator.androidEnterprise.publish({ productId: APP, ...needing(CAMERA) });
    expect((await emm.grouplicenses.get(license)).permissions).toBe("currentApproved");
  });

  test("that were accepted stay so, whatever an older URL has shown", async () => {
    const { emm, emulator } = await inProcess();
    emulator.androidEnterprise.publish({ productId: APP, ...needing(CAMERA) });
    const { url: approvalUrl } = await emm.products.generateApprovalUrl(app);
    emulator.androidEnterprise.publish({ productId: APP, ...needing(CAMERA, MICROPHONE) });
    await emm.products.approve(app);
    await emm.products.approve({ ...app, approvalUrlInfo: { approvalUrl } });
    expect((await emm.grouplicenses.get(license)).permissions).toBe("currentApproved");
  });
});

describe("notifications", () => {
  test("acknowledged too late come again, also to the one who was late", async () => {
    const { emm, emulator, clock } = await inProcess();
    emulator.androidEnterprise.notify({ enterpriseId, notificationType: "testNotification" });
    const pull = () => emm.enterprises.pullNotificationSet({ requestMode: "returnImmediately" });
    const { notificationSetId = "" } = await pull();
    await clock.advance(20_000);
    await emm.enterprises.acknowledgeNotificationSet({ notificationSetId });
    expect((await pull()).notification).toHaveLength(1);
  });

  test("come again however many they are", async () => {
    const { emm, emulator, clock } = await inProcess();
    const many = 150_000;
    for (let i = 0; i < many; i++) {
      emulator.androidEnterprise.notify({ enterpriseId, notificationType: "testNotification" });
    }
    const pull = () => emm.enterprises.pullNotificationSet({ requestMode: "returnImmediately" });
    for (let i = 0; i < many / 100; i++) expect((await pull()).notification).toHaveLength(100);
    expect((await pull()).notification).toEqual([]);
    await clock.advance(20_000);
    expect((await pull()).notification).toHaveLength(100);
  }, 60_000);
});

describe("a sign-up", () => {
  test("makes one enterprise, whatever tokens are tried", async () => {
    const { emm, emulator } = await inProcess();
    const { url, completionToken } = await emm.enterprises.generateSignupUrl({ callbackUrl: "https://emm.example/" });
    const enterpriseToken = emulator.androidEnterprise.signUp(url).searchParams.get("enterpriseToken") ?? "";
    await emm.enterprises.completeSignup({ completionToken, enterpriseToken });
    const again = emm.enterprises.completeSignup({ completionToken, enterpriseToken: "another" });
    await expect(again).rejects.toMatchObject(INVALID);
    expect(() => emulator.androidEnterprise.signUp(url)).toThrow("url");
  });

  test("goes back to the whole callback URL, question marks included", async () => {
    const { emm, emulator } = await inProcess();
    const callbackUrl = "https://emm.example/done?tenant=7&back=/a?b";
    const { url } = await emm.enterprises.generateSignupUrl({ callbackUrl });
    const callback = emulator.androidEnterprise.signUp(url);
    expect([...callback.searchParams.keys()]).toEqual(["tenant", "back", "enterpriseToken"]);
    expect(callback.searchParams.get("back")).toBe("/a?b");
  });

  test("ends with the account that the enterprise got", async () => {
    const { emm } = await inProcess();
    const { id } = await emm.enterprises.enroll({ token: "t" });
    await emm.enterprises.getServiceAccount({ enterpriseId: id, keyType: "pkcs12" });
    await emm.enterprises.setAccount({ enterpriseId: id, accountEmail: "mine@example.com" });
    const key = emm.serviceaccountkeys.insert({ enterpriseId: id, type: "pkcs12" });
    await expect(key).rejects.toMatchObject(FORBIDDEN);
  });
});

describe("tokens", () => {
  test("of a user who is gone, or of an enterprise that has left, are gone", async () => {
    const { emm, emulator } = await inProcess();
    const { androidEnterprise } = emulator;
    const { token } = await emm.users.generateAuthenticationToken(USER);
    await emm.enrollmentTokens.create({ ...ENTERPRISE, enrollmentTokenType: "userDevice" });
    await emm.users.delete(USER);
    expect(androidEnterprise.authenticationTokens).toEqual([]);
    expect(androidEnterprise.redeem(token)).toBe(false);
    expect(androidEnterprise.enrollmentTokens).toHaveLength(1);
    await emm.enterprises.unenroll(ENTERPRISE);
    expect(androidEnterprise.enrollmentTokens).toEqual([]);
  });

  test("of an enterprise that another takes the place of are gone, and its notifications", async () => {
    const { emm, emulator } = await inProcess();
    const { token } = await emm.users.generateAuthenticationToken(USER);
    emulator.androidEnterprise.notify({ enterpriseId, notificationType: "testNotification" });
    emulator.androidEnterprise.addEnterprise(enterpriseId, [{ id: USER.userId }]);
    expect(emulator.androidEnterprise.redeem(token)).toBe(false);
    expect(await news(emm)).toEqual([]);
  });

  test("that are over are listed while they are among the newest", async () => {
    const { emmAs, emulator, clock } = await inProcess();
    const emm = emmAs(emulator.issueToken({ expiresInSeconds: A_WEEK }));
    for (let i = 0; i < 3_000; i++) await emm.users.generateAuthenticationToken(USER);
    expect(emulator.androidEnterprise.authenticationTokens).toHaveLength(3_000);
    await clock.advance(600_000);
    for (let i = 0; i < 1_001; i++) await emm.users.generateAuthenticationToken(USER);
    const states = emulator.androidEnterprise.authenticationTokens.map(({ state }) => state);
    expect(states.length).toBeLessThan(2_502);
    expect(states.filter((state) => state === "active")).toHaveLength(1_001);
  });
});

test("an app too many is refused as a parameter, where a test approves it", async () => {
  const { emulator } = await inProcess();
  for (let i = 1; i < 1_000; i++) {
    emulator.androidEnterprise.publish({ productId: `app:a${i}` });
    emulator.androidEnterprise.approve(enterpriseId, `app:a${i}`);
  }
  expect(() => emulator.androidEnterprise.approve(enterpriseId, CHROME)).toThrow("productId");
});

describe("devices.update", () => {
  test("changes nothing when one path of its mask is bad", async () => {
    const { emm } = await inProcess();
    const before = await emm.devices.get(DEVICE);
    const policy = { policyId: "p9" };
    const changed = emm.devices.update({
      ...DEVICE,
      updateMask: "policy.policyId,policy.nonsense",
      policy,
    });
    await expect(changed).rejects.toMatchObject(INVALID);
    expect(await emm.devices.get(DEVICE)).toEqual(before);
  });

  test("leaves no empty object where a mask clears what was not there", async () => {
    const { emm } = await inProcess();
    const { policy } = await emm.devices.update({
      ...DEVICE,
      policy: {},
      updateMask: "policy.maintenanceWindow.durationMs",
    });
    expect(policy).not.toHaveProperty("maintenanceWindow");
  });

  test("takes 20 apps with a minimum version, and a window of a day", async () => {
    const { emm } = await inProcess();
    const productPolicy = Array.from({ length: 20 }, (_, at) => ({
      productId: `app:a${at}`,
      autoInstallPolicy: { minimumVersionCode: 2 ** 31 - 1 },
    }));
    const policy = { productPolicy, maintenanceWindow: { durationMs: "86400000" } };
    expect((await emm.devices.update({ ...DEVICE, policy })).policy).toEqual(policy);
  });
});

describe("entitlements and installs", () => {
  test("the first entitlement approves the app, and says so", async () => {
    const { emm } = await inProcess();
    await emm.entitlements.update({ ...USER, entitlementId: CHROME, install: false });
    const productApprovalEvent = { productId: CHROME, approved: "approved" };
    expect(await news(emm)).toMatchObject([{ notificationType: "productApproval", productApprovalEvent }]);
    expect((await emm.installs.list(DEVICE)).install).toHaveLength(1);
  });

  test("an install keeps the reason of an entitlement that there was", async () => {
    const { emm } = await inProcess();
    await emm.entitlements.update({ ...USER, entitlementId: CHROME, reason: "userPurchase" });
    await emm.installs.update({ ...DEVICE, installId: CHROME });
    expect((await emm.entitlements.get({ ...USER, entitlementId: CHROME })).reason).toBe("userPurchase");
  });

  test("an install of another app than the path's, or of one that Play does not have, is refused", async () => {
    const { emm } = await inProcess();
    const other = emm.installs.update({ ...DEVICE, installId: CHROME, productId: GMAIL });
    await expect(other).rejects.toMatchObject(INVALID);
    await expect(emm.installs.update({ ...DEVICE, installId: "app:nowhere" })).rejects.toMatchObject(NOT_FOUND);
  });

  test("a device that two users share checks in for both", async () => {
    const { emm, emulator } = await inProcess();
    const { id: userId } = await emm.users.insert({
      ...ENTERPRISE,
      accountIdentifier: "user343",
      accountType: "userAccount",
    });
    emulator.androidEnterprise.addDevice(enterpriseId, userId, { androidId: DEVICE.deviceId });
    const shared = { ...DEVICE, userId };
    for (const device of [DEVICE, shared]) await emm.installs.update({ ...device, installId: CHROME });
    emulator.androidEnterprise.checkIn(DEVICE.deviceId);
    for (const device of [DEVICE, shared]) {
      expect((await emm.installs.get({ ...device, installId: CHROME })).installState).toBe("installed");
    }
  });
});

test("pages of products know the way back", async () => {
  const { emm, emulator } = await inProcess();
  emulator.androidEnterprise.approve(enterpriseId, CHROME);
  const pages = emm.products.list({ ...ENTERPRISE, maxResults: 1 }).pages();
  const { value: first } = await pages.next();
  const raw = await emm.request<{ tokenPagination: { previousPageToken?: string }; product: Product[] }>({
    http: "GET /androidenterprise/v1/enterprises/{enterpriseId}/products",
    path: { enterpriseId },
    query: { maxResults: 1, token: first?.nextPageToken },
  });
  const back = emm.products.list({ ...ENTERPRISE, maxResults: 1, token: raw.tokenPagination.previousPageToken });
  expect((await back.pages().next()).value?.items).toEqual(first?.items);
  expect(raw.product).not.toEqual(first?.items);
});
