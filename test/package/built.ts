/** The package as it is built, without its declarations, which take most of the time, and without its dependencies. */
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../scripts/packageJson.js";
import { run } from "../support/process.js";

export interface Built {
  /** A project that has the package in its `node_modules`. */
  readonly project: string;
  /** The folder of the built files. */
  readonly dist: string;
  remove(): Promise<void>;
}

/** Builds the package as a dependency of an empty project. `packages` are linked beside it. */
export async function build(packages: readonly string[] = []): Promise<Built> {
  const temp = await mkdtemp(join(tmpdir(), "tessera-built-"));
  const source = join(temp, "source");
  await mkdir(source);
  for (const name of ["src", "scripts", "package.json", "tsconfig.json", "tsup.config.ts"]) {
    await cp(join(root, name), join(source, name), { recursive: true });
  }
  await symlink(join(root, "node_modules"), join(source, "node_modules"));
  await run("node_modules/.bin/tsup", ["--no-dts", "--silent"], { cwd: source });
  const project = join(temp, "project");
  const installed = join(project, "node_modules", "tessera-sdk");
  await mkdir(installed, { recursive: true });
  await cp(join(source, "dist"), join(installed, "dist"), { recursive: true });
  await cp(join(source, "package.json"), join(installed, "package.json"));
  for (const name of packages) await symlink(join(root, "node_modules", name), join(project, "node_modules", name));
  await writeFile(join(project, "package.json"), JSON.stringify({ private: true, type: "module" }));
  return { project, dist: join(installed, "dist"), remove: () => rm(temp, { recursive: true, force: true }) };
}
