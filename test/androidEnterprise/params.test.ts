/** What is refused before anything is sent, beyond ids and types: the vendor's documented bounds. */
import { AndroidEnterprise, InvalidParamsError } from "tessera-sdk";
import { describe, expect, test } from "vitest";
import { rejection } from "../support/promises.js";
import { scripted } from "../support/scripted.js";

type Call = (client: AndroidEnterprise) => Promise<unknown>;

const enterprise = { enterpriseId: "LC00lwk1yg" };
const user = { ...enterprise, userId: "110001" };
const device = { ...user, deviceId: "3a1b2c3d4e5f6789" };
const page = { ...enterprise, pageId: "p1" };

/** The parameters at fault; none when the call was sent. */
async function faults(call: Call): Promise<string[]> {
  const transport = scripted({ status: 400 });
  const client = new AndroidEnterprise({ auth: "access-token", transport });
  const error = await rejection(call(client));
  if (!(error instanceof InvalidParamsError)) {
    expect(transport.sent).toHaveLength(1);
    return [];
  }
  expect(transport.sent).toEqual([]);
  return error.issues.map((issue) => issue.path);
}

const windowOf =
  (durationMs: unknown): Call =>
  (client) =>
    client.devices.update({ ...device, policy: { maintenanceWindow: { durationMs: durationMs as string } } });

describe("a maintenance window", () => {
  test.each(["1800000", "7200000", "86400000"])("may last %s ms", async (ms) => {
    expect(await faults(windowOf(ms))).toEqual([]);
  });

  test.each(["1799999", "86400001", "-1", "", "30m", "1.8e6", " 1800000", 1_800_000, null])(
    "may not last %j ms",
    async (ms) => {
      expect(await faults(windowOf(ms))).toEqual(["policy.maintenanceWindow.durationMs"]);
    },
  );
});

const rowAt =
  (orderInPage: string): Call =>
  (client) =>
    client.storelayoutclusters.insert({ ...page, name: [{ locale: "en", text: "Mail" }], orderInPage });

describe("the place of a row", () => {
  test.each(["", "a", "~ 1", "x".repeat(256)])("may be %j", async (place) => {
    expect(await faults(rowAt(place))).toEqual([]);
  });

  test.each(["x".repeat(257), "é", "a\n"])("may not be %j", async (place) => {
    expect(await faults(rowAt(place))).toEqual(["orderInPage"]);
  });
});

const tokenFor =
  (parent: string): Call =>
  (client) =>
    client.enterprises.createWebToken({ ...enterprise, parent });

describe("the parent of an embedded page", () => {
  test.each(["https://emm.example", "https://emm.example/a https://b.example", " https://emm.example\n"])(
    "may be %j",
    async (parent) => {
      expect(await faults(tokenFor(parent))).toEqual([]);
    },
  );

  test.each(["", "emm.example", "http://emm.example", "https://a.example http://b.example", "https://"])(
    "may not be %j",
    async (parent) => {
      expect(await faults(tokenFor(parent))).toEqual(["parent"]);
    },
  );
});

const withMinimum = (apps: number) =>
  Array.from({ length: apps }, (_, app) => ({
    productId: `app:a${app}`,
    autoInstallPolicy: { minimumVersionCode: 7 },
  }));

test("20 apps of a device can set a minimum version, and others none", async () => {
  const productPolicy = [...withMinimum(20), { productId: "app:b" }];
  expect(await faults((client) => client.devices.update({ ...device, policy: { productPolicy } }))).toEqual([]);
});

const ANY_NETWORK = { networkTypeConstraint: "anyNetwork" } as const;

