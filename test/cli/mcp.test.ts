/** `tessera mcp`: which operations are tools, and what their calls do. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import type { Transport } from "tessera-sdk";
import { loadOperations, type Operation, type ServiceName, services } from "tessera-sdk/operations";
import { createEmulator } from "tessera-sdk/testing";
import { afterAll, beforeAll, describe, expect, it, test, vi } from "vitest";
import { root } from "../../scripts/packageJson.js";
import { serverFlags, toolFlags } from "../../src/cli/mcp/flagTable.js";
import { MOST_ITEMS } from "../../src/cli/mcp/inputSchema.js";
import { offeredOperations, whyNoTool } from "../../src/cli/mcp/offered.js";
import { MASK } from "../../src/cli/mcp/results.js";
import { shortened, sizeOf } from "../../src/cli/mcp/shortened.js";
import { toolNameOf, toolOf } from "../../src/cli/mcp/tool.js";
import { tessera } from "../support/cli.js";
import { McpSession } from "../support/mcp.js";
import { pagesOfTokens } from "../support/pages.js";
import { httpServer, json } from "../support/server.js";

beforeAll(() => void vi.spyOn(process, "emitWarning").mockImplementation(() => {}));
afterAll(() => void vi.restoreAllMocks());

const ANDROID = ["--services", "android-enterprise", "--emulator"];
const CHROME = ["--services", "chrome-directory", "--emulator", "--api", "management"];
const FLOWER = ["--services", "flower-docs", "--emulator"];
const USER = { enterpriseId: "LC00lwk1yg", userId: "110001" };

const all = (await Promise.all(services.map(({ name }) => loadOperations(name)))).flat();
const names = services.map(({ name }) => name);
const offered = (services: readonly string[], allowWrites = false, allow: readonly string[] = []) =>
  offeredOperations({ services, allowWrites, allow });

describe("tools", () => {
  it("are by default operations that read, and that are not deprecated", async () => {
    const operations = await offered(names);
    expect(operations.filter(({ effect, deprecated }) => effect !== "read" || deprecated !== undefined)).toEqual([]);
    const ids = operations.map(({ service, id }) => `${service} ${id}`);
    expect(ids).toContain("android-enterprise users.get");
    expect(ids.length).toBeGreaterThan(100);
    // A GET that creates a key, and one that signs a user out.
    expect(ids).not.toContain("android-enterprise enterprises.getServiceAccount");
    expect(ids).not.toContain("adobe-pass logout.initiate");
    expect(ids).not.toContain("android-enterprise serviceaccountkeys.list");
  });

  it("are with --allow-writes also changes that do no damage twice, and never others", async () => {
    const operations = await offered(names, true);
    expect(operations.filter(({ idempotency }) => idempotency === "none")).toEqual([]);
    expect(operations.map(toolNameOf)).toEqual(
      expect.arrayContaining(["chrome_browsers_delete", "android_enrollmentTokens_create"]),
    );
    const left = all.filter((each) => each.effect !== "read" && each.idempotency !== "none" && !each.deprecated);
    const missing = left.filter((each) => whyNoTool(each) === undefined && !operations.includes(each));
    expect(missing).toEqual([]);
  });

  it("never are what takes a function, a file or a secret, does not end, or sends anything", async () => {
    const named = all.filter((operation) => whyNoTool(operation) !== undefined);
    const ids = named.map(({ service, id }) => `${service}.${id}`);
    for (const id of [
      ...names.map((name) => `${name}.request`),
      "android-enterprise.notifications",
      "android-enterprise.enterprises.enroll",
      "chrome-directory.browsers.enrolledWith",
      "flower-docs.documents.edit",
      "flower-docs.documents.createWithFiles",
      "flower-docs.documents.exportCsv",
      "flower-docs.files.download",
      "flower-docs.users.setPassword",
    ]) {
      expect(ids).toContain(id);
    }
    for (const operation of named) {
      await expect(offered([operation.service], false, [`${operation.service}.${operation.id}`])).rejects.toThrow(
        /cannot be a tool/,
      );
    }
  });

  it("have names of their own, that clients can put the name of a server before", () => {
    const found = all.map(toolNameOf);
    expect(new Set(found).size).toBe(found.length);
    expect(found.filter((name) => !/^[a-zA-Z0-9_-]{1,50}$/.test(name))).toEqual([]);
  });

  it("have annotations by effect and idempotency", () => {
    const annotationsOf = (service: ServiceName, id: string) =>
      toolOf(all.find((each) => each.service === service && each.id === id) as Operation).annotations;
    expect(annotationsOf("chrome-directory", "browsers.get")).toEqual({
      readOnlyHint: true,
      destructiveHint: false,
      idempotentHint: true,
      openWorldHint: true,
    });
    expect(annotationsOf("chrome-directory", "enrollmentTokens.rotate")).toMatchObject({
      readOnlyHint: false,
      destructiveHint: true,
      idempotentHint: false,
    });
  });

  it("name no parameter that is a secret, and have no alternatives at the top, which models refuse", () => {
    for (const operation of all) {
      if (whyNoTool(operation) !== undefined) continue;
      const { inputSchema } = toolOf(operation);
      for (const secret of operation.secret ?? []) expect(JSON.stringify(inputSchema)).not.toContain(`"${secret}":`);
      expect(Object.keys(inputSchema)).not.toContain("anyOf");
      expect(inputSchema.type).toBe("object");
      // Names of a tool's own parameters.
      for (const own of ["limit", "options"]) expect(operation.params?.properties ?? {}).not.toHaveProperty(own);
    }
  });
});

/** Of the whole response, as JSON; a token has some four characters. */
const tokensOf = (listed: object) => Math.ceil(JSON.stringify(listed).length / 4);

