/** `documents`: documents: files with tags. */
import { objectEndpoints } from "../objects/endpoints.js";
import {
  documentInputSchema,
  documentSchema,
  type FlowerDocsDocument,
  type FlowerDocsDocumentInput,
} from "../schemas/component.js";
import { searchable } from "../search/verbs.js";
import { Components } from "./components.js";

const verbs = searchable(
  "documents",
  "documents",
  objectEndpoints<FlowerDocsDocument, FlowerDocsDocumentInput>("documents", "documents", {
    response: documentSchema,
    input: documentInputSchema,
    category: "DOCUMENT",
    routes: ["search", "unique"],
    // It can add a version, and use up the temporary file that it names.
    updates: "none",
  }),
);

export const documentsEndpoints = verbs.endpoints;

/**
 * Documents: files with tags.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws A {@link FlowerDocsError} if FlowerDocs responds with an error.
 * @see https://doc.uxopian.com/docs/flowerdocs/apis/core/examples/document
 */
export class FlowerDocsDocuments extends Components<FlowerDocsDocument, FlowerDocsDocumentInput> {
  /** @internal */
  protected override get verbs() {
    return verbs;
  }

  /** @internal */
  protected override get category() {
    return "DOCUMENT" as const;
  }

  /** @internal Core updates documents one by one. */
  protected override get updatesAtOnce(): number {
    return 1;
  }
}
