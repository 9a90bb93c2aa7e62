/** From a software statement to access tokens: what is registered, what is kept, and where the ladder of 401s ends. */
import { inspect } from "node:util";
import {
  AdobePass,
  AdobePassV1,
  type AdobeRegistrationEvent,
  AuthError,
  InvalidParamsError,
  memoryStore,
  type Store,
  softwareStatement,
} from "tessera-sdk/adobe-pass";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { SkippingClock } from "../support/clocks.js";
import { rejection, settle } from "../support/promises.js";
import { CHECK, DEVICE, REGISTER, RegistrationServer, statementOf, TOKEN } from "../support/registration.js";

beforeAll(() => void vi.spyOn(process, "emitWarning").mockImplementation(() => {}));
afterAll(() => void vi.restoreAllMocks());

function setUp(given: { store?: Store; statement?: string; server?: RegistrationServer; redirectUri?: string } = {}) {
  const { store = memoryStore(), statement = statementOf(), server = new RegistrationServer(), redirectUri } = given;
  const events: AdobeRegistrationEvent[] = [];
  const clock = new SkippingClock({ random: 0 });
  const onEvent = (event: AdobeRegistrationEvent) => void events.push(event);
  const auth = softwareStatement({ statement, store, redirectUri, onEvent });
  const limits = { timeoutMs: Number.POSITIVE_INFINITY, deadlineMs: Number.POSITIVE_INFINITY };
  // Token requests have a limit of their own, which this clock would let pass at once.
  const sleep = clock.sleep.bind(clock);
  clock.sleep = (ms, wake) => (ms === 30_000 ? () => {} : sleep(ms, wake));
  const client = new AdobePassV1({ auth, transport: server, clock, ...limits });
  return {
    server,
    events,
    clock,
    client,
    store,
    check: (device = {}) => client.checkAuthentication({ ...DEVICE, ...device }),
  };
}

/** The only entry of a store. */
function recordingStore(): Store & { values: Map<string, string> } {
  const values = new Map<string, string>();
  return {
    values,
    get: (key) => values.get(key),
    set: (key, value) => void values.set(key, value),
    delete: (key) => void values.delete(key),
  };
}

describe("the first call of a device", () => {
  test("registers it, gets a token, and sends what Adobe documents", async () => {
    const { server, check, events } = setUp({ redirectUri: "app://com.example#x" });
    expect(await check()).toEqual({ authenticated: true });
    expect(server.paths).toEqual([REGISTER, TOKEN, CHECK]);
    const [register, token, call] = server.sent;
    expect(register).toMatchObject({
      method: "POST",
      body: JSON.stringify({ software_statement: statementOf(), redirect_uri: "app://com.example#x" }),
      headers: { "content-type": "application/json", "x-forwarded-for": DEVICE.deviceIp },
    });
    expect(token).toMatchObject({
      method: "POST",
      body: "client_id=client-1&client_secret=secret-of-client-1&grant_type=client_credentials",
      headers: { "content-type": "application/x-www-form-urlencoded", "x-forwarded-for": DEVICE.deviceIp },
    });
    expect(call?.headers.authorization).toBe("Bearer access-token-1");
    const info = call?.headers["x-device-info"];
    expect(info).toBeTruthy();
    expect([register?.headers["x-device-info"], token?.headers["x-device-info"]]).toEqual([info, info]);
    expect(register?.headers).not.toHaveProperty("authorization");
    expect(events).toEqual([
      { type: "registered", clientId: "client-1", deviceId: "device-1", key: expect.stringContaining("device-1") },
    ]);
  });

  test("registers the device that the client was created with, whatever becomes of the object meanwhile", async () => {
    const events: AdobeRegistrationEvent[] = [];
    const auth = softwareStatement({ statement: statementOf(), onEvent: (event) => void events.push(event) });
    const device = { id: "device-1", info: DEVICE.deviceInfo };
    const client = new AdobePass({ auth, serviceProvider: "REF30", device, transport: new RegistrationServer() });
    device.id = "device-2";
    await client.request({ http: "GET /api/v2/{serviceProvider}/new", path: { serviceProvider: "REF30" } });
    expect(events.map(({ deviceId }) => deviceId)).toEqual(["device-1"]);
  });

  test("registers it once for calls at the same time", async () => {
    const { server, check } = setUp();
    await Promise.all(Array.from({ length: 24 }, () => check()));
    expect([server.count(REGISTER), server.count(TOKEN), server.count(CHECK)]).toEqual([1, 1, 24]);
  });

  test("registers each device, and none for another", async () => {
    const { server, check, events } = setUp();
    const ids = ["a", "b", "c", "a", "b", "c"];
    await Promise.all(ids.map((deviceId) => check({ deviceId })));
    expect(server.count(REGISTER)).toBe(3);
    expect(new Set(events.map(({ key }) => key)).size).toBe(3);
  });
});

