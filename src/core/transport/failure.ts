/** Wording of network failures. */
import { ConnectionError } from "../errors.js";

/** Causes can be circular. */
const MAX_CAUSES = 8;

/** The first of an error and its causes that has a system code. */
function codedError(error: unknown): (Error & { code: string }) | undefined {
  let depth = 0;
  for (let each = error; each instanceof Error && depth < MAX_CAUSES; each = each.cause, depth++) {
    if (typeof (each as { code?: unknown }).code === "string") return each as Error & { code: string };
  }
  return undefined;
}

/** The system code of a failure, such as `ECONNRESET`. */
export function systemCode(error: unknown): string | undefined {
  return codedError(error)?.code;
}

/**
 * What may be reported of a network failure. Only errors with a system code keep their message: others may quote a
 * URL, a header or a part of the body (undici's parser errors carry one).
 */
function describeFailure(error: unknown, redact: (text: string) => string): { text: string; cause: Error | undefined } {
  const coded = codedError(error);
  if (coded === undefined) return { text: error instanceof Error ? error.name : "unknown failure", cause: undefined };
  const { code, message, name } = coded;
  const cause = Object.assign(new Error(code.startsWith("HPE_") ? "malformed HTTP" : redact(message)), { code });
  cause.name = name;
  return { text: `${cause.message} (${code})`, cause };
}

/** Any failure of a transport, as a `ConnectionError`. With a status, the headers had arrived. */
export function connectionError(error: unknown, status?: number, redact = (text: string) => text): ConnectionError {
  if (error instanceof ConnectionError) return error;
  const { text, cause } = describeFailure(error, redact);
  const what =
    status === undefined ? "No response was received" : "The connection was lost while the body was being read";
  return new ConnectionError(`${what}: ${text}.`, { cause, status });
}
