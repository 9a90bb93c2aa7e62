/** The manifest is current and complete, and says of each method what it does when it is called. */
import { TesseraError } from "tessera-sdk";
import type { Operation } from "tessera-sdk/operations";
import { beforeAll, describe, expect, it } from "vitest";
import { type Built, buildManifest, listedMethods } from "../../scripts/manifest/build.js";
import { type Descriptor, readEndpoints } from "../../scripts/manifest/endpoints.js";
import { filesOf, readFiles } from "../../scripts/manifest/files.js";
import { lossyPlaces, undescribed } from "../../scripts/manifest/jsonSchema.js";
import { DATA } from "../../scripts/operationFiles.js";
import { entries } from "../../scripts/packageJson.js";
import { type PublicApi, readPublicApi, serviceOf, sourceEntries } from "../../scripts/publicApi.js";
import { typeSchemas } from "../support/typeSchema.js";

let api: PublicApi;
let built: Built;
let operations: readonly Operation[];
let byService: ReadonlyMap<string, readonly Descriptor[]>;
let endpoints: readonly Descriptor[];

beforeAll(async () => {
  api = readPublicApi();
  built = await buildManifest(api);
  operations = built.services.flatMap((service) => service.operations);
  byService = await readEndpoints();
  endpoints = [...byService.values()].flat();
}, 120_000);

const nameOf = ({ client, id }: Operation) => `${client}.${id}`;

describe("the manifest", () => {
  it("is current (`npm run manifest` writes it)", () => {
    const advice = `${DATA} is not current: run \`npm run manifest\``;
    const written = readFiles();
    const current = filesOf(built);
    expect([...written.keys()].sort(), advice).toEqual([...current.keys()].sort());
    const before = new Map<string, string>();
    for (const [file, text] of written)
      if (file !== "index.json")
        for (const entry of JSON.parse(text) as Operation[]) before.set(nameOf(entry), JSON.stringify(entry));
    const changed = operations.filter((entry) => before.get(nameOf(entry)) !== JSON.stringify(entry)).map(nameOf);
    const removed = [...before.keys()].filter((name) => !operations.some((entry) => nameOf(entry) === name));
    expect([...changed, ...removed], advice).toEqual([]);
    const differing = [...current].filter(([file, text]) => written.get(file) !== text).map(([file]) => file);
    expect(differing, `${advice}. Only the index, the order or the format differs`).toEqual([]);
  });

  it("has nothing missing: a comment, a JSON Schema, the endpoints that are called", () => {
    expect(built.problems).toEqual([]);
  });

  it("has one entry for every public method of every client and resource", () => {
    const methods = api.clients.flatMap((client) =>
      listedMethods(client).map(({ resource, name }) =>
        [client.name, resource, name].filter((part) => part !== "").join("."),
      ),
    );
    expect(operations.map(nameOf).sort()).toEqual([...methods].sort());
    expect(new Set(methods).size).toBe(methods.length);
    expect(api.clients.length).toBeGreaterThanOrEqual(4);
    expect(operations.filter(({ kind }) => kind === "operation").length).toBeGreaterThanOrEqual(80);
    for (const { methods: own, resources } of api.clients) {
      const covered = new Set(own.map(({ resource }) => resource));
      expect([...resources.keys()].filter((resource) => !covered.has(resource))).toEqual([]);
    }
  });

  /** What credentials call. They are no methods of a client. */
  const OF_CREDENTIALS = ["flowerdocs.authentication.create"];

  /** What a service lacks whose endpoint is not in the manifest: without an entry, none of its methods is. */
  function whyUncalled(service: string): string {
    const source = `src/${service}/index.ts`;
    if (!entries.some((entry) => entry.source === source)) return `package.json exports no entry for ${source}`;
    if (!api.clients.some(({ declaration }) => serviceOf(declaration) === service))
      return `${source} exports no client`;
    return "no public method calls it";
  }

  it("has every endpoint", () => {
    const called = new Set(operations.flatMap((entry) => entry.endpoints.map(({ id }) => id)));
    const uncalled = [...byService].flatMap(([service, list]) =>
      list.filter(({ id }) => !called.has(id)).map(({ id }) => ({ id, why: whyUncalled(service) })),
    );
    const unexpected = uncalled.filter(({ id }) => !OF_CREDENTIALS.includes(id));
    expect(unexpected.map(({ id, why }) => `${id}: ${why}`)).toEqual([]);
    expect(uncalled.map(({ id }) => id)).toEqual(OF_CREDENTIALS);
  });

  it("has examples as they are written, line for line", () => {
    const examples = operations.flatMap((entry) => entry.examples);
    expect(examples.filter((code) => code.includes("```"))).toEqual([]);
    const check = operations.find(({ method }) => method === "requireAuthentication");
    expect(check?.examples[0]?.split("\n")[0]).toBe("await client.requireAuthentication({");
    expect(check?.examples[0]?.split("\n").at(-1)).toBe("});");
  });

  it("names an entry that loads the service alone", () => {
    for (const { entry, client } of operations) {
      expect(entry).toMatch(/^tessera-sdk\/[\w-]+$/);
      expect(api.entries.get(entry)?.has(client)).toBe(true);
    }
  });
});

