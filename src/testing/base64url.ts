/** Base64url, in which JWTs are written. */
import { fromBase64Bytes, toBase64 } from "../core/base64.js";

export function toBase64url(value: string | Uint8Array): string {
  return toBase64(value).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** The bytes of a text; none if it is not base64url. */
export function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  return fromBase64Bytes(text) ?? new Uint8Array();
}
