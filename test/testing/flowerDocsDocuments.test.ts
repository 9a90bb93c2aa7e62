/** What becomes of documents, their files and versions in the emulated FlowerDocs. */
import { connect } from "node:net";
import { FlowerDocs } from "tessera-sdk/flower-docs";
import { flowerDocs, startEmulator } from "tessera-sdk/testing";
import { describe, expect, onTestFinished, test } from "vitest";
import { zipOf } from "../../src/testing/flowerDocs/zip.js";
import { codeOf, type RawRequest, rawFlowerDocs } from "../support/rawFlowerDocs.js";

type Core = ReturnType<typeof rawFlowerDocs>;

const DOCUMENT = { id: "N1", name: "New", category: "DOCUMENT", data: { classId: "Kept" } };
const TYPE = "multipart/form-data; boundary=b";

/** A form with a file, and before it the document where there is one. */
function formOf(text: string, document?: object): Uint8Array {
  const part = (head: string, body: string) => `--b\r\ncontent-disposition: form-data; ${head}\r\n\r\n${body}\r\n`;
  const first = document && part('name="document"\r\ncontent-type: application/json', JSON.stringify([document]));
  const file = part('name="file"; filename="ü.txt"\r\ncontent-type: text/plain', text);
  return new TextEncoder().encode(`${first ?? ""}${file}--b--\r\n`);
}

const form = (text: string, document?: object): RawRequest => ({
  bytes: formOf(text, document),
  headers: { "content-type": TYPE },
});

const jsonOf = async (core: Core, request: string, raw?: RawRequest) =>
  JSON.parse((await core.send(request, raw)).body);

async function textOf(core: Core, id: string, fileId: string): Promise<unknown> {
  const response = await core.send(`GET documents/${id}/files/${fileId}/content`);
  return response.bytes ? new TextDecoder().decode(response.bytes) : codeOf(response);
}

/** A document of a class, with a version of its first content and another content after it. */
async function replaced(versioningMode: string | undefined) {
  const core = rawFlowerDocs();
  const kept = { id: "Kept", category: "DOCUMENT", data: { ACL: "everybody" }, versioningMode };
  await core.send("POST documentclass", { body: [kept] });
  const [{ files }] = await jsonOf(core, "POST documents/unique", form("first", DOCUMENT));
  const [version] = await jsonOf(core, "POST documents/N1/versions", { body: '"signed"' });
  await core.send("POST documents/N1/unique", form("second", DOCUMENT));
  return { core, fileId: files[0].id as string, version };
}

describe("content that was replaced", () => {
  test.each([undefined, "NONE"])("is gone with the versioning mode %j: versions are hollow", async (mode) => {
    const { core, fileId, version } = await replaced(mode);
    expect(await textOf(core, version.id, fileId)).toBe("T00702");
    expect((await core.send(`POST documents/N1/versions/${version.id}/revert`)).status).toBe(200);
    expect(await textOf(core, "N1", fileId)).toBe("T00702");
  });

  test.each(["MANUAL", "AUTO"])("is kept by versions with the versioning mode %j", async (mode) => {
    const { core, fileId, version } = await replaced(mode);
    const [{ files }] = await jsonOf(core, "GET documents/N1");
    expect(await textOf(core, version.id, fileId)).toBe("first");
    expect(await textOf(core, "N1", files[0].id)).toBe("second");
    expect(await textOf(core, "N1", fileId)).toBe("T00702");
    await core.send(`POST documents/N1/versions/${version.id}/revert`);
    expect(await textOf(core, "N1", fileId)).toBe("first");
    await core.send(`DELETE documents/N1/versions/${version.id}`);
    expect(await textOf(core, "N1", fileId)).toBe("first");
  });

  test("is gone where an update leaves it out", async () => {
    const core = rawFlowerDocs();
    const [document] = await jsonOf(core, "GET documents/D1");
    const { files, ...others } = document;
    await core.send("POST documents/D1", { body: [others] });
    expect((await core.send("POST documents/D1", { body: [document] })).status).toBe(500);
    expect(await textOf(core, "D1", files[0].id)).toBe("T00702");
  });
});

