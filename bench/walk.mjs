/**
 * One walk over all pages of a list, in a process of its own. Arguments: peer, origin of the server, number of pages.
 * Sends to its parent what the walk took of CPU, and by how much the heap has grown from an early page to the end.
 */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { accessToken, listPath } from "./responses.mjs";

/** Enough for the engine to have compiled what a page runs. */
const WARM_UP_PAGES = 500;

const peers = {
  "tessera-sdk": async (baseUrl) => {
    const { ChromeDirectory } = await import("tessera-sdk/chrome-directory");
    const client = new ChromeDirectory({ baseUrl, auth: accessToken });
    return async function* () {
      for await (const { items } of client.enrollmentTokens.list({ pageSize: 100 }).pages()) yield items.length;
    };
  },
  "undici.request": async (origin) => {
    const { request } = await import("undici");
    const headers = { authorization: `Bearer ${accessToken}` };
    return async function* () {
      let token = "";
      do {
        const { body } = await request(`${origin}${listPath}${token && `&pageToken=${token}`}`, { headers });
        const page = JSON.parse(await body.text());
        yield page.chromeEnrollmentTokens.length;
        token = page.nextPageToken;
      } while (token);
    };
  },
};

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc");
const heapMegabytes = () => {
  collect();
  return process.memoryUsage().heapUsed / 2 ** 20;
};

process.noDeprecation = true;
const [peer, origin, pages] = process.argv.slice(2);
const walk = await peers[peer](origin);

let [walked, items, before, cpu] = [0, 0, 0, undefined];
for await (const count of walk()) {
  items += count;
  if (++walked === WARM_UP_PAGES) {
    before = heapMegabytes();
    cpu = process.cpuUsage();
  }
}
const { user, system } = process.cpuUsage(cpu);
if (walked !== Number(pages) || items !== walked * 100) throw new Error(`${items} tokens on ${walked} pages`);
const measured = {
  cpuMicros: (user + system) / (walked - WARM_UP_PAGES),
  growth: heapMegabytes() - before,
};
process.send(measured, () => process.exit());