describe("the list of tools has at most 6,000 tokens", () => {
  const NO_TOOLS = ["adobe-pass-management", "adobe-pass-v1", "adobe-sso-service"];
  const useful = names.filter((name) => !NO_TOOLS.includes(name));
  const given = (services: readonly string[]) => ["--services", services.join(","), "--emulator"];
  const pairs = useful.flatMap((one, index) => useful.slice(index + 1).map((other) => [one, other]));

  test.each([
    ...useful.map((name) => ({ services: [name], more: [] as string[] })),
    ...useful.map((name) => ({ services: [name], more: ["--allow-writes"] })),
    ...pairs.map((services) => ({ services, more: [] as string[] })),
    { services: useful, more: [] },
    { services: [...useful, "adobe-pass-management"], more: ["--allow-writes"] },
  ])("$services $more", async ({ services, more }) => {
    await using session = await McpSession.connect([...given(services), ...more]);
    const listed = await session.client.listTools();
    expect(listed.tools.length).toBeGreaterThan(0);
    expect(listed.tools.length).toBeLessThanOrEqual(40);
    expect(tokensOf(listed)).toBeLessThanOrEqual(6_000);
  });

  test.each(NO_TOOLS)("of %s, nothing is offered by default, and the command says so", async (name) => {
    const { exitCode, stderr } = await tessera(["mcp", ...given([name])]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("--allow-writes");
  });
});

describe("a call", () => {
  it("of an operation that reads returns its result, as structured content and as JSON text", async () => {
    await using session = await McpSession.connect(ANDROID);
    const { result, text, isError } = await session.call("android_users_get", USER);
    expect(isError).toBe(false);
    expect(result).toMatchObject({ id: "110001", accountIdentifier: "user1" });
    expect(JSON.parse(text)).toEqual({ result });
  });

  test.each([
    ["a missing parameter", "android_users_get", { enterpriseId: "E" }, "`userId` is required"],
    ["a wrong type", "android_users_get", { ...USER, userId: 1 }, "`userId`"],
    ["an unknown parameter", "android_users_get", { ...USER, limit: 1 }, '"limit" is not a parameter'],
    ["an unknown tool", "android_users_delete", USER, 'no tool "android_users_delete"'],
  ])("is refused before anything is sent for %s", async (_, tool, args, message) => {
    const emulator = createEmulator();
    await using session = await McpSession.connect(ANDROID, { emulator });
    const { isError, error } = await session.call(tool, args);
    expect(isError).toBe(true);
    expect(error?.message).toContain(message);
    expect(error?.advice).toContain("Nothing was sent");
    expect(emulator.requests).toEqual([]);
  });

  it("says what went wrong and what to do", async () => {
    await using session = await McpSession.connect(ANDROID);
    const { isError, error } = await session.call("android_users_get", { ...USER, userId: "999999" });
    expect(isError).toBe(true);
    expect(error).toMatchObject({ kind: "not_found", code: "NOT_FOUND", outcomeUnknown: false });
    expect(error?.advice).toContain("Check the ids");
  });

  it("whose outcome is unknown is not to be made again", async () => {
    const transport = { send: () => Promise.reject(Object.assign(new Error("reset"), { wasWritten: true })) };
    const allow = "android-enterprise.webapps.insert";
    const args = ["--services", "android-enterprise", "--emulator", "--allow", allow, "--retries", "0"];
    await using session = await McpSession.connect(args, { emulator: transport });
    const webApp = { enterpriseId: "LC00lwk1yg", title: "A", startUrl: "https://a.example" };
    const { error } = await session.call("android_webapps_insert", webApp);
    expect(error).toMatchObject({ outcomeUnknown: true });
    expect(error?.advice).toMatch(/^The outcome is unknown: .*Do not call this again\./);
  });

  it("refuses a parameter that is a secret, at any depth, and does not show it", async () => {
    const emulator = createEmulator();
    const args = ["--services", "adobe-pass", "--emulator"];
    await using session = await McpSession.connect(args, { emulator });
    const { isError, text } = await session.call("adobe_profiles_list", { subjectToken: "TopSecretValue42" });
    expect(isError).toBe(true);
    expect(text).toContain("`subjectToken` is a secret");
    expect(text).not.toContain("TopSecretValue42");
    expect(emulator.requests).toEqual([]);
  });
});

describe("changes", () => {
  const BROWSERS = { deviceId: "unknown" };

  it("are absent without the flag, and made with it", async () => {
    await using reading = await McpSession.connect(CHROME);
    expect(await reading.toolNames()).not.toContain("chrome_browsers_delete");
    expect((await reading.call("chrome_browsers_delete", BROWSERS)).error?.message).toContain("no tool");

    await using writing = await McpSession.connect([...CHROME, "--allow-writes"]);
    const { items = [] } = await writing.call("chrome_browsers_list");
    const [{ deviceId } = {}] = items;
    expect(await writing.call("chrome_browsers_delete", { deviceId })).toMatchObject({ done: true });
    expect((await writing.call("chrome_browsers_list")).items).toHaveLength(items.length - 1);
  });

  it("that do damage twice are made only if they are named", async () => {
    await using some = await McpSession.connect([...CHROME, "--allow-writes"]);
    expect(await some.toolNames()).not.toContain("chrome_enrollmentTokens_create");

    await using session = await McpSession.connect([...CHROME, "--allow", "chrome-directory.enrollmentTokens.create"]);
    const tools = (await session.client.listTools()).tools;
    const create = tools.find(({ name }) => name === "chrome_enrollmentTokens_create");
    expect(create?.description).toContain("A second call may do damage");
    expect(tools.map(({ name }) => name)).not.toContain("chrome_browsers_delete");
    const { items = [] } = await session.call("chrome_enrollmentTokens_list");
    await session.call("chrome_enrollmentTokens_create", {});
    expect((await session.call("chrome_enrollmentTokens_list")).items).toHaveLength(items.length + 1);
  });
});

describe("credentials in results", () => {
  const CREATE = { enterpriseId: "LC00lwk1yg", enrollmentTokenType: "userDevice" };
  const GIVEN = [...ANDROID, "--allow", "android-enterprise.enrollmentTokens.create"];

  it("are masked, with a note that says how to get them", async () => {
    const emulator = createEmulator();
    await using session = await McpSession.connect(GIVEN, { emulator });
    const { result, note, text } = await session.call("android_enrollmentTokens_create", CREATE);
    expect(result).toMatchObject({ token: MASK, enrollmentTokenType: "userDevice" });
    expect(note).toContain("--reveal");
    expect(text).toContain(MASK);
  });

  it("are shown with --reveal", async () => {
    await using session = await McpSession.connect([...GIVEN, "--reveal"]);
    const { result, note } = await session.call("android_enrollmentTokens_create", CREATE);
    expect((result as { token: string }).token).toMatch(/^\w{8,}/);
    expect(note).toBeUndefined();
  });

  it("are masked in lists, where the id of a token is not", async () => {
    await using session = await McpSession.connect(CHROME);
    const { items = [], note } = await session.call("chrome_enrollmentTokens_list");
    expect(items.length).toBeGreaterThan(0);
    for (const item of items) {
      expect(item.token).toBe(MASK);
      expect(item.tokenPermanentId).toMatch(/^[\w-]+$/);
      expect(item.tokenPermanentId).not.toBe(MASK);
    }
    expect(note).toContain("token");
  });

  it("of the server itself are shown in no case, even if a service sends them back", async () => {
    const SECRET = "TopSecretValue42";
    const server = await httpServer((response, { url }) => {
      if (!url.endsWith("/2")) return json(response, { id: "1", accountIdentifier: `echo ${SECRET}` });
      const errors = [{ reason: "notFound", message: SECRET }];
      return json(response, { error: { code: 404, message: `no such user for ${SECRET}`, errors } }, 404);
    });
    const env = { TESSERA_ANDROID_ENTERPRISE_BASE_URL: server.url, TESSERA_ANDROID_ENTERPRISE_TOKEN: SECRET };
    await using session = await McpSession.connect(["--services", "android-enterprise", "--verbose"], { env });
    const { result } = await session.call("android_users_get", { enterpriseId: "E", userId: "1" });
    expect(result).toMatchObject({ id: "1" });
    const { error } = await session.call("android_users_get", { enterpriseId: "E", userId: "2" });
    expect(error).toMatchObject({ kind: "not_found" });
    expect(session.stdout).not.toContain(SECRET);
    expect(session.stderr).toContain("status 404");
    expect(session.stderr).not.toContain(SECRET);
  });
});

describe("lists", () => {
  const DIRECTORY = ["--services", "chrome-directory", "--emulator"];

  it("are limited, and continued from within a page", async () => {
    const emulator = pagesOfTokens(3, 4);
    await using session = await McpSession.connect(DIRECTORY, { emulator });
    const seen: unknown[] = [];
    let pageToken: string | undefined;
    for (let call = 0; call < 10; call++) {
      const page = await session.call("chrome_enrollmentTokens_list", { limit: 5, ...(pageToken && { pageToken }) });
      seen.push(...(page.items ?? []).map(({ tokenPermanentId }) => tokenPermanentId));
      pageToken = page.pageToken;
      if (pageToken === undefined) break;
      expect(page.items).toHaveLength(5);
    }
    expect(seen).toEqual(Array.from({ length: 12 }, (_, index) => String(index)));
  });

  test.each([0, -1, 1.5, "5", MOST_ITEMS + 1])("refuse the limit %j", async (limit) => {
    await using session = await McpSession.connect(CHROME);
    const { error } = await session.call("chrome_enrollmentTokens_list", { limit });
    expect(error?.message).toContain(`from 1 to ${MOST_ITEMS}`);
  });

  it("that are too large end early, whole, and say where they go on", async () => {
    const emulator = pagesOfTokens(2, 50, "x".repeat(3_000));
    await using session = await McpSession.connect([...DIRECTORY, "--reveal"], { emulator });
    const { items = [], pageToken, note, text } = await session.call("chrome_enrollmentTokens_list", { limit: 100 });
    expect(items.length).toBeGreaterThan(5);
    expect(items.length).toBeLessThan(20);
    expect(text.length).toBeLessThan(45_000);
    expect(note).toContain("pageToken");
    const next = await session.call("chrome_enrollmentTokens_list", { limit: 1, pageToken });
    expect(next.items?.[0]?.tokenPermanentId).toBe(String(items.length));
  });
});

describe("a connection", () => {
  /** Requests that never end, but by their signal. */
  function hanging() {
    const signals: (AbortSignal | undefined)[] = [];
    const send: Transport["send"] = ({ cancellation: { signal } }) => {
      signals.push(signal);
      return new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
    };
    return { send, signals };
  }

  const get = { name: "android_users_get", arguments: USER };
  const isUnderWay = ({ signals }: ReturnType<typeof hanging>) => vi.waitFor(() => expect(signals).toHaveLength(1));

  it("ends a call that its client cancels, and goes on", async () => {
    const emulator = hanging();
    await using session = await McpSession.connect(ANDROID, { emulator });
    const controller = new AbortController();
    const call = session.client.callTool(get, { signal: controller.signal }).catch((error: unknown) => error);
    await isUnderWay(emulator);
    controller.abort(new Error("changed my mind"));
    expect(await call).toBeInstanceOf(Error);
    await vi.waitFor(() => expect(emulator.signals[0]?.aborted).toBe(true));
    expect(await session.toolNames()).toContain("android_users_get");
  });

  it.each([
    ["its client leaves", 0, (session: McpSession) => session.hangUp()],
    ["a signal comes", 143, (session: McpSession) => session.signal("SIGTERM")],
  ])("ends, with the calls that are under way, when %s", async (_, exitCode, end) => {
    const emulator = hanging();
    await using session = await McpSession.connect(ANDROID, { emulator });
    session.client.callTool(get).catch(() => {});
    await isUnderWay(emulator);
    end(session);
    expect(await session.ended).toBe(exitCode);
    expect(emulator.signals[0]?.aborted).toBe(true);
    expect(session.stderr).toBe("");
  });
});

test.each([...toolFlags, ...serverFlags].map(({ name }) => name))("the help and the guide have %s", async (flag) => {
  expect((await tessera(["mcp", "--help"])).stdout).toContain(`  ${flag}`);
  if (flag !== "--no-color") expect(readFileSync(join(root, "docs/mcp.md"), "utf8")).toContain(`\`${flag}`);
});

describe("what is wrong with the command line is said before the client connects", () => {
  test.each([
    { args: [], says: "--services: is required; there are adobe-pass, " },
    { args: ["--services", "chrome"], says: '--services: "chrome" is not a service' },
    { args: [...CHROME, "--allow", "chrome-directory.browsers.none"], says: "is not an operation of a service" },
    { args: [...CHROME, "--allow", "flower-docs.documents.create"], says: "is not an operation of a service" },
    { args: [...CHROME, "--allow", "chrome-directory.request"], says: "it sends whatever its caller describes" },
    {
      args: ["--services", "chrome-directory,flower-docs", "--customer", "C1"],
      says: "--customer: of which of several",
    },
    { args: [...FLOWER, "--customer", "C1"], says: "--customer is not a setting of flower-docs" },
    { args: ["--services", "flower-docs"], says: "There are no credentials for flower-docs" },
    {
      args: ["--services", "android-enterprise", "--auth.token", "-"],
      says: "- can be given once",
    },
  ])("$args", async ({ args, says }) => {
    const { exitCode, stdout, stderr } = await tessera(["mcp", ...args]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain(says);
  });
});

describe("a value that is too large", () => {
  it("is cut to fewer items and shorter texts, and is never half a value", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.integer({ min: 4, max: 2_000 }), (value, most) => {
        const { value: cut, note } = shortened(value, most);
        expect(sizeOf(cut)).toBeLessThanOrEqual(Math.max(most, 4));
        if (sizeOf(value) <= most) expect([cut, note]).toEqual([value, undefined]);
        else expect(note).toContain("too large");
      }),
    );
  });

  it.each([
    { value: Array.from({ length: 500 }, () => "item"), most: 1_000, left: 100 },
    { value: Array.from({ length: 500 }, () => "x".repeat(5_000)), most: 5_000, left: 5 },
  ])("keeps as much as there is room for: $left items", ({ value, most, left }) => {
    expect(shortened(value, most).value).toHaveLength(left);
  });
});

