/**
 * Makes one set of declarations of what tsup emitted, the last step of `npm run build`. A class that is declared twice,
 * for `import` and for `require`, is two classes to TypeScript, as is one of a second installed copy if it has members
 * that are private. So the declarations for `require`, which any module may import, are the only ones, and without
 * private members.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { entries, root } from "./packageJson.js";

const dist = join(root, "dist");

/** Stands for all `#` members of a class. */
const PRIVATE = /^ *#private;\n/gm;
/** An import of a package, which tsup writes as one line. Examples in comments have imports, too. */
const PACKAGE = /^import .* from ['"][^.'"]/m;

for (const path of readdirSync(dist, { recursive: true, encoding: "utf8" })) {
  if (!path.endsWith(".d.cts")) continue;
  const file = join(dist, path);
  writeFileSync(file, readFileSync(file, "utf8").replace(PRIVATE, ""));
}

for (const { path } of entries) {
  const text = readFileSync(join(dist, `${path}.d.cts`), "utf8");
  // A package's types for `import` may differ from those for `require`, so its importers are declared for each.
  const own = PACKAGE.test(text) ? text : `export * from "./${basename(path)}.cjs";\n`;
  writeFileSync(join(dist, `${path}.d.ts`), own);
}
