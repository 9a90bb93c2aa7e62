/** The built package, which is what is measured. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Builds what is missing: the declarations take most of the time, so they are left out where nothing reads them. */
export function ensureBuilt({ declarations = false } = {}) {
  const wanted = declarations ? "index.d.ts" : "index.js";
  if (existsSync(`${root}/dist/${wanted}`)) return;
  const [program, ...args] = declarations
    ? ["npm", "run", "--silent", "build"]
    : ["npx", "tsup", "--no-dts", "--silent"];
  const { status } = spawnSync(program, args, { cwd: root, stdio: "inherit" });
  if (status !== 0) throw new Error("the package could not be built");
}
