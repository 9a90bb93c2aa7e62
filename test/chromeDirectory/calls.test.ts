import {
  ChromeDirectory,
  type ChromeDirectoryOptions,
  type CreateChromeEnrollmentTokenParams,
  GoogleApiError,
  InvalidParamsError,
  type ListChromeEnrollmentTokensParams,
  type RevokeChromeEnrollmentTokenParams,
} from "tessera-sdk";
import { describe, expect, test } from "vitest";
import { NO_TIMERS, SkippingClock } from "../support/clocks.js";
import { rejection } from "../support/promises.js";
import { type Scripted, scripted } from "../support/scripted.js";

const TOKEN = { tokenPermanentId: "p", token: "t" };
const NOW = Date.UTC(2026, 0, 1, 12, 0, 0, 500);

const clientOf = (transport: Scripted, options: Partial<ChromeDirectoryOptions> = {}) =>
  new ChromeDirectory({
    auth: "access-token",
    transport,
    clock: new SkippingClock({ now: NOW }),
    ...NO_TIMERS,
    ...options,
  });

async function pathsRefused(work: Promise<unknown>): Promise<string[]> {
  const error = await rejection(work);
  expect(error).toBeInstanceOf(InvalidParamsError);
  return (error as InvalidParamsError).issues.map(({ path }) => path);
}

describe("create refuses before anything is sent", () => {
  const refused: { why: string; params: unknown; path: string }[] = [
    { why: "both ends of the lifetime", params: { ttl: "60s", expireTime: new Date(NOW + 60_000) }, path: "ttl" },
    { why: "a ttl of zero", params: { ttl: "0s" }, path: "ttl" },
    { why: "a ttl of zero seconds", params: { ttl: 0 }, path: "ttl" },
    { why: "a negative ttl", params: { ttl: -1 }, path: "ttl" },
    { why: "a ttl without its unit", params: { ttl: "3600" }, path: "ttl" },
    { why: "a ttl in hours", params: { ttl: "1h" }, path: "ttl" },
    { why: "a ttl as an object", params: { ttl: { seconds: 60 } }, path: "ttl" },
    { why: "a ttl that is not a number", params: { ttl: Number.NaN }, path: "ttl" },
    { why: "an expireTime that is past", params: { expireTime: "2025-12-31T23:59:59Z" }, path: "expireTime" },
    { why: "an expireTime that is now", params: { expireTime: new Date(NOW) }, path: "expireTime" },
    {
      why: "an expireTime that is past once its fraction is gone",
      params: { expireTime: new Date(NOW + 400) },
      path: "expireTime",
    },
    { why: "an expireTime without a zone", params: { expireTime: "2099-01-01T00:00:00" }, path: "expireTime" },
    { why: "an expireTime without a time", params: { expireTime: "2099-01-01" }, path: "expireTime" },
    { why: "an expireTime in words", params: { expireTime: "tomorrow" }, path: "expireTime" },
    { why: "an expireTime on no day", params: { expireTime: "2099-13-01T00:00:00Z" }, path: "expireTime" },
    { why: "an invalid Date", params: { expireTime: new Date(Number.NaN) }, path: "expireTime" },
    { why: "an expireTime in milliseconds", params: { expireTime: NOW + 60_000 }, path: "expireTime" },
    { why: "a unit without its slash", params: { orgUnitPath: "Sales" }, path: "orgUnitPath" },
    { why: "an empty unit", params: { orgUnitPath: "" }, path: "orgUnitPath" },
    { why: "a unit in quotes", params: { orgUnitPath: '"/Sales"' }, path: "orgUnitPath" },
    { why: "a unit in the reference's curly quotes", params: { orgUnitPath: "”/Sales”" }, path: "orgUnitPath" },
    { why: "a unit with a quote at its end", params: { orgUnitPath: '/Sales"' }, path: "orgUnitPath" },
    { why: "a wire name", params: { org_unit_path: "/Sales" }, path: "org_unit_path" },
    { why: "a token type", params: { tokenType: "chromeBrowser" }, path: "tokenType" },
    { why: "an empty customer", params: { customer: "" }, path: "customer" },
    { why: "a customer with a slash", params: { customer: "customers/C1/x" }, path: "customer" },
    { why: "a prefix without a customer", params: { customer: "customers/" }, path: "customer" },
    { why: "a dot segment as customer", params: { customer: ".." }, path: "customer" },
  ];
  test.each(refused)("$why, naming $path", async ({ params, path }) => {
    const transport = scripted();
    const call = clientOf(transport).enrollmentTokens.create(params as CreateChromeEnrollmentTokenParams);
    expect(await pathsRefused(call)).toEqual([path]);
    expect(transport.sent).toEqual([]);
  });

  test.each(["list", "revoke"] as const)("a customer with a slash, by %s", async (method) => {
    const transport = scripted();
    const { enrollmentTokens } = clientOf(transport);
    const params = { customer: "a/b" };
    const call =
      method === "list"
        ? enrollmentTokens.list(params).toArray()
        : enrollmentTokens.revoke({ ...params, tokenPermanentId: "p" });
    expect(await pathsRefused(call)).toEqual(["customer"]);
    expect(transport.sent).toEqual([]);
  });

  test.each(["", " ", "customers/", "a/b"])("the client's customer %j, when the client is made", (customer) => {
    expect(() => clientOf(scripted(), { customer })).toThrow(/`customer`/);
  });
});

