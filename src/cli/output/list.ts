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

/** The place of an item of a page, some items after another. */
export const placeAfter = ({ skip, token }: Place, count: number): Place => ({ skip: skip + count, token });

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

/** Some items of a page. */
interface TakenItems {
  readonly items: readonly unknown[];
  /** Where the first of them is. */
  readonly place: Place;
  /** Where the list continues after the last of them. `undefined` at its end. */
  readonly rest: Place | undefined;
}

/** The items of a list from a place on, page by page. A page is requested once the one before it was used. */
export async function* takePages(
  pager: Pager<unknown>,
  from: Place,
  limit = Number.POSITIVE_INFINITY,
): AsyncGenerator<TakenItems, void> {
  let taken = 0;
  let place = from;
  for await (const { items, nextPageToken } of pager.pages()) {
    const { skip, token } = place;
    if (skip > items.length)
      throw new UsageError("The page token does not fit any more: the list has changed since it was given");
    const part = items.slice(skip, skip + limit - taken);
    taken += part.length;
    const end = skip + part.length;
    const next = nextPageToken === undefined ? undefined : { skip: 0, token: nextPageToken };
    yield { items: part, place, rest: end < items.length ? { skip: end, token } : next };
    if (taken === limit || next === undefined) return;
    place = next;
  }
}

/** Writes a list. Returns where it can be continued, if it was not written to its end. */
export async function writePages(
  pager: Pager<unknown>,
  sink: Sink,
  { format, query, limit, place, drain, onItems }: ListOptions,
): Promise<Place | undefined> {
  let written = 0;
  let rest: Place | undefined;
  for await (const taken of takePages(pager, place, limit)) {
    rest = taken.rest;
    written += taken.items.length;
    await sink.add(await format.batch(select(taken.items, query)));
    await sink.flush();
    onItems?.(written);
    if (sink.isClosed) return undefined;
    if (drain.aborted) break;
  }
  await sink.add(format.end());
  await sink.flush();
  return rest;
}

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
