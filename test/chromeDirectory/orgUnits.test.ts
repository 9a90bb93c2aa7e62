/** Organizational units by path or id, where an API takes only one of them. */
import {
  ChromeDirectory,
  type ChromeDirectoryOptions,
  InvalidParamsError,
  TimeoutError,
  type Transport,
} from "tessera-sdk";
import { ManualClock } from "tessera-sdk/testing";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { rejection } from "../support/promises.js";
import { type Sent, scripted } from "../support/scripted.js";

beforeAll(() => void vi.spyOn(process, "emitWarning").mockImplementation(() => {}));
afterAll(() => void vi.restoreAllMocks());

const UNIT = { body: { orgUnitPath: "/Sales/Laptops", orgUnitId: "id:03ph8a2z" } };
const DONE = { body: { tokenPermanentId: "p", name: "customers/C1/enrollmentTokens/p", token: "t" } };
const LOOK_UP = "/admin/directory/v1/customer/C1/orgunits";

const clientOf = (transport: Transport, options: Partial<ChromeDirectoryOptions>) =>
  new ChromeDirectory({ auth: "a", customer: "C1", transport, ...options });

type Unit = { orgUnitPath: string } | { orgUnitId: string };
type Call = (client: ChromeDirectory, unit: Unit) => Promise<unknown>;

const calls: Record<string, Call> = {
  "enrollmentTokens.list": (client, unit) => client.enrollmentTokens.list(unit).toArray(),
  "enrollmentTokens.create": (client, unit) => client.enrollmentTokens.create(unit),
  "browsers.list": (client, unit) => client.browsers.list(unit).toArray(),
  "browsers.move": (client, unit) => client.browsers.move({ deviceIds: ["b"], ...unit }),
};

/** Where a request has its unit. */
function unitOf({ url, body }: Sent): unknown {
  const { searchParams } = new URL(url);
  const { org_unit_path, orgUnitId, destinationOrgUnitId } = JSON.parse(body ?? "{}") as Record<string, string>;
  return (
    searchParams.get("orgUnitPath") ?? searchParams.get("filter") ?? org_unit_path ?? orgUnitId ?? destinationOrgUnitId
  );
}

const SPELLINGS: Unit[] = [{ orgUnitId: "03ph8a2z" }, { orgUnitId: "id:03ph8a2z" }, { orgUnitPath: "id:03ph8a2z" }];
const PATH: Unit = { orgUnitPath: "/Sales/Laptops" };

/** What is sent for a path and for an id; `undefined`: the API takes the other only. */
const forms: { api: "directory" | "management"; method: string; path: string | undefined; id: string | undefined }[] = [
  { api: "directory", method: "enrollmentTokens.list", path: "/Sales/Laptops", id: undefined },
  { api: "directory", method: "enrollmentTokens.create", path: "/Sales/Laptops", id: undefined },
  { api: "directory", method: "browsers.list", path: "/Sales/Laptops", id: "id:03ph8a2z" },
  { api: "directory", method: "browsers.move", path: "/Sales/Laptops", id: "id:03ph8a2z" },
  {
    api: "management",
    method: "enrollmentTokens.list",
    path: 'org_unit_path="/Sales/Laptops"',
    id: 'org_unit_id="03ph8a2z"',
  },
  { api: "management", method: "enrollmentTokens.create", path: undefined, id: "03ph8a2z" },
  { api: "management", method: "browsers.list", path: 'org_unit_path="/Sales/Laptops"', id: 'org_unit_id="03ph8a2z"' },
  { api: "management", method: "browsers.move", path: undefined, id: "03ph8a2z" },
];

const cases = forms.flatMap(({ api, method, path, id }) => {
  const call = calls[method] as Call;
  return [
    { api, method, call, unit: PATH, sent: path, other: id },
    ...SPELLINGS.map((unit) => ({ api, method, call, unit, sent: id, other: path })),
  ];
});
const taken = cases.filter(({ sent }) => sent !== undefined);
const notTaken = cases.filter(({ sent }) => sent === undefined);

describe("a unit", () => {
  test.each(taken)(
    "$unit of $method goes to the $api API as $sent, without a look-up",
    async ({ api, call, unit, sent }) => {
      const transport = scripted(DONE);
      await call(clientOf(transport, { api, orgUnits: "look-up" }), unit);
      expect(transport.sent.map(unitOf)).toEqual([sent]);
    },
  );

  test.each(notTaken)("$unit of $method is looked up for the $api API", async ({ api, call, unit, other }) => {
    const transport = scripted(UNIT, DONE);
    await call(clientOf(transport, { api, orgUnits: "look-up" }), unit);
    expect(transport.sent.map(({ method }) => method)[0]).toBe("GET");
    const name = unit === PATH ? "Sales/Laptops" : "id%3A03ph8a2z";
    expect(transport.sent[0]?.url).toBe(
      `https://admin.googleapis.com${LOOK_UP}/${name}?fields=orgUnitId%2CorgUnitPath`,
    );
    expect(transport.sent.slice(1).map(unitOf)).toEqual([other]);
  });

  test.each(notTaken)(
    "$unit of $method is refused by the $api API without a way to look up",
    async ({ api, call, unit }) => {
      const transport = scripted();
      const error = await rejection(call(clientOf(transport, { api }), unit));
      expect(error).toBeInstanceOf(InvalidParamsError);
      const [given = ""] = Object.keys(unit);
      const instead = api === "directory" ? "orgUnitPath" : "orgUnitId";
      expect((error as InvalidParamsError).issues.map(({ path }) => path)).toEqual([given]);
      expect(String(error)).toMatch(new RegExp(`pass \`${instead}\`.*orgUnits: "look-up"`));
      expect((error as InvalidParamsError).endpoint).toMatch(/^chrome/);
      expect(transport.sent).toEqual([]);
    },
  );
});

