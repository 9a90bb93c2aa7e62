/**
 * Credentials of Google: clients of google-auth-library, recognized by structure, and `googleAuth()`,
 * which loads that library when the first token is needed.
 */
import type { GoogleAuthOptions as GoogleAuthLibraryOptions, AuthClient as LibraryClient } from "google-auth-library";
import { type AuthBinding, type AuthProvider, BIND, type TokenFunction } from "../core/auth.js";
import { BodyTooLarge, type Pace, readBytes } from "../core/body.js";
import { AttemptCancellation } from "../core/deadline.js";
import { AuthError, type ErrorFacts } from "../core/errors.js";
import { bounded, custom, inputListOf, objectOf, refined, string } from "../core/schema.js";
import type { IssuedToken, TokenProvider, TokenRequest } from "../core/tokenProvider.js";
import { TransientAuthError } from "../core/tokens.js";
import { connectionError } from "../core/transport/failure.js";
import type { Transport } from "../core/transport/transport.js";
import { checkAgainst } from "../core/validate.js";
import { loadLibrary } from "./library.js";

/** A client of google-auth-library, or its `GoogleAuth`, by structure. Its scopes and its quota project are its own. */
export interface GoogleAuthClient {
  /** A valid access token, alone or in an object. */
  getAccessToken(): Promise<string | null | undefined | { token?: string | null | undefined }>;
}

/** What authenticates calls to Google: a library client, {@link googleAuth}, an access token, or a function. */
export type GoogleCredential = GoogleAuthClient | GoogleAuthProvider | string | TokenFunction;

/** Options of {@link googleAuth}. */
export interface GoogleAuthOptions {
  /** Path of a JSON key file. */
  keyFile?: string | undefined;
  /** The parsed content of a JSON key file. */
  credentials?: object | undefined;
  /** Email address of the user to act as, by domain-wide delegation. Needs a service-account key. */
  subject?: string | undefined;
  /** Request these instead of the scope that each method needs. */
  scopes?: readonly string[] | undefined;
  /** Project for billing and quota, sent as `x-goog-user-project`. */
  quotaProject?: string | undefined;
}

/** The family of Google's auth providers and services. */
export const GOOGLE = "google";

/** What {@link googleAuth} returns: inert until a client binds it. */
export class GoogleAuthProvider implements AuthProvider {
  /** Whose credential it is: only clients of Google's services accept it. */
  readonly family = GOOGLE;
  #options: GoogleAuthOptions;

  constructor(options: GoogleAuthOptions) {
    this.#options = options;
  }

  /** @internal */
  [BIND](binding: AuthBinding): TokenProvider {
    return new LibraryTokens(this.#options, binding.transport);
  }
}

const isNotBlank = (value: unknown) => typeof value === "string" && value.trim() !== "";
const notBlank = custom<string>(isNotBlank, "must be a non-empty string");

const optionsSchema = refined(
  objectOf<GoogleAuthOptions>()(() => ({
    keyFile: notBlank,
    credentials: custom<object>(
      (value) => typeof value === "object" && value !== null,
      "must be the parsed content of a key file",
    ),
    subject: notBlank,
    scopes: bounded(inputListOf(string), { least: 1, message: "must be a non-empty list" }),
    quotaProject: notBlank,
  })),
  ({ keyFile, credentials }) => keyFile === undefined || credentials === undefined,
  "cannot be combined with `keyFile`",
  "credentials",
);

/**
 * Authenticates with a service-account key file, a credentials object or, with neither, Application Default
 * Credentials. Nothing is read or sent before the first call; tokens are kept, shared and refreshed early.
 *
 * @throws An {@link InvalidParamsError} that names the option, if an option is unknown or invalid, or if `keyFile` is
 *   given together with `credentials`.
 * @example
 * ```ts
 * const auth = googleAuth({ keyFile: "service-account.json", subject: "admin@example.com" });
 * ```
 * @see https://cloud.google.com/docs/authentication/application-default-credentials
 */
export function googleAuth(options: GoogleAuthOptions = {}): GoogleAuthProvider {
  checkAgainst(optionsSchema, options, "options");
  return new GoogleAuthProvider({ ...options });
}

/** A library client and the signal of the token request it is working for. */
interface Bound {
  client: Promise<LibraryClient>;
  signal: AbortSignal;
}

/** One library client per scope set: copies made by the library do not share their token requests. */
class LibraryTokens implements TokenProvider {
  readonly ownScopes: boolean;
  #options: GoogleAuthOptions;
  #transport: Transport;
  #bound = new Map<string, Bound>();

