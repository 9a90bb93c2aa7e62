/** A throttle in any form was rejected before processing: retried on every verb, and never an unknown outcome. */
import { RateLimitError, TesseraError } from "tessera-sdk";
import { AdobePassV1 } from "tessera-sdk/adobe-pass";
import { AndroidEnterprise } from "tessera-sdk/android-enterprise";
import { ChromeDirectory } from "tessera-sdk/chrome-directory";
import { FlowerDocs } from "tessera-sdk/flower-docs";
import { describe, expect, test } from "vitest";
import { CHROME_TOKEN, USER } from "../support/clients.js";
import { DrivenClock } from "../support/drivenClock.js";
import { rejection } from "../support/promises.js";
import { type Scripted, type ScriptedResponse, scripted } from "../support/scripted.js";

type Call = (transport: Scripted, clock: DrivenClock) => Promise<unknown>;

const android = (transport: Scripted, clock: DrivenClock) => new AndroidEnterprise({ auth: "t", transport, clock });
const chrome = (transport: Scripted, clock: DrivenClock) => new ChromeDirectory({ auth: "t", transport, clock });

/** Verbs and classes; the second of each is what ends the call. */
const GOOGLE: [string, Call, unknown][] = [
  ["a GET", (...args) => android(...args).users.get(USER), { id: "u", token: "t" }],
  ["a POST of the class none", (...args) => chrome(...args).enrollmentTokens.create(), CHROME_TOKEN],
  [
    "another of Android's",
    (...args) => android(...args).webapps.insert({ enterpriseId: "E", title: "T", startUrl: "https://a.example" }),
    { webAppId: "w" },
  ],
  ["a DELETE", (...args) => android(...args).users.delete(USER), ""],
  ["a PUT", (...args) => android(...args).devices.update({ ...USER, deviceId: "d", policy: {} }), { androidId: "d" }],
  ["a raw POST", (...args) => android(...args).request({ http: "POST /x", body: {} }), {}],
];

