/** The documents of OpenAPI: every golden request, made by a client that has nothing else. */
import { Validator as OpenApiValidator } from "@seriousme/openapi-schema-validator";
import { afterAll, describe, expect, test, vi } from "vitest";
import { buildDocuments } from "../../scripts/openapi/document.js";
import { NOT_SENT_ALIKE, UNDESCRIBED_RESPONSES } from "../../scripts/openapi/exceptions.js";
import { successIn } from "../../scripts/openapi/merge.js";
import type { OpenApiDocument } from "../../scripts/openapi/types.js";
import type { AnyEndpoint } from "../../src/core/endpoint.js";
import type { JsonSchema } from "../../src/operations/jsonSchema.js";
import { loadOperations, services } from "../../src/operations/load.js";
import { Validator } from "../support/jsonSchemaValidator.js";
import { type GenericRequest, requestOf } from "../support/openApiClient.js";
import { differences, split } from "../support/openApiComparison.js";
import { type Golden, goldens } from "../support/openApiGoldens.js";
import { operationsOf } from "../support/openApiOperations.js";

interface Sent {
  readonly endpoint: AnyEndpoint;
  /** What the endpoint has after `toWire`, before it is a request. */
  readonly wire: Record<string, unknown>;
}

const sent: Sent[] = [];
vi.mock("../../src/core/encode.js", async (original) => {
  const actual = await original<typeof import("../../src/core/encode.js")>();
  const encode: typeof actual.encode = (endpoint, wire, extra) => {
    sent.push({ endpoint, wire });
    return actual.encode(endpoint, wire, extra);
  };
  return { ...actual, encode };
});

vi.spyOn(process, "emitWarning").mockImplementation(() => {});
afterAll(() => void vi.restoreAllMocks());

const documents = await buildDocuments();
const named = [...documents].map(([name, document]) => ({ name, document }));

interface Call extends Sent {
  readonly golden: Golden;
  readonly document: OpenApiDocument;
}

const calls: Call[] = [];
for (const golden of goldens) {
  // What the vendor's response becomes is another test's subject.
  await golden.run().catch(() => {});
  // Before it, a method may have tried whether the parameters of a later request can be encoded.
  const last = sent.at(-1);
  const document = documents.get(golden.service);
  if (last === undefined || document === undefined) throw new Error(`${golden.name} sent nothing`);
  calls.push({ ...last, golden, document });
}

/** The operation of a call, with what a caller gives to it. */
function given({ endpoint, wire, golden }: Call, document: OpenApiDocument) {
  const found = operationsOf(document).find(({ ids }) => ids.includes(endpoint.id));
  if (found === undefined) throw new Error(`${endpoint.id} is not in the document`);
  return { found, values: { ...split(endpoint, wire, found.path), credential: golden.credential } };
}

function madeFrom(call: Call, document: OpenApiDocument): GenericRequest {
  const { found, values } = given(call, document);
  return requestOf(document, found, values);
}

/** One item is a list of one, as it looks the same in a URL. */
const listed = ({ type }: JsonSchema, value: unknown) => (type === "array" ? [value].flat() : value);

