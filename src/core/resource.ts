/** The base class of a group of methods. */
import { call } from "./call.js";
import type { Endpoint } from "./endpoint.js";
import { InvalidResponseError } from "./errors.js";
import type { CallOptions } from "./options.js";
import { type Page, Pager } from "./pager.js";
import { extended } from "./schema.js";
import type { Core } from "./service.js";

/** A group of methods of one client. */
export abstract class Resource {
  #core: Core;

  /** @internal */
  constructor(core: Core) {
    this.#core = core;
  }

  /** @internal */
  protected call<P, R>(descriptor: Endpoint<P, R>, params: P, options?: CallOptions): Promise<R> {
    return call(this.#core, descriptor, params, options);
  }

  /** @internal */
  protected paginate<P extends object, R, T, G extends Page<T>>(
    descriptor: Endpoint<P, R>,
    params: P,
    options: CallOptions | undefined,
    { token, page }: Paging<P, R, G>,
  ): Pager<T, G> {
    // A copy: all pages are of one question, whatever becomes of the caller's object meanwhile.
    const asked = extended(params, {});
    return new Pager<T, G>(
      async (pageToken) => {
        const given = extended(asked, { [token]: pageToken } as Partial<P>);
        const result = page(await this.call(descriptor, given, options));
        if (["string", "undefined"].includes(typeof result.nextPageToken)) return result;
        throw new InvalidResponseError("The server handed out a page token that is no text.", {
          endpoint: descriptor.id,
        });
      },
      asked?.[token] as string | undefined,
    );
  }
}

/** How an endpoint pages: the parameter that takes a page token, and the page that a result is. */
interface Paging<P, R, G> {
  readonly token: keyof P & string;
  readonly page: (result: R) => G;
}