test("an expireTime that is past is refused by an error that names the endpoint, also beside a response", async () => {
  const client = clientOf(scripted());
  const params = { expireTime: new Date(NOW) };
  for (const call of [client.enrollmentTokens.create(params), client.enrollmentTokens.create(params).withResponse()]) {
    expect(await rejection(call)).toMatchObject({ endpoint: "chromedirectory.enrollmentTokens.create", attempts: 0 });
  }
});

test("results come with their response, pages too", async () => {
  const headers = { "x-request-id": "id-1" };
  const responses = [{ body: TOKEN }, { body: {} }, { body: { chromeEnrollmentTokens: [TOKEN] } }];
  const client = clientOf(scripted(...responses.map((response) => ({ ...response, headers }))));
  const response = { status: 200, headers, requestId: "id-1", attempts: 1 };
  expect(await client.enrollmentTokens.create().withResponse()).toEqual({ data: TOKEN, response });
  const revoked = client.enrollmentTokens.revoke({ tokenPermanentId: "p" });
  expect(await revoked.withResponse()).toEqual({ data: undefined, response });
  for await (const page of client.enrollmentTokens.list().pages()) expect(page.response).toEqual(response);
});

test("an expireTime of the next whole second is still in the future", async () => {
  const transport = scripted({ body: TOKEN });
  await clientOf(transport).enrollmentTokens.create({ expireTime: new Date(NOW + 500) });
  expect(transport.sent[0]?.body).toBe('{"token_type":"CHROME_BROWSER","expire_time":"2026-01-01T12:00:01Z"}');
});

describe("list", () => {
  const refused: { params: unknown; path: string }[] = [
    { params: { pageSize: 0 }, path: "pageSize" },
    { params: { pageSize: 101 }, path: "pageSize" },
    { params: { pageSize: 1.5 }, path: "pageSize" },
    { params: { pageSize: "10" }, path: "pageSize" },
    { params: { pageSize: Number.NaN }, path: "pageSize" },
    { params: { pageToken: "" }, path: "pageToken" },
    { params: { orgUnitPath: "Sales" }, path: "orgUnitPath" },
    { params: { maxResults: 10 }, path: "maxResults" },
  ];
  test.each(refused)("refuses $params from the iteration, before anything is sent", async ({ params, path }) => {
    const transport = scripted();
    const pager = clientOf(transport).enrollmentTokens.list(params as ListChromeEnrollmentTokensParams);
    expect(await pathsRefused(pager.toArray())).toEqual([path]);
    expect(transport.sent).toEqual([]);
  });

  test.each([1, 100])("accepts a pageSize of %i", async (pageSize) => {
    const transport = scripted({ body: {} });
    await clientOf(transport).enrollmentTokens.list({ pageSize }).toArray();
    expect(transport.sent[0]?.url).toMatch(new RegExp(`\\?pageSize=${pageSize}$`));
  });

  test("asks for nothing before the first item, and sends the filters with each page token", async () => {
    const transport = scripted(
      { body: { chromeEnrollmentTokens: [TOKEN], nextPageToken: "two" } },
      { body: { nextPageToken: "three" } },
      { body: { chromeEnrollmentTokens: [TOKEN], nextPageToken: "" } },
    );
    const pager = clientOf(transport).enrollmentTokens.list({ orgUnitPath: "/Sales", query: "token_state:ACTIVE" });
    await Promise.resolve();
    expect(transport.sent).toEqual([]);
    expect(await pager.toArray()).toEqual([TOKEN, TOKEN]);
    expect(transport.sent.map(({ url }) => new URL(url).search)).toEqual([
      "?orgUnitPath=%2FSales&query=token_state%3AACTIVE",
      "?orgUnitPath=%2FSales&query=token_state%3AACTIVE&pageToken=two",
      "?orgUnitPath=%2FSales&query=token_state%3AACTIVE&pageToken=three",
    ]);
  });

  test.each([
    { fields: "chromeEnrollmentTokens(token)", sent: "nextPageToken,chromeEnrollmentTokens(token)" },
    { fields: "nextPageToken,chromeEnrollmentTokens", sent: "nextPageToken,chromeEnrollmentTokens" },
    { fields: "chromeEnrollmentTokens,nextPageToken", sent: "chromeEnrollmentTokens,nextPageToken" },
    { fields: "*", sent: "*" },
    { fields: "chromeEnrollmentTokens/nextPageTokenX", sent: "nextPageToken,chromeEnrollmentTokens/nextPageTokenX" },
  ])("keeps nextPageToken in the field mask $fields", async ({ fields, sent }) => {
    const transport = scripted({ body: {} });
    await clientOf(transport)
      .enrollmentTokens.list({}, { extraQuery: { fields, quotaUser: "u" } })
      .toArray();
    const query = new URL(transport.sent[0]?.url ?? "").searchParams;
    expect(query.get("fields")).toBe(sent);
    expect(query.get("quotaUser")).toBe("u");
  });

  test("is retried when the server fails", async () => {
    const transport = scripted({ status: 503 }, { body: {} });
    await clientOf(transport).enrollmentTokens.list().toArray();
    expect(transport.sent).toHaveLength(2);
  });
});