describe("versions", () => {
  test("have a label as it was sent, and the document as it was", async () => {
    const { core, version } = await replaced("MANUAL");
    expect(version).toMatchObject({ versionLabel: '"signed"', currentVersion: false, versionSeriesId: "N1" });
    const { versions } = await jsonOf(core, "GET documents/N1/versions");
    expect(versions.map(({ Document }: { Document: object }) => Document)).toMatchObject([
      { id: version.id, currentVersion: false },
      { id: "N1", currentVersion: true },
    ]);
  });

  test.each([
    ["POST documents/{id}", { body: [{ ...DOCUMENT, id: "{id}" }] }],
    ["POST documents/{id}/unique", form("x", DOCUMENT)],
    ["POST documents/{id}/files", form("x")],
    ["POST documents/{id}/files/{fileId}/name", { body: "x" }],
    ["DELETE documents/{id}/files/{fileId}", {}],
    ["POST documents/{id}/versions", { body: "x" }],
    ["DELETE documents/{id}", {}],
  ] satisfies [string, RawRequest][])("that are not current are not changed by %s", async (request, raw) => {
    const { core, version, fileId } = await replaced("MANUAL");
    const before = await jsonOf(core, "GET documents/N1/versions");
    const filled = request.replace("{id}", version.id).replace("{fileId}", fileId);
    expect(codeOf(await core.send(filled, raw))).toBe("F01500");
    expect(await jsonOf(core, "GET documents/N1/versions")).toEqual(before);
    expect(await textOf(core, version.id, fileId)).toBe("first");
  });

  test.each(["GET {v}", "POST {v}/revert", "DELETE {v}"])("that are unknown: %s", async (request) => {
    const core = rawFlowerDocs();
    expect(codeOf(await core.send(request.replace("{v}", "documents/D1/versions/V7")))).toBe("F00012");
  });

  test("are deleted with their document, or all but the current one", async () => {
    const { core, version, fileId } = await replaced("MANUAL");
    await core.send("DELETE documents/N1/versions");
    expect((await jsonOf(core, "GET documents/N1/versions")).versions).toHaveLength(1);
    expect(codeOf(await core.send(`GET documents/${version.id}`))).toBe("F00012");
    await core.send("DELETE documents/N1");
    expect(codeOf(await core.send("GET documents/N1/versions"))).toBe("F00012");
    const again = { ...DOCUMENT, files: [{ id: fileId }] };
    expect(codeOf(await core.send("POST documents", { body: [again] }))).toBe("T00707");
  });
});

describe("a temporary file", () => {
  const withFile = (id: string, fileId: string) => ({ ...DOCUMENT, id, files: [{ id: fileId, size: 0 }] });

  async function uploaded() {
    const core = rawFlowerDocs();
    const { id } = await jsonOf(core, "POST files/tmp", form("text"));
    return { core, fileId: id as string };
  }

  test("is taken by one document, once", async () => {
    const { core, fileId } = await uploaded();
    expect((await core.send("POST documents", { body: [withFile("N1", fileId)] })).status).toBe(200);
    expect(await textOf(core, "N1", fileId)).toBe("text");
    expect(core.core.temporaryFileIds).toEqual([]);
    for (const request of [`GET files/tmp/${fileId}`, `DELETE files/tmp/${fileId}`]) {
      expect(codeOf(await core.send(request))).toBe("T00707");
    }
    expect(codeOf(await core.send("POST documents", { body: [withFile("N2", fileId)] }))).toBe("T00707");
    expect((await core.send("POST documents/N1", { body: [withFile("N1", fileId)] })).status).toBe(200);
  });

  test("of several documents of which one is refused stays as it is, and none is stored", async () => {
    const { core, fileId } = await uploaded();
    for (const bad of [withFile("N2", fileId), withFile("N2", "tmp_unknown"), { ...DOCUMENT, id: "D1" }, null]) {
      expect((await core.send("POST documents", { body: [withFile("N1", fileId), bad] })).status).not.toBe(200);
      expect(codeOf(await core.send("GET documents/N1"))).toBe("F00012");
      expect(core.core.temporaryFileIds).toEqual([fileId]);
    }
  });
});

