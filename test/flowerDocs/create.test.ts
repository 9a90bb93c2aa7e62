/** `create` with the caller's id after a lost response, in every group and dialect. */
import { ConflictError, FlowerDocs } from "tessera-sdk";
import { describe, expect, test } from "vitest";
import { type ScriptedResponse, scripted } from "../support/scripted.js";

const baseUrl = "https://flowerdocs.example.com/core";
const LOST = new Error("socket hang up");
const taken = (code: string): ScriptedResponse => ({ status: 500, body: { code, message: "exists" } });

type CreatableName = {
  [K in keyof FlowerDocs]: FlowerDocs[K] extends { createMany: unknown } ? K : never;
}[keyof FlowerDocs];

interface Group {
  path: string;
  /** As it is sent, without its id. */
  object: object;
  /** What Core adds to it. */
  category?: string;
}

const component = { name: "a", data: { classId: "Contract" } };
const componentClass = { data: { ACL: "everybody" } };
const acl = { name: "a", entries: [{ principal: "*", permission: "READ", grant: "ALLOW" }] };
const groups: Record<CreatableName, Group> = {
  documents: { path: "documents", object: component, category: "DOCUMENT" },
  tasks: { path: "tasks", object: component, category: "TASK" },
  folders: { path: "folders", object: component, category: "FOLDER" },
  virtualFolders: { path: "virtualFolder", object: component, category: "VIRTUAL_FOLDER" },
  documentClasses: { path: "documentclass", object: componentClass, category: "DOCUMENT" },
  folderClasses: { path: "folderclass", object: componentClass, category: "FOLDER" },
  taskClasses: { path: "taskclass", object: componentClass, category: "TASK" },
  virtualFolderClasses: { path: "virtualfolderclass", object: componentClass, category: "VIRTUAL_FOLDER" },
  tagClasses: { path: "tagclass", object: { type: "STRING" } },
  tagCategories: { path: "tagcategory", object: { tags: ["Client"] } },
  workflows: { path: "workflow", object: { startTaskClass: "Sign" } },
  storedSearches: { path: "storedsearch", object: { template: true } },
  scopes: { path: "scope", object: {} },
  acls: { path: "acl", object: acl },
  delegations: { path: "delegation", object: { delegate: "jna" } },
};
/** ACLs come without their entries, so that none can be recognized. */
const INCOMPLETE: readonly string[] = ["acls"];
/** Core gives an id to these where the caller does not. */
const WITHOUT_ID = ["documents", "tasks", "folders", "virtualFolders", "delegations"] as const;

function creation(
  group: CreatableName,
  serverVersion: string,
  object: object,
  responses: (ScriptedResponse | Error)[],
) {
  const transport = scripted(...responses);
  const client = new FlowerDocs({ auth: "token", baseUrl, serverVersion, retry: { baseMs: 0 }, transport });
  const result = (client[group] as FlowerDocs["folders"]).create(object as never);
  const lines = () => transport.sent.map(({ method, url }) => `${method} ${url.slice(`${baseUrl}/rest/`.length)}`);
  return { result, lines };
}

describe.each(Object.entries(groups) as [CreatableName, Group][])(
  "a creation in %s",
  (group, { path, object, category }) => {
    const given = { id: "X1", ...object };
    const { entries: _, ...stored } = { category, entries: undefined, ...given };
    const create = (version: string, sent: object, ...responses: (ScriptedResponse | Error)[]) =>
      creation(group, version, sent, responses);

    test.each(["2.19", "2025.1", "2025.4"])(
      "is sent once to a server of %s, which may create a second object",
      async (version) => {
        const { result, lines } = create(version, given, LOST, { body: [stored] });
        await expect(result).rejects.toMatchObject({ outcomeUnknown: true, attempts: 1 });
        expect(lines()).toEqual([`POST ${path}`]);
      },
    );

    test.each(["T00108", "F00903"])("that a retry finds done, by %s, succeeds as of 2026.0", async (code) => {
      const { result, lines } = create("2026.0", given, LOST, taken(code), { body: [{ ...stored, added: 1 }] });
      if (INCOMPLETE.includes(group))
        await expect(result).rejects.toMatchObject({ kind: "conflict", outcomeUnknown: true });
      else expect(await result).toMatchObject(given);
      expect(lines()).toEqual([`POST ${path}`, `POST ${path}`, `GET ${path}/X1`]);
    });

    test("whose id has another object is a conflict, and may have been done", async () => {
      // The same but for one field, which the other object lacks.
      const another = { ...given, newer: { than: "the SDK" } };
      const { result } = create("2026.0", another, LOST, taken("T00108"), { body: [stored] });
      await expect(result).rejects.toBeInstanceOf(ConflictError);
      await expect(result).rejects.toMatchObject({ outcomeUnknown: true });
    });

    test("whose id is taken at the first request is a conflict, and was not done", async () => {
      const { result, lines } = create("2026.0", given, taken("T00108"));
      await expect(result).rejects.toMatchObject({ kind: "conflict", outcomeUnknown: false });
      expect(lines()).toEqual([`POST ${path}`]);
    });
  },
);

const cases = WITHOUT_ID.flatMap((group) => ["2025.1", "2026.0"].map((version) => ({ group, version })));
test.each(cases)(
  "a creation in $group without an id is sent once to a server of $version",
  async ({ group, version }) => {
    const { path, object } = groups[group];
    const { result, lines } = creation(group, version, object, [LOST, { body: "" }]);
    await expect(result).rejects.toMatchObject({ outcomeUnknown: true, attempts: 1 });
    expect(lines()).toEqual([`POST ${path}`]);
  },
);
