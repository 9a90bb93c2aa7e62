/** Parameters that compile and parameters that must not. Checked by the compiler, never run. */
import {
  AdobePassV1,
  AndroidEnterprise,
  ChromeDirectory,
  type CreateEnrollmentTokenParams,
  FlowerDocs,
  flowerDocsLogin,
  type PolicyInput,
  type UnlistedValue,
} from "tessera-sdk";

const emm = new AndroidEnterprise({ auth: "token" });
const chrome = new ChromeDirectory({ auth: async ({ scopes }) => scopes.join(" "), customer: "C03az79cb" });
const adobe = new AdobePassV1({ auth: () => ({ token: "t", expiresAt: new Date() }), environment: "staging" });
const flower = new FlowerDocs({
  auth: flowerDocsLogin({ user: "u", password: "p", scope: "s" }),
  baseUrl: "https://h",
});

export function androidEnterprise(): void {
  void emm.users.generateAuthenticationToken({ enterpriseId: "LC1", userId: "1" });
  void emm.enrollmentTokens.create({ enterpriseId: "LC1", enrollmentTokenType: "userDevice" });
  void emm.enrollmentTokens.create({ enterpriseId: "LC1", enrollmentTokenType: "userlessDevice", duration: 60 });
  void emm.enrollmentTokens.create({ enterpriseId: "LC1", enrollmentTokenType: "userDevice", duration: undefined });
  const duration = { seconds: "60", nanos: 0 };
  void emm.enrollmentTokens.create({ enterpriseId: "LC1", enrollmentTokenType: "userDevice", duration });

  // @ts-expect-error: nothing
  void emm.enrollmentTokens.create();
  // @ts-expect-error: no parameters
  void emm.enrollmentTokens.create({});
  // @ts-expect-error: no type
  void emm.enrollmentTokens.create({ enterpriseId: "LC1" });
  // @ts-expect-error: no enterprise
  void emm.enrollmentTokens.create({ enrollmentTokenType: "userDevice" });
  // @ts-expect-error: a wrong enum value
  void emm.enrollmentTokens.create({ enterpriseId: "LC1", enrollmentTokenType: "USER_DEVICE" });
  // @ts-expect-error: the unspecified value
  void emm.enrollmentTokens.create({ enterpriseId: "LC1", enrollmentTokenType: "enrollmentTokenTypeUnspecified" });
  // @ts-expect-error: an unknown field
  void emm.enrollmentTokens.create({ enterpriseId: "LC1", enrollmentTokenType: "userDevice", ttl: "60s" });
  // @ts-expect-error: the token, which only responses have
  void emm.enrollmentTokens.create({ enterpriseId: "LC1", enrollmentTokenType: "userDevice", token: "t" });
  // @ts-expect-error: the kind, which is not sent
  void emm.enrollmentTokens.create({ enterpriseId: "LC1", enrollmentTokenType: "userDevice", kind: "k" });
  // @ts-expect-error: a duration as a Date
  void emm.enrollmentTokens.create({ enterpriseId: "LC1", enrollmentTokenType: "userDevice", duration: new Date() });
  // @ts-expect-error: a wrong enum value within an object
  const wrong: CreateEnrollmentTokenParams["googleAuthenticationOptions"] = { authenticationRequirement: "REQUIRED" };
  void wrong;
  // @ts-expect-error: no user
  void emm.users.generateAuthenticationToken({ enterpriseId: "LC1" });
  // @ts-expect-error: a number for an id
  void emm.users.generateAuthenticationToken({ enterpriseId: "LC1", userId: 1 });
  // @ts-expect-error: an unknown call option
  void emm.users.generateAuthenticationToken({ enterpriseId: "LC1", userId: "1" }, { timeout: 1 });
  // @ts-expect-error: an unknown method
  void emm.enrollmentTokens.list;

  const params: CreateEnrollmentTokenParams = { enterpriseId: "LC1", enrollmentTokenType: "userDevice" };
  // @ts-expect-error: parameters have no token to read
  void params.token;
}

