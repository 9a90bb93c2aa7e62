/** Which requests undici's instrumentation is to leave alone. */
import { type Context, context, createContextKey } from "@opentelemetry/api";

const ATTEMPT = createContextKey("tessera-sdk.attempt");

/** The context of an attempt, whose HTTP request has a span already. */
export const asAttempt = (within: Context): Context => within.setValue(ATTEMPT, true);

/** What is read of a request of undici. */
export interface UndiciRequestHeaders {
  /** Lines, as in undici 5, or names and values in turn. */
  headers: string | readonly (string | readonly string[])[];
}

const USER_AGENT = /^user-agent: ?tessera-sdk\//im;

/**
 * Whether a request is one of this package: for the option of that name of `@opentelemetry/instrumentation-undici`,
 * which would record its URL with the query, and would send the trace's ids to the vendor. A request is recognized by
 * its `user-agent`, and under {@link instrument} also where a client has another one.
 *
 * @example
 * ```ts
 * const headers = ["user-agent", "tessera-sdk/1.0.0"];
 * console.log(ignoreRequestHook({ headers })); // true
 * ```
 */
export function ignoreRequestHook({ headers }: UndiciRequestHeaders): boolean {
  return context.active().getValue(ATTEMPT) === true || USER_AGENT.test(linesOf(headers));
}

function linesOf(headers: UndiciRequestHeaders["headers"]): string {
  if (typeof headers === "string") return headers;
  return headers.map((each, index) => (index % 2 === 0 ? `${each}: ` : `${each}\n`)).join("");
}
