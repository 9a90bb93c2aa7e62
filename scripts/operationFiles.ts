/** The files of the manifest in `dist/operations`. All builds and formats share them, so that each ships once. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import type { Options } from "tsup";
import { moduleOf } from "./operationModule.js";

type Plugin = NonNullable<Options["plugins"]>[number];

/** Where they are in the repository. */
export const DATA = "src/operations/data";

/** An import of one of them, with the attribute that not all runtimes and bundlers know. */
const IMPORT = /(["'])\.\/data\/([\w-]+)\.json\1(?:,?\s*\{?\s*with:?\s*\{\s*type:\s*["']json["']\s*\}(?:\s*\})?)?/g;

/**
 * Leaves the files out of what is built, and writes each to `folder`: as JSON for other programs and for CommonJS, and
 * as a module.
 */
export function operationFiles(folder: string): Plugin {
  return {
    name: "operation-files",
    esbuildOptions(options) {
      options.external = [...(options.external ?? []), "./data/*.json"];
    },
    renderChunk(code, { path }) {
      const to = relative(dirname(path), folder);
      const ending = this.format === "cjs" ? "cjs" : "js";
      return {
        code: code.replace(IMPORT, (_, _quote, name) => `"${to.startsWith(".") ? "" : "./"}${to}/${name}.${ending}"`),
      };
    },
    buildEnd() {
      mkdirSync(folder, { recursive: true });
      for (const file of readdirSync(DATA)) write(join(folder, file), readFileSync(join(DATA, file), "utf8"));
    },
  };
}

function write(path: string, text: string): void {
  const json = JSON.stringify(JSON.parse(text));
  const name = path.replace(/^.*\/|\.json$/g, "");
  writeFileSync(path, json);
  writeFileSync(path.replace(/json$/, "js"), moduleOf(JSON.parse(json)));
  const cjs = `exports.__esModule = true;\nexports.default = require("./${name}.json");\n`;
  writeFileSync(path.replace(/json$/, "cjs"), cjs);
}
