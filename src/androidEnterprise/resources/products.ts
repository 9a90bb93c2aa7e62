/** `products`: apps of Google Play, as an enterprise sees them. */
import type { CallOptions } from "../../core/options.js";
import type { BarePage, Page, Pager } from "../../core/pager.js";
import { Resource } from "../../core/resource.js";
import type { ResponsePromise } from "../../core/response.js";
import { boolean, type Input, inputsOf, nonEmptyString, objectOf, string, uint32 } from "../../core/schema.js";
import { USE_POLICY } from "../deprecations.js";
import { endpoint } from "../endpoint.js";
import { emptyListAs } from "../lists.js";
import { type AppRestrictionsSchema, appRestrictionsSchemaSchema } from "../schemas/appRestrictions.js";
import { type Product, type ProductPermissions, productPermissionsSchema, productSchema } from "../schemas/product.js";
import {
  type ApprovalUrlInfoInput,
  type ProductsApproveRequest,
  type ProductsGenerateApprovalUrlResponse,
  productsApproveRequestFields,
  productsGenerateApprovalUrlResponseSchema,
} from "../schemas/productApproval.js";
import {
  type PageInfo,
  type ProductsListResponse,
  productsListResponseSchema,
} from "../schemas/productsListResponse.js";
import {
  type EnterpriseParams,
  enterpriseIds,
  enterpriseRequired,
  type ProductParams,
  productIds,
  productParams,
  productRequired,
} from "./params.js";

/** The product to approve, and how. */
export interface ApproveProductParams extends ProductParams, Input<ProductsApproveRequest> {
  /** The approval URL that an admin has seen. Only the permissions shown there are accepted. */
  approvalUrlInfo?: ApprovalUrlInfoInput | undefined;
}

/** A product, and the language of its approval page. */
export interface GenerateApprovalUrlParams extends ProductParams {
  /** BCP 47 tag of the language of the page, such as `en-US`. */
  languageCode?: string | undefined;
}

/** A product, and the language of the response. */
export interface GetProductParams extends ProductParams {
  /** BCP 47 tag of the language of the texts, such as `en-US`. */
  language?: string | undefined;
}

/** The products to list, and where to start. */
export interface ListProductsParams extends EnterpriseParams {
  /** Only approved products. Google supports no other value than `true`, and asks clients to send it. */
  approved?: boolean | undefined;
  /** A search query, as in the search box of Google Play. If absent, all approved products are listed. */
  query?: string | undefined;
  /** BCP 47 tag of the language of the texts, such as `en-US`. */
  language?: string | undefined;
  /** Number of products on a page. Google publishes no default. */
  maxResults?: number | undefined;
  /** `nextPageToken` of an earlier page, to continue after it. */
  token?: string | undefined;
}

/** A page of products. */
export interface ProductsPage extends Page<Product> {
  /** Position of the page in the list. */
  pageInfo?: PageInfo;
}

function productsPage({ product, tokenPagination, pageInfo }: ProductsListResponse): BarePage<ProductsPage> {
  const nextPageToken = tokenPagination?.nextPageToken ?? "";
  return { items: product, ...(nextPageToken !== "" && { nextPageToken }), ...(pageInfo && { pageInfo }) };
}

const approveProductParams = objectOf<ApproveProductParams>()(
  () => ({ ...productIds, ...inputsOf(productsApproveRequestFields()) }),
  productRequired,
);

const generateApprovalUrlParams = objectOf<GenerateApprovalUrlParams>()(
  () => ({ ...productIds, languageCode: nonEmptyString }),
  productRequired,
);

const getProductParams = objectOf<GetProductParams>()(
  () => ({ ...productIds, language: nonEmptyString }),
  productRequired,
);

const listProductsParams = objectOf<ListProductsParams>()(
  () => ({
    ...enterpriseIds,
    approved: boolean,
    query: string,
    language: nonEmptyString,
    maxResults: uint32,
    token: nonEmptyString,
  }),
  enterpriseRequired,
);

export const productsEndpoints = {
  approve: endpoint("products.approve", {
    http: "POST /enterprises/{enterpriseId}/products/{productId}/approve",
    body: "*",
    idempotency: "safe",
    effect: "write",
    params: approveProductParams,
    deprecated: USE_POLICY,
  }),
  generateApprovalUrl: endpoint("products.generateApprovalUrl", {
    http: "POST /enterprises/{enterpriseId}/products/{productId}/generateApprovalUrl",
    idempotency: "mint",
    effect: "write",
    params: generateApprovalUrlParams,
    response: productsGenerateApprovalUrlResponseSchema,
    deprecated: USE_POLICY,
  }),
  get: endpoint("products.get", {
    http: "GET /enterprises/{enterpriseId}/products/{productId}",
    idempotency: "safe",
    effect: "read",
    params: getProductParams,
    response: productSchema,
  }),
  getAppRestrictionsSchema: endpoint("products.getAppRestrictionsSchema", {
    http: "GET /enterprises/{enterpriseId}/products/{productId}/appRestrictionsSchema",
    idempotency: "safe",
    effect: "read",
    params: getProductParams,
    response: appRestrictionsSchemaSchema,
  }),
  getPermissions: endpoint("products.getPermissions", {
    http: "GET /enterprises/{enterpriseId}/products/{productId}/permissions",
    idempotency: "safe",
    effect: "read",
    params: productParams,
    response: productPermissionsSchema,
  }),
  list: endpoint("products.list", {
    http: "GET /enterprises/{enterpriseId}/products",
    idempotency: "safe",
    effect: "read",
    params: listProductsParams,
    fromWire: emptyListAs("product"),
    response: productsListResponseSchema,
    deprecated: USE_POLICY,
  }),
  unapprove: endpoint("products.unapprove", {
    http: "POST /enterprises/{enterpriseId}/products/{productId}/unapprove",
    idempotency: "safe",
    effect: "destroy",
    params: productParams,
    deprecated: USE_POLICY,
  }),
};

