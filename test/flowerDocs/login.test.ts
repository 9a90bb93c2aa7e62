/** Logins that cannot lock an account, and tokens that are replaced when that helps. */
import { AuthError, FlowerDocs, type FlowerDocsOptions, InvalidParamsError, login } from "tessera-sdk/flower-docs";
import { ManualClock } from "tessera-sdk/testing";
import { describe, expect, test } from "vitest";
import { rejection } from "../support/promises.js";
import { type ScriptedResponse, scripted } from "../support/scripted.js";
import { shown } from "../support/shown.js";

const baseUrl = "https://flowerdocs.example.com/core";
const MINUTE = 60_000;
const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const jwt = (claims: object) => `${base64url({ alg: "HS256" })}.${base64url(claims)}.c2lnbmF0dXJl`;

interface Setup extends Partial<FlowerDocsOptions> {
  /** What responds to the nth login, counted from 1. */
  onLogin?: (nth: number) => ScriptedResponse;
  /** What responds to a call. */
  onCall?: (token: string | undefined, path: string) => ScriptedResponse;
}

function setUp({ onLogin, onCall, ...options }: Setup = {}) {
  const clock = new ManualClock({ now: Date.UTC(2026, 0, 1), random: 0 });
  let logins = 0;
  const passwords: unknown[] = [];
  const transport = {
    async send(request: Parameters<ReturnType<typeof scripted>["send"]>[0]) {
      const { pathname } = new URL(request.url);
      if (!pathname.endsWith("/authentication")) {
        const response = onCall?.(request.headers.token, pathname) ?? { body: jwt({ sub: "called" }) };
        return scripted(response).send(request);
      }
      logins++;
      passwords.push(JSON.parse(String(request.body)).password);
      const response = onLogin?.(logins) ?? { body: { value: `token-${logins}` } };
      return scripted(response).send(request);
    },
  };
  const auth = login({ user: "jna", password: "correct horse", scope: "ACME" });
  const given = { auth, baseUrl, transport, clock, ...options };
  const client = new FlowerDocs(given);
  return { auth, client, clock, given, passwords, logins: () => logins };
}

const REFUSALS: ScriptedResponse[] = [
  { status: 401, body: { message: "Bad credentials" } },
  { status: 401, body: { code: "T00000" } },
  { status: 403, body: "" },
  { status: 400, body: "" },
  { status: 500, body: { code: "F00101", message: "Bad credentials" } },
  { status: 500, body: "F00101" },
  // What Core responds to a wrong password is not documented: it may be a success without a token.
  { status: 200, body: { code: "F00101", message: "Bad credentials" } },
  { status: 200, body: { error: { code: "F00101", message: "Bad credentials" } } },
  { status: 200, body: { value: null } },
  { status: 200, body: "null" },
  { status: 200, body: "Bad credentials" },
  { status: 204, body: "" },
];

