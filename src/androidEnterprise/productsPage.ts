/** One page of a list of products. */
import * as z from "zod/mini";
import type { Page } from "../core/pager.js";
import { type Product, productSchema } from "./product.js";
import { answerOf, int32, listOf, objectOf, schemaOf } from "./shapes.js";

/** One page of products. */
export interface ProductsListResponse {
  /** Empty when there are none. */
  product: Product[];
  /** Where the page stands in the list. */
  pageInfo?: PageInfo;
  /** Tokens of the pages beside this one. */
  tokenPagination?: TokenPagination;
}

/** Where a page stands in its list. */
export interface PageInfo {
  /** How many there are on all pages. */
  totalResults?: number;
  /** How many a page holds. */
  resultPerPage?: number;
  /** Place of the first one. */
  startIndex?: number;
}

/** Tokens of the pages beside this one. */
export interface TokenPagination {
  /** Absent or empty on the last page. */
  nextPageToken?: string;
  /** Absent or empty on the first page. */
  previousPageToken?: string;
}

/** A page of products. */
export interface ProductsPage extends Page<Product> {
  /** Where the page stands in the list. */
  pageInfo?: PageInfo;
}

export function productsPage({ product, tokenPagination, pageInfo }: ProductsListResponse): ProductsPage {
  const nextPageToken = tokenPagination?.nextPageToken ?? "";
  return { items: product, ...(nextPageToken !== "" && { nextPageToken }), ...(pageInfo && { pageInfo }) };
}

export const productsListResponseCheck = answerOf<ProductsListResponse>(() =>
  schemaOf<ProductsListResponse>()(
    objectOf(
      {
        product: listOf(productSchema()),
        pageInfo: pageInfoSchema(),
        tokenPagination: tokenPaginationSchema(),
      },
      "product",
    ),
  ),
);

const pageInfoSchema = () =>
  schemaOf<PageInfo>()(
    objectOf({
      totalResults: int32(),
      resultPerPage: int32(),
      startIndex: int32(),
    }),
  );

const tokenPaginationSchema = () =>
  schemaOf<TokenPagination>()(
    objectOf({
      nextPageToken: z.string(),
      previousPageToken: z.string(),
    }),
  );
