/**
 * Reads one canonical enrollment token from every spelling on the wire. The reference page, its samples and the
 * service disagree on case and on names; the successor API (Chrome Management v1) adds enum prefixes.
 */
import { matches } from "../core/validate.js";
import { setOwn } from "../core/values.js";
import {
  type ChromeEnrollmentToken,
  enrollmentTokenSchema,
  enrollmentTokensPageSchema,
} from "./schemas/enrollmentToken.js";

/**
 * Spellings by field, the most trusted first, folded: lower case, without `_`. `id` and `name` are not among
 * them: `tokenId` is a secret in the documents' samples, never an identifier.
 */
const SPELLINGS: Readonly<Record<keyof ChromeEnrollmentToken, readonly string[]>> = {
  tokenPermanentId: ["tokenpermanentid"],
  token: ["token", "tokenid"],
  state: ["state", "tokenstate"],
  orgUnitPath: ["orgunitpath"],
  orgUnitId: ["orgunitid"],
  customerId: ["customerid"],
  createTime: ["createtime", "creationtime", "createdtime"],
  creatorId: ["creatorid"],
  expireTime: ["expiretime"],
  ttl: ["ttl"],
  revokeTime: ["revoketime"],
  revokerId: ["revokerid"],
  tokenType: ["tokentype"],
  kind: ["kind"],
};

const FIELD_OF = new Map(
  Object.entries(SPELLINGS).flatMap(([field, spellings]) =>
    spellings.map((spelling, rank) => [spelling, { field, rank }]),
  ),
);

const fold = (name: string) => (name.includes("_") ? name.replaceAll("_", "") : name).toLowerCase();
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** Of several spellings of one field, the most trusted wins; null gives way to all of them. */
const LEAST_TRUSTED = 99;

/** Reads one token. A field that is not known by any spelling keeps its own name. */
export function readEnrollmentToken(wire: unknown): unknown {
  if (!isObject(wire) || matches(enrollmentTokenSchema, wire)) return wire;
  const trusted = new Map<string, number>();
  const token: Record<string, unknown> = {};
  const take = (name: string, value: unknown, penalty: number) => {
    const { field, rank } = FIELD_OF.get(fold(name)) ?? { field: name, rank: 0 };
    const trust = value === null ? LEAST_TRUSTED : rank + penalty;
    if (trust >= (trusted.get(field) ?? Number.POSITIVE_INFINITY)) return;
    trusted.set(field, trust);
    setOwn(token, field, value);
  };
  for (const [name, value] of Object.entries(wire)) {
    // The reference draws the two ends of the lifetime as alternatives within `expiration`; samples have them flat.
    const inner = fold(name) === "expiration" && isObject(value) ? Object.entries(value) : undefined;
    if (inner) for (const [end, time] of inner) take(end, time, 1);
    else take(name, value, 0);
  }
  const { state, tokenType, name } = token;
  if (typeof state === "string") token.state = state.toLowerCase().replace(/^enrollment_token_state_/, "");
  if (typeof tokenType === "string" && CHROME_BROWSER.test(tokenType)) token.tokenType = "chromeBrowser";
  // The successor names tokens `customers/{customer}/enrollmentTokens/{tokenPermanentId}`.
  if (typeof name === "string") token.tokenPermanentId ??= name.slice(name.lastIndexOf("/") + 1);
  return token;
}

const CHROME_BROWSER = /^(?:enrollment_token_type_)?chrome_?browser$/i;

/** Fields of a page, folded; those without a name in the result are dropped. */
const FRAME: ReadonlyMap<string, "items" | "nextPageToken" | undefined> = new Map([
  ["chromeenrollmenttokens", "items"],
  ["enrollmenttokens", "items"],
  ["nextpagetoken", "nextPageToken"],
  ["kind", undefined],
  ["etag", undefined],
]);

/** Reads a page and its tokens. */
export function readPage(wire: unknown): unknown {
  const page = readFrame(wire);
  // Most servers use the schema's spelling, so the whole page is checked first.
  return matches(enrollmentTokensPageSchema, page) ? page : readItems(page);
}

/** The list is absent when it is empty; an empty page token means the end. */
function readFrame(wire: unknown): unknown {
  if (!isObject(wire) || Array.isArray(wire)) return wire;
  const page: Record<string, unknown> = { items: [] };
  for (const name of Object.keys(wire)) {
    const folded = fold(name);
    const field = FRAME.has(folded) ? FRAME.get(folded) : name;
    const value = wire[name];
    if (field === undefined || (field === "nextPageToken" && (value === "" || value === null))) continue;
    setOwn(page, field, field === "items" ? (value ?? []) : value);
  }
  return page;
}

function readItems(page: unknown): unknown {
  const items = isObject(page) ? page.items : undefined;
  return Array.isArray(items) ? { ...(page as object), items: items.map(readEnrollmentToken) } : page;
}
