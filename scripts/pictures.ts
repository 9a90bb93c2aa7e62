/** Writes the pictures of the documentation (`npm run pictures`), and the texts that pages have in their place. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./packageJson.js";
import { FOLDER, PICTURES } from "./pictures/all.js";
import { withAlternative } from "./pictures/pages.js";
import { svg } from "./pictures/svg.js";

for (const [name, { draw, pages }] of Object.entries(PICTURES)) {
  const picture = await draw();
  writeFileSync(join(root, FOLDER, name), svg(picture));
  for (const page of pages) {
    const path = join(root, page);
    writeFileSync(path, withAlternative(readFileSync(path, "utf8"), name, picture));
  }
  console.log(`${FOLDER}/${name}`);
}