describe("create after a failure", () => {
  const create = (...responses: Parameters<typeof scripted>) => {
    const transport = scripted(...responses);
    const work = clientOf(transport).enrollmentTokens.create({ orgUnitPath: "/Sales" });
    return { transport, work };
  };

  test.each([
    { failure: "a lost connection", response: Object.assign(new Error("reset"), { code: "ECONNRESET" }) },
    { failure: "500", response: { status: 500 } },
    { failure: "502 with a page", response: { status: 502, body: "<html>Bad Gateway</html>" } },
    { failure: "503", response: { status: 503 } },
    { failure: "504", response: { status: 504 } },
    { failure: "408", response: { status: 408 } },
    { failure: "409 ABORTED", response: { status: 409, body: { error: { code: 409, status: "ABORTED" } } } },
  ])("is not retried after $failure, and says that the outcome is unknown", async ({ response }) => {
    const { transport, work } = create(response, { body: TOKEN });
    await expect(work).rejects.toMatchObject({ outcomeUnknown: true, attempts: 1 });
    expect(transport.sent).toHaveLength(1);
  });

  test.each([
    { refusal: "429", response: { status: 429 } },
    ...["rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded"].map((reason) => ({
      refusal: `403 ${reason}`,
      response: { status: 403, body: { error: { code: 403, errors: [{ reason }] } } },
    })),
  ])("is retried after $refusal, which is refused before work", async ({ response }) => {
    const { transport, work } = create(response, { body: TOKEN });
    expect(await work).toEqual(TOKEN);
    expect(transport.sent).toHaveLength(2);
  });

  test("hints at an active token when the unit's creation is invalid", async () => {
    const error = { code: 400, message: "Invalid Input", errors: [{ reason: "invalid", message: "Invalid Input" }] };
    const { transport, work } = create({ status: 400, body: { error } });
    const thrown = await rejection(work);
    expect(thrown).toBeInstanceOf(GoogleApiError);
    expect(thrown).toMatchObject({ kind: "invalid_request", reason: "invalid", outcomeUnknown: false });
    expect(String(thrown)).toMatch(/active token/);
    expect(String(thrown)).toMatch(/getOrCreate.*rotate/);
    expect(transport.sent).toHaveLength(1);
  });

  test("gives no such hint for other reasons, nor for other methods", async () => {
    const badRequest = { error: { code: 400, message: "no", errors: [{ reason: "badRequest" }] } };
    expect(String(await rejection(create({ status: 400, body: badRequest }).work))).not.toMatch(/active token/);
    const invalid = { error: { code: 400, message: "no", errors: [{ reason: "invalid" }] } };
    const client = clientOf(scripted({ status: 400, body: invalid }));
    const revoked = await rejection(client.enrollmentTokens.revoke({ tokenPermanentId: "p" }));
    expect(revoked).toBeInstanceOf(GoogleApiError);
    expect(String(revoked)).not.toMatch(/active token/);
  });
});

describe("revoke", () => {
  test.each(["", "  \n", "{}", JSON.stringify(TOKEN)])("resolves to nothing when the 2xx body is %j", async (body) => {
    const client = clientOf(scripted({ body }));
    expect(await client.enrollmentTokens.revoke({ tokenPermanentId: "p" })).toBeUndefined();
  });

  test("is retried after an ambiguous failure: it ends the same", async () => {
    const transport = scripted(Object.assign(new Error("reset"), { code: "ECONNRESET" }), {});
    await clientOf(transport).enrollmentTokens.revoke({ tokenPermanentId: "p" });
    expect(transport.sent).toHaveLength(2);
  });

  test.each([{}, { tokenPermanentId: "" }, { tokenPermanentId: ".." }, { tokenPermanentId: "p", custmer: "C1" }])(
    "refuses %j before anything is sent",
    async (params) => {
      const transport = scripted();
      const call = clientOf(transport).enrollmentTokens.revoke(params as RevokeChromeEnrollmentTokenParams);
      await expect(call).rejects.toBeInstanceOf(InvalidParamsError);
      expect(transport.sent).toEqual([]);
    },
  );

  test("surfaces an id that names no token", async () => {
    const client = clientOf(scripted({ status: 404, body: { error: { code: 404, message: "Not Found" } } }));
    await expect(client.enrollmentTokens.revoke({ tokenPermanentId: "p" })).rejects.toMatchObject({
      name: "GoogleApiError",
      kind: "not_found",
    });
  });
});
