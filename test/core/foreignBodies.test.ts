/** A 2xx is read and not trusted: what no vendor sends with a success is neither done nor a yes. */
import { type Drift, InvalidResponseError } from "tessera-sdk";
import { AdobePassError, AdobePassV1 } from "tessera-sdk/adobe-pass";
import { AndroidEnterprise } from "tessera-sdk/android-enterprise";
import { ChromeDirectory } from "tessera-sdk/chrome-directory";
import { FlowerDocs } from "tessera-sdk/flower-docs";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { adobePassEndpoints } from "../../src/adobePass/endpoints.js";
import { androidEnterpriseEndpoints } from "../../src/androidEnterprise/endpoints.js";
import { chromeDirectoryEndpoints, chromeManagementEndpoints } from "../../src/chromeDirectory/endpoints.js";
import type { AnyEndpoint } from "../../src/core/endpoint.js";
import { flowerDocsEndpoints } from "../../src/flowerDocs/endpoints.js";
import { USER } from "../support/clients.js";
import { callOf, goldenRequests } from "../support/goldenRequests.js";
import { rejection } from "../support/promises.js";
import { type Scripted, scripted } from "../support/scripted.js";

// Deprecated methods say so, which is another test's subject.
beforeAll(() => void vi.spyOn(process, "emitWarning").mockImplementation(() => {}));
afterAll(() => void vi.restoreAllMocks());

const MARKER = "MARKER-5c1d";

/** What proxies, gateways, captive portals and vendors send with a 200 in place of a success. */
const FOREIGN: [string, string][] = [
  ["a page", `<!DOCTYPE html><html><title>Sign in</title>${MARKER}</html>`],
  ["a page behind a byte order mark and white space", `\ufeff\r\n <html>${MARKER}</html>`],
  ["XML", `<?xml version="1.0"?><error><status>403</status><message>${MARKER}</message></error>`],
  ["Google's error", `{"error":{"code":403,"message":"${MARKER}"}}`],
  ["Google's older error", `{"error":{"errors":[{"reason":"forbidden"}]}}`],
  ["an error in a list of one", `[{"error":{"message":"${MARKER}"}}]`],
  ["OAuth's error", `{"error":"invalid_token","error_description":"${MARKER}"}`],
  ["Adobe's error", `{"status":403,"message":"${MARKER}"}`],
  ["Adobe's error by its status alone", '{"status":403}'],
  ["Adobe's errors", `{"errors":[{"code":"authentication_session_expired","action":"authentication"}]}`],
  ["FlowerDocs' error", `{"code":"F00012","message":"${MARKER}"}`],
  ["a gateway's error", `{"message":"Forbidden"}`],
  ["a gateway's error in capitals", `{"Message":"User is not authorized"}`],
  ["another gateway's error", `{"fault":{"faultstring":"${MARKER}"}}`],
  ["Spring's error", `{"timestamp":1,"status":500,"error":"Internal Server Error","path":"/"}`],
];

/** What is neither an error nor a documented body. */
const OTHER: [string, string][] = [
  ["text", MARKER],
  ["null", "null"],
  ["true", "true"],
  ["false", "false"],
  ["a number", "0"],
  ["a JSON string", `"${MARKER}"`],
  ["an empty JSON string", '""'],
  ["a list", "[]"],
  ["cut JSON", '{"a":'],
  ["two objects", "{}{}"],
];

const endpointsOf = (group: object): AnyEndpoint[] =>
  Object.values(group).flatMap((each) => ("http" in each ? [each as AnyEndpoint] : endpointsOf(each)));

type Call = (transport: Scripted, options?: object) => Promise<unknown>;

const DEVICE = { requestor: "R", deviceId: "d", deviceInfo: { model: "TV", osName: "tvOS" } };
const flowerDocs = (transport: Scripted, options?: object) =>
  new FlowerDocs({ auth: "t", baseUrl: "https://f.example", transport, ...options });

