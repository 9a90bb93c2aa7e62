import {
  AdobePassV1,
  AuthError,
  type ExpiringToken,
  FlowerDocs,
  flowerDocsLogin,
  GoogleApiError,
  googleAuth,
  InvalidParamsError,
  type TesseraError,
  TimeoutError,
  type TokenFunction,
  type Transport,
} from "tessera-sdk";
import { AndroidEnterprise, type AndroidEnterpriseOptions } from "tessera-sdk/android-enterprise";
import { ChromeDirectory } from "tessera-sdk/chrome-directory";
import { ManualClock } from "tessera-sdk/testing";
import { describe, expect, it } from "vitest";
import { USER } from "../support/clients.js";
import { DrivenClock } from "../support/drivenClock.js";
import { rejection, until } from "../support/promises.js";
import { scripted } from "../support/scripted.js";
import { shown } from "../support/shown.js";
import { supplier, tokenServer } from "../support/suppliers.js";

const NOW = Date.UTC(2026, 0, 1);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

interface Setup extends Partial<AndroidEnterpriseOptions> {
  /** Tokens that the server accepts. @default all */
  accepted?: string[];
}

function setUp({ accepted, ...options }: Setup) {
  const clock = new DrivenClock({ now: NOW });
  const server = tokenServer(accepted);
  const client = new AndroidEnterprise({ auth: "unused", clock, transport: server.transport, ...options });
  const call = (callOptions = {}) => client.users.generateAuthenticationToken(USER, callOptions);
  return { clock, call, bearers: server.bearers };
}

/** A token function that returns `t1`, `t2`, … */
function counting(make: (token: string) => string | ExpiringToken = (token) => token) {
  const counter = { asked: 0, auth: (() => make(`t${++counter.asked}`)) as TokenFunction };
  return counter;
}

const living = (ms: number) => (token: string) => ({ token, expiresAt: NOW + ms });

describe("how long a token is kept", () => {
  it("uses a bare string for the calls then waiting and requests again for the next", async () => {
    const { auth, asks } = supplier();
    const { call, bearers } = setUp({ auth });

    const waiting = [call(), call(), call()];
    await until(() => asks.length > 0);
    asks[0]?.give("t1");
    await Promise.all(waiting);
    expect(bearers).toEqual(["t1", "t1", "t1"]);

    const later = call();
    await until(() => asks.length > 1);
    asks[1]?.give("t2");
    await later;
    expect(bearers.at(-1)).toBe("t2");
    expect(asks).toHaveLength(2);
  });

  const forms: [string, (at: number) => ExpiringToken["expiresAt"]][] = [
    ["a Date", (at) => new Date(at)],
    ["milliseconds", (at) => at],
    ["seconds", (at) => at / 1_000],
    ["seconds as a string", (at) => String(at / 1_000)],
    ["milliseconds as a string with white space", (at) => ` ${at} `],
    ["an ISO string", (at) => new Date(at).toISOString()],
    ["an ISO string with an offset", (at) => new Date(at + HOUR).toISOString().replace("Z", "+01:00")],
  ];
  const lives: [life: string, ms: number, early: string, refreshedAfter: number][] = [
    ["of an hour", HOUR, "five minutes", 55 * MINUTE],
    ["of ten minutes", 10 * MINUTE, "a fifth of its lifetime", 8 * MINUTE],
    ["of 25 minutes", 25 * MINUTE, "five minutes", 20 * MINUTE],
  ];
  for (const [form, write] of forms) {
    for (const [life, ms, early, refreshedAfter] of lives) {
      it(`keeps a token ${life}, its end given as ${form}, and renews it ${early} early`, async () => {
        const counter = counting((token) => ({ token, expiresAt: write(NOW + ms) }));
        const { clock, call, bearers } = setUp({ auth: counter.auth });
        await call();
        await clock.advance(refreshedAfter - 1);
        await call();
        expect(bearers).toEqual(["t1", "t1"]);
        await clock.advance(1);
        await call();
        expect(bearers).toEqual(["t1", "t1", "t2"]);
      });
    }
  }

  it.each([
    ["without `expiresAt`", (token: string) => ({ token })],
    ["with `expiresAt: undefined`", (token: string) => ({ token, expiresAt: undefined })],
    ["that has expired", living(-1)],
    ["that expires now", living(0)],
  ])("uses a token %s once", async (_, make) => {
    const counter = counting(make);
    const { call, bearers } = setUp({ auth: counter.auth });
    await call();
    await call();
    expect(bearers).toEqual(["t1", "t2"]);
  });
});

