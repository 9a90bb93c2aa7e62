/** Looks up the path or the id of an organizational unit, where a method takes only the other. */
import type { ClientContext } from "../core/context.js";
import { Deadline } from "../core/deadline.js";
import type { Endpoint } from "../core/endpoint.js";
import { InvalidParamsError } from "../core/errors.js";
import type { CallOptions } from "../core/options.js";
import { type ReadyCall, Resource } from "../core/resource.js";
import { checkFirst, encodeFirst, sharedDeadline } from "../core/steps.js";
import { isPlainObject, withFields } from "../core/values.js";
import { GoogleApiError } from "../google/errors.js";
import { orgUnitsEndpoints } from "./directory/orgUnits.js";
import { bareId, type OrgUnitName, prefixedId, unitOf } from "./orgUnit.js";
import type { CustomerParam, OrgUnitParams } from "./params/shared.js";

/**
 * Finds the id of an organizational unit, with or without the prefix `id:`, by its path. The signal ends when the call
 * does.
 */
export type OrgUnitResolver = (path: string, options: { signal: AbortSignal }) => string | Promise<string>;

/** How a method takes a unit. `id or root`: the root is meant where there is none. */
export type OrgUnitForm = "path" | "id" | "id or root" | "either";

type Params = OrgUnitParams & CustomerParam;

/** How long a unit is remembered: a path may later belong to another unit. */
const REMEMBERED_MS = 600_000;

/** What the server says of the unit, the request or the credential, whichever call it is. */
const SHARED_KINDS: ReadonlySet<string> = new Set([
  "not_found",
  "invalid_request",
  "permission_denied",
  "unauthenticated",
]);

const HOW = 'create the client with `orgUnits: "look-up"`';

export class OrgUnits extends Resource {
  #context: ClientContext;
  #lookUp: "look-up" | OrgUnitResolver | undefined;
  #known = new Map<string, { name: string; until: number }>();
  /** Look-ups under way. Each resolves with the refusal that it met, if it met one. */
  #pending = new Map<string, Promise<GoogleApiError | undefined>>();

  /** @param context of the look-ups, which may have another host. */
  constructor(context: ClientContext, lookUp: "look-up" | OrgUnitResolver | undefined) {
    super(context);
    this.#context = context;
    this.#lookUp = lookUp;
  }