describe("what is kept", () => {
  test("serves another client of the same store, without a request for a token", async () => {
    const first = setUp();
    await first.check();
    const second = setUp({ store: first.store, server: first.server });
    await second.check();
    expect(first.server.paths).toEqual([REGISTER, TOKEN, CHECK, CHECK]);
    expect(second.events).toEqual([]);
  });

  test("serves no other statement, and no other host", async () => {
    const { server, store, check } = setUp();
    await check();
    await setUp({ store, server, statement: statementOf({ jti: "another" }) }).check();
    const options = { auth: softwareStatement({ statement: statementOf(), store }), transport: server };
    await new AdobePassV1({ ...options, environment: "staging" }).checkAuthentication(DEVICE);
    expect(server.count(REGISTER)).toBe(3);
  });

  test("holds no statement in its key", async () => {
    const store = recordingStore();
    await setUp({ store }).check();
    expect([...store.values.keys()].join()).not.toContain(statementOf().split(".")[1]);
  });

  test("is refreshed in the last five minutes of a token, with the client that there is", async () => {
    const { server, check, clock } = setUp();
    await check();
    await clock.advance((21_600 - 301) * 1_000);
    await check();
    expect(server.count(TOKEN)).toBe(1);
    await clock.advance(2_000);
    await check();
    expect([server.count(TOKEN), server.count(REGISTER)]).toEqual([2, 1]);
  });

  test("is refreshed as early by a client that found it in the store", async () => {
    const first = setUp();
    await first.check();
    const second = setUp({ store: first.store, server: first.server });
    await second.clock.advance((21_600 - 600) * 1_000);
    await second.check();
    expect(first.server.count(TOKEN)).toBe(1);
    await second.clock.advance(301_000);
    await second.check();
    expect([first.server.count(TOKEN), first.server.count(REGISTER)]).toEqual([2, 1]);
  });

  test("is used until it expires if it cannot be refreshed, which is an event", async () => {
    const { server, check, clock, events } = setUp();
    await check();
    server.refusals.set(TOKEN, { status: 500, body: { status: 500, code: "internal_server_error", action: "none" } });
    await clock.advance((21_600 - 200) * 1_000);
    expect(await check()).toEqual({ authenticated: true });
    expect(events.at(-1)).toMatchObject({ type: "refresh_failed", clientId: "client-1", error: { status: 500 } });
    server.refusals.clear();
    await clock.advance(11_000);
    await check();
    expect([server.count(TOKEN), server.count(REGISTER)]).toEqual([3, 1]);
  });

  test("is read again by whom another process has overtaken", async () => {
    const { server, check, store } = setUp();
    await check();
    server.tokens.clear();
    await setUp({ store, server }).check();
    const [requests] = [server.count(TOKEN)];
    await check();
    expect([server.count(TOKEN), server.count(REGISTER)]).toEqual([requests, 1]);
  });

  test("is registered again for a device whose entry was deleted, and for no other", async () => {
    const store = recordingStore();
    const { server, check, clock, events } = setUp({ store });
    await check();
    await check({ deviceId: "device-2" });
    store.delete(events[0]?.key ?? "");
    await clock.advance(21_600_000);
    await check();
    await check({ deviceId: "device-2" });
    expect(server.count(REGISTER)).toBe(3);
  });
});

