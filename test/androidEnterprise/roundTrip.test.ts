/** Read, change, write: what a getter returns can be sent back, what is newer than the SDK included. */
import {
  AndroidEnterprise,
  type Drift,
  type InvalidParamsError,
  type ResponsePromise,
  type UnlistedValue,
} from "tessera-sdk";
import { describe, expect, test } from "vitest";
import { androidEnterpriseEndpoints } from "../../src/androidEnterprise/endpoints.js";
import { named } from "../support/conformance.js";
import { keptFacts, sampleOf } from "../support/discovery.js";
import { rejection } from "../support/promises.js";
import { scripted } from "../support/scripted.js";

const enterprise = { enterpriseId: "LC00lwk1yg" };
const user = { ...enterprise, userId: "110001" };
const device = { ...user, deviceId: "3a1b2c3d4e5f6789" };
const app = "app:com.google.android.gm";
const install = { ...device, installId: app };
const entitlement = { ...user, entitlementId: app };
const forDevice = { ...device, managedConfigurationForDeviceId: app };
const forUser = { ...user, managedConfigurationForUserId: app };
const page = { ...enterprise, pageId: "p1" };
const cluster = { ...page, clusterId: "c1" };
const webApp = { ...enterprise, webAppId: "app:com.google.enterprise.webapp.x1" };

interface Pair {
  /** Name of the schema that both methods have. */
  schema: string;
  get(client: AndroidEnterprise): ResponsePromise<object>;
  getAndSet(client: AndroidEnterprise, more?: object): Promise<unknown>;
  /** An enum of the resource, as a path. */
  enumeration?: string;
  /** What only responses hold, or must not be sent. */
  unsent?: readonly string[];
}

/** By the method that writes. That they compile is part of the test. */
const pairs: Record<string, Pair> = {
  "devices.update": {
    schema: "Device",
    enumeration: "policy.autoUpdatePolicy",
    get: (client) => client.devices.get(device),
    getAndSet: async (client, more) =>
      client.devices.update({ ...device, ...(await client.devices.get(device)), ...more }),
  },
  "devices.setState": {
    schema: "DeviceState",
    enumeration: "accountState",
    get: (client) => client.devices.getState(device),
    getAndSet: async (client, more) =>
      client.devices.setState({ ...device, ...(await client.devices.getState(device)), ...more }),
  },
  "enterprises.setStoreLayout": {
    schema: "StoreLayout",
    enumeration: "storeLayoutType",
    get: (client) => client.enterprises.getStoreLayout(enterprise),
    getAndSet: async (client, more) =>
      client.enterprises.setStoreLayout({
        ...enterprise,
        ...(await client.enterprises.getStoreLayout(enterprise)),
        ...more,
      }),
  },
  "entitlements.update": {
    schema: "Entitlement",
    enumeration: "reason",
    get: (client) => client.entitlements.get(entitlement),
    getAndSet: async (client, more) =>
      client.entitlements.update({ ...entitlement, ...(await client.entitlements.get(entitlement)), ...more }),
  },
  "installs.update": {
    schema: "Install",
    unsent: ["installState"],
    get: (client) => client.installs.get(install),
    getAndSet: async (client, more) =>
      client.installs.update({ ...install, ...(await client.installs.get(install)), ...more }),
  },
  "managedconfigurationsfordevice.update": {
    schema: "ManagedConfiguration",
    get: (client) => client.managedconfigurationsfordevice.get(forDevice),
    getAndSet: async (client, more) =>
      client.managedconfigurationsfordevice.update({
        ...forDevice,
        ...(await client.managedconfigurationsfordevice.get(forDevice)),
        ...more,
      }),
  },
  "managedconfigurationsforuser.update": {
    schema: "ManagedConfiguration",
    get: (client) => client.managedconfigurationsforuser.get(forUser),
    getAndSet: async (client, more) =>
      client.managedconfigurationsforuser.update({
        ...forUser,
        ...(await client.managedconfigurationsforuser.get(forUser)),
        ...more,
      }),
  },
  "storelayoutclusters.update": {
    schema: "StoreCluster",
    get: (client) => client.storelayoutclusters.get(cluster),
    getAndSet: async (client, more) =>
      client.storelayoutclusters.update({ ...cluster, ...(await client.storelayoutclusters.get(cluster)), ...more }),
  },
  "storelayoutpages.update": {
    schema: "StorePage",
    get: (client) => client.storelayoutpages.get(page),
    getAndSet: async (client, more) =>
      client.storelayoutpages.update({ ...page, ...(await client.storelayoutpages.get(page)), ...more }),
  },
  "users.setAvailableProductSet": {
    schema: "ProductSet",
    enumeration: "productSetBehavior",
    get: (client) => client.users.getAvailableProductSet(user),
    getAndSet: async (client, more) =>
      client.users.setAvailableProductSet({ ...user, ...(await client.users.getAvailableProductSet(user)), ...more }),
  },
  "users.update": {
    schema: "User",
    enumeration: "accountType",
    get: (client) => client.users.get(user),
    getAndSet: async (client, more) => client.users.update({ ...user, ...(await client.users.get(user)), ...more }),
  },
  "webapps.update": {
    schema: "WebApp",
    enumeration: "displayMode",
    get: (client) => client.webapps.get(webApp),
    getAndSet: async (client, more) =>
      client.webapps.update({ ...webApp, ...(await client.webapps.get(webApp)), ...more }),
  },
};

