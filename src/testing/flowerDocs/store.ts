/** Objects as the emulated FlowerDocs stores them, and its responses where one is missing, there already or not current. */
import { type EmulatorResponse, json } from "../http.js";

/** An object as it is stored. */
export type Stored = Record<string, unknown> & { id: string };

/** Classes of components. */
export const CLASSES: readonly string[] = ["documentClasses", "folderClasses", "taskClasses", "virtualFolderClasses"];
export const MODEL = [...CLASSES, "tagClasses", "tagCategories", "workflows", "storedSearches", "scopes"];

/** The ids in a part of a path: Core splits what it has decoded, and trims the parts. */
export function idsIn(part = ""): string[] {
  return part.split(",").map((id) => id.trim());
}

/** The objects of a body; `undefined` if it is not a list. */
export function listIn(body: string): Partial<Stored>[] | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const CODES: Readonly<Record<string, string>> = { tasks: "T00103", acls: "T01002", tagClasses: "F00205" };

export function notFound(group: string): EmulatorResponse {
  return failure(CODES[group] ?? (CLASSES.includes(group) ? "F00206" : "F00012"), "It does not exist");
}

export function exists(group: string): EmulatorResponse {
  return failure(MODEL.includes(group) ? "F00903" : "T00108", "It already exists");
}

export function notAList(): EmulatorResponse {
  return json(400, { message: "The body must be a list of objects" });
}

/** The response to a change of a version that is no longer current. */
export function notCurrent(): EmulatorResponse {
  return failure("F01500", "It is not the current version");
}

/** The response to a temporary file that is unknown, or a part of a document already. */
export function consumed(): EmulatorResponse {
  return failure("T00707", "The temporary file was consumed");
}

/** Core sends most errors with this status. */
export function failure(code: string, message: string, status = 500): EmulatorResponse {
  return json(status, { code, message });
}
