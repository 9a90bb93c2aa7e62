import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GoogleAuth, JWT, OAuth2Client } from "google-auth-library";
import { HttpResponse } from "msw";
import { AuthError, fetchTransport, InvalidParamsError, type TesseraError, type Transport } from "tessera-sdk";
import { AndroidEnterprise, type AndroidEnterpriseOptions, googleAuth } from "tessera-sdk/android-enterprise";
import { ChromeDirectory } from "tessera-sdk/chrome-directory";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { USER } from "../support/clients.js";
import { DrivenClock } from "../support/drivenClock.js";
import { rejection, until } from "../support/promises.js";
import { scripted } from "../support/scripted.js";
import { googleServer, KEY, readAssertion, refusal, TOKEN_URL } from "../support/serviceAccount.js";
import { shown } from "../support/shown.js";

const SCOPE = "https://www.googleapis.com/auth/androidenterprise";
const READ_WRITE = "https://www.googleapis.com/auth/admin.directory.device.chromebrowsers";
const READ_ONLY = `${READ_WRITE}.readonly`;
const USER_CREDENTIALS = {
  type: "authorized_user",
  client_id: "client.apps.googleusercontent.com",
  client_secret: "s3cret-of-the-client",
  refresh_token: "s3cret-refresh-token",
};

const google = googleServer();
const directory = mkdtempSync(join(tmpdir(), "tessera-"));

beforeAll(() => google.listen());
afterAll(() => {
  google.close();
  rmSync(directory, { recursive: true });
});
afterEach(() => {
  google.reset();
  vi.unstubAllEnvs();
  vi.useRealTimers();
});

function fileOf(name: string, content: string): string {
  const path = join(directory, name);
  writeFileSync(path, content);
  return path;
}

function enterprise(auth: AndroidEnterpriseOptions["auth"], options: Partial<AndroidEnterpriseOptions> = {}) {
  const client = new AndroidEnterprise({ auth, transport: fetchTransport(), ...options });
  return (callOptions = {}) => client.users.generateAuthenticationToken(USER, callOptions);
}

function chrome(auth: AndroidEnterpriseOptions["auth"]) {
  const client = new ChromeDirectory({ auth, transport: fetchTransport() });
  return () => client.enrollmentTokens.list().toArray();
}

