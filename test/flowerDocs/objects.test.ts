/** What the methods do that all groups of objects share. */
import {
  type CallOptions,
  type ClientOptions,
  ConflictError,
  ConnectionError,
  FlowerDocs,
  FlowerDocsChunkError,
  FlowerDocsError,
  flowerDocsLogin,
  InvalidParamsError,
  InvalidResponseError,
  NotFoundError,
  type Transport,
} from "tessera-sdk";
import { ManualClock } from "tessera-sdk/testing";
import { describe, expect, test } from "vitest";
import { hasAll } from "../../src/flowerDocs/objects/sameObject.js";
import { type ScriptedResponse, scripted } from "../support/scripted.js";

const LOST = new Error("socket hang up");
const UNAVAILABLE: ScriptedResponse = { status: 503 };
const coded = (code: string, status = 500): ScriptedResponse => ({ status, body: { code, message: "No" } });
const MISSING = coded("F00012");
const EXISTING = coded("T00108");

function client(
  responses: (ScriptedResponse | Error)[],
  options: Partial<ClientOptions & { serverVersion: string }> = {},
) {
  const transport = scripted(...responses);
  const baseUrl = "https://flowerdocs.example.com/core";
  const defaults = { auth: "token", serverVersion: "2026.0", retry: { baseMs: 0 }, transport };
  const flower = new FlowerDocs({ ...defaults, ...options, baseUrl });
  const sent = () => transport.sent.map(({ method, url }) => `${method} ${url.slice(`${baseUrl}/rest`.length)}`);
  return { flower, transport, sent };
}

const folderOf = (id: string) => ({ id, name: "Contracts", category: "FOLDER", data: { classId: "ContractFolder" } });
const folder = folderOf("F1");
const ids = (count: number) => Array.from({ length: count }, (_, index) => `F${index}`);

describe("get and find", () => {
  test.each([
    ["a list of one", [folder]],
    ["an object", folder],
  ])("read %s", async (_, body) => {
    const { flower } = client([{ body }]);
    expect(await flower.folders.get("F1")).toEqual(folder);
  });

  const codes = ["F00012", "F00205", "F00206", "T00103", "T01002"];
  test.each(codes)("of an object that is missing by the code %s: an error, and `undefined`", async (code) => {
    const { flower } = client([coded(code)]);
    await expect(flower.folders.get("F1")).rejects.toBeInstanceOf(NotFoundError);
    await expect(flower.folders.get("F1")).rejects.toMatchObject({ code, endpoint: "flowerdocs.folders.get" });
    expect(await flower.folders.find("F1")).toBeUndefined();
  });

  test("of an object that an empty list is sent for: an error, and `undefined`", async () => {
    const { flower } = client([{ body: [] }]);
    await expect(flower.folders.get("F1")).rejects.toBeInstanceOf(NotFoundError);
    expect(await flower.folders.find("F1")).toBeUndefined();
  });

  test.each<[string, ScriptedResponse]>([
    ["a 404 without a code, which is about the route", { status: 404, body: { message: "No endpoint" } }],
    ["another error", coded("F00033", 400)],
    ["a page of a proxy", { body: "<html>Sign in</html>" }],
    ["nothing at all", { body: "" }],
    ["an error with a success", { body: { code: "F00012", message: "No" } }],
  ])("find throws for %s", async (_, response) => {
    const { flower } = client([response]);
    await expect(flower.folders.find("F1")).rejects.toThrow(/FlowerDocs responded|The server responded/);
  });

  test("have the response beside their result", async () => {
    const { flower } = client([{ body: [folder] }]);
    const { response } = await flower.folders.get("F1").withResponse();
    expect(response).toMatchObject({ status: 200, attempts: 1 });
  });
});

