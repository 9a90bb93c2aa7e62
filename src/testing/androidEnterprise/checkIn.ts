/** What devices are asked to do, and do once they check in. */
import type { Install } from "../../androidEnterprise/installs.js";
import { latestVersion, type State, type StoredDevice, type StoredEnterprise, type StoredUser } from "./state.js";

/** Asks a device for an app, which comes when the device next checks in. */
export function requestInstall({ installs, removals }: StoredDevice, productId: string): Install {
  removals.delete(productId);
  const install = installs.get(productId) ?? { productId, installState: "installPending" };
  installs.set(productId, install);
  return install;
}

/** The device does what it was asked: it removes, installs and updates apps. */
export function carryOut(state: State, device: StoredDevice): void {
  for (const productId of device.removals) device.installs.delete(productId);
  device.removals.clear();
  for (const { productId, autoInstallPolicy } of device.device.policy?.productPolicy ?? []) {
    const mode = autoInstallPolicy?.autoInstallMode;
    if (productId && (mode === "forceAutoInstall" || mode === "autoInstallOnce")) requestInstall(device, productId);
  }
  for (const productId of device.installs.keys()) {
    const versionCode = latestVersion(state.products.get(productId));
    device.installs.set(productId, { productId, installState: "installed", versionCode });
  }
}

/** Every device with that Android id: one device can hold the accounts of several users. */
export function devicesOf(enterprises: Iterable<StoredEnterprise>, deviceId: string): StoredDevice[] {
  const users = [...enterprises].flatMap((enterprise): StoredUser[] => [...enterprise.users.values()]);
  return users.flatMap(({ devices }) => devices.get(deviceId) ?? []);
}