/** Something to wait for, and what ends the wait. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

const scopesAsked = () => google.tokenRequests.map(({ assertion }) => assertion?.claims.scope);
const apiHeader = (name: string) => google.emulator.requests.map(({ headers }) => headers[name]);

describe("the token request", () => {
  it("carries an assertion that the key has signed, for the scope that the method needs", async () => {
    const before = Math.floor(Date.now() / 1_000);
    await enterprise(googleAuth({ credentials: KEY }))();

    expect(google.tokenRequests).toHaveLength(1);
    const { form, assertion } = google.tokenRequests[0] ?? {};
    expect(form).toEqual({
      grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
      assertion: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
    });
    expect(assertion?.genuine).toBe(true);
    expect(assertion?.header).toMatchObject({ alg: "RS256" });
    const { iat, exp, ...claims } = assertion?.claims ?? {};
    expect(claims).toEqual({ iss: KEY.client_email, aud: TOKEN_URL, scope: SCOPE });
    expect(Number(iat)).toBeGreaterThanOrEqual(before);
    expect(Number(iat)).toBeLessThanOrEqual(Math.ceil(Date.now() / 1_000));
    expect(Number(exp) - Number(iat)).toBeGreaterThan(0);
    expect(Number(exp) - Number(iat)).toBeLessThanOrEqual(3_600);
    expect(apiHeader("authorization")).toEqual([`Bearer ${google.issued[0]}`]);
  });

  it.each([
    ["a service account", KEY],
    ["a user", USER_CREDENTIALS],
  ])("declares its body to be a form, for %s", async (_, credentials) => {
    await enterprise(googleAuth({ credentials }))();
    expect(google.tokenRequests[0]?.contentType).toMatch(/^application\/x-www-form-urlencoded\b/);
  });

  it("acts for `subject`", async () => {
    await enterprise(googleAuth({ credentials: KEY, subject: "admin@example.com" }))();
    expect(google.tokenRequests[0]?.assertion).toMatchObject({ genuine: true, claims: { sub: "admin@example.com" } });
  });

  it("asks for `scopes` in place of what the method needs", async () => {
    const scopes = [SCOPE, "https://www.googleapis.com/auth/userinfo.email"];
    await enterprise(googleAuth({ credentials: KEY, scopes }))();
    expect(scopesAsked()).toEqual([scopes.join(" ")]);
  });

  it("is made once for ten concurrent calls, and its token kept", async () => {
    const call = enterprise(googleAuth({ credentials: KEY }));
    await Promise.all(Array.from({ length: 10 }, () => call()));
    await call();
    expect(google.tokenRequests).toHaveLength(1);
    expect(apiHeader("authorization")).toEqual(Array(11).fill(`Bearer ${google.issued[0]}`));
  });

  it("goes on for the others when waiters are cancelled", async () => {
    const call = enterprise(googleAuth({ credentials: KEY }));
    const { opened, open } = gate();
    google.faults.push(async () => {
      await opened;
      return HttpResponse.json({ access_token: google.emulator.issueToken(), expires_in: 3_599 });
    });
    const controller = new AbortController();
    const cancelled = [rejection(call({ signal: controller.signal })), rejection(call({ signal: controller.signal }))];
    const others = [call(), call()];
    await until(() => google.tokenRequests.length > 0);
    controller.abort("left");
    expect(await Promise.all(cancelled)).toEqual(["left", "left"]);
    open();
    for (const { token } of await Promise.all(others)) expect(token).toBeTypeOf("string");
    expect(google.tokenRequests).toHaveLength(1);
    expect(google.emulator.requests).toHaveLength(2);
  });

  it("is given up when every waiter has left, which does not harm the next call", async () => {
    const call = enterprise(googleAuth({ credentials: KEY }));
    const { opened, open } = gate();
    google.faults.push(async () => {
      await opened;
      return HttpResponse.error();
    });
    const controller = new AbortController();
    const cancelled = rejection(call({ signal: controller.signal }));
    await until(() => google.tokenRequests.length > 0);
    controller.abort("left");
    expect(await cancelled).toBe("left");
    await call();
    open();
    expect(google.tokenRequests).toHaveLength(2);
  });

  it("is made again five minutes before the token expires", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const call = enterprise(googleAuth({ credentials: KEY }));
    const start = Date.now();
    await call();
    vi.setSystemTime(start + 3_599_000 - 301_000);
    await call();
    expect(google.tokenRequests).toHaveLength(1);
    vi.setSystemTime(start + 3_599_000 - 299_000);
    await call();
    expect(apiHeader("authorization").at(-1)).toBe(`Bearer ${google.issued[1]}`);
  });

  it("goes through the client's transport", async () => {
    const transport = scripted({ body: { access_token: "ya29.t", expires_in: 3_599 } }, { body: { token: "issued" } });
    expect(await enterprise(googleAuth({ credentials: KEY }), { transport })()).toMatchObject({ token: "issued" });
    const [asked, called] = transport.sent;
    expect(asked).toMatchObject({ method: "POST", url: TOKEN_URL });
    expect(asked?.headers["content-type"]).toMatch(/^application\/x-www-form-urlencoded\b/);
    expect(readAssertion(new URLSearchParams(asked?.body).get("assertion") ?? "").genuine).toBe(true);
    expect(called?.headers.authorization).toBe("Bearer ya29.t");
    expect(google.tokenRequests).toEqual([]);
  });
});

describe("where the credentials come from", () => {
  it("reads `keyFile`", async () => {
    await enterprise(googleAuth({ keyFile: fileOf("key.json", JSON.stringify(KEY)) }))();
    expect(google.tokenRequests[0]?.assertion).toMatchObject({ genuine: true, claims: { iss: KEY.client_email } });
  });

  it("reads nothing before the first call", () => {
    expect(() => enterprise(googleAuth({ keyFile: join(directory, "none.json") }))).not.toThrow();
  });

  it("finds Application Default Credentials by GOOGLE_APPLICATION_CREDENTIALS", async () => {
    vi.stubEnv("GOOGLE_APPLICATION_CREDENTIALS", fileOf("default.json", JSON.stringify(KEY)));
    await enterprise(googleAuth({ subject: "admin@example.com" }))();
    expect(google.tokenRequests[0]?.assertion).toMatchObject({
      genuine: true,
      claims: { iss: KEY.client_email, scope: SCOPE, sub: "admin@example.com" },
    });
  });

  it("takes a user's credentials", async () => {
    await enterprise(googleAuth({ credentials: USER_CREDENTIALS }))();
    expect(google.tokenRequests[0]?.form).toMatchObject({
      grant_type: "refresh_token",
      refresh_token: USER_CREDENTIALS.refresh_token,
    });
  });

  it("refuses `subject` with a user's credentials, which cannot act as someone else", async () => {
    const call = enterprise(googleAuth({ credentials: USER_CREDENTIALS, subject: "admin@example.com" }));
    const error = (await rejection(call())) as TesseraError;
    expect(error).toBeInstanceOf(AuthError);
    expect(error.message).toContain("`subject`");
    expect(google.tokenRequests).toEqual([]);
  });

  it.each<[string, string, unknown]>([
    ["an unknown option", "keyfile", { keyfile: "key.json" }],
    ["both a key file and credentials", "credentials", { keyFile: "key.json", credentials: KEY }],
    ["credentials as text", "credentials", { credentials: JSON.stringify(KEY) }],
    ["an empty key file", "keyFile", { keyFile: "" }],
    ["an empty subject", "subject", { subject: " " }],
    ["an empty list of scopes", "scopes", { scopes: [] }],
    ["scopes as text", "scopes", { scopes: SCOPE }],
    ["a scope that is not text", "scopes[0]", { scopes: [1] }],
    ["an empty quota project", "quotaProject", { quotaProject: "" }],
  ])("refuses %s at once", (_, path, options) => {
    let error: unknown;
    try {
      googleAuth(options as never);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(InvalidParamsError);
    expect((error as InvalidParamsError).issues.map((issue) => issue.path)).toEqual([path]);
    expect(shown(error)).not.toContain("PRIVATE KEY");
  });

  it("shows nothing of the credentials in the provider", () => {
    const provider = googleAuth({ credentials: KEY });
    expect(shown(provider)).not.toMatch(/PRIVATE KEY|robot@/);
  });
});

describe("the quota project", () => {
  it("is sent when `quotaProject` names it", async () => {
    await enterprise(googleAuth({ credentials: KEY, quotaProject: "billed" }))();
    expect(apiHeader("x-goog-user-project")).toEqual(["billed"]);
  });

  it("is sent when the key file names it, unless `quotaProject` does", async () => {
    const credentials = { ...KEY, quota_project_id: "of-the-file" };
    await enterprise(googleAuth({ credentials }))();
    await enterprise(googleAuth({ credentials, quotaProject: "billed" }))();
    expect(apiHeader("x-goog-user-project")).toEqual(["of-the-file", "billed"]);
  });

  it("is not sent when nothing names it", async () => {
    await enterprise(googleAuth({ credentials: KEY }))();
    expect(apiHeader("x-goog-user-project")).toEqual([undefined]);
  });

  it("is that of a client of google-auth-library", async () => {
    const client = new OAuth2Client();
    client.quotaProjectId = "of-the-client";
    client.setCredentials({ access_token: google.emulator.issueToken() });
    await enterprise(client)();
    expect(apiHeader("x-goog-user-project")).toEqual(["of-the-client"]);
  });
});

describe("a client of google-auth-library as `auth`", () => {
  const jwt = (scopes = [SCOPE]) => new JWT({ email: KEY.client_email, key: KEY.private_key, scopes });

  it.each([
    ["JWT", () => jwt([SCOPE, "https://www.googleapis.com/auth/userinfo.email"])],
    [
      "GoogleAuth",
      () => new GoogleAuth({ credentials: KEY, scopes: [SCOPE, "https://www.googleapis.com/auth/userinfo.email"] }),
    ],
  ])("keeps its own scopes: %s", async (_, make) => {
    const call = enterprise(make());
    await Promise.all([call(), call()]);
    await call();
    expect(scopesAsked()).toEqual([`${SCOPE} https://www.googleapis.com/auth/userinfo.email`]);
    expect(apiHeader("authorization")).toEqual(Array(3).fill(`Bearer ${google.issued[0]}`));
  });

  it.each([
    ["JWT", () => jwt()],
    ["GoogleAuth", () => new GoogleAuth({ credentials: KEY, scopes: [SCOPE] })],
  ])("replaces a token that the service refuses: %s", async (_, make) => {
    const call = enterprise(make());
    await call();
    google.emulator.revokeToken(String(google.issued[0]));
    await call();
    expect(apiHeader("authorization")).toEqual([0, 0, 1].map((nth) => `Bearer ${google.issued[nth]}`));
  });

  it("is asked once when its scopes are refused: it has no others", async () => {
    google.granted = [];
    expect(await rejection(chrome(jwt([READ_WRITE]))())).toMatchObject({ code: "unauthorized_client" });
    expect(google.tokenRequests).toHaveLength(1);
  });

  it("says when its token request could not be sent", async () => {
    google.faults.push(...Array(20).fill(() => HttpResponse.error()));
    const error = await rejection(enterprise(jwt(), { retry: false })());
    expect(error).toBeInstanceOf(AuthError);
    expect(error).toMatchObject({ kind: "unavailable" });
    expect(shown(error)).not.toMatch(/PRIVATE KEY|assertion/);
  });

  it.each(["its key file", "the environment's key file"])(
    "passes nothing on of %s when that is not JSON",
    async (which) => {
      const keyFile = fileOf("library-broken.json", `{"private_key": s3cret-of-the-file}`);
      vi.stubEnv("GOOGLE_APPLICATION_CREDENTIALS", keyFile);
      const library = new GoogleAuth({ ...(which === "its key file" && { keyFile }), scopes: [SCOPE] });
      const error = await rejection(enterprise(library)());
      expect(error).toBeInstanceOf(AuthError);
      expect(shown(error)).not.toContain("s3cret");
    },
  );
});

describe("a refusal by the token endpoint", () => {
  /** Nothing of the key, of the assertion or of a token may be shown. */
  function expectNoSecrets(error: unknown): void {
    const text = shown(error);
    expect(text).not.toMatch(/PRIVATE KEY|key-id-of|ya29\./);
    for (const line of KEY.private_key.split("\n").filter((part) => part.length > 20)) expect(text).not.toContain(line);
    for (const { form } of google.tokenRequests) {
      for (const part of form.assertion?.split(".") ?? []) expect(text).not.toContain(part);
    }
  }

  it("of the grant is final and says what to check", async () => {
    google.faults.push(refusal(400, "invalid_grant", "Invalid JWT Signature."));
    const error = (await rejection(enterprise(googleAuth({ credentials: KEY }))())) as TesseraError;
    expect(error).toBeInstanceOf(AuthError);
    expect(error).toMatchObject({ code: "invalid_grant", kind: "unauthenticated", status: 400, attempts: 0 });
    expect(error.message).toContain("Invalid JWT Signature.");
    expect(error.message).toContain("create a new key file");
    expect(google.tokenRequests).toHaveLength(1);
    expect(google.emulator.requests).toHaveLength(0);
    expectNoSecrets(error);
  });

  it("is not quoted where it echoes the assertion", async () => {
    google.faults.push(() => refusal(400, "invalid_grant", `Bad JWT ${google.tokenRequests[0]?.form.assertion}`)());
    expectNoSecrets(await rejection(enterprise(googleAuth({ credentials: KEY }))()));
  });

  it.each([
    [401, "unauthorized_client"],
    [400, "invalid_scope"],
  ])("of a scope (%i %s) makes the next sufficient one be asked for, and remembered", async (status, code) => {
    google.faults.push(refusal(status, code, "Not granted."));
    const list = chrome(googleAuth({ credentials: KEY, subject: "admin@example.com" }));
    await list();
    expect(scopesAsked()).toEqual([READ_ONLY, READ_WRITE]);

    google.emulator.revokeToken(String(google.issued[0]));
    await list();
    expect(scopesAsked()).toEqual([READ_ONLY, READ_WRITE, READ_WRITE]);
  });

  it("of all sufficient scopes names the scope and what to do", async () => {
    google.granted = [];
    const error = (await rejection(chrome(googleAuth({ credentials: KEY }))())) as TesseraError;
    expect(error).toBeInstanceOf(AuthError);
    expect(error).toMatchObject({ code: "unauthorized_client", kind: "unauthenticated", status: 401, attempts: 0 });
    expect(error.message).toContain(READ_WRITE);
    expect(error.message).toContain("domain-wide delegation");
    expect(scopesAsked()).toEqual([READ_ONLY, READ_WRITE]);
    expectNoSecrets(error);
  });

  it("is final at once when `scopes` leaves no other to ask for", async () => {
    google.granted = [];
    const list = chrome(googleAuth({ credentials: KEY, scopes: [READ_WRITE] }));
    expect(await rejection(list())).toMatchObject({ code: "unauthorized_client" });
    expect(scopesAsked()).toEqual([READ_WRITE]);
  });
});