test("a document with its file in one request is found by searches, too", async () => {
  const core = rawFlowerDocs();
  const found = async () => (await jsonOf(core, "POST documents/search", { body: { max: 10 } })).found;
  const before = await found();
  await core.send("POST documents/unique", form("text", DOCUMENT));
  expect(await found()).toBe(before);
  await core.clock.advance(core.core.indexLagMs);
  expect(await found()).toBe(before + 1);
});

describe("an upload that is cut", () => {
  const uploads: [string, Uint8Array][] = [
    ["POST files/tmp", formOf("text")],
    ["POST documents/unique", formOf("text", DOCUMENT)],
    ["POST documents/D1/unique", formOf("text", { ...DOCUMENT, id: "D1" })],
    ["POST documents/D1/files", formOf("text")],
    ["POST documents/D1/files?replace=true", formOf("text")],
  ];

  async function stateOf(send: (request: string) => Promise<unknown>): Promise<unknown[]> {
    return Promise.all(["GET documents/D1", "GET documents/D1/files", "GET documents/N1"].map(send));
  }

  test.each(uploads)("after any byte changes nothing: %s", async (request, bytes) => {
    const core = rawFlowerDocs();
    const state = () => stateOf(async (each) => (await core.send(each)).body);
    const before = await state();
    for (let length = 0; length < bytes.length; length++) {
      const cut = { bytes: bytes.subarray(0, length), headers: { "content-type": TYPE } };
      expect((await core.send(request, cut)).status).toBe(415);
    }
    expect(await state()).toEqual(before);
    expect(core.core.temporaryFileIds).toEqual([]);
    expect((await core.send(request, { ...form(""), bytes })).status).toBe(200);
  });

  const framings = ["content-length", "chunked"].flatMap((framing) =>
    uploads.map(([request, bytes]) => ({ framing, request, bytes })),
  );
  test.each(framings)(
    "with its connection ($framing) changes nothing: $request",
    async ({ framing, request, bytes }) => {
      const emulator = await startEmulator({ services: [flowerDocs] });
      onTestFinished(() => emulator.close());
      const token = emulator.flowerDocs.issueToken();
      const [method = "", path = ""] = request.split(" ");
      const state = () =>
        stateOf(async (each) => {
          const response = await fetch(`${emulator.baseUrls.flowerDocs}/rest/${each.slice(4)}`, { headers: { token } });
          return response.text();
        });
      const before = await state();
      const length = framing === "chunked" ? "transfer-encoding: chunked" : `content-length: ${bytes.length}`;
      const head = `${method} /flower-docs/core/rest/${path} HTTP/1.1\r\nhost: x\r\ntoken: ${token}\r\ncontent-type: ${TYPE}\r\n${length}\r\n\r\n`;
      // A body that is whole, but for the end of the last chunk, is cut as well.
      const body =
        framing === "chunked" ? [`${bytes.length.toString(16)}\r\n`, bytes, "\r\n"] : [bytes.subarray(0, -1)];
      const whole = Buffer.concat([head, ...body].map((each) => Buffer.from(each)));
      const cuts = [10, head.length - 1, head.length, head.length + 40, whole.length - 1, whole.length];
      for (const cut of cuts) {
        const socket = connect(Number(new URL(emulator.url).port), "127.0.0.1");
        await new Promise<void>((resolve) => socket.write(whole.subarray(0, cut), () => resolve()));
        await new Promise<void>((resolve) => socket.on("close", () => resolve()).destroy());
      }
      expect(await state()).toEqual(before);
      expect(emulator.flowerDocs.temporaryFileIds).toEqual([]);
      expect(emulator.requests.filter((each) => each.method === "POST")).toEqual([]);
    },
  );
});

