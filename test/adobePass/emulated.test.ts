/** Whole flows against the emulator, over a socket. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  AdobePass,
  AdobePassManagement,
  type AdobePassOptions,
  type AdobeRegistrationEvent,
  fileStore,
  type Store,
  softwareStatement,
  type Transport,
} from "tessera-sdk/adobe-pass";
import { createEmulator, ManualClock, type RunningEmulator, startEmulator } from "tessera-sdk/testing";
import { describe, expect, it, onTestFinished } from "vitest";

const INFO = { model: "TV 5th Gen", version: "5", osName: "tvOS", osVersion: "17", connectionType: "WiFi" };
const DEVICE = { id: "device-1", info: INFO, ip: "203.0.113.7" };
const SIGN_IN = { mvpd: "Cablevision", domainName: "adobe.com", redirectUrl: "https://adobe.com/" };

interface Bench {
  emulator: RunningEmulator;
  clock: ManualClock;
  /** A client of an application of its own, as a device or a second screen has it. */
  client(options?: Partial<AdobePassOptions>): AdobePass;
}

async function open(): Promise<Bench> {
  const clock = new ManualClock({ random: 0 });
  const emulator = await startEmulator({ clock });
  onTestFinished(() => emulator.close());
  const client = (options: Partial<AdobePassOptions> = {}) => {
    const adobe = new AdobePass({
      auth: softwareStatement({ statement: emulator.adobePass.issueStatement() }),
      baseUrl: emulator.baseUrls.adobePass,
      serviceProvider: "REF30",
      device: DEVICE,
      clock,
      validation: "strict",
      ...options,
    });
    onTestFinished(() => adobe.close());
    return adobe;
  };
  return { emulator, clock, client };
}