  /**
   * Puts the unit of a call into the form that its endpoint takes. The call is checked before a look-up is sent, and what
   * time is left of it is in the options.
   *
   * @throws An {@link InvalidParamsError} if the other form would have to be looked up and may not be.
   */
  async ready<P extends Params, R>(
    endpoint: Endpoint<P, R>,
    params: P,
    options: CallOptions | undefined,
    form: OrgUnitForm,
  ): Promise<ReadyCall<P>> {
    const unit = givenUnit(params);
    if (unit === undefined || isIn(form, unit)) return { params, options };
    checkFirst(this.#context, endpoint, params, options);
    const other =
      "path" in unit ? { orgUnitPath: undefined, orgUnitId: "-" } : { orgUnitPath: "/", orgUnitId: undefined };
    encodeFirst(this.#context, endpoint, withFields(params, other as Partial<P>), options);
    const next = sharedDeadline(this.#context, options);
    const found =
      "path" in unit
        ? await this.#idOf(unit.path, endpoint, params, next)
        : await this.#pathOf(unit.id, endpoint, params, next);
    return { params: withFields(params, found as Partial<P>), options: next() };
  }

  async #idOf<P extends Params, R>(path: string, endpoint: Endpoint<P, R>, { customer }: P, next: () => CallOptions) {
    const lookUp = this.#lookUp;
    const refuse = (message: string): never => {
      throw new InvalidParamsError([{ path: "orgUnitPath", message }], { endpoint: endpoint.id });
    };
    if (lookUp === undefined) {
      refuse(
        `is a path, and ${endpoint.id} takes an id: pass \`orgUnitId\`, or ${HOW} or with a function that finds the id`,
      );
    }
    if (lookUp === "look-up" && path === "/")
      refuse("is the root, which cannot be looked up: pass its id as `orgUnitId`");
    const id = await this.#remembered(`${customer} ${path.toLowerCase()}`, next, async () => {
      if (typeof lookUp !== "function") return (await this.#get(path.slice(1), customer, next())).orgUnitId;
      const resolved = await this.#resolved(lookUp, path, next());
      if (typeof resolved === "string" && bareId(resolved) !== "") return resolved;
      return refuse("has no id by the function given as `orgUnits`");
    });
    return { orgUnitPath: undefined, orgUnitId: id };
  }

  async #pathOf<P extends Params, R>(id: string, endpoint: Endpoint<P, R>, params: P, next: () => CallOptions) {
    const { customer, orgUnitId } = params;
    if (this.#lookUp !== "look-up") {
      const message = `is an id, and ${endpoint.id} takes a path: pass \`orgUnitPath\`, or ${HOW}`;
      const path = orgUnitId === undefined ? "orgUnitPath" : "orgUnitId";
      throw new InvalidParamsError([{ path, message }], { endpoint: endpoint.id });
    }
    const path = await this.#remembered(`${customer} ${prefixedId(id)}`, next, async () => {
      return (await this.#get(prefixedId(id), customer, next())).orgUnitPath;
    });
    return { orgUnitPath: path, orgUnitId: undefined };
  }

  /** Only what is found is remembered: a unit that is not there may be created. Calls at the same time share a look-up. */
  async #remembered(key: string, next: () => CallOptions, find: () => Promise<string>): Promise<string> {
    const { clock } = this.#context;
    for (;;) {
      const known = this.#known.get(key);
      if (known !== undefined && known.until > clock.monotonic()) return known.name;
      const pending = this.#pending.get(key);
      if (pending === undefined) break;
      const refusal = await this.#within(next(), "the look-up of an organizational unit", () => pending);
      if (refusal) throw refusal;
    }
    const found = (async () => {
      try {
        const name = await find();
        this.#known.set(key, { name, until: clock.monotonic() + REMEMBERED_MS });
        return name;
      } finally {
        this.#pending.delete(key);
      }
    })();
    this.#pending.set(
      key,
      found.then(() => undefined, refusalOf),
    );
    return found;
  }

  /** With the options that bound a call in time; the others are for the call itself. */
  #get(orgUnitPath: string, customer: string | undefined, { signal, timeoutMs, deadlineMs, retry }: CallOptions) {
    return this.call(orgUnitsEndpoints.get, { customer, orgUnitPath }, { signal, timeoutMs, deadlineMs, retry });
  }

  #resolved(resolve: OrgUnitResolver, path: string, options: CallOptions): Promise<string> {
    return this.#within(options, "the function given as `orgUnits`", async (signal) => resolve(path, { signal }));
  }

  /** Waits for what ends with a call: by its signal, its deadline or the end of its client. */
  async #within<T>(
    { signal, deadlineMs = 1 }: CallOptions,
    waitsFor: string,
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const deadline = new Deadline(this.#context.clock, signal, deadlineMs);
    try {
      deadline.check();
      return await this.#context.closing.wait(deadline, deadline.race(work(deadline.signal)), waitsFor);
    } finally {
      deadline.dispose();
    }
  }
}

/** An error that other calls would meet too, unlike that of a signal, a deadline or a connection of one call. */
function refusalOf(error: unknown): GoogleApiError | undefined {
  return error instanceof GoogleApiError && SHARED_KINDS.has(error.kind) ? error : undefined;
}

/** The unit that parameters name; none where they are not as they should be, which the call itself reports. */
function givenUnit(params: Params): OrgUnitName | undefined {
  if (!isPlainObject(params)) return undefined;
  const isText = (value: unknown) => value === undefined || typeof value === "string";
  return isText(params.orgUnitPath) && isText(params.orgUnitId) ? unitOf(params) : undefined;
}

function isIn(form: OrgUnitForm, unit: OrgUnitName): boolean {
  if (form === "either") return true;
  if ("id" in unit) return form !== "path";
  return form === "path" || (form === "id or root" && unit.path === "/");
}
