/** `npm ci` refuses a lock file that lacks an optional dependency, whatever platform that one is for. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "../../scripts/packageJson.js";

interface Lock {
  packages: Record<string, { optionalDependencies?: Record<string, string> }>;
}

it("locks the native parts of the build tools for every platform", async () => {
  const { packages } = JSON.parse(await readFile(join(root, "package-lock.json"), "utf8")) as Lock;
  const wanted = Object.values(packages).flatMap(({ optionalDependencies = {} }) => Object.keys(optionalDependencies));
  expect(wanted.length).toBeGreaterThan(0);
  const locked = new Set(Object.keys(packages).map((path) => path.replace(/^.*node_modules\//, "")));
  expect(wanted.filter((name) => !locked.has(name))).toEqual([]);
});
