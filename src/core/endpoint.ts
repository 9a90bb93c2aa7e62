/** The descriptor of one remote method, as data: where each parameter goes, what a retry does, what is returned. */
import type { ParamIssue } from "./errors.js";
import type { Idempotency } from "./retry.js";
import type { AnySchema, Schema } from "./schema.js";

export type Verb = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** What a call does at the vendor: nothing, a change, or a loss that cannot be undone. */
export type Effect = "read" | "write" | "destroy";

/** The names in braces of a path template. Exported for the declarations of services' `endpoint` functions. */
export type PathNames<T extends string> = T extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PathNames<Rest>
  : never;

/** What `fromWire` may need to know of the call. */
export interface ResponseContext {
  /** The parameters as the caller gave them. */
  readonly params: unknown;
  /** When the request was sent, in milliseconds since the epoch. */
  readonly sentAt: number;
  /** A header of the response. */
  readonly header: (name: string) => string | undefined;
  /** Of the client, against which relative URLs in a response are resolved. */
  readonly baseUrl: string;
}

/** What a descriptor says, whatever the types of its parameters and result. */
export interface AnyEndpoint {
  /** Names it in errors, traces and faults, such as `androidenterprise.users.get`. */
  readonly id: string;
  /** Verb and path template, parameters in braces: `"GET /v1/users/{userId}"`. */
  readonly http: string;
  /** Parameters of the query, where there is a body. */
  readonly query?: readonly string[];
  /** Parameters that are headers. */
  readonly header?: readonly string[];
  /** `"*"`: all parameters that go nowhere else; a name: that parameter alone; absent: no body, the rest is query. */
  readonly body?: string | undefined;
  /** Path parameters that the body holds too. */
  readonly alsoInBody?: readonly string[];
  /** Path parameters of several segments, as in `{path=**}` of a vendor's template: their slashes are not encoded. */
  readonly multiSegment?: readonly string[];
  /** Alternative scopes, least privileged first. */
  readonly scopes?: readonly string[];
  readonly idempotency: Idempotency;
  /** For the manifest and what is made from it. Stated, as it cannot be derived from the verb: some GETs create keys. */
  readonly effect: Effect;
  /** `false` where throttling means that a daily quota is used up: no wait within a call is long enough. @default true */
  readonly retry429?: false;
  /** The public shape of the parameters. */
  readonly params: AnySchema;
  /**
   * For methods whose body is a whole resource, as a getter returns it: fields that the vendor added since pass, and
   * `readOnly` names those that only responses have, which are accepted and not sent. `replaces`: what is left out is
   * cleared, so that an empty body is refused.
   */
  readonly wholeResource?: { readonly readOnly: readonly string[]; readonly replaces?: true };
  /** How the body of a response is read: parsed as JSON, as text, or as it arrives. @default "json" */
  readonly reads?: "json" | "text" | "stream";
  /** For a stream: a page of HTML is never its content, but sent by a proxy, and refused. */
  readonly refusesPages?: true;
  /** The media types that it accepts. @default "application/json" */
  readonly accept?: string;
  /**
   * How the body is sent: as JSON, as a form (`application/x-www-form-urlencoded`), or a `Uint8Array` or a function that
   * returns an async iterable as they are. @default "json"
   */
  readonly sends?: "json" | "form" | "bytes";
  /** The public shape of the result; without it, there is none. */
  readonly response?: AnySchema;
  /** The object that a method without a result may respond with, after `fromWire`. It is checked and not returned. */
  readonly discarded?: AnySchema;
  /** Parameters that are credentials: their values are redacted from whatever a response quotes. */
  readonly secret?: readonly string[];
  /** Parameters in whose place a credential may be given by mistake: their values are redacted as well. */
  readonly mistakable?: readonly string[];
  readonly deprecated?: Deprecation;
}

/** A descriptor as the core reads it; `P` and `R` are the public shapes of parameters and result. */
export interface Endpoint<P, R> extends AnyEndpoint {
  readonly params: Schema<P>;
  readonly response?: Schema<R>;
  /** Rules that depend on the time of the call, in milliseconds since the epoch. All others are in the schema. */
  readonly issuesAt?: (params: P, now: number) => readonly ParamIssue[];
  /** From the public shape to the names and values of the wire. */
  readonly toWire?: (params: P) => object;
  /** From the response as received to the public shape. */
  readonly fromWire?: (response: unknown, context: ResponseContext) => unknown;
}

export interface Deprecation {
  /** The vendor's version or date from which it is deprecated. */
  readonly since?: string;
  /** The last day on which the vendor promises that it works. */
  readonly sunset?: string;
  /** What to use instead, as the end of a sentence. */
  readonly use: string;
  /** Code of the process warning. */
  readonly code: string;
}

/** The parameters of the wire that a descriptor sends nowhere. */
type Unplaced<W, H extends string, Q extends string, D extends string, B extends string | undefined> = B extends
  | "*"
  | undefined
  ? never
  : Exclude<keyof W, PathNames<H> | Q | D | B>;

/** A descriptor as it is written: `H` is its whole template, `W` the parameters after `toWire`, the others names in `W`. */
export interface Definition<P, R, W, H extends string, Q extends string, D extends string, B extends string | undefined>
  extends Omit<Endpoint<P, R>, "id" | "http" | "body"> {
  query?: readonly Q[];
  header?: readonly D[];
  body?: B & ([Unplaced<W, H, Q, D, B>] extends [never] ? unknown : { "goes nowhere": Unplaced<W, H, Q, D, B> });
  toWire?: (params: P) => W & object;
  alsoInBody?: readonly PathNames<H>[];
  multiSegment?: readonly PathNames<H>[];
  secret?: readonly (keyof P & string)[];
  mistakable?: readonly (keyof P & string)[];
}

type NamesIn<W, H extends string> = [PathNames<H>] extends [keyof W]
  ? unknown
  : { "not a parameter": Exclude<PathNames<H>, keyof W> };

/** What all endpoints of a service, or of a group of them, share. */
interface EndpointGroup<X extends string> {
  /** Begins every id, as in `androidenterprise`. */
  readonly id: string;
  /** Begins every path, as in `/androidenterprise/v1`. May have parameters. */
  readonly path: X;
  /** Alternative scopes, least privileged first, for endpoints that do not name their own. */
  readonly scopes?: readonly string[];
}

/**
 * Returns the function that declares a service's endpoints. In a descriptor, a name that is not a parameter, and a
 * parameter that goes nowhere, do not compile.
 */
export function endpointsOf<const X extends string = "">(group: EndpointGroup<X>) {
  return <
    P extends object,
    const H extends `${Verb} /${string}`,
    R = void,
    W extends object = P,
    const Q extends keyof W & string = never,
    const D extends keyof W & string = never,
    const B extends "*" | (keyof W & string) | undefined = undefined,
  >(
    id: string,
    definition: Definition<P, R, W, `${X}${H}`, Q, D, B> & { http: H & NamesIn<W, `${X}${H}`> },
  ): Endpoint<P, R> => ({
    ...(group.scopes && { scopes: group.scopes }),
    ...definition,
    id: `${group.id}.${id}`,
    http: definition.http.replace(" ", ` ${group.path}`),
  });
}
