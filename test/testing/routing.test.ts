/** Which service a request reaches, and emulators of some services. */
import { setupServer } from "msw/node";
import {
  AdobePassV1,
  AndroidEnterprise,
  ChromeDirectory,
  FlowerDocs,
  fetchTransport,
  InvalidParamsError,
} from "tessera-sdk";
import {
  androidEnterprise,
  createEmulator,
  type EmulatedService,
  type Emulator,
  type EmulatorBase,
  flowerDocs,
  type ServiceDefinition,
  startEmulator,
} from "tessera-sdk/testing";
import { handlers } from "tessera-sdk/testing/msw";
import { describe, expect, expectTypeOf, onTestFinished, test } from "vitest";
import { DEVICE, USER } from "../support/emulators.js";

/** A service of a user, which has the paths of FlowerDocs' legacy tokens and one of Android Enterprise. */
class EmulatedVault implements EmulatedService {
  readonly endpoints = [
    { id: "vault.tokens.renew", http: "PUT /rest/token" },
    { id: "vault.users.get", http: "GET /androidenterprise/v1/enterprises/{enterpriseId}/users/{userId}" },
  ];
  readonly received: string[] = [];

  respond({ endpoint }: Parameters<EmulatedService["respond"]>[0]) {
    this.received.push(endpoint.id);
    return { status: 200, headers: { "content-type": "application/json" }, body: '{"vault":true}' };
  }

  error(status: number) {
    return { status, headers: {}, body: "" };
  }
}

const vault: ServiceDefinition<"vault", EmulatedVault> = {
  name: "vault",
  prefix: "/vault",
  hosts: ["vault.example.com"],
  create: () => new EmulatedVault(),
};

const RENEW = { method: "PUT", headers: {}, body: "" };
const GET_USER = { method: "GET", headers: {}, body: "" };
const USER_PATH = `/androidenterprise/v1/enterprises/${USER.enterpriseId}/users/${USER.userId}`;

/** The endpoint that a request reached. */
async function reached(emulator: EmulatorBase, request: Parameters<EmulatorBase["handle"]>[0]): Promise<unknown> {
  await emulator.handle(request);
  return emulator.requests.at(-1)?.endpoint;
}

test("of the services on one host, the one with the longest path in its hosts is reached, in any letter case", async () => {
  const shop: ServiceDefinition<"shop", EmulatedVault> = {
    ...vault,
    name: "shop",
    prefix: "/shop",
    hosts: ["h.example.com"],
  };
  const admin: ServiceDefinition<"admin", EmulatedVault> = {
    ...vault,
    name: "admin",
    prefix: "/admin",
    hosts: ["h.example.com/rest"],
  };
  for (const services of [[shop, admin] as const, [admin, shop] as const]) {
    const emulator = createEmulator({ services });
    await emulator.handle({ ...RENEW, host: "H.example.com", target: "/rest/token" });
    await emulator.handle({ ...GET_USER, host: "h.example.com", target: USER_PATH });
    expect(emulator.admin.received).toEqual(["vault.tokens.renew"]);
    expect(emulator.shop.received).toEqual(["vault.users.get"]);
  }
});

describe("two services that have the same path are told apart", () => {
  const services = [androidEnterprise, flowerDocs, vault] as const;

  test("by the prefix on the server, which each service has for itself", async () => {
    const emulator = await startEmulator({ services });
    onTestFinished(() => emulator.close());
    await fetch(`${emulator.baseUrls.vault}/rest/token`, { method: "PUT" });
    await fetch(`${emulator.baseUrls.flowerDocs}/rest/token`, { method: "PUT" });
    await fetch(`${emulator.baseUrls.vault}${USER_PATH}`);
    await fetch(`${emulator.baseUrls.androidEnterprise}${USER_PATH}`);
    expect(emulator.requests.map(({ endpoint }) => endpoint)).toEqual([
      "vault.tokens.renew",
      "flowerdocs.tokens.renew.legacy",
      "vault.users.get",
      "androidenterprise.users.get",
    ]);
  });

  test("on the server, a service does not have the paths of another", async () => {
    const emulator = await startEmulator({ services });
    onTestFinished(() => emulator.close());
    const { status } = await fetch(`${emulator.baseUrls.androidEnterprise}/rest/token`, { method: "PUT" });
    expect(status).toBe(404);
    expect((await fetch(`${emulator.baseUrls.vault}/below${USER_PATH}`)).status).toBe(404);
    expect(emulator.vault.received).toEqual([]);
  });

  test("by the vendor's host in process", async () => {
    const emulator = createEmulator({ services });
    const request = { ...GET_USER, target: USER_PATH };
    expect(await reached(emulator, { ...request, host: "vault.example.com" })).toBe("vault.users.get");
    expect(await reached(emulator, { ...request, host: "androidenterprise.googleapis.com" })).toBe(
      "androidenterprise.users.get",
    );
  });

  test("at any other base URL, the one that has no host of its own has the path", async () => {
    const emulator = createEmulator({ services });
    const request = { ...RENEW, target: "/core/rest/token", host: "flowerdocs.example.com" };
    expect(await reached(emulator, request)).toBe("flowerdocs.tokens.renew.legacy");
  });

  test("at any other base URL, a path that is ambiguous reaches no service", async () => {
    const emulator = createEmulator({ services });
    const request = { ...GET_USER, target: USER_PATH, host: "proxy.example.com" };
    expect(await emulator.handle(request)).toMatchObject({ status: 404 });
    expect(emulator.requests.at(-1)).not.toHaveProperty("endpoint");
    expect(await reached(createEmulator(), request)).toBe("androidenterprise.users.get");
  });

  test("by the vendor's host behind msw", async () => {
    const emulator = createEmulator({ services });
    const server = setupServer(...handlers(emulator));
    server.listen({ onUnhandledRequest: "error" });
    onTestFinished(() => server.close());
    expect(await (await fetch("https://vault.example.com/rest/token", { method: "PUT" })).json()).toEqual({
      vault: true,
    });
    const client = new FlowerDocs({
      auth: emulator.flowerDocs.issueToken(),
      baseUrl: "https://flowerdocs.example.com/core",
      transport: fetchTransport(),
    });
    expect(await client.tokens.renew()).toHaveProperty("token");
  });
});

