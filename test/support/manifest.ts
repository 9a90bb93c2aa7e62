/** The repository's `package.json`, whose `exports` is the one list of entries, and what follows from it. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import manifest from "../../package.json" with { type: "json" };
import { root } from "./process.js";

export interface Entry {
  /** What users import, such as `tessera-sdk/testing`. */
  name: string;
  /** The same without the name of the package, such as `testing`; `index` for the package itself. */
  path: string;
  /** Its file in the repository. */
  source: string;
  conditions: (typeof manifest.exports)["."];
}

/** Every entry of the package but its manifest. */
export const entries: readonly Entry[] = Object.entries(manifest.exports).flatMap(([path, conditions]) =>
  typeof conditions === "string"
    ? []
    : [
        {
          name: path.replace(".", manifest.name),
          path: path === "." ? "index" : path.replace("./", ""),
          source: conditions["tessera-source"].replace("./", ""),
          conditions,
        },
      ],
);

/** Files below a folder of the repository, by their paths in that folder. */
export const filesIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).sort();

/** The folders of `src` that hold a service. */
export const services: readonly string[] = filesIn("src").flatMap((path) => {
  const [, folder = "core"] = /^(\w+)\/client\.ts$/.exec(path) ?? [];
  return folder === "core" ? [] : [folder];
});
