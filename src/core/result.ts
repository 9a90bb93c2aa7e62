/** From a 2xx response to the validated result of a call. A 2xx is read and not trusted: a proxy can send one, too. */
import { type AnyCall, type PreparedCall, redactorOf, requestIdOf } from "./callState.js";
import { reportDrift } from "./diagnostics.js";
import type { ResponseContext } from "./endpoint.js";
import { isErrorBody } from "./errorBody.js";
import { InvalidResponseError, markOutcomeUnknown, TesseraError } from "./errors.js";
import type { AnySchema } from "./schema.js";
import { headerOf } from "./transport/transport.js";
import { checkResponse, type Difference } from "./validate.js";
import { isPlainObject, parseJson, pathText } from "./values.js";

/** Creates the error of a body; `foreign` if no vendor sends it with a success. */
type Invalid = (what: string, foreign?: boolean) => InvalidResponseError;

export function resultOf<P, R>(call: PreparedCall<P, R>, status: number, text: string, sentAt: number): R {
  const { endpoint } = call;
  const invalid: Invalid = (what, foreign = false) => invalidResponse(call, status, { what, foreign, text });
  if (endpoint.response === undefined) {
    checkNoResult(call, text, sentAt, invalid);
    return undefined as R;
  }
  const body = endpoint.reads === "text" ? { value: text } : parseJson(text);
  if (body === undefined) throw invalid(describeBody(text), isMarkup(text));
  try {
    return validated(call, endpoint.response, body.value, sentAt, (what) => {
      const foreign = describeForeign(text);
      return foreign === undefined ? invalid(what) : invalid(foreign, true);
    });
  } catch (error) {
    if (error instanceof TesseraError) throw error;
    throw invalid("the body could not be validated");
  }
}

/**
 * A method without a result: the body is empty, or an object without an error.
 *
 * @throws An {@link InvalidResponseError} for anything else, also without validation.
 */
function checkNoResult<P, R>(call: PreparedCall<P, R>, text: string, sentAt: number, invalid: Invalid): void {
  if (text === "{}" || text.trim() === "") return;
  const foreign = describeForeign(text);
  if (foreign !== undefined) throw invalid(foreign, true);
  const body = parseJson(text)?.value;
  if (!isPlainObject(body)) throw invalid("the body is neither empty nor an object", true);
  const { context, endpoint } = call;
  if (endpoint.discarded) {
    validated(call, endpoint.discarded, body, sentAt, invalid);
    return;
  }
  const differences = Object.keys(body).map(
    (name): Difference => ({ path: pathText([name]), problem: "unknown_field" }),
  );
  if (context.validation === "strict" && differences[0]) throw invalid(undocumented(differences[0]));
  reportDrift(context, endpoint.id, "response", differences);
}

function validated<P, R>(
  call: PreparedCall<P, R>,
  schema: AnySchema,
  body: unknown,
  sentAt: number,
  invalid: Invalid,
): R {
  const { context, endpoint } = call;
  const value = endpoint.fromWire ? endpoint.fromWire(body, responseContext(call, sentAt)) : body;
  if (context.validation === "off") return value as R;
  const { differences, broken } = checkResponse(schema, value);
  if (broken !== undefined) throw invalid(broken);
  const [first] = differences;
  if (first === undefined) return value as R;
  if (isErrorInstead(body, differences)) throw invalid("the body is an error");
  if (context.validation === "strict") throw invalid(undocumented(first));
  reportDrift(context, endpoint.id, "response", differences);
  return value as R;
}

function responseContext<P, R>({ context, params, progress }: PreparedCall<P, R>, sentAt: number): ResponseContext {
  const header = (name: string) => progress.response && headerOf(progress.response, name);
  return { params, sentAt, header, baseUrl: context.baseUrl };
}

/** Whether a body is an error although it lacks no required field: it has none of the documented fields. */
function isErrorInstead(body: unknown, differences: readonly Difference[]): boolean {
  if (!isErrorBody(body) || !isPlainObject(body)) return false;
  const unknown = new Set(differences.map(({ path, problem }) => problem === "unknown_field" && path));
  return Object.keys(body).every((name) => unknown.has(pathText([name])));
}

function undocumented({ path, problem }: Difference): string {
  return `\`${path}\` is undocumented (${problem})`;
}

/** The error of a 2xx that the vendor cannot have sent. */
export function foreignResponse(call: AnyCall, status: number, text: string): InvalidResponseError {
  return invalidResponse(call, status, { what: describeForeign(text) ?? "the body is foreign", foreign: true, text });
}

interface InvalidBody {
  readonly what: string;
  readonly foreign: boolean;
  readonly text: string;
}

function invalidResponse(call: AnyCall, status: number, { what, foreign, text }: InvalidBody): InvalidResponseError {
  const said = `The server responded with status ${status}`;
  const message = foreign
    ? `${said}, but ${what}. A proxy may have responded in place of the vendor.`
    : `${said}, so the request was probably carried out, but ${what}.`;
  const facts = { status, requestId: requestIdOf(call), body: redactorOf(call)(text) };
  const error = new InvalidResponseError(message, facts);
  if (foreign) call.progress.mayBeDone = true;
  if (foreign && call.endpoint.idempotency === "none") markOutcomeUnknown(error);
  return error;
}

const isMarkup = (text: string) => text.trimStart().startsWith("<");

/** Describes a body that no vendor sends with a success, without quoting it; `undefined` if it is not one. */
function describeForeign(text: string): string | undefined {
  if (isMarkup(text)) return "the body is markup";
  return isErrorBody(parseJson(text)?.value) ? "the body is an error" : undefined;
}

/** Describes a body that should be JSON, without quoting it. */
function describeBody(text: string): string {
  if (text.trim() === "") return "the body is empty";
  return isMarkup(text) ? "the body is markup instead of JSON" : "the body is not valid JSON (cut short?)";
}
