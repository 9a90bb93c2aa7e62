const { AndroidEnterprise } = require("tessera-sdk/android-enterprise");

const client = new AndroidEnterprise({ baseUrl: process.argv[2], auth: "ya29.example" });
client.enrollmentTokens
  .create({ enterpriseId: "LC00lwk1yg", enrollmentTokenType: "userDevice", duration: "3600s" })
  .then(({ token }) => process.exit(token ? 0 : 1));
