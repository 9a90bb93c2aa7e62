/** The base class of a group of methods. */
import { call } from "./call.js";
import type { ClientContext } from "./context.js";
import type { Endpoint } from "./endpoint.js";
import { InvalidResponseError } from "./errors.js";
import type { CallOptions } from "./options.js";
import { type BarePage, type FetchPage, type Page, Pager } from "./pager.js";
import type { ResponsePromise } from "./response.js";
import { attachResponse, ResponseRecord } from "./responsePromise.js";
import { isPlainObject, withFields } from "./values.js";

/** A group of methods of one client. */
export abstract class Resource {
  #context: ClientContext;

  /** Groups of methods are created by their client. */
  constructor(context: never);
  /** @internal */
  constructor(context: ClientContext);
  /** @internal */
  constructor(context: ClientContext) {
    this.#context = context;
  }

  /** @internal A method that is composed of calls passes the record of its own promise. */
  protected call<P, R>(
    endpoint: Endpoint<P, R>,
    params: P,
    options?: CallOptions,
    record?: ResponseRecord,
  ): ResponsePromise<R> {
    return call(this.#context, endpoint, params, options, record);
  }

  /** @internal */
  protected paginate<P extends object, R, T, G extends Page<T>>(
    endpoint: Endpoint<P, R>,
    params: P,
    options: CallOptions | undefined,
    { token, page, complete, explain, record: given }: Paging<P, R, G>,
  ): Pager<T, G> {
    // Copy, so that later mutation by the caller does not affect subsequent pages.
    const firstParams = withFields(params, {});
    const fetchPage: FetchPage<G> = async (pageToken, before) => {
      const asked = withFields(firstParams, { [token]: pageToken } as Partial<P>);
      const ready = complete ? await complete(asked, options) : { params: asked, options };
      const record = given ?? new ResponseRecord();
      const data = await call(this.#context, endpoint, ready.params, ready.options, record).catch((error: unknown) => {
        throw explain ? explain(error, pageToken, before) : error;
      });
      const invalid = (what: string) =>
        new InvalidResponseError(`The server returned ${what}.`, { endpoint: endpoint.id });
      // With `validation: "off"`, or as drift, anything can come here.
      if (!isPlainObject(data)) throw invalid("a page that is not an object");
      const result = page(data);
      if (!Array.isArray(result.items)) throw invalid("a page without a list");
      if (!["string", "undefined"].includes(typeof result.nextPageToken)) {
        throw invalid("a page token that is not a string");
      }
      return attachResponse(result, record);
    };
    return new Pager<T, G>(fetchPage, firstParams?.[token] as string | undefined, endpoint.id);
  }
}

/** A call that can be made. */
export interface ReadyCall<P> {
  readonly params: P;
  readonly options: CallOptions | undefined;
}

/** How an endpoint pages: the parameter that takes a page token, and the page that a result is. */
interface Paging<P, R, G> {
  readonly token: keyof P & string;
  readonly page: (result: R) => BarePage<G>;
  /** Completes the call of a page by what has to be asked for first, with the time that is left then. */
  readonly complete?: (params: P, options: CallOptions | undefined) => Promise<ReadyCall<P>>;
  /** Of a method that is composed of calls, this list among them. */
  readonly record?: ResponseRecord | undefined;
  /** The error to throw for one of a page, by its token and by what was requested before it. */
  readonly explain?: (error: unknown, ...page: Parameters<FetchPage<unknown>>) => unknown;
}
