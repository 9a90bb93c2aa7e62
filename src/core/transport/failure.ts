/** What the failure of a transport means, and what may be reported of it. */
import { ConnectionError, TesseraError } from "../errors.js";
import { LASTING, type Rule, UNUSABLE, UNWRITTEN } from "./causes.js";
import type { TransportRequest } from "./transport.js";

/** Causes can be circular. */
const MAX_CAUSES = 8;
/** Messages are one line that can be read. */
const MAX_MESSAGE = 300;

/** An error by its shape: one of another realm, as in Jest, is not an instance of this one's `Error`. */
interface ErrorLike {
  name: string;
  message: string;
  code?: unknown;
  syscall?: unknown;
  cause?: unknown;
  errors?: unknown;
}

function errorLike(value: unknown): ErrorLike | undefined {
  if (typeof value === "string") return value === "" ? undefined : { name: "Error", message: value };
  if (typeof value !== "object" || value === null) return undefined;
  try {
    const { name, message, code, syscall, cause, errors } = value as Partial<ErrorLike>;
    if (typeof message !== "string" && typeof code !== "string") return undefined;
    return { name: text(name) || "Error", message: text(message), code, syscall, cause, errors };
  } catch {
    // Its getters throw, or it is a proxy that does.
    return undefined;
  }
}

const text = (value: unknown) => (typeof value === "string" ? value : "");

/** An error and its causes. A connection tried on several addresses has one error for each, and no message itself. */
function chainOf(error: unknown): ErrorLike[] {
  const chain: ErrorLike[] = [];
  let each = errorLike(error);
  while (each !== undefined && chain.length < MAX_CAUSES) {
    chain.push(each);
    each = errorLike(each.cause ?? firstOf(each.errors));
  }
  return chain;
}

const firstOf = (errors: unknown) => (Array.isArray(errors) ? errors[0] : undefined);

const codeOf = ({ code }: ErrorLike) => (typeof code === "string" ? code : undefined);

/** The system code of a failure, such as `ECONNRESET`. */
export function systemCode(error: unknown): string | undefined {
  return chainOf(error).map(codeOf).find(Boolean);
}

function matches(chain: readonly ErrorLike[], { codes, names, messages }: Rule): boolean {
  return chain.some(
    (error) => codes?.test(codeOf(error) ?? "") || names?.test(error.name) || messages?.test(error.message),
  );
}

/** Whether a failure says by itself that nothing was written. */
export function isUnwritten(error: unknown): boolean {
  const chain = chainOf(error);
  const connecting = chain.some(({ syscall }) => syscall === "connect" || syscall === "getaddrinfo");
  return connecting || UNWRITTEN.some((rule) => matches(chain, rule));
}

/** What is known of the exchange that failed. */
interface Exchanged {
  /** The status, if the headers had arrived. */
  status?: number | undefined;
  /** What was sent: a message that quotes it is not reported. */
  request?: TransportRequest | undefined;
  /** Removes the secrets of the call. */
  redact?: ((text: string) => string) | undefined;
}

/** A failure, and whether another attempt would fail in the same way. */
export interface TransportFailure {
  error: TesseraError;
  lasting: boolean;
}

export function transportFailure(thrown: unknown, exchanged: Exchanged = {}): TransportFailure {
  const chain = chainOf(thrown);
  const { text, cause } = describe(chain, exchanged);
  if (exchanged.status !== undefined) {
    const message = `The connection was lost while the body was being read: ${text}.`;
    return { error: new ConnectionError(message, { cause, status: exchanged.status }), lasting: false };
  }
  const [, advice] = LASTING.find(([rule]) => matches(chain, rule)) ?? [];
  if (advice === undefined && matches(chain, UNUSABLE)) {
    const message = `The transport cannot be used here: ${text}. Pass another one, such as \`fetchTransport()\`.`;
    return { error: new TesseraError(message, { code: "ERR_TESSERA_TRANSPORT", cause }), lasting: true };
  }
  const message = `No response was received: ${text}.${advice ? ` ${advice}` : ""}`;
  return { error: new ConnectionError(message, { cause }), lasting: advice !== undefined };
}

/** Any failure of a transport as an error. With a status, the headers had arrived. */
export function connectionError(error: unknown, status?: number, redact?: (text: string) => string): TesseraError {
  return error instanceof TesseraError ? error : transportFailure(error, { status, redact }).error;
}

/**
 * What may be reported: the first error with a system code, else the first with a message of its own. undici's parser
 * quotes the response in its errors, and other messages may quote the request.
 */
function describe(chain: readonly ErrorLike[], exchanged: Exchanged): { text: string; cause: Error | undefined } {
  const coded = chain.find(codeOf);
  const found = coded ?? chain.find(({ message }) => message !== "" && message !== "fetch failed") ?? chain[0];
  if (found === undefined) return { text: "unknown failure", cause: undefined };
  const code = reportable(codeOf(found) ?? "", exchanged);
  const name = reportable(found.name, exchanged) || "Error";
  const message = code.startsWith("HPE_") ? "malformed HTTP" : reportable(messageOf(found), exchanged);
  const cause = Object.assign(new Error(message), code && { code });
  cause.name = name;
  if (code) return { text: message ? `${message} (${code})` : code, cause };
  return { text: message ? `${name}: ${message}` : name, cause };
}

const messageOf = ({ message, errors }: ErrorLike) => message || (errorLike(firstOf(errors))?.message ?? "");

/** A message in one line, without the URL and the secrets of the call; empty if it quotes another part of the request. */
function reportable(message: string, { request, redact = (text) => text }: Exchanged): string {
  const clean = redact(request ? message.replaceAll(request.url, "the URL") : message);
  const line = clean.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").slice(0, MAX_MESSAGE);
  return request && quotes(line, request) ? "" : line;
}

/** Shorter values appear in messages by chance. */
const SHORTEST_QUOTE = 8;
/** So much of a longer one is a quote, too. */
const LONG_QUOTE = 16;

function quotes(line: string, { url, headers, body }: TransportRequest): boolean {
  const { hostname, pathname, search } = new URL(url);
  // No secret, and often like the path.
  const message = line.replaceAll(hostname, " ");
  const texts = [pathname, search, ...Object.values(headers), typeof body === "string" ? body : ""];
  return texts.some(
    (text) => text.length >= SHORTEST_QUOTE && runsOf(message, text.length).some((run) => text.includes(run)),
  );
}

function runsOf(message: string, length: number): string[] {
  const size = Math.min(length, LONG_QUOTE);
  return Array.from({ length: Math.max(0, message.length - size + 1) }, (_, at) => message.slice(at, at + size));
}
