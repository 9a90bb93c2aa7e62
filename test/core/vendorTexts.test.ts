/** What a message quotes of a response: one line, cut, and of a redirect where it leads. */
import { AdobePassV1 } from "tessera-sdk/adobe-pass";
import { AndroidEnterprise } from "tessera-sdk/android-enterprise";
import { FlowerDocs } from "tessera-sdk/flower-docs";
import { describe, expect, test } from "vitest";
import { TOKEN_PARAMS, USER } from "../support/clients.js";
import { rejection } from "../support/promises.js";
import { type ScriptedResponse, scripted } from "../support/scripted.js";
import { shown } from "../support/shown.js";

type Call = (response: ScriptedResponse) => Promise<unknown>;
const baseUrl = "https://flower.example/core";
const SECRET = "s3cret-5e1f7a";

const CALLS: [string, Call, (message: string) => object, string][] = [
  [
    "Google",
    (response) => {
      const transport = scripted(response);
      return new AndroidEnterprise({ auth: SECRET, transport, retry: false }).enrollmentTokens.create(TOKEN_PARAMS);
    },
    (message) => ({ error: { message, code: 400, errors: [{ reason: message }], status: message } }),
    "https://androidenterprise.googleapis.com",
  ],
  [
    "Adobe",
    (response) => {
      const transport = scripted(response);
      const client = new AdobePassV1({ auth: SECRET, transport, retry: false });
      return client.requireAuthentication({ requestor: "R", deviceId: "d", deviceInfo: { model: "T", osName: "t" } });
    },
    (message) => ({ status: 400, code: message, message, action: "none" }),
    "https://api.auth.adobe.com",
  ],
  [
    "FlowerDocs",
    (response) => {
      const transport = scripted(response);
      return new FlowerDocs({ auth: "flower-token", baseUrl, transport, retry: false }).tokens.validate({
        token: SECRET,
      });
    },
    (message) => ({ code: "T00001", message }),
    "https://flower.example",
  ],
];

describe.each(CALLS)("%s", (_, call, bodyOf, origin) => {
  const messageOf = async (response: ScriptedResponse) => ((await rejection(call(response))) as Error).message;

  test("quotes a text on one line, without characters that change how it is shown", async () => {
    const message = await messageOf({
      status: 405,
      body: bodyOf("one\r\ntwo\u001b[31m\u0000\u0085\u2028\u202ethree\t"),
    });
    expect(message).toMatch(/one two \[31m three$/);
    expect(message).not.toMatch(/[\p{Cc}\u2028\u202e]/u);
  });

  test.each([
    ["letters", "x".repeat(100_000)],
    ["pairs of surrogates", "😀".repeat(50_000)],
    ["pairs of surrogates behind one letter", `x${"😀".repeat(50_000)}`],
  ])("cuts a text of %s", async (_, text) => {
    const message = await messageOf({ status: 405, body: bodyOf(text) });
    expect(message).toContain("…");
    expect(message.length).toBeLessThan(2_200);
    expect(message).not.toMatch(/\p{Surrogate}/u);
  });

  test.each<[string, string, string | undefined]>([
    ["an address", "https://sso.example/login", "https://sso.example/login"],
    ["one with a query and a fragment", `https://sso.example:8443/a?ticket=${SECRET}#x`, "https://sso.example:8443/a"],
    ["one with credentials", `https://user:${SECRET}@sso.example/a`, "https://sso.example/a"],
    ["one with a session id", `https://sso.example/a;jsessionid=${SECRET}/b`, "https://sso.example/a/b"],
    ["one that echoes the credential", `https://sso.example/${SECRET}/a`, "https://sso.example/[redacted]/a"],
    ["an absolute path", "/login?next=/x", "{origin}/login"],
    ["another host without a scheme", "//sso.example/x", "https://sso.example/x"],
    ["plain http", "http://sso.example/", "http://sso.example/"],
    ["an app", "app://oauth/done?error=access_denied", "app://oauth/done"],
    ["a malformed one", "https://[", undefined],
    ["no address of a server", `javascript:alert("${SECRET}")`, undefined],
    ["data", `data:text/plain,${SECRET}`, undefined],
  ])("names the target of a redirect: %s", async (_, location, target) => {
    for (const status of [301, 302, 303, 307, 308]) {
      const error = (await rejection(call({ status, headers: { location }, body: "<html></html>" }))) as Error;
      const to = target === undefined ? "" : ` to ${target.replace("{origin}", origin)}`;
      expect(error.message).toContain(`: a redirect${to}, which is not followed`);
      expect(shown(error)).not.toContain(SECRET);
    }
  });

  test("names no target where there is none, and keeps the secrets of its own path", async () => {
    expect(await messageOf({ status: 302 })).toContain(": a redirect, which is not followed");
    expect(await messageOf({ status: 302, headers: { location: "?again" } })).toContain(`a redirect to ${origin}/`);
    expect(await messageOf({ status: 302, headers: { location: "?again" } })).not.toContain(SECRET);
    expect(await messageOf({ status: 404, headers: { location: "/login" } })).not.toContain("login");
  });
});

test("an unknown field is named on one line, in drift and in messages", async () => {
  const body = { token: "t", [`a\nb\u001b${"x".repeat(5_000)}`]: 1 };
  const paths: string[] = [];
  const reporting = new AndroidEnterprise({
    auth: "a",
    transport: scripted({ body }),
    onDrift: ({ path }) => paths.push(path),
  });
  await reporting.users.generateAuthenticationToken(USER);
  const strict = new AndroidEnterprise({ auth: "a", transport: scripted({ body }), validation: "strict" });
  const { message } = (await rejection(strict.users.generateAuthenticationToken(USER))) as Error;
  for (const text of [...paths, message]) {
    expect(text).toContain("a b x");
    expect(text).not.toMatch(/\p{Cc}/u);
    expect(text.length).toBeLessThan(1_200);
  }
});

describe.each(CALLS)("a code of %s that is the name of what every object has", (_, call, bodyWith) => {
  test.each(Object.getOwnPropertyNames(Object.prototype))("%s means what the status means", async (name) => {
    const error = await rejection(call({ status: 400, body: bodyWith(name) }));
    expect(error).toMatchObject({ kind: "invalid_request", status: 400, code: expect.any(String) });
  });
});
