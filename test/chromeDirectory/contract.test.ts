/** The descriptors and models against what Google documents of the two APIs, in both directions. */
import { existsSync, readFileSync } from "node:fs";
import { type ChromeBrowserFilter, type ChromeBrowserOrder, ChromeDirectory, type Drift } from "tessera-sdk";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { chromeDirectoryEndpoints, chromeManagementEndpoints } from "../../src/chromeDirectory/endpoints.js";
import type { AnyEndpoint } from "../../src/core/endpoint.js";
import { chromeGoldens } from "../support/chromeGoldens.js";
import { named } from "../support/conformance.js";
import { scripted } from "../support/scripted.js";

const specs = new URL("../../../shared/specs/", import.meta.url);
const DISCOVERY = new URL("cbcm-v1.1beta1.discovery.json", specs);
const FACTS = new URL("chromemanagement-v1.facts.json", specs);
const there = existsSync(DISCOVERY) && existsSync(FACTS);
const absent = there ? "" : " (skipped: Google's documents are not beside the repository)";
const read = (url: URL) => (there ? JSON.parse(readFileSync(url, "utf8")) : undefined);

interface DirectoryMethod {
  httpMethod: string;
  path: string;
  scopes: string[];
  parameters: Record<string, { location: string }>;
}

interface ManagementMethod {
  id: string;
  verb: string;
  flatPath?: string;
  params: Record<string, { in: string }>;
  request?: string;
  response?: string;
  scopes: string[];
  tier: string;
}

interface FieldFacts {
  type?: string;
  format?: string;
  ref?: string;
  repeated?: boolean;
  enum?: string[];
}

interface Facts {
  methods: ManagementMethod[];
  limits: Record<string, { filter?: { fields: string[] | object }; orderBy?: string[]; writable?: string[] }>;
  schemas: Record<string, Record<string, FieldFacts>>;
  betaToV1: { queryField: Record<string, string | null>; orderBy: Record<string, string | null> };
}

const facts = read(FACTS) as Facts;
const directoryMethods = (): Record<string, DirectoryMethod> => {
  const { resources } = read(DISCOVERY) as { resources: Record<string, { methods: Record<string, DirectoryMethod> }> };
  return Object.fromEntries(
    Object.entries(resources).flatMap(([resource, { methods }]) =>
      Object.entries(methods).map(([name, method]) => [`${resource}.${name}`, method]),
    ),
  );
};
const managementMethods = (): Record<string, ManagementMethod> =>
  Object.fromEntries(facts.methods.map((method) => [method.id.replace("chromemanagement.customers.", ""), method]));

/** Methods of the Chrome Management API that are not about managed browsers, their enrollment or their profiles. */
const NOT_OURS = /^(?:thirdPartyProfileUsers|reports)\./;

const goldensOf = (api: string) => chromeGoldens.filter((each) => each.api === api);
const queryOf = (request: string) => [...new URL(request.split(" ")[1] ?? "", "https://x").searchParams.keys()];
const system = ["fields"];

/** The descriptor of a golden request. */
function descriptorOf(api: string, vendor: string, endpoints: Record<string, AnyEndpoint>): AnyEndpoint {
  const golden = goldensOf(api).find((each) => each.vendor === vendor && each.name in endpoints);
  return endpoints[golden?.name ?? ""] ?? expect.fail(`${vendor} has no descriptor`);
}

/** A path without the names of its parameters. */
const shapeOf = (http: string) => http.replace(/\{[^}]*\}/g, "{}");

beforeAll(() => void vi.spyOn(process, "emitWarning").mockImplementation(() => {}));
afterAll(() => void vi.restoreAllMocks());

describe.skipIf(!there)(`the Directory API${absent}`, () => {
  const endpoints = named(chromeDirectoryEndpoints);

  test("has every method of the discovery document, and no more but the look-up of units", () => {
    const methods = Object.entries(directoryMethods());
    const ids = methods.map(([vendor]) => descriptorOf("directory", vendor, endpoints).id);
    expect([...ids, "chromedirectory.orgunits.get"].sort()).toEqual(
      Object.values(endpoints)
        .map(({ id }) => id)
        .sort(),
    );
  });

  test("has the document's verbs, paths and scopes", () => {
    for (const [vendor, { httpMethod, path, scopes }] of Object.entries(directoryMethods())) {
      const { http, scopes: ours = [] } = descriptorOf("directory", vendor, endpoints);
      expect(shapeOf(http), vendor).toBe(shapeOf(`${httpMethod} /admin/directory/v1.1beta1/customer/${path}`));
      expect([...ours].sort(), vendor).toEqual([...scopes].sort());
    }
  });

  test("sends every parameter of the query, and none that is not documented", () => {
    for (const [vendor, { parameters }] of Object.entries(directoryMethods())) {
      const sent = new Set(
        goldensOf("directory")
          .filter((each) => each.vendor === vendor)
          .flatMap((each) => queryOf(each.request)),
      );
      const documented = Object.keys(parameters).filter((name) => parameters[name]?.location === "query");
      expect([...sent].filter((name) => !system.includes(name)).sort(), vendor).toEqual(documented.sort());
    }
  });
});

