/** One call where a permission is missing. Prints the error. Its argument is that of the program. */
import process from "node:process";
import { AndroidEnterprise } from "tessera-sdk/android-enterprise";

const client = new AndroidEnterprise({ auth: "t", baseUrl: JSON.parse(process.argv[2]).server });
const started = performance.now();
const error = await client.enterprises.get({ enterpriseId: "e" }).catch((reason) => reason);
const { code, message, attempts } = error;
console.log(JSON.stringify({ code, message, attempts, ms: Math.round(performance.now() - started) }));
