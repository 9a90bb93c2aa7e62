/** Why a signal aborted. */

/** The reason of an aborted signal; an `AbortError` where a polyfill has none. */
export function reasonOf(signal: AbortSignal): unknown {
  return signal.reason === undefined ? new DOMException("This operation was aborted", "AbortError") : signal.reason;
}
