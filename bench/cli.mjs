/** What the command costs over an empty program, and over the same call from a program: `node bench/cli.mjs`. */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { ensureBuilt } from "./build.mjs";
import { inTurn, median, printTargets, table } from "./statistics.mjs";

const here = (file) => fileURLToPath(new URL(file, import.meta.url));
const MAIN = here("../dist/cli/main.js");
const USER = ["android-enterprise", "users", "get", "--enterprise-id", "LC00lwk1yg", "--user-id", "110001"];

const NOTHING = "an empty program";
const SDK_CALL = "a call of a program";
const CLI_CALL = "a call";
const programs = {
  [NOTHING]: [here("cold/nothing.mjs")],
  [SDK_CALL]: [here("cold/emulated.mjs")],
  "--version": [MAIN, "--version"],
  "--help": [MAIN, "--help"],
  "--help of a service": [MAIN, "flower-docs", "--help"],
  "--help of an operation": [MAIN, "android-enterprise", "users", "get", "--help"],
  completion: [
    MAIN,
    "complete",
    "--",
    "android-enterprise",
    "enrollment-tokens",
    "create",
    "--enrollment-token-type",
    "",
  ],
  [CLI_CALL]: [MAIN, ...USER, "--emulator"],
};

/** Milliseconds of CPU, which the program writes after all else. */
function cpuOf(args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["--require", here("cold/report.cjs"), ...args], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let output = "";
    child.stdout.on("data", (chunk) => {
      output += chunk;
    });
    child.on("close", (code) => {
      if (code === 0) resolve(Number(/[\d.]+$/.exec(output)?.[0]));
      else reject(new Error(`${args.join(" ")} ended with ${code}`));
    });
  });
}

/** Measures all programs in turn, and prints them. @returns the targets. */
export async function cli(quick) {
  const names = Object.keys(programs);
  for (const name of names) await cpuOf(programs[name]);
  const rounds = [];
  for (let round = 0; round < (quick ? 5 : 15); round++) {
    const results = {};
    for (const name of inTurn(names, round)) results[name] = await cpuOf(programs[name]);
    rounds.push(results);
  }
  const over = (name, base = NOTHING) => median(rounds.map((round) => round[name] - round[base]));
  const rows = names.map((name) => [
    name,
    `${median(rounds.map((round) => round[name])).toFixed(0)} ms`,
    `${over(name).toFixed(0)} ms`,
  ]);
  console.log(`The command, as CPU of a fresh process\n${table([["", "CPU", "over an empty program"], ...rows])}\n`);
  const target = (what, value, limit) => ({ what: `CPU of the command: ${what}`, value, limit, unit: "ms" });
  return [
    target("--version over an empty program", over("--version"), 15),
    target("--help over an empty program", over("--help"), 35),
    target("completion over an empty program", over("completion"), 25),
    target("a call over the same call of a program", over(CLI_CALL, SDK_CALL), 35),
  ];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  ensureBuilt({ declarations: false });
  printTargets(await cli(process.argv.includes("--quick")));
}
