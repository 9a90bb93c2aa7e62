/** Reads the body of an error, whose shape is not documented: JSON in several forms, plain text, XML, a page. */
import type { ErrorResponse } from "../core/context.js";
import { isPlainObject, parseJson } from "../core/values.js";
import { levelsOf, plainName } from "./anyShape.js";
import { codeOf, codeWithin } from "./codes.js";

/** What an error response says. */
export interface Said {
  readonly code: string | undefined;
  readonly message: string | undefined;
}

const MARKUP_MESSAGE = /<(?:\w+:)?(?:message|faultstring)\b[^>]*>([^<]+)</i;
/** What is longer is not a message, and may hold anything. */
const MAX_PLAIN_TEXT = 200;
/** What follows is the fine print of a page. */
const MAX_READ = 16_384;

const CODE_FIELDS: readonly string[] = ["code", "errorcode"];
const isTextField = (name: string) => name === "description" || name === "error" || name.includes("message");

/** A response, or a body alone that has no secrets. */
type Body = Pick<ErrorResponse, "text"> & Partial<Pick<ErrorResponse, "redact" | "header">>;

/**
 * The code and the message, from where they stand: a code in the path of the request, or in the id of a document, is not
 * the code of the error. Operation handlers send both as headers.
 */
export function readBody({ text, redact, header }: Body): Said {
  const parsed = parseJson(text, redact)?.value;
  const isJson = isPlainObject(parsed) || Array.isArray(parsed);
  const said = isJson ? readJson(parsed) : readText(typeof parsed === "string" ? parsed : text);
  const code = said.code ?? codeOf(header?.("code"));
  return { code, message: said.message ?? header?.("message") };
}

function readJson(parsed: object): Said {
  const outer: unknown = Array.isArray(parsed) ? parsed[0] : parsed;
  const levels = isPlainObject(outer) ? levelsOf(outer) : [];
  const fields = levels.flatMap((level) =>
    Object.entries(level).flatMap(([name, value]) =>
      typeof value === "string" && value !== "" ? { name: plainName(name), value } : [],
    ),
  );
  const codes = fields.filter(({ name }) => CODE_FIELDS.includes(name)).map(({ value }) => codeOf(value.trim()));
  const texts = fields.filter(({ name }) => isTextField(name));
  const message = texts.find(({ name }) => name.includes("message")) ?? texts[0];
  const code = [...codes, ...texts.map(({ value }) => codeWithin(value))].find((found) => found !== undefined);
  return { code, message: message?.value };
}

function readText(text: string): Said {
  const trimmed = text.slice(0, MAX_READ).trim();
  const isMarkup = trimmed.startsWith("<");
  const plain = trimmed.length > MAX_PLAIN_TEXT ? `${trimmed.slice(0, MAX_PLAIN_TEXT)}…` : trimmed;
  const message = isMarkup ? MARKUP_MESSAGE.exec(trimmed)?.[1] : plain || undefined;
  return { code: codeWithin(trimmed), message };
}
