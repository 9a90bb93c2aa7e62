/** Exports as CSV: jobs since 2026.0, before that a response. */
import { FlowerDocs, FlowerDocsJobError, flowerDocsLogin, InvalidParamsError, TimeoutError } from "tessera-sdk";
import { createEmulator, ManualClock } from "tessera-sdk/testing";
import { describe, expect, test } from "vitest";
import { rejection } from "../support/promises.js";
import { type ScriptedResponse, scripted } from "../support/scripted.js";

const baseUrl = "https://flowerdocs.example.com/core";
const NAMES = { selectClause: { fields: ["name"] } };

async function textOf(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of stream) text += decoder.decode(chunk, { stream: true });
  return text;
}

function client(responses: ScriptedResponse[], serverVersion = "2026.0") {
  const transport = scripted(...responses);
  const clock = new ManualClock();
  const flower = new FlowerDocs({ auth: "token", baseUrl, clock, serverVersion, transport });
  const sent = () => transport.sent.map(({ method, url }) => `${method} ${url.slice(`${baseUrl}/rest/`.length)}`);
  return { clock, flower, sent };
}

/** Advances the clock until a promise is settled. */
async function settled<T>(clock: ManualClock, promise: Promise<T>): Promise<T> {
  let isPending = true;
  const end = () => {
    isPending = false;
  };
  promise.then(end, end);
  while (isPending) await clock.advance(250);
  return promise;
}

describe.each(["2025.1", "2025.4", "2026.0"])("of a server of %s", (serverVersion) => {
  test("an export returns what is found, with a job or without", async () => {
    const clock = new ManualClock({ now: Date.UTC(2026, 0, 1) });
    const emulator = createEmulator({ clock });
    emulator.flowerDocs.serverVersion = serverVersion;
    const auth = flowerDocsLogin({ user: "jna", password: "emulated-password", scope: "ACME" });
    const flower = new FlowerDocs({ auth, baseUrl, clock, serverVersion, transport: emulator.transport });
    const job = await flower.folders.exportCsv(NAMES);
    expect(typeof job.id).toBe(serverVersion === "2026.0" ? "string" : "undefined");
    for (let time = 0; time < 2; time++) {
      expect(await textOf(await settled(clock, job.wait()))).toBe("name\nContracts\nDrafts\n");
    }
  });
});

describe("the id of a job", () => {
  test.each<[string, unknown]>([
    ["text", "J1"],
    ["a JSON string", '"J1"'],
    ["an object", { id: "J1" }],
    ["an object with `jobId`", { jobId: "J1" }],
  ])("is read from %s", async (_, body) => {
    const { flower } = client([{ body }]);
    expect((await flower.documents.exportCsv(NAMES)).id).toBe("J1");
  });

  test.each<[string, unknown]>([
    ["nothing", ""],
    ["a sentence", "The export has started"],
    ["a page", "<html>Sign in</html>"],
    ["an empty object", {}],
    ["an error", { code: "F00012", message: "No" }],
  ])("is not read from %s", async (_, body) => {
    const { flower } = client([{ body }]);
    expect(await rejection(flower.documents.exportCsv(NAMES))).toMatchObject({ name: "InvalidResponseError" });
  });
});

