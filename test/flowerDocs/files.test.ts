/** Files: what is sent of them, what is sent again, and what is left behind. */

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import {
  ConnectionError,
  FlowerDocs,
  type FlowerDocsFileInput,
  InvalidParamsError,
  type TransportRequest,
} from "tessera-sdk/flower-docs";
import { createEmulator, type EmulatedEndpointId, type Fault, flowerDocs, ManualClock } from "tessera-sdk/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fileNameOf } from "../../src/flowerDocs/files/disposition.js";
import { multipart } from "../../src/flowerDocs/files/multipart.js";
import { partsOf } from "../../src/testing/form.js";

const services = [flowerDocs] as const;
const baseUrl = "https://flowerdocs.example.com/core";
const DOCUMENT = { name: "Annex", data: { classId: "Contract" } };
/** Every byte, and what looks like the end of a part. */
const BYTES = Uint8Array.from([...Array(256).keys(), ...new TextEncoder().encode('\r\n--tessera-\r\n{"a":1}')]);

function setUp(serverVersion = "2026.0", options: object = {}) {
  const emulator = createEmulator({ services });
  emulator.flowerDocs.serverVersion = serverVersion;
  const auth = emulator.flowerDocs.issueToken();
  const retry = { baseMs: 0 };
  const client = new FlowerDocs({ auth, baseUrl, serverVersion, retry, transport: emulator.transport, ...options });
  const sent = () => emulator.requests.map(({ endpoint }) => endpoint?.slice("flowerdocs.".length));
  return { emulator, client, sent };
}

async function bytesOf(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return new Uint8Array(Buffer.concat(chunks));
}

const rejection = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => undefined,
    (error: unknown) => error,
  );

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tessera-files-"));
  await writeFile(join(folder, "annex.pdf"), BYTES);
});
afterAll(() => rm(folder, { recursive: true }));

const forms: [string, () => FlowerDocsFileInput, string, string][] = [
  ["bytes", () => ({ name: "a.bin", content: BYTES }), "a.bin", "application/octet-stream"],
  [
    "a Blob",
    () => ({ name: "a.pdf", content: new Blob([BYTES], { type: "application/pdf" }) }),
    "a.pdf",
    "application/pdf",
  ],
  ["a File", () => ({ content: new File([BYTES], "b.bin") }), "b.bin", "application/octet-stream"],
  ["a path", () => ({ path: join(folder, "annex.pdf"), type: "application/pdf" }), "annex.pdf", "application/pdf"],
  ["a function", () => ({ name: "c.bin", content: () => Readable.from([BYTES]) }), "c.bin", "application/octet-stream"],
];

describe("the content of a file", () => {
  test.each(forms)("from %s arrives as it is, and comes back as it is", async (_, input, name, type) => {
    const { client } = setUp();
    const document = await client.documents.createWithFiles({ document: DOCUMENT, files: [input()] });
    const fileId = document.files?.[0]?.id ?? "";
    const download = await client.files.download({ id: document.id, fileId });
    expect(download).toMatchObject({ name, type, isAltered: false });
    expect(await bytesOf(download)).toEqual(BYTES);
  });

  test.each(forms)("from %s is sent whole again by a retry", async (_, input) => {
    const { emulator, client } = setUp();
    emulator.fail({ endpoint: "flowerdocs.temporaryFiles.upload", status: 503, times: 2 });
    const { id } = await client.temporaryFiles.upload({ file: input() });
    expect(emulator.requests).toHaveLength(3);
    const [first, ...again] = emulator.requests.map(({ bytes }) => bytes);
    expect(again).toEqual([first, first]);
    expect(await bytesOf(await client.temporaryFiles.download({ id }))).toEqual(BYTES);
  });

  test("that is JSON by its type is not parsed", async () => {
    const { client } = setUp();
    const content = new TextEncoder().encode('{"a":1}');
    const { id } = await client.temporaryFiles.upload({ file: { name: "a.json", type: "application/json", content } });
    expect(await bytesOf(await client.temporaryFiles.download({ id }))).toEqual(content);
  });

  test("of a stream that can be read once is sent once, and the error says why", async () => {
    const { emulator, client } = setUp();
    emulator.fail({ endpoint: "flowerdocs.temporaryFiles.upload", status: 503 });
    const once = Readable.from([BYTES]);
    const error = await rejection(client.temporaryFiles.upload({ file: { name: "a.bin", content: () => once } }));
    expect(error).toMatchObject({ message: expect.stringContaining("must return a new stream for each attempt") });
    expect(emulator.requests).toHaveLength(1);
  });

  test("whose stream fails: the error of the stream, and nothing is stored", async () => {
    const { emulator, client } = setUp();
    const broken = new Error("disk");
    const content = async function* () {
      yield BYTES;
      throw broken;
    };
    const call = client.documents.createWithFiles({
      document: { ...DOCUMENT, id: "N1" },
      files: [{ name: "a", content }],
    });
    expect(await rejection(call)).toBe(broken);
    expect(emulator.requests).toHaveLength(0);
    expect(await client.documents.find("N1")).toBeUndefined();
  });

  test("a refused token is replaced, and all of it is sent again", async () => {
    const tokens = ["dead"];
    const { emulator, client } = setUp("2026.0", { auth: async () => ({ token: tokens.shift() ?? live() }) });
    const live = () => emulator.flowerDocs.issueToken();
    const { id } = await client.temporaryFiles.upload({
      file: { name: "a.bin", content: () => Readable.from([BYTES]) },
    });
    expect(await bytesOf(await client.temporaryFiles.download({ id }))).toEqual(BYTES);
  });
});

