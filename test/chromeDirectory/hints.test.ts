import { type ChromeApi, ChromeDirectory, ChromePageTokenError, GoogleApiError } from "tessera-sdk/chrome-directory";
import { describe, expect, test } from "vitest";
import { NO_TIMERS, SkippingClock } from "../support/clocks.js";
import { rejection } from "../support/promises.js";
import { type ScriptedResponse, scripted } from "../support/scripted.js";

const APIS: readonly ChromeApi[] = ["directory", "management"];

function clientOf(api: ChromeApi, ...responses: ScriptedResponse[]) {
  const transport = scripted(...responses);
  const client = new ChromeDirectory({
    auth: "access-token",
    api,
    transport,
    clock: new SkippingClock(),
    ...NO_TIMERS,
  });
  return { client, transport };
}

const METHODS = {
  create: (client: ChromeDirectory) => client.enrollmentTokens.create({ orgUnitId: "03x" }),
  createAtRoot: (client: ChromeDirectory) => client.enrollmentTokens.create(),
  revoke: (client: ChromeDirectory) => client.enrollmentTokens.revoke({ tokenPermanentId: "secret-token-1" }),
  get: (client: ChromeDirectory) => client.enrollmentTokens.get({ tokenPermanentId: "secret-token-1" }),
  list: (client: ChromeDirectory) => client.enrollmentTokens.list().toArray(),
  browsers: (client: ChromeDirectory) => client.browsers.list().toArray(),
  browser: (client: ChromeDirectory) => client.browsers.get({ deviceId: "d" }),
  request: (client: ChromeDirectory) => client.request({ http: "GET /x" }),
};

interface Row {
  what: string;
  by: keyof typeof METHODS;
  status?: number;
  message?: string;
  reason?: string;
  /** In place of Google's error. */
  body?: string;
  only?: ChromeApi | undefined;
  hint: RegExp | undefined;
}

function responseOf({ status = 400, message, reason, body }: Row): ScriptedResponse {
  const errors = reason === undefined ? undefined : [{ reason, message }];
  return { status, body: body ?? { error: { code: status, message, errors } } };
}

const ACTIVE = /active token/;
const UNIT = /organizational unit: its full path/;
const CUSTOMER = /Check `customer`/;
const ENABLE = { directory: /Enable the Admin SDK API/, management: /Enable the Chrome Management API/ };

