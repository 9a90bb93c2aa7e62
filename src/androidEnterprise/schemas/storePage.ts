/** Pages of a store. */
import { fieldsOf, listOf, objectOf, type Schema, string } from "../../core/schema.js";
import { type LocalizedText, localizedNameSchema } from "./localizedText.js";

/** A page of the store. */
export interface StorePage {
  /** Id of the page. Assigned by Google; it never changes. */
  id: string;
  /** Its name, in several languages. At least one is required; the first is used if none fits the user's language. */
  name?: LocalizedText[];
  /** Ids of the pages that it links to, in order, without its own. Google does not check that they exist. */
  link?: string[];
}

/** The pages of a store. */
export interface StoreLayoutPagesListResponse {
  /** The pages. Empty if there are none. */
  page: StorePage[];
}

export const storePageFields = () =>
  fieldsOf<Omit<StorePage, "id">>()({ name: localizedNameSchema, link: listOf(string) });

export const storePageSchema: Schema<StorePage> = objectOf<StorePage>()(() => ({ id: string, ...storePageFields() }), {
  id: true,
});

export const storeLayoutPagesListResponseSchema: Schema<StoreLayoutPagesListResponse> =
  objectOf<StoreLayoutPagesListResponse>()(() => ({ page: listOf(storePageSchema) }), { page: true });
