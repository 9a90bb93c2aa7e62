import { generateKeyPairSync } from "node:crypto";
import { type TracingChannelSubscribers, tracingChannel } from "node:diagnostics_channel";
import type { ServerResponse } from "node:http";
import { inspect } from "node:util";
import {
  AdobePassV1,
  type ClientOptions,
  FlowerDocs,
  flowerDocsAnonymous,
  flowerDocsGuiSession,
  flowerDocsLogin,
  googleAuth,
  type Transport,
  undiciTransport,
} from "tessera-sdk";
import { AndroidEnterprise } from "tessera-sdk/android-enterprise";
import { ChromeDirectory } from "tessera-sdk/chrome-directory";
import { describe, expect, onTestFinished, test } from "vitest";
import { androidEnterprise, TOKEN_PARAMS, USER } from "../support/clients.js";
import { rejection } from "../support/promises.js";
import { httpServer, json, type Received } from "../support/server.js";

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
const PEM = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
/** Any line of the key would give it away. */
const PEM_LINES = PEM.split("\n").filter((line) => /^[\w+/=]{20,}$/.test(line));

const ACCESS_TOKEN = "ya29.SECRET-access=token/with+odd~characters";
const PASSWORD = 'SECRET"pass\\word&<é>';
const DOCUMENT_TOKEN = "SECRET.document-token";

type Auth = (baseUrl: string) => { auth: unknown; transport?: Transport };

interface Case {
  service: string;
  kind: string;
  auth: Auth;
  /** What must never be seen. */
  secrets: string[];
  make: (options: ClientOptions & { baseUrl: string; auth: never }) => object;
  call: (client: never) => Promise<unknown>;
}

const functions: [string, Auth][] = [
  ["a string", () => ({ auth: ACCESS_TOKEN })],
  ["a function", () => ({ auth: () => ACCESS_TOKEN })],
  [
    "a function that gives an expiry",
    () => ({ auth: async () => ({ token: ACCESS_TOKEN, expiresAt: Date.now() + 9e6 }) }),
  ],
];

/** Sends what would go to Google's token endpoint to the test's server. */
function redirected(baseUrl: string): Transport {
  const through = undiciTransport();
  onTestFinished(() => through.close?.());
  const send: Transport["send"] = (request) =>
    through.send(
      Object.assign(Object.create(request), { url: request.url.replace(/^https:\/\/[^/]*googleapis\.com/, baseUrl) }),
    );
  return { send };
}

const credentials = {
  type: "service_account",
  client_email: "robot@project.iam.gserviceaccount.com",
  private_key: PEM,
  private_key_id: "SECRET-key-id",
};

const google: [string, Auth][] = [
  ...functions,
  ["a client of google-auth-library", () => ({ auth: { getAccessToken: async () => ({ token: ACCESS_TOKEN }) } })],
  ["googleAuth()", (baseUrl) => ({ auth: googleAuth({ credentials }), transport: redirected(baseUrl) })],
];

const flower: [string, Auth][] = [
  ...functions,
  ["flowerDocsLogin()", () => ({ auth: flowerDocsLogin({ user: "jane", password: PASSWORD, scope: "GEC" }) })],
  ["flowerDocsGuiSession()", () => ({ auth: flowerDocsGuiSession(ACCESS_TOKEN) })],
  ["flowerDocsAnonymous", () => ({ auth: flowerDocsAnonymous })],
];

const kinds = (
  service: string,
  auths: [string, Auth][],
  secrets: string[],
  rest: Pick<Case, "make" | "call">,
): Case[] => auths.map(([kind, auth]) => ({ service, kind, auth, secrets, ...rest }));

