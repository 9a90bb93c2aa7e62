/**
 * Measures what it costs to type-check one small program on tessera-sdk's declarations and on googleapis':
 * `node bench/types.mjs [--quick]`.
 */
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { ensureBuilt } from "./build.mjs";
import { inTurn, median, printTargets, ratio, table } from "./statistics.mjs";

const NOTHING = "nothing (an empty program)";
const OURS = "tessera-sdk";
const ONE = "googleapis, one API";
const PROJECTS = { [NOTHING]: "nothing", [OURS]: "tessera", [ONE]: "googleapis-one" };

/** The first, as `tsc --init` writes it, has the target; in the second, an empty program alone would miss it. */
const SETTINGS = [
  { title: "skipLibCheck, types: []", options: [], first: true },
  { title: 'skipLibCheck, types: ["node"]', options: ["--types", "node"] },
  { title: "every declaration checked, types: []", options: ["--skipLibCheck", "false"] },
];

const here = (file) => fileURLToPath(new URL(file, import.meta.url));
const compiler = createRequire(import.meta.url).resolve("typescript/lib/tsc.js");

/** Prints a table a setting. @returns The targets, of the first, and what was measured. */
export function types(quick) {
  ensureBuilt({ declarations: true });
  const targets = [];
  for (const { title, options, first = false } of SETTINGS) {
    const rounds = measure(options, quick ? 3 : 7);
    print(title, rounds);
    if (!first) continue;
    const target = (what, figure) =>
      targets.push({
        what: `${what}: ${OURS} / ${ONE}`,
        value: ratio(rounds, OURS, ONE, figure),
        limit: 0.7,
        unit: "x",
      });
    target("CPU of a type check", "cpuMs");
    target("memory of a type check", "memoryMb");
  }
  return targets;
}

function measure(options, count) {
  return Array.from({ length: count }, (_, round) => {
    const results = {};
    for (const name of inTurn(Object.keys(PROJECTS), round)) results[name] = check(PROJECTS[name], options);
    return results;
  });
}

/** One fresh compiler. Memory is what it holds at the end, garbage collected; CPU is that of the whole process. */
function check(project, options) {
  const node = ["--expose-gc", "--require", here("cold/report.cjs")];
  const args = [...node, compiler, "--project", here(`types/${project}.json`), "--extendedDiagnostics", ...options];
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: "utf8", maxBuffer: 2 ** 26 });
  if (status !== 0) throw new Error(`${project} does not type-check\n${stdout}`);
  const figure = (pattern) => Number(pattern.exec(stdout)?.[1]);
  return {
    cpuMs: figure(/([\d.]+)$/),
    memoryMb: figure(/^Memory used:\s+(\d+)K$/m) / 1_024,
    files: figure(/^Files:\s+(\d+)$/m),
  };
}

function print(title, rounds) {
  const rows = Object.keys(PROJECTS).map((name) => {
    const middle = (figure) => median(rounds.map((round) => round[name][figure]));
    const beyond = (figure) => median(rounds.map((round) => round[name][figure] - round[NOTHING][figure]));
    return [
      name,
      `${middle("files")}`,
      `${middle("cpuMs").toFixed(0)} ms`,
      ratio(rounds, name, ONE, "cpuMs").toFixed(2),
      `${beyond("cpuMs").toFixed(0)} ms`,
      `${middle("memoryMb").toFixed(0)} MB`,
      ratio(rounds, name, ONE, "memoryMb").toFixed(2),
      `${beyond("memoryMb").toFixed(0)} MB`,
    ];
  });
  const head = ["", "files", "CPU", "/ one API", "- nothing", "memory", "/ one API", "- nothing"];
  console.log(`Type check, ${title}\n${table([head, ...rows])}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) printTargets(types(process.argv.includes("--quick")));