describe("ids that cannot be one part of a path are refused, and nothing is sent,", () => {
  const bad = ["", " a", "a ", "a,b", "a/b", "a;b", "a\\b", "a%2F", "a\nb"];
  const methods: [string, (flower: FlowerDocs, id: string) => Promise<unknown>][] = [
    ["get", ({ folders }, id) => folders.get(id)],
    ["find", ({ folders }, id) => folders.find(id)],
    ["getMany", ({ folders }, id) => folders.getMany(["F1", id])],
    ["create", ({ folders }, id) => folders.create({ ...folder, id, category: "FOLDER" })],
    ["update", ({ folders }, id) => folders.update({ ...folder, id, category: "FOLDER" })],
    ["updateMany", ({ folders }, id) => folders.updateMany([{ ...folder, id, category: "FOLDER" }])],
    ["delete", ({ folders }, id) => folders.delete(id)],
    ["deleteMany", ({ folders }, id) => folders.deleteMany(["F1", id])],
    ["edit", ({ folders }, id) => folders.edit(id, () => {})],
    ["edit with a reservation", ({ folders }, id) => folders.edit(id, () => {}, { reserve: true })],
    ["users.resolve", ({ users }, id) => users.resolve({ id })],
    ["versions.get", ({ versions }, versionId) => versions.get({ id: "D1", versionId })],
    ["facts.list", ({ facts }, id) => facts.list({ category: "TASK", id })],
    [
      "reservations.reserve",
      ({ reservations }, id) => reservations.reserve({ components: [{ category: "TASK", id }] }),
    ],
  ];
  test.each(methods)("by %s", async (_, run) => {
    for (const id of bad) {
      const { flower, transport } = client([{ body: [folder] }]);
      await expect(run(flower, id)).rejects.toBeInstanceOf(InvalidParamsError);
      expect(transport.sent).toEqual([]);
    }
  });

  const routes: [string, (flower: FlowerDocs) => Promise<unknown>][] = [
    ["documents/search", ({ documents }) => documents.update({ id: "search", name: "a", data: {} })],
    ["documents/unique", ({ documents }) => documents.update({ id: "unique", name: "a", data: {} })],
    ["folders/search", ({ folders }) => folders.create({ id: "search", name: "a", data: {} })],
    ["acl/reference", ({ acls }) => acls.update({ id: "reference", entries: [] })],
    ["users/search", ({ users }) => users.get("search")],
    ["groups/search", ({ groups }) => groups.getMany(["a", "search"])],
    ["annotations/allAnnotations", (f) => f.annotations.delete({ id: "D1", annotationIds: ["a", "allAnnotations"] })],
    ["features/internal", ({ features }) => features.get({ name: "internal" })],
  ];
  test.each(routes)("where they are the route %s", async (_, run) => {
    const { flower, transport } = client([{ body: [] }]);
    await expect(run(flower)).rejects.toThrow(/paths? of (?:an)?other method/);
    expect(transport.sent).toEqual([]);
  });

  test("also where one id is expected and a list is given", async () => {
    const { flower, transport } = client([{ body: [folder] }]);
    const list = ["F1", "F2"] as unknown as string;
    for (const method of ["get", "find", "delete"] as const) {
      await expect(flower.folders[method](list)).rejects.toBeInstanceOf(InvalidParamsError);
    }
    expect(transport.sent).toEqual([]);
  });

  test.each([undefined, "jna", { id: ["jna", "jdoe"] }, { id: "jna", resolve: true }])(
    "as what `resolve` of users and groups takes, if it is %j",
    async (params) => {
      const { flower, transport } = client([{ body: [{ id: "jna" }] }]);
      for (const group of [flower.users, flower.groups]) {
        await expect(group.resolve(params as never)).rejects.toBeInstanceOf(InvalidParamsError);
      }
      expect(transport.sent).toEqual([]);
    },
  );

  test("and lists without an id, and too long ones of methods that are one request", async () => {
    const { flower, transport } = client([{ body: [] }]);
    for (const run of [() => flower.folders.getMany([]), () => flower.folders.deleteMany([])]) {
      await expect(run()).rejects.toThrow("at least one id");
    }
    await expect(flower.folders.updateMany([])).rejects.toThrow("at least one object");
    await expect(flower.tasks.assign({ ids: ids(101), username: "jna" })).rejects.toThrow("at most 100 ids");
    expect(transport.sent).toEqual([]);
  });
});