describe("a refused login", () => {
  test.each(REFUSALS)("with $status $body is sent once, however many calls there are", async (response) => {
    const { client, clock, logins } = setUp({ onLogin: () => response });
    const together = Array.from({ length: 50 }, () => rejection(client.tokens.renew()));
    for (const error of await Promise.all(together)) expect(error).toBeInstanceOf(AuthError);
    for (let call = 0; call < 50; call++) {
      await clock.advance(1_000);
      expect(await rejection(client.tokens.renew())).toMatchObject({ name: "AuthError", status: response.status });
    }
    expect(logins()).toBe(1);
  });

  test("is followed by another after 15, 30, 60 … minutes, up to a day", async () => {
    const { client, clock, logins } = setUp({ onLogin: () => ({ status: 401 }) });
    const waits = [15, 30, 60, 120, 240, 480, 960, 1_440, 1_440];
    for (const [index, minutes] of waits.entries()) {
      await rejection(client.tokens.renew());
      expect(logins()).toBe(index + 1);
      await clock.advance(minutes * MINUTE - 1);
      await rejection(client.tokens.renew());
      expect(logins()).toBe(index + 1);
      await clock.advance(1);
    }
  });

  test("is forgotten once one succeeds", async () => {
    const { client, clock, logins } = setUp({
      onLogin: (nth) => (nth === 2 ? { body: { value: "token-2", expires_in: 60 } } : { status: 401 }),
    });
    await rejection(client.tokens.renew());
    await clock.advance(15 * MINUTE);
    await client.tokens.renew();
    await clock.advance(2 * MINUTE);
    await rejection(client.tokens.renew());
    await clock.advance(15 * MINUTE);
    await rejection(client.tokens.renew());
    expect(logins()).toBe(4);
  });

  test("is followed by another at once where the password is another", async () => {
    let password = "old";
    const auth = login({ user: "jna", password: async () => password, scope: "ACME" });
    const { client, passwords } = setUp({
      auth,
      onLogin: (nth) => (nth < 3 ? { status: 401 } : { body: { value: "t" } }),
    });
    for (password of ["old", "old", "new", "new", "newer"]) await client.tokens.renew().catch(() => {});
    expect(passwords).toEqual(["old", "new", "newer"]);
  });

  test("is followed by another after `forgetRefusal()`", async () => {
    const { auth, client, logins } = setUp({
      onLogin: (nth) => (nth === 1 ? { status: 401 } : { body: { value: "t" } }),
    });
    await rejection(client.tokens.renew());
    auth.forgetRefusal();
    await client.tokens.renew();
    expect(logins()).toBe(2);
  });

  test("counts for all clients of the credential, and for one server", async () => {
    const { client, given, logins } = setUp({ onLogin: () => ({ status: 401 }) });
    await rejection(client.tokens.renew());
    await rejection(new FlowerDocs(given).tokens.renew());
    expect(logins()).toBe(1);
    await rejection(new FlowerDocs({ ...given, baseUrl: "https://other.example.com/core" }).tokens.renew());
    expect(logins()).toBe(2);
  });

  test("does not end the token that is still valid, and is not tried at each call", async () => {
    const { client, clock, logins } = setUp({
      onLogin: (nth) => (nth === 1 ? { body: { value: "t", expires_in: 3_600 } } : { status: 401 }),
    });
    for (let minute = 0; minute < 59; minute++) {
      await client.tokens.renew();
      await clock.advance(MINUTE);
    }
    expect(logins()).toBe(2);
    await clock.advance(MINUTE);
    expect(await rejection(client.tokens.renew())).toMatchObject({ name: "AuthError", status: 401 });
    expect(logins()).toBe(2);
  });

  test.each([500, 401, 200])(
    "with %i tells its code, its time and what to do, without the password",
    async (status) => {
      const response = { status, body: { code: "F00101", message: "no account correct horse" } };
      const { client } = setUp({ onLogin: () => response });
      for (let call = 0; call < 2; call++) {
        const error = await rejection(client.tokens.renew());
        expect(error).toMatchObject({ code: "F00101", kind: "unauthenticated", endpoint: "flowerdocs.tokens.renew" });
        expect(String(error)).toContain("2026-01-01T00:15:00.000Z");
        expect(String(error)).toContain("forgetRefusal()");
        expect(shown(error)).not.toContain("correct horse");
      }
    },
  );
});

describe("a login that fails for another reason", () => {
  test.each([
    { status: 404, kind: "not_found" },
    { status: 405, kind: "invalid_request" },
    { status: 415, kind: "invalid_request" },
    { status: 500, kind: "server" },
    { status: 503, kind: "unavailable" },
  ])("with $status is $kind, no fault of the credential, and not remembered", async ({ status, kind }) => {
    const { client, logins } = setUp({ onLogin: (nth) => (nth === 1 ? { status } : { body: { value: "t" } }) });
    expect(await rejection(client.tokens.renew())).toMatchObject({ name: "AuthError", kind, status });
    await client.tokens.renew();
    expect(logins()).toBe(2);
  });

  test("a page of a proxy in place of Core is not remembered, as no login was tried", async () => {
    const page = { body: "<!doctype html><title>Sign in</title>" };
    const { client, logins } = setUp({ onLogin: (nth) => (nth === 1 ? page : { body: { value: "t" } }) });
    expect(await rejection(client.tokens.renew())).toMatchObject({ name: "AuthError", kind: "server", status: 200 });
    await client.tokens.renew();
    expect(logins()).toBe(2);
  });

  test("a bare 400 is remembered, and no fault of the credential either", async () => {
    const { client } = setUp({ onLogin: () => ({ status: 400 }) });
    expect(await rejection(client.tokens.renew())).toMatchObject({ name: "AuthError", kind: "invalid_request" });
  });
});

describe("a password function", () => {
  test.each([
    { gives: () => "", said: "returned no password" },
    { gives: () => undefined as unknown as string, said: "returned no password" },
    { gives: () => Promise.reject(new Error("sealed")), said: "`password` failed" },
    {
      gives: () => {
        throw new Error("sealed");
      },
      said: "`password` failed",
    },
  ])("that gives nothing fails the call: $said", async ({ gives, said }) => {
    const auth = login({ user: "jna", password: gives, scope: "ACME" });
    const { client, logins } = setUp({ auth });
    const error = await rejection(client.tokens.renew());
    expect(error).toBeInstanceOf(AuthError);
    expect(String(error)).toContain(said);
    expect(logins()).toBe(0);
  });

  test.each([
    [undefined, "`password` is required"],
    [null, "`password` must be a string, or a function"],
    [1, "`password` must be a string, or a function"],
    [{}, "`password` must be a string, or a function"],
    [[], "`password` must be a string, or a function"],
    ["", "`password` must not be empty (is the environment variable set?)"],
  ])("is not %j", (password, said) => {
    const make = () => login({ user: "jna", password: password as string, scope: "ACME" });
    expect(make).toThrow(InvalidParamsError);
    expect(make).toThrow(said);
  });
});

