/** Every operation as the bytes that a server receives, against literals written from the vendors' documents. */
import {
  AdobePassV1,
  AndroidEnterprise,
  ChromeDirectory,
  FlowerDocs,
  fetchTransport,
  flowerDocsLogin,
} from "tessera-sdk";
import { allServices, createEmulator } from "tessera-sdk/testing";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { golden, type RawServer, startRawServer } from "../support/rawServer.js";

let server: RawServer;
beforeAll(async () => {
  server = await startRawServer();
});
afterAll(() => server.close());
/** Verb and target of all requests of this file. */
const sent: string[] = [];
afterEach(() => {
  sent.push(...server.received.map((request) => request.split("\n", 1)[0] ?? ""));
});
beforeEach(() => {
  server.received.length = 0;
  server.response = { status: 200, body: "" };
});

async function sentBy(call: () => Promise<unknown>, body: unknown = ""): Promise<string> {
  server.response.body = typeof body === "string" ? body : JSON.stringify(body);
  await call();
  expect(server.received).toHaveLength(1);
  return golden(server.received[0]);
}

describe("Android Enterprise sends", () => {
  const client = () => new AndroidEnterprise({ auth: "ya29.access-token", baseUrl: server.url });

  test("users.generateAuthenticationToken without a body and without a content type", async () => {
    const call = () => client().users.generateAuthenticationToken({ enterpriseId: "LC00lwk1yg", userId: "110001" });
    expect(await sentBy(call, { token: "t" })).toBe(`\
POST /androidenterprise/v1/enterprises/LC00lwk1yg/users/110001/authenticationToken
accept-encoding: gzip, deflate, br
accept: application/json
authorization: Bearer ya29.access-token
content-length: 0
host: {host}
user-agent: tessera-sdk/{version}

`);
  });

  const durations = [
    { given: undefined, body: '{"enrollmentTokenType":"userDevice"}' },
    { given: "3600s", body: '{"enrollmentTokenType":"userDevice","duration":"3600s"}' },
    { given: "90.500s", body: '{"enrollmentTokenType":"userDevice","duration":"90.5s"}' },
    { given: 60, body: '{"enrollmentTokenType":"userDevice","duration":"60s"}' },
    { given: 90.25, body: '{"enrollmentTokenType":"userDevice","duration":"90.25s"}' },
    { given: { seconds: 7200 }, body: '{"enrollmentTokenType":"userDevice","duration":"7200s"}' },
    { given: { seconds: "7200" }, body: '{"enrollmentTokenType":"userDevice","duration":"7200s"}' },
    {
      given: { seconds: 60, nanos: 1 },
      body: '{"enrollmentTokenType":"userDevice","duration":"60.000000001s"}',
    },
    {
      given: { seconds: 60, nanos: 500_000_000 },
      body: '{"enrollmentTokenType":"userDevice","duration":"60.5s"}',
    },
  ];
  test.each(durations)("enrollmentTokens.create with duration $given as $body", async ({ given, body }) => {
    const call = () =>
      client().enrollmentTokens.create({
        enterpriseId: "LC00lwk1yg",
        enrollmentTokenType: "userDevice",
        duration: given,
      });
    expect(await sentBy(call, { token: "t" })).toBe(`\
POST /androidenterprise/v1/enterprises/LC00lwk1yg/enrollmentTokens
accept-encoding: gzip, deflate, br
accept: application/json
authorization: Bearer ya29.access-token
content-length: ${body.length}
content-type: application/json
host: {host}
user-agent: tessera-sdk/{version}

${body}`);
  });

  test("enrollmentTokens.create with the Google sign-in options nested, and neither kind nor token", async () => {
    const call = () =>
      client().enrollmentTokens.create({
        enterpriseId: "LC/00 1",
        enrollmentTokenType: "userlessDevice",
        googleAuthenticationOptions: { authenticationRequirement: "required", requiredAccountEmail: "a@example.com" },
      });
    expect(await sentBy(call, { token: "t" })).toBe(`\
POST /androidenterprise/v1/enterprises/LC%2F00%201/enrollmentTokens
accept-encoding: gzip, deflate, br
accept: application/json
authorization: Bearer ya29.access-token
content-length: 150
content-type: application/json
host: {host}
user-agent: tessera-sdk/{version}

{"enrollmentTokenType":"userlessDevice","googleAuthenticationOptions":{"authenticationRequirement":"required","requiredAccountEmail":"a@example.com"}}`);
  });
});

