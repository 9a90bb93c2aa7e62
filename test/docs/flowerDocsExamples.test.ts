/** What the programs of FlowerDocs in `examples/` do when something is lost or refused on the way. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FlowerDocs, type FlowerDocsDocument, observe } from "tessera-sdk/flower-docs";
import type { EmulatedEndpointId, Fault, FaultHandle, RunningEmulator, startEmulator } from "tessera-sdk/testing";
import { afterAll, afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { root } from "../../scripts/packageJson.js";
import { makeFolder } from "./extract.js";

/** The emulator of the program that runs. */
const current = vi.hoisted(() => ({ emulator: undefined as unknown }));

vi.mock("tessera-sdk/testing", async (importOriginal) => ({
  ...(await importOriginal<object>()),
  startEmulator: async () => current.emulator,
}));

const folder = makeFolder();
let emulator: RunningEmulator;
let runs = 0;

beforeEach(async () => {
  const { startEmulator: start } = await vi.importActual<{ startEmulator: typeof startEmulator }>(
    "tessera-sdk/testing",
  );
  // Programs leave it running, for their next run and for what is checked afterwards.
  emulator = Object.assign(await start(), { [Symbol.asyncDispose]: async () => {} });
  emulator.flowerDocs.indexLagMs = 0;
  current.emulator = emulator;
  const temporary = join(folder, "tmp");
  mkdirSync(temporary);
  vi.stubEnv("TMPDIR", temporary);
  for (const method of ["log", "error"] as const) vi.spyOn(console, method).mockImplementation(() => {});
  // Retries without their pauses.
  vi.spyOn(Math, "random").mockReturnValue(0);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  rmSync(join(folder, "tmp"), { recursive: true });
  process.exitCode = undefined;
  await emulator.close();
});

afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a program anew. @returns whether it ends with 0. */
async function run(name: string): Promise<boolean> {
  process.exitCode = undefined;
  const path = join(folder, `${name}-${runs++}.ts`);
  writeFileSync(path, readFileSync(join(root, "examples", `${name}.ts`)));
  try {
    await import(/* @vite-ignore */ path);
  } catch {
    return false;
  }
  return process.exitCode === undefined;
}

const flowerDocs = () =>
  new FlowerDocs({ baseUrl: emulator.baseUrls.flowerDocs, auth: emulator.flowerDocs.issueToken() });

const requestsOf = (endpoint: string) => emulator.requests.filter((request) => request.endpoint === endpoint);
const printed = () => vi.mocked(console.log).mock.calls.map(([line]) => String(line));
const reported = () => vi.mocked(console.error).mock.calls.map(([line]) => String(line));

/** All that can go wrong with one request. */
const FAULTS: readonly (readonly [string, Partial<Fault>])[] = [
  ["a lost response", { drop: "after" }],
  ["a lost request", { drop: "before" }],
  ["a 503", { status: 503 }],
  ["half a response", { truncate: true }],
  ["a refused token", { status: 401 }],
  ["a refused token without 401", { status: 403, body: "" }],
  ["a functional error", { status: 500, body: { code: "F00101", message: "Emulated" } }],
];

type Row = [string, EmulatedEndpointId, Fault];

const each = (...endpoints: EmulatedEndpointId[]): Row[] =>
  endpoints.flatMap((endpoint) => FAULTS.map(([name, fault]): Row => [name, endpoint, { ...fault, endpoint }]));

/** Does it right before the first request to an endpoint is sent. */
function beforeFirst(endpoint: EmulatedEndpointId, act: () => void): void {
  let isOver = false;
  const observation = observe({
    attemptStart: (attempt) => {
      if (attempt.endpoint !== endpoint || isOver) return;
      isOver = true;
      act();
    },
  });
  onTestFinished(() => observation.stop());
}

/** Runs a program until it ends with 0. @returns how often it ran. */
async function runsToTheEnd(name: string): Promise<number> {
  for (let count = 1; count <= 3; count++) if (await run(name)) return count;
  throw new Error(`${name} does not end with 0: ${reported().join("\n")}`);
}

