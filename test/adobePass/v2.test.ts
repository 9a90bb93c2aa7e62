/** REST v2: what is a result, what is an error, and which requests a call makes. */

import { inspect } from "node:util";
import {
  AdobePass,
  AdobePassError,
  AdobePassManagement,
  type AdobePassOptions,
  AdobeSsoService,
  authenticationUrl,
  type Drift,
  InvalidParamsError,
  InvalidResponseError,
  partnerFrameworkStatus,
  TesseraError,
  tempPassIdentity,
} from "tessera-sdk/adobe-pass";
import { describe, expect, test } from "vitest";
import { NO_TIMERS, SkippingClock } from "../support/clocks.js";
import { rejection } from "../support/promises.js";
import { type ScriptedResponse, scripted } from "../support/scripted.js";

const INFO = { model: "TV", version: "1", osName: "tvOS", osVersion: "11", connectionType: "WiFi" };
const DEVICE = { id: "6ed6a9", info: INFO };

function setUp(responses: (ScriptedResponse | Error)[], options: Partial<AdobePassOptions> = {}) {
  const transport = scripted(...responses);
  const clock = new SkippingClock();
  const client = new AdobePass({
    auth: "a",
    serviceProvider: "REF30",
    device: DEVICE,
    transport,
    clock,
    ...NO_TIMERS,
    ...options,
  });
  return { client, clock, transport };
}

const bodies = (transport: { sent: { body: string | undefined }[] }) =>
  transport.sent.map(({ body }) => (JSON.parse(body ?? "") as { resources: string[] }).resources);

const PARTNER = { partnerFrameworkStatus: { frameworkPermissionInfo: {}, frameworkProviderInfo: {} } };
const DECISIONS = { mvpd: "Cablevision", resources: ["r1"] };

type Call = (client: AdobePass) => Promise<unknown>;
const calls: Record<string, Call> = {
  "configuration.get": (client) => client.configuration.get(),
  "sessions.create": (client) => client.sessions.create(),
  "sessions.resume": (client) => client.sessions.resume({ code: "8ER640M" }),
  "sessions.validate": (client) => client.sessions.validate({ code: "8ER640M" }),
  "sessions.createForPartner": (client) => client.sessions.createForPartner({ partner: "Apple", ...PARTNER }),
  "profiles.list": (client) => client.profiles.list(),
  "profiles.get": (client) => client.profiles.get({ mvpd: "Cablevision" }),
  "profiles.getByCode": (client) => client.profiles.getByCode({ code: "8ER640M" }),
  "profiles.createForPartner": (client) =>
    client.profiles.createForPartner({ partner: "Apple", SAMLResponse: "PHNh", ...PARTNER }),
  "decisions.preauthorize": (client) => client.decisions.preauthorize(DECISIONS),
  "decisions.authorize": (client) => client.decisions.authorize(DECISIONS),
  "logout.initiate": (client) => client.logout.initiate({ mvpd: "Cablevision" }),
};
const names = Object.keys(calls);
const PROFILES = names.filter((name) => name.startsWith("profiles."));
const DECIDING = names.filter((name) => name.startsWith("decisions."));

