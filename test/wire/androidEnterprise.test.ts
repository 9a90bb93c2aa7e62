/** Every method of Android Enterprise as the request that it sends, in process and on loopback, and the response it reads. */
import { Pager } from "tessera-sdk";
import { AndroidEnterprise } from "tessera-sdk/android-enterprise";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { androidEnterpriseEndpoints } from "../../src/androidEnterprise/endpoints.js";
import { deviations } from "../androidEnterprise/deviations.js";
import { androidEnterprise } from "../support/clients.js";
import { named } from "../support/conformance.js";
import { type ApiFacts, keptFacts, parts, requestOf, sampleOf, sources } from "../support/discovery.js";
import { callOf, type Golden, goldenRequests } from "../support/goldenRequests.js";
import { golden, type RawServer, startRawServer } from "../support/rawServer.js";
import { scripted } from "../support/scripted.js";

const facts = keptFacts();
const cases = Object.entries(goldenRequests).map(([name, golden]) => ({ name, ...golden }));

/** Path and query, byte for byte. */
function targetOf({ path, query }: Golden["request"]): string {
  const pairs = query.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
  return pairs.length > 0 ? `${path}?${pairs.join("&")}` : path;
}

/** What the vendor may respond with: everything that the document knows of. */
function responseOf(name: string): Record<string, unknown> | undefined {
  const schema = facts.methods[name]?.response;
  return schema === undefined ? undefined : sampleOf(facts, schema);
}

/** A method without a result responds with nothing. */
function bodyOf(name: string): string {
  const response = responseOf(name);
  return response === undefined ? "" : JSON.stringify(response);
}

// Deprecated methods say so, which is another test's subject.
beforeAll(() => void vi.spyOn(process, "emitWarning").mockImplementation(() => {}));
afterAll(() => void vi.restoreAllMocks());

/** The documented fields that no part of a golden body holds, named as deviations are. */
function leftOut(name: string, body: Golden["request"]["body"]): string[] {
  const visit = (schema: string, values: Record<string, unknown>[], within: string[]): string[] =>
    Object.entries(facts.schemas[schema] ?? {}).flatMap(([field, word]) => {
      const inner = parts(word).schema;
      const held = values.flatMap((value) => value[field] ?? []);
      if (held.length === 0) return [`${name} request ${schema}.${field}: missing`];
      if (!inner || [...within, schema].includes(inner)) return [];
      return visit(inner, held as Record<string, unknown>[], [...within, schema]);
    });
  return body ? visit(facts.methods[name]?.request ?? "", [body], []) : [];
}

describe("the golden requests", () => {
  test("cover every method, and no more", () => {
    expect(Object.keys(goldenRequests)).toEqual(Object.keys(facts.methods));
    expect(Object.keys(goldenRequests)).toEqual(Object.keys(named(androidEnterpriseEndpoints)));
  });

  test("give every parameter of the path and of the query", () => {
    const left = cases.flatMap(({ name, params }) =>
      Object.keys(facts.methods[name]?.params ?? {}).filter((param) => !(param in params)),
    );
    expect(left).toEqual([]);
  });

  test("give every field that a body may hold, but for `kind`, which Google gave up", () => {
    const left = cases.flatMap(({ name, request }) => leftOut(name, request.body));
    const known = deviations.flatMap(({ at }) => at);
    expect(left.filter((each) => !known.includes(each))).toEqual([
      "devices.update request ManagedConfiguration.kind: missing",
      "managedconfigurationsfordevice.update request ManagedConfiguration.kind: missing",
      "managedconfigurationsforuser.update request ManagedConfiguration.kind: missing",
    ]);
  });

  for (const { source, facts: found } of sources()) {
    test.skipIf(found === undefined)(`are those of ${source}`, () => {
      const prescribed = cases.map(({ name, params }) => [name, requestOf(found as ApiFacts, name, params)]);
      expect(cases.map(({ name, request }) => [name, request])).toEqual(prescribed);
    });
  }
});

describe("through a transport", () => {
  test.each(cases)("$name sends its golden request to Google's host, as JSON if at all", async (each) => {
    const { name, params, request } = each;
    const transport = scripted({ body: responseOf(name) });
    await callOf(new AndroidEnterprise({ auth: "access-token", transport }), name, params);
    expect(transport.sent).toHaveLength(1);
    const [sent] = transport.sent;
    expect(`${sent?.method} ${sent?.url}`).toBe(
      `${request.method} ${facts.root.replace(/\/$/, "")}${targetOf(request)}`,
    );
    expect(sent?.body === undefined ? null : JSON.parse(sent.body)).toEqual(request.body);
    expect(sent?.headers["content-type"]).toBe(request.body ? "application/json" : undefined);
    expect(sent?.headers.authorization).toBe("Bearer access-token");
  });

  test.each(cases)("$name takes the parameters of every method as further ones", async ({ name, params, request }) => {
    const transport = scripted({ body: responseOf(name) });
    const further = facts.globals.map((global): [string, string] => [global, `a ${global}`]);
    const client = new AndroidEnterprise({ auth: "access-token", transport });
    await callOf(client, name, params, { extraQuery: Object.fromEntries(further) });
    const target = targetOf({ ...request, query: [...request.query, ...further] });
    expect(transport.sent[0]?.url.slice(facts.root.length - 1)).toBe(target);
  });
});

