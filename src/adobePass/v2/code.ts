/** The code of a session, as a user may type it. */
import { refined, type Schema, string } from "../../core/schema.js";

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