const management = (transport: Transport, options: Partial<ChromeDirectoryOptions> = {}) =>
  clientOf(transport, { api: "management", orgUnits: "look-up", ...options });

describe("a look-up", () => {
  test("goes to a base URL of the client's own too", async () => {
    const transport = scripted(UNIT, DONE);
    await management(transport, { baseUrl: "https://proxy.example/google" }).enrollmentTokens.create(PATH);
    expect(transport.sent.map(({ url }) => url.split("?")[0])).toEqual([
      `https://proxy.example/google${LOOK_UP}/Sales/Laptops`,
      "https://proxy.example/google/v1/customers/C1/enrollmentTokens",
    ]);
  });

  test("is remembered for ten minutes, whatever the case of the path, for one customer", async () => {
    const clock = new ManualClock();
    const transport = scripted(UNIT, DONE, DONE, UNIT, DONE, UNIT, DONE);
    const { enrollmentTokens } = management(transport, { clock });
    await enrollmentTokens.create(PATH);
    await enrollmentTokens.create({ orgUnitPath: "/sales/LAPTOPS" });
    expect(transport.sent).toHaveLength(3);
    await enrollmentTokens.create({ ...PATH, customer: "C2" });
    expect(transport.sent).toHaveLength(5);
    await clock.advance(600_000);
    await enrollmentTokens.create(PATH);
    expect(transport.sent).toHaveLength(7);
  });

  test("that fails is not remembered, and nothing more is sent", async () => {
    const notFound = { status: 404, body: { error: { code: 404, message: "Org unit not found" } } };
    const transport = scripted(notFound, UNIT, DONE);
    const { enrollmentTokens } = management(transport);
    const error = await rejection(enrollmentTokens.create(PATH));
    expect(error).toMatchObject({ kind: "not_found", endpoint: "chromedirectory.orgunits.get" });
    expect(await enrollmentTokens.create(PATH)).toMatchObject({ tokenPermanentId: "p" });
  });

  const invalid: [why: string, call: (client: ChromeDirectory) => Promise<unknown>][] = [
    ["a parameter that is not known", (client) => client.enrollmentTokens.create({ ...PATH, quite: 1 } as object)],
    ["a lifetime, which the API lacks", (client) => client.enrollmentTokens.create({ ...PATH, ttl: 60 })],
    ["an option that is not valid", (client) => client.enrollmentTokens.create(PATH, { deadlineMs: -1 })],
    ["an empty id", (client) => client.browsers.move({ ...PATH, deviceIds: [""] })],
    ["a path without its slash", (client) => client.enrollmentTokens.create({ orgUnitPath: "Sales" })],
    ["a path that is not text", (client) => client.enrollmentTokens.create({ orgUnitPath: 7 } as object)],
    ["both names", (client) => client.enrollmentTokens.create({ ...PATH, orgUnitId: "03ph" })],
    ["a dot segment", (client) => client.enrollmentTokens.create({ orgUnitPath: "/Sales/.." })],
    ["the root, which cannot be looked up", (client) => client.browsers.move({ orgUnitPath: "/", deviceIds: ["b"] })],
    ["no unit to move to", (client) => client.browsers.move({ deviceIds: ["b"] } as never)],
  ];
  test.each(invalid)("is not sent for a call with %s", async (_, call) => {
    const transport = scripted(UNIT, DONE);
    expect(await rejection(call(management(transport)))).toBeInstanceOf(InvalidParamsError);
    expect(transport.sent).toEqual([]);
  });

  test("shares the deadline of its call", async () => {
    const clock = new ManualClock();
    const transport = scripted(UNIT, { status: 429 });
    const slow: Transport = {
      async send(request) {
        if (transport.sent.length === 0) await clock.advance(900);
        return transport.send(request);
      },
    };
    const call = management(slow, { clock }).enrollmentTokens.create(PATH, { deadlineMs: 1_000 });
    // The retry would wait for longer than the rest of the deadline.
    await expect(call).rejects.toMatchObject({ status: 429, attempts: 1 });
  });

  test("is shared by calls at the same time, and so is what the server refuses", async () => {
    const transport = scripted(UNIT, DONE);
    const { enrollmentTokens } = management(transport);
    await Promise.all([1, 2, 3].map(() => enrollmentTokens.create(PATH)));
    expect(transport.sent.map(({ method }) => method)).toEqual(["GET", "POST", "POST", "POST"]);
    for (const status of [404, 403]) {
      const refusing = scripted({ status, body: { error: { code: status, message: "refused" } } });
      const client = management(refusing);
      const errors = await Promise.all([1, 2, 3].map(() => rejection(client.enrollmentTokens.create(PATH))));
      expect(errors).toMatchObject([1, 2, 3].map(() => ({ status, endpoint: "chromedirectory.orgunits.get" })));
      expect(refusing.sent).toHaveLength(1);
    }
  });

  test("that one call gives up is sent again for the others, each of which keeps its own limits", async () => {
    const clock = new ManualClock();
    const transport = scripted({}, UNIT, DONE);
    const slow: Transport = {
      async send(request) {
        if (transport.sent.length > 0) return transport.send(request);
        await transport.send(request);
        return new Promise((_, reject) => request.cancellation.onCancel(reject));
      },
    };
    const { enrollmentTokens } = management(slow, { clock });
    const controller = new AbortController();
    const first = rejection(enrollmentTokens.create(PATH, { signal: controller.signal }));
    const late = rejection(enrollmentTokens.create(PATH, { deadlineMs: 50 }));
    const patient = enrollmentTokens.create(PATH);
    await clock.advance(50);
    expect(await late).toBeInstanceOf(TimeoutError);
    controller.abort(new Error("enough"));
    expect(await first).toMatchObject({ message: "enough" });
    expect(await patient).toMatchObject({ tokenPermanentId: "p" });
    expect(transport.sent).toHaveLength(3);
  });

  test("takes neither the further fields nor the record of its call", async () => {
    const transport = scripted(UNIT, DONE);
    const sends: string[] = [];
    const onSend = ({ endpoint }: { endpoint: string }) => void sends.push(endpoint);
    await management(transport).enrollmentTokens.create(PATH, { onSend, extraQuery: { a: 1 }, extraBody: { b: 2 } });
    expect(sends).toEqual(["chromemanagement.enrollmentTokens.create"]);
    expect(transport.sent.map(({ url }) => new URL(url).searchParams.get("a"))).toEqual([null, "1"]);
    expect(transport.sent[0]?.body).toBeUndefined();
  });
});