describe("over a socket", () => {
  it("a user signs in on a second screen, watches, and signs out", async () => {
    const { emulator, clock, client } = await open();
    const [tv, phone] = [client(), client({ device: { ...DEVICE, id: "phone", ip: "203.0.113.8" } })];
    const started = await tv.sessions.create();
    if (started.actionName !== "resume") throw new Error(started.actionName);
    expect(started.missingParameters).toEqual(["mvpd", "domainName", "redirectUrl"]);
    expect(await tv.profiles.list()).toEqual({ authenticated: false });
    const wait = tv.sessions.waitForProfile(started.code);

    const typed = started.code.toLowerCase();
    expect(await phone.sessions.validate({ code: typed })).toMatchObject({
      valid: true,
      session: { device: { model: INFO.model } },
    });
    expect(await phone.sessions.resume({ code: typed, mvpd: "Cablevision" })).toMatchObject({
      actionName: "retry",
      missingParameters: ["domainName", "redirectUrl"],
    });
    const resumed = await phone.sessions.resume({ code: typed, ...SIGN_IN });
    expect(resumed).toMatchObject({
      actionName: "authenticate",
      url: `${emulator.baseUrls.adobePass}/api/v2/authenticate/REF30/${started.code}`,
    });
    emulator.adobePass.completeSignIn(started.code, { attributes: { zip: "12345" } });
    expect(await drive(clock, wait)).toMatchObject({
      authenticated: true,
      profiles: { Cablevision: { type: "regular" } },
    });

    emulator.adobePass.deny("REF40", { details: "Not in your package." });
    const { decisions } = await tv.decisions.preauthorize({ mvpd: "Cablevision", resources: ["REF30", "REF40"] });
    expect(decisions).toMatchObject([
      { resource: "REF30", decision: "permit" },
      { resource: "REF40", decision: "deny", error: { userMessage: "Not in your package." } },
    ]);
    const watched = await tv.decisions.authorize({ mvpd: "Cablevision", resources: ["REF30"] });
    expect(watched.decisions[0]).toMatchObject({
      authorized: true,
      token: { serializedToken: emulator.adobePass.mediaTokens[0]?.serializedToken },
    });

    const { logouts } = await tv.logout.initiate({ mvpd: "Cablevision", redirectUrl: "https://adobe.com/" });
    expect(logouts.Cablevision).toMatchObject({ actionName: "logout", url: expect.stringMatching(/^http:\/\/127/) });
    expect(await tv.profiles.list()).toEqual({ authenticated: false });
    expect(await tv.logout.initiate({ mvpd: "Cablevision" })).toMatchObject({
      logouts: { Cablevision: { actionName: "invalid" } },
    });
  });

  it("a TempPass lets a device watch until its time is over, and again once it is reset", async () => {
    const { emulator, clock, client } = await open();
    const tv = client();
    const mvpd = "TempPass_TEST40";
    expect(await tv.sessions.create({ mvpd })).toMatchObject({ actionName: "authorize", reasonType: "temporary" });
    const watch = async () => (await tv.decisions.authorize({ mvpd, resources: ["REF30"] })).decisions[0];
    expect(await watch()).toMatchObject({ decision: "permit", source: "temppass" });
    expect(await tv.profiles.get({ mvpd })).toMatchObject({
      profiles: { [mvpd]: { type: "temporary", issuer: "Adobe" } },
    });
    await clock.advance(600_000);
    const code = "temporary_access_duration_limit_exceeded";
    expect(await tv.profiles.get({ mvpd })).toMatchObject({ authenticated: false, error: { code } });
    expect(await watch()).toMatchObject({ decision: "deny", error: { code } });
    const management = new AdobePassManagement({ auth: emulator.issueToken(), baseUrl: emulator.baseUrls.adobePass });
    onTestFinished(() => management.close());
    await management.tempPass.resetDevice({ requestorId: "REF30", mvpdId: mvpd, deviceId: "another" });
    expect(await watch()).toMatchObject({ decision: "deny" });
    await management.tempPass.resetDevice({ requestorId: "REF30", mvpdId: mvpd, deviceId: DEVICE.id });
    expect(await watch()).toMatchObject({ decision: "permit" });
  });

  it("a promotional TempPass counts resources for an identity, on whichever device", async () => {
    const { emulator, client } = await open();
    const mvpd = "flexibleTempPass";
    emulator.adobePass.addMvpd({ id: mvpd, tempPass: { seconds: 3_600, resources: 1 } });
    const tempPassIdentity = { email: "f7ee5ec7312165148b69fcca1d29075b14b8aef0b5048a332b18b88d09069fb7" };
    const [one, other] = [client(), client({ device: { ...DEVICE, id: "device-2" } })];
    const watch = (tv: AdobePass, resource: string) =>
      tv.decisions.authorize({ mvpd, tempPassIdentity, resources: [resource] }).then(({ decisions }) => decisions[0]);
    expect(await watch(one, "A")).toMatchObject({ decision: "permit" });
    expect(await watch(other, "B")).toMatchObject({
      decision: "deny",
      error: { code: "temporary_access_resources_limit_exceeded" },
    });
    expect(await watch(other, "A")).toMatchObject({ decision: "permit" });
  });

  it("a provider that is degraded needs no sign-in", async () => {
    const { emulator, client } = await open();
    emulator.adobePass.addMvpd({ id: "ATTOTT", degraded: true });
    const tv = client();
    expect(await tv.sessions.create({ mvpd: "ATTOTT" })).toMatchObject({
      actionName: "authorize",
      reasonType: "degraded",
    });
    expect(await tv.profiles.get({ mvpd: "ATTOTT" })).toMatchObject({ profiles: { ATTOTT: { type: "degraded" } } });
    const { decisions } = await tv.decisions.authorize({ mvpd: "ATTOTT", resources: ["REF30"] });
    expect(decisions[0]).toMatchObject({ decision: "permit", source: "degradation" });
    expect((await tv.logout.initiate({ mvpd: "ATTOTT" })).logouts.ATTOTT).toMatchObject({ actionName: "complete" });
  });

  it("Apple's framework signs a user in, or the browser does where it cannot", async () => {
    const { clock, client } = await open();
    const tv = client();
    const partnerFrameworkStatus = {
      frameworkPermissionInfo: { accessStatus: "granted" },
      frameworkProviderInfo: { id: "Cablevision", expirationDate: String(clock.now() + 60_000) },
    };
    const given = { partner: "Apple", domainName: "adobe.com", redirectUrl: "https://adobe.com/" };
    const session = await tv.sessions.createForPartner({ ...given, partnerFrameworkStatus });
    if (session.actionName !== "partner_profile") throw new Error(session.actionName);
    expect(session.authenticationRequest.type).toBe("saml");
    const exchanged = await tv.profiles.createForPartner({
      partner: "Apple",
      SAMLResponse: btoa("<saml/>"),
      partnerFrameworkStatus,
    });
    expect(exchanged).toMatchObject({
      authenticated: true,
      profiles: { Cablevision: { type: "appleSSO", issuer: "Apple" } },
    });
    expect((await tv.logout.initiate({ mvpd: "Cablevision" })).logouts.Cablevision).toMatchObject({
      actionName: "partner_logout",
    });
    const denied = { ...partnerFrameworkStatus, frameworkPermissionInfo: { accessStatus: "denied" } };
    expect(await tv.sessions.createForPartner({ ...given, partnerFrameworkStatus: denied })).toMatchObject({
      actionName: "resume",
      reasonType: "pfs_fallback",
    });
  });

  it("a profile expires, and a code with it if nobody signs in", async () => {
    const { emulator, clock, client } = await open();
    const tv = client();
    const first = await tv.sessions.create(SIGN_IN);
    const second = await tv.sessions.create(SIGN_IN);
    if (first.actionName !== "authenticate" || second.actionName !== "authenticate") throw new Error(first.actionName);
    expect(await tv.sessions.validate({ code: first.code })).toMatchObject({ valid: false });
    emulator.adobePass.completeSignIn(second.code, { expiresInSeconds: 60 });
    expect(await tv.sessions.create(SIGN_IN)).toMatchObject({ actionName: "authorize", reasonType: "authenticated" });
    await clock.advance(60_000);
    expect(await tv.profiles.list()).toEqual({ authenticated: false });
    const { decisions } = await tv.decisions.authorize({ mvpd: "Cablevision", resources: ["REF30"] });
    expect(decisions[0]).toMatchObject({ decision: "deny", error: { code: "authenticated_profile_expired" } });
    await clock.advance(1_800_000);
    expect(await tv.sessions.validate({ code: second.code })).toMatchObject({ valid: false });
  });

  it("the configuration names the providers, and TempPass among them", async () => {
    const { client } = await open();
    const { requestor } = await client().configuration.get();
    expect(requestor?.mvpds?.map(({ id, isTempPass }) => [id, isTempPass])).toEqual([
      ["Cablevision", false],
      ["TempPass_TEST40", true],
    ]);
  });
});

