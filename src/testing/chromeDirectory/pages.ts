/**
 * Pages by keyset: a page token holds the sort key of the page's last item, not a position. So items that vanish or
 * appear while a caller walks the pages neither hide others nor show them twice.
 */
import { refuse } from "../google.js";

/** How a list is sorted: by a key, and by id among equals. */
export interface Order<T> {
  key(item: T): string | number;
  id(item: T): string;
  readonly descending?: boolean;
}

/** The oldest first. */
export function creationOrder<T extends { readonly sequence: number; readonly id: string }>(): Order<T> {
  return { key: ({ sequence }) => sequence, id: ({ id }) => id };
}

/** What was requested of a list. */
export interface PageRequest {
  readonly size: number;
  /** Of the page before. */
  readonly token: string | undefined;
  /** The parameters that must be the same for all pages. */
  readonly bound: readonly (string | undefined)[];
  readonly now: number;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextPageToken?: string;
}

interface Cursor {
  readonly bound: string;
  readonly issuedAt: number;
  readonly key: string | number;
  readonly id: string;
}

const LIFETIME_MS = 3_600_000;

export function pageOf<T>(found: readonly T[], order: Order<T>, { size, token, bound, now }: PageRequest): Page<T> {
  const parameters = JSON.stringify(bound);
  const after = token === undefined ? undefined : cursorOf(token, parameters, now);
  const rest = found
    .map((item) => ({ item, key: order.key(item), id: order.id(item) }))
    .filter((row) => after === undefined || compare(row, after, order) > 0)
    .sort((one, other) => compare(one, other, order));
  const rows = rest.slice(0, size);
  const last = rows.at(-1);
  const items = rows.map(({ item }) => item);
  if (last === undefined || rest.length === rows.length) return { items };
  const cursor: Cursor = { bound: parameters, issuedAt: now, key: last.key, id: last.id };
  // Escaped first: base64 takes no characters beyond Latin-1.
  return { items, nextPageToken: btoa(encodeURIComponent(JSON.stringify(cursor))) };
}

type Row = Pick<Cursor, "key" | "id">;

function compare(one: Row, other: Row, { descending = false }: { readonly descending?: boolean }): number {
  if (one.key !== other.key) return one.key < other.key === descending ? 1 : -1;
  if (one.id === other.id) return 0;
  return one.id < other.id ? -1 : 1;
}

function cursorOf(token: string, bound: string, now: number): Cursor {
  const cursor = parsed(token);
  if (cursor === undefined) refuse(400, "Invalid Input: pageToken", "invalid");
  if (cursor.bound !== bound) refuse(400, "Invalid page token, request parameters do not match page token.", "invalid");
  if (now - cursor.issuedAt > LIFETIME_MS) refuse(400, "Invalid Input: pageToken", "invalid");
  return cursor;
}

function parsed(token: string): Cursor | undefined {
  try {
    const cursor: unknown = JSON.parse(decodeURIComponent(atob(token)));
    return typeof cursor === "object" && cursor !== null && "bound" in cursor ? (cursor as Cursor) : undefined;
  } catch {
    return undefined;
  }
}
