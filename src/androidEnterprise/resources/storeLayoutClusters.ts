/** `storelayoutclusters`: the clusters of apps on the pages of an enterprise's store. */
import type { CallOptions } from "../../core/options.js";
import { Resource } from "../../core/resource.js";
import type { ResponsePromise } from "../../core/response.js";
import { fieldsOf, type Input, inputsOf, nonEmptyString, objectOf, string } from "../../core/schema.js";
import { endpoint } from "../endpoint.js";
import { emptyListAs } from "../lists.js";
import type { LocalizedTextInput } from "../schemas/localizedText.js";
import {
  type StoreCluster,
  type StoreLayoutClustersListResponse,
  storeClusterFields,
  storeClusterSchema,
  storeLayoutClustersListResponseSchema,
} from "../schemas/storeCluster.js";
import { type StorePageParams, storePageIds, storePageParams, storePageRequired } from "./storeLayoutPages.js";

/** Identifies a cluster on a page of the store. */
export interface StoreClusterParams extends StorePageParams {
  /** Id of the cluster. */
  clusterId: string;
}

/** A new cluster. */
export interface InsertStoreClusterParams extends StorePageParams, Input<Omit<StoreCluster, "id" | "name">> {
  /** Its name, in one or more languages. At least one is required; the first is the fallback for other languages. */
  name: readonly LocalizedTextInput[];
}

/** A cluster with its new content. */
export interface UpdateStoreClusterParams extends StoreClusterParams, Input<Partial<StoreCluster>> {
  /** Its name, in one or more languages. At least one is required; the first is the fallback for other languages. */
  name?: readonly LocalizedTextInput[] | undefined;
}

const storeClusterIds = fieldsOf<StoreClusterParams>()({ ...storePageIds, clusterId: nonEmptyString });
const storeClusterRequired = { ...storePageRequired, clusterId: true } as const;

const storeClusterParams = objectOf<StoreClusterParams>()(() => storeClusterIds, storeClusterRequired);

const insertStoreClusterParams = objectOf<InsertStoreClusterParams>()(
  () => ({ ...storePageIds, ...inputsOf(storeClusterFields()) }),
  { ...storePageRequired, name: true },
);

const updateStoreClusterParams = objectOf<UpdateStoreClusterParams>()(
  () => ({ ...storeClusterIds, id: string, ...inputsOf(storeClusterFields()) }),
  storeClusterRequired,
);

export const storeLayoutClustersEndpoints = {
  delete: endpoint("storelayoutclusters.delete", {
    http: "DELETE /enterprises/{enterpriseId}/storeLayout/pages/{pageId}/clusters/{clusterId}",
    idempotency: "safe",
    effect: "destroy",
    params: storeClusterParams,
  }),
  get: endpoint("storelayoutclusters.get", {
    http: "GET /enterprises/{enterpriseId}/storeLayout/pages/{pageId}/clusters/{clusterId}",
    idempotency: "safe",
    effect: "read",
    params: storeClusterParams,
    response: storeClusterSchema,
  }),
  insert: endpoint("storelayoutclusters.insert", {
    http: "POST /enterprises/{enterpriseId}/storeLayout/pages/{pageId}/clusters",
    body: "*",
    idempotency: "none",
    effect: "write",
    params: insertStoreClusterParams,
    response: storeClusterSchema,
  }),
  list: endpoint("storelayoutclusters.list", {
    http: "GET /enterprises/{enterpriseId}/storeLayout/pages/{pageId}/clusters",
    idempotency: "safe",
    effect: "read",
    params: storePageParams,
    fromWire: emptyListAs("cluster"),
    response: storeLayoutClustersListResponseSchema,
  }),
  update: endpoint("storelayoutclusters.update", {
    http: "PUT /enterprises/{enterpriseId}/storeLayout/pages/{pageId}/clusters/{clusterId}",
    body: "*",
    idempotency: "safe",
    effect: "write",
    params: updateStoreClusterParams,
    wholeResource: { readOnly: [], replaces: true },
    response: storeClusterSchema,
  }),
};

/**
 * The clusters of apps on the pages of an enterprise's store.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws A {@link GoogleApiError} if Google responds with an error.
 */
export class StoreLayoutClusters extends Resource {
  /**
   * Deletes a cluster of apps.
   *
   * @example
   * ```ts
   * await client.storelayoutclusters.delete({ enterpriseId: "LC00lwk1yg", pageId: "p1", clusterId: "c1" });
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/storelayoutclusters/delete
   */
  delete(params: StoreClusterParams, options?: CallOptions): ResponsePromise<void> {
    return this.call(storeLayoutClustersEndpoints.delete, params, options);
  }

  /**
   * Gets a cluster of apps.
   *
   * @example
   * ```ts
   * const storeCluster = await client.storelayoutclusters.get({
   *   enterpriseId: "LC00lwk1yg",
   *   pageId: "p1",
   *   clusterId: "c1",
   * });
   * console.log(storeCluster);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/storelayoutclusters/get
   */
  get(params: StoreClusterParams, options?: CallOptions): ResponsePromise<StoreCluster> {
    return this.call(storeLayoutClustersEndpoints.get, params, options);
  }

  /**
   * Adds a cluster of apps to a page.
   *
   * The call is not retried after a lost response, as that could add a second cluster.
   *
   * @throws An {@link InvalidParamsError} before anything is sent, also if `orderInPage` is not ASCII or has more than
   *   256 characters.
   * @example
   * ```ts
   * const cluster = await client.storelayoutclusters.insert({
   *   enterpriseId: "LC00lwk1yg",
   *   pageId: "p1",
   *   name: [{ locale: "en", text: "For the field" }],
   *   orderInPage: "1",
   *   productId: ["app:com.google.android.gm"],
   * });
   * console.log(cluster.id);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/storelayoutclusters/insert
   */
  insert(params: InsertStoreClusterParams, options?: CallOptions): ResponsePromise<StoreCluster> {
    return this.call(storeLayoutClustersEndpoints.insert, params, options);
  }

  /**
   * Lists the clusters of a page.
   *
   * @example
   * ```ts
   * const { cluster } = await client.storelayoutclusters.list({ enterpriseId: "LC00lwk1yg", pageId: "p1" });
   * console.log(cluster);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/storelayoutclusters/list
   */
  list(params: StorePageParams, options?: CallOptions): ResponsePromise<StoreLayoutClustersListResponse> {
    return this.call(storeLayoutClustersEndpoints.list, params, options);
  }

  /**
   * Updates a cluster of apps. A result of `get` can be passed back.
   *
   * @throws An {@link InvalidParamsError} before anything is sent, also if `orderInPage` is not ASCII or has more than
   *   256 characters.
   * @example
   * ```ts
   * const storeCluster = await client.storelayoutclusters.update({
   *   enterpriseId: "LC00lwk1yg",
   *   pageId: "p1",
   *   clusterId: "c1",
   *   name: [{ locale: "en", text: "For the field" }],
   *   orderInPage: "2",
   *   productId: ["app:com.google.android.gm"],
   * });
   * console.log(storeCluster);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/storelayoutclusters/update
   */
  update(params: UpdateStoreClusterParams, options?: CallOptions): ResponsePromise<StoreCluster> {
    return this.call(storeLayoutClustersEndpoints.update, params, options);
  }
}
