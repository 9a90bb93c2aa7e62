/** `documentClasses`: classes of documents. */
import { ListedObjects, listedEndpoints } from "../objects/listed.js";
import {
  documentClassInputSchema,
  documentClassSchema,
  type FlowerDocsDocumentClass,
  type FlowerDocsDocumentClassInput,
} from "../schemas/componentClass.js";

const verbs = listedEndpoints<FlowerDocsDocumentClass, FlowerDocsDocumentClassInput>(
  "documentClasses",
  "documentclass",
  {
    response: documentClassSchema,
    input: documentClassInputSchema,
    category: "DOCUMENT",
  },
);

export const documentClassesEndpoints = verbs.endpoints;

/**
 * Classes of documents.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws A {@link FlowerDocsError} if FlowerDocs responds with an error.
 * @see https://doc.uxopian.com/docs/flowerdocs/apis/core/examples/documentClass
 */
export class FlowerDocsDocumentClasses extends ListedObjects<FlowerDocsDocumentClass, FlowerDocsDocumentClassInput> {
  /** @internal */
  protected override get verbs() {
    return verbs;
  }
}
