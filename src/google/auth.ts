/**
 * Credentials of Google: clients of google-auth-library, recognised by structure, and `googleAuth()`,
 * which loads that library when the first token is needed.
 */
import type { GoogleAuthOptions as GoogleAuthLibraryOptions, AuthClient as LibraryClient } from "google-auth-library";
import {
  type AuthBinding,
  type AuthRecipe,
  BIND,
  type Credential,
  type IssuedToken,
  PassingAuthError,
  type TokenFunction,
  type TokenRequest,
} from "../core/auth.js";
import { Attempt } from "../core/deadline.js";
import { AuthError, type ErrorFacts, InvalidParamsError } from "../core/errors.js";
import { connectionError, type Transport } from "../core/transport.js";

/** A client of google-auth-library, or its `GoogleAuth`, by structure. Its scopes and its quota project are its own. */
export interface GoogleAuthClient {
  getAccessToken(): Promise<string | null | undefined | { token?: string | null | undefined }>;
}

/** What authenticates calls to Google: a library client, {@link googleAuth}, an access token, or a function. */
export type GoogleCredential = GoogleAuthClient | GoogleAuthRecipe | string | TokenFunction;

export interface GoogleAuthOptions {
  /** Path of a JSON key file. */
  keyFile?: string | undefined;
  /** The content of a JSON key file. */
  credentials?: object | undefined;
  /** E-mail address of the user to act as, by domain-wide delegation. Only service-account keys can. */
  subject?: string | undefined;
  /** Ask for these instead of the scope that each method needs. */
  scopes?: readonly string[] | undefined;
  /** Project to bill and to count quota against: sent as `x-goog-user-project`. */
  quotaProject?: string | undefined;
}

/** The family of Google's recipes and services. */
export const GOOGLE = "google";

/** What {@link googleAuth} returns: inert until a client binds it. */
export class GoogleAuthRecipe implements AuthRecipe {
  readonly family = GOOGLE;
  #options: GoogleAuthOptions;

  /** @internal */
  constructor(options: GoogleAuthOptions) {
    this.#options = options;
  }

  /** @internal */
  [BIND](binding: AuthBinding): Credential {
    return new LibraryCredential(this.#options, binding.transport);
  }
}

const OPTIONS: readonly string[] = ["keyFile", "credentials", "subject", "scopes", "quotaProject"];

/**
 * Authenticates with a service-account key file, a credentials object or, with neither, Application Default
 * Credentials. Nothing is read or sent before the first call; tokens are kept, shared and refreshed early.
 *
 * @throws {@link InvalidParamsError} for an unknown option, and for `keyFile` together with `credentials`.
 * @example
 * ```ts
 * const auth = googleAuth({ keyFile: "service-account.json", subject: "admin@example.com" });
 * ```
 * @see https://cloud.google.com/docs/authentication/application-default-credentials
 */
export function googleAuth(options: GoogleAuthOptions = {}): GoogleAuthRecipe {
  const refuse = (path: string, message: string): never => {
    throw new InvalidParamsError([{ path, message }]);
  };
  const { keyFile, credentials, subject, scopes, quotaProject } = options;
  for (const name in options) if (!OPTIONS.includes(name)) refuse(name, "is no option of googleAuth");
  for (const [name, value] of Object.entries({ keyFile, subject, quotaProject })) {
    if (value !== undefined && (typeof value !== "string" || value.trim() === ""))
      refuse(name, "must be a non-empty string");
  }
  if (credentials !== undefined && (typeof credentials !== "object" || credentials === null)) {
    refuse("credentials", "must be the parsed content of a key file");
  }
  if (keyFile !== undefined && credentials !== undefined) refuse("credentials", "cannot be combined with `keyFile`");
  if (scopes !== undefined && (!Array.isArray(scopes) || scopes.length === 0))
    refuse("scopes", "must be a non-empty list");
  return new GoogleAuthRecipe({ ...options });
}

/** A library client and the signal of the token request it is working for. */
interface Bound {
  client: Promise<LibraryClient>;
  signal: AbortSignal;
}

/** One library client a scope set: copies made by the library do not share their token requests. */
class LibraryCredential implements Credential {
  readonly ownScopes: boolean;
  #options: GoogleAuthOptions;
  #transport: Transport;
  #bound = new Map<string, Bound>();

  constructor(options: GoogleAuthOptions, transport: Transport) {
    this.ownScopes = options.scopes !== undefined;
    this.#options = options;
    this.#transport = transport;
  }