const all = Object.entries(pairs).map(([name, pair]) => ({ name, ...pair }));

/** What Google may return: every documented field, with values that may be sent. */
function returned(name: string, schema: string): Record<string, unknown> {
  const resource = sampleOf(keptFacts(), schema) as Record<string, unknown>;
  if (name === "webapps.update") return { ...resource, ...webApp, enterpriseId: undefined };
  return name === "users.setAvailableProductSet" ? { ...resource, productSetBehavior: "whitelist" } : resource;
}

/** The resource with a value at a path. */
function withValue(resource: object, path: string, value: unknown): object {
  const [name = "", ...rest] = path.split(".");
  const inner = (resource as Record<string, object>)[name] ?? {};
  return { ...resource, [name]: rest.length === 0 ? value : withValue(inner, rest.join("."), value) };
}

const without = (resource: object, names: readonly string[] = []) =>
  Object.fromEntries(Object.entries(resource).filter(([name]) => !names.includes(name)));

function scene(resource: object) {
  const drifts: Drift[] = [];
  const transport = scripted({ body: resource });
  const onDrift = (drift: Drift) => drifts.push(drift);
  return { transport, drifts, client: new AndroidEnterprise({ auth: "access-token", transport, onDrift }) };
}

test("every method whose body is a whole resource is here", () => {
  const endpoints = named(androidEnterpriseEndpoints);
  const whole = Object.keys(endpoints).filter((name) => endpoints[name]?.wholeResource);
  expect(whole.sort()).toEqual(Object.keys(pairs).sort());
});

