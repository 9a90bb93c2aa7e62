import { existsSync } from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, join } from "node:path";
import { defineConfig, type Options } from "tsup";
import packageJson from "./package.json" with { type: "json" };
import { describeBundled } from "./scripts/bundled.js";
import { operationFiles } from "./scripts/operationFiles.js";

/** By the name that the built file has in `dist`: the source of each entry that `package.json` exports. */
const entry = Object.fromEntries(
  Object.values(packageJson.exports)
    .filter((each) => typeof each === "object")
    .map((each) => [each.import.default.replace(/^\.\/dist\/|\.js$/g, ""), each["tessera-source"]]),
);

/**
 * Entries with a copy of the core of their own. What is used by some entries and not by others is a chunk by itself: with
 * these among them, each client would be read from half as many files again. Copies of the core work together.
 */
const APART = ["redis", "bullmq", "otel"];
const isApart = ([name]: [string, string]) => APART.includes(name);
const entries = Object.entries(entry);
const [together, apart] = [entries.filter((each) => !isApart(each)), entries.filter(isApart)].map(Object.fromEntries);

/** For where there is no Node: `fetch.browser.ts`, where there is such a file, in place of `fetch.ts`. */
const withoutNode: NonNullable<Options["esbuildPlugins"]>[number] = {
  name: "without-node",
  setup(build) {
    build.onResolve({ filter: /^\..*\.js$/ }, ({ path, importer }) => {
      const browser = join(dirname(importer), path).replace(/\.js$/, ".browser.ts");
      return existsSync(browser) ? { path: browser } : undefined;
    });
  },
};

/** Libraries name modules of Node without the prefix that is required elsewhere. */
const withPrefix: NonNullable<Options["esbuildPlugins"]>[number] = {
  name: "with-prefix",
  setup(build) {
    build.onResolve({ filter: /^[a-z_/]+$/ }, ({ path }) =>
      isBuiltin(path) ? { path: `node:${path}`, external: true } : undefined,
    );
  },
};

/** Jest runs CommonJS in a context without `import()`, and mocks what is loaded by `require`. */
const requireInCommonJs: NonNullable<Options["plugins"]>[number] = {
  name: "require-in-commonjs",
  renderChunk(code) {
    if (this.format !== "cjs") return undefined;
    // Within `then`, so that what cannot be loaded is a promise that rejects.
    return { code: code.replace(/\bimport\((["'][^"']+["'])\)/g, "Promise.resolve().then(() => require($1))") };
  },
};

const shared: Options = {
  format: ["esm", "cjs"],
  // One copy of the core for the entries of a build.
  splitting: true,
  // As `sideEffects` of the package says. Imports for the sake of their effects would only make bundlers warn.
  treeshake: { moduleSideEffects: false },
  // Without the prefix, bundlers take a module of Node for a package, and Deno and workerd do not find it.
  removeNodeProtocol: false,
  // No declaration names it, and its package takes six times as long to load as what is used of it.
  noExternal: ["zod"],
  plugins: [operationFiles("dist/operations"), requireInCommonJs],
};

const licenses = describeBundled("dist");

/** Libraries of the command are part of its files, so that the package has no dependencies for its sake. */
const command: Options = {
  entry: { main: "src/cli/main.ts" },
  outDir: "dist/cli",
  format: "esm",
  target: "node20.18",
  platform: "node",
  splitting: true,
  treeshake: { moduleSideEffects: false },
  removeNodeProtocol: false,
  // It uses the public entries, as every program does. What is for `tessera mcp` and `--redis` are optional peers.
  external: [/^(?:tessera-sdk|@modelcontextprotocol\/server|ioredis)(?:\/|$)/],
  noExternal: [/^(?!(?:tessera-sdk|@modelcontextprotocol\/server|ioredis)(?:\/|$))/],
  // Libraries that are CommonJS call it.
  banner: {
    js: `import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url);`,
  },
  // Half the time to load.
  minify: true,
  esbuildPlugins: [withPrefix, licenses],
  clean: true,
};

const forNode: Options = { ...shared, target: "node20.18", platform: "node", esbuildPlugins: [licenses] };

const forPages: Options = {
  ...shared,
  outDir: "dist/browser",
  target: "es2022",
  platform: "browser",
  esbuildPlugins: [withoutNode, licenses],
};

const inFolder: Options = {
  entry: apart,
  esbuildOptions(options) {
    options.chunkNames = "apart/[name]-[hash]";
  },
};

export default defineConfig(({ dts }) => [
  // What is in `browser` and `cli` is the business of the other builds, which run at the same time.
  { ...forNode, entry: together, clean: ["!browser/**", "!cli/**"] },
  { ...forNode, ...inFolder },
  { ...forPages, entry: together, clean: true },
  { ...forPages, ...inFolder },
  command,
  // `scripts/declarations.ts` makes those for `import` of these. `--no-dts` leaves them out.
  ...(dts === false
    ? []
    : [
        {
          entry,
          format: "cjs" as const,
          dts: {
            only: true,
            compilerOptions: { stripInternal: true },
            // `close()` is also `Symbol.asyncDispose`, which the default libraries of TypeScript do not know.
            banner: '/// <reference lib="esnext.disposable" />',
          },
        },
      ]),
]);
