/**
 * A program that makes two calls and comes to its end: `lifecycle.test.ts` starts it and waits for it to exit.
 * Arguments: the server's URL, and what it does about its client.
 */
import { subscribe } from "node:diagnostics_channel";
import { AndroidEnterprise } from "../../src/androidEnterprise/index.js";

const [, , baseUrl = "", ending = ""] = process.argv;
const client = new AndroidEnterprise({ auth: async () => "token", baseUrl });
const user = { enterpriseId: "E", userId: "U" };

if (ending === "cancelled") {
  // The server never responds to this one.
  const controller = new AbortController();
  // undici tells when the request is on its way.
  subscribe("undici:client:sendHeaders", () => setTimeout(() => controller.abort(new Error("left")), 50));
  await client.users.generateAuthenticationToken(user, { signal: controller.signal }).catch(() => {});
} else {
  const tokens = await Promise.all([1, 2].map(() => client.users.generateAuthenticationToken(user)));
  if (ending === "closed") await client.close();
  process.stdout.write(tokens.map(({ token }) => token).join());
}