describe("many ids", () => {
  test.each([
    ["by their number", ids(250), [100, 100, 50]],
    ["by their length", Array.from({ length: 10 }, (_, index) => `${index}`.repeat(1_500)), [2, 2, 2, 2, 2]],
    [
      "by their length as it is sent",
      Array.from({ length: 4 }, (_, index) => `${index}${"é".repeat(600)}`),
      [1, 1, 1, 1],
    ],
  ])("are split %s", async (_, given, sizes) => {
    const { flower, sent } = client(sizes.map(() => ({ body: [folder] })));
    expect(await flower.folders.getMany(given)).toHaveLength(sizes.length);
    expect(sent().map((line) => line.split(",").length)).toEqual(sizes);
    expect(sent().flatMap((line) => line.replace("GET /folders/", "").split(",").map(decodeURIComponent))).toEqual(
      given,
    );
  });

  const methods: [string, (flower: FlowerDocs, given: string[]) => Promise<unknown>][] = [
    ["getMany", ({ folders }, given) => folders.getMany(given)],
    ["deleteMany", ({ folders }, given) => folders.deleteMany(given)],
    ["updateMany", ({ folders }, given) => folders.updateMany(given.map((id) => ({ id, name: "a", data: {} })))],
  ];
  test.each(methods)("of which a part fails: %s names it, those that are done and the rest", async (_, run) => {
    const given = ids(250);
    const { flower, transport } = client([{ body: [] }, coded("F00033", 400)]);
    const error = await run(flower, given).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(FlowerDocsChunkError);
    expect(error).toMatchObject({
      ids: given.slice(100, 200),
      doneIds: given.slice(0, 100),
      restIds: given.slice(200),
      code: "F00033",
      kind: "invalid_request",
      status: 400,
    });
    expect((error as Error).message).toMatch(/^Request 2 of 3 failed, for the ids F100, .* and 95 more: FlowerDocs/);
    expect((error as Error).cause).toBeInstanceOf(FlowerDocsError);
    expect(transport.sent).toHaveLength(2);
  });

  test.each(methods)("that are one request fail with the error of it, in %s", async (_, run) => {
    const { flower } = client([coded("F00033", 400)]);
    await expect(run(flower, ids(3))).rejects.toBeInstanceOf(FlowerDocsError);
  });

  test("reject with the reason of a signal that ends them", async () => {
    const controller = new AbortController();
    const transport = scripted({ body: [] });
    const send: Transport["send"] = (request) => {
      if (transport.sent.length > 0) controller.abort("enough");
      return transport.send(request);
    };
    const { flower } = client([], { transport: { send } });
    await expect(flower.folders.getMany(ids(250), { signal: controller.signal })).rejects.toBe("enough");
  });

  test("documents are updated one by one", async () => {
    const { flower, sent } = client([{ body: "" }]);
    const document = { name: "a", data: {} };
    await flower.documents.updateMany([
      { ...document, id: "D1" },
      { ...document, id: "D2" },
    ]);
    expect(sent()).toEqual(["POST /documents/D1", "POST /documents/D2"]);
  });
});

describe("delete", () => {
  const cases: { name: string; responses: (ScriptedResponse | Error)[]; deleted: boolean; requests: number }[] = [
    { name: "that succeeds", responses: [{}], deleted: true, requests: 1 },
    { name: "that finds nothing", responses: [MISSING], deleted: false, requests: 1 },
    { name: "that finds nothing after a lost response", responses: [LOST, MISSING], deleted: true, requests: 2 },
    { name: "that finds nothing after a 503", responses: [UNAVAILABLE, MISSING], deleted: true, requests: 2 },
    {
      name: "that finds nothing after a throttle, which was processed by nobody",
      responses: [{ status: 429 }, MISSING],
      deleted: false,
      requests: 2,
    },
    { name: "that is refused after a lost response", responses: [LOST, coded("F00100")], deleted: false, requests: 2 },
    {
      name: "of a missing route after a lost response",
      responses: [LOST, { status: 404 }],
      deleted: false,
      requests: 2,
    },
  ];
  const methods: [string, (flower: FlowerDocs) => Promise<unknown>][] = [
    ["folders.delete", ({ folders }) => folders.delete("F1")],
    ["users.delete", ({ users }) => users.delete("jdoe")],
    ["versions.delete", ({ versions }) => versions.delete({ id: "D1", versionId: "V1" })],
    ["stamps.delete", ({ stamps }) => stamps.delete({ ids: ["S1"] })],
    ["favorites.remove", ({ favorites }) => favorites.remove({ category: "FOLDER", id: "F1" })],
  ];
  const several: [string, (flower: FlowerDocs) => Promise<unknown>][] = [
    ["stamps.delete", ({ stamps }) => stamps.delete({ ids: ["S1", "S2"] })],
    ["favorites.delete", ({ favorites }) => favorites.delete({ ids: ["1", "2"] })],
    ["annotations.delete", ({ annotations }) => annotations.delete({ id: "D1", annotationIds: ["A1", "A2"] })],
    [
      "folders.removeChildren",
      ({ folders }) =>
        folders.removeChildren({
          id: "F1",
          children: [
            { category: "FOLDER", id: "F3" },
            { category: "DOCUMENT", id: "D1" },
          ],
        }),
    ],
  ];
  test.each(several)("%s of several is not done because one is missing after a lost response", async (_, run) => {
    const { flower, transport } = client([LOST, MISSING]);
    await expect(run(flower)).rejects.toMatchObject({ kind: "not_found", outcomeUnknown: true });
    expect(transport.sent).toHaveLength(2);
  });

  test.each(cases.flatMap((each) => methods.map(([method, run]) => ({ ...each, method, run }))))(
    "$method $name: $deleted",
    async ({ responses, deleted, requests, run }) => {
      const { flower, transport } = client(responses);
      const outcome = await run(flower).then(
        () => true,
        () => false,
      );
      expect(outcome).toBe(deleted);
      expect(transport.sent).toHaveLength(requests);
    },
  );

  test("of several, of which a lost request deleted some, deletes each of them by itself", async () => {
    const { flower, sent } = client([LOST, MISSING, MISSING, {}, MISSING]);
    await flower.folders.deleteMany(["F1", "F2", "F3"]);
    expect(sent()).toEqual([
      "DELETE /folders/F1,F2,F3",
      "DELETE /folders/F1,F2,F3",
      "DELETE /folders/F1",
      "DELETE /folders/F2",
      "DELETE /folders/F3",
    ]);
  });
});

