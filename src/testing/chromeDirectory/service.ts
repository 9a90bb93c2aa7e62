/** The emulated APIs for Chrome browsers: the Directory API v1.1beta1 and the Chrome Management API v1, on one state. */
import { chromeDirectoryEndpoints, chromeManagementEndpoints } from "../../chromeDirectory/endpoints.js";
import { InvalidParamsError } from "../../core/errors.js";
import { REQUEST_ID_HEADERS } from "../../google/requestIds.js";
import { checkGoogleRequest, googleError, refuse } from "../google.js";
import { namesIn, selectFields } from "../googleFields.js";
import { type EmulatorResponse, empty, json } from "../http.js";
import {
  type EmulatedService,
  endpointsIn,
  type IdsIn,
  type RoutedRequest,
  type ServiceContext,
  type ServiceDefinition,
} from "../service.js";
import { Call } from "./call.js";
import { carryOut } from "./commands.js";
import { inManagementForm, isManagement } from "./managementErrors.js";
import { operations } from "./operations.js";
import type { OrgUnit } from "./orgUnits.js";
import { type EmulatedBrowserOptions, type EmulatedProfileOptions, newBrowser, newProfile } from "./samples.js";
import { type Annotations, State, stateOf } from "./state.js";

/** An enrollment token as the service lists it. */
export interface EmulatedChromeToken {
  /** Identifies the token. */
  tokenPermanentId: string;
  /** The token itself. */
  token: string;
  /** Path of its organizational unit. */
  orgUnitPath: string;
  /** `active` until it has been `revoked` or its time has passed (`expired`). */
  state: "active" | "expired" | "revoked";
}

/** A browser that is managed. */
export interface EmulatedBrowser extends Annotations {
  /** Its id: `deviceId` on the beta, `browserPermanentId` on v1. */
  deviceId: string;
  /** Name of the machine. */
  machineName: string;
  /** Path of its organizational unit. */
  orgUnitPath: string;
}

/**
 * The organizational units, enrollment tokens, managed browsers and profiles of one customer, `C03az79cb`, by both
 * APIs: what one changes, the other shows.
 *
 * Starts with the units `/`, `/Sales`, `/Sales/Laptops` and `/Support`, and nothing else.
 */
export class EmulatedChromeDirectory implements EmulatedService {
  /** The endpoints that it responds to. */
  readonly endpoints = [
    ...endpointsIn<`chromedirectory.${IdsIn<typeof chromeDirectoryEndpoints>}`>(chromeDirectoryEndpoints),
    ...endpointsIn<`chromemanagement.${IdsIn<typeof chromeManagementEndpoints>}`>(chromeManagementEndpoints),
  ];
  #context: ServiceContext;
  #state: State;

  constructor(context: ServiceContext) {
    this.#context = context;
    this.#state = new State(() => context.now());
    for (const path of ["/Sales/Laptops", "/Support"]) this.#state.units.add(path);
  }

  /** Id of the customer, without its leading `C`. */
  get customerId(): string {
    return this.#state.customerId;
  }

  /**
   * Adds an organizational unit, and those above it that are missing.
   *
   * @param path with its leading `/`. A unit with this path in any letter case is kept.
   * @returns the id of the unit, without `id:`.
   * @throws An `InvalidParamsError` if the path does not begin with `/`, or has an empty name.
   */
  addOrgUnit(path: string): string {
    if (!/^(?:\/|(?:\/[^/]+)+)$/.test(path)) throw invalid("path", "must begin with `/` and have no empty name");
    return this.#state.units.add(path).id;
  }

  /**
   * Adds a browser that is managed already. It replaces a browser with the same id.
   *
   * @returns the id of the browser.
   * @throws An `InvalidParamsError` if the unit does not exist, or the time is not valid.
   */
  addBrowser(options: EmulatedBrowserOptions = {}): string {
    return this.#add(options, this.#unit(options.orgUnitPath));
  }