describe.skipIf(!there)(`the Chrome Management API${absent}`, () => {
  const endpoints = named(chromeManagementEndpoints);
  const ours = () => Object.entries(there ? managementMethods() : {}).filter(([name]) => !NOT_OURS.test(name));

  test("has every method of the facts, and no more", () => {
    const ids = ours().map(([vendor]) => descriptorOf("management", vendor, endpoints).id);
    expect(ids.sort()).toEqual(
      Object.values(endpoints)
        .map(({ id }) => id)
        .sort(),
    );
  });

  test("has the facts' verbs, paths and scopes, the least sufficient first", () => {
    for (const [vendor, { verb, flatPath, scopes }] of ours()) {
      const descriptor = descriptorOf("management", vendor, endpoints);
      expect(shapeOf(descriptor.http), vendor).toBe(shapeOf(`${verb} /${flatPath}`));
      expect(descriptor.scopes, vendor).toEqual(scopes);
    }
  });

  test("sends every parameter of the query and every writable field, and none that is not documented", () => {
    for (const [vendor, { params, request = "" }] of ours()) {
      const goldens = goldensOf("management").filter((each) => each.vendor === vendor);
      const sent = new Set(goldens.flatMap((each) => queryOf(each.request)));
      const documented = Object.keys(params).filter((name) => params[name]?.in === "query");
      expect([...sent].filter((name) => !system.includes(name)).sort(), vendor).toEqual(documented.sort());
      const fields = new Set(goldens.flatMap((each) => Object.keys((each.body as object | undefined) ?? {})));
      const schema = facts.schemas[request] ?? {};
      const writable = Object.keys(schema).filter(
        (name) => !(schema[name] as { readOnly?: true; identifier?: true }).readOnly,
      );
      const expected = facts.limits[vendor]?.writable ?? writable.filter((name) => name !== "name");
      expect([...fields].sort(), vendor).toEqual([...expected].sort());
    }
  });

  /** A response with every documented field. */
  function sampleOf(schema: string, path = ""): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(facts.schemas[schema] ?? {}).map(([name, field]) => {
        const value = field.ref ? sampleOf(field.ref, `${path}.${name}`) : scalarOf(name, field);
        return [name, field.repeated ? [value] : value];
      }),
    );
  }

  function scalarOf(name: string, { type, format, enum: values }: FieldFacts): unknown {
    if (name === "name") return "customers/C1/things/id-1";
    if (values) return values.at(-1);
    if (type === "boolean") return true;
    if (type === "integer") return 7;
    if (type === "map") return { a: 1 };
    return format === "int64" ? "7" : `a ${name}`;
  }

  const reads: [schema: string, call: (client: ChromeDirectory) => Promise<unknown>][] = [
    ["EnrollmentToken", (client) => client.enrollmentTokens.get({ tokenPermanentId: "t" })],
    ["EnrollmentToken", (client) => client.enrollmentTokens.create()],
    ["ChromeBrowser", (client) => client.browsers.get({ deviceId: "b" })],
    ["ChromeBrowserProfile", (client) => client.profiles.get({ profilePermanentId: "p" })],
    [
      "ChromeBrowserProfileCommand",
      (client) => client.profileCommands.get({ profilePermanentId: "p", commandId: "c" }),
    ],
    ["ListEnrollmentTokensResponse", (client) => pageOf(client.enrollmentTokens.list())],
    ["ListChromeBrowsersResponse", (client) => pageOf(client.browsers.list())],
    ["ListChromeBrowserProfilesResponse", (client) => pageOf(client.profiles.list())],
    [
      "ListChromeBrowserProfileCommandsResponse",
      (client) => pageOf(client.profileCommands.list({ profilePermanentId: "p" })),
    ],
  ];

  async function pageOf(pager: { pages(): AsyncGenerator<object> }): Promise<unknown> {
    const { value } = await pager.pages().next();
    return value;
  }

  test.each(reads)("has no drift in a %s with every documented field", async (schema, call) => {
    const drifts: Drift[] = [];
    const transport = scripted({ body: sampleOf(schema) });
    const client = new ChromeDirectory({
      auth: "a",
      api: "management",
      transport,
      onDrift: (drift) => drifts.push(drift),
    });
    const leaves = (value: unknown): unknown[] =>
      typeof value === "object" && value !== null ? Object.values(value).flatMap(leaves) : [value];
    const result = leaves(await call(client)).map(String);
    expect(drifts).toEqual([]);
    // Nothing that is text is lost on the way.
    const lost = leaves(sampleOf(schema))
      .map(String)
      .filter((text) => text.startsWith("a ") && !result.includes(text));
    const REPLACED = ["a browserPermanentId", "a tokenPermanentId", "a profilePermanentId"];
    expect(lost.filter((text) => !REPLACED.includes(text))).toEqual([]);
  });

  test("has a value of ours for every value of every enum, and one for all that stand for a missing one", async () => {
    for (const [schema, call] of reads.slice(0, 5)) {
      const names = new Set<string>();
      const fill = (of: string, value: (values: string[]) => string): Record<string, unknown> =>
        Object.fromEntries(
          Object.entries(facts.schemas[of] ?? {}).map(([name, field]) => {
            if (field.enum) names.add(name);
            const filled = field.ref ? fill(field.ref, value) : field.enum ? value(field.enum) : scalarOf(name, field);
            return [name, field.repeated ? [filled] : filled];
          }),
        );
      for (let place = 0; place < 8; place++) {
        const drifts: Drift[] = [];
        const body = fill(schema, (values) => values[Math.min(place, values.length - 1)] ?? "");
        const client = new ChromeDirectory({
          auth: "a",
          api: "management",
          transport: scripted({ body }),
          onDrift: (drift) => drifts.push(drift),
        });
        const text = JSON.stringify(await call(client));
        expect(drifts, `${schema} ${place}`).toEqual([]);
        if (place === 0 && names.size > 0) expect(text).toContain('"unknown"');
        expect(text).not.toContain("UNSPECIFIED");
      }
    }
  });
});

