/** Keeps the response of a call beside its result. What is known of it is put together only when someone reads it. */
import { type AnyCall, responseInfo } from "./callState.js";
import type { ResponseInfo, ResponsePromise, WithResponse } from "./response.js";

/** Where a call leaves its state, and with it its last response. Private: it holds tokens, and promises are logged. */
export class ResponseRecord {
  #call: AnyCall | undefined;

  set call(call: AnyCall) {
    this.#call = call;
  }

  /** Takes over the last call of another record. */
  adopt(other: ResponseRecord): void {
    this.#call = other.#call;
  }

  /** Whether an attempt of the last call failed that the server may have carried out. */
  get mayBeDone(): boolean {
    return this.#call?.progress.mayBeDone === true;
  }

  get response(): ResponseInfo {
    const call = this.#call;
    if (call?.progress.response === undefined) throw new TypeError("The call has not received a response.");
    return responseInfo(call, call.progress.response);
  }
}

const RECORD = Symbol("record");

interface Recorded {
  [RECORD]: ResponseRecord;
}

/** Runs a method that is composed of calls; it passes the record to the call whose response is the method's. */
export function composed<T>(run: (record: ResponseRecord) => Promise<T>): ResponsePromise<T> {
  const record = new ResponseRecord();
  return responsePromise(run(record), record);
}

/**
 * Adds `withResponse()` to the promise of a call that leaves its response in a record.
 *
 * A property of the native promise, as a subclass of `Promise` costs 2 to 6 µs a call; and one function for all
 * promises, as with a closure for each V8 keeps their results until the next full garbage collection.
 */
export function responsePromise<T>(call: Promise<T>, record: ResponseRecord): ResponsePromise<T> {
  const promise = call as ResponsePromise<T> & Recorded;
  promise[RECORD] = record;
  promise.withResponse = withResponse as typeof promise.withResponse;
  return promise;
}

async function withResponse<T>(this: Promise<T> & Recorded): Promise<WithResponse<T>> {
  const record = (this as Recorded | undefined)?.[RECORD];
  if (record === undefined) throw new TypeError("`withResponse` must be called as a method of the promise of a call.");
  const data = await this;
  return { data, response: record.response };
}

const lazyResponse = {
  enumerable: false,
  get(this: Recorded): ResponseInfo {
    return this[RECORD].response;
  },
};

/** Adds `response` to a page. One getter for all pages, for the reason above. */
export function attachResponse<P extends object>(page: P, record: ResponseRecord): P & { response: ResponseInfo } {
  Object.defineProperty(page, RECORD, { value: record });
  return Object.defineProperty(page, "response", lazyResponse) as P & { response: ResponseInfo };
}
