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
  protected paginate<P extends { pageToken?: string | undefined }, T>(
    descriptor: Endpoint<P, Page<T>>,
    params: P,
    options?: CallOptions,
  ): Pager<T> {
    return new Pager(async (pageToken) => {
      const page = await this.call(descriptor, extended(params, { pageToken } as Partial<P>), options);
      if (["string", "undefined"].includes(typeof page.nextPageToken)) return page;
      throw new InvalidResponseError("The server handed out a page token that is no text.", {
        endpoint: descriptor.id,
      });
    }, params?.pageToken);
  }
}
