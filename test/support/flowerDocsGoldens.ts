/** What each method of FlowerDocs but those of tokens must send, written from the vendor's reference without the descriptors. */
import { allOf, anyOf, type FlowerDocs, where } from "tessera-sdk/flower-docs";

export interface FlowerDocsGolden {
  name: string;
  run: (client: FlowerDocs) => Promise<unknown>;
  line: string;
  body?: string;
  /** What the server responds with. */
  response?: string;
  /** What the method returns for it. */
  result?: unknown;
  /** @default "application/json", of a DELETE whatever Core sends */
  accept?: string;
  /** @default "application/json" */
  type?: string;
}

export const ANY = "application/json, text/plain, */*";
export const VERSIONS = ["2025.1", "2025.2", "2026.0.0"];

/** The whole request: line, headers in alphabetical order, body. */
export function expected({
  line,
  body,
  type = "application/json",
  accept = line.startsWith("DELETE ") ? ANY : "application/json",
}: FlowerDocsGolden): string {
  const bytes = body === undefined ? 0 : new TextEncoder().encode(body).length;
  const hasLength = body !== undefined || /^(?:POST|PUT) /.test(line);
  return [
    line,
    "accept-encoding: gzip, deflate, br",
    `accept: ${accept}`,
    ...(hasLength ? [`content-length: ${bytes}`] : []),
    ...(body === undefined ? [] : [`content-type: ${type}`]),
    "host: {host}",
    "token: caller-token",
    "user-agent: tessera-sdk/{version}",
    "",
    body ?? "",
  ].join("\n");
}

/** Boundaries are random, and of this length. */
const BOUNDARY = `tessera-${"0".repeat(32)}`;
const FILE = { name: 'ü "1".txt', type: "text/plain", content: new TextEncoder().encode("Annex") };
const FILE_PART =
  'Content-Disposition: form-data; name="file"; filename="ü \\"1\\".txt"\r\nContent-Type: text/plain\r\n\r\nAnnex';
const CONTRACT = { id: "D1", name: "Contract", data: { classId: "Contract" } };
const DOCUMENT_PART =
  'Content-Disposition: form-data; name="document"\r\nContent-Type: application/json\r\n\r\n' +
  '[{"category":"DOCUMENT","id":"D1","name":"Contract","data":{"classId":"Contract"}}]';

