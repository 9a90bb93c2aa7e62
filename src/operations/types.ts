/** The manifest: every public method of every client, as data. `scripts/manifest` fills it in. */
import type { Effect } from "../core/endpoint.js";
import type { Idempotency } from "../core/retry.js";
import type { JsonSchema } from "./jsonSchema.js";

/**
 * A service, as the manifest names it: one for each class of clients. `adobe-pass`: `AdobePass`, its REST API v2.
 * `adobe-pass-v1`: `AdobePassV1`. `adobe-pass-management`: `AdobePassManagement`. `adobe-sso-service`:
 * `AdobeSsoService`. `android-enterprise`: `AndroidEnterprise`. `chrome-directory`: `ChromeDirectory`. `flower-docs`:
 * `FlowerDocs`.
 */
export type ServiceName =
  | "adobe-pass"
  | "adobe-pass-management"
  | "adobe-pass-v1"
  | "adobe-sso-service"
  | "android-enterprise"
  | "chrome-directory"
  | "flower-docs";

/** What is known of a service before its operations are loaded. */
export interface ServiceSummary {
  /** Its name in the manifest. */
  readonly name: ServiceName;
  /** The class of its client. */
  readonly client: string;
  /** Where the client is imported from, such as `tessera-sdk/adobe-pass`. */
  readonly entry: string;
  /** First sentence of the client's documentation. */
  readonly summary: string;
  /** Its methods, in the order of the class. */
  readonly operations: readonly OperationSummary[];
}

/** What is known of a method before the operations of its service are loaded. */
export interface OperationSummary {
  /** Unique in its service: `users.insert`, or `notifications` for a method of the client itself. */
  readonly id: string;
  /** Property of the client. Absent for a method of the client itself. */
  readonly resource?: string;
  /** Name of the method. */
  readonly method: string;
  /**
   * `operation`: one call of an endpoint, of which there may be one for each version of an API. `helper`: composed of
   * calls, or described by the caller; `endpoints` are those that it may call.
   */
  readonly kind: "operation" | "helper";
  /**
   * What a call does at the vendor: nothing (`read`), a change (`write`), or a loss that cannot be undone (`destroy`).
   * The strongest of all endpoints.
   */
  readonly effect: Effect;
  /**
   * What a second request does if the server may have carried out the first one: nothing more (`safe`), one more unused
   * token (`mint`), or damage (`none`). The weakest of all endpoints.
   */
  readonly idempotency: Idempotency;
  /** First sentence of `description`. */
  readonly summary: string;
  /** What to use instead. Absent if it is not deprecated. */
  readonly deprecated?: string;
  /** Why it cannot be called with JSON alone. Absent if it can. */
  readonly libraryOnly?: string;
}

/** A method of a client, or of one of its resources. */
export interface Operation extends OperationSummary {
  /** The service that it belongs to. */
  readonly service: ServiceName;
  /** Where the client is imported from, such as `tessera-sdk/adobe-pass`. */
  readonly entry: string;
  /** The class of the client. */
  readonly client: string;
  /** The endpoints that it calls, or may call: the one that is used by default first. Empty for `request`. */
  readonly endpoints: readonly OperationEndpoint[];
  /** Parameters that are credentials: never to be printed. */
  readonly secret?: readonly string[];
  /** Fields of the result, at any depth, that are credentials or may hold one, such as a new token. */
  readonly secretResult?: readonly string[];
  /** Its documentation, each paragraph on one line. */
  readonly description: string;
  /** Pages about it. */
  readonly see: readonly string[];
  /** TypeScript, on a `client` that was created elsewhere. */
  readonly examples: readonly string[];
  /**
   * How the result comes. `value`: a promise of it. `void`: a promise of nothing. `pager`: a `Pager`, whose pages are
   * `result`. `iterable`: an async iterable, whose items are `result`. `job`: a promise of an object whose `wait()`
   * returns the bytes. `download`: a promise of an async iterable of bytes, whose other fields are `result`.
   */
  readonly returns: "value" | "void" | "pager" | "iterable" | "job" | "download";
  /** For a pager: the parameter that takes a page token. */
  readonly paging?: { readonly token: string };
  /**
   * Names of its arguments, in their order, where it takes others than one object of parameters. `params` then has them
   * as its properties.
   */
  readonly arguments?: readonly string[];
  /**
   * Parameters that are the content of a file: bytes, or a function that returns a stream of them, and so not JSON. A
   * path such as `file.content`, or `files[].content` for each item of a list.
   */
  readonly files?: readonly string[];
  /** For a method that takes many items of one kind in one call, and names those that failed. */
  readonly list?: OperationList;
  /** The parameters. `null` if there are none. An `enum` has the documented values; a service may take others. */
  readonly params: JsonSchema | null;
  /** Its own options, besides those of every call. Absent if it has none. */
  readonly options?: JsonSchema;
  /** The result. `null` if there is none. Unknown fields and enum values pass. */
  readonly result: JsonSchema | null;
  /** Only where the request or the response differs from `params` or `result`. */
  readonly wire?: OperationWire;
}

/** An endpoint that a method calls. */
export interface OperationEndpoint {
  /** As errors and traces name it, such as `androidenterprise.users.get`. */
  readonly id: string;
  /** Verb and path template, such as `GET /androidenterprise/v1/enterprises/{enterpriseId}/users/{userId}`. */
  readonly http: string;
  /** Parameters of the query, by their names on the wire. Without a body, all that are not in the path are. */
  readonly query?: readonly string[];
  /** Parameters that are headers. */
  readonly header?: readonly string[];
  /** `*`: all other parameters are fields of the body; a name: that parameter is the body; absent: there is none. */
  readonly body?: string;
  /** Parameters of the path that are fields of the body too. */
  readonly alsoInBody?: readonly string[];
  /** OAuth scopes, of which one suffices, least privileged first. */
  readonly scopes?: readonly string[];
  /** What a second request does: nothing more (`safe`), one more unused token (`mint`), or damage (`none`). */
  readonly idempotency: Idempotency;
  /** What a call does: nothing (`read`), a change (`write`), or a loss that cannot be undone (`destroy`). */
  readonly effect: Effect;
  /** `false` where throttling means that a daily quota is used up. */
  readonly retry429?: false;
  /** For a body that is a whole resource: fields that are accepted and not sent. */
  readonly readOnly?: readonly string[];
  /** Since when it is deprecated, the last day on which it works, and what to use instead. */
  readonly deprecated?: { readonly since?: string; readonly sunset?: string; readonly use: string };
}

/** How a method takes many items in one call. */
export interface OperationList {
  /** The parameter that takes the items: ids, or objects with an `id`. */
  readonly param: string;
  /** The most items of one request. A longer list is sent in several requests. Absent if the length is not what limits. */
  readonly max?: number;
  /**
   * Where failed items are named. `result`: in its `failed`, a list of `{ ids, error }`. `error`: in the error, by its
   * `ids`; `doneIds` names the items before them, and `restIds` those that were not sent. If it has no such lists, it
   * concerns all items.
   */
  readonly failures: "result" | "error";
}

/** How the request and the response of an operation differ from its parameters and its result. */
export interface OperationWire {
  /** What the parameters become. */
  readonly params?: JsonSchema;
  /** `text`: read from a body that need not be JSON. `mapped`: read from other names, or with defaults filled in. */
  readonly result?: "text" | "mapped";
}
