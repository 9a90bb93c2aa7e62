import { AuthError, FlowerDocs, type FlowerDocsOptions, guiSession, login, none } from "tessera-sdk/flower-docs";
import { ManualClock } from "tessera-sdk/testing";
import { describe, expect, test } from "vitest";
import { rejection } from "../support/promises.js";
import { type Scripted, type ScriptedResponse, scripted } from "../support/scripted.js";

const baseUrl = "https://flowerdocs.example.com/core";
const PASSWORD = "correct horse+battery/staple";
const provider = () => login({ user: "jna", password: PASSWORD, scope: "ACME" });

const clientOf = (transport: Scripted, options: Partial<FlowerDocsOptions> = {}) =>
  new FlowerDocs({ auth: provider(), baseUrl, transport, clock: new ManualClock(), ...options });

/** Path and token of each request. */
const trail = ({ sent }: Scripted) =>
  sent.map(({ url, headers }) => `${new URL(url).pathname} ${headers.token ?? "no token"}`);

const loggedIn = (token: string, more: object = {}): ScriptedResponse => ({ body: { value: token, ...more } });
const issued = { body: "aa.bb.cc" };

describe("login", () => {
  test("happens with the first call, once for calls that wait together, and not again while its token lives", async () => {
    const transport = scripted(loggedIn("first"), issued);
    const client = clientOf(transport);
    expect(transport.sent).toEqual([]);
    await Promise.all([client.tokens.renew(), client.tokens.renew()]);
    await client.tokens.renew();
    expect(trail(transport)).toEqual([
      "/core/rest/authentication no token",
      "/core/rest/token/user first",
      "/core/rest/token/user first",
      "/core/rest/token/user first",
    ]);
  });

  test.each([
    { said: "in the response", response: (at: number) => loggedIn("first", { expirationDate: at }) },
    {
      said: "in the token",
      response: (at: number) => loggedIn(`e30.${btoa(JSON.stringify({ exp: at / 1_000 })).replaceAll("=", "")}.c2ln`),
    },
    { said: "nowhere, so that an hour is assumed", response: () => loggedIn("first") },
  ])("happens again before its token expires, where the expiry is said $said", async ({ response }) => {
    const clock = new ManualClock({ now: Date.UTC(2026, 0, 1) });
    const transport = scripted(response(clock.now() + 3_600_000), issued, issued, loggedIn("second"), issued);
    const client = clientOf(transport, { clock });
    await client.tokens.renew();
    await clock.advance(50 * 60_000);
    await client.tokens.renew();
    await clock.advance(9 * 60_000);
    await client.tokens.renew();
    const paths = transport.sent.map(({ url }) => new URL(url).pathname);
    expect(paths.filter((path) => path.endsWith("/authentication"))).toHaveLength(2);
    expect(paths.lastIndexOf("/core/rest/authentication")).toBe(3);
    expect(transport.sent.at(-1)?.headers.token).toBe("second");
  });

  test.each([
    { status: 401, body: { message: "Token refused" } },
    { status: 403, body: "" },
    { status: 403, body: "<html>Forbidden</html>" },
  ])("happens again once when its token is refused with $status $body, and the call is retried", async (refusal) => {
    const transport = scripted(loggedIn("first"), refusal, loggedIn("second"), issued);
    expect((await clientOf(transport).tokens.renew()).token).toBe("aa.bb.cc");
    expect(trail(transport)).toEqual([
      "/core/rest/authentication no token",
      "/core/rest/token/user first",
      "/core/rest/authentication no token",
      "/core/rest/token/user second",
    ]);
  });

  test("happens no third time for one call", async () => {
    const refusal = { status: 401, body: { message: "Token refused" } };
    const transport = scripted(loggedIn("first"), refusal, loggedIn("second"), refusal);
    await expect(clientOf(transport).tokens.renew()).rejects.toMatchObject({
      name: "FlowerDocsError",
      kind: "unauthenticated",
      renewed: true,
      attempts: 2,
    });
    expect(transport.sent).toHaveLength(4);
  });

  test.each(["F00302", "T00000"])("does not happen again for a 403 with the code %s", async (code) => {
    const transport = scripted(loggedIn("first"), { status: 403, body: { code, message: "no right" } });
    await expect(clientOf(transport).tokens.renew()).rejects.toMatchObject({
      kind: "permission_denied",
      code,
      renewed: false,
    });
    expect(transport.sent).toHaveLength(2);
  });

  const refusals: { why: string; response: ScriptedResponse | Error }[] = [
    { why: "401", response: { status: 401, body: { message: `Bad credentials for ${PASSWORD}` } } },
    { why: "403", response: { status: 403, body: "" } },
    { why: "400", response: { status: 400, body: { message: `scope? ${encodeURIComponent(PASSWORD)}` } } },
    { why: "500 with a code", response: { status: 500, body: { code: "F00012", message: PASSWORD } } },
    { why: "500", response: { status: 500, body: { message: PASSWORD } } },
    { why: "503", response: { status: 503, body: "" } },
    { why: "a lost connection", response: Object.assign(new Error("reset"), { code: "ECONNRESET" }) },
    { why: "a page", response: { body: `<html>${PASSWORD}</html>` } },
    { why: "a response without a token", response: { body: { user: PASSWORD } } },
  ];
  test.each(refusals)(
    "is never retried after $why, and its error is an AuthError without the password",
    async ({ response }) => {
      const transport = scripted(response);
      const error = await rejection(clientOf(transport).tokens.renew());
      expect(error).toBeInstanceOf(AuthError);
      expect(transport.sent.map(({ url }) => new URL(url).pathname)).toEqual(["/core/rest/authentication"]);
      const { inspect } = await import("node:util");
      const shown = inspect(error, { depth: 10, showHidden: false }) + JSON.stringify(error);
      expect(shown).not.toContain(PASSWORD);
      expect(shown).not.toContain(encodeURIComponent(PASSWORD));
    },
  );

  test("is retried when it was refused by a throttle before any work", async () => {
    const transport = scripted({ status: 429 }, loggedIn("first"), issued);
    const clock = new ManualClock({ random: 0 });
    const work = clientOf(transport, { clock }).tokens.renew();
    await clock.advance(1_000);
    expect((await work).token).toBe("aa.bb.cc");
  });

  test.each([
    {},
    { user: "u", password: "p" },
    { user: "", password: "p", scope: "s" },
    { user: "u", password: "p", scope: "s", realm: "r" },
  ])("refuses %j when it is made", (params) => {
    expect(() => login(params as Parameters<typeof login>[0])).toThrow(/Invalid parameters/);
  });

  test("shows no password when the provider or its client is inspected", async () => {
    const { inspect } = await import("node:util");
    const auth = provider();
    const client = clientOf(scripted(), { auth });
    for (const object of [auth, client, client.tokens]) {
      expect(inspect(object, { depth: 10, showHidden: true }) + JSON.stringify(object)).not.toContain(PASSWORD);
    }
  });
});

