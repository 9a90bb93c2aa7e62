/** From a 2xx response to the validated result of a call. */
import { readText } from "./body.js";
import { type AnyCall, type PreparedCall, redactorOf, requestIdOf } from "./callState.js";
import { reportDrift } from "./diagnostics.js";
import { InvalidResponseError, TesseraError } from "./errors.js";
import type { AnySchema } from "./schema.js";
import type { TransportResponse } from "./transport/transport.js";
import { checkResponse } from "./validate.js";
import { parseJson } from "./values.js";

export async function readResult<P, R>(
  call: PreparedCall<P, R>,
  response: TransportResponse,
  sentAt: number,
): Promise<R> {
  const { context, deadline, endpoint } = call;
  // Read in any case, so that the connection can be used again.
  const text = await readText(response, context.maxResponseBytes, deadline);
  if (endpoint.response === undefined) return undefined as R;
  const body = endpoint.reads === "text" ? { value: text } : parseJson(text);
  const invalid = (what: string) => invalidResponse(call, response.status, what, text);
  if (body === undefined) throw invalid(`the body is ${describeBody(text)}`);
  try {
    return validated(call, endpoint.response, body.value, sentAt, invalid);
  } catch (error) {
    if (error instanceof TesseraError) throw error;
    throw invalid("the body could not be validated");
  }
}

function validated<P, R>(
  { context, endpoint, params }: PreparedCall<P, R>,
  schema: AnySchema,
  body: unknown,
  sentAt: number,
  invalid: (what: string) => InvalidResponseError,
): R {
  const value = endpoint.fromWire ? endpoint.fromWire(body, { params, sentAt }) : body;
  if (context.validation === "off") return value as R;
  const { differences, broken } = checkResponse(schema, value);
  if (broken !== undefined) throw invalid(broken);
  const [first] = differences;
  if (first === undefined) return value as R;
  if (context.validation === "strict") throw invalid(`\`${first.path}\` is undocumented (${first.problem})`);
  reportDrift(context, endpoint.id, "response", differences);
  return value as R;
}

function invalidResponse(call: AnyCall, status: number, what: string, text: string): InvalidResponseError {
  const message = `The server responded with status ${status}, so the request was probably carried out, but ${what}.`;
  return new InvalidResponseError(message, { status, requestId: requestIdOf(call), body: redactorOf(call)(text) });
}

/** Describes a body that should be JSON, without quoting it. */
function describeBody(text: string): string {
  const start = text.trimStart();
  if (start === "") return "empty";
  if (start.startsWith("<")) return "markup (a page of a proxy?) instead of JSON";
  return "not valid JSON (cut short?)";
}