describe("a function that finds ids", () => {
  test("gets the path and a signal, and its id is sent without the prefix", async () => {
    const transport = scripted(DONE);
    const orgUnits = vi.fn(async () => "id:03ph8a2z");
    await management(transport, { orgUnits }).enrollmentTokens.create(PATH);
    expect(orgUnits).toHaveBeenCalledWith("/Sales/Laptops", { signal: expect.any(AbortSignal) });
    expect(transport.sent.map(unitOf)).toEqual(["03ph8a2z"]);
  });

  test.each(["", "id:", undefined, 7])("is at fault if it returns %j", async (id) => {
    const transport = scripted(DONE);
    const orgUnits = () => id as string;
    const error = await rejection(management(transport, { orgUnits }).enrollmentTokens.create(PATH));
    expect(error).toBeInstanceOf(InvalidParamsError);
    expect(transport.sent).toEqual([]);
  });

  test("is called again after it found no id", async () => {
    const transport = scripted(DONE);
    const ids = ["", "03ph8a2z"];
    const { enrollmentTokens } = management(transport, { orgUnits: () => ids.shift() ?? "" });
    expect(await rejection(enrollmentTokens.create(PATH))).toBeInstanceOf(InvalidParamsError);
    await enrollmentTokens.create(PATH);
    expect(transport.sent.map(unitOf)).toEqual(["03ph8a2z"]);
  });

  test("ends with its client", async () => {
    const signals: AbortSignal[] = [];
    const orgUnits = (_: string, { signal }: { signal: AbortSignal }) => {
      signals.push(signal);
      return new Promise<string>(() => {});
    };
    const client = management(scripted(), { orgUnits });
    const call = rejection(client.enrollmentTokens.create(PATH));
    await client.close();
    expect(await call).toMatchObject({ code: "ERR_TESSERA_CLOSED" });
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  });

  test("ends with its call: by the caller's signal, and by the deadline", async () => {
    const signals: AbortSignal[] = [];
    const orgUnits = (_: string, { signal }: { signal: AbortSignal }) => {
      signals.push(signal);
      return new Promise<string>(() => {});
    };
    const clock = new ManualClock();
    const { enrollmentTokens } = management(scripted(), { orgUnits, clock });
    const controller = new AbortController();
    const aborted = rejection(enrollmentTokens.create(PATH, { signal: controller.signal }));
    const late = rejection(enrollmentTokens.create(PATH, { deadlineMs: 50 }));
    controller.abort(new Error("enough"));
    expect(String(await aborted)).toContain("enough");
    await clock.advance(50);
    expect(await late).toBeInstanceOf(TimeoutError);
    expect(signals.map(({ aborted: ended }) => ended)).toEqual([true, true]);
  });

  test("does not find paths, which the Directory API needs", async () => {
    const client = clientOf(scripted(), { orgUnits: () => "03ph8a2z" });
    const error = await rejection(client.enrollmentTokens.create({ orgUnitId: "03ph8a2z" }));
    expect(error).toBeInstanceOf(InvalidParamsError);
  });
});
