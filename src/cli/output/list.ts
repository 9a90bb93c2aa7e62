/** Lists: written as they arrive, up to `--limit`, to be continued with `--page-token`. */
import type { Pager } from "tessera-sdk";
import { UsageError } from "../exit.js";
import type { ListFormat } from "./formats.js";
import type { Query } from "./query.js";
import type { Sink } from "./sink.js";

/** A place in a list: how many items of a page to skip. The token of the first page is empty. */
export interface Place {
  readonly skip: number;
  readonly token: string;
}

const WITHIN_PAGE = /^skip=(\d+),(.*)$/s;

/** Reads `--page-token`: a token of the vendor's, or what {@link textOf} made. */
export function placeOf(text: string): Place {
  const [, skip, token] = WITHIN_PAGE.exec(text) ?? [];
  return skip === undefined ? { skip: 0, token: text } : { skip: Number(skip), token: token ?? "" };
}

/** A vendor's token if the place is the begin of a page, else one that only this command reads. */
export function textOf({ skip, token }: Place): string {
  return skip === 0 && !WITHIN_PAGE.test(token) ? token : `skip=${skip},${token}`;
}

export interface ListOptions {
  readonly format: ListFormat;
  readonly query: Query | undefined;
  readonly limit: number | undefined;
  /** Where the list begins. */
  readonly place: Place;
  /** Ends the list after a page. */
  readonly drain: AbortSignal;
  /** Told how many items were written. */
  onItems?(written: number): void;
}

/** Writes a list. Returns where it can be continued, if it was not written to its end. */
export async function writePages(
  pager: Pager<unknown>,
  sink: Sink,
  { format, query, limit = Number.POSITIVE_INFINITY, place, drain, onItems }: ListOptions,
): Promise<Place | undefined> {
  let written = 0;
  let { skip, token } = place;
  let rest: Place | undefined;
  for await (const { items, nextPageToken } of pager.pages()) {
    if (skip > items.length) throw new UsageError("--page-token: the list has changed since it was printed");
    const taken = items.slice(skip, skip + limit - written);
    written += taken.length;
    const end = skip + taken.length;
    rest = end < items.length ? { skip: end, token } : nextPlace(nextPageToken);
    await sink.add(await format.batch(select(taken, query)));
    await sink.flush();
    onItems?.(written);
    if (sink.isClosed) return undefined;
    if (written === limit || drain.aborted || nextPageToken === undefined) break;
    skip = 0;
    token = nextPageToken;
  }
  await sink.add(format.end());
  await sink.flush();
  return rest;
}

const nextPlace = (token: string | undefined) => (token === undefined ? undefined : { skip: 0, token });

/** Writes items one by one, as they come. */
export async function writeItems(
  items: AsyncIterable<unknown>,
  sink: Sink,
  { format, query, limit = Number.POSITIVE_INFINITY, drain, onItems }: Omit<ListOptions, "place">,
): Promise<void> {
  let written = 0;
  for await (const item of items) {
    await sink.add(await format.batch(select([item], query)));
    await sink.flush();
    onItems?.(++written);
    if (written === limit || sink.isClosed || drain.aborted) break;
  }
  await sink.add(format.end());
  await sink.flush();
}

/** Items in which the expression finds nothing are left out. */
function select(items: readonly unknown[], query: Query | undefined): readonly unknown[] {
  return query === undefined ? items : items.map(query).filter((found) => found !== null && found !== undefined);
}
