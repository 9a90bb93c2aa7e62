/** A list that spans pages, read on demand: item by item or page by page. */
import { InvalidResponseError } from "./errors.js";
import type { ResponseInfo } from "./response.js";

/** One page of a list. */
export interface Page<T> {
  /** The items of the page, in the server's order. A page may be empty. */
  items: T[];
  /** Pass it to the list method to continue from here later. Absent on the last page. */
  nextPageToken?: string;
  /** The response that the page was read from. Not enumerable: a page that is logged or stored is its data. */
  readonly response: ResponseInfo;
}

/** A page as a list method's own code makes it, or a test double: without its response. */
export type BarePage<P> = Omit<P, "response"> & { readonly response?: ResponseInfo };

/** Gets the page of a token, or the first page. `before` is what was requested before it. */
export type FetchPage<P> = (
  pageToken: string | undefined,
  before: { readonly pageToken: string | undefined } | undefined,
) => Promise<BarePage<P>>;

/**
 * Nothing is requested before the first item or page is, and the next page only once this one is used up. Each
 * iteration starts from the beginning.
 */
export class Pager<T, P extends Page<T> = Page<T>> implements AsyncIterable<T> {
  #fetch: FetchPage<P>;
  #first: string | undefined;
  #endpoint: string | undefined;

  /**
   * @param first token of the page to begin with.
   * @param endpoint id of the endpoint, for errors.
   */
  constructor(fetch: FetchPage<P>, first?: string, endpoint?: string) {
    this.#fetch = fetch;
    this.#first = first;
    this.#endpoint = endpoint;
  }

  /**
   * The pages in order. An empty page is not the end: only a page without `nextPageToken` is.
   *
   * @throws An {@link InvalidResponseError} if the server returns a page token again, which would never end.
   */
  async *pages(): AsyncGenerator<P, void, undefined> {
    let token = this.#first;
    // Brent's cycle detection: finds a loop of any length and remembers one token.
    let remembered = token;
    let stride = 1;
    let before: { pageToken: string | undefined } | undefined;
    for (let steps = 0; ; ) {
      const page = (await this.#fetch(token, before)) as P;
      before = { pageToken: token };
      token = page.nextPageToken;
      yield page;
      if (token === undefined) return;
      if (token === remembered) {
        throw new InvalidResponseError("The server returned the same page token twice; the list would never end.", {
          endpoint: this.#endpoint,
        });
      }
      if (++steps === stride) {
        remembered = token;
        stride *= 2;
        steps = 0;
      }
    }
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for await (const page of this.pages()) yield* page.items;
  }

  /** All items from the first page to the last, in memory at once. */
  async toArray(): Promise<T[]> {
    const items: T[] = [];
    for await (const page of this.pages()) for (const item of page.items) items.push(item);
    return items;
  }
}
