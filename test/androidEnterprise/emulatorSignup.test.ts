/** How enterprises, users and devices come and go in the emulator. */
import { InvalidParamsError } from "tessera-sdk/android-enterprise";
import { createEmulator, type Emulator } from "tessera-sdk/testing";
import { describe, expect, test } from "vitest";
import { type Bench, inProcess } from "../support/emulators.js";
import { rejection } from "../support/promises.js";
import { CONFLICT, DEVICE, ENTERPRISE, FORBIDDEN, INVALID, NOT_FOUND, news, THROTTLED, USER } from "./cases/case.js";

const A_DAY = 86_400_000;
const A_WEEK = 604_800;
const CALLBACK = "https://emm.example/done";

describe("an enterprise", () => {
  /** The admin's part: from the sign-up URL to the token in the callback. */
  function signUp({ emulator }: Bench, url: string): string {
    return emulator.androidEnterprise.signUp(url).searchParams.get("enterpriseToken") ?? "";
  }

  test("signs up, gets its account, and is bound", async () => {
    const bench = await inProcess();
    const { emm } = bench;
    const { url, completionToken } = await emm.enterprises.generateSignupUrl({ callbackUrl: CALLBACK });
    const enterpriseToken = signUp(bench, url);
    const { id } = await emm.enterprises.completeSignup({ completionToken, enterpriseToken });
    const enterprise = { enterpriseId: id };
    await expect(emm.serviceaccountkeys.list(enterprise)).rejects.toMatchObject(FORBIDDEN);

    const keyType = "googleCredentials";
    const first = await emm.enterprises.getServiceAccount({ ...enterprise, keyType });
    const second = await emm.enterprises.getServiceAccount({ ...enterprise, keyType });
    expect(second.name).toBe(first.name);
    expect(second.key?.id).not.toBe(first.key?.id);
    await emm.enterprises.setAccount({ ...enterprise, accountEmail: second.name });
    const { serviceAccountKey } = await emm.serviceaccountkeys.list(enterprise);
    expect(serviceAccountKey).toEqual([{ id: second.key?.id, type: keyType }]);
    await expect(emm.enterprises.getServiceAccount({ ...enterprise, keyType })).rejects.toMatchObject(FORBIDDEN);
  });

  test("completes a sign-up once, and only with the tokens of the same sign-up", async () => {
    const bench = await inProcess();
    const { emm } = bench;
    const one = await emm.enterprises.generateSignupUrl({ callbackUrl: CALLBACK });
    const other = await emm.enterprises.generateSignupUrl({ callbackUrl: CALLBACK });
    const enterpriseToken = signUp(bench, one.url);
    const mixed = emm.enterprises.completeSignup({ completionToken: other.completionToken, enterpriseToken });
    await expect(mixed).rejects.toMatchObject(INVALID);
    const tokens = { completionToken: one.completionToken, enterpriseToken };
    await emm.enterprises.completeSignup(tokens);
    await expect(emm.enterprises.completeSignup(tokens)).rejects.toMatchObject(CONFLICT);
  });

  test("is found by its domain only where it enrolled from the admin console", async () => {
    const { emm } = await inProcess();
    const { id } = await emm.enterprises.enroll({ token: "t", primaryDomain: "new.example" });
    expect((await emm.enterprises.list({ domain: "new.example" })).enterprise).toMatchObject([{ id }]);
    const { completionToken } = await emm.enterprises.generateSignupUrl();
    const signedUp = await emm.enterprises.completeSignup({ completionToken, enterpriseToken: "e" });
    expect((await emm.enterprises.get({ enterpriseId: signedUp.id })).id).toBe(signedUp.id);
    expect((await emm.enterprises.list({ domain: "new.example" })).enterprise).toHaveLength(1);
  });

  test("takes everything with it when it leaves, what was not yet acknowledged as well", async () => {
    const { emm, emulator, clock } = await inProcess();
    await emm.enterprises.sendTestPushNotification(ENTERPRISE);
    await emm.enterprises.pullNotificationSet();
    const { token } = await emm.users.generateAuthenticationToken(USER);
    await emm.enterprises.unenroll(ENTERPRISE);
    await expect(emm.users.get(USER)).rejects.toMatchObject(NOT_FOUND);
    expect(emulator.androidEnterprise.redeem(token)).toBe(false);
    await expect(emm.enterprises.unenroll(ENTERPRISE)).rejects.toMatchObject(NOT_FOUND);
    await clock.advance(20_000);
    expect(await news(emm)).toEqual([]);
  });

  test("is one of its own in each emulator", async () => {
    const [one, other] = [await inProcess(), await inProcess()];
    await one.emm.enterprises.unenroll(ENTERPRISE);
    expect(await other.emm.enterprises.get(ENTERPRISE)).toHaveProperty("id");
    const pages = [one, other].map(({ emm }) => emm.enterprises.enroll({ token: "t" }));
    expect(new Set((await Promise.all(pages)).map(({ id }) => id)).size).toBe(2);
  });
});

