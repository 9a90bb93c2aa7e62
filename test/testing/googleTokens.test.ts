/** The emulated token endpoint of Google: `googleAuth()` from end to end, and what it refuses. */
import { createPrivateKey, createSign, generateKeyPairSync } from "node:crypto";
import { AndroidEnterprise, googleAuth, InvalidParamsError } from "tessera-sdk";
import {
  createEmulator,
  type EmulatedServiceAccountKey,
  type EmulatorResponse,
  ManualClock,
  startEmulator,
} from "tessera-sdk/testing";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { USER, ways } from "../support/emulators.js";

const HOUR = 3_600_000;
const READ_WRITE = "https://www.googleapis.com/auth/admin.directory.device.chromebrowsers";
const READ = `${READ_WRITE}.readonly`;
const TOKEN = "google.oauth2.token";
const LIST = "chromedirectory.enrollmentTokens.list";
const DEFAULT_EMAIL = "emulator@emulated-project.iam.gserviceaccount.com";
const GOOGLE = "https://oauth2.googleapis.com/token";

describe.each(ways)("$way, a service-account key", ({ open }) => {
  test("is exchanged for a token with the scope that the method needs, once for all calls", async () => {
    const { chromeAs, emulator, clock } = await open();
    const chrome = chromeAs(googleAuth({ credentials: await emulator.serviceAccountKey() }));
    await Promise.all([chrome.enrollmentTokens.list().toArray(), chrome.enrollmentTokens.list().toArray()]);
    expect(emulator.requests.map(({ endpoint }) => endpoint)).toEqual([TOKEN, LIST, LIST]);
    const issued = emulator.accessTokens.at(-1);
    expect(issued).toEqual({
      token: expect.stringMatching(/^ya29\./),
      scopes: [READ],
      clientEmail: DEFAULT_EMAIL,
      expiresAt: clock.now() + HOUR - 1_000,
    });
    expect(emulator.requests[1]?.headers.authorization).toBe(`Bearer ${issued?.token}`);
  });

  test("may act as a user, who is recorded with the token", async () => {
    const { chromeAs, emulator } = await open();
    const credentials = await emulator.serviceAccountKey({ clientEmail: "robot@other.iam.gserviceaccount.com" });
    const chrome = chromeAs(googleAuth({ credentials, subject: "admin@example.com" }));
    await chrome.enrollmentTokens.create();
    expect(emulator.accessTokens.at(-1)).toMatchObject({
      clientEmail: "robot@other.iam.gserviceaccount.com",
      subject: "admin@example.com",
      scopes: [READ_WRITE],
    });
  });

  test("gives a new token when the old one has expired on the clock that client and emulator share", async () => {
    const { chromeAs, emulator, clock } = await open();
    const auth = googleAuth({ credentials: await emulator.serviceAccountKey() });
    const chrome = chromeAs(auth, { clock });
    const tokenRequests = () => emulator.requests.filter(({ endpoint }) => endpoint === TOKEN).length;
    for (const expected of [1, 2, 3]) {
      await chrome.enrollmentTokens.list().toArray();
      await chrome.enrollmentTokens.list().toArray();
      expect(tokenRequests()).toBe(expected);
      await clock.advance(HOUR);
    }
  });

  test("that may not request the least scope is used with the next one", async () => {
    const { chromeAs, emulator } = await open();
    const credentials = await emulator.serviceAccountKey({ scopes: [READ_WRITE] });
    await chromeAs(googleAuth({ credentials })).enrollmentTokens.list().toArray();
    expect(emulator.requests.map(({ endpoint }) => endpoint)).toEqual([TOKEN, TOKEN, LIST]);
    expect(emulator.accessTokens.at(-1)?.scopes).toEqual([READ_WRITE]);
  });

  test("that may request no scope that suffices is refused, and not tried again", async () => {
    const { chromeAs, emulator } = await open();
    const credentials = await emulator.serviceAccountKey({ scopes: [READ] });
    await expect(chromeAs(googleAuth({ credentials })).enrollmentTokens.create()).rejects.toMatchObject({
      name: "AuthError",
      code: "unauthorized_client",
      status: 401,
    });
    expect(emulator.requests.map(({ endpoint }) => endpoint)).toEqual([TOKEN]);
  });

  test("is refused for what a fault says, and passes what is temporary", async () => {
    const { chromeAs, emulator } = await open();
    const auth = googleAuth({ credentials: await emulator.serviceAccountKey() });
    emulator.fail({ endpoint: TOKEN, status: 503 });
    emulator.fail({ endpoint: TOKEN, throttle: true });
    emulator.fail({ endpoint: TOKEN, drop: "after" });
    await chromeAs(auth).enrollmentTokens.list().toArray();
    const body = { error: "invalid_grant", error_description: "Invalid JWT Signature." };
    emulator.fail({ endpoint: TOKEN, status: 400, body });
    await expect(chromeAs(auth).enrollmentTokens.create()).rejects.toMatchObject({ code: "invalid_grant" });
    expect(emulator.requests.map(({ endpoint }) => endpoint)).toEqual([TOKEN, TOKEN, TOKEN, TOKEN, LIST, TOKEN]);
  });

  test("of another emulator is refused", async () => {
    const { chromeAs, emulator } = await open();
    const { token_uri } = await emulator.serviceAccountKey();
    const foreign = { ...(await createEmulator().serviceAccountKey()), token_uri };
    await expect(
      chromeAs(googleAuth({ credentials: foreign }))
        .enrollmentTokens.list()
        .toArray(),
    ).rejects.toMatchObject({ code: "invalid_grant", message: expect.stringContaining("Invalid JWT Signature.") });
  });

  test("gives a token that is refused where revokeToken() made it invalid, and then a new one", async () => {
    const { chromeAs, emulator } = await open();
    const chrome = chromeAs(googleAuth({ credentials: await emulator.serviceAccountKey() }));
    await chrome.enrollmentTokens.list().toArray();
    emulator.revokeToken(emulator.accessTokens.at(-1)?.token ?? "");
    await chrome.enrollmentTokens.list().toArray();
    expect(emulator.requests.map(({ endpoint }) => endpoint)).toEqual([TOKEN, LIST, LIST, TOKEN, LIST]);
  });
});

