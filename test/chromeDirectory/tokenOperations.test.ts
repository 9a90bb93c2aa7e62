import {
  type ChromeApi,
  ChromeRotationError,
  GoogleApiError,
  InvalidResponseError,
} from "tessera-sdk/chrome-directory";
import { ManualClock } from "tessera-sdk/testing";
import { describe, expect, test } from "vitest";
import {
  APIS,
  chromeOn,
  chromeScript,
  lost,
  refusal,
  slowPages,
  tokenPage,
  UNIT,
  wireToken,
} from "../support/chromeScript.js";
import { rejection } from "../support/promises.js";
import { type ScriptedResponse, scripted } from "../support/scripted.js";

const LIST = "GET enrollmentTokens";
const CREATE = "POST enrollmentTokens";

describe.each(APIS)("getOrCreate of the %s API", (api) => {
  const none = tokenPage(api);
  const one = tokenPage(api, wireToken(api, "p1"));
  const created = { body: wireToken(api, "p2") };
  const getOrCreate = (...responses: (ScriptedResponse | Error)[]) => {
    const script = chromeScript(api, ...responses);
    return { ...script, work: script.client.enrollmentTokens.getOrCreate(UNIT[api]) };
  };

  test("returns the unit's active token, with its response", async () => {
    const { work, sent, transport } = getOrCreate(one);
    const { data, response } = await work.withResponse();
    expect(data).toMatchObject({ tokenPermanentId: "p1", token: "secret-of-p1" });
    expect(response.status).toBe(200);
    expect(sent()).toEqual([LIST]);
    const asked = decodeURIComponent(transport.sent[0]?.url.replaceAll("+", " ") ?? "");
    const query = {
      directory: "orgUnitPath=/Sales&query=token_state:ACTIVE",
      management: 'token_state=ACTIVE AND org_unit_id="03x"',
    };
    expect(asked).toContain(query[api]);
  });

  test("creates one if there is none", async () => {
    const { work, sent } = getOrCreate(none, created);
    expect(await work).toMatchObject({ tokenPermanentId: "p2", token: "secret-of-p2" });
    expect(sent()).toEqual([LIST, CREATE]);
  });

  test.each([
    { what: "of another unit", more: { directory: { orgUnitPath: "/Sales/East" }, management: { orgUnitId: "03y" } } },
    {
      what: "that is revoked",
      more: { directory: { state: "revoked" }, management: { state: "ENROLLMENT_TOKEN_STATE_REVOKED" } },
    },
  ])("takes no token $what, should one be listed", async ({ more }) => {
    const { work, sent } = getOrCreate(tokenPage(api, wireToken(api, "p1", more[api])), created);
    expect(await work).toMatchObject({ tokenPermanentId: "p2" });
    expect(sent()).toEqual([LIST, CREATE]);
  });

  test.each([
    { failure: "400", response: refusal(400) },
    { failure: "400 that names another cause", response: refusal(400, "Invalid Input: INVALID_OU_ID") },
    { failure: "409", response: refusal(409) },
    { failure: "412", response: refusal(412) },
    { failure: "a lost response", response: lost() },
    { failure: "503", response: { status: 503 } },
    { failure: "cut JSON", response: { body: '{"token":' } },
    { failure: "a page of a proxy", response: { body: "<html>" } },
  ])("looks again after $failure of the creation, and returns what is there then", async ({ response }) => {
    const { work, sent } = getOrCreate(none, response, one);
    expect(await work).toMatchObject({ tokenPermanentId: "p1" });
    expect(sent()).toEqual([LIST, CREATE, LIST]);
  });

  test.each([refusal(400), refusal(409), refusal(412)])(
    "throws the error of the creation if nothing is there",
    async (response) => {
      const { work, sent } = getOrCreate(none, response, none);
      expect(await rejection(work)).toMatchObject({
        status: response.status,
        endpoint: expect.stringMatching(/create$/),
      });
      expect(sent()).toEqual([LIST, CREATE, LIST]);
    },
  );

  test("sends a lost creation once more if nothing is there, and not a third time", async () => {
    const again = getOrCreate(none, lost(), none, created);
    expect(await again.work).toMatchObject({ tokenPermanentId: "p2" });
    expect(again.sent()).toEqual([LIST, CREATE, LIST, CREATE]);
    const twice = getOrCreate(none, lost(), none, lost(), none, created);
    expect(await rejection(twice.work)).toMatchObject({ outcomeUnknown: true });
    expect(twice.sent()).toEqual([LIST, CREATE, LIST, CREATE, LIST]);
  });

  test("never sends it again if it could not look, or without retries", async () => {
    const blind = getOrCreate(none, lost(), refusal(403), created);
    expect(await rejection(blind.work)).toMatchObject({ outcomeUnknown: true, name: "ConnectionError" });
    expect(blind.sent()).toEqual([LIST, CREATE, LIST]);
    const { client, sent } = chromeScript(api, none, lost(), none, created);
    const once = client.enrollmentTokens.getOrCreate(UNIT[api], { retry: false });
    expect(await rejection(once)).toMatchObject({ outcomeUnknown: true });
    expect(sent()).toEqual([LIST, CREATE, LIST]);
  });

  test("does not look again after a refusal that is not about tokens", async () => {
    const { work, sent } = getOrCreate(none, refusal(403, "Not Authorized", "forbidden"), one);
    expect(await rejection(work)).toMatchObject({ kind: "permission_denied" });
    expect(sent()).toEqual([LIST, CREATE]);
  });

  test("says so if the list holds no secret of the active token", async () => {
    const { work, sent } = getOrCreate(tokenPage(api, wireToken(api, "p1", { token: undefined })));
    const error = await rejection(work);
    expect(error).toBeInstanceOf(InvalidResponseError);
    expect(String(error)).toMatch(/`rotate`/);
    expect(sent()).toEqual([LIST]);
  });

  test("sends `extraBody` with the creation alone", async () => {
    const { client, transport } = chromeScript(api, none, created);
    await client.enrollmentTokens.getOrCreate(UNIT[api], { extraBody: { x: 1 }, extraQuery: { y: 2 } });
    expect(transport.sent.map(({ url, body }) => [/y=2/.test(url), /"x":1/.test(body ?? "")])).toEqual([
      [false, false],
      [true, true],
    ]);
  });

  test("rejects with the reason of a signal that aborts while it looks again", async () => {
    const controller = new AbortController();
    const transport = scripted(none, lost(), none);
    const { send } = transport;
    transport.send = (request) => {
      if (transport.sent.length === 2) controller.abort("enough");
      return send(request);
    };
    const { client } = chromeOn(api, transport);
    const work = client.enrollmentTokens.getOrCreate(UNIT[api], { signal: controller.signal });
    expect(await rejection(work)).toBe("enough");
  });
});

