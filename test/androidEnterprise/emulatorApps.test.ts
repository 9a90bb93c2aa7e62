/** Apps in the emulator: approved, paged through, published anew, installed, configured; and what Google tells of it. */
import type { AppRestrictionsSchemaRestriction, Product } from "tessera-sdk/android-enterprise";
import { describe, expect, test } from "vitest";
import { type Bench, inProcess } from "../support/emulators.js";
import {
  CHROME,
  DEVICE,
  ENTERPRISE,
  FORBIDDEN,
  GMAIL,
  GOOGLE_USER,
  INVALID,
  NOT_FOUND,
  news,
  USER,
} from "./cases/case.js";

const A_DAY = 86_400_000;
const A_WEEK = 604_800;
const APP = "app:com.example.field";
const CAMERA = "android.permission.CAMERA";
const MICROPHONE = "android.permission.RECORD_AUDIO";
const app = (more: Partial<Product> = {}): Product => ({ productId: APP, title: "Field", ...more });
const needing = (...ids: string[]) => ({ permissions: ids.map((permissionId) => ({ permissionId })) });
const inEnterprise = { ...ENTERPRISE, productId: APP };

describe("approval", () => {
  test("ends at a thousand apps, however they were approved", async () => {
    const { emm, emulator } = await inProcess();
    const { androidEnterprise } = emulator;
    for (let i = 1; i < 1_000; i++) {
      androidEnterprise.publish({ productId: `app:a${i}` });
      androidEnterprise.approve(ENTERPRISE.enterpriseId, `app:a${i}`);
    }
    const tooMany = { ...FORBIDDEN, reason: "limitExceeded" };
    const chrome = { ...ENTERPRISE, productId: CHROME };
    await expect(emm.products.approve(chrome)).rejects.toMatchObject(tooMany);
    const entitled = emm.entitlements.update({ ...USER, entitlementId: CHROME });
    await expect(entitled).rejects.toMatchObject(tooMany);
    expect((await emm.entitlements.list(USER)).entitlement).toHaveLength(1);
    await emm.products.approve({ ...ENTERPRISE, productId: "app:a1" });
    await emm.products.unapprove({ ...ENTERPRISE, productId: "app:a1" });
    await emm.products.approve(chrome);
  });

  test("by URL works for a day", async () => {
    const { emmAs, emulator, clock } = await inProcess();
    const emm = emmAs(emulator.issueToken({ expiresInSeconds: A_WEEK }));
    const chrome = { ...ENTERPRISE, productId: CHROME };
    const { url: approvalUrl } = await emm.products.generateApprovalUrl(chrome);
    await clock.advance(A_DAY);
    const late = emm.products.approve({ ...chrome, approvalUrlInfo: { approvalUrl } });
    await expect(late).rejects.toMatchObject(INVALID);
    const fresh = await emm.products.generateApprovalUrl(chrome);
    await clock.advance(A_DAY - 1);
    await emm.products.approve({ ...chrome, approvalUrlInfo: { approvalUrl: fresh.url } });
    expect(await emm.products.list({ ...ENTERPRISE, query: "chrome" }).toArray()).toHaveLength(1);
  });

  test("by URL accepts the permissions that the URL has shown", async () => {
    const { emm, emulator } = await inProcess();
    emulator.androidEnterprise.publish(app(needing(CAMERA)));
    const { url: approvalUrl } = await emm.products.generateApprovalUrl(inEnterprise);
    emulator.androidEnterprise.publish(app(needing(CAMERA, MICROPHONE)));
    await emm.products.approve({ ...inEnterprise, approvalUrlInfo: { approvalUrl } });
    expect((await emm.products.getPermissions(inEnterprise)).permission).toEqual([
      { permissionId: CAMERA, state: "accepted" },
      { permissionId: MICROPHONE, state: "required" },
    ]);
    const license = await emm.grouplicenses.get({ ...ENTERPRISE, groupLicenseId: APP });
    expect(license.permissions).toBe("needsReapproval");
  });

  test("that was taken back does not come again with an entitlement", async () => {
    const { emm } = await inProcess();
    await emm.products.unapprove({ ...ENTERPRISE, productId: GMAIL });
    await emm.entitlements.update({ ...GOOGLE_USER, entitlementId: GMAIL });
    const license = await emm.grouplicenses.get({ ...ENTERPRISE, groupLicenseId: GMAIL });
    expect(license).toMatchObject({ approval: "unapproved", numProvisioned: 2 });
    expect(await emm.users.setAvailableProductSet({ ...USER, productId: [GMAIL] })).toEqual({ productId: [GMAIL] });
  });
});

