/** Writes the manifest of all public methods (`npm run manifest`), and names what keeps it from being complete. */
import { buildManifest } from "./manifest/build.js";
import { filesOf, writeFiles } from "./manifest/files.js";
import { readPublicApi } from "./publicApi.js";

const built = await buildManifest(readPublicApi());
writeFiles(filesOf(built));
for (const problem of built.problems) console.error(problem);
const count = built.services.reduce((sum, { operations }) => sum + operations.length, 0);
console.log(`${count} methods of ${built.services.length} services, ${built.problems.length} problems`);
if (built.problems.length > 0) process.exitCode = 1;
