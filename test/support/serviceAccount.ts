/** A service account with a real key, and Google's token endpoint for it, served through msw. */
import { createVerify, generateKeyPairSync } from "node:crypto";
import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { createEmulator, type Emulator } from "tessera-sdk/testing";
import { handlers } from "tessera-sdk/testing/msw";

export const TOKEN_URL = "https://oauth2.googleapis.com/token";

const { privateKey, publicKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});

/** The content of a key file. */
export const KEY = {
  type: "service_account",
  project_id: "project",
  private_key_id: "key-id-of-the-service-account",
  private_key: privateKey,
  client_email: "robot@project.iam.gserviceaccount.com",
  client_id: "100000000000000000001",
  token_uri: TOKEN_URL,
};

interface Assertion {
  header: Record<string, unknown>;
  claims: Record<string, unknown>;
  /** Whether the signature is the key's. */
  genuine: boolean;
}

interface TokenRequestReceived {
  contentType: string | null;
  form: Record<string, string>;
  /** Absent in other grants than a signed JWT. */
  assertion?: Assertion;
}

export function readAssertion(jwt: string): Assertion {
  const [header = "", claims = "", signature = ""] = jwt.split(".");
  const parse = (part: string) => JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
  const verify = createVerify("RSA-SHA256").update(`${header}.${claims}`);
  return { header: parse(header), claims: parse(claims), genuine: verify.verify(publicKey, signature, "base64url") };
}

/** What the token endpoint responds with in place of a token. */
type TokenFault = () => Response | Promise<Response>;

export const refusal = (status: number, error: string, description: string) => () =>
  HttpResponse.json({ error, error_description: description }, { status });

export interface Google {
  emulator: Emulator;
  /** Requests to the token endpoint, in order. */
  tokenRequests: TokenRequestReceived[];
  /** Access tokens that it issued. */
  issued: string[];
  /** Responses of the token endpoint before it issues tokens again. */
  faults: TokenFault[];
  /** Scopes that are granted. @default all */
  granted: string[] | undefined;
  listen(): void;
  reset(): void;
  close(): void;
}

/** Google's hosts: an emulator for the services and a token endpoint whose tokens it knows. */
export function googleServer(): Google {
  const emulator = createEmulator();
  const google: Google = {
    emulator,
    tokenRequests: [],
    issued: [],
    faults: [],
    granted: undefined,
    listen: () => server.listen({ onUnhandledRequest: "error" }),
    reset() {
      for (const list of [google.tokenRequests, google.issued, google.faults, emulator.requests]) list.length = 0;
      google.granted = undefined;
    },
    close: () => server.close(),
  };
  const server = setupServer(
    http.post(TOKEN_URL, async ({ request }) => {
      const form = Object.fromEntries(new URLSearchParams(await request.text()));
      const assertion = form.assertion === undefined ? undefined : readAssertion(form.assertion);
      const contentType = request.headers.get("content-type");
      google.tokenRequests.push({ contentType, form, ...(assertion && { assertion }) });
      const fault = google.faults.shift();
      if (fault) return fault();
      const scopes = assertion && String(assertion.claims.scope).split(" ");
      if (scopes?.some((scope) => google.granted?.includes(scope) === false)) {
        return refusal(401, "unauthorized_client", "Client is unauthorized to retrieve access tokens.")();
      }
      const token = emulator.issueToken({ scopes });
      google.issued.push(token);
      return HttpResponse.json({ access_token: token, expires_in: 3_599, token_type: "Bearer" });
    }),
    ...handlers(emulator),
  );
  return google;
}
