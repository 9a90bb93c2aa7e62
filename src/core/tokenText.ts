/** Texts that are given as a token and are not one. */

const NOT_TOKENS: readonly (readonly [RegExp, string])[] = [
  [/^$/, "must not be empty (is the environment variable set?)"],
  [/^\s*(?:authorization:\s*)?(?:bearer|basic)\s/i, "must be the token alone, without `Bearer ` before it"],
  [/^\s*\{/, "must be a token and not JSON; for a key of Google, use `googleAuth({ credentials: JSON.parse(…) })`"],
  [/\.json$/i, "must be a token and not a path; for a key file of Google, use `googleAuth({ keyFile })`"],
  [/^\s|\s$/, "must be a token without white space around it (trim what is read from a file)"],
  [/[^\x21-\x7e]/, "must be a token without white space or control characters"],
];

/** What is wrong with a text as a token. Never quotes it. */
export function tokenProblem(text: string): string | undefined {
  return NOT_TOKENS.find(([pattern]) => pattern.test(text))?.[1];
}
