/**
 * Connections to one origin: at most `limit`, each with one request at a time, further requests in order.
 *
 * undici has such pools, but no way to take a request out of one. There, a request given up before it was written
 * keeps connecting after its call has ended, for as long as the other side closes the connections.
 */
import type { Dispatcher } from "undici";

/** What a pool schedules. */
export interface Scheduled {
  /** Called when it is its turn. */
  start(connection: Connection): void;
  /** Called instead of `start` if the request has to wait, at once. */
  queued(): void;
  /** The connection could not be made. */
  connectFailed(error: unknown): void;
}

/** One connection, and the request that it carries. */
export interface Connection {
  request: Scheduled | undefined;
  dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): void;
  /** Closes it at once, also while it is being made. Without effect where the dispatcher is the user's. */
  destroy(error: Error): void;
}

/** How a connection reports to its pool. */
export interface Reports {
  /** It could not be made. */
  failed(error: unknown): void;
  /** It was closed by either side. */
  closed(): void;
}

/** After the timers that are due, as deadlines are. Kept, as tests replace the global one. */
const soon = setImmediate;

export type Connect = (origin: string, reports: Reports) => Connection;

export class Pool {
  #origin: string;
  #connect: Connect;
  #limit: number;
  #onEmpty: () => void;
  #open = new Set<Connection>();
  #idle: Connection[] = [];
  #waiting = new Set<Scheduled>();
  #admitting = false;
  #isDue = false;
  #closing = false;

  constructor(origin: string, connect: Connect, limit: number, onEmpty: () => void) {
    this.#origin = origin;
    this.#connect = connect;
    this.#limit = limit;
    this.#onEmpty = onEmpty;
  }

  schedule(request: Scheduled): void {
    const connection = this.#waiting.size === 0 ? this.#free() : undefined;
    if (connection !== undefined) {
      this.#assign(connection, request);
    } else {
      this.#waiting.add(request);
      request.queued();
    }
  }

  /** Takes a request out of the queue. */
  unschedule(request: Scheduled): void {
    this.#waiting.delete(request);
  }

  /** The request on this connection is done, and the connection can carry the next. */
  release(connection: Connection): void {
    connection.request = undefined;
    this.#idle.push(connection);
    if (this.#waiting.size > 0) this.#admit();
    else if (this.#closing) this.drop(connection, new Error("closed"));
  }

  /** Closes a connection that broke, or whose request was given up. */
  drop(connection: Connection, error: Error): void {
    connection.request = undefined;
    if (!this.#open.delete(connection)) return;
    const place = this.#idle.indexOf(connection);
    if (place >= 0) this.#idle.splice(place, 1);
    connection.destroy(error);
    if (this.#waiting.size > 0) this.#admitLater();
    else if (this.#open.size === 0) this.#onEmpty();
  }

  /** Lets scheduled requests come to their end and closes what is idle; the pool is empty when the last has ended. */
  close(): void {
    this.#closing = true;
    for (const connection of [...this.#idle]) this.drop(connection, new Error("closed"));
  }

  #free(): Connection | undefined {
    return this.#idle.pop() ?? (this.#open.size < this.#limit ? this.#opened() : undefined);
  }

  #opened(): Connection {
    const connection = this.#connect(this.#origin, {
      failed: (error) => connection.request?.connectFailed(error),
      closed: () => {
        if (connection.request === undefined) this.drop(connection, new Error("closed"));
      },
    });
    this.#open.add(connection);
    return connection;
  }

  #assign(connection: Connection, request: Scheduled): void {
    connection.request = request;
    request.start(connection);
  }

  /** Not at once: of many calls that are given up together, each would open a connection for the next. */
  #admitLater(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    soon(() => {
      this.#isDue = false;
      this.#admit();
    });
  }

  /** A loop, as a request that fails at once frees its connection within `start`. */
  #admit(): void {
    if (this.#admitting) return;
    this.#admitting = true;
    for (const request of this.#waiting) {
      const connection = this.#free();
      if (connection === undefined) break;
      this.#waiting.delete(request);
      this.#assign(connection, request);
    }
    this.#admitting = false;
    if (this.#open.size === 0 && this.#waiting.size === 0) this.#onEmpty();
  }
}