const VOID: [id: string, idempotency: string, call: Call][] = endpointsOf(androidEnterpriseEndpoints)
  .filter(({ response }) => response === undefined)
  .map(({ id, idempotency }) => {
    const name = id.replace("androidenterprise.", "");
    return [
      id,
      idempotency,
      async (transport, options) => {
        const client = new AndroidEnterprise({ auth: "t", transport, ...options });
        await callOf(client, name, goldenRequests[name]?.params ?? {});
      },
    ];
  });
const chromeVoid: [string, (client: ChromeDirectory) => Promise<unknown>][] = [
  ["enrollmentTokens.revoke", (client) => client.enrollmentTokens.revoke({ tokenPermanentId: "p" })],
  ["browsers.delete", (client) => client.browsers.delete({ deviceId: "d" })],
];
for (const [service, api] of [
  ["chromedirectory", "directory"],
  ["chromemanagement", "management"],
] as const)
  for (const [name, call] of chromeVoid)
    VOID.push([
      `${service}.${name}`,
      "safe",
      (transport, options) => call(new ChromeDirectory({ auth: "t", api, transport, ...options })),
    ]);
VOID.push([
  "chromemanagement.profiles.delete",
  "safe",
  (transport, options) =>
    new ChromeDirectory({ auth: "t", api: "management", transport, ...options }).profiles.delete({
      profilePermanentId: "p",
    }),
]);
VOID.push([
  "adobepass.v1.checkAuthentication",
  "safe",
  (transport, options) => new AdobePassV1({ auth: "t", transport, ...options }).requireAuthentication(DEVICE),
]);
VOID.push([
  "adobepass.v1.checkAuthenticationCode",
  "safe",
  async (transport, options) => {
    const client = new AdobePassV1({ auth: "t", transport, ...options });
    const status = await client.checkAuthenticationCode({ requestor: "R", code: "c" });
    if (!status.authenticated) throw status.error;
  },
]);

test("every method without a result is among them", () => {
  const services = [
    androidEnterpriseEndpoints,
    chromeDirectoryEndpoints,
    chromeManagementEndpoints,
    adobePassEndpoints,
    flowerDocsEndpoints,
  ];
  const all = services.flatMap(endpointsOf).filter(({ response }) => response === undefined);
  // `browsers.move` reports its failures instead, and is tested with it.
  const tested = [...VOID.map(([id]) => id), "chromedirectory.browsers.move", "chromemanagement.browsers.move"];
  expect(new Set(all.map(({ id }) => id))).toEqual(new Set(tested));
  expect(VOID.length).toBeGreaterThanOrEqual(17);
});

/** Adobe's own errors, which older versions of its APIs send with a 200, are read as such. */
const ADOBES = [
  "XML",
  "OAuth's error",
  "Adobe's error",
  "Adobe's error by its status alone",
  "Adobe's errors",
  "Spring's error",
];

async function invalid(call: Call, body: string, options?: object): Promise<InvalidResponseError> {
  const transport = scripted({ status: 200, body });
  const error = await rejection(call(transport, options));
  expect(error).toBeInstanceOf(InvalidResponseError);
  expect(transport.sent).toHaveLength(1);
  expect(error).toMatchObject({ status: 200, attempts: 1, kind: "server" });
  expect((error as InvalidResponseError).body).toBe(body.replace(/^\ufeff/, ""));
  expect((error as Error).message).not.toContain(MARKER);
  return error as InvalidResponseError;
}

describe.each(VOID)("%s", (id, idempotency, call) => {
  test.each([...FOREIGN, ...OTHER])("is not done by %s", async (what, body) => {
    if (id.startsWith("adobepass.") && ADOBES.includes(what)) return isAdobes(call, body);
    const error = await invalid(call, body);
    expect(error.message).toContain("A proxy may have responded in place of the vendor.");
    expect(error.outcomeUnknown).toBe(idempotency === "none");
    expect(/outcome is unknown/.test(error.message)).toBe(idempotency === "none");
    await invalid(call, body, { validation: "off" });
  });

  test.each(["", "{}", " \n"])("is done by %j", async (body) => {
    const onDrift = vi.fn();
    expect(await call(scripted({ body }), { onDrift })).toBeUndefined();
    expect(onDrift).not.toHaveBeenCalled();
  });
});

