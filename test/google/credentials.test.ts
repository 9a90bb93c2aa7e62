import { generateKeyPairSync } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AuthError, type TesseraError } from "tessera-sdk";
import { AndroidEnterprise, googleAuth } from "tessera-sdk/android-enterprise";
import { ManualClock } from "tessera-sdk/testing";
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { USER as PARAMS } from "../support/clients.js";
import { EXTERNAL_USER, external, IMPERSONATION_URL, impersonated, USER } from "../support/credentials.js";
import { rejection } from "../support/promises.js";
import { KEY, readAssertion, TOKEN_URL } from "../support/serviceAccount.js";
import { shown } from "../support/shown.js";
import { type TokenResponse, tokenTransport } from "../support/tokenTransport.js";

const directory = mkdtempSync(join(tmpdir(), "tessera-"));
afterAll(() => rmSync(directory, { recursive: true }));
beforeEach(() => {
  for (const name of [
    "GOOGLE_APPLICATION_CREDENTIALS",
    "google_application_credentials",
    "GOOGLE_CLOUD_QUOTA_PROJECT",
  ]) {
    vi.stubEnv(name, undefined);
  }
});
afterEach(() => vi.unstubAllEnvs());

function fileOf(name: string, content: string | Uint8Array): string {
  const path = join(directory, name);
  writeFileSync(path, content);
  return path;
}

async function issued(auth: ReturnType<typeof googleAuth>, respond?: TokenResponse) {
  const transport = tokenTransport(() => respond);
  const client = new AndroidEnterprise({ auth, transport, retry: false });
  await client.users.generateAuthenticationToken(PARAMS);
  return transport;
}

const failureOf = async (auth: ReturnType<typeof googleAuth>, respond?: TokenResponse) =>
  (await rejection(issued(auth, respond))) as TesseraError;