export function androidEnterpriseResources(): void {
  const ids = { enterpriseId: "LC1", userId: "1" };
  const device = { ...ids, deviceId: "3a1b" };
  void emm.enterprises.pullNotificationSet();
  void emm.enterprises.generateSignupUrl();
  void emm.enterprises.generateSignupUrl({ allowedDomains: ["example.com"] as const, callbackUrl: undefined });
  void emm.devices.update({ ...device, updateMask: "policy", policy: { productAvailabilityPolicy: "all" } });
  void emm.devices.update({ ...device, policy: { autoUpdatePolicy: "autoUpdatePolicyUnspecified" } });
  void emm.users.insert({ enterpriseId: "LC1", accountIdentifier: "user342", accountType: "userAccount" });
  void emm.storelayoutpages.update({
    enterpriseId: "LC1",
    pageId: "p1",
    id: "p1",
    name: [{ locale: "en", text: "Work" }],
  });
  void emm.webapps.update({ enterpriseId: "LC1", webAppId: "app:a", versionCode: "7" });
  void emm.products.list({ enterpriseId: "LC1", token: "t", maxResults: 20 });
  void emm.notifications({ requestMode: "returnImmediately", signal: new AbortController().signal });

  // @ts-expect-error: nothing
  void emm.users.insert({});
  // @ts-expect-error: no user
  void emm.devices.list({ enterpriseId: "LC1" });
  // @ts-expect-error: a user without the caller's own name
  void emm.users.insert({ enterpriseId: "LC1", accountType: "userAccount" });
  // @ts-expect-error: no address to look up
  void emm.users.list({ enterpriseId: "LC1" });
  // @ts-expect-error: no domain to look up
  void emm.enterprises.list({});
  // @ts-expect-error: no format of the key, though Google does not flag it as required
  void emm.enterprises.getServiceAccount({ enterpriseId: "LC1" });
  // @ts-expect-error: one token of two, though Google does not flag them as required
  void emm.enterprises.completeSignup({ completionToken: "t" });
  // @ts-expect-error: no id of the set, though Google does not flag it as required
  void emm.enterprises.acknowledgeNotificationSet({});
  // @ts-expect-error: the token, without which there is nothing to enroll with
  void emm.enterprises.enroll({ name: "Example" });

  // @ts-expect-error: a wrong enum value
  void emm.devices.setState({ ...device, accountState: "suspended" });
  // @ts-expect-error: a wrong enum value within a list within an object
  void emm.devices.update({ ...device, policy: { productPolicy: [{ tracks: ["gamma"] }] } });
  // @ts-expect-error: a wrong enum value in the query
  void emm.enterprises.pullNotificationSet({ requestMode: "RETURN_IMMEDIATELY" });
  // Refused at run time: the getter may return it.
  void emm.users.setAvailableProductSet({ ...ids, productSetBehavior: "unknown" });
  void emm.devices.setState(device);

  // @ts-expect-error: an unknown field
  void emm.webapps.insert({ enterpriseId: "LC1", url: "https://a.example" });
  // @ts-expect-error: an unknown field within an object
  void emm.devices.update({ ...device, policy: { policyName: "kiosk" } });
  // @ts-expect-error: an unknown field within a list within an object
  void emm.devices.update({ ...device, policy: { productPolicy: [{ packageName: "com.google.android.gm" }] } });
  // @ts-expect-error: the name that other lists give a page token
  void emm.products.list({ enterpriseId: "LC1", pageToken: "t" });

  const googleAuthenticationSettings = { googleAuthenticationRequired: "required" } as const;
  // @ts-expect-error: the settings that only responses have
  void emm.enterprises.enroll({ token: "t", googleAuthenticationSettings });
  // @ts-expect-error: the state that only responses have
  void emm.installs.update({ ...device, installId: "app:a", installState: "installed" });
  // @ts-expect-error: the id that Google assigns
  void emm.storelayoutpages.insert({ enterpriseId: "LC1", id: "p1" });
  // @ts-expect-error: the id that Google assigns
  void emm.storelayoutclusters.insert({ enterpriseId: "LC1", pageId: "p1", id: "c1" });
  // @ts-expect-error: the key that only responses have
  void emm.serviceaccountkeys.insert({ enterpriseId: "LC1", type: "pkcs12", data: "AA==" });
  // @ts-expect-error: a 64-bit number as a number
  void emm.webapps.insert({ enterpriseId: "LC1", versionCode: 7 });
  // @ts-expect-error: null for what is left out
  void emm.users.update({ ...ids, displayName: null });
  // @ts-expect-error: an option of other calls
  void emm.notifications({ extraBody: {} });
  // @ts-expect-error: an end that the SDK does not know
  void emm.notifications({ until: "stopped" });
}

