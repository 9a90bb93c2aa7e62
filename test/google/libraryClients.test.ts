import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GoogleAuth, Impersonated, JWT, OAuth2Client } from "google-auth-library";
import { AuthError, type LimitRequest, type TesseraError } from "tessera-sdk";
import { AndroidEnterprise, type AndroidEnterpriseOptions } from "tessera-sdk/android-enterprise";
import { afterAll, describe, expect, it } from "vitest";
import { libraryProvider } from "../../src/google/libraryProvider.js";
import { USER as PARAMS } from "../support/clients.js";
import {
  external,
  IMPERSONATION_URL,
  impersonated,
  SECRET_CLIENT,
  SECRET_REFRESH,
  USER,
} from "../support/credentials.js";
import { rejection } from "../support/promises.js";
import { KEY } from "../support/serviceAccount.js";
import { shown } from "../support/shown.js";
import { tokenTransport } from "../support/tokenTransport.js";

const directory = mkdtempSync(join(tmpdir(), "tessera-"));
afterAll(() => rmSync(directory, { recursive: true }));
const file = (name: string, content: string) => {
  const path = join(directory, name);
  writeFileSync(path, content);
  return path;
};

const SCOPES = ["https://www.googleapis.com/auth/androidenterprise"];

async function failureOf(auth: AndroidEnterpriseOptions["auth"]): Promise<TesseraError> {
  const client = new AndroidEnterprise({ auth, transport: tokenTransport(), retry: false });
  return (await rejection(client.users.generateAuthenticationToken(PARAMS))) as TesseraError;
}

/** Options by which a client of the library gets its responses from here. */
const responding = (body: unknown, status = 200, headers: Record<string, string> = {}) => ({
  retryConfig: { retry: 0 },
  fetchImplementation: (async () =>
    new Response(typeof body === "string" ? body : JSON.stringify(body), {
      status,
      headers: { "content-type": typeof body === "string" ? "text/html" : "application/json", ...headers },
    })) as typeof fetch,
});
const jwt = (transporterOptions: object) =>
  new JWT({ email: KEY.client_email, key: KEY.private_key, scopes: SCOPES, transporterOptions });
const keyed = (keyFile: string) => new GoogleAuth({ keyFile, scopes: SCOPES });

describe("a failure of a client that the user created says what it is", () => {
  it.each<[string, () => AndroidEnterpriseOptions["auth"], RegExp]>([
    ["a missing file", () => keyed("/no/such.json"), /\/no\/such\.json could not be read \(ENOENT\)/],
    ["a directory", () => keyed(directory), /could not be read \(EISDIR\)/],
    ["a file cut off", () => keyed(file("cut.json", `{"s3cret":`)), /not JSON|cut off/],
    ["a file without an account", () => keyed(file("no.json", "{}")), /has no key/],
    ["a P12 file", () => keyed(file("key.p12", "s3cret")), /P12/],
    ["no key", () => new JWT({ email: "e", scopes: SCOPES }), /has no key/],
    [
      "a damaged key",
      () => new JWT({ email: "e", key: "s3cret", scopes: SCOPES }),
      /damaged, cut off, or of a wrong kind/,
    ],
    ["nothing to refresh with", () => new OAuth2Client(), /neither a valid access token nor a refresh token/],
    ["a page", () => jwt(responding("<html>s3cret")), /sent no access token: check the proxy/],
    ["a page with a status", () => jwt(responding("<html>s3cret", 403)), /responded with 403.*web page/],
    [
      "a deleted key",
      () => jwt(responding({ error: "invalid_grant", error_description: "Invalid JWT Signature." }, 400)),
      /key was deleted/,
    ],
  ])("%s", async (_, make, message) => {
    const error = await failureOf(make());
    expect(error).toBeInstanceOf(AuthError);
    expect(error.message).toMatch(message);
    expect(shown(error)).not.toMatch(/s3cret|PRIVATE KEY/);
  });

  it("a throttle, with the wait that the server asked for", async () => {
    const error = await failureOf(jwt(responding({ error: "slow" }, 429, { "retry-after": "6" })));
    expect(error).toMatchObject({ kind: "rate_limited", status: 429, retryAfterMs: 6_000 });
  });

  it("a refusal that echoes the client's secrets, without them", async () => {
    const client = new OAuth2Client({
      clientId: "i",
      clientSecret: SECRET_CLIENT,
      transporterOptions: responding(
        { error: "invalid_grant", error_description: `${SECRET_CLIENT} ${SECRET_REFRESH}` },
        400,
      ),
    });
    client.setCredentials({ refresh_token: SECRET_REFRESH });
    const error = await failureOf(client);
    expect(error.message).toContain("[redacted]");
    expect(shown(error)).not.toMatch(/s3cret/);
  });
});

describe("the project of a token", () => {
  const issue = async (auth: AndroidEnterpriseOptions["auth"]) => {
    const provider = libraryProvider(auth);
    return (await provider?.getToken({ scopes: [], signal: new AbortController().signal }))?.project;
  };
  const token = responding({ access_token: "ya29.t", expires_in: 3_599 });

  it("is, for a client that the user created, its quota project, its own, or that of its account", async () => {
    const client = jwt(token);
    expect(await issue(client)).toBe("project");
    client.projectId = "of-the-client";
    expect(await issue(client)).toBe("of-the-client");
    client.quotaProjectId = "quota";
    expect(await issue(client)).toBe("quota");
    const source = new OAuth2Client({
      transporterOptions: responding({ accessToken: "t", expireTime: "2099-01-01T00:00:00Z" }),
    });
    source.setCredentials({ access_token: "s" });
    expect(
      await issue(new Impersonated({ sourceClient: source, targetPrincipal: "a@p-2.iam.gserviceaccount.com" })),
    ).toBe("p-2");
    expect(await issue({ getAccessToken: async () => "ya29.t" })).toBeUndefined();
  });

  it.each<[string, object, string | undefined, string | undefined]>([
    ["of a key file", { ...KEY, project_id: "own" }, undefined, "own"],
    ["for quota, of a key file", { ...KEY, quota_project_id: "quota" }, undefined, "quota"],
    ["for quota, by option", { ...KEY, quota_project_id: "quota" }, "option", "option"],
    ["of a user", USER, undefined, "quota-project"],
    ["of an impersonated account", impersonated(KEY), undefined, "other-project"],
    [
      "of one that workload identity impersonates",
      external({ file: file("token", "t") }, { service_account_impersonation_url: IMPERSONATION_URL }),
      undefined,
      "other-project",
    ],
  ])("is, with googleAuth, that %s", async (_, credentials, quotaProject, expected) => {
    const { requestToken } = await import("../../src/google/libraryTokens.js");
    const issued = await requestToken(
      { credentials, quotaProject },
      {
        transport: tokenTransport(),
        clock: { now: Date.now, monotonic: () => 0, sleep: () => () => {}, random: () => 0 },
        limiter: { take: (_request: LimitRequest) => undefined, refused: () => undefined },
        scopes: SCOPES,
        signal: new AbortController().signal,
      },
    );
    expect(issued.project).toBe(expected);
  });
});
