/** Work that takes longer than tokens live, on a Core that is restarted meanwhile. */
import { FlowerDocs, login, renewableToken } from "tessera-sdk/flower-docs";
import { createEmulator, ManualClock } from "tessera-sdk/testing";
import { describe, expect, test } from "vitest";
import { rejection } from "../support/promises.js";
import { shown } from "../support/shown.js";

const MINUTE = 60_000;
const ACCOUNT = { user: "jna", password: "emulated-password", scope: "ACME" };
const baseUrl = "https://flowerdocs.example.com/core";

function setUp() {
  const clock = new ManualClock({ now: Date.UTC(2026, 0, 1), random: 0 });
  const emulator = createEmulator({ clock });
  const logins = () => emulator.requests.filter(({ endpoint }) => endpoint === "flowerdocs.authentication.create");
  return { clock, emulator, logins, shared: { baseUrl, clock, transport: emulator.transport } };
}

describe("10,000 calls in 3 hours, with a restart in the middle", () => {
  const refusals = [{ status: 401 }, { status: 401, code: "F00101" }, { status: 403 }];
  const cases = refusals.flatMap((refusal) => [undefined, false as const].map((retry) => ({ refusal, retry })));

  const work: ((client: FlowerDocs) => Promise<unknown>)[] = [
    ({ tokens }) => tokens.createForDocuments({ ids: ["d1"], readOnly: true }),
    ({ folders }) => folders.get("F1"),
    ({ folders }) => folders.search({ max: 1 }).pages().next(),
    ({ folders }) => folders.update({ id: "F3", name: "Drafts", data: { classId: "ContractFolder" } }),
  ];

  test.each(cases)("succeed with four logins, refused with $refusal, retry: $retry", async ({ refusal, retry }) => {
    const { clock, emulator, shared } = setUp();
    const client = new FlowerDocs({ ...shared, auth: login(ACCOUNT), retry });
    emulator.flowerDocs.tokenRefusal = refusal;
    let logins = 0;
    for (let minute = 0; minute < 200; minute++) {
      if (minute === 100) emulator.flowerDocs.restart();
      const calls = Array.from({ length: 50 }, (_, index) => work[index % work.length]?.(client));
      await Promise.all(calls);
      const { requests } = emulator;
      logins += requests.filter(({ endpoint }) => endpoint === "flowerdocs.authentication.create").length;
      requests.length = 0;
      await clock.advance(0.9 * MINUTE);
    }
    // After 0 and 55 minutes, at the restart after 90, and 55 minutes after that.
    expect(logins).toBe(4);
    expect(emulator.flowerDocs.isLocked("jna")).toBe(false);
  });
});

describe("a password that was changed meanwhile", () => {
  test("costs one login, and locks no account", async () => {
    const { clock, emulator, logins, shared } = setUp();
    const client = new FlowerDocs({ ...shared, auth: login(ACCOUNT) });
    await client.tokens.renew();
    emulator.flowerDocs.addAccount({ ...ACCOUNT, password: "another" });
    emulator.flowerDocs.restart();
    for (let call = 0; call < 100; call++) {
      expect(await rejection(client.tokens.renew())).toMatchObject({ name: "AuthError", status: 401 });
      await clock.advance(1_000);
    }
    expect(logins()).toHaveLength(2);
    expect(emulator.flowerDocs.isLocked("jna")).toBe(false);
  });
});

