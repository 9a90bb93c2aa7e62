/** The base class of every service's client, with the way to endpoints newer than the SDK. */
import * as z from "zod/mini";
import { parseJson } from "./body.js";
import type { Endpoint, Verb } from "./endpoint.js";
import { InvalidParamsError } from "./errors.js";
import type { CallOptions } from "./options.js";
import { Resource } from "./resource.js";
import type { Idempotency } from "./retry.js";
import { anything, type Check, checkAgainst, checkOf, open } from "./schema.js";
import type { Core } from "./service.js";

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

const rawRequestCheck = checkOf<unknown>(() => {
  const values = () => z.optional(z.record(z.string(), z.unknown()));
  const template = "must be a verb and a path, as in `GET /v1/things/{id}`";
  return open({
    http: z.string().check(z.regex(/^(?:GET|POST|PUT|PATCH|DELETE) \/[^\s?#]*$/, template)),
    path: values(),
    query: values(),
    body: z.optional(z.unknown()),
    scopes: z.optional(z.array(z.string())),
    idempotency: z.optional(z.enum(["safe", "mint", "none"])),
  });
});

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
    checkAgainst(rawRequestCheck, request, "request");
    const { http, path = {}, query = {}, body, scopes = [], idempotency = "none" } = request;
    const stray = Object.keys(path).find((name) => !http.includes(`{${name}}`));
    if (stray !== undefined) throw new InvalidParamsError([{ path: `path.${stray}`, message: "is not in `http`" }]);
    const descriptor: Endpoint<object, T> = {
      id: http,
      http,
      idempotency,
      params: anything,
      response: anything as Check<T>,
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
