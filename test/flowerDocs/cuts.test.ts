/** Uploads whose connection is cut: the call says so, a retry sends everything, and nothing is stored by halves. */
import { createReadStream } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { ConnectionError, FlowerDocs, type FlowerDocsFileInput, TesseraError } from "tessera-sdk/flower-docs";
import { flowerDocs, startEmulator } from "tessera-sdk/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const services = [flowerDocs] as const;
const DOCUMENT = { name: "Annex", data: { classId: "Contract" } };
const BYTES = Uint8Array.from(Buffer.from(`BEGIN${"0123456789".repeat(100)}END`));

/** Where a connection is cut, by what was sent on it in one direction; -1 while that is not known. */
type Place = (text: string) => number;

interface Cut {
  request?: Place;
  response?: Place;
}

const after =
  (...marks: string[]): Place =>
  (text) =>
    marks.reduce((from, mark) => {
      const found = from < 0 ? -1 : text.indexOf(mark, from);
      return found < 0 ? -1 : found + mark.length;
    }, 0);

const FILE_HEADER = 'name="file"; filename';
const cuts: [string, Cut, "unfinished" | "carried out"][] = [
  ["before the headers", { request: () => 0 }, "unfinished"],
  ["in the headers", { request: () => 20 }, "unfinished"],
  ["after the headers", { request: after("\r\n\r\n") }, "unfinished"],
  ["in the headers of the first part", { request: after("Content-Disposition: form-data; n") }, "unfinished"],
  ["in the headers of the file", { request: after(FILE_HEADER) }, "unfinished"],
  ["after the headers of the file", { request: after(FILE_HEADER, "\r\n\r\n") }, "unfinished"],
  ["in the bytes of the file", { request: after("BEGIN0123") }, "unfinished"],
  ["after the bytes of the file", { request: after("9END") }, "unfinished"],
  ["in the last boundary", { request: after("9END", "--tessera-") }, "unfinished"],
  ["before the response", { response: () => 0 }, "carried out"],
  ["in the headers of the response", { response: () => 20 }, "carried out"],
  ["in the response", { response: (text) => after("\r\n\r\n")(text) + 5 }, "carried out"],
];

/** Passes everything on to a server, until a connection is to be cut. */
class Cutter {
  cut: Cut = {};
  /** How many connections are still to be cut. */
  times = 0;
  server: Server;

  constructor(port: number) {
    this.server = createServer((client: Socket) => {
      const upstream = connect(port, "127.0.0.1");
      const end = () => {
        client.destroy();
        upstream.destroy();
      };
      for (const socket of [client, upstream]) socket.on("error", end).on("close", end);
      this.#pass(client, upstream, (text) => this.cut.request?.(text) ?? -1, end);
      this.#pass(upstream, client, (text) => this.cut.response?.(text) ?? -1, end);
    });
  }

  #pass(from: Socket, to: Socket, place: Place, end: () => void): void {
    let text = "";
    from.on("data", (chunk: Buffer) => {
      const { length } = text;
      text += chunk.toString("latin1");
      const at = this.times > 0 ? place(text) : -1;
      if (at < 0) return to.write(chunk);
      this.times--;
      from.pause();
      return to.write(chunk.subarray(0, Math.max(0, at - length)), end);
    });
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }
}

let folder: string;
let emulator: Awaited<ReturnType<typeof startEmulator<typeof services>>>;
let cutter: Cutter;
let baseUrl: string;
let direct: FlowerDocs;

const options = () => ({ auth: emulator.flowerDocs.issueToken(), serverVersion: "2026.0", retry: { baseMs: 1 } });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tessera-cuts-"));
  await writeFile(join(folder, "annex.bin"), BYTES);
  emulator = await startEmulator({ services });
  cutter = new Cutter(Number(new URL(emulator.url).port));
  baseUrl = `${await cutter.listen()}/flower-docs/core`;
  direct = new FlowerDocs({ ...options(), baseUrl: emulator.baseUrls.flowerDocs });
});
afterAll(async () => {
  await direct.close();
  cutter.server.close();
  await emulator.close();
  await rm(folder, { recursive: true });
});

const halves = () => Readable.from([BYTES.subarray(0, 500), BYTES.subarray(500)]);
const sources: [string, () => FlowerDocsFileInput][] = [
  ["a path", () => ({ path: join(folder, "annex.bin") })],
  ["bytes", () => ({ name: "a", content: BYTES })],
  ["a Blob", () => ({ name: "a", content: new Blob([BYTES]) })],
  ["a function", () => ({ name: "a", content: halves })],
  ["a function that opens a file", () => ({ name: "a", content: () => createReadStream(join(folder, "annex.bin")) })],
];
const ONCE = "a stream that can be read once";
const once = (): FlowerDocsFileInput => {
  const stream = halves();
  return { name: "a", content: () => stream };
};

async function bytesOf(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return new Uint8Array(Buffer.concat(chunks));
}

/** Makes a call by a client whose first connection is cut. */
async function withCut<T>(
  cut: Cut,
  call: (client: FlowerDocs) => Promise<T>,
): Promise<{ result?: T; error?: unknown }> {
  Object.assign(cutter, { cut, times: 1 });
  emulator.requests.length = 0;
  const client = new FlowerDocs({ ...options(), baseUrl });
  const outcome = await call(client).then(
    (result) => ({ result }),
    (error: unknown) => ({ error }),
  );
  await client.close();
  expect(cutter.times).toBe(0);
  return outcome;
}