async function isAdobes(call: Call, body: string): Promise<void> {
  expect(await rejection(call(scripted({ body }), { retry: false }))).toBeInstanceOf(AdobePassError);
}

describe("an error in place of a result whose fields are all optional", () => {
  const LISTS: [string, Call][] = [
    [
      "devices.list",
      (transport, options) => new AndroidEnterprise({ auth: "t", transport, ...options }).devices.list(USER),
    ],
    [
      "grouplicenses.list",
      (transport, options) =>
        new AndroidEnterprise({ auth: "t", transport, ...options }).grouplicenses.list({ enterpriseId: "E" }),
    ],
    [
      "Chrome's list",
      (transport, options) =>
        new ChromeDirectory({ auth: "t", transport, ...options }).enrollmentTokens.list().toArray(),
    ],
  ];

  const errors = FOREIGN.filter(([, body]) => body.startsWith("{"));
  test.each(LISTS.flatMap(([name, call]) => errors.map(([what, body]) => ({ name, what, body, call }))))(
    "$name is not empty by $what",
    async ({ body, call }) => {
      const error = await invalid(call, body);
      expect(error.message).toContain("the body is an error");
    },
  );

  test("is not a field that the vendor added beside known ones", async () => {
    const drift: Drift[] = [];
    const body = { device: [], message: "newer", code: "newer", status: "newer", errors: ["newer"] };
    const client = new AndroidEnterprise({
      auth: "t",
      transport: scripted({ body }),
      onDrift: (each) => drift.push(each),
    });
    expect(await client.devices.list(USER)).toEqual(body);
    expect(drift.map(({ path }) => path)).toEqual(["message", "code", "status", "errors"]);
  });
});

describe("a question to which a foreign body would be a yes", () => {
  test.each(FOREIGN)("checkAuthentication takes no yes from %s", async (what, body) => {
    const call: Call = async (transport, options) => {
      const status = await new AdobePassV1({ auth: "t", transport, ...options }).checkAuthentication(DEVICE);
      if (!status.authenticated) throw status.error;
    };
    await (ADOBES.includes(what) ? isAdobes(call, body) : invalid(call, body));
  });

  const CUT = OTHER.filter(([, body]) => body.startsWith("{"));
  // A functional code of FlowerDocs is a no, whatever the status.
  const OPEN = FOREIGN.filter(([name]) => name !== "FlowerDocs' error");
  test.each([...OPEN, ...CUT])("tokens.validate takes no yes from %s", async (_, body) => {
    await invalid((transport) => flowerDocs(transport).tokens.validate({ token: "x.y.z" }), body);
    const off = flowerDocs(scripted({ body }), { validation: "off" }).tokens.validate({ token: "x.y.z" });
    expect(await rejection(off)).toBeInstanceOf(InvalidResponseError);
  });

  test.each(FOREIGN)("tokens.create takes no token from %s", async (_, body) => {
    await invalid((transport) => flowerDocs(transport).tokens.create({ validityTime: 60 }), body);
  });
});

describe("the outcome of a method that must not be retried", () => {
  const create: Call = (transport) => new ChromeDirectory({ auth: "t", transport }).enrollmentTokens.create();

  test.each(FOREIGN)("is unknown after %s", async (_, body) => {
    expect((await invalid(create, body)).outcomeUnknown).toBe(true);
  });

  test.each([
    ["a required field is missing", '{"kind":"k"}'],
    ["the body is cut", '{"token":"cut-o'],
    ["the body is empty", ""],
  ])("is known, and its result is lost, if %s", async (_, body) => {
    const error = await invalid(create, body);
    expect(error).toMatchObject({ outcomeUnknown: false });
    expect(error.message).toContain("was probably carried out");
  });
});

test("a creation that is settled by its id has an unknown outcome after a page in place of a response", async () => {
  const client = flowerDocs(scripted({ status: 200, body: "<html>Sign in</html>" }), { serverVersion: "2026.0" });
  const error = await rejection(client.folders.create({ id: "F9", name: "n", data: { classId: "c" } }));
  expect(error).toBeInstanceOf(InvalidResponseError);
  expect(error).toMatchObject({ outcomeUnknown: true });
});
