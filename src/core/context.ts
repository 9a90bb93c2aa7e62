/** The seams of a call: what a vendor's service brings, and what all calls of one client share. */
import type { Clock } from "./clock.js";
import type { Closing } from "./closing.js";
import type { ApiError, ErrorFacts } from "./errors.js";
import type { Limiter } from "./limiter.js";
import type { RetryBudget, RetryPolicy, Verdict } from "./retry.js";
import type { AnySchema } from "./schema.js";
import type { IssuedToken, TokenProvider } from "./tokenProvider.js";
import type { Tokens } from "./tokens.js";
import type { Transport } from "./transport/transport.js";
import type { Drift } from "./validate.js";

/** A response that may be an error, for a service to read. */
export interface ErrorResponse {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  /** The body, without the secrets of the call; empty when it could not be read. */
  readonly text: string;
  /** Redacts the call's secrets from a text that was decoded after `text` was. */
  readonly redact: (text: string) => string;
  readonly endpoint: string;
  /** Of the request, without the secrets of the call. */
  readonly url: string;
  /** Origin and path to which a 3xx leads, without the secrets of the call. */
  readonly redirect: string | undefined;
  /** The facts that the error is to carry. */
  readonly facts: ErrorFacts;
  /** Whether the call had already replaced a refused token. */
  readonly renewed: boolean;
}

/** How a service classifies an {@link ErrorResponse}. */
export interface VendorFailure {
  readonly error: ApiError;
  readonly verdict: Verdict;
  /** Shortest wait before a retry, where the vendor documents one that its responses do not carry. */
  readonly waitMs?: number;
}

/** What distinguishes the calls of one vendor. */
export interface Service {
  readonly baseUrl: string | undefined;
  /** Schema of the client's options. */
  readonly options: AnySchema;
  /** Family of the auth providers that this service accepts. */
  readonly family?: string;
  /** The forms of `auth` that it accepts, for the message about any other. */
  readonly credentials: string;
  /** A token provider for an `auth` that is neither a token, a function nor one of our providers; `undefined` when it is not usable. */
  readonly tokenProvider?: (auth: unknown) => TokenProvider | undefined;
  /** Whether calls go without a token, by this `auth`. */
  readonly anonymous?: (auth: unknown) => boolean;
  /** The headers that carry a token. */
  authHeaders(issued: IssuedToken): Record<string, string>;
  readError(response: ErrorResponse): VendorFailure | Promise<VendorFailure>;
  /** For vendors that send errors with a 2xx: the error, or `"foreign"` if the vendor sends no such body at all. */
  readonly readSuccess?: (response: ErrorResponse) => Promise<VendorFailure | "foreign" | undefined>;
  /** For whom a call is made, where credentials are of a device or a user and not of the client. */
  readonly subjectOf?: (params: unknown) => unknown;
  /** The limiter of clients that are given none. */
  readonly limiter?: (clock: Clock) => Limiter;
  /** What the vendor's rate limit applies to, for the limiter; by default, the origin of `baseUrl`. */
  readonly limitKey?: (params: unknown, issued: IssuedToken | undefined) => string | undefined;
  /** The response headers that may hold the server's id of the request, the likeliest first, in lower case. */
  readonly requestIdHeaders: readonly string[];
  /** Query parameters that any of its endpoints takes as a credential; callers pass them as `extraQuery`. */
  readonly secretQuery?: readonly string[];
}

/** The context shared by all calls of a client. */
export interface ClientContext {
  readonly service: Service;
  readonly baseUrl: string;
  /** Of the base URL. */
  readonly origin: string;
  readonly transport: Transport;
  readonly ownsTransport: boolean;
  readonly tokens: Tokens | undefined;
  readonly clock: Clock;
  readonly budget: RetryBudget;
  readonly limiter: Limiter;
  readonly policy: RetryPolicy;
  readonly timeoutMs: number;
  /** As the client's options give it. */
  readonly deadlineMs: number | undefined;
  readonly validation: "report" | "strict" | "off";
  readonly onDrift: ((drift: Drift) => void) | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly maxResponseBytes: number;
  readonly closing: Closing;
}
