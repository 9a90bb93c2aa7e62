/** Child processes for tests: what they print, and an error that shows it when they fail. */
import { spawn } from "node:child_process";
import { root } from "../../scripts/packageJson.js";

interface RunOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
}

/** Runs a program to its end. @returns what it printed. @throws with all of its output unless it ends with 0. */
export function run(program: string, args: readonly string[], { cwd = root, env }: RunOptions = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
    let [stdout, stderr] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.once("error", reject);
    child.once("close", (code, signal) => {
      if (code === 0) resolve(stdout);
      else reject(new Error(`${program} ${args.join(" ")} ended with ${code ?? signal}\n${stdout}${stderr}`));
    });
  });
}
