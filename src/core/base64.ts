/** Base64 of text in UTF-8, as headers and JWTs hold it. */
import { isPlainObject, parseJson } from "./values.js";

/** The base64 of bytes, or of a text, in the alphabet of RFC 4648 §4, padded. */
export function toBase64(value: string | Uint8Array): string {
  const bytes = typeof value === "string" ? new TextEncoder().encode(value) : value;
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

/** The text of which this is the base64, in either alphabet, padded or not; `undefined` if it is not base64 of UTF-8. */
export function fromBase64(base64: string): string | undefined {
  const bytes = fromBase64Bytes(base64);
  try {
    return bytes && new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The bytes of which this is the base64, as {@link fromBase64} takes it; `undefined` if it is not base64. */
export function fromBase64Bytes(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    const bytes = atob(base64.replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(bytes, (byte) => byte.charCodeAt(0));
  } catch {
    return undefined;
  }
}

/** The object whose JSON has this base64, in either alphabet; `undefined` if it is not that of an object. */
export function objectFromBase64(base64: string): Record<string, unknown> | undefined {
  const value = parseJson(fromBase64(base64) ?? "")?.value;
  return isPlainObject(value) ? value : undefined;
}
