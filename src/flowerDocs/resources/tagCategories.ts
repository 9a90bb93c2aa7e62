/** `tagCategories`: categories of tags. */
import { listEndpoint, objectEndpoints } from "../objects/endpoints.js";
import { ListedObjects } from "../objects/listed.js";
import {
  type FlowerDocsTagCategory,
  type FlowerDocsTagCategoryInput,
  tagCategoryInputSchema,
  tagCategorySchema,
} from "../schemas/model.js";

const verbs = objectEndpoints<FlowerDocsTagCategory, FlowerDocsTagCategoryInput>("tagCategories", "tagcategory", {
  response: tagCategorySchema,
  input: tagCategoryInputSchema,
});
const listed = {
  ...verbs,
  endpoints: { ...verbs.endpoints, list: listEndpoint("tagCategories", "tagcategory", tagCategorySchema) },
};

export const tagCategoriesEndpoints = listed.endpoints;

/**
 * Categories of tags.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws A {@link FlowerDocsError} if FlowerDocs responds with an error.
 * @see https://doc.uxopian.com/docs/flowerdocs/apis/core/examples/tagCategory
 */
export class FlowerDocsTagCategories extends ListedObjects<FlowerDocsTagCategory, FlowerDocsTagCategoryInput> {
  /** @internal */
  protected override get verbs() {
    return listed;
  }
}
