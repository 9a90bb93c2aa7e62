/**
 * What each service adds to a page: bundled for a browser, minified and compressed. `node bench/size.mjs` runs it
 * alone.
 */
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
// As tsup depends on it.
import { build } from "esbuild";
import { ensureBuilt } from "./build.mjs";
import { printTargets, table } from "./statistics.mjs";

const SERVICES = {
  "android-enterprise": "AndroidEnterprise",
  "chrome-directory": "ChromeDirectory",
  "adobe-pass": "AdobePassV1",
  "flower-docs": "FlowerDocs",
};
/** ChromeDirectory holds two APIs, and what is composed of their methods. */
const LIMITS_KB = { "android-enterprise": 42, "chrome-directory": 49 };

/** Prints the sizes. @returns The targets; a service that cannot be bundled has none and sets the exit code. */
export async function size() {
  ensureBuilt();
  const rows = [["", "minified", "gzip -9"]];
  const targets = [];
  for (const [entry, name] of Object.entries(SERVICES)) {
    const bundle = await bundled(entry, name);
    if (bundle === undefined) {
      process.exitCode = 1;
      continue;
    }
    const compressed = gzipSync(bundle, { level: 9 }).length;
    rows.push([entry, kilobytes(bundle.length), kilobytes(compressed)]);
    const limit = LIMITS_KB[entry];
    if (limit !== undefined) {
      targets.push({ what: `size of ${entry} in a browser`, value: compressed / 1_000, limit, unit: "kB" });
    }
  }
  console.log(`Bundled for a browser by esbuild\n${table(rows)}\n`);
  return targets;
}

const kilobytes = (bytes) => `${(bytes / 1_000).toFixed(1)} kB`;

/** With all chunks that the service may load later. */
async function bundled(entry, name) {
  const contents = `import { ${name} } from "tessera-sdk/${entry}"; globalThis.client = (options) => new ${name}(options);`;
  try {
    const { outputFiles } = await build({
      stdin: { contents, resolveDir: fileURLToPath(new URL(".", import.meta.url)) },
      bundle: true,
      minify: true,
      write: false,
      format: "esm",
      platform: "browser",
      conditions: ["browser"],
      logLevel: "silent",
    });
    return outputFiles[0].contents;
  } catch ({ errors, message }) {
    console.log(
      `${entry} cannot be bundled for a browser: ${errors?.length} errors, the first: ${errors?.[0]?.text ?? message}`,
    );
    return undefined;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) printTargets(await size());