describe("a list of products", () => {
  async function approved(count: number): Promise<Bench> {
    const bench = await inProcess();
    const { androidEnterprise } = bench.emulator;
    for (let i = 1; i <= count; i++) {
      androidEnterprise.publish({ productId: `app:a${i}`, title: `App ${i}` });
      androidEnterprise.approve(ENTERPRISE.enterpriseId, `app:a${i}`);
    }
    return bench;
  }

  test("comes in pages of the size that was asked for", async () => {
    const { emm, emulator } = await approved(4);
    const pages: string[][] = [];
    for await (const { items, pageInfo } of emm.products.list({ ...ENTERPRISE, maxResults: 2 }).pages()) {
      expect(pageInfo).toEqual({ totalResults: 5, resultPerPage: items.length, startIndex: 2 * pages.length });
      pages.push(items.map(({ productId }) => productId));
    }
    expect(pages).toEqual([[GMAIL, "app:a1"], ["app:a2", "app:a3"], ["app:a4"]]);
    expect(emulator.requests).toHaveLength(3);
  });

  test("goes on from a page token, which goes with its search only", async () => {
    const { emm } = await approved(3);
    const search = { ...ENTERPRISE, query: "app", maxResults: 2 };
    let token: string | undefined;
    for await (const page of emm.products.list(search).pages()) token ??= page.nextPageToken;
    const rest = await emm.products.list({ ...search, token }).toArray();
    expect(rest.map(({ productId }) => productId)).toEqual(["app:a3"]);
    for (const wrong of [{ query: "gmail", token }, { token: "foreign" }]) {
      await expect(emm.products.list({ ...search, ...wrong }).toArray()).rejects.toMatchObject(INVALID);
    }
  });
});

describe("a new version of an app", () => {
  test("is told to the enterprises that have a license", async () => {
    const { emm, emulator } = await inProcess();
    const { androidEnterprise } = emulator;
    androidEnterprise.publish(app({ appVersion: [{ versionCode: 1 }], ...needing(CAMERA) }));
    await emm.products.approve(inEnterprise);
    await news(emm);
    const appRestrictionsSchema = { restrictions: [{ key: "url", restrictionType: "string" as const }] };
    const next = { appVersion: [{ versionCode: 2 }], appRestrictionsSchema, ...needing(CAMERA, MICROPHONE) };
    androidEnterprise.publish(app(next));
    androidEnterprise.publish({ productId: CHROME, appVersion: [{ versionCode: 800_000_000 }] });
    expect(await news(emm)).toMatchObject([
      { notificationType: "appUpdate", appUpdateEvent: { productId: APP } },
      { notificationType: "appRestricionsSchemaChange", appRestrictionsSchemaChangeEvent: { productId: APP } },
      {
        notificationType: "newPermissions",
        newPermissionsEvent: {
          productId: APP,
          approvedPermissions: [CAMERA],
          requestedPermissions: [CAMERA, MICROPHONE],
        },
      },
    ]);
    const license = () => emm.grouplicenses.get({ ...ENTERPRISE, groupLicenseId: APP });
    expect((await license()).permissions).toBe("needsReapproval");
    await emm.products.approve(inEnterprise);
    expect((await license()).permissions).toBe("currentApproved");
  });

  test("gets what it wants where all permissions to come were approved", async () => {
    const { emm, emulator } = await inProcess();
    emulator.androidEnterprise.publish(app(needing(CAMERA)));
    await emm.products.approve({ ...inEnterprise, approvedPermissions: "allPermissions" });
    await news(emm);
    emulator.androidEnterprise.publish(app(needing(MICROPHONE)));
    expect(await news(emm)).toEqual([]);
    const { permission } = await emm.products.getPermissions(inEnterprise);
    expect(permission).toEqual([{ permissionId: MICROPHONE, state: "accepted" }]);
    expect((await emm.permissions.get({ permissionId: MICROPHONE })).permissionId).toBe(MICROPHONE);
  });

  test("comes to the device when it next checks in", async () => {
    const { emm, emulator } = await inProcess();
    emulator.androidEnterprise.publish({ productId: GMAIL, appVersion: [{ versionCode: 64_000_001 }] });
    const gmail = { ...DEVICE, installId: GMAIL };
    expect((await emm.installs.update(gmail)).versionCode).toBe(64_000_000);
    emulator.androidEnterprise.checkIn(DEVICE.deviceId);
    expect((await emm.installs.get(gmail)).versionCode).toBe(64_000_001);
  });
});

describe("a device that checks in", () => {
  test("installs what its policy says", async () => {
    const { emm, emulator } = await inProcess();
    const productPolicy = [
      { productId: CHROME, autoInstallPolicy: { autoInstallMode: "forceAutoInstall" } },
      { productId: APP, autoInstallPolicy: { autoInstallMode: "doNotAutoInstall" } },
    ] as const;
    await emm.devices.update({ ...DEVICE, policy: { productAvailabilityPolicy: "whitelist", productPolicy } });
    expect((await emm.installs.list(DEVICE)).install).toHaveLength(1);
    emulator.androidEnterprise.checkIn(DEVICE.deviceId);
    const { install } = await emm.installs.list(DEVICE);
    expect(install.map(({ productId, installState }) => [productId, installState])).toEqual([
      [GMAIL, "installed"],
      [CHROME, "installed"],
    ]);
  });

  test("keeps an app whose removal was followed by an install", async () => {
    const { emm, emulator } = await inProcess();
    const gmail = { ...DEVICE, installId: GMAIL };
    await emm.installs.delete(gmail);
    await emm.installs.update(gmail);
    emulator.androidEnterprise.checkIn(DEVICE.deviceId);
    expect((await emm.installs.get(gmail)).installState).toBe("installed");
  });

  test("installs a web app of its enterprise", async () => {
    const { emm, emulator } = await inProcess();
    const webApp = { ...DEVICE, installId: "app:com.google.enterprise.webapp.x1" };
    await emm.installs.update(webApp);
    emulator.androidEnterprise.checkIn(DEVICE.deviceId);
    expect(await emm.installs.get(webApp)).toMatchObject({ installState: "installed", versionCode: 1 });
  });
});

