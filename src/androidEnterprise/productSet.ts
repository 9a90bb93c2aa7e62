/** Which products a user may have. */
import * as z from "zod/mini";
import { APP_TRACKS, type AppTrack } from "./appTrack.js";
import { answerOf, listOf, objectOf, schemaOf } from "./shapes.js";

/** The products that a user may have. */
export interface ProductSet {
  /** Ids of the products. */
  productId?: string[];
  /**
   * `whitelist`: the listed products; `allApproved`: all that are approved; `includeAll`: all, approved or not.
   */
  productSetBehavior?: "unknown" | "whitelist" | "includeAll" | "allApproved" | (string & {});
  /** Further products, with the tracks of each that the user can see. One that is also in `productId` is an error. */
  productVisibility?: ProductVisibility[];
}

/** A product that a user can see. */
export interface ProductVisibility {
  /** Id of the product, such as `app:com.google.android.gm`. */
  productId: string;
  /** Test tracks that the user can see. */
  trackIds?: string[];
  /** @deprecated Use `trackIds`. */
  tracks?: AppTrack[];
}

export const productSetFields = () => ({
  productId: listOf(z.string()),
  productVisibility: listOf(productVisibilitySchema()),
});

export const productSetCheck = answerOf<ProductSet>(() =>
  schemaOf<ProductSet>()(
    objectOf({
      ...productSetFields(),
      productSetBehavior: z.enum(["unknown", "whitelist", "includeAll", "allApproved"]),
    }),
  ),
);

const productVisibilitySchema = () =>
  schemaOf<ProductVisibility>()(
    objectOf(
      {
        productId: z.string(),
        trackIds: listOf(z.string()),
        tracks: listOf(z.enum(APP_TRACKS)),
      },
      "productId",
    ),
  );