const ROWS: readonly Row[] = [
  { what: "a bare refusal of a create", by: "createAtRoot", message: "Invalid Input", reason: "invalid", hint: ACTIVE },
  { what: "one with its reason at the end", by: "createAtRoot", message: "Invalid Input - invalid", hint: ACTIVE },
  { what: "409 of a create", by: "createAtRoot", status: 409, message: "Conflict", hint: ACTIVE },
  { what: "409 in words", by: "createAtRoot", status: 409, message: "Token already exists.", hint: ACTIVE },
  { what: "412 of a create", by: "createAtRoot", status: 412, reason: "conditionNotMet", hint: ACTIVE },
  { what: "a token named active", by: "createAtRoot", message: "An active token was found.", hint: ACTIVE },
  ...[
    "Invalid Input: INVALID_OU_ID",
    "Invalid Org Unit",
    "Invalid Ou Id",
    "INVALID_OU_ID",
    "Org unit not found",
    "The organizational unit does not exist.",
  ].flatMap((message) =>
    (["createAtRoot", "list", "browsers"] as const).map((by) => ({
      what: message,
      by,
      message,
      reason: "invalid",
      hint: UNIT,
    })),
  ),
  ...["Invalid Customer Id", "Invalid Customer ID: C1", "Customer doesn't exist"].map((message) => ({
    what: message,
    by: "createAtRoot" as const,
    message,
    reason: "invalid",
    hint: CUSTOMER,
  })),
  {
    what: "the prefix of the other API",
    by: "request",
    message: "Invalid Customer ID: customers/my_customer",
    reason: "badRequest",
    hint: /without `customers\/`/,
  },
  {
    what: "another cause",
    by: "createAtRoot",
    message: "Invalid JSON payload received. Unknown name",
    hint: undefined,
  },
  { what: "an unclear cause", by: "createAtRoot", message: "no", reason: "badRequest", hint: undefined },
  { what: "a bare refusal of a list", by: "list", message: "Invalid Input", reason: "invalid", hint: undefined },
  ...(["revoke", "get"] as const).flatMap((by) =>
    [404, 400].map((status) => ({
      what: `${status} of an id`,
      by,
      status,
      message: "Requested entity was not found: secret-token-1",
      only: by === "get" ? ("management" as const) : undefined,
      hint: /wants the `tokenPermanentId`/,
    })),
  ),
  { what: "404 of a browser", by: "browser", status: 404, message: "Not Found", hint: undefined },
  {
    what: "404 of a browser by its name",
    by: "browser",
    status: 404,
    message: "Resource customers/C1/chromeBrowsers/b was not found",
    hint: undefined,
  },
  {
    what: "a missing privilege",
    by: "list",
    status: 403,
    message: "Not Authorized to access this resource/api",
    reason: "forbidden",
    hint: /is enabled; .*Managed Browsers.*`subject`.*scope/,
  },
  {
    what: "an old scope",
    by: "list",
    status: 403,
    message: "Request had insufficient authentication scopes.",
    reason: "insufficientPermissions",
    only: "management",
    hint: /chrome\.management\.enrollmenttokens.*chrome\.management\.browsers.*do not carry over/,
  },
  {
    what: "a missing scope",
    by: "browser",
    status: 403,
    message: "Insufficient Permission",
    reason: "insufficientPermissions",
    only: "directory",
    hint: /admin\.directory\.device\.chromebrowsers\.readonly or /,
  },
  {
    what: "the domain's settings",
    by: "list",
    status: 403,
    reason: "domainCannotUseApis",
    message: "The domain administrators have disabled API access.",
    hint: /allow API access for the domain/,
  },
  {
    what: "a token that is not an access token",
    by: "list",
    status: 401,
    message: "Request had invalid authentication credentials. Expected OAuth 2 access token.",
    reason: "authError",
    hint: /exchange it for an access token/,
  },
  {
    what: "a customer that does not match the unit",
    by: "browsers",
    message: "Inconsistent Orgunit id and path",
    hint: /real id of the customer/,
  },
  {
    what: "a page where the beta was",
    by: "list",
    status: 404,
    body: "<html>Not found</html>",
    only: "directory",
    hint: /switched off/,
  },
  { what: "410", by: "browsers", status: 410, message: "Gone", only: "directory", hint: /switched off/ },
  { what: "501", by: "list", status: 501, message: "Not implemented", only: "directory", hint: /switched off/ },
  {
    what: "an end in words",
    by: "createAtRoot",
    message: "This API is no longer available.",
    only: "directory",
    hint: /Chrome 166, not before 2027-03-09 by Google's two-week cycle.*api: "management"/,
  },
  { what: "410", by: "list", status: 410, message: "Gone", only: "management", hint: undefined },
  { what: "a failure of the server", by: "browsers", status: 500, message: "Internal", hint: undefined },
];

