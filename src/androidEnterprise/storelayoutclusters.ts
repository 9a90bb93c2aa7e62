/** `storelayoutclusters`: the rows of apps on a page of an enterprise's store. */
import * as z from "zod/mini";
import { endpoint } from "../core/endpoint.js";
import type { CallOptions } from "../core/options.js";
import { Resource } from "../core/resource.js";
import { checkOf, open } from "../core/schema.js";
import { type LocalizedText, localizedNames } from "./localizedText.js";
import { SCOPES } from "./scopes.js";
import { answerOf, ids, listOf, objectOf, optionalBut, type Sendable, schemaOf, withList } from "./shapes.js";
import { type StorePageParams, storePageParams } from "./storelayoutpages.js";

/** A row of apps on a page of the store. */
export interface StoreCluster {
  /** Assigned by Google, and never changed. */
  id: string;
  /** Its name, in several languages. At least one is needed; the first serves where no other fits. */
  name?: LocalizedText[];
  /** Rows are sorted by this text: ASCII, at most 256 characters. Equal texts come in any order. */
  orderInPage?: string;
  /** The apps, in the order they are shown, none twice. */
  productId?: string[];
}

/** The rows of a page. */
export interface StoreLayoutClustersListResponse {
  /** Empty when there are none. */
  cluster: StoreCluster[];
}

/** A row on a page of the store. */
export interface StoreClusterParams extends StorePageParams {
  /** Id of the row. */
  clusterId: string;
}

/** A new row. */
export interface InsertStoreClusterParams extends StorePageParams, Sendable<Omit<StoreCluster, "id" | "name">> {
  /** Its name, in several languages. At least one is needed; the first serves where no other fits. */
  name: readonly Sendable<LocalizedText>[];
}

/** A row as it is to be. */
export interface UpdateStoreClusterParams extends StoreClusterParams, Sendable<Partial<StoreCluster>> {}

const orderInPage = () =>
  z.string().check(z.regex(/^[ -~]{0,256}$/, "must be printable ASCII, at most 256 characters"));

const storeClusterFields = () => ({
  name: localizedNames(),
  orderInPage: orderInPage(),
  productId: listOf(z.string()),
});

const storeClusterSchema = () => schemaOf<StoreCluster>()(objectOf({ id: z.string(), ...storeClusterFields() }, "id"));

const storeClusterCheck = answerOf<StoreCluster>(storeClusterSchema);

const storeLayoutClustersListResponseSchema = () =>
  schemaOf<StoreLayoutClustersListResponse>()(objectOf({ cluster: listOf(storeClusterSchema()) }, "cluster"));

const storeLayoutClustersListResponseCheck = answerOf<StoreLayoutClustersListResponse>(
  storeLayoutClustersListResponseSchema,
);

const storeClusterParams = checkOf<StoreClusterParams>(() =>
  z.toZod<StoreClusterParams>()(open(ids("enterpriseId", "pageId", "clusterId"))),
);

const insertStoreClusterParams = checkOf<InsertStoreClusterParams>(() =>
  z.toZod<InsertStoreClusterParams>()(
    open({ ...ids("enterpriseId", "pageId"), ...optionalBut(storeClusterFields(), "name") }),
  ),
);

const updateStoreClusterParams = checkOf<UpdateStoreClusterParams>(() =>
  z.toZod<UpdateStoreClusterParams>()(
    open({
      ...ids("enterpriseId", "pageId", "clusterId"),
      ...optionalBut({ id: z.string(), ...storeClusterFields() }),
    }),
  ),
);

export const storelayoutclustersEndpoints = {
  delete: endpoint({
    id: "androidenterprise.storelayoutclusters.delete",
    http: "DELETE /androidenterprise/v1/enterprises/{enterpriseId}/storeLayout/pages/{pageId}/clusters/{clusterId}",
    scopes: SCOPES,
    idempotency: "safe",
    params: storeClusterParams,
  }),
  get: endpoint({
    id: "androidenterprise.storelayoutclusters.get",
    http: "GET /androidenterprise/v1/enterprises/{enterpriseId}/storeLayout/pages/{pageId}/clusters/{clusterId}",
    scopes: SCOPES,
    idempotency: "safe",
    params: storeClusterParams,
    response: storeClusterCheck,
  }),
  insert: endpoint({
    id: "androidenterprise.storelayoutclusters.insert",
    http: "POST /androidenterprise/v1/enterprises/{enterpriseId}/storeLayout/pages/{pageId}/clusters",
    body: "*",
    scopes: SCOPES,
    idempotency: "none",
    params: insertStoreClusterParams,
    response: storeClusterCheck,
  }),
  list: endpoint({
    id: "androidenterprise.storelayoutclusters.list",
    http: "GET /androidenterprise/v1/enterprises/{enterpriseId}/storeLayout/pages/{pageId}/clusters",
    scopes: SCOPES,
    idempotency: "safe",
    params: storePageParams,
    respell: withList("cluster"),
    response: storeLayoutClustersListResponseCheck,
  }),
  update: endpoint({
    id: "androidenterprise.storelayoutclusters.update",
    http: "PUT /androidenterprise/v1/enterprises/{enterpriseId}/storeLayout/pages/{pageId}/clusters/{clusterId}",
    body: "*",
    scopes: SCOPES,
    idempotency: "safe",
    params: updateStoreClusterParams,
    response: storeClusterCheck,
  }),
};

/** The rows of apps on a page of an enterprise's store. */
export class Storelayoutclusters extends Resource {
  /**
   * Deletes a row of apps.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
   * @example
   * ```ts
   * await client.storelayoutclusters.delete({ enterpriseId: "LC00lwk1yg", pageId: "p1", clusterId: "c1" });
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/storelayoutclusters/delete
   */
  delete(params: StoreClusterParams, options?: CallOptions): Promise<void> {
    return this.call(storelayoutclustersEndpoints.delete, params, options);
  }

  /**
   * Reads a row of apps.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
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
  get(params: StoreClusterParams, options?: CallOptions): Promise<StoreCluster> {
    return this.call(storelayoutclustersEndpoints.get, params, options);
  }

  /**
   * Adds a row of apps to a page.
   *
   * A lost answer is not asked for again: it would add a second one.
   *
   * @throws {@link InvalidParamsError} before anything is sent: an id missing or empty, an `orderInPage` that is not
   * ASCII or has more than 256 characters.
   * @throws {@link GoogleApiError} when Google refuses.
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
  insert(params: InsertStoreClusterParams, options?: CallOptions): Promise<StoreCluster> {
    return this.call(storelayoutclustersEndpoints.insert, params, options);
  }

  /**
   * Lists the rows of a page.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
   * @example
   * ```ts
   * const { cluster } = await client.storelayoutclusters.list({ enterpriseId: "LC00lwk1yg", pageId: "p1" });
   * console.log(cluster);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/storelayoutclusters/list
   */
  list(params: StorePageParams, options?: CallOptions): Promise<StoreLayoutClustersListResponse> {
    return this.call(storelayoutclustersEndpoints.list, params, options);
  }

  /**
   * Changes a row of apps.
   *
   * @throws {@link InvalidParamsError} before anything is sent: an id missing or empty, an `orderInPage` that is not
   * ASCII or has more than 256 characters.
   * @throws {@link GoogleApiError} when Google refuses.
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
  update(params: UpdateStoreClusterParams, options?: CallOptions): Promise<StoreCluster> {
    return this.call(storelayoutclustersEndpoints.update, params, options);
  }
}
