/** The declarations, compiled by the oldest and the newest TypeScript that the README names. */
import { existsSync } from "node:fs";
import { cp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { exec, FULL, PROJECT, ROOT, Unavailable, versionOf } from "../support.mjs";

const SOURCE = join(ROOT, "test/package/consumers/types.mts");

const CONFIGURATIONS = {
  "nodenext, ESM": { file: "types.mts", module: "nodenext", moduleResolution: "nodenext" },
  "nodenext, CommonJS": { file: "types.cts", module: "nodenext", moduleResolution: "nodenext" },
  bundler: { file: "types.ts", module: "esnext", moduleResolution: "bundler" },
};

const compiledBy = (name) => ({
  where: "TypeScript",
  how: "`strict`, without `skipLibCheck`",
  name: `TypeScript ${name}`,
  version: () => versionOf(name),
  async run() {
    if (!existsSync(join(PROJECT, "node_modules/tessera-sdk/dist/index.d.ts"))) {
      throw new Unavailable("the tarball was built without declarations");
    }
    const failures = [];
    for (const [label, { file, ...options }] of Object.entries(CONFIGURATIONS)) {
      await cp(SOURCE, join(PROJECT, file));
      const compilerOptions = {
        strict: true,
        noEmit: true,
        target: "es2022",
        lib: ["es2022", "dom"],
        types: [],
        ...options,
      };
      await writeFile(join(PROJECT, "tsconfig.json"), JSON.stringify({ compilerOptions, files: [file] }));
      const { ok, stdout, stderr } = await exec(process.execPath, [
        join(FULL, "node_modules", name, "bin/tsc"),
        "-p",
        ".",
      ]);
      if (!ok) failures.push(`${label}: ${stdout.slice(0, 1_500)}${stderr.slice(0, 500)}`);
    }
    return { passed: Object.keys(CONFIGURATIONS).length - failures.length, failures };
  },
});

export const typescript = [compiledBy("typescript-oldest"), compiledBy("typescript-newest")];