describe("refused as well are", () => {
  const refused: [why: string, call: Call, paths: string[]][] = [
    [
      "two constraints on one install",
      (client) =>
        client.devices.update({
          ...device,
          policy: { productPolicy: [{ autoInstallPolicy: { autoInstallConstraint: [ANY_NETWORK, ANY_NETWORK] } }] },
        }),
      ["policy.productPolicy[0].autoInstallPolicy.autoInstallConstraint"],
    ],
    [
      "a constraint on an install that carries no information",
      (client) =>
        client.devices.update({
          ...device,
          policy: { productPolicy: [{ autoInstallPolicy: { autoInstallConstraint: [{}] } }] },
        }),
      ["policy.productPolicy[0].autoInstallPolicy.autoInstallConstraint[0]"],
    ],
    [
      "a priority below zero",
      (client) =>
        client.devices.update({
          ...device,
          policy: { productPolicy: [{ autoInstallPolicy: { autoInstallPriority: -1 } }] },
        }),
      ["policy.productPolicy[0].autoInstallPolicy.autoInstallPriority"],
    ],
    [
      "a window that starts before midnight",
      (client) =>
        client.devices.update({ ...device, policy: { maintenanceWindow: { startTimeAfterMidnightMs: "-5" } } }),
      ["policy.maintenanceWindow.startTimeAfterMidnightMs"],
    ],
    ["a page without a name", (client) => client.storelayoutpages.insert({ ...enterprise } as never), ["name"]],
    ["a page with no names", (client) => client.storelayoutpages.insert({ ...enterprise, name: [] }), ["name"]],
    [
      "a row whose names are taken away",
      (client) => client.storelayoutclusters.update({ ...page, clusterId: "c1", name: [] }),
      ["name"],
    ],
    [
      "an empty language",
      (client) => client.products.get({ ...enterprise, productId: "app:a.b", language: "" }),
      ["language"],
    ],
    [
      "a minimum version for 21 apps of a device",
      (client) => client.devices.update({ ...device, policy: { productPolicy: withMinimum(21) } }),
      ["policy.productPolicy"],
    ],
    [
      "a product set that means `unknown`",
      (client) => client.users.setAvailableProductSet({ ...user, productSetBehavior: "unknown" as never }),
      ["productSetBehavior"],
    ],
    [
      "a visible product without its id",
      (client) => client.users.setAvailableProductSet({ ...user, productVisibility: [{} as never] }),
      ["productVisibility[0].productId"],
    ],
    [
      "a callback whose host would pass for a scheme",
      (client) => client.enterprises.generateSignupUrl({ callbackUrl: "localhost:8080/done" }),
      ["callbackUrl"],
    ],
    [
      "an account to set that is not named",
      (client) => client.enterprises.setAccount(enterprise as never),
      ["accountEmail"],
    ],
    ["a state to set that is not named", (client) => client.devices.setState(device as never), ["accountState"]],
    [
      "a callback that is not an absolute URL",
      (client) => client.enterprises.generateSignupUrl({ callbackUrl: "/done" }),
      ["callbackUrl"],
    ],
    [
      "a sign-up without its tokens",
      (client) => client.enterprises.completeSignup({} as never),
      ["completionToken", "enterpriseToken"],
    ],
    [
      "an empty id beside one that is missing, both at once",
      (client) => client.users.get({ enterpriseId: "", userId: undefined as never }),
      ["enterpriseId", "userId"],
    ],
    [
      "a sign-up with empty tokens",
      (client) => client.enterprises.completeSignup({ completionToken: "", enterpriseToken: "" }),
      ["completionToken", "enterpriseToken"],
    ],
    ["an enrollment without its token", (client) => client.enterprises.enroll({ name: "Example" } as never), ["token"]],
    ["a search for no domain", (client) => client.enterprises.list({ domain: "" }), ["domain"]],
    ["a search for no address", (client) => client.users.list({ ...enterprise, email: "" }), ["email"]],
    [
      "an account without the format of its key",
      (client) => client.enterprises.getServiceAccount(enterprise as never),
      ["keyType"],
    ],
    [
      "an acknowledgement of nothing",
      (client) => client.enterprises.acknowledgeNotificationSet({ notificationSetId: "" }),
      ["notificationSetId"],
    ],
    [
      "a user without a name of the caller's",
      (client) => client.users.insert({ ...enterprise, accountIdentifier: "", accountType: "userAccount" }),
      ["accountIdentifier"],
    ],
    [
      "a page size below zero",
      (client) => client.products.list({ ...enterprise, maxResults: -1 }).toArray(),
      ["maxResults"],
    ],
    [
      "a page size of 33 bits",
      (client) => client.products.list({ ...enterprise, maxResults: 2 ** 32 }).toArray(),
      ["maxResults"],
    ],
    [
      "a version code as a number, where it is 64 bits wide",
      (client) => client.webapps.insert({ ...enterprise, versionCode: 7 as never }),
      ["versionCode"],
    ],
    [
      "a version code as text, where it is 32 bits wide",
      (client) => client.installs.update({ ...device, installId: "app:a.b", versionCode: "7" as never }),
      ["versionCode"],
    ],
    [
      "a value deep within a bundle",
      (client) =>
        client.managedconfigurationsforuser.update({
          ...user,
          managedConfigurationForUserId: "app:a.b",
          managedProperty: [{ valueBundleArray: [{ managedProperty: [{ key: "k", valueInteger: 1.5 }] }] }],
        }),
      ["managedProperty[0].valueBundleArray[0].managedProperty[0].valueInteger"],
    ],
  ];

  test.each(refused)("%s", async (_, call, paths) => {
    expect(await faults(call)).toEqual(paths);
  });

  test.each([
    ["a promise that nobody awaited", Promise.resolve({})],
    ["a map", new Map([["productAvailabilityPolicy", "all"]])],
    ["a set", new Set()],
    ["bytes", new Uint8Array(0)],
  ])("%s in place of an object, which JSON would write as an empty one", async (_, policy) => {
    expect(await faults((client) => client.devices.update({ ...device, policy: policy as never }))).toEqual(["policy"]);
    const productPolicy = [{}, policy as never];
    const [fault] = await faults((client) => client.devices.update({ ...device, policy: { productPolicy } }));
    expect(fault).toMatch(/^policy\.productPolicy\[1\]/);
  });

  test("options that are a function, as a callback would be", async () => {
    const callback = (() => {}) as never;
    expect(await faults((client) => client.users.get(user, callback))).toEqual(["options"]);
    expect(await faults((client) => client.enterprises.pullNotificationSet({}, callback))).toEqual(["options"]);
  });

  test("a thousand wrong rules at once, of which the message names ten", async () => {
    const productPolicy = Array.from({ length: 1_000 }, () => ({ autoUpdateMode: 7 as never }));
    const error = await rejection(
      new AndroidEnterprise({ auth: "access-token", transport: scripted() }).devices.update({
        ...device,
        policy: { productPolicy },
      }),
    );
    expect((error as InvalidParamsError).issues).toHaveLength(1_000);
    expect((error as InvalidParamsError).message).toMatch(/and 990 more\. Nothing was sent\.$/);
    expect((error as InvalidParamsError).message.length).toBeLessThan(3_000);
  });

  test("a configuration that holds itself", async () => {
    const managedProperty: { key: string; valueBundle?: object }[] = [{ key: "k" }];
    for (const property of managedProperty) property.valueBundle = { managedProperty };
    const ids = { ...user, managedConfigurationForUserId: "app:a.b" };
    expect(await faults((client) => client.managedconfigurationsforuser.update({ ...ids, managedProperty }))).toEqual([
      "params",
    ]);
  });
});

test("a list may be given as a constant", async () => {
  const allowedDomains = ["example.com", "*.example.com"] as const;
  expect(await faults((client) => client.enterprises.generateSignupUrl({ allowedDomains }))).toEqual([]);
});
