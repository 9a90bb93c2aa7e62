/** How long what can go on without Redis, or another store, waits for it. In milliseconds. */

/** For the first time, the connection is yet to be made. */
export const FIRST_BOUND_MS = 2_000;
export const BOUND_MS = 250;
/** What did not respond is left alone for so long, so that not each call waits for it. */
export const LEFT_ALONE_MS = 5_000;
