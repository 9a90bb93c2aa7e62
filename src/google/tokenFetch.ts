/** Sends the token requests of google-auth-library through the client's transport. */
import { reasonOf } from "../core/abort.js";
import { reportRefusal } from "../core/admission.js";
import type { AuthBinding } from "../core/auth.js";
import { BodyTooLarge, type Pace, readBytes } from "../core/body.js";
import { AttemptCancellation } from "../core/deadline.js";
import { AuthError, ConnectionError, TesseraError, TimeoutError } from "../core/errors.js";
import { redactor } from "../core/redact.js";
import { TOKEN_REQUEST_LIMIT_MS, TransientAuthError } from "../core/tokens.js";
import { serverOf, tracedWait, type WaitTrace } from "../core/tracing.js";
import { transportFailure } from "../core/transport/failure.js";
import {
  headerOf,
  type Transport,
  type TransportRequest,
  type TransportResponse,
} from "../core/transport/transport.js";
import { isPlainObject, parseJson } from "../core/values.js";
import { noToken, refusalError, serverAt, type TokenRefusal } from "./tokenErrors.js";

/** What the requests for one token share. */
export interface TokenContext extends Pick<AuthBinding, "transport" | "clock" | "limiter"> {
  readonly scopes: string[];
  readonly signal: AbortSignal;
  /** What the last request failed with, as the library wraps it or replaces it. */
  failure?: { readonly error: unknown };
}

/** Id of the token requests, for limiters. */
const TOKEN_ENDPOINT = "google.oauth2.token";

const MAX_TOKEN_BYTES = 1_048_576;

/** A token request is bounded in time as a whole, by its signal. */
const noTimeLimit: Pace = { race: (read) => read, progress() {} };

/** Where google-auth-library sends the assertions of service accounts. */
const GOOGLE_TOKEN_URI = "https://oauth2.googleapis.com/token";

/**
 * A `fetch` for google-auth-library. It rejects for every response that is not a token, see `context.failure`.
 *
 * @param tokenUri takes the place of Google's token endpoint.
 */
export function fetchOver(context: TokenContext, tokenUri = GOOGLE_TOKEN_URI): typeof fetch {
  return async (input, init = {}) => {
    const headers = new Headers(init.headers);
    // `fetch` would set this content type for `URLSearchParams`. The transport sends text, so it is set here.
    if (init.body instanceof URLSearchParams && !headers.has("content-type")) {
      headers.set("content-type", "application/x-www-form-urlencoded;charset=UTF-8");
    }
    const request = {
      method: init.method ?? "GET",
      url: String(input) === GOOGLE_TOKEN_URI ? tokenUri : String(input),
      headers: Object.fromEntries(headers),
      ...(init.body != null && { body: String(init.body) }),
    };
    return exchange(context, request).catch((error) => {
      context.failure = { error };
      throw error;
    });
  };
}

type Unsent = Omit<TransportRequest, "cancellation">;

async function exchange(context: TokenContext, request: Unsent): Promise<Response> {
  const { url, method } = request;
  const redact = redactor(secretsOf(request));
  // Tokens are requested by POST; what is read by other methods is the proof of who this is.
  const isProof = method !== "POST";
  const server = isProof ? `The source of the subject token, ${new URL(url).origin},` : serverAt(url);
  const limited = { endpoint: TOKEN_ENDPOINT, key: new URL(url).origin };
  const { clock, limiter, signal } = context;
  const taken = limiter.take({ ...limited, signal, timeLeftMs: TOKEN_REQUEST_LIMIT_MS });
  if (taken !== undefined)
    await tracedWait(
      clock,
      () => waitFor(url),
      () => Promise.resolve(taken),
    );
  if (signal.aborted) throw reasonOf(signal);
  const { response, text } = await send(context, request, server, redact);
  const parsed = parseJson(text)?.value ?? text;
  const refusal: TokenRefusal = {
    url,
    status: response.status,
    body: parsed,
    header: (name) => headerOf(response, name),
    redact,
    scopes: isProof ? [] : context.scopes,
    now: context.clock.now(),
  };
  if (response.status < 200 || response.status > 299) {
    const error = refusalError(refusal, server);
    if (error.kind === "rate_limited") reportRefusal(limiter, { ...limited, retryAfterMs: error.retryAfterMs });
    throw error;
  }
  const isToken = isPlainObject(parsed) && [parsed.access_token, parsed.accessToken].some(isFilled);
  if (!isProof && !isToken) throw noToken(refusal, server);
  if (isProof && /^\s*<(?:!doctype|html)/i.test(text)) throw noToken(refusal, server);
  // The library parses by content type; what is known to be JSON must not depend on what the server calls it.
  const type = isProof ? (headerOf(response, "content-type") ?? "text/plain") : "application/json";
  return new Response(response.status === 204 ? null : text, {
    status: response.status,
    headers: { "content-type": type },
  });
}