describe("Chrome Directory sends", () => {
  const client = (customer?: string) =>
    new ChromeDirectory({ auth: "ya29.access-token", baseUrl: server.url, customer });
  const TOKEN = { tokenPermanentId: "50a2573a-1c4d", token: "9e4e1468-77aa" };

  test("enrollmentTokens.list without parameters as a bare path of my_customer", async () => {
    expect(await sentBy(() => client().enrollmentTokens.list().toArray(), {})).toBe(`\
GET /admin/directory/v1.1beta1/customer/my_customer/chrome/enrollmentTokens
accept-encoding: gzip, deflate, br
accept: application/json
authorization: Bearer ya29.access-token
host: {host}
user-agent: tessera-sdk/{version}

`);
  });

  test("enrollmentTokens.list with its four parameters in camel case, a space as %20 and no quotes", async () => {
    const call = () =>
      client()
        .enrollmentTokens.list({
          orgUnitPath: "/Sales & Marketing/Büro",
          query: "token_state:ACTIVE device_type:CHROME_BROWSER",
          pageSize: 100,
          pageToken: "abc+/=",
        })
        .toArray();
    expect(await sentBy(call, {})).toBe(`\
GET /admin/directory/v1.1beta1/customer/my_customer/chrome/enrollmentTokens?orgUnitPath=%2FSales%20%26%20Marketing%2FB%C3%BCro&query=token_state%3AACTIVE%20device_type%3ACHROME_BROWSER&pageSize=100&pageToken=abc%2B%2F%3D
accept-encoding: gzip, deflate, br
accept: application/json
authorization: Bearer ya29.access-token
host: {host}
user-agent: tessera-sdk/{version}

`);
  });

  const creations = [
    { name: "nothing but the type", params: {}, body: '{"token_type":"CHROME_BROWSER"}' },
    {
      name: "a unit and a ttl as text",
      params: { orgUnitPath: "/org-unit-path", ttl: "3600s" },
      body: '{"token_type":"CHROME_BROWSER","org_unit_path":"/org-unit-path","ttl":"3600s"}',
    },
    { name: "a ttl in seconds", params: { ttl: 86400 }, body: '{"token_type":"CHROME_BROWSER","ttl":"86400s"}' },
    {
      name: "an expireTime as the reference writes it",
      params: { orgUnitPath: "/org-unit-path", expireTime: "2099-04-30T19:22:44Z" },
      body: '{"token_type":"CHROME_BROWSER","org_unit_path":"/org-unit-path","expire_time":"2099-04-30T19:22:44Z"}',
    },
    {
      name: "an expireTime as a Date, without its milliseconds",
      params: { expireTime: new Date(Date.UTC(2099, 3, 30, 19, 22, 44, 999)) },
      body: '{"token_type":"CHROME_BROWSER","expire_time":"2099-04-30T19:22:44Z"}',
    },
    {
      name: "an expireTime with an offset and a fraction, in UTC and whole seconds",
      params: { expireTime: "2099-04-30T21:22:44.567+02:00" },
      body: '{"token_type":"CHROME_BROWSER","expire_time":"2099-04-30T19:22:44Z"}',
    },
  ];
  test.each(creations)("enrollmentTokens.create with $name in snake case", async ({ params, body }) => {
    expect(await sentBy(() => client().enrollmentTokens.create(params), TOKEN)).toBe(`\
POST /admin/directory/v1.1beta1/customer/my_customer/chrome/enrollmentTokens
accept-encoding: gzip, deflate, br
accept: application/json
authorization: Bearer ya29.access-token
content-length: ${body.length}
content-type: application/json
host: {host}
user-agent: tessera-sdk/{version}

${body}`);
  });

  test("enrollmentTokens.revoke with a literal colon, an encoded id and no body", async () => {
    expect(await sentBy(() => client().enrollmentTokens.revoke({ tokenPermanentId: "50a2:573a/1" }))).toBe(`\
POST /admin/directory/v1.1beta1/customer/my_customer/chrome/enrollmentTokens/50a2%3A573a%2F1:revoke
accept-encoding: gzip, deflate, br
accept: application/json
authorization: Bearer ya29.access-token
content-length: 0
host: {host}
user-agent: tessera-sdk/{version}

`);
  });

  const customers = [
    { client: undefined, call: undefined, path: "my_customer" },
    { client: "my_customer", call: undefined, path: "my_customer" },
    { client: "C03az79cb", call: undefined, path: "C03az79cb" },
    { client: "03az79cb", call: undefined, path: "03az79cb" },
    { client: "customers/C03az79cb", call: undefined, path: "C03az79cb" },
    { client: " C03az79cb ", call: undefined, path: "C03az79cb" },
    { client: "C03az79cb", call: "my_customer", path: "my_customer" },
    { client: undefined, call: "customers/my_customer", path: "my_customer" },
    { client: undefined, call: "C0 1", path: "C0%201" },
  ];
  const customerCases = customers.flatMap((entry) =>
    [
      {
        operation: "list",
        body: {},
        run: (chrome: ChromeDirectory) => chrome.enrollmentTokens.list({ customer: entry.call }).toArray(),
      },
      {
        operation: "create",
        body: TOKEN,
        run: (chrome: ChromeDirectory) => chrome.enrollmentTokens.create({ customer: entry.call }),
      },
      {
        operation: "revoke",
        body: "",
        run: (chrome: ChromeDirectory) =>
          chrome.enrollmentTokens.revoke({ customer: entry.call, tokenPermanentId: "50a2" }),
      },
    ].map((operation) => ({ ...entry, ...operation })),
  );
  test.each(customerCases)(
    "$operation for client customer $client and call customer $call to customer/$path",
    async ({ client: own, run, path, body }) => {
      const request = await sentBy(() => run(client(own)), body);
      expect(request.split("\n")[0]).toMatch(new RegExp(`/customer/${path}/chrome/enrollmentTokens(?:/50a2:revoke)?$`));
      expect(request).not.toContain('"customer"');
    },
  );
});

