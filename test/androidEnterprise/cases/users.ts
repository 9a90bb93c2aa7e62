import { expect } from "vitest";
import {
  type Cases,
  CHROME,
  DEVICE,
  ENTERPRISE,
  GMAIL,
  GOOGLE_USER,
  INVALID,
  NOBODY,
  OTHER,
  UNKNOWN_FIELD,
  USER,
} from "./case.js";

export const users: Cases<"users"> = {
  get: {
    async works({ emm }) {
      const [managed, google] = [await emm.users.get(USER), await emm.users.get(GOOGLE_USER)];
      expect(managed).toMatchObject({ id: "110001", accountIdentifier: "user1", managementType: "emmManaged" });
      expect(google).toMatchObject({ primaryEmail: "ada@example.com", managementType: "googleManaged" });
    },
    refused: (emm) => emm.users.get(NOBODY),
  },
  list: {
    async works({ emm, emulator }) {
      const { user } = await emm.users.list({ ...ENTERPRISE, email: "ada@example.com" });
      expect(user.map(({ id }) => id)).toEqual(["220002"]);
      emulator.androidEnterprise.addEnterprise("LC2", [{ id: "1", primaryEmail: "bob@example.com" }]);
      expect((await emm.users.list({ enterpriseId: "LC2", email: "bob@example.com" })).user).toEqual([]);
    },
    refused: (emm) => emm.users.list({ ...OTHER, email: "ada@example.com" }),
  },
  insert: {
    async works({ emm }) {
      const account = { ...ENTERPRISE, accountIdentifier: "user342", accountType: "userAccount" } as const;
      const user = await emm.users.insert({ ...account, displayName: "Example" });
      expect(user).toMatchObject({ accountIdentifier: "user342", managementType: "emmManaged" });
      expect(await emm.users.get({ ...ENTERPRISE, userId: user.id })).toEqual(user);
      const renamed = await emm.users.insert({ ...account, displayName: "Example, Inc." });
      expect(renamed).toEqual({ ...user, displayName: "Example, Inc." });
    },
    refused: (emm) =>
      emm.users.insert({ ...ENTERPRISE, accountIdentifier: "user1", accountType: "deviceAccount", displayName: "X" }),
    as: INVALID,
  },
  update: {
    async works({ emm }) {
      const same = { accountIdentifier: "user1", accountType: "userAccount" } as const;
      await emm.users.update({ ...USER, ...same, displayName: "Example, Inc." });
      expect((await emm.users.get(USER)).displayName).toBe("Example, Inc.");
    },
    refused: (emm) => emm.users.update({ ...USER, displayName: "X", accountIdentifier: "user2" }),
    as: INVALID,
  },
  delete: {
    async works({ emm }) {
      expect(await emm.users.delete(USER)).toBeUndefined();
      await expect(emm.users.get(USER)).rejects.toMatchObject({ status: 404 });
      const license = await emm.grouplicenses.get({ ...ENTERPRISE, groupLicenseId: GMAIL });
      expect(license.numProvisioned).toBe(0);
    },
    refused: (emm) => emm.users.delete(GOOGLE_USER),
    as: INVALID,
  },
  revokeDeviceAccess: {
    async works({ emm }) {
      expect(await emm.users.revokeDeviceAccess(USER)).toBeUndefined();
      expect((await emm.devices.list(USER)).device).toEqual([]);
    },
    refused: (emm) => emm.users.revokeDeviceAccess(GOOGLE_USER),
    as: INVALID,
  },
  generateAuthenticationToken: {
    async works({ emm, emulator }) {
      const { token } = await emm.users.generateAuthenticationToken(USER);
      expect(emulator.androidEnterprise.redeem(token, "second")).toBe(true);
      const { device } = await emm.devices.list(USER);
      expect(device.map(({ androidId }) => androidId)).toEqual([DEVICE.deviceId, "second"]);
    },
    refused: (emm) => emm.users.generateAuthenticationToken(GOOGLE_USER),
    as: INVALID,
  },
  getAvailableProductSet: {
    async works({ emm }) {
      const set = { productSetBehavior: "whitelist", productId: [GMAIL] };
      expect(await emm.users.getAvailableProductSet(USER)).toEqual(set);
      expect(await emm.users.getAvailableProductSet(GOOGLE_USER)).toEqual({ productSetBehavior: "whitelist" });
    },
    refused: (emm) => emm.users.getAvailableProductSet(NOBODY),
  },
  setAvailableProductSet: {
    async works({ emm }) {
      const set = {
        productSetBehavior: "allApproved",
        productVisibility: [{ productId: GMAIL, trackIds: ["t"] }],
      } as const;
      expect(await emm.users.setAvailableProductSet({ ...GOOGLE_USER, ...set })).toEqual(set);
      expect(await emm.users.getAvailableProductSet(GOOGLE_USER)).toEqual(set);
    },
    refused: (emm) => emm.users.setAvailableProductSet({ ...USER, productId: [GMAIL, CHROME] }),
    as: INVALID,
  },
};

export const enrollmentTokens: Cases<"enrollmentTokens"> = {
  create: {
    async works({ emm, emulator }) {
      const googleAuthenticationOptions = { authenticationRequirement: "optional" } as const;
      const params = { ...ENTERPRISE, enrollmentTokenType: "userlessDevice", googleAuthenticationOptions } as const;
      const { token, ...rest } = await emm.enrollmentTokens.create(params);
      expect(rest).toMatchObject({ duration: "3600s", googleAuthenticationOptions });
      expect(emulator.androidEnterprise.enrollmentTokens).toEqual([
        { ...ENTERPRISE, token, enrollmentTokenType: "userlessDevice", state: "active" },
      ]);
    },
    refused: (emm) =>
      emm.enrollmentTokens.create({ ...ENTERPRISE, enrollmentTokenType: "userDevice" }, { extraBody: { kind: "k" } }),
    as: UNKNOWN_FIELD,
  },
};
