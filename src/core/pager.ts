/** A list that spans pages, read as it is needed: item by item or page by page. */
import { InvalidResponseError } from "./errors.js";

export interface Page<T> {
  items: T[];
  /** Give it to the list method to go on from here later. Absent on the last page. */
  nextPageToken?: string;
}

/**
 * Nothing is requested before the first item or page is asked for, and the next page only once this one
 * is used up. Each iteration starts over from the beginning.
 */
export class Pager<T, P extends Page<T> = Page<T>> implements AsyncIterable<T> {
  #fetch: (pageToken: string | undefined) => Promise<P>;
  #first: string | undefined;

  constructor(fetch: (pageToken: string | undefined) => Promise<P>, first?: string) {
    this.#fetch = fetch;
    this.#first = first;
  }

  /**
   * The pages in turn. An empty page is not the end: only a page without `nextPageToken` is.
   *
   * @throws {@link InvalidResponseError} when the server hands out a page token again, which would never end.
   */
  async *pages(): AsyncGenerator<P, void, undefined> {
    let token = this.#first;
    // Brent's cycle detection: finds a loop of any length and remembers one token.
    let remembered = token;
    let stride = 1;
    for (let steps = 0; ; ) {
      const page = await this.#fetch(token);
      token = page.nextPageToken;
      yield page;
      if (token === undefined) return;
      if (token === remembered) {
        throw new InvalidResponseError("The server handed out the same page token twice; the list would never end.");
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