describe("a client that has only the document makes the golden request of", () => {
  test.each(calls)("$golden.service: $golden.name", (call) => {
    const { golden, endpoint, document } = call;
    const known = NOT_SENT_ALIKE.find(({ ids }) => ids.includes(endpoint.id));
    const request = madeFrom(call, document);
    expect({ differs: differences(golden, request), request: known ? undefined : request }).toEqual({
      differs: known ? [known.part] : [],
      request: known ? undefined : request,
    });
  });

  const held = new Set(calls.map(({ endpoint }) => endpoint.id));

  test("all but these, whose requests are the subjects of other tests", () => {
    const ids = [...documents.values()].flatMap((document) => operationsOf(document).flatMap((each) => each.ids));
    expect(ids.filter((id) => !held.has(id)).sort()).toEqual([
      "adobepass.v1.checkAuthentication",
      "adobepass.v1.checkAuthenticationCode",
      "chromedirectory.orgunits.get",
      ...["Documents", "Folder", "VirtualFolder"].flatMap((name) =>
        ["Error", "Result", "Status"].map((part) => `flowerdocs.archives.export${name}${part}`),
      ),
      "flowerdocs.authentication.create",
      ...["documents", "folders", "tasks"].flatMap((name) =>
        ["Error", "Result", "Status"].map((part) => `flowerdocs.${name}.export${part}`),
      ),
      "flowerdocs.tokens.create",
      "flowerdocs.tokens.create.legacy",
      "flowerdocs.tokens.createForDocuments",
      "flowerdocs.tokens.renew",
      "flowerdocs.tokens.renew.legacy",
      "flowerdocs.tokens.validate",
      ...["Error", "Result", "Status"].map((part) => `flowerdocs.virtualFolders.export${part}`),
    ]);
    expect(goldens.length).toBeGreaterThan(400);
  });

  test("with these exceptions and no others", () => {
    const excepted = NOT_SENT_ALIKE.flatMap(({ ids }) => ids);
    expect(excepted).toHaveLength(12);
    expect(excepted.filter((id) => !held.has(id))).toEqual(["chromedirectory.orgunits.get"]);
  });
});

test.each(calls)("the schemas accept what $golden.service: $golden.name sends and receives", (call) => {
  const { document, golden } = call;
  const { found, values } = given(call, document);
  const { parameters, requestBody, responses } = found.operation;
  const validator = new Validator(document);
  const held = parameters.filter(({ name }) => values.parameters[name] !== undefined);
  expect([
    ...held.flatMap(({ name, schema }) => validator.issues(schema, listed(schema, values.parameters[name]), name)),
    ...validator.issuesOfContent(requestBody?.content, values.body, "body"),
    ...validator.issuesOfContent(successIn(responses)[1]?.content, golden.response, "response"),
  ]).toEqual([]);
});

type Part = Partial<Record<string, unknown>>;

/** Each changes the parts of a document, so that it is wrong in one respect. */
const WRONG: Record<string, (key: string, value: unknown, holder: Part) => unknown> = {
  "lists in a query": (key, value, { style }) => (key === "explode" && style === "form" ? false : value),
  "styles in a path": (key, value, holder) => (key === "style" && holder.in === "path" ? "form" : value),
  "names of a query": (key, value, holder) => (key === "name" && holder.in === "query" ? `${value}s` : value),
  "names of headers": (key, value, holder) => (key === "name" && holder.in === "header" ? `${value}s` : value),
  "media types": (key, value) => (key === "requestBody" ? renamed(value, "application/json", "text/json") : value),
  forms: (key, value) =>
    key === "requestBody" ? renamed(value, "application/x-www-form-urlencoded", "application/json") : value,
  "parts of forms": (key, value) => (key === "encoding" ? undefined : value),
  "media types of responses": (key, value) => (key === "200" ? { ...(value as Part), content: undefined } : value),
  verbs: (_, value) => (isPosted(value as Part | null) ? renamed(value, "post", "put") : value),
  credentials: (key, value) => (key === "securitySchemes" ? { credential: { type: "apiKey", name: "key" } } : value),
};

const isPosted = (item: Part | null) => item?.post !== undefined && item.put === undefined;
const renamed = (value: unknown, from: string, to: string) =>
  JSON.parse(JSON.stringify(value).replace(`"${from}"`, `"${to}"`));

test.each(Object.keys(WRONG))("a document that is wrong about %s is seen", (respect) => {
  const changed = (document: OpenApiDocument): OpenApiDocument =>
    JSON.parse(JSON.stringify(document), function (key, value) {
      return WRONG[respect]?.(key, value, this as Part);
    });
  const wrong = new Map(named.map(({ document }) => [document, changed(document)]));
  const different = calls.filter((call) => {
    const { golden, document } = call;
    const right = differences(golden, madeFrom(call, document));
    try {
      const request = madeFrom(call, wrong.get(document) as OpenApiDocument);
      return differences(golden, request).join() !== right.join();
    } catch {
      // Nothing can be made of it.
      return true;
    }
  });
  expect(different.length).toBeGreaterThan(0);
});