describe("a file that cannot be sent is refused, and nothing is sent", () => {
  const content = BYTES;
  test.each<[string, unknown, string]>([
    ["without content", { name: "a" }, "file.content"],
    ["with two contents", { name: "a", content, path: "a" }, "file.content"],
    ["with text as content", { name: "a", content: "text" }, "file.content"],
    ["with a stream in place of a function", { name: "a", content: Readable.from([BYTES]) }, "file.content"],
    ["without a name", { content }, "file.name"],
    ["with a line break in its name", { name: "a\r\nb", content }, "file.name"],
    ["with a type that has no slash", { name: "a", type: "pdf", content }, "file.type"],
    ["with a type that would end the header", { name: "a", type: "a/b;\r\nx", content }, "file.type"],
    ["at a path where there is none", { path: "/nowhere/a.pdf" }, "file.path"],
    ["at the path of a folder", { path: tmpdir() }, "file.path"],
    ["with a field that is unknown", { name: "a", content, filename: "b" }, "file"],
  ])("%s", async (_, file, path) => {
    const { emulator, client } = setUp();
    const error = await rejection(client.temporaryFiles.upload({ file: file as FlowerDocsFileInput }));
    expect(error).toBeInstanceOf(InvalidParamsError);
    expect(String(error)).toContain(`\`${path}\``);
    expect(emulator.requests).toHaveLength(0);
  });

  test("at a path of several by its place, with the reason", async () => {
    const { emulator, client } = setUp();
    const document = { name: "New", data: { classId: "Contract" } };
    const files = [{ name: "a", content }, { path: "/nowhere/a.pdf" }];
    const error = await rejection(client.documents.createWithFiles({ document, files }));
    expect(error).toMatchObject({ issues: [{ path: "files[1].path", message: expect.stringContaining("ENOENT") }] });
    expect(emulator.requests).toHaveLength(0);
  });
});

describe("names", () => {
  const names = ["a.pdf", 'say "hi".pdf', "a;b.pdf", "back\\slash", "übung – 契約.pdf", "a%22b", "=?x?=", " edge "];

  test.each(names)("%j survives both ways", async (name) => {
    const { client } = setUp();
    const { id } = await client.temporaryFiles.upload({ file: { name, content: BYTES } });
    expect(await client.temporaryFiles.download({ id })).toMatchObject({ name });
  });

  test.each<[string | undefined, string | undefined]>([
    ["attachment; filename=a.pdf", "a.pdf"],
    ["attachment; filename=a b.pdf; size=3", "a b.pdf"],
    ['attachment; filename="a;b \\"c\\".pdf"', 'a;b "c".pdf'],
    ["attachment; filename*=UTF-8''%C3%BC%20a.pdf", "ü a.pdf"],
    ["attachment; filename*=utf-8'de'%C3%BC.pdf; filename=\"u.pdf\"", "ü.pdf"],
    ["attachment; filename=\"u.pdf\"; filename*=ISO-8859-1''%FC.pdf", "ü.pdf"],
    ["attachment; filename=\"x; filename*=UTF-8''y\"", "x; filename*=UTF-8''y"],
    ["attachment; filename*=UTF-8''%FF; filename=u.pdf", "u.pdf"],
    ["attachment; filename*=nonsense''a; filename=u.pdf", "u.pdf"],
    ['filename="a.pdf"', "a.pdf"],
    ['ATTACHMENT;FILENAME="a.pdf"', "a.pdf"],
    // UTF-8 as it is, one character per byte.
    ['attachment; filename="\u00c3\u00bc.pdf"', "ü.pdf"],
    ['attachment; filename="\u00fc.pdf"', "ü.pdf"],
    ['attachment; filename=""', undefined],
    ["attachment", undefined],
    ["", undefined],
    [undefined, undefined],
  ])("%j has the name %j", (header, name) => {
    expect(fileNameOf(header)).toBe(name);
  });
});

