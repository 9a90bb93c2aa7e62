/** `enterprises`. */
import type { Enterprise, EnterpriseAccount } from "../../androidEnterprise/schemas/enterprise.js";
import type { StoreLayout } from "../../androidEnterprise/schemas/storeLayout.js";
import type { AdministratorWebTokenSpec } from "../../androidEnterprise/schemas/webToken.js";
import { refuse } from "../google.js";
import { choice, list, text } from "../googleShape.js";
import { ENTERPRISE, ENTERPRISE_ACCOUNT, STORE_LAYOUT, WEB_TOKEN_SPEC } from "./bodies.js";
import { type Call, listed, type Operations } from "./call.js";
import { type KeyFormat, serviceAccountOf } from "./keys.js";
import { forgetTokens, newEnterprise, random } from "./state.js";

const ADMIN_HINTS = { adminEmail: text, allowedDomains: list(text) };
const ADMIN = "admin@example.com";
const HTTPS_ADDRESSES = /^\s*https:\/\/\S+(?:\s+https:\/\/\S+)*\s*$/;

export const enterprises: Operations<"enterprises"> = {
  generateSignupUrl: { query: { ...ADMIN_HINTS, callbackUrl: text }, respond: generateSignupUrl },
  completeSignup: {
    query: { completionToken: text, enterpriseToken: text },
    required: ["completionToken", "enterpriseToken"],
    respond: completeSignup,
  },
  enroll: { query: { token: text }, required: ["token"], body: ENTERPRISE, respond: enroll },
  getServiceAccount: {
    query: { keyType: choice("googleCredentials", "pkcs12") },
    required: ["keyType"],
    respond(call) {
      const { enterprise } = call;
      if (enterprise.account !== undefined) refuse(403, "The service account of the enterprise is already set.");
      return serviceAccountOf(enterprise, call.query("keyType") as KeyFormat);
    },
  },
  setAccount: {
    body: ENTERPRISE_ACCOUNT,
    respond(call) {
      const { accountEmail = "" } = call.body<EnterpriseAccount>();
      if (!accountEmail.includes("@")) refuse(400, "Invalid value at 'accountEmail'.", "invalid");
      call.enterprise.account = accountEmail;
      return { accountEmail };
    },
  },
  unenroll: {
    respond(call) {
      const { id } = call.enterprise.resource;
      call.state.enterprises.delete(id);
      call.state.notifications.forget(id);
      forgetTokens(call.state, id);
      return undefined;
    },
  },
  get: { respond: (call) => call.enterprise.resource },
  list: {
    query: { domain: text },
    required: ["domain"],
    respond(call) {
      // Enterprises that signed up through the EMM have no domain, and are not found.
      const everyone = [...call.state.enterprises.values()];
      const matches = everyone.filter(({ resource }) => resource.primaryDomain === call.query("domain"));
      return listed(
        "enterprise",
        matches.map(({ resource }) => resource),
      );
    },
  },
  generateEnterpriseUpgradeUrl: {
    query: ADMIN_HINTS,
    respond: (call) => ({
      url: `https://play.google.com/work/upgrade?enterprise=${call.enterprise.resource.id}&token=${random()}`,
    }),
  },
  createWebToken: {
    body: WEB_TOKEN_SPEC,
    respond(call) {
      const { parent } = call.body<AdministratorWebTokenSpec>();
      if (parent !== undefined && !HTTPS_ADDRESSES.test(parent)) refuse(400, "Invalid value at 'parent'.", "invalid");
      return { token: `web-${call.enterprise.resource.id}-${random()}` };
    },
  },
  getStoreLayout: { respond: (call) => call.enterprise.layout },
  setStoreLayout: {
    body: STORE_LAYOUT,
    respond(call) {
      const { storeLayoutType, homepageId } = call.body<StoreLayout>();
      // Without a homepage every layout is `basic`, as Google has it.
      const isBasic = storeLayoutType === "basic" || homepageId === undefined;
      const homepage = homepageId !== undefined && { homepageId };
      call.enterprise.layout = { storeLayoutType: isBasic ? "basic" : "custom", ...homepage };
      return call.enterprise.layout;
    },
  },
  sendTestPushNotification: {
    respond(call) {
      const enterpriseId = call.enterprise.resource.id;
      const timestampMillis = String(call.now);
      call.state.notifications.add({ enterpriseId, notificationType: "testNotification", timestampMillis });
      return { topicName: `projects/emulated/topics/${enterpriseId}`, messageId: random() };
    },
  },
  pullNotificationSet: {
    query: { requestMode: choice("waitForNotifications", "returnImmediately") },
    // `waitForNotifications` gets a response at once, too: the emulator does not hold requests open.
    respond: (call) => call.state.notifications.pull(call.now) ?? {},
  },
  acknowledgeNotificationSet: {
    query: { notificationSetId: text },
    required: ["notificationSetId"],
    respond(call) {
      const known = call.state.notifications.acknowledge(call.query("notificationSetId") ?? "", call.now);
      return known ? undefined : refuse(404, "No notification set was found for the given ID.");
    },
  },
};

function generateSignupUrl(call: Call): object {
  const callbackUrl = call.query("callbackUrl");
  if (callbackUrl !== undefined && !URL.canParse(callbackUrl))
    refuse(400, "Invalid value at 'callbackUrl'.", "invalid");
  const completionToken = random();
  const url = `https://play.google.com/work/adminsignup?token=${random()}`;
  call.state.signUps.set(url, { completionToken, callbackUrl, adminEmail: call.query("adminEmail") ?? ADMIN });
  return { url, completionToken };
}

function completeSignup(call: Call): Enterprise {
  const { signUps, enterpriseTokens } = call.state;
  const token = call.query("enterpriseToken") ?? "";
  refuseUsed(call, token);
  const completionToken = call.query("completionToken");
  const [url, begun] = [...signUps].find(([, signUp]) => signUp.completionToken === completionToken) ?? [];
  if (url === undefined || begun === undefined) refuse(400, "Invalid value at 'completionToken'.", "invalid");
  if ((enterpriseTokens.get(token) ?? begun) !== begun) refuse(400, "The tokens are of different sign-ups.", "invalid");
  call.state.usedTokens.set(token, true);
  enterpriseTokens.delete(token);
  signUps.delete(url);
  return add(call, { administrator: [{ email: begun.adminEmail }] });
}

/** Google returns administrators only for enterprises that signed up through the EMM. */
function enroll(call: Call): Enterprise {
  const { administrator: _, googleAuthenticationSettings: __, ...given } = call.body<Enterprise>();
  const token = call.query("token") ?? "";
  refuseUsed(call, token);
  call.state.usedTokens.set(token, true);
  return add(call, given);
}

function refuseUsed({ state }: Call, token: string): void {
  if (state.usedTokens.has(token)) refuse(409, "The token was used before.");
}

function add({ state }: Call, given: Partial<Enterprise>): Enterprise {
  const resource = { ...given, id: `LC${random()}` };
  state.enterprises.set(resource.id, newEnterprise(resource));
  return resource;
}