function waitFor(url: string): WaitTrace {
  return { endpoint: TOKEN_ENDPOINT, reason: "limiter", attempt: 1, ...serverOf(new URL(url)) };
}

const isFilled = (value: unknown) => typeof value === "string" && value !== "";

/** All token requests pass here, once for each attempt. */
async function send(
  { transport, signal }: TokenContext,
  unsent: Unsent,
  server: string,
  redact: (text: string) => string,
): Promise<{ response: TransportResponse; text: string }> {
  const cancellation = new AttemptCancellation();
  const request: TransportRequest = { ...unsent, cancellation };
  const cancel = () => cancellation.cancel(reasonOf(signal));
  if (signal.aborted) cancel();
  signal.addEventListener("abort", cancel, { once: true });
  let status: number | undefined;
  try {
    const response = await transport.send(request);
    status = response.status;
    const chunks = await readBytes(response, MAX_TOKEN_BYTES, noTimeLimit);
    return { response, text: await new Blob(chunks as BlobPart[]).text() };
  } catch (error) {
    if (signal.aborted) throw error;
    if (error instanceof BodyTooLarge) {
      throw new TransientAuthError(`${server} sent more than ${MAX_TOKEN_BYTES} bytes.`, { status });
    }
    throw unreachable(error, { server, request, status, redact, transport });
  } finally {
    signal.removeEventListener("abort", cancel);
  }
}

interface Failed {
  server: string;
  request: TransportRequest;
  status: number | undefined;
  redact: (text: string) => string;
  transport: Transport;
}

function unreachable(thrown: unknown, { server, transport, ...failed }: Failed): AuthError {
  const { error, lasting } =
    thrown instanceof TesseraError ? { error: thrown, lasting: false } : transportFailure(thrown, failed);
  const hint = failed.status === undefined && transport.connectionHint?.();
  const message = `${server} could not be reached. ${error.message}${hint ? ` ${hint}` : ""}`;
  const isPassing = !lasting && (error instanceof ConnectionError || error instanceof TimeoutError);
  if (isPassing) return new TransientAuthError(message, { cause: error });
  return new AuthError(message, { cause: error, kind: error.kind });
}

/** Fields of a token request that are no secrets. */
const PUBLIC = /^(?:grant_type|scope|audience|resource|requested_token_type|subject_token_type|client_id|options)$/;

/** What the request carries and no error may quote: the fields of its form, their parts, and its headers. */
function secretsOf({ headers, body }: Unsent): string[] {
  const fields = typeof body === "string" ? [...new URLSearchParams(body)] : [];
  const secrets = fields.filter(([name]) => !PUBLIC.test(name)).map(([, value]) => value);
  const parts = secrets.flatMap((secret) => secret.split(".")).filter((part) => part.length >= 8);
  const authorization = (headers.authorization ?? "").replace(/^\w+ /, "");
  const [, password = ""] = atob(/^[\w+/]+=*$/.test(authorization) ? authorization : "").split(":");
  const own = Object.entries(headers).flatMap(([name, value]) => (COMMON.test(name) ? [] : [value]));
  return [...secrets, ...parts, ...own, authorization, password];
}

const COMMON = /^(?:accept|authorization|content-type|user-agent|x-goog-api-client|x-goog-user-project)$/;
