/**
 * Reads what FlowerDocs responds to the validation of a token, which is not documented. It fails closed: only
 * what is known to mean that a token is valid, or that it is not, is a verdict.
 */
import { isErrorBody } from "../../core/errorBody.js";
import { boolean, objectOf, type Schema, string } from "../../core/schema.js";
import { isPlainObject, parseJson } from "../../core/values.js";
import { levelsOf, plainName, soleItem } from "../anyShape.js";
import { readBody } from "../readBody.js";
import { JWT } from "./readToken.js";

/** What a 2xx says about a token. */
export interface Verdict {
  valid: boolean;
  /** The code with which it says so. */
  code?: string;
  /** The body as received. */
  raw: string;
}

/** A response without a verdict lacks `valid`, which makes it an invalid response. */
export const verdictSchema: Schema<Verdict> = objectOf<Verdict>()(
  () => ({ valid: boolean, code: string, raw: string }),
  {
    valid: true,
    raw: true,
  },
);

/** Fields, in lower case, whose value is whether a token is valid. */
const SAYS_VALID: readonly string[] = [
  "valid",
  "isvalid",
  "tokenvalid",
  "value",
  "result",
  "status",
  "active",
  "success",
];
/** Fields whose value is whether it is not. */
const SAYS_INVALID: readonly string[] = ["invalid", "expired", "isexpired", "revoked", "refused"];

/** A name, such as the one of the token's user. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{N}._@+-]*$/u;
/** Words that a server, also a French one, may use in place of a name. */
const NOT_A_NAME = new RegExp(
  "^(?:null|undefined|nil|none|nan|no|non|nope|ko|nok|faux|not.*|in-?valid.*|expir.*|err(?:or|eur).*|exception.*|" +
    "fail.*|refus.*|reject.*|revoked|denied|forbidden|interdit|unauthori[sz]ed|unknown|inconnu|anonymous.*|[\\d.+-]+)$",
  "i",
);

export function readVerdict(raw: string): Partial<Verdict> & { raw: string } {
  const text = raw.trim();
  const parsed = parseJson(text)?.value ?? text;
  const body = soleItem(parsed);
  if (isPlainObject(body)) return { ...verdictOfObject(body, text), raw };
  const valid = verdictOfScalar(body);
  return valid === undefined ? { raw } : { valid, raw };
}

function verdictOfScalar(value: unknown): boolean | undefined {
  if (typeof value === "boolean") return value;
  if (typeof value !== "string") return undefined;
  const text = value.trim();
  if (/^(?:true|false)$/i.test(text)) return text.toLowerCase() === "true";
  return JWT.test(text) || (NAME.test(text) && !NOT_A_NAME.test(text)) ? true : undefined;
}

function verdictOfObject(body: Record<string, unknown>, text: string): Pick<Partial<Verdict>, "valid" | "code"> {
  const levels = levelsOf(body);
  if (levels.some(isErrorBody)) {
    // A functional code says the same with any status: the request is understood, and the token is not valid.
    const { code } = readBody({ text });
    return code?.startsWith("F") ? { valid: false, code } : {};
  }
  const fields = levels
    .flatMap((level) => Object.entries(level))
    .map(([name, value]) => ({ name: plainName(name), value }));
  const verdicts = [
    ...fields.filter(({ name }) => SAYS_VALID.includes(name)).map(({ value }) => verdictOfField(value)),
    ...fields.filter(({ name }) => SAYS_INVALID.includes(name)).map(({ value }) => negated(verdictOfField(value))),
  ];
  if (verdicts.includes(false)) return { valid: false };
  // An object without a denial describes the token, if it says anything.
  const describes = fields.some(({ value }) => value !== null && value !== "" && !isPlainObject(value));
  return verdicts.includes(undefined) || !describes ? {} : { valid: true };
}

function verdictOfField(value: unknown): boolean | undefined {
  return isPlainObject(value) ? true : verdictOfScalar(value);
}

function negated(verdict: boolean | undefined): boolean | undefined {
  return verdict === undefined ? undefined : !verdict;
}
