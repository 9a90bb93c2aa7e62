/** Every operation of FlowerDocs but those of tokens: what a server receives, from the vendor's reference, and what its response becomes. */
import { FlowerDocs, FlowerDocsError } from "tessera-sdk/flower-docs";
import { loadOperations } from "tessera-sdk/operations";
import { createEmulator, flowerDocs } from "tessera-sdk/testing";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  ANY,
  ARCHIVED,
  dialectCases,
  expected,
  groups,
  lists,
  others,
  SEARCHED,
  signed,
  VERSIONS,
  withBoundary,
} from "../support/flowerDocsGoldens.js";
import { golden, type RawServer, startRawServer } from "../support/rawServer.js";
import { scripted } from "../support/scripted.js";
import { documentedRoutes, routeOfRequest } from "./flowerDocsRoutes.js";

let server: RawServer;
beforeAll(async () => {
  server = await startRawServer();
});
afterAll(() => server.close());
const sent: string[] = [];
afterEach(() => {
  sent.push(...server.received.map((request) => request.split("\n", 1)[0] ?? ""));
});
beforeEach(() => {
  server.received.length = 0;
});

const clientOf = (serverVersion: string) =>
  new FlowerDocs({ auth: "caller-token", baseUrl: `${server.url}/core`, serverVersion });

describe.each(VERSIONS)("to a server of %s, FlowerDocs sends", (version) => {
  test.each([...groups, ...lists, ...others])("$name as $line", async (operation) => {
    server.response = { status: 200, body: operation.response ?? "" };
    expect(await operation.run(clientOf(version))).toEqual(operation.result);
    expect(server.received.map((request) => withBoundary(golden(request)))).toEqual([expected(operation)]);
  });
});

test.each(dialectCases)(
  "to a server of $version, FlowerDocs sends $name as $line",
  async ({ version, ...operation }) => {
    server.response = { status: 200, body: operation.response ?? "" };
    expect(await operation.run(clientOf(version))).toEqual(operation.result);
    expect(server.received.map((request) => withBoundary(golden(request)))).toEqual([expected(operation)]);
  },
);

const all = [...groups, ...lists, ...others].map((operation) => ({ version: "2026.0", ...operation }));
test.each([...all, ...dialectCases])(
  "$name rejects with the error of a server of $version",
  async ({ version, run }) => {
    server.response = { status: 500, body: '{"code":"F00500","message":"Not allowed"}' };
    const error = await run(clientOf(version)).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(FlowerDocsError);
    expect(error).toMatchObject({ code: "F00500", type: "functional", vendorMessage: "Not allowed", attempts: 1 });
    expect(server.received).toHaveLength(1);
  },
);

const DEAD = [{ status: 401 }, { status: 401, body: { code: "F00012", message: "said" } }, { status: 403 }];
test.each([...all, ...dialectCases])(
  "$name to a server of $version is sent again with a new token after a refused one, also with `retry: false`",
  async ({ version, run, response, result }) => {
    for (const refusal of DEAD) {
      let issued = 0;
      const transport = scripted(refusal, { body: response ?? "" });
      const auth = () => `token-${++issued}`;
      const client = new FlowerDocs({ auth, baseUrl: server.url, serverVersion: version, transport, retry: false });
      expect(await run(client)).toEqual(result);
      const [first, again] = transport.sent;
      expect(transport.sent.map(({ headers }) => headers.token)).toEqual(["token-1", "token-2"]);
      expect({ ...again, headers: { ...again?.headers, token: "token-1" } }).toEqual(first);
    }
  },
);

test.each([...all, ...dialectCases])(
  "$name to a server of $version is not sent again after a 403 with a code, which is about rights",
  async ({ version, run }) => {
    for (const code of ["F00302", "T00000"]) {
      const transport = scripted({ status: 403, body: { code, message: "said" } });
      let issued = 0;
      const auth = () => `token-${++issued}`;
      const client = new FlowerDocs({ auth, baseUrl: server.url, serverVersion: version, transport });
      const error = await run(client).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code, kind: "permission_denied", attempts: 1 });
      expect(transport.sent).toHaveLength(1);
    }
  },
);

