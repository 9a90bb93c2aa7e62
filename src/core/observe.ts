/** `observe()`: the four tracing channels as functions with types, safe for the calls that are observed. */
import type { TraceChannel } from "./channel.js";
import { notify } from "./diagnostics.js";
import { functionOf, hasMethods } from "./options.js";
import { custom, objectOf } from "./schema.js";
import {
  type AttemptTrace,
  addScope,
  attemptChannel,
  type CallTrace,
  callChannel,
  type TokenTrace,
  tokenChannel,
  type WaitTrace,
  waitChannel,
} from "./tracing.js";
import { checkAgainst } from "./validate.js";

/**
 * What {@link observe} calls. A function whose name ends in `Start` runs when the work is about to begin, with the
 * facts that are known by then; what it returns, such as a span, is passed to the function that ends in `End`, which
 * runs once the work has succeeded or failed. All functions run synchronously and have a trace of their own, which is
 * frozen. What they throw goes to the process, as an uncaught exception, and does not affect the call. What they
 * return is not awaited.
 */
export interface Observer<S = unknown> {
  /** A call begins. */
  callStart?: ((call: Readonly<CallTrace>) => S) | undefined;
  /** A call has ended. */
  callEnd?: ((call: Readonly<CallTrace>, started: S | undefined) => void) | undefined;
  /** An HTTP request of a call begins. */
  attemptStart?: ((attempt: Readonly<AttemptTrace>) => S) | undefined;
  /** An HTTP request of a call has ended: its response was read, or it failed. */
  attemptEnd?: ((attempt: Readonly<AttemptTrace>, started: S | undefined) => void) | undefined;
  /** A wait before a request begins: the delay before a retry, or admission by the limiter. */
  waitStart?: ((wait: Readonly<WaitTrace>) => S) | undefined;
  /** A wait has ended, or the call has ended in it; `error` is then what ended it. */
  waitEnd?: ((wait: Readonly<WaitTrace>, started: S | undefined) => void) | undefined;
  /** A token is requested: from Google, by a login, or from the function given as `auth`. */
  tokenStart?: ((token: Readonly<TokenTrace>) => S) | undefined;
  /** A token request has ended. `error` is an `AuthError`; each call that waited throws a copy of it. */
  tokenEnd?: ((token: Readonly<TokenTrace>, started: S | undefined) => void) | undefined;
  /**
   * An `AsyncLocalStorage`. It holds what a `…Start` function returned for as long as the work goes on that began, and
   * whatever is observed within it; it is left as it is where a function returns `undefined`.
   */
  store?: { run<R>(value: S, work: () => R): R } | undefined;
}

/** What {@link observe} returns. */
export interface Observation {
  /** Ends the observation at once: the end of work in progress is not reported. */
  stop(): void;
  /** The same as {@link stop}, for `using`. */
  [Symbol.dispose](): void;
}

const observerSchema = objectOf<{ [K in keyof Observer]: unknown }>()(() => {
  const each = functionOf<unknown>();
  return {
    callStart: each,
    callEnd: each,
    attemptStart: each,
    attemptEnd: each,
    waitStart: each,
    waitEnd: each,
    tokenStart: each,
    tokenEnd: each,
    store: custom<unknown>((value) => hasMethods(value, ["run"]), "must have a `run` method"),
  };
});

/**
 * Observes what all clients of the process do: calls, their HTTP requests, waits and token requests. Work that had
 * begun before is not reported. What is not observed costs nothing. Several observers are independent of each other.
 *
 * @throws An {@link InvalidParamsError} if a name is unknown, or is not a function.
 * @example
 * ```ts
 * import { observe } from "tessera-sdk";
 *
 * const observation = observe({
 *   attemptEnd: ({ endpoint, attempt, status, ms }) => console.log(endpoint, attempt, status, ms),
 * });
 * await client.enterprises.get({ enterpriseId: "LC00lwk1yg" }); // androidenterprise.enterprises.get 1 200 …
 * observation.stop();
 * ```
 */
export function observe<S = unknown>(observer: Observer<S>): Observation {
  checkAgainst(observerSchema, observer, "options");
  const { callStart, callEnd, attemptStart, attemptEnd, waitStart, waitEnd, tokenStart, tokenEnd } = observer;
  const stops = [
    watch(observer, callChannel, callStart, callEnd),
    watch(observer, attemptChannel, attemptStart, attemptEnd),
    watch(observer, waitChannel, waitStart, waitEnd),
    watch(observer, tokenChannel, tokenStart, tokenEnd),
  ];
  const stop = () => {
    for (const each of stops) each();
  };
  return { stop, [Symbol.dispose]: stop };
}

/** @returns what ends it. */
function watch<S, C extends object>(
  observer: Observer<S>,
  channel: TraceChannel<C>,
  start: ((trace: Readonly<C>) => S) | undefined,
  end: ((trace: Readonly<C>, started: S | undefined) => void) | undefined,
): () => void {
  if (start === undefined && end === undefined) return () => {};
  const { store } = observer;
  const started = new WeakMap<C, S | undefined>();
  const subscriber = {
    start(context: C) {
      const value = notify(() => start?.call(observer, shown(context)));
      started.set(context, value);
      if (store && value !== undefined) addScope(context, (work) => notify(() => store.run(value, work)));
    },
    asyncEnd(context: C) {
      if (started.has(context)) notify(() => end?.call(observer, shown(context), started.get(context)));
    },
  };
  channel.subscribe(subscriber);
  return () => channel.unsubscribe(subscriber);
}

/** A trace for one observer, without the `result` that Node adds; it is always `undefined`. */
function shown<C extends object>(context: C): Readonly<C> {
  const { result: _, ...trace } = context as C & { result?: unknown };
  return Object.freeze(trace) as Readonly<C>;
}