describe("Adobe Pass v1 sends", () => {
  const client = (format?: "json" | "xml") =>
    new AdobePassV1({ auth: "ya29.access-token", baseUrl: server.url, format });
  const ALL = {
    requestor: "REF30",
    deviceId: "id/1 +ü",
    deviceInfo: { model: "TV 5ème Gen", osName: "tvOS", displayWidth: 1920, connectionSecure: true },
    deviceIp: "203.0.113.7",
    deviceType: "AppleTV",
    deviceUser: "user 1",
    appId: "app",
  };
  /** Base64 of `{"model":"TV 5ème Gen","osName":"tvOS","displayWidth":1920,"connectionSecure":true}` in UTF-8. */
  const INFO =
    "eyJtb2RlbCI6IlRWIDVcdTAwZThtZSBHZW4iLCJvc05hbWUiOiJ0dk9TIiwiZGlzcGxheVdpZHRoIjoxOTIwLCJjb25uZWN0aW9uU2VjdXJlIjp0cnVlfSAg";

  const operations = ["checkAuthentication", "requireAuthentication"] as const;
  const formats = [
    { format: undefined, accept: "application/json" },
    { format: "json", accept: "application/json" },
    { format: "xml", accept: "application/xml" },
  ] as const;
  test.each(operations.flatMap((operation) => formats.map((format) => ({ operation, ...format }))))(
    "$operation in format $format with every parameter in its place",
    async ({ operation, format, accept }) => {
      expect(await sentBy(() => client(format)[operation](ALL))).toBe(`\
GET /api/v1/checkauthn?requestor=REF30&deviceId=id%2F1%20%2B%C3%BC&deviceType=AppleTV&deviceUser=user%201&appId=app
accept-encoding: gzip, deflate, br
accept: ${accept}
authorization: Bearer ya29.access-token
host: {host}
user-agent: tessera-sdk/{version}
x-device-info: ${INFO}
x-forwarded-for: 203.0.113.7

`);
    },
  );

  test.each(formats)("checkAuthenticationCode in format $format", async ({ format, accept }) => {
    const params = { requestor: "REF30", code: "IYQ/D5 J", deviceIp: "203.0.113.7" };
    expect(await sentBy(() => client(format).checkAuthenticationCode(params))).toBe(`\
GET /api/v1/checkauthn/IYQ%2FD5%20J?requestor=REF30
accept-encoding: gzip, deflate, br
accept: ${accept}
authorization: Bearer ya29.access-token
host: {host}
user-agent: tessera-sdk/{version}
x-forwarded-for: 203.0.113.7

`);
  });

  test("device information that is percent-encoded already in the form that needs no percent-encoding", async () => {
    const call = () =>
      client().checkAuthentication({ requestor: "REF30", deviceId: "6ed6a9", deviceInfo: "eyJtb2RlbCI6IlRWIn0%3D" });
    expect(await sentBy(call)).toBe(`\
GET /api/v1/checkauthn?requestor=REF30&deviceId=6ed6a9
accept-encoding: gzip, deflate, br
accept: application/json
authorization: Bearer ya29.access-token
host: {host}
user-agent: tessera-sdk/{version}
x-device-info: eyJtb2RlbCI6IlRWIn0g

`);
  });
});