  constructor(options: GoogleAuthOptions, transport: Transport) {
    this.ownScopes = options.scopes !== undefined;
    this.#options = options;
    this.#transport = transport;
  }

  async getToken({ scopes, signal }: TokenRequest): Promise<IssuedToken> {
    const wanted = this.#options.scopes ?? scopes;
    const key = wanted.join(" ");
    try {
      const bound = this.#bound.get(key) ?? this.#bind(key, [...wanted], signal);
      bound.signal = signal;
      return await issuedBy(await bound.client, this.#options.quotaProject);
    } catch (error) {
      this.#bound.delete(key);
      throw authErrorOf(error, wanted);
    }
  }

  /** The library has no way to make every kind of client drop its token; a new client has none. */
  invalidate(): void {
    this.#bound.clear();
  }

  #bind(key: string, scopes: string[], signal: AbortSignal): Bound {
    const bound: Bound = { client: this.#load(scopes, () => bound.signal), signal };
    this.#bound.set(key, bound);
    return bound;
  }

  async #load(scopes: string[], signal: () => AbortSignal): Promise<LibraryClient> {
    const { GoogleAuth, JWT } = await loadLibrary();
    const { keyFile, credentials, subject } = this.#options;
    const library = new GoogleAuth({
      scopes,
      ...(keyFile !== undefined && { keyFile }),
      ...(credentials !== undefined && { credentials }),
      clientOptions: {
        ...(subject !== undefined && { subject }),
        // The core retries token requests, by its own rules.
        transporterOptions: { retryConfig: { retry: 0 }, fetchImplementation: fetchOver(this.#transport, signal) },
      },
    } as GoogleAuthLibraryOptions);
    const client = await library.getClient();
    if (subject !== undefined && !(client instanceof JWT)) {
      throw new AuthError(
        "`subject` needs a service-account key: this credential cannot act as a user by domain-wide delegation.",
      );
    }
    return client;
  }
}

/** Token provider for a client of google-auth-library that the user created; `undefined` when `auth` is not one. */
export function libraryProvider(auth: unknown): TokenProvider | undefined {
  if (typeof (auth as Partial<GoogleAuthClient> | null)?.getAccessToken !== "function") return undefined;
  let refused = false;
  return {
    ownScopes: true,
    async getToken() {
      try {
        const { getClient } = auth as { getClient?: () => Promise<LibraryClient> };
        const client = (getClient ? await getClient.call(auth) : auth) as LibraryClient;
        // Marks the cached token as expired, so that the library requests a new one.
        if (refused && client.credentials?.refresh_token)
          client.credentials = { ...client.credentials, expiry_date: 1 };
        refused = false;
        return await issuedBy(client);
      } catch (error) {
        throw authErrorOf(error, []);
      }
    },
    invalidate() {
      refused = true;
    },
  };
}

async function issuedBy(client: LibraryClient, quotaProject = client.quotaProjectId): Promise<IssuedToken> {
  const result: unknown = await client.getAccessToken();
  const token = typeof result === "string" ? result : (result as { token: string } | null)?.token;
  if (!token) throw new AuthError("google-auth-library returned no access token.");
  const expiresAt = client.credentials?.expiry_date ?? undefined;
  return { token, expiresAt, ...(quotaProject && { headers: { "x-goog-user-project": quotaProject } }) };
}

const MAX_TOKEN_BYTES = 1_048_576;

/** A token request is bounded in time as a whole, by its signal. */
const noTimeLimit: Pace = { race: (read) => read, progress() {} };

/** A `fetch` for google-auth-library that sends its token requests through the client's transport. */
function fetchOver(transport: Transport, signal: () => AbortSignal): typeof fetch {
  return async (input, init = {}) => {
    const attempt = new AttemptCancellation();
    const stop = signal();
    const cancel = () => attempt.cancel(stop.reason);
    if (stop.aborted) cancel();
    stop.addEventListener("abort", cancel, { once: true });
    try {
      const requestHeaders = new Headers(init.headers);
      // `fetch` would set this content type for `URLSearchParams`. The transport sends text, so it is set here.
      if (init.body instanceof URLSearchParams && !requestHeaders.has("content-type")) {
        requestHeaders.set("content-type", "application/x-www-form-urlencoded;charset=UTF-8");
      }
      const response = await transport.send({
        method: init.method ?? "GET",
        url: String(input),
        headers: Object.fromEntries(requestHeaders),
        ...(init.body != null && { body: String(init.body) }),
        cancellation: attempt,
      });
      const chunks = await readBytes(response, MAX_TOKEN_BYTES, noTimeLimit);
      return new Response(chunks.length > 0 ? new Blob(chunks as BlobPart[]) : null, {
        status: response.status,
        headers: { "content-type": String(response.headers["content-type"] ?? "application/json") },
      });
    } catch (error) {
      if (!(error instanceof BodyTooLarge)) throw connectionError(error);
      throw new TransientAuthError(`Google's token endpoint sent more than ${MAX_TOKEN_BYTES} bytes.`);
    } finally {
      stop.removeEventListener("abort", cancel);
    }
  };
}

const HINTS: Readonly<Record<string, string>> = {
  invalid_grant:
    "Check that the key still exists, that `subject` names a user, and that this machine's clock is right.",
  invalid_scope: "Check the scopes.",
  unauthorized_client: "Authorize the service account's client id for these scopes in domain-wide delegation.",
};

/** The library's errors hold the signed assertion and the key; only what is known to be harmless is copied. */
function authErrorOf(error: unknown, scopes: readonly string[]): AuthError {
  if (error instanceof AuthError) return error;
  const { response, config, cause, code, message } = error as LibraryError;
  if (cause instanceof TransientAuthError) return cause;
  if (response === undefined) {
    // Only the library's HTTP errors carry the `config` of their request.
    if (config !== undefined) {
      const network = connectionError(cause ?? error);
      return new TransientAuthError(`Google's token endpoint could not be reached. ${network.message}`, {
        cause: network,
      });
    }
    return new AuthError(unloadable(code, String(message)));
  }
  const { status, data } = response;
  const refusal = typeof data?.error === "string" ? data.error : undefined;
  const description = String(data?.error_description ?? "")
    .slice(0, 200)
    .replace(/[\w.-]{40,}/g, "[redacted]");
  const facts: ErrorFacts = { status, ...(refusal !== undefined && { code: refusal }) };
  const about = [`Google's token endpoint responded with ${status}`, refusal, description].filter(Boolean).join(": ");
  if (status === 429 || status >= 500 || refusal === "internal_failure")
    return new TransientAuthError(`${about}.`, facts);
  const requested = scopes.length > 0 ? ` Requested scopes: ${scopes.join(" ")}.` : "";
  return new AuthError(`${about}. ${HINTS[refusal ?? ""] ?? ""}${requested}`, facts);
}

interface LibraryError {
  response?: { status: number; data?: { error?: unknown; error_description?: unknown } };
  config?: unknown;
  cause?: unknown;
  code?: unknown;
  message?: unknown;
}

const isFileError = (code: unknown) => code === "ENOENT" || code === "EACCES" || code === "EISDIR";

function unloadable(code: unknown, message: string): string {
  if (isFileError(code)) return `The key file could not be read (${String(code)}).`;
  if (message.includes("default credentials")) {
    return "No Application Default Credentials were found: pass `keyFile` or `credentials` to googleAuth, or set GOOGLE_APPLICATION_CREDENTIALS.";
  }
  return "google-auth-library could not use the credentials: check that the key file is complete and of a known type.";
}
