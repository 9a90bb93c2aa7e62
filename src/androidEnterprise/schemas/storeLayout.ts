/** The layout of an enterprise's store. */
import { enumOf, fieldsOf, objectOf, type Schema, string, type UnlistedValue } from "../../core/schema.js";

/** The layout of an enterprise's store. */
export interface StoreLayout {
  /**
   * Type of the layout: `basic`, one page of all approved apps that the user can have; `custom`, pages of your own,
   * beginning with `homepageId`; `unknown` carries no information. Google's default is `custom` if `homepageId` is set,
   * and `basic` otherwise.
   */
  storeLayoutType?: "unknown" | "basic" | "custom" | UnlistedValue;
  /** Id of the page that the store opens with. */
  homepageId?: string;
}

export const storeLayoutFields = () =>
  fieldsOf<StoreLayout>()({ storeLayoutType: enumOf("unknown", "basic", "custom"), homepageId: string });

export const storeLayoutSchema: Schema<StoreLayout> = objectOf<StoreLayout>()(storeLayoutFields);