describe("a server's key", () => {
  test("leads to the server, also over the transport that needs no network", async () => {
    const emulator = await startEmulator();
    onTestFinished(() => emulator.close());
    const credentials = await emulator.serviceAccountKey();
    expect(new URL(credentials.token_uri).origin).toBe(emulator.url);
    for (const baseUrl of [undefined, emulator.baseUrls.androidEnterprise]) {
      const client = new AndroidEnterprise({
        auth: googleAuth({ credentials }),
        transport: emulator.transport,
        baseUrl,
      });
      await client.users.get(USER);
      expect(emulator.requests.map(({ endpoint }) => endpoint)).toEqual([TOKEN, "androidenterprise.users.get"]);
      emulator.requests.length = 0;
    }
  });

  test("takes the place of no service's own paths", async () => {
    const emulator = await startEmulator();
    onTestFinished(() => emulator.close());
    expect(Object.keys(emulator.baseUrls)).toEqual(["androidEnterprise", "chromeDirectory", "adobePass", "flowerDocs"]);
    await emulator.handle({ method: "POST", target: "/token", host: "proxy.example.com", headers: {}, body: "" });
    expect(emulator.requests.at(-1)).not.toHaveProperty("endpoint");
  });
});

test("a key has what a downloaded one has, and a real RSA key", async () => {
  const emulator = createEmulator({ services: [] });
  const key = await emulator.serviceAccountKey({ clientEmail: "robot@my-project.iam.gserviceaccount.com" });
  expect(key).toEqual({
    type: "service_account",
    project_id: "my-project",
    private_key_id: expect.stringMatching(/^[0-9a-f]{32}$/),
    private_key: expect.stringMatching(
      /^-----BEGIN PRIVATE KEY-----\n(?:[\w+/=]{1,64}\n)+-----END PRIVATE KEY-----\n$/,
    ),
    client_email: "robot@my-project.iam.gserviceaccount.com",
    client_id: expect.stringMatching(/^\d+$/),
    auth_uri: "https://accounts.google.com/o/oauth2/auth",
    token_uri: GOOGLE,
    universe_domain: "googleapis.com",
  });
  const { asymmetricKeyType, asymmetricKeyDetails } = createPrivateKey(key.private_key);
  expect([asymmetricKeyType, asymmetricKeyDetails?.modulusLength]).toEqual(["rsa", 2_048]);
});

test.each<[string, object, string]>([
  ["a misspelled option", { clientEmial: "a@b.example" }, "clientEmial"],
  ["a name in place of an address", { clientEmail: "robot" }, "clientEmail"],
  ["scopes as text", { scopes: READ }, "scopes"],
])("a key with %s is refused", async (_, options, path) => {
  const error = await createEmulator()
    .serviceAccountKey(options)
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(InvalidParamsError);
  expect((error as InvalidParamsError).issues.map((issue) => issue.path)).toEqual([path]);
});

