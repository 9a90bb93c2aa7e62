/** Wording of network failures. */
import { ConnectionError } from "../errors.js";

/** Causes can be circular. */
const MAX_CAUSES = 8;

/**
 * What may be reported of a network failure. Only errors with a system code keep their message: others may quote a
 * URL, a header or a part of the body (undici's parser errors carry one).
 */
export function describeFailure(
  error: unknown,
  clean = (text: string) => text,
): { text: string; cause: Error | undefined } {
  let depth = 0;
  for (let e = error; e instanceof Error && depth < MAX_CAUSES; e = e.cause, depth++) {
    const code = (e as { code?: unknown }).code;
    if (typeof code !== "string") continue;
    const cause = Object.assign(new Error(code.startsWith("HPE_") ? "malformed HTTP" : clean(e.message)), { code });
    cause.name = e.name;
    return { text: `${cause.message} (${code})`, cause };
  }
  return { text: error instanceof Error ? error.name : "unknown failure", cause: undefined };
}

export function connectionError(error: unknown, status?: number, clean = (text: string) => text): ConnectionError {
  if (error instanceof ConnectionError) return error;
  const { text, cause } = describeFailure(error, clean);
  const what =
    status === undefined ? "No response was received" : "The connection was lost while the body was being read";
  return new ConnectionError(`${what}: ${text}.`, { cause, status });
}