const cases: Case[] = [
  ...kinds("AndroidEnterprise", google, [ACCESS_TOKEN, ...PEM_LINES], {
    make: (options) => new AndroidEnterprise(options),
    call: (client: AndroidEnterprise) => client.enrollmentTokens.create(TOKEN_PARAMS),
  }),
  ...kinds("ChromeDirectory", google, [ACCESS_TOKEN, ...PEM_LINES], {
    make: (options) => new ChromeDirectory(options),
    call: (client: ChromeDirectory) => client.enrollmentTokens.create({ orgUnitPath: "/Sales" }),
  }),
  ...kinds("AdobePassV1", functions, [ACCESS_TOKEN], {
    make: (options) => new AdobePassV1(options),
    call: (client: AdobePassV1) =>
      client.requireAuthentication({ requestor: "R", deviceId: "D", deviceInfo: { model: "m", osName: "tvOS" } }),
  }),
  ...kinds("FlowerDocs", flower, [ACCESS_TOKEN, PASSWORD, DOCUMENT_TOKEN], {
    make: (options) => new FlowerDocs(options),
    call: async (client: FlowerDocs) => {
      const results = await Promise.allSettled([
        client.tokens.create({ validityTime: 60 }),
        client.tokens.validate({ token: DOCUMENT_TOKEN }),
      ]);
      for (const result of results) if (result.status === "rejected") seenErrors.push(result.reason);
      const [first] = results;
      if (first.status === "rejected") throw first.reason;
      return results;
    },
  }),
];

const named = (of: Case[]): [string, Case][] => of.map((one) => [`${one.service} with ${one.kind}`, one]);

const seenErrors: unknown[] = [];

/** What a careless server knows of a request and echoes. */
function echoOf({ headers, url, body }: Received): string[] {
  const bearer = headers.authorization?.replace(/^Bearer /, "") ?? "";
  let fields: string[] = [];
  try {
    fields = Object.values(JSON.parse(body) as Record<string, unknown>).map(String);
  } catch {}
  const assertion = new URLSearchParams(body).get("assertion") ?? "";
  const inPath = decodeURIComponent(url.slice(url.lastIndexOf("/") + 1));
  const own = [headers.authorization, bearer, headers.token, headers.cookie].map((value) => String(value ?? ""));
  return [...own, inPath, assertion, ...fields].filter(Boolean);
}