describe("every call", () => {
  const page = "<!doctype html><html><title>Wi-Fi sign-in</title></html>";
  const denial = JSON.stringify({ status: 403, code: "authenticated_profile_missing", action: "authentication" });
  const hostile: [what: string, status: number, body: string, type: "fault" | "invalid"][] = [
    ["a sign-in page", 200, page, "invalid"],
    ["nothing", 200, "", "invalid"],
    ["an empty list", 200, "[]", "invalid"],
    ["null", 200, "null", "invalid"],
    ["cut JSON", 200, '{"profiles":{"a"', "invalid"],
    ["a gateway's JSON", 200, '{"message":"Forbidden"}', "invalid"],
    ["an error of 500", 200, '{"status":500,"code":"internal_server_error","action":"none"}', "fault"],
    ["an error of 401", 200, '{"status":401,"code":"invalid_access_token_service_provider"}', "fault"],
    ["a page", 403, page, "fault"],
    ["nothing", 403, "", "fault"],
    ["plain JSON", 403, '{"status":403,"message":"Forbidden"}', "fault"],
    ["a gateway's JSON", 403, '{"message":"Forbidden"}', "fault"],
    ["OAuth's code", 403, '{"error":"access_denied"}', "fault"],
    ["a transient code", 403, '{"status":403,"code":"network_connection_timeout","action":"authentication"}', "fault"],
    ["a code of configuration", 403, '{"status":403,"code":"too_many_resources","action":"authentication"}', "fault"],
    ["an unknown code that denies", 403, '{"status":403,"code":"brand_new","action":"none"}', "fault"],
    ["a denial", 401, denial, "fault"],
    ["a denial", 429, denial, "fault"],
    ["a denial", 451, denial, "fault"],
    ["a denial", 500, denial, "fault"],
    ["a denial", 503, denial, "fault"],
  ];
  const cases = names.flatMap((name) => hostile.map((each) => [name, ...each] as const));
  // An object without fields is a configuration and a session's information: all their fields are optional.
  test.each(cases)("%s takes neither for yes nor for no: %s with %i", async (name, _, status, body, type) => {
    const { client } = setUp([{ status, body }], { retry: false });
    const error = await rejection(calls[name]?.(client) as Promise<unknown>);
    expect(error).toBeInstanceOf(type === "fault" ? AdobePassError : InvalidResponseError);
  });

  test.each(names)("%s reports what is newer than the SDK", async (name) => {
    const drifts: Drift[] = [];
    const body = {
      newer: 1,
      actionName: "authorize",
      actionType: "direct",
      sessionId: "s",
      serviceProvider: "REF30",
      profiles: {},
      decisions: [],
      logouts: {},
    };
    const { client } = setUp([{ body }], { onDrift: (drift) => drifts.push(drift) });
    await calls[name]?.(client);
    expect(drifts).toContainEqual(expect.objectContaining({ path: "newer", problem: "unknown_field" }));
  });

  test.each(names.filter((name) => !/ByCode|validate|resume|configuration/.test(name)))(
    "%s needs a device, of the client or of the call",
    async (name) => {
      const { client, transport } = setUp([{}], { device: undefined });
      const error = (await rejection(calls[name]?.(client) as Promise<unknown>)) as InvalidParamsError;
      expect(error.issues).toEqual([{ path: "device", message: "is required" }]);
      expect(transport.sent).toEqual([]);
    },
  );

  const refused: [path: string, device: object][] = [
    ["device.id", { ...DEVICE, id: "" }],
    ["device.info", { id: "d" }],
    ["device.info", { ...DEVICE, info: "{}" }],
    ["device.info.model", { ...DEVICE, info: { ...INFO, model: 1 } }],
    ["device.ip", { ...DEVICE, ip: "203.0.113.7:443" }],
    ["device.name", { ...DEVICE, name: "TV" }],
  ];
  test.each(refused)("%s is refused, as the client's and as a call's", async (path, device) => {
    const named = (error: unknown) => (error as InvalidParamsError).issues.map((issue) => issue.path);
    const options = { auth: "a", serviceProvider: "REF30", device: device as never };
    let thrown: unknown;
    try {
      new AdobePass(options);
    } catch (error) {
      thrown = error;
    }
    expect(named(thrown)).toEqual([path]);
    const { client, transport } = setUp([{}]);
    if (path !== "device.name")
      expect(named(await rejection(client.profiles.list({ device: device as never })))).toEqual([path]);
    expect(transport.sent).toEqual([]);
  });

  test.each([[undefined], [""], [7]])("a service provider of %j is refused", (serviceProvider) => {
    expect(() => new AdobePass({ auth: "a", serviceProvider: serviceProvider as string })).toThrow(InvalidParamsError);
  });

  const environments = [
    [undefined, "https://sp.auth.adobe.com", "https://mgmt.auth.adobe.com"],
    ["production", "https://sp.auth.adobe.com", "https://mgmt.auth.adobe.com"],
    ["staging", "https://sp.auth-staging.adobe.com", "https://mgmt.auth-staging.adobe.com"],
    ["prequal", "https://sp-prequal.auth.adobe.com", "https://mgmt-prequal.auth.adobe.com"],
    ["prequal-staging", "https://sp-prequal.auth-staging.adobe.com", "https://mgmt-prequal.auth-staging.adobe.com"],
  ] as const;
  test.each(environments)("of environment %s goes to %s, and of management to %s", async (environment, sp, mgmt) => {
    const { client, transport } = setUp([{ body: { profiles: {} } }, {}], { environment });
    await client.profiles.list();
    const management = new AdobePassManagement({ auth: "a", transport, environment });
    await management.tempPass.resetAllDevices({ requestorId: "r", mvpdId: "m" });
    expect(transport.sent.map(({ url }) => new URL(url).origin)).toEqual([sp, mgmt]);
    expect(authenticationUrl({ serviceProvider: "REF30", code: "abc1234", environment })).toBe(
      `${sp}/api/v2/authenticate/REF30/ABC1234`,
    );
  });
});

