/** What the emulator takes is what Google documents, and nothing else: every method, by requests that no client made. */
import { createEmulator, type EmulatorResponse } from "tessera-sdk/testing";
import { describe, expect, test } from "vitest";
import { operationsById } from "../../src/testing/androidEnterprise/operations.js";
import { int64, type ObjectShape, type Shape } from "../../src/testing/googleShape.js";
import { enumWord, keptFacts } from "../support/discovery.js";
import { goldenRequests } from "../support/goldenRequests.js";

const facts = keptFacts();
const methods = Object.entries(goldenRequests).map(([name, { request }]) => ({ name, request }));
const withBody = methods.filter(({ request }) => request.body !== null);
const withoutBody = methods.filter(({ request }) => request.body === null);

interface Change {
  query?: [string, string][];
  /** Text as it is, anything else as JSON. */
  body?: unknown;
}

/** Sends the request of a method that Google documents, changed. */
async function send(name: string, change: Change = {}, auth = true): Promise<EmulatorResponse> {
  const request = { ...goldenRequests[name]?.request, ...change };
  const { method = "", path = "", query = [], body } = request;
  const emulator = createEmulator();
  const search = new URLSearchParams(query).toString();
  const text = body === null || body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body);
  const headers = {
    ...(auth && { authorization: `Bearer ${emulator.issueToken()}` }),
    ...(text !== "" && { "content-type": "application/json" }),
  };
  const response = await emulator.handle({ method, target: search ? `${path}?${search}` : path, headers, body: text });
  if (response === "dropped") throw new Error("dropped");
  expect(emulator.requests.at(-1)?.endpoint).toBe(`androidenterprise.${name}`);
  return response;
}

const reasonOf = ({ body }: EmulatorResponse) => JSON.parse(body).error.errors[0].reason as string;
const messageOf = ({ body }: EmulatorResponse) => JSON.parse(body).error.message as string;

describe("each of the 77 methods", () => {
  test.each(methods)("$name wants a token that the emulator issued", async ({ name }) => {
    expect(methods).toHaveLength(77);
    expect((await send(name, {}, false)).status).toBe(401);
  });

  test.each(methods)("$name takes what Google documents: at most what it names is unknown", async ({ name }) => {
    const response = await send(name);
    const unknown = /approvalUrl|completionToken|mcmId|'token'|managed property|Only users whom the EMM manages/;
    if (response.status === 400) expect(messageOf(response)).toMatch(unknown);
    else expect([200, 204, 403, 404]).toContain(response.status);
  });

  test.each(methods)("$name refuses a query name of nobody's, and Google's own pass", async ({ name, request }) => {
    const refused = await send(name, { query: [...request.query, ["newer", "1"]] });
    expect(refused.status).toBe(400);
    expect(messageOf(refused)).toContain('"newer"');
    const usual = await send(name);
    expect((await send(name, { query: [...request.query, ["prettyPrint", "false"]] })).status).toBe(usual.status);
  });

  test.each(withoutBody)("$name refuses a body", async ({ name }) => {
    expect((await send(name, { body: {} })).status).toBe(400);
  });

  test.each(withBody)(
    "$name refuses a body that is not a JSON object, and an unknown field",
    async ({ name, request }) => {
      for (const body of ["", "{", "[]", "null", '"text"']) expect((await send(name, { body })).status).toBe(400);
      const response = await send(name, { body: { ...request.body, newer: 1 } });
      expect(messageOf(response)).toContain('"newer"');
    },
  );

  test.each(withBody)("$name refuses each field of its body when it is of another type", async ({ name, request }) => {
    for (const [field, value] of Object.entries(request.body ?? {})) {
      for (const wrong of [null, 1.5, typeof value === "string" ? true : "text", [[]], { newer: 1 }]) {
        const response = await send(name, { body: { ...request.body, [field]: wrong } });
        expect([field, wrong, response.status]).toEqual([field, wrong, 400]);
        expect(messageOf(response)).toMatch(new RegExp(`'${field}[.['\\]]`));
      }
    }
  });
});

