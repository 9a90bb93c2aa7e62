/** Every method of the two Chrome APIs as the request that it sends, in process and on loopback. */
import { ChromeDirectory } from "tessera-sdk/chrome-directory";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { chromeDirectoryEndpoints, chromeManagementEndpoints } from "../../src/chromeDirectory/endpoints.js";
import { chromeGoldens } from "../support/chromeGoldens.js";
import { named } from "../support/conformance.js";
import { golden, type RawServer, startRawServer } from "../support/rawServer.js";
import { scripted } from "../support/scripted.js";

const HOSTS = { directory: "https://www.googleapis.com", management: "https://chromemanagement.googleapis.com" };
const OPTIONS = { auth: "access-token", customer: "03az79cb" };

/** The Directory API takes the customer's id in both forms, so it is passed as it is. */
const expected = ({ api, request }: { api: string; request: string }) =>
  api === "directory" ? request.replace("/customer/C", "/customer/") : request;

// That the Directory API is a beta is another test's subject.
beforeAll(() => void vi.spyOn(process, "emitWarning").mockImplementation(() => {}));
afterAll(() => void vi.restoreAllMocks());

test("there is a golden request for every method of either API", () => {
  const namesOf = (api: string) => chromeGoldens.filter((each) => each.api === api).map(({ name }) => name);
  // The Directory API has no method that gets a token; what looks units up is another test's subject.
  const directory = [...Object.keys(named(chromeDirectoryEndpoints)), "enrollmentTokens.get"];
  expect([...new Set(namesOf("directory"))].sort()).toEqual(directory.filter((name) => name !== "orgunits.get").sort());
  expect([...new Set(namesOf("management"))].sort()).toEqual(Object.keys(named(chromeManagementEndpoints)).sort());
});

describe("through a transport", () => {
  test.each(chromeGoldens)("$api: $name sends its golden request, as JSON if at all", async (each) => {
    const { api, call, request, body, response = {} } = each;
    const transport = scripted({ body: response });
    await call(new ChromeDirectory({ ...OPTIONS, api, transport }));
    expect(transport.sent).toHaveLength(1);
    const [sent] = transport.sent;
    const [verb = "", target] = expected({ api, request }).split(" ");
    expect(`${sent?.method} ${sent?.url}`).toBe(`${verb} ${HOSTS[api]}${target}`);
    expect(sent?.body && JSON.parse(sent.body)).toEqual(body);
    expect(sent?.headers["content-type"]).toBe(body ? "application/json" : undefined);
    expect(sent?.headers.authorization).toBe("Bearer access-token");
  });
});

describe("over HTTP", () => {
  let server: RawServer;
  beforeAll(async () => {
    server = await startRawServer();
  });
  afterAll(() => server.close());
  beforeEach(() => {
    server.received.length = 0;
  });

  test.each(chromeGoldens)(
    "$api: $name sends its golden request",
    async ({ api, call, request, body, response = {} }) => {
      server.response.body = typeof response === "string" ? response : JSON.stringify(response);
      await using client = new ChromeDirectory({ ...OPTIONS, api, baseUrl: server.url });
      await call(client);
      expect(server.received).toHaveLength(1);
      const [head = "", text = ""] = golden(server.received[0]).split(/\n\n(.*)/s);
      const length = request.startsWith("POST") || body ? [`content-length: ${Buffer.byteLength(text)}`] : [];
      expect(text === "" ? undefined : JSON.parse(text)).toEqual(body);
      expect(head.split("\n")).toEqual([
        expected({ api, request }),
        "accept-encoding: gzip, deflate, br",
        "accept: application/json",
        "authorization: Bearer access-token",
        ...length,
        ...(body ? ["content-type: application/json"] : []),
        "host: {host}",
        "user-agent: tessera-sdk/{version}",
      ]);
    },
  );
});