describe("create", () => {
  const given = { id: "F1", name: "Contracts", data: { classId: "ContractFolder" }, tags: [] };
  const same = { body: [{ ...folder, data: { ...folder.data, owner: "jna" } }] };
  const other = { body: [{ ...folder, name: "Another" }] };
  const CREATE = "POST /folders";
  const GET = "GET /folders/F1";

  const cases: {
    name: string;
    version?: string;
    responses: (ScriptedResponse | Error)[];
    requests: string[];
    error?: object;
  }[] = [
    { name: "that succeeds", responses: [same], requests: [CREATE] },
    { name: "of an id that is taken", responses: [EXISTING], requests: [CREATE], error: { outcomeUnknown: false } },
    { name: "whose first response is lost", responses: [LOST, same], requests: [CREATE, CREATE] },
    { name: "that was done by the lost request", responses: [LOST, EXISTING, same], requests: [CREATE, CREATE, GET] },
    {
      name: "that was done by the request of a 503, by the code of a class",
      responses: [UNAVAILABLE, coded("F00903"), same],
      requests: [CREATE, CREATE, GET],
    },
    {
      name: "whose id another object took",
      responses: [LOST, EXISTING, other],
      requests: [CREATE, CREATE, GET],
      error: { kind: "conflict", outcomeUnknown: true },
    },
    {
      name: "whose object cannot be read afterwards",
      responses: [LOST, EXISTING, coded("F00100")],
      requests: [CREATE, CREATE, GET],
      error: { kind: "conflict", outcomeUnknown: true },
    },
    {
      name: "of an id that is taken, after a throttle",
      responses: [{ status: 429 }, EXISTING],
      requests: [CREATE, CREATE],
      error: { kind: "conflict", outcomeUnknown: false },
    },
    {
      name: "that never gets a response",
      responses: [LOST],
      requests: [CREATE, CREATE, CREATE, CREATE],
      error: { kind: "unavailable", outcomeUnknown: true },
    },
    {
      name: "that is refused after a lost response",
      responses: [LOST, coded("F00033", 400)],
      requests: [CREATE, CREATE],
      error: { code: "F00033", outcomeUnknown: true },
    },
    ...["2025.1", "2025.4"].map((version) => ({
      name: "on an older server",
      version,
      responses: [LOST],
      requests: [CREATE],
      error: { kind: "unavailable", outcomeUnknown: true },
    })),
  ];
  test.each(cases)("$name $version", async ({ version = "2026.0", responses, requests, error }) => {
    const { flower, sent } = client(responses, { serverVersion: version });
    const result = flower.folders.create(given);
    if (error) await expect(result).rejects.toMatchObject(error);
    else expect(await result).toMatchObject({ id: "F1", name: "Contracts" });
    expect(sent()).toEqual(requests);
  });

  test("is a ConflictError if the id is taken", async () => {
    const { flower } = client([LOST, EXISTING, other]);
    await expect(flower.folders.create(given)).rejects.toBeInstanceOf(ConflictError);
  });

  test("is not retried without an id, and by createMany", async () => {
    for (const run of [
      ({ folders }: FlowerDocs) => folders.create({ name: "a", data: {} }),
      ({ folders }: FlowerDocs) => folders.createMany([given]),
    ]) {
      const { flower, transport } = client([LOST]);
      await expect(run(flower)).rejects.toMatchObject({ outcomeUnknown: true });
      expect(transport.sent).toHaveLength(1);
    }
  });

  test("returns what was sent if the response is empty, as it is documented for some groups", async () => {
    const { flower } = client([{ body: "" }]);
    expect(await flower.tagClasses.create({ id: "Client", type: "STRING" })).toEqual({ id: "Client", type: "STRING" });
    expect(await flower.tagClasses.createMany([{ id: "Client" }])).toEqual([{ id: "Client" }]);
  });

  test("sends fields that the SDK does not know, on every level, and reports them", async () => {
    const drift: string[] = [];
    const { flower, transport } = client([same], {
      onDrift: ({ path, part }) => part === "request" && drift.push(path),
    });
    const data = { ...given.data, legalHold: true };
    await flower.folders.create({ ...given, data, retention: { years: 10 } } as never);
    expect(JSON.parse(transport.sent[0]?.body ?? "")).toEqual([
      { category: "FOLDER", ...given, data, retention: { years: 10 } },
    ]);
    expect(drift.sort()).toEqual(["data.legalHold", "retention"]);
  });
});