describe("the token endpoint", () => {
  const clock = new ManualClock({ now: 1_800_000_000_000 });
  const now = clock.now() / 1_000;
  const emulator = createEmulator({ clock });
  const stranger = generateKeyPairSync("rsa", { modulusLength: 2_048 }).privateKey;
  let key: EmulatedServiceAccountKey;
  beforeAll(async () => {
    await emulator.serviceAccountKey({ clientEmail: "narrow@p.iam.gserviceaccount.com", scopes: [READ] });
    key = await emulator.serviceAccountKey();
  });

  interface Variant {
    header?: object;
    claims?: object;
    signedWith?: typeof stranger;
    form?: Record<string, string>;
    contentType?: string;
    assertion?: string;
  }

  const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

  function assertionOf({ header = {}, claims = {}, signedWith }: Variant): string {
    const given = { iss: DEFAULT_EMAIL, scope: READ, aud: GOOGLE, iat: now, exp: now + 3_600, ...claims };
    const signed = `${encoded({ alg: "RS256", typ: "JWT", ...header })}.${encoded(given)}`;
    return `${signed}.${createSign("RSA-SHA256")
      .update(signed)
      .sign(signedWith ?? key.private_key, "base64url")}`;
  }

  async function post(variant: Variant): Promise<{ status: number; json: Record<string, unknown> }> {
    const form = {
      grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
      assertion: variant.assertion ?? assertionOf(variant),
      ...variant.form,
    };
    const outcome = await emulator.handle({
      method: "POST",
      target: "/token",
      host: "oauth2.googleapis.com",
      headers: { "content-type": variant.contentType ?? "application/x-www-form-urlencoded" },
      body: String(new URLSearchParams(form)),
    });
    const { status, body } = outcome as EmulatorResponse;
    return { status, json: JSON.parse(body) };
  }

  test.each<[string, Variant]>([
    ["as Google documents it", {}],
    ["with several scopes", { claims: { scope: `${READ} ${READ_WRITE}` } }],
    ["from a clock that is a little ahead", { claims: { iat: now + 299, exp: now + 3_899 } }],
    ["that is almost an hour old", { claims: { iat: now - 3_599, exp: now + 1 } }],
    ["with the id of its key", { header: { kid: "any" } }],
  ])("takes an assertion %s", async (_, variant) => {
    const { status, json } = await post(variant);
    expect({ status, json }).toEqual({
      status: 200,
      json: { access_token: emulator.accessTokens.at(-1)?.token, expires_in: 3_599, token_type: "Bearer" },
    });
    expect(emulator.accessTokens.at(-1)?.scopes).toEqual(
      (variant.claims as { scope?: string } | undefined)?.scope?.split(" ") ?? [READ],
    );
  });

  const TIMES = /^Invalid JWT: Token must be a short-lived token \(60 minutes\) and in a reasonable timeframe\./;

  test.each<[string, Variant, number, string, RegExp]>([
    ["a signature of another key", { signedWith: stranger }, 400, "invalid_grant", /^Invalid JWT Signature\.$/],
    ["another algorithm", { header: { alg: "none" } }, 400, "invalid_grant", /RS256/],
    ["no JWT", { assertion: "abc" }, 400, "invalid_grant", /three parts/],
    ["a JWT that is not JSON", { assertion: "e30.!!.x" }, 400, "invalid_grant", /three parts/],
    ["a JWT of null", { assertion: `${encoded({ alg: "RS256" })}.bnVsbA.x` }, 400, "invalid_grant", /three parts/],
    ["an unknown account", { claims: { iss: "x@y.example" } }, 400, "invalid_grant", /account not found/],
    ["no account", { claims: { iss: undefined } }, 400, "invalid_grant", /account not found/],
    [
      "another audience",
      { claims: { aud: "https://x.example/token" } },
      400,
      "invalid_grant",
      /right audience is https:/,
    ],
    ["no expiry", { claims: { exp: undefined } }, 400, "invalid_grant", TIMES],
    ["no time of issue", { claims: { iat: undefined } }, 400, "invalid_grant", TIMES],
    ["times as text", { claims: { iat: String(now), exp: String(now + 60) } }, 400, "invalid_grant", TIMES],
    ["an assertion that has expired", { claims: { iat: now - 3_600, exp: now } }, 400, "invalid_grant", TIMES],
    ["an assertion of the future", { claims: { iat: now + 301, exp: now + 900 } }, 400, "invalid_grant", TIMES],
    ["a lifetime above an hour", { claims: { exp: now + 3_601 } }, 400, "invalid_grant", TIMES],
    [
      "a subject that is not an address",
      { claims: { sub: "admin" } },
      400,
      "invalid_grant",
      /^Invalid email or User ID$/,
    ],
    ["no scope", { claims: { scope: undefined } }, 400, "invalid_scope", /^Invalid OAuth scope/],
    ["an empty scope", { claims: { scope: " " } }, 400, "invalid_scope", /^Invalid OAuth scope/],
    [
      "a scope that the account may not request",
      { claims: { iss: "narrow@p.iam.gserviceaccount.com", scope: `${READ} ${READ_WRITE}` } },
      401,
      "unauthorized_client",
      /^Client is unauthorized/,
    ],
    ["no grant type", { form: { grant_type: "" } }, 400, "invalid_request", /missing: grant_type$/],
    ["no assertion", { form: { assertion: "" } }, 400, "invalid_request", /missing: assertion$/],
    ["another grant", { form: { grant_type: "password" } }, 400, "unsupported_grant_type", /: password$/],
    [
      "an OAuth client's grant",
      { form: { grant_type: "refresh_token" } },
      401,
      "invalid_client",
      /client was not found/,
    ],
    ["a body that is not a form", { contentType: "application/json" }, 400, "invalid_request", /form/],
  ])("refuses %s", async (_, variant, status, error, description) => {
    const before = emulator.accessTokens.length;
    expect(await post(variant)).toEqual({
      status,
      json: { error, error_description: expect.stringMatching(description) },
    });
    expect(emulator.accessTokens).toHaveLength(before);
  });
});
