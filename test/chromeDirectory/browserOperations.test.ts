import {
  type CallOptions,
  type ChromeBrowserSearch,
  type ChromeDirectory,
  ConnectionError,
  InvalidParamsError,
} from "tessera-sdk/chrome-directory";
import { ManualClock } from "tessera-sdk/testing";
import { describe, expect, test } from "vitest";
import {
  APIS,
  browserPage,
  chromeOn,
  chromeScript,
  lost,
  refusal,
  sentTo,
  slowPages,
  UNIT,
  wireBrowser,
} from "../support/chromeScript.js";
import { rejection } from "../support/promises.js";
import { type Scripted, type ScriptedResponse, scripted } from "../support/scripted.js";

const FORBIDDEN = refusal(403, "Not Authorized", "forbidden");
const queryOf = (transport: Scripted, index = 0) => new URL(transport.sent[index]?.url ?? "").searchParams;
const bodyOf = (transport: Scripted, index = 0) => JSON.parse(transport.sent[index]?.body ?? "null");
const ids = (count: number, first = 0) => Array.from({ length: count }, (_, index) => `d${first + index}`);

describe.each(APIS)("the %s API refuses before anything is sent", (api) => {
  const rows: { why: string; path: string; call: (client: ChromeDirectory) => Promise<unknown> }[] = [
    { why: "no annotation", path: "params", call: ({ browsers }) => browsers.annotate({ deviceId: "d" }) },
    {
      why: "notes twice",
      path: "appendNotes",
      call: ({ browsers }) => browsers.annotate({ deviceId: "d", annotatedNotes: "a", appendNotes: "b" }),
    },
    {
      why: "a misspelled annotation",
      path: "annotatedNote",
      call: ({ browsers }) => browsers.annotate({ deviceId: "d", annotatedNote: "a" } as never),
    },
    {
      why: "no destination",
      path: "orgUnitPath",
      call: ({ browsers }) => browsers.move({ deviceIds: ["d"] } as never),
    },
    {
      why: "an empty id",
      path: "deviceIds[0]",
      call: ({ browsers }) => browsers.move({ ...UNIT[api], deviceIds: [""] }),
    },
    { why: "no ids", path: "deviceIds", call: ({ browsers }) => browsers.move({ ...UNIT[api] } as never) },
    {
      why: "a pattern",
      path: "machineName",
      call: ({ browsers }) => browsers.findByMachineName({ machineName: "PC*" }),
    },
    {
      why: "a second term",
      path: "machineName",
      call: ({ browsers }) => browsers.findByMachineName({ machineName: 'a" os:"b' }),
    },
    { why: "no token", path: "enrollmentToken", call: ({ browsers }) => browsers.enrolledWith({} as never).toArray() },
    {
      why: "a token that is a term",
      path: "enrollmentToken",
      call: ({ browsers }) => browsers.enrolledWith({ enrollmentToken: 'a" os:"b' }).toArray(),
    },
    {
      why: "a token that is a term of a list",
      path: "enrollmentToken",
      call: ({ browsers }) => browsers.list({ enrollmentToken: 'a" os:"b' }).toArray(),
    },
    {
      why: "another page size",
      path: "pageSize",
      call: ({ browsers }) => browsers.listExtensions({ pageSize: 101 }).toArray(),
    },
    {
      why: "an unknown name",
      path: "query",
      call: ({ browsers }) => browsers.listExtensions({ query: "x" } as never).toArray(),
    },
    {
      why: "a time to come",
      path: "inactiveSince",
      call: ({ browsers }) => browsers.deleteStale({ inactiveSince: new Date(Date.UTC(2026, 0, 1)) }),
    },
    {
      why: "a time without a zone",
      path: "inactiveSince",
      call: ({ browsers }) => browsers.deleteStale({ inactiveSince: "2025-01-01" }),
    },
    {
      why: "too much at once",
      path: "concurrency",
      call: ({ browsers }) => browsers.deleteStale({ inactiveSince: "2025-01-01T00:00:00Z", concurrency: 21 }),
    },
  ];
  test.each(rows)("$why, naming $path", async ({ path, call }) => {
    const { client, sent } = chromeScript(api);
    const error = (await rejection(call(client))) as InvalidParamsError;
    expect(error).toBeInstanceOf(InvalidParamsError);
    expect(error.issues.map((issue) => issue.path)).toContain(path);
    expect(error.message).not.toContain("os:");
    expect(sent()).toEqual([]);
  });

  test.each([undefined, null, 1, "d", []])("%j in place of parameters", async (params) => {
    const { client, sent } = chromeScript(api);
    const { browsers } = client;
    const given = params as never;
    const calls = [
      browsers.annotate(given),
      browsers.move(given),
      browsers.findByMachineName(given),
      browsers.enrolledWith(given).toArray(),
      browsers.deleteStale(given),
      ...(params === undefined ? [] : [browsers.listExtensions(given).toArray()]),
    ];
    for (const call of calls) expect(await rejection(call)).toBeInstanceOf(InvalidParamsError);
    expect(sent()).toEqual([]);
  });
});