test.each(SEARCHED.map(([name]) => name))(
  "of a job of %s, FlowerDocs requests status, result and error",
  async (name) => {
    // The server responds to all requests with the same.
    for (const [body, verb, accept] of [
      ["DONE", "job", "*/*"],
      ["ERROR", "job/error", ANY],
    ] as const) {
      server.response = { status: 200, body };
      const job = await clientOf("2026.0")[name].exportCsv(signed);
      await job.wait().catch(() => {});
      const lines = [`job/status?jobId=${body}`, `${verb}?jobId=${body}`].map(
        (rest) => `/core/rest/${name}/search/${rest}`,
      );
      const [status = "", last = ""] = lines.map((path) => `GET ${path}`);
      expect(server.received.splice(0).map(golden).slice(1)).toEqual([
        expected({ name, run: async () => {}, line: status, accept: ANY }),
        expected({ name, run: async () => {}, line: last, accept }),
      ]);
      sent.push(status, last);
    }
  },
);

test.each(ARCHIVED.flatMap((each) => VERSIONS.map((version) => [version, ...each] as const)))(
  "of a job of an archive, FlowerDocs requests status, result and error by what it archives, of a server of %s: %s",
  async (version, name, path, run) => {
    for (const [body, verb, accept] of [
      ["DONE", "job", "*/*"],
      ["ERROR", "job/error", ANY],
    ] as const) {
      server.response = { status: 200, body };
      const job = await run(clientOf(version).archives, {});
      await job.wait().then(
        (stream) => stream.cancel(),
        () => {},
      );
      const [, status = "", last = ""] = server.received.splice(0).map(golden);
      const lines = ["job/status", verb].map((rest) => `GET /core/rest/${path}/content/archive/${rest}`);
      expect([status, last]).toEqual(
        lines.map((line, index) => expected({ name, run: async () => {}, line, accept: index === 0 ? ANY : accept })),
      );
      sent.push(...lines);
    }
  },
);
/** What a method of the client is called by, as in `folders.getMany`. */
const held = new Set([...all, ...dialectCases].map(({ name }) => /^\w+\.\w+/.exec(name)?.[0]));
/** Methods whose requests are those of others: of `get`, and of `get` and `update`. `objects.test.ts` holds what they do. */
const COMPOSED = /\.(?:find|edit)$/;

test("these are all methods but those of tokens, each with a request, a result and an error", async () => {
  const methods = (await loadOperations("flower-docs"))
    .filter(({ resource }) => resource !== undefined && resource !== "tokens")
    .map(({ resource, method }) => `${resource}.${method}`);
  expect(methods.length).toBeGreaterThan(250);
  expect(methods.filter((method) => !held.has(method) && !COMPOSED.test(method))).toEqual([]);
  expect([...held].filter((method) => !methods.includes(method ?? ""))).toEqual([]);
});

describe("of the routes of the reference", () => {
  const routesSent = () => new Map(sent.map((line) => [line, routeOfRequest(line, "/core")]));

  test("each is requested", () => {
    const requested = new Set(routesSent().values());
    expect(documentedRoutes.length).toBeGreaterThan(200);
    expect(documentedRoutes.filter((route) => !requested.has(route))).toEqual([]);
  });

  test("no other is requested", () => {
    expect([...routesSent()].filter(([, route]) => route === undefined).map(([line]) => line)).toEqual([]);
  });
});

test("these are all requests but those of tokens", async () => {
  const emulator = createEmulator({ services: [flowerDocs] });
  for (const request of sent) {
    const [method = "", target = ""] = request.split(" ");
    await emulator.handle({ method, target, headers: {}, body: "" });
  }
  const held = new Set(emulator.requests.map(({ endpoint }) => endpoint));
  const { endpoints } = emulator.flowerDocs;
  // Both forms of an export, and of an archive, are one request to one address.
  for (const { id } of endpoints) {
    const other = id.replace("exportCsvAtOnce", "exportCsv").replace("archives.export", "archives.download");
    if (held.has(other)) held.add(id);
  }
  const here = endpoints.filter(({ id }) => !/^flowerdocs\.(?:tokens|authentication)\./.test(id));
  expect(here.length).toBeGreaterThan(120);
  expect(here.filter(({ id }) => !held.has(id)).map(({ id }) => `add the request of ${id}`)).toEqual([]);
});
