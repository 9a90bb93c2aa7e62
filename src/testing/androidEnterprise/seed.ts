/** The initial state: one enterprise with an object for every method. */
import type { Enterprise } from "../../androidEnterprise/schemas/enterprise.js";
import type { Product } from "../../androidEnterprise/schemas/product.js";
import type { User } from "../../androidEnterprise/schemas/user.js";
import { approve } from "./licenses.js";
import { publish } from "./publish.js";
import { newDevice, newEnterprise, newUser, type State, type StoredEnterprise } from "./state.js";

const RESOURCE: Enterprise = { id: "LC00lwk1yg", name: "Example, Inc", primaryDomain: "example.com" };
const DEVICE_ID = "3a1b2c3d4e5f6789";
const WEB_APP_ID = "app:com.google.enterprise.webapp.x1";
const ACCOUNT = "emm@project.iam.gserviceaccount.com";
const MILLIS = "1767225600000";

const GMAIL: Product = {
  productId: "app:com.google.android.gm",
  title: "Gmail",
  authorName: "Google LLC",
  category: "COMMUNICATION",
  productPricing: "free",
  distributionChannel: "publicGoogleHosted",
  appVersion: [{ versionCode: 64_000_000, versionString: "2026.01", isProduction: true }],
  permissions: [{ permissionId: "android.permission.CAMERA" }, { permissionId: "android.permission.READ_CONTACTS" }],
  appRestrictionsSchema: {
    restrictions: [
      { key: "email_address", title: "Email address", restrictionType: "string" },
      { key: "signature", title: "Signature", restrictionType: "string" },
      { key: "sync_days", title: "Days to synchronize", restrictionType: "integer" },
    ],
  },
};

const OTHERS: readonly Product[] = [
  {
    productId: "app:com.android.chrome",
    title: "Google Chrome",
    productPricing: "free",
    distributionChannel: "publicGoogleHosted",
    appVersion: [{ versionCode: 720_000_000, versionString: "144.0", isProduction: true }],
    permissions: [{ permissionId: "android.permission.CAMERA" }],
    appRestrictionsSchema: { restrictions: [{ key: "HomepageLocation", restrictionType: "string" }] },
  },
  {
    productId: "app:com.google.android.apps.docs",
    title: "Google Drive",
    productPricing: "free",
    distributionChannel: "publicGoogleHosted",
    appVersion: [{ versionCode: 215_000_000, versionString: "2.25", isProduction: true }],
  },
];

/** An enterprise whose service account is set. */
export function addEnterprise(state: State, resource: Enterprise, users: readonly User[]): StoredEnterprise {
  const enterprise = newEnterprise(resource);
  enterprise.serviceAccount = ACCOUNT;
  enterprise.account = ACCOUNT;
  for (const user of users) enterprise.users.set(user.id, newUser(user));
  state.enterprises.set(resource.id, enterprise);
  return enterprise;
}

export function seed(state: State): void {
  state.permissions.set("android.permission.CAMERA", {
    permissionId: "android.permission.CAMERA",
    name: "take pictures and videos",
    description: "Allows the app to take pictures and videos with the camera.",
  });
  for (const product of [GMAIL, ...OTHERS]) publish(state, product, 0);
  const enterprise = addEnterprise(state, RESOURCE, [
    { id: "110001", accountIdentifier: "user1", accountType: "userAccount", managementType: "emmManaged" },
    { id: "220002", accountType: "userAccount", managementType: "googleManaged", primaryEmail: "ada@example.com" },
  ]);
  enterprise.keys.set("k1", { id: "k1", type: "googleCredentials" });
  approve(enterprise, GMAIL);
  const settings = { mcmId: "5f3a", name: "Signature with the first name", lastUpdatedTimestampMillis: MILLIS };
  enterprise.settings.set(GMAIL.productId, [settings]);
  seedStore(enterprise);
  seedUser(enterprise);
}

function seedStore(enterprise: StoredEnterprise): void {
  const { pages, webApps } = enterprise;
  const named = (text: string) => [{ locale: "en", text }];
  const cluster = { id: "c1", name: named("Mail"), orderInPage: "1", productId: [GMAIL.productId] };
  pages.set("p1", { page: { id: "p1", name: named("Home"), link: ["p2"] }, clusters: new Map([["c1", cluster]]) });
  pages.set("p2", { page: { id: "p2", name: named("More") }, clusters: new Map() });
  webApps.set(WEB_APP_ID, {
    webAppId: WEB_APP_ID,
    title: "Timesheets",
    startUrl: "https://timesheets.example.com",
    displayMode: "standalone",
    isPublished: true,
    versionCode: "1",
  });
  enterprise.layout = { storeLayoutType: "custom", homepageId: "p1" };
}

function seedUser({ users }: StoredEnterprise): void {
  const user = users.get("110001");
  if (user === undefined) return;
  const { productId } = GMAIL;
  user.productSet = { productSetBehavior: "whitelist", productId: [productId] };
  user.entitlements.set(productId, { productId, reason: "free" });
  user.configurations.set(productId, { productId, configurationVariables: { mcmId: "5f3a" } });
  const device = newDevice({
    androidId: DEVICE_ID,
    managementType: "managedDevice",
    maker: "Google",
    model: "Pixel 9",
    policy: { productAvailabilityPolicy: "all", deviceReportPolicy: "deviceReportEnabled" },
  });
  device.state = { accountState: "enabled" };
  device.installs.set(productId, { productId, installState: "installed", versionCode: 64_000_000 });
  device.configurations.set(productId, {
    productId,
    managedProperty: [{ key: "signature", valueString: "Sent from work" }],
  });
  user.devices.set(DEVICE_ID, device);
}