describe("calls that share one token request", () => {
  it("asks once for ten concurrent calls", async () => {
    const { auth, asks } = supplier();
    const { call, bearers } = setUp({ auth });
    const calls = Array.from({ length: 10 }, () => call());
    await until(() => asks.length > 0);
    asks[0]?.give({ token: "t1", expiresAt: NOW + HOUR });
    await Promise.all(calls);
    expect(bearers).toEqual(Array(10).fill("t1"));
    expect(asks).toHaveLength(1);
  });

  it("rejects a cancelled waiter at once with its reason and gives the others the token", async () => {
    const { auth, asks } = supplier();
    const { call, bearers } = setUp({ auth });
    const controller = new AbortController();
    const reason = { why: "the user left" };
    const others = [call(), call()];
    const cancelled = rejection(call({ signal: controller.signal }));
    await until(() => asks.length > 0);

    controller.abort(reason);
    expect(await cancelled).toBe(reason);
    expect(asks[0]?.signal.aborted).toBe(false);

    asks[0]?.give("t1");
    await Promise.all(others);
    expect(bearers).toEqual(["t1", "t1"]);
    expect(asks).toHaveLength(1);
  });

  it("aborts the request when its last waiter leaves, and a later call starts another", async () => {
    const { auth, asks } = supplier();
    const { call, bearers } = setUp({ auth });
    const first = new AbortController();
    const second = new AbortController();
    const left = [rejection(call({ signal: first.signal })), rejection(call({ signal: second.signal }))];
    await until(() => asks.length > 0);
    first.abort("one");
    await left[0];
    expect(asks[0]?.signal.aborted).toBe(false);
    second.abort("two");
    expect(await Promise.all(left)).toEqual(["one", "two"]);
    expect(asks[0]?.signal.aborted).toBe(true);

    const later = call();
    await until(() => asks.length > 1);
    asks[0]?.fail(new Error("aborted"));
    asks[1]?.give("t2");
    await later;
    expect(bearers).toEqual(["t2"]);
  });

  it("shares a failure with all that wait, and requests again for the next call", async () => {
    const { auth, asks } = supplier();
    const { call, bearers } = setUp({ auth });
    const failures = [rejection(call()), rejection(call())];
    await until(() => asks.length > 0);
    asks[0]?.fail(new Error("the vault is sealed"));
    for (const failure of await Promise.all(failures)) expect(failure).toBeInstanceOf(AuthError);
    expect(bearers).toEqual([]);

    const later = call();
    await until(() => asks.length > 1);
    asks[1]?.give("t2");
    await later;
    expect(bearers).toEqual(["t2"]);
  });
});

