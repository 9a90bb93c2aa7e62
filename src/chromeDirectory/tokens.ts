/**
 * One canonical enrolment token from every spelling on the wire. The reference page, its samples and the
 * service disagree on case and on names; the successor API (Chrome Management v1) adds enum prefixes.
 */
import * as z from "zod/mini";
import type { Page } from "../core/pager.js";
import { type Check, checkOf, open, openEnum } from "../core/schema.js";

/** A token that enrols browsers into an organizational unit. Times are RFC 3339 in UTC. */
export interface ChromeEnrollmentToken {
  /** Identifies the token; what `revoke` takes. Not a secret. */
  tokenPermanentId: string;
  /** Set it as the policy `CloudManagementEnrollmentToken` on the machines to enrol. Whoever has it can enrol browsers. */
  token: string;
  state?: "active" | "expired" | "revoked" | (string & {});
  /** Path of the organizational unit, such as `/Sales/Laptops`. */
  orgUnitPath?: string;
  /** Id of the organizational unit, where the service answers it in place of the path. */
  orgUnitId?: string;
  /** Id of the customer, without the leading `C` of the Admin console. */
  customerId?: string;
  createTime?: string;
  /** Id of the user who created it. */
  creatorId?: string;
  /** When it expires. Absent: it lives until it is revoked. */
  expireTime?: string;
  /** Documented as an alternative to `expireTime`, but not seen in answers. */
  ttl?: string;
  revokeTime?: string;
  /** Id of the user who revoked it. */
  revokerId?: string;
  tokenType?: "chromeBrowser" | (string & {});
  kind?: string;
}

const tokenShape = () =>
  open({
    tokenPermanentId: z.string(),
    token: z.string(),
    state: z.exactOptional(openEnum(["active", "expired", "revoked"])),
    orgUnitPath: z.exactOptional(z.string()),
    orgUnitId: z.exactOptional(z.string()),
    customerId: z.exactOptional(z.string()),
    createTime: z.exactOptional(z.string()),
    creatorId: z.exactOptional(z.string()),
    expireTime: z.exactOptional(z.string()),
    ttl: z.exactOptional(z.string()),
    revokeTime: z.exactOptional(z.string()),
    revokerId: z.exactOptional(z.string()),
    tokenType: z.exactOptional(openEnum(["chromeBrowser"])),
    kind: z.exactOptional(z.string()),
  });

export const enrollmentTokenCheck: Check<ChromeEnrollmentToken> = checkOf(() =>
  z.toZod<ChromeEnrollmentToken>()(tokenShape()),
);

export const enrollmentTokenPageCheck: Check<Page<ChromeEnrollmentToken>> = checkOf(() =>
  z.toZod<Page<ChromeEnrollmentToken>>()(
    open({ items: z.array(tokenShape()), nextPageToken: z.exactOptional(z.string()) }),
  ),
);

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

const fold = (name: string) => name.replaceAll("_", "").toLowerCase();
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** Of several spellings of one field, the most trusted wins; null gives way to all of them. */
const LEAST_TRUSTED = 99;

/** Reads one token. What is not known by any spelling keeps its own name. */
export function readEnrollmentToken(wire: unknown): unknown {
  if (!isObject(wire)) return wire;
  const trusted = new Map<string, number>();
  const token: Record<string, unknown> = {};
  const take = (name: string, value: unknown, penalty: number) => {
    const { field, rank } = FIELD_OF.get(fold(name)) ?? { field: name, rank: 0 };
    const trust = value === null ? LEAST_TRUSTED : rank + penalty;
    if (trust >= (trusted.get(field) ?? Number.POSITIVE_INFINITY)) return;
    trusted.set(field, trust);
    Object.defineProperty(token, field, { value, enumerable: true, configurable: true, writable: true });
  };
  for (const [name, value] of Object.entries(wire)) {
    // The reference draws the two ends of life as alternatives within `expiration`; samples have them flat.
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
const LIST_NAMES = ["chromeenrollmenttokens", "enrollmenttokens"];

/** Reads the frame of a page. The list is absent when it is empty; an empty page token means the end. */
export function readPage(wire: unknown): unknown {
  if (!isObject(wire) || Array.isArray(wire)) return wire;
  const page = new Map<string, unknown>([["items", []]]);
  for (const [name, value] of Object.entries(wire)) {
    const folded = fold(name);
    if (LIST_NAMES.includes(folded)) page.set("items", value ?? []);
    else if (folded === "nextpagetoken") {
      if (value !== "" && value !== null) page.set("nextPageToken", value);
    } else if (folded !== "kind" && folded !== "etag") page.set(name, value);
  }
  return Object.fromEntries(page);
}

/** Reads the tokens of a page. */
export function readItems(page: unknown): unknown {
  const { items } = page as { items?: unknown };
  return Array.isArray(items) ? { ...(page as object), items: items.map(readEnrollmentToken) } : page;
}