describe("annotate", () => {
  const now = { annotatedUser: "u", annotatedNotes: "old", annotatedAssetId: "a" };
  const NOTHING = { annotatedUser: undefined, annotatedNotes: undefined };

  test.each([
    { given: { annotatedLocation: "B" }, kept: { ...now, annotatedLocation: "B" } },
    { given: { annotatedNotes: "" }, kept: { ...now, annotatedNotes: "" } },
    { given: { annotatedLocation: "B", annotatedUser: undefined }, kept: { ...now, annotatedLocation: "B" } },
  ])("keeps what it was not given: $given", async ({ given, kept }) => {
    const both = {
      directory: chromeScript(
        "directory",
        { body: wireBrowser("directory", "d", now) },
        { body: wireBrowser("directory", "d") },
      ),
      management: chromeScript("management", { body: wireBrowser("management", "d") }),
    };
    for (const { client } of Object.values(both)) {
      expect(await client.browsers.annotate({ deviceId: "d", ...given })).toMatchObject({ deviceId: "d" });
    }
    const { directory, management } = both;
    expect(directory.sent()).toEqual(["GET d", "PUT d"]);
    expect(bodyOf(directory.transport, 1)).toEqual({ deviceId: "d", ...kept });
    expect(management.sent()).toEqual(["PATCH d"]);
    const names = Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : name));
    expect(queryOf(management.transport).get("updateMask")).toBe(names.join(","));
    expect(Object.keys(bodyOf(management.transport))).toEqual(names);
  });

  test.each([
    { notes: "old", after: "old\nnew" },
    { notes: "", after: "new" },
    { notes: undefined, after: "new" },
  ])("appends to the notes $notes", async ({ notes, after }) => {
    for (const api of APIS) {
      const read = {
        body: wireBrowser(api, "d", { ...now, ...NOTHING, ...(notes !== undefined && { annotatedNotes: notes }) }),
      };
      const { client, transport, sent } = chromeScript(api, read, { body: wireBrowser(api, "d") });
      await client.browsers.annotate({ deviceId: "d", annotatedLocation: "B", appendNotes: "new" });
      expect(sent()[0]).toBe("GET d");
      expect(bodyOf(transport, 1)).toMatchObject({ annotatedNotes: after, annotatedLocation: "B" });
    }
    // The other API keeps what is not in the mask.
    const { client, transport } = chromeScript("management", { body: wireBrowser("management", "d", now) });
    await client.browsers.annotate({ deviceId: "d", appendNotes: "new" });
    expect(queryOf(transport, 1).get("updateMask")).toBe("annotatedNotes");
  });

  test("sends `extraBody` with the change alone, and returns its response", async () => {
    const headers = { "x-request-id": "second" };
    const read = { body: wireBrowser("directory", "d", now) };
    const { client, transport } = chromeScript("directory", read, { body: wireBrowser("directory", "d"), headers });
    const options = { extraBody: { x: 1 } };
    const { response } = await client.browsers.annotate({ deviceId: "d", annotatedUser: "v" }, options).withResponse();
    expect(response.requestId).toBe("second");
    expect(transport.sent[0]?.body).toBeUndefined();
    expect(bodyOf(transport, 1)).toMatchObject({ x: 1, annotatedUser: "v" });
  });
});

/** A Google that moves browsers, all or none: it refuses requests with one of the bad ids. */
function mover(bad: readonly string[], response: ScriptedResponse = refusal(400)): Scripted {
  const transport = scripted();
  const { send } = transport;
  const fine = scripted();
  const refusing = scripted(response);
  transport.send = async (request) => {
    await send(request);
    const { resource_ids, resourceIds } = JSON.parse(String(request.body));
    const isBad = (resource_ids ?? resourceIds).some((id: string) => bad.includes(id));
    return (isBad ? refusing : fine).send(request);
  };
  return transport;
}