  async obtain({ scopes, signal }: TokenRequest): Promise<IssuedToken> {
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

  /** The library has no way to make every kind of client drop its token; a fresh client has none. */
  forget(): void {
    this.#bound.clear();
  }

  #bind(key: string, scopes: string[], signal: AbortSignal): Bound {
    const bound: Bound = { client: this.#load(scopes, () => bound.signal), signal };
    this.#bound.set(key, bound);
    return bound;
  }

  async #load(scopes: string[], signal: () => AbortSignal): Promise<LibraryClient> {
    const { GoogleAuth, JWT } = await import("google-auth-library");
    const { keyFile, credentials, subject } = this.#options;
    const library = new GoogleAuth({
      scopes,
      ...(keyFile !== undefined && { keyFile }),
      ...(credentials !== undefined && { credentials }),
      clientOptions: {
        ...(subject !== undefined && { subject }),
        // The core repeats token requests, by its own rules.
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

/** Credential for a client of google-auth-library that the user made; `undefined` when `auth` is none. */
export function libraryCredential(auth: unknown): Credential | undefined {
  if (typeof (auth as Partial<GoogleAuthClient> | null)?.getAccessToken !== "function") return undefined;
  let refused = false;
  return {
    ownScopes: true,
    async obtain() {
      try {
        const { getClient } = auth as { getClient?: () => Promise<LibraryClient> };
        const client = (getClient ? await getClient.call(auth) : auth) as LibraryClient;
        // Its token has then expired, which is what makes the library ask for another.
        if (refused && client.credentials?.refresh_token)
          client.credentials = { ...client.credentials, expiry_date: 1 };
        refused = false;
        return await issuedBy(client);
      } catch (error) {
        throw authErrorOf(error, []);
      }
    },
    forget() {
      refused = true;
    },
  };
}

async function issuedBy(client: LibraryClient, quotaProject = client.quotaProjectId): Promise<IssuedToken> {
  const answer: unknown = await client.getAccessToken();
  const token = typeof answer === "string" ? answer : (answer as { token: string } | null)?.token;
  if (!token) throw new AuthError("google-auth-library gave no access token.");
  const expiresAt = client.credentials?.expiry_date ?? undefined;
  return { token, expiresAt, ...(quotaProject && { headers: { "x-goog-user-project": quotaProject } }) };
}

const MOST_TOKEN_BYTES = 1_048_576;

/** A `fetch` for google-auth-library that sends its token requests through the client's transport. */
function fetchOver(transport: Transport, signal: () => AbortSignal): typeof fetch {
  return async (input, init = {}) => {
    const attempt = new Attempt();
    const stop = signal();
    const cancel = () => attempt.cancel(stop.reason);
    if (stop.aborted) cancel();
    stop.addEventListener("abort", cancel, { once: true });
    try {
      const requestHeaders = new Headers(init.headers);
      // A `fetch` knows a form by its type; from here on it is text.
      if (init.body instanceof URLSearchParams && !requestHeaders.has("content-type")) {
        requestHeaders.set("content-type", "application/x-www-form-urlencoded;charset=UTF-8");
      }
      const { status, headers, body } = await transport.send({
        method: init.method ?? "GET",
        url: String(input),
        headers: Object.fromEntries(requestHeaders),
        ...(init.body != null && { body: String(init.body) }),
        cancellation: attempt,
      });
      const chunks: Uint8Array[] = [];
      let size = 0;
      for await (const chunk of body) {
        size += chunk.length;
        if (size > MOST_TOKEN_BYTES)
          throw new PassingAuthError(`Google's token endpoint sent more than ${MOST_TOKEN_BYTES} bytes.`);
        chunks.push(chunk);
      }
      return new Response(chunks.length > 0 ? new Blob(chunks as BlobPart[]) : null, {
        status,
        headers: { "content-type": String(headers["content-type"] ?? "application/json") },
      });
    } catch (error) {
      throw error instanceof PassingAuthError ? error : connectionError(error);
    } finally {
      stop.removeEventListener("abort", cancel);
    }
  };
}

const HINTS: Readonly<Record<string, string>> = {
  invalid_grant:
    "Check that the key still exists, that `subject` names a user, and that this machine's clock is right.",
  invalid_scope: "Check the scopes.",
  unauthorized_client: "Authorise the service account's client id for these scopes in domain-wide delegation.",
};

/** The library's errors hold the signed assertion and the key; only what is known to be harmless is taken over. */
function authErrorOf(error: unknown, scopes: readonly string[]): AuthError {
  if (error instanceof AuthError) return error;
  const { response, config, cause, code, message } = error as LibraryError;
  if (cause instanceof PassingAuthError) return cause;
  if (response === undefined) {
    // Only the library's HTTP errors carry the `config` of their request.
    if (config !== undefined) {
      const network = connectionError(cause ?? error);
      return new PassingAuthError(`Google's token endpoint could not be reached. ${network.message}`, {
        cause: network,
      });
    }
    return new AuthError(unloadable(code, String(message)));
  }
  const { status, data } = response;
  const refusal = typeof data?.error === "string" ? data.error : undefined;
  const said = String(data?.error_description ?? "")
    .slice(0, 200)
    .replace(/[\w.-]{40,}/g, "[redacted]");
  const facts: ErrorFacts = { status, ...(refusal !== undefined && { code: refusal }) };
  const about = [`Google's token endpoint answered ${status}`, refusal, said].filter(Boolean).join(": ");
  if (status === 429 || status >= 500 || refusal === "internal_failure")
    return new PassingAuthError(`${about}.`, facts);
  const asked = scopes.length > 0 ? ` Scopes asked for: ${scopes.join(" ")}.` : "";
  return new AuthError(`${about}. ${HINTS[refusal ?? ""] ?? ""}${asked}`, facts);
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
  return "google-auth-library could not use the credentials: check that the key file is whole and of a known type.";
}