  /**
   * Enrolls a browser with a token, as a machine does that has the token in its policies.
   *
   * @returns the id of the browser, or `undefined` if the token is not active.
   * @throws An `InvalidParamsError` if the unit does not exist, or the time is not valid.
   * @example
   * ```ts
   * const emulator = createEmulator();
   * const client = new ChromeDirectory({ auth: emulator.issueToken(), transport: emulator.transport });
   *
   * const { token } = await client.enrollmentTokens.create({ orgUnitPath: "/Sales" });
   * const deviceId = emulator.chromeDirectory.enroll(token, { machineName: "PC1" });
   * ```
   */
  enroll(token: string, options: EmulatedBrowserOptions = {}): string | undefined {
    const known = [...this.#state.tokens.values()].find((each) => each.token === token);
    if (known === undefined || stateOf(known, this.#context.now()) !== "active") return undefined;
    const unit = options.orgUnitPath === undefined ? known.unit : this.#unit(options.orgUnitPath);
    return this.#add(options, unit, token);
  }

  /**
   * Adds a profile that is managed already. It replaces a profile with the same id. The beta does not show profiles.
   *
   * @returns the `profilePermanentId`.
   * @throws An `InvalidParamsError` if the unit does not exist, or the time is not valid.
   */
  addProfile(options: EmulatedProfileOptions = {}): string {
    const id = options.profilePermanentId ?? crypto.randomUUID();
    const placed = this.#placed(options.lastActivityTime, this.#unit(options.orgUnitPath));
    this.#state.profiles.set(id, newProfile(id, options, placed));
    return id;
  }

  /**
   * Lets a profile carry out its commands that have not expired.
   *
   * @throws An `InvalidParamsError` if the profile does not exist.
   */
  checkIn(profilePermanentId: string): void {
    const profile = this.#state.profiles.get(profilePermanentId);
    if (profile === undefined) throw invalid("profilePermanentId", "must be the id of a profile");
    carryOut(profile, this.#context.now());
  }

  /** The tokens that were created, the newest last. Of those that are not active, only the newest. */
  get enrollmentTokens(): EmulatedChromeToken[] {
    return [...this.#state.tokens.values()].map((stored) => ({
      tokenPermanentId: stored.tokenPermanentId,
      token: stored.token,
      orgUnitPath: stored.unit.path,
      state: stateOf(stored, this.#context.now()),
    }));
  }

  /** The browsers that are managed, in the order in which they were added. */
  get browsers(): EmulatedBrowser[] {
    return [...this.#state.browsers.values()].map(({ id, machineName, unit, annotations }) => ({
      deviceId: id,
      machineName,
      orgUnitPath: unit.path,
      ...annotations,
    }));
  }

  #add(options: EmulatedBrowserOptions, unit: OrgUnit, enrolledBy?: string): string {
    const { browsers } = this.#state;
    const id = options.deviceId ?? crypto.randomUUID();
    const placed = this.#placed(options.lastActivityTime, unit);
    browsers.set(id, newBrowser(id, browsers.size + 1, options, placed, enrolledBy));
    return id;
  }

  #placed(lastActivityTime: Date | string | undefined, unit: OrgUnit) {
    const now = this.#context.now();
    const lastActivityAt = lastActivityTime === undefined ? now : new Date(lastActivityTime).getTime();
    if (Number.isNaN(lastActivityAt)) throw invalid("lastActivityTime", "must be a valid time");
    return { unit, now, lastActivityAt };
  }

  #unit(path = "/"): OrgUnit {
    const unit = this.#state.units.byPath(path);
    if (unit === undefined) throw invalid("orgUnitPath", "must be the path of a unit; `addOrgUnit` adds one");
    return unit;
  }

  /** An error in the vendor's own shape. */
  error(status: number, headers: Record<string, string>): EmulatorResponse {
    return googleError(status, headers);
  }

  /** Responds to a request, changing the state as the vendor would. */
  respond(request: RoutedRequest): EmulatorResponse {
    return isManagement(request) ? inManagementForm(() => this.#respond(request)) : this.#respond(request);
  }

  #respond(request: RoutedRequest): EmulatorResponse {
    const operation = operations[request.endpoint.http.replace(/\{[^}]*\}/g, "{}")] ?? refuse(501);
    checkGoogleRequest(request, this.#context, Object.keys(operation.query ?? {}));
    this.#checkCustomer(request);
    const body = operation.respond(new Call(this.#state, request, operation));
    if (body === undefined) return empty();
    return json(200, operation.response ? selectFields(body, request.query, namesIn(operation.response)) : body);
  }

  /** v1 has ids with their leading `C` in all documents and samples; the beta takes both forms. */
  #checkCustomer(request: RoutedRequest): void {
    const [customer = ""] = Object.values(request.path);
    if (customer.includes("/")) refuse(400, `Invalid Customer ID: ${customer}`);
    const known = ["my_customer", `C${this.customerId}`, ...(isManagement(request) ? [] : [this.customerId])];
    if (!known.includes(customer)) refuse(404, "Customer doesn't exist");
  }
}

function invalid(path: string, message: string): InvalidParamsError {
  return new InvalidParamsError([{ path, message }]);
}

export const chromeDirectory: ServiceDefinition<"chromeDirectory", EmulatedChromeDirectory> = {
  name: "chromeDirectory",
  prefix: "/chrome-directory",
  hosts: [
    "www.googleapis.com/admin/directory",
    "admin.googleapis.com/admin/directory",
    "chromemanagement.googleapis.com",
  ],
  requestIdHeader: REQUEST_ID_HEADERS[0],
  create: (context) => new EmulatedChromeDirectory(context),
};
