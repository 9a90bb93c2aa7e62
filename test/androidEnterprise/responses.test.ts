/** What comes back: lists that are left out, pages, drift, and the estimate of an expiry. */
import { AndroidEnterprise, type Drift, estimateExpiry, InvalidParamsError, InvalidResponseError } from "tessera-sdk";
import { describe, expect, test } from "vitest";
import { rejection } from "../support/promises.js";
import { type Scripted, scripted } from "../support/scripted.js";

const enterprise = { enterpriseId: "LC00lwk1yg" };
const user = { ...enterprise, userId: "110001" };

const clientOf = (transport: Scripted, onDrift?: (drift: Drift) => void) =>
  new AndroidEnterprise({ auth: "access-token", transport, onDrift });

describe("a list", () => {
  test.each([
    ["left out", {}],
    ["null", { device: null }],
    ["empty", { device: [] }],
  ])("that is %s is passed on as an empty one", async (_, body) => {
    const drifts: Drift[] = [];
    const client = clientOf(scripted({ body }), (drift) => drifts.push(drift));
    expect(await client.devices.list(user)).toEqual({ device: [] });
    expect(drifts).toEqual([]);
  });

  test.each([[[]], [[{ error: { code: 403 } }]], ["none"], [null], [7]])(
    "in a response of %j breaks it",
    async (body) => {
      const client = clientOf(scripted({ body: JSON.stringify(body) }));
      expect(await rejection(client.devices.list(user))).toBeInstanceOf(InvalidResponseError);
    },
  );

  test("that is not a list breaks the response", async () => {
    const error = await rejection(clientOf(scripted({ body: { device: "none" } })).devices.list(user));
    expect(error).toBeInstanceOf(InvalidResponseError);
  });

  test("loses its nulls, however many, and keeps the others in their order", async () => {
    const productId = Array.from({ length: 20_000 }, (_, at) => (at % 2 === 0 ? null : `app:p${at}`));
    const productVisibility = [{ productId: "app:v", trackIds: [null, "t"] }];
    const drifts: Drift[] = [];
    const client = clientOf(scripted({ body: { productId, productVisibility } }), (drift) => drifts.push(drift));
    expect(await client.users.getAvailableProductSet(user)).toEqual({
      productId: productId.filter((id) => id !== null),
      productVisibility: [{ productId: "app:v", trackIds: ["t"] }],
    });
    expect(drifts.map(({ path, problem }) => [path, problem])).toEqual([
      ["productId[0]", "null"],
      ["productVisibility[0].trackIds[0]", "null"],
    ]);
  });

  test("keeps what is newer than the SDK, and reports it", async () => {
    const drifts: Drift[] = [];
    const device = [{ androidId: "3a1b", managementType: "sharedDevice", color: "red" }];
    const client = clientOf(scripted({ body: { device, total: 1 } }), (drift) => drifts.push(drift));
    expect(await client.devices.list(user)).toEqual({ device, total: 1 });
    expect(drifts.map(({ path, problem }) => [path, problem])).toEqual([
      ["device[0].managementType", "unknown_value"],
      ["device[0].color", "unknown_field"],
      ["total", "unknown_field"],
    ]);
  });

  test("reports what is odd deep within a bundle, and only breaks where something required is missing", async () => {
    const drifts: Drift[] = [];
    const bundle = { managedProperty: [{ key: "k", valueBundle: { managedProperty: [{ valueBool: "yes" }] } }] };
    const body = { managedProperty: [{ key: "b", valueBundle: bundle }] };
    const client = clientOf(scripted({ body }), (drift) => drifts.push(drift));
    const ids = { ...user, managedConfigurationForUserId: "app:a.b" };
    expect(await client.managedconfigurationsforuser.get(ids)).toEqual(body);
    const path = "managedProperty[0].valueBundle.managedProperty[0].valueBundle.managedProperty[0].valueBool";
    expect(drifts.map((drift) => [drift.path, drift.problem])).toEqual([[path, "mistyped"]]);
  });
});

