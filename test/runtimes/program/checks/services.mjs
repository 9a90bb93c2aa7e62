/** Each service's calls. */

import { AdobePassError } from "tessera-sdk/adobe-pass";
import { AndroidEnterprise, estimateExpiry } from "tessera-sdk/android-enterprise";
import { login, none } from "tessera-sdk/flower-docs";
import { ACCOUNT, DEVICE, ENTERPRISE, equal, ok, rejection, TV, USER } from "../tools.mjs";

export const services = {
  "android: creates an enrollment token": async ({ open }) => {
    const client = (await open()).android();
    const params = { ...ENTERPRISE, enrollmentTokenType: "userDevice", duration: "3600s" };
    const created = await client.enrollmentTokens.create(params);
    ok(created.token.length > 0, "a token");
    ok(estimateExpiry !== undefined && client instanceof AndroidEnterprise, "the class");
  },

  "android: reads what is there": async ({ open }) => {
    const client = (await open()).android();
    equal((await client.enterprises.get(ENTERPRISE)).id, ENTERPRISE.enterpriseId);
    equal((await client.users.get(USER)).id, USER.userId);
  },

  "android: sends back what it read": async ({ open }) => {
    const client = (await open()).android();
    const device = await client.devices.get(DEVICE);
    const policy = { ...device.policy, productAvailabilityPolicy: "all" };
    await client.devices.update({ ...DEVICE, ...device, policy });
    equal((await client.devices.get(DEVICE)).policy.productAvailabilityPolicy, "all");
  },

  "android: calls a method without a result": async ({ open }) => {
    equal(await (await open()).android().users.revokeDeviceAccess(USER), undefined);
  },

  "android: pulls notifications": async ({ open }) => {
    const client = (await open()).android();
    await client.enterprises.sendTestPushNotification(ENTERPRISE);
    const { notification } = await client.enterprises.pullNotificationSet({ requestMode: "returnImmediately" });
    equal(
      notification.map((each) => each.enterpriseId),
      [ENTERPRISE.enterpriseId],
    );
  },

  "android: sends text beyond ASCII": async ({ open }) => {
    const client = (await open()).android();
    const title = "Grüße 日本 🧩";
    const app = await client.webapps.insert({ ...ENTERPRISE, title, startUrl: "https://example.com" });
    equal((await client.webapps.get({ ...ENTERPRISE, webAppId: app.webAppId })).title, title);
  },

  "chrome: creates, lists and revokes": async ({ open }) => {
    const { enrollmentTokens } = (await open()).chrome();
    const { tokenPermanentId } = await enrollmentTokens.create({ orgUnitPath: "/Sales", ttl: 600 });
    const active = () => enrollmentTokens.list({ query: "token_state:ACTIVE" }).toArray();
    equal(
      (await active()).map((each) => each.tokenPermanentId),
      [tokenPermanentId],
    );
    equal(await enrollmentTokens.revoke({ tokenPermanentId }), undefined);
    equal(await active(), []);
  },

  "chrome: pages item by item": async ({ open }) => {
    const { enrollmentTokens } = (await open()).chrome();
    const paths = ["/", "/Sales", "/Sales/Laptops", "/Support"];
    for (const orgUnitPath of paths) await enrollmentTokens.create({ orgUnitPath });
    const seen = [];
    for await (const each of enrollmentTokens.list({ pageSize: 3 })) seen.push(each.orgUnitPath);
    equal(seen.sort(), paths);
  },

  "chrome: pages page by page, and resumes": async ({ open }) => {
    const world = await open();
    const { enrollmentTokens } = world.chrome();
    for (const orgUnitPath of ["/Sales", "/Sales/Laptops", "/Support"]) await enrollmentTokens.create({ orgUnitPath });
    const before = (await world.log()).length;
    let pageToken;
    for await (const page of enrollmentTokens.list({ pageSize: 2 }).pages()) {
      equal([page.items.length, page.response.status], [2, 200]);
      pageToken = page.nextPageToken;
      break;
    }
    equal((await world.log()).length - before, 1);
    equal((await enrollmentTokens.list({ pageSize: 2, pageToken }).toArray()).length, 1);
  },

  "adobe: tells why a device is not signed in, from JSON and XML": async ({ open }) => {
    const world = await open();
    for (const format of ["json", "xml"]) {
      const status = await world.adobe({ format }).checkAuthentication(TV);
      equal(status.authenticated, false);
      ok(status.error instanceof AdobePassError, "the error's class");
    }
  },

  "adobe: reads an error in XML": async ({ open }) => {
    const body =
      "<?xml version='1.0'?><error><status>400</status><code>bad_requestor</code><message>No.</message></error>";
    const world = await open({ steps: [{ status: 400, headers: { "content-type": "application/xml" }, body }] });
    const error = await rejection(world.adobe({ format: "xml" }).checkAuthentication(TV));
    equal([error instanceof AdobePassError, error.code, error.status], [true, "bad_requestor", 400]);
  },

  "adobe: throws where sign-in is required": async ({ open }) => {
    const error = await rejection((await open()).adobe().requireAuthentication(TV));
    equal([error instanceof AdobePassError, error.kind], [true, "permission_denied"]);
  },

  "flower: logs in once for calls at the same time": async ({ open }) => {
    const world = await open();
    const client = world.flower({ auth: login(ACCOUNT) });
    const renewed = await Promise.all(Array.from({ length: 8 }, () => client.tokens.renew()));
    ok(
      renewed.every(({ token }) => token.length > 0),
      "tokens",
    );
    equal((await world.log()).filter(({ target }) => target.includes("/rest/authentication")).length, 1);
  },

  "flower: creates a token and validates it": async ({ open }) => {
    const { tokens } = (await open()).flower();
    const { token, expiresAt } = await tokens.create({ validityTime: 600 });
    ok(Date.parse(expiresAt) > Date.now(), "the expiry");
    equal((await tokens.validate({ token })).valid, true);
    equal((await tokens.validate({ token: "unknown" })).valid, false);
  },

  "flower: does not retry a refused login": async ({ open }) => {
    const world = await open();
    const auth = login({ ...ACCOUNT, password: "wrong" });
    const error = await rejection(world.flower({ auth }).tokens.renew());
    equal([error.name, error.kind, error.message.includes("wrong")], ["AuthError", "unauthenticated", false]);
    equal((await world.log()).length, 1);
  },

  "flower: works without a token": async ({ open }) => {
    const world = await open();
    await rejection(world.flower({ auth: none }).tokens.renew());
    equal("token" in (await world.log())[0].headers, false);
  },
};
