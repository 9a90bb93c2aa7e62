/** The base classes of what a user sees: `Resource`, a group of methods, and `Client`, a whole service. */
import {
  BIND,
  type Credential,
  fixedToken,
  functionCredential,
  isRecipe,
  type TokenFunction,
  TokenSource,
} from "./auth.js";
import { parseJson } from "./body.js";
import { call } from "./call.js";
import { systemClock } from "./clock.js";
import { type Endpoint, endpoint, type Verb } from "./endpoint.js";
import { InvalidParamsError } from "./errors.js";
import { type CallOptions, type ClientOptions, checkBaseUrl, checkClientOptions } from "./options.js";
import { type Page, Pager } from "./pager.js";
import { type Idempotency, RetryBudget, retryPolicy } from "./retry.js";
import { anything, type Check } from "./schema.js";
import type { Core, Service } from "./service.js";
import { undiciTransport } from "./transport.js";
import { VERSION } from "./version.js";

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
    return new Pager((pageToken) => this.call(descriptor, { ...params, pageToken }, options), params?.pageToken);
  }
}

/** A call to an endpoint that the SDK has no method for. */
export interface RawRequest {
  /** Verb and path below the base URL, parameters in braces: `"GET /admin/directory/v1/users/{userKey}"`. */
  http: `${Verb} /${string}`;
  /** Values of the names in braces; encoded for you. */
  path?: Record<string, string | readonly string[]> | undefined;
  query?: CallOptions["extraQuery"];
  /** Sent as JSON. */
  body?: unknown;
  /** Scopes of which each suffices, the least first. */
  scopes?: readonly string[] | undefined;
  /** What a repeat after an ambiguous failure does. @default "none" */
  idempotency?: Idempotency | undefined;
}

/** Stands for the body of a raw request among its path parameters, whose names it cannot have. */
const RAW_BODY = "{body}";

/** What every service's client has. */
export abstract class Client extends Resource {
  #core: Core;

  /** @internal */
  constructor(core: Core) {
    super(core);
    this.#core = core;
  }

  /**
   * Calls an endpoint newer than the SDK, with the client's authentication, retries and errors.
   *
   * @returns The answer as it came, unchecked: parsed where it is JSON, else as text, `undefined` where it is empty.
   * @throws {@link TesseraError} like every method.
   */
  async request<T = unknown>(request: RawRequest, options?: CallOptions): Promise<T> {
    const { http, path = {}, query = {}, body, scopes = [], idempotency = "none" } = request;
    if (!/^(?:GET|POST|PUT|PATCH|DELETE) \/[^\s?#]*$/.test(http)) {
      throw new InvalidParamsError([
        { path: "http", message: "must be a verb and a path, as in `GET /v1/things/{id}`" },
      ]);
    }
    const stray = Object.keys(path).find((name) => !http.includes(`{${name}}`));
    if (stray !== undefined) throw new InvalidParamsError([{ path: `path.${stray}`, message: "is not in `http`" }]);
    const descriptor: Endpoint<object, T> = {
      ...endpoint({ id: http, http: "GET /", idempotency, params: anything, response: anything as Check<T> }),
      http,
      body: body === undefined ? undefined : RAW_BODY,
      scopes,
      reads: "text",
      fromWire: (text) => (text === "" ? undefined : (parseJson(text as string) ?? { value: text }).value),
    };
    const extraQuery = { ...query, ...options?.extraQuery };
    return this.call(descriptor, { ...path, [RAW_BODY]: body }, { ...options, extraQuery });
  }

  /** Refuses further calls and, when the client made its own transport, lets go of its connections. */
  async close(): Promise<void> {
    const { transport } = this.#core;
    if (this.#core.closed) return;
    this.#core.closed = true;
    if (this.#core.ownsTransport) await transport.close?.();
  }

  /** The same as {@link Client.close}, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

/** What a service tells the core about itself. */
export interface ServiceDefinition extends Service {
  readonly baseUrl: string | undefined;
  /** Check of the client's options. */
  readonly options: Check<unknown>;
  /** A credential for what is neither token, function nor recipe; `undefined` when it is none. */
  readonly credential?: (auth: unknown) => Credential | undefined;
  /** Whether calls may go without a token, by this `auth`. */
  readonly anonymous?: (auth: unknown) => boolean;
}

/** Makes what the calls of a new client share. @throws {@link InvalidParamsError} that names the option at fault. */
export function createCore(service: ServiceDefinition, options: ClientOptions & { auth?: unknown }): Core {
  checkClientOptions(service.options, options);
  const baseUrl = options.baseUrl ?? service.baseUrl;
  if (baseUrl === undefined) throw new InvalidParamsError([{ path: "baseUrl", message: "is required" }]);
  const headers: Record<string, string> = { "user-agent": `tessera-sdk/${VERSION}`, accept: "application/json" };
  for (const name in options.headers) headers[name.toLowerCase()] = options.headers[name] as string;
  const core: Core = {
    service,
    baseUrl: checkBaseUrl(baseUrl, options.allowInsecure ?? false),
    transport: options.transport ?? undiciTransport(),
    ownsTransport: options.transport === undefined,
    tokens: undefined,
    clock: options.clock ?? systemClock,
    budget: new RetryBudget(),
    policy: retryPolicy(options.retry),
    timeoutMs: options.timeoutMs ?? 30_000,
    deadlineMs: options.deadlineMs ?? 120_000,
    validation: options.validation ?? "report",
    onDrift: options.onDrift,
    headers,
    maxResponseBytes: options.maxResponseBytes ?? 10_485_760,
    closed: false,
  };
  return { ...core, tokens: tokensOf(service, options.auth, core) };
}

function tokensOf(service: ServiceDefinition, auth: unknown, core: Core): Core["tokens"] {
  if (service.anonymous?.(auth)) return undefined;
  if (typeof auth === "string") return fixedToken(auth);
  const credential = credentialOf(service, auth, core);
  if (credential) return new TokenSource(credential, core.clock);
  throw new InvalidParamsError([
    { path: "auth", message: auth === undefined ? "is required" : "is no credential that this service can use" },
  ]);
}

function credentialOf(service: ServiceDefinition, auth: unknown, core: Core): Credential | undefined {
  if (typeof auth === "function") return functionCredential(auth as TokenFunction);
  if (!isRecipe(auth)) return service.credential?.(auth);
  return auth[BIND]({
    transport: core.transport,
    clock: core.clock,
    call: (descriptor, params, signal) => call(core, descriptor, params, { signal, retry: false }),
  });
}
