/** `storelayoutpages`: the pages of an enterprise's store. */
import * as z from "zod/mini";
import { endpoint } from "../core/endpoint.js";
import type { CallOptions } from "../core/options.js";
import { Resource } from "../core/resource.js";
import { checkOf, open } from "../core/schema.js";
import { type LocalizedText, localizedNames } from "./localizedText.js";
import { type EnterpriseParams, enterpriseParams } from "./params.js";
import { SCOPES } from "./scopes.js";
import { answerOf, ids, listOf, objectOf, optionalBut, type Sendable, schemaOf, withList } from "./shapes.js";

/** A page of the store. */
export interface StorePage {
  /** Assigned by Google, and never changed. */
  id: string;
  /** Its name, in several languages. At least one is needed; the first serves where no other fits. */
  name?: LocalizedText[];
  /** Ids of the pages that it links to, in their order, itself not among them. Google does not check that they exist. */
  link?: string[];
}

/** The pages of a store. */
export interface StoreLayoutPagesListResponse {
  /** Empty when there are none. */
  page: StorePage[];
}

/** A page of the store. */
export interface StorePageParams extends EnterpriseParams {
  /** Id of the page. */
  pageId: string;
}

/** A new page. */
export interface InsertStorePageParams extends EnterpriseParams, Sendable<Omit<StorePage, "id" | "name">> {
  /** Its name, in several languages. At least one is needed; the first serves where no other fits. */
  name: readonly Sendable<LocalizedText>[];
}

/** A page as it is to be. */
export interface UpdateStorePageParams extends StorePageParams, Sendable<Partial<StorePage>> {}

const storePageFields = () => ({
  name: localizedNames(),
  link: listOf(z.string()),
});

const storePageSchema = () => schemaOf<StorePage>()(objectOf({ id: z.string(), ...storePageFields() }, "id"));

const storePageCheck = answerOf<StorePage>(storePageSchema);

const storeLayoutPagesListResponseCheck = answerOf<StoreLayoutPagesListResponse>(() =>
  schemaOf<StoreLayoutPagesListResponse>()(objectOf({ page: listOf(storePageSchema()) }, "page")),
);

export const storePageParams = checkOf<StorePageParams>(() =>
  z.toZod<StorePageParams>()(open(ids("enterpriseId", "pageId"))),
);

const insertStorePageParams = checkOf<InsertStorePageParams>(() =>
  z.toZod<InsertStorePageParams>()(open({ ...ids("enterpriseId"), ...optionalBut(storePageFields(), "name") })),
);

const updateStorePageParams = checkOf<UpdateStorePageParams>(() =>
  z.toZod<UpdateStorePageParams>()(
    open({ ...ids("enterpriseId", "pageId"), ...optionalBut({ id: z.string(), ...storePageFields() }) }),
  ),
);

export const storelayoutpagesEndpoints = {
  delete: endpoint({
    id: "androidenterprise.storelayoutpages.delete",
    http: "DELETE /androidenterprise/v1/enterprises/{enterpriseId}/storeLayout/pages/{pageId}",
    scopes: SCOPES,
    idempotency: "safe",
    params: storePageParams,
  }),
  get: endpoint({
    id: "androidenterprise.storelayoutpages.get",
    http: "GET /androidenterprise/v1/enterprises/{enterpriseId}/storeLayout/pages/{pageId}",
    scopes: SCOPES,
    idempotency: "safe",
    params: storePageParams,
    response: storePageCheck,
  }),
  insert: endpoint({
    id: "androidenterprise.storelayoutpages.insert",
    http: "POST /androidenterprise/v1/enterprises/{enterpriseId}/storeLayout/pages",
    body: "*",
    scopes: SCOPES,
    idempotency: "none",
    params: insertStorePageParams,
    response: storePageCheck,
  }),
  list: endpoint({
    id: "androidenterprise.storelayoutpages.list",
    http: "GET /androidenterprise/v1/enterprises/{enterpriseId}/storeLayout/pages",
    scopes: SCOPES,
    idempotency: "safe",
    params: enterpriseParams,
    respell: withList("page"),
    response: storeLayoutPagesListResponseCheck,
  }),
  update: endpoint({
    id: "androidenterprise.storelayoutpages.update",
    http: "PUT /androidenterprise/v1/enterprises/{enterpriseId}/storeLayout/pages/{pageId}",
    body: "*",
    scopes: SCOPES,
    idempotency: "safe",
    params: updateStorePageParams,
    response: storePageCheck,
  }),
};

/** The pages of an enterprise's store. */
export class Storelayoutpages extends Resource {
  /**
   * Deletes a page of the store.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
   * @example
   * ```ts
   * await client.storelayoutpages.delete({ enterpriseId: "LC00lwk1yg", pageId: "p1" });
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/storelayoutpages/delete
   */
  delete(params: StorePageParams, options?: CallOptions): Promise<void> {
    return this.call(storelayoutpagesEndpoints.delete, params, options);
  }

  /**
   * Reads a page of the store.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
   * @example
   * ```ts
   * const storePage = await client.storelayoutpages.get({ enterpriseId: "LC00lwk1yg", pageId: "p1" });
   * console.log(storePage);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/storelayoutpages/get
   */
  get(params: StorePageParams, options?: CallOptions): Promise<StorePage> {
    return this.call(storelayoutpagesEndpoints.get, params, options);
  }

  /**
   * Adds a page to the store.
   *
   * A lost answer is not asked for again: it would add a second one.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
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
  insert(params: InsertStorePageParams, options?: CallOptions): Promise<StorePage> {
    return this.call(storelayoutpagesEndpoints.insert, params, options);
  }

  /**
   * Lists the pages of the store.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
   * @example
   * ```ts
   * const { page } = await client.storelayoutpages.list({ enterpriseId: "LC00lwk1yg" });
   * console.log(page);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/storelayoutpages/list
   */
  list(params: EnterpriseParams, options?: CallOptions): Promise<StoreLayoutPagesListResponse> {
    return this.call(storelayoutpagesEndpoints.list, params, options);
  }

  /**
   * Changes a page of the store.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
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
  update(params: UpdateStorePageParams, options?: CallOptions): Promise<StorePage> {
    return this.call(storelayoutpagesEndpoints.update, params, options);
  }
}
