/** Writes the manifest of all public methods (`npm run manifest`), and names what keeps it from being complete. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { buildManifest, MANIFEST_PATH, textOf } from "./manifest/build.js";
import { readPublicApi } from "./publicApi.js";

const { manifest, problems } = await buildManifest(readPublicApi());
mkdirSync(dirname(MANIFEST_PATH), { recursive: true });
writeFileSync(MANIFEST_PATH, textOf(manifest));
for (const problem of problems) console.error(problem);
console.log(`${manifest.operations.length} methods, ${problems.length} problems`);
if (problems.length > 0) process.exitCode = 1;
