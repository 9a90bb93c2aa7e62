/** Every golden request, made by a client that has only the documents of OpenAPI. */
import { AndroidEnterprise } from "tessera-sdk/android-enterprise";
import { ChromeDirectory } from "tessera-sdk/chrome-directory";
import { FlowerDocs } from "tessera-sdk/flower-docs";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { buildDocuments } from "../../scripts/openapi/document.js";
import { NOT_SENT_ALIKE } from "../../scripts/openapi/exceptions.js";
import { successIn } from "../../scripts/openapi/merge.js";
import type { AnyEndpoint } from "../../src/core/endpoint.js";
import { parseJson } from "../../src/core/values.js";
import type { JsonSchema } from "../../src/operations/jsonSchema.js";
import type { ServiceName } from "../../src/operations/types.js";
import { adobeGoldens, clientsOf } from "../support/adobeGoldens.js";
import { chromeGoldens } from "../support/chromeGoldens.js";
import { keptFacts, sampleOf } from "../support/discovery.js";
import { dialectCases, expected, groups, lists, others, withBoundary } from "../support/flowerDocsGoldens.js";
import { callOf, goldenRequests } from "../support/goldenRequests.js";
import { Validator } from "../support/jsonSchemaValidator.js";
import { BOUNDARY, type FilePart, type GenericRequest, requestOf } from "../support/openApiClient.js";
import { operationsOf } from "../support/openApiOperations.js";
import { scripted } from "../support/scripted.js";

interface Recorded {
  readonly endpoint: AnyEndpoint;
  readonly wire: Record<string, unknown>;
}

/** What each call has after `toWire`, before it is a request. */
const recorded: Recorded[] = [];
vi.mock("../../src/core/encode.js", async (original) => {
  const actual = await original<typeof import("../../src/core/encode.js")>();
  const encode: typeof actual.encode = (endpoint, wire, extra) => {
    recorded.push({ endpoint, wire });
    return actual.encode(endpoint, wire, extra);
  };
  return { ...actual, encode };
});

beforeAll(() => void vi.spyOn(process, "emitWarning").mockImplementation(() => {}));
afterAll(() => void vi.restoreAllMocks());

const documents = await buildDocuments();
const BASE = "https://flowerdocs.example.com/core";