/** A form of some parts, each with its headers. */
const formOf = (...parts: string[]) => ({
  type: `multipart/form-data; boundary=${BOUNDARY}`,
  body: `${parts.map((part) => `--${BOUNDARY}\r\n${part}\r\n`).join("")}--${BOUNDARY}--\r\n`,
});
async function textOf(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
export const withBoundary = (request: string) => request.replaceAll(/tessera-[\da-f]{32}/g, BOUNDARY);

/** The five verbs of a group. */
function verbs(group: GroupName, path: string, object: object, category?: string): FlowerDocsGolden[] {
  const name = (verb: string) => `${group}.${verb}`;
  const body = JSON.stringify(category === undefined ? object : { category, ...object });
  const one = `[${body}]`;
  const ofGroup = (client: FlowerDocs) => client[group] as unknown as FlowerDocs["folders"];
  const given = object as { id: string; name: string; data: object };
  const result = JSON.parse(body);
  return [
    {
      name: name("get"),
      run: (client) => ofGroup(client).get("X1"),
      line: `GET /core/rest/${path}/X1`,
      response: one,
      result,
    },
    {
      name: name("getMany"),
      run: (client) => ofGroup(client).getMany(["X1", "é 2"]),
      line: `GET /core/rest/${path}/X1,%C3%A9%202`,
      response: one,
      result: [result],
    },
    {
      name: name("create"),
      run: (client) => ofGroup(client).create(given),
      line: `POST /core/rest/${path}`,
      body: one,
      response: one,
      result,
    },
    {
      name: name("createMany"),
      run: (client) => ofGroup(client).createMany([given, given]),
      line: `POST /core/rest/${path}`,
      body: `[${body},${body}]`,
      response: `[${body},${body}]`,
      result: [result, result],
    },
    {
      name: name("update"),
      run: (client) => ofGroup(client).update(given),
      line: `POST /core/rest/${path}/X1`,
      body: one,
      response: one,
      result,
    },
    {
      name: name("updateMany"),
      run: (client) => ofGroup(client).updateMany([given]),
      line: `POST /core/rest/${path}/X1`,
      body: one,
      response: one,
      result: [result],
    },
    { name: name("delete"), run: (client) => ofGroup(client).delete("X1"), line: `DELETE /core/rest/${path}/X1` },
    {
      name: name("deleteMany"),
      run: (client) => ofGroup(client).deleteMany(["X1", "X2"]),
      line: `DELETE /core/rest/${path}/X1,X2`,
    },
  ];
}

type GroupName = {
  [K in keyof FlowerDocs]: FlowerDocs[K] extends { getMany: unknown; createMany: unknown } ? K : never;
}[keyof FlowerDocs];

const component = { id: "X1", name: "Contract of sale", data: { classId: "Contract" } };
const classOf = (id: string) => ({
  id,
  data: { ACL: "everybody" },
  displayNames: [{ value: "Contract", language: "EN" }],
});

export const groups: FlowerDocsGolden[] = [
  ...verbs("documents", "documents", component, "DOCUMENT"),
  ...verbs("tasks", "tasks", component, "TASK"),
  ...verbs("folders", "folders", component, "FOLDER"),
  ...verbs("virtualFolders", "virtualFolder", component, "VIRTUAL_FOLDER"),
  ...verbs("documentClasses", "documentclass", classOf("X1"), "DOCUMENT"),
  ...verbs("folderClasses", "folderclass", classOf("X1"), "FOLDER"),
  ...verbs("taskClasses", "taskclass", classOf("X1"), "TASK"),
  ...verbs("virtualFolderClasses", "virtualfolderclass", classOf("X1"), "VIRTUAL_FOLDER"),
  ...verbs("tagClasses", "tagclass", { id: "X1", type: "STRING", searchable: true }),
  ...verbs("tagCategories", "tagcategory", { id: "X1", icon: "tag", tags: ["Client"] }),
  ...verbs("workflows", "workflow", { id: "X1", startTaskClass: "Sign", taskClasses: ["Sign"] }),
  ...verbs("storedSearches", "storedsearch", { id: "X1", category: "DOCUMENT", recipients: { users: ["jna"] } }),
  ...verbs("scopes", "scope", { id: "X1" }),
  ...verbs("acls", "acl", {
    id: "X1",
    name: "Everybody",
    entries: [{ principal: "*", permission: "READ", grant: "ALLOW" }],
  }),
  ...verbs("delegations", "delegation", { id: "X1", delegator: "jna", delegate: "jdoe" }),
];

const LISTED = [
  ["documentClasses", "documentclass"],
  ["folderClasses", "folderclass"],
  ["taskClasses", "taskclass"],
  ["virtualFolderClasses", "virtualfolderclass"],
  ["tagClasses", "tagclass"],
  ["tagCategories", "tagcategory"],
  ["storedSearches", "storedsearch"],
] as const;
export const lists: FlowerDocsGolden[] = LISTED.map(([group, path]) => ({
  name: `${group}.list`,
  run: (client) => client[group].list(),
  line: `GET /core/rest/${path}`,
  response: '[{"id":"X1","category":"DOCUMENT","data":{}}]',
  result: [{ id: "X1", category: "DOCUMENT", data: {} }],
}));

const document = { id: "D1", name: "Contract", category: "DOCUMENT", data: {} };
const DOCUMENT = JSON.stringify([document]);
const files = [{ id: "f1", name: "Annex.pdf", size: 0 }];
const FILES = JSON.stringify(files);
/** A response whose shape the reference does not tell is passed on. */
const undocumented = [{ id: "jna", more: null }, 7];
const UNDOCUMENTED = JSON.stringify(undocumented);
const annotation = { type: "com.arondor.viewer.annotation.api.CircleElemType", page: 0 };
const ANNOTATIONS = JSON.stringify([annotation]);
const F1 = { category: "FOLDER", id: "F1" } as const;
const REFERENCES = '[{"category":"FOLDER","id":"F1"}]';
const user = { id: "jdoe", firstname: "Jane", password: "a password" };
const group = { id: "lawyers", displayName: "Lawyers" };
const stamp = { title: "Paid", type: "image/png", content: "iVBORw0KGgo=" };
const dashlet = { title: "To do", type: "tasks", configuration: { size: 3 } };

/** With the path of the group, and the plural where that differs. */
const CATEGORIES = [
  ["DOCUMENT", "documents"],
  ["TASK", "tasks"],
  ["FOLDER", "folders"],
  ["VIRTUAL_FOLDER", "virtualFolder", "virtualFolders"],
] as const;
export const SEARCHED = [
  ["documents", "documents"],
  ["tasks", "tasks"],
  ["folders", "folders"],
  ["virtualFolders", "virtualFolder"],
] as const;
export const signed = {
  selectClause: { fields: ["name"] },
  filterClauses: [
    allOf(where("classid").equalsTo("Contract")),
    anyOf(where("creationDate").lessThan(new Date(0)), where("Pages").between(1, 9)),
  ],
  orderClauses: [{ name: "creationDate", type: "TIMESTAMP" as const, ascending: false }],
};
const SIGNED =
  '"selectClause":{"fields":["name"]},"filterClauses":[' +
  '{"type":"com.flower.docs.domain.search.AndClause","criteria":[{"name":"classid","operator":"EQUALS_TO","type":"STRING","values":["Contract"]}]},' +
  '{"type":"com.flower.docs.domain.search.OrClause","clauses":[' +
  '{"type":"com.flower.docs.domain.search.AndClause","criteria":[{"name":"creationDate","operator":"LESS_THAN","type":"TIMESTAMP","values":["0"]}]},' +
  '{"type":"com.flower.docs.domain.search.AndClause","criteria":[{"name":"Pages","operator":"BETWEEN","type":"INTEGER","values":["1","9"]}]}]}],' +
  '"orderClauses":[{"name":"creationDate","type":"TIMESTAMP","ascending":false}]';

const searches = SEARCHED.flatMap(([name, path]): FlowerDocsGolden[] => [
  {
    name: `${name}.search`,
    run: (client) => client[name].search({ ...signed, start: 20, max: 20 }).toArray(),
    line: `POST /core/rest/${path}/search`,
    body: `{${SIGNED},"start":20,"max":20}`,
    response: '{"found":21,"results":[{"id":"X1","fields":[{"name":"name","value":"Contract"}]}]}',
    result: [{ id: "X1", fields: { name: "Contract" } }],
  },
  {
    name: `${name}.search with an aggregation`,
    run: (client) => {
      const aggregation = { type: "com.flower.docs.domain.search.FieldAggregation", field: "owner" } as const;
      return client[name].search({ aggregation }).toArray();
    },
    line: `POST /core/rest/${path}/search`,
    body: '{"aggregation":{"type":"com.flower.docs.domain.search.FieldAggregation","field":"owner"},"start":0,"max":100}',
    response: '{"found":0}',
    result: [],
  },
  {
    name: `${name}.waitUntilFound`,
    run: (client) => client[name].waitUntilFound(["X1", "X2"]),
    line: `POST /core/rest/${path}/search`,
    body: '{"selectClause":{"fields":["id"]},"filterClauses":[{"criteria":[{"name":"id","operator":"EQUALS_TO","type":"STRING","values":["X1","X2"]}]}],"start":0,"max":2}',
    response: '{"found":2,"results":[{"id":"X2"},{"id":"X1"}]}',
  },
]);

type Archives = FlowerDocs["archives"];

/** The archives by what they hold. */
export const ARCHIVED: [
  string,
  string,
  (archives: Archives, options: object) => ReturnType<Archives["exportFolder"]>,
][] = [
  ["Documents", "documents/D1,D2", (archives, rest) => archives.exportDocuments({ ids: ["D1", "D2"], ...rest })],
  ["Folder", "folders/F1", (archives, rest) => archives.exportFolder({ id: "F1", ...rest })],
  ["VirtualFolder", "virtualFolders/V1", (archives, rest) => archives.exportVirtualFolder({ id: "V1", ...rest })],
];

export const others: FlowerDocsGolden[] = [
  ...searches,
  {
    name: "versions.list",
    run: ({ versions }) => versions.list({ id: "D1" }),
    line: "GET /core/rest/documents/D1/versions",
    response: `{"versions":[{"Document":${JSON.stringify(document)}}]}`,
    result: [document],
  },
  {
    name: "versions.get",
    run: ({ versions }) => versions.get({ id: "D1", versionId: "V1" }),
    line: "GET /core/rest/documents/D1/versions/V1",
    response: DOCUMENT,
    result: document,
  },
  {
    name: "versions.create, its label as it is, without quotes",
    run: ({ versions }) => versions.create({ id: "D1", label: "signé" }),
    line: "POST /core/rest/documents/D1/versions",
    body: "signé",
    response: DOCUMENT,
    result: document,
  },
  {
    name: "versions.revert",
    run: ({ versions }) => versions.revert({ id: "D1", versionId: "V1" }),
    line: "POST /core/rest/documents/D1/versions/V1/revert",
    response: DOCUMENT,
    result: document,
  },
  {
    name: "versions.delete",
    run: ({ versions }) => versions.delete({ id: "D1", versionId: "V1" }),
    line: "DELETE /core/rest/documents/D1/versions/V1",
  },
  {
    name: "versions.deleteAll",
    run: ({ versions }) => versions.deleteAll({ id: "D1" }),
    line: "DELETE /core/rest/documents/D1/versions",
  },
  {
    name: "files.list",
    run: ({ files }) => files.list({ id: "D1" }),
    line: "GET /core/rest/documents/D1/files",
    response: FILES,
    result: files,
  },
  {
    name: "files.rename, its name as it is",
    run: ({ files }) => files.rename({ id: "D1", fileId: "f1", name: "übung.pdf" }),
    line: "POST /core/rest/documents/D1/files/f1/name",
    body: "übung.pdf",
    type: "text/plain;charset=UTF-8",
    accept: ANY,
  },
  {
    name: "files.delete",
    run: ({ files }) => files.delete({ id: "D1", fileId: "f1" }),
    line: "DELETE /core/rest/documents/D1/files/f1",
  },
  {
    name: "files.download",
    run: async (client) => textOf(await client.files.download({ id: "D1", fileId: "f1", includeObfuscations: true })),
    line: "GET /core/rest/documents/D1/files/f1/content?includeObfuscations=true",
    accept: "*/*",
    response: '{"a":1}',
    result: '{"a":1}',
  },
  {
    name: "files.add",
    run: ({ files }) => files.add({ id: "D1", file: FILE }),
    line: "POST /core/rest/documents/D1/files?replace=false",
    ...formOf(FILE_PART),
    response: FILES,
    result: files,
  },
  {
    name: "temporaryFiles.upload",
    run: ({ temporaryFiles }) => temporaryFiles.upload({ file: FILE }),
    line: "POST /core/rest/files/tmp",
    ...formOf(FILE_PART),
    response: '{"id":"tmp_1","Name":"a.txt","FormatCode":"text/plain","size":5}',
    result: { id: "tmp_1", Name: "a.txt", FormatCode: "text/plain", size: 5 },
  },
  {
    name: "temporaryFiles.download",
    run: async ({ temporaryFiles }) => textOf(await temporaryFiles.download({ id: "tmp_1" })),
    line: "GET /core/rest/files/tmp/tmp_1",
    accept: "*/*",
    response: '{"a":1}',
    result: '{"a":1}',
  },
  {
    name: "temporaryFiles.delete",
    run: ({ temporaryFiles }) => temporaryFiles.delete({ id: "tmp_1" }),
    line: "DELETE /core/rest/files/tmp/tmp_1",
  },
  {
    name: "documents.createWithFiles",
    run: ({ documents }) => documents.createWithFiles({ document: CONTRACT, files: [FILE] }),
    line: "POST /core/rest/documents/unique",
    ...formOf(DOCUMENT_PART, FILE_PART),
    response: DOCUMENT,
    result: document,
  },
  {
    name: "documents.updateWithFiles",
    run: ({ documents }) => documents.updateWithFiles({ document: CONTRACT, files: [FILE] }),
    line: "POST /core/rest/documents/D1/unique",
    ...formOf(DOCUMENT_PART, FILE_PART),
    response: DOCUMENT,
    result: document,
  },
  {
    name: "archives.downloadDocuments",
    run: async ({ archives }) =>
      textOf(await archives.downloadDocuments({ ids: ["D1", "D2"], flatten: false, name: "a b.zip" })),
    line: "GET /core/rest/documents/D1,D2/content/archive?flatten=false&name=a%20b.zip&isAsync=false",
    accept: "*/*",
    response: '{"a":1}',
    result: '{"a":1}',
  },
  {
    name: "archives.downloadFolder",
    run: async ({ archives }) => textOf(await archives.downloadFolder({ id: "F1" })),
    line: "GET /core/rest/folders/F1/content/archive?isAsync=false",
    accept: "*/*",
    response: '{"a":1}',
    result: '{"a":1}',
  },
  {
    name: "archives.downloadVirtualFolder",
    run: async ({ archives }) => textOf(await archives.downloadVirtualFolder({ id: "V1" })),
    line: "GET /core/rest/virtualFolders/V1/content/archive?isAsync=false",
    accept: "*/*",
    response: '{"a":1}',
    result: '{"a":1}',
  },
  ...ARCHIVED.map(([what, path, run]) => ({
    name: `archives.export${what}`,
    run: async ({ archives }: FlowerDocs) => (await run(archives, { flatten: false })).id,
    line: `GET /core/rest/${path}/content/archive?flatten=false&isAsync=true`,
    accept: ANY,
  })),
  {
    name: "contentIndex.set, its text as it is",
    run: ({ contentIndex }) => contentIndex.set({ id: "D1", fileId: "f1", text: '"quoted"' }),
    line: "POST /core/rest/documents/D1/files/f1/content/index",
    body: '"quoted"',
    accept: ANY,
  },
  {
    name: "contentIndex.delete",
    run: ({ contentIndex }) => contentIndex.delete({ id: "D1", fileId: "f1" }),
    line: "DELETE /core/rest/documents/D1/files/f1/content/index",
  },
  {
    name: "obfuscations.create",
    run: ({ obfuscations }) => obfuscations.create({ id: "D1", text: "Jane Doe", regex: false }),
    line: "POST /core/rest/documents/D1/obfuscations",
    body: '{"text":"Jane Doe","regex":false}',
    accept: ANY,
  },
  {
    name: "tasks.answer",
    run: ({ tasks }) => tasks.answer({ ids: ["T1", "T2"], answer: "ACCEPT" }),
    line: "PUT /core/rest/tasks/T1,T2/answer",
    body: '{"id":"ACCEPT"}',
    accept: ANY,
  },
  {
    name: "tasks.answer with a reason",
    run: ({ tasks }) =>
      tasks.answer({ ids: ["T1"], answer: "REFUSE", tags: [{ name: "Reason", value: ["Too late"] }] }),
    line: "PUT /core/rest/tasks/T1/answer",
    body: '{"type":"com.flower.docs.domain.taskclass.ReasonedAnswer","id":"REFUSE","tags":[{"name":"Reason","value":["Too late"]}]}',
    accept: ANY,
  },
  {
    name: "tasks.assign",
    run: ({ tasks }) => tasks.assign({ ids: ["T1", "T2"], username: "jna" }),
    line: "PUT /core/rest/tasks/T1,T2/assignee/jna",
    accept: ANY,
  },
  {
    name: "folders.addChildren",
    run: ({ folders }) => folders.addChildren({ id: "F2", children: [F1] }),
    line: "PUT /core/rest/folders/F2/children",
    body: REFERENCES,
    accept: ANY,
  },
  {
    name: "folders.setChildren",
    run: ({ folders }) => folders.setChildren({ id: "F2", children: [] }),
    line: "POST /core/rest/folders/F2/children",
    body: "[]",
    accept: ANY,
  },
  {
    name: "folders.removeChildren, a DELETE with a body",
    run: ({ folders }) => folders.removeChildren({ id: "F2", children: [F1] }),
    line: "DELETE /core/rest/folders/F2/children",
    body: REFERENCES,
  },
  ...CATEGORIES.flatMap(([category, path, plural = path]): FlowerDocsGolden[] => [
    {
      name: `facts.list of a ${category}`,
      run: ({ facts }) => facts.list({ category, id: "X1" }),
      line: `GET /core/rest/${plural}/X1/facts`,
      response: '[{"action":"READ","objectId":"X1"}]',
      result: [{ action: "READ", objectId: "X1" }],
    },
    {
      name: `facts.create of a ${category}`,
      run: ({ facts }) => facts.create({ category, id: "X1", fact: { action: "READ", description: "aloud" } }),
      line: `POST /core/rest/${plural}/X1/facts`,
      body: '{"action":"READ","description":"aloud"}',
      response: '{"id":"1","action":"READ","description":"aloud"}',
      result: { id: "1", action: "READ", description: "aloud" },
    },
  ]),
  {
    name: "facts.search, its request as it is given",
    run: ({ facts }) => facts.search({ request: { searchCriteria: [{ name: "action", value: "READ" }] } }),
    line: "POST /core/rest/facts",
    body: '{"searchCriteria":[{"name":"action","value":"READ"}]}',
    response: '{"found":0}',
    result: { found: 0 },
    accept: ANY,
  },
  ...(["users", "groups"] as const).flatMap((name): FlowerDocsGolden[] => {
    const object = name === "users" ? user : group;
    const { password: _, ...shown } = { password: "", ...object };
    return [
      {
        name: `${name}.get`,
        run: (client) => client[name].get(object.id),
        line: `GET /core/rest/${name}/${object.id}`,
        response: JSON.stringify([shown]),
        result: shown,
      },
      {
        name: `${name}.getMany`,
        run: (client) => client[name].getMany([object.id, "X2"]),
        line: `GET /core/rest/${name}/${object.id},X2`,
        response: JSON.stringify([shown]),
        result: [shown],
      },
      {
        name: `${name}.resolve`,
        run: (client) => client[name].resolve({ id: object.id }),
        line: `GET /core/rest/${name}/${object.id}?resolveAuthorities=true`,
        response: JSON.stringify([shown]),
        result: shown,
      },
      {
        name: `${name}.search`,
        run: (client) => client[name].search({ name: "a b" }),
        line: `GET /core/rest/${name}/search?name=a%20b`,
        response: JSON.stringify([shown]),
        result: [shown],
      },
      {
        name: `${name}.create, an object and no list`,
        run: (client) => client[name].create(object),
        line: `POST /core/rest/${name}`,
        body: JSON.stringify(object),
        accept: ANY,
      },
      {
        name: `${name}.update, an object and no list`,
        run: (client) => client[name].update(object),
        line: `POST /core/rest/${name}/${object.id}`,
        body: JSON.stringify(object),
        accept: ANY,
      },
      {
        name: `${name}.delete`,
        run: (client) => client[name].delete(object.id),
        line: `DELETE /core/rest/${name}/${object.id}`,
      },
    ];
  }),
  {
    name: "users.setPassword",
    run: ({ users }) => users.setPassword({ id: "jdoe", password: "another" }),
    line: "PUT /core/rest/users/jdoe/password",
    body: '{"password":"another"}',
    accept: ANY,
  },
  {
    name: "users.unlock",
    run: ({ users }) => users.unlock({ username: "jdoe" }),
    line: "POST /core/rest/unlock/jdoe",
    accept: ANY,
  },
  {
    name: "profiles.listUsers",
    run: ({ profiles }) => profiles.listUsers({ profiles: ["ADMIN", "USER"], username: "j", max: 10 }),
    line: "GET /core/rest/profiles/ADMIN,USER/users/j?max=10",
    response: '[{"id":"jna"}]',
    result: [{ id: "jna" }],
  },
  {
    name: "delegations.listByDelegate",
    run: ({ delegations }) => delegations.listByDelegate({ userId: "jna" }),
    line: "GET /core/rest/delegation/delegate/jna",
    response: '[{"id":"X1"}]',
    result: [{ id: "X1" }],
  },
  {
    name: "delegations.listByDelegator",
    run: ({ delegations }) => delegations.listByDelegator({ userId: "jna", includeTerminated: true }),
    line: "GET /core/rest/delegation/delegator/jna?includeTerminated=true",
    response: '[{"id":"X1"}]',
    result: [{ id: "X1" }],
  },
  ...(["dashlets", "stamps"] as const).flatMap((name): FlowerDocsGolden[] => {
    const object = name === "stamps" ? stamp : dashlet;
    return [
      {
        name: `${name}.list`,
        run: (client) => client[name].list(),
        line: `GET /core/rest/preferences/${name}`,
        response: JSON.stringify([{ id: "S1", ...object }]),
        result: [{ id: "S1", ...object }],
      },
      {
        name: `${name}.listOf`,
        run: (client) => client[name].listOf({ authorities: ["jna", "lawyers"] }),
        line: `GET /core/rest/preferences/${name}/users/jna,lawyers`,
        response: JSON.stringify([{ id: "S1", ...object }]),
        result: [{ id: "S1", ...object }],
      },
      {
        name: `${name}.create`,
        run: (client) => client[name].create(object),
        line: `POST /core/rest/preferences/${name}`,
        body: JSON.stringify(object),
        accept: ANY,
      },
      {
        name: `${name}.update`,
        run: (client) => client[name].update({ id: "S1", object }),
        line: `POST /core/rest/preferences/${name}/S1`,
        body: JSON.stringify(object),
        accept: ANY,
      },
      {
        name: `${name}.delete`,
        run: (client) => client[name].delete({ ids: ["S1", "S2"] }),
        line: `DELETE /core/rest/preferences/${name}/S1,S2`,
      },
    ];
  }),
  {
    name: "favorites.list",
    run: ({ favorites }) => favorites.list(),
    line: "GET /core/rest/preferences/favorites",
    response: '[{"id":"1","category":"FOLDER"}]',
    result: [{ id: "1", category: "FOLDER" }],
  },
  {
    name: "favorites.listOf",
    run: ({ favorites }) => favorites.listOf({ authorities: ["jna"] }),
    line: "GET /core/rest/preferences/favorites/users/jna",
    response: '[{"id":"1","category":"FOLDER"}]',
    result: [{ id: "1", category: "FOLDER" }],
  },
  {
    name: "favorites.add",
    run: ({ favorites }) => favorites.add({ id: "F1", category: "FOLDER" }),
    line: "PUT /core/rest/preferences/favorites",
    body: '{"id":"F1","category":"FOLDER"}',
    accept: ANY,
  },
  {
    name: "favorites.remove",
    run: ({ favorites }) => favorites.remove(F1),
    line: "DELETE /core/rest/preferences/favorites/reference/FOLDER/F1",
  },
  {
    name: "favorites.delete",
    run: ({ favorites }) => favorites.delete({ ids: ["1", "2"] }),
    line: "DELETE /core/rest/preferences/favorites/1,2",
  },
  {
    name: "caches.list",
    run: ({ caches }) => caches.list(),
    line: "GET /core/rest/caches",
    response: UNDOCUMENTED,
    result: undocumented,
    accept: ANY,
  },
  {
    name: "caches.clear",
    run: ({ caches }) => caches.clear({ names: ["acl", "class"] }),
    line: "DELETE /core/rest/caches/acl,class",
    accept: ANY,
  },
  { name: "caches.clearAll", run: ({ caches }) => caches.clearAll(), line: "DELETE /core/rest/caches", accept: ANY },
  {
    name: "features.list",
    run: ({ features }) => features.list(),
    line: "GET /core/rest/features",
    response: UNDOCUMENTED,
    result: undocumented,
    accept: ANY,
  },
  {
    name: "features.get",
    run: ({ features }) => features.get({ name: "annotations" }),
    line: "GET /core/rest/features/annotations",
    response: UNDOCUMENTED,
    result: undocumented,
    accept: ANY,
  },
  {
    name: "features.listInternal",
    run: ({ features }) => features.listInternal(),
    line: "GET /core/rest/features/internal",
    response: UNDOCUMENTED,
    result: undocumented,
    accept: ANY,
  },
  {
    name: "features.listCustom",
    run: ({ features }) => features.listCustom(),
    line: "GET /core/rest/features/custom",
    response: UNDOCUMENTED,
    result: undocumented,
    accept: ANY,
  },
  ...(["waiting", "processing", "errors"] as const).flatMap((state): FlowerDocsGolden[] => [
    {
      name: `jobs.list of ${state}`,
      run: ({ jobs }) => jobs.list({ state }),
      line: `GET /core/rest/jobs/${state}`,
      response: UNDOCUMENTED,
      result: undocumented,
      accept: ANY,
    },
    {
      name: `jobs.count of ${state}`,
      run: ({ jobs }) => jobs.count({ state }),
      line: `GET /core/rest/jobs/${state}/count`,
      response: UNDOCUMENTED,
      result: undocumented,
      accept: ANY,
    },
  ]),
  {
    name: "jobs.retry",
    run: ({ jobs }) => jobs.retry({ id: "J1" }),
    line: "POST /core/rest/jobs/retry/J1",
    accept: ANY,
  },
  {
    name: "jobs.deleteErrors",
    run: ({ jobs }) => jobs.deleteErrors(),
    line: "DELETE /core/rest/jobs/errors",
    accept: ANY,
  },
  {
    name: "metrics.list",
    run: ({ metrics }) => metrics.list({ profile: "ADMIN", start: 1, end: 2 }),
    line: "GET /core/rest/metrics/profiles/ADMIN?start=1&end=2",
    response: UNDOCUMENTED,
    result: undocumented,
    accept: ANY,
  },
  {
    name: "metrics.count",
    run: ({ metrics }) => metrics.count({ profile: "ADMIN" }),
    line: "GET /core/rest/metrics/profiles/ADMIN/count",
    response: UNDOCUMENTED,
    result: undocumented,
    accept: ANY,
  },
  {
    name: "metrics.create",
    run: ({ metrics }) => metrics.create(),
    line: "POST /core/rest/metrics/profiles",
    accept: ANY,
  },
  {
    name: "metrics.delete",
    run: ({ metrics }) => metrics.delete({ start: 1, end: 2 }),
    line: "DELETE /core/rest/metrics/profiles?start=1&end=2",
    accept: ANY,
  },
  {
    name: "pages.getPublic",
    run: ({ pages }) => pages.getPublic({ scope: "ACME", path: "help/first steps.html" }),
    line: "GET /core/rest/public/ACME/pages/help/first%20steps.html",
    response: "<html></html>",
    result: "<html></html>",
    accept: "text/html, */*",
  },
  {
    name: "pages.getPrivate",
    run: ({ pages }) => pages.getPrivate({ scope: "ACME", path: "news/today.html" }),
    line: "GET /core/rest/private/ACME/pages/news/today.html",
    response: "<html></html>",
    result: "<html></html>",
    accept: "text/html, */*",
  },
  {
    name: "encryptor.encrypt, a JSON string",
    run: ({ encryptor }) => encryptor.encrypt({ text: 'a "word"' }),
    line: "POST /core/rest/encrypt",
    body: '"a \\"word\\""',
    response: "ENC(x)",
    result: "ENC(x)",
    accept: ANY,
  },
  {
    name: "templates.renderWord",
    run: async ({ templates }) =>
      textOf(await templates.renderWord({ id: "letter", tags: [{ name: "filename", value: ["a.docx"] }] })),
    line: "POST /core/rest/template/msoffice/letter",
    body: '[{"name":"filename","value":["a.docx"]}]',
    accept: "*/*",
    response: '{"a":1}',
    result: '{"a":1}',
  },
  {
    name: "templates.createWordFile",
    run: ({ templates }) => templates.createWordFile({ id: "letter", tags: [] }),
    line: "POST /core/rest/template/msoffice/letter/id",
    body: "[]",
    response: "tmp_1",
    result: "tmp_1",
    accept: ANY,
  },
  {
    name: "server.info",
    run: ({ server: core }) => core.info(),
    line: "GET /core/actuator/info",
    response: UNDOCUMENTED,
    result: undocumented,
    accept: ANY,
  },
  {
    name: "server.status",
    run: ({ server: core }) => core.status(),
    line: "GET /core/actuator/status",
    response: UNDOCUMENTED,
    result: undocumented,
    accept: ANY,
  },
];

/** Operations whose request depends on the version, by the first version that has it. */
const dialects: (FlowerDocsGolden & { versions: string[] })[] = [
  ...SEARCHED.flatMap(([name]) => [
    {
      name: `${name}.exportCsv as a job`,
      versions: ["2026.0.0"],
      run: async (client: FlowerDocs) => (await client[name].exportCsv({ ...signed, locale: "fr" })).id,
      line: `POST /core/rest/${name}/search/csv?locale=fr`,
      body: `{${SIGNED}}`,
      response: "J1",
      result: "J1",
      accept: ANY,
    },
    {
      name: `${name}.exportCsv in one response`,
      versions: ["2025.1", "2025.4"],
      run: async (client: FlowerDocs) =>
        textOf(await (await client[name].exportCsv({ ...signed, locale: "fr" })).wait()),
      line: `POST /core/rest/${name}/search/csv?locale=fr`,
      body: `{${SIGNED}}`,
      response: "name\n",
      result: "name\n",
      accept: "*/*",
    },
  ]),
  ...(["reserve", "release"] as const).flatMap((method) => [
    {
      name: `reservations.${method}`,
      versions: ["2025.2", "2026.0.0"],
      run: ({ reservations }: FlowerDocs) => reservations[method]({ components: [F1] }),
      line: `POST /core/rest/reservation/${method}`,
      body: REFERENCES,
      accept: ANY,
    },
    ...CATEGORIES.map(([category, path]) => ({
      name: `reservations.${method} of a ${category}`,
      versions: ["2.19", "2025.1"],
      run: ({ reservations }: FlowerDocs) =>
        reservations[method]({ components: ["X1", "é 2"].map((id) => ({ category, id })) }),
      line: `POST /core/rest/${path}/X1,%C3%A9%202/reservation/${method}`,
      accept: ANY,
    })),
  ]),
  {
    name: "reservations.get",
    versions: ["2025.2", "2026.0.0"],
    run: ({ reservations }) => reservations.get({ components: [F1] }),
    line: "POST /core/rest/reservation",
    body: REFERENCES,
    response: UNDOCUMENTED,
    result: [undocumented],
    accept: ANY,
  },
  ...CATEGORIES.map(([category, path]) => ({
    name: `reservations.get of a ${category}`,
    versions: ["2025.1"],
    run: ({ reservations }: FlowerDocs) => reservations.get({ components: [{ category, id: "X1" }] }),
    line: `GET /core/rest/${path}/X1/reservation`,
    response: UNDOCUMENTED,
    result: [undocumented],
    accept: ANY,
  })),
  {
    name: "acls.getOf",
    versions: ["2026.0.0", "2026.1"],
    run: ({ acls }) => acls.getOf(F1),
    line: "POST /core/rest/acl/reference",
    body: '{"category":"FOLDER","id":"F1"}',
    response: '[{"id":"everybody"}]',
    result: { id: "everybody" },
  },
  {
    name: "acls.getOf",
    versions: ["2025.1", "2025.4"],
    run: ({ acls }) => acls.getOf(F1),
    line: "GET /core/rest/acl/FOLDER/F1",
    response: '[{"id":"everybody"}]',
    result: { id: "everybody" },
  },
  {
    name: "templates.renderHtml",
    versions: ["2025.2", "2026.0"],
    run: ({ templates }) => templates.renderHtml({ id: "welcome", values: { name: "Jane" } }),
    line: "POST /core/rest/templates/html/welcome",
    body: '{"name":"Jane"}',
    response: "<p>Jane</p>",
    result: "<p>Jane</p>",
    accept: "text/html, text/plain, */*",
  },
  {
    name: "templates.renderHtml",
    versions: ["2025.1"],
    run: ({ templates }) => templates.renderHtml({ id: "welcome", values: { name: "Jane" } }),
    line: "POST /core/rest/template/html/welcome",
    body: '{"name":"Jane"}',
    response: "<p>Jane</p>",
    result: "<p>Jane</p>",
    accept: "text/html, text/plain, */*",
  },
  {
    name: "annotations.list",
    versions: ["2025.2", "2026.0"],
    run: ({ annotations }) => annotations.list({ id: "D1" }),
    line: "GET /core/rest/documents/D1/annotations",
    response: ANNOTATIONS,
    result: [annotation],
  },
  {
    name: "annotations.create",
    versions: ["2025.2", "2026.0"],
    run: ({ annotations }) => annotations.create({ id: "D1", annotations: [annotation] }),
    line: "POST /core/rest/documents/D1/annotations",
    body: ANNOTATIONS,
    accept: ANY,
  },
  {
    name: "annotations.update",
    versions: ["2025.2", "2026.0"],
    run: ({ annotations }) => annotations.update({ id: "D1", annotationIds: ["A1"], annotations: [annotation] }),
    line: "POST /core/rest/documents/D1/annotations/A1",
    body: ANNOTATIONS,
    accept: ANY,
  },
  {
    name: "annotations.delete",
    versions: VERSIONS,
    run: ({ annotations }) => annotations.delete({ id: "D1", annotationIds: ["A1", "A2"] }),
    line: "DELETE /core/rest/documents/D1/annotations/A1,A2",
  },
  {
    name: "annotations.deleteAll",
    versions: VERSIONS,
    run: ({ annotations }) => annotations.deleteAll({ id: "D1" }),
    line: "DELETE /core/rest/documents/D1/annotations/allAnnotations",
  },
];

export const dialectCases = dialects.flatMap(({ versions, ...operation }) =>
  versions.map((version) => ({ version, ...operation })),
);