describe("other credentials", () => {
  test("none sends no token header, and a refusal is not followed by a login", async () => {
    const transport = scripted(issued, { status: 403, body: "" });
    const client = clientOf(transport, { auth: none });
    await client.tokens.renew();
    await expect(client.tokens.renew()).rejects.toMatchObject({ name: "FlowerDocsError", status: 403 });
    expect(trail(transport)).toEqual(["/core/rest/token/user no token", "/core/rest/token/user no token"]);
  });

  test("a session of the GUI sends its cookie and no token, also with uploads, and is not replaced", async () => {
    const transport = scripted({ body: { id: "tmp_1" } }, issued, { status: 401 });
    const options = { auth: guiSession("bm9kZTEtMWU0Yw=="), baseUrl: "https://flowerdocs.example.com/gui/plugins" };
    const client = clientOf(transport, options);
    await client.temporaryFiles.upload({ file: { name: "a.txt", content: new Uint8Array(1) } });
    await client.tokens.renew();
    await expect(client.tokens.renew()).rejects.toMatchObject({ name: "FlowerDocsError", status: 401 });
    expect(trail(transport)).toEqual([
      "/gui/plugins/rest/files/tmp no token",
      "/gui/plugins/rest/token/user no token",
      "/gui/plugins/rest/token/user no token",
    ]);
    expect(transport.sent.map(({ headers }) => headers.cookie)).toEqual(Array(3).fill("SESSION=bm9kZTEtMWU0Yw=="));
  });

  test("a session that the GUI does not know is a redirect to its login, which is not followed", async () => {
    const headers = { location: "https://sso.example.com/login" };
    const transport = scripted({ status: 302, headers });
    const renewed = clientOf(transport, { auth: guiSession("ended") }).tokens.renew();
    await expect(renewed).rejects.toThrow(/https:\/\/sso\.example\.com/);
    expect(transport.sent).toHaveLength(1);
  });

  test.each([
    ["the cookie with its name", "SESSION=abc"],
    ["several cookies", "abc; ROUTE=n1"],
    ["nothing", ""],
    ["a line break", "abc\r\nx: y"],
    ["a quoted value", '"abc"'],
    ["no string", undefined],
  ])("a session that is %s is refused without being quoted", (_, session) => {
    const message = "`session` must be the value of the cookie `SESSION`, without its name and other cookies";
    expect(() => guiSession(session as string)).toThrow(`Invalid parameters: ${message}. Nothing was sent.`);
  });

  test("a ready-made token is not replaced", async () => {
    const transport = scripted({ status: 401 });
    await expect(clientOf(transport, { auth: "fixed" }).tokens.renew()).rejects.toMatchObject({ renewed: false });
    expect(trail(transport)).toEqual(["/core/rest/token/user fixed"]);
  });

  test("a function is asked for another token once", async () => {
    let asked = 0;
    const transport = scripted({ status: 403 }, issued);
    await clientOf(transport, { auth: () => `token-${++asked}` }).tokens.renew();
    expect(trail(transport)).toEqual(["/core/rest/token/user token-1", "/core/rest/token/user token-2"]);
  });

  test("a function that gives the same token again ends the call", async () => {
    const transport = scripted({ status: 403 });
    await expect(clientOf(transport, { auth: () => "same" }).tokens.renew()).rejects.toMatchObject({ status: 403 });
    expect(transport.sent).toHaveLength(1);
  });
});