describe.each(APIS)("move by the %s API", (api) => {
  const sizes = (transport: Scripted) =>
    transport.sent.map((_, index) => {
      const { resource_ids, resourceIds } = bodyOf(transport, index);
      return (resource_ids ?? resourceIds).length;
    });

  test("of 601 browsers sends two requests, and reports the one that is refused", async () => {
    const { client, transport } = chromeScript(api, {}, refusal(400));
    const { moved, failed } = await client.browsers.move({ ...UNIT[api], deviceIds: ids(601) });
    expect(sizes(transport)).toEqual([600, 1]);
    expect(moved).toEqual(ids(600));
    expect(failed).toMatchObject([{ ids: ["d600"], error: { status: 400, name: "GoogleApiError" } }]);
  });

  test("goes on after a refused request, and after one that was lost", async () => {
    for (const failure of [refusal(404), { status: 503 }, lost()]) {
      const { client } = chromeScript(api, failure, {});
      const { moved, failed } = await client.browsers.move({ ...UNIT[api], deviceIds: ids(601) }, { retry: false });
      expect(moved).toEqual(["d600"]);
      expect(failed.map((each) => each.ids)).toEqual([ids(600)]);
    }
  });

  test("moves an id once, and sends nothing for none", async () => {
    const { client, transport, sent } = chromeScript(api, {});
    expect(await client.browsers.move({ ...UNIT[api], deviceIds: ["a", "b", "a"] })).toEqual({
      moved: ["a", "b"],
      failed: [],
    });
    expect(sizes(transport)).toEqual([2]);
    expect(await client.browsers.move({ ...UNIT[api], deviceIds: [] })).toEqual({ moved: [], failed: [] });
    expect(sent()).toHaveLength(1);
  });

  test.each([
    { bad: ["d0"], count: 600 },
    { bad: ["d599"], count: 600 },
    { bad: ["d7", "d8", "d411"], count: 600 },
    { bad: ["d600", "d3"], count: 601 },
    { bad: ["d0", "d1", "d2"], count: 3 },
    { bad: ["d0"], count: 1 },
  ])("isolates $bad of $count on request", async ({ bad, count }) => {
    const transport = mover(bad);
    const { client } = chromeOn(api, transport);
    const { moved, failed } = await client.browsers.move({ ...UNIT[api], deviceIds: ids(count), isolate: true });
    expect([...moved].sort()).toEqual(
      ids(count)
        .filter((id) => !bad.includes(id))
        .sort(),
    );
    expect(failed.map((each) => each.ids).sort()).toEqual(bad.map((id) => [id]).sort());
    expect(transport.sent.length).toBeLessThanOrEqual(
      Math.ceil(count / 600) + bad.length * 2 * Math.ceil(Math.log2(count)),
    );
  });

  test("isolates nothing without a request for it", async () => {
    const transport = mover(["d1"]);
    const { client } = chromeOn(api, transport);
    const { moved, failed } = await client.browsers.move({ ...UNIT[api], deviceIds: ids(3) });
    expect({ moved, failed: failed.map((each) => each.ids) }).toEqual({ moved: [], failed: [ids(3)] });
    expect(transport.sent).toHaveLength(1);
  });

  test.each([
    { what: "a missing privilege", response: FORBIDDEN },
    { what: "a refused credential", response: { status: 401, body: {} } },
    { what: "an unknown unit", response: refusal(400, "Invalid Input: INVALID_OU_ID") },
    { what: "a throttle without an end", response: { status: 429 } },
  ])("ends with $what, and neither isolates nor sends the others", async ({ response }) => {
    const { client, sent } = chromeScript(api, response);
    const params = { ...UNIT[api], deviceIds: ids(1_201), isolate: true };
    const { moved, failed } = await client.browsers.move(params, { retry: false });
    expect(moved).toEqual([]);
    expect(failed.map((each) => each.ids)).toEqual([ids(1_201)]);
    expect(sent()).toHaveLength(1);
  });

  test.each([lost(), { status: 503 }])("isolates no id of a request that was not refused: %j", async (failure) => {
    const { client, sent } = chromeScript(api, failure, {});
    const params = { ...UNIT[api], deviceIds: ids(3), isolate: true };
    const { failed } = await client.browsers.move(params, { retry: false });
    expect(failed.map((each) => each.ids)).toEqual([ids(3)]);
    expect(sent()).toHaveLength(1);
  });

  test("waits a throttle out", async () => {
    const { client, sent } = chromeScript(api, refusal(403, "Rate", "rateLimitExceeded"), {});
    expect((await client.browsers.move({ ...UNIT[api], deviceIds: ["d"] })).moved).toEqual(["d"]);
    expect(sent()).toHaveLength(2);
  });

  test("rejects with the reason of a signal, and sends no more", async () => {
    const controller = new AbortController();
    const transport = scripted();
    const { send } = transport;
    transport.send = (request) => {
      controller.abort("enough");
      return send(request);
    };
    const { client } = chromeOn(api, transport);
    const work = client.browsers.move({ ...UNIT[api], deviceIds: ids(1_200) }, { signal: controller.signal });
    expect(await rejection(work)).toBe("enough");
    expect(transport.sent).toHaveLength(1);
  });
});