describe("the effect", () => {
  it("is stated by every endpoint", () => {
    const silent = endpoints.filter(({ effect }) => !["read", "write", "destroy"].includes(effect));
    expect(silent.map(({ id }) => id)).toEqual([]);
    expect(endpoints.length).toBeGreaterThanOrEqual(80);
  });

  it("is not `read` where the verb or the name says that something is taken away", () => {
    const wrong = operations.filter(({ effect, method, endpoints: called }) => {
      const removes =
        called.some(({ http }) => http.startsWith("DELETE ")) || /^(?:delete|revoke|un[a-z])/.test(method);
      return removes && effect === "read";
    });
    expect(wrong.map(nameOf)).toEqual([]);
    expect(operations.filter(({ effect }) => effect === "destroy").length).toBeGreaterThan(5);
  });

  it("is not derived from the verb: a GET that creates a key is a write", () => {
    const account = operations.find(({ method }) => method === "getServiceAccount");
    expect(account?.endpoints[0]?.http).toMatch(/^GET /);
    expect(account?.effect).toBe("write");
  });

  it("of a method of several calls is the strongest, and its idempotency the weakest", () => {
    const notifications = operations.find(({ method }) => method === "notifications");
    expect(notifications).toMatchObject({ kind: "helper", effect: "write", idempotency: "safe" });
    expect(notifications?.endpoints.map(({ effect }) => effect).sort()).toEqual(["read", "write"]);
    const requests = operations.filter(({ method, kind }) => method === "request" && kind === "helper");
    expect(requests.map(({ effect, idempotency }) => [effect, idempotency])).toEqual(
      api.clients.map(() => ["destroy", "none"]),
    );
  });
});

describe("the endpoints of an entry", () => {
  /** Refuses every request, with an error that no method waits out. */
  const transport = { send: () => Promise.reject(new TesseraError("not sent")) };
  const options = { auth: "token", baseUrl: "https://vendor.example", transport, retry: false };

  /** What single clients require beyond that. */
  const OWN_OPTIONS: Readonly<Record<string, object>> = { AdobePass: { serviceProvider: "REF30" } };

  type Callable = Record<string, (params: unknown) => unknown>;

  interface Called {
    /** The endpoint that a method calls first, as its errors name it. */
    endpoint: string | undefined;
    /** Whether what it returns is iterated, and not awaited. */
    isIterable: boolean;
  }

  async function calledBy(entry: Operation): Promise<Called> {
    const source = sourceEntries.get(entry.entry) ?? "";
    const module = (await import(/* @vite-ignore */ source)) as Record<string, new (given: object) => object>;
    const Client = module[entry.client];
    const client = Client && new Client({ ...options, ...OWN_OPTIONS[entry.client] });
    const group = (entry.resource === undefined ? client : client?.[entry.resource as never]) as unknown as Callable;
    const result = group[entry.method]?.({}) as Promise<unknown> & Partial<AsyncIterable<unknown>>;
    const isIterable = typeof result?.[Symbol.asyncIterator] === "function";
    try {
      await (isIterable ? result[Symbol.asyncIterator]?.().next() : result);
    } catch (error) {
      return { endpoint: (error as { endpoint?: string }).endpoint, isIterable };
    }
    return { endpoint: undefined, isIterable };
  }

  it("are those that its method calls, and it returns what `returns` says", async () => {
    const wrong: string[] = [];
    for (const entry of operations.filter(({ endpoints: called }) => called.length > 0)) {
      const { endpoint, isIterable } = await calledBy(entry);
      if (!entry.endpoints.some(({ id }) => id === endpoint)) wrong.push(`${nameOf(entry)}: ${endpoint}`);
      if (isIterable !== ["pager", "iterable"].includes(entry.returns))
        wrong.push(`${nameOf(entry)}: ${entry.returns}`);
    }
    expect(wrong).toEqual([]);
  }, 60_000);
});

