/** Child processes: a message from one, and a run from start to end. */
import { fork, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** A warm run of many calls takes a minute. */
const LIMIT_MS = 600_000;
const here = (file) => fileURLToPath(new URL(file, import.meta.url));

/** Starts a module; resolves with the child and its first message. */
export async function start(file, ...args) {
  const child = fork(here(file), args);
  return { child, message: await nextMessage(child) };
}

function nextMessage(child) {
  return new Promise((resolve, reject) => {
    const settle = (action) => (value) => {
      clearTimeout(timer);
      child.removeAllListeners("message").removeAllListeners("exit");
      action(value);
    };
    child.once("message", settle(resolve));
    child.once(
      "exit",
      settle((code) => reject(new Error(`${child.spawnargs.slice(1).join(" ")} ended with ${code}`))),
    );
    const timer = setTimeout(() => child.kill(), LIMIT_MS);
  });
}

/**
 * Runs a program once: milliseconds from its start to its report, and of CPU. What comes after is not counted:
 * a process that holds WebAssembly takes long to end.
 */
export function runOnce(file, ...args) {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(process.execPath, ["--require", here("cold/report.cjs"), here(file), ...args], {
      stdio: ["ignore", "pipe", "inherit"],
      timeout: LIMIT_MS,
    });
    let wallMs = 0;
    let output = "";
    child.stdout.on("data", (chunk) => {
      wallMs ||= performance.now() - start;
      output += chunk;
    });
    child.on("close", (code) => {
      if (code === 0) resolve({ wallMs, cpuMs: Number(output) });
      else reject(new Error(`${file} ended with ${code}`));
    });
  });
}