test.each(APIS)("getOrCreate and rotate of the %s API have one deadline for all pages of the list", async (api) => {
  for (const method of ["getOrCreate", "rotate"] as const) {
    const client = slowPages(api, new ManualClock(), tokenPage(api));
    // The retry would wait for longer than the rest of the deadline.
    const error = await rejection(client.enrollmentTokens[method](UNIT[api], { deadlineMs: 1_000 }));
    expect(error).toMatchObject({ status: 429, attempts: 1, message: expect.stringContaining("exceed the deadline") });
  }
});

test("getOrCreate finds the token of the root, if no unit is given", async () => {
  const asked: Record<ChromeApi, string> = { directory: "orgUnitPath=%2F&", management: "org_unit_path%3D%22%2F%22" };
  for (const api of APIS) {
    const { client, transport } = chromeScript(api, tokenPage(api), { body: wireToken(api, "p2") });
    await client.enrollmentTokens.getOrCreate();
    expect(transport.sent[0]?.url).toContain(asked[api]);
  }
});

test("getOrCreate checks everything before it looks", async () => {
  const { client, sent } = chromeScript("management");
  const params = [{ ttl: 60 }, { orgUnitPath: "/Sales" }, { enrollmentTokenId: "a b" }];
  for (const each of params) {
    expect(await rejection(client.enrollmentTokens.getOrCreate(each))).toMatchObject({ name: "InvalidParamsError" });
    const rotation = client.enrollmentTokens.rotate({ orgUnitPath: "/", ...each });
    expect(await rejection(rotation)).toMatchObject({ name: "InvalidParamsError" });
  }
  expect(sent()).toEqual([]);
});

