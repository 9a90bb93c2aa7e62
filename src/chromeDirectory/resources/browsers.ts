/** `browsers`: machines with managed Chrome browsers. */
import type { ClientContext } from "../../core/context.js";
import type { CallOptions } from "../../core/options.js";
import type { Pager } from "../../core/pager.js";
import { Resource } from "../../core/resource.js";
import type { ResponsePromise } from "../../core/response.js";
import { composed } from "../../core/responsePromise.js";
import { checkFirst, encodeFirst, preparing, sharedDeadline } from "../../core/steps.js";
import { forCustomer } from "../customer.js";
import { explainPage } from "../errors.js";
import { listOptions } from "../fields.js";
import { annotateBrowser } from "../management/browsers.js";
import { annotationsToSend } from "../operations/annotate.js";
import { checkedAs } from "../operations/checkedAs.js";
import { deleteStale, type StaleChromeBrowsers, staleList } from "../operations/deleteStale.js";
import { enrolledIn, enrolledList } from "../operations/enrolledWith.js";
import { type ChromeBrowserExtensions, extensionList, extensionsOf } from "../operations/extensions.js";
import { type ChromeBrowserSearch, withMachineName } from "../operations/findByMachineName.js";
import { type ChromeBrowserMoves, move } from "../operations/move.js";
import {
  type AnnotateChromeBrowserParams,
  annotateBrowserParams,
  annotationIssues,
  type DeleteStaleChromeBrowsersParams,
  deleteStaleParams,
  enrolledWithParams,
  type FindChromeBrowserParams,
  findBrowserParams,
  type ListChromeExtensionsParams,
  type ListEnrolledChromeBrowsersParams,
  listExtensionsParams,
  type MoveChromeBrowsersParams,
  moveBrowsersParams,
  staleIssues,
} from "../params/browserOperations.js";
import {
  type DeleteChromeBrowserParams,
  type GetChromeBrowserParams,
  type ListChromeBrowsersParams,
  MOVED_AT_ONCE,
  type UpdateChromeBrowserParams,
} from "../params/browsers.js";
import { missingUnitIssues } from "../params/shared.js";
import type { ChromeBrowser } from "../schemas/browser.js";
import { withItems } from "../schemas/page.js";
import type { Settings } from "../settings.js";

/**
 * Machines with managed Chrome browsers.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown, invalid, or not
 *   available in the API that the client calls.
 * @throws A {@link GoogleApiError} if Google responds with an error.
 */
export class ChromeBrowsers extends Resource {
  #context: ClientContext;
  #settings: Settings;