test.each([
  ...["/core/rest", "/core/rest/", "/core/REST", "/core/services", "/core/services//", "/gui/plugins/rest"],
  ...[
    "/core/swagger-ui",
    "/core/swagger-ui/index.html",
    "/core/swagger-ui.html",
    "/core/index.jsp",
    "/v3/api-docs.yaml",
  ],
])("the base URL …%s is refused, as it is not the root of Core", (path) => {
  const baseUrl = `https://h.example.com${path}`;
  expect(() => clientOf(scripted(), { baseUrl })).toThrow(/`baseUrl` must be the root of Core/);
});

test.each([
  { given: "https://gui.example.com/plugins", url: "https://gui.example.com/plugins/rest/token/user" },
  { given: "https://h.example.com/restful", url: "https://h.example.com/restful/rest/token/user" },
  { given: "https://h.example.com/core", url: "https://h.example.com/core/rest/token/user" },
  { given: "https://h.example.com/core/", url: "https://h.example.com/core/rest/token/user" },
  { given: "https://h.example.com/core//", url: "https://h.example.com/core/rest/token/user" },
  { given: "https://h.example.com", url: "https://h.example.com/rest/token/user" },
  { given: "https://h.example.com:8443/a/b/", url: "https://h.example.com:8443/a/b/rest/token/user" },
])("the base URL $given makes $url", async ({ given, url }) => {
  const transport = scripted(issued);
  await clientOf(transport, { auth: "t", baseUrl: given }).tokens.renew();
  expect(transport.sent[0]?.url).toBe(url);
});
