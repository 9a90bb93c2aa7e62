/** Exit codes. They are part of the public contract: scripts decide by them. */

export const EXIT = {
  done: 0,
  bug: 1,
  usage: 2,
  refused: 3,
  unauthenticated: 4,
  permissionDenied: 5,
  notFound: 6,
  rateLimited: 7,
  unavailable: 8,
  outcomeUnknown: 9,
  rowsFailed: 10,
  rowsUnknown: 11,
  SIGINT: 130,
  SIGTERM: 143,
} as const;

const BY_KIND: Readonly<Record<string, number>> = {
  invalid_request: EXIT.refused,
  conflict: EXIT.refused,
  unauthenticated: EXIT.unauthenticated,
  permission_denied: EXIT.permissionDenied,
  not_found: EXIT.notFound,
  rate_limited: EXIT.rateLimited,
  unavailable: EXIT.unavailable,
  server: EXIT.unavailable,
  client: EXIT.usage,
};

/** A command line that cannot be run. Nothing was sent. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  readonly code = "ERR_TESSERA_USAGE";
  readonly kind = "client";
}

/** What errors of the SDK have, by structure. */
interface Failure {
  readonly code?: unknown;
  readonly kind?: unknown;
  readonly outcomeUnknown?: unknown;
}

/** A response with status 2xx that is not understood: the server has done what it was to do, or a proxy responded. */
const UNREADABLE: readonly unknown[] = ["ERR_TESSERA_INVALID_RESPONSE", "ERR_TESSERA_RESPONSE_TOO_LARGE"];

/**
 * The exit code of an error; that of a bug if it is none of the SDK's.
 *
 * @param idempotency what a second request would do: `none` if damage.
 */
export function exitCodeOf(error: unknown, idempotency?: string): number {
  const { code, kind, outcomeUnknown } = (error ?? {}) as Failure;
  if (outcomeUnknown === true || (idempotency === "none" && UNREADABLE.includes(code))) return EXIT.outcomeUnknown;
  if (code === "ERR_TESSERA_INVALID_PARAMS") return EXIT.usage;
  return BY_KIND[String(kind)] ?? EXIT.bug;
}