describe.each(APIS)("rotate of the %s API", (api) => {
  const none = tokenPage(api);
  const one = tokenPage(api, wireToken(api, "p1"));
  const created = { body: wireToken(api, "p2") };
  const rotate = (...responses: (ScriptedResponse | Error)[]) => {
    const script = chromeScript(api, ...responses);
    return { ...script, work: script.client.enrollmentTokens.rotate(UNIT[api]) };
  };

  test.each([{}, { orgUnitPath: undefined, orgUnitId: undefined }, { customer: "C1" }])(
    "does not take %j for the root",
    async (params) => {
      const { client, sent } = chromeScript(api, one, {}, created);
      const error = await rejection(client.enrollmentTokens.rotate(params as never));
      expect(error).toMatchObject({ name: "InvalidParamsError", issues: [{ path: "orgUnitPath" }] });
      expect(String(error)).toContain('the root is `orgUnitPath: "/"`');
      expect(sent()).toEqual([]);
    },
  );

  test("replaces the token of the root where the root is named", async () => {
    const root = tokenPage(api, wireToken(api, "p1", { orgUnitPath: "/", orgUnitId: "03root" }));
    const { client, sent } = chromeScript(api, root, {}, created);
    expect(await client.enrollmentTokens.rotate({ orgUnitPath: "/" })).toMatchObject({ revoked: ["p1"] });
    expect(sent()).toEqual([LIST, "POST p1:revoke", CREATE]);
  });

  test("revokes the active token, then creates one", async () => {
    const { work, sent } = rotate(one, {}, created);
    expect(await work).toMatchObject({ created: { tokenPermanentId: "p2", token: "secret-of-p2" }, revoked: ["p1"] });
    expect(sent()).toEqual([LIST, "POST p1:revoke", CREATE]);
  });

  test("creates one where there is none, and replaces one without its secret", async () => {
    const first = rotate(none, created);
    expect(await first.work).toMatchObject({ created: { tokenPermanentId: "p2" }, revoked: [] });
    expect(first.sent()).toEqual([LIST, CREATE]);
    expect(await rotate(tokenPage(api, wireToken(api, "p1", { token: undefined })), {}, created).work).toMatchObject({
      revoked: ["p1"],
    });
  });

  test.each([
    { failure: "400", responses: [refusal(400)], unknown: false, said: /has no active token now: `p1` was revoked/ },
    { failure: "403", responses: [refusal(403)], unknown: false, said: /has no active token now: `p1` was revoked/ },
    {
      failure: "a lost response, of which nothing is found, twice",
      responses: [lost(), none, lost(), none],
      unknown: true,
      said: /may have no active token now: `p1` was revoked/,
    },
    {
      failure: "a lost response, without a look",
      responses: [lost(), refusal(403)],
      unknown: true,
      said: /may have no active token now/,
    },
  ])("holds what it revoked if the creation fails by $failure", async ({ responses, unknown, said }) => {
    const { work } = rotate(one, {}, ...responses);
    const error = (await rejection(work)) as ChromeRotationError;
    expect(error).toBeInstanceOf(ChromeRotationError);
    expect(error).toMatchObject({ revoked: ["p1"], outcomeUnknown: unknown, message: expect.stringMatching(said) });
    const cause = error.cause as GoogleApiError;
    expect(error).toMatchObject({ kind: cause.kind, code: cause.code, endpoint: cause.endpoint, attempts: 1 });
    expect(JSON.stringify(error)).not.toContain("secret-of");
  });

  test("settles a lost creation by the list, in which the revoked token may still be", async () => {
    const stale = tokenPage(api, wireToken(api, "p1"), wireToken(api, "p2"));
    const found = rotate(one, {}, lost(), stale);
    expect(await found.work).toMatchObject({ created: { tokenPermanentId: "p2" }, revoked: ["p1"] });
    const again = rotate(one, {}, lost(), one, created);
    expect(await again.work).toMatchObject({ created: { tokenPermanentId: "p2" } });
    expect(again.sent()).toEqual([LIST, "POST p1:revoke", CREATE, LIST, CREATE]);
  });

  test("is the plain error if nothing was revoked", async () => {
    const refused = rotate(one, refusal(403, "Not Authorized", "forbidden"), created);
    const error = await rejection(refused.work);
    expect(error).toBeInstanceOf(GoogleApiError);
    expect(error).not.toBeInstanceOf(ChromeRotationError);
    expect(refused.sent()).toEqual([LIST, "POST p1:revoke"]);
    expect(await rejection(rotate(none, refusal(403)).work)).not.toBeInstanceOf(ChromeRotationError);
  });

  test("names a token whose revocation may have been carried out", async () => {
    const { client, sent } = chromeScript(api, one, lost());
    const error = await rejection(client.enrollmentTokens.rotate(UNIT[api], { retry: false }));
    expect(error).toMatchObject({
      name: "ChromeRotationError",
      revoked: ["p1"],
      message: expect.stringMatching(/or may have been/),
    });
    expect(sent()).toEqual([LIST, "POST p1:revoke"]);
  });

  test.each([
    { what: "a 408", responses: [{ status: 408 }], retry: false as const },
    { what: "a lost response, and then refused", responses: [lost(), refusal(400)], retry: undefined },
    { what: "a page of a proxy", responses: [{ body: "<html>" }], retry: undefined },
  ])("names a token whose revocation is responded to with $what", async ({ responses, retry }) => {
    const { client } = chromeScript(api, one, ...responses);
    const error = await rejection(client.enrollmentTokens.rotate(UNIT[api], { retry }));
    expect(error).toMatchObject({ name: "ChromeRotationError", revoked: ["p1"] });
  });

  test("does not name a token whose revocation was not sent", async () => {
    const refusing = Object.assign(new Error("refused"), { code: "ECONNREFUSED" });
    const transport = scripted(one, refusing);
    const { send } = transport;
    transport.send = (request) => {
      const sent = send(request);
      if (transport.sent.length === 2) request.written = false;
      return sent;
    };
    const { client } = chromeOn(api, transport);
    const error = await rejection(client.enrollmentTokens.rotate(UNIT[api], { retry: false }));
    expect(error).toMatchObject({ name: "ConnectionError" });
  });

  test.each([
    { extraBody: { org_unit_path: "/", orgUnitId: "x" } },
    { extraQuery: { x: {} as string } },
    { extraBody: { x: 1n } },
  ])("revokes nothing with options that the creation would refuse", async (options) => {
    const { client, sent } = chromeScript(api, one, {}, created);
    const error = await rejection(client.enrollmentTokens.rotate(UNIT[api], options));
    expect(error).toMatchObject({ name: "InvalidParamsError", endpoint: expect.stringMatching(/create$/) });
    expect(sent()).toEqual([]);
  });

  test("names what was revoked of several, if one cannot be", async () => {
    const two = tokenPage(api, wireToken(api, "p1"), wireToken(api, "p3"));
    expect(await rejection(rotate(two, {}, refusal(403)).work)).toMatchObject({ revoked: ["p1"] });
  });
});

