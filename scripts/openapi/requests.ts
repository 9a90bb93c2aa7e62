/** Requests that no type describes: what a type parameter stands for, and bodies that are bytes to the client. */
import type { JsonSchema } from "../../src/operations/jsonSchema.js";
import type { Descriptor } from "../manifest/endpoints.js";
import type { MediaType } from "./types.js";

const ids: JsonSchema = { type: "array", items: { type: "string" }, minItems: 1, description: "Ids of the objects." };

/** Returns the parameters on the wire, from the public ones. */
type Rule = (params: JsonSchema) => JsonSchema;

/** The list of objects that is the body; their ids are in the path, if there is one. */
const objects: Rule = (object) => ({
  type: "object",
  properties: { id: ids, objects: { type: "array", items: object, minItems: 1 } },
  required: ["id", "objects"],
});

/** The page is named by where it begins. */
const search: Rule = ({ properties: { pageToken: _, ...properties } = {}, ...schema }) => ({
  ...schema,
  properties,
  required: ["start", "max"],
});

/** The rule for an endpoint, if it has one. */
export function ruleOf({ id, body, params }: Descriptor): Rule | undefined {
  if (body === "objects") return objects;
  return params !== undefined && /^flowerdocs\.\w+\.search$/.test(id) ? search : undefined;
}

const FILE: JsonSchema = {
  type: "string",
  format: "binary",
  description: "Content of the file. The part names the file and its media type.",
};

const formOf = (properties: Record<string, JsonSchema>, encoding?: MediaType["encoding"]): MediaType => ({
  schema: { type: "object", properties, required: Object.keys(properties) },
  ...(encoding && { encoding }),
});

const MULTIPART = "multipart/form-data";
const file = { [MULTIPART]: formOf({ file: FILE }) };
const text = (description: string): MediaType => ({ schema: { type: "string", description } });

/** Bodies that the client encodes by itself, by the ids of their endpoints. `document` is the schema of a document. */
export function bodyOf(id: string, document: () => JsonSchema | undefined): Record<string, MediaType> | undefined {
  switch (id) {
    case "flowerdocs.files.add":
    case "flowerdocs.temporaryFiles.upload":
      return file;
    case "flowerdocs.documents.createWithFiles":
    case "flowerdocs.documents.updateWithFiles": {
      const list: JsonSchema = { type: "array", items: document() ?? {}, description: "The document, in a list." };
      return { [MULTIPART]: formOf({ document: list, file: FILE }, { document: { contentType: "application/json" } }) };
    }
    case "flowerdocs.files.rename":
      return { "text/plain;charset=UTF-8": text("The new name of the file.") };
    // Sent as it is, without quotes, although it is declared to be JSON: see `exceptions.ts`.
    case "flowerdocs.versions.create":
      return { "application/json": text("Label of the version, as it is: without the quotes of JSON.") };
    case "flowerdocs.contentIndex.set":
      return { "application/json": text("The text, as it is: without the quotes of JSON.") };
    default:
      return undefined;
  }
}
