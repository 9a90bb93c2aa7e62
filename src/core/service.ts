/** The seams of a call: what a vendor's service brings, and what the calls of one client share. */
import type { IssuedToken, Tokens } from "./auth.js";
import type { Clock } from "./clock.js";
import type { ApiError, ErrorFacts } from "./errors.js";
import type { RetryBudget, RetryPolicy, Verdict } from "./retry.js";
import type { Drift } from "./schema.js";
import type { Transport } from "./transport.js";

/** An answer that is not 2xx, for a service to read. */
export interface ErrorAnswer {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  /** The body, without the secrets of the call; empty when it could not be read. */
  readonly text: string;
  /** Cuts the call's secrets out of a text that was decoded after `text` was. */
  readonly clean: (text: string) => string;
  readonly endpoint: string;
  /** The facts that the error is to carry. */
  readonly facts: ErrorFacts;
  /** Whether the call had already replaced a refused token. */
  readonly renewed: boolean;
}

/** What a service makes of an {@link ErrorAnswer}. */
export interface VendorFailure {
  readonly error: ApiError;
  readonly verdict: Verdict;
  /** The least wait before a repeat, where the vendor documents one that its answers do not carry. */
  readonly waitMs?: number;
}

/** What sets one vendor's calls apart. */
export interface Service {
  /** The headers that carry a token. */
  authHeaders(issued: IssuedToken): Record<string, string>;
  readError(answer: ErrorAnswer): VendorFailure | Promise<VendorFailure>;
  readonly requestIdHeader: string;
  /** Query parameters that any of its endpoints takes as a credential; callers give them as `extraQuery`. */
  readonly secretQuery?: readonly string[];
}

/** What the calls of one client share. */
export interface Core {
  readonly service: Service;
  readonly baseUrl: string;
  readonly transport: Transport;
  readonly ownsTransport: boolean;
  readonly tokens: Tokens | undefined;
  readonly clock: Clock;
  readonly budget: RetryBudget;
  readonly policy: RetryPolicy;
  readonly timeoutMs: number;
  readonly deadlineMs: number;
  readonly validation: "report" | "strict" | "off";
  readonly onDrift: ((drift: Drift) => void) | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly maxResponseBytes: number;
  closed: boolean;
}
