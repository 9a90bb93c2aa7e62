/** `reset()`: the state of an emulator's beginning, for clients that stay. */
import { AndroidEnterprise, ChromeDirectory, FlowerDocs, flowerDocsLogin, googleAuth } from "tessera-sdk";
import {
  createEmulator,
  type EmulatedService,
  type Emulator,
  ManualClock,
  type ServiceDefinition,
} from "tessera-sdk/testing";
import { describe, expect, test } from "vitest";
import { ACCOUNT, DEVICE, inProcess, USER, ways } from "../support/emulators.js";
import { until } from "../support/promises.js";

const ENTERPRISE = { enterpriseId: USER.enterpriseId, enrollmentTokenType: "userDevice" } as const;

/** What tests can see of the state. */
async function stateOf(emulator: Emulator): Promise<object> {
  const { androidEnterprise, chromeDirectory, adobePass, flowerDocs, requests, accessTokens } = emulator;
  const now = {
    enrollmentTokens: androidEnterprise.enrollmentTokens,
    authenticationTokens: androidEnterprise.authenticationTokens,
    chromeTokens: chromeDirectory.enrollmentTokens,
    enhancedErrors: adobePass.enhancedErrors,
    flowerTokens: flowerDocs.tokens,
    serverVersion: flowerDocs.serverVersion,
    requests: [...requests],
    accessTokens,
  };
  const auth = emulator.issueToken();
  const emm = new AndroidEnterprise({ auth, transport: emulator.transport, retry: false });
  const { user } = await emm.users.list({ enterpriseId: USER.enterpriseId, email: "eve@example.com" });
  const { enterprise } = await emm.enterprises.list({ domain: "example.com" });
  const { notification } = await emm.enterprises.pullNotificationSet({ requestMode: "returnImmediately" });
  emulator.revokeToken(auth);
  requests.length = 0;
  return { ...now, user, enterprise, notification };
}

describe.each(ways)("$way, after reset()", ({ open }) => {
  test("every service, the tokens, the faults and the requests are as at the beginning", async () => {
    const bench = await open();
    const { emulator, emm, chrome, adobe, flower } = bench;
    emulator.revokeToken(bench.auth);
    const before = await stateOf(emulator);
    emulator.reset();
    const auth = emulator.issueToken();
    await bench.emmAs(auth).enrollmentTokens.create(ENTERPRISE);
    await bench.emmAs(auth).users.generateAuthenticationToken(USER);
    await bench.emmAs(auth).users.delete(USER);
    await bench.chromeAs(auth).enrollmentTokens.create();
    emulator.adobePass.authenticate(DEVICE);
    emulator.adobePass.enhancedErrors = true;
    await flower.tokens.renew();
    emulator.flowerDocs.serverVersion = "2026.0";
    emulator.flowerDocs.addAccount({ user: "eve", password: "p", scope: "OTHER" });
    emulator.androidEnterprise.notify({ enterpriseId: "LC00lwk1yg", notificationType: "testNotification" });
    const fault = emulator.fail({ status: 500, times: 9 });
    const { requests } = emulator;

    emulator.reset();
    expect(await stateOf(emulator)).toEqual(before);
    expect(emulator.requests).toBe(requests);
    expect(fault.remaining).toBe(0);
    await expect(emm.users.get(USER)).rejects.toMatchObject({ status: 401 });
    await expect(chrome.enrollmentTokens.create()).rejects.toMatchObject({ status: 401 });
    await expect(adobe.checkAuthentication(DEVICE)).rejects.toMatchObject({ status: 401 });
    const eve = bench.flowerAs(flowerDocsLogin({ user: "eve", password: "p", scope: "OTHER" }));
    await expect(eve.tokens.renew()).rejects.toMatchObject({ name: "AuthError", status: 401 });
    await bench.emmAs(emulator.issueToken()).users.get(USER);
  });

  test("a token that was issued is refused, and a client that can get a new one works", async () => {
    const { emulator, emm, flower, emmAs } = await open();
    const byFunction = emmAs(() => emulator.issueToken());
    const byKey = emmAs(googleAuth({ credentials: await emulator.serviceAccountKey() }));
    for (const client of [emm, byFunction, byKey]) await client.users.get(USER);
    await flower.tokens.renew();
    emulator.reset();
    for (const client of [byFunction, byKey]) expect(await client.users.get(USER)).toMatchObject({ id: USER.userId });
    await flower.tokens.renew();
    await expect(emm.users.get(USER)).rejects.toMatchObject({ kind: "unauthenticated", status: 401 });
  });

  test("the key of an account that was added is refused, and the default account may request every scope", async () => {
    const { emulator, emmAs } = await open();
    const added = await emulator.serviceAccountKey({ clientEmail: "robot@p.iam.gserviceaccount.com" });
    const limited = await emulator.serviceAccountKey({ scopes: ["https://scope.example"] });
    emulator.reset();
    await expect(emmAs(googleAuth({ credentials: added })).users.get(USER)).rejects.toThrow("account not found");
    await emmAs(googleAuth({ credentials: limited })).users.get(USER);
  });

  test("nothing of a request that was delayed is left, and its delay has ended", async () => {
    const { emulator, emm, clock } = await open({ retry: false });
    emulator.fail({ delayMs: 60_000 });
    const call = emm.enrollmentTokens.create(ENTERPRISE);
    await until(() => clock.sleeping === 1);
    emulator.reset();
    expect(clock.sleeping).toBe(0);
    await call;
    expect(emulator.androidEnterprise.enrollmentTokens).toEqual([]);
    expect(emulator.requests).toEqual([]);
  });
});