describe("the host of a vendor is for the paths of its service alone", () => {
  test("also where the vendor has other services at that host", async () => {
    const emulator = createEmulator();
    const request = { method: "GET", headers: {}, body: "", host: "www.googleapis.com" };
    const tokens = "/admin/directory/v1.1beta1/customer/my_customer/chrome/enrollmentTokens";
    expect(await reached(emulator, { ...request, target: tokens })).toBe("chromedirectory.enrollmentTokens.list");
    expect(await reached(emulator, { ...request, target: `/admin/directory/below${tokens}` })).toBeUndefined();
  });
});

describe("an emulator of some services", () => {
  test("has these alone, and creates no other", () => {
    let created = 0;
    const counted: ServiceDefinition<"counted", EmulatedVault> = {
      ...vault,
      name: "counted",
      create() {
        created++;
        return new EmulatedVault();
      },
    };
    createEmulator({ services: [flowerDocs] });
    expect(created).toBe(0);
    const emulator = createEmulator({ services: [flowerDocs, counted] });
    expect(created).toBe(1);
    expect(emulator.flowerDocs.tokens).toEqual([]);
    expect(emulator).not.toHaveProperty("androidEnterprise");
    expect(() => emulator.fail({ endpoint: "androidenterprise.users.get", status: 500 })).toThrow("endpoint");
  });

  test("responds with 404 where another service would be", async () => {
    const emulator = createEmulator({ services: [androidEnterprise] });
    const options = { auth: emulator.issueToken(), transport: emulator.transport };
    expect(await new AndroidEnterprise(options).users.get(USER)).toMatchObject({ id: USER.userId });
    await expect(new ChromeDirectory(options).enrollmentTokens.create()).rejects.toMatchObject({ status: 404 });
  });

  test("says which request has no endpoint, in the words of each vendor's errors", async () => {
    const emulator = createEmulator({ services: [] });
    const { transport } = emulator;
    const said = async (call: Promise<unknown>) => String(await call.catch((error) => error));
    const says = (request: string) => `The emulator has no endpoint ${request}`;
    const emm = new AndroidEnterprise({ auth: "credential", transport });
    expect(await said(emm.users.get(USER))).toContain(`404 NOT_FOUND: ${says(`GET ${USER_PATH}`)}`);
    const adobe = new AdobePassV1({ auth: "credential", transport });
    expect(await said(adobe.checkAuthentication(DEVICE))).toContain(`404: ${says("GET /api/v1/checkauthn")}`);
    const flower = new FlowerDocs({ auth: "credential", baseUrl: "https://flowerdocs.example.com/core", transport });
    expect(await said(flower.tokens.renew())).toContain(`404: ${says("PUT /core/rest/token/user")}`);
  });

  test("is typed by the services that it was given, and without any by all", async () => {
    const some = await startEmulator({ services: [androidEnterprise, vault] });
    onTestFinished(() => some.close());
    expectTypeOf<keyof typeof some.baseUrls>().toEqualTypeOf<"androidEnterprise" | "vault">();
    expectTypeOf(some.vault).toEqualTypeOf<EmulatedVault>();
    expectTypeOf(some).not.toHaveProperty("flowerDocs");
    expect(some.baseUrls).toEqual({
      androidEnterprise: `${some.url}/android-enterprise`,
      vault: `${some.url}/vault`,
    });
    expectTypeOf(createEmulator({})).toEqualTypeOf<Emulator>();
    expectTypeOf<ReturnType<typeof createEmulator>>().toEqualTypeOf<Emulator>();
    expect(Object.keys(createEmulator())).toEqual(
      expect.arrayContaining(["androidEnterprise", "chromeDirectory", "adobePass", "flowerDocs"]),
    );
  });

  test.each([
    ["the same name", [vault, { ...vault, prefix: "/other" }]],
    ["the same prefix", [vault, { ...vault, name: "other" }]],
    ["a name that the emulator uses itself", [{ ...vault, name: "clock" }]],
    ["a prefix without a slash", [{ ...vault, prefix: "vault" }]],
  ])("refuses %s", (_, services) => {
    expect(() => createEmulator({ services })).toThrow(InvalidParamsError);
  });

  test("behind msw refuses a base URL for a service that it does not have", () => {
    const emulator = createEmulator({ services: [androidEnterprise] });
    expect(() => handlers(emulator, { flowerDocs: "https://flowerdocs.example.com/core" })).toThrow(InvalidParamsError);
    expect(handlers(emulator)).toHaveLength(2);
  });
});
