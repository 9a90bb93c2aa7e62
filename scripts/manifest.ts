/** Writes the manifest of all public methods (`npm run manifest`), and names what keeps it from being complete. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { buildManifest } from "./manifest/build.js";
import type { Manifest } from "./manifest/types.js";
import { compilerOptions, readPublicApi, root, sourceEntries } from "./publicApi.js";

export const MANIFEST_PATH = join(root, "src/operations/manifest.json");

export function textOf(manifest: Manifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { manifest, problems } = await buildManifest(readPublicApi(sourceEntries(), compilerOptions()));
  mkdirSync(dirname(MANIFEST_PATH), { recursive: true });
  writeFileSync(MANIFEST_PATH, textOf(manifest));
  for (const problem of problems) console.error(problem);
  console.log(`${manifest.operations.length} methods, ${problems.length} problems`);
  if (problems.length > 0) process.exitCode = 1;
}
