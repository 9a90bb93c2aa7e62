/** Which ids Core can take, and how lists of them are cut. */
import fc from "fast-check";
import { FlowerDocs, InvalidParamsError } from "tessera-sdk";
import { describe, expect, test } from "vitest";
import { chunksOf } from "../../src/flowerDocs/ids.js";
import { rejection } from "../support/promises.js";
import { scripted } from "../support/scripted.js";

function createFor(...ids: string[]) {
  const transport = scripted({ body: "aa.bb.cc" });
  const client = new FlowerDocs({ auth: "caller", baseUrl: "https://flowerdocs.example.com/core", transport });
  return { sent: transport.sent, created: client.tokens.createForDocuments({ ids, readOnly: true }) };
}

describe("an id", () => {
  test.each([
    ...["", " ", "a,b", ",", "a/b", "a\\b", "a;b", "50%", "%2e%2e", " a", "a ", "\ta", "a\u00a0"],
    ...["a\nb", "a\u0000b", "a\u007fb", "a\u0085b", "a\u2028b", ".", ".."],
  ])("that Core cannot take is refused by its place: %j", async (id) => {
    const { sent, created } = createFor("fine", id);
    const error = await rejection(created);
    expect(error).toBeInstanceOf(InvalidParamsError);
    expect((error as InvalidParamsError).issues.map(({ path }) => path)).toEqual(["ids[1]"]);
    expect(sent).toEqual([]);
  });

  test.each([
    { id: "c46de78c-92d4-45ef-b262-8395aa76a4a8", path: "c46de78c-92d4-45ef-b262-8395aa76a4a8" },
    { id: "a b", path: "a%20b" },
    { id: "é?#&+=", path: "%C3%A9%3F%23%26%2B%3D" },
    { id: "a.b..c", path: "a.b..c" },
    { id: "*", path: "*" },
  ])("$id is sent as $path", async ({ id, path }) => {
    const { sent, created } = createFor(id);
    await created;
    expect(new URL(sent[0]?.url ?? "").pathname).toBe(`/core/rest/token/document/${path}`);
  });

  test("in a list that is too long for a URL is refused with the list", async () => {
    const ids = Array.from({ length: 5_000 }, (_, index) => `id-${index}`);
    const { sent, created } = createFor(...ids);
    expect(await rejection(created)).toMatchObject({ issues: [{ path: "ids" }] });
    expect(sent).toEqual([]);
  });
});

/** Ids of anything that a string can hold, and of what stands at the edges of the rules. */
const edgy = fc.constantFrom(..."., /\\;%-_~?#&+=*'\u00a0\u2028\ufeff\u0000\u0085é契\ud83d\udc4d".split(""));
const anyText = fc.string({
  unit: fc.oneof(edgy, fc.string({ unit: "binary", minLength: 1, maxLength: 1 })),
  maxLength: 6,
});

/** What Core reads from the last segment of a path: decoded, then split, then trimmed; `undefined` if it is refused. */
function readByCore(url: string): string[] | undefined {
  const segment = url.slice(url.lastIndexOf("/") + 1);
  if (new URL(url).href !== url || /%(?:2f|5c|3b|25)/i.test(segment)) return undefined;
  const text = decodeURIComponent(segment);
  if (/[\p{Cc}\u2028\u2029]/u.test(text)) return undefined;
  const ids = text.split(",").map((id) => id.trim());
  return ids.includes("") ? undefined : ids;
}

/** Whether Core reads what was meant, if it is sent as it is. */
function isReadable(id: string): boolean {
  try {
    const read = readByCore(`https://flowerdocs.example.com/core/rest/folders/${encodeURIComponent(id)}`);
    return read?.length === 1 && read[0] === id;
  } catch {
    return false;
  }
}

const FOLDER = { name: "a", data: {} };
const baseUrl = "https://flowerdocs.example.com/core";

function clientOf(serverVersion = "2026.0", body = "[]") {
  const transport = scripted({ body });
  return { client: new FlowerDocs({ auth: "caller", serverVersion, baseUrl, transport }), sent: transport.sent };
}

interface Use {
  method: string;
  /** Where the id is in the parameters. */
  place: string;
  /** Where it is sent. */
  in: ("path" | "body")[];
  run: (client: FlowerDocs, id: string) => Promise<unknown>;
}

const uses: Use[] = [
  { method: "get", place: "id", in: ["path"], run: ({ folders }, id) => folders.get(id) },
  { method: "getMany", place: "id[0]", in: ["path"], run: ({ folders }, id) => folders.getMany([id]) },
  { method: "delete", place: "id", in: ["path"], run: ({ tasks }, id) => tasks.delete(id) },
  { method: "update", place: "id", in: ["path", "body"], run: ({ tasks }, id) => tasks.update({ id, ...FOLDER }) },
  { method: "create", place: "id", in: ["body"], run: ({ folders }, id) => folders.create({ id, ...FOLDER }) },
  {
    method: "createMany",
    place: "objects[0].id",
    in: ["body"],
    run: ({ acls }, id) => acls.createMany([{ id, entries: [] }]),
  },
  {
    method: "folders.addChildren",
    place: "children[0].id",
    in: ["body"],
    run: ({ folders }, id) => folders.addChildren({ id: "F1", children: [{ category: "TASK", id }] }),
  },
  {
    method: "reservations.reserve",
    place: "components[0].id",
    in: ["body"],
    run: ({ reservations }, id) => reservations.reserve({ components: [{ category: "TASK", id }] }),
  },
  { method: "users.create", place: "id", in: ["body"], run: ({ users }, id) => users.create({ id }) },
];

