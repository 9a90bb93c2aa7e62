/** Signals of callers: why one aborted, and who listens to it. */

/** The reason of an aborted signal; an `AbortError` where a polyfill has none. */
export function reasonOf(signal: AbortSignal): unknown {
  return signal.reason === undefined ? new DOMException("This operation was aborted", "AbortError") : signal.reason;
}

interface Listeners {
  readonly wakes: Set<() => void>;
  readonly onAbort: () => void;
}

/** One listener per signal, however many calls share it: Node warns of a leak from the eleventh on. */
const listening = new WeakMap<AbortSignal, Listeners>();

/** Calls `wake` when the signal aborts. @returns what ends that. */
export function listen(signal: AbortSignal, wake: () => void): () => void {
  let listeners = listening.get(signal);
  if (listeners === undefined) {
    const wakes = new Set<() => void>();
    const onAbort = () => {
      for (const each of wakes) each();
    };
    listeners = { wakes, onAbort };
    listening.set(signal, listeners);
    signal.addEventListener("abort", listeners.onAbort);
  }
  const { wakes, onAbort } = listeners;
  wakes.add(wake);
  return () => {
    wakes.delete(wake);
    if (wakes.size > 0) return;
    signal.removeEventListener("abort", onAbort);
    listening.delete(signal);
  };
}
