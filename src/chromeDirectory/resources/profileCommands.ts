/** `profileCommands`: commands to managed Chrome profiles. Only the Chrome Management API has them. */
import type { ClientContext } from "../../core/context.js";
import type { CallOptions } from "../../core/options.js";
import { Pager } from "../../core/pager.js";
import { Resource } from "../../core/resource.js";
import type { ResponsePromise } from "../../core/response.js";
import { forCustomer } from "../customer.js";
import { listOptions } from "../fields.js";
import { managementProfileCommands } from "../management/profiles.js";
import type {
  CreateChromeProfileCommandParams,
  GetChromeProfileCommandParams,
  ListChromeProfileCommandsParams,
} from "../params/profiles.js";
import type { ChromeProfileCommand } from "../schemas/profileCommand.js";
import { notInDirectory, type Settings } from "../settings.js";

/**
 * Commands to managed Chrome profiles. Only clients with `api: "management"` have them.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid, or if
 *   the client calls the Directory API.
 * @throws A {@link GoogleApiError} if Google responds with an error.
 */
export class ChromeProfileCommands extends Resource {
  #settings: Settings;

  /** @internal */
  constructor(context: ClientContext, settings: Settings) {
    super(context);
    this.#settings = settings;
  }

  /**
   * Sends a command to a profile, which carries it out when it is next online. `clearBrowsingData` deletes data of the
   * user.
   *
   * Never retried after an ambiguous failure, as a second command would also clear what was stored in the meantime:
   * list the profile's commands then.
   *
   * @see https://developers.google.com/chrome/management/reference/rest/v1/customers.profiles.commands/create
   */
  create(params: CreateChromeProfileCommandParams, options?: CallOptions): ResponsePromise<ChromeProfileCommand> {
    const { backend, customer } = this.#settings;
    if (backend.api === "directory") return notInDirectory(managementProfileCommands.create.id);
    return this.call(managementProfileCommands.create, forCustomer(params, customer), options);
  }

  /**
   * Gets a command, to see what came of it.
   *
   * @see https://developers.google.com/chrome/management/reference/rest/v1/customers.profiles.commands/get
   */
  get(params: GetChromeProfileCommandParams, options?: CallOptions): ResponsePromise<ChromeProfileCommand> {
    const { backend, customer } = this.#settings;
    if (backend.api === "directory") return notInDirectory(managementProfileCommands.get.id);
    return this.call(managementProfileCommands.get, forCustomer(params, customer), options);
  }

  /**
   * Lists the commands of a profile. Nothing is sent before the first item or page is requested, and errors come from
   * the iteration.
   *
   * @see https://developers.google.com/chrome/management/reference/rest/v1/customers.profiles.commands/list
   */
  list(params: ListChromeProfileCommandsParams, options?: CallOptions): Pager<ChromeProfileCommand> {
    const { backend, customer } = this.#settings;
    const list = managementProfileCommands.list;
    if (backend.api === "directory") return new Pager(() => notInDirectory(list.id), undefined, list.id);
    return this.paginate(list, forCustomer(params, customer), listOptions(options), {
      token: "pageToken",
      page: (page) => page,
    });
  }
}