describe("a ready-made token that is renewed", () => {
  const puts = (emulator: ReturnType<typeof createEmulator>) =>
    emulator.requests.filter(({ method, target }) => method === "PUT" && target.endsWith("/rest/token/user"));
  const call = (client: FlowerDocs) => client.tokens.createForDocuments({ ids: ["d1"], readOnly: true });

  test("serves three hours, and needs no login", async () => {
    const { clock, emulator, logins, shared } = setUp();
    const client = new FlowerDocs({ ...shared, auth: renewableToken(emulator.flowerDocs.issueToken()) });
    for (let minute = 0; minute < 180; minute += 5) {
      await Promise.all(Array.from({ length: 10 }, () => call(client)));
      await clock.advance(5 * MINUTE);
    }
    expect(logins()).toEqual([]);
    expect(puts(emulator)).toHaveLength(5);
  });

  test("outlasts 29 minutes without a call", async () => {
    const { clock, emulator, shared } = setUp();
    const client = new FlowerDocs({ ...shared, auth: renewableToken(emulator.flowerDocs.issueToken()) });
    for (let pause = 0; pause < 6; pause++) {
      await call(client);
      await clock.advance(29 * MINUTE);
    }
  });

  test("is renewed at once where it does not tell its expiry", async () => {
    const { clock, emulator, shared } = setUp();
    const sent: unknown[] = [];
    const transport = {
      async send(request: Parameters<typeof emulator.transport.send>[0]) {
        sent.push(request.headers.token);
        const headers = { ...request.headers };
        if (headers.token === "opaque") headers.token = own;
        return emulator.transport.send({ ...request, headers });
      },
    };
    const own = emulator.flowerDocs.issueToken();
    const client = new FlowerDocs({ ...shared, transport, clock, auth: renewableToken("opaque") });
    await call(client);
    expect(sent).toEqual(["opaque", emulator.flowerDocs.tokens[1]?.token]);
  });

  test("is renewed by the route of an older server", async () => {
    const { clock, emulator, shared } = setUp();
    emulator.flowerDocs.serverVersion = "2025.1";
    const client = new FlowerDocs({ ...shared, auth: renewableToken(emulator.flowerDocs.issueToken()) });
    for (let minute = 0; minute < 120; minute += 10) {
      await call(client);
      await clock.advance(10 * MINUTE);
    }
    expect(puts(emulator)).toHaveLength(1);
  });

  test("fails once the server refuses the renewal, which is sent once", async () => {
    const { emulator, shared } = setUp();
    const client = new FlowerDocs({ ...shared, auth: renewableToken(emulator.flowerDocs.issueToken()) });
    await call(client);
    emulator.flowerDocs.restart();
    for (let calls = 0; calls < 20; calls++) {
      expect(await rejection(call(client))).toMatchObject({ name: "AuthError", status: 401, kind: "unauthenticated" });
    }
    expect(puts(emulator)).toHaveLength(1);
  });

  test("lives on while a renewal fails for another reason", async () => {
    const { clock, emulator, shared } = setUp();
    const client = new FlowerDocs({ ...shared, auth: renewableToken(emulator.flowerDocs.issueToken()), retry: false });
    await call(client);
    await clock.advance(31 * MINUTE);
    emulator.fail({ status: 503, endpoint: "flowerdocs.tokens.renew", times: 2 });
    for (let calls = 0; calls < 4; calls++) {
      await call(client);
      await clock.advance(11_000);
    }
    expect(puts(emulator)).toHaveLength(3);
  });
});

test.each(["", "Bearer a.b.c", " a.b.c", "{}", undefined as unknown as string])(
  "%j is not a renewable token",
  (token) => {
    expect(() => renewableToken(token)).toThrow(/`token`/);
  },
);

test("a renewable token is shown by no inspection of it or its client", () => {
  const { shared } = setUp();
  const auth = renewableToken("secret-renewable-token");
  const client = new FlowerDocs({ ...shared, auth });
  for (const object of [auth, client, client.tokens]) expect(shown(object)).not.toContain("secret-renewable");
});

test("a string, such as a token for documents, is never renewed", async () => {
  const { clock, emulator, shared } = setUp();
  const { token } = await new FlowerDocs({ ...shared, auth: login(ACCOUNT) }).tokens.createForDocuments({
    ids: ["d1"],
    readOnly: true,
  });
  const before = emulator.flowerDocs.tokens.length;
  const limited = new FlowerDocs({ ...shared, auth: token });
  await clock.advance(59 * MINUTE);
  await limited.tokens.validate({ token });
  expect(await rejection(limited.tokens.create({ validityTime: 60 }))).toMatchObject({ status: 403 });
  await clock.advance(MINUTE);
  expect(await rejection(limited.tokens.validate({ token }))).toMatchObject({ status: 401 });
  expect(emulator.flowerDocs.tokens).toHaveLength(before);
});