describe("parameters", () => {
  const required: [name: string, parameter: string][] = [
    ["enterprises.acknowledgeNotificationSet", "notificationSetId"],
    ["enterprises.completeSignup", "completionToken"],
    ["enterprises.completeSignup", "enterpriseToken"],
    ["enterprises.enroll", "token"],
    ["enterprises.getServiceAccount", "keyType"],
    ["enterprises.list", "domain"],
    ["users.list", "email"],
  ];
  test.each(required)("%s needs %s", async (name, parameter) => {
    const query = goldenRequests[name]?.request.query ?? [];
    const left = query.filter(([each]) => each !== parameter);
    for (const given of [left, [...left, [parameter, ""] as [string, string]]]) {
      const response = await send(name, { query: given });
      expect([response.status, reasonOf(response)]).toEqual([400, "required"]);
    }
  });

  const fields: [name: string, field: string][] = [
    ["enrollmentTokens.create", "enrollmentTokenType"],
    ["enterprises.setAccount", "accountEmail"],
    ["serviceaccountkeys.insert", "type"],
    ["storelayoutclusters.insert", "name"],
    ["storelayoutpages.insert", "name"],
    ["users.insert", "accountIdentifier"],
    ["users.insert", "accountType"],
    ["webapps.update", "webAppId"],
  ];
  test.each(fields)("%s needs the field %s", async (name, field) => {
    const { [field]: _, ...body } = goldenRequests[name]?.request.body ?? {};
    const response = await send(name, { body });
    expect([response.status, reasonOf(response)]).toEqual([400, "required"]);
  });

  const malformed: [name: string, parameter: string, value: string][] = [
    ["entitlements.update", "install", "yes"],
    ["enterprises.getServiceAccount", "keyType", "p12"],
    ["enterprises.pullNotificationSet", "requestMode", "RETURN_IMMEDIATELY"],
    ["products.list", "approved", "false"],
    ["products.list", "maxResults", "-1"],
    ["products.list", "maxResults", "4294967296"],
  ];
  test.each(malformed)("%s refuses %s=%s", async (name, parameter, value) => {
    expect((await send(name, { query: [[parameter, value]] })).status).toBe(400);
  });

  test("may be given more than once only where they are lists", async () => {
    const domains: [string, string][] = [
      ["allowedDomains", "a.example"],
      ["allowedDomains", "b.example"],
    ];
    expect((await send("enterprises.generateSignupUrl", { query: domains })).status).toBe(200);
    const emails: [string, string][] = [
      ["email", "a@example.com"],
      ["email", "b@example.com"],
    ];
    expect(reasonOf(await send("users.list", { query: emails }))).toBe("invalidParameter");
  });
});

describe("the emulator's own description of requests agrees with Google's", () => {
  const wordOf = (shape: Shape): string => {
    if (shape === int64) return "int64";
    if (shape.kind === "list") return `${wordOf(shape.item)}[]`;
    if (shape.kind === "choice") return enumWord(shape.values);
    return { text: "string", flag: "boolean", object: "object" }[shape.kind as string] ?? shape.kind;
  };
  const googles = (word: string) => word.replace(" readonly", "").replace("google-duration", "string");

  function compare(shape: ObjectShape, schema: string, seen: string[] = []): void {
    const documented = facts.schemas[schema] ?? {};
    const fields = shape.fields();
    expect([schema, Object.keys(fields).sort()]).toEqual([schema, Object.keys(documented).sort()]);
    for (const [name, word] of Object.entries(documented)) {
      const [, inner] = /@(\w+)/.exec(word) ?? [];
      const field = fields[name] as Shape;
      expect([schema, name, wordOf(field)]).toEqual([schema, name, googles(word).replace(/@\w+/, "object")]);
      const item = field.kind === "list" ? field.item : field;
      if (inner && item.kind === "object" && !seen.includes(inner)) compare(item, inner, [...seen, schema, inner]);
    }
  }

  test.each(methods)("$name", ({ name }) => {
    const { body, query = {}, required = [] } = operationsById.get(`androidenterprise.${name}`) ?? {};
    const { params = {}, request } = facts.methods[name] ?? {};
    expect(body !== undefined).toBe(request !== undefined);
    if (body && request) compare(body, request);
    const documented = Object.entries(params).filter(([, word]) => word.startsWith("query"));
    expect(Object.keys(query).sort()).toEqual(documented.map(([param]) => param).sort());
    for (const [param, word] of documented) {
      const type = word.split(" ")[1] + (word.includes("repeated") ? "[]" : "");
      // Of the two, Google supports only true.
      expect(wordOf(query[param] as Shape)).toBe(name === "products.list" && param === "approved" ? "(true)" : type);
      if (word.includes("required")) expect(required).toContain(param);
    }
  });
});
