/** Pages of products. */
import { int32, listOf, objectOf, type Schema, string } from "../../core/schema.js";
import { type Product, productSchema } from "./product.js";

/** One page of products. */
export interface ProductsListResponse {
  /** The products. Empty if there are none. */
  product: Product[];
  /** Position of the page in the list. */
  pageInfo?: PageInfo;
  /** Tokens of the next and the previous page. */
  tokenPagination?: TokenPagination;
}

/** Position of a page in its list. */
export interface PageInfo {
  /** Number of results on all pages. */
  totalResults?: number;
  /** Highest number of results on a page. */
  resultPerPage?: number;
  /** Index of the first result on the page. */
  startIndex?: number;
}

/** Tokens of the next and the previous page. */
export interface TokenPagination {
  /** Token of the next page. Absent or empty on the last page. */
  nextPageToken?: string;
  /** Token of the previous page. Absent or empty on the first page. */
  previousPageToken?: string;
}

export const productsListResponseSchema: Schema<ProductsListResponse> = objectOf<ProductsListResponse>()(
  () => ({
    product: listOf(productSchema),
    pageInfo: pageInfoSchema,
    tokenPagination: tokenPaginationSchema,
  }),
  { product: true },
);

const pageInfoSchema: Schema<PageInfo> = objectOf<PageInfo>()(() => ({
  totalResults: int32,
  resultPerPage: int32,
  startIndex: int32,
}));

const tokenPaginationSchema: Schema<TokenPagination> = objectOf<TokenPagination>()(() => ({
  nextPageToken: string,
  previousPageToken: string,
}));
