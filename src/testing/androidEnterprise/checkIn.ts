/** What devices are requested to do, and do when they check in. */
import type { Install } from "../../androidEnterprise/schemas/install.js";
import { latestVersion, productOf, type State, type StoredDevice, type StoredEnterprise } from "./state.js";

/** Requests an app on a device, which installs it when it next checks in. */
export function requestInstall({ installs, removals }: StoredDevice, productId: string): Install {
  removals.delete(productId);
  const install = installs.get(productId) ?? { productId, installState: "installPending" };
  installs.set(productId, install);
  return install;
}

/** The device does what was requested: it removes, installs and updates apps. */
export function carryOut(state: State, enterprise: StoredEnterprise, device: StoredDevice): void {
  for (const productId of device.removals) device.installs.delete(productId);
  device.removals.clear();
  const { productAvailabilityPolicy: availability, productPolicy = [] } = device.device.policy ?? {};
  // Google applies the policies of products only where the policy sets which products are available.
  const applied = availability === "all" || availability === "whitelist" ? productPolicy : [];
  for (const { productId = "", autoInstallPolicy } of applied) {
    const mode = autoInstallPolicy?.autoInstallMode;
    const isWanted =
      mode === "forceAutoInstall" || (mode === "autoInstallOnce" && !device.installedOnce.has(productId));
    if (!isWanted || productOf(state, enterprise, productId) === undefined) continue;
    device.installedOnce.add(productId);
    requestInstall(device, productId);
  }
  for (const productId of device.installs.keys()) {
    const product = productOf(state, enterprise, productId);
    // An app that is no longer on Play stays as it is.
    if (product === undefined) continue;
    device.installs.set(productId, { productId, installState: "installed", versionCode: latestVersion(product) });
  }
}

/** Every device with that Android id: one device can hold the accounts of several users. */
export function devicesOf(
  enterprises: Iterable<StoredEnterprise>,
  deviceId: string,
): [enterprise: StoredEnterprise, device: StoredDevice][] {
  return [...enterprises].flatMap((enterprise) =>
    [...enterprise.users.values()].flatMap(({ devices }): [StoredEnterprise, StoredDevice][] => {
      const device = devices.get(deviceId);
      return device ? [[enterprise, device]] : [];
    }),
  );
}