export async function androidEnterpriseReadChangeWrite(unlisted: UnlistedValue): Promise<void> {
  const ids = { enterpriseId: "LC1", userId: "1" };
  const device = { ...ids, deviceId: "3a1b" };
  const install = { ...device, installId: "app:a" };
  const read = await emm.devices.get(device);
  void emm.devices.update({ ...device, ...read });
  void emm.devices.update({ ...device, policy: { ...read.policy, autoUpdatePolicy: "never" } });
  void emm.devices.update({ ...device, policy: { autoUpdatePolicy: unlisted } });
  void emm.devices.setState({ ...device, ...(await emm.devices.getState(device)) });
  void emm.installs.update({ ...install, ...(await emm.installs.get(install)) });
  void emm.users.update({ ...ids, ...(await emm.users.get(ids)) });
  void emm.users.setAvailableProductSet({ ...ids, ...(await emm.users.getAvailableProductSet(ids)) });
  void emm.enterprises.setStoreLayout({ ...ids, ...(await emm.enterprises.getStoreLayout(ids)) });

  const policies = [{ productId: "app:a.b", trackIds: ["t"] }] as const;
  const policy: PolicyInput = { productPolicy: policies, policyId: undefined };
  void emm.devices.update({ ...device, policy });

  // @ts-expect-error: a misspelt value beside what was read
  void emm.devices.update({ ...device, policy: { ...read.policy, autoUpdatePolicy: "nevr" } });
  // @ts-expect-error: a misspelt field beside what was read
  void emm.devices.update({ ...device, policy: { ...read.policy, autoUpdatPolicy: "never" } });
  // @ts-expect-error: a misspelt parameter beside what was read
  void emm.users.update({ ...ids, ...(await emm.users.get(ids)), dispalyName: "Ada" });
  // @ts-expect-error: text that may be anything
  void emm.devices.update({ ...device, policy: { autoUpdatePolicy: String(unlisted) } });
}

export function chromeDirectory(): void {
  void chrome.enrollmentTokens.list();
  void chrome.enrollmentTokens.list({ orgUnitPath: "/", query: "q", pageSize: 1, pageToken: "p", customer: "c" });
  void chrome.enrollmentTokens.create();
  void chrome.enrollmentTokens.create({ ttl: 60 });
  void chrome.enrollmentTokens.create({ expireTime: new Date(), orgUnitPath: "/Sales" });
  void chrome.enrollmentTokens.revoke({ tokenPermanentId: "p" });

  // @ts-expect-error: the name of another list's page size
  void chrome.enrollmentTokens.list({ maxResults: 1 });
  // @ts-expect-error: the wire's name
  void chrome.enrollmentTokens.create({ org_unit_path: "/" });
  // @ts-expect-error: a time in milliseconds
  void chrome.enrollmentTokens.create({ expireTime: Date.now() });
  // @ts-expect-error: the type, of which there is one
  void chrome.enrollmentTokens.create({ tokenType: "chromeBrowser" });
  // @ts-expect-error: the token in place of its id
  void chrome.enrollmentTokens.revoke({ token: "t" });
  // @ts-expect-error: no id
  void chrome.enrollmentTokens.revoke();
  void chrome.enrollmentTokens.rotate({ orgUnitPath: "/" });
  void chrome.enrollmentTokens.rotate({ orgUnitId: "03ph", ttl: undefined });
  // @ts-expect-error: no unit, which would be the root
  void chrome.enrollmentTokens.rotate();
  // @ts-expect-error: the same
  void chrome.enrollmentTokens.rotate({ ttl: 60 });
  // @ts-expect-error: perhaps no unit
  void chrome.enrollmentTokens.rotate({ orgUnitPath: process.env.UNIT });
  void chrome.browsers.move({ deviceIds: ["d"], orgUnitId: "03ph" });
  // @ts-expect-error: no unit
  void chrome.browsers.move({ deviceIds: ["d"] });
  // @ts-expect-error: no auth
  void new ChromeDirectory({});
  // @ts-expect-error: an unknown option
  void new ChromeDirectory({ auth: "t", customerId: "C1" });
}

