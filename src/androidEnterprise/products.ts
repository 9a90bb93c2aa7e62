/** `products`: apps of Google Play, as an enterprise sees them. */
import * as z from "zod/mini";
import { endpoint } from "../core/endpoint.js";
import type { CallOptions } from "../core/options.js";
import type { Pager } from "../core/pager.js";
import { Resource } from "../core/resource.js";
import { checkOf, open } from "../core/schema.js";
import { type AppRestrictionsSchema, appRestrictionsSchemaCheck } from "./appRestrictions.js";
import { deprecated, USE_POLICY } from "./deprecations.js";
import { type EnterpriseParams, type ProductParams, productParams } from "./params.js";
import { type Product, type ProductPermission, productCheck, productPermissionSchema } from "./product.js";
import {
  type ProductsApproveRequest,
  type ProductsGenerateApprovalUrlResponse,
  productsApproveRequestFields,
  productsGenerateApprovalUrlResponseCheck,
} from "./productApproval.js";
import { type ProductsPage, productsListResponseCheck, productsPage } from "./productsPage.js";
import { SCOPES } from "./scopes.js";
import { answerOf, ids, listOf, objectOf, optionalBut, type Sendable, schemaOf, text, withList } from "./shapes.js";

/** The permissions that an app requires. */
export interface ProductPermissions {
  /** Id of the product, such as `app:com.google.android.gm`. */
  productId?: string;
  /** The permissions. */
  permission?: ProductPermission[];
}

/** Which product is approved, and how. */
export interface ApproveProductParams extends ProductParams, Sendable<ProductsApproveRequest> {}

/** A product, and the language of the page about it. */
export interface GenerateApprovalUrlParams extends ProductParams {
  /** BCP 47 tag of the language of the page, such as `en-US`. */
  languageCode?: string | undefined;
}

/** A product, and the language of the answer. */
export interface GetProductParams extends ProductParams {
  /** BCP 47 tag of the language of the texts, such as `en-US`. */
  language?: string | undefined;
}

/** Which products are listed, and from which page on. */
export interface ListProductsParams extends EnterpriseParams {
  /** Only approved products. Google supports no other value than true, and asks that it be given. */
  approved?: boolean | undefined;
  /** What to search for, as in the search box of Google Play. Absent: all approved products. */
  query?: string | undefined;
  /** BCP 47 tag of the language of the texts, such as `en-US`. */
  language?: string | undefined;
  /** How many products a page holds. Google publishes no default. */
  maxResults?: number | undefined;
  /** `nextPageToken` of an earlier page, to go on from there. */
  token?: string | undefined;
}

const productPermissionsCheck = answerOf<ProductPermissions>(() =>
  schemaOf<ProductPermissions>()(
    objectOf({
      productId: z.string(),
      permission: listOf(productPermissionSchema()),
    }),
  ),
);

const MAX_RESULTS = "must be a whole number from 0 to 4,294,967,295";

const approveProductParams = checkOf<ApproveProductParams>(() =>
  z.toZod<ApproveProductParams>()(
    open({ ...ids("enterpriseId", "productId"), ...optionalBut(productsApproveRequestFields()) }),
  ),
);

const generateApprovalUrlParams = checkOf<GenerateApprovalUrlParams>(() =>
  z.toZod<GenerateApprovalUrlParams>()(
    open({ ...ids("enterpriseId", "productId"), ...optionalBut({ languageCode: text() }) }),
  ),
);

const getProductParams = checkOf<GetProductParams>(() =>
  z.toZod<GetProductParams>()(open({ ...ids("enterpriseId", "productId"), ...optionalBut({ language: text() }) })),
);

const listProductsParams = checkOf<ListProductsParams>(() =>
  z.toZod<ListProductsParams>()(
    open({
      ...ids("enterpriseId"),
      ...optionalBut({
        approved: z.boolean(),
        query: z.string(),
        language: text(),
        maxResults: z.uint32(MAX_RESULTS),
        token: text(),
      }),
    }),
  ),
);

