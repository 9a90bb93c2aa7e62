/** What `edit` writes: the object as it was read, but for what was changed. */
import fc from "fast-check";
import { FlowerDocs, InvalidResponseError } from "tessera-sdk";
import { describe, expect, test } from "vitest";
import { scripted } from "../support/scripted.js";

const baseUrl = "https://flowerdocs.example.com/core";

/** What a newer server may send where the SDK knows a field, or knows none. */
const value = fc.jsonValue({ maxDepth: 3, noUnicodeString: false });
const name = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.constantFrom("__proto__", "constructor", "toJSON", "retention", "legalHold", "value", "0", "id2"),
);
const unknown = fc.dictionary(name, value, { maxKeys: 4 });

/** An object of known fields, which has unknown ones too, in any order. */
function withUnknown<T>(known: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<object> {
  const fields = fc.tuple(fc.record(known, { noNullPrototype: true }), unknown);
  return fields.map(([given, more]) => {
    // A name of `__proto__` has to be a field, as it is to `JSON.parse`.
    const entries = [...Object.entries(more).filter(([key]) => !(key in given)), ...Object.entries(given)];
    return JSON.parse(`{${entries.map(([key, each]) => `${JSON.stringify(key)}:${JSON.stringify(each)}`).join()}}`);
  });
}

const word = fc.string({ minLength: 1, maxLength: 5 });
const list = (item: fc.Arbitrary<object>) => fc.array(item, { maxLength: 2 });
const data = withUnknown({
  classId: word,
  ACL: word,
  owner: word,
  creationDate: fc.constant("2024-03-07 13:59:53.401 +0100"),
});
const tag = withUnknown({ name: word, value: fc.array(word, { maxLength: 2 }), readOnly: fc.boolean() });
const label = withUnknown({ value: word, language: fc.constantFrom("EN", "FR") });
const reference = withUnknown({ id: word, category: fc.constantFrom("FOLDER", "DOCUMENT", "RESERVED") });
const component = withUnknown({
  id: fc.constant("X1"),
  name: word,
  category: fc.constantFrom("DOCUMENT", "TASK", "FOLDER", "VIRTUAL_FOLDER"),
  data,
  tags: list(tag),
  files: list(withUnknown({ id: word, size: fc.nat() })),
  children: list(reference),
  attachments: list(withUnknown({ id: word, category: word, componentIds: fc.array(word), order: fc.nat() })),
});
const componentClass = withUnknown({
  id: fc.constant("X1"),
  category: fc.constant("DOCUMENT"),
  data,
  displayNames: list(label),
  tagReferences: list(withUnknown({ tagName: word, mandatory: fc.boolean(), descriptions: list(label) })),
  RetentionDuration: withUnknown({ value: fc.nat(), unit: word }),
  answers: list(withUnknown({ id: word, displayNames: list(label) })),
  searches: list(withUnknown({ id: word, request: unknown })),
});
const other = withUnknown({ id: fc.constant("X1"), data, displayNames: list(label), recipients: withUnknown({}) });

type EditableName = {
  [K in keyof FlowerDocs]: FlowerDocs[K] extends { edit: unknown } ? K : never;
}[keyof FlowerDocs];

const groups: Record<EditableName, fc.Arbitrary<object>> = {
  documents: component,
  tasks: component,
  folders: component,
  virtualFolders: component,
  documentClasses: componentClass,
  folderClasses: componentClass,
  taskClasses: componentClass,
  virtualFolderClasses: componentClass,
  tagClasses: other,
  tagCategories: other,
  workflows: other,
  storedSearches: other,
  scopes: other,
  delegations: other,
};

describe.each(Object.entries(groups) as [EditableName, fc.Arbitrary<object>][])("`edit` of %s", (group, objects) => {
  test.each(["report", "strict", "off"] as const)(
    "keeps every field on every level, with validation: %j",
    async (validation) => {
      await fc.assert(
        fc.asyncProperty(objects, fc.boolean(), async (stored, returns) => {
          const read = JSON.stringify(stored);
          const transport = scripted({ body: `[${read}]` });
          const client = new FlowerDocs({ auth: "token", baseUrl, serverVersion: "2026.0", transport, validation });
          const change = (object: object) => {
            if (returns) return { ...object, changed: true };
            Object.assign(object, { changed: true });
            return undefined;
          };
          // What comes back may be invalid in strict validation; it was written.
          await client[group].edit("X1", change as never).catch(() => {});
          const [, written] = transport.sent;
          const expected = { ...JSON.parse(read), changed: true };
          expect(written?.body).toBe(JSON.stringify([expected]));
        }),
        { numRuns: 25 },
      );
    },
  );
});

describe("integers that JavaScript cannot hold are not written as others:", () => {
  const edit = async (stored: string) => {
    const transport = scripted({ body: `[${stored}]` });
    const client = new FlowerDocs({ auth: "token", baseUrl, serverVersion: "2026.0", transport });
    const error = await client.folders
      .edit("X1", () => {})
      .then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
    return { error, written: transport.sent[1]?.body };
  };
  const folderWith = (field: string) => `{"id":"X1","name":"a","category":"FOLDER","data":{},"unknown":${field}}`;

  test.each([
    "9007199254740993",
    "-9007199254740993",
    "12345678901234567890",
    "[1,9007199254740993]",
    '{"at":1709816393401000001}',
  ])("%s is refused, and nothing is written", async (field) => {
    const { error, written } = await edit(folderWith(field));
    expect(error).toBeInstanceOf(InvalidResponseError);
    expect(error).toMatchObject({ endpoint: "flowerdocs.folders.get", message: expect.stringContaining("integer") });
    expect(written).toBeUndefined();
  });

  test.each([
    "9007199254740991",
    "-9007199254740991",
    '"12345678901234567890"',
    '"\\"12345678901234567890"',
    "0.1234567890123456",
  ])("%s is written as it is", async (field) => {
    const { error, written } = await edit(folderWith(field));
    expect(error).toBeUndefined();
    expect(written).toBe(`[${folderWith(field)}]`);
  });
});
