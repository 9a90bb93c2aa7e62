/** What is added to the request of a call does not go to those that prepare it or clean up after it. */
import { FlowerDocs, flowerDocsLogin } from "tessera-sdk";
import { ManualClock } from "tessera-sdk/testing";
import { expect, test } from "vitest";
import { type ScriptedResponse, scripted } from "../support/scripted.js";

const baseUrl = "https://flowerdocs.example.com/core";
const LOST = new Error("socket hang up");
const UNSUPPORTED: ScriptedResponse = { status: 405 };
const TOKEN: ScriptedResponse = { body: { value: "eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl" } };
const coded = (code: string): ScriptedResponse => ({ status: 500, body: { code, message: "No" } });

const folder = { id: "F1", name: "Contracts", category: "FOLDER", data: { classId: "ContractFolder" } } as const;
const [document, file] = [
  { name: "Annex", data: {} },
  { name: "a", content: new Uint8Array(1) },
];
const reserve = { components: [folder] };
const options = { extraQuery: { added: "1" } };

interface Case {
  name: string;
  run: (client: FlowerDocs) => Promise<unknown>;
  responses: (ScriptedResponse | Error)[];
  /** The requests; `+` before those that have what was added. */
  requests: string[];
  version?: string | undefined;
}

const cases: Case[] = [
  {
    name: "edit",
    run: ({ folders }) => folders.edit("F1", () => {}, { ...options, reserve: true }),
    responses: [{}, { body: [folder] }, { body: [folder] }, {}],
    requests: ["POST reservation/reserve", "GET folders/F1", "+POST folders/F1", "POST reservation/release"],
  },
  {
    name: "edit whose reservation is lost",
    run: ({ folders }) => folders.edit("F1", () => {}, { ...options, reserve: true, retry: false }),
    responses: [LOST, { body: [] }],
    requests: ["POST reservation/reserve", "POST reservation"],
  },
  {
    name: "create, settled by a look",
    run: ({ folders }) => folders.create(folder, options),
    responses: [LOST, coded("T00108"), { body: [folder] }],
    requests: ["+POST folders", "+POST folders", "GET folders/F1"],
  },
  {
    name: "createWithFiles of several files, which is refused",
    run: ({ documents }) => documents.createWithFiles({ document, files: [file, file] }, options),
    responses: [{ body: { id: "t1" } }, { body: { id: "t2" } }, coded("F00033"), {}],
    requests: ["POST files/tmp", "POST files/tmp", "+POST documents", "DELETE files/tmp/t1", "DELETE files/tmp/t2"],
  },
  {
    name: "updateWithFiles of several files",
    run: ({ documents }) =>
      documents.updateWithFiles({ document: { ...document, id: "D1" }, files: [file, file] }, options),
    responses: [{ body: { id: "t1" } }, { body: { id: "t2" } }, { body: [{ id: "D1", ...document }] }],
    requests: ["POST files/tmp", "POST files/tmp", "+POST documents/D1"],
  },
  {
    name: "exportCsv",
    run: async ({ folders }) => {
      const job = await folders.exportCsv({ selectClause: { fields: ["name"] } }, options);
      await (await job.wait()).cancel();
    },
    responses: [{ body: "J1" }, { body: "DONE" }, { body: "" }],
    requests: ["+POST folders/search/csv", "GET folders/search/job/status?jobId=J1", "GET folders/search/job?jobId=J1"],
  },
  {
    name: "reservations of a server whose version is found out",
    run: ({ reservations }) => reservations.reserve(reserve, options),
    responses: [UNSUPPORTED, { body: TOKEN.body }, {}],
    requests: ["PUT token/user", "PUT token", "+POST folders/F1/reservation/reserve"],
    version: undefined,
  },
];

test.each(cases)("by $name", async ({ name, run, responses, requests, ...rest }) => {
  const { version: serverVersion } = { version: "2026.0", ...rest };
  const transport = scripted(...responses);
  const client = new FlowerDocs({ auth: "token", baseUrl, serverVersion, retry: { baseMs: 0 }, transport });
  await run(client).catch(() => {});
  const sent = transport.sent.map(({ method, url }) => {
    const added = url.replace(/[?&]added=1$/, "");
    return `${added === url ? "" : "+"}${method} ${added.slice(`${baseUrl}/rest/`.length)}`;
  });
  expect(sent).toEqual(requests);
});

test("by validate, which looks whether the token of the client works", async () => {
  const clock = new ManualClock();
  const auth = flowerDocsLogin({ user: "jna", password: "secret", scope: "ACME" });
  const paths: string[] = [];
  const transport = scripted(TOKEN);
  const send: typeof transport.send = async (request) => {
    const { pathname, search } = new URL(request.url);
    paths.push(`${request.method} ${pathname.slice("/core/rest/".length)}${search}`);
    // Core refuses the token of the client for this path alone.
    return pathname.endsWith("/token/other") ? scripted({ status: 403 }).send(request) : transport.send(request);
  };
  const client = new FlowerDocs({ auth, baseUrl, clock, serverVersion: "2026.0", transport: { send } });
  for (let time = 0; time < 3; time++) await client.tokens.validate({ token: "other" }, options).catch(() => {});
  expect(paths.filter((path) => path.includes("token/other")).every((path) => path.endsWith("?added=1"))).toBe(true);
  const others = paths.filter((path) => !path.includes("token/other"));
  expect(others).toContain("PUT token/user");
  expect(others.filter((path) => path.includes("added"))).toEqual([]);
});
