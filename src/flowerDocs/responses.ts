/** Responses whose shape FlowerDocs does not document. What is surely no response of Core's is refused. */
import { custom, type Schema } from "../core/schema.js";
import { isPlainObject, parseJson } from "../core/values.js";
import { soleItem } from "./anyShape.js";
import { codeOf } from "./codes.js";

const hasCode = (value: unknown) => isPlainObject(value) && codeOf(String(value.code ?? value.errorCode)) !== undefined;

/** The error that the framework below Core sends. What has an id is an object of Core, whatever its status means. */
const isOfFramework = (value: unknown) => isPlainObject(value) && value.id === undefined && Number(value.status) >= 400;

/** A page of a proxy, or an error. */
function isForeign(value: unknown): boolean {
  if (typeof value === "string") return value.trimStart().startsWith("<");
  return hasCode(value) || isOfFramework(value);
}

/** Whether a body is that, also as the only item of a list or inside an object. No object of Core is like it. */
export function isForeignBody(body: unknown): boolean {
  const value = soleItem(body);
  const within = isPlainObject(value) && value.id === undefined ? Object.values(value) : [];
  return isForeign(value) || within.some(hasCode);
}

/** JSON that was cut short. */
const isDamaged = (value: unknown) => typeof value === "string" && /^\s*[{[]/.test(value);

/** The body as JSON if it is JSON, else as text; `undefined` if it is empty. */
function readAnything(raw: unknown): unknown {
  const text = String(raw);
  return text.trim() === "" ? undefined : (parseJson(text) ?? { value: text }).value;
}

const anythingOfCore: Schema<unknown> = custom(
  (value) => !isForeign(value) && !isDamaged(value),
  "must be a response of FlowerDocs",
);
const anythingButMarkup: Schema<unknown> = custom(
  (value) => typeof value !== "string" || !isForeign(value),
  "must be a response of FlowerDocs",
);
const nothing: Schema<void> = custom((value) => value === undefined, "must be a response of FlowerDocs");

/** Servers respond with 406 to a request that accepts only JSON, where a method is declared to return text. */
export const ANY = { accept: "application/json, text/plain, */*", reads: "text" } as const;

/** The result is what Core sends. */
export const UNDOCUMENTED = { ...ANY, response: anythingOfCore, fromWire: readAnything } as const;

/** The result is what Core sends of an error, which may be like the error of a request. */
export const REPORTED = { ...UNDOCUMENTED, response: anythingButMarkup } as const;

/** There is no result, whatever Core sends with a success. */
export const ACKNOWLEDGED = {
  ...ANY,
  response: nothing,
  fromWire: (raw: unknown) => {
    const value = readAnything(raw);
    return isForeignBody(value) ? value : undefined;
  },
} as const;

/** The result is text that is not empty. */
export const TEXT = {
  ...ANY,
  response: custom<string>(
    (text) => typeof text === "string" && text.trim() !== "" && !isForeign(text),
    "must be text that is not empty",
  ),
} as const;
