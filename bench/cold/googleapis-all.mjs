import { google } from "googleapis";

const credentials = new google.auth.OAuth2();
credentials.setCredentials({ access_token: "ya29.example" });
const client = google.androidenterprise({ version: "v1", auth: credentials, rootUrl: process.argv[2] });
const { data } = await client.enrollmentTokens.create({
  enterpriseId: "LC00lwk1yg",
  requestBody: { enrollmentTokenType: "userDevice", duration: "3600s" },
});
process.exit(data.token ? 0 : 1);