describe("the wait for a job", () => {
  const job = { body: "J1" };
  const csv = { body: "name\nContract\n" };

  test.each<[string, unknown]>([
    ["text", "DONE"],
    ["a JSON string", '"Finished"'],
    ["an object", { status: "COMPLETED" }],
    ["an object with `state`", { state: "success" }],
  ])("ends by a status as %s", async (_, body) => {
    const { clock, flower, sent } = client([job, { body: "PROCESSING" }, { body }, csv]);
    const started = await flower.virtualFolders.exportCsv({ ...NAMES, locale: "fr" });
    const seen: (string | undefined)[] = [];
    const result = await settled(clock, started.wait({ onProgress: ({ status }) => seen.push(status) }));
    expect(await textOf(result)).toBe(csv.body);
    expect(seen).toHaveLength(2);
    expect(sent()).toEqual([
      "POST virtualFolders/search/csv?locale=fr",
      "GET virtualFolders/search/job/status?jobId=J1",
      "GET virtualFolders/search/job/status?jobId=J1",
      "GET virtualFolders/search/job?jobId=J1",
    ]);
  });

  test.each<[string, unknown]>([
    ["an unknown status", "ALMOST"],
    ["nothing", ""],
    ["an object without a status", { percent: 7 }],
    ["a number", "7"],
  ])("goes on for %s, until its time is over", async (_, body) => {
    const { clock, flower } = client([job, { body }]);
    const started = await flower.documents.exportCsv(NAMES);
    const before = clock.monotonic();
    const error = await settled(clock, rejection(started.wait({ timeoutMs: 60_000 })));
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({ message: expect.stringContaining("J1") });
    expect(clock.monotonic() - before).toBeLessThanOrEqual(60_250);
  });

  test("names the job and its last status, also if a request takes all the time that is left", async () => {
    const clock = new ManualClock({ now: Date.UTC(2026, 0, 1) });
    const emulator = createEmulator({ clock });
    Object.assign(emulator.flowerDocs, { serverVersion: "2026.0", exportMs: 600_000 });
    const auth = emulator.flowerDocs.issueToken();
    const { transport } = emulator;
    const flower = new FlowerDocs({ auth, baseUrl, clock, serverVersion: "2026.0", transport, timeoutMs: 60_000 });
    const started = await flower.folders.exportCsv(NAMES);
    const waiting = rejection(started.wait({ timeoutMs: 10_000 }));
    await clock.advance(1_000);
    emulator.fail({ endpoint: "flowerdocs.folders.exportStatus", delayMs: 60_000 });
    await clock.advance(10_000);
    const error = await waiting;
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({ cause: { code: "ERR_TESSERA_TIMEOUT" } });
    expect(String(error)).toContain(`The job ${started.id} of FlowerDocs was not done after 10000 ms`);
    expect(String(error)).toContain("PROCESSING");
  });

  test.each(["ERROR", "failed", "KO", "CANCELLED"])("rejects by the status %s, with what Core says", async (body) => {
    const { clock, flower } = client([job, { body }, { body: "No space left" }]);
    const started = await flower.documents.exportCsv(NAMES);
    const error = await settled(clock, rejection(started.wait()));
    expect(error).toBeInstanceOf(FlowerDocsJobError);
    expect(error).toMatchObject({ code: "ERR_TESSERA_FLOWERDOCS_JOB", vendorMessage: "No space left" });
  });

  test("says why a job failed, also in the form of an error", async () => {
    const why = { code: "T00104", message: "No space left" };
    const { clock, flower } = client([job, { body: "ERROR" }, { body: why }]);
    const started = await flower.documents.exportCsv(NAMES);
    const error = await settled(clock, rejection(started.wait()));
    expect(error).toMatchObject({ name: "FlowerDocsJobError", vendorMessage: JSON.stringify(why) });
  });

  test("says that a job failed, also if its error cannot be read", async () => {
    const { clock, flower } = client([job, { body: "ERROR" }, { status: 404, body: { message: "No endpoint" } }]);
    const started = await flower.documents.exportCsv(NAMES);
    expect(await settled(clock, rejection(started.wait()))).toBeInstanceOf(FlowerDocsJobError);
  });

  test("ends with what `onProgress` throws, also if it is async", async () => {
    for (const onProgress of [() => expect.fail("no"), async () => expect.fail("no")]) {
      const { clock, flower, sent } = client([job, { body: "DONE" }]);
      const started = await flower.documents.exportCsv(NAMES);
      const error = await settled(clock, rejection(started.wait({ onProgress })));
      expect(error).toMatchObject({ message: "no" });
      expect(sent()).toHaveLength(2);
    }
  });

  test("ends when the caller gives up", async () => {
    const { clock, flower, sent } = client([job, { body: "PROCESSING" }]);
    const started = await flower.documents.exportCsv(NAMES);
    const controller = new AbortController();
    const waiting = rejection(started.wait({ signal: controller.signal }));
    await clock.advance(300);
    controller.abort(new Error("enough"));
    expect(await waiting).toMatchObject({ message: "enough" });
    const { length } = sent();
    await clock.advance(60_000);
    expect(sent()).toHaveLength(length);
  });

  test.each([{ timeoutMs: 0 }, { onProgress: 1 }, { timeout: 5 }])("refuses the options %o", async (options) => {
    const { flower, sent } = client([job]);
    const started = await flower.documents.exportCsv(NAMES);
    expect(await rejection(started.wait(options as object))).toBeInstanceOf(InvalidParamsError);
    expect(sent()).toHaveLength(1);
  });
});