  /** @internal */
  constructor(context: ClientContext, settings: Settings) {
    super(context);
    this.#context = context;
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
    return this.#list(params, () => options);
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
   * Changes the annotations that are given and keeps the others. An empty string clears one.
   *
   * The Directory API replaces all annotations at once, so there the browser is read first, as it is on both APIs for
   * `appendNotes`: a change that another program makes between the two requests is lost. `extraQuery` and `extraBody`
   * are for the change. Returns the browser in `BASIC`.
   *
   * @example
   * ```ts
   * for await (const { deviceId } of client.browsers.list({ where: { machineName: "PC1" } })) {
   *   await client.browsers.annotate({ deviceId, annotatedLocation: "Building 2", appendNotes: "Moved in March." });
   * }
   * ```
   * @see https://support.google.com/chrome/a/answer/9681204
   */
  annotate(params: AnnotateChromeBrowserParams, options?: CallOptions): ResponsePromise<ChromeBrowser> {
    const { backend, customer } = this.#settings;
    const given = forCustomer(params, customer);
    return composed(async (record) => {
      const own = checkedAs(backend.browsers.update, annotateBrowserParams, annotationIssues);
      checkFirst(this.#context, own, given, options);
      const named = { customer: given.customer, deviceId: given.deviceId };
      const next = sharedDeadline(this.#context, options);
      const read = () => this.call(backend.browsers.get, { ...named, projection: "BASIC" }, preparing(next()), record);
      const annotations = await annotationsToSend(given, backend.api === "management", read);
      const changed = { ...named, ...annotations };
      return backend.api === "management"
        ? this.call(annotateBrowser, changed, next(), record)
        : this.call(backend.browsers.update, changed, next(), record);
    });
  }

  /**
   * Moves browsers to an organizational unit, 600 in a request, one request after the other. Google moves all browsers
   * of a request or none, and does not say which id it refused: `isolate` finds out.
   *
   * A request that fails is reported, and the next one is sent, unless it would meet the same error. Moving browsers
   * again that were moved changes nothing. Each request has a deadline of its own.
   *
   * @example
   * ```ts
   * const browsers = await client.browsers.list({ where: { osPlatform: "Windows" } }).toArray();
   * const deviceIds = browsers.map(({ deviceId }) => deviceId);
   * const { moved, failed } = await client.browsers.move({ deviceIds, orgUnitPath: "/Sales", isolate: true });
   * for (const { ids, error } of failed) console.error(ids, error.message);
   * ```
   * @see https://support.google.com/chrome/a/answer/9681204
   */
  async move(params: MoveChromeBrowsersParams, options?: CallOptions): Promise<ChromeBrowserMoves> {
    const { backend, customer, orgUnits } = this.#settings;
    const own = checkedAs(backend.browsers.move, moveBrowsersParams, missingUnitIssues);
    const given = forCustomer(params, customer);
    checkFirst(this.#context, own, given, options);
    if (given.deviceIds.length === 0) return { moved: [], failed: [] };
    const { deviceIds, isolate = false, ...destination } = given;
    const first = { ...destination, deviceIds: deviceIds.slice(0, MOVED_AT_ONCE) };
    const { params: ready } = await orgUnits.ready(
      backend.browsers.move,
      first,
      options,
      backend.orgUnits.moveBrowsers,
    );
    encodeFirst(this.#context, backend.browsers.move, ready, options);
    const send = (ids: string[]) => this.call(backend.browsers.move, { ...ready, deviceIds: ids }, options);
    return move(deviceIds, send, { isolate, options });
  }

  /**
   * Finds the browser of a machine by its name, which must be the same in every letter. That no browser has the name, and
   * that several have it, are results.
   *
   * @example
   * ```ts
   * const search = await client.browsers.findByMachineName({ machineName: "PC1" });
   * if (search.status === "found") console.log(search.browser.deviceId);
   * ```
   * @see https://support.google.com/chrome/a/answer/9681204
   */
  async findByMachineName(params: FindChromeBrowserParams, options?: CallOptions): Promise<ChromeBrowserSearch> {
    const { backend, customer } = this.#settings;
    const given = forCustomer(params, customer);
    checkFirst(this.#context, checkedAs(backend.browsers.list, findBrowserParams), given, options);
    const { machineName, ...rest } = given;
    const next = sharedDeadline(this.#context, options);
    return withMachineName(machineName, this.#list({ ...rest, where: { machineName }, projection: "BASIC" }, next));
  }

  /**
   * Lists the browsers that were enrolled with a token, in `BASIC`.
   *
   * The Directory API searches for the token. The Chrome Management API cannot: there, all browsers of the customer or of
   * the unit are read with their policies, 100 in a request of up to a megabyte, and pages may be empty. The token is
   * sent to the Directory API only, and is redacted from errors.
   *
   * @example
   * ```ts
   * const { token } = await client.enrollmentTokens.getOrCreate({ orgUnitPath: "/Sales" });
   * for await (const browser of client.browsers.enrolledWith({ enrollmentToken: token })) console.log(browser.deviceId);
   * ```
   * @see https://support.google.com/chrome/a/answer/9681204
   */
  enrolledWith(params: ListEnrolledChromeBrowsersParams, options?: CallOptions): Pager<ChromeBrowser> {
    const { backend, customer } = this.#settings;
    const endpoint = backend.browsers.list;
    const own = forCustomer(params, customer);
    const canSearch = backend.api === "directory";
    return this.paginate(endpoint, enrolledList(own, canSearch), listOptions(options), {
      token: "pageToken",
      page: (page) => (canSearch ? page : withItems(page, (items) => enrolledIn(items, own.enrollmentToken))),
      explain: explainPage,
      complete: async (given, listed) => {
        checkFirst(this.#context, checkedAs(endpoint, enrolledWithParams), own, options);
        return { params: given, options: listed };
      },
    });
  }

  /**
   * Lists the extensions of all browsers, machine by machine. Google may cut the lists of large organizations: `isCut`
   * says where, by the number that it counts.
   *
   * @example
   * ```ts
   * for await (const { machineName, extensions, isCut } of client.browsers.listExtensions({ orgUnitPath: "/Sales" })) {
   *   for (const { extensionId, name, version } of extensions) console.log(machineName, extensionId, name, version);
   *   if (isCut) console.warn(machineName, "has more");
   * }
   * ```
   * @see https://support.google.com/chrome/a/answer/9681204
   */
  listExtensions(params: ListChromeExtensionsParams = {}, options?: CallOptions): Pager<ChromeBrowserExtensions> {
    const { backend, customer } = this.#settings;
    const endpoint = backend.browsers.list;
    const own = forCustomer(params, customer);
    return this.paginate(endpoint, extensionList(own), listOptions(options), {
      token: "pageToken",
      page: (page) => withItems(page, (items) => items.map(extensionsOf)),
      explain: explainPage,
      complete: async (given, listed) => {
        checkFirst(this.#context, checkedAs(endpoint, listExtensionsParams), own, options);
        return { params: given, options: listed };
      },
    });
  }

  /**
   * Deletes the browsers that have not been active since a time. They are listed first, then deleted, some at once. What
   * cannot be deleted is reported, and the others are deleted nevertheless, unless they would meet the same error.
   *
   * A browser that becomes active after it was listed is deleted too; it comes back if its machine is still enrolled.
   * Each request has a deadline of its own. `extraQuery` and `extraBody` are for the deletions.
   *
   * @example
   * ```ts
   * const inactiveSince = new Date(Date.now() - 180 * 86_400_000);
   * const { stale } = await client.browsers.deleteStale({ inactiveSince, dryRun: true });
   * console.log(stale.map(({ machineName, lastActivityTime }) => [machineName, lastActivityTime]));
   * ```
   * @see https://support.google.com/chrome/a/answer/9681204
   */
  async deleteStale(params: DeleteStaleChromeBrowsersParams, options?: CallOptions): Promise<StaleChromeBrowsers> {
    const { backend, customer } = this.#settings;
    const given = forCustomer(params, customer);
    checkFirst(this.#context, checkedAs(backend.browsers.list, deleteStaleParams, staleIssues), given, options);
    const one = (deviceId: string) => ({ customer: given.customer, deviceId });
    encodeFirst(this.#context, backend.browsers.delete, one("-"), options);
    return deleteStale(given, {
      options,
      list: () => this.list(staleList(given), preparing(options ?? {})),
      delete: (deviceId) => this.call(backend.browsers.delete, one(deviceId), options),
    });
  }

  /** @param next gives the options of each page. */
  #list(params: ListChromeBrowsersParams, next: () => CallOptions | undefined): Pager<ChromeBrowser> {
    const { backend, customer, orgUnits } = this.#settings;
    const endpoint = backend.browsers.list;
    return this.paginate(endpoint, forCustomer(params, customer), undefined, {
      token: "pageToken",
      page: (page) => page,
      explain: explainPage,
      complete: (given) => orgUnits.ready(endpoint, given, listOptions(next()), backend.orgUnits.listBrowsers),
    });
  }
}