const pkcs1 = (bits: number) =>
  generateKeyPairSync("rsa", {
    modulusLength: bits,
    privateKeyEncoding: { type: "pkcs1", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });
const ec = generateKeyPairSync("ec", {
  namedCurve: "P-256",
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});
const encrypted = generateKeyPairSync("rsa", {
  modulusLength: 2_048,
  privateKeyEncoding: { type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "s3cret" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});
const withKey = (private_key: unknown) => ({ ...KEY, private_key });
const text = JSON.stringify(KEY);

/** The three ways in, for a key file's text. */
const ways: [string, (content: string | Uint8Array) => ReturnType<typeof googleAuth>][] = [
  ["keyFile", (content) => googleAuth({ keyFile: fileOf("key.json", content) })],
  [
    "GOOGLE_APPLICATION_CREDENTIALS",
    (content) => {
      vi.stubEnv("GOOGLE_APPLICATION_CREDENTIALS", fileOf("default.json", content));
      return googleAuth();
    },
  ],
];

describe("a key that was changed on its way simply works", () => {
  const variants: [string, string][] = [
    ["escaped line breaks", KEY.private_key.replaceAll("\n", "\\n")],
    ["line breaks escaped twice", KEY.private_key.replaceAll("\n", "\\\\n")],
    ["Windows line breaks", KEY.private_key.replaceAll("\n", "\r\n")],
    ["escaped Windows line breaks", KEY.private_key.replaceAll("\n", "\\r\\n")],
    ["spaces for line breaks", KEY.private_key.trim().replaceAll("\n", " ")],
    ["no line breaks at its ends", KEY.private_key.trim()],
    ["quotes around it", `"${KEY.private_key}"`],
  ];
  const genuine = async (auth: ReturnType<typeof googleAuth>) => {
    const { tokenRequests } = await issued(auth);
    const assertion = new URLSearchParams(String(tokenRequests[0]?.body)).get("assertion") ?? "";
    expect(readAssertion(assertion).genuine).toBe(true);
  };

  it.each(variants)("%s", async (_, key) => {
    await genuine(googleAuth({ credentials: withKey(key) }));
    for (const [, make] of ways) await genuine(make(JSON.stringify(withKey(key))));
    await genuine(googleAuth({ credentials: { client_email: KEY.client_email, private_key: key } }));
  });

  it.each<[string, string | Uint8Array]>([
    ["a byte order mark", `\ufeff${text}`],
    ["UTF-16, little endian", Buffer.from(`\ufeff${text}`, "utf16le")],
    ["UTF-16, big endian", Buffer.from(`\ufeff${text}`, "utf16le").swap16()],
    ["white space around it", `\r\n ${text}\r\n\0`.replace("\0", "")],
  ])("%s", async (_, content) => {
    for (const [, make] of ways) await genuine(make(content));
  });

  it("is not changed in the caller's object", async () => {
    const credentials = Object.freeze(withKey(KEY.private_key.replaceAll("\n", "\\n")));
    await genuine(googleAuth({ credentials }));
  });
});

describe("the `token_uri` of a key", () => {
  const requestOf = async (token_uri: string | undefined, clock?: ManualClock) => {
    const transport = tokenTransport();
    const auth = googleAuth({ credentials: { ...KEY, token_uri } });
    const client = new AndroidEnterprise({ auth, transport, retry: false, clock });
    await client.users.generateAuthenticationToken(PARAMS);
    const { url = "", body } = transport.tokenRequests[0] ?? {};
    return { url, claims: readAssertion(new URLSearchParams(String(body)).get("assertion") ?? "").claims };
  };

  it.each(["https://tokens.example.com/token", "http://127.0.0.1:1/token", "https://googleapis.com.example/token"])(
    "%s gets the token request, for which alone the assertion is valid",
    async (uri) => {
      const { url, claims } = await requestOf(uri);
      expect([url, claims.aud]).toEqual([uri, uri]);
    },
  );

  it.each([
    undefined,
    TOKEN_URL,
    "https://accounts.google.com/o/oauth2/token",
    "https://www.googleapis.com/oauth2/v4/token",
  ])("%s is Google's, which has one address today", async (uri) => {
    const { url, claims } = await requestOf(uri);
    expect([url, claims.aud]).toEqual([TOKEN_URL, TOKEN_URL]);
  });

  it("gets an assertion of an hour by the client's clock", async () => {
    const clock = new ManualClock({ now: 1_800_000_000_999 });
    const { claims } = await requestOf(undefined, clock);
    expect([claims.iat, claims.exp]).toEqual([1_800_000_000, 1_800_003_600]);
  });
});

describe.each(ways)("a file by %s that is not a key file", (way, make) => {
  it.each<[string, string | Uint8Array, RegExp]>([
    ["empty", "", /is empty/],
    ["blank, with a byte order mark", "\ufeff \n", /is empty/],
    ["text", "s3cret", /is not JSON/],
    ["cut off", text.slice(0, 200), /cut off/],
    ["JSON with raw line breaks in the key", text.replaceAll("\\n", "\n"), /line breaks in `private_key`/],
    ["PEM", KEY.private_key, /is a PEM file.*JSON key/],
    ["PEM after attributes", `Bag Attributes\n  friendlyName: privatekey\n${KEY.private_key}`, /is a PEM file/],
    ["P12", Buffer.from("3082099f020103308209", "hex"), /is a P12 or DER file.*JSON key/],
    ["a page", "<!DOCTYPE html><p>s3cret", /web page/],
    ["Base64", Buffer.from(text).toString("base64"), /Base64/],
    ["JSON within JSON", JSON.stringify(text), /JSON within JSON/],
    ["a list", "[]", /must hold a JSON object/],
    ["null", "null", /must hold a JSON object/],
  ])("says so: %s", async (_, content, message) => {
    const error = await failureOf(make(content));
    expect(error).toBeInstanceOf(AuthError);
    expect(error).toMatchObject({ kind: "unauthenticated", attempts: 0 });
    expect(error.message).toMatch(message);
    expect(error.message).toContain(join(directory, way === "keyFile" ? "key.json" : "default.json"));
    if (way !== "keyFile") expect(error.message).toContain(way);
    expect(shown(error)).not.toMatch(/s3cret|PRIVATE KEY-|MII|robot@/);
  });
});

describe("a path that leads to no file", () => {
  it.each<[string, () => string, RegExp]>([
    ["missing", () => join(directory, "none.json"), /none\.json.*could not be read \(ENOENT\): there is no such file/],
    ["below a file", () => join(fileOf("a", ""), "b.json"), /could not be read \(ENOTDIR\)/],
    ["a directory", () => directory, /could not be read \(EISDIR\): it is a directory/],
    ["relative", () => "no/such.json", /\/no\/such\.json.*relative to the working directory/],
    ["with a tilde", () => "~/key.json", /`~` is not expanded/],
    ["in quotes", () => '"/etc/key.json"', /Remove the quotes/],
    ["a URL", () => "file:///etc/key.json", /not a URL/],
  ])("says so: %s", async (_, path, message) => {
    expect((await failureOf(googleAuth({ keyFile: path() }))).message).toMatch(message);
    vi.stubEnv("GOOGLE_APPLICATION_CREDENTIALS", path());
    const error = await failureOf(googleAuth());
    expect(error.message).toMatch(message);
    expect(error.message).toContain("GOOGLE_APPLICATION_CREDENTIALS");
  });

  it.each([
    ["the JSON itself", text],
    ["the JSON in quotes", `'${text}'`],
    ["a key", KEY.private_key],
    ["an API key", "AIzaSys3cret-api-key-of-a-project-0000"],
    ["an access token", "ya29.s3cret"],
    ["the JSON in Base64", Buffer.from(text).toString("base64")],
  ])("is never shown where it is a secret: %s", async (_, secret) => {
    vi.stubEnv("GOOGLE_APPLICATION_CREDENTIALS", secret);
    for (const auth of [googleAuth({ keyFile: secret }), googleAuth()]) {
      const error = await failureOf(auth);
      expect(error.message).toMatch(/must be the path of a key file/);
      expect(shown(error)).not.toMatch(/s3cret|PRIVATE KEY|robot@/);
      expect(shown(error)).not.toContain(secret.slice(0, 40));
    }
  });

  it.skipIf(process.getuid?.() === 0)("is one that this process may not read (root may read all)", async () => {
    const keyFile = fileOf("locked.json", text);
    chmodSync(keyFile, 0);
    expect((await failureOf(googleAuth({ keyFile }))).message).toMatch(/\(EACCES\): this process may not read it/);
  });
});

describe("credentials that are something else", () => {
  const broken = KEY.private_key.split("\n");
  const executable = (command: string) => external({ executable: { command } });
  const circle: Record<string, unknown> = { ...impersonated({}) };
  circle.source_credentials = circle;

  it.each<[string, object, RegExp]>([
    ["an OAuth client for desktops", { installed: { client_id: "i", client_secret: "s3cret" } }, /OAuth client/],
    ["an OAuth client for the web", { web: { client_id: "i", client_secret: "s3cret" } }, /OAuth client/],
    ["a token response", { access_token: "s3cret", expires_in: 1 }, /token response: pass its access token as `auth`/],
    ["an API key", { key: "AIza-s3cret" }, /API key/],
    ["an API key in camel case", { apiKey: "AIza-s3cret" }, /API key/],
    ["the configuration of an app", { project_info: {}, client: [] }, /configuration of an app/],
    ["an imported module", { default: KEY }, /`default`/],
    ["in camel case", { clientEmail: "s3cret@example.com", privateKey: "s3cret" }, /`client_email` and `private_key`/],
    ["of an unknown type", { type: "s3cret" }, /unknown `type`.*service_account, authorized_user/],
    ["of a type that is not text", { type: ["service_account"] }, /unknown `type`/],
    ["of an inherited name", { type: "constructor" }, /unknown `type`/],
    ["of Google Distributed Cloud", { type: "gdch_service_account" }, /Google Distributed Cloud/],
    ["empty", {}, /empty object/],
    ["a list", [KEY], /must be the parsed content of a key file/],
    ["a client of the library", { getAccessToken: async () => "s3cret" }, /pass it as `auth` itself/],
    ["without `client_email`", { ...KEY, client_email: undefined }, /has no `client_email`/],
    ["without `private_key`", { ...KEY, private_key: undefined }, /has no `private_key`/],
    ["with a `token_uri` that is not a URL", { ...KEY, token_uri: "s3cret" }, /`token_uri`.* not an https URL/],
    ["with a `token_uri` that is not text", { ...KEY, token_uri: null }, /`token_uri`.* not an https URL/],
    [
      "with a plain `token_uri`",
      { ...KEY, token_uri: "http://s3cret.example/token" },
      /`token_uri`.* not an https URL/,
    ],
    ["with an empty `private_key`", withKey(" "), /has no `private_key`/],
    ["with a key that is not text", withKey({ s3cret: 1 }), /has no `private_key`/],
    ["with a key that is not PEM", withKey("s3cret-of-the-key"), /`private_key` of `credentials` is not a PEM key/],
    ["with a key that lacks its end", withKey(broken.slice(0, 9).join("\n")), /is cut off: its end is missing/],
    [
      "with a key that lacks lines",
      withKey([...broken.slice(0, 5), ...broken.slice(-2)].join("\n")),
      /damaged or cut off/,
    ],
    ["with an elliptic key", withKey(ec.privateKey), /is of the type ec/],
    ["with a public key", withKey(ec.publicKey), /is a public key/],
    ["with an encrypted key", withKey(encrypted.privateKey), /is encrypted/],
    ["of a user, without its sign-in", { ...USER, refresh_token: undefined }, /has no `refresh_token`.*gcloud auth/],
    ["of a user, without its client", { ...USER, client_id: "" }, /has no `client_id`/],
    ["of a workforce user, without its sign-in", { ...EXTERNAL_USER, refresh_token: 1 }, /has no `refresh_token`/],
    ["an impersonation without a source", impersonated(undefined as never), /has no `source_credentials`/],
    ["an impersonation by an empty source", impersonated({}), /`source_credentials` is an empty object/],
    ["an impersonation by a broken source", impersonated(withKey("s3cret")), /`source_credentials` is not a PEM key/],
    ["an impersonation of itself", circle, /within one another/],
    [
      "an impersonation of nobody",
      { ...impersonated(KEY), service_account_impersonation_url: "https://example.com/s3cret" },
      /`service_account_impersonation_url`/,
    ],
    ["workload identity without an audience", external({ file: "f" }, { audience: undefined }), /has no `audience`/],
    ["workload identity without a source", external(undefined as never), /has no `credential_source`/],
    ["workload identity with an empty source", external({}), /has no `credential_source`/],
    ["workload identity with a bad URL", external({ url: "s3cret" }), /`credential_source\.url`.* not a URL/],
    [
      "workload identity with a bad token URL",
      external({ file: "f" }, { token_url: "s3cret" }),
      /`token_url`.* not a URL/,
    ],
    ["workload identity by a missing file", external({ file: "/no/such/token" }), /\/no\/such\/token,.*\(ENOENT\)/],
    ["workload identity by a directory", external({ file: directory }), /is not a file/],
    ["workload identity by an empty file", external({ file: fileOf("empty", "") }), /is empty/],
    [
      "workload identity by a file that is not JSON",
      external({ file: fileOf("text", "s3cret"), format: { type: "json", subject_token_field_name: "token" } }),
      /is not JSON/,
    ],
    [
      "workload identity by a file without the field",
      external({ file: fileOf("json", '{"s3cret":1}'), format: { type: "json", subject_token_field_name: "token" } }),
      /no token in its field `token`/,
    ],
    ["workload identity by a missing executable", executable("/no/such/program"), /cannot be run \(ENOENT\)/],
    ["workload identity by a file that is not executable", executable(directory), /cannot be run \(EACCES\)/],
    ["workload identity by one that fails", executable(`${process.execPath} -e process.exit(7)`), /failed \(7\)/],
    [
      "workload identity by one that writes no JSON",
      executable(`${process.execPath} -p "'s3cret'"`),
      /not a JSON object/,
    ],
    ["workload identity by one that writes other JSON", executable(`${process.execPath} -p '{}'`), /lacks `version`/],
    [
      "workload identity by one that has no token",
      executable(
        `${process.execPath} ${fileOf("no.cjs", `console.log('{"version":1,"success":false,"code":"401","message":"s3cret"}')`)}`,
      ),
      /has no token \(401\)/,
    ],
    [
      "workload identity by one with a token that has expired",
      executable(
        `${process.execPath} ${fileOf("old.cjs", `console.log('{"version":1,"success":true,"id_token":"s3cret","token_type":"urn:ietf:params:oauth:token-type:jwt","expiration_time":1}')`)}`,
      ),
      /expired/,
    ],
    [
      "AWS without a region",
      external({ environment_id: "aws1", regional_cred_verification_url: "https://e" }),
      /AWS_REGION/,
    ],
  ])("say so: %s", async (_, credentials, message) => {
    vi.stubEnv("GOOGLE_EXTERNAL_ACCOUNT_ALLOW_EXECUTABLES", "1");
    for (const name of ["AWS_REGION", "AWS_DEFAULT_REGION", "AWS_ACCESS_KEY_ID"]) vi.stubEnv(name, undefined);
    const error = await failureOf(googleAuth({ credentials }));
    expect(error).toBeInstanceOf(AuthError);
    expect(error).toMatchObject({ kind: "unauthenticated", attempts: 0 });
    expect(error.message).toMatch(message);
    expect(shown(error)).not.toMatch(/s3cret|PRIVATE KEY-----\n|MII/);
  });

  it("say which variable allows an executable", async () => {
    vi.stubEnv("GOOGLE_EXTERNAL_ACCOUNT_ALLOW_EXECUTABLES", undefined);
    const error = await failureOf(googleAuth({ credentials: executable("true") }));
    expect(error.message).toMatch(/Set GOOGLE_EXTERNAL_ACCOUNT_ALLOW_EXECUTABLES to 1/);
  });

  it.each([
    ["a key in the older PEM form", pkcs1(2_048).privateKey],
    ["a key of 4096 bits", pkcs1(4_096).privateKey],
  ])("work with %s", async (_, key) => {
    expect((await issued(googleAuth({ credentials: withKey(key) }))).calls).toHaveLength(1);
  });
});

describe("a refusal says what to do", () => {
  const hour = 3_600_000;
  const refused = (error: string, error_description: string, ms = 0): TokenResponse => ({
    status: 400,
    headers: { date: new Date(Date.now() + ms).toUTCString() },
    body: { error, error_description },
  });
  const api = (status: number, code: string, message: string): TokenResponse => ({
    status,
    body: { error: { code: status, status: code, message } },
  });

  it.each<[string, object, TokenResponse, RegExp]>([
    [
      "a clock that is behind",
      KEY,
      refused(
        "invalid_grant",
        "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe.",
        hour,
      ),
      /clock of this machine is wrong.*60 min behind/,
    ],
    [
      "a clock that is ahead",
      KEY,
      refused("invalid_grant", "Token must be a short-lived token", -2 * hour),
      /120 min ahead/,
    ],
    ["a deleted key", KEY, refused("invalid_grant", "Invalid JWT Signature."), /key was deleted/],
    ["a deleted account", KEY, refused("invalid_grant", "Invalid grant: account not found"), /account was deleted/],
    ["a disabled account", KEY, refused("disabled_client", "The OAuth client was disabled."), /was disabled/],
    ["an unknown subject", KEY, refused("invalid_grant", "Invalid email or User ID"), /`subject` is not a user/],
    ["an unknown reason", KEY, refused("invalid_grant", "Bad."), /Check that the key or sign-in still exists/],
    ["no delegation", KEY, refused("unauthorized_client", "Client is unauthorized."), /domain-wide delegation/],
    ["a revoked sign-in", USER, refused("invalid_grant", "Token has been expired or revoked."), /revoked.*gcloud auth/],
    [
      "a sign-in that must be renewed",
      USER,
      refused("invalid_grant", "reauth related error (invalid_rapt)"),
      /new sign-in/,
    ],
    ["a deleted client", USER, refused("deleted_client", "The OAuth client was deleted."), /OAuth client was deleted/],
    ["a wrong client secret", USER, refused("invalid_client", "Unauthorized"), /client's id or secret/],
    [
      "a subject token that is not accepted",
      external({ file: fileOf("t", "t") }),
      refused("invalid_grant", "The given credential is rejected by the attribute condition."),
      /workload identity pool/,
    ],
    [
      "a wrong audience",
      external({ file: fileOf("t", "t") }),
      refused("invalid_request", 'Invalid value for "audience".'),
      /audience/,
    ],
    [
      "no right to impersonate",
      external({ file: fileOf("t", "t") }, { service_account_impersonation_url: IMPERSONATION_URL }),
      api(
        403,
        "PERMISSION_DENIED",
        "Permission 'iam.serviceAccounts.getAccessToken' denied on resource (or it may not exist).",
      ),
      /serviceAccountTokenCreator/,
    ],
    [
      "nobody to impersonate",
      impersonated(USER),
      api(404, "NOT_FOUND", "Not found; Gaia id not found"),
      /does not exist/,
    ],
  ])("%s", async (_, credentials, response, message) => {
    const impersonates = JSON.stringify(credentials).includes("generateAccessToken");
    const transport = tokenTransport(({ url }) =>
      impersonates && !url.endsWith(":generateAccessToken") ? undefined : response,
    );
    const client = new AndroidEnterprise({ auth: googleAuth({ credentials }), transport });
    const error = (await rejection(client.users.generateAuthenticationToken(PARAMS))) as TesseraError;
    expect(error).toBeInstanceOf(AuthError);
    expect(error.message).toMatch(message);
    expect(error).toMatchObject({ status: response.status, kind: "unauthenticated" });
    expect(transport.calls).toEqual([]);
  });
});