describe("an object that was read has all that was sent", () => {
  const sent = {
    name: "a",
    tags: [
      { name: "x", value: ["1"] },
      { name: "y", value: ["2", "3"] },
    ],
    files: [{ id: "tmp_1" }],
    data: { creationDate: "2024-03-07T12:59:53.401Z", owner: undefined },
    children: [],
  };
  const same = {
    id: "D1",
    name: "a",
    tags: [
      { name: "y", value: ["2", "3"], readOnly: false },
      { name: "x", value: ["1"] },
    ],
    files: [{ id: "f1", size: 0 }],
    data: { creationDate: "2024-03-07 13:59:53.401 +0100", owner: "jna" },
  };
  test.each<[string, object, boolean]>([
    ["if Core added fields, sorted tags, renamed files, wrote dates in its form and left out empty lists", same, false],
    ["if an optional value that was not given has one", { ...same, data: { ...same.data, owner: "x" } }, false],
    ["not if a value differs", { ...same, name: "b" }, true],
    ["not if a value is missing", { ...same, name: undefined }, true],
    ["not if a tag has another value", { ...same, tags: [same.tags[0], { name: "x", value: ["9"] }] }, true],
    [
      "not if the values of a tag have another order",
      { ...same, tags: [{ name: "y", value: ["3", "2"] }, same.tags[1]] },
      true,
    ],
    ["not if it has one tag more", { ...same, tags: [...same.tags, { name: "z" }] }, true],
    ["not if the time differs", { ...same, data: { creationDate: "2024-03-07 13:59:53.402 +0100" } }, true],
    ["not if it has another number of files", { ...same, files: [] }, true],
    ["not if an empty list is not empty", { ...same, children: [{ id: "F1" }] }, true],
    ["not if it is a list", [], true],
  ])("%s", (_, read, differs) => {
    // What was not given may be anything.
    const given = { ...sent, data: { creationDate: sent.data.creationDate } };
    expect(hasAll(read, given)).toBe(!differs);
  });
});

