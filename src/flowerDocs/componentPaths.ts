/** The paths of components by what they are. */
import { invalidParam } from "../core/errors.js";
import type { FlowerDocsCategory } from "./schemas/component.js";

const PATHS: ReadonlyMap<string, string> = new Map([
  ["DOCUMENT", "documents"],
  ["TASK", "tasks"],
  ["FOLDER", "folders"],
  ["VIRTUAL_FOLDER", "virtualFolder"],
]);

/** @throws An {@link InvalidParamsError} for a category that is newer than the SDK: its path is not known. */
export function componentPath(category: FlowerDocsCategory): string {
  return PATHS.get(category) ?? invalidParam("category", `must be one of ${[...PATHS.keys()].join(", ")}`);
}

/** The same, where virtual folders have the plural. */
export function pluralPath(category: FlowerDocsCategory): string {
  return category === "VIRTUAL_FOLDER" ? "virtualFolders" : componentPath(category);
}
