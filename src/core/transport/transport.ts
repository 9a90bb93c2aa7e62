/** The one seam between the SDK and the network. */

/** One attempt, as its transport sees it: whether it has been given up, and how it gets on. */
export interface Cancellation {
  /** Whether the attempt has been given up. */
  readonly cancelled: boolean;
  /** Why it was given up. */
  readonly reason: unknown;
  /** Calls `listener` when the attempt is given up. One listener at a time; cheaper than `signal`. */
  onCancel(listener: (reason: unknown) => void): void;
  /** The same as an `AbortSignal`, made when first read. */
  readonly signal: AbortSignal;
  /** Stops `timeoutMs`, for a request that waits in a queue of the transport's own, until {@link Cancellation.progress}. */
  waiting(): void;
  /** Starts `timeoutMs` anew: the request has left the queue, or bytes of its body were taken. */
  progress(): void;
}

/** One HTTP request, ready to be sent. */
export interface TransportRequest {
  /** HTTP method, in capitals. */
  readonly method: string;
  /** Absolute, with the query. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** A string is sent as UTF-8; a function is called once for a body that is streamed. */
  readonly body?: string | Uint8Array | (() => AsyncIterable<Uint8Array>);
  /** Tells when the attempt is given up, and is told how it gets on. */
  readonly cancellation: Cancellation;
  /**
   * Set by a transport that knows: `false` while nothing has been written, `true` from then on. If left `undefined`,
   * the request counts as written, and a method that must not be retried is not.
   */
  written?: boolean;
}

/** The response to a request, once its headers have arrived. */
export interface TransportResponse {
  /** HTTP status. */
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The body, decompressed. */
  readonly body: ResponseBody;
}

/** The bytes of a response, without content encoding. Ending the iteration early closes the connection. */
export interface ResponseBody extends AsyncIterable<Uint8Array> {
  /** Returns the whole body if it has arrived already and none of it was read, which saves the reader the waits. */
  arrived?(): Uint8Array[] | undefined;
}

/** Sends one request. Must reject (with anything) if no response is received, and never follow redirects. */
export interface Transport {
  /** Sends a request, and resolves once its headers have arrived. */
  send(request: TransportRequest): Promise<TransportResponse>;
  /** Closes what the transport has opened. */
  close?(): Promise<void>;
  /** What a user should know when no response came, as a sentence; `undefined` if there is nothing to say. */
  connectionHint?(): string | undefined;
}

/** A transport that opens connections, for `close()` or `await using` to close. */
export interface ClosableTransport extends Transport {
  /** Waits for the requests that are in flight, then closes the connections. Further requests are refused. */
  close(): Promise<void>;
  /** The same as `close()`, for `await using`. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** One header of a response; repeated ones are joined by a comma. */
export function headerOf(response: Pick<TransportResponse, "headers">, name: string): string | undefined {
  const value = response.headers[name];
  return Array.isArray(value) ? value.join(", ") : value;
}
