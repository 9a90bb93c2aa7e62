/**
 * Compares two builds of this package in one process, in alternated blocks: `node bench/compare.mjs OLD/dist [NEW/dist]`.
 * Prints the median over the pairs of blocks of the ratio new / old, in CPU of the calling process.
 */
import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { start } from "./processes.mjs";
import { accessToken, body, enterpriseId } from "./responses.mjs";
import { median, table } from "./statistics.mjs";

const [oldBuild, newBuild = fileURLToPath(new URL("../dist", import.meta.url))] = process.argv.slice(2);
if (oldBuild === undefined) throw new Error("name the folder of the build to compare with");

const PAIRS = 40;
const WARM_UP = 3_000;

const { child: server, message: baseUrl } = await start("server.mjs");

async function callsOf(build) {
  const entry = (name) => import(pathToFileURL(resolve(build, name)).href);
  const { AndroidEnterprise } = await entry("android-enterprise.js");
  const { ChromeDirectory } = await entry("chrome-directory.js");
  const android = new AndroidEnterprise({ baseUrl, auth: accessToken });
  const chrome = new ChromeDirectory({ baseUrl, auth: accessToken });
  return {
    post: () => android.enrollmentTokens.create({ enterpriseId, ...body }),
    list: () => chrome.enrollmentTokens.list({ pageSize: 100 }).pages().next(),
  };
}

async function block(call, calls, atOnce) {
  let left = calls;
  const caller = async () => {
    while (left-- > 0) await call();
  };
  const before = process.cpuUsage();
  await Promise.all(Array.from({ length: atOnce }, caller));
  const { user, system } = process.cpuUsage(before);
  return (user + system) / calls;
}

const builds = { old: await callsOf(oldBuild), new: await callsOf(newBuild) };
const rows = [["", "old", "new", "new / old", "quartiles"]];
for (const [title, name, atOnce, calls] of [
  ["POST, 1 at a time", "post", 1, 400],
  ["POST, 32 at a time", "post", 32, 1_600],
  ["list of 100, 1 at a time", "list", 1, 300],
]) {
  for (const build of Object.values(builds)) await block(build[name], WARM_UP, atOnce);
  const pairs = [];
  for (let pair = 0; pair < PAIRS; pair++) {
    const order = pair % 2 === 0 ? ["old", "new"] : ["new", "old"];
    const cost = {};
    for (const build of order) cost[build] = await block(builds[build][name], calls, atOnce);
    pairs.push(cost);
  }
  const ratios = pairs.map((cost) => cost.new / cost.old).sort((a, b) => a - b);
  const micros = (build) => `${median(pairs.map((cost) => cost[build])).toFixed(0)} µs`;
  const quartiles = [PAIRS / 4, (PAIRS * 3) / 4].map((place) => ratios[place].toFixed(3)).join(" to ");
  rows.push([title, micros("old"), micros("new"), median(ratios).toFixed(3), quartiles]);
}
console.log(table(rows));
server.disconnect();
process.exit();