describe("a token endpoint that fails", () => {
  const busy = () => HttpResponse.json({ error: "temporarily_unavailable" }, { status: 503 });
  const page = () =>
    new HttpResponse("<html>s3cret-page</html>", { status: 502, headers: { "content-type": "text/html" } });

  function waiting(attempts: number) {
    const clock = new DrivenClock();
    const call = enterprise(googleAuth({ credentials: KEY }), { clock, retry: { attempts } });
    return { clock, call: () => clock.drive(call()) };
  }

  it.each([
    ["responds with 503", busy],
    ["responds with a page", page],
    ["drops the connection", () => HttpResponse.error()],
  ])("is asked again after a wait: it %s", async (_, fault) => {
    google.faults.push(fault, fault);
    const { clock, call } = waiting(3);
    await call();
    expect(google.tokenRequests).toHaveLength(3);
    expect(google.emulator.requests).toHaveLength(1);
    expect(clock.waits).toEqual([500, 1_000]);
  });

  it.each([1, 2, 4])("is asked no oftener than %i attempts allow", async (attempts) => {
    google.faults.push(...Array(20).fill(busy));
    const { call } = waiting(attempts);
    const error = await rejection(call());
    expect(error).toBeInstanceOf(AuthError);
    expect(error).toMatchObject({ kind: "unavailable", status: 503, attempts: 0 });
    expect(google.tokenRequests).toHaveLength(attempts);
    expect(google.emulator.requests).toHaveLength(0);
  });

  it("is never quoted when it responds with a page", async () => {
    google.faults.push(page);
    const error = await rejection(waiting(1).call());
    expect(error).toMatchObject({ name: "AuthError", kind: "unavailable", status: 502 });
    expect(shown(error)).not.toContain("s3cret");
  });

  it("is named when it cannot be reached", async () => {
    google.faults.push(() => HttpResponse.error());
    const error = (await rejection(waiting(1).call())) as TesseraError;
    expect(error).toMatchObject({ name: "AuthError", kind: "unavailable", attempts: 0 });
    expect(error.message).toContain("token endpoint could not be reached");
    expect(shown(error)).not.toMatch(/PRIVATE KEY|assertion/);
  });

  it.each([
    ["without a token", () => HttpResponse.json({ token_type: "Bearer" })],
    ["that is not JSON", () => new HttpResponse("s3cret-page")],
  ])("makes the call fail when it gives a response %s", async (_, fault) => {
    google.faults.push(fault);
    const error = await rejection(waiting(1).call());
    expect(error).toBeInstanceOf(AuthError);
    expect(shown(error)).not.toContain("s3cret");
    expect(google.emulator.requests).toHaveLength(0);
  });
});

