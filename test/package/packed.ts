/** The tarball that `npm publish` would upload, and projects that have it installed. */
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { root } from "../../scripts/packageJson.js";
import { run } from "../support/process.js";

/** Neither source nor documentation: created again, or of no use to a build. */
const LEFT_OUT = new Set(["node_modules", "dist", ".git", ".tmp", "coverage"]);

const CONSUMERS = fileURLToPath(new URL("./consumers/", import.meta.url));

export interface Packed {
  readonly tarball: string;
  /** Paths inside the tarball, sorted. */
  readonly files: readonly string[];
  /** A project that has installed the tarball alone, with the programs of `consumers/` in it. */
  readonly plain: string;
  /** The same with peer dependencies and `@types/node`. */
  readonly full: string;
  remove(): Promise<void>;
}

/** Packs a copy of the repository, so that its own `dist` stays as it is. */
export async function packTarball(): Promise<{ tarball: string; temp: string; remove(): Promise<void> }> {
  const temp = await mkdtemp(join(tmpdir(), "tessera-pack-"));
  const copy = join(temp, "repository");
  await cp(root, copy, {
    recursive: true,
    filter: (path) =>
      !relative(root, path)
        .split("/")
        .some((part) => LEFT_OUT.has(part)),
  });
  await symlink(join(root, "node_modules"), join(copy, "node_modules"));
  await run("npm", ["pack", "--pack-destination", temp], { cwd: copy });
  const { name, version } = await packageJsonOf(root);
  const remove = () => rm(temp, { recursive: true, force: true });
  return { tarball: join(temp, `${name}-${version}.tgz`), temp, remove };
}

/** Peers that entries need, and what types of theirs need. */
const BESIDE = ["bullmq", "msw", "@opentelemetry/api", "@types/node"];

/** Packs the repository and installs the tarball twice. */
export async function pack(): Promise<Packed> {
  const { tarball, temp, remove } = await packTarball();
  const listing = await run("tar", ["-tzf", tarball]);
  const files = listing
    .trim()
    .split("\n")
    .map((path) => path.replace(/^package\//, ""));
  const [plain, full] = await Promise.all([
    install(join(temp, "plain"), [tarball]),
    install(join(temp, "full"), [tarball, ...(await Promise.all(BESIDE.map(asLockedHere)))]),
  ]);
  return { tarball, files: files.sort(), plain, full, remove };
}

export interface PackageJson {
  name: string;
  version: string;
  scripts?: Record<string, string>;
  dependencies: Record<string, string>;
  exports: Record<string, unknown>;
  engines: { node: string };
}

export async function packageJsonOf(folder: string): Promise<PackageJson> {
  return JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as PackageJson;
}

/** The version that this repository has installed: npm then has it in its cache. */
async function asLockedHere(name: string): Promise<string> {
  const { version } = await packageJsonOf(join(root, "node_modules", name));
  return `${name}@${version}`;
}

async function install(project: string, packages: readonly string[]): Promise<string> {
  await mkdir(project);
  await writeFile(join(project, "package.json"), JSON.stringify({ private: true }));
  await cp(CONSUMERS, project, { recursive: true });
  await npmInstall(project, packages);
  return project;
}

export async function npmInstall(project: string, packages: readonly string[]): Promise<void> {
  await run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", ...packages], { cwd: project });
}

/** The folder of a package that only these tests need. Kept in `.tmp` from run to run. */
export async function installed(name: string, range: string): Promise<string> {
  const project = join(root, ".tmp", `${name}-${range}`);
  if (!existsSync(project)) {
    await mkdir(join(root, ".tmp"), { recursive: true });
    const unfinished = await mkdtemp(`${project}-`);
    await writeFile(join(unfinished, "package.json"), JSON.stringify({ private: true }));
    await npmInstall(unfinished, [`${name}@${range}`]);
    // Another file of tests may have been faster.
    await rename(unfinished, project).catch(() => rm(unfinished, { recursive: true }));
  }
  return join(project, "node_modules", name);
}