describe("a form", () => {
  const part = { name: "file", filename: 'a "b".bin', type: "text/plain", content: BYTES };

  test("of bytes and one that is streamed have the same parts", async () => {
    const streamed = multipart([
      part,
      { ...part, content: () => Readable.from([BYTES.subarray(0, 9), BYTES.subarray(9)]) },
    ]);
    const sent = await bytesOf((streamed.body as () => AsyncIterable<Uint8Array>)());
    const expected = { name: "file", filename: 'a "b".bin', type: "text/plain", bytes: BYTES };
    expect(partsOf(sent, streamed.contentType)).toEqual([expected, expected]);
    const whole = multipart([part]);
    expect(partsOf(whole.body as Uint8Array, whole.contentType)).toEqual([expected]);
  });

  test("cut anywhere is not read by the emulator", () => {
    const { body, contentType } = multipart([part]);
    const lengths = [...Array((body as Uint8Array).length).keys()];
    expect(lengths.filter((length) => partsOf((body as Uint8Array).subarray(0, length), contentType))).toEqual([]);
  });
});

describe("a document with its files", () => {
  const file = { name: "a.bin", content: BYTES };
  const files = [file, { name: "b.bin", content: BYTES.subarray(1) }];

  test("is one request for one file, as of 2025.1", async () => {
    const { client, sent } = setUp("2025.1");
    await client.documents.createWithFiles({ document: DOCUMENT, files: [file] });
    expect(sent()).toEqual(["documents.createWithFiles"]);
  });

  test.each<[string, string, FlowerDocsFileInput[]]>([
    ["several files", "2026.0", files],
    ["a server before 2025.1", "2025.0", [file]],
  ])("goes by temporary files for %s", async (_, version, given) => {
    const { client, sent, emulator } = setUp(version);
    const created = await client.documents.createWithFiles({ document: { ...DOCUMENT, id: "N1" }, files: given });
    await client.documents.updateWithFiles({ document: { ...DOCUMENT, id: "N1" }, files: given });
    const uploads = given.map(() => "temporaryFiles.upload");
    expect(sent()).toEqual([...uploads, "documents.create", ...uploads, "documents.update"]);
    expect(created.files).toHaveLength(given.length);
    expect(emulator.flowerDocs.temporaryFileIds).toEqual([]);
  });

  test("that is refused leaves no temporary files", async () => {
    const { client, sent, emulator } = setUp();
    const error = await rejection(client.documents.createWithFiles({ document: { ...DOCUMENT, id: "D1" }, files }));
    expect(error).toMatchObject({ code: "T00108", kind: "conflict" });
    expect(emulator.flowerDocs.temporaryFileIds).toEqual([]);
    expect(sent().slice(-2)).toEqual(["temporaryFiles.delete", "temporaryFiles.delete"]);
  });

  test("of which one cannot be uploaded leaves no temporary files", async () => {
    const { client, emulator } = setUp();
    const content = () => Readable.from(["text"]);
    const error = await rejection(
      client.documents.createWithFiles({ document: DOCUMENT, files: [file, { name: "b", content: content as never }] }),
    );
    expect(error).toMatchObject({ code: "ERR_TESSERA_INVALID_PARAMS" });
    expect(emulator.flowerDocs.temporaryFileIds).toEqual([]);
  });

  test("whose creation was lost keeps them, as the document may have them", async () => {
    const { client, emulator } = setUp();
    emulator.fail({ endpoint: "flowerdocs.documents.create", drop: "before" });
    const error = await rejection(client.documents.createWithFiles({ document: DOCUMENT, files }));
    expect(error).toMatchObject({ outcomeUnknown: true });
    expect(emulator.flowerDocs.temporaryFileIds).toHaveLength(2);
  });

  test("whose files another node does not have is uploaded once more, and no more", async () => {
    const { client, emulator, sent } = setUp();
    emulator.fail({ endpoint: "flowerdocs.documents.create", status: 500, body: { code: "T00707" } });
    const { id } = await client.documents.createWithFiles({ document: DOCUMENT, files });
    expect(await client.files.list({ id })).toHaveLength(2);
    emulator.fail({ endpoint: "flowerdocs.documents.create", status: 500, body: { code: "T00707" }, times: 2 });
    emulator.requests.length = 0;
    await expect(client.documents.createWithFiles({ document: DOCUMENT, files })).rejects.toMatchObject({
      code: "T00707",
    });
    expect(sent().filter((name) => name === "documents.create")).toHaveLength(2);
    expect(emulator.flowerDocs.temporaryFileIds).toEqual([]);
  });

  test("is not sent twice after a lost response", async () => {
    const { client, emulator } = setUp();
    emulator.fail({ endpoint: "flowerdocs.documents.createWithFiles", drop: "after" });
    const call = client.documents.createWithFiles({ document: { ...DOCUMENT, id: "N1" }, files: [file] });
    expect(await rejection(call)).toMatchObject({ outcomeUnknown: true, attempts: 1 });
  });

  test("keeps the fields that the SDK does not know", async () => {
    const { client } = setUp();
    const document = { ...DOCUMENT, id: "N1", newer: { than: ["the SDK"] } };
    await client.documents.createWithFiles({ document, files: [file] });
    expect(await client.documents.get("N1")).toMatchObject({ newer: { than: ["the SDK"] } });
  });

  test.each([
    ["files", { ...DOCUMENT, files: [{ id: "f" }] }],
    ["no id", DOCUMENT],
  ])("an update of a document with %s is refused", async (_, document) => {
    const { client, emulator } = setUp();
    const call = client.documents.updateWithFiles({
      document: document as typeof DOCUMENT & { id: string },
      files: [file],
    });
    expect(await rejection(call)).toBeInstanceOf(InvalidParamsError);
    expect(emulator.requests).toHaveLength(0);
  });
});

