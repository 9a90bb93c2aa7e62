import { expect } from "vitest";
import {
  type Cases,
  CONFLICT,
  ENTERPRISE,
  enrolled,
  FORBIDDEN,
  INVALID,
  NEWER,
  news,
  OTHER,
  UNKNOWN_FIELD,
} from "./case.js";

const CALLBACK = "https://emm.example/done?tenant=7";

export const enterprises: Cases<"enterprises"> = {
  generateSignupUrl: {
    async works({ emm, emulator }) {
      const { url } = await emm.enterprises.generateSignupUrl({ callbackUrl: CALLBACK, adminEmail: "ada@example.com" });
      const callback = emulator.androidEnterprise.signUp(url);
      expect(callback.href).toContain(`${CALLBACK}&enterpriseToken=`);
    },
    refused: (emm) => emm.enterprises.generateSignupUrl({}, { extraQuery: { callbackUrl: "no address" } }),
    as: INVALID,
  },
  completeSignup: {
    async works({ emm }) {
      const signUp = { callbackUrl: CALLBACK, adminEmail: "ada@example.com" };
      const { completionToken } = await emm.enterprises.generateSignupUrl(signUp);
      const enterprise = await emm.enterprises.completeSignup({ completionToken, enterpriseToken: "t" });
      expect(enterprise.administrator).toEqual([{ email: "ada@example.com" }]);
      expect(await emm.enterprises.get({ enterpriseId: enterprise.id })).toEqual(enterprise);
    },
    refused: (emm) => emm.enterprises.completeSignup({ completionToken: "foreign", enterpriseToken: "t" }),
    as: INVALID,
  },
  enroll: {
    async works({ emm }) {
      const given = { name: "New", id: "ignored", administrator: [{ email: "ignored@example.com" }] };
      const enterprise = await emm.enterprises.enroll({ token: "t", ...given });
      expect(enterprise).toEqual({ id: enterprise.id, name: "New" });
      expect(enterprise.id).not.toBe("ignored");
      expect(await emm.enterprises.get({ enterpriseId: enterprise.id })).toEqual(enterprise);
    },
    given: ({ emm }) => emm.enterprises.enroll({ token: "t" }),
    refused: (emm) => emm.enterprises.enroll({ token: "t" }),
    as: CONFLICT,
  },
  getServiceAccount: {
    async works({ emm }) {
      const enterprise = await enrolled(emm);
      const { name, key } = await emm.enterprises.getServiceAccount({ ...enterprise, keyType: "googleCredentials" });
      expect(JSON.parse(key?.data ?? "")).toMatchObject({ client_email: name, private_key_id: key?.id });
    },
    refused: (emm) => emm.enterprises.getServiceAccount({ ...ENTERPRISE, keyType: "pkcs12" }),
    as: FORBIDDEN,
  },
  setAccount: {
    async works({ emm }) {
      const enterprise = await enrolled(emm);
      const { name: accountEmail } = await emm.enterprises.getServiceAccount({ ...enterprise, keyType: "pkcs12" });
      expect(await emm.enterprises.setAccount({ ...enterprise, accountEmail })).toEqual({ accountEmail });
      const { id } = await emm.serviceaccountkeys.insert({ ...enterprise, type: "pkcs12" });
      expect(id).toBeTruthy();
    },
    refused: (emm) => emm.enterprises.setAccount({ ...ENTERPRISE, accountEmail: "nobody" }),
    as: INVALID,
  },
  unenroll: {
    async works({ emm }) {
      await emm.enterprises.sendTestPushNotification(ENTERPRISE);
      expect(await emm.enterprises.unenroll(ENTERPRISE)).toBeUndefined();
      await expect(emm.enterprises.get(ENTERPRISE)).rejects.toMatchObject({ status: 404 });
      expect(await news(emm)).toEqual([]);
    },
    refused: (emm) => emm.enterprises.unenroll(OTHER),
  },
  get: {
    async works({ emm }) {
      const enterprise = await emm.enterprises.get(ENTERPRISE);
      expect(enterprise).toEqual({ id: "LC00lwk1yg", name: "Example, Inc", primaryDomain: "example.com" });
    },
    refused: (emm) => emm.enterprises.get(OTHER),
  },
  list: {
    async works({ emm }) {
      expect((await emm.enterprises.list({ domain: "example.com" })).enterprise).toMatchObject([{ id: "LC00lwk1yg" }]);
      expect((await emm.enterprises.list({ domain: "example.org" })).enterprise).toEqual([]);
    },
    refused: (emm) => emm.enterprises.list({ domain: "example.com" }, { extraQuery: { pageToken: "t" } }),
    as: UNKNOWN_FIELD,
  },
  generateEnterpriseUpgradeUrl: {
    async works({ emm }) {
      const upgrade = { ...ENTERPRISE, allowedDomains: ["example.com", "*.example.com"] };
      const { url } = await emm.enterprises.generateEnterpriseUpgradeUrl(upgrade);
      expect(new URL(url).searchParams.get("enterprise")).toBe("LC00lwk1yg");
    },
    refused: (emm) => emm.enterprises.generateEnterpriseUpgradeUrl(OTHER),
  },
  createWebToken: {
    async works({ emm }) {
      const spec = {
        ...ENTERPRISE,
        parent: "https://emm.example https://console.example",
        webApps: { enabled: false },
      };
      const [first, second] = [await emm.enterprises.createWebToken(spec), await emm.enterprises.createWebToken(spec)];
      expect(first.token).not.toBe(second.token);
    },
    refused: (emm) => emm.enterprises.createWebToken(ENTERPRISE, { extraBody: { parent: "http://emm.example" } }),
    as: INVALID,
  },
  getStoreLayout: {
    async works({ emm }) {
      expect(await emm.enterprises.getStoreLayout(ENTERPRISE)).toEqual({ storeLayoutType: "custom", homepageId: "p1" });
      expect(await emm.enterprises.getStoreLayout(await enrolled(emm))).toEqual({ storeLayoutType: "basic" });
    },
    refused: (emm) => emm.enterprises.getStoreLayout(OTHER),
  },
  setStoreLayout: {
    async works({ emm }) {
      const custom = await emm.enterprises.setStoreLayout({ ...ENTERPRISE, homepageId: "p2" });
      expect(custom).toEqual({ storeLayoutType: "custom", homepageId: "p2" });
      expect(await emm.enterprises.getStoreLayout(ENTERPRISE)).toEqual(custom);
      const bare = await emm.enterprises.setStoreLayout({ ...ENTERPRISE, storeLayoutType: "custom" });
      expect(bare).toEqual({ storeLayoutType: "basic" });
    },
    refused: (emm) => emm.enterprises.setStoreLayout({ ...ENTERPRISE, homepageId: "p2" }, NEWER),
    as: UNKNOWN_FIELD,
  },
  sendTestPushNotification: {
    async works({ emm, clock }) {
      const { topicName, messageId } = await emm.enterprises.sendTestPushNotification(ENTERPRISE);
      expect(topicName).toMatch(/^projects\/.+\/topics\/.+$/);
      expect(messageId).toBeTruthy();
      const timestampMillis = String(clock.now());
      expect(await news(emm)).toEqual([{ ...ENTERPRISE, notificationType: "testNotification", timestampMillis }]);
    },
    refused: (emm) => emm.enterprises.sendTestPushNotification(OTHER),
  },
  pullNotificationSet: {
    async works({ emm, emulator }) {
      expect(await emm.enterprises.pullNotificationSet({})).toEqual({ notification: [] });
      const appUpdateEvent = { productId: "app:a" };
      emulator.androidEnterprise.notify({ ...ENTERPRISE, notificationType: "appUpdate", appUpdateEvent });
      const { notification, notificationSetId } = await emm.enterprises.pullNotificationSet();
      expect(notification).toMatchObject([{ appUpdateEvent }]);
      expect(notificationSetId).toBeTruthy();
    },
    refused: (emm) => emm.enterprises.pullNotificationSet({}, { extraQuery: { requestMode: "now" } }),
    as: INVALID,
  },
  acknowledgeNotificationSet: {
    async works({ emm, clock }) {
      await emm.enterprises.sendTestPushNotification(ENTERPRISE);
      const { notificationSetId = "" } = await emm.enterprises.pullNotificationSet();
      expect(await emm.enterprises.acknowledgeNotificationSet({ notificationSetId })).toBeUndefined();
      expect(await emm.enterprises.acknowledgeNotificationSet({ notificationSetId })).toBeUndefined();
      await clock.advance(20_000);
      expect((await emm.enterprises.pullNotificationSet()).notification).toEqual([]);
    },
    refused: (emm) => emm.enterprises.acknowledgeNotificationSet({ notificationSetId: "never" }),
  },
};

