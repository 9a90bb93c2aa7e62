/** What google-auth-library throws, as an `AuthError` that says what to do. Its messages can quote keys and files. */
import { AuthError } from "../core/errors.js";
import { redactor } from "../core/redact.js";
import { TransientAuthError } from "../core/tokens.js";
import { connectionError, systemCode } from "../core/transport/failure.js";
import { isPlainObject, printable } from "../core/values.js";
import { noToken, refusalError, type TokenRefusal } from "./tokenErrors.js";

/** An error of the library, or of the HTTP client below it. */
interface LibraryError {
  response?: { status: number; data?: unknown; headers?: unknown };
  config?: { url?: unknown };
  cause?: unknown;
  code?: unknown;
  path?: unknown;
  message?: unknown;
}

/** What its error may not quote, and what it asked for. */
export interface LibraryContext {
  readonly secrets: readonly unknown[];
  readonly scopes: readonly string[];
  readonly now: number;
}

/** @param error what the library threw, or the `AuthError` of a request that it made for us. */
export function libraryError(error: unknown, context: LibraryContext): AuthError {
  if (error instanceof AuthError) return error;
  const { response, config, cause } = error as LibraryError;
  if (typeof response?.status === "number") return responseError(response, config?.url, context);
  if (config !== undefined) {
    // Only the library's HTTP errors carry the `config` of their request.
    const network = connectionError(cause ?? error);
    return new TransientAuthError(`Google's token endpoint could not be reached. ${network.message}`, {
      cause: network,
    });
  }
  return new AuthError(unusable(error as LibraryError));
}

function responseError(
  { status, data, headers }: NonNullable<LibraryError["response"]>,
  url: unknown,
  { secrets, scopes, now }: LibraryContext,
): AuthError {
  const get = (headers as Headers | undefined)?.get;
  const refusal: TokenRefusal = {
    url: URL.canParse(String(url)) ? String(url) : undefined,
    status,
    body: isPlainObject(data) ? data : String(data ?? ""),
    header: (name) => (typeof get === "function" ? get.call(headers, name) : undefined) ?? undefined,
    redact: redactor(secrets),
    scopes,
    now,
  };
  return status < 300 ? noToken(refusal) : refusalError(refusal);
}

const NEW_KEY = "Create a new key file.";

/** By what the library or Node says; `file` is the path that the error names. */
const KNOWN: readonly (readonly [pattern: RegExp, message: (file: string, match: RegExpExecArray) => string])[] = [
  [/^(?:ENOENT|ENOTDIR)$/, (file, [code]) => `The key file${file} could not be read (${code}): there is no such file.`],
  [/^(?:EACCES|EPERM)$/, (file, [code]) => `The key file${file} could not be read (${code}): it is not permitted.`],
  [/^EISDIR$/, (file, [code]) => `The key file${file} could not be read (${code}): it is a directory.`],
  [/does not exist, or it is not a file/, (file) => `The key file${file} could not be read: it is not a file.`],
  [
    /default credentials/,
    () =>
      "No Application Default Credentials were found: pass `keyFile` or `credentials` to googleAuth, or set GOOGLE_APPLICATION_CREDENTIALS.",
  ],
  [
    /does not contain an? (client_email|private_key|client_id|client_secret|refresh_token) field/,
    (_, [, field]) => `The key file has no \`${field}\`: it is incomplete, or not a key file.`,
  ],
  [/^UNKNOWN_CERTIFICATE_TYPE$/, () => "The key file is a P12 or of an unknown kind: use a JSON key file."],
  [
    /^MISSING_CREDENTIALS$|No key or keyFile set/,
    () => "The credential has no key: pass the `private_key` of a key file.",
  ],
  [
    /^Could not refresh access token\.$/,
    () => "The token server sent no access token: check the proxy between this machine and Google.",
  ],
  [
    /No refresh token/,
    () => "The client of google-auth-library has neither a valid access token nor a refresh token: give it one.",
  ],
  [
    /ERR_OSSL|DECODER|PEM routines|ERR_CRYPTO|asn1|secretOrPrivateKey|key must be/i,
    () => `The private key of the key file cannot be used: it is damaged, cut off, or of a wrong kind. ${NEW_KEY}`,
  ],
  [/\bJSON\b|SyntaxError/, () => "The key file is not JSON, or is cut off. Download it again."],
  [/ALLOW_EXECUTABLES/, () => "Set GOOGLE_EXTERNAL_ACCOUNT_ALLOW_EXECUTABLES to 1 to allow the executable."],
  [/subject_token/, () => "The source of the subject token holds no token."],
];

function unusable(error: LibraryError): string {
  const { message, name } = Object(error) as { message?: unknown; name?: unknown };
  const texts = [systemCode(error), message, name].map((text) => String(text ?? ""));
  const file = typeof error?.path === "string" ? ` ${printable(error.path)}` : "";
  for (const [pattern, say] of KNOWN) {
    const match = texts.map((text) => pattern.exec(text)).find(Boolean);
    if (match) return say(file, match);
  }
  return "google-auth-library could not use the credentials: check that the key file is complete and of a known type.";
}
