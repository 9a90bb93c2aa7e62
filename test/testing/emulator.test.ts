import { setupServer } from "msw/node";
import { AndroidEnterprise, FlowerDocs, fetchTransport } from "tessera-sdk";
import { allServices, createEmulator, ManualClock, startEmulator } from "tessera-sdk/testing";
import { handlers } from "tessera-sdk/testing/msw";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { DEVICE, USER, ways } from "../support/emulators.js";

describe.each(ways)("$way, the log of requests", ({ open, way }) => {
  test("has each request as it came, with the endpoint it reached, the newest last", async () => {
    const { emm, adobe, emulator, auth } = await open();
    await emm.enrollmentTokens.create({ enterpriseId: "LC00lwk1yg", enrollmentTokenType: "userDevice" });
    await adobe.checkAuthentication(DEVICE);
    const prefix = way === "over HTTP" ? "/android-enterprise" : "";
    expect(emulator.requests.map(({ endpoint }) => endpoint)).toEqual([
      "androidenterprise.enrollmentTokens.create",
      "adobepass.v1.checkAuthentication",
    ]);
    expect(emulator.requests[0]).toMatchObject({
      method: "POST",
      target: `${prefix}/androidenterprise/v1/enterprises/LC00lwk1yg/enrollmentTokens`,
      body: '{"enrollmentTokenType":"userDevice"}',
      headers: { authorization: `Bearer ${auth}`, "content-type": "application/json" },
    });
  });
});

test("the log keeps the last thousand requests, those that reached nothing included", async () => {
  const emulator = createEmulator();
  for (let i = 0; i < 1_005; i++) await emulator.handle({ method: "GET", target: `/${i}`, headers: {}, body: "" });
  expect(emulator.requests).toHaveLength(1_000);
  expect(emulator.requests[0]).toEqual({ method: "GET", target: "/5", headers: {}, body: "" });
  expect(emulator.requests.at(-1)?.target).toBe("/1004");
});

describe("the server", () => {
  test("listens on loopback, gives each service a base URL, and stops", async () => {
    const emulator = await startEmulator();
    expect(emulator.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    for (const baseUrl of Object.values(emulator.baseUrls)) expect(baseUrl.startsWith(`${emulator.url}/`)).toBe(true);
    expect(new Set(Object.values(emulator.baseUrls)).size).toBe(allServices.length);
    expect((await fetch(emulator.url)).status).toBe(404);
    await emulator.close();
    await expect(fetch(emulator.url)).rejects.toThrow();
  });

  test("is closed by `await using`", async () => {
    let url = "";
    {
      await using emulator = await startEmulator();
      url = emulator.url;
      expect((await fetch(url)).status).toBe(404);
    }
    await expect(fetch(url)).rejects.toThrow();
  });

  test("takes the port that it is given, and says so when that is taken", async () => {
    const first = await startEmulator();
    onTestFinished(() => first.close());
    const port = Number(new URL(first.url).port);
    await expect(startEmulator({ port })).rejects.toMatchObject({ code: "EADDRINUSE" });
  });

  test("reads and writes bodies as UTF-8, by their length in bytes", async () => {
    const emulator = await startEmulator();
    onTestFinished(() => emulator.close());
    emulator.fail({ body: { token: "jeton ≤ é" } });
    const client = new AndroidEnterprise({ auth: emulator.issueToken(), baseUrl: emulator.baseUrls.androidEnterprise });
    onTestFinished(() => client.close());
    const options = {
      googleAuthenticationOptions: { authenticationRequirement: "required", requiredAccountEmail: "é@example.com" },
    } as const;
    const { token } = await client.enrollmentTokens.create({
      enterpriseId: "LC1",
      enrollmentTokenType: "userDevice",
      ...options,
    });
    expect(token).toBe("jeton ≤ é");
    expect(emulator.requests[0]?.body).toContain("é@example.com");
  });
});

test("a call that is cancelled while the emulator delays rejects with the signal's reason", async () => {
  const clock = new ManualClock();
  const emulator = createEmulator({ clock });
  emulator.fail({ delayMs: 60_000 });
  const client = new AndroidEnterprise({ auth: emulator.issueToken(), transport: emulator.transport });
  const controller = new AbortController();
  const work = client.users.generateAuthenticationToken(USER, { signal: controller.signal });
  const reason = new Error("enough");
  setTimeout(() => controller.abort(reason));
  await expect(work).rejects.toBe(reason);
});

describe("msw's handlers", () => {
  const withServer = (emulator: ReturnType<typeof createEmulator>, flowerDocs?: string) => {
    const server = setupServer(...handlers(emulator, flowerDocs === undefined ? {} : { flowerDocs }));
    server.listen({ onUnhandledRequest: "error" });
    onTestFinished(() => server.close());
  };

  test("respond as FlowerDocs at any host below any path by default", async () => {
    const emulator = createEmulator();
    withServer(emulator);
    const auth = emulator.flowerDocs.issueToken();
    for (const baseUrl of ["https://a.example.com/core", "https://b.example.com/x/y"]) {
      const client = new FlowerDocs({ auth, baseUrl, transport: fetchTransport() });
      expect(await client.tokens.renew()).toHaveProperty("token");
    }
  });

  test("respond as FlowerDocs at the base URL they are given, and no other", async () => {
    // msw reports on the console every request without a handler.
    const quiet = vi.spyOn(console, "error").mockImplementation(() => {});
    onTestFinished(() => quiet.mockRestore());
    const emulator = createEmulator();
    withServer(emulator, "https://a.example.com/core");
    const auth = emulator.flowerDocs.issueToken();
    const client = (baseUrl: string) => new FlowerDocs({ auth, baseUrl, transport: fetchTransport(), retry: false });
    expect(await client("https://a.example.com/core").tokens.renew()).toHaveProperty("token");
    await expect(client("https://b.example.com/core").tokens.renew()).rejects.toThrow();
    expect(emulator.requests).toHaveLength(1);
  });
});