describe.each(APIS)("an error of the %s API", (api) => {
  const rows = ROWS.filter(({ only = api }) => only === api);
  test.each(rows)("about $what, by $by, has the hint $hint", async (row) => {
    const { client } = clientOf(api, responseOf(row));
    const error = (await rejection(METHODS[row.by](client))) as GoogleApiError;
    expect(error).toBeInstanceOf(GoogleApiError);
    if (row.hint) expect(error.message).toMatch(row.hint);
    else expect(error.message).not.toMatch(/\(/);
    expect(JSON.stringify(error) + error.stack).not.toContain("secret-token-1");
  });

  test("about an API that is not enabled names it, by either word for the reason", async () => {
    const bodies = [
      { error: { code: 403, message: "off", errors: [{ reason: "accessNotConfigured" }] } },
      {
        error: {
          code: 403,
          message: "off",
          details: [{ "@type": "google.rpc.ErrorInfo", reason: "SERVICE_DISABLED" }],
        },
      },
      { error: { code: 403, message: "Admin SDK has not been used in project 1 before or it is disabled." } },
    ];
    for (const body of bodies) {
      const error = await rejection(clientOf(api, { status: 403, body }).client.browsers.get({ deviceId: "d" }));
      expect(String(error)).toMatch(ENABLE[api]);
    }
  });

  test("about a throttle has none, whatever it says", async () => {
    const body = { error: { code: 403, message: "Rate Limit Exceeded", errors: [{ reason: "forbidden" }] } };
    const error = await rejection(clientOf(api, { status: 403, body }).client.browsers.get({ deviceId: "d" }));
    expect(error).toMatchObject({ kind: "rate_limited" });
    expect(String(error)).not.toMatch(/\(/);
  });
});

const PAGE = { browsers: [{ deviceId: "1" }], chromeBrowsers: [{ name: "customers/C/chromeBrowsers/1" }] };
const REFUSED = {
  status: 400,
  body: { error: { code: 400, message: "Invalid Input", errors: [{ reason: "invalid" }] } },
};
const EXPIRED = {
  status: 400,
  body: { error: { code: 400, message: "Invalid page token", errors: [{ reason: "invalid" }] } },
};
const MISMATCH = "Invalid page token, request parameters do not match page token.";

describe.each(APIS)("a page of the %s API", (api) => {
  const pages = async (...responses: ScriptedResponse[]) =>
    (await rejection(
      clientOf(api, ...responses)
        .client.browsers.list()
        .toArray(),
    )) as ChromePageTokenError;

  test("that is refused after the first is an error with the last good token, which no log shows", async () => {
    const second = await pages({ body: { ...PAGE, nextPageToken: "two" } }, EXPIRED);
    expect(second).toBeInstanceOf(ChromePageTokenError);
    expect(second).toMatchObject({ status: 400, kind: "invalid_request", reason: "invalid", attempts: 1 });
    expect(second.message).toMatch(/an hour/);
    expect(second.lastPageToken).toBeUndefined();
    const third = await pages(
      { body: { ...PAGE, nextPageToken: "token-of-two" } },
      { body: { ...PAGE, nextPageToken: "token-of-three" } },
      EXPIRED,
    );
    expect(third.lastPageToken).toBe("token-of-two");
    expect(JSON.stringify(third)).not.toContain("token-of-two");
  });

  test("that is refused as the first is one where Google names the page token", async () => {
    const named = { status: 400, body: { error: { code: 400, message: MISMATCH } } };
    for (const [response, isAboutToken] of [
      [named, true],
      [REFUSED, false],
    ] as const) {
      const { client } = clientOf(api, response);
      const error = await rejection(client.browsers.list({ pageToken: "old" }).toArray());
      expect(error instanceof ChromePageTokenError).toBe(isAboutToken);
    }
  });

  test.each([
    { failure: { status: 403, body: {} }, kind: "permission_denied" },
    { failure: REFUSED, kind: "invalid_request" },
    { failure: { status: 400, body: { error: { code: 400, message: "INVALID_OU_ID" } } }, kind: "invalid_request" },
  ])("after the first that fails otherwise is that failure: %j", async ({ failure, kind }) => {
    const error = await pages({ body: { ...PAGE, nextPageToken: "two" } }, failure);
    expect(error).not.toBeInstanceOf(ChromePageTokenError);
    expect(error).toMatchObject({ kind });
  });

  test("above the size limit names the parameters that make it smaller", async () => {
    const transport = scripted({ body: { ...PAGE, note: "x".repeat(200) } });
    const client = new ChromeDirectory({ auth: "access-token", api, transport, maxResponseBytes: 100 });
    const error = await rejection(client.browsers.list().toArray());
    expect(error).toMatchObject({ name: "InvalidResponseError", code: "ERR_TESSERA_RESPONSE_TOO_LARGE" });
    expect(String(error)).toMatch(/`pageSize`.*`fields`/);
    expect(String(await rejection(client.browsers.get({ deviceId: "1" })))).not.toMatch(/pageSize/);
  });
});
