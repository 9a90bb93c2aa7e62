/** What responds in place of Adobe: gateways, CDNs and sign-in pages of networks, by what they call themselves. */
import type { ErrorResponse } from "../../core/context.js";
import { textField } from "../../core/errorBody.js";
import { isPlainObject, parseJson, printable } from "../../core/values.js";

/** A gateway, a CDN or a proxy that responded in place of Adobe. */
export interface AdobeGateway {
  /** Its name, if the response has one that is known, such as `CloudFront`. */
  name?: string;
  /** Its id of the request, for its support. */
  reference?: string;
}

/** Names of gateways in pages and in the header `Server`. */
const NAMES: readonly (readonly [RegExp, string])[] = [
  [/cloudfront/i, "CloudFront"],
  [/akamai|edgesuite\.net/i, "Akamai"],
  [/cloudflare/i, "Cloudflare"],
  [/awselb|amazons3|<hostid>|x-amzn/i, "AWS"],
  [/openresty/i, "openresty"],
  [/nginx/i, "nginx"],
];

/** `Reference #18.2d35…`, `Request ID: 9kq…`, `<RequestId>4442587FB7D0A2F9</RequestId>`, `Ray ID: …`. */
const REFERENCE = /\b(?:reference|request\s?id|incident\s?id|ray\s?id)\W{1,40}?([\w.=-]{6,200})/i;
const REFERENCE_HEADERS = ["x-amz-cf-id", "x-amzn-requestid", "x-amz-request-id", "cf-ray"];

/** What follows is the fine print of a page. */
const MAX_READ = 16_384;

export function readGateway({ text, header }: Pick<ErrorResponse, "text" | "header">): AdobeGateway | undefined {
  // Akamai writes its punctuation as references to characters.
  const page = text
    .slice(0, MAX_READ)
    .replace(/&#(\d{2,3});/g, (_, decimal: string) => String.fromCharCode(Number(decimal)))
    .replace(/<(?:strong|b|i|span|code)(?:\s[^<>]{0,100})?>/gi, "");
  const shown = `${page}\n${header("server") ?? ""}\n${header("via") ?? ""}`;
  const name = NAMES.find(([pattern]) => pattern.test(shown))?.[1];
  const reference = REFERENCE.exec(page)?.[1] ?? REFERENCE_HEADERS.map(header).find(Boolean);
  if (text.trim() === "" && name === undefined && reference === undefined) return undefined;
  return { ...(name && { name }), ...(reference && { reference: printable(reference) }) };
}

/** The message of a gateway's JSON. Pages are not quoted: what they say is not in one place. */
export function gatewayMessage(text: string, redact: (text: string) => string): string | undefined {
  const body = text.length <= MAX_READ ? parseJson(text, redact)?.value : undefined;
  return isPlainObject(body) ? (textField(body.message) ?? textField(body.Message)) : undefined;
}

/** A page: what no API of Adobe's sends, whatever its status. */
const PAGE = /^(?:\ufeff|\s|<!--[\s\S]{0,2000}?-->)*<(?:!doctype\s+html|html|head|body|title|script|meta)\b/i;

/** Whether the body of a 2xx is a page, or a gateway's report of a failure. */
export function isForeign(text: string): boolean {
  const start = text.slice(0, MAX_READ);
  if (PAGE.test(start)) return true;
  if (!start.trimStart().startsWith("{")) return false;
  const body = text.length <= MAX_READ ? parseJson(text)?.value : undefined;
  if (!isPlainObject(body)) return false;
  const names = Object.keys(body).map((name) => name.toLowerCase());
  return names.includes("message") && names.every((name) => ["message", "requestid", "request_id"].includes(name));
}
