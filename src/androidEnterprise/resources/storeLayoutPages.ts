/** `storelayoutpages`: the pages of an enterprise's store. */
import type { CallOptions } from "../../core/options.js";
import { Resource } from "../../core/resource.js";
import type { ResponsePromise } from "../../core/response.js";
import { fieldsOf, type Input, inputsOf, nonEmptyString, objectOf, string } from "../../core/schema.js";
import { endpoint } from "../endpoint.js";
import { emptyListAs } from "../lists.js";
import type { LocalizedTextInput } from "../schemas/localizedText.js";
import {
  type StoreLayoutPagesListResponse,
  type StorePage,
  storeLayoutPagesListResponseSchema,
  storePageFields,
  storePageSchema,
} from "../schemas/storePage.js";
import { type EnterpriseParams, enterpriseIds, enterpriseParams, enterpriseRequired } from "./params.js";

/** Identifies a page of the store. */
export interface StorePageParams extends EnterpriseParams {
  /** Id of the page. */
  pageId: string;
}

/** A new page. */
export interface InsertStorePageParams extends EnterpriseParams, Input<Omit<StorePage, "id" | "name">> {
  /** Its name, in one or more languages. At least one is required; the first is the fallback for other languages. */
  name: readonly LocalizedTextInput[];
}

/** A page with its new content. */
export interface UpdateStorePageParams extends StorePageParams, Input<Partial<StorePage>> {
  /** Its name, in one or more languages. At least one is required; the first is the fallback for other languages. */
  name?: readonly LocalizedTextInput[] | undefined;
}

export const storePageIds = fieldsOf<StorePageParams>()({ ...enterpriseIds, pageId: nonEmptyString });
export const storePageRequired = { ...enterpriseRequired, pageId: true } as const;

export const storePageParams = objectOf<StorePageParams>()(() => storePageIds, storePageRequired);

const insertStorePageParams = objectOf<InsertStorePageParams>()(
  () => ({ ...enterpriseIds, ...inputsOf(storePageFields()) }),
  { ...enterpriseRequired, name: true },
);

const updateStorePageParams = objectOf<UpdateStorePageParams>()(
  () => ({ ...storePageIds, id: string, ...inputsOf(storePageFields()) }),
  storePageRequired,
);

export const storeLayoutPagesEndpoints = {
  delete: endpoint("storelayoutpages.delete", {
    http: "DELETE /enterprises/{enterpriseId}/storeLayout/pages/{pageId}",
    idempotency: "safe",
    effect: "destroy",
    params: storePageParams,
  }),
  get: endpoint("storelayoutpages.get", {
    http: "GET /enterprises/{enterpriseId}/storeLayout/pages/{pageId}",
    idempotency: "safe",
    effect: "read",
    params: storePageParams,
    response: storePageSchema,
  }),
  insert: endpoint("storelayoutpages.insert", {
    http: "POST /enterprises/{enterpriseId}/storeLayout/pages",
    body: "*",
    idempotency: "none",
    effect: "write",
    params: insertStorePageParams,
    response: storePageSchema,
  }),
  list: endpoint("storelayoutpages.list", {
    http: "GET /enterprises/{enterpriseId}/storeLayout/pages",
    idempotency: "safe",
    effect: "read",
    params: enterpriseParams,
    fromWire: emptyListAs("page"),
    response: storeLayoutPagesListResponseSchema,
  }),
  update: endpoint("storelayoutpages.update", {
    http: "PUT /enterprises/{enterpriseId}/storeLayout/pages/{pageId}",
    body: "*",
    idempotency: "safe",
    effect: "write",
    params: updateStorePageParams,
    wholeResource: { readOnly: [], replaces: true },
    response: storePageSchema,
  }),
};

/**
 * The pages of an enterprise's store.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws A {@link GoogleApiError} if Google responds with an error.
 */
export class StoreLayoutPages extends Resource {
  /**
   * Deletes a page of the store.
   *
   * @example
   * ```ts
   * await client.storelayoutpages.delete({ enterpriseId: "LC00lwk1yg", pageId: "p1" });
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/storelayoutpages/delete
   */
  delete(params: StorePageParams, options?: CallOptions): ResponsePromise<void> {
    return this.call(storeLayoutPagesEndpoints.delete, params, options);
  }

  /**
   * Gets a page of the store.
   *
   * @example
   * ```ts
   * const storePage = await client.storelayoutpages.get({ enterpriseId: "LC00lwk1yg", pageId: "p1" });
   * console.log(storePage);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/storelayoutpages/get
   */
  get(params: StorePageParams, options?: CallOptions): ResponsePromise<StorePage> {
    return this.call(storeLayoutPagesEndpoints.get, params, options);
  }

  /**
   * Adds a page to the store.
   *
   * The call is not retried after a lost response, as that could add a second page.
   *
   * @example
   * ```ts
   * const page = await client.storelayoutpages.insert({
   *   enterpriseId: "LC00lwk1yg",
   *   name: [{ locale: "en", text: "Work" }],
   *   link: ["p2"],
   * });
   * console.log(page.id);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/storelayoutpages/insert
   */
  insert(params: InsertStorePageParams, options?: CallOptions): ResponsePromise<StorePage> {
    return this.call(storeLayoutPagesEndpoints.insert, params, options);
  }

  /**
   * Lists the pages of the store.
   *
   * @example
   * ```ts
   * const { page } = await client.storelayoutpages.list({ enterpriseId: "LC00lwk1yg" });
   * console.log(page);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/storelayoutpages/list
   */
  list(params: EnterpriseParams, options?: CallOptions): ResponsePromise<StoreLayoutPagesListResponse> {
    return this.call(storeLayoutPagesEndpoints.list, params, options);
  }

  /**
   * Updates a page of the store. A result of `get` can be passed back.
   *
   * @example
   * ```ts
   * const storePage = await client.storelayoutpages.update({
   *   enterpriseId: "LC00lwk1yg",
   *   pageId: "p1",
   *   name: [{ locale: "en", text: "Work" }],
   * });
   * console.log(storePage);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/storelayoutpages/update
   */
  update(params: UpdateStorePageParams, options?: CallOptions): ResponsePromise<StorePage> {
    return this.call(storeLayoutPagesEndpoints.update, params, options);
  }
}
