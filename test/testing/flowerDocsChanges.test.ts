/** What becomes of the content of folders, and of the assignees of tasks, in the emulated FlowerDocs. */
import { FlowerDocs, type FlowerDocsReference, NotFoundError } from "tessera-sdk/flower-docs";
import { createEmulator, flowerDocs } from "tessera-sdk/testing";
import { describe, expect, test } from "vitest";
import { rejection } from "../support/promises.js";

function setUp() {
  const { flowerDocs: core, transport } = createEmulator({ services: [flowerDocs] });
  const auth = core.issueToken();
  return new FlowerDocs({ baseUrl: "https://flowerdocs.example.com/core", serverVersion: "2025.2", auth, transport });
}

const document = (id: string) => ({ category: "DOCUMENT", id }) as const;
const task = (id: string) => ({ category: "TASK", id }) as const;
const content = [document("D1"), task("T1")];

describe("the content of a folder", () => {
  test.each<[string, (client: FlowerDocs) => Promise<void>, FlowerDocsReference[]]>([
    [
      "grows by what is added",
      ({ folders }) => folders.addChildren({ id: "F1", children: [document("D2")] }),
      [...content, document("D2")],
    ],
    ["has nothing twice", ({ folders }) => folders.addChildren({ id: "F1", children: content }), content],
    ["is replaced", ({ folders }) => folders.setChildren({ id: "F1", children: [task("T2")] }), [task("T2")]],
    [
      "loses what is removed",
      ({ folders }) => folders.removeChildren({ id: "F1", children: [task("T1")] }),
      [document("D1")],
    ],
    [
      "keeps a component of another kind",
      ({ folders }) => folders.removeChildren({ id: "F1", children: [task("D1")] }),
      content,
    ],
  ])("%s", async (_, change, expected) => {
    const client = setUp();
    await client.folders.addChildren({ id: "F1", children: content });
    await change(client);
    expect((await client.folders.get("F1")).children).toEqual(expected);
    expect((await client.folders.get("F1")).name).toBe("Contracts");
  });

  test("is in its archive", async () => {
    const client = setUp();
    const sizeOf = async () => {
      let size = 0;
      for await (const chunk of await client.archives.downloadFolder({ id: "F1" })) size += chunk.length;
      return size;
    };
    const empty = await sizeOf();
    await client.folders.addChildren({ id: "F1", children: content });
    expect(await sizeOf()).toBeGreaterThan(empty);
  });
});

test("a task has the assignee that it was given", async () => {
  const client = setUp();
  await client.tasks.assign({ ids: ["T1"], username: "jdoe" });
  expect(await client.tasks.get("T1")).toMatchObject({ name: "Sign", assignee: "jdoe" });
});

test.each<[string, (client: FlowerDocs) => Promise<void>]>([
  ["folders.addChildren", ({ folders }) => folders.addChildren({ id: "F9", children: content })],
  ["folders.setChildren", ({ folders }) => folders.setChildren({ id: "F9", children: content })],
  ["folders.removeChildren", ({ folders }) => folders.removeChildren({ id: "F9", children: content })],
  ["tasks.assign", ({ tasks }) => tasks.assign({ ids: ["T1", "T9"], username: "jdoe" })],
  ["tasks.answer", ({ tasks }) => tasks.answer({ ids: ["T1", "T9"], answer: "ACCEPT" })],
])("%s of what does not exist is refused, and nothing is changed", async (_, change) => {
  const client = setUp();
  expect(await rejection(change(client))).toBeInstanceOf(NotFoundError);
  expect(await client.tasks.get("T1")).not.toHaveProperty("assignee");
});
