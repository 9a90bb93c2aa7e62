import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { InvalidResponseError, Pager } from "tessera-sdk";
import { describe, expect, test } from "vitest";
import { chromeDirectory } from "../support/clients.js";
import { rejection } from "../support/promises.js";
import { httpServer, json, type TestServer } from "../support/server.js";

interface WirePage {
  items: string[];
  next?: string;
}

/** A server whose page for each page token is written down; `""` is the first. */
async function listServer(pages: Record<string, WirePage>): Promise<TestServer> {
  return httpServer((response, { url }) => {
    const page = pages[new URL(url, "http://h").searchParams.get("pageToken") ?? ""];
    if (page === undefined) return json(response, { error: { message: "no such page" } }, 400);
    json(response, {
      chromeEnrollmentTokens: page.items.map((id) => ({ tokenPermanentId: id, token: `token-of-${id}` })),
      ...(page.next !== undefined && { nextPageToken: page.next }),
    });
  });
}

const THREE_PAGES = {
  "": { items: ["1", "2"], next: "b" },
  b: { items: ["3"], next: "c" },
  c: { items: ["4"] },
};

const list = (server: TestServer, params = {}) => chromeDirectory(server.url).enrollmentTokens.list(params);
const asked = (server: TestServer) =>
  server.requests.map(({ url }) => new URL(url, "http://h").searchParams.get("pageToken"));

async function ids(items: AsyncIterable<{ tokenPermanentId: string }>): Promise<string[]> {
  const all: string[] = [];
  for await (const { tokenPermanentId } of items) all.push(tokenPermanentId);
  return all;
}

describe("a list over HTTP", () => {
  test("asks for nothing until the first item is wanted", async () => {
    const server = await listServer(THREE_PAGES);
    const items = list(server)[Symbol.asyncIterator]();
    const pages = list(server).pages();
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(server.connections).toBe(0);
    await items.next();
    await pages.next();
    expect(server.requests).toHaveLength(2);
  });

  test("gives all items in order and asks for each page only once the one before is used up", async () => {
    const server = await listServer(THREE_PAGES);
    const seen: [string, number][] = [];
    for await (const { tokenPermanentId } of list(server)) seen.push([tokenPermanentId, server.requests.length]);
    expect(seen).toEqual([
      ["1", 1],
      ["2", 1],
      ["3", 2],
      ["4", 3],
    ]);
    expect(asked(server)).toEqual([null, "b", "c"]);
  });

  test("gives pages with the token to go on from", async () => {
    const server = await listServer(THREE_PAGES);
    const tokens: (string | undefined)[] = [];
    for await (const page of list(server).pages()) tokens.push(page.nextPageToken);
    expect(tokens).toEqual(["b", "c", undefined]);
  });

  test("goes on from a page token, with the other parameters as they were on every page", async () => {
    const server = await listServer(THREE_PAGES);
    expect(await ids(list(server, { pageToken: "b", query: "token_state:ACTIVE" }))).toEqual(["3", "4"]);
    expect(asked(server)).toEqual(["b", "c"]);
    for (const { url } of server.requests) expect(url).toContain("query=token_state%3AACTIVE");
  });

  test("an empty page with a token is not the end", async () => {
    const server = await listServer({ "": { items: [], next: "b" }, b: { items: [], next: "c" }, c: { items: ["1"] } });
    expect(await ids(list(server))).toEqual(["1"]);
  });

  test("an empty page token is the end", async () => {
    const server = await listServer({ "": { items: ["1"], next: "" } });
    expect(await ids(list(server))).toEqual(["1"]);
    expect(server.requests).toHaveLength(1);
  });

  test("an empty list has no items", async () => {
    const server = await httpServer((response) => json(response, {}));
    expect(await list(server).toArray()).toEqual([]);
  });

  test("each iteration starts anew", async () => {
    const server = await listServer(THREE_PAGES);
    const pager = list(server);
    expect(await ids(pager)).toEqual(["1", "2", "3", "4"]);
    expect(await ids(pager)).toEqual(["1", "2", "3", "4"]);
    expect(asked(server)).toEqual([null, "b", "c", null, "b", "c"]);
  });

  test("two iterations at once do not disturb each other", async () => {
    const pager = list(await listServer(THREE_PAGES));
    expect(await Promise.all([ids(pager), ids(pager)])).toEqual([
      ["1", "2", "3", "4"],
      ["1", "2", "3", "4"],
    ]);
  });

  test("leaving the loop early ends the requests", async () => {
    const server = await listServer(THREE_PAGES);
    for await (const { tokenPermanentId } of list(server)) if (tokenPermanentId === "2") break;
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(server.requests).toHaveLength(1);
  });

  test("a page that fails fails the iteration there, after the items before it", async () => {
    const server = await listServer({ "": { items: ["1"], next: "gone" } });
    const seen: string[] = [];
    const read = async () => {
      for await (const { tokenPermanentId } of list(server)) seen.push(tokenPermanentId);
    };
    expect(await rejection(read())).toMatchObject({ status: 400, endpoint: "chromedirectory.enrollmentTokens.list" });
    expect(seen).toEqual(["1"]);
  });

  test("each page has attempts of its own", async () => {
    const failed = new Set<string>();
    const server = await httpServer((response, { url }) => {
      const page = new URL(url, "http://h").searchParams.get("pageToken") ?? "";
      if (!failed.has(page)) {
        failed.add(page);
        json(response, {}, 503);
      } else {
        json(response, { nextPageToken: page.length < 3 ? `${page}x` : undefined });
      }
    });
    const chrome = chromeDirectory(server.url, { retry: { attempts: 2, baseMs: 0 } });
    expect(await chrome.enrollmentTokens.list().toArray()).toEqual([]);
    expect(server.requests).toHaveLength(8);
  });
});

