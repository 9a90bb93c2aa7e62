/** `devices` and `installs`. */
import type { Device, DeviceState } from "../../androidEnterprise/schemas/device.js";
import type { Install } from "../../androidEnterprise/schemas/install.js";
import type { Policy } from "../../androidEnterprise/schemas/policy.js";
import { refuse } from "../google.js";
import { hasField, text } from "../googleShape.js";
import { DEVICE, DEVICE_STATE, INSTALL } from "./bodies.js";
import { type Call, checkSame, found, listed, type Operations } from "./call.js";
import { requestInstall } from "./checkIn.js";
import { entitle } from "./licenses.js";

const A_DAY_MS = 86_400_000;
const HALF_AN_HOUR_MS = 1_800_000;
const MAX_REPORTS = 3;
const MAX_MINIMUM_VERSIONS = 20;

export const devices: Operations<"devices"> = {
  get: { respond: (call) => call.device.device },
  list: {
    respond: (call) =>
      listed(
        "device",
        [...call.user.devices.values()].map(({ device }) => device),
      ),
  },
  update: { query: { updateMask: text }, body: DEVICE, respond: update },
  getState: { respond: (call) => call.device.state },
  setState: {
    body: { ...DEVICE_STATE, required: ["accountState"] },
    respond(call) {
      const { device } = call;
      device.state = call.body<DeviceState>();
      return device.state;
    },
  },
  forceReportUpload: {
    respond(call) {
      const stored = call.device;
      const recent = stored.reportsAt.filter((at) => at > call.now - A_DAY_MS);
      if (recent.length >= MAX_REPORTS) refuse(429, "Too many reports of this device in 24 hours.");
      stored.reportsAt = [...recent, call.now];
      const report = { ...stored.device.report, lastUpdatedTimestampMillis: String(call.now) };
      stored.device = { ...stored.device, report };
      const deviceId = stored.device.androidId;
      call.notify("deviceReportUpdate", "deviceReportUpdateEvent", { deviceId, userId: call.user.user.id, report });
      return undefined;
    },
  },
};

function update(call: Call): Device {
  const stored = call.device;
  const { policy } = call.body<Device>();
  checkPolicy(policy);
  const mask = call.query("updateMask");
  const { policy: before, ...device } = stored.device;
  const after = mask === undefined ? policy : masked(before, policy, mask);
  stored.device = { ...device, ...(after && { policy: after }) };
  return stored.device;
}

/** The policy with the fields that a mask names replaced, and those of them cleared that the request leaves out. */
function masked(before: Policy | undefined, given: Policy | undefined, mask: string): Policy | undefined {
  const target: Record<string, unknown> = structuredClone({ ...(before && { policy: before }) });
  for (const path of mask.split(",").map((each) => each.trim().split("."))) {
    if (path[0] !== "policy" || !hasField(DEVICE, path)) refuse(400, "Invalid value at 'updateMask'.", "invalid");
    copy({ ...(given && { policy: given }) }, target, path);
  }
  return target.policy as Policy | undefined;
}

function copy(
  from: Record<string, unknown>,
  to: Record<string, unknown>,
  [name = "", ...rest]: readonly string[],
): void {
  if (rest.length === 0) {
    if (Object.hasOwn(from, name)) to[name] = from[name];
    else delete to[name];
    return;
  }
  if (from[name] === undefined && to[name] === undefined) return;
  to[name] ??= {};
  copy((from[name] ?? {}) as Record<string, unknown>, to[name] as Record<string, unknown>, rest);
}

function checkPolicy({ productPolicy = [], maintenanceWindow }: Policy = {}): void {
  const { durationMs } = maintenanceWindow ?? {};
  if (durationMs !== undefined && !(Number(durationMs) >= HALF_AN_HOUR_MS && Number(durationMs) <= A_DAY_MS)) {
    refuse(400, "Invalid value at 'policy.maintenanceWindow.durationMs'.", "invalid");
  }
  const installs = productPolicy.map(({ autoInstallPolicy }) => autoInstallPolicy ?? {});
  if (installs.some(({ autoInstallConstraint = [] }) => autoInstallConstraint.length > 1)) {
    refuse(400, "At most one constraint can be set for an install.", "invalid");
  }
  if (installs.filter(({ minimumVersionCode }) => minimumVersionCode !== undefined).length > MAX_MINIMUM_VERSIONS) {
    refuse(400, "At most 20 apps of a device can have a minimum version.", "invalid");
  }
}

export const installs: Operations<"installs"> = {
  get: { respond: (call) => found(call.device.installs, call.path("installId"), "install") },
  list: { respond: (call) => listed("install", call.device.installs.values()) },
  update: {
    body: INSTALL,
    respond(call) {
      const productId = call.path("installId");
      checkSame(call.body<Install>().productId, productId, "productId");
      const { device, user } = call;
      call.product(productId);
      if (!user.entitlements.has(productId)) entitle(call, productId, "free");
      return requestInstall(device, productId);
    },
  },
  delete: {
    respond(call) {
      call.device.removals.add(call.path("installId"));
      return undefined;
    },
  },
};