describe.each(named)("the document of $name", ({ name, document }) => {
  const operations = operationsOf(document);

  test("is valid OpenAPI", async () => {
    const result = await new OpenApiValidator().validate(structuredClone(document) as unknown as Part);
    expect(result).toEqual({ valid: true });
  });

  test("has no reference that leads nowhere", () => {
    const at = (place: string) =>
      place
        .slice(2)
        .split("/")
        .reduce((part: unknown, key) => (part as Part | undefined)?.[key], document);
    const places = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, place = ""]) => place);
    expect(places.length).toBeGreaterThan(0);
    expect(places.filter((place) => at(place) === undefined)).toEqual([]);
  });

  test("has every endpoint of the manifest, once", async () => {
    const endpoints = (await loadOperations(name)).flatMap((operation) => operation.endpoints.map(({ id }) => id));
    const more = name === "flower-docs" ? ["flowerdocs.authentication.create"] : [];
    const ids = operations.flatMap((each) => each.ids);
    expect(ids.sort()).toEqual([...new Set([...endpoints, ...more])].sort());
  });

  test("has no two paths that differ only in the names of parameters", () => {
    const shapes = Object.keys(document.paths).map((path) => path.replaceAll(/\{\w+\}/g, "{}"));
    expect(shapes.filter((shape, index) => shapes.indexOf(shape) !== index)).toEqual([]);
  });

  test("names every parameter of a path, and says of every response what it is", () => {
    for (const { path, operation } of operations) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter);
      expect(operation.parameters.filter((each) => each.in === "path").map((each) => each.name)).toEqual(inPath);
      const [, success] = successIn(operation.responses);
      const isOpen = Object.values(success?.content ?? {}).every(({ schema }) => schema === undefined);
      const says = /^Done\.|left open: |^Success in JSON or XML/.test(success?.description ?? "");
      expect({ id: operation.operationId, isOpen, says }).toEqual({ id: operation.operationId, isOpen, says: isOpen });
    }
  });
});

test("the responses without a schema are these, each with its reason", () => {
  const reasons = named.flatMap(({ document }) =>
    operationsOf(document).flatMap(({ operation }) => {
      const [, reason] = /left open: (.*)\.$/.exec(successIn(operation.responses)[1]?.description ?? "") ?? [];
      return reason === undefined ? [] : [reason];
    }),
  );
  const counts = Object.fromEntries(
    [...new Set(reasons)].map((each) => [each, reasons.filter((one) => one === each).length]),
  );
  expect(counts).toEqual({
    "the API's reference, samples and responses name its fields differently": 5,
    "the client only knows its fields as those of the other API": 11,
    "the name and the format of the expiry are not documented": 7,
    "the vendor does not document the response": 38,
  });
  expect(Object.values(UNDESCRIBED_RESPONSES).filter((reason) => !reasons.includes(reason))).toEqual([]);
  expect(services.map(({ name }) => name).sort()).toEqual([...documents.keys()].sort());
});

/** Adobe's reference: the configuration can be read without a device, and a code stands for the one that shows it. */
test("requests of REST v2 that are for a device require its identifier, and no others", () => {
  const operations = operationsOf(documents.get("adobe-pass") as OpenApiDocument);
  const without = operations.filter(({ operation }) => {
    const identifier = operation.parameters.find(({ name }) => name === "AP-Device-Identifier");
    return identifier !== undefined && identifier.required !== true;
  });
  expect(without.map(({ path, ids }) => [path.replace("/api/v2/{serviceProvider}", ""), ids.length])).toEqual([
    ["/configuration", 1],
    ["/profiles/code/{code}", 1],
    ["/sessions/{code}", 1],
    ["/sessions/{code}", 1],
  ]);
});