/** A request as goldens have it: without what a transport adds. */
interface Expected {
  readonly line: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

interface Golden {
  readonly service: ServiceName;
  readonly name: string;
  readonly credential: string;
  /** Makes the call, so that its parameters become known. */
  readonly run: () => Promise<unknown>;
  readonly request: Expected;
  /** What the vendor responds with. */
  readonly response?: unknown;
}

const OF_TRANSPORTS = ["accept-encoding", "content-length", "host", "user-agent"];

/** A golden request that is one text. */
function parsed(text: string): Expected {
  const [head = "", body = ""] = text.split(/\n\n(.*)/s);
  const [line = "", ...lines] = head.split("\n");
  const headers = lines.map((each) => each.split(/: (.*)/s).slice(0, 2) as [string, string]);
  return { line, headers: Object.fromEntries(headers.filter(([name]) => !OF_TRANSPORTS.includes(name))), body };
}

const ofGoogle = (body: unknown) => ({
  accept: "application/json",
  authorization: "Bearer access-token",
  ...(body !== null && body !== undefined && { "content-type": "application/json" }),
});

const facts = keptFacts();

const androidEnterprise = Object.entries(goldenRequests).map(([name, { params, request }]): Golden => {
  const { response } = facts.methods[name] ?? {};
  const query = request.query.map((pair) => pair.map(encodeURIComponent).join("=")).join("&");
  return {
    service: "android-enterprise",
    name,
    credential: "access-token",
    run: () =>
      callOf(new AndroidEnterprise({ auth: "a", transport: scripted({ body: {} }), retry: false }), name, params),
    request: {
      line: `${request.method} ${request.path}${query === "" ? "" : `?${query}`}`,
      headers: ofGoogle(request.body),
      body: request.body ?? "",
    },
    response: response === undefined ? undefined : sampleOf(facts, response),
  };
});

const chrome = chromeGoldens.map(({ api, name, call, request, body, response = {} }): Golden => {
  const transport = scripted({ body: response });
  return {
    service: "chrome-directory",
    name: `${api}: ${name}`,
    credential: "access-token",
    run: () => call(new ChromeDirectory({ auth: "a", customer: "03az79cb", api, transport })),
    request: {
      // The Directory API takes the customer's id in both forms.
      line: api === "directory" ? request.replace("/customer/C", "/customer/") : request,
      headers: ofGoogle(body),
      body: body ?? "",
    },
  };
});

const adobe = adobeGoldens.map(({ id, run, request, response }): Golden => {
  const service = id.includes(".sso.")
    ? "adobe-sso-service"
    : id.includes(".v2.")
      ? "adobe-pass"
      : "adobe-pass-management";
  const transport = scripted({ body: response ?? "" });
  return {
    service,
    name: id,
    credential: "ya29.access-token",
    run: () => run(clientsOf("https://adobe.example.com", { transport })),
    request: parsed(request),
    response,
  };
});

const all = [...groups, ...lists, ...others].map((golden) => ({ version: "2026.0.0", ...golden }));
const flowerDocs = [...all, ...dialectCases].map(({ version, ...golden }): Golden => {
  const transport = scripted({ body: golden.response ?? "" });
  return {
    service: "flower-docs",
    name: `${golden.name} of ${version}`,
    credential: "caller-token",
    run: () => golden.run(new FlowerDocs({ auth: "a", baseUrl: BASE, serverVersion: version, transport })),
    request: parsed(withBoundary(expected(golden))),
    response: golden.response === undefined ? undefined : (parseJson(golden.response)?.value ?? golden.response),
  };
});

const goldens = [...androidEnterprise, ...chrome, ...adobe, ...flowerDocs];

/** The request of a golden as the document has it, and the id of its endpoint. */
async function made({ service, credential, run, response }: Golden): Promise<Made> {
  recorded.length = 0;
  await run().catch(() => {});
  // Before it, a method may have tried whether the parameters of a later request can be encoded.
  const { endpoint, wire = {} } = recorded.at(-1) ?? {};
  const document = documents.get(service);
  const found = document && operationsOf(document).find(({ ids }) => ids.includes(endpoint?.id ?? ""));
  if (endpoint === undefined || document === undefined || found === undefined)
    throw new Error(`${endpoint?.id} is not in the document of ${service}`);
  const { parameters, body } = split(endpoint, wire, found.path);
  const validator = new Validator(document);
  return {
    id: endpoint.id,
    request: requestOf(document, found, { parameters, body, credential }),
    odd: [
      ...found.operation.parameters.flatMap(({ name, schema }) =>
        parameters[name] === undefined ? [] : validator.issues(schema, listed(schema, parameters[name]), name),
      ),
      ...validator.issuesOfContent(found.operation.requestBody?.content, body, "body"),
      ...validator.issuesOfContent(successIn(found.operation.responses)[1]?.content, response, "response"),
    ],
  };
}

interface Made {
  readonly id: string;
  readonly request: GenericRequest;
  /** What the schemas of the document do not accept. */
  readonly odd: readonly string[];
}

/** One item is a list of one, as it looks the same in a URL. */
const listed = ({ type }: JsonSchema, value: unknown) => (type === "array" ? [value].flat() : value);

/** The parameters of the wire as callers of other clients give them: those of the URL and of headers, and the body. */
function split(endpoint: AnyEndpoint, wire: Record<string, unknown>, path: string) {
  const own = [...endpoint.http.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  const elsewhere = [...own, ...(endpoint.query ?? []), ...(endpoint.header ?? [])];
  const isOfBody = (name: string) => !elsewhere.includes(name) || endpoint.alsoInBody?.includes(name);
  const fields = Object.entries(wire).filter(([name, value]) => isOfBody(name) && value !== undefined);
  const { body: place } = endpoint;
  const parameters = Object.entries(wire).filter(([name]) => place === undefined || elsewhere.includes(name));
  const renamed = parameters.map(([name, value]) => [own.includes(name) ? named[own.indexOf(name)] : name, value]);
  const content = place === undefined ? undefined : place === "*" ? Object.fromEntries(fields) : wire[place];
  return {
    parameters: Object.fromEntries(renamed),
    body: content instanceof Uint8Array ? decoded(content, String(wire["content-type"])) : content,
  };
}

/** What the client encodes by itself: a form of parts, or text. */
function decoded(bytes: Uint8Array, type: string): unknown {
  const text = new TextDecoder().decode(bytes);
  const boundary = /boundary=(.*)$/.exec(type)?.[1];
  if (boundary === undefined) return text;
  const parts = text.split(`--${boundary}`).slice(1, -1);
  const pairs = parts.map((part): [string, unknown] => {
    const [, head = "", content = ""] = /^\r\n(.*?)\r\n\r\n(.*)\r\n$/s.exec(part) ?? [];
    const field = (pattern: RegExp) => pattern.exec(head)?.[1]?.replaceAll(/\\(.)/g, "$1") ?? "";
    const filename = field(/filename="((?:\\.|[^"])*)"/);
    const file: FilePart = { filename, type: field(/Content-Type: (.*)$/), content };
    return [field(/ name="(\w+)"/), filename === "" ? JSON.parse(content) : file];
  });
  return Object.fromEntries(pairs);
}

/** The parts in which a request differs from the golden one. */
function differences({ request: expected }: Golden, { method, url, headers, body = "" }: GenericRequest): string[] {
  const { pathname, search } = new URL(url);
  const own = new RegExp(`${BOUNDARY}|tessera-0{32}`, "g");
  const isJson = typeof expected.body === "object";
  const sent = isJson && body !== "" ? JSON.parse(body) : body.replaceAll(own, "");
  const unbound = (value: unknown) => (typeof value === "string" ? value.replaceAll(own, "") : value);
  const pairs: [string, unknown, unknown][] = [
    ["line", `${method} ${pathname}${search}`, expected.line],
    ["body", sent, unbound(expected.body)],
    ...[...new Set([...Object.keys(headers), ...Object.keys(expected.headers)])].map(
      (name): [string, unknown, unknown] => [name, unbound(headers[name]), unbound(expected.headers[name])],
    ),
  ];
  return pairs.flatMap(([part, is, should]) => (isEqual(is, should) ? [] : [part]));
}

function isEqual(is: unknown, should: unknown): boolean {
  try {
    expect(is).toEqual(should);
    return true;
  } catch {
    return false;
  }
}

/** Ids of the endpoints whose golden requests were made. */
const held = new Set<string>();

describe("a client that has only the document makes the golden request of", () => {
  test.each(goldens)("$service: $name", async (golden) => {
    const { id, request, odd } = await made(golden);
    held.add(id);
    const known = NOT_SENT_ALIKE.find(({ ids }) => ids.includes(id));
    expect({ id, differs: differences(golden, request), request: known ? undefined : request }).toEqual({
      id,
      differs: known ? [known.part] : [],
      request: known ? undefined : request,
    });
    expect(odd).toEqual([]);
  });

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