const all: [string, () => FlowerDocsFileInput][] = [...sources, [ONCE, once]];
const table = (forms: typeof all) =>
  cuts.flatMap(([place, cut, effect]) => forms.map(([form, file]) => ({ place, cut, effect, form, file })));
let count = 0;

describe("a document with a file", () => {
  test.each(table(all))("from $form, cut $place, is not sent again, and is $effect", async ({ cut, effect, file }) => {
    const id = `N${++count}`;
    const { error } = await withCut(cut, ({ documents }) =>
      documents.createWithFiles({ document: { ...DOCUMENT, id }, files: [file()] }),
    );
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error).toMatchObject({ outcomeUnknown: true, attempts: 1 });
    const stored = await direct.documents.find(id);
    expect(stored !== undefined).toBe(effect === "carried out");
    const fileId = stored?.files?.[0]?.id;
    if (fileId) expect(await bytesOf(await direct.files.download({ id, fileId }))).toEqual(BYTES);
  });
});

describe("a temporary file", () => {
  test.each(table(sources))("from $form, cut $place, is sent whole again", async ({ cut, effect, file }) => {
    const { result } = await withCut(cut, ({ temporaryFiles }) => temporaryFiles.upload({ file: file() }));
    expect(await bytesOf(await direct.temporaryFiles.download({ id: result?.id ?? "" }))).toEqual(BYTES);
    const uploads = emulator.requests.filter(({ endpoint }) => endpoint === "flowerdocs.temporaryFiles.upload");
    expect(uploads).toHaveLength(effect === "carried out" ? 2 : 1);
  });

  test.each(table([[ONCE, once]]))("from $form, cut $place, is not sent again", async ({ cut, effect, file }) => {
    const { result, error } = await withCut(cut, ({ temporaryFiles }) => temporaryFiles.upload({ file: file() }));
    if (result !== undefined) {
      // Nothing was read of it yet.
      expect(effect).toBe("unfinished");
      expect(await bytesOf(await direct.temporaryFiles.download({ id: result.id }))).toEqual(BYTES);
      return;
    }
    expect(error).toBeInstanceOf(TesseraError);
    expect(String(error)).toMatch(/was read before\. The attempt before failed: /);
    const uploads = emulator.requests.filter(({ endpoint }) => endpoint === "flowerdocs.temporaryFiles.upload");
    expect(uploads).toHaveLength(effect === "carried out" ? 1 : 0);
  });
});

describe("a document with two files", () => {
  test.each(table(sources.slice(3, 4)))("of which one from $form is cut $place, is whole", async ({ cut, file }) => {
    const id = `N${++count}`;
    const { error } = await withCut(cut, ({ documents }) =>
      documents.createWithFiles({ document: { ...DOCUMENT, id }, files: [file(), { name: "b", content: BYTES }] }),
    );
    expect(error).toBeUndefined();
    const files = await direct.files.list({ id });
    expect(files).toHaveLength(2);
    for (const { id: fileId } of files) {
      expect(await bytesOf(await direct.files.download({ id, fileId }))).toEqual(BYTES);
    }
  });

  test.each(cuts)("of which one can be read once and is cut %s, is whole or not there", async (_, cut, effect) => {
    const id = `N${++count}`;
    const before = emulator.flowerDocs.temporaryFileIds.length;
    const { error } = await withCut(cut, ({ documents }) =>
      documents.createWithFiles({ document: { ...DOCUMENT, id }, files: [once(), { name: "b", content: BYTES }] }),
    );
    const stored = await direct.documents.find(id);
    expect(stored?.files?.length).toBe(error === undefined ? 2 : undefined);
    // Nobody knows the id of a file whose response was lost.
    const left = effect === "carried out" ? 1 : 0;
    expect(emulator.flowerDocs.temporaryFileIds).toHaveLength(before + left);
  });
});

test("a connection that is cut after any number of bytes leaves no half document", async () => {
  const outcomes = new Set<string>();
  for (const [form, file] of sources.slice(1, 4)) {
    for (let bytes = 1; bytes < 2_400; bytes += 60) {
      Object.assign(cutter, { cut: { request: (text: string) => (text.length < bytes ? -1 : bytes) }, times: 1 });
      const client = new FlowerDocs({ ...options(), baseUrl, retry: false });
      const id = `B-${form.replaceAll(" ", "-")}-${bytes}`;
      const document = { ...DOCUMENT, id };
      const error: unknown = await client.documents.createWithFiles({ document, files: [file()] }).then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      await client.close();
      const stored = await direct.documents.find(id);
      if (error === undefined) expect(stored).toBeDefined();
      else expect(error).toBeInstanceOf(TesseraError);
      // What was written may have been done.
      if (stored && error) expect(error).toMatchObject({ outcomeUnknown: true });
      outcomes.add(`${error === undefined ? "done" : "failed"}, ${stored ? "stored" : "not stored"}`);
      const fileId = stored?.files?.[0]?.id;
      if (fileId) expect(await bytesOf(await direct.files.download({ id, fileId }))).toEqual(BYTES);
    }
  }
  expect(outcomes).toContain("failed, not stored");
  expect(outcomes).toContain("done, stored");
});