describe("the time that a token may take", () => {
  it("gives up a token request after 30 seconds", async () => {
    const { auth, asks } = supplier();
    const { clock, call, bearers } = setUp({ auth, retry: false });
    let settled = false;
    const failure = rejection(call()).finally(() => {
      settled = true;
    });
    await clock.advance(29_999);
    expect(settled).toBe(false);
    await clock.advance(1);
    const error = await failure;
    expect(error).toBeInstanceOf(AuthError);
    expect(error).toMatchObject({ kind: "unavailable", attempts: 0 });
    expect(asks[0]?.signal.aborted).toBe(true);
    expect(bearers).toEqual([]);
  });

  it("asks again after a token request that took too long", async () => {
    const { auth, asks } = supplier();
    const { clock, call, bearers } = setUp({ auth });
    const done = call();
    await clock.advance(30_000);
    await clock.advance(1_000);
    expect(asks).toHaveLength(2);
    asks[1]?.give("t2");
    await done;
    expect(bearers).toEqual(["t2"]);
  });

  it("counts the wait for a token towards the call's deadline", async () => {
    const { auth, asks } = supplier();
    const { clock, call, bearers } = setUp({ auth });
    const hurried = rejection(call({ deadlineMs: 5_000 }));
    const patient = call();
    await clock.advance(5_000);
    const error = await hurried;
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({ attempts: 0, outcomeUnknown: false });
    expect(asks[0]?.signal.aborted).toBe(false);

    asks[0]?.give("t1");
    await patient;
    expect(bearers).toEqual(["t1"]);
  });

  it("does not ask for a token for a call that is cancelled beforehand", async () => {
    const { auth, asks } = supplier();
    const { call } = setUp({ auth });
    expect(await rejection(call({ signal: AbortSignal.abort("early") }))).toBe("early");
    expect(asks).toHaveLength(0);
  });
});

describe("a call that uploads", () => {
  const bytes = new Uint8Array(3);
  const bodies = [
    { what: "bytes", body: bytes, last: "t2" },
    { what: "a stream", body: () => new Blob([bytes]).stream(), last: "t2" },
    { what: "JSON", body: { a: 1 }, last: "t1" },
  ];

  it.each(bodies)("$what starts with the token $last after half of the lifetime of t1", async ({ body, last }) => {
    const clock = new DrivenClock({ now: NOW });
    const { auth } = counting((token) => ({ token, expiresAt: clock.now() + 30_000 }));
    const { transport, bearers } = tokenServer();
    const client = new AndroidEnterprise({ auth, clock, transport });
    for (const passed of [0, 14_999, 1]) {
      await clock.advance(passed);
      await client.request({ http: "PUT /file", body });
    }
    expect(bearers).toEqual(["t1", "t1", last]);
  });
});

describe("an early refresh that fails", () => {
  const refreshing = () => {
    let asked = 0;
    const auth: TokenFunction = () => {
      if (++asked > 1) throw new Error("the vault is sealed");
      return { token: "t1", expiresAt: NOW + HOUR };
    };
    return { ...setUp({ auth }), asked: () => asked };
  };

  it("goes on with the old token while that lives, trying again every ten seconds", async () => {
    const { clock, call, bearers, asked } = refreshing();
    await call();
    await clock.advance(55 * MINUTE);
    await call();
    expect(asked()).toBe(2);
    await clock.advance(9_999);
    await call();
    expect(asked()).toBe(2);
    await clock.advance(1);
    await call();
    expect(asked()).toBe(3);
    expect(bearers).toEqual(["t1", "t1", "t1", "t1"]);
  });

  it("fails the call once the old token has expired", async () => {
    const { clock, call, bearers } = refreshing();
    await call();
    await clock.advance(HOUR - 1);
    await call();
    await clock.advance(10_000);
    expect(await rejection(call())).toBeInstanceOf(AuthError);
    expect(bearers).toEqual(["t1", "t1"]);
  });

  it("does not use the old token when it expires while the refresh is under way", async () => {
    const { auth, asks } = supplier();
    const { clock, call, bearers } = setUp({ auth });
    const first = call();
    await until(() => asks.length > 0);
    asks[0]?.give({ token: "t1", expiresAt: NOW + MINUTE });
    await first;
    await clock.advance(50_000);
    const failure = rejection(call());
    await until(() => asks.length > 1);
    await clock.advance(10_000);
    asks[1]?.fail(new Error("the vault is sealed"));
    expect(await failure).toBeInstanceOf(AuthError);
    expect(bearers).toEqual(["t1"]);
  });
});