export const productsEndpoints = {
  approve: endpoint({
    id: "androidenterprise.products.approve",
    http: "POST /androidenterprise/v1/enterprises/{enterpriseId}/products/{productId}/approve",
    body: "*",
    scopes: SCOPES,
    idempotency: "safe",
    params: approveProductParams,
    deprecated: deprecated("products.approve", USE_POLICY),
  }),
  generateApprovalUrl: endpoint({
    id: "androidenterprise.products.generateApprovalUrl",
    http: "POST /androidenterprise/v1/enterprises/{enterpriseId}/products/{productId}/generateApprovalUrl",
    scopes: SCOPES,
    idempotency: "mint",
    params: generateApprovalUrlParams,
    response: productsGenerateApprovalUrlResponseCheck,
    deprecated: deprecated("products.generateApprovalUrl", USE_POLICY),
  }),
  get: endpoint({
    id: "androidenterprise.products.get",
    http: "GET /androidenterprise/v1/enterprises/{enterpriseId}/products/{productId}",
    scopes: SCOPES,
    idempotency: "safe",
    params: getProductParams,
    response: productCheck,
  }),
  getAppRestrictionsSchema: endpoint({
    id: "androidenterprise.products.getAppRestrictionsSchema",
    http: "GET /androidenterprise/v1/enterprises/{enterpriseId}/products/{productId}/appRestrictionsSchema",
    scopes: SCOPES,
    idempotency: "safe",
    params: getProductParams,
    response: appRestrictionsSchemaCheck,
  }),
  getPermissions: endpoint({
    id: "androidenterprise.products.getPermissions",
    http: "GET /androidenterprise/v1/enterprises/{enterpriseId}/products/{productId}/permissions",
    scopes: SCOPES,
    idempotency: "safe",
    params: productParams,
    response: productPermissionsCheck,
  }),
  list: endpoint({
    id: "androidenterprise.products.list",
    http: "GET /androidenterprise/v1/enterprises/{enterpriseId}/products",
    scopes: SCOPES,
    idempotency: "safe",
    params: listProductsParams,
    respell: withList("product"),
    response: productsListResponseCheck,
    deprecated: deprecated("products.list", USE_POLICY),
  }),
  unapprove: endpoint({
    id: "androidenterprise.products.unapprove",
    http: "POST /androidenterprise/v1/enterprises/{enterpriseId}/products/{productId}/unapprove",
    scopes: SCOPES,
    idempotency: "safe",
    params: productParams,
    deprecated: deprecated("products.unapprove", USE_POLICY),
  }),
};

/** Apps of Google Play, as an enterprise sees them. */
export class Products extends Resource {
  /**
   * Approves a product, with the permissions it requires. An enterprise can approve at most 1,000.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
   * @deprecated Google has given approval and licenses up: set a policy on each device by {@link Devices.update}.
   * @example
   * ```ts
   * const product = { enterpriseId: "LC00lwk1yg", productId: "app:com.google.android.gm" };
   * const { url } = await client.products.generateApprovalUrl(product);
   * await client.products.approve({ ...product, approvalUrlInfo: { approvalUrl: url } });
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/products/approve
   */
  approve(params: ApproveProductParams, options?: CallOptions): Promise<void> {
    return this.call(productsEndpoints.approve, params, options);
  }

  /**
   * Makes a URL that shows an admin the permissions of a product, and with which it can then be approved: once,
   * within 24 hours.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
   * @deprecated Google has given approval and licenses up: set a policy on each device by {@link Devices.update}.
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
  ): Promise<ProductsGenerateApprovalUrlResponse> {
    return this.call(productsEndpoints.generateApprovalUrl, params, options);
  }

  /**
   * Reads about an app, to show to an admin.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
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
  get(params: GetProductParams, options?: CallOptions): Promise<Product> {
    return this.call(productsEndpoints.get, params, options);
  }

  /**
   * Reads what can be configured in an app. Every app has a schema; it may be empty.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
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
  getAppRestrictionsSchema(params: GetProductParams, options?: CallOptions): Promise<AppRestrictionsSchema> {
    return this.call(productsEndpoints.getAppRestrictionsSchema, params, options);
  }

  /**
   * Reads which permissions an app requires.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
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
  getPermissions(params: ProductParams, options?: CallOptions): Promise<ProductPermissions> {
    return this.call(productsEndpoints.getPermissions, params, options);
  }

  /**
   * Lists approved products, or those of them that match a search.
   *
   * The pager asks for the next page with Google's page token; each page also has `pageInfo`, with the total.
   *
   * @throws {@link InvalidParamsError} at the first page, before anything is sent, when a parameter is missing, empty
   *   or unknown.
   * @throws {@link GoogleApiError} when Google refuses.
   * @deprecated Google has given approval and licenses up: set a policy on each device by {@link Devices.update}.
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
   * Takes back the approval of a product, and of the permissions it requires.
   *
   * @throws {@link InvalidParamsError} before anything is sent, when an id is missing or empty, or a parameter unknown
   *   or malformed.
   * @throws {@link GoogleApiError} when Google refuses.
   * @deprecated Google has given approval and licenses up: set a policy on each device by {@link Devices.update}.
   * @example
   * ```ts
   * await client.products.unapprove({
   *   enterpriseId: "LC00lwk1yg",
   *   productId: "app:com.google.android.gm",
   * });
   * ```
   * @see https://developers.google.com/android/work/play/emm-api/v1/products/unapprove
   */
  unapprove(params: ProductParams, options?: CallOptions): Promise<void> {
    return this.call(productsEndpoints.unapprove, params, options);
  }
}
