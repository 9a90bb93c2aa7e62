/** The base class of every service's client, with the way to endpoints newer than the SDK. */
import type { ClientContext } from "./context.js";
import { checkQuery } from "./encode.js";
import type { Endpoint, Verb } from "./endpoint.js";
import { invalidParam } from "./errors.js";
import { checkJson } from "./json.js";
import { type CallOptions, checkCallOptions } from "./options.js";
import { Resource } from "./resource.js";
import type { ResponsePromise } from "./response.js";
import { composed } from "./responsePromise.js";
import type { Idempotency } from "./retry.js";
import { anything, anythingAs, closedEnumOf, inputListOf, matching, objectOf, recordOf, string } from "./schema.js";
import { checkAgainst } from "./validate.js";
import { parseJson } from "./values.js";

/** A call to an endpoint that the SDK has no method for. */
export interface RawRequest {
  /** Verb and path below the base URL, parameters in braces: `"GET /admin/directory/v1/users/{userKey}"`. */
  http: `${Verb} /${string}`;
  /** Values of the names in braces. They are percent-encoded. */
  path?: Record<string, string | readonly string[] | undefined> | undefined;
  /** Query parameters; lists are sent as several of the same name. */
  query?: CallOptions["extraQuery"];
  /**
   * Sent as JSON; a `Uint8Array` as it is. A function that returns an async iterable of bytes is called for each
   * attempt, and streamed. The content type of bytes is `application/octet-stream`, if `headers` names no other.
   */
  body?: unknown;
  /** How the body of the response is read: `json`, else as text; `stream`: as it arrives. @default "json" */
  reads?: "json" | "stream" | undefined;
  /** Alternative scopes, least privileged first. */
  scopes?: readonly string[] | undefined;
  /** What a retry after an ambiguous failure does. @default "none" */
  idempotency?: Idempotency | undefined;
}

const rawRequest = objectOf<RawRequest>()(
  () => ({
    http: matching<RawRequest["http"]>(
      /^(?:GET|POST|PUT|PATCH|DELETE) \/(?:[^\s?#{}]|\{[^\s/{}]+\})*$/,
      "must be a verb and a path below `baseUrl` without a query, as in `GET /v1/things/{id}`",
    ),
    path: recordOf<NonNullable<RawRequest["path"]>>(),
    query: recordOf<NonNullable<RawRequest["query"]>>(),
    body: anything,
    reads: closedEnumOf("json", "stream"),
    scopes: inputListOf(string),
    idempotency: closedEnumOf("safe", "mint", "none"),
  }),
  { http: true },
);

function checkPathNames(http: string, path: Readonly<Record<string, unknown>>): void {
  const names = [...http.matchAll(/\{([^}]*)\}/g)].map(([, name = ""]) => name);
  const given = Object.keys(path).filter((name) => path[name] !== undefined);
  for (const name of names) if (!given.includes(name)) invalidParam(`path.${name}`, "is required");
  for (const name of given) if (!names.includes(name)) invalidParam(`path.${name}`, "is not in `http`");
}

/** Stands for the body of a raw request among its path parameters, whose names it cannot have. */
const RAW_BODY = "{body}";

/** By its tag, as it may be of another realm. */
const isBytes = (body: unknown) => Object.prototype.toString.call(body) === "[object Uint8Array]";

/** What every service's client has. */
export abstract class Client extends Resource {
  #context: ClientContext;

  /** @internal */
  constructor(context: ClientContext) {
    super(context);
    this.#context = context;
  }

  /**
   * Calls an endpoint newer than the SDK, with the client's authentication, retries and errors.
   *
   * @returns The response body, unvalidated: parsed if it is JSON, else as text, `undefined` if it is empty. With
   *   `reads: "stream"`, a `ByteStream`.
   * @throws A {@link TesseraError} like every method.
   */
  request<T = unknown>(request: RawRequest, options?: CallOptions): ResponsePromise<T> {
    return composed(async (record) => {
      checkAgainst(rawRequest, request, "request");
      if (options !== undefined) checkCallOptions(options);
      const { http, path = {}, query = {}, body, reads, scopes = [], idempotency = "none" } = request;
      checkPathNames(http, path);
      checkQuery(query, "query");
      const sendsBytes = isBytes(body) || typeof body === "function";
      if (!sendsBytes) checkJson(body, "body", { endpoint: http });
      const endpoint: Endpoint<object, T> = {
        id: http,
        http,
        idempotency,
        effect: "destroy",
        params: anythingAs<object>(),
        response: anythingAs<T>(),
        body: body === undefined ? undefined : RAW_BODY,
        ...(sendsBytes && { sends: "bytes" }),
        scopes,
        reads: reads === "stream" ? "stream" : "text",
        fromWire: (text) => (text === "" ? undefined : (parseJson(text as string) ?? { value: text }).value),
      };
      const extraQuery = { ...query };
      for (const [name, value] of Object.entries(options?.extraQuery ?? {})) {
        if (value !== undefined) extraQuery[name] = value;
      }
      return this.call(endpoint, { ...path, [RAW_BODY]: body }, { ...options, extraQuery }, record);
    });
  }

  /**
   * Refuses further calls. Calls that wait for a token, for the limiter or for their next attempt end at once, with an
   * error whose `code` is `ERR_TESSERA_CLOSED`. Requests that are under way come to their end; if the client made its
   * own transport, this waits for them and closes the connections.
   */
  async close(): Promise<void> {
    const { closing, ownsTransport, transport } = this.#context;
    if (closing.close() && ownsTransport) await transport.close?.();
  }

  /** The same as {@link Client.close}, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