describe("the ladder of 401s", () => {
  test("a refused token is replaced once, with the same client", async () => {
    const { server, check, events } = setUp();
    await check();
    server.tokens.clear();
    expect(await check()).toEqual({ authenticated: true });
    expect(server.paths.slice(3)).toEqual([CHECK, TOKEN, CHECK]);
    expect(events.map(({ type }) => type)).toEqual(["registered"]);
  });

  test("24 calls whose token is refused at once replace it once", async () => {
    const { server, check } = setUp();
    await check();
    server.tokens.clear();
    const results = await Promise.all(Array.from({ length: 24 }, () => check()));
    expect(results.every(({ authenticated }) => authenticated)).toBe(true);
    expect([server.count(TOKEN), server.count(REGISTER)]).toEqual([2, 1]);
    expect(server.count(CHECK)).toBeLessThanOrEqual(49);
  });

  test("a refused client is registered again once, and that is said", async () => {
    const { server, check, events } = setUp();
    await check();
    server.tokens.clear();
    server.clients.set("client-1", "revoked");
    expect(await check()).toEqual({ authenticated: true });
    expect(server.paths.slice(3)).toEqual([CHECK, TOKEN, REGISTER, TOKEN, CHECK]);
    expect(events.at(-1)).toMatchObject({ type: "replaced", clientId: "client-2", previousClientId: "client-1" });
  });

  test.each([401, 403])("a %i invalid_client of a call is a matter of the token, first", async (status) => {
    const { server, check } = setUp();
    await check();
    server.refusals.set(CHECK, { status, body: { error: "invalid_client" }, times: 1 });
    expect(await check()).toEqual({ authenticated: true });
    expect(server.paths.slice(3)).toEqual([CHECK, TOKEN, CHECK]);
  });

  test("a token that is refused again is the end", async () => {
    const { server, check } = setUp();
    server.refusals.set(CHECK, { status: 401, body: { error: "access_denied" } });
    const error = await rejection(check());
    expect(error).toMatchObject({ status: 401, code: "access_denied", attempts: 2 });
    expect(String(error)).toContain("had been replaced once already");
    expect([server.count(TOKEN), server.count(REGISTER)]).toEqual([2, 1]);
  });

  test.each(["invalid_access_token_service_provider", "invalid_access_token_client_application"])(
    "%s is a matter of the statement: no token is replaced",
    async (code) => {
      const { server, check } = setUp();
      const body = { status: 401, code, action: "application-registration", message: "m" };
      server.refusals.set(CHECK, { status: 401, body });
      const error = await rejection(check());
      expect(error).toMatchObject({ code, attempts: 1 });
      expect(String(error)).toContain("The software statement does not cover");
      expect(server.paths).toEqual([REGISTER, TOKEN, CHECK]);
    },
  );

  test("a client that is refused right after it was registered is the end, also for further calls", async () => {
    const { server, check, events } = setUp();
    server.refusals.set(TOKEN, { status: 400, body: { error: "invalid_client" } });
    for (let call = 0; call < 3; call++) {
      const error = await rejection(check());
      expect(error).toBeInstanceOf(AuthError);
      expect(error).toMatchObject({ code: "invalid_client" });
    }
    expect(server.paths).toEqual([REGISTER, TOKEN]);
    expect(events.map(({ type }) => type)).toEqual(["registered"]);
  });

  test("a replacement that is refused as well is the end", async () => {
    const { server, check, events } = setUp();
    await check();
    server.tokens.clear();
    server.refusals.set(TOKEN, { status: 400, body: { error: "invalid_client" } });
    await rejection(check());
    await rejection(check());
    expect(server.paths.slice(3)).toEqual([CHECK, TOKEN, REGISTER, TOKEN]);
    expect(events.map(({ type }) => type)).toEqual(["registered", "replaced"]);
  });
});