describe.each(["2025.1", "2026.0"])("an archive of version %s", (version) => {
  const archive = "documents/D1/content/archive";

  test("comes in one response where no job is requested", async () => {
    const core = rawFlowerDocs(version);
    const response = await core.send(`GET ${archive}?isAsync=false&name=a%20b.zip`);
    expect(response.headers).toMatchObject({
      "content-type": "application/zip",
      "content-disposition": "attachment; filename*=UTF-8''a%20b.zip",
    });
    expect(response.bytes).toEqual(
      zipOf([{ name: "contract.txt", bytes: new TextEncoder().encode("Contract of sale") }]),
    );
    expect(codeOf(await core.send("GET documents/D1,D7/content/archive?isAsync=false"))).toBe("F00012");
    expect(codeOf(await core.send("GET folders/D1/content/archive?isAsync=false"))).toBe("F00012");
  });

  test("is a job otherwise, found by the same ids until its result is there", async () => {
    const core = rawFlowerDocs(version);
    expect(codeOf(await core.send(`GET ${archive}/job/status`))).toBe("F00012");
    expect((await core.send(`GET ${archive}`)).status).toBe(200);
    expect((await core.send(`GET ${archive}/job/status`)).body).toBe("PROCESSING");
    expect(codeOf(await core.send(`GET ${archive}/job`))).toBe("F00012");
    expect(codeOf(await core.send("GET documents/D2/content/archive/job/status"))).toBe("F00012");
    await core.clock.advance(core.core.exportMs);
    expect((await core.send(`GET ${archive}/job/status`)).body).toBe("DONE");
    expect((await core.send(`GET ${archive}/job/error`)).body).toBe("");
    expect((await core.send(`GET ${archive}/job`)).bytes).toEqual(
      (await core.send(`GET ${archive}?isAsync=false`)).bytes,
    );
  });

  test("is what the client's job returns", async () => {
    const { clock, emulator, own: auth, send } = rawFlowerDocs(version);
    const baseUrl = "https://flowerdocs.example.com/core";
    const client = new FlowerDocs({ auth, baseUrl, clock, serverVersion: version, transport: emulator.transport });
    const job = await client.archives.exportDocuments({ ids: ["D1"] });
    const waiting = job.wait();
    await clock.advance(10_000);
    const chunks: Uint8Array[] = [];
    for await (const chunk of await waiting) chunks.push(chunk);
    const { bytes = new Uint8Array() } = await send(`GET ${archive}?isAsync=false`);
    expect(Buffer.concat(chunks)).toEqual(Buffer.from(bytes));
  });

  test("is a job that fails where something is missing", async () => {
    const core = rawFlowerDocs(version);
    const missing = "folders/F7/content/archive";
    expect((await core.send(`GET ${missing}?isAsync=true`)).status).toBe(200);
    await core.clock.advance(core.core.exportMs);
    expect((await core.send(`GET ${missing}/job/status`)).body).toBe("ERROR");
    expect((await core.send(`GET ${missing}/job/error`)).body).toContain("F00012");
    expect(codeOf(await core.send(`GET ${missing}/job`))).toBe("F00012");
  });

  test("of a folder has the files of the documents in it", async () => {
    const core = rawFlowerDocs(version);
    const folder = { id: "F9", name: "x", category: "FOLDER", data: { classId: "ContractFolder" } };
    await core.send("POST folders", { body: [{ ...folder, children: [{ id: "D1", category: "DOCUMENT" }] }] });
    const of = async (path: string) => (await core.send(`GET ${path}/content/archive?isAsync=false`)).bytes;
    expect(await of("folders/F9")).toEqual(await of("documents/D1"));
  });
});

test("an archive is a ZIP file", () => {
  const bytes = zipOf([{ name: "ü", bytes: new TextEncoder().encode("123456789") }]);
  // Written once and read by Python's zipfile. The CRC of these digits is that of every table of CRCs: cbf43926.
  expect(Buffer.from(bytes).toString("hex")).toBe(
    "504b0304140000080000000021002639f4cb090000000900000002000000c3bc313233343536373839504b01021400140000080000000021002639f4cb0900000009000000020000000000000000000000000000000000c3bc504b0506000000000100010030000000290000000000",
  );
  expect(Buffer.from(zipOf([])).toString("hex")).toBe(`504b0506${"00".repeat(18)}`);
});
