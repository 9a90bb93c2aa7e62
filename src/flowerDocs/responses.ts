/** Responses whose shape FlowerDocs does not document. What is surely no response of Core's is refused. */
import { custom, type Schema } from "../core/schema.js";
import { isPlainObject, parseJson } from "../core/values.js";
import { codeOf } from "./codes.js";

/** A page of a proxy, or an error. */
function isForeign(value: unknown): boolean {
  if (typeof value === "string") return value.trimStart().startsWith("<");
  return isPlainObject(value) && codeOf(String(value.code ?? value.errorCode)) !== undefined;
}

/** The body as JSON if it is JSON, else as text; `undefined` if it is empty. */
function readAnything(raw: unknown): unknown {
  const text = String(raw);
  return text.trim() === "" ? undefined : (parseJson(text) ?? { value: text }).value;
}

const anythingOfCore: Schema<unknown> = custom((value) => !isForeign(value), "must be a response of FlowerDocs");
const nothing: Schema<void> = custom((value) => value === undefined, "must be a response of FlowerDocs");

/** Servers respond with 406 to a request that accepts only JSON, where a method is declared to return text. */
export const ANY = { accept: "application/json, text/plain, */*", reads: "text" } as const;

/** The result is what Core sends. */
export const UNDOCUMENTED = { ...ANY, response: anythingOfCore, fromWire: readAnything } as const;

/** There is no result, whatever Core sends with a success. */
export const ACKNOWLEDGED = {
  ...ANY,
  response: nothing,
  fromWire: (raw: unknown) => {
    const value = readAnything(raw);
    return isForeign(value) ? value : undefined;
  },
} as const;

/** The result is text. */
export const TEXT = { ...ANY, response: custom<string>((text) => !isForeign(text), "must be text") } as const;