describe("profiles", () => {
  test.each(PROFILES)("%s: no profile is a result without an error", async (name) => {
    const { client } = setUp([{ body: { profiles: {} } }]);
    expect(await calls[name]?.(client)).toEqual({ authenticated: false });
  });

  const codes = ["temporary_access_duration_limit_exceeded", "temporary_access_resources_limit_exceeded"];
  test.each(PROFILES.flatMap((name) => codes.map((code) => [name, code] as const)))(
    "%s: %s is a result with its error, whatever action is printed",
    async (name, code) => {
      const { client, transport } = setUp([{ status: 403, body: { status: 403, code, action: "none" } }]);
      const result = await calls[name]?.(client);
      expect(result).toEqual({ authenticated: false, error: expect.objectContaining({ code, status: 403 }) });
      expect(transport.sent).toHaveLength(1);
    },
  );

  test("have times in milliseconds, from seconds, milliseconds and strings", async () => {
    const profile = (notBefore: unknown, notAfter: unknown) => ({ notBefore, notAfter, type: "regular" });
    const body = { profiles: { a: profile(1752149281, "1783685280"), b: profile(1752149281000, "1783685280000") } };
    const { client } = setUp([{ body }]);
    const result = await client.profiles.list();
    const expected = { notBefore: 1752149281000, notAfter: 1783685280000, type: "regular" };
    expect(result).toEqual({ authenticated: true, profiles: { a: expected, b: expected } });
  });

  test.each([[{ a: null }], [{ a: 1 }], [[]], ["x"]])("%j in their place are an invalid response", async (profiles) => {
    const { client } = setUp([{ body: { profiles } }]);
    expect(await rejection(client.profiles.list())).toBeInstanceOf(InvalidResponseError);
  });

  test("may be of a provider with any name", async () => {
    const { client } = setUp([
      { body: '{"profiles":{"__proto__":{"type":"regular"},"constructor":{"type":"regular"}}}' },
    ]);
    const result = await client.profiles.list();
    expect(result.authenticated && Object.keys(result.profiles).sort()).toEqual(["__proto__", "constructor"]);
  });

  test.each([[""], ["<saml/>"], ["PHNh%"], ["PHNh%FF"], ["PHNh%00"], ["%3Csaml%2F%3E"], [" "], [undefined]])(
    "a SAML response of %j is refused before anything is sent",
    async (saml) => {
      const { client, transport } = setUp([{}]);
      const params = { partner: "Apple", SAMLResponse: saml as string, ...PARTNER };
      expect(await rejection(client.profiles.createForPartner(params))).toBeInstanceOf(InvalidParamsError);
      expect(transport.sent).toEqual([]);
    },
  );
});

