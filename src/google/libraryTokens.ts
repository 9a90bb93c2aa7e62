/** Tokens for `googleAuth()`, by google-auth-library. */
import { AuthError } from "../core/errors.js";
import type { IssuedToken } from "../core/tokenProvider.js";
import type { GoogleAuthOptions } from "./authOptions.js";
import { checked, SERVICE_ACCOUNT } from "./credentialChecks.js";
import { type Found, findCredentials, wellKnownFile } from "./credentials.js";
import { loadLibrary } from "./library.js";
import { libraryClient } from "./libraryClient.js";
import { libraryError } from "./libraryErrors.js";
import { issuedBy } from "./libraryProvider.js";
import { metadataToken } from "./metadata.js";
import type { TokenContext } from "./tokenFetch.js";

/** What Google issues, for a response that does not say it. */
const ASSUMED_LIFETIME_MS = 3_600_000;

/**
 * Requests a token, with a library client of its own: clients share their requests in flight, also with a call that
 * comes after a cancellation.
 *
 * @throws An {@link AuthError}, or what a limiter threw.
 */
export async function requestToken(options: GoogleAuthOptions, context: TokenContext): Promise<IssuedToken> {
  const found = await findCredentials(options, context.signal);
  const requestedAt = context.clock.now();
  const issued = found ? await exchanged(found, options, context) : await fromMetadata(options, context);
  const isDated = Number.isFinite(issued.expiresAt);
  return isDated ? issued : { ...issued, expiresAt: requestedAt + ASSUMED_LIFETIME_MS };
}

async function exchanged(found: Found, options: GoogleAuthOptions, context: TokenContext): Promise<IssuedToken> {
  const json = await checked(found.json, found.name);
  const { subject } = options;
  if (subject !== undefined && json.type !== SERVICE_ACCOUNT)
    throw noDelegation("this credential cannot act as a user");
  const library = await loadLibrary();
  try {
    const client = await libraryClient(library, json, context.scopes, context, subject);
    const issued = await issuedBy(client, options.quotaProject ?? found.quotaProject ?? client.quotaProjectId);
    // The library reckons by the clock of the machine.
    const skewMs = context.clock.now() - Date.now();
    return issued.expiresAt === undefined ? issued : { ...issued, expiresAt: issued.expiresAt + skewMs };
  } catch (error) {
    if (context.failure) throw context.failure.error;
    const { private_key, client_secret, refresh_token } = json;
    const secrets = [private_key, client_secret, refresh_token];
    throw libraryError(error, { secrets, scopes: context.scopes, now: context.clock.now() });
  }
}

async function fromMetadata({ subject, quotaProject }: GoogleAuthOptions, context: TokenContext): Promise<IssuedToken> {
  if (subject !== undefined)
    throw noDelegation("none was found: pass `keyFile`, or set GOOGLE_APPLICATION_CREDENTIALS");
  const { gcpMetadata } = await loadLibrary();
  const issued = await metadataToken(context, gcpMetadata.getGCPResidency());
  const project = quotaProject ?? (process.env.GOOGLE_CLOUD_QUOTA_PROJECT || undefined);
  if (issued) return project ? { ...issued, project, headers: { "x-goog-user-project": project } } : issued;
  const file = await wellKnownFile();
  throw new AuthError(
    `No Application Default Credentials were found: GOOGLE_APPLICATION_CREDENTIALS is not set, ${file ? `${file} does not exist` : "HOME is not set"}, and no metadata server responded. Pass \`keyFile\` or \`credentials\` to googleAuth, set GOOGLE_APPLICATION_CREDENTIALS, or sign in: gcloud auth application-default login.`,
  );
}

function noDelegation(reason: string): AuthError {
  return new AuthError(`\`subject\` needs a service-account key, for domain-wide delegation: ${reason}.`);
}