/**
 * Apps of Google Play, as an enterprise sees them.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws A {@link GoogleApiError} if Google responds with an error.
 */
export class Products extends Resource {
  /**
   * Approves a product and the permissions it requires. An enterprise can approve at most 1,000 products.
   *
   * @deprecated Google no longer supports approval and licenses. Set a policy on each device with {@link Devices.update}.
   * @example
   * ```ts
   * const product = { enterpriseId: "LC00lwk1yg", productId: "app:com.google.android.gm" };
   * const { url } = await client.products.generateApprovalUrl(product);
   * await client.products.approve({ ...product, approvalUrlInfo: { approvalUrl: url } });
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/products/approve
   */
  approve(params: ApproveProductParams, options?: CallOptions): ResponsePromise<void> {
    return this.call(productsEndpoints.approve, params, options);
  }

  /**
   * Creates a URL that shows an admin the permissions of a product, and with which it can then be approved once, within
   * 24 hours.
   *
   * @deprecated Google no longer supports approval and licenses. Set a policy on each device with {@link Devices.update}.
   * @example
   * ```ts
   * const { url } = await client.products.generateApprovalUrl({
   *   enterpriseId: "LC00lwk1yg",
   *   productId: "app:com.google.android.gm",
   *   languageCode: "en-US",
   * });
   * console.log(url);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/products/generateApprovalUrl
   */
  generateApprovalUrl(
    params: GenerateApprovalUrlParams,
    options?: CallOptions,
  ): ResponsePromise<ProductsGenerateApprovalUrlResponse> {
    return this.call(productsEndpoints.generateApprovalUrl, params, options);
  }

  /**
   * Gets the details of an app, to show to an admin.
   *
   * @example
   * ```ts
   * const { title } = await client.products.get({
   *   enterpriseId: "LC00lwk1yg",
   *   productId: "app:com.google.android.gm",
   *   language: "en-US",
   * });
   * console.log(title);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/products/get
   */
  get(params: GetProductParams, options?: CallOptions): ResponsePromise<Product> {
    return this.call(productsEndpoints.get, params, options);
  }

  /**
   * Gets the schema of an app's managed configuration. Every app has a schema, which may be empty.
   *
   * @example
   * ```ts
   * const { restrictions } = await client.products.getAppRestrictionsSchema({
   *   enterpriseId: "LC00lwk1yg",
   *   productId: "app:com.google.android.gm",
   *   language: "en-US",
   * });
   * console.log(restrictions);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/products/getAppRestrictionsSchema
   */
  getAppRestrictionsSchema(params: GetProductParams, options?: CallOptions): ResponsePromise<AppRestrictionsSchema> {
    return this.call(productsEndpoints.getAppRestrictionsSchema, params, options);
  }

  /**
   * Gets the permissions that an app requires.
   *
   * @example
   * ```ts
   * const productPermissions = await client.products.getPermissions({
   *   enterpriseId: "LC00lwk1yg",
   *   productId: "app:com.google.android.gm",
   * });
   * console.log(productPermissions);
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/products/getPermissions
   */
  getPermissions(params: ProductParams, options?: CallOptions): ResponsePromise<ProductPermissions> {
    return this.call(productsEndpoints.getPermissions, params, options);
  }

  /**
   * Lists approved products, or those that match a search.
   *
   * The pager requests the next page with Google's page token. Each page also has `pageInfo`, with the total. Invalid
   * parameters are refused when the first page is requested.
   *
   * @deprecated Google no longer supports approval and licenses. Set a policy on each device with {@link Devices.update}.
   * @example
   * ```ts
   * for await (const product of client.products.list({ enterpriseId: "LC00lwk1yg", approved: true })) {
   *   console.log(product.productId, product.title);
   * }
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/products/list
   */
  list(params: ListProductsParams, options?: CallOptions): Pager<Product, ProductsPage> {
    return this.paginate(productsEndpoints.list, params, options, { token: "token", page: productsPage });
  }

  /**
   * Revokes the approval of a product and of the permissions it requires.
   *
   * @deprecated Google no longer supports approval and licenses. Set a policy on each device with {@link Devices.update}.
   * @example
   * ```ts
   * await client.products.unapprove({
   *   enterpriseId: "LC00lwk1yg",
   *   productId: "app:com.google.android.gm",
   * });
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/products/unapprove
   */
  unapprove(params: ProductParams, options?: CallOptions): ResponsePromise<void> {
    return this.call(productsEndpoints.unapprove, params, options);
  }
}
