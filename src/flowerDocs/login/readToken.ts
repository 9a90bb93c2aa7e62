/** Reads what FlowerDocs sends when it issues a token: an object with an expiry since 2025.2, bare text before. */
import type { ResponseContext } from "../../core/endpoint.js";
import { isErrorBody } from "../../core/errorBody.js";
import { isPlainObject, parseJson } from "../../core/values.js";
import { levelsOf, soleItem } from "../anyShape.js";
import type { FlowerDocsToken } from "../schemas/token.js";
import { readExpiry } from "./readExpiry.js";

const TOKEN_FIELDS: readonly string[] = ["value", "token", "access_token", "jwt"];

export const JWT = /^[\w-]+\.[\w-]+\.[\w-]*$/;
/** Printable ASCII, as a header holds it: no space, no markup, no JSON. */
const SOLID = /^(?:(?![<{"[])[\x21-\x7e])+$/;
/** A shorter text that is not a JWT is a word, such as `OK` or the name of the user. */
const SHORTEST = 20;
/** Literals of JSON, and numbers. */
const LITERAL = /^(?:true|false|null|undefined|[\d.+-]+)$/i;

/**
 * Reads the response to a token request.
 *
 * @param lifetimeMs the lifetime that was requested.
 * @returns an object without `token` when there is none to be found.
 */
export function readToken(
  raw: string,
  { sentAt, header }: Pick<ResponseContext, "sentAt" | "header">,
  lifetimeMs?: number,
): Partial<FlowerDocsToken> & { raw: string } {
  if (/^text\/html\b/i.test(header("content-type") ?? "")) return { raw };
  const text = raw.trim();
  const parsed = /^["{[]/.test(text) ? parseJson(text)?.value : text;
  const body = soleItem(parsed);
  // There is nothing in an error.
  const levels = isPlainObject(body) && !isErrorBody(body) ? levelsOf(body) : [];
  const token = findToken(body, levels);
  if (token === undefined) return { raw };
  const expiresAt = readExpiry(levels, token, { sentAt, date: header("date"), lifetimeMs });
  return { token, raw, ...(expiresAt !== undefined && { expiresAt: new Date(expiresAt).toISOString() }) };
}

function findToken(body: unknown, levels: readonly Record<string, unknown>[]): string | undefined {
  if (typeof body === "string") {
    return JWT.test(body) || (SOLID.test(body) && body.length >= SHORTEST && !LITERAL.test(body)) ? body : undefined;
  }
  const found = levels.flatMap((level) => TOKEN_FIELDS.map((name) => level[name]));
  return found.find((value): value is string => typeof value === "string" && SOLID.test(value) && !LITERAL.test(value));
}
