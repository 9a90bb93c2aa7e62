/** The code of a session, as a user may type it. */
import { refined, type Schema, string } from "../../core/schema.js";
import { AdobePassError } from "../errors/error.js";

const CODE = /^[A-Z\d]{4,32}$/;

/** A code without spaces and in capital letters, as Adobe issues it. Nothing is guessed: `0` is not `O`. */
export function plainCode(typed: string): string {
  return typed.replaceAll(/\s/g, "").toUpperCase();
}

export const codeSchema: Schema<string> = refined(
  string,
  (typed) => CODE.test(plainCode(typed)),
  "must be a code of letters and digits",
);

/** Codes of errors about a code that is wrong, or of a session that is over. */
const CODE_ERRORS: readonly string[] = ["invalid_authentication_session", "invalid_parameter_code"];

export function isUnknownCode(error: unknown): error is AdobePassError {
  return error instanceof AdobePassError && CODE_ERRORS.includes(error.code);
}
