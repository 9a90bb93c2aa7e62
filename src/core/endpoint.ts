/** The descriptor of one remote method, as data: where each parameter goes, what a repeat does, what comes back. */
import type { Idempotency } from "./retry.js";
import type { Check } from "./schema.js";

export type Verb = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** The names in braces of a path template. */
export type PathNames<T extends string> = T extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PathNames<Rest>
  : never;

/** What `fromWire` may need to know of the call that was answered. */
export interface AnswerContext {
  /** The parameters as the caller gave them. */
  readonly params: unknown;
  /** When the request was sent, in milliseconds since the epoch. */
  readonly sentAt: number;
  readonly status: number;
  readonly attempts: number;
}

/** A descriptor as the core reads it; `P` and `R` are the public shapes of parameters and result. */
export interface Endpoint<P, R> {
  readonly id: string;
  /** Verb and path template. */
  readonly http: string;
  readonly query?: readonly string[];
  readonly header?: readonly string[];
  /** `"*"`: all parameters that go nowhere else; a name: that parameter alone; absent: no body, the rest is query. */
  readonly body?: string | undefined;
  /** Path parameters that the body holds too. */
  readonly alsoInBody?: readonly string[];
  /** Each suffices alone, the one that grants least first. */
  readonly scopes?: readonly string[];
  readonly idempotency: Idempotency;
  /** `false` where throttling means that a daily quota is used up: no wait within a call outlasts it. @default true */
  readonly retry429?: false;
  readonly params: Check<P>;
  /** From the public shape to the names and values of the wire. */
  readonly toWire?: (params: P, now: number) => object;
  /** How the body of an answer is read; without `response` it is not. @default "json" */
  readonly reads?: "json" | "text";
  /** From the answer as it came to the public shape. */
  readonly fromWire?: (answer: unknown, context: AnswerContext) => unknown;
  /** Brings other spellings into the public shape. Called only with an answer that does not match it. */
  readonly respell?: (answer: unknown) => unknown;
  readonly response?: Check<R>;
  /** Parameters that are credentials: their values are cut out of whatever an answer quotes. */
  readonly secret?: readonly string[];
  readonly deprecated?: Deprecation;
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
type Homeless<W, H extends string, Q extends string, D extends string, B extends string | undefined> = B extends
  | "*"
  | undefined
  ? never
  : Exclude<keyof W, PathNames<H> | Q | D | B>;

/** A descriptor as it is written: `H` is its template, `W` the parameters after `toWire`, the others names in `W`. */
interface Definition<P, R, W, H extends string, Q extends string, D extends string, B extends string | undefined>
  extends Omit<Endpoint<P, R>, "http" | "body"> {
  http: H & ([PathNames<H>] extends [keyof W] ? unknown : { "not a parameter": Exclude<PathNames<H>, keyof W> });
  query?: readonly Q[];
  header?: readonly D[];
  body?: B & ([Homeless<W, H, Q, D, B>] extends [never] ? unknown : { "goes nowhere": Homeless<W, H, Q, D, B> });
  toWire?: (params: P, now: number) => W & object;
  alsoInBody?: readonly PathNames<H>[];
  secret?: readonly (keyof P & string)[];
}

/** Makes a descriptor. A name in it that is no parameter, and a parameter that goes nowhere, do not compile. */
export function endpoint<
  P extends object,
  const H extends `${Verb} /${string}`,
  R = void,
  W extends object = P,
  const Q extends keyof W & string = never,
  const D extends keyof W & string = never,
  const B extends "*" | (keyof W & string) | undefined = undefined,
>(definition: Definition<P, R, W, H, Q, D, B>): Endpoint<P, R> {
  return definition;
}
