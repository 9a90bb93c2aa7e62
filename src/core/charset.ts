/** From the bytes of a body to text, by the charset that it declares. */
import { headerOf, type TransportResponse } from "./transport/transport.js";

const utf8 = new TextDecoder();

const CHARSET = /charset\s*=\s*["']?\s*([^\s"';,]+)/i;
const UTF_8 = /^utf-?8$/i;
const UTF_16 = /^utf-?16$/i;
const XML_ENCODING = /^<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)["']/i;

/** The text of a body: UTF-8 unless its header, its byte order mark or its XML declaration says otherwise. */
export function decodeText(bytes: Uint8Array, response: Pick<TransportResponse, "headers">): string {
  const label = markOf(bytes) ?? declaredBy(headerOf(response, "content-type")) ?? encodingOf(bytes);
  if (label === undefined || label === "utf-8" || UTF_8.test(label)) return utf8.decode(bytes);
  const decoder = decoderOf(UTF_16.test(label) ? byteOrder(bytes) : label);
  const text = decoder.decode(bytes);
  return decoder.encoding === "windows-1252" ? text.replace(/[\x80-\x9f]/g, windowsCharacter) : text;
}

/** The usual spellings first: the pattern takes longer than decoding a short body. */
function declaredBy(type: string | undefined): string | undefined {
  if (type === undefined || type === "application/json") return undefined;
  return type.endsWith("charset=UTF-8") || type.endsWith("charset=utf-8") ? "utf-8" : CHARSET.exec(type)?.[1];
}

/** Windows' characters in place of the controls of ISO-8859-1, which Node 20 decodes instead. */
const WINDOWS = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ";
const windowsCharacter = (control: string) => WINDOWS.charAt(control.charCodeAt(0) - 0x80);

/** An unknown charset is read as UTF-8, which shows its ASCII. */
function decoderOf(label: string): TextDecoder {
  try {
    return new TextDecoder(label);
  } catch {
    return utf8;
  }
}

/** What a byte order mark says; it takes precedence, as in browsers. By index: destructuring iterates. */
function markOf(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xef) return bytes[1] === 0xbb && bytes[2] === 0xbf ? "utf-8" : undefined;
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  return bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : undefined;
}

/** Without any declaration: that of XML, or UTF-16, whose every second byte is 0 in JSON and markup. */
function encodingOf(bytes: Uint8Array): string | undefined {
  if ((bytes[0] === 0 && bytes[2] === 0) || (bytes[1] === 0 && bytes[3] === 0)) return byteOrder(bytes);
  if (bytes[0] !== 0x3c || bytes[1] !== 0x3f) return undefined;
  const label = XML_ENCODING.exec(utf8.decode(bytes.subarray(0, 256)))?.[1];
  // A declaration that can be read byte by byte is not in UTF-16, whatever it says.
  return label !== undefined && /^utf-?16/i.test(label) ? undefined : label;
}

const byteOrder = (bytes: Uint8Array) => (bytes[0] === 0 ? "utf-16be" : "utf-16le");