describe("file-documents", () => {
  const filed = async () => {
    const client = flowerDocs();
    const ids = ["invoice-2026-0042", "invoice-2026-0043"];
    const files = await Promise.all(ids.map((id) => client.files.list({ id })));
    return files.map((list) => list.length);
  };

  test.each(
    each(
      "flowerdocs.documents.createWithFiles",
      "flowerdocs.documents.create",
      "flowerdocs.temporaryFiles.upload",
      "flowerdocs.authentication.create",
    ),
  )("files each document once with all of its files, after %s of %s", async (_, __, fault) => {
    const handle = emulator.fail(fault);
    expect(await runsToTheEnd("file-documents")).toBeLessThanOrEqual(2);
    expect(await filed()).toEqual([1, 2]);
    expect(handle.remaining).toBe(0);
  });

  test.each(each("flowerdocs.documents.get"))(
    "files each document once, after a lost response and %s of the look at what was filed",
    async (_, __, fault) => {
      emulator.fail({ endpoint: "flowerdocs.documents.createWithFiles", drop: "after" });
      const handle = emulator.fail(fault);
      expect(await runsToTheEnd("file-documents")).toBeLessThanOrEqual(2);
      expect(await filed()).toEqual([1, 2]);
      expect(handle.remaining).toBe(0);
    },
  );

  test("files nothing a second time", async () => {
    expect(await run("file-documents")).toBe(true);
    expect(await run("file-documents")).toBe(true);
    expect(await filed()).toEqual([1, 2]);
    expect(emulator.flowerDocs.temporaryFileIds).toEqual([]);
  });

  test("goes on with the next document if one is refused, and ends with 1", async () => {
    emulator.fail({ endpoint: "flowerdocs.documents.createWithFiles", status: 500, body: { code: "F00032" } });
    expect(await run("file-documents")).toBe(false);
    expect(printed()).toEqual(["invoice-2026-0043 has 2 of 2 files"]);
    expect(reported()).toEqual([expect.stringMatching(/^invoice-2026-0042 was not filed: FlowerDocsError: .*F00032/)]);
  });
});

describe("complete-tasks", () => {
  const ALL = ["Pay invoice 41: completed", "Pay invoice 42: assigned to jdoe", "Pay invoice 43: completed"];
  const isRefused = ({ body }: Partial<Fault>) => typeof body === "object";

  test.each(each("flowerdocs.tasks.answer", "flowerdocs.tasks.assign"))(
    "does all, or reports what it did not, after %s of %s",
    async (_, __, fault) => {
      const handle = emulator.fail(fault);
      expect(await run("complete-tasks")).toBe(!isRefused(fault));
      const failed = reported().map((line) => line.replace(/:.*/, ""));
      expect(failed).toHaveLength(isRefused(fault) ? 1 : 0);
      expect(printed()).toEqual(ALL.filter((line) => !failed.some((name) => line.startsWith(name))));
      const answered = new Set(requestsOf("flowerdocs.tasks.answer").map(({ target }) => target));
      expect(answered.size).toBe(2);
      expect(handle.remaining).toBe(0);
    },
  );

  test("ends at the first task when the account is refused", async () => {
    const handle = emulator.fail({ endpoint: "flowerdocs.tasks.answer", status: 401, times: 100 });
    expect(await run("complete-tasks")).toBe(false);
    expect(printed()).toEqual([]);
    expect(reported()).toHaveLength(1);
    expect(100 - handle.remaining).toBe(2);
  });
});

describe("export-contracts", () => {
  const exported = () =>
    readdirSync(join(folder, "tmp"), { recursive: true })
      .map(String)
      .filter((path) => /\.csv/.test(path));

  test.each(
    each("flowerdocs.documents.exportCsv", "flowerdocs.documents.exportStatus", "flowerdocs.documents.exportResult"),
  )("leaves the whole file or none, after %s of %s", async (_, __, fault) => {
    const handle = emulator.fail(fault);
    const isDone = await run("export-contracts");
    const paths = exported();
    expect(paths.map((path) => readFileSync(join(folder, "tmp", path), "utf8"))).toEqual(
      isDone ? ["name;owner\nContract of sale;jna\n"] : [],
    );
    expect(paths.every((path) => path.endsWith("contracts.csv"))).toBe(true);
    expect(handle.remaining).toBe(0);
  });

  test("leaves no part of a file when the connection is lost each time", async () => {
    emulator.fail({ endpoint: "flowerdocs.documents.exportResult", truncate: true, times: 100 });
    expect(await run("export-contracts")).toBe(false);
    expect(exported()).toEqual([]);
  });

  test("gets the result again when the connection is lost in it", async () => {
    emulator.fail({ endpoint: "flowerdocs.documents.exportResult", truncate: true });
    expect(await run("export-contracts")).toBe(true);
    expect(requestsOf("flowerdocs.documents.exportCsv")).toHaveLength(1);
  });
});

