/** The files of the manifest: an index, and one file for each service. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DATA } from "../operationFiles.js";
import { root } from "../packageJson.js";
import { type Built, summaryOf } from "./build.js";

const folder = join(root, DATA);

/** The files as they have to be, by name. One field is one line, so that a difference shows what changed. */
export function filesOf({ services }: Built): ReadonlyMap<string, string> {
  const text = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
  return new Map([
    ["index.json", text(services.map(summaryOf))],
    ...services.map(({ name, operations }) => [`${name}.json`, text(operations)] as const),
  ]);
}

/** The files as they are, by name. */
export function readFiles(): ReadonlyMap<string, string> {
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  return new Map(names.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

/** Writes the files, and removes all others. */
export function writeFiles(files: ReadonlyMap<string, string>): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of files) writeFileSync(join(folder, name), text);
}