describe("FlowerDocs sends", () => {
  const JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJqbmEifQ.c2ln";
  const client = (tokenEndpoint?: "user" | "legacy") =>
    new FlowerDocs({ auth: "caller-token", baseUrl: `${server.url}/core`, tokenEndpoint });

  const operations = [
    {
      name: "tokens.create",
      line: "POST /core/rest/token/user?validityTime=600",
      run: () => client().tokens.create({ validityTime: 600 }),
    },
    { name: "tokens.renew", line: "PUT /core/rest/token/user", run: () => client().tokens.renew() },
    {
      name: "tokens.create of old servers",
      line: "POST /core/rest/token?validityTime=600",
      run: () => client("legacy").tokens.create({ validityTime: 600 }),
    },
    { name: "tokens.renew of old servers", line: "PUT /core/rest/token", run: () => client("legacy").tokens.renew() },
    {
      name: "tokens.createForDocuments for one document",
      line: "POST /core/rest/token/document/c46de78c-92d4-45ef-b262-8395aa76a4a8?readOnly=false",
      run: () => client().tokens.createForDocuments({ ids: ["c46de78c-92d4-45ef-b262-8395aa76a4a8"], readOnly: false }),
    },
    {
      name: "tokens.createForDocuments with each id encoded and the commas literal",
      line: "POST /core/rest/token/document/a%26b,c%23d,%C3%A9%20%3F?readOnly=true",
      run: () => client().tokens.createForDocuments({ ids: ["a&b", "c#d", "é ?"], readOnly: true }),
    },
    {
      name: "tokens.createForDocuments to an old server, where it is the same",
      line: "POST /core/rest/token/document/D1?readOnly=true",
      run: () => client("legacy").tokens.createForDocuments({ ids: ["D1"], readOnly: true }),
    },
    {
      name: "tokens.validate",
      line: `POST /core/rest/token/${JWT}`,
      run: () => client().tokens.validate({ token: JWT }),
    },
    {
      name: "tokens.validate of a token that needs encoding",
      line: "POST /core/rest/token/a%2Fb%3F%23",
      run: () => client().tokens.validate({ token: "a/b?#" }),
    },
  ];
  test.each(operations)(
    "$name as $line, without a body, with the header `token` and no Authorization",
    async ({ line, run }) => {
      expect(await sentBy(run, JWT)).toBe(`\
${line}
accept-encoding: gzip, deflate, br
accept: application/json, text/plain, */*
content-length: 0
host: {host}
token: caller-token
user-agent: tessera-sdk/{version}

`);
    },
  );

  test("the login as JSON of three fields, without a token header, then the call with its token", async () => {
    server.response.body = JSON.stringify({ value: JWT });
    const auth = flowerDocsLogin({ user: "user", password: "pwd é", scope: "TEST" });
    await new FlowerDocs({ auth, baseUrl: `${server.url}/core/` }).tokens.renew();
    expect(server.received.map(golden)).toEqual([
      `\
POST /core/rest/authentication
accept-encoding: gzip, deflate, br
accept: application/json, text/plain, */*
content-length: 50
content-type: application/json
host: {host}
user-agent: tessera-sdk/{version}

{"user":"user","password":"pwd é","scope":"TEST"}`,
      `\
PUT /core/rest/token/user
accept-encoding: gzip, deflate, br
accept: application/json, text/plain, */*
content-length: 0
host: {host}
token: ${JWT}
user-agent: tessera-sdk/{version}

`,
    ]);
  });
});

test("through fetch, a call without a body has no content type either and says that its length is 0", async () => {
  const client = new FlowerDocs({ auth: "caller-token", baseUrl: server.url, transport: fetchTransport() });
  const request = await sentBy(() => client.tokens.renew(), "a.b.c");
  expect(request).toMatch(/^PUT \/rest\/token\/user\n/);
  expect(request).toContain("\ncontent-length: 0\n");
  expect(request).not.toContain("content-type");
});

/** Services whose requests are held elsewhere, in `androidEnterprise.json` and `test/support/chromeGoldens.ts`. */
const ELSEWHERE = ["androidEnterprise", "chromeDirectory"];
/** Here are those of FlowerDocs' tokens and logins, and in `flowerDocs.test.ts` all others. */
const isElsewhere = (id: string) => /^flowerdocs\.(?!tokens\.|authentication\.)/.test(id);

/** Endpoints of the others that are held elsewhere, in `adobePass.test.ts`. */
const ADOBE_ELSEWHERE = /^adobepass\.(?!v1\.)/;

const here = allServices.filter(({ name }) => !ELSEWHERE.includes(name));
test.each(here)("these are all requests of $name", async (definition) => {
  const emulator = createEmulator({ services: [definition] });
  for (const request of sent) {
    const [method = "", target = ""] = request.split(" ");
    await emulator.handle({ method, target, headers: {}, body: "" });
  }
  const held = new Set(emulator.requests.map(({ endpoint }) => endpoint));
  const missing = emulator[definition.name].endpoints.filter(
    ({ id }) => !held.has(id) && !isElsewhere(id) && !ADOBE_ELSEWHERE.test(id),
  );
  expect(missing.map(({ id }) => `add the request of ${id} to test/wire/loopback.test.ts`)).toEqual([]);
});
