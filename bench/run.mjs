/**
 * Measures tessera-sdk and its peers side by side: `node bench/run.mjs [--quick] [wire] [post] [list] [cold] [types]`.
 * Exits with 1 only when something failed to run, or the wire differs: figures are for reading, not for gating.
 */
import { cpus } from "node:os";
import { ensureBuilt } from "./build.mjs";
import { peers } from "./peers.mjs";
import { ask, runOnce, start } from "./processes.mjs";
import { enrollmentToken } from "./responses.mjs";
import { inTurn, median, printTargets, ratio, table } from "./statistics.mjs";
import { types } from "./types.mjs";
import { wire } from "./wire.mjs";

const SECTIONS = ["wire", "post", "list", "cold", "types"];
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
  if (runs("wire") && !(await wire())) process.exitCode = 1;
  if (runs("post")) {
    for (const atOnce of [1, 32]) {
      const rounds = await warm("post", atOnce, enrollmentToken.token, 400);
      printWarm(`Warm POST, ${atOnce} at a time`, rounds);
      target(`CPU of a POST, ${atOnce} at a time: ${OURS} / ${RAW}`, ratio(rounds, OURS, RAW, "cpuMicros"), 0.9);
      const google = ratio(rounds, OURS, "googleapis", "cpuMicros");
      target(`CPU of a POST, ${atOnce} at a time: ${OURS} / googleapis`, google, 0.25);
    }
  }
  if (runs("list")) {
    const rounds = await warm("list", 1, "100", 200);
    printWarm("Warm list of 100, 1 at a time", rounds);
    target(`CPU of a list of 100: ${OURS} / ${RAW}`, ratio(rounds, OURS, RAW, "cpuMicros"), 1.1);
  }
  if (runs("cold")) await cold();
} finally {
  server.disconnect();
}
if (runs("types")) targets.push(...types(quick));
if (targets.length > 0) printTargets(targets);

/** One process a peer; each round, every peer makes `calls` calls while the others rest. */
async function warm(section, atOnce, expected, calls) {
  const names = Object.keys(peers[section]);
  const workers = {};
  try {
    for (const name of names) {
      workers[name] = (await start("worker.mjs", section, name, origin, expected)).child;
      await ask(workers[name], { calls: quick ? 1_000 : 4_000, atOnce });
    }
    const rounds = [];
    for (let round = 0; round < (quick ? 6 : 24); round++) {
      const results = {};
      for (const name of inTurn(names, round)) results[name] = await ask(workers[name], { calls, atOnce });
      rounds.push(results);
    }
    return rounds;
  } finally {
    for (const worker of Object.values(workers)) worker.disconnect();
  }
}

function printWarm(title, rounds) {
  const rows = Object.keys(rounds[0]).map((name) => [
    name,
    `${median(rounds.map((round) => round[name].cpuMicros)).toFixed(0)} µs`,
    median(rounds.map((round) => round[name].perSecond)).toFixed(0),
    ratio(rounds, name, RAW, "cpuMicros").toFixed(2),
  ]);
  console.log(`${title}\n${table([["", "CPU a call", "calls/s", `CPU / ${RAW}`], ...ordered(rows)])}\n`);
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
  const difference = (a, b, figure) => median(rounds.map((round) => round[a][figure] - round[b][figure]));
  const rows = names.map((name) => [
    name,
    `${median(rounds.map((round) => round[name].wallMs)).toFixed(0)} ms`,
    `${median(rounds.map((round) => round[name].cpuMs)).toFixed(0)} ms`,
    ratio(rounds, name, "undici", "wallMs").toFixed(2),
    `${difference(name, "undici", "wallMs").toFixed(0)} ms`,
  ]);
  const head = ["", "wall", "CPU", "wall / undici", "wall - undici"];
  console.log(`Cold, from process start to the first parsed response\n${table([head, ...ordered(rows)])}\n`);
  target(
    "cold: tessera-sdk / googleapis, one API",
    ratio(rounds, "tessera-sdk, ESM", "googleapis, one API", "wallMs"),
    1,
  );
  target("cold: tessera-sdk - undici", difference("tessera-sdk, ESM", "undici", "wallMs"), 20, "ms");
}

/** Cheapest first, by the second column. */
function ordered(rows) {
  return rows.sort((a, b) => Number.parseFloat(a[1]) - Number.parseFloat(b[1]));
}