describe("edit", () => {
  const stored = {
    id: "F1",
    name: "Contracts",
    category: "FOLDER",
    data: { classId: "ContractFolder", ACL: "lawyers", legalHold: null, retention: { years: 10 } },
    tags: [{ name: "Client", value: ["ACME"], color: "red" }],
    files: [{ id: "f1", size: 0, hash: "abc" }],
    children: null,
    unknown: { deep: [1, null, { x: true }] },
  };
  const name = "Contracts of 2026";

  test.each<[string, (folder: { name: string }) => unknown]>([
    ["in place", (given) => void Object.assign(given, { name })],
    ["by another object", (given) => ({ ...given, name })],
    ["in time", async (given) => ({ ...given, name })],
  ])("changes one field %s, and writes everything else as it was read", async (_, change) => {
    const { flower, transport, sent } = client([{ body: [stored] }]);
    await flower.folders.edit("F1", change as never);
    expect(sent()).toEqual(["GET /folders/F1", "POST /folders/F1"]);
    expect(transport.sent[1]?.body).toBe(JSON.stringify([{ ...stored, name }]));
  });

  test("keeps all in strict validation, too", async () => {
    const { flower, transport } = client([{ body: [stored] }], { validation: "strict" });
    await flower.folders.edit("F1", (given) => ({ ...given, name })).catch(() => {});
    expect(transport.sent[1]?.body).toBe(JSON.stringify([{ ...stored, name }]));
  });

  test.each<[string, unknown]>([
    ["an object with another id", { ...stored, id: "F2" }],
    ["no object", "F1"],
    ["what JSON cannot hold", { ...stored, name: new Map() }],
  ])("writes nothing if the change returns %s", async (_, changed) => {
    const { flower, sent } = client([{ body: [stored] }]);
    await expect(flower.folders.edit("F1", () => changed as never)).rejects.toBeInstanceOf(InvalidParamsError);
    expect(sent()).toEqual(["GET /folders/F1"]);
  });

  test.each(["yes", 1, null])("sends nothing if `reserve` is %j", async (reserve) => {
    const { flower, sent } = client([{ body: [stored] }]);
    await expect(flower.folders.edit("F1", () => {}, { reserve: reserve as never })).rejects.toThrow(/reserve/);
    expect(sent()).toEqual([]);
  });

  test("throws what the change throws, and writes nothing", async () => {
    const { flower, sent } = client([{ body: [stored] }]);
    const error = new Error("no");
    const change = () => {
      throw error;
    };
    await expect(flower.folders.edit("F1", change)).rejects.toBe(error);
    expect(sent()).toEqual(["GET /folders/F1"]);
  });

  test("of an object that is missing throws, and calls no change", async () => {
    const { flower } = client([{ body: [] }]);
    const change = () => expect.fail("called");
    await expect(flower.folders.edit("F1", change)).rejects.toBeInstanceOf(NotFoundError);
  });

  const RESERVE = "POST /reservation/reserve";
  const RELEASE = "POST /reservation/release";
  const reserve = true;

  test("with a reservation reserves first, and releases at the end", async () => {
    const { flower, transport, sent } = client([{}, { body: [stored] }, { body: [stored] }, {}]);
    await flower.folders.edit("F1", () => {}, { reserve });
    expect(sent()).toEqual([RESERVE, "GET /folders/F1", "POST /folders/F1", RELEASE]);
    for (const index of [0, 3]) expect(transport.sent[index]?.body).toBe('[{"category":"FOLDER","id":"F1"}]');
  });

  test("reads nothing if the reservation fails", async () => {
    const { flower, sent } = client([coded("F00500")]);
    await expect(flower.folders.edit("F1", () => {}, { reserve })).rejects.toMatchObject({ code: "F00500" });
    expect(sent()).toEqual([RESERVE]);
  });

  test("releases also if the change fails, and throws what that throws", async () => {
    const { flower, sent } = client([{}, { body: [stored] }, coded("F00501")]);
    const change = () => Promise.reject(new Error("no"));
    await expect(flower.folders.edit("F1", change, { reserve })).rejects.toThrow(/^no$/);
    expect(sent()).toEqual([RESERVE, "GET /folders/F1", RELEASE]);
  });

  test("releases also if the caller gives up in the meantime", async () => {
    const controller = new AbortController();
    const { flower, sent } = client([{}, { body: [stored] }, {}]);
    const change = () => controller.abort("enough");
    const { signal } = controller;
    await expect(flower.folders.edit("F1", change, { reserve, signal })).rejects.toBe("enough");
    expect(sent()).toEqual([RESERVE, "GET /folders/F1", RELEASE]);
  });

  test("says if the component was written and is still reserved", async () => {
    const { flower } = client([{}, { body: [stored] }, { body: [stored] }, coded("F00501")]);
    const result = flower.folders.edit("F1", () => {}, { reserve });
    await expect(result).rejects.toThrow("The component was written and may still be reserved.");
  });

  test("says if the change failed and the component may still be reserved", async () => {
    const { flower, sent } = client([{}, { body: [stored] }, coded("F00500"), coded("F00501")]);
    const result = flower.folders.edit("F1", () => {}, { reserve });
    await expect(result).rejects.toThrow(/F00500.* The component may still be reserved\.$/);
    expect(sent()).toEqual([RESERVE, "GET /folders/F1", "POST /folders/F1", RELEASE]);
  });

  describe("whose reservation was lost", () => {
    const READ = "POST /reservation";
    const auth = flowerDocsLogin({ user: "jna", password: "secret", scope: "ACME" });
    const TOKEN = { body: { value: "eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl" } };
    const edit = (flower: FlowerDocs, options: CallOptions = {}) =>
      flower.folders
        .edit("F1", () => expect.fail("called"), { reserve, retry: false, ...options })
        .catch((error: unknown) => error);

    test.each<[string, unknown]>([
      ["nothing", ""],
      ["an empty list", []],
      ["an empty object", {}],
      ["null", null],
      ["a list of null", [null]],
    ])("releases nothing where the reservation is %s", async (_, body) => {
      const { flower, sent } = client([TOKEN, LOST, { body }], { auth } as object);
      const error = await edit(flower);
      expect(String(error)).not.toContain("reserved.");
      expect(sent().slice(1)).toEqual([RESERVE, READ]);
    });

    test.each<[string, unknown]>([
      ["user", [{ category: "FOLDER", id: "F1", user: "jna" }]],
      ["userId, beside its name", { user_id: "jna", user: { displayName: "Jane" } }],
      ["owner", [{ owner: { id: "jna" } }]],
    ])("releases it where its holder is the user, by %s", async (_, body) => {
      const { flower, sent } = client([TOKEN, LOST, { body }, {}], { auth } as object);
      const error = await edit(flower);
      expect(error).toBeInstanceOf(ConnectionError);
      expect(String(error)).not.toContain("reserved.");
      expect(sent().slice(1)).toEqual([RESERVE, READ, RELEASE]);
    });

    const ours = { body: [{ user: "jna" }] };
    const unsettled: [string, ScriptedResponse[], string[]][] = [
      ["another user", [{ body: [{ user: "jdoe" }] }], []],
      ["several", [{ body: [{ user: "jna" }, { user: "jdoe" }] }], []],
      ["someone", [{ body: [{ id: "F1", name: "jna" }] }], []],
      ["a text", [{ body: "jna" }], []],
      ["not known, as the response is an error", [coded("F00500")], []],
      ["the user, and it cannot be released", [ours, coded("F00500")], [RELEASE]],
    ];
    test.each(unsettled)("says that it may be there where its holder is %s", async (_, responses, rest) => {
      const { flower, sent } = client([TOKEN, LOST, ...responses], { auth } as object);
      const error = await edit(flower);
      expect(error).toBeInstanceOf(ConnectionError);
      expect(String(error)).toMatch(/ The component may still be reserved\.$/);
      expect(sent().slice(1)).toEqual([RESERVE, READ, ...rest]);
    });

    test("says so where the user of the client is not known", async () => {
      const { flower, sent } = client([LOST, ours]);
      expect(String(await edit(flower))).toMatch(/ The component may still be reserved\.$/);
      expect(sent()).toEqual([RESERVE, READ]);
    });

    test.each(["the deadline", "the signal"])("is released also after %s ended the call", async (end) => {
      const clock = new ManualClock();
      const controller = new AbortController();
      const { sent, transport } = client([TOKEN, {}, ours, {}]);
      const send: Transport["send"] = async (request) => {
        const response = await transport.send(request);
        return request.url.endsWith("/reserve") ? new Promise(() => {}) : response;
      };
      const { flower } = client([], { auth, clock, transport: { send } } as object);
      const call = edit(flower, { deadlineMs: 1_000, signal: controller.signal });
      await clock.advance(1);
      if (end === "the signal") controller.abort("enough");
      await clock.advance(1_000);
      if (end === "the signal") expect(await call).toBe("enough");
      else expect(await call).toMatchObject({ code: "ERR_TESSERA_TIMEOUT" });
      expect(sent().slice(1)).toEqual([RESERVE, READ, RELEASE]);
    });
  });

  test.each([
    ["change", () => "no", {}, "change"],
    ["extraBody", undefined, { extraBody: { a: 1 } }, "extraBody"],
    ["extraQuery", undefined, { extraQuery: { a: "\ud800" } }, "extraQuery.a"],
  ])("that cannot be written, by its %s, sends nothing", async (_, no, options, path) => {
    const { flower, transport } = client([{}]);
    for (const reserving of [false, true]) {
      const change = no === undefined ? () => {} : (no() as never);
      const call = flower.folders.edit("F1", change, { ...options, reserve: reserving });
      await expect(call).rejects.toThrow(`\`${path}\``);
    }
    expect(transport.sent).toEqual([]);
  });

  test("is not there for what responses are incomplete of", () => {
    const { flower } = client([]);
    for (const group of [flower.acls, flower.users, flower.groups]) expect("edit" in group).toBe(false);
  });
});

