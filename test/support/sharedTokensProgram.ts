/**
 * A worker of a fleet: one call with each credential, whose tokens are shared by way of Redis. Arguments: the socket of
 * Redis, the URL of a server that plays all vendors. It prints `ready`, begins once its input ends, and prints how each
 * call has ended.
 */
import { Redis } from "ioredis";
import { AdobePassV1, softwareStatement } from "../../src/adobePass/index.js";
import {
  AndroidEnterprise,
  fetchTransport,
  googleAuth,
  type TransportRequest,
} from "../../src/androidEnterprise/index.js";
import { FlowerDocs, login } from "../../src/flowerDocs/index.js";
import { sharedTokens } from "../../src/redis/index.js";

const [, , path = "", url = "", credentials = "", statement = ""] = process.argv;
const redis = new Redis({ path });
redis.on("error", () => {});
const options = { store: redis, secret: "0123456789abcdef0123456789abcdef" };

/** Google's hosts are at the server, too. */
const inner = fetchTransport(fetch);
const transport = {
  send(request: TransportRequest) {
    const { pathname } = new URL(request.url);
    return inner.send(Object.assign(request, { url: url + pathname }));
  },
};
const google = googleAuth({ credentials: JSON.parse(credentials) });
const emm = new AndroidEnterprise({ auth: sharedTokens(google, { ...options, key: "emm" }), transport });
const tv = new AdobePassV1({
  auth: sharedTokens(softwareStatement({ statement }), { ...options, key: "tv" }),
  baseUrl: url,
});
const flower = new FlowerDocs({
  auth: sharedTokens(login({ user: "jna", password: "wrong horse", scope: "ACME" }), { ...options, key: "flower" }),
  baseUrl: `${url}/core`,
});

process.stdout.write("ready");
for await (const _ of process.stdin);
const device = { requestor: "REF30", deviceId: "device-1", deviceInfo: { model: "TV", osName: "tvOS" } };
const calls = [
  emm.users.generateAuthenticationToken({ enterpriseId: "LC00lwk1yg", userId: "110001" }),
  tv.checkAuthentication(device),
  flower.tokens.renew(),
];
const results = await Promise.allSettled(calls);
process.stdout.write(JSON.stringify(results.map((each) => (each.status === "fulfilled" ? "ok" : String(each.reason)))));
redis.disconnect();