describe("a refusal", () => {
  test.each(["invalid_software_statement", "unapproved_software_statement"])(
    "%s is not sent again, for any device, and names the statement",
    async (code) => {
      const { server, check } = setUp();
      server.refusals.set(REGISTER, { status: 400, body: { error: code } });
      for (const deviceId of ["a", "a", "b", "c"]) {
        const error = await rejection(check({ deviceId }));
        expect(error).toBeInstanceOf(AuthError);
        expect(error).toMatchObject({ code, kind: "unauthenticated", status: 400 });
        expect(String(error)).toContain("Adobe refused the software statement");
      }
      expect(server.paths).toEqual([REGISTER]);
    },
  );

  test.each(["invalid_request", "invalid_redirect_uri"])("%s is not sent again for that device", async (code) => {
    const { server, check } = setUp();
    server.refusals.set(REGISTER, { status: 400, body: { error: code } });
    await rejection(check());
    expect(await rejection(check())).toMatchObject({ code });
    expect(server.paths).toEqual([REGISTER]);
  });

  test.each(["invalid_redirect_uri", "invalid_software_statement"])(
    "%s is over once another process has stored a client",
    async (code) => {
      const server = new RegistrationServer();
      const store = recordingStore();
      const { check } = setUp({ server, store });
      server.refusals.set(REGISTER, { status: 400, body: { error: code }, times: 1 });
      await rejection(check());
      await rejection(check());
      expect(server.count(REGISTER)).toBe(1);
      await setUp({ server, store }).check();
      expect(await check()).toEqual({ authenticated: true });
      expect(server.count(REGISTER)).toBe(2);
    },
  );

  test("of a client is not met again, where the next one could not be registered at once", async () => {
    const { server, check, events } = setUp();
    await check();
    server.tokens.clear();
    server.clients.clear();
    server.refusals.set(REGISTER, { status: 403, body: "<html>Blocked</html>", times: 1 });
    await rejection(check());
    expect(await check()).toEqual({ authenticated: true });
    expect(server.paths.slice(3)).toEqual([CHECK, TOKEN, REGISTER, REGISTER, TOKEN, CHECK]);
    expect(events.map(({ type }) => type)).toEqual(["registered", "lost", "replaced"]);
  });

  test.each([
    { what: "refused", store: recordingStore() },
    {
      what: "not stored",
      store: {
        ...recordingStore(),
        set: () => {
          throw new Error("full");
        },
      },
    },
  ])("and what is $what is remembered for more idle devices than are kept", async ({ what, store }) => {
    const count = 1_000;
    const { server, check, clock } = setUp({ store });
    if (what === "refused") server.refusals.set(REGISTER, { status: 400, body: { error: "invalid_redirect_uri" } });
    const all = Array.from({ length: count }, (_, index) => ({
      deviceId: `d${index}`,
      deviceIp: `203.0.${index % 200}.1`,
    }));
    for (const each of all) await check(each).catch(() => {});
    await clock.advance(2 * 3_600_000);
    await check({ deviceId: "next" }).catch(() => {});
    const before = server.count(REGISTER);
    expect(before).toBe(count + 1);
    await check(all[0]).catch(() => {});
    expect(server.count(REGISTER)).toBe(before);
  });

  test.each([
    { waitsFor: TOKEN, isRefused: false },
    { waitsFor: REGISTER, isRefused: true },
  ])("is not what a call is given up for, while it waits for $waitsFor", async ({ waitsFor, isRefused }) => {
    const { server, check, client, clock, events } = setUp();
    await check();
    if (isRefused) server.clients.clear();
    await clock.advance(21_600_000 - 60_000);
    const send = server.send.bind(server);
    const controller = new AbortController();
    server.send = (request) => {
      if (new URL(request.url).pathname !== waitsFor) return send(request);
      controller.abort(new Error("given up"));
      return new Promise((_, reject) => request.cancellation.onCancel(reject));
    };
    const call = client.checkAuthentication(DEVICE, { signal: controller.signal });
    expect(await rejection(call)).toMatchObject({ message: "given up" });
    await settle(20);
    expect(events.map(({ type }) => type)).toEqual(["registered"]);
  });

  test("of the replacement of a client is the loss of that client", async () => {
    const { server, check, events } = setUp();
    await check();
    server.tokens.clear();
    server.clients.clear();
    server.refusals.set(REGISTER, { status: 400, body: { error: "unapproved_software_statement" } });
    expect(await rejection(check())).toMatchObject({ code: "unapproved_software_statement" });
    expect(events.at(-1)).toMatchObject({
      type: "lost",
      clientId: "client-1",
      error: { code: "unapproved_software_statement" },
    });
  });

  test.each([
    [429, "<html>429 Too Many Requests openresty</html>"],
    [503, ""],
  ])("a %i of the token request is waited out, with the same client", async (status, body) => {
    const { server, check } = setUp();
    server.refusals.set(TOKEN, { status, body, times: 2 });
    expect(await check()).toEqual({ authenticated: true });
    expect([server.count(TOKEN), server.count(REGISTER)]).toEqual([3, 1]);
  });

  test("a gateway's page is not Adobe's refusal: the next call registers", async () => {
    const { server, check } = setUp();
    server.refusals.set(REGISTER, { status: 403, body: "<html>Blocked</html>", times: 1 });
    expect(await rejection(check())).toBeInstanceOf(AuthError);
    expect(await check()).toEqual({ authenticated: true });
  });

  test.each([
    ["a page", "<html>Sign in</html>"],
    ["an error", { error: "invalid_client" }],
    ["no secret", { client_id: "c" }],
    ["an empty id", { client_id: "", client_secret: "s" }],
    ["nothing", ""],
  ])("a 201 that holds %s registers nothing", async (_, body) => {
    const store = recordingStore();
    const { server, check } = setUp({ store });
    server.refusals.set(REGISTER, { status: 201, body });
    expect(await rejection(check())).toBeInstanceOf(AuthError);
    expect(store.values.size).toBe(0);
    expect(server.paths).toEqual([REGISTER]);
  });
});

