/** Tokens from a client of google-auth-library that the user created. */
import type { AuthClient as LibraryClient } from "google-auth-library";
import { AuthError } from "../core/errors.js";
import type { IssuedToken, TokenProvider } from "../core/tokenProvider.js";
import type { GoogleAuthClient } from "./authOptions.js";

/** Token provider for such a client; `undefined` when `auth` is not one. */
export function libraryProvider(auth: unknown): TokenProvider | undefined {
  if (typeof (auth as Partial<GoogleAuthClient> | null)?.getAccessToken !== "function") return undefined;
  let refused = false;
  return {
    ownScopes: true,
    async getToken() {
      let client: LibraryClient | undefined;
      try {
        const { getClient } = auth as { getClient?: () => Promise<LibraryClient> };
        client = (getClient ? await getClient.call(auth) : auth) as LibraryClient;
        // Marks the cached token as expired, so that the library requests a new one.
        if (refused && client.credentials?.refresh_token)
          client.credentials = { ...client.credentials, expiry_date: 1 };
        refused = false;
        return await issuedBy(client);
      } catch (error) {
        const { libraryError } = await import("./libraryErrors.js");
        throw libraryError(error, { secrets: secretsOf(client), scopes: [], now: Date.now() });
      }
    },
    invalidate() {
      refused = true;
    },
  };
}

/** Fields of the library's clients that say where a token belongs, and what must not be quoted. */
interface ClientFields {
  email?: unknown;
  serviceAccountImpersonationUrl?: unknown;
  getTargetPrincipal?(): unknown;
  key?: unknown;
  _clientSecret?: unknown;
}

/** Requests a token. @throws What the library throws. */
export async function issuedBy(client: LibraryClient, quotaProject = client.quotaProjectId): Promise<IssuedToken> {
  const result: unknown = await client.getAccessToken();
  const token = typeof result === "string" ? result : (result as { token: string } | null)?.token;
  if (!token) throw new AuthError("google-auth-library returned no access token.");
  const expiresAt = client.credentials?.expiry_date ?? undefined;
  const project = [quotaProject, client.projectId, projectOfAccount(client)].find(isText);
  return {
    token,
    expiresAt,
    ...(project && { project }),
    ...(quotaProject && { headers: { "x-goog-user-project": quotaProject } }),
  };
}

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

/** The project in the email address of a service account. */
function projectOfAccount(client: object): string | undefined {
  const { email, serviceAccountImpersonationUrl: url, getTargetPrincipal } = client as ClientFields;
  const target = typeof getTargetPrincipal === "function" ? getTargetPrincipal.call(client) : undefined;
  const account = [email, target, url].find(isText);
  return /@([a-z][a-z0-9-]+)\.iam\.gserviceaccount\.com/.exec(account ?? "")?.[1];
}

function secretsOf(client: LibraryClient | undefined): unknown[] {
  const { key, _clientSecret } = (client ?? {}) as ClientFields;
  return [client?.credentials?.refresh_token, client?.credentials?.access_token, key, _clientSecret];
}
