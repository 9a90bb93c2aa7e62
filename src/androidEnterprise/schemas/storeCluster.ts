/** Clusters of apps on the pages of a store. */
import { fieldsOf, listOf, matching, objectOf, type Schema, string } from "../../core/schema.js";
import { type LocalizedText, localizedNameSchema } from "./localizedText.js";

/** A cluster of apps on a page of the store. */
export interface StoreCluster {
  /** Id of the cluster. Assigned by Google; it never changes. */
  id: string;
  /** Its name, in several languages. At least one is required; the first is used if none fits the user's language. */
  name?: LocalizedText[];
  /**
   * The clusters of a page are sorted by this text: ASCII, at most 256 characters. Users do not see it. The order of equal
   * texts is undefined.
   */
  orderInPage?: string;
  /** Ids of the products, in the order in which they are shown. Without duplicates. */
  productId?: string[];
}

/** The clusters of a page. */
export interface StoreLayoutClustersListResponse {
  /** The clusters. Empty if there are none. */
  cluster: StoreCluster[];
}

export const storeClusterFields = () =>
  fieldsOf<Omit<StoreCluster, "id">>()({
    name: localizedNameSchema,
    orderInPage: matching(/^[ -~]{0,256}$/, "must be printable ASCII, at most 256 characters"),
    productId: listOf(string),
  });

export const storeClusterSchema: Schema<StoreCluster> = objectOf<StoreCluster>()(
  () => ({ id: string, ...storeClusterFields() }),
  { id: true },
);

export const storeLayoutClustersListResponseSchema: Schema<StoreLayoutClustersListResponse> =
  objectOf<StoreLayoutClustersListResponse>()(() => ({ cluster: listOf(storeClusterSchema) }), { cluster: true });
