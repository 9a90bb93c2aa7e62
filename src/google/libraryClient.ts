/** Clients of google-auth-library whose requests all go through our transport, without retries of their own. */
import type { AuthClient as LibraryClient } from "google-auth-library";
import { AuthError } from "../core/errors.js";
import { printable } from "../core/values.js";
import { EXTERNAL_ACCOUNT, IMPERSONATED, SERVICE_ACCOUNT } from "./credentialChecks.js";
import { objectIn } from "./credentials.js";
import { runExecutable } from "./executable.js";
import type { Library } from "./library.js";
import { fetchOver, type TokenContext } from "./tokenFetch.js";

type Json = Record<string, unknown>;

/** What source credentials need, to request tokens of other accounts. */
const CLOUD_PLATFORM = "https://www.googleapis.com/auth/cloud-platform";

/** @param json checked. */
export async function libraryClient(
  library: Library,
  json: Json & { type: string },
  scopes: string[],
  context: TokenContext,
  subject?: string,
): Promise<LibraryClient> {
  const { GoogleAuth, Impersonated } = library;
  const tokenUri = json.type === SERVICE_ACCOUNT ? otherTokenUri(json) : undefined;
  const clientOptions = {
    ...(subject !== undefined && { subject }),
    ...(json.type === SERVICE_ACCOUNT && { additionalClaims: claims(context, tokenUri) }),
    transporterOptions: {
      // The core retries token requests, by its own rules.
      retryConfig: { retry: 0 },
      fetchImplementation: fetchOver(context, tokenUri),
      // Proxies are a matter of the transport. The library would read the environment, and load what serves one.
      noProxy: [/^/],
    },
  };
  if (json.type !== IMPERSONATED) {
    const client = await new GoogleAuth({ scopes, credentials: json, clientOptions }).getClient();
    if (json.type === EXTERNAL_ACCOUNT) takeOver(client, json, context);
    return client;
  }
  // The library would give the source a transport of its own, and the scopes that are meant for the target.
  const source = json.source_credentials as Json & { type: string };
  const sourceClient = await libraryClient(library, source, [CLOUD_PLATFORM], context);
  const [, targetPrincipal = ""] =
    /\/([^/]+):generateAccessToken$/.exec(String(json.service_account_impersonation_url)) ?? [];
  return new Impersonated({ ...json, ...clientOptions, sourceClient, targetPrincipal, targetScopes: scopes });
}

/** Where the key of a service account is to be used, if not at Google: the library does not read it. */
function otherTokenUri({ token_uri: uri }: Json): string | undefined {
  if (uri === undefined) return undefined;
  const { hostname } = new URL(String(uri));
  return /(?:^|\.)googleapis\.com$|^accounts\.google\.com$/.test(hostname) ? undefined : String(uri);
}

const LIFETIME_SECONDS = 3_600;

/** What the library would take from the clock of the machine, and from the address that it assumes. */
function claims({ clock }: TokenContext, aud: string | undefined): Json {
  const iat = Math.floor(clock.now() / 1_000);
  return { iat, exp: iat + LIFETIME_SECONDS, ...(aud !== undefined && { aud }) };
}

/** The library's HTTP client. */
interface Transporter {
  defaults: Json;
}

/** What the library's clients of workload identity have, of which its types hide a part. */
interface ExternalClient {
  transporter: Transporter;
  stsCredential: { transporter: Transporter };
  retrieveSubjectToken(): Promise<string>;
  timeoutMillis?: number;
  handler?: { retrieveResponseFromExecutable(env: Map<string, string>): Promise<unknown> };
}

function takeOver(library: LibraryClient, json: Json, { signal }: TokenContext): void {
  const client = library as unknown as ExternalClient;
  const source = objectIn(json.credential_source) ?? {};
  // It has one of its own, which knows nothing of the options.
  client.stsCredential.transporter = client.transporter;
  const command = objectIn(source.executable)?.command;
  if (client.handler && typeof command === "string") {
    const timeoutMs = client.timeoutMillis ?? 30_000;
    client.handler.retrieveResponseFromExecutable = (env) => runExecutable({ command, timeoutMs, env, signal });
  }
  const retrieve = client.retrieveSubjectToken.bind(client);
  client.retrieveSubjectToken = async () => {
    const token = await retrieve().catch((error) => {
      throw subjectTokenError(error, source);
    });
    if (source.certificate) leaveToLibrary(client, signal);
    return token;
  };
}

/** Mutual TLS needs the certificate's own connections, which the library makes: they replace ours only here. */
function leaveToLibrary({ transporter, stsCredential }: ExternalClient, signal: AbortSignal): void {
  for (const each of [transporter, stsCredential.transporter]) {
    const { fetchImplementation: _, ...defaults } = each.defaults;
    each.defaults = { ...defaults, retryConfig: { retry: 0 }, signal };
  }
}

const ALLOW = "GOOGLE_EXTERNAL_ACCOUNT_ALLOW_EXECUTABLES";

/** What is wrong with the source of a subject token, by what the library throws; requests have their own errors. */
function subjectTokenError(error: unknown, source: Json): unknown {
  if (error instanceof AuthError) return error;
  const { code, message, config } = error as { code?: unknown; message?: unknown; config?: unknown };
  if (config !== undefined) return error;
  const path = typeof source.file === "string" ? source.file : undefined;
  if (path !== undefined) {
    const file = `The subject token file ${printable(path)}, named by the credential,`;
    if (typeof code === "string")
      return new AuthError(`${file} could not be read (${code}). Check its path and its owner.`);
    if (error instanceof SyntaxError)
      return new AuthError(`${file} is not JSON, as \`credential_source.format\` says.`);
    if (/not a file/.test(String(message))) return new AuthError(`${file} is not a file.`);
    return new AuthError(`${file} ${withoutToken(source)}`);
  }
  if (typeof source.url === "string" && source.environment_id === undefined) {
    return new AuthError(`The source of the subject token, ${new URL(source.url).origin}, ${withoutToken(source)}`);
  }
  if (source.executable) {
    if (process.env[ALLOW] !== "1") return new AuthError(`Set ${ALLOW} to 1 to allow the credential's executable.`);
    return new AuthError("The executable of the credential gave no usable subject token: run it by hand.");
  }
  if (source.environment_id) {
    return new AuthError(
      "The AWS credentials for the subject token are missing: set AWS_REGION, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give the instance a role.",
    );
  }
  const certificate =
    "Check the certificate configuration, its certificate and its key (GOOGLE_API_CERTIFICATE_CONFIG).";
  return new AuthError(`The certificate of the credential cannot be used. ${certificate}`);
}

function withoutToken(source: Json): string {
  const field = objectIn(source.format)?.subject_token_field_name;
  if (typeof field !== "string") return "is empty: it holds no token.";
  return `has no token in its field \`${printable(field)}\`.`;
}
