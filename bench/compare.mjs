/**
 * Compares two builds of this package in one process, in alternated blocks: `node bench/compare.mjs OLD/dist [NEW/dist]`.
 * Prints the median over the rounds of the ratio new / old, in CPU of the calling process.
 */
import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { alternated } from "./blocks.mjs";
import { start } from "./processes.mjs";
import { accessToken, body, enterpriseId } from "./responses.mjs";
import { median, ratio, ratios, table } from "./statistics.mjs";

const [oldBuild, newBuild = fileURLToPath(new URL("../dist", import.meta.url))] = process.argv.slice(2);
if (oldBuild === undefined) throw new Error("name the folder of the build to compare with");

const ROUNDS = 60;
const BLOCK = { calls: 500, rounds: ROUNDS, warmUp: 3_000 };

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

const builds = { old: await callsOf(oldBuild), new: await callsOf(newBuild) };
const rows = [["", "old", "new", "new / old", "quartiles"]];
for (const [title, name, atOnce] of [
  ["POST, 1 at a time", "post", 1],
  ["POST, 32 at a time", "post", 32],
  ["list of 100, 1 at a time", "list", 1],
]) {
  const rounds = await alternated({ old: builds.old[name], new: builds.new[name] }, { atOnce, ...BLOCK });
  const sorted = ratios(rounds, "new", "old", "cpuMicros").sort((a, b) => a - b);
  const micros = (build) => `${median(rounds.map((round) => round[build].cpuMicros)).toFixed(0)} µs`;
  const quartiles = [ROUNDS / 4, (ROUNDS * 3) / 4].map((place) => sorted[place].toFixed(3)).join(" to ");
  rows.push([title, micros("old"), micros("new"), ratio(rounds, "new", "old", "cpuMicros").toFixed(3), quartiles]);
}
console.log(table(rows));
server.disconnect();
process.exit();