describe("a user's devices", () => {
  const TOO_MANY = { ...FORBIDDEN, reason: "limitExceeded" };

  async function redeemed({ emm, emulator }: Bench, user: typeof USER, deviceId?: string): Promise<boolean> {
    const { token } = await emm.users.generateAuthenticationToken(user);
    return emulator.androidEnterprise.redeem(token, deviceId);
  }

  test("are ten at most, until their access is revoked", async () => {
    const bench = await inProcess();
    const { emm, emulator } = bench;
    const { token: spare } = await emm.users.generateAuthenticationToken(USER);
    const { token: again } = await emm.users.generateAuthenticationToken(USER);
    for (let i = 2; i <= 10; i++) expect(await redeemed(bench, USER)).toBe(true);
    expect((await emm.devices.list(USER)).device).toHaveLength(10);
    const generated = emm.users.generateAuthenticationToken(USER);
    await expect(generated).rejects.toMatchObject(TOO_MANY);
    expect(emulator.androidEnterprise.redeem(spare)).toBe(false);
    expect(emulator.androidEnterprise.authenticationTokens[0]).toMatchObject({ token: spare, state: "active" });
    expect(emulator.androidEnterprise.redeem(again, DEVICE.deviceId)).toBe(true);

    await emm.users.revokeDeviceAccess(USER);
    expect(emulator.androidEnterprise.redeem(spare)).toBe(true);
    expect((await emm.devices.list(USER)).device).toHaveLength(1);
  });

  test("are one for a deviceAccount", async () => {
    const bench = await inProcess();
    const account = { ...ENTERPRISE, accountIdentifier: "kiosk", accountType: "deviceAccount" } as const;
    const { id } = await bench.emm.users.insert(account);
    const kiosk = { ...ENTERPRISE, userId: id };
    expect(await redeemed(bench, kiosk)).toBe(true);
    await expect(redeemed(bench, kiosk)).rejects.toMatchObject(TOO_MANY);
  });

  test("begin anew with the same Android id, without another place", async () => {
    const bench = await inProcess();
    const { emm } = bench;
    expect(await redeemed(bench, USER, DEVICE.deviceId)).toBe(true);
    expect((await emm.devices.list(USER)).device).toHaveLength(1);
    expect((await emm.installs.list(DEVICE)).install).toEqual([]);
  });

  test("are disabled at first, and Google tells of them", async () => {
    const bench = await inProcess();
    await redeemed(bench, USER, "new");
    const state = await bench.emm.devices.getState({ ...USER, deviceId: "new" });
    expect(state).toEqual({ accountState: "disabled" });
    const newDeviceEvent = { deviceId: "new", userId: USER.userId, managementType: "managedDevice" };
    expect(await news(bench.emm)).toMatchObject([{ ...ENTERPRISE, notificationType: "newDevice", newDeviceEvent }]);
  });

  test("report three times in 24 hours, each for itself", async () => {
    const { emmAs, emulator, clock } = await inProcess();
    const emm = emmAs(emulator.issueToken({ expiresInSeconds: A_WEEK }));
    emulator.androidEnterprise.addDevice(USER.enterpriseId, USER.userId, { androidId: "second" });
    for (let i = 0; i < 3; i++) {
      await emm.devices.forceReportUpload(DEVICE);
      await clock.advance(1_000);
    }
    await expect(emm.devices.forceReportUpload(DEVICE)).rejects.toMatchObject(THROTTLED);
    await emm.devices.forceReportUpload({ ...USER, deviceId: "second" });
    await clock.advance(A_DAY - 3_000);
    await emm.devices.forceReportUpload(DEVICE);
    await expect(emm.devices.forceReportUpload(DEVICE)).rejects.toMatchObject(THROTTLED);
  });
});

test.each([{ managementType: "googleManaged" }, { primaryEmail: "bob@example.com" }] as const)(
  "nobody creates a user of Google's: %j",
  async (google) => {
    const { emm } = await inProcess();
    const account = { ...ENTERPRISE, accountIdentifier: "bob", accountType: "userAccount" } as const;
    await expect(emm.users.insert({ ...account, ...google })).rejects.toMatchObject(INVALID);
    expect((await emm.users.list({ ...ENTERPRISE, email: "bob@example.com" })).user).toEqual([]);
  },
);

