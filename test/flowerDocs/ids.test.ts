/** Which ids Core can take, and how lists of them are cut. */
import fc from "fast-check";
import { FlowerDocs, InvalidParamsError } from "tessera-sdk";
import { describe, expect, test } from "vitest";
import { chunksOf, pathBytes } from "../../src/flowerDocs/ids.js";
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

describe("a list of ids", () => {
  const ids = fc.array(fc.string({ unit: "grapheme", minLength: 1, maxLength: 300 }), { maxLength: 400 });

  test("is cut into lists that fit, in order and without a loss", () => {
    fc.assert(
      fc.property(ids, (given) => {
        const chunks = chunksOf(given, (id) => id);
        expect(chunks.flat()).toEqual(given);
        for (const chunk of chunks) {
          expect(chunk.length).toBeGreaterThan(0);
          expect(chunk.length).toBeLessThanOrEqual(100);
          if (chunk.length > 1) expect(pathBytes(chunk)).toBeLessThanOrEqual(4_500);
        }
      }),
    );
  });

  test("is cut by bytes as they are sent", () => {
    const long = Array.from({ length: 10 }, () => "é".repeat(100));
    expect(chunksOf(long, (id) => id).map(({ length }) => length)).toEqual([7, 3]);
  });

  test("is not cut where it fits", () => {
    const uuids = Array.from({ length: 100 }, () => crypto.randomUUID());
    expect(chunksOf(uuids, (id) => id)).toEqual([uuids]);
  });
});