describe("create with an id of the caller's own", () => {
  const OWN = { ...UNIT.management, enrollmentTokenId: "mine" };
  const mine = { body: wireToken("management", "mine") };
  const create = (...responses: (ScriptedResponse | Error)[]) => {
    const script = chromeScript("management", ...responses);
    return { ...script, work: script.client.enrollmentTokens.create(OWN) };
  };
  const GET = "GET mine";

  test.each([
    { failure: "a lost response", response: lost() },
    { failure: "503", response: { status: 503 } },
    { failure: "cut JSON", response: { body: '{"token":' } },
  ])("is settled by `get` after $failure: found", async ({ response }) => {
    const { work, sent } = create(response, mine);
    expect(await work).toMatchObject({ tokenPermanentId: "mine", token: "secret-of-mine" });
    expect(sent()).toEqual([CREATE, GET]);
  });

  test("is sent again after a 404 of `get`, with the same id, and then once at most", async () => {
    const again = create(lost(), refusal(404), mine);
    expect(await again.work).toMatchObject({ tokenPermanentId: "mine" });
    expect(again.sent()).toEqual([CREATE, GET, CREATE]);
    expect(again.transport.sent[2]?.url).toContain("enrollmentTokenId=mine");
    const twice = create(lost(), refusal(404), lost(), refusal(404), mine);
    expect(await rejection(twice.work)).toMatchObject({ outcomeUnknown: true });
    expect(twice.sent()).toEqual([CREATE, GET, CREATE, GET]);
  });

  test("is sent twice at most by `getOrCreate` too", async () => {
    const empty = tokenPage("management");
    const { client, sent } = chromeScript(
      "management",
      empty,
      lost(),
      refusal(404),
      lost(),
      refusal(404),
      empty,
      lost(),
      refusal(404),
    );
    expect(await rejection(client.enrollmentTokens.getOrCreate(OWN))).toMatchObject({ outcomeUnknown: true });
    expect(sent().filter((each) => each === CREATE)).toHaveLength(2);
  });

  test("finds the token of the first request where the second one is refused", async () => {
    const { work, sent } = create(lost(), refusal(404), refusal(409, "already exists"), mine);
    expect(await work).toMatchObject({ tokenPermanentId: "mine" });
    expect(sent()).toEqual([CREATE, GET, CREATE, GET]);
  });

  test("does not take a token that had the id before", async () => {
    const { work, sent } = create(refusal(409, "already exists"), mine);
    expect(await rejection(work)).toMatchObject({ status: 409 });
    expect(sent()).toEqual([CREATE]);
  });

  test.each([
    {
      what: "is revoked",
      response: { body: wireToken("management", "mine", { state: "ENROLLMENT_TOKEN_STATE_REVOKED" }) },
    },
    { what: "has no secret", response: { body: wireToken("management", "mine", { token: undefined }) } },
    { what: "cannot be read", response: refusal(403) },
  ])("stays unknown if the token $what", async ({ response }) => {
    const { work, sent } = create(lost(), response, mine);
    expect(await rejection(work)).toMatchObject({ outcomeUnknown: true });
    expect(sent()).toEqual([CREATE, GET]);
  });

  test("without one, nothing is looked for", async () => {
    const { client, sent } = chromeScript("management", lost(), mine);
    expect(await rejection(client.enrollmentTokens.create(UNIT.management))).toMatchObject({ outcomeUnknown: true });
    expect(sent()).toEqual([CREATE]);
  });
});