describe("more than 40 operations", () => {
  it("are found, described and called by three tools", async () => {
    await using session = await McpSession.connect(FLOWER);
    expect(await session.toolNames()).toEqual(["find_operation", "describe_operation", "call_operation"]);

    const { operations } = await session.call("find_operation", { query: "get documents" });
    const found = (operations as { operation: string; effect: string }[]).map(({ operation }) => operation);
    expect(found.slice(0, 5)).toContain("flower-docs.documents.get");
    expect(found.length).toBeLessThanOrEqual(20);

    const described = await session.call("describe_operation", { operation: "flower-docs.documents.get" });
    expect(described).toMatchObject({ effect: "read", params: { type: "object", required: ["id"] } });

    const { result } = await session.call("call_operation", {
      operation: "flower-docs.documents.get",
      params: { id: "D1" },
    });
    expect(result).toMatchObject({ id: "D1" });
  });

  test.each([
    ["describe_operation", { operation: "flower-docs.documents.delete" }],
    ["call_operation", { operation: "flower-docs.documents.delete", params: { id: "D1" } }],
    ["call_operation", {}],
    ["flowerdocs_documents_get", { id: "D1" }],
  ])("are no others by %s %j", async (tool, args) => {
    const emulator = createEmulator();
    await using session = await McpSession.connect(FLOWER, { emulator });
    expect((await session.call(tool, args)).error?.message).toMatch(/^There is no /);
    expect(emulator.requests).toEqual([]);
  });

  it("have the annotations of the worst of them", async () => {
    await using session = await McpSession.connect([...FLOWER, "--allow-writes"]);
    const { tools } = await session.client.listTools();
    expect(tools.map(({ annotations }) => annotations?.readOnlyHint)).toEqual([true, true, false]);
    expect(tools[2]?.annotations).toMatchObject({ destructiveHint: true, idempotentHint: false });
  });
});
