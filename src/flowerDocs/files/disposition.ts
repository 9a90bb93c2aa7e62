/** Reads the name of a file from the header `Content-Disposition`, in the forms that versions of Core send (RFC 6266). */

const ENCODED = /;\s*filename\*\s*=\s*([\w-]+)'[^']*'([^;\s]+)/i;
const QUOTED = /;\s*filename\s*=\s*"((?:[^"\\]|\\.)*)"/i;
const BARE = /;\s*filename\s*=\s*([^";][^;]*)/i;

/** The name of the file; `undefined` if the header has none. */
export function fileNameOf(header: string | undefined): string | undefined {
  // A leading `;` stands in for that after the type, which some servers leave out.
  const text = `;${header ?? ""}`;
  const [, charset, encoded] = ENCODED.exec(text.replace(QUOTED, "")) ?? [];
  const decoded = encoded === undefined ? undefined : percentDecoded(encoded, charset as string);
  if (decoded) return decoded;
  const quoted = QUOTED.exec(text)?.[1]?.replaceAll(/\\(.)/g, "$1");
  const bare = quoted ?? BARE.exec(text)?.[1]?.trim();
  return bare === undefined ? undefined : utf8Of(bare) || undefined;
}

function percentDecoded(text: string, charset: string): string | undefined {
  const bytes = text.replaceAll(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytesOf(bytes));
  } catch {
    // A charset that is unknown, or bytes that are not of it.
    return undefined;
  }
}

/** Headers arrive as one character per byte, whatever the charset in which they were sent. */
function utf8Of(text: string): string {
  if (!/[\x80-\xff]/.test(text) || /[^\0-\xff]/.test(text)) return text;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytesOf(text));
  } catch {
    return text;
  }
}

const bytesOf = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));