describe("decisions", () => {
  const permit = (resource: string, more: object = {}) => ({ resource, authorized: true, source: "mvpd", ...more });
  const failed = (resource: string | undefined, code: string, status = 403, action?: string) => ({
    ...(resource !== undefined && { resource }),
    authorized: false,
    error: { status, code, message: "m", ...(action && { action }) },
  });

  test("are one for each resource, in the order of the request, whatever is sent back", async () => {
    const decisions = [failed("d ", "authorization_denied_by_mvpd"), permit("x"), permit("a"), permit("b")];
    const { client } = setUp([{ body: { decisions } }]);
    const result = await client.decisions.preauthorize({ mvpd: "m", resources: ["a", "b ", "c", "d", "a"] });
    expect(result.decisions.map(({ resource, decision }) => [resource, decision])).toEqual([
      ["a", "permit"],
      ["b ", "permit"],
      ["c", "undecided"],
      ["d", "deny"],
      ["a", "permit"],
    ]);
    expect(result.decisions.map(({ authorized }) => authorized)).toEqual([true, true, false, false, true]);
  });

  test("without names are of the resources by their position, if none is missing", async () => {
    const items = [failed(undefined, "authorization_denied_by_mvpd"), { authorized: true }];
    const of = async (decisions: object[]) => {
      const { client } = setUp([{ body: { decisions } }]);
      return (await client.decisions.preauthorize({ mvpd: "m", resources: ["a", "b"] })).decisions.map(
        (d) => d.decision,
      );
    };
    expect(await of(items)).toEqual(["deny", "permit"]);
    expect(await of(items.slice(1))).toEqual(["undecided", "undecided"]);
  });

  test("are requested five resources at a time, or one, each once", async () => {
    const resources = ["1", "2", "3", "4", "5", "6", "7", "1"];
    const { client, transport } = setUp([{ body: { decisions: [] } }]);
    await client.decisions.preauthorize({ mvpd: "m", resources });
    expect(bodies(transport)).toEqual([
      ["1", "2", "3", "4", "5"],
      ["6", "7"],
    ]);
    const one = setUp([{ body: { decisions: [] } }]);
    await one.client.decisions.authorize({ mvpd: "m", resources: ["1", "2", "1"] });
    expect(bodies(one.transport)).toEqual([["1"], ["2"]]);
  });

  test("are of the resources at the time of the call, whatever the caller does to the list meanwhile", async () => {
    const resources = ["a"];
    const { client } = setUp([{ body: { decisions: [permit("a")] } }]);
    const call = client.decisions.preauthorize({ mvpd: "m", resources });
    resources[0] = "b";
    expect((await call).decisions.map(({ resource, authorized }) => [resource, authorized])).toEqual([["a", true]]);
  });

  test("with the action `retry` are requested again, alone, and up to two times", async () => {
    const timeout = failed("b", "network_connection_timeout");
    const { client, transport, clock } = setUp([
      { body: { decisions: [permit("a"), timeout, failed("c", "authorization_denied_by_mvpd")] } },
      { body: { decisions: [timeout] } },
    ]);
    const { decisions } = await client.decisions.preauthorize({ mvpd: "m", resources: ["a", "b", "c"] });
    expect(bodies(transport)).toEqual([["a", "b", "c"], ["b"], ["b"]]);
    expect(clock.waits).toHaveLength(2);
    expect(decisions[1]).toMatchObject({ decision: "undecided", authorized: false, error: { action: "retry" } });
  });

  test("that are decided at a second try count as decided", async () => {
    const { client } = setUp([
      { body: { decisions: [failed("a", "network_received_error")] } },
      { body: { decisions: [permit("a", { token: { serializedToken: "t" } })] } },
    ]);
    const { decisions } = await client.decisions.authorize({ mvpd: "m", resources: ["a"] });
    expect(decisions).toEqual([
      { resource: "a", decision: "permit", authorized: true, source: "mvpd", token: { serializedToken: "t" } },
    ]);
  });

  test("are not requested again without retries", async () => {
    const { client, transport } = setUp([{ body: { decisions: [failed("a", "network_received_error")] } }]);
    await client.decisions.authorize({ mvpd: "m", resources: ["a"] }, { retry: false });
    expect(transport.sent).toHaveLength(1);
  });

  const errors: [code: string, status: number, printed: string | undefined, decision: string][] = [
    ["authorization_denied_by_mvpd", 403, "none", "deny"],
    ["authorization_denied_by_parental_controls", 403, undefined, "deny"],
    ["authorization_denied_by_hba_policies", 403, "none", "deny"],
    ["authenticated_profile_expired", 403, "retry", "deny"],
    ["temporary_access_duration_limit_exceeded", 403, "none", "deny"],
    ["invalid_configuration_temporary_access", 500, "none", "undecided"],
    ["invalid_header_identity_for_temporary_access", 400, "none", "undecided"],
    ["internal_server_error", 500, "none", "undecided"],
    ["maximum_execution_time_exceeded", 403, "none", "undecided"],
    ["brand_new", 403, "none", "deny"],
    ["brand_new", 500, "none", "undecided"],
    ["brand_new", 403, "call_home", "undecided"],
  ];
  test.each(errors)("by the code %s of %i, printed with %s, are: %s", async (code, status, printed, decision) => {
    const { client } = setUp([{ body: { decisions: [failed("a", code, status, printed)] } }], { retry: false });
    const { decisions } = await client.decisions.preauthorize({ mvpd: "m", resources: ["a"] });
    expect(decisions[0]).toMatchObject({ resource: "a", decision, authorized: false, error: { code } });
  });

  test.each(DECIDING)("%s: a profile that is missing denies each resource, and says so", async (name) => {
    const code = "authenticated_profile_missing";
    const { client } = setUp([{ status: 403, body: { status: 403, code, action: "authentication" } }]);
    expect(await calls[name]?.(client)).toEqual({
      decisions: [
        { resource: "r1", decision: "deny", authorized: false, error: expect.objectContaining({ code, status: 403 }) },
      ],
    });
  });

  test.each([[[]], [[""]], ["a"], [undefined], [{ 0: "a" }]])(
    "on %j are refused before anything is sent",
    async (resources) => {
      const { client, transport } = setUp([{}]);
      const error = await rejection(client.decisions.preauthorize({ mvpd: "m", resources: resources as string[] }));
      expect(error).toBeInstanceOf(InvalidParamsError);
      expect((error as InvalidParamsError).issues[0]?.path).toMatch(/^resources/);
      expect(transport.sent).toEqual([]);
    },
  );

  test("end at once when the caller aborts between two tries", async () => {
    const controller = new AbortController();
    const { client, transport, clock } = setUp([{ body: { decisions: [failed("a", "network_received_error")] } }]);
    clock.sleep = () => {
      controller.abort(new Error("gone"));
      return () => {};
    };
    const call = client.decisions.authorize({ mvpd: "m", resources: ["a"] }, { signal: controller.signal });
    expect(await rejection(call)).toEqual(new Error("gone"));
    expect(transport.sent).toHaveLength(1);
  });
});

