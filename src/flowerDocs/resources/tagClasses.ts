/** `tagClasses`: classes of tags. */
import { listEndpoint, objectEndpoints } from "../objects/endpoints.js";
import { ListedObjects } from "../objects/listed.js";
import {
  type FlowerDocsTagClass,
  type FlowerDocsTagClassInput,
  tagClassInputSchema,
  tagClassSchema,
} from "../schemas/model.js";

const verbs = objectEndpoints<FlowerDocsTagClass, FlowerDocsTagClassInput>("tagClasses", "tagclass", {
  response: tagClassSchema,
  input: tagClassInputSchema,
});
const listed = {
  ...verbs,
  endpoints: { ...verbs.endpoints, list: listEndpoint("tagClasses", "tagclass", tagClassSchema) },
};

export const tagClassesEndpoints = listed.endpoints;

/**
 * Classes of tags.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws A {@link FlowerDocsError} if FlowerDocs responds with an error.
 * @see https://doc.uxopian.com/docs/flowerdocs/apis/core/examples/tagClass
 */
export class FlowerDocsTagClasses extends ListedObjects<FlowerDocsTagClass, FlowerDocsTagClassInput> {
  /** @internal */
  protected override get verbs() {
    return listed;
  }
}
