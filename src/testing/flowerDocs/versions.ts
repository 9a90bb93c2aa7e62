/** The methods of versions of documents. */
import { type EmulatorResponse, empty, json } from "../http.js";
import type { RoutedRequest } from "../service.js";
import type { Documents } from "./documents.js";
import { notCurrent, notFound } from "./store.js";

export function respondOfVersions(
  documents: Documents,
  { path, body }: RoutedRequest,
  method: string,
): EmulatorResponse {
  const { id = "", versionId } = path;
  const series = documents.seriesOf(id);
  const document = series.at(-1);
  if (document === undefined) return documents.isFormerVersion(id) ? notCurrent() : notFound("documents");
  if (method === "list") return json(200, { versions: series.map((each) => ({ Document: each })) });
  // As it was sent: Core was seen to keep the quotes of a JSON string.
  if (method === "create") return json(200, [documents.addVersion(document, body)]);
  if (method === "deleteAll") {
    documents.deleteVersions(document, () => true);
    return empty();
  }
  const version = series.find((each) => each.id === versionId);
  if (version === undefined) return notFound("documents");
  if (method === "get") return json(200, [version]);
  if (method === "revert") return json(200, [documents.revert(document, version)]);
  documents.deleteVersions(document, (each) => each === version);
  return empty();
}