describe("an archive by a job", () => {
  test("is waited for, by the ids as they were given", async () => {
    const { clock, flower, sent } = client([{}, { body: "PROCESSING" }, { body: "DONE" }, { body: "PK" }], "2025.1");
    const ids = ["D1", "D2"];
    const job = await flower.archives.exportDocuments({ ids, name: "a.zip" });
    expect(job.id).toBeUndefined();
    ids.pop();
    const seen: (string | undefined)[] = [];
    const archive = await settled(clock, job.wait({ onProgress: ({ status }) => seen.push(status) }));
    expect(await textOf(archive)).toBe("PK");
    expect(seen).toEqual(["PROCESSING", "DONE"]);
    const path = "GET documents/D1,D2/content/archive";
    expect(sent()).toEqual([
      `${path}?name=a.zip&isAsync=true`,
      `${path}/job/status`,
      `${path}/job/status`,
      `${path}/job`,
    ]);
  });

  test("that failed is an error with what Core says, and without an id", async () => {
    const { clock, flower } = client([{}, { body: "ERROR" }, { body: "No space left" }]);
    const job = await flower.archives.exportFolder({ id: "F1" });
    const error = await settled(clock, rejection(job.wait()));
    expect(error).toBeInstanceOf(FlowerDocsJobError);
    expect((error as Error).message).toBe("The job of FlowerDocs failed: No space left");
  });

  test.each<[string, unknown]>([
    ["no id", { id: "" }],
    ["an unknown option", { id: "F1", isAsync: false }],
    ["nothing", undefined],
  ])("is refused with %s, and nothing is sent", async (_, params) => {
    const { flower, sent } = client([{}]);
    for (const start of ["exportFolder", "exportVirtualFolder", "exportDocuments"] as const) {
      expect(await rejection(flower.archives[start](params as never))).toBeInstanceOf(InvalidParamsError);
    }
    expect(sent()).toEqual([]);
  });
});

test("an export in one response is sent by `wait`, as it was given, with the time of the wait", async () => {
  const { flower, sent } = client([{ body: "name\n" }], "2025.4");
  const params = { selectClause: { fields: ["name"] } };
  const job = await flower.documents.exportCsv(params);
  expect(sent()).toEqual([]);
  params.selectClause.fields = ["creationdate"];
  expect(await textOf(await job.wait())).toBe("name\n");
  expect(sent()).toEqual(["POST documents/search/csv"]);
});

test("an export with invalid parameters is refused at once", async () => {
  for (const version of ["2025.4", "2026.0"]) {
    const { flower, sent } = client([{ body: "J1" }], version);
    const params = { selectClause: { fields: ["creationdate"] } };
    expect(await rejection(flower.documents.exportCsv(params))).toBeInstanceOf(InvalidParamsError);
    expect(sent()).toEqual([]);
  }
});

describe("a page of a proxy", () => {
  const page = { body: "<html>Sign in</html>", headers: { "content-type": "text/html; charset=utf-8" } };
  const methods: [string, ScriptedResponse[], (flower: FlowerDocs) => Promise<unknown>][] = [
    ["a CSV", [{ body: "J1" }, { body: "DONE" }], async ({ folders }) => (await folders.exportCsv(NAMES)).wait()],
    ["an archive", [], ({ archives }) => archives.downloadFolder({ id: "F1" })],
    [
      "a job's archive",
      [{}, { body: "DONE" }],
      async (flower) => (await flower.archives.exportFolder({ id: "F1" })).wait(),
    ],
    ["a Word document", [], ({ templates }) => templates.renderWord({ id: "letter", tags: [] })],
  ];
  test.each(methods)("is not taken for %s", async (_, before, run) => {
    const { clock, flower } = client([...before, page]);
    const error = await settled(clock, rejection(run(flower)));
    expect(error).toMatchObject({ name: "InvalidResponseError", status: 200, body: page.body });
    expect(String(error)).toContain("the body is markup. A proxy may have responded");
  });

  test("may be the content of a file", async () => {
    const { flower } = client([page]);
    expect(await textOf(await flower.files.download({ id: "D1", fileId: "1" }))).toBe(page.body);
  });
});
