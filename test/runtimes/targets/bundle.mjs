/** The bundlers. Each writes a folder of modules, or a script, and returns the file to start with and its warnings. */
import { mkdir, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import * as esbuild from "esbuild";
import { binary, exec, FULL, installed, PROJECT, WORK } from "../support.mjs";

/** A fresh folder whose `.js` files are modules. */
export async function outputFolder(name) {
  const folder = join(WORK, "out", name.replaceAll(/\W+/g, "-"));
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "package.json"), '{"type":"module"}');
  return folder;
}

export const entryFile = (entry) => join(PROJECT, "program", `${entry}.mjs`);

/** @returns a bundler. Its result is `{ file, warnings }`. */
export const withEsbuild =
  (options = {}) =>
  async (out, entry) => {
    const { warnings } = await esbuild.build({
      entryPoints: { main: entryFile(entry) },
      bundle: true,
      format: "esm",
      outdir: out,
      logLevel: "silent",
      ...options,
    });
    return {
      file: join(out, `main${options.outExtension?.[".js"] ?? ".js"}`),
      warnings: warnings.map(({ text }) => text),
    };
  };

/** webpack's configuration, which rspack shares. */
const withWebpack = (name) => async (out, entry) => {
  const bundler = await installed(name);
  const compiler = bundler.webpack ?? bundler.rspack;
  const configuration = {
    mode: "production",
    context: PROJECT,
    entry: entryFile(entry),
    target: ["web", "es2022"],
    experiments: name === "webpack" ? { outputModule: true } : {},
    output: { path: out, filename: "main.js", module: true, chunkFormat: "module", chunkLoading: "import" },
    performance: false,
  };
  const stats = await new Promise((resolve, reject) => {
    compiler(configuration, (error, result) => (error ? reject(error) : resolve(result)));
  });
  const { errors = [], warnings = [] } = stats.toJson({ all: false, errors: true, warnings: true });
  if (errors.length > 0) throw new Error(messages(errors));
  return { file: join(out, "main.js"), warnings: warnings.map(({ message }) => message) };
};

const messages = (errors) =>
  `${errors.length} errors: ${errors
    .map(({ message }) => message)
    .join("\n")
    .slice(0, 1_000)}`;

async function withVite(out, entry) {
  const vite = await installed("vite");
  const warnings = [];
  await vite.build({
    configFile: false,
    root: PROJECT,
    logLevel: "silent",
    customLogger: { ...vite.createLogger("silent"), warn: (text) => warnings.push(text) },
    build: {
      outDir: out,
      emptyOutDir: false,
      modulePreload: false,
      target: "es2022",
      rollupOptions: { input: entryFile(entry), output: { entryFileNames: "main.js" } },
    },
  });
  return { file: join(out, "main.js"), warnings };
}

async function withRollup(out, entry) {
  const { rollup } = await installed("rollup");
  const { nodeResolve } = await installed("@rollup/plugin-node-resolve");
  const { default: commonjs } = await installed("@rollup/plugin-commonjs");
  const warnings = [];
  const bundle = await rollup({
    input: entryFile(entry),
    plugins: [nodeResolve({ browser: true }), commonjs()],
    onwarn: ({ message }) => warnings.push(message),
  });
  await bundle.write({ dir: out, format: "es", entryFileNames: "main.js" });
  await bundle.close();
  return { file: join(out, "main.js"), warnings };
}

export const bunBinary = () =>
  binary("Bun", join(FULL, "node_modules/@oven/bun-linux-x64/bin/bun"), join(FULL, "node_modules/bun/bin/bun.exe"));

async function withBun(out, entry) {
  const args = ["build", entryFile(entry), "--target=browser", "--splitting", "--outdir", out];
  const { ok, stdout, stderr } = await exec(bunBinary(), args);
  if (!ok) throw new Error(stderr + stdout);
  return { file: join(out, basename(entryFile(entry), ".mjs").concat(".js")), warnings: stderr.trim() ? [stderr] : [] };
}

const WORKERD = ["workerd", "worker", "browser"];

/** For where there is a `fetch` and no Node. */
export const forBrowsers = [
  { where: "esbuild", how: "for browsers", bundle: withEsbuild({ platform: "browser" }), short: true },
  { where: "esbuild", how: "with splitting", bundle: withEsbuild({ platform: "browser", splitting: true }) },
  { where: "esbuild", how: "minified script", bundle: withEsbuild({ format: "iife", minify: true }) },
  { where: "esbuild", how: "as wrangler calls it", bundle: withEsbuild({ conditions: WORKERD }) },
  { where: "webpack", how: "for browsers", bundle: withWebpack("webpack") },
  { where: "Rspack", how: "for browsers", bundle: withWebpack("@rspack/core") },
  { where: "Vite", how: "for browsers", bundle: withVite },
  { where: "Rollup", how: "for browsers", bundle: withRollup },
  { where: "Bun's bundler", how: "for browsers", bundle: withBun },
];

/** esbuild has no other way to reach Node's modules from a package in CommonJS. */
const banner = { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' };

export const forNode = [
  { where: "esbuild", how: "for Node", bundle: withEsbuild({ platform: "node", banner }) },
  {
    where: "esbuild",
    how: "for Node, with splitting",
    bundle: withEsbuild({ platform: "node", banner, splitting: true }),
  },
];

/** The bundle that workerd runs. */
export const forWorkerd = withEsbuild({ conditions: WORKERD });

const PACKAGES = {
  esbuild: "esbuild",
  webpack: "webpack",
  Rspack: "@rspack/core",
  Vite: "vite",
  Rollup: "rollup",
  "Bun's bundler": "bun",
};

export const packageOf = (where) => PACKAGES[where];
