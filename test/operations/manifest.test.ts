/** `src/operations/manifest.json` is current and complete, and says of each method what it does when it is called. */
import { existsSync, readFileSync } from "node:fs";
import { TesseraError } from "tessera-sdk";
import ts from "typescript";
import { beforeAll, describe, expect, it } from "vitest";
import { type Built, buildManifest, listedMethods, MANIFEST_PATH, textOf } from "../../scripts/manifest/build.js";
import { type Descriptor, readEndpoints } from "../../scripts/manifest/endpoints.js";
import { lossyPlaces, undescribed } from "../../scripts/manifest/jsonSchema.js";
import { schemaOfType } from "../../scripts/manifest/typeSchema.js";
import type { Manifest, OperationEntry } from "../../scripts/manifest/types.js";
import { entries } from "../../scripts/packageJson.js";
import { type PublicApi, readPublicApi, serviceOf, sourceEntries } from "../../scripts/publicApi.js";
import { compileText } from "../support/compileText.js";

let api: PublicApi;
let built: Built;
let operations: readonly OperationEntry[];
let byService: ReadonlyMap<string, readonly Descriptor[]>;
let endpoints: readonly Descriptor[];

beforeAll(async () => {
  api = readPublicApi();
  built = await buildManifest(api);
  operations = built.manifest.operations;
  byService = await readEndpoints();
  endpoints = [...byService.values()].flat();
}, 120_000);

const nameOf = ({ client, resource, method }: OperationEntry) =>
  [client, resource, method].filter((part) => part !== undefined).join(".");

describe("the manifest", () => {
  it("is current (`npm run manifest` writes it)", () => {
    const committed = existsSync(MANIFEST_PATH) ? readFileSync(MANIFEST_PATH, "utf8") : '{ "operations": [] }';
    const { operations: old } = JSON.parse(committed) as Manifest;
    const changed = operations.filter((entry) => {
      const before = old.find((each) => nameOf(each) === nameOf(entry));
      return JSON.stringify(before) !== JSON.stringify(entry);
    });
    const removed = old.filter((entry) => !operations.some((each) => nameOf(each) === nameOf(entry)));
    const advice = "src/operations/manifest.json is not current: run `npm run manifest`";
    expect([...changed, ...removed].map(nameOf), advice).toEqual([]);
    expect(committed === textOf(built.manifest), `${advice}. Only the order or the format differs`).toBe(true);
  });

  it("has nothing missing: a comment, a JSON Schema, the endpoints that are called", () => {
    expect(built.problems).toEqual([]);
  });

  it("has one entry for every public method of every client and resource", () => {
    const methods = listedMethods(api).map(({ client, method }) =>
      [client.name, method.resource, method.name].filter((part) => part !== "").join("."),
    );
    expect(operations.map(nameOf)).toEqual(methods);
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

  /** The endpoint that a method calls first, as its errors name it. */
  async function calledBy(entry: OperationEntry): Promise<string | undefined> {
    const source = sourceEntries.get(entry.entry) ?? "";
    const module = (await import(/* @vite-ignore */ source)) as Record<string, new (given: object) => object>;
    const Client = module[entry.client];
    const client = Client && new Client({ ...options, ...OWN_OPTIONS[entry.client] });
    const group = (entry.resource === undefined ? client : client?.[entry.resource as never]) as unknown as Callable;
    try {
      const result = group[entry.method]?.({}) as Promise<unknown> & Partial<AsyncIterable<unknown>>;
      if (typeof result?.[Symbol.asyncIterator] === "function") await result[Symbol.asyncIterator]?.().next();
      else await result;
    } catch (error) {
      return (error as { endpoint?: string }).endpoint;
    }
    return undefined;
  }

  it("are those that its method calls", async () => {
    const wrong: string[] = [];
    for (const entry of operations.filter(({ endpoints: called }) => called.length > 0)) {
      const called = await calledBy(entry);
      if (!entry.endpoints.some(({ id }) => id === called)) wrong.push(`${nameOf(entry)}: ${called}`);
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

  it("marks what a method takes as credential, what is deprecated, and how it pages", () => {
    const validate = operations.find(({ method, client }) => method === "validate" && client === "FlowerDocs");
    expect(validate?.secret).toEqual(["token"]);
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

/** The JSON Schemas of types that are given as texts. */
function typeSchemas(texts: readonly string[]): unknown[] {
  const brand = "declare const unlisted: unique symbol; type Unlisted = string & { readonly [unlisted]: true };";
  const code = [brand, ...texts.map((text, index) => `export type Example${index} = ${text};`)].join("\n");
  const { program, file } = compileText(code, { strict: true });
  const checker = program.getTypeChecker();
  const aliases = file.statements.filter(ts.isTypeAliasDeclaration);
  return aliases.slice(1).map(({ type }) => schemaOfType(checker.getTypeAtLocation(type), checker));
}
