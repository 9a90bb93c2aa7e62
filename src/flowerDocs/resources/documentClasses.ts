/** `documentClasses`: classes of documents. */
import { listEndpoint, objectEndpoints } from "../objects/endpoints.js";
import { ListedObjects } from "../objects/listed.js";
import {
  documentClassInputSchema,
  documentClassSchema,
  type FlowerDocsDocumentClass,
  type FlowerDocsDocumentClassInput,
} from "../schemas/componentClass.js";

const verbs = objectEndpoints<FlowerDocsDocumentClass, FlowerDocsDocumentClassInput>(
  "documentClasses",
  "documentclass",
  {
    response: documentClassSchema,
    input: documentClassInputSchema,
    category: "DOCUMENT",
  },
);
const listed = {
  ...verbs,
  endpoints: { ...verbs.endpoints, list: listEndpoint("documentClasses", "documentclass", documentClassSchema) },
};

export const documentClassesEndpoints = listed.endpoints;

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
    return listed;
  }
}
