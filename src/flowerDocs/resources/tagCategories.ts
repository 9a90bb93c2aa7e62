/** `tagCategories`: categories of tags. */
import { ListedObjects, listedEndpoints } from "../objects/listed.js";
import {
  type FlowerDocsTagCategory,
  type FlowerDocsTagCategoryInput,
  tagCategoryInputSchema,
  tagCategorySchema,
} from "../schemas/model.js";

const verbs = listedEndpoints<FlowerDocsTagCategory, FlowerDocsTagCategoryInput>("tagCategories", "tagcategory", {
  response: tagCategorySchema,
  input: tagCategoryInputSchema,
});

export const tagCategoriesEndpoints = verbs.endpoints;

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
    return verbs;
  }
}
