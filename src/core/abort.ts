/** Why a signal was aborted. */

/** The reason of an aborted signal; an `AbortError`, as the platform's, where a polyfill has none. */
export function reasonOf(signal: Pick<AbortSignal, "reason">): unknown {
  return signal.reason === undefined ? new DOMException("This operation was aborted", "AbortError") : signal.reason;
}