describe("a server that returns page tokens in a circle", () => {
  /** Pages `lead` first, then a cycle of `length` tokens for ever. */
  const circling = (lead: number, length: number, start?: string) => {
    let fetched = 0;
    const tokenAfter = (nth: number) => (nth <= lead ? `lead-${nth}` : `cycle-${(nth - lead) % length}`);
    const pager = new Pager(async () => ({ items: [++fetched], nextPageToken: tokenAfter(fetched) }), start);
    return { pager, fetched: () => fetched };
  };

  const cases = [1, 2, 5].flatMap((length) => [0, 1, 7].map((lead) => ({ length, lead })));

  test.each(cases)("is found out: cycle of $length after $lead pages", async ({ length, lead }) => {
    const { pager, fetched } = circling(lead, length);
    const error = await rejection(pager.toArray());
    expect(error).toBeInstanceOf(InvalidResponseError);
    expect((error as Error).message).not.toMatch(/cycle-|lead-/);
    expect(fetched()).toBeLessThanOrEqual(4 * (lead + length) + 4);
  });

  test("is found out when the cycle holds the token that was resumed from", async () => {
    const { pager, fetched } = circling(0, 1, "cycle-0");
    expect(await rejection(pager.toArray())).toBeInstanceOf(InvalidResponseError);
    expect(fetched()).toBe(1);
  });

  test("is found out over HTTP", async () => {
    const server = await listServer({ "": { items: ["1"], next: "b" }, b: { items: ["2"], next: "b" } });
    expect(await rejection(list(server).toArray())).toBeInstanceOf(InvalidResponseError);
    expect(server.requests.length).toBeLessThan(5);
  });
});

test("a long list of distinct tokens is read to its end", async () => {
  let fetched = 0;
  const pager = new Pager(async () => {
    fetched++;
    return fetched < 3_000 ? { items: [fetched], nextPageToken: `p${fetched}` } : { items: [fetched] };
  });
  expect((await pager.toArray()).length).toBe(3_000);
});

test("pages and tokens that are used up are let go of, however many there are", async () => {
  setFlagsFromString("--expose-gc");
  const collectGarbage: () => void = runInNewContext("gc");
  const issued: WeakRef<object>[] = [];
  const pager = new Pager<number>(async () => {
    // The pager only compares tokens, so objects will do, and objects can be watched.
    const token = { nth: issued.length };
    const page = { items: [issued.length], nextPageToken: token as unknown as string };
    issued.push(new WeakRef(token));
    return page;
  });
  const pages = pager.pages();
  for (let page = 0; page < 300; page++) await pages.next();
  await new Promise((resolve) => setImmediate(resolve));
  collectGarbage();
  const held = issued.filter((token) => token.deref() !== undefined);
  expect(issued).toHaveLength(300);
  // The last page's own, and the one that the cycle guard remembers.
  expect(held.length).toBeLessThan(5);
});

test.each(["report", "strict", "off"] as const)(
  "a page token that is a number is an InvalidResponseError, validation %s",
  async (validation) => {
    const server = await httpServer((response) => json(response, { nextPageToken: 5 }));
    const list = chromeDirectory(server.url, { validation }).enrollmentTokens.list();
    expect(await rejection(list.pages().next())).toBeInstanceOf(InvalidResponseError);
    expect(await rejection(list.toArray())).toBeInstanceOf(InvalidResponseError);
    expect(server.requests).toHaveLength(2);
  },
);

test("a page whose key is `__proto__` gets nothing from it", async () => {
  const server = await httpServer((response) =>
    response.end('{"chromeEnrollmentTokens":[],"__proto__":{"nextPageToken":"evil","polluted":true}}'),
  );
  const { value } = await list(server).pages().next();
  expect(value).toMatchObject({ items: [] });
  expect(value).not.toHaveProperty("nextPageToken");
  expect(value).not.toHaveProperty("polluted");
  expect({}).not.toHaveProperty("polluted");
  expect(await list(server).toArray()).toEqual([]);
  expect(server.requests).toHaveLength(2);
});
