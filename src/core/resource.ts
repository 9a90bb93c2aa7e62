/** The base class of a group of methods. */
import { call } from "./call.js";
import type { ClientContext } from "./context.js";
import type { Endpoint } from "./endpoint.js";
import { InvalidResponseError } from "./errors.js";
import type { CallOptions } from "./options.js";
import { type BarePage, type Page, Pager } from "./pager.js";
import type { ResponsePromise } from "./response.js";
import { attachResponse, type ResponseRecord } from "./responsePromise.js";
import { extended } from "./values.js";

/** A group of methods of one client. */
export abstract class Resource {
  #context: ClientContext;

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
    { token, page }: Paging<P, R, G>,
  ): Pager<T, G> {
    // Copy, so that later mutation by the caller does not affect subsequent pages.
    const firstParams = extended(params, {});
    const fetchPage = async (pageToken: string | undefined) => {
      const pageParams = extended(firstParams, { [token]: pageToken } as Partial<P>);
      const record: ResponseRecord = {};
      const result = page(await call(this.#context, endpoint, pageParams, options, record));
      // Of another type, it passes validation as drift, or with `validation: "off"`.
      if (result.nextPageToken !== undefined && typeof result.nextPageToken !== "string") {
        throw new InvalidResponseError("The server returned a page token that is not a string.", {
          endpoint: endpoint.id,
        });
      }
      return attachResponse(result, record);
    };
    return new Pager<T, G>(fetchPage, firstParams?.[token] as string | undefined, endpoint.id);
  }
}

/** How an endpoint pages: the parameter that takes a page token, and the page that a result is. */
interface Paging<P, R, G> {
  readonly token: keyof P & string;
  readonly page: (result: R) => BarePage<G>;
}
