/** Reads `multipart/form-data` as strictly as a server may. */

export interface FormPart {
  readonly name: string;
  readonly filename: string | undefined;
  readonly type: string | undefined;
  readonly bytes: Uint8Array;
}

/** The parts of a form; `undefined` if it is not a whole form. */
export function partsOf(bytes: Uint8Array, contentType: string | undefined): FormPart[] | undefined {
  const [, boundary] = /^multipart\/form-data;\s*boundary="?([^";]{1,70})"?$/i.exec(contentType ?? "") ?? [];
  if (boundary === undefined) return undefined;
  const text = latin1(bytes);
  const opening = `--${boundary}\r\n`;
  const closing = `\r\n--${boundary}--\r\n`;
  if (!text.startsWith(opening) || !text.endsWith(closing)) return undefined;
  const parts: FormPart[] = [];
  let offset = opening.length;
  for (const raw of text.slice(offset, -closing.length).split(`\r\n${opening}`)) {
    const part = partOf(raw, bytes, offset);
    if (part === undefined) return undefined;
    parts.push(part);
    offset += raw.length + opening.length + 2;
  }
  return parts;
}

function partOf(raw: string, bytes: Uint8Array, offset: number): FormPart | undefined {
  const end = raw.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const head = new TextDecoder().decode(bytes.subarray(offset, offset + end));
  const headers = new Map(head.split("\r\n").map((line) => [line.split(":", 1)[0]?.toLowerCase(), line] as const));
  const disposition = headers.get("content-disposition") ?? "";
  const value = (name: string) =>
    new RegExp(`; ${name}="((?:[^"\\\\]|\\\\.)*)"`).exec(disposition)?.[1]?.replaceAll(/\\(.)/g, "$1");
  const name = value("name");
  if (name === undefined) return undefined;
  const type = headers.get("content-type")?.replace(/^[^:]*:\s*/, "");
  return { name, filename: value("filename"), type, bytes: bytes.slice(offset + end + 4, offset + raw.length) };
}

/** One character per byte, so that positions in the text are those of the bytes. */
function latin1(bytes: Uint8Array): string {
  let text = "";
  for (let start = 0; start < bytes.length; start += 8_192) {
    text += String.fromCharCode(...bytes.subarray(start, start + 8_192));
  }
  return text;
}