test.each(APIS)("findByMachineName of the %s API has one deadline for all pages", async (api) => {
  const client = slowPages(api, new ManualClock(), browserPage(api, []));
  const error = await rejection(client.browsers.findByMachineName({ machineName: "PC1" }, { deadlineMs: 1_000 }));
  expect(error).toMatchObject({ status: 429, attempts: 1, message: expect.stringContaining("exceed the deadline") });
});

describe.each(APIS)("the %s API, given options that a request would refuse,", (api) => {
  const invalid: CallOptions[] = [
    { extraBody: { org_unit_path: "/", destinationOrgUnitId: "x" } },
    { extraQuery: { x: {} as string } },
    { extraBody: { x: 1n } },
  ];
  const given = [{ ...UNIT[api] }, { orgUnitPath: "/Sales" }];
  test.each(given.flatMap((unit) => invalid.map((options) => ({ unit, options }))))(
    "moves nothing to $unit",
    async ({ unit, options }) => {
      const { client, sent } = chromeOn(api, scripted({ body: { orgUnitId: "id:03x", orgUnitPath: "/Sales" } }), {
        orgUnits: "look-up",
      });
      const error = await rejection(client.browsers.move({ ...unit, deviceIds: ids(2) }, options));
      expect(error).toMatchObject({ name: "InvalidParamsError", endpoint: expect.stringMatching(/move$/) });
      expect(sent()).toEqual([]);
    },
  );

  test.each(invalid.slice(1))("lists and deletes no stale browsers", async (options) => {
    const { client, sent } = chromeScript(api, browserPage(api, []));
    const error = await rejection(client.browsers.deleteStale({ inactiveSince: "2025-01-01T00:00:00Z" }, options));
    expect(error).toMatchObject({ name: "InvalidParamsError" });
    expect(sent()).toEqual([]);
  });
});

test("move looks its unit up once for all requests", async () => {
  const unit = { body: { orgUnitId: "id:03x", orgUnitPath: "/Sales" } };
  const { client, transport, sent } = chromeOn("management", scripted(unit, {}), { orgUnits: "look-up" });
  const { moved } = await client.browsers.move({ orgUnitPath: "/Sales", deviceIds: ids(1_201) });
  expect(moved).toHaveLength(1_201);
  expect(sent().map((each) => each.split(" ")[0])).toEqual(["GET", "POST", "POST", "POST"]);
  expect(bodyOf(transport, 3)).toMatchObject({ destinationOrgUnitId: "03x" });
});

describe.each(APIS)("findByMachineName by the %s API", (api) => {
  const named = (id: string, machineName: string) => wireBrowser(api, id, { machineName });
  const rows: { what: string; pages: string[][]; result: unknown }[] = [
    {
      what: "one name beside a longer one",
      pages: [["PC10", "PC1"]],
      result: { status: "found", browser: { machineName: "PC1" } },
    },
    {
      what: "a name on the second page",
      pages: [["PC10"], ["PC1"]],
      result: { status: "found", browser: { machineName: "PC1" } },
    },
    { what: "longer names only", pages: [["PC10", "APC1"]], result: { status: "notFound" } },
    { what: "another letter case", pages: [["pc1"]], result: { status: "notFound" } },
    { what: "nothing", pages: [[]], result: { status: "notFound" } },
    {
      what: "two of a name",
      pages: [["PC1"], ["PC1"]],
      result: { status: "ambiguous", browsers: [{ machineName: "PC1" }, { machineName: "PC1" }] },
    },
  ];
  test.each(rows)("in $what", async ({ pages, result }) => {
    const responses = pages.map((names, page) =>
      browserPage(
        api,
        names.map((name, index) => named(`d${page}${index}`, name)),
        page + 1 < pages.length ? `t${page}` : undefined,
      ),
    );
    const { client, transport } = chromeScript(api, ...responses);
    const search: ChromeBrowserSearch = await client.browsers.findByMachineName({ machineName: "PC1", ...UNIT[api] });
    expect(search).toMatchObject(result as object);
    const asked = {
      directory: ["query", "machine_name:PC1"],
      management: ["filter", 'machine_name="PC1" AND org_unit_id="03x"'],
    } as const;
    expect(queryOf(transport).get(asked[api][0])).toBe(asked[api][1]);
    expect(queryOf(transport).get(api === "directory" ? "projection" : "fields")).not.toMatch(/FULL|machinePolicies/);
  });
});