describe("a managed configuration", () => {
  const bundle = {
    key: "server",
    restrictionType: "bundle",
    nestedRestriction: [{ key: "port", restrictionType: "integer" }],
  } satisfies AppRestrictionsSchemaRestriction;
  const restrictions: AppRestrictionsSchemaRestriction[] = [
    bundle,
    { key: "servers", restrictionType: "bundleArray", nestedRestriction: [bundle] },
    { key: "tags", restrictionType: "multiselect" },
  ];
  const port = { managedProperty: [{ key: "port", valueInteger: 443 }] };
  const configure = async (managedProperty: object[]) => {
    const { emm, emulator } = await inProcess();
    emulator.androidEnterprise.publish(app({ appRestrictionsSchema: { restrictions } }));
    const id = { ...USER, managedConfigurationForUserId: APP };
    return emm.managedconfigurationsforuser.update({ ...id, managedProperty });
  };

  test.each([
    { key: "tags", valueStringArray: ["a"] },
    { key: "server", valueBundle: port },
    { key: "servers", valueBundleArray: [port, port] },
  ])("may hold $key", async (property) => {
    expect((await configure([property])).managedProperty).toEqual([property]);
  });

  test.each([
    { key: "unknown", valueBool: true },
    { key: "tags" },
    { key: "tags", valueString: "a" },
    { key: "tags", valueStringArray: ["a"], valueBool: true },
    { key: "server", valueBundle: { managedProperty: [{ key: "port", valueString: "443" }] } },
    { key: "servers", valueBundleArray: [port, { managedProperty: [{ key: "host", valueString: "h" }] }] },
  ])("may not hold %j", async (property) => {
    await expect(configure([property])).rejects.toMatchObject(INVALID);
  });

  test("needs an app that there is", async () => {
    const { emm } = await inProcess();
    const call = emm.managedconfigurationsforuser.update({ ...USER, managedConfigurationForUserId: "app:none" });
    await expect(call).rejects.toMatchObject(NOT_FOUND);
  });
});

describe("notifications", () => {
  const tell = ({ emulator }: Bench, productId: string) =>
    emulator.androidEnterprise.notify({ ...ENTERPRISE, notificationType: "appUpdate", appUpdateEvent: { productId } });
  const pull = async ({ emm }: Bench) => {
    const { notification, notificationSetId = "" } = await emm.enterprises.pullNotificationSet();
    return { ids: notification.map(({ appUpdateEvent }) => appUpdateEvent?.productId), notificationSetId };
  };

  test("come again, before newer ones, when their set was not acknowledged within 20 seconds", async () => {
    const bench = await inProcess();
    tell(bench, "one");
    const first = await pull(bench);
    tell(bench, "two");
    await bench.clock.advance(19_999);
    expect((await pull(bench)).ids).toEqual(["two"]);
    await bench.clock.advance(1);
    const again = await pull(bench);
    expect(again.ids).toEqual(["one"]);
    expect(again.notificationSetId).not.toBe(first.notificationSetId);
    tell(bench, "three");
    await bench.clock.advance(20_000);
    expect((await pull(bench)).ids).toEqual(["two", "one", "three"]);
  });

  test("end with their set, which an old id does not end", async () => {
    const bench = await inProcess();
    const { enterprises } = bench.emm;
    tell(bench, "one");
    const first = await pull(bench);
    await bench.clock.advance(20_000);
    const again = await pull(bench);
    await enterprises.acknowledgeNotificationSet({ notificationSetId: first.notificationSetId });
    await bench.clock.advance(20_000);
    const last = await pull(bench);
    expect([again.ids, last.ids]).toEqual([["one"], ["one"]]);
    await enterprises.acknowledgeNotificationSet({ notificationSetId: last.notificationSetId });
    await bench.clock.advance(20_000);
    expect((await pull(bench)).ids).toEqual([]);
  });

  test("reach the client's own loop, which acknowledges them", async () => {
    const bench = await inProcess();
    const { emm, clock } = bench;
    await emm.enterprises.sendTestPushNotification(ENTERPRISE);
    tell(bench, "one");
    const seen: (string | undefined)[] = [];
    for await (const { event } of emm.notifications()) {
      seen.push(event);
      if (seen.length === 2) tell(bench, "two");
      if (seen.length === 3) break;
    }
    expect(seen).toEqual(["none", "appUpdateEvent", "appUpdateEvent"]);
    await clock.advance(20_000);
    expect((await pull(bench)).ids).toEqual(["two"]);
  });
});
