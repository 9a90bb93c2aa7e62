import { expect } from "vitest";
import {
  type Cases,
  CHROME,
  DEVICE,
  ENTERPRISE,
  GMAIL,
  GOOGLE_USER,
  INVALID,
  NO_APP,
  NOBODY,
  news,
  OTHER,
  USER,
} from "./case.js";

const DRIVE = "app:com.google.android.apps.docs";
const CAMERA = "android.permission.CAMERA";

export const entitlements: Cases<"entitlements"> = {
  get: {
    async works({ emm }) {
      const entitlement = await emm.entitlements.get({ ...USER, entitlementId: GMAIL });
      expect(entitlement).toEqual({ productId: GMAIL, reason: "free" });
    },
    refused: (emm) => emm.entitlements.get({ ...USER, entitlementId: CHROME }),
  },
  list: {
    async works({ emm }) {
      expect((await emm.entitlements.list(USER)).entitlement).toEqual([{ productId: GMAIL }]);
      expect((await emm.entitlements.list(GOOGLE_USER)).entitlement).toEqual([]);
    },
    refused: (emm) => emm.entitlements.list(NOBODY),
  },
  update: {
    async works({ emm }) {
      const params = { ...USER, entitlementId: DRIVE, install: true, reason: "groupLicense" } as const;
      expect(await emm.entitlements.update(params)).toEqual({ productId: DRIVE, reason: "groupLicense" });
      const install = await emm.installs.get({ ...DEVICE, installId: DRIVE });
      expect(install.installState).toBe("installPending");
      const license = await emm.grouplicenses.get({ ...ENTERPRISE, groupLicenseId: DRIVE });
      expect(license).toMatchObject({ approval: "approved", numProvisioned: 1 });
    },
    refused: (emm) => emm.entitlements.update({ ...USER, entitlementId: GMAIL, productId: CHROME }),
    as: INVALID,
  },
  delete: {
    async works({ emm }) {
      expect(await emm.entitlements.delete({ ...USER, entitlementId: GMAIL })).toBeUndefined();
      expect((await emm.entitlements.list(USER)).entitlement).toEqual([]);
      const license = await emm.grouplicenses.get({ ...ENTERPRISE, groupLicenseId: GMAIL });
      expect(license).toMatchObject({ approval: "approved", numProvisioned: 0 });
    },
    refused: (emm) => emm.entitlements.delete({ ...USER, entitlementId: CHROME }),
  },
};

export const grouplicenses: Cases<"grouplicenses"> = {
  get: {
    async works({ emm }) {
      expect(await emm.grouplicenses.get({ ...ENTERPRISE, groupLicenseId: GMAIL })).toEqual({
        productId: GMAIL,
        acquisitionKind: "free",
        approval: "approved",
        permissions: "currentApproved",
        numProvisioned: 1,
      });
    },
    refused: (emm) => emm.grouplicenses.get({ ...ENTERPRISE, groupLicenseId: CHROME }),
  },
  list: {
    async works({ emm }) {
      await emm.products.approve({ ...ENTERPRISE, productId: CHROME });
      const { groupLicense } = await emm.grouplicenses.list(ENTERPRISE);
      expect(groupLicense).toEqual([{ productId: GMAIL }, { productId: CHROME }]);
    },
    refused: (emm) => emm.grouplicenses.list(OTHER),
  },
};

export const grouplicenseusers: Cases<"grouplicenseusers"> = {
  list: {
    async works({ emm }) {
      await emm.entitlements.update({ ...GOOGLE_USER, entitlementId: GMAIL });
      const { user } = await emm.grouplicenseusers.list({ ...ENTERPRISE, groupLicenseId: GMAIL });
      expect(user.map(({ id }) => id)).toEqual(["110001", "220002"]);
    },
    refused: (emm) => emm.grouplicenseusers.list({ ...ENTERPRISE, groupLicenseId: CHROME }),
  },
};

export const managedconfigurationssettings: Cases<"managedconfigurationssettings"> = {
  list: {
    async works({ emm, emulator }) {
      emulator.androidEnterprise.addSettings(ENTERPRISE.enterpriseId, GMAIL, { mcmId: "6a" });
      const params = { ...ENTERPRISE, productId: GMAIL };
      const { managedConfigurationsSettings } = await emm.managedconfigurationssettings.list(params);
      expect(managedConfigurationsSettings.map(({ mcmId }) => mcmId)).toEqual(["5f3a", "6a"]);
    },
    refused: (emm) => emm.managedconfigurationssettings.list({ ...ENTERPRISE, productId: NO_APP }),
  },
};

export const permissions: Cases<"permissions"> = {
  get: {
    async works({ emm }) {
      const permission = await emm.permissions.get({ permissionId: CAMERA, language: "en-US" });
      expect(permission).toMatchObject({ permissionId: CAMERA, name: "take pictures and videos" });
    },
    refused: (emm) => emm.permissions.get({ permissionId: "android.permission.NONE" }),
  },
};

