/** What happens on Google Play: apps are published, and get new versions. */
import type { Notification } from "../../androidEnterprise/schemas/notification.js";
import type { Product } from "../../androidEnterprise/schemas/product.js";
import { latestVersion, type State, type StoredEnterprise, type StoredLicense } from "./state.js";

/** Publishes an app or a new version of it, and notifies the enterprises that have a license for it. */
export function publish(state: State, product: Product, now: number): void {
  const before = state.products.get(product.productId);
  state.products.set(product.productId, product);
  for (const { permissionId } of product.permissions ?? []) {
    if (permissionId && !state.permissions.has(permissionId)) state.permissions.set(permissionId, { permissionId });
  }
  if (before === undefined) return;
  for (const enterprise of state.enterprises.values()) {
    const stored = enterprise.licenses.get(product.productId);
    if (stored) for (const news of newsOf(enterprise, stored, before, product, now)) state.notifications.add(news);
  }
}

function newsOf(
  { resource }: StoredEnterprise,
  stored: StoredLicense,
  before: Product,
  product: Product,
  now: number,
): Notification[] {
  const { productId } = product;
  const common = { enterpriseId: resource.id, timestampMillis: String(now) };
  const news: Notification[] = [];
  if (latestVersion(product) > latestVersion(before)) {
    news.push({ ...common, notificationType: "appUpdate", appUpdateEvent: { productId } });
  }
  if (JSON.stringify(product.appRestrictionsSchema) !== JSON.stringify(before.appRestrictionsSchema)) {
    const appRestrictionsSchemaChangeEvent = { productId };
    // The type is spelled as Google spells it.
    news.push({ ...common, notificationType: "appRestricionsSchemaChange", appRestrictionsSchemaChangeEvent });
  }
  const requestedPermissions = product.permissions?.flatMap(({ permissionId = [] }) => permissionId) ?? [];
  if (stored.license.permissions === "allCurrentAndFutureApproved") stored.accepted = requestedPermissions;
  if (stored.license.approval !== "approved") return news;
  if (requestedPermissions.every((id) => stored.accepted.includes(id))) {
    if (stored.license.permissions === "needsReapproval") {
      stored.license = { ...stored.license, permissions: "currentApproved" };
    }
    return news;
  }
  stored.license = { ...stored.license, permissions: "needsReapproval" };
  const newPermissionsEvent = { productId, approvedPermissions: [...stored.accepted], requestedPermissions };
  return [...news, { ...common, notificationType: "newPermissions", newPermissionsEvent }];
}
