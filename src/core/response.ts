/** The facts of a response, beside the result that was read from it. */

/** What a call reports of the last response that it received. */
export interface ResponseInfo {
  /** HTTP status. */
  status: number;
  /** Names in lower case; repeated headers joined by a comma. */
  headers: Record<string, string>;
  /** The server's id of the request, for its support. */
  requestId?: string;
  /** HTTP requests that were started for this call. */
  attempts: number;
}

/** The result of a call, with the response it was read from. */
export interface WithResponse<T> {
  /** The result. */
  data: T;
  /** The last response of the call. */
  response: ResponseInfo;
}

/** The promise of a result. It can be awaited for the result with its response instead. */
export interface ResponsePromise<T> extends Promise<T> {
  /**
   * The result with status, headers, request id and number of attempts.
   *
   * @example
   * ```ts
   * const { data, response } = await client.users.get({ enterpriseId: "LC00lwk1yg", userId: "110001" }).withResponse();
   * console.log(data.id, response.status, response.requestId);
   * ```
   */
  withResponse(this: Promise<unknown>): Promise<WithResponse<T>>;
}

/**
 * A stand-in for a client or a group of its methods whose promises have no `withResponse()`: the type to ask for in
 * code that is tested with hand-written doubles.
 */
export type Double<G> = {
  [K in keyof G]: G[K] extends (...args: infer A) => ResponsePromise<infer T>
    ? (...args: A) => Promise<T>
    : G[K] extends (...args: never) => unknown
      ? G[K]
      : G[K] extends object
        ? Double<G[K]>
        : G[K];
};
