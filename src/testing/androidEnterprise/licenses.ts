/** `entitlements`, `grouplicenses` and `grouplicenseusers`. */
import type { Entitlement } from "../../androidEnterprise/schemas/entitlement.js";
import type { GroupLicense } from "../../androidEnterprise/schemas/groupLicense.js";
import type { Product } from "../../androidEnterprise/schemas/product.js";
import { refuse } from "../google.js";
import { flag } from "../googleShape.js";
import { ENTITLEMENT } from "./bodies.js";
import { type Call, checkSame, found, listed, type Operations } from "./call.js";
import { requestInstall } from "./checkIn.js";
import type { StoredEnterprise, StoredUser } from "./state.js";

const MAX_APPROVED = 1_000;

/** Whether an app is approved or can be. */
export function hasRoom({ licenses }: StoredEnterprise, productId: string): boolean {
  const approved = [...licenses.values()].filter(({ license }) => license.approval === "approved");
  return approved.length < MAX_APPROVED || approved.some(({ license }) => license.productId === productId);
}

/** Approves a product, and the permissions that were shown. @returns whether that changed anything. */
export function approve(
  enterprise: StoredEnterprise,
  { productId, permissions = [], productPricing }: Product,
  shown: readonly string[] = permissions.flatMap(({ permissionId = [] }) => permissionId),
  toCome = false,
): boolean {
  const { licenses } = enterprise;
  const known = licenses.get(productId);
  const isNew = known?.license.approval !== "approved";
  // Permissions that were accepted before stay accepted, whatever an older approval URL has shown.
  const accepted = [...new Set([...(known?.accepted ?? []), ...shown])];
  if (!hasRoom(enterprise, productId)) refuse(403, "Too many products are approved.", "limitExceeded");
  const wanted = permissions.map(({ permissionId = "" }) => permissionId);
  const current = wanted.every((permission) => accepted.includes(permission)) ? "currentApproved" : "needsReapproval";
  licenses.set(productId, {
    license: {
      productId,
      acquisitionKind: productPricing === "paid" ? "bulkPurchase" : "free",
      approval: "approved",
      permissions: toCome ? "allCurrentAndFutureApproved" : current,
    },
    accepted: toCome ? wanted : accepted,
  });
  return isNew;
}

/** Entitles a user to an app, which approves the app if it is the first entitlement in the enterprise. */
export function entitle(call: Call, productId: string, reason: Entitlement["reason"]): Entitlement {
  const { enterprise, user } = call;
  const product = call.product(productId);
  if (!enterprise.licenses.has(productId)) {
    approve(enterprise, product);
    call.notify("productApproval", "productApprovalEvent", { productId, approved: "approved" });
  }
  const { permissions } = enterprise.licenses.get(productId)?.license ?? {};
  if (permissions === "needsReapproval" && !user.entitlements.has(productId)) {
    refuse(403, "The app needs to be approved again.");
  }
  const entitlement = { productId, ...(reason && { reason }) };
  user.entitlements.set(productId, entitlement);
  return entitlement;
}

export const entitlements: Operations<"entitlements"> = {
  get: { respond: (call) => found(call.user.entitlements, call.path("entitlementId"), "entitlement") },
  list: {
    respond: (call) =>
      listed(
        "entitlement",
        [...call.user.entitlements.keys()].map((productId) => ({ productId })),
      ),
  },
  update: {
    query: { install: flag },
    body: ENTITLEMENT,
    respond(call) {
      const productId = call.path("entitlementId");
      const given = call.body<Entitlement>();
      checkSame(given.productId, productId, "productId");
      const entitlement = entitle(call, productId, given.reason ?? "free");
      if (call.query("install") === "true") {
        for (const device of call.user.devices.values()) requestInstall(device, productId);
      }
      return entitlement;
    },
  },
  delete: {
    respond(call) {
      const { productId } = found(call.user.entitlements, call.path("entitlementId"), "entitlement");
      call.user.entitlements.delete(productId);
      return undefined;
    },
  },
};

const holders = ({ users }: StoredEnterprise, productId: string): StoredUser[] =>
  [...users.values()].filter((user) => user.entitlements.has(productId));

export const grouplicenses: Operations<"grouplicenses"> = {
  get: {
    respond(call): GroupLicense {
      const { enterprise } = call;
      const { license } = found(enterprise.licenses, call.path("groupLicenseId"), "group license");
      return { ...license, numProvisioned: holders(enterprise, license.productId).length };
    },
  },
  list: {
    respond: (call) =>
      listed(
        "groupLicense",
        [...call.enterprise.licenses.keys()].map((productId) => ({ productId })),
      ),
  },
};

export const grouplicenseusers: Operations<"grouplicenseusers"> = {
  list: {
    respond(call) {
      const { enterprise } = call;
      const { license } = found(enterprise.licenses, call.path("groupLicenseId"), "group license");
      return listed(
        "user",
        holders(enterprise, license.productId).map(({ user }) => user),
      );
    },
  },
};