const FEW = ["F1", "F3"];
const mixedUp: [string, (client: FlowerDocs) => Promise<unknown>][] = [
  ["a list to get", ({ folders }) => folders.get(FEW as never)],
  ["a list to find", ({ folders }) => folders.find(FEW as never)],
  ["a list to edit", ({ folders }) => folders.edit(FEW as never, () => {})],
  ["a list to delete", ({ folders }) => folders.delete(FEW as never)],
  ["a list to users.delete", ({ users }) => users.delete(FEW as never)],
  ["a text to getMany", ({ folders }) => folders.getMany("F1" as never)],
  ["a text to users.getMany", ({ users }) => users.getMany("F1" as never)],
  ["a text to deleteMany", ({ folders }) => folders.deleteMany("F1" as never)],
  ["a text to waitUntilFound", ({ folders }) => folders.waitUntilFound("F1" as never)],
  ["a text to tasks.assign", ({ tasks }) => tasks.assign({ ids: "T1" as never, username: "jna" })],
  ["a text to createForDocuments", ({ tokens }) => tokens.createForDocuments({ ids: "D1" as never, readOnly: true })],
];

// A text can be iterated as well: `deleteMany("F1")` would delete `F` and `1`.
test.each(mixedUp)("%s is refused, and nothing is sent", async (_, run) => {
  const { client, sent } = clientOf();
  expect(await rejection(run(client))).toMatchObject({ issues: [{ path: expect.stringMatching(/^ids?$/) }] });
  expect(sent).toEqual([]);
});

test.each(uses)(
  "an id of any text is read by Core as it was given to $method, or refused by its place",
  async (use) => {
    const { client, sent } = clientOf();
    const ids = anyText.filter((id) => id !== "search");
    await fc.assert(
      fc.asyncProperty(ids, async (id) => {
        sent.length = 0;
        const error = await use.run(client, id).then(
          () => undefined,
          (thrown: unknown) => thrown,
        );
        if (!isReadable(id)) {
          expect(sent).toEqual([]);
          expect(error).toBeInstanceOf(InvalidParamsError);
          expect((error as InvalidParamsError).issues.map(({ path }) => path)).toEqual([use.place]);
          return;
        }
        expect(sent).toHaveLength(1);
        const [{ url, body }] = sent as [(typeof sent)[0]];
        if (use.in.includes("path")) expect(readByCore(url)).toEqual([id]);
        if (use.in.includes("body")) expect([JSON.parse(body ?? "")].flat()[0]).toMatchObject({ id });
      }),
    );
  },
);

describe("a list of ids", () => {
  const id = fc.string({
    unit: fc.constantFrom("a", "9", "-", "é", "契", " ", "\ud83d\udc4d"),
    minLength: 1,
    maxLength: 300,
  });
  const ids = fc.uniqueArray(id.filter(isReadable), { minLength: 1, maxLength: 250, size: "max" });
  const several: {
    method: string;
    version?: string;
    body?: string;
    run: (client: FlowerDocs, ids: string[]) => Promise<unknown>;
  }[] = [
    { method: "getMany", run: ({ folders }, given) => folders.getMany(given) },
    { method: "deleteMany", run: ({ folders }, given) => folders.deleteMany(given) },
    {
      method: "updateMany",
      body: JSON.stringify([{ id: "F1", category: "FOLDER", ...FOLDER }]),
      run: ({ folders }, given) => folders.updateMany(given.map((id) => ({ id, ...FOLDER }))),
    },
    {
      method: "reservations.get",
      version: "2025.1",
      run: ({ reservations }, given) =>
        reservations.get({ components: given.map((id) => ({ category: "FOLDER", id })) }),
    },
  ];

  test.each(several)("of any ids is sent by $method in parts that fit, in order and without a loss", async (use) => {
    const { client, sent } = clientOf(use.version, use.body);
    await fc.assert(
      fc.asyncProperty(ids, async (given) => {
        sent.length = 0;
        await use.run(client, given);
        const paths = sent.map(({ url }) => url.slice(`${baseUrl}/rest/folders/`.length).replace("/reservation", ""));
        const parts = paths.map((path) => path.split(",").map(decodeURIComponent));
        expect(parts.flat()).toEqual(given);
        for (const [index, part] of parts.entries()) {
          expect(part.length).toBeLessThanOrEqual(100);
          if (part.length > 1) expect(paths[index]?.length).toBeLessThanOrEqual(4_500);
        }
      }),
      { numRuns: 30, endOnFailure: true },
    );
  });

  test.each([
    { what: "bytes, of which the commas are a part", id: "a".repeat(1_499), count: 3, sizes: [3] },
    { what: "bytes", id: "a".repeat(1_500), count: 3, sizes: [2, 1] },
    { what: "bytes as they are sent", id: "é".repeat(100), count: 10, sizes: [7, 3] },
    { what: "ids", id: "a", count: 101, sizes: [100, 1] },
  ])("is cut by the number of $what: $sizes", ({ id, count, sizes }) => {
    const given = Array.from({ length: count }, () => id);
    expect(chunksOf(given, String).map(({ length }) => length)).toEqual(sizes);
  });

  test("is not cut where it fits", () => {
    const uuids = Array.from({ length: 100 }, () => crypto.randomUUID());
    expect(chunksOf(uuids, (id) => id)).toEqual([uuids]);
  });
});
