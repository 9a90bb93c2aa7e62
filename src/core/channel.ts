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

/** Reaches the subscribers of this copy of the package. They must not throw. */
export class LocalChannel<C extends object> implements TraceChannel<C> {
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