describe("enrolledWith", () => {
  const token = "9e4e1468-token";
  const policy = (name: string, value: string) => ({
    machinePolicies: [
      { name: "Other", value: '"x"' },
      { name, policyName: name, value },
    ],
  });

  test("searches by the Directory API, and shows the token in no error", async () => {
    const found = chromeScript("directory", browserPage("directory", [wireBrowser("directory", "d")]));
    expect(
      await found.client.browsers.enrolledWith({ enrollmentToken: token, orgUnitPath: "/Sales" }).toArray(),
    ).toEqual([{ deviceId: "d" }]);
    expect(Object.fromEntries(queryOf(found.transport))).toEqual({
      query: `enrollment_token:${token}`,
      projection: "BASIC",
      orgUnitPath: "/Sales",
    });
    const refused = chromeScript("directory", refusal(400, `Invalid Input: enrollment_token:${token}`));
    const error = (await rejection(
      refused.client.browsers.enrolledWith({ enrollmentToken: token }).toArray(),
    )) as Error;
    expect(error.message + error.stack + JSON.stringify(error)).not.toContain(token);
  });

  test("reads the policies of all browsers by the Chrome Management API, and returns none of them", async () => {
    const browser = (id: string, more: object) => wireBrowser("management", id, { machineName: id, ...more });
    const { client, transport } = chromeScript(
      "management",
      browserPage("management", [browser("a", policy("CloudManagementEnrollmentToken", JSON.stringify(token)))], "two"),
      browserPage("management", [browser("b", policy("CloudManagementEnrollmentToken", '"another"'))], "three"),
      browserPage("management", [
        browser("c", policy("MachineLevelUserCloudPolicyEnrollmentToken", token)),
        browser("d", {}),
        browser("e", policy("SomethingElse", JSON.stringify(token))),
        browser("f", policy("CloudManagementEnrollmentToken", "{")),
      ]),
    );
    const browsers = await client.browsers.enrolledWith({ enrollmentToken: token }).toArray();
    expect(browsers.map(({ deviceId, machineName }) => [deviceId, machineName])).toEqual([
      ["a", "a"],
      ["c", "c"],
    ]);
    expect(JSON.stringify(browsers)).not.toContain(token);
    expect(transport.sent.map(({ url }) => url).join()).not.toContain(token);
    const query = queryOf(transport);
    expect(query.get("fields")).toMatch(/^nextPageToken,chromeBrowsers\(.*machinePolicies.*\)$/);
    expect(query.get("fields")).not.toMatch(/lastDeviceUsers|browsers,/);
    expect(query.get("orderBy")).toBe("browser_permanent_id");
  });

  test("continues from a page token", async () => {
    for (const api of APIS) {
      const { client, transport } = chromeScript(api, browserPage(api, []));
      await client.browsers.enrolledWith({ enrollmentToken: token, pageToken: "two", pageSize: 5 }).toArray();
      expect(queryOf(transport).get("pageToken")).toBe("two");
      expect(queryOf(transport).get(api === "directory" ? "maxResults" : "pageSize")).toBe("5");
    }
  });
});

