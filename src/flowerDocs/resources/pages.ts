/** `pages`: pages that an installation adds. */
import type { CallOptions } from "../../core/options.js";
import { Resource } from "../../core/resource.js";
import type { ResponsePromise } from "../../core/response.js";
import { matching, objectOf, string } from "../../core/schema.js";
import { endpoint } from "../endpoint.js";
import { pathId } from "../ids.js";

/** Names a page. */
export interface FlowerDocsPageParams {
  /** The scope that has the page. */
  scope: string;
  /** Path of the page, with slashes between its parts. */
  path: string;
}

const pageParams = objectOf<FlowerDocsPageParams>()(
  () => ({
    scope: pathId,
    path: matching(/^[^/\\;%?#]+(?:\/[^/\\;%?#]+)*$/, "must be a path without empty parts, `\\`, `;`, `%`, `?` or `#`"),
  }),
  { scope: true, path: true },
);

export const pagesEndpoints = {
  getPublic: endpoint("pages.getPublic", {
    http: "GET /public/{scope}/pages/{path}",
    multiSegment: ["path"],
    idempotency: "safe",
    effect: "read",
    params: pageParams,
    accept: "text/html, */*",
    reads: "text",
    response: string,
  }),
  getPrivate: endpoint("pages.getPrivate", {
    http: "GET /private/{scope}/pages/{path}",
    multiSegment: ["path"],
    idempotency: "safe",
    effect: "read",
    params: pageParams,
    accept: "text/html, */*",
    reads: "text",
    response: string,
  }),
};

/**
 * Pages that an installation adds to FlowerDocs.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws A {@link FlowerDocsError} if FlowerDocs responds with an error.
 * @see https://doc.uxopian.com/docs/flowerdocs/apis/core/rest
 */
export class FlowerDocsPages extends Resource {
  /**
   * Gets a page for everybody, as HTML.
   *
   * @example
   * ```ts
   * const html = await client.pages.getPublic({ scope: "ACME", path: "help/index.html" });
   * console.log(html.length);
   * ```
   */
  getPublic(params: FlowerDocsPageParams, options?: CallOptions): ResponsePromise<string> {
    return this.call(pagesEndpoints.getPublic, params, options);
  }

  /**
   * Gets a page for authenticated users, as HTML.
   *
   * @example
   * ```ts
   * const html = await client.pages.getPrivate({ scope: "ACME", path: "news.html" });
   * console.log(html.length);
   * ```
   */
  getPrivate(params: FlowerDocsPageParams, options?: CallOptions): ResponsePromise<string> {
    return this.call(pagesEndpoints.getPrivate, params, options);
  }
}
