/** What a token that is limited to documents opens: those documents, and nothing else. */
import { flowerDocsEndpoints } from "../../flowerDocs/endpoints.js";
import type { RoutedRequest } from "../service.js";
import { idsIn } from "./store.js";
import type { Grant } from "./tokens.js";

/** The id of a document in a path, or several of them. */
const OF_DOCUMENTS = /^(\w+) \/rest\/(?:documents|\{component\})\/\{(ids?)\}(?:\/|$)/;

/** Why a token does not open what a request is for; `undefined` if it does. */
export function refusalOf({ endpoint, path }: RoutedRequest, { documents, readOnly }: Grant): string | undefined {
  if (documents === undefined || endpoint.id === flowerDocsEndpoints.tokens.validate.id) return undefined;
  const [, verb, name = ""] = OF_DOCUMENTS.exec(endpoint.http) ?? [];
  const { component = "documents" } = path;
  const isOpened = component === "documents" && idsIn(path[name]).every((id) => documents.includes(id));
  if (verb === undefined || !isOpened) return "The token is limited to other documents";
  return readOnly && verb !== "GET" ? "The token only lets its holder read" : undefined;
}
