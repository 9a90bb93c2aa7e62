/** Private keys as key files and environment variables hold them. */
import { AuthError } from "../core/errors.js";

const NEW_KEY = "create a new key file for the service account";

/**
 * The key in the form that it must have: line breaks that were escaped, once or more, or lost are restored.
 *
 * @param name what holds the key, as the beginning of a sentence.
 * @throws An {@link AuthError} if it is not an RSA private key.
 */
export async function usableKey(text: string, name: string): Promise<string> {
  const pem = repaired(text, name);
  const { createPrivateKey } = await import("node:crypto");
  let type: string | undefined;
  try {
    type = createPrivateKey(pem).asymmetricKeyType;
  } catch {
    throw new AuthError(`${name} is damaged or cut off: copy it again from the key file, or ${NEW_KEY}.`);
  }
  if (type !== "rsa") throw new AuthError(`${name} is of the type ${type}; Google's keys are RSA: ${NEW_KEY}.`);
  return pem;
}

function repaired(text: string, name: string): string {
  const lines = text.replace(/\\+r/g, "").replace(/\\+n/g, "\n");
  const [, label = "", body = ""] = /-----BEGIN ([A-Z0-9 ]+)-----([\s\S]*?)-----END \1-----/.exec(lines) ?? [];
  const [, begun] = /-----BEGIN ([A-Z0-9 ]+)-----/.exec(lines) ?? [];
  if (begun === undefined) {
    throw new AuthError(`${name} is not a PEM key, which begins with -----BEGIN PRIVATE KEY-----: ${NEW_KEY}.`);
  }
  if (!begun.endsWith("PRIVATE KEY")) throw new AuthError(`${name} is a ${begun.toLowerCase()}: ${NEW_KEY}.`);
  if (label === "") throw new AuthError(`${name} is cut off: its end is missing. Copy all of it, or ${NEW_KEY}.`);
  if (/ENCRYPTED/.test(label + body)) throw new AuthError(`${name} is encrypted: decrypt it, or ${NEW_KEY}.`);
  const base64 = body.replace(/\s+/g, "").match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...base64, `-----END ${label}-----`, ""].join("\n");
}
