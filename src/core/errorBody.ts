/** What the readers of all vendors' error bodies share. */

/** A field of an error body as text; `undefined` if it is absent, empty or not text. */
export function textField(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** What an error says of a response whose body has no message. */
export function withoutMessage(status: number): string {
  return status < 400 ? "a redirect, which is not followed" : "no readable error body";
}
