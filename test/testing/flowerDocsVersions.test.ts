/** What the emulated FlowerDocs takes and refuses, by the version that it behaves as. */
import { describe, expect, test } from "vitest";
import { codeOf, type RawRequest, rawFlowerDocs } from "../support/rawFlowerDocs.js";

const ANNOTATION = { type: "com.arondor.viewer.annotation.api.CircleElemType", title: "New" };
const CLASS = { id: "Invoice", category: "DOCUMENT", data: { ACL: "everybody" } };
const FOLDER = { id: "F9", name: "New", category: "FOLDER", data: { classId: "ContractFolder" } };
const SEARCH = { selectClause: { fields: ["name"] } };
const REFERENCES = [{ category: "DOCUMENT", id: "D1" }];

/** A form of a document and a file. */
function form(document: unknown): RawRequest {
  const part = (head: string, body: string) => `--b\r\ncontent-disposition: form-data; ${head}\r\n\r\n${body}\r\n`;
  const parts = [
    part('name="document"\r\ncontent-type: application/json', JSON.stringify(document)),
    part('name="file"; filename="a.txt"\r\ncontent-type: text/plain', "text"),
  ];
  const bytes = new TextEncoder().encode(`${parts.join("")}--b--\r\n`);
  return { bytes, headers: { "content-type": "multipart/form-data; boundary=b" } };
}

const dated = (creationDate: string) => ({ body: [{ ...FOLDER, data: { ...FOLDER.data, creationDate } }] });
const twice = [
  { name: "Client", value: ["a"] },
  { name: "Client", value: ["b"] },
];

/** A status, or a code with the status 500. */
type Outcome = number | string;

const cases: [string, RawRequest, Record<string, Outcome>][] = [
  ["POST token/user?validityTime=60", {}, { "2025.1": "F00101", "2025.2": 200, "2026.0": 200 }],
  ["PUT token/user", {}, { "2025.1": 405, "2025.2": 200, "2026.0": 200 }],
  ["POST token?validityTime=60", {}, { "2025.1": 200, "2025.2": 200, "2026.0": 404 }],
  ["PUT token", {}, { "2025.1": 200, "2025.2": 200, "2026.0": 404 }],
  ["POST token/document/D1?readOnly=true", {}, { "2025.1": 200, "2026.0": 200 }],
  [
    "POST documents/unique",
    form([{ ...FOLDER, category: "DOCUMENT" }]),
    { "2025.0": 415, "2025.1": 200, "2026.0": 200 },
  ],
  ["POST documents/D1/unique", form([{ id: "D1" }]), { "2025.0": 404, "2025.1": 200, "2026.0": 200 }],
  ["POST documents/unique", { body: [FOLDER] }, { "2025.1": 415, "2026.0": 415 }],
  ["POST files/tmp", { body: [] }, { "2025.1": 415, "2026.0": 415 }],
  ["POST reservation/reserve", { body: REFERENCES }, { "2025.1": 404, "2025.2": 200, "2026.0": 200 }],
  ["POST reservation/release", { body: REFERENCES }, { "2025.1": 404, "2025.2": 200, "2026.0": 200 }],
  ["POST reservation", { body: REFERENCES }, { "2025.1": 404, "2025.2": 200, "2026.0": 200 }],
  ["POST documents/D1/reservation/reserve", {}, { "2025.1": 200, "2025.4": 200, "2026.0": 404 }],
  ["POST documents/D1/reservation/release", {}, { "2025.1": 200, "2025.4": 200, "2026.0": 404 }],
  ["GET documents/D1/reservation", {}, { "2025.1": 200, "2025.4": 200, "2026.0": 404 }],
  ["POST templates/html/W1", { body: {} }, { "2025.1": 404, "2025.2": 200, "2026.0": 200 }],
  ["POST template/html/W1", { body: {} }, { "2025.1": 200, "2025.2": 404, "2026.0": 404 }],
  ["POST acl/reference", { body: REFERENCES[0] }, { "2025.1": 400, "2025.4": 400, "2026.0": 200 }],
  ["GET acl/FOLDER/F1", {}, { "2025.1": 200, "2025.4": 200, "2026.0": 404 }],
  ["GET documents/D1/versions/D1", {}, { "2.9": 404, "2025.1": 200, "2026.0": 200 }],
  ["GET folders/search/job/status?jobId=x", {}, { "2025.1": 404, "2025.10": 404, "2026.0": "F00012" }],
  ["GET folders/search/job?jobId=x", {}, { "2025.1": 404, "2026.0": "F00012" }],
  ["GET folders/search/job/error?jobId=x", {}, { "2025.1": 404, "2026.0": "F00012" }],
  ["POST documents/D1/annotations", { body: [ANNOTATION] }, { "2025.1": 415, "2025.2": 200, "2026.0": 200 }],
  [
    "POST documents/D1/annotations",
    { body: [ANNOTATION], headers: { "content-type": "application/xml" } },
    { "2025.1": 415, "2025.2": 415, "2026.0": 415 },
  ],
  ["POST folders", dated("2025-03-07 13:59:53.401 +0100"), { "2025.1": 200, "2026.0": 200 }],
  ["POST folders", dated("2025-03-07T13:59:53.401+01:00"), { "2025.1": 400, "2025.4": 400, "2026.0": 200 }],
  ["POST folders", dated("2025-03-07T13:59:53Z"), { "2025.1": 400, "2026.0": 400 }],
  ["POST folders", dated("1741352393401"), { "2025.1": 400, "2026.0": 400 }],
  ["POST folders", dated("2026-01-01 01:00:00.001 +0100"), { "2025.1": "F00013", "2026.0": "F00013" }],
  ["POST folders", dated("2026-01-01 01:00:00.000 +0100"), { "2025.1": 200, "2026.0": 200 }],
  ["POST folders", { body: [{ ...FOLDER, tags: twice }] }, { "2025.1": 200, "2026.0": "F00040" }],
  ["POST folders", { body: FOLDER }, { "2025.1": 400, "2026.0": 400 }],
  ["POST folders", { body: [null] }, { "2025.1": 400, "2026.0": 400 }],
  ["POST folders", { body: [{ ...FOLDER, id: 9 }] }, { "2025.1": 400, "2026.0": 400 }],
  ["POST documents/unique", form(FOLDER), { "2025.1": 400, "2026.0": 400 }],
  ["POST documents/unique", form([]), { "2025.1": 400, "2026.0": 400 }],
  ["POST documents/unique", form([null]), { "2025.1": 400, "2026.0": 400 }],
  ["POST documents/unique", form([FOLDER, FOLDER]), { "2025.1": 400, "2026.0": 400 }],
  ["POST documents/unique", form([{ id: "D1" }]), { "2025.1": "T00108", "2026.0": "T00108" }],
  ["POST documents/D1/unique", form([FOLDER]), { "2025.1": 400, "2026.0": 400 }],
  ["POST documents/D7/unique", form([{ id: "D7" }]), { "2025.1": "F00012", "2026.0": "F00012" }],
  ["POST folders", { body: [FOLDER, FOLDER] }, { "2025.1": "T00108", "2026.0": "T00108" }],
  ["POST folders", { body: [{ ...FOLDER, id: "F1" }] }, { "2025.1": "T00108", "2026.0": "T00108" }],
  ["POST folders/", { body: [FOLDER] }, { "2026.0": 404 }],
  ["POST folders/F1", { body: [FOLDER] }, { "2025.1": 400, "2026.0": 400 }],
  ["POST folders/F1,F3", { body: [{ ...FOLDER, id: "F1" }] }, { "2025.1": 400, "2026.0": 400 }],
  ["POST documentclass", { body: [CLASS] }, { "2025.1": "F00204", "2025.4": "F00204", "2026.0": 200 }],
  ["POST documentclass", { body: [{ ...CLASS, active: true }] }, { "2025.1": 200, "2026.0": 200 }],
  [
    "POST documentclass",
    { body: [{ ...CLASS, active: true, category: "" }] },
    { "2025.1": "F00204", "2026.0": "F00204" },
  ],
  ["POST documentclass", { body: [{ ...CLASS, active: true, data: {} }] }, { "2025.1": "F00208", "2026.0": "F00208" }],
  [
    "POST documentclass",
    { body: [{ ...CLASS, id: "Contract", active: true }] },
    { "2025.1": "F00903", "2026.0": "F00903" },
  ],
  ["GET documents/D1,D7", {}, { "2025.1": "F00012", "2026.0": "F00012" }],
  ["GET tasks/T7", {}, { "2025.1": "T00103", "2026.0": "T00103" }],
  ["GET documentclass/X", {}, { "2025.1": "F00206", "2026.0": "F00206" }],
  ["GET acl/X", {}, { "2025.1": "T01002", "2026.0": "T01002" }],
  ["GET teams", {}, { "2025.1": 404, "2026.0": 404 }],
];
const each = cases.flatMap(([request, raw, outcomes]) =>
  Object.entries(outcomes).map(([version, outcome]) => ({ request, raw, version, outcome })),
);

