/** Uses each package that is loaded when it is needed, and prints what came of it. The server's URL is in `SERVER`. */
import { AdobePassV1 } from "tessera-sdk/adobe-pass";
import { AndroidEnterprise, googleAuth } from "tessera-sdk/android-enterprise";

const { SERVER: baseUrl } = process.env;
const enterprise = { enterpriseId: "LC00lwk1yg" };
const options = { baseUrl, retry: false };

const hosts = [];
const transport = {
  async send({ url }) {
    hosts.push(new URL(url).host);
    throw new Error("not sent");
  },
};
const user = { type: "authorized_user", client_id: "i", client_secret: "s", refresh_token: "r" };
const google = new AndroidEnterprise({ ...options, auth: googleAuth({ credentials: user }), transport });
await google.enterprises.get(enterprise).catch(() => {});

const direct = new AndroidEnterprise({ ...options, auth: "t" });
const { id } = await direct.enterprises.get(enterprise);
const adobe = new AdobePassV1({ ...options, auth: "t", format: "xml" });
const device = { requestor: "r", deviceId: "d", deviceInfo: { model: "TV", osName: "tvOS" } };
const refused = await adobe.checkAuthentication(device).catch((error) => error);
await Promise.all([direct.close(), adobe.close(), google.close()]);

console.log(JSON.stringify({ undici: id, "google-auth-library": hosts, "fast-xml-parser": refused.code }));