/** Ways to echo it. Each ends in an error of the call. */
const echoes: Record<string, (response: ServerResponse, said: string[], request: Received) => void> = {
  "the error's message": (response, said) => {
    const message = `Refused: ${said.join(" | ")}`;
    response
      .writeHead(400)
      .end(JSON.stringify({ code: "F00012", message, status: 400, error: { message, status: "X" } }));
  },
  "an OAuth error": (response, said) => {
    const description = `Bad token "${said.join('", "')}"`;
    response.writeHead(400).end(JSON.stringify({ error: "invalid_request", error_description: description }));
  },
  "an error's details": (response, said) => {
    const details = [
      { "@type": "type.googleapis.com/google.rpc.DebugInfo", stackEntries: said, detail: said.join("\n") },
    ];
    const body = { error: { message: "no", details, errors: [{ reason: said[0], domain: said.at(-1) }] } };
    response.writeHead(400).end(JSON.stringify({ ...body, code: said[0], trace: said[0], details: said.join() }));
  },
  "lines of the error's message": (response, said) => {
    const message = `Headers:\n${said.join("\n")}\n\t${said.join("\t")}`;
    response.writeHead(400).end(JSON.stringify({ message, error: { message } }));
  },
  "JSON that is escaped for HTML": (response, said) => {
    const message = said.map((value) => `token=${value}`).join("&");
    const body = JSON.stringify({ message, error: { message } });
    const escaped = body.replace(/[=&<>']/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
    response.writeHead(400).end(escaped);
  },
  "JSON whose slashes are escaped": (response, said) => {
    const message = said.join(" ");
    response.writeHead(400).end(JSON.stringify({ message, error: { message } }).replaceAll("/", "\\/"));
  },
  "an error in XML": (response, said) => {
    const text = said.join(" ").replaceAll("&", "&amp;").replaceAll("<", "&lt;");
    response.writeHead(403, { "content-type": "application/xml" });
    response.end(`<error><status>403</status><message>${text}</message></error>`);
  },
  "a page of HTML": (response, said) => response.writeHead(500).end(`<html><pre>${said.join("\n")}</pre></html>`),
  "malformed JSON under a 200": (response, said) => response.end(`{"token": ${said.join(" ")}`),
  "JSON of another shape under a 200": (response, said) =>
    response.end(JSON.stringify({ seen: said, [said[0] ?? "x"]: 1 })),
  "a header of the response": (response, said) => {
    const value = said.join(" ").replaceAll(/[^\x20-\x7e]/g, "");
    response.writeHead(500, { message: value, code: value, "x-echo": value }).end();
  },
  "a status line": (response, said) => {
    response.statusMessage = said.join(" ").replaceAll(/[^\x20-\x7e]/g, "");
    response.writeHead(500).end();
  },
};

/** The secret as text, and as JSON, `inspect` and a URL write it. */
function formsOf(secret: string): string[] {
  return [secret, JSON.stringify(secret).slice(1, -1), inspect(secret).slice(1, -1), encodeURIComponent(secret)];
}

function expectNoSecret(shown: string[], secrets: string[]): void {
  const around = (text: string, form: string) => {
    const at = text.indexOf(form);
    return text.slice(Math.max(0, at - 40), at + form.length + 20);
  };
  const leaks = shown.flatMap((text) =>
    secrets
      .flatMap(formsOf)
      .filter((form) => text.includes(form))
      .map((form) => around(text, form)),
  );
  expect([...new Set(leaks)]).toEqual([]);
}

const hidden = { depth: null, showHidden: true, maxStringLength: null, maxArrayLength: null } as const;

function everythingOf(error: unknown): string[] {
  const stack = error instanceof Error ? String(error.stack) : "";
  return [String(error), stack, JSON.stringify(error) ?? "", inspect(error, hidden)];
}

function diagnostics(): string[] {
  const shown: string[] = [];
  const record = (context: unknown) => void shown.push(inspect(context, hidden));
  const subscribers = Object.fromEntries(
    ["start", "end", "asyncStart", "asyncEnd", "error"].map((name) => [name, record]),
  );
  for (const name of ["tessera-sdk.call", "tessera-sdk.attempt", "tessera-sdk.wait", "tessera-sdk.token"]) {
    const channel = tracingChannel<object>(name);
    channel.subscribe(subscribers as unknown as TracingChannelSubscribers<object>);
    onTestFinished(() => {
      channel.unsubscribe(subscribers as unknown as TracingChannelSubscribers<object>);
    });
  }
  return shown;
}

function open({ make, auth }: Case, baseUrl: string) {
  const given = auth(baseUrl);
  const client = make({ baseUrl, retry: false, ...given } as never);
  onTestFinished(() => (client as AndroidEnterprise).close());
  return { client, given };
}

/** Where tokens come from, so that the calls themselves are reached. */
function issuesToken({ url }: Received, response: ServerResponse): boolean {
  const flowerLogin = url === "/rest/authentication";
  if (!flowerLogin && url !== "/token") return false;
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify({ access_token: ACCESS_TOKEN, expires_in: 3_600, token_type: "Bearer" }));
  return true;
}

describe.each(named(cases))("%s", (_, subject) => {
  test.each(Object.entries(echoes))("shows no credential when the service echoes it in %s", async (_, echo) => {
    const server = await httpServer((response, request) => {
      if (!issuesToken(request, response)) echo(response, echoOf(request), request);
    });
    const events = diagnostics();
    seenErrors.length = 0;
    const { client } = open(subject, server.url);
    const outcome = await subject.call(client as never).catch((error: unknown) => error);
    const shown = [outcome, ...seenErrors].flatMap(everythingOf);
    expect(server.requests.some((request) => echoOf(request).length > 0)).toBe(true);
    expect(events.length).toBeGreaterThan(0);
    expectNoSecret([...shown, ...events], subject.secrets);
  });

  test("shows none of what it was given when client and credential are looked at, before and after calls", async () => {
    const server = await httpServer((response, request) => {
      if (!issuesToken(request, response)) response.writeHead(404).end();
    });
    const { client, given } = open(subject, server.url);
    const looks = () => [inspect(client, hidden), JSON.stringify(client)];
    const before = looks();
    await rejection(subject.call(client as never));
    const provider = typeof given.auth === "object" ? [inspect(given.auth, hidden), JSON.stringify(given.auth)] : [];
    expectNoSecret([...before, ...looks(), ...provider], subject.secrets);
  });
});

const tokenRequests = cases.filter(({ kind }) => kind === "flowerDocsLogin()" || kind === "googleAuth()");

describe.each(named(tokenRequests))("the token request of %s", (_, subject) => {
  test.each(Object.entries(echoes))("shows no credential when it is echoed in %s", async (_, echo) => {
    let assertion = "";
    const server = await httpServer((response, request) => {
      assertion ||= new URLSearchParams(request.body).get("assertion") ?? "";
      echo(response, echoOf(request), request);
    });
    const events = diagnostics();
    seenErrors.length = 0;
    const { client } = open(subject, server.url);
    const error = await rejection(subject.call(client as never));
    expect(error).toMatchObject({ name: "AuthError" });
    const secrets = assertion ? [...subject.secrets, assertion] : subject.secrets;
    expectNoSecret([...[error, ...seenErrors].flatMap(everythingOf), ...events], secrets);
  });
});

test("a token that cannot be a header is refused without being quoted", async () => {
  const bad = "SECRET line\nbreak";
  const android = new AndroidEnterprise({ auth: () => bad });
  onTestFinished(() => android.close());
  const error = await rejection(android.enrollmentTokens.create(TOKEN_PARAMS));
  expect(error).toMatchObject({ name: "AuthError" });
  expectNoSecret(everythingOf(error), [bad, "SECRET"]);
  const refusal = await rejection((async () => new AndroidEnterprise({ auth: bad }))());
  expectNoSecret(everythingOf(refusal), [bad, "SECRET"]);
});

test("the response that an error keeps is shown by no logger, even where it holds what was issued", async () => {
  const server = await httpServer((response) => response.end('{"secret":"ISSUED-TOKEN"}'));
  const android = new AndroidEnterprise({ auth: "t", baseUrl: server.url });
  onTestFinished(() => android.close());
  const error = await rejection(android.enrollmentTokens.create(TOKEN_PARAMS));
  for (const text of [String(error), JSON.stringify(error), inspect(error, { depth: null })]) {
    expect(text).not.toContain("ISSUED-TOKEN");
  }
});

test("a token of six kilobytes is redacted in an error's message", async () => {
  const auth = `ya29.${"Ab3-".repeat(1_500)}`;
  const server = await httpServer((response) => json(response, { error: { code: 400, message: `bad ${auth}.` } }, 400));
  const error = await rejection(androidEnterprise(server.url, { auth }).users.generateAuthenticationToken(USER));
  expect(error).toMatchObject({ name: "GoogleApiError", status: 400 });
  expect((error as Error).message).toContain("bad [redacted].");
  expectNoSecret(everythingOf(error), [auth, "Ab3-"]);
});

test("an error body that almost spells a long token, over and over, is read", async () => {
  const message = "a".repeat(100_000);
  const server = await httpServer((response) => json(response, { error: { code: 400, message } }, 400));
  const android = androidEnterprise(server.url, { auth: `${"a".repeat(999)}b` });
  const error = await rejection(android.users.generateAuthenticationToken(USER));
  expect(error).toMatchObject({ name: "GoogleApiError", message: expect.stringContaining("aaaa") });
});

test("a request id that echoes the token is kept without it", async () => {
  const headers = { "x-request-id": `r-${ACCESS_TOKEN}` };
  const server = await httpServer((response) => json(response, {}, 200, headers));
  const android = androidEnterprise(server.url, { auth: ACCESS_TOKEN });
  const error = await rejection(android.users.generateAuthenticationToken(USER));
  expect(error).toMatchObject({ name: "InvalidResponseError", requestId: "r-[redacted]" });
});

test("a token that Adobe's XML spells as character references is redacted in every field", async () => {
  const spelt = Array.from(ACCESS_TOKEN, (sign) => `&#${sign.charCodeAt(0)};`).join("");
  const fields = ["code", "message", "action", "details", "helpUrl", "trace"].map(
    (name) => `<${name}>x ${spelt}</${name}>`,
  );
  const xml = `<error><status>400</status>${fields.join("")}</error>`;
  const server = await httpServer((response) => response.writeHead(400).end(xml));
  const client = new AdobePassV1({ auth: ACCESS_TOKEN, baseUrl: server.url });
  onTestFinished(() => client.close());
  const device = { requestor: "R", deviceId: "D", deviceInfo: { model: "m", osName: "tvOS" } };
  const error = await rejection(client.checkAuthentication(device));
  expect(error).toMatchObject({ name: "AdobePassError", body: { message: "x [redacted]", trace: "x [redacted]" } });
  expectNoSecret(everythingOf(error), [ACCESS_TOKEN]);
});