describe("a token that the server refuses", () => {
  it("is dropped, and the call retried once with a new one", async () => {
    const counter = counting(living(HOUR));
    const { call, bearers, clock } = setUp({ auth: counter.auth, accepted: ["t2"] });
    await call();
    await call();
    expect(bearers).toEqual(["t1", "t2", "t2"]);
    expect(clock.waits).toEqual([]);
  });

  it("is replaced once a call", async () => {
    const counter = counting(living(HOUR));
    const { call, bearers } = setUp({ auth: counter.auth, accepted: [] });
    const error = await rejection(call());
    expect(error).toBeInstanceOf(GoogleApiError);
    expect(error).toMatchObject({ status: 401, kind: "unauthenticated", attempts: 2 });
    expect(bearers).toEqual(["t1", "t2"]);

    await rejection(call());
    expect(bearers.slice(2)).toEqual(["t3", "t4"]);
  });

  it("is not sent again when the function gives the same one", async () => {
    const counter = counting(() => ({ token: "same", expiresAt: NOW + HOUR }));
    const { call, bearers } = setUp({ auth: counter.auth, accepted: [] });
    expect(await rejection(call())).toMatchObject({ status: 401, attempts: 1 });
    expect(counter.asked).toBe(2);
    expect(bearers).toEqual(["same"]);
  });

  it("is not replaced when it was given as a string", async () => {
    const { call, bearers } = setUp({ auth: "fixed", accepted: [] });
    expect(await rejection(call())).toMatchObject({ status: 401, attempts: 1 });
    expect(bearers).toEqual(["fixed"]);
  });

  it.each([false, { attempts: 1 }] as const)("is replaced also with the option `retry: %j`", async (retry) => {
    const counter = counting(living(HOUR));
    const { call, bearers } = setUp({ auth: counter.auth, accepted: ["t2"], retry });
    await call();
    expect(bearers).toEqual(["t1", "t2"]);
  });

  it("is renewed once for the calls that were refused together", async () => {
    const counter = counting(living(HOUR));
    const { call, bearers } = setUp({ auth: counter.auth, accepted: ["t2"] });
    await Promise.all(Array.from({ length: 5 }, () => call()));
    expect(counter.asked).toBe(2);
    expect(bearers).toEqual([...Array(5).fill("t1"), ...Array(5).fill("t2")]);
  });

  it("is not renewed again for a call whose refusal comes after the renewal", async () => {
    const counter = counting(living(HOUR));
    const server = tokenServer(["t2"]);
    const gates: (() => void)[] = [];
    const transport: Transport = {
      async send(request) {
        if (String(request.headers.authorization).endsWith("t1")) await new Promise<void>((open) => gates.push(open));
        return server.transport.send(request);
      },
    };
    const { call } = setUp({ auth: counter.auth, transport });
    const calls = [call(), call()];
    await until(() => gates.length === 2);
    gates[0]?.();
    await calls[0];
    gates[1]?.();
    await calls[1];
    expect(counter.asked).toBe(2);
    expect(server.bearers).toEqual(["t1", "t2", "t1", "t2"]);
  });

  it("makes the call fail with the reason why no new one could be had", async () => {
    let asked = 0;
    const auth: TokenFunction = () => {
      if (++asked > 1) throw new Error("the vault is sealed");
      return { token: "t1", expiresAt: NOW + HOUR };
    };
    const { call, bearers } = setUp({ auth, accepted: [] });
    const error = await rejection(call());
    expect(error).toBeInstanceOf(AuthError);
    expect(error).toMatchObject({ kind: "unauthenticated", attempts: 1 });
    expect(bearers).toEqual(["t1"]);
  });
});

