/** `browsers`: machines with managed Chrome browsers. */
import type { ClientContext } from "../../core/context.js";
import type { CallOptions } from "../../core/options.js";
import type { Pager } from "../../core/pager.js";
import { Resource } from "../../core/resource.js";
import type { ResponsePromise } from "../../core/response.js";
import { composed } from "../../core/responsePromise.js";
import { forCustomer } from "../customer.js";
import { listOptions } from "../fields.js";
import type {
  DeleteChromeBrowserParams,
  GetChromeBrowserParams,
  ListChromeBrowsersParams,
  MoveChromeBrowsersParams,
  UpdateChromeBrowserParams,
} from "../params/browsers.js";
import type { ChromeBrowser } from "../schemas/browser.js";
import type { Settings } from "../settings.js";

/**
 * Machines with managed Chrome browsers.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown, invalid, or not
 *   available in the API that the client calls.
 * @throws A {@link GoogleApiError} if Google responds with an error.
 */
export class ChromeBrowsers extends Resource {
  #settings: Settings;

  /** @internal */
  constructor(context: ClientContext, settings: Settings) {
    super(context);
    this.#settings = settings;
  }

  /**
   * Lists browsers. Nothing is sent before the first item or page is requested, and errors come from the iteration.
   *
   * Page tokens of the Directory API are valid for an hour.
   *
   * @example
   * ```ts
   * const browsers = client.browsers.list({ orgUnitPath: "/Sales", where: { osPlatform: "Windows" } });
   * for await (const browser of browsers) console.log(browser.deviceId, browser.machineName);
   * ```
   * @see https://support.google.com/chrome/a/answer/9681204
   */
  list(params: ListChromeBrowsersParams = {}, options?: CallOptions): Pager<ChromeBrowser> {
    const { backend, customer, orgUnits } = this.#settings;
    const endpoint = backend.browsers.list;
    return this.paginate(endpoint, forCustomer(params, customer), listOptions(options), {
      token: "pageToken",
      page: (page) => page,
      complete: async (given) => (await orgUnits.ready(endpoint, given, options, backend.orgUnits.listBrowsers)).params,
    });
  }

  /**
   * Gets a browser.
   *
   * @example
   * ```ts
   * const [first] = await client.browsers.list({ pageSize: 1 }).toArray();
   * if (first) {
   *   const { machinePolicies } = await client.browsers.get({ deviceId: first.deviceId, projection: "FULL" });
   * }
   * ```
   * @see https://support.google.com/chrome/a/answer/9681204
   */
  get(params: GetChromeBrowserParams, options?: CallOptions): ResponsePromise<ChromeBrowser> {
    const { backend, customer } = this.#settings;
    return this.call(backend.browsers.get, forCustomer(params, customer), options);
  }

  /**
   * Replaces the annotations of a browser. One that is left out is cleared. A browser that was read
   * can be passed, with its annotations changed.
   *
   * @example
   * ```ts
   * for await (const browser of client.browsers.list({ where: { machineName: "PC1" } })) {
   *   await client.browsers.update({ ...browser, annotatedLocation: "Building 2" });
   * }
   * ```
   * @see https://support.google.com/chrome/a/answer/9681204
   */
  update(params: UpdateChromeBrowserParams, options?: CallOptions): ResponsePromise<ChromeBrowser> {
    const { backend, customer } = this.#settings;
    return this.call(backend.browsers.update, forCustomer(params, customer), options);
  }

  /**
   * Deletes a browser from the console. The machine keeps its enrollment until it is removed there, and may come back.
   *
   * @example
   * ```ts
   * const lastActivityTime = { to: "2026-01-01T00:00:00Z" };
   * for await (const { deviceId } of client.browsers.list({ where: { lastActivityTime } })) {
   *   await client.browsers.delete({ deviceId });
   * }
   * ```
   * @see https://support.google.com/chrome/a/answer/9681204
   */
  delete(params: DeleteChromeBrowserParams, options?: CallOptions): ResponsePromise<void> {
    const { backend, customer } = this.#settings;
    return this.call(backend.browsers.delete, forCustomer(params, customer), options);
  }

  /**
   * Moves browsers to an organizational unit, all or none: Google refuses all of them if one id is wrong.
   *
   * @example
   * ```ts
   * const browsers = await client.browsers.list({ where: { osPlatform: "Windows" } }).toArray();
   * const deviceIds = browsers.map(({ deviceId }) => deviceId);
   * if (deviceIds.length > 0) await client.browsers.move({ deviceIds, orgUnitPath: "/Sales" });
   * ```
   * @see https://support.google.com/chrome/a/answer/9681204
   */
  move(params: MoveChromeBrowsersParams, options?: CallOptions): ResponsePromise<void> {
    const { backend, customer, orgUnits } = this.#settings;
    const endpoint = backend.browsers.move;
    return composed(async (record) => {
      const given = forCustomer(params, customer);
      const ready = await orgUnits.ready(endpoint, given, options, backend.orgUnits.moveBrowsers);
      return this.call(endpoint, ready.params, ready.options, record);
    });
  }
}
