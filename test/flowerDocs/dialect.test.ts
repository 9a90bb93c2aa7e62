/** What is taken for which version, and how the version is found out. */
import { FlowerDocs, type FlowerDocsOptions, InvalidParamsError, login } from "tessera-sdk/flower-docs";
import { createEmulator } from "tessera-sdk/testing";
import { describe, expect, test } from "vitest";
import { createContext } from "../../src/core/createContext.js";
import { clientOptionsOf } from "../../src/core/options.js";
import { type Dialect, dialectOf } from "../../src/flowerDocs/dialect.js";
import { Dialects } from "../../src/flowerDocs/dialects.js";
import { readFlowerDocsError } from "../../src/flowerDocs/errors.js";
import { rejection, settle } from "../support/promises.js";

const ALL: readonly (keyof Dialect)[] = [
  "valuesJoinedBySection",
  "uniqueDocuments",
  "userTokens",
  "reservationByBody",
  "jsonAnnotations",
  "templatesRoute",
  "aclByReference",
  "exportJobs",
  "keepsIds",
];

describe("the dialect", () => {
  test.each([
    { version: "2.9", has: 0 },
    { version: "2025.0", has: 0 },
    { version: "2025.1", has: 2 },
    { version: "2025.1.7", has: 2 },
    { version: "2025.2", has: 6 },
    { version: "2025.2.0", has: 6 },
    { version: "2025.10", has: 6 },
    { version: "2026.0", has: 9 },
    { version: "2026.1.0", has: 9 },
    { version: "2028.0", has: 9 },
  ])("of $version has the first $has of what is new", ({ version, has }) => {
    const dialect = dialectOf(version);
    expect(Object.keys(dialect).sort()).toEqual([...ALL].sort());
    expect(ALL.filter((name) => dialect[name])).toEqual(ALL.slice(0, has));
  });
});

const ACCOUNT = { user: "jna", password: "emulated-password", scope: "ACME" };
const JWT = /^[\w-]+\.[\w-]+\.[\w-]+$/;

function setUp(version: string, options: Partial<FlowerDocsOptions> = {}) {
  const emulator = createEmulator();
  emulator.flowerDocs.serverVersion = version;
  const { transport } = emulator;
  const baseUrl = "https://flowerdocs.example.com/core";
  const given = { auth: login(ACCOUNT), baseUrl, transport, ...options };
  const lines = () =>
    emulator.requests.map(({ method, target }) => `${method} ${target.slice(target.indexOf("/rest/") + 5)}`).slice(1);
  return { emulator, client: new FlowerDocs(given), given, lines };
}

describe("a token is issued", () => {
  const cases = [
    { server: "2025.1", options: {}, creates: ["/token/user", "PUT", "PUT", "/token"] },
    { server: "2025.1", options: { serverVersion: "2025.1.3" }, creates: ["/token"] },
    { server: "2025.1", options: { tokenEndpoint: "legacy" }, creates: ["/token"] },
    { server: "2025.2", options: {}, creates: ["/token/user"] },
    { server: "2025.2", options: { serverVersion: "2025.2" }, creates: ["/token/user"] },
    { server: "2025.2", options: { tokenEndpoint: "legacy", serverVersion: "2025.2" }, creates: ["/token"] },
    { server: "2026.0", options: {}, creates: ["/token/user"] },
    { server: "2026.0", options: { tokenEndpoint: "user", serverVersion: "2025.1" }, creates: ["/token/user"] },
  ] as const;

  test.each(cases)("by a server of $server, with $options", async ({ server, options, creates }) => {
    const { client, lines } = setUp(server, options);
    const first = await client.tokens.create({ validityTime: 600 }).withResponse();
    expect(first).toMatchObject({ data: { token: expect.stringMatching(JWT) }, response: { status: 200 } });
    const expected = creates.map((path) => (path === "PUT" ? path : `POST ${path}?validityTime=600`));
    expect(lines().map((line) => (line.startsWith("PUT") ? "PUT" : line))).toEqual(expected);
    await client.tokens.create({ validityTime: 600 });
    expect(lines().slice(creates.length)).toEqual(expected.slice(-1));
    expect(await client.tokens.renew()).toMatchObject({ token: expect.stringMatching(JWT) });
    expect(lines().slice(creates.length + 1)).toEqual([`PUT ${creates.at(-1)}`]);
  });

  test("by a renewal, which finds out the same", async () => {
    const { client, lines } = setUp("2025.1");
    for (let call = 0; call < 2; call++) await client.tokens.renew();
    expect(lines()).toEqual(["/token/user", "/token/user", "/token", "/token", "/token"].map((path) => `PUT ${path}`));
  });

  test.each([
    { fault: { status: 500 }, endpoint: "flowerdocs.tokens.renew" },
    { fault: { status: 404 }, endpoint: "flowerdocs.tokens.renew.legacy" },
    { fault: { body: "<html>Sign in</html>" }, endpoint: "flowerdocs.tokens.renew.legacy" },
  ] as const)("never by a guess, as after $fault by $endpoint", async ({ fault, endpoint }) => {
    const { client, emulator } = setUp("2025.1", { retry: false });
    const withdrawn = emulator.fail({ ...fault, endpoint, times: 99 });
    const error = await rejection(client.tokens.create({ validityTime: 600 }));
    expect(error).toMatchObject({ name: "FlowerDocsError", code: "F00101", endpoint: "flowerdocs.tokens.create" });
    withdrawn.withdraw();
    await client.tokens.create({ validityTime: 600 });
  });
});

