/** In place of the readers of what google-auth-library throws, which are large: there, its clients are rare. */
import { textField } from "../core/errorBody.js";
import { AuthError } from "../core/errors.js";
import { redactor } from "../core/redact.js";
import { TransientAuthError } from "../core/tokens.js";
import { isPlainObject, printable } from "../core/values.js";
import type { LibraryContext } from "./libraryErrors.js";

interface LibraryError {
  response?: { status: number; data?: unknown };
  config?: unknown;
}

/** @param error what the library threw. Its message can quote keys and is left out. */
export function libraryError(error: unknown, { secrets }: LibraryContext): AuthError {
  if (error instanceof AuthError) return error;
  const { response, config } = error as LibraryError;
  if (typeof response?.status !== "number") {
    if (config !== undefined) return new TransientAuthError("Google's token endpoint could not be reached.");
    return new AuthError("google-auth-library could not use the credentials.");
  }
  const { status, data } = response;
  const code = printable(redactor(secrets)((isPlainObject(data) && textField(data.error)) || ""));
  const Kind = status === 429 || status >= 500 ? TransientAuthError : AuthError;
  const said = `Google's token endpoint responded with ${status}${code && `: ${code}`}.`;
  return new Kind(said, { status, ...(code && { code }), ...(status === 429 && { kind: "rate_limited" }) });
}