describe("a store", () => {
  const failing = (fails: keyof Store): Store => ({
    ...recordingStore(),
    ...memoryStore(),
    [fails]: () => Promise.reject(new Error("disk")),
  });

  test.each(["get", "lock"] as const)("that fails in `%s` leads to no registration", async (method) => {
    const { server, check } = setUp({ store: failing(method) });
    const error = await rejection(check());
    expect(error).toBeInstanceOf(AuthError);
    expect(error).toMatchObject({ cause: { message: "disk" } });
    expect(String(error)).toContain("Nothing was registered");
    expect(server.sent).toEqual([]);
  });

  test.each(["", "{}", "null", "not JSON", '{"clientId":1,"clientSecret":"s"}'])(
    "that holds %j leads to no registration",
    async (text) => {
      const { server, check } = setUp({ store: { ...memoryStore(), get: () => text } });
      expect(String(await rejection(check()))).toContain("holds something other than a client");
      expect(server.sent).toEqual([]);
    },
  );

  test("that cannot be written to is an event, and registers once a process", async () => {
    const { server, check, clock, events } = setUp({ store: failing("set") });
    await check();
    await clock.advance(21_600_000);
    await check();
    expect([server.count(REGISTER), server.count(TOKEN)]).toEqual([1, 2]);
    expect(events.filter(({ type }) => type === "not_stored")).toHaveLength(3);
  });

  test("that cannot be written to any more keeps no client from being used that replaced a refused one", async () => {
    const store = recordingStore();
    const { server, check, clock, events } = setUp({ store });
    await check();
    store.set = () => Promise.reject(new Error("disk"));
    server.clients.set("client-1", "revoked");
    server.tokens.clear();
    await check();
    await clock.advance(21_600_000);
    await check();
    expect(server.count(REGISTER)).toBe(2);
    expect(events.filter(({ type }) => type === "replaced")).toHaveLength(1);
  });

  test.each(["get", "set", "delete", "lock", "unlock"])("without `%s` beside its other methods is refused", (name) => {
    const store = { ...memoryStore(), [name]: undefined } as unknown as Store;
    expect(() => softwareStatement({ statement: statementOf(), store })).toThrow(InvalidParamsError);
  });

  test("that fails in `unlock` has stored what was done", async () => {
    const { server, check } = setUp({ store: failing("unlock") });
    expect(await check()).toEqual({ authenticated: true });
    expect(server.count(REGISTER)).toBe(1);
  });

  test("that is shared by clients in one process registers once", async () => {
    const store = memoryStore();
    const server = new RegistrationServer();
    await Promise.all(Array.from({ length: 8 }, () => setUp({ store, server }).check()));
    expect(server.count(REGISTER)).toBe(1);
  });
});