describe("an access token that the service refuses", () => {
  it("is replaced by a fresh one from the token endpoint, and the call retried once", async () => {
    const call = enterprise(googleAuth({ credentials: KEY }));
    await call();
    google.emulator.revokeToken(String(google.issued[0]));
    await call();
    expect(google.tokenRequests).toHaveLength(2);
    expect(apiHeader("authorization")).toEqual([0, 0, 1].map((nth) => `Bearer ${google.issued[nth]}`));
  });

  it("is replaced once a call", async () => {
    const call = enterprise(googleAuth({ credentials: KEY }));
    google.emulator.fail({ status: 401, times: 2 });
    const error = await rejection(call());
    expect(error).toMatchObject({ name: "GoogleApiError", status: 401, kind: "unauthenticated", attempts: 2 });
    expect(google.tokenRequests).toHaveLength(2);
    expect(shown(error)).not.toContain("ya29.");
  });

  it("is replaced although the token endpoint is busy for a moment", async () => {
    const clock = new DrivenClock();
    const call = enterprise(googleAuth({ credentials: KEY }), { clock });
    await clock.drive(call());
    google.emulator.revokeToken(String(google.issued[0]));
    google.faults.push(() => HttpResponse.json({ error: "temporarily_unavailable" }, { status: 503 }));
    await clock.drive(call());
    expect(apiHeader("authorization").at(-1)).toBe(`Bearer ${google.issued[1]}`);
  });
});

