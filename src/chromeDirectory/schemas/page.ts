/** A page of a list, as read from either API. */
import type { Page } from "../../core/pager.js";
import { listOf, objectOf, type Schema, string } from "../../core/schema.js";

export type ListedPage<T> = Omit<Page<T>, "response">;

/**
 * The schema of a page whose items may lack anything: neither a field mask nor one odd item costs the page. That items
 * are a list is the pager's to check.
 */
export function pageOf<T>(item: Schema<Partial<T>>): Schema<ListedPage<T>> {
  const lenient = objectOf<{ items?: Partial<T>[]; nextPageToken?: string }>()(() => ({
    items: listOf(item),
    nextPageToken: string,
  }));
  return lenient as unknown as Schema<ListedPage<T>>;
}

/** A page with other items. One without a list stays as it is, for the pager to report. */
export function withItems<T, U>(page: ListedPage<T>, change: (items: T[]) => U[]): ListedPage<U> {
  return Array.isArray(page.items) ? { ...page, items: change(page.items) } : (page as ListedPage<never>);
}

/** A list in an item. A mistyped one has passed as drift; it holds nothing. */
export const listIn = <T>(list: readonly T[] | undefined): readonly T[] => (Array.isArray(list) ? list : []);
