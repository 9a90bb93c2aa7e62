/** The repository's `package.json`, whose `exports` is the one list of entries, and what follows from it. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import packageJson from "../package.json" with { type: "json" };

/** The root of the repository, without a trailing slash. */
export const root = fileURLToPath(new URL("../", import.meta.url)).replace(/\/$/, "");

export interface PackageEntry {
  /** What users import, such as `tessera-sdk/testing`. */
  name: string;
  /** The same without the name of the package, such as `testing`; `index` for the package itself. */
  path: string;
  /** Its file in the repository. */
  source: string;
  conditions: (typeof packageJson.exports)["."];
}

/** Every entry of the package but its `package.json`. */
export const entries: readonly PackageEntry[] = Object.entries(packageJson.exports).flatMap(([path, conditions]) =>
  typeof conditions === "string"
    ? []
    : [
        {
          name: path.replace(".", packageJson.name),
          path: path === "." ? "index" : path.replace("./", ""),
          source: conditions["tessera-source"].replace("./", ""),
          conditions,
        },
      ],
);

/** Files below a folder of the repository, by their paths in that folder: not what is installed or built there. */
export function filesIn(folder: string, ending = ""): string[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  const paths = entries.flatMap((entry) => {
    if (entry.name === "node_modules" || entry.name === "dist") return [];
    if (!entry.isDirectory()) return entry.name.endsWith(ending) ? [entry.name] : [];
    return filesIn(join(folder, entry.name), ending).map((path) => join(entry.name, path));
  });
  return paths.sort();
}

/** The folders of `src` that hold a service. */
export const services: readonly string[] = filesIn("src").flatMap((path) => {
  const [, folder = "core"] = /^(\w+)\/client\.ts$/.exec(path) ?? [];
  return folder === "core" ? [] : [folder];
});

/** `flower-docs`, as entries and pages are named, from `flowerDocs`. */
export const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