const TYPE = "type.googleapis.com/google.rpc";
const info = (reason: string, metadata = {}) => ({
  "@type": `${TYPE}.ErrorInfo`,
  reason,
  domain: "googleapis.com",
  metadata,
});
const error = (fields: object) => ({ error: { code: 403, message: "No.", ...fields } });
const page = (title: string) => `<html>\n<head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;

const THROTTLES: [string, ScriptedResponse][] = [
  ["429", { status: 429 }],
  ["429 as a page", { status: 429, body: page("429 Too Many Requests") }],
  [
    "a reason beside another's ErrorInfo",
    {
      status: 403,
      body: error({ errors: [{ reason: "rateLimitExceeded" }], details: [info("RATE_LIMIT_EXCEEDED")] }),
    },
  ],
  [
    "a reason beside an ErrorInfo that says otherwise",
    {
      status: 403,
      body: error({ errors: [{ reason: "userRateLimitExceeded" }], details: [info("CONSUMER_INVALID")] }),
    },
  ],
  [
    "the second of two reasons",
    {
      status: 403,
      body: error({ errors: [{ reason: "forbidden" }, { reason: "rateLimitExceeded" }] }),
    },
  ],
  [
    "the second of two ErrorInfos",
    {
      status: 403,
      body: error({ errors: [{ reason: "forbidden" }], details: [info("OTHER"), info("RATE_LIMIT_EXCEEDED")] }),
    },
  ],
  [
    "ErrorInfo alone, under 503",
    { status: 503, body: error({ code: 503, status: "UNAVAILABLE", details: [info("RATE_LIMIT_EXCEEDED")] }) },
  ],
  ["a reason in capitals", { status: 403, body: error({ errors: [{ reason: "USER_RATE_LIMIT_EXCEEDED" }] }) }],
  ["too many at once", { status: 403, body: error({ errors: [{ reason: "concurrentLimitExceeded" }] }) }],
  ["a reason under 500", { status: 500, body: error({ errors: [{ reason: "rateLimitExceeded" }] }) }],
  ["RESOURCE_EXHAUSTED under 403", { status: 403, body: error({ status: "RESOURCE_EXHAUSTED" }) }],
  ["RESOURCE_EXHAUSTED under 503", { status: 503, body: error({ status: "RESOURCE_EXHAUSTED" }) }],
  [
    "RESOURCE_EXHAUSTED beside a reason",
    {
      status: 403,
      body: error({ status: "RESOURCE_EXHAUSTED", errors: [{ reason: "forbidden" }] }),
    },
  ],
  ["RESOURCE_EXHAUSTED in a list of one", { status: 503, body: [error({ status: "RESOURCE_EXHAUSTED" })] }],
  ["a gRPC status", { status: 503, body: { code: 8, message: "Too much.", details: [] } }],
  ["a gRPC status within error", { status: 503, body: { error: { code: 8, message: "Too much." } } }],
  ["a gRPC header", { status: 503, headers: { "grpc-status": "8" }, body: "" }],
  ["gRPC as text", { status: 503, body: "RESOURCE_EXHAUSTED: out of tokens" }],
  ["a message without a reason", { status: 403, body: error({ message: "User Rate Limit Exceeded" }) }],
  [
    "a message beside a vague reason",
    {
      status: 403,
      body: error({ message: "Quota exceeded for quota metric 'Queries'", errors: [{ reason: "forbidden" }] }),
    },
  ],
  ...[
    "Rate Limit Exceeded",
    "rate limit exceeded\n",
    "User Rate Limit Exceeded",
    "Quota exceeded",
    "Quota exceeded for quota metric 'Queries' and limit 'Queries per minute'",
    "Too Many Requests",
    "Request rate higher than configured",
    "rateLimitExceeded",
  ].flatMap((text): [string, ScriptedResponse][] =>
    [403, 503].flatMap((status): [string, ScriptedResponse][] => [
      [`${status} with the text ${JSON.stringify(text)}`, { status, body: text }],
      [`${status} with the page ${JSON.stringify(text)}`, { status, body: page(text) }],
      [`${status} with the JSON string ${JSON.stringify(text)}`, { status, body: JSON.stringify(text) }],
    ]),
  ),
];

describe.each(GOOGLE)("Google: %s", (_, call, body) => {
  test.each(THROTTLES)("is retried after %s", async (_, response) => {
    const clock = new DrivenClock();
    const transport = scripted(response, { body });
    await clock.drive(call(transport, clock));
    expect(transport.sent).toHaveLength(2);
  });
});

describe("Google: a throttle that does not end", () => {
  test.each(THROTTLES)("is a RateLimitError with a known outcome: %s", async (_, response) => {
    const clock = new DrivenClock();
    const transport = scripted(response);
    const error = await rejection(clock.drive(chrome(transport, clock).enrollmentTokens.create()));
    expect(error).toBeInstanceOf(RateLimitError);
    expect(error).toMatchObject({ outcomeUnknown: false, attempts: 4, status: response.status });
  });

  test.each(THROTTLES)("is thrown at once where it is a daily quota: %s", async (_, response) => {
    const clock = new DrivenClock();
    const transport = scripted(response);
    const call = android(transport, clock).devices.forceReportUpload({ ...USER, deviceId: "d" });
    expect(await rejection(clock.drive(call))).toMatchObject({ kind: "rate_limited", outcomeUnknown: false });
    expect(transport.sent).toHaveLength(1);
  });
});

describe("Google: a quota of a day", () => {
  test.each<[string, ScriptedResponse]>([
    ["a reason", { status: 403, body: error({ errors: [{ reason: "dailyLimitExceeded" }] }) }],
    [
      "a reason beside a throttle's",
      {
        status: 403,
        body: error({ errors: [{ reason: "rateLimitExceeded" }, { reason: "dailyLimitExceeded" }] }),
      },
    ],
    [
      "a reason beside RESOURCE_EXHAUSTED",
      {
        status: 429,
        body: error({ status: "RESOURCE_EXHAUSTED", errors: [{ reason: "dailyLimitExceeded" }] }),
      },
    ],
    [
      "that of an unregistered project",
      { status: 403, body: error({ errors: [{ reason: "dailyLimitExceededUnreg" }] }) },
    ],
    ["one under 503", { status: 503, body: error({ errors: [{ reason: "dailyLimitExceeded" }] }) }],
    [
      "one of ErrorInfo's metadata",
      {
        status: 429,
        body: error({ details: [info("RATE_LIMIT_EXCEEDED", { quota_limit: "RequestsPerDayPerProject" })] }),
      },
    ],
    [
      "one of QuotaFailure",
      {
        status: 429,
        body: error({
          details: [{ "@type": `${TYPE}.QuotaFailure`, violations: [{ description: "Daily Limit Exceeded" }] }],
        }),
      },
    ],
    ["text", { status: 403, body: "Daily Limit Exceeded" }],
    ["a page", { status: 503, body: page("Quota exceeded: 100 requests per day") }],
  ])("is final, and its outcome known, by %s", async (_, response) => {
    const clock = new DrivenClock();
    const transport = scripted(response);
    const error = await rejection(clock.drive(chrome(transport, clock).enrollmentTokens.create()));
    expect(error).toBeInstanceOf(RateLimitError);
    expect(error).toMatchObject({ outcomeUnknown: false });
    expect(transport.sent).toHaveLength(1);
  });

  test("is what quotaExceeded means to Android Enterprise, also beside RESOURCE_EXHAUSTED", async () => {
    const clock = new DrivenClock();
    const body = error({ status: "RESOURCE_EXHAUSTED", errors: [{ reason: "quotaExceeded" }] });
    const transport = scripted({ status: 403, body });
    expect(await rejection(clock.drive(android(transport, clock).users.get(USER)))).toBeInstanceOf(RateLimitError);
    expect(transport.sent).toHaveLength(1);
  });
});

describe("Google: what is not a throttle", () => {
  test.each<[string, number, ScriptedResponse["body"]]>([
    ["a refusal", 403, error({ errors: [{ reason: "forbidden" }] })],
    [
      "a reason that is specific, whatever its message",
      403,
      error({
        message: "The quota exceeded by this device is that of the user.",
        errors: [{ reason: "deviceLimit" }],
      }),
    ],
    ["a page", 403, page("403 Forbidden")],
    ["a page about a day", 403, page("The Daily News")],
    ["an outage", 503, page("503 Service Unavailable")],
    ["a full disk", 500, "Disk quota exceeded"],
    ["a text under 502", 502, "Too Many Requests"],
  ])("%s (%i)", async (_, status, body) => {
    const clock = new DrivenClock();
    const error = await rejection(clock.drive(chrome(scripted({ status, body }), clock).enrollmentTokens.create()));
    expect((error as TesseraError).kind).not.toBe("rate_limited");
    expect(error).toMatchObject({ attempts: 1, outcomeUnknown: status >= 500 });
  });
});

describe("Adobe and FlowerDocs", () => {
  const DEVICE = { requestor: "R", deviceId: "d", deviceInfo: { model: "TV", osName: "tvOS" } };
  const adobe: Call = (transport, clock) =>
    new AdobePassV1({ auth: "t", transport, clock }).checkAuthentication(DEVICE);
  const flower = (transport: Scripted, clock: DrivenClock, auth = "t") =>
    new FlowerDocs({ auth, baseUrl: "https://f.example", transport, clock });
  const CALLS: [string, Call, ScriptedResponse][] = [
    ["checkAuthentication", adobe, {}],
    ["tokens.create", (...args) => flower(...args).tokens.create({ validityTime: 60 }), { body: "aaaa.bbbb.cccc" }],
    ["tokens.validate", (...args) => flower(...args).tokens.validate({ token: "x.y.z" }), { body: "true" }],
    ["a raw POST", (...args) => flower(...args).request({ http: "POST /x" }), {}],
  ];
  const FORMS: [string, ScriptedResponse][] = [
    ["429", { status: 429 }],
    ["the gateway's page", { status: 429, body: page("429 Too Many Requests") }],
    ...[403, 503].flatMap((status): [string, ScriptedResponse][] => [
      [`${status} with the gateway's page`, { status, body: page("429 Too Many Requests") }],
      [`${status} with a text`, { status, body: "too many rapid requests" }],
      [`${status} with a message`, { status, body: { message: "Rate limit exceeded" } }],
      [`${status} with Adobe's message`, { status, body: { status, message: "Too many requests" } }],
      [`${status} with the status in the body`, { status, body: { status: 429, message: "Slower, please" } }],
      [`${status} with XML`, { status, body: "<error><status>429</status><message>Slower</message></error>" }],
    ]),
  ];

  test.each(
    CALLS.flatMap(([name, call, then]) => FORMS.map(([form, response]) => ({ name, form, call, response, then }))),
  )("$name is retried after $form", async ({ call, response, then }) => {
    const clock = new DrivenClock();
    const transport = scripted(response, then);
    await clock.drive(call(transport, clock));
    expect(transport.sent).toHaveLength(2);
    const ended = new DrivenClock();
    const error = await rejection(ended.drive(call(scripted(response), ended)));
    expect(error).toBeInstanceOf(RateLimitError);
    expect(error).toMatchObject({ attempts: 4, outcomeUnknown: false });
  });

  test.each(["too_many_requests", "user_rate_limit_exceeded"])("Adobe's code %s is a throttle", async (code) => {
    const clock = new DrivenClock();
    const body = { status: 429, code, message: "m", action: "retry-after" };
    const transport = scripted({ status: 403, body }, {});
    expect(await clock.drive(adobe(transport, clock))).toEqual({ authenticated: true });
    expect(transport.sent).toHaveLength(2);
  });

  test("a code of FlowerDocs' decides against its message", async () => {
    const clock = new DrivenClock();
    const body = { code: "F00302", message: "rate limit exceeded by the rights" };
    const error = await rejection(clock.drive(flower(scripted({ status: 403, body }), clock).tokens.renew()));
    expect(error).toBeInstanceOf(TesseraError);
    expect(error).toMatchObject({ kind: "permission_denied", attempts: 1 });
  });
});