describe("sessions", () => {
  const session = { actionType: "direct", sessionId: "s", serviceProvider: "REF30" };
  const lacking: object[] = [
    { actionName: "authenticate", url: "/a" },
    { actionName: "authenticate", code: "8ER640M" },
    { actionName: "authenticate", code: "8ER640M", url: "javascript:alert(1)" },
    { actionName: "resume", url: "/a", code: null },
    { actionName: "retry", url: "/a" },
    { actionName: "partner_profile" },
    { actionName: "partner_profile", authenticationRequest: {} },
    {},
  ];
  test.each(lacking)("%j is not a session", async (fields) => {
    const { client } = setUp([{ body: { ...session, ...fields } }]);
    expect(await rejection(client.sessions.create())).toBeInstanceOf(InvalidResponseError);
  });

  const urls: [url: string, absolute: string][] = [
    ["/api/v2/authenticate/REF30/A", "https://proxy.example.com/adobe/api/v2/authenticate/REF30/A"],
    ["https://sp.auth.adobe.com/x?a=b", "https://sp.auth.adobe.com/x?a=b"],
  ];
  test.each(urls)("the address %s is %s", async (url, absolute) => {
    const body = { ...session, actionName: "authenticate", code: "A", url };
    const { client } = setUp([{ body }], { baseUrl: "https://proxy.example.com/adobe/" });
    expect(await client.sessions.create()).toMatchObject({ url: absolute });
  });

  test("an action that is newer than the SDK passes, and is reported", async () => {
    const drifts: Drift[] = [];
    const { client } = setUp([{ body: { ...session, actionName: "profile", url: "/p" } }], {
      onDrift: (drift) => drifts.push(drift),
    });
    expect(await client.sessions.create()).toMatchObject({ actionName: "profile" });
    expect(drifts).toMatchObject([{ path: "actionName", problem: "unknown_value" }]);
  });

  test.each([["8er640m"], [" 8ER 640M "], ["8Er\t640m\n"]])(
    "the code %j is the one that Adobe issued",
    async (code) => {
      const { client, transport } = setUp([{ body: {} }]);
      expect(await client.sessions.validate({ code })).toMatchObject({ valid: true });
      expect(transport.sent[0]?.url).toMatch(/\/sessions\/8ER640M$/);
    },
  );

  test.each([[""], ["8ER-640M"], ["../x"], ["8ER640M/x"], ["abc"], [undefined], [8]])(
    "%j cannot be a code",
    async (code) => {
      const { client, transport } = setUp([{}]);
      const given = { code: code as string };
      for (const call of [
        client.sessions.validate(given),
        client.sessions.resume(given),
        client.profiles.getByCode(given),
      ])
        expect(await rejection(call)).toBeInstanceOf(InvalidParamsError);
      expect(await rejection(client.sessions.waitForProfile(code as string))).toBeInstanceOf(InvalidParamsError);
      expect(transport.sent).toEqual([]);
    },
  );

  test.each(["invalid_authentication_session", "invalid_parameter_code"])(
    "a code that is %s is a result",
    async (code) => {
      const { client } = setUp([{ status: 400, body: { status: 400, code, action: "none", message: "No." } }]);
      const result = await client.sessions.validate({ code: "8ER640M" });
      expect(result).toMatchObject({ valid: false, error: { code } });
      expect(!result.valid && result.error.message).toContain("environment");
    },
  );

  test.each([
    [{ parameters: { existing: { mvpd: "m", domain: "d" }, missing: ["domain"] } }],
    [{ existingParameters: { mvpd: "m", domainName: "d" }, missingParameters: ["domainName"] }],
  ])("the information %j is read alike", async (body) => {
    const { client } = setUp([{ body }], { validation: "strict" });
    expect(await client.sessions.validate({ code: "8ER640M" })).toEqual({
      valid: true,
      session: { existingParameters: { mvpd: "m", domainName: "d" }, missingParameters: ["domainName"] },
    });
  });
});

