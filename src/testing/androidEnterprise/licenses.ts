/** `entitlements`, `grouplicenses` and `grouplicenseusers`. */
import type { Entitlement } from "../../androidEnterprise/entitlements.js";
import type { GroupLicense } from "../../androidEnterprise/grouplicenses.js";
import type { Product } from "../../androidEnterprise/product.js";
import { refuse } from "../google.js";
import { ENTITLEMENT } from "./bodies.js";
import { type Call, checkSame, found, listed, type Operations } from "./call.js";
import { requestInstall } from "./checkIn.js";
import { flag } from "./shape.js";
import type { StoredEnterprise, StoredUser } from "./state.js";

const MOST_APPROVED = 1_000;

/** Approves a product, and the permissions that were shown. @returns whether that changed anything. */
export function approve(
  { licenses }: StoredEnterprise,
  { productId, permissions = [], productPricing }: Product,
  shown: readonly string[] = permissions.flatMap(({ permissionId = [] }) => permissionId),
  toCome = false,
): boolean {
  const known = licenses.get(productId);
  const isNew = known?.license.approval !== "approved";
  const approved = [...licenses.values()].filter(({ license }) => license.approval === "approved");
  if (isNew && approved.length >= MOST_APPROVED) refuse(403, "Too many products are approved.", "limitExceeded");
  const wanted = permissions.map(({ permissionId = "" }) => permissionId);
  const current = wanted.every((permission) => shown.includes(permission)) ? "currentApproved" : "needsReapproval";
  licenses.set(productId, {
    license: {
      productId,
      acquisitionKind: productPricing === "paid" ? "bulkPurchase" : "free",
      approval: "approved",
      permissions: toCome ? "allCurrentAndFutureApproved" : current,
    },
    accepted: toCome ? wanted : shown,
  });
  return isNew;
}

/** Gives a user the right to an app; the first of an enterprise's users approves the app with it. */
export function entitle(call: Call, productId: string, reason: Entitlement["reason"]): Entitlement {
  const { enterprise, user } = call;
  const product = call.product(productId);
  if (!enterprise.licenses.has(productId)) {
    approve(enterprise, product);
    call.notify("productApproval", "productApprovalEvent", { productId, approved: "approved" });
  }
  const entitlement = { productId, ...(reason && { reason }) };
  user.entitlements.set(productId, entitlement);
  return entitlement;
}

export const entitlements: Operations<"entitlements"> = {
  get: { answer: (call) => found(call.user.entitlements, call.path("entitlementId"), "entitlement") },
  list: {
    answer: (call) =>
      listed(
        "entitlement",
        [...call.user.entitlements.keys()].map((productId) => ({ productId })),
      ),
  },
  update: {
    query: { install: flag },
    body: ENTITLEMENT,
    answer(call) {
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
    answer(call) {
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
    answer(call): GroupLicense {
      const { enterprise } = call;
      const { license } = found(enterprise.licenses, call.path("groupLicenseId"), "group license");
      return { ...license, numProvisioned: holders(enterprise, license.productId).length };
    },
  },
  list: {
    answer: (call) =>
      listed(
        "groupLicense",
        [...call.enterprise.licenses.keys()].map((productId) => ({ productId })),
      ),
  },
};

export const grouplicenseusers: Operations<"grouplicenseusers"> = {
  list: {
    answer(call) {
      const { enterprise } = call;
      const { license } = found(enterprise.licenses, call.path("groupLicenseId"), "group license");
      return listed(
        "user",
        holders(enterprise, license.productId).map(({ user }) => user),
      );
    },
  },
};