export const products: Cases<"products"> = {
  get: {
    async works({ emm }) {
      const gmail = await emm.products.get({ ...ENTERPRISE, productId: GMAIL, language: "en-US" });
      expect(gmail).toMatchObject({ productId: GMAIL, title: "Gmail", productPricing: "free" });
      const webApp = { ...ENTERPRISE, productId: "app:com.google.enterprise.webapp.x1" };
      expect(await emm.products.get(webApp)).toMatchObject({
        title: "Timesheets",
        distributionChannel: "privateGoogleHosted",
      });
    },
    refused: (emm) => emm.products.get({ ...ENTERPRISE, productId: NO_APP }),
  },
  list: {
    async works({ emm }) {
      await emm.products.approve({ ...ENTERPRISE, productId: CHROME });
      const all = await emm.products.list({ ...ENTERPRISE, approved: true }).toArray();
      expect(all.map(({ title }) => title)).toEqual(["Gmail", "Google Chrome"]);
      const found = await emm.products.list({ ...ENTERPRISE, query: "CHROME" }).toArray();
      expect(found.map(({ productId }) => productId)).toEqual([CHROME]);
    },
    refused: (emm) => emm.products.list({ ...ENTERPRISE, approved: false }).toArray(),
    as: INVALID,
  },
  getPermissions: {
    async works({ emm }) {
      const stateOf = async (productId: string) => {
        const { permission = [] } = await emm.products.getPermissions({ ...ENTERPRISE, productId });
        return permission.find(({ permissionId }) => permissionId === CAMERA)?.state;
      };
      expect([await stateOf(GMAIL), await stateOf(CHROME), await stateOf(DRIVE)]).toEqual([
        "accepted",
        "required",
        undefined,
      ]);
    },
    refused: (emm) => emm.products.getPermissions({ ...ENTERPRISE, productId: NO_APP }),
  },
  getAppRestrictionsSchema: {
    async works({ emm }) {
      const { restrictions = [] } = await emm.products.getAppRestrictionsSchema({ ...ENTERPRISE, productId: GMAIL });
      expect(restrictions.map(({ key }) => key)).toContain("signature");
      expect(await emm.products.getAppRestrictionsSchema({ ...ENTERPRISE, productId: DRIVE })).toEqual({});
    },
    refused: (emm) => emm.products.getAppRestrictionsSchema({ ...ENTERPRISE, productId: NO_APP }),
  },
  generateApprovalUrl: {
    async works({ emm }) {
      const chrome = { ...ENTERPRISE, productId: CHROME };
      const { url } = await emm.products.generateApprovalUrl({ ...chrome, languageCode: "de" });
      await emm.products.approve({ ...chrome, approvalUrlInfo: { approvalUrl: url } });
      const again = emm.products.approve({ ...chrome, approvalUrlInfo: { approvalUrl: url } });
      await expect(again).rejects.toMatchObject(INVALID);
    },
    refused: (emm) => emm.products.generateApprovalUrl({ ...ENTERPRISE, productId: NO_APP }),
  },
  approve: {
    async works({ emm }) {
      await emm.products.approve({ ...ENTERPRISE, productId: GMAIL });
      await emm.products.approve({ ...ENTERPRISE, productId: CHROME, approvedPermissions: "allPermissions" });
      const license = await emm.grouplicenses.get({ ...ENTERPRISE, groupLicenseId: CHROME });
      expect(license).toMatchObject({ approval: "approved", permissions: "allCurrentAndFutureApproved" });
      expect(await news(emm)).toMatchObject([
        { notificationType: "productApproval", productApprovalEvent: { productId: CHROME, approved: "approved" } },
      ]);
    },
    async refused(emm) {
      const { url } = await emm.products.generateApprovalUrl({ ...ENTERPRISE, productId: GMAIL });
      await emm.products.approve({ ...ENTERPRISE, productId: CHROME, approvalUrlInfo: { approvalUrl: url } });
    },
    as: INVALID,
  },
  unapprove: {
    async works({ emm }) {
      const gmail = { ...ENTERPRISE, productId: GMAIL };
      await emm.products.unapprove(gmail);
      await emm.products.unapprove(gmail);
      const license = await emm.grouplicenses.get({ ...ENTERPRISE, groupLicenseId: GMAIL });
      expect(license.approval).toBe("unapproved");
      expect(license).not.toHaveProperty("permissions");
      expect(await emm.products.list(ENTERPRISE).toArray()).toEqual([]);
      expect((await emm.products.getPermissions(gmail)).permission).toMatchObject([
        { permissionId: CAMERA, state: "required" },
        { state: "required" },
      ]);
      expect(await news(emm)).toMatchObject([{ productApprovalEvent: { productId: GMAIL, approved: "unapproved" } }]);
    },
    refused: (emm) => emm.products.unapprove({ ...ENTERPRISE, productId: NO_APP }),
  },
};
