const assert = require("node:assert/strict");

/** @returns the user agents that the emulator saw. */
exports.smoke = async (sdk, testing) => {
  const emulator = await testing.startEmulator();
  const auth = emulator.issueToken();
  const { baseUrls } = emulator;

  const emm = new sdk.AndroidEnterprise({ auth, baseUrl: baseUrls.androidEnterprise });
  const user = { enterpriseId: "LC00lwk1yg", userId: "110001" };
  const { token } = await emm.users.generateAuthenticationToken(user);
  assert.ok(emulator.androidEnterprise.redeem(token));
  const missing = emm.users.generateAuthenticationToken({ ...user, userId: "none" });
  await assert.rejects(missing, (error) => error instanceof sdk.NotFoundError && error instanceof sdk.GoogleApiError);

  const chrome = new sdk.ChromeDirectory({ auth, baseUrl: baseUrls.chromeDirectory });
  for (const orgUnitPath of ["/Sales", "/Sales/Laptops", "/Support"])
    await chrome.enrollmentTokens.create({ orgUnitPath });
  const listed = await chrome.enrollmentTokens.list({ pageSize: 2 }).toArray();
  assert.deepEqual(listed.map((each) => each.orgUnitPath).sort(), ["/Sales", "/Sales/Laptops", "/Support"]);

  const device = { requestor: "REF30", deviceId: "tv", deviceInfo: { model: "TV", osName: "tvOS" } };
  for (const format of ["json", "xml"]) {
    const adobe = new sdk.AdobePassV1({ auth, format, baseUrl: baseUrls.adobePass });
    const status = await adobe.checkAuthentication({ ...device, deviceId: "unknown" });
    assert.equal(status.authenticated, false);
    assert.ok(status.error instanceof sdk.AdobePassError);
    await adobe.close();
  }

  const account = { user: "jna", password: "emulated-password", scope: "ACME" };
  const flower = new sdk.FlowerDocs({ auth: sdk.flowerDocsLogin(account), baseUrl: baseUrls.flowerDocs });
  const created = await flower.tokens.create({ validityTime: 600 });
  assert.equal((await flower.tokens.validate({ token: created.token })).valid, true);

  await Promise.all([emm.close(), chrome.close(), flower.close()]);
  await emulator.close();
  return new Set(emulator.requests.map((request) => request.headers["user-agent"]));
};
