/** What the emulated Google Play EMM API remembers. */
import type { Device, DeviceState } from "../../androidEnterprise/devices.js";
import type { Enterprise, StoreLayout } from "../../androidEnterprise/enterprise.js";
import type { Entitlement } from "../../androidEnterprise/entitlements.js";
import type { GroupLicense } from "../../androidEnterprise/grouplicenses.js";
import type { Install } from "../../androidEnterprise/installs.js";
import type { ManagedConfiguration } from "../../androidEnterprise/managedConfiguration.js";
import type { ManagedConfigurationsSettings } from "../../androidEnterprise/managedconfigurationssettings.js";
import type { Permission } from "../../androidEnterprise/permissions.js";
import type { Product } from "../../androidEnterprise/product.js";
import type { ProductSet } from "../../androidEnterprise/productSet.js";
import type { ServiceAccountKey } from "../../androidEnterprise/serviceAccount.js";
import type { StoreCluster } from "../../androidEnterprise/storelayoutclusters.js";
import type { StorePage } from "../../androidEnterprise/storelayoutpages.js";
import type { User } from "../../androidEnterprise/user.js";
import type { WebApp } from "../../androidEnterprise/webapps.js";
import { Notifications } from "./notifications.js";

/** Every map is by the id that the API uses. */
export interface StoredEnterprise {
  readonly resource: Enterprise;
  /** Name of the service account that `getServiceAccount` made. */
  serviceAccount?: string;
  readonly keys: Map<string, Required<Pick<ServiceAccountKey, "id" | "type">>>;
  /** The account that was set. */
  account?: string;
  layout: StoreLayout;
  readonly pages: Map<string, StoredPage>;
  readonly webApps: Map<string, WebApp>;
  readonly licenses: Map<string, StoredLicense>;
  readonly settings: Map<string, ManagedConfigurationsSettings[]>;
  readonly users: Map<string, StoredUser>;
}

export interface StoredPage {
  page: StorePage;
  readonly clusters: Map<string, StoreCluster>;
}

export interface StoredLicense {
  license: Omit<GroupLicense, "numProvisioned">;
  /** Permissions that an admin has accepted. */
  accepted: readonly string[];
}

export interface StoredUser {
  user: User;
  productSet: ProductSet;
  readonly entitlements: Map<string, Entitlement>;
  readonly configurations: Map<string, ManagedConfiguration>;
  readonly devices: Map<string, StoredDevice>;
}

export interface StoredDevice {
  device: Device;
  state: DeviceState;
  readonly installs: Map<string, Install>;
  /** Apps to remove when the device next checks in. */
  readonly removals: Set<string>;
  readonly configurations: Map<string, ManagedConfiguration>;
  /** When reports were asked for. */
  reportsAt: readonly number[];
}

export interface IssuedAuthenticationToken {
  readonly token: string;
  readonly enterpriseId: string;
  readonly userId: string;
  used: boolean;
  readonly expiresAt: number;
}

export interface IssuedEnrollmentToken {
  readonly token: string;
  readonly enterpriseId: string;
  readonly enrollmentTokenType: string;
  readonly expiresAt: number;
}

export interface ApprovalUrl {
  readonly enterpriseId: string;
  readonly productId: string;
  /** What the page shows. Nothing else is accepted with it. */
  readonly permissions: readonly string[];
  readonly expiresAt: number;
}

export interface SignUp {
  readonly completionToken: string;
  readonly callbackUrl: string | undefined;
  readonly adminEmail: string;
}

export class State {
  readonly enterprises = new Map<string, StoredEnterprise>();
  readonly products = new Map<string, Product>();
  readonly permissions = new Map<string, Permission>();
  readonly authenticationTokens: IssuedAuthenticationToken[] = [];
  readonly enrollmentTokens: IssuedEnrollmentToken[] = [];
  readonly approvalUrls = new Map<string, ApprovalUrl>();
  /** Sign-ups that have begun, by their URL. */
  readonly signUps = new Map<string, SignUp>();
  /** Which sign-up an admin got an enterprise token in. */
  readonly enterpriseTokens = new Map<string, SignUp>();
  readonly usedTokens = new Set<string>();
  readonly notifications = new Notifications();
}

export const random = () => crypto.randomUUID().replaceAll("-", "");

export const newEnterprise = (resource: Enterprise): StoredEnterprise => ({
  resource,
  keys: new Map(),
  layout: { storeLayoutType: "basic" },
  pages: new Map(),
  webApps: new Map(),
  licenses: new Map(),
  settings: new Map(),
  users: new Map(),
});

export const newUser = (user: User): StoredUser => ({
  user,
  productSet: { productSetBehavior: "whitelist" },
  entitlements: new Map(),
  configurations: new Map(),
  devices: new Map(),
});

export const newDevice = (device: Device): StoredDevice => ({
  device,
  state: { accountState: "disabled" },
  installs: new Map(),
  removals: new Set(),
  configurations: new Map(),
  reportsAt: [],
});

/** An app of Google Play, or a web app of the enterprise. */
export function productOf(state: State, { webApps }: StoredEnterprise, productId: string): Product | undefined {
  const webApp = webApps.get(productId);
  if (webApp === undefined) return state.products.get(productId);
  return { productId, distributionChannel: "privateGoogleHosted", ...(webApp.title && { title: webApp.title }) };
}

/** An app's latest public version. */
export function latestVersion(product: Product | undefined): number {
  const codes = product?.appVersion?.map(({ versionCode = 1 }) => versionCode) ?? [];
  return Math.max(1, ...codes);
}

/** A `deviceAccount` is for one device. */
export const mostDevices = ({ accountType }: User) => (accountType === "deviceAccount" ? 1 : 10);
