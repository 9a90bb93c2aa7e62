/** Secrets that were read. The SDK redacts what it has sent; a server may send back what it received from an earlier run. */

const inText = (text: string, secrets: ReadonlySet<string>) =>
  [...secrets].reduce((rest, secret) => rest.replaceAll(secret, "[redacted]"), text);

/** A value as it becomes JSON, without secrets in its texts. */
export function withoutSecretTexts(value: unknown, secrets: ReadonlySet<string>): unknown {
  if (secrets.size === 0) return value;
  const field = (_: string, inner: unknown) => (typeof inner === "string" ? inText(inner, secrets) : inner);
  return JSON.parse(JSON.stringify(value, field));
}
