/** `profiles`: managed Chrome profiles. Only the Chrome Management API has them. */
import type { ClientContext } from "../../core/context.js";
import type { CallOptions } from "../../core/options.js";
import { Pager } from "../../core/pager.js";
import { Resource } from "../../core/resource.js";
import type { ResponsePromise } from "../../core/response.js";
import { forCustomer } from "../customer.js";
import { listOptions } from "../fields.js";
import { managementProfiles } from "../management/profiles.js";
import type {
  DeleteChromeProfileParams,
  GetChromeProfileParams,
  ListChromeProfilesParams,
} from "../params/profiles.js";
import type { ChromeProfile } from "../schemas/profile.js";
import { notInDirectory, type Settings } from "../settings.js";

/**
 * Managed Chrome profiles. Only clients with `api: "management"` have them.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid, or if
 *   the client calls the Directory API.
 * @throws A {@link GoogleApiError} if Google responds with an error.
 */
export class ChromeProfiles extends Resource {
  #settings: Settings;

  /** @internal */
  constructor(context: ClientContext, settings: Settings) {
    super(context);
    this.#settings = settings;
  }

  /**
   * Lists profiles. Nothing is sent before the first item or page is requested, and errors come from the iteration.
   *
   * @example
   * ```ts
   * const management = new ChromeDirectory({ auth: process.env.GOOGLE_ACCESS_TOKEN!, api: "management" });
   * for await (const profile of management.profiles.list()) console.log(profile.userEmail);
   * ```
   * @see https://developers.google.com/chrome/management/reference/rest/v1/customers.profiles/list
   */
  list(params: ListChromeProfilesParams = {}, options?: CallOptions): Pager<ChromeProfile> {
    const { backend, customer } = this.#settings;
    const list = managementProfiles.list;
    if (backend.api === "directory") return new Pager(() => notInDirectory(list.id), undefined, list.id);
    return this.paginate(list, forCustomer(params, customer), listOptions(options), {
      token: "pageToken",
      page: (page) => page,
    });
  }

  /**
   * Gets a profile.
   *
   * @see https://developers.google.com/chrome/management/reference/rest/v1/customers.profiles/get
   */
  get(params: GetChromeProfileParams, options?: CallOptions): ResponsePromise<ChromeProfile> {
    const { backend, customer } = this.#settings;
    if (backend.api === "directory") return notInDirectory(managementProfiles.get.id);
    return this.call(managementProfiles.get, forCustomer(params, customer), options);
  }

  /**
   * Deletes a profile from the console. Nothing is removed from the machine.
   *
   * @see https://developers.google.com/chrome/management/reference/rest/v1/customers.profiles/delete
   */
  delete(params: DeleteChromeProfileParams, options?: CallOptions): ResponsePromise<void> {
    const { backend, customer } = this.#settings;
    if (backend.api === "directory") return notInDirectory(managementProfiles.delete.id);
    return this.call(managementProfiles.delete, forCustomer(params, customer), options);
  }
}