describe("the clocks of client and server differ", () => {
  const HOUR = 3_600_000;
  const skews = [
    -24 * HOUR,
    -70 * MINUTE,
    -59 * MINUTE,
    -2 * MINUTE,
    0,
    2 * MINUTE,
    59 * MINUTE,
    70 * MINUTE,
    24 * HOUR,
  ];
  const forms = [
    {
      says: "`exp` and `iat`",
      of: (now: number) => ({ body: { value: jwt({ iat: now / 1_000, exp: (now + HOUR) / 1_000 }) } }),
    },
    {
      says: "an expiry, and the header `date`",
      of: (now: number) => ({
        headers: { date: new Date(now).toUTCString() },
        body: { value: jwt({}), expirationDate: new Date(now + HOUR).toISOString() },
      }),
    },
  ];
  const cases = forms.flatMap((form) => skews.map((skew) => ({ ...form, skew, ahead: -skew / MINUTE })));

  test.each(cases)("by $ahead minutes, with $says: a login in 50 minutes, a second in 60", async ({ of, skew }) => {
    const { client, clock, logins } = setUp({ onLogin: () => of(clock.now() + skew) });
    for (let minute = 0; minute < 50; minute += 5) {
      await client.tokens.renew();
      await clock.advance(5 * MINUTE);
    }
    expect(logins()).toBe(1);
    await clock.advance(8 * MINUTE);
    await client.tokens.renew();
    expect(logins()).toBe(2);
  });

  test("by more than the lifetime, and nothing tells the server's time: an hour is assumed", async () => {
    const past = new Date(Date.UTC(2025, 0, 1)).toISOString();
    const { client, clock, logins } = setUp({ onLogin: () => ({ body: { value: jwt({}), expires: past } }) });
    for (let call = 0; call < 10; call++) {
      await client.tokens.renew();
      await clock.advance(MINUTE);
    }
    expect(logins()).toBe(1);
  });
});

describe("a token that is refused although it is new", () => {
  test.each([
    { status: 403, body: "" },
    { status: 401, body: { code: "F00012" } },
  ])("by one endpoint, with $status $body, is kept: no login per call", async (refusal) => {
    const isForbidden = (path: string) => path.endsWith("/token/user");
    const { client, clock, logins } = setUp({
      onCall: (_, path) => (isForbidden(path) ? refusal : { body: jwt({}) }),
    });
    for (let call = 0; call < 20; call++) {
      expect(await rejection(client.tokens.renew())).toMatchObject({ status: refusal.status });
      await client.tokens.createForDocuments({ ids: ["d1"], readOnly: true });
      await clock.advance(1_000);
    }
    expect(logins()).toBe(2);
    await clock.advance(MINUTE);
    await rejection(client.tokens.renew());
    expect(logins()).toBe(3);
  });

  test("does not keep other endpoints from replacing it", async () => {
    let dead = "";
    const { client, logins } = setUp({
      onCall: (token, path) =>
        path.endsWith("/token/user") ? { status: 403 } : token === dead ? { status: 401 } : { body: jwt({}) },
    });
    await rejection(client.tokens.renew());
    dead = `token-${logins()}`;
    await client.tokens.createForDocuments({ ids: ["d1"], readOnly: true });
    expect(logins()).toBe(3);
  });

  test("says so, and what a server of several nodes needs", async () => {
    const { client } = setUp({ onCall: () => ({ status: 401 }) });
    expect(String(await rejection(client.tokens.renew()))).toContain("`token.key`");
  });
});

describe("a Core that was restarted", () => {
  test.each([
    { status: 401, body: "" },
    { status: 401, body: { code: "F00012", message: "m" } },
    { status: 403, body: "" },
  ])("and refuses with $status $body: 50 calls at once succeed with one login", async (refusal) => {
    let alive = "token-1";
    for (const retry of [undefined, false, { attempts: 1 }] as const) {
      alive = "token-1";
      const onCall = (token = "") => (token === alive ? { body: jwt({}) } : refusal);
      const { client, logins } = setUp({ onCall, retry });
      await client.tokens.renew();
      alive = "token-2";
      await Promise.all(Array.from({ length: 50 }, () => client.tokens.renew()));
      expect(logins()).toBe(2);
    }
  });
});