describe("the products of a user", () => {
  const GMAIL = "app:com.google.android.gm";
  test.each([
    { productSetBehavior: "unknown" },
    { productId: [GMAIL, GMAIL] },
    { productId: [GMAIL], productVisibility: [{ productId: GMAIL }] },
  ])("cannot be set as %j", async (set) => {
    const { emm } = await inProcess();
    const before = await emm.users.getAvailableProductSet(USER);
    await expect(emm.users.setAvailableProductSet(USER, { extraBody: set })).rejects.toMatchObject(INVALID);
    expect(await emm.users.getAvailableProductSet(USER)).toEqual(before);
  });
});

test.each(["ftp://example.com", "https://", "example.com"])("a web app cannot start at %s", async (startUrl) => {
  const { emm } = await inProcess();
  await expect(emm.webapps.insert({ ...ENTERPRISE, startUrl })).rejects.toMatchObject(INVALID);
  expect((await emm.webapps.list(ENTERPRISE)).webApp).toHaveLength(1);
});

describe("what a device enforces", () => {
  const policyOf = async ({ emm }: Bench) => (await emm.devices.get(DEVICE)).policy;

  test("is replaced as a whole without a mask, and cleared where nothing is given", async () => {
    const bench = await inProcess();
    await bench.emm.devices.update({ ...DEVICE, policy: { policyId: "p" } });
    expect(await policyOf(bench)).toEqual({ policyId: "p" });
    // The SDK itself refuses it.
    const http = "PUT /androidenterprise/v1/enterprises/{enterpriseId}/users/{userId}/devices/{deviceId}";
    await bench.emm.request({ http, path: DEVICE, body: {} });
    expect(await policyOf(bench)).toBeUndefined();
  });

  test("changes only where a mask says so, and is cleared where the mask names what is left out", async () => {
    const bench = await inProcess();
    const { emm } = bench;
    const maintenanceWindow = { durationMs: "1800000", startTimeAfterMidnightMs: "0" };
    await emm.devices.update({ ...DEVICE, policy: { policyId: "p", maintenanceWindow } });
    const policy = { policyId: "ignored", maintenanceWindow: { durationMs: "3600000" } };
    await emm.devices.update({ ...DEVICE, policy, updateMask: "policy.maintenanceWindow.durationMs" });
    const longer = { durationMs: "3600000", startTimeAfterMidnightMs: "0" };
    expect(await policyOf(bench)).toEqual({ policyId: "p", maintenanceWindow: longer });
    await emm.devices.update({ ...DEVICE, policy: {}, updateMask: "policy.policyId, policy.productPolicy" });
    expect(await policyOf(bench)).toEqual({ maintenanceWindow: longer });
  });

  test.each(["androidId", "policy.productPolicy.productId", "report", "", "policy,"])(
    "cannot be masked with %j",
    async (updateMask) => {
      const { emm } = await inProcess();
      const call = emm.devices.update({ ...DEVICE, policy: { policyId: "p" } }, { extraQuery: { updateMask } });
      await expect(call).rejects.toMatchObject(INVALID);
    },
  );

  const version = { productId: "app:a", autoInstallPolicy: { minimumVersionCode: 2 } };
  test.each([
    { maintenanceWindow: { durationMs: "1799999" } },
    { maintenanceWindow: { durationMs: "86400001" } },
    { productPolicy: [{ autoInstallPolicy: { autoInstallConstraint: [{}, {}] } }] },
    { productPolicy: Array.from({ length: 21 }, () => version) },
  ])("cannot be $maintenanceWindow $productPolicy.length", async (policy) => {
    const bench = await inProcess();
    const before = await policyOf(bench);
    const call = bench.emm.devices.update(DEVICE, { extraBody: { policy } });
    await expect(call).rejects.toMatchObject(INVALID);
    expect(await policyOf(bench)).toEqual(before);
  });
});

describe("a test that names what is not there hears of it", () => {
  const mistakes: [what: string, make: (emulated: Emulator["androidEnterprise"]) => unknown, path: string][] = [
    ["addDevice", (emulated) => emulated.addDevice("LC00lwk1yg", "9", { androidId: "d" }), "userId"],
    ["approve", (emulated) => emulated.approve("LC9", "app:a"), "enterpriseId"],
    ["approve", (emulated) => emulated.approve("LC00lwk1yg", "app:none"), "productId"],
    ["addSettings", (emulated) => emulated.addSettings("LC9", "app:a", { mcmId: "m" }), "enterpriseId"],
    ["checkIn", (emulated) => emulated.checkIn("none"), "deviceId"],
    ["signUp", (emulated) => emulated.signUp("https://play.google.com/"), "url"],
  ];
  test.each(mistakes)("from %s", async (_, make, path) => {
    const emulator = createEmulator();
    const error = await rejection((async () => make(emulator.androidEnterprise))());
    expect(error).toBeInstanceOf(InvalidParamsError);
    expect((error as InvalidParamsError).issues).toMatchObject([{ path }]);
  });
});
