/**
 * Measures tessera-sdk and its peers side by side: `node bench/run.mjs [--quick] [wire] [post] [list] [walk] [cold] [cli] [size] [types]`.
 * Exits with 1 only when something failed to run, or the wire differs: figures are for reading, not for gating.
 */
import { cpus } from "node:os";
import { ensureBuilt } from "./build.mjs";
import { cli } from "./cli.mjs";
import { runOnce, start } from "./processes.mjs";
import { size } from "./size.mjs";
import { inTurn, median, printTargets, ratio, table } from "./statistics.mjs";
import { types } from "./types.mjs";
import { walks } from "./walks.mjs";
import { wire } from "./wire.mjs";
import { wireChrome } from "./wireChrome.mjs";

const SECTIONS = ["wire", "post", "list", "walk", "cold", "cli", "size", "types"];
const OURS = "tessera-sdk";
const RAW = "undici.request";

/** @type {{ what: string, value: number, limit: number, unit: string }[]} */
const targets = [];
const target = (what, value, limit, unit = "x") => targets.push({ what, value, limit, unit });

const flags = process.argv.slice(2);
const unknown = flags.find((flag) => flag !== "--quick" && !SECTIONS.includes(flag));
if (unknown !== undefined) throw new Error(`${unknown} is none of --quick ${SECTIONS.join(" ")}`);
const quick = flags.includes("--quick");
const chosen = SECTIONS.filter((section) => flags.includes(section));
const runs = (section) => chosen.length === 0 || chosen.includes(section);

ensureBuilt({ declarations: runs("types") });

const { child: server, message: origin } = await start("server.mjs");
console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}\n`);

try {
  for (const compare of runs("wire") ? [wire, wireChrome] : []) if (!(await compare())) process.exitCode = 1;
  if (runs("post")) {
    for (const [atOnce, limit] of [
      [1, 0.78],
      [32, 0.66],
    ]) {
      const measured = await warm("post", atOnce);
      printWarm(`Warm POST, ${atOnce} at a time`, measured);
      target(`CPU of a POST, ${atOnce} at a time: ${OURS} / ${RAW}`, middle(measured, OURS, RAW), limit);
      target(`CPU of a POST, ${atOnce} at a time: ${OURS} / googleapis`, middle(measured, OURS, "googleapis"), 0.25);
    }
  }
  if (runs("list")) {
    const measured = await warm("list", 1);
    printWarm("Warm list of 100, 1 at a time", measured);
    target(`CPU of a list of 100: ${OURS} / ${RAW}`, middle(measured, OURS, RAW), 1);
  }
  if (runs("walk")) targets.push(...(await walks(quick)));
  if (runs("cold")) await cold();
} finally {
  server.disconnect();
}
if (runs("cli")) targets.push(...(await cli(quick)));
if (runs("size")) targets.push(...(await size()));
if (runs("types")) targets.push(...types(quick));
if (targets.length > 0) printTargets(targets);

/**
 * Several runs of alternated blocks, each in a fresh process: the engine compiles the same code now better, now worse,
 * so that ratios of single runs differ by a tenth.
 */
async function warm(section, atOnce) {
  const measured = [];
  for (let run = 0; run < (quick ? 1 : 3); run++) {
    const { child, message } = await start("warm.mjs", section, origin, `${atOnce}`, quick ? "12" : "60");
    child.disconnect();
    measured.push(message);
  }
  return measured;
}

/** The median of a run's ratios, in the middle one of the runs. */
function middle(measured, ours, theirs) {
  return median(measured.map((rounds) => ratio(rounds, ours, theirs, "cpuMicros")));
}

function printWarm(title, measured) {
  const rounds = measured.flat();
  const rows = Object.keys(rounds[0]).map((name) => [
    name,
    `${median(rounds.map((round) => round[name].cpuMicros)).toFixed(0)} µs`,
    median(rounds.map((round) => round[name].perSecond)).toFixed(0),
    middle(measured, name, RAW).toFixed(2),
    measured.map((run) => ratio(run, name, RAW, "cpuMicros").toFixed(2)).join(" "),
  ]);
  const head = ["", "CPU a call", "calls/s", `CPU / ${RAW}`, "in each run"];
  console.log(`${title}\n${table([head, ...ordered(rows)])}\n`);
}

async function cold() {
  const programs = {
    "nothing (an empty program)": "cold/nothing.mjs",
    "built-in fetch": "cold/fetch.mjs",
    undici: "cold/undici.mjs",
    "tessera-sdk, ESM": "cold/tessera.mjs",
    "tessera-sdk, CJS": "cold/tessera.cjs",
    "googleapis, one API": "cold/googleapis-one.mjs",
    "googleapis, all": "cold/googleapis-all.mjs",
  };
  const names = Object.keys(programs);
  for (const name of names) await runOnce(programs[name], origin);
  const rounds = [];
  for (let round = 0; round < (quick ? 5 : 21); round++) {
    const results = {};
    for (const name of inTurn(names, round)) results[name] = await runOnce(programs[name], origin);
    rounds.push(results);
  }
  const rows = names.map((name) => [
    name,
    `${median(rounds.map((round) => round[name].wallMs)).toFixed(0)} ms`,
    `${median(rounds.map((round) => round[name].cpuMs)).toFixed(0)} ms`,
    ratio(rounds, name, "undici", "wallMs").toFixed(2),
    ratio(rounds, name, "undici", "cpuMs").toFixed(2),
  ]);
  const head = ["", "wall", "CPU", "wall / undici", "CPU / undici"];
  console.log(`Cold, from process start to the first parsed response\n${table([head, ...ordered(rows)])}\n`);
  target("cold: tessera-sdk / undici", ratio(rounds, "tessera-sdk, ESM", "undici", "wallMs"), 1.1);
  const one = ratio(rounds, "tessera-sdk, ESM", "googleapis, one API", "wallMs");
  target("cold: tessera-sdk / googleapis, one API", one, 1);
}

/** Cheapest first, by the second column. */
function ordered(rows) {
  return rows.sort((a, b) => Number.parseFloat(a[1]) - Number.parseFloat(b[1]));
}
