/** What the build says of the packages that are part of its files: their licenses, and a list for scanners. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Options } from "tsup";

type Plugin = NonNullable<Options["esbuildPlugins"]>[number];

interface Bundled {
  name: string;
  version: string;
  license: string;
  /** The text of its license, which every copy of it must carry. */
  text: string;
}

/** The package that a file belongs to, as its folder: `node_modules/zod`. */
const PACKAGE_FOLDER = /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/;

/**
 * Writes `LICENSES.txt` and `bundled.cdx.json` (CycloneDX) to `folder`. Tools that list components read `dependencies`,
 * where a bundled package is not; those that know CycloneDX find the file.
 *
 * @throws An error if a package that is bundled has no license file.
 */
export function describeBundled(folder: string): Plugin {
  const folders = new Set<string>();
  return {
    name: "describe-bundled",
    setup(build) {
      const root = build.initialOptions.absWorkingDir ?? "";
      build.onEnd(({ metafile }) => {
        // All formats of all builds share the files.
        for (const { inputs } of Object.values(metafile?.outputs ?? {})) {
          for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
            const [owner] = PACKAGE_FOLDER.exec(path) ?? [];
            if (owner !== undefined && bytesInOutput > 0) folders.add(join(root, owner));
          }
        }
        const bundled = [...folders].map(read).sort((a, b) => a.name.localeCompare(b.name));
        mkdirSync(folder, { recursive: true });
        writeFileSync(join(folder, "LICENSES.txt"), licensesOf(bundled));
        writeFileSync(join(folder, "bundled.cdx.json"), `${JSON.stringify(cycloneDx(bundled), null, 2)}\n`);
      });
    },
  };
}

function read(folder: string): Bundled {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Bundled;
  const files = readdirSync(folder).filter((file) => /^(?:licen[cs]e|copying|notice)\b/i.test(file));
  if (files.length === 0) throw new Error(`${name} is bundled and has no license file`);
  const texts = files.sort().map((file) => readFileSync(join(folder, file), "utf8").trim());
  return { name, version, license, text: texts.join("\n\n") };
}

function licensesOf(bundled: readonly Bundled[]): string {
  const parts = bundled.map(
    ({ name, version, license, text }) => `${"=".repeat(72)}\n${name} ${version} (${license})\n\n${text}\n`,
  );
  return ["Files in this folder contain parts of these packages.\n", ...parts].join("\n");
}

function cycloneDx(bundled: readonly Bundled[]): object {
  const components = bundled.map(({ name, version, license }) => {
    const purl = `pkg:npm/${name.replace("@", "%40")}@${version}`;
    return { type: "library", "bom-ref": purl, name, version, purl, licenses: [{ license: { id: license } }] };
  });
  return { bomFormat: "CycloneDX", specVersion: "1.5", version: 1, components };
}
