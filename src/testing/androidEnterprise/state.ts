/** The state of the emulated Google Play EMM API. */
import type { Device, DeviceState } from "../../androidEnterprise/schemas/device.js";
import type { Enterprise } from "../../androidEnterprise/schemas/enterprise.js";
import type { Entitlement } from "../../androidEnterprise/schemas/entitlement.js";
import type { GroupLicense } from "../../androidEnterprise/schemas/groupLicense.js";
import type { Install } from "../../androidEnterprise/schemas/install.js";
import type { ManagedConfiguration } from "../../androidEnterprise/schemas/managedConfiguration.js";
import type { ManagedConfigurationsSettings } from "../../androidEnterprise/schemas/managedConfigurationsSettings.js";
import type { Permission } from "../../androidEnterprise/schemas/permission.js";
import type { Product } from "../../androidEnterprise/schemas/product.js";
import type { ProductSet } from "../../androidEnterprise/schemas/productSet.js";
import type { ServiceAccountKey } from "../../androidEnterprise/schemas/serviceAccount.js";
import type { StoreCluster } from "../../androidEnterprise/schemas/storeCluster.js";
import type { StoreLayout } from "../../androidEnterprise/schemas/storeLayout.js";
import type { StorePage } from "../../androidEnterprise/schemas/storePage.js";
import type { User } from "../../androidEnterprise/schemas/user.js";
import type { WebApp } from "../../androidEnterprise/schemas/webApp.js";
import { RecentMap } from "../recentMap.js";
import { Notifications } from "./notifications.js";

/** Every map is by the id that the API uses. */
export interface StoredEnterprise {
  readonly resource: Enterprise;
  /** Name of the service account that `getServiceAccount` created. */
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
  /** Apps that its policy has installed: `autoInstallOnce` does not install them again. */
  readonly installedOnce: Set<string>;
  readonly configurations: Map<string, ManagedConfiguration>;
  /** When reports were requested. */
  reportsAt: readonly number[];
}

interface IssuedAuthenticationToken {
  readonly token: string;
  readonly enterpriseId: string;
  readonly userId: string;
  used: boolean;
  readonly expiresAt: number;
}

interface IssuedEnrollmentToken {
  readonly token: string;
  readonly enterpriseId: string;
  readonly enrollmentTokenType: string;
  readonly expiresAt: number;
}

interface ApprovalUrl {
  readonly enterpriseId: string;
  readonly productId: string;
  /** What the page shows. Only these are accepted with it. */
  readonly permissions: readonly string[];
  readonly expiresAt: number;
}

interface SignUp {
  readonly completionToken: string;
  readonly callbackUrl: string | undefined;
  readonly adminEmail: string;
}

export class State {
  readonly enterprises = new Map<string, StoredEnterprise>();
  readonly products = new Map<string, Product>();
  readonly permissions = new Map<string, Permission>();
  readonly authenticationTokens: RecentMap<IssuedAuthenticationToken>;
  readonly enrollmentTokens: RecentMap<IssuedEnrollmentToken>;
  readonly approvalUrls: RecentMap<ApprovalUrl>;
  /** Sign-ups that have begun, by their URL. */
  readonly signUps = new RecentMap<SignUp>();
  /** Sign-ups by the enterprise token that the admin received. */
  readonly enterpriseTokens = new RecentMap<SignUp>();
  /** The enterprise tokens that were used. */
  readonly usedTokens = new RecentMap<true>();
  readonly notifications = new Notifications();

  constructor(now: () => number) {
    const isExpired = ({ expiresAt }: { readonly expiresAt: number }) => expiresAt <= now();
    this.authenticationTokens = new RecentMap((token) => token.used || isExpired(token));
    this.enrollmentTokens = new RecentMap((issued) => isExpired(issued));
    this.approvalUrls = new RecentMap((issued) => isExpired(issued));
  }
}

/** Removes the tokens of an enterprise that has left, or of one of its users. */
export function forgetTokens(state: State, enterpriseId: string, userId?: string): void {
  for (const [token, issued] of state.authenticationTokens) {
    const isOfUser = userId === undefined || issued.userId === userId;
    if (issued.enterpriseId === enterpriseId && isOfUser) state.authenticationTokens.delete(token);
  }
  if (userId !== undefined) return;
  for (const [token, issued] of state.enrollmentTokens) {
    if (issued.enterpriseId === enterpriseId) state.enrollmentTokens.delete(token);
  }
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
  installedOnce: new Set(),
  configurations: new Map(),
  reportsAt: [],
});

/** An app of Google Play, or a web app of the enterprise. */
export function productOf(state: State, { webApps }: StoredEnterprise, productId: string): Product | undefined {
  const webApp = webApps.get(productId);
  if (webApp === undefined) return state.products.get(productId);
  const appVersion = [{ versionCode: Number(webApp.versionCode), isProduction: true }];
  const title = webApp.title && { title: webApp.title };
  return { productId, distributionChannel: "privateGoogleHosted", appVersion, ...title };
}

/** An app's latest public version. */
export function latestVersion(product: Product | undefined): number {
  const codes = product?.appVersion?.map(({ versionCode = 1 }) => versionCode) ?? [];
  return Math.max(1, ...codes);
}

/** A `deviceAccount` is for one device. */
export const mostDevices = ({ accountType }: User) => (accountType === "deviceAccount" ? 1 : 10);
