/** Paths, processes and installations. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const HERE = fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "");
export const ROOT = fileURLToPath(new URL("../../", import.meta.url)).replace(/\/$/, "");
export const FULL = join(HERE, "full");
export const WORK = join(ROOT, ".tmp/runtimes");
/** A project that has installed the tarball and nothing else, with the program in it. */
export const PROJECT = join(WORK, "project");

/** What a target needs is not to be had here. */
export class Unavailable extends Error {}

/** Runs a program to its end. Whatever it started ends with it. */
export function exec(program, args, { cwd = PROJECT, env = {}, limitMs = 120_000, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const stdio = ["ignore", "pipe", "pipe"];
    const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio, detached: true, ...options });
    let [stdout, stderr, late] = ["", "", false];
    child.stdout.setEncoding("utf8").on("data", (text) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text) => (stderr += text));
    const timer = setTimeout(() => {
      late = true;
      killGroup(child);
    }, limitMs);
    child.once("error", (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.once("close", (code, signal) => {
      clearTimeout(timer);
      const end = late ? `had not ended after ${limitMs} ms` : `ended with ${code ?? signal}`;
      resolve({ ok: code === 0, stdout, stderr, end });
    });
  });
}

export function killGroup(child) {
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    child.kill("SIGKILL");
  }
}

/** Runs a program whose failure ends the whole run. */
export async function must(program, args, options) {
  const { ok, stdout, stderr, end } = await exec(program, args, { cwd: ROOT, limitMs: 600_000, ...options });
  if (!ok) throw new Error(`${program} ${args.join(" ")} ${end}\n${stdout}${stderr}`);
  return stdout;
}

/** The first of some paths that exists. @throws An {@link Unavailable} if none does: the platform has no such binary. */
export function binary(name, ...paths) {
  const found = paths.find((path) => existsSync(path));
  if (found === undefined) throw new Unavailable(`npm has no ${name} for ${process.platform} ${process.arch}`);
  return found;
}

/** Imports a package of one of the two installations. */
export async function installed(name, folder = FULL) {
  const path = createRequire(join(folder, "package.json")).resolve(name);
  const module = await import(pathToFileURL(path));
  return module.default === undefined ? module : { ...module.default, ...module };
}

export async function versionOf(name, folder = FULL) {
  return JSON.parse(await readFile(join(folder, "node_modules", name, "package.json"), "utf8")).version;
}

/** What the lock files name. Nothing is installed that is there already. */
export async function installTools(folder) {
  const lock = await readFile(join(folder, "package-lock.json"), "utf8");
  const stamp = join(folder, "node_modules/.installed-from");
  if (existsSync(stamp) && (await readFile(stamp, "utf8")) === lock) return;
  await must("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: folder });
  await writeFile(stamp, lock);
}

/** Packs the repository, or takes a tarball, and installs it. @returns its path */
export async function installPackage(given) {
  await mkdir(WORK, { recursive: true });
  let tarball = given;
  if (tarball === undefined) {
    for (const name of await readdir(WORK)) if (name.endsWith(".tgz")) await rm(join(WORK, name));
    const lines = (await must("npm", ["pack", "--silent", "--pack-destination", WORK])).trim().split("\n");
    tarball = join(WORK, lines.at(-1));
  }
  await rm(PROJECT, { recursive: true, force: true });
  await mkdir(PROJECT, { recursive: true });
  await writeFile(join(PROJECT, "package.json"), JSON.stringify({ private: true }));
  await must("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", tarball], { cwd: PROJECT });
  await cp(join(HERE, "program"), join(PROJECT, "program"), { recursive: true });
  return tarball;
}

/** Starts the server of the program. @returns `server`, `deadUrl` and `stop()` */
export function startServer() {
  return new Promise((resolve, reject) => {
    const stdio = ["pipe", "pipe", "inherit"];
    const child = spawn(process.execPath, ["program/server.mjs"], { cwd: PROJECT, stdio });
    const stop = () => child.stdin.end();
    child.once("error", reject);
    child.once("close", (code) => reject(new Error(`the server ended with ${code}`)));
    child.stdout.setEncoding("utf8").once("data", (line) => resolve({ ...JSON.parse(line), stop }));
  });
}