test.each(each)("$version: $request has the outcome $outcome", async ({ request, raw, version, outcome }) => {
  const { send } = rawFlowerDocs(version);
  const response = await send(request, raw);
  const code = codeOf(response);
  expect(response.status === 500 && code ? code : response.status).toBe(outcome);
});

describe("what one version sends and another does not:", () => {
  const read = async (version: string, request: string, raw: RawRequest = {}) =>
    (await rawFlowerDocs(version).send(request, raw)).body;

  test("a CSV in one response, or the id of a job", async () => {
    const csv = (version: string) => read(version, "POST folders/search/csv", { body: SEARCH });
    expect(await csv("2025.4")).toBe("name\nContracts\nDrafts\n");
    expect(await csv("2026.0")).toMatch(/^[\w-]+$/);
  });

  test("annotations as XFDF, or as JSON", async () => {
    const list = (version: string, accept: string) =>
      read(version, "GET documents/D1/annotations", { headers: { accept } });
    for (const accept of ["application/json", "*/*"]) expect(await list("2025.1", accept)).toMatch(/^<\?xml/);
    expect(await list("2025.2", "*/*")).toMatch(/^<\?xml/);
    expect(await list("2025.2", "application/json")).toMatch(/^\[/);
    expect(await list("2026.0", "*/*")).toMatch(/^\[/);
  });

  test("classes that are active, or never", async () => {
    expect(JSON.parse(await read("2025.1", "GET documentclass/Contract"))).toMatchObject([{ active: true }]);
    expect(JSON.parse(await read("2026.0", "GET documentclass/Contract"))).toMatchObject([{ active: false }]);
  });

  test.each([
    { version: "2025.0", status: 401 },
    { version: "2025.1", status: 200 },
  ])("its status, which $version sends to who has no token with $status", async ({ version, status }) => {
    const { emulator } = rawFlowerDocs(version);
    const sent = { method: "GET", target: "/core/actuator/status", headers: {}, body: "" };
    expect(await emulator.handle(sent)).toMatchObject({ status });
  });

  test("its version", async () => {
    const { emulator, own: token } = rawFlowerDocs("2026.1.0");
    const target = "/core/actuator/info";
    const response = await emulator.handle({ method: "GET", target, headers: { token }, body: "" });
    expect(response).toMatchObject({ body: expect.stringContaining('"2026.1.0"') });
  });
});
