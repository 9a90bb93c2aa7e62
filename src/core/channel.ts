/** What is used of a tracing channel, and a channel for where there is no `diagnostics_channel` of Node. */

export interface TraceSubscriber<C> {
  start(context: C): void;
  asyncEnd(context: C): void;
}

/** The part of Node's `TracingChannel` that is used here. */
export interface TraceChannel<C extends object> {
  readonly hasSubscribers: boolean;
  subscribe(subscriber: TraceSubscriber<C>): void;
  unsubscribe(subscriber: TraceSubscriber<C>): void;
  /** Runs `work` between its two events. What it rejects with becomes `error` of the context. */
  tracePromise(work: () => Promise<void>, context: C): Promise<void>;
}

/** Key of the channels; registered, as those of Node are one for all copies of this package, too. */
const CHANNELS = Symbol.for("tessera-sdk.channels");

/** The channel of a name where there is none of Node. Its subscribers must not throw. */
export function localChannel<C extends object>(name: string): TraceChannel<C> {
  const host = globalThis as { [CHANNELS]?: Map<string, TraceChannel<C>> };
  host[CHANNELS] ??= new Map();
  const channel = host[CHANNELS].get(name) ?? new LocalChannel<C>();
  host[CHANNELS].set(name, channel);
  return channel;
}

class LocalChannel<C extends object> implements TraceChannel<C> {
  #subscribers = new Set<TraceSubscriber<C>>();

  get hasSubscribers(): boolean {
    return this.#subscribers.size > 0;
  }

  subscribe(subscriber: TraceSubscriber<C>): void {
    this.#subscribers.add(subscriber);
  }

  unsubscribe(subscriber: TraceSubscriber<C>): void {
    this.#subscribers.delete(subscriber);
  }

  async tracePromise(work: () => Promise<void>, context: C): Promise<void> {
    for (const subscriber of this.#subscribers) subscriber.start(context);
    try {
      await work();
    } catch (error) {
      Object.assign(context, { error });
      throw error;
    } finally {
      for (const subscriber of this.#subscribers) subscriber.asyncEnd(context);
    }
  }
}
