/** What the emulated FlowerDocs stores, and what it responds if an object is missing or there already. */
import { type EmulatorResponse, json } from "../http.js";

/** An object as it is stored. */
export type Stored = Record<string, unknown> & { id: string };

const CLASSES = ["documentClasses", "folderClasses", "taskClasses", "virtualFolderClasses", "tagClasses"];
export const MODEL = [...CLASSES, "tagCategories", "workflows", "storedSearches", "scopes"];

/** Stores an object, with an id of its own if it has none. */
export function store(objects: Map<string, Stored>, object: Partial<Stored>): Stored {
  const stored = { ...object, id: object.id ?? crypto.randomUUID() };
  objects.set(stored.id, stored);
  return stored;
}

const CODES: Readonly<Record<string, string>> = { tasks: "T00103", acls: "T01002", tagClasses: "F00205" };

export function notFound(group: string): EmulatorResponse {
  const code = CODES[group] ?? (CLASSES.includes(group) ? "F00206" : "F00012");
  return json(500, { code, message: "It does not exist" });
}

export function exists(group: string): EmulatorResponse {
  return json(500, { code: MODEL.includes(group) ? "F00903" : "T00108", message: "It already exists" });
}