describe.each(all)("$name", ({ name, schema, get, getAndSet, enumeration, unsent }) => {
  const resource = JSON.parse(JSON.stringify(returned(name, schema))) as Record<string, unknown>;

  test("sends back what its getter returns, but for what only responses hold", async () => {
    const { client, transport, drifts } = scene(resource);
    await getAndSet(client);
    expect(JSON.parse(transport.sent[1]?.body ?? "")).toEqual(without(resource, unsent));
    expect(drifts).toEqual([]);
  });

  test("sends back a field newer than the SDK, and reports it", async () => {
    const { client, transport, drifts } = scene({ ...resource, zoneOfTomorrow: { a: 1 } });
    await getAndSet(client);
    expect(JSON.parse(transport.sent[1]?.body ?? "")).toHaveProperty("zoneOfTomorrow", { a: 1 });
    expect(drifts.filter(({ part }) => part === "request")).toEqual([
      { endpoint: `androidenterprise.${name}`, part: "request", path: "zoneOfTomorrow", problem: "unknown_field" },
    ]);
  });

  // Some resources have no enum.
  for (const path of enumeration === undefined ? [] : [enumeration])
    test("sends back an enum value newer than the SDK, and reports it", async () => {
      const { client, transport, drifts } = scene(withValue(resource, path, "valueOfTomorrow"));
      await getAndSet(client);
      expect(JSON.parse(transport.sent[1]?.body ?? "")).toHaveProperty(path, "valueOfTomorrow");
      expect(drifts.filter(({ part }) => part === "request")).toEqual([
        { endpoint: `androidenterprise.${name}`, part: "request", path, problem: "unknown_value" },
      ]);
    });

  test("refuses a near miss of a known name, and names the one that was meant", async () => {
    const { client, transport } = scene(resource);
    const known = Object.keys(await get(client)).sort((a, b) => b.length - a.length)[0] ?? "";
    const misspelt = `${known.slice(0, -2)}${known.at(-1)}${known.at(-2)}`;
    const error = (await rejection(getAndSet(client, { [misspelt]: "x" }))) as InvalidParamsError;
    expect(error.issues).toEqual([
      { path: misspelt, message: expect.stringContaining(`did you mean \`${known}\`?`) as string },
    ]);
    expect(transport.sent).toHaveLength(2);
  });
});

const unlisted = "valueOfTomorrow" as UnlistedValue;

describe("what is newer than the SDK does not hide", () => {
  const refused: [what: string, call: (client: AndroidEnterprise) => Promise<unknown>, path: string][] = [
    [
      "that a state is missing",
      (client) => client.devices.setState({ ...device, ...{ zoneOfTomorrow: 1 } }),
      "accountState",
    ],
    [
      "that too many apps have a minimum version",
      (client) => {
        const productPolicy = Array.from({ length: 21 }, () => ({
          autoUpdateMode: unlisted,
          autoInstallPolicy: { minimumVersionCode: 1 },
        }));
        return client.devices.update({ ...device, policy: { productPolicy } });
      },
      "policy.productPolicy",
    ],
    [
      "that a product set means `unknown`",
      (client) =>
        client.users.setAvailableProductSet({ ...user, ...{ zoneOfTomorrow: 1 }, productSetBehavior: "unknown" }),
      "productSetBehavior",
    ],
  ];
  test.each(refused)("%s", async (_, call, path) => {
    const { client, transport } = scene({});
    expect(((await rejection(call(client))) as InvalidParamsError).issues.map((issue) => issue.path)).toEqual([path]);
    expect(transport.sent).toEqual([]);
  });
});

describe("an unknown first parameter is refused by", () => {
  const others: [name: string, call: (client: AndroidEnterprise, more: object) => Promise<unknown>][] = [
    ["products.get", (client, more) => client.products.get({ ...enterprise, productId: "app:a", ...more })],
    ["enterprises.enroll", (client, more) => client.enterprises.enroll({ token: "t", ...more })],
    [
      "users.insert",
      (client, more) =>
        client.users.insert({ ...enterprise, accountIdentifier: "u", accountType: "userAccount", ...more }),
    ],
    ["webapps.insert", (client, more) => client.webapps.insert({ ...enterprise, ...more })],
  ];
  test.each(others)("%s", async (_, call) => {
    const { client, transport } = scene({});
    const error = (await rejection(call(client, { zoneOfTomorrow: 1 }))) as InvalidParamsError;
    expect(error.issues).toEqual([{ path: "zoneOfTomorrow", message: "is not a known parameter" }]);
    expect(transport.sent).toEqual([]);
  });
});

test('`validation: "strict"` refuses in requests what is newer than the SDK', async () => {
  const transport = scripted({ body: { accountState: "enabled" } });
  const client = new AndroidEnterprise({ auth: "access-token", transport, validation: "strict" });
  const error = await rejection(client.devices.setState({ ...device, accountState: unlisted }));
  expect((error as InvalidParamsError).issues.map(({ path }) => path)).toEqual(["accountState"]);
  expect(transport.sent).toEqual([]);
});