describe("credentials that cannot be used", () => {
  const broken = `{"type":"service_account","private_key":"-----BEGIN PRIVATE KEY-----","k":s3cret-of-the-key`;

  it.each([
    ["cut short", broken],
    ["no JSON", "s3cret-of-the-key"],
    ["without a key", JSON.stringify({ type: "service_account", client_email: "s3cret@example.com" })],
    ["with a key that is not one", JSON.stringify({ ...KEY, private_key: "s3cret-of-the-key" })],
    ["of an unknown type", JSON.stringify({ type: "s3cret-type" })],
    ["empty", ""],
  ])("are reported without a word of the key file: %s", async (_, content) => {
    const error = (await rejection(
      enterprise(googleAuth({ keyFile: fileOf("broken.json", content) }))(),
    )) as TesseraError;
    expect(error).toBeInstanceOf(AuthError);
    expect(error).toMatchObject({ kind: "unauthenticated", attempts: 0 });
    expect(error.message).toContain("key file");
    expect(shown(error)).not.toContain("s3cret");
    expect(google.tokenRequests).toHaveLength(0);
  });

  it("are reported without a word of the environment's key file", async () => {
    vi.stubEnv("GOOGLE_APPLICATION_CREDENTIALS", fileOf("broken.json", broken));
    const error = await rejection(enterprise(googleAuth())());
    expect(error).toBeInstanceOf(AuthError);
    expect(shown(error)).not.toContain("s3cret");
  });

  it("are reported when there is no key file", async () => {
    const error = (await rejection(
      enterprise(googleAuth({ keyFile: join(directory, "none.json") }))(),
    )) as TesseraError;
    expect(error).toBeInstanceOf(AuthError);
    expect(error.message).toContain("could not be read (ENOENT)");
  });

  it("are looked for again after a failure", async () => {
    const keyFile = join(directory, "late.json");
    const call = enterprise(googleAuth({ keyFile }));
    await rejection(call());
    fileOf("late.json", JSON.stringify(KEY));
    await call();
    expect(google.tokenRequests).toHaveLength(1);
  });

  it("are reported when there are no default credentials", async () => {
    const library = createRequire(createRequire(import.meta.url).resolve("google-auth-library"));
    const metadata = library("gcp-metadata") as { setGCPResidency(onGoogleCloud?: boolean): void };
    metadata.setGCPResidency(false);
    vi.stubEnv("GOOGLE_APPLICATION_CREDENTIALS", undefined);
    vi.stubEnv("google_application_credentials", undefined);
    vi.stubEnv("CLOUDSDK_CONFIG", undefined);
    vi.stubEnv("HOME", directory);
    vi.stubEnv("METADATA_SERVER_DETECTION", "none");
    const error = (await rejection(enterprise(googleAuth())())) as TesseraError;
    expect(error).toBeInstanceOf(AuthError);
    expect(error.message).toContain("No Application Default Credentials were found");
    expect(error.message).toContain("GOOGLE_APPLICATION_CREDENTIALS");
  });
});

it("a response of the token endpoint without end is given up after a mebibyte", async () => {
  let requests = 0;
  let chunks = 0;
  const transport: Transport = {
    async send() {
      requests++;
      const body = (async function* () {
        for (let nth = 0; nth < 64; nth++, chunks++) yield new Uint8Array(65_536).fill(32);
      })();
      return { status: 200, headers: { "content-type": "application/json" }, body };
    },
  };
  const call = enterprise(googleAuth({ credentials: KEY }), { transport, retry: false });
  expect(await rejection(call())).toBeInstanceOf(AuthError);
  expect(requests).toBeGreaterThan(0);
  expect(chunks).toBe(16 * requests);
});