describe("logout", () => {
  test.each([{ actionName: "logout" }, { actionName: "logout", url: "javascript:x" }, {}, { actionName: "complete" }])(
    "%j is not a logout",
    async (fields) => {
      const { client } = setUp([{ body: { logouts: { m: { ...fields } } } }]);
      expect(await rejection(client.logout.initiate({ mvpd: "m" }))).toBeInstanceOf(InvalidResponseError);
    },
  );

  test("has absolute addresses, by the key of the provider", async () => {
    const logouts = {
      a: { actionName: "logout", actionType: "interactive", url: "/api/v2/logout", mvpd: "another" },
      b: { actionName: "partner_logout", actionType: "partner_interactive" },
      c: { actionName: "invalid", actionType: "none" },
    };
    const { client } = setUp([{ body: { logouts } }], { validation: "strict" });
    expect(await client.logout.initiate({ mvpd: "a" })).toEqual({
      logouts: { ...logouts, a: { ...logouts.a, url: "https://sp.auth.adobe.com/api/v2/logout" } },
    });
  });
});

describe("configuration", () => {
  const body = { requestor: { id: "REF30", mvpds: [{ id: "a" }] } };

  test("has the providers beside the requestor as those within", async () => {
    const { client } = setUp([{ body: { requestor: { id: "REF30" }, mvpds: [{ id: "a" }] } }], {
      validation: "strict",
    });
    expect(await client.configuration.get()).toEqual(body);
  });

  test("is requested by each call, unless a call takes one of some age", async () => {
    const { client, transport } = setUp([{ body }]);
    await client.configuration.get();
    await client.configuration.get();
    expect(transport.sent).toHaveLength(2);
    await client.configuration.get({ maxAgeMs: 120_000 });
    await client.configuration.get({ maxAgeMs: 120_000 });
    expect(transport.sent).toHaveLength(3);
  });

  test("is kept as it was received, with its response, until it is too old", async () => {
    const { client, transport, clock } = setUp([{ body, headers: { "adobe-request-id": "r-1" } }]);
    const first = await client.configuration.get({ maxAgeMs: 120_000 });
    first.requestor?.mvpds?.pop();
    const second = await client.configuration.get({ maxAgeMs: 120_000 }).withResponse();
    expect(second).toMatchObject({ data: body, response: { requestId: "r-1" } });
    await clock.advance(120_001);
    await client.configuration.get({ maxAgeMs: 120_000 });
    expect(transport.sent).toHaveLength(2);
  });

  test.each([{ device: { id: "d", info: { ...INFO, osName: "iOS" } } }, { serviceProvider: "X" }, { profile: "p" }])(
    "is another one for %j",
    async (params) => {
      const { client, transport } = setUp([{ body }]);
      await client.configuration.get({ maxAgeMs: 120_000 });
      await client.configuration.get({ maxAgeMs: 120_000, ...params });
      expect(transport.sent).toHaveLength(2);
    },
  );

  test("is the same for another device of the same kind", async () => {
    const { client, transport } = setUp([{ body }]);
    await client.configuration.get({ maxAgeMs: 120_000 });
    await client.configuration.get({ maxAgeMs: 120_000, device: { ...DEVICE, id: "another" } });
    expect(transport.sent).toHaveLength(1);
  });

  test("that failed is not kept, and an abort is obeyed", async () => {
    const { client, transport } = setUp([{ status: 400, body: { status: 400, code: "c" } }, { body }]);
    await rejection(client.configuration.get({ maxAgeMs: 120_000 }));
    await client.configuration.get({ maxAgeMs: 120_000 });
    expect(transport.sent).toHaveLength(2);
    const signal = AbortSignal.abort(new Error("gone"));
    expect(await rejection(client.configuration.get({ maxAgeMs: 120_000 }, { signal }))).toEqual(new Error("gone"));
  });

  test("is not returned once the client is closed, and not with options that are not valid", async () => {
    const { client } = setUp([{ body }]);
    await client.configuration.get({ maxAgeMs: 120_000 });
    const invalid = client.configuration.get({ maxAgeMs: 120_000 }, { deadlineMs: -1 });
    expect(await rejection(invalid)).toMatchObject({ name: "InvalidParamsError" });
    await client.close();
    const closed = client.configuration.get({ maxAgeMs: 120_000 });
    expect(await rejection(closed)).toMatchObject({ code: "ERR_TESSERA_CLOSED" });
  });

  test("is checked for unknown parameters, also if there is one that is kept", async () => {
    const { client } = setUp([{ body }]);
    await client.configuration.get({ maxAgeMs: 120_000 });
    const params = { maxAgeMs: 120_000, mvpd: "m" };
    expect(await rejection(client.configuration.get(params))).toBeInstanceOf(InvalidParamsError);
  });

  test.each([0, -1, 300_001, Number.NaN, "60000"])("an age of %j is refused", async (maxAgeMs) => {
    const { client, transport } = setUp([{ body }]);
    const call = () => client.configuration.get({ maxAgeMs: maxAgeMs as number });
    expect(await rejection(call())).toBeInstanceOf(InvalidParamsError);
    await client.configuration.get({ maxAgeMs: 1 });
    expect(await rejection(call())).toBeInstanceOf(InvalidParamsError);
    expect(transport.sent).toHaveLength(1);
  });
});

