/** Every method of Android Enterprise, through the client, against the emulator: once as it works, once as it fails. */
import { ApiError, GoogleApiError } from "tessera-sdk/android-enterprise";
import { expect, test } from "vitest";
import { androidEnterpriseEndpoints } from "../../src/androidEnterprise/endpoints.js";
import { type Bench, inProcess } from "../support/emulators.js";
import { rejection } from "../support/promises.js";
import * as apps from "./cases/apps.js";
import { type Case, type Cases, DEVICE, ENTERPRISE, GMAIL, GOOGLE_USER, NOT_FOUND, news, USER } from "./cases/case.js";
import * as devices from "./cases/devices.js";
import * as enterprises from "./cases/enterprises.js";
import * as store from "./cases/store.js";
import * as users from "./cases/users.js";

const cases: { [R in keyof typeof androidEnterpriseEndpoints]: Cases<R> } = {
  ...apps,
  ...devices,
  ...enterprises,
  ...store,
  ...users,
};

const all = Object.entries(androidEnterpriseEndpoints).flatMap(([resource, endpoints]) =>
  Object.entries(endpoints).map(([method, endpoint]) => {
    const methods: Record<string, Case | undefined> = cases[resource as keyof typeof cases];
    return { name: `${resource}.${method}`, id: endpoint.id as string, tried: methods[method] as Case };
  }),
);

test("no method is forgotten", () => {
  expect(all).toHaveLength(77);
  expect(all.filter(({ tried }) => tried === undefined).map(({ name }) => name)).toEqual([]);
  expect(all.map(({ id }) => id)).toEqual(all.map(({ name }) => `androidenterprise.${name}`));
});

const called = ({ emulator }: Bench) => new Set(emulator.requests.map(({ endpoint }) => endpoint));

test.each(all)("$name works", async ({ id, tried }) => {
  const bench = await inProcess({ validation: "strict" });
  await tried.works(bench);
  expect(called(bench)).toContain(id);
});

test.each(all)("$name is refused in Google's shape, and nothing changes", async ({ id, tried }) => {
  const bench = await inProcess({ validation: "strict" });
  await tried.given?.(bench);
  await news(bench.emm);
  const before = await everything(bench);
  const error = await rejection(tried.refused(bench.emm, bench));
  expect(error).toBeInstanceOf(GoogleApiError);
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({ endpoint: id, attempts: 1, ...(tried.as ?? NOT_FOUND) });
  expect(await everything(bench)).toEqual(before);
  expect(await news(bench.emm)).toEqual([]);
});

/** What the API and the emulator tell of the first enterprise. */
async function everything({ emm, emulator }: Bench): Promise<unknown> {
  const pages = (await emm.storelayoutpages.list(ENTERPRISE)).page;
  const read = [
    emm.enterprises.get(ENTERPRISE),
    emm.enterprises.getStoreLayout(ENTERPRISE),
    ...pages.map(({ id }) => emm.storelayoutclusters.list({ ...ENTERPRISE, pageId: id })),
    emm.webapps.list(ENTERPRISE),
    emm.serviceaccountkeys.list(ENTERPRISE),
    emm.grouplicenses.list(ENTERPRISE),
    emm.grouplicenses.get({ ...ENTERPRISE, groupLicenseId: GMAIL }),
    emm.products.list(ENTERPRISE).toArray(),
    ...[USER, GOOGLE_USER].flatMap((user) => [
      emm.users.get(user),
      emm.users.getAvailableProductSet(user),
      emm.devices.list(user),
      emm.entitlements.list(user),
    ]),
    emm.managedconfigurationsforuser.get({ ...USER, managedConfigurationForUserId: GMAIL }),
    emm.managedconfigurationsforuser.list(USER),
    emm.devices.getState(DEVICE),
    emm.installs.list(DEVICE),
    emm.managedconfigurationsfordevice.get({ ...DEVICE, managedConfigurationForDeviceId: GMAIL }),
    emm.managedconfigurationsfordevice.list(DEVICE),
  ];
  const { authenticationTokens, enrollmentTokens } = emulator.androidEnterprise;
  return { pages, read: await Promise.all(read), authenticationTokens, enrollmentTokens };
}