describe("a success", () => {
  const foreign: [string, unknown][] = [
    ["a page of a proxy", "<!doctype html><title>Sign in</title>"],
    ["an error of Core's", { code: "F00012", message: "No" }],
  ];
  const methods: [string, (flower: FlowerDocs) => Promise<unknown>][] = [
    ["users.create", ({ users }) => users.create({ id: "a" })],
    ["caches.clearAll", ({ caches }) => caches.clearAll()],
    ["caches.list", ({ caches }) => caches.list()],
    ["folders.delete", ({ folders }) => folders.delete("F1")],
    ["folders.getMany", ({ folders }) => folders.getMany(["F1"])],
    ["folders.createMany", ({ folders }) => folders.createMany([{ name: "a", data: {} }])],
    ["versions.list", ({ versions }) => versions.list({ id: "D1" })],
    ["encryptor.encrypt", ({ encryptor }) => encryptor.encrypt({ text: "a" })],
  ];
  test.each(foreign.flatMap(([what, body]) => methods.map(([method, run]) => ({ what, body, method, run }))))(
    "that is $what is refused by $method",
    async ({ body, run, method }) => {
      if (method === "encryptor.encrypt" && typeof body !== "string") return;
      const { flower } = client([{ body }]);
      await expect(run(flower)).rejects.toBeInstanceOf(InvalidResponseError);
    },
  );

  test.each([[""], ["true"], ['"a"'], ["[]"], ["{}"], ["tmp_1"]])(
    "without a documented result may be %j",
    async (body) => {
      const { flower } = client([{ body }]);
      expect(await flower.users.unlock({ username: "jna" })).toBeUndefined();
      expect(await flower.reservations.release({ components: [{ category: "TASK", id: "T1" }] })).toBeUndefined();
    },
  );

  test.each<[string, unknown]>([
    ["wrapped as it was seen", { versions: [{ Document: { ...folder, versionLabel: "1" } }] }],
    ["bare", [{ ...folder, versionLabel: "1" }]],
  ])("reads versions that come %s", async (_, body) => {
    const { flower } = client([{ body }]);
    expect(await flower.versions.list({ id: "D1" })).toEqual([{ ...folder, versionLabel: "1" }]);
  });
});