describe("products.list", () => {
  const product = (name: string) => ({ productId: `app:${name}` });
  const pages = () =>
    scripted(
      {
        body: {
          product: [product("a"), product("b")],
          pageInfo: { totalResults: 3 },
          tokenPagination: { nextPageToken: "t 1" },
        },
      },
      { body: { product: [product("c")], tokenPagination: { previousPageToken: "t0", nextPageToken: "" } } },
    );

  test("goes from page to page by Google's token, to the page whose token is empty", async () => {
    const transport = pages();
    const products = await clientOf(transport)
      .products.list({ ...enterprise, approved: true, query: "mail" })
      .toArray();
    expect(products.map(({ productId }) => productId)).toEqual(["app:a", "app:b", "app:c"]);
    expect(transport.sent.map(({ url }) => url.slice(url.indexOf("?")))).toEqual([
      "?approved=true&query=mail",
      "?approved=true&query=mail&token=t%201",
    ]);
  });

  test("passes on the total with each page", async () => {
    const all = clientOf(pages()).products.list(enterprise).pages();
    expect((await all.next()).value).toEqual({
      items: [product("a"), product("b")],
      nextPageToken: "t 1",
      pageInfo: { totalResults: 3 },
    });
    expect((await all.next()).value).toEqual({ items: [product("c")] });
  });

  test("asks every page what was asked at first, whatever becomes of the caller's object", async () => {
    const transport = pages();
    const asked = { ...enterprise, query: "one" };
    const all = clientOf(transport).products.list(asked).pages();
    asked.query = "two";
    await all.next();
    asked.query = "three";
    await all.next();
    expect(transport.sent.map(({ url }) => url.slice(url.indexOf("?")))).toEqual([
      "?query=one",
      "?query=one&token=t%201",
    ]);
  });

  test.each([0, false, 5, {}])("ends on %j, which is not a page token", async (nextPageToken) => {
    const transport = scripted({ body: { tokenPagination: { nextPageToken } } });
    expect(await rejection(clientOf(transport).products.list(enterprise).toArray())).toBeInstanceOf(
      InvalidResponseError,
    );
    expect(transport.sent).toHaveLength(1);
  });

  test("goes on from a token, and sends nothing before it is read", async () => {
    const transport = scripted({ body: {} });
    const list = clientOf(transport).products.list({ ...enterprise, token: "t9" });
    expect(transport.sent).toEqual([]);
    expect(await list.toArray()).toEqual([]);
    expect(transport.sent[0]?.url).toMatch(/products\?token=t9$/);
  });

  test("ends on a token that comes again", async () => {
    const transport = scripted({ body: { tokenPagination: { nextPageToken: "again" } } });
    expect(await rejection(clientOf(transport).products.list(enterprise).toArray())).toBeInstanceOf(
      InvalidResponseError,
    );
  });
});

describe("estimateExpiry", () => {
  const requestedAt = "2026-01-01T00:00:00Z";
  const at = (seconds: number) => new Date(Date.parse(requestedAt) + seconds * 1_000).toISOString();

  test("counts from the request by the token's own duration", () => {
    expect(estimateExpiry({ duration: "7200s" }, requestedAt, 60)).toEqual(at(7_200));
    expect(estimateExpiry({ duration: "90.5s" }, new Date(requestedAt))).toEqual(at(90.5));
  });

  test("counts by the requested duration where the response does not have it, and else by Google's hour", () => {
    expect(estimateExpiry({}, requestedAt, { seconds: "120" })).toEqual(at(120));
    expect(estimateExpiry({}, requestedAt)).toEqual(at(3_600));
  });

  test("reaches as far as durations do", () => {
    expect(estimateExpiry({ duration: "315576000000s" }, requestedAt)).toMatch(/^\+012026-/);
  });

  test.each([
    ["a time that is not one", () => estimateExpiry({}, new Date(Number.NaN)), "requestedAt"],
    ["a time without a zone", () => estimateExpiry({}, "2026-01-01"), "requestedAt"],
    ["a number", () => estimateExpiry({}, 1_767_225_600_000 as never), "requestedAt"],
    [
      "an expiry that no `Date` holds",
      () => estimateExpiry({ duration: "315576000000s" }, new Date(8.64e15)),
      "requestedAt",
    ],
    ["no time", () => estimateExpiry({}, undefined as never), "requestedAt"],
    ["null as the time", () => estimateExpiry({}, null as never), "requestedAt"],
    ["a duration that is not one", () => estimateExpiry({}, requestedAt, "an hour"), "duration"],
    ["a duration of the response that is not one", () => estimateExpiry({ duration: "soon" }, requestedAt), "duration"],
  ])("refuses %s", (_, estimate, path) => {
    let error: unknown;
    try {
      estimate();
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(InvalidParamsError);
    expect((error as InvalidParamsError).issues.map((issue) => issue.path)).toEqual([path]);
  });
});
