/** Bodies that are text as it is. Core's reference gives them the content type of JSON, and servers store what they get. */
import { custom, type Schema } from "../core/schema.js";

/** What an endpoint states that sends text as its body. */
export const RAW_TEXT = { body: "text", sends: "bytes", header: ["content-type"] } as const;

/** The parameters of a request with such a body. */
export function rawText(text: string, contentType = "application/json") {
  return { text: new TextEncoder().encode(text), "content-type": contentType };
}

/** Text that is not empty and well-formed: another could not be encoded without loss. */
export const wellFormedText: Schema<string> = custom(
  (text) => typeof text === "string" && text !== "" && !/\p{Surrogate}/u.test(text),
  "must be text that is not empty",
);
