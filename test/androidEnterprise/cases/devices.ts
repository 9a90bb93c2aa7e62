import { expect } from "vitest";
import {
  type Cases,
  CHROME,
  DEVICE,
  GMAIL,
  INVALID,
  NEWER,
  NO_APP,
  NO_DEVICE,
  NOBODY,
  news,
  THROTTLED,
  UNKNOWN_FIELD,
  USER,
} from "./case.js";

export const devices: Cases<"devices"> = {
  get: {
    async works({ emm }) {
      const device = await emm.devices.get(DEVICE);
      expect(device).toMatchObject({ androidId: DEVICE.deviceId, managementType: "managedDevice", maker: "Google" });
    },
    refused: (emm) => emm.devices.get(NO_DEVICE),
  },
  list: {
    async works({ emm, emulator }) {
      emulator.androidEnterprise.addDevice(USER.enterpriseId, USER.userId, { androidId: "second" });
      const { device } = await emm.devices.list(USER);
      expect(device.map(({ androidId }) => androidId)).toEqual([DEVICE.deviceId, "second"]);
    },
    refused: (emm) => emm.devices.list(NOBODY),
  },
  update: {
    async works({ emm }) {
      const policy = { policyId: "strict", productAvailabilityPolicy: "whitelist" } as const;
      const device = await emm.devices.update({ ...DEVICE, policy, maker: "ignored" });
      expect(device).toMatchObject({ policy, maker: "Google" });
      expect((await emm.devices.get(DEVICE)).policy).toEqual(policy);
    },
    refused: (emm) => emm.devices.update({ ...DEVICE, updateMask: "policy.nonsense", policy: { policyId: "p" } }),
    as: INVALID,
  },
  getState: {
    async works({ emm, emulator }) {
      expect(await emm.devices.getState(DEVICE)).toEqual({ accountState: "enabled" });
      emulator.androidEnterprise.addDevice(USER.enterpriseId, USER.userId, { androidId: "second" });
      expect(await emm.devices.getState({ ...USER, deviceId: "second" })).toEqual({ accountState: "disabled" });
    },
    refused: (emm) => emm.devices.getState(NO_DEVICE),
  },
  setState: {
    async works({ emm }) {
      expect(await emm.devices.setState({ ...DEVICE, accountState: "disabled" })).toEqual({ accountState: "disabled" });
      expect(await emm.devices.getState(DEVICE)).toEqual({ accountState: "disabled" });
    },
    refused: (emm) => emm.devices.setState({ ...DEVICE, accountState: "disabled" }, NEWER),
    as: UNKNOWN_FIELD,
  },
  forceReportUpload: {
    async works({ emm, clock }) {
      expect(await emm.devices.forceReportUpload(DEVICE)).toBeUndefined();
      const report = { lastUpdatedTimestampMillis: String(clock.now()) };
      expect((await emm.devices.get(DEVICE)).report).toEqual(report);
      const deviceReportUpdateEvent = { deviceId: DEVICE.deviceId, userId: DEVICE.userId, report };
      expect(await news(emm)).toMatchObject([
        { notificationType: "deviceReportUpdate", deviceReportUpdateEvent, enterpriseId: DEVICE.enterpriseId },
      ]);
    },
    async given({ emm }) {
      for (let i = 0; i < 3; i++) await emm.devices.forceReportUpload(DEVICE);
    },
    refused: (emm) => emm.devices.forceReportUpload(DEVICE),
    as: THROTTLED,
  },
};

export const installs: Cases<"installs"> = {
  get: {
    async works({ emm }) {
      const install = await emm.installs.get({ ...DEVICE, installId: GMAIL });
      expect(install).toMatchObject({ productId: GMAIL, installState: "installed", versionCode: 64_000_000 });
    },
    refused: (emm) => emm.installs.get({ ...DEVICE, installId: CHROME }),
  },
  list: {
    async works({ emm }) {
      const { install } = await emm.installs.list(DEVICE);
      expect(install).toMatchObject([{ productId: GMAIL, installState: "installed" }]);
    },
    refused: (emm) => emm.installs.list(NO_DEVICE),
  },
  update: {
    async works({ emm, emulator }) {
      const chrome = { ...DEVICE, installId: CHROME };
      expect(await emm.installs.update(chrome)).toEqual({ productId: CHROME, installState: "installPending" });
      expect(await emm.entitlements.get({ ...USER, entitlementId: CHROME })).toMatchObject({ productId: CHROME });
      emulator.androidEnterprise.checkIn(DEVICE.deviceId);
      expect(await emm.installs.get(chrome)).toMatchObject({ installState: "installed", versionCode: 720_000_000 });
    },
    refused: (emm) => emm.installs.update({ ...DEVICE, installId: NO_APP }),
  },
  delete: {
    async works({ emm, emulator }) {
      await emm.installs.delete({ ...DEVICE, installId: CHROME });
      await emm.installs.delete({ ...DEVICE, installId: GMAIL });
      expect((await emm.installs.list(DEVICE)).install).toHaveLength(1);
      emulator.androidEnterprise.checkIn(DEVICE.deviceId);
      expect((await emm.installs.list(DEVICE)).install).toEqual([]);
    },
    refused: (emm) => emm.installs.delete({ ...NO_DEVICE, installId: GMAIL }),
  },
};

