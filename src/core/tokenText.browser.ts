/** In place of the hints at what a text is instead of a token, which are large. */

/** What is wrong with a text as a token. Never quotes it. */
export function tokenProblem(text: string): string | undefined {
  return /^[\x21-\x7e]+$/.test(text) ? undefined : "must be a token without white space or control characters";
}