describe("end-contracts", () => {
  const IDS = ["C1", "C2", "C3"];
  const tagsOf = ({ tags = [] }: FlowerDocsDocument) => tags.map(({ name }) => name).sort();

  async function expectAllMarked(): Promise<void> {
    for (const document of await flowerDocs().documents.getMany(IDS)) {
      expect(tagsOf(document)).toEqual(["EndsOn", "State"]);
    }
  }

  /** Ids that were reserved and not released. */
  function reservedIds(): string[] {
    const idsOf = (endpoint: string) => requestsOf(endpoint).map(({ body }) => JSON.parse(body)[0].id as string);
    const released = new Set(idsOf("flowerdocs.reservations.release"));
    return idsOf("flowerdocs.reservations.reserve").filter((id) => !released.has(id));
  }

  test.each(each("flowerdocs.authentication.create", "flowerdocs.documents.search", "flowerdocs.reservations.reserve"))(
    "marks all contracts in at most two runs, after %s of %s",
    async (_, __, fault) => {
      const handle = emulator.fail(fault);
      expect(await runsToTheEnd("end-contracts")).toBeLessThanOrEqual(2);
      await expectAllMarked();
      expect(handle.remaining).toBe(0);
    },
  );

  test.each(each("flowerdocs.documents.get", "flowerdocs.documents.update"))(
    "marks all contracts in at most two runs, and leaves none reserved, after %s of %s",
    async (_, __, fault) => {
      const handles: FaultHandle[] = [];
      beforeFirst("flowerdocs.reservations.reserve", () => handles.push(emulator.fail(fault)));
      expect(await runsToTheEnd("end-contracts")).toBeLessThanOrEqual(2);
      expect(handles).toMatchObject([{ remaining: 0 }]);
      expect(reservedIds()).toEqual([]);
      await expectAllMarked();
    },
  );

  test("says which contract may still be reserved, and ends with 1", async () => {
    emulator.fail({ endpoint: "flowerdocs.reservations.release", status: 500, body: { code: "F00101" } });
    expect(await run("end-contracts")).toBe(false);
    expect(reported()).toEqual([expect.stringMatching(/^C1: .*may still be reserved\.$/)]);
    await expectAllMarked();
  });

  test("goes on when all tokens die in the middle, with one more login", async () => {
    beforeFirst("flowerdocs.documents.update", () => emulator.flowerDocs.restart());
    expect(await run("end-contracts")).toBe(true);
    expect(requestsOf("flowerdocs.authentication.create")).toHaveLength(2);
    await expectAllMarked();
  });

  test("ends with 1 after one login if its password is wrong, so that no account is locked", async () => {
    vi.stubEnv("FLOWERDOCS_PASSWORD", "wrong");
    expect(await run("end-contracts")).toBe(false);
    expect(requestsOf("flowerdocs.authentication.create")).toHaveLength(1);
    expect(emulator.flowerDocs.isLocked("jna")).toBe(false);
  });

  test("reports what it did not mark, and leaves it to the next run", async () => {
    emulator.fail({ endpoint: "flowerdocs.documents.update", drop: "before" });
    expect(await run("end-contracts")).toBe(false);
    expect(reported()).toEqual([expect.stringMatching(/^C1: may be marked: /)]);
    expect(printed()).toEqual(["2 of 3 contracts are marked"]);
    expect(await run("end-contracts")).toBe(true);
    expect(printed().at(-1)).toBe("1 of 1 contracts are marked");
  });
});

describe("handle-operations", () => {
  test.each(each("flowerdocs.documents.get", "flowerdocs.documents.update"))(
    "responds to each call with a text of its own, after %s of %s",
    async (_, __, fault) => {
      const handle = emulator.fail(fault);
      expect(await run("handle-operations")).toBe(true);
      const responses = printed().filter((line) => line.startsWith("The handler"));
      expect(responses).toHaveLength(3);
      for (const line of responses) {
        expect(line).toMatch(/responds with (?:200 |401 |500 The document was not checked\.)$/);
      }
      expect(responses[2]).toMatch(/401/);
      expect(handle.remaining).toBe(0);
    },
  );
});

test.each(each("flowerdocs.documents.get"))(
  "serve-gui-users responds to each user, and to none with a text of the SDK, after %s of %s",
  async (_, __, fault) => {
    const handle = emulator.fail({ ...fault, times: 100 });
    expect(await run("serve-gui-users")).toBe(true);
    expect(printed()).toEqual([
      expect.stringMatching(/^The page gets (?:401 {"title":"Unauthorized"}|400 {|50[234] {)/),
      'The page gets 401 {"title":"Unauthorized"}',
      'The page gets 401 {"title":"Unauthorized"}',
    ]);
    expect(printed().join()).not.toContain("Emulated");
    expect(handle.remaining).toBeLessThan(100);
  },
);
