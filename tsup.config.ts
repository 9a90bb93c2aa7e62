import { defineConfig } from "tsup";
import packageJson from "./package.json" with { type: "json" };

/** By the name that the built file has in `dist`: the source of each entry that `package.json` exports. */
const entry = Object.fromEntries(
  Object.values(packageJson.exports)
    .filter((each) => typeof each === "object")
    .map((each) => [each.import.default.replace(/^\.\/dist\/|\.js$/g, ""), each["tessera-source"]]),
);

export default defineConfig({
  entry,
  format: ["esm", "cjs"],
  target: "node20.18",
  platform: "node",
  // One copy of the core for all entries of a format.
  splitting: true,
  treeshake: true,
  // `close()` is also `Symbol.asyncDispose`, which the default libraries of TypeScript do not know.
  dts: { banner: '/// <reference lib="esnext.disposable" />' },
  clean: true,
  // No declaration names it, and its package takes six times as long to load as what is used of it.
  noExternal: ["zod"],
});