describe("a statement", () => {
  test.each([undefined, "", "statement", "a.b", "a.b.c.d", "a.b.c\n", " a.b.c"])("%j is refused", (statement) => {
    expect(() => softwareStatement({ statement: statement as string })).toThrow(InvalidParamsError);
  });

  test("whose scopes do not suffice is not sent", async () => {
    const { server, check } = setUp({ statement: statementOf({ scopes: ["api:client:v2"] }) });
    const error = await rejection(check());
    expect(error).toBeInstanceOf(AuthError);
    expect(error).toMatchObject({ kind: "permission_denied" });
    expect(String(error)).toContain("The software statement covers api:client:v2, and this call needs profile:client");
    expect(server.sent).toEqual([]);
  });

  test.each([["a b profile:client"], [["profile:client"]], [undefined], [null]])(
    "may have its scopes as %j",
    async (scopes) => {
      expect(await setUp({ statement: statementOf({ scopes }) }).check()).toEqual({ authenticated: true });
    },
  );

  test("that has expired is not sent", async () => {
    const { server, check, clock } = setUp({ statement: statementOf({ exp: 1_700_000_000 }) });
    clock.setNow(1_700_000_000_000);
    expect(String(await rejection(check()))).toContain("expired on 2023-11-14");
    expect(server.sent).toEqual([]);
  });

  test("whose claims cannot be read is Adobe's to check", async () => {
    expect(await setUp({ statement: "x.y.z" }).check()).toEqual({ authenticated: true });
  });
});

test("no statement, secret or token is in an error, an event or what a provider shows", async () => {
  const { server, check, events, client } = setUp();
  const shown: string[] = [];
  const show = (value: unknown) => {
    shown.push(inspect(value, { depth: 9, showHidden: true }), JSON.stringify(value));
    if (value instanceof Error) shown.push(value.stack ?? "");
  };
  await check();
  for (const status of [400, 401, 403, 500, 201]) {
    const echoes = [
      (sent: string) => ({ error: "invalid_client", error_description: sent }),
      (sent: string) => ({ status: 403, message: sent, details: sent, trace: sent, code: sent, action: sent }),
      (sent: string) => `<error><status>403</status><message><![CDATA[${sent}]]></message></error>`,
      (sent: string) => ({ message: sent }),
      (sent: string) => `<html>Reference #${sent}</html>`,
    ];
    for (const path of [REGISTER, TOKEN, CHECK]) {
      for (const body of echoes) {
        server.refusals.clear();
        server.refusals.set(path, { status, body });
        show(await check({ deviceId: crypto.randomUUID() }).catch((error) => error));
      }
    }
  }
  for (const event of events) show(event);
  show(client);
  show(softwareStatement({ statement: statementOf() }));
  expect(shown.length).toBeGreaterThan(200);
  expect(shown.join("\n")).toContain("[redacted]");
  expect(shown.filter((text) => text.includes(statementOf()))).toEqual([]);
  expect(shown.filter((text) => /secret-of-client-\d|access-token-\d/.test(text))).toEqual([]);
});