export function adobePass(): void {
  const device = { requestor: "r", deviceId: "d", deviceInfo: { model: "TV", osName: "tvOS" } };
  void adobe.checkAuthentication(device);
  void adobe.requireAuthentication({ ...device, deviceInfo: "e30=", deviceIp: "203.0.113.7", deviceType: "Roku" });
  void adobe.checkAuthentication({ ...device, deviceInfo: { model: "TV", osName: "a new one", displayWidth: 1920 } });
  // Deprecated and still typed.
  void adobe.checkAuthentication({ ...device, deviceUser: "u", appId: "a" });

  // @ts-expect-error: no device information
  void adobe.checkAuthentication({ requestor: "r", deviceId: "d" });
  // @ts-expect-error: a device without a system
  void adobe.checkAuthentication({ requestor: "r", deviceId: "d", deviceInfo: { model: "TV" } });
  // @ts-expect-error: an unknown field of the device
  void adobe.checkAuthentication({ requestor: "r", deviceId: "d", deviceInfo: { model: "TV", osName: "o", os: "o" } });
  // @ts-expect-error: a deprecated parameter of the wrong type
  void adobe.checkAuthentication({ ...device, deviceUser: 7 });
  // @ts-expect-error: the format is the client's
  void adobe.checkAuthentication({ requestor: "r", deviceId: "d", deviceInfo: "e30=", format: "xml" });
  // @ts-expect-error: no such environment
  void new AdobePassV1({ auth: "t", environment: "prequal" });
  // @ts-expect-error: no such format
  void new AdobePassV1({ auth: "t", format: "yaml" });
}

export function flowerDocs(): void {
  void flower.tokens.create({ validityTime: 60 });
  void flower.tokens.renew();
  void flower.tokens.renew({ signal: new AbortController().signal });
  void flower.tokens.createForDocuments({ ids: ["a"] as const, readOnly: true });
  void flower.tokens.validate({ token: "t" });

  // @ts-expect-error: no lifetime
  void flower.tokens.create({});
  // @ts-expect-error: a lifetime as text
  void flower.tokens.create({ validityTime: "60" });
  // @ts-expect-error: renewing takes no parameters
  void flower.tokens.renew({ validityTime: 60 });
  // @ts-expect-error: FlowerDocs documents no default for readOnly
  void flower.tokens.createForDocuments({ ids: ["a"] });
  // @ts-expect-error: one id is a list of one
  void flower.tokens.createForDocuments({ ids: "a", readOnly: true });
  // @ts-expect-error: no base URL
  void new FlowerDocs({ auth: "t" });
  // @ts-expect-error: a login without its scope
  void flowerDocsLogin({ user: "u", password: "p" });
  // @ts-expect-error: no such endpoint
  void new FlowerDocs({ auth: "t", baseUrl: "https://h", tokenEndpoint: "auto" });
}