describe("Reset TempPass", () => {
  const given = { requestorId: "REF30", mvpdId: "TempPass" };
  test.each([[""], [" "], ["all"], [" ALL "], [undefined], [null], [7]])(
    "of one refuses %j, which could be all",
    async (id) => {
      const transport = scripted({});
      const { tempPass } = new AdobePassManagement({ auth: "a", transport });
      expect(await rejection(tempPass.resetDevice({ ...given, deviceId: id as string }))).toBeInstanceOf(
        InvalidParamsError,
      );
      expect(await rejection(tempPass.resetUser({ ...given, key: id as string }))).toBeInstanceOf(InvalidParamsError);
      expect(transport.sent).toEqual([]);
    },
  );

  test("that is forbidden neither renews the token nor is retried", async () => {
    const transport = scripted({ status: 403, body: { status: 403, message: "obtain new client credentials" } });
    const { tempPass } = new AdobePassManagement({ auth: () => "a", transport });
    expect(await rejection(tempPass.resetAllDevices(given))).toMatchObject({ kind: "permission_denied", attempts: 1 });
  });
});

describe("the SSO service", () => {
  const refresh = { serviceProvider: "REF30", serviceToken: "service-token-1" };
  const codes = ["token_expired", "header_missing", "header_invalid"];
  test.each(codes)("%s is about the service token: the access token is kept", async (code) => {
    const body = { status: "UNAUTHORIZED", error: { status: 401, code, action: "get_new_token", message: "m" } };
    const transport = scripted({ status: 401, body });
    const tokens: string[] = [];
    const auth = () => {
      tokens.push("a");
      return { token: `a-${tokens.length}`, expiresAt: Date.now() + 3_600_000 };
    };
    const client = new AdobeSsoService({ auth, baseUrl: "https://sso.example.com", transport });
    expect(await rejection(client.serviceTokens.refresh(refresh))).toMatchObject({ code, attempts: 1 });
    expect(tokens).toHaveLength(1);
  });

  test("another 401 replaces the access token once", async () => {
    const transport = scripted({ status: 401, body: "" }, { body: { serviceToken: "t" } });
    let count = 0;
    const auth = () => ({ token: `a-${++count}`, expiresAt: Date.now() + 3_600_000 });
    const client = new AdobeSsoService({ auth, baseUrl: "https://sso.example.com", transport });
    expect(await client.serviceTokens.refresh(refresh)).toEqual({ serviceToken: "t" });
    expect(transport.sent.map(({ headers }) => headers.authorization)).toEqual(["Bearer a-1", "Bearer a-2"]);
  });

  test("has names as in the samples, whichever are sent", async () => {
    const transport = scripted({ body: { jws: "t", notAfter: "1710003600" } }, { body: { link: "123456" } });
    const client = new AdobeSsoService({ auth: "a", baseUrl: "https://sso.example.com", transport });
    expect(await client.serviceTokens.refresh(refresh)).toEqual({ serviceToken: "t", notAfter: 1710003600000 });
    expect(await client.devices.link({ ...refresh, device: DEVICE })).toEqual({ code: "123456" });
  });

  test("needs its address", () => {
    expect(() => new AdobeSsoService({ auth: "a" } as never)).toThrow(InvalidParamsError);
  });

  test.each([{}, { ssoId: "a", ssoLink: "1" }, { ssoId: "" }])("a service token by %j is refused", async (by) => {
    const transport = scripted({});
    const client = new AdobeSsoService({ auth: "a", baseUrl: "https://sso.example.com", transport });
    const call = client.serviceTokens.create({ serviceProvider: "REF30", device: DEVICE, ...by });
    expect(await rejection(call)).toBeInstanceOf(InvalidParamsError);
    expect(transport.sent).toEqual([]);
  });
});

