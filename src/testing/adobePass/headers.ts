/** What requests carry of their device, decoded. */
import { fromBase64, objectFromBase64 } from "../../core/base64.js";

type Headers = Readonly<Record<string, string>>;

/** The object in a header that is base64 of JSON. */
export function decodedObject(value: string | undefined): Record<string, unknown> | undefined {
  return value === undefined ? undefined : objectFromBase64(percentDecoded(value));
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function deviceIdOf(headers: Headers): string | undefined {
  const encoded = /^fingerprint (\S+)$/.exec(headers["ap-device-identifier"] ?? "")?.[1];
  return encoded === undefined ? undefined : fromBase64(encoded) || undefined;
}

/** The address by which Adobe limits requests; without one, all share a bucket. */
export function addressOf(headers: Headers): string {
  return headers["x-forwarded-for"]?.split(",")[0]?.trim() ?? "";
}