describe("the dialect of a client", () => {
  const find = (version: string, known?: string, options: Partial<FlowerDocsOptions> = {}) => {
    const { emulator, given } = setUp(version, options);
    const service = {
      baseUrl: undefined,
      options: clientOptionsOf<object>()(() => ({})),
      family: "flowerDocs",
      credentials: "",
      authHeaders: ({ token }: { token: string }) => ({ token }),
      readError: readFlowerDocsError,
      requestIdHeaders: [],
    };
    return { emulator, dialects: new Dialects(createContext(service, given), known) };
  };

  test.each(["2025.1", "2025.2", "2026.0"])("is found out for %s, once for all that wait", async (version) => {
    const { emulator, dialects } = find(version);
    const found = await Promise.all(Array.from({ length: 20 }, () => dialects.find()));
    for (const each of found) expect(each).toEqual(dialectOf(version));
    expect(await dialects.find()).toEqual(dialectOf(version));
    // A login, and one request to each of the two routes.
    expect(emulator.requests).toHaveLength(3);
  });

  test("is not asked for where it is stated", async () => {
    const { emulator, dialects } = find("2026.0", "2025.4");
    expect(await dialects.find()).toEqual(dialectOf("2025.4"));
    expect(emulator.requests).toEqual([]);
  });

  test("does not depend on a call that was cancelled, and the search ends with the last", async () => {
    const { emulator, dialects } = find("2026.0");
    const controllers = [new AbortController(), new AbortController()];
    const [first, second] = controllers.map(({ signal }) => dialects.find({ signal }));
    controllers[0]?.abort("first");
    expect(await rejection(first as Promise<unknown>)).toBe("first");
    expect(await second).toEqual(dialectOf("2026.0"));

    const { emulator: other, dialects: others } = find("2026.0");
    const controller = new AbortController();
    const only = others.find({ signal: controller.signal });
    controller.abort("only");
    expect(await rejection(only)).toBe("only");
    await settle();
    expect(other.requests.length).toBeLessThan(emulator.requests.length);
    expect(others.known).toBeUndefined();
    expect(await others.find()).toEqual(dialectOf("2026.0"));
  });

  test("is not looked for by a call that was cancelled before", async () => {
    const { emulator, dialects } = find("2026.0", undefined, { auth: "token" });
    expect(await rejection(dialects.find({ signal: AbortSignal.abort("before") }))).toBe("before");
    await settle();
    expect(emulator.requests).toEqual([]);
  });

  test("that cannot be found out is an error that names the option", async () => {
    const { emulator, dialects } = find("2026.0");
    emulator.fail({ status: 404, times: 2, endpoint: "flowerdocs.tokens.renew" });
    expect(String(await rejection(dialects.find()))).toContain("`serverVersion`");
    expect(dialects.known).toBeUndefined();
  });
});

test.each(["2026", "2026.", "v2026.0", "latest", ""])("the version %j is refused", (serverVersion) => {
  expect(() => setUp("2026.0", { serverVersion })).toThrow(InvalidParamsError);
});