describe("a secret that a response quotes is redacted:", () => {
  const secret = "correct horse battery staple";
  const methods: [string, (flower: FlowerDocs) => Promise<unknown>][] = [
    ["users.create", ({ users }) => users.create({ id: "a", password: secret })],
    ["users.update", ({ users }) => users.update({ id: "a", password: secret })],
    ["users.setPassword", ({ users }) => users.setPassword({ id: "a", password: secret })],
    ["encryptor.encrypt", ({ encryptor }) => encryptor.encrypt({ text: secret })],
    ["obfuscations.create", ({ obfuscations }) => obfuscations.create({ id: "D1", text: secret })],
  ];
  test.each(methods)("%s", async (_, run) => {
    const { flower } = client([{ status: 400, body: { code: "F00001", message: `bad: ${secret}` } }]);
    const error = (await run(flower).catch((thrown: unknown) => thrown)) as FlowerDocsError;
    expect(error).toBeInstanceOf(FlowerDocsError);
    expect(`${error.message} ${error.stack} ${error.vendorMessage} ${error.body}`).not.toContain(secret);
  });
});

test("annotations of a server that has them only as XFDF are refused, and nothing is sent", async () => {
  const { flower, transport } = client([{ body: [] }], { serverVersion: "2025.1" });
  await expect(flower.annotations.list({ id: "D1" })).rejects.toThrow("only as XFDF");
  await expect(flower.annotations.create({ id: "D1", annotations: [{}] })).rejects.toThrow("only as XFDF");
  expect(transport.sent).toEqual([]);
});

test("a reservation of several kinds is one request for each on an older server", async () => {
  const { flower, sent } = client([{}], { serverVersion: "2025.1" });
  const components = [
    { category: "FOLDER", id: "F1" },
    { category: "DOCUMENT", id: "D1" },
    { category: "FOLDER", id: "F2" },
  ] as const;
  await flower.reservations.reserve({ components });
  expect(sent()).toEqual(["POST /folders/F1,F2/reservation/reserve", "POST /documents/D1/reservation/reserve"]);
});

describe("reservations of many components on an older server", () => {
  const components = ["FOLDER", "TASK"].flatMap((category) => ids(150).map((id) => ({ category, id }) as const));
  const split = ["folders", "folders", "tasks", "tasks"];
  const sizes = [100, 50, 100, 50];

  test.each(["reserve", "release", "get"] as const)("are split by %s", async (method) => {
    const { flower, sent } = client([{ body: "[]" }], { serverVersion: "2025.1" });
    const result = await flower.reservations[method]({ components: components as never });
    expect(sent().map((line) => line.split(/[ /]/)[2])).toEqual(split);
    expect(sent().map((line) => line.split(",").length)).toEqual(sizes);
    if (method === "get") expect(result).toEqual([[], [], [], []]);
  });

  test("of which a part fails: the error names it, those that are done and the rest", async () => {
    const { flower } = client([{}, coded("F00033", 400)], { serverVersion: "2025.1" });
    const reserved = flower.reservations.reserve({ components: components as never });
    const error = await reserved.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(FlowerDocsChunkError);
    expect(error).toMatchObject({
      ids: ids(150).slice(100),
      doneIds: ids(100),
      restIds: ids(150),
      code: "F00033",
    });
  });
});

test("a reservation of several kinds that fails in part names what is reserved on an older server", async () => {
  const { flower } = client([{}, coded("F00500")], { serverVersion: "2025.1" });
  const components = [
    { category: "FOLDER", id: "F1" },
    { category: "DOCUMENT", id: "D1" },
    { category: "TASK", id: "T1" },
  ] as const;
  const error = await flower.reservations.reserve({ components }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(FlowerDocsChunkError);
  expect(error).toMatchObject({ doneIds: ["F1"], ids: ["D1"], restIds: ["T1"], code: "F00500" });
});