describe("the choice of a scope", () => {
  const READ_WRITE = "https://www.googleapis.com/auth/admin.directory.device.chromebrowsers";
  const READ_ONLY = `${READ_WRITE}.readonly`;

  function directory(granted: string[], code = "unauthorized_client") {
    const asked: string[][] = [];
    const auth: TokenFunction = ({ scopes }) => {
      asked.push([...scopes]);
      if (!scopes.some((scope) => granted.includes(scope))) throw new AuthError("not granted", { code });
      return scopes.includes(READ_ONLY) ? "read-only" : "read-write";
    };
    const { transport, bearers } = tokenServer();
    const client = new ChromeDirectory({ auth, transport, clock: new ManualClock() });
    const list = () => client.enrollmentTokens.list().toArray();
    return { list, revoke: () => client.enrollmentTokens.revoke({ tokenPermanentId: "id" }), asked, bearers };
  }

  it("asks for the least scope that suffices", async () => {
    const { list, revoke, asked, bearers } = directory([READ_ONLY, READ_WRITE]);
    await list();
    await revoke();
    expect(asked).toEqual([[READ_ONLY], [READ_WRITE]]);
    expect(bearers).toEqual(["read-only", "read-write"]);
  });

  it.each(["unauthorized_client", "invalid_scope"])("asks for the next on %s and remembers it", async (code) => {
    const { list, asked, bearers } = directory([READ_WRITE], code);
    await list();
    await list();
    expect(asked).toEqual([[READ_ONLY], [READ_WRITE], [READ_WRITE]]);
    expect(bearers).toEqual(["read-write", "read-write"]);
  });

  it("shares the second choice among concurrent calls", async () => {
    const { list, asked } = directory([READ_WRITE]);
    await Promise.all([list(), list(), list()]);
    expect(asked).toEqual([[READ_ONLY], [READ_WRITE]]);
  });

  it.each([
    ["the least", READ_ONLY, [[READ_ONLY]]],
    ["another", READ_WRITE, [[READ_ONLY], [READ_WRITE]]],
  ])("fails when no scope is granted, and starts over once %s is, as grants change", async (_, scope, askedLater) => {
    const granted: string[] = [];
    const { list, asked, bearers } = directory(granted);
    expect(await rejection(list())).toMatchObject({ name: "AuthError", code: "unauthorized_client", attempts: 0 });
    expect(asked).toEqual([[READ_ONLY], [READ_WRITE]]);
    granted.push(scope);
    await list();
    expect(asked.slice(2)).toEqual(askedLater);
    expect(bearers).toHaveLength(1);
  });

  it("does not try another scope for any other failure", async () => {
    const { list, asked } = directory([], "invalid_grant");
    expect(await rejection(list())).toMatchObject({ name: "AuthError", code: "invalid_grant" });
    expect(asked).toEqual([[READ_ONLY]]);
  });
});

describe("a token function that does wrong", () => {
  const SECRET = "s3cret-t0ken";
  const supplies = (supplied: unknown) => (() => supplied) as TokenFunction;

  it.each([
    ["undefined", undefined],
    ["null", null],
    ["a number", 42],
    ["an empty string", ""],
    ["an object without a token", {}],
    ["an object with an empty token", { token: "" }],
    ["an object with a token that is not a string", { token: { value: SECRET } }],
    ["blanks", "   "],
    ["a token that ends with a line break", `${SECRET}\n`],
    ["a token with CRLF and another header", { token: `${SECRET}\r\nx-evil: 1` }],
    ["a token with a blank", `${SECRET} ${SECRET}`],
    ["a token outside ASCII", `${SECRET}é`],
    ["an `expiresAt` that is not a date", { token: SECRET, expiresAt: "soon" }],
    ["an invalid Date as `expiresAt`", { token: SECRET, expiresAt: new Date(Number.NaN) }],
    ["NaN as `expiresAt`", { token: SECRET, expiresAt: Number.NaN }],
    ["an object as `expiresAt`", { token: SECRET, expiresAt: {} }],
  ])("fails with an AuthError that quotes nothing: %s", async (_, supplied) => {
    const { call, bearers } = setUp({ auth: supplies(supplied) });
    const error = (await rejection(call())) as TesseraError;
    expect(error).toBeInstanceOf(AuthError);
    expect(error).toMatchObject({
      code: "ERR_TESSERA_AUTH",
      kind: "unauthenticated",
      endpoint: "androidenterprise.users.generateAuthenticationToken",
    });
    expect(error.message).toContain("`auth`");
    expect(shown(error)).not.toContain(SECRET);
    expect(bearers).toEqual([]);
  });

  it.each<[string, TokenFunction]>([
    [
      "throws",
      () => {
        throw new RangeError("the vault is sealed");
      },
    ],
    ["rejects", () => Promise.reject(new RangeError("the vault is sealed"))],
  ])("fails with an AuthError that has the reason as its cause: it %s", async (_, auth) => {
    const { call, clock } = setUp({ auth });
    const error = (await rejection(call())) as TesseraError;
    expect(error).toBeInstanceOf(AuthError);
    expect(error.cause).toEqual(new RangeError("the vault is sealed"));
    expect(error.message).not.toContain("sealed");
    expect(clock.waits).toEqual([]);
  });
});

