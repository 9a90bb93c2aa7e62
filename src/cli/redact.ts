/** Secrets that were read. The SDK redacts what it has sent; a server may send back what it received from an earlier run. */

/** A value as it becomes JSON, without secrets in its texts and in the names of its fields. */
export function withoutSecretTexts(value: unknown, secrets: ReadonlySet<string>): unknown {
  if (secrets.size === 0) return value;
  // The longest first: what would be left of it, if it begins with another, is a part of a secret.
  const all = [...secrets].sort((a, b) => b.length - a.length);
  const clean = (text: string) => all.reduce((rest, secret) => rest.replaceAll(secret, "[redacted]"), text);
  const field = (_: string, inner: unknown) => {
    if (typeof inner === "string") return clean(inner);
    if (typeof inner !== "object" || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).map(([name, each]) => [clean(name), each]));
  };
  return JSON.parse(JSON.stringify(value, field));
}
