/** The golden requests of all services in one form. */
import { AndroidEnterprise } from "tessera-sdk/android-enterprise";
import { ChromeDirectory } from "tessera-sdk/chrome-directory";
import { FlowerDocs } from "tessera-sdk/flower-docs";
import { parseJson } from "../../src/core/values.js";
import type { ServiceName } from "../../src/operations/types.js";
import { adobeGoldens, clientsOf } from "./adobeGoldens.js";
import { chromeGoldens } from "./chromeGoldens.js";
import { keptFacts, sampleOf } from "./discovery.js";
import { dialectCases, expected, groups, lists, others, withBoundary } from "./flowerDocsGoldens.js";
import { callOf, goldenRequests } from "./goldenRequests.js";
import { scripted } from "./scripted.js";

const BASE = "https://flowerdocs.example.com/core";

/** A request as goldens have it: without what a transport adds. */
export interface Expected {
  readonly line: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface Golden {
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

export const goldens: readonly Golden[] = [...androidEnterprise, ...chrome, ...adobe, ...flowerDocs];