describe("registration", () => {
  async function withStore() {
    const folder = mkdtempSync(join(tmpdir(), "tessera-adobe-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const bench = await open();
    const statement = bench.emulator.adobePass.issueStatement();
    const events: AdobeRegistrationEvent[] = [];
    const start = (store: Store = fileStore(join(folder, "store"))) =>
      bench.client({ auth: softwareStatement({ statement, store, onEvent: (event) => events.push(event) }) });
    const count = (method: string) =>
      bench.emulator.requests.filter(({ endpoint }) => endpoint === `adobepass.registration.${method}`).length;
    return { ...bench, statement, events, start, count };
  }

  it("keeps its client and its profiles over a restart", async () => {
    const { emulator, events, start, count } = await withStore();
    const first = start();
    const session = await first.sessions.create(SIGN_IN);
    if (session.actionName !== "authenticate") throw new Error(session.actionName);
    emulator.adobePass.completeSignIn(session.code);
    await first.close();
    expect(await start().profiles.list()).toMatchObject({ authenticated: true });
    expect([count("register"), count("token")]).toEqual([1, 1]);
    expect(events.map(({ type }) => type)).toEqual(["registered"]);
  });

  it("requests a new token for a dead one, and keeps its client", async () => {
    const { emulator, events, start, count } = await withStore();
    const tv = start();
    await tv.profiles.list();
    for (const { token } of emulator.accessTokens) emulator.revokeToken(token);
    await tv.profiles.list();
    expect([count("register"), count("token")]).toEqual([1, 2]);
    expect(events.map(({ type }) => type)).toEqual(["registered"]);
  });

  it("registers once more if its client was revoked, says so, and has lost its profiles", async () => {
    const { emulator, clock, events, start, count } = await withStore();
    const tv = start();
    const session = await tv.sessions.create(SIGN_IN);
    if (session.actionName !== "authenticate") throw new Error(session.actionName);
    emulator.adobePass.completeSignIn(session.code);
    const [client] = emulator.adobePass.clients;
    emulator.adobePass.revokeClient(client?.clientId ?? "");
    const lists = await drive(clock, Promise.all([tv.profiles.list(), tv.profiles.list(), tv.profiles.list()]));
    expect(lists).toEqual(lists.map(() => ({ authenticated: false })));
    expect(count("register")).toBe(2);
    expect(emulator.adobePass.clients.map(({ state }) => state)).toEqual(["revoked", "active"]);
    expect(events.at(-1)).toMatchObject({ type: "replaced", previousClientId: client?.clientId, deviceId: DEVICE.id });
  });

  it("ends for good if its statement was revoked, too", async () => {
    const { emulator, events, statement, start, count } = await withStore();
    const tv = start();
    await tv.profiles.list();
    emulator.adobePass.revokeStatement(statement);
    emulator.adobePass.revokeClient(emulator.adobePass.clients[0]?.clientId ?? "");
    await expect(tv.profiles.list()).rejects.toMatchObject({ code: "invalid_software_statement" });
    await expect(tv.profiles.list()).rejects.toMatchObject({ code: "invalid_software_statement" });
    expect(count("register")).toBe(2);
    expect(events.at(-1)).toMatchObject({ type: "lost" });
  });

  it.each([
    { options: { scopes: ["profile:client"] }, code: "ERR_TESSERA_AUTH" },
    { options: { serviceProviders: ["REF40"] }, code: "invalid_access_token_service_provider" },
  ])("is not tried again if the statement does not suffice: $code", async ({ options, code }) => {
    const { emulator, client } = await open();
    const auth = softwareStatement({ statement: emulator.adobePass.issueStatement(options) });
    const tv = client({ auth });
    await expect(tv.profiles.list()).rejects.toMatchObject({ code });
    expect(emulator.adobePass.clients.length).toBeLessThan(2);
  });
});

describe("with Adobe's throttle", () => {
  /** In process: the clock of a test moves in steps, in which a request must not be late. */
  function throttled() {
    const clock = new ManualClock({ random: 0 });
    const emulator = createEmulator({ clock });
    emulator.adobePass.throttles = true;
    const statuses: number[] = [];
    const transport: Transport = {
      async send(request) {
        const response = await emulator.transport.send(request);
        statuses.push(response.status);
        return response;
      },
    };
    const auth = softwareStatement({ statement: emulator.adobePass.issueStatement() });
    return { clock, emulator, statuses, client: new AdobePass({ auth, serviceProvider: "REF30", transport, clock }) };
  }

  it("24 parallel calls of one device all succeed, one a second after the first ones", async () => {
    const { clock, statuses, client } = throttled();
    const startedAt = clock.now();
    const list = () => client.profiles.list({ device: DEVICE });
    await drive(clock, Promise.all(Array.from({ length: 24 }, list)));
    // A registration and a token request before them, of which eleven pass at once, and no retry.
    expect(statuses.filter((status) => status === 200)).toHaveLength(24);
    expect(statuses).toHaveLength(26);
    expect(clock.now() - startedAt).toBeGreaterThanOrEqual(15_000);
  });

  it("1,000 devices at once do not wait for one another, and none is throttled", async () => {
    const { clock, emulator, statuses, client } = throttled();
    const startedAt = clock.now();
    const devices = Array.from({ length: 1_000 }, (_, index) => ({
      id: `device-${index}`,
      info: INFO,
      ip: `198.51.${index >> 8}.${index & 255}`,
    }));
    const lists = devices.flatMap((device) => [1, 2, 3].map(() => client.profiles.list({ device })));
    // Time stands still, so that a call that waited would never end.
    await Promise.all(lists);
    expect(statuses).toHaveLength(5_000);
    expect(statuses).not.toContain(429);
    expect(emulator.adobePass.clients).toHaveLength(1_000);
    expect(clock.now()).toBe(startedAt);
  });

  it("a client without a limiter of its own is throttled as documented", async () => {
    const { clock, emulator } = throttled();
    const limiter = { take() {}, refused() {} };
    const retry = false as const;
    const options = { auth: emulator.issueToken(), serviceProvider: "REF30", device: DEVICE, clock, limiter, retry };
    const tv = new AdobePass({ ...options, transport: emulator.transport });
    const list = () =>
      tv.profiles.list().then(
        () => 200,
        (error) => error.status,
      );
    const sent: number[] = [];
    // Adobe's own example: 13 requests in 2.2 seconds pass, and those at 2.4, 2.6 and 2.8 seconds do not.
    for (let index = 0; index < 13; index++) {
      sent.push(await list());
      await clock.advance(index < 12 ? 2_200 / 12 : 200);
    }
    for (const pause of [200, 200, 300]) {
      sent.push(await list());
      await clock.advance(pause);
    }
    sent.push(await list());
    expect(sent.map((status) => (status === 200 ? "pass" : status)).join(" ")).toBe(
      `${"pass ".repeat(13)}429 429 429 pass`,
    );
  });
});

/** Moves a clock on until `work` has settled. */
async function drive<T>(clock: ManualClock, work: Promise<T>): Promise<T> {
  let isSettled = false;
  const settle = () => {
    isSettled = true;
  };
  work.then(settle, settle);
  while (!isSettled) {
    await clock.advance(250);
    // A turn of the event loop or two, in which responses arrive.
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  return work;
}