describe("what is given as `auth`", () => {
  it.each([
    ["nothing", undefined],
    ["null", null],
    ["a number", 42],
    ["true", true],
    ["an object that is not a credential", {}],
    ["a list", ["s3cret"]],
    ["an object whose `getAccessToken` is not a function", { getAccessToken: "s3cret" }],
    ["the content of a key file", { type: "service_account", private_key: "s3cret" }],
    ["an empty string", ""],
    ["blanks", "  "],
    ["a token with a line break", "s3cret\r\nx-evil: 1"],
    ["a token outside ASCII", "s3crét-s3cret"],
  ])("is refused by the constructor when it is %s", (_, auth) => {
    let error: unknown;
    try {
      new AndroidEnterprise({ auth: auth as never });
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(InvalidParamsError);
    expect((error as InvalidParamsError).issues.map(({ path }) => path)).toEqual(["auth"]);
    expect(shown(error)).not.toContain("s3cret");
  });
});

describe("a provider of another vendor", () => {
  const key = { type: "service_account", client_email: "robot@project.iam.gserviceaccount.com", private_key: "s3cret" };
  const flower = flowerDocsLogin({ user: "jane", password: "s3cret", scope: "ACME" });
  const google = googleAuth({ credentials: key });
  const baseUrl = "https://flowerdocs.example.com/core";

  it.each<[string, (transport: Transport) => unknown]>([
    ["AndroidEnterprise", (transport) => new AndroidEnterprise({ auth: flower as never, transport })],
    ["ChromeDirectory", (transport) => new ChromeDirectory({ auth: flower as never, transport })],
    ["AdobePassV1", (transport) => new AdobePassV1({ auth: flower as never, transport })],
    ["AdobePassV1", (transport) => new AdobePassV1({ auth: google as never, transport })],
    ["FlowerDocs", (transport) => new FlowerDocs({ auth: google as never, transport, baseUrl })],
  ])("is refused by %s, and nothing is sent", (_, make) => {
    const transport = scripted();
    expect(() => make(transport)).toThrow(InvalidParamsError);
    expect(() => make(transport)).toThrow(/`auth`/);
    expect(transport.sent).toEqual([]);
  });
});

it("a function's fields beside the token and its expiry are not sent", async () => {
  const headers = { "x-goog-user-project": "s3cret", authorization: "Bearer other" };
  const transport = scripted({ body: { token: "issued" } });
  const auth = () => ({ token: "t1", headers }) as ExpiringToken;
  await new AndroidEnterprise({ auth, transport }).users.generateAuthenticationToken(USER);
  expect(transport.sent[0]?.headers).toMatchObject({ authorization: "Bearer t1" });
  expect(transport.sent[0]?.headers).not.toHaveProperty("x-goog-user-project");
});