describe.each(APIS)("listExtensions by the %s API", (api) => {
  const name = api === "directory" ? "name" : "extensionName";
  const channel = api === "directory" ? "STABLE" : "CHANNEL_STABLE";
  const profile = (id: string, ...extensions: string[]) => ({
    id,
    chromeSignedInUserEmail: `${id}@example.com`,
    extensions: extensions.map((extensionId) => ({ extensionId, [name]: `name of ${extensionId}`, version: "1" })),
  });

  test("lists each machine with its extensions, and says where lists are cut", async () => {
    const { client, transport } = chromeScript(
      api,
      browserPage(
        api,
        [
          wireBrowser(api, "a", {
            machineName: "A",
            extensionCount: "3",
            browsers: [{ channel, profiles: [profile("p", "x", "y"), profile("q", "x")] }],
          }),
          wireBrowser(api, "b", { extensionCount: 3, browsers: [{ profiles: [profile("p", "x")] }, {}] }),
        ],
        "two",
      ),
      browserPage(api, [
        wireBrowser(api, "c"),
        wireBrowser(api, "d", { extensionCount: "1" }),
        wireBrowser(api, "e", { browsers: [{ profiles: [{}] }] }),
      ]),
    );
    const machines = await client.browsers.listExtensions(UNIT[api]).toArray();
    expect(machines.map(({ deviceId, extensions, isCut }) => [deviceId, extensions.length, isCut])).toEqual([
      ["a", 3, false],
      ["b", 1, true],
      ["c", 0, false],
      ["d", 0, true],
      ["e", 0, false],
    ]);
    expect(machines[0]).toMatchObject({ machineName: "A", extensionCount: "3" });
    expect(machines[0]?.extensions[2]).toEqual({
      extensionId: "x",
      name: "name of x",
      version: "1",
      profileId: "q",
      chromeSignedInUserEmail: "q@example.com",
      channel: "stable",
    });
    expect(queryOf(transport).get("fields")).toMatch(/extensionCount,browsers/);
    expect(queryOf(transport).get("orderBy")).toBe(api === "directory" ? "id" : "browser_permanent_id");
    if (api === "directory") expect(queryOf(transport).get("projection")).toBe("FULL");
  });
});

