/** `tagClasses`: classes of tags. */
import { ListedObjects, listedEndpoints } from "../objects/listed.js";
import {
  type FlowerDocsTagClass,
  type FlowerDocsTagClassInput,
  tagClassInputSchema,
  tagClassSchema,
} from "../schemas/model.js";

const verbs = listedEndpoints<FlowerDocsTagClass, FlowerDocsTagClassInput>("tagClasses", "tagclass", {
  response: tagClassSchema,
  input: tagClassInputSchema,
});

export const tagClassesEndpoints = verbs.endpoints;

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
    return verbs;
  }
}
