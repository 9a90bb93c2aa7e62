/** Writes the documents of OpenAPI into the package (a part of `npm run build`). */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildDocuments } from "./openapi/document.js";
import { root } from "./packageJson.js";

const folder = join(root, "dist/openapi");

mkdirSync(folder, { recursive: true });
for (const [name, document] of await buildDocuments())
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(document));