const forDevice = (id: string) => ({ ...DEVICE, managedConfigurationForDeviceId: id });
const forUser = (id: string) => ({ ...USER, managedConfigurationForUserId: id });

export const managedconfigurationsfordevice: Cases<"managedconfigurationsfordevice"> = {
  get: {
    async works({ emm }) {
      const { managedProperty } = await emm.managedconfigurationsfordevice.get(forDevice(GMAIL));
      expect(managedProperty).toEqual([{ key: "signature", valueString: "Sent from work" }]);
    },
    refused: (emm) => emm.managedconfigurationsfordevice.get(forDevice(CHROME)),
  },
  list: {
    async works({ emm }) {
      const { managedConfigurationForDevice } = await emm.managedconfigurationsfordevice.list(DEVICE);
      expect(managedConfigurationForDevice).toEqual([{ productId: GMAIL }]);
    },
    refused: (emm) => emm.managedconfigurationsfordevice.list(NO_DEVICE),
  },
  update: {
    async works({ emm }) {
      const managedProperty = [{ key: "HomepageLocation", valueString: "https://example.com" }];
      const made = await emm.managedconfigurationsfordevice.update({ ...forDevice(CHROME), managedProperty });
      expect(made).toEqual({ productId: CHROME, managedProperty });
      expect(await emm.managedconfigurationsfordevice.get(forDevice(CHROME))).toEqual(made);
    },
    refused: (emm) =>
      emm.managedconfigurationsfordevice.update({
        ...forDevice(GMAIL),
        managedProperty: [{ key: "sync_days", valueString: "7" }],
      }),
    as: INVALID,
  },
  delete: {
    async works({ emm }) {
      expect(await emm.managedconfigurationsfordevice.delete(forDevice(GMAIL))).toBeUndefined();
      const { managedConfigurationForDevice } = await emm.managedconfigurationsfordevice.list(DEVICE);
      expect(managedConfigurationForDevice).toEqual([]);
    },
    refused: (emm) => emm.managedconfigurationsfordevice.delete(forDevice(CHROME)),
  },
};

export const managedconfigurationsforuser: Cases<"managedconfigurationsforuser"> = {
  get: {
    async works({ emm }) {
      const configuration = await emm.managedconfigurationsforuser.get(forUser(GMAIL));
      expect(configuration).toEqual({ productId: GMAIL, configurationVariables: { mcmId: "5f3a" } });
    },
    refused: (emm) => emm.managedconfigurationsforuser.get(forUser(CHROME)),
  },
  list: {
    async works({ emm }) {
      const { managedConfigurationForUser } = await emm.managedconfigurationsforuser.list(USER);
      expect(managedConfigurationForUser).toEqual([{ productId: GMAIL }]);
    },
    refused: (emm) => emm.managedconfigurationsforuser.list(NOBODY),
  },
  update: {
    async works({ emm }) {
      const variableSet = [{ placeholder: "$FIRSTNAME", userValue: "Ada" }];
      const configurationVariables = { mcmId: "5f3a", variableSet };
      await emm.managedconfigurationsforuser.update({ ...forUser(GMAIL), configurationVariables });
      const configuration = await emm.managedconfigurationsforuser.get(forUser(GMAIL));
      expect(configuration.configurationVariables).toEqual(configurationVariables);
    },
    refused: (emm) =>
      emm.managedconfigurationsforuser.update({ ...forUser(GMAIL), configurationVariables: { mcmId: "none" } }),
    as: INVALID,
  },
  delete: {
    async works({ emm }) {
      expect(await emm.managedconfigurationsforuser.delete(forUser(GMAIL))).toBeUndefined();
      const { managedConfigurationForUser } = await emm.managedconfigurationsforuser.list(USER);
      expect(managedConfigurationForUser).toEqual([]);
    },
    refused: (emm) => emm.managedconfigurationsforuser.delete(forUser(CHROME)),
  },
};
