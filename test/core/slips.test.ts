/** What is easily mistaken is refused by name, and not accepted with another effect. */
import {
  AndroidEnterprise,
  GoogleApiError,
  googleAuth,
  InvalidParamsError,
  localLimiter,
  TesseraError,
  undiciTransport,
} from "tessera-sdk";
import { createEmulator, type Emulator } from "tessera-sdk/testing";
import { describe, expect, test } from "vitest";
import { rejection } from "../support/promises.js";
import { scripted } from "../support/scripted.js";

const unchecked = <T>(value: unknown) => value as T;
const issuesOf = (error: unknown) => (error as InvalidParamsError).issues.map(({ path }) => path);

function thrown(make: () => unknown): unknown {
  try {
    make();
  } catch (error) {
    return error;
  }
  throw new Error("it was accepted");
}

describe("undiciTransport()", () => {
  test.each([
    [{ proxy: "http://127.0.0.1:8" }, "proxy"],
    [{ enviromentProxy: true }, "did you mean `environmentProxy`?"],
    [{ environmentProxy: "http://127.0.0.1:8" }, "environmentProxy"],
    [{ ca: "…" }, "new Agent({ connect })"],
    [{ connect: {} }, "new Agent({ connect })"],
    [{ connections: 0 }, "connections"],
    [{ dispatch() {} }, "pass a dispatcher as `{ dispatcher }`"],
    ["http://127.0.0.1:8", "options"],
  ])("refuses %j", (options, text) => {
    const error = thrown(() => undiciTransport(unchecked(options)));
    expect(error).toBeInstanceOf(InvalidParamsError);
    expect(String(error)).toContain(text);
  });
});

describe("an update that replaces a resource", () => {
  const ids = { enterpriseId: "E", userId: "1", deviceId: "d" };
  const page = { enterpriseId: "E", pageId: "p" };
  const updates: [string, (client: AndroidEnterprise, more: object) => Promise<unknown>][] = [
    ["devices", (client, more) => client.devices.update({ ...ids, ...more })],
    ["users", (client, more) => client.users.update({ enterpriseId: "E", userId: "1", ...more })],
    ["storelayoutpages", (client, more) => client.storelayoutpages.update({ ...page, ...more })],
    ["storelayoutclusters", (client, more) => client.storelayoutclusters.update({ ...page, clusterId: "c", ...more })],
    ["webapps", (client, more) => client.webapps.update({ enterpriseId: "E", webAppId: "app:w", ...more })],
  ];

  test.each(updates)("of %s is refused without any of its fields", async (_, update) => {
    for (const more of [{}, { policy: undefined }, { updateMask: undefined }]) {
      const transport = scripted({});
      const error = await rejection(update(new AndroidEnterprise({ auth: "t", transport }), more));
      expect(issuesOf(error)).toEqual(["params"]);
      expect(String(error)).toContain("all of them would be cleared");
      expect(transport.sent).toEqual([]);
    }
  });

  test("clears what is given empty", async () => {
    const transport = scripted({ body: { androidId: "d" } });
    await new AndroidEnterprise({ auth: "t", transport }).devices.update({ ...ids, policy: {} });
    expect(transport.sent[0]?.body).toBe('{"policy":{}}');
  });
});

describe("what a function given as `auth` returns", () => {
  test.each([
    [{ access_token: "t", expires_in: 3_600 }, "`access_token`, which is not read: return `token`"],
    [{ token: "t", expires_in: 3_600 }, "`expires_in`, which is not read: return `expiresAt`"],
    [{ token: "t", expiresIn: 3_600 }, "return `expiresAt`"],
    [{ token: "t", expiresAt: 3_600 }, "a lifetime as `expiresAt`"],
    [{ token: "t", expiresAt: "soon" }, "not a date"],
  ])("%j is an error that says what is read", async (supplied, text) => {
    const client = new AndroidEnterprise({ auth: unchecked(() => supplied), transport: scripted({}) });
    const error = await rejection(client.enterprises.get({ enterpriseId: "E" }));
    expect(error).toMatchObject({ code: "ERR_TESSERA_AUTH" });
    expect(String(error)).toContain(text);
  });

  test("may have more", async () => {
    const supplied = { token: "t", expiresAt: Date.now() + 3_600_000, expires_in: 3_600, scope: "x" };
    const client = new AndroidEnterprise({ auth: () => supplied, transport: scripted({ body: { id: "E" } }) });
    expect(await client.enterprises.get({ enterpriseId: "E" })).toMatchObject({ id: "E" });
  });
});

test("options of helpers are checked, too", () => {
  const emulator: Emulator = createEmulator();
  for (const make of [
    () => createEmulator(unchecked<object>({ service: [] })),
    () => createEmulator(unchecked<object>({ clock: Date })),
    () => emulator.issueToken(unchecked({ expiresIn: 1 })),
    () => localLimiter(unchecked({ rate: 5 })),
    () => googleAuth(unchecked("key.json")),
  ])
    expect(thrown(make)).toBeInstanceOf(InvalidParamsError);
  expect(thrown(() => createEmulator(unchecked<object>({ services: ["flowerDocs"] })))).toMatchObject({
    issues: [{ path: "services", message: "must be definitions, such as `flowerDocs` of tessera-sdk/testing" }],
  });
});

test("errors made by hand say what is wrong with them", () => {
  expect(thrown(() => new GoogleApiError("x", unchecked({ code: 404 })))).toMatchObject({
    message: expect.stringContaining("an HTTP status is `status`"),
  });
  expect(thrown(() => new InvalidParamsError(unchecked("bad")))).toMatchObject({
    message: expect.stringContaining("`issues` must be a list"),
  });
  expect(new TesseraError("x", { outcomeUnknown: true }).outcomeUnknown).toBe(true);
  expect(new TesseraError("x").outcomeUnknown).toBe(false);
});

test("parameters are refused before options: they are what was mistaken when ids are passed one by one", async () => {
  const client = new AndroidEnterprise({ auth: "t", transport: scripted({}) });
  const get = client.users.get as (...ids: unknown[]) => Promise<unknown>;
  const error = await rejection(get.call(client.users, "E", "U"));
  expect(issuesOf(error)).toEqual(["params"]);
});

test("names of the same thing in other methods are known", async () => {
  const client = new AndroidEnterprise({ auth: "t", transport: scripted({}) });
  const list = client.products.list(unchecked({ enterpriseId: "E", pageToken: "x", pageSize: 5 }));
  expect(String(await rejection(list.toArray()))).toMatch(/`pageToken`[^;]*; did you mean `token`\?.*`maxResults`\?/);
});
