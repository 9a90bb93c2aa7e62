/** Sets of products that users may have. */
import {
  enumOf,
  fieldsOf,
  type Input,
  listOf,
  objectOf,
  type Schema,
  string,
  type UnlistedValue,
} from "../../core/schema.js";
import { type AppTrack, appTrackSchema } from "./appTrack.js";

/** The products that a user can access. */
export interface ProductSet {
  /** Ids of the products. Ignored if `productSetBehavior` is `includeAll` or `allApproved`. */
  productId?: string[];
  /**
   * What the set means: `whitelist`, the listed products, Google's default; `allApproved`, all products that the
   * enterprise has approved; `includeAll`, all products, approved or not; `unknown` carries no information and must not
   * be sent. `allApproved` and `includeAll` do not show `alpha` and `beta` tracks; `productVisibility` does.
   */
  productSetBehavior?: "unknown" | "whitelist" | "includeAll" | "allApproved" | UnlistedValue;
  /** Further products, with the tracks that the user can see. None of them may also stand in `productId`. */
  productVisibility?: ProductVisibility[];
}

/** A product that a user can see, and its visible tracks. */
export interface ProductVisibility {
  /** Id of the product, such as `app:com.google.android.gm`. */
  productId: string;
  /** Ids of the tracks that the user can see. */
  trackIds?: string[];
  /**
   * Kinds of tracks that the user can see: `production`, `beta`, `alpha`; `appTrackUnspecified` is unused.
   *
   * @deprecated Use `trackIds`.
   */
  tracks?: AppTrack[];
}

/** A {@link ProductVisibility} as `users.setAvailableProductSet` accepts it. */
export interface ProductVisibilityInput extends Input<ProductVisibility> {}

export const productSetFields = () =>
  fieldsOf<ProductSet>()({
    productId: listOf(string),
    productSetBehavior: enumOf("unknown", "whitelist", "includeAll", "allApproved"),
    productVisibility: listOf(productVisibilitySchema),
  });

export const productSetSchema: Schema<ProductSet> = objectOf<ProductSet>()(productSetFields);

const productVisibilitySchema: Schema<ProductVisibility> = objectOf<ProductVisibility>()(
  () => ({
    productId: string,
    trackIds: listOf(string),
    tracks: listOf(appTrackSchema),
  }),
  { productId: true },
);