describe.each(APIS)("deleteStale by the %s API", (api) => {
  const SINCE = "2025-06-01T00:00:00Z";
  const active = (id: string, lastActivityTime?: string) => wireBrowser(api, id, { lastActivityTime });
  const old = (id: string) => active(id, "2025-01-01T00:00:00.594Z");
  const list = browserPage(api, ["a", "b", "c"].map(old));

  test("lists all pages first, then deletes what is stale", async () => {
    const { client, transport, sent } = chromeScript(
      api,
      browserPage(api, [old("a"), active("x")], "two"),
      browserPage(api, [
        old("b"),
        active("y", "2025-06-01T00:00:00.1Z"),
        active("z", "soon"),
        old("a"),
        active("c", SINCE),
      ]),
      {},
    );
    const { stale, deleted, failed } = await client.browsers.deleteStale({ inactiveSince: SINCE, ...UNIT[api] });
    expect(stale.map(({ deviceId }) => deviceId)).toEqual(["a", "b", "c"]);
    expect(deleted).toEqual(["a", "b", "c"]);
    expect(failed).toEqual([]);
    expect(sent().slice(2)).toEqual(["DELETE a", "DELETE b", "DELETE c"]);
    const asked = {
      directory: "last_activity:..2025-06-01T00:00:00",
      management: 'last_activity_time<="2025-06-01T00:00:00Z" AND org_unit_id="03x"',
    };
    expect(queryOf(transport).get(api === "directory" ? "query" : "filter")).toContain(asked[api].slice(0, 30));
    expect(queryOf(transport).get("orderBy")).toBe(api === "directory" ? "id" : "browser_permanent_id");
  });

  test("deletes nothing in a dry run", async () => {
    const { client, sent } = chromeScript(api, list);
    const { stale, deleted } = await client.browsers.deleteStale({ inactiveSince: SINCE, dryRun: true });
    expect([stale.length, deleted.length]).toEqual([3, 0]);
    expect(sent()).toHaveLength(1);
  });

  test.each([1, 3])("deletes %i at once", async (concurrency) => {
    const transport = scripted(list, {});
    const { send } = transport;
    let running = 0;
    let most = 0;
    transport.send = async (request) => {
      if (request.method === "GET") return send(request);
      most = Math.max(most, ++running);
      await new Promise((resolve) => setImmediate(resolve));
      running--;
      return send(request);
    };
    const { deleted } = await chromeOn(api, transport).client.browsers.deleteStale({
      inactiveSince: SINCE,
      concurrency,
    });
    expect([...deleted].sort()).toEqual(["a", "b", "c"]);
    expect(most).toBe(concurrency);
  });

  test("counts what is gone already, reports what fails, and goes on", async () => {
    const { client } = chromeScript(api, list, refusal(404), refusal(400), {});
    const { deleted, failed } = await client.browsers.deleteStale({ inactiveSince: SINCE, concurrency: 1 });
    expect(deleted).toEqual(["a", "c"]);
    expect(failed).toMatchObject([{ ids: ["b"], error: { status: 400 } }]);
  });

  test("ends with a refused credential or a missing privilege, which every other would meet", async () => {
    for (const response of [FORBIDDEN, { status: 401, body: {} }]) {
      const { client, sent } = chromeScript(api, list, {}, response);
      const { deleted, failed } = await client.browsers.deleteStale({ inactiveSince: SINCE, concurrency: 1 });
      expect(deleted).toEqual(["a"]);
      expect(failed.map((each) => each.ids)).toEqual([["b", "c"]]);
      expect(sent()).toHaveLength(3);
    }
  });

  test("retries a lost deletion and waits throttles out", async () => {
    const { client, sent } = chromeScript(api, list, lost(), { status: 429 }, {});
    const { deleted } = await client.browsers.deleteStale({ inactiveSince: SINCE, concurrency: 1 });
    expect(deleted).toEqual(["a", "b", "c"]);
    expect(sent()).toHaveLength(6);
  });

  test("fails as the list does", async () => {
    const { client } = chromeScript(api, lost());
    const work = client.browsers.deleteStale({ inactiveSince: SINCE }, { retry: false });
    expect(await rejection(work)).toBeInstanceOf(ConnectionError);
  });

  test("begins nothing more once a fault of the caller's has ended it", async () => {
    const { client, sent } = chromeScript(api, browserPage(api, ids(50).map(old)), {});
    let sends = 0;
    const onSend = ({ endpoint }: { endpoint: string }) => {
      if (endpoint.endsWith(".delete") && ++sends === 3) throw new Error("the log is full");
    };
    const work = client.browsers.deleteStale({ inactiveSince: SINCE, concurrency: 2 }, { onSend });
    expect(await rejection(work)).toMatchObject({ message: "the log is full" });
    expect(sends).toBeLessThanOrEqual(4);
    expect(sent().length).toBeLessThanOrEqual(4);
  });

  test("rejects with the reason of a signal once what runs has ended, and begins nothing more", async () => {
    const controller = new AbortController();
    const transport = scripted(browserPage(api, ids(50).map(old)), {});
    const { send } = transport;
    transport.send = (request) => {
      if (transport.sent.length === 5) controller.abort("enough");
      return send(request);
    };
    const { client } = chromeOn(api, transport);
    const work = client.browsers.deleteStale({ inactiveSince: SINCE, concurrency: 2 }, { signal: controller.signal });
    expect(await rejection(work)).toBe("enough");
    const count = transport.sent.length;
    expect(count).toBeLessThanOrEqual(7);
    await new Promise((resolve) => setImmediate(resolve));
    expect(sentTo(transport)).toHaveLength(count);
  });
});

describe.each(APIS)("a list by the %s API that is not as documented", (api) => {
  const odd = [
    { browsers: 7, machinePolicies: "x" },
    { browsers: [{ profiles: "x" }], machinePolicies: [] },
    { browsers: [{ profiles: [{ extensions: {} }] }] },
    { browsers: [7], machinePolicies: [7, "x"] },
  ].map((more, index) => wireBrowser(api, `d${index}`, more));

  test("is read by listExtensions and enrolledWith, where fields are mistyped", async () => {
    const { client } = chromeScript(api, browserPage(api, odd));
    const machines = await client.browsers.listExtensions().toArray();
    expect(machines.map(({ extensions }) => extensions)).toEqual([[], [], [], []]);
    const enrolled = await client.browsers.enrolledWith({ enrollmentToken: "t" }).toArray();
    expect(enrolled).toHaveLength(api === "directory" ? 4 : 0);
  });

  test("is an InvalidResponseError, where it has no list", async () => {
    const { client } = chromeScript(api, browserPage(api, "x" as never));
    for (const list of [client.browsers.listExtensions(), client.browsers.enrolledWith({ enrollmentToken: "t" })]) {
      expect(await rejection(list.toArray())).toMatchObject({ name: "InvalidResponseError" });
    }
  });
});