export const serviceaccountkeys: Cases<"serviceaccountkeys"> = {
  list: {
    async works({ emm }) {
      const { serviceAccountKey } = await emm.serviceaccountkeys.list(ENTERPRISE);
      expect(serviceAccountKey).toEqual([{ id: "k1", type: "googleCredentials" }]);
    },
    refused: async (emm) => emm.serviceaccountkeys.list(await enrolled(emm)),
    as: FORBIDDEN,
  },
  insert: {
    async works({ emm }) {
      const { id, data } = await emm.serviceaccountkeys.insert({ ...ENTERPRISE, type: "pkcs12" });
      expect(data).toMatch(/^[\w+/]+=*$/);
      const { serviceAccountKey } = await emm.serviceaccountkeys.list(ENTERPRISE);
      expect(serviceAccountKey.at(-1)).toEqual({ id, type: "pkcs12" });
    },
    refused: (emm) => emm.serviceaccountkeys.insert({ ...ENTERPRISE, type: "pkcs12" }, { extraBody: { id: "mine" } }),
    as: INVALID,
  },
  delete: {
    async works({ emm }) {
      expect(await emm.serviceaccountkeys.delete({ ...ENTERPRISE, keyId: "k1" })).toBeUndefined();
      expect((await emm.serviceaccountkeys.list(ENTERPRISE)).serviceAccountKey).toEqual([]);
    },
    refused: (emm) => emm.serviceaccountkeys.delete({ ...ENTERPRISE, keyId: "k2" }),
  },
};
