/** Prints whose dispatcher the process's `fetch` uses after a call over the default transport. */
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const { AndroidEnterprise } = await (process.argv[2] === "cjs"
  ? require("tessera-sdk/android-enterprise")
  : import("tessera-sdk/android-enterprise"));
const client = new AndroidEnterprise({ auth: "token", baseUrl: "http://127.0.0.1:9", retry: false });
const error = await client.enterprises.get({ enterpriseId: "LC00lwk1yg" }).catch((thrown) => thrown);
const { Agent, getGlobalDispatcher } = require("undici");
console.log(JSON.stringify({ code: error.code, isOfOurUndici: getGlobalDispatcher() instanceof Agent }));