describe("over HTTP", () => {
  let server: RawServer;
  beforeAll(async () => {
    server = await startRawServer();
  });
  afterAll(() => server.close());
  beforeEach(() => {
    server.received.length = 0;
  });

  test.each(cases)("$name sends its golden request", async ({ name, params, request }) => {
    server.response.body = bodyOf(name);
    await callOf(androidEnterprise(server.url), name, params);
    expect(server.received).toHaveLength(1);
    const [head = "", body = ""] = golden(server.received[0]).split(/\n\n(.*)/s);
    expect(body === "" ? null : JSON.parse(body)).toEqual(request.body);
    const length = request.method === "POST" || body !== "" ? [`content-length: ${Buffer.byteLength(body)}`] : [];
    expect(head.split("\n")).toEqual([
      `${request.method} ${targetOf(request)}`,
      "accept-encoding: gzip, deflate, br",
      "accept: application/json",
      "authorization: Bearer access-token",
      ...length,
      ...(body === "" ? [] : ["content-type: application/json"]),
      "host: {host}",
      "user-agent: tessera-sdk/{version}",
    ]);
  });

  test("11 methods post nothing and say so", async () => {
    const bare = cases.filter(({ request }) => request.method === "POST" && request.body === null);
    expect(bare).toHaveLength(11);
    for (const { name, params } of bare) {
      server.response.body = bodyOf(name);
      await callOf(androidEnterprise(server.url), name, params);
    }
    const heads = server.received.map((text) => text.split("\n"));
    expect(heads.filter((lines) => !lines.includes("content-length: 0"))).toEqual([]);
    expect(heads.filter((lines) => lines.some((line) => line.startsWith("content-type")))).toEqual([]);
  });
});

describe("the response", () => {
  test.each(cases)("of $name is passed on whole, and nothing of it is new", async ({ name, params }) => {
    const response = responseOf(name);
    const transport = scripted({ body: response });
    const client = new AndroidEnterprise({ auth: "access-token", transport, validation: "strict" });
    const result = await callOf(client, name, params);
    if (name === "products.list") {
      const { product, pageInfo } = response as { product: unknown; pageInfo: unknown };
      expect(result).toEqual({ items: product, pageInfo, nextPageToken: "a nextPageToken" });
    } else expect(result).toEqual(response);
  });

  const lists = cases.filter(({ name }) => /\.(list|pullNotificationSet)$/.test(name));
  test.each(lists)("of $name holds an empty list where Google leaves it out", async ({ name, params }) => {
    const client = new AndroidEnterprise({ auth: "a", transport: scripted({ body: {} }), validation: "strict" });
    const [list, ...others] = Object.values((await callOf(client, name, params)) as object);
    expect(list).toEqual([]);
    expect(others).toEqual([]);
  });

  const deviceWith = (policy: object) => ({ androidId: "3a1b", policy });
  const beyond: { name: string; response: object; odd: string[] }[] = [
    { name: "devices.get", response: deviceWith({ maintenanceWindow: { durationMs: "0" } }), odd: [] },
    {
      name: "devices.get",
      response: deviceWith({ maintenanceWindow: { durationMs: "soon" } }),
      odd: ["policy.maintenanceWindow.durationMs"],
    },
    {
      name: "devices.get",
      response: deviceWith({ productPolicy: Array(21).fill({ autoInstallPolicy: { minimumVersionCode: 1 } }) }),
      odd: [],
    },
    {
      name: "devices.get",
      response: deviceWith({ productPolicy: [{ autoInstallPolicy: { autoInstallConstraint: [{}, {}] } }] }),
      odd: [],
    },
    { name: "storelayoutclusters.get", response: { id: "1", orderInPage: "é" }, odd: ["orderInPage"] },
    {
      name: "enrollmentTokens.create",
      response: { token: "t", googleAuthenticationOptions: { requiredAccountEmail: "" } },
      odd: ["googleAuthenticationOptions.requiredAccountEmail"],
    },
  ];
  test.each(beyond)(
    "of $name is returned although it could not be sent, and reported at $odd",
    async ({ name, response, odd }) => {
      const drifts: string[] = [];
      const transport = scripted({ body: response });
      const onDrift = ({ path }: { path: string }) => drifts.push(path);
      const client = new AndroidEnterprise({ auth: "access-token", transport, onDrift });
      expect(await callOf(client, name, goldenRequests[name]?.params ?? {})).toEqual(response);
      expect(drifts).toEqual(odd);
    },
  );

  test("of products.list alone is a pager", () => {
    const client = new AndroidEnterprise({ auth: "a", transport: scripted({ body: {} }) });
    expect(client.products.list({ enterpriseId: "LC00lwk1yg" })).toBeInstanceOf(Pager);
    expect(cases.filter(({ name }) => facts.schemas[facts.methods[name]?.response ?? ""]?.tokenPagination)).toEqual([
      expect.objectContaining({ name: "products.list" }),
    ]);
  });
});