describe("the temporary files of a document that may not be written", () => {
  const CREATE = { endpoint: "flowerdocs.documents.create" } as const;
  const THROTTLED = { ...CREATE, status: 429, headers: { "retry-after": "2" } } as const;
  const SLOW = { delayMs: 600_000 } as const;
  const slowUpload = { ...SLOW, endpoint: "flowerdocs.temporaryFiles.upload" } as const;

  type FlowerDocsFault = Fault<EmulatedEndpointId<typeof services>>;
  interface Case {
    name: string;
    /** What goes wrong with the document, or with the second file. */
    document?: FlowerDocsFault;
    file?: FlowerDocsFault;
    end?: "by the signal" | "by the deadline";
    isKept: boolean;
  }
  const cases: Case[] = [
    { name: "the document is refused", document: { ...CREATE, status: 500, body: { code: "F00033" } }, isKept: false },
    { name: "the document is throttled", document: { ...THROTTLED, times: 4 }, isKept: false },
    { name: "the pause after a throttle ends", document: THROTTLED, end: "by the signal", isKept: false },
    { name: "an upload ends", file: slowUpload, end: "by the signal", isKept: false },
    { name: "an upload ends", file: slowUpload, end: "by the deadline", isKept: false },
    { name: "the response to the document is lost", document: { ...CREATE, drop: "before" }, isKept: true },
    { name: "the response to the document is a page", document: { ...CREATE, status: 200, body: "<p>" }, isKept: true },
    { name: "the document's request ends", document: { ...CREATE, ...SLOW }, end: "by the signal", isKept: true },
    { name: "the document's request ends", document: { ...CREATE, ...SLOW }, end: "by the deadline", isKept: true },
  ];

  test.each(cases)("if $name $end, are kept: $isKept", async ({ document, file, end, isKept }) => {
    const clock = new ManualClock({ now: Date.UTC(2026, 0, 1) });
    const emulator = createEmulator({ services, clock });
    const { transport } = emulator;
    const auth = emulator.flowerDocs.issueToken();
    const client = new FlowerDocs({ auth, baseUrl, clock, serverVersion: "2026.0", transport, timeoutMs: 700_000 });
    if (document) emulator.fail(document);
    const second = () => {
      if (file) emulator.fail(file);
      return Readable.from([BYTES]);
    };
    const files = [
      { name: "a", content: BYTES },
      { name: "b", content: second },
    ];
    const controller = new AbortController();
    const options = { signal: controller.signal, deadlineMs: 60_000 };
    const call = rejection(client.documents.createWithFiles({ document: DOCUMENT, files }, options));
    await clock.advance(1_000);
    if (end === "by the signal") controller.abort("enough");
    await clock.advance(100_000);
    expect(await call).toBeDefined();
    expect(emulator.flowerDocs.temporaryFileIds).toHaveLength(isKept ? 2 : 0);
  });

  test("are deleted if no connection to create it could be opened", async () => {
    const { emulator, client } = setUp("2026.0", { transport: { send: (request: TransportRequest) => send(request) } });
    const send = (request: TransportRequest) => {
      if (!request.url.endsWith("/documents")) return emulator.transport.send(request);
      request.written = false;
      throw Object.assign(new Error("refused"), { code: "ECONNREFUSED" });
    };
    const files = ["a", "b"].map((name) => ({ name, content: BYTES }));
    const error = await rejection(client.documents.createWithFiles({ document: DOCUMENT, files }, { retry: false }));
    expect(error).toBeInstanceOf(ConnectionError);
    expect(emulator.flowerDocs.temporaryFileIds).toEqual([]);
  });
});