describe("a JSON Schema", () => {
  it("of a field with an `enum` or suggestions has what its type lists", () => {
    const create = operations.find(({ client, method }) => client === "AndroidEnterprise" && method === "create");
    expect(create?.params?.properties?.enrollmentTokenType).toMatchObject({ enum: ["userDevice", "userlessDevice"] });
    const check = operations.find(({ method }) => method === "requireAuthentication");
    expect(check?.params?.properties?.deviceType?.examples).toContain("AppleTV");
  });

  it("of parameters leaves out those that the client adds by itself", () => {
    const check = operations.find(({ method }) => method === "requireAuthentication");
    expect(check?.params?.properties).not.toHaveProperty("format");
    expect(check?.wire?.params?.properties).toHaveProperty("X-Device-Info");
  });

  it("does not count as an effect that a method cleans up after itself", () => {
    const effects = ["createWithFiles", "updateWithFiles", "delete"].map(
      (name) => operations.find(({ resource, method }) => resource === "documents" && method === name)?.effect,
    );
    expect(effects).toEqual(["write", "write", "destroy"]);
  });

  it("marks what a method takes as credential, what is deprecated, and how it pages", () => {
    const validate = operations.find(({ method, client }) => method === "validate" && client === "FlowerDocs");
    expect(validate?.secret).toEqual(["token"]);
    const revoke = operations.find(({ method, client }) => method === "revoke" && client === "ChromeDirectory");
    expect(revoke).not.toHaveProperty("secret");
    const products = operations.find(({ resource, method }) => resource === "products" && method === "list");
    expect(products?.paging).toEqual({ token: "token" });
    expect(products?.deprecated).toContain("policy");
    expect(products?.result?.properties?.items?.items?.properties).toHaveProperty("productId");
  });

  it("is found to be lossy or without comments where it is", () => {
    expect(lossyPlaces({ properties: { a: {}, b: { type: "array", items: {} }, c: { type: "string" } } })).toEqual([
      "a",
      "b[]",
    ]);
    expect(
      undescribed({ properties: { a: { type: "string" }, b: { const: true }, c: { description: "C." } } }),
    ).toEqual(["a has no comment"]);
  });

  it("says which of its parameters are required where either of two is", () => {
    const params = (method: string) =>
      operations.find((each) => each.client === "ChromeDirectory" && each.method === method)?.params;
    const either = (...others: string[]) =>
      ["orgUnitId", "orgUnitPath"].map((name) => ({ type: "object", required: [...others, name] }));
    expect(params("rotate")).toMatchObject({ properties: { ttl: {} }, anyOf: either() });
    expect(params("rotate")).not.toHaveProperty("required");
    expect(params("move")).toMatchObject({ required: ["deviceIds"], anyOf: either("deviceIds") });
  });

  it("comes from types where there is no schema", () => {
    const schemas = typeSchemas([
      "string | number",
      '"a" | "b" | undefined',
      '"a" | (string & {})',
      '"a" | Unlisted',
      "readonly boolean[]",
      "Record<string, number>",
      "Date | boolean",
      "unknown",
      "{\n/**\n * The {@link Date `a`},\n * on two lines.\n * @default 1\n */\na?: number;\nb(): void;\nc: true }",
    ]);
    expect(schemas).toEqual([
      { anyOf: [{ type: "number" }, { type: "string" }] },
      { type: "string", enum: ["a", "b"] },
      { type: "string", examples: ["a"] },
      { type: "string", enum: ["a"] },
      { type: "array", items: { type: "boolean" } },
      { type: "object", additionalProperties: { type: "number" } },
      { anyOf: [{ type: "boolean" }, { type: "string", format: "date-time" }] },
      { type: ["object", "array", "string", "number", "boolean", "null"] },
      {
        type: "object",
        properties: {
          a: { type: "number", description: "The `a`, on two lines.", default: 1 },
          c: { type: "boolean", const: true },
        },
        required: ["c"],
      },
    ]);
  });
});