describe("headers of the user", () => {
  test("are the base64 that Adobe prints", () => {
    const printed = "eyJlbWFpbCI6ICJleGFtcGxlQGRvbWFpbi5jb20ifQ==";
    expect(JSON.parse(atob(tempPassIdentity({ email: "example@domain.com" })))).toEqual(JSON.parse(atob(printed)));
    expect(tempPassIdentity(printed)).toBe(printed);
    const status = {
      frameworkPermissionInfo: { accessStatus: "granted" },
      frameworkProviderInfo: { id: "é" },
    } as const;
    expect(JSON.parse(Buffer.from(partnerFrameworkStatus(status), "base64").toString("utf8"))).toEqual(status);
  });

  test.each([[{}], ["{}"], [""], [7], [null]])("an identity of %j is refused", async (identity) => {
    const { client, transport } = setUp([{}]);
    const call = client.profiles.get({ mvpd: "m", tempPassIdentity: identity as string });
    expect(await rejection(call)).toBeInstanceOf(InvalidParamsError);
    expect(transport.sent).toEqual([]);
  });
});

test("no credential of a call is in its error, also if the server quotes it", async () => {
  const secrets = {
    subjectToken: "subject-token-secret",
    rokuToken: "roku-token-secret",
    serviceToken: "service-token-secret",
    tempPassIdentity: "dGVtcC1wYXNzLXNlY3JldA==",
  };
  const saml = "c2FtbC1yZXNwb25zZS1zZWNyZXQ=";
  const all = [...Object.values(secrets), saml, "access-token-secret"];
  const body = { status: 400, code: "invalid_header_device_info", message: `Got ${all.join(" and ")}.`, trace: all[0] };
  const { client } = setUp([{ status: 400, body }], { auth: "access-token-secret" });
  const { tempPassIdentity: _, ...sso } = secrets;
  const errors = await Promise.all([
    rejection(client.profiles.get({ mvpd: "m", ...secrets })),
    rejection(client.decisions.authorize({ ...DECISIONS, ...secrets })),
    rejection(client.sessions.create(sso)),
    rejection(client.logout.initiate({ mvpd: "m", ...sso })),
    rejection(client.profiles.createForPartner({ partner: "Apple", SAMLResponse: saml, ...PARTNER })),
  ]);
  const given = [secrets, secrets, sso, sso, { saml }];
  for (const [index, error] of errors.entries()) {
    expect(error).toBeInstanceOf(TesseraError);
    const shown = `${inspect(error, { depth: 9, showHidden: true })}${JSON.stringify(error)}`;
    for (const secret of [...Object.values(given[index] ?? {}), "access-token-secret"])
      expect(shown).not.toContain(secret);
  }
});