test("reset() does not move the clock, and may be called again", async () => {
  const { emulator, clock } = await inProcess();
  const now = clock.now();
  emulator.reset();
  emulator.reset();
  expect(emulator.clock.now()).toBe(now);
});

test("reset() creates a service of one's own again, with a context of the new tokens", async () => {
  const seen: unknown[] = [];
  const counted: ServiceDefinition<"counted", EmulatedService & { calls: number }> = {
    name: "counted",
    prefix: "/counted",
    hosts: ["counted.example.com"],
    create: (context) => ({
      calls: 0,
      endpoints: [{ id: "counted.get", http: "GET /x" }],
      respond({ headers }) {
        this.calls++;
        seen.push(context.accessToken(headers)?.token);
        return { status: 200, headers: {}, body: "" };
      },
      error: (status) => ({ status, headers: {}, body: "" }),
    }),
  };
  const emulator = createEmulator({ services: [counted], clock: new ManualClock() });
  const get = (token: string) =>
    emulator.handle({
      method: "GET",
      target: "/x",
      host: "counted.example.com",
      headers: { authorization: `Bearer ${token}` },
      body: "",
    });
  const old = emulator.issueToken();
  await get(old);
  expect(emulator.counted.calls).toBe(1);
  emulator.reset();
  expect(emulator.counted.calls).toBe(0);
  const fresh = emulator.issueToken();
  await get(old);
  await get(fresh);
  expect(seen).toEqual([old, undefined, fresh]);
});

test("clients of one emulator keep its transport", async () => {
  const emulator = createEmulator();
  const auth = () => emulator.issueToken();
  const { transport } = emulator;
  const chrome = new ChromeDirectory({ auth, transport });
  const flower = new FlowerDocs({
    auth: flowerDocsLogin(ACCOUNT),
    transport,
    baseUrl: "https://flowerdocs.example.com/core",
  });
  for (let run = 0; run < 3; run++) {
    emulator.reset();
    await chrome.enrollmentTokens.create();
    await flower.tokens.renew();
    expect(emulator.chromeDirectory.enrollmentTokens).toHaveLength(1);
    expect(emulator.transport).toBe(transport);
  }
});