describe.skipIf(!there)(`the neutral names${absent}`, () => {
  const time = { from: "2026-01-01T00:00:00Z" };
  const conditions: Required<ChromeBrowserFilter> = {
    machineName: "x",
    annotatedUser: "x",
    annotatedLocation: "x",
    annotatedNotes: "x",
    annotatedAssetId: "x",
    browserVersion: "x",
    lastDeviceUser: "x",
    osPlatform: "x",
    osPlatformVersion: "x",
    osVersion: "x",
    osArchitecture: "x",
    extensionCount: 1,
    policyCount: 1,
    lastRegistrationTime: time,
    lastPolicyFetchTime: time,
    lastStatusReportTime: time,
    lastActivityTime: time,
    deviceIdCollision: true,
  };

  async function sentBy(api: "directory" | "management", params: object): Promise<URLSearchParams> {
    const transport = scripted({ body: {} });
    await new ChromeDirectory({ auth: "a", api, transport }).browsers.list(params).toArray();
    return new URL(transport.sent[0]?.url ?? "").searchParams;
  }

  test("of conditions are pairs of the facts, and cover all that both APIs have", async () => {
    const pairs: [string, string][] = [];
    for (const [name, value] of Object.entries(conditions)) {
      const where = { [name]: value };
      const query = (await sentBy("directory", { where })).get("query") ?? "";
      const filter = (await sentBy("management", { where })).get("filter") ?? "";
      pairs.push([query.split(":")[0] ?? "", filter.split(/[<>=]/)[0] ?? ""]);
    }
    const documented = Object.entries(facts.betaToV1.queryField).filter(([, v1]) => v1 !== null);
    expect(Object.fromEntries(pairs)).toEqual(Object.fromEntries(documented));
    expect(pairs.length).toBe(documented.length);
  });

  const orders: Record<ChromeBrowserOrder, true> = {
    deviceId: true,
    machineName: true,
    orgUnitPath: true,
    annotatedUser: true,
    annotatedLocation: true,
    annotatedNotes: true,
    annotatedAssetId: true,
    browserVersion: true,
    browserVersionChannel: true,
    osVersion: true,
    osPlatformVersion: true,
    lastRegistrationTime: true,
    lastPolicyFetchTime: true,
    lastActivityTime: true,
    lastDeviceUser: true,
    extensionCount: true,
    policyCount: true,
  };

  test("of orders are pairs of the facts, and cover all that both APIs have", async () => {
    const pairs: [string, string][] = [];
    for (const orderBy of Object.keys(orders)) {
      const [beta, v1] = [await sentBy("directory", { orderBy }), await sentBy("management", { orderBy })];
      pairs.push([beta.get("orderBy") ?? "", v1.get("orderBy") ?? ""]);
    }
    const documented = Object.entries(facts.betaToV1.orderBy).filter(([, v1]) => v1 !== null);
    expect(Object.fromEntries(pairs)).toEqual(Object.fromEntries(documented));
  });
});
